//! What can be wrong with the time tables.

use thiserror::Error;

/// A table of `resources/time` that cannot be used.
#[derive(Debug, Error)]
pub enum TimexError {
    /// The file is not TOML of the expected form.
    #[error("resources/time/{file}: {reason}")]
    Table {
        /// File name.
        file: &'static str,
        /// What is wrong and where.
        reason: String,
    },
    /// A rule that cannot be used.
    #[error("resources/time rule '{rule}': {reason}")]
    Rule {
        /// Its name.
        rule: String,
        /// What is wrong with it, and what to do.
        reason: String,
    },
}
