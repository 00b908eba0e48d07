//! `facilities.toml`: words for buildings, sites and parts of towns, and which of them can mean the same one.

use serde::Deserialize;

use crate::{ResourceError, parse};

/// A noun for a kind of site.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilityHead {
    /// What the words mean.
    pub class: String,
    /// The words.
    pub words: Vec<String>,
    /// Whether a town has one of it, as news speaks of it.
    #[serde(default)]
    pub one_each: bool,
    /// Whether the word alone says nothing.
    #[serde(default)]
    pub generic: bool,
}

/// Words before the noun that mean the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilityModifier {
    /// What they mean.
    pub class: String,
    /// The words.
    pub words: Vec<String>,
}

/// Words before the noun that tell little, or tell things apart.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilityWords {
    /// Words that tell nothing of which one is meant.
    pub neutral: Vec<String>,
    /// Groups of words of which two different ones mean two different things.
    pub contrast: Vec<Vec<String>>,
}

/// Names that must (or must not) be one place.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FacilityNames {
    /// The names.
    pub names: Vec<String>,
}

/// The table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facilities {
    /// Nouns.
    pub head: Vec<FacilityHead>,
    /// Meaningful words before them.
    pub modifier: Vec<FacilityModifier>,
    /// The rest.
    pub words: FacilityWords,
    /// Examples: one place within one town.
    pub same: Vec<FacilityNames>,
    /// Counter-examples: different places.
    pub apart: Vec<FacilityNames>,
}

impl Facilities {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where the file is malformed.
    pub fn shipped() -> Result<Self, ResourceError> {
        parse("facilities.toml", include_str!("../../../resources/facilities.toml"))
    }
}
