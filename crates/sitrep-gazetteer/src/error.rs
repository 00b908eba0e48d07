//! What can be wrong with a gazetteer.

use std::path::PathBuf;

/// Why a gazetteer could not be opened or a user's file was refused.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// The packed file is not one, or is cut short.
    #[error("the packed gazetteer is damaged: {0}; build it again with `cargo xtask gazetteer`")]
    Damaged(&'static str),
    /// A table of `resources/gazetteer` does not hold what it must.
    #[error("resources/gazetteer/{file}: {problem}")]
    Table {
        /// The table.
        file: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A user's file could not be read.
    #[error("{}: cannot be read ({source})", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A user's file is refused as a whole; nothing of it was taken over.
    #[error("{}: {problem}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line numbers, and what to do.
        problem: String,
    },
    /// The index could not be written.
    #[error("the place index could not be built: {0}")]
    Index(#[from] fst::Error),
}
