//! Time expressions: recognised, normalised, resolved, and solved across documents.
//!
//! - [`Tagger`] finds TIMEX3 expressions in English news by the rules of `resources/time` and says what each means
//!   whatever its anchor ([`TimeMeaning`](sitrep_types::TimeMeaning)), with the TIMEX3 value and the days it covers.
//!   The value follows TimeML's conventions, the days those of a careful reader; they may differ ("two weeks ago").
//! - [`resolve`] turns a meaning into days once an anchor (the day of publication) is known, as a day or as an
//!   interval; [`bounds`], [`anchors`] and [`candidates`] are the other ways through the same door, for documents
//!   whose date is to be found.
//! - [`claim_meaning`] gives the time of what an expression dates: "since October" covers October until the anchor.
//! - [`network`] solves the dates of many documents and events together.
//!
//! Nothing here reads a clock, a time zone or a locale.

mod calendar;
mod counted;
mod error;
mod festival;
mod fields;
mod linking;
pub mod network;
mod number;
mod reading;
mod resolve;
#[cfg(test)]
mod rule_examples;
mod scan;
mod situation;
mod tables;
mod tagger;
mod tense;
mod value;

pub use error::TimexError;
pub use resolve::{anchors, bounds, candidates, claim_meaning, is_told_by, resolve, told_by};
pub use tagger::{Tagged, Tagger};
pub use tense::Tense;
