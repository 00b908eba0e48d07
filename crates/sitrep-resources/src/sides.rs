//! `sides.toml`: words for armed people and their victims.

use serde::Deserialize;

use crate::{ResourceError, parse};

/// Words for people whom numbers count together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Name of the group.
    pub group: String,
    /// The words.
    pub words: Vec<String>,
}

/// The table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sides {
    /// Words that name a whole side rather than a unit of it.
    pub generic_force: Vec<String>,
    /// Words that make a capitalised name a body's.
    pub body: Vec<String>,
    /// Words that name nobody.
    pub pronoun: Vec<String>,
    /// Whom a number counts.
    pub counted: Vec<Counted>,
}

impl Sides {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where the file is malformed.
    pub fn shipped() -> Result<Self, ResourceError> {
        parse("sides.toml", include_str!("../../../resources/sides.toml"))
    }
}
