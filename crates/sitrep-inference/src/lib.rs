//! The only crate that knows the neural runtime: one small encoder, many heads.
//!
//! [`Reader::read`] takes consecutive sentences of one document and gives every word its part of speech, its
//! place in the dependency tree, its entity tags and its event reading, and every sentence a vector and the
//! attributions whose cue stands in it. The weights are compiled in and checked by hash.
//!
//! What it lacks on purpose: sentence splitting, tokenising and lemmas (`sitrep-annotate` does those), rules,
//! and any state between documents. The result depends on the sentences given and the weights alone: a
//! document's windows are run one by one, each on one thread, so neither batch nor thread count can change it.

#[cfg(test)]
mod agreement;
mod bio;
mod file;
mod links;
mod reader;
mod reading;
mod tree;
mod window;
mod wordpiece;

pub use reader::Reader;
pub use reading::{AttributionReading, EntityTag, EventReading, SentenceReading, WordReading};

/// Why the weights could not be loaded or run.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The bytes are not a model file of this version, are cut short or were changed.
    #[error("the model file cannot be used: {0}\nhint: restore models/reader.bin (see models/README.md)")]
    File(String),
    /// The file is whole but its graph or labels are not what this version reads.
    #[error("the model file does not fit this version of sitrep: {0}")]
    Contents(String),
    /// The runtime failed while reading a text.
    #[error("the model could not be run: {0}")]
    Run(String),
}
