//! Predictions and scores on annotated corpora (not published).

pub mod predict;
