//! Document in, annotated document out: sentences, words, mentions, times, places, quantities, attributions.

pub mod lemma;
pub mod reader;
pub mod sentence;
pub mod token;
pub mod tree;
