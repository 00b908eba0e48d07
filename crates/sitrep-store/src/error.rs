//! What can go wrong with a project file, in words for its user.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a project file could not be opened, read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no such file.
    #[error("{path}: no such project file\nhint: make one with `sitrep build INPUT… -o {path}`")]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// The file holds something else than a database.
    #[error(
        "{path}: this is not a sitrep project (not an SQLite file)\nhint: name another file; this one was left as it is"
    )]
    NotSqlite {
        /// The file.
        path: PathBuf,
    },
    /// A database, but another program's.
    #[error(
        "{path}: this is an SQLite file of another program, not a sitrep project\nhint: name another file; this one was left as it is"
    )]
    NotSitrep {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a later version.
    #[error(
        "{path}: written by a newer sitrep (project schema {found}; this program knows up to {known})\nhint: update sitrep, or build a new project from the same inputs"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The file's schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// Another program writes to it.
    #[error(
        "{path}: another program is writing to this project\nhint: wait until it is done, or stop it, and try again"
    )]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file is cut short or damaged.
    #[error(
        "{path}: the project file is damaged or was only partly copied ({detail})\nhint: copy it again (with the -wal file beside it, if there is one), or build it anew from the same inputs"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was seen.
        detail: String,
    },
    /// The operating system refused.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What it said.
        error: std::io::Error,
    },
    /// Stored data that this version cannot read.
    #[error(
        "{path}: {what} was stored by another version of sitrep and cannot be read ({error})\nhint: run `sitrep rebuild {path}`"
    )]
    Format {
        /// The file.
        path: PathBuf,
        /// What was to be read.
        what: String,
        /// Why it cannot be.
        error: String,
    },
    /// The record names a document that the project does not hold.
    #[error("{path}: the record names document {document}, which the project does not hold")]
    UnknownDocument {
        /// The file.
        path: PathBuf,
        /// The document.
        document: String,
    },
    /// Somebody else decided on the same thing meanwhile.
    #[error(
        "{path}: {author} decided on the same thing at {at} ({word}: {reason})\nhint: look at the record again, then decide anew if you still disagree"
    )]
    Conflict {
        /// The file.
        path: PathBuf,
        /// What the other decision is called.
        word: &'static str,
        /// Who made it.
        author: String,
        /// Why.
        reason: String,
        /// When.
        at: String,
    },
    /// An undo of a decision that is not there.
    #[error("{path}: there is no decision {id} to undo\nhint: `sitrep decisions {path} list` shows them")]
    UnknownDecision {
        /// The file.
        path: PathBuf,
        /// The decision that is missing.
        id: String,
    },
    /// A decision that cannot be meant.
    #[error("{path}: this cannot be decided: {why}")]
    BadDecision {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Anything else that SQLite says.
    #[error("{path}: {error}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What it said.
        error: rusqlite::Error,
    },
}

impl StoreError {
    /// Names what SQLite said about the project at `path`.
    pub(crate) fn from_sqlite(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
        let path = path.to_path_buf();
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Self::Locked { path },
            Some(NotADatabase) => Self::NotSqlite { path },
            Some(DatabaseCorrupt) => Self::Damaged { path, detail: error.to_string() },
            Some(CannotOpen) => Self::Io { path, error: std::io::Error::other("cannot open the file or its folder") },
            _ => Self::Sqlite { path, error },
        }
    }

    /// Whether trying again later can help.
    #[must_use]
    pub const fn is_locked(&self) -> bool {
        matches!(self, Self::Locked { .. })
    }

    /// Whether somebody else decided on the same thing meanwhile.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }
}
