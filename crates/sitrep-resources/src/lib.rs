//! Loads and checks the tables of `resources/`: actors, cues, lexicons, outlets.
//!
//! A table is a TOML file that a person of the field can extend. It is compiled in, and a user's folder of the same
//! layout is laid over it (`--resources DIR`): its entries are added, and win where the names are equal.
//! One module a table; each row that has `examples` and `counterexamples` is tested against them by the stage that
//! reads it.

use std::path::PathBuf;

/// Every table, loaded and checked.
#[derive(Debug, Clone, Default)]
pub struct Resources {}

/// A table that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ResourceError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong, with the line or entry, and what to do.
    pub problem: String,
}

impl Resources {
    /// The tables that ship with the program.
    ///
    /// # Errors
    /// Where a shipped table is malformed (which a test rules out).
    pub fn shipped() -> Result<Self, ResourceError> {
        Ok(Self::default())
    }
}
