//! Time expressions: recognised, normalised, resolved, and solved across documents.
//!
//! - [`Tagger`] finds TIMEX3 expressions in English news by the rules of `resources/time` and says what each means
//!   whatever its anchor ([`TimeMeaning`](sitrep_types::TimeMeaning)), with the TIMEX3 value and the days it covers.
//! - [`resolve`] turns a meaning into days once an anchor (the day of publication) is known, as a day or as an
//!   interval; [`bounds`], [`anchors`] and [`candidates`] are the other ways through the same door, for documents
//!   whose date is to be found.
//! - [`claim_meaning`] gives the time of what an expression dates: "since October" covers October until the anchor.
//! - [`network`] solves the dates of many documents and events together.
//!
//! Nothing here reads a clock, a time zone or a locale.

mod calendar;
mod error;
mod festival;
pub mod network;
mod resolve;
mod tagger;
mod tense;

pub use error::TimexError;
pub use resolve::{anchors, bounds, candidates, claim_meaning, resolve};
pub use tagger::Tagger;
pub use tense::Tense;
