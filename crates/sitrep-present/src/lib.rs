//! What a reader sees of a record: views in a reader's words, exports for other programs, the HTML report.
//!
//! Everything here is a pure function of a [`Record`](sitrep_types::Record): nothing is read, decided or remembered, no
//! clock and no locale is asked, so that equal records give equal bytes. All text of a record is hostile: what becomes
//! markup is escaped, what becomes a link must be a web address, what becomes a cell must not run as a formula.

pub mod brief;
pub mod export;
mod index;
pub mod map;
pub mod report;
pub mod view;

pub use index::Index;
