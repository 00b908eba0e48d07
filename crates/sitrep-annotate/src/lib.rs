//! Document in, annotated document out: sentences, words, mentions, times, places, quantities, attributions.

pub mod sentence;
pub mod token;
