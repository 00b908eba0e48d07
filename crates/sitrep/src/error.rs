//! What stops a run as a whole; what concerns one input is a line of `left_out` instead.

use thiserror::Error as ThisError;

/// Why a run could not be done.
#[derive(Debug, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// The project file.
    #[error(transparent)]
    Store(#[from] sitrep_store::StoreError),
    /// A table of `resources/`.
    #[error(transparent)]
    Resources(#[from] sitrep_resources::ResourceError),
    /// The gazetteer.
    #[error(transparent)]
    Gazetteer(#[from] sitrep_gazetteer::GazetteerError),
    /// A table of time rules.
    #[error(transparent)]
    Timex(#[from] sitrep_timex::TimexError),
    /// The encoder's weights.
    #[error(transparent)]
    Reader(#[from] sitrep_inference::ReaderError),
    /// Threads could not be started.
    #[error("{0} threads could not be started\nhint: ask for fewer with --threads")]
    Threads(usize),
    /// Something to remove that the project does not hold.
    #[error(
        "the project holds neither a document nor an input named {0}\nhint: `sitrep show PROJECT --documents` lists them"
    )]
    NotHeld(String),
    /// Something that the record does not hold.
    #[error(
        "the record has no {what} '{id}'\nhint: `sitrep show PROJECT` lists events, with --documents the documents"
    )]
    NoSuch {
        /// What was looked for: "event", "actor", ….
        what: &'static str,
        /// What it was called.
        id: String,
    },
    /// Something that more than one thing of the record is called.
    #[error("the record has more than one {what} '{id}'\nhint: give more of its id")]
    Ambiguous {
        /// What was looked for.
        what: &'static str,
        /// What it was called.
        id: String,
    },
    /// A decision that cannot be meant, or is not written as one.
    #[error("this cannot be decided: {0}")]
    Decision(String),
    /// A typed value that is none.
    #[error("{0}")]
    Value(String),
}
