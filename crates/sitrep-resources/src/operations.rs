//! `operations.toml`: how a report tells that something began and still goes on.

use serde::Deserialize;

use crate::{ResourceError, parse};

/// The table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// Words before a date that make it a start.
    pub since: Vec<String>,
    /// Words before a length that make it the time gone by.
    pub for_length: Vec<String>,
    /// Auxiliaries of the perfect.
    pub ongoing: Vec<String>,
    /// Words of beginning.
    pub begin: Vec<String>,
    /// Words for fighting that goes on for weeks.
    pub campaign: Vec<String>,
    /// Words for an operation.
    pub operation: Vec<String>,
}

impl Operations {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where the file is malformed.
    pub fn shipped() -> Result<Self, ResourceError> {
        parse("operations.toml", include_str!("../../../resources/operations.toml"))
    }
}
