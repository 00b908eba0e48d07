//! The only crate that knows the neural network: one small encoder, many heads.
//!
//! [`Reader::read`] takes consecutive sentences of one document and gives every word its part of speech, its
//! place in the dependency tree, its entity tags and its event reading, and every sentence a vector and the
//! attributions whose cue stands in it. The weights are compiled in and checked by hash.
//!
//! What it lacks on purpose: sentence splitting, tokenising and lemmas (`sitrep-annotate` does those), rules,
//! and any state between documents. The result depends on the sentences given and the weights alone: windows are
//! run one by one on the caller's thread, products are exact sums of integers, and all else is written to give the same bits on
//! every processor, so neither batch nor threads nor the machine can change it.

#[cfg(test)]
mod agreement;
mod attention;
mod bio;
mod clue_weights;
mod clues;
mod encoder;
mod file;
mod heads;
mod kernel;
mod links;
mod maths;
mod matrix;
mod onnx;
mod reader;
mod reading;
mod simd;
mod tree;
mod window;
mod wordpiece;

pub use clues::{Lists as ClueLists, WordClues};
pub use reader::Reader;
pub use reading::{AttributionReading, EntityTag, EventReading, SentenceReading, WordReading};

/// Why the weights could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// The bytes are not a model file of this version, are cut short or were changed.
    #[error("the model file cannot be used: {0}\nhint: restore models/reader.bin (see models/README.md)")]
    File(String),
    /// The file is whole but its graph or labels are not what this version reads.
    #[error("the model file does not fit this version of sitrep: {0}")]
    Contents(String),
}
