//! `loaded_words.toml`: words that take a side.

use serde::Deserialize;

use crate::{ResourceError, parse};

/// Words that take a side in one way.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadedClass {
    /// The way.
    pub class: String,
    /// The words.
    pub words: Vec<String>,
}

/// The table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadedWords {
    /// Its classes.
    pub loaded: Vec<LoadedClass>,
}

impl LoadedWords {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where the file is malformed.
    pub fn shipped() -> Result<Self, ResourceError> {
        parse("loaded_words.toml", include_str!("../../../resources/loaded_words.toml"))
    }
}
