//! One SQLite project file, and nothing else of `sitrep` knows SQL.
//!
//! A [`Project`] keeps what was read (documents, what each of them yields, the inputs that were left out and why), the
//! record that was derived from it, and a person's decisions. Every change is one transaction, so that a program killed
//! at any moment leaves a file that the next run opens and continues. What is derived can be
//! made again, and only what differs of it is written; what was read and what was decided is never lost to a rebuild.
//!
//! The crate computes nothing: it merges inputs that hold the same document (see [`Project::put_document`]) and otherwise
//! gives back what it was given.

mod body;
mod decision;
mod document;
mod error;
mod merge;
mod migration;
mod project;
mod record;
mod rows;

pub use decision::Revision;
pub use document::Put;
pub use error::StoreError;
pub use project::{Project, RecordState};
pub use record::RecordCounts;
