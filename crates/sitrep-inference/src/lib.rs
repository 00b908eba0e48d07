//! The only crate that knows the neural runtime: one small encoder, many heads.
