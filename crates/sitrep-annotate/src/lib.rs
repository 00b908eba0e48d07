//! Document in, annotated document out: sentences, words, mentions, times, places, quantities, attributions.
//!
//! Each layer is a function of the text and the layers before it, in the order of the modules below:
//! [`sentence`] and [`token`] part the text, the [`reader`] gives every word its part of speech, head, entity and
//! event, [`name`] settles the entities by the tables, [`lemma`] gives the dictionary form; on the [`tree`]s stand [`entity`] mentions, [`quantity`], places, the
//! [`coreference`] of mentions with the [`actor`] each chain is, and [`attribution`]. Nothing here reads a clock, a
//! file or a locale, and odd text is never an error: the annotations come with diagnostics.

pub mod actor;
mod annotator;
pub mod attribution;
mod calendar;
pub mod casing;
pub mod coreference;
pub mod entity;
pub mod grammar;
pub mod lemma;
pub mod name;
pub mod place;
pub mod print;
pub mod quantity;
pub mod reader;
pub mod sentence;
pub mod token;
pub mod tree;

pub use annotator::Annotator;
