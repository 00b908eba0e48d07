//! Loads and checks the tables of `resources/`: actors, cues, lexicons, outlets.
//!
//! A table is a TOML file that a person of the field can extend. It is compiled in, and a user's folder of the same
//! layout is laid over it (`--resources DIR`): its entries are added, and win where the names are equal.
//! One module a table; each row that has `examples` and `counterexamples` is tested against them by the stage that
//! reads it.

mod abbreviations;
mod agencies;
mod furniture;
mod outlets;
mod table;

use std::path::PathBuf;

use serde::de::DeserializeOwned;

pub use abbreviations::{AbbreviationClass, Abbreviations};
pub use agencies::{Agencies, Agency, AgencyKind};
pub use furniture::{Furniture, FurnitureKind, FurnitureRule, FurnitureScope};
pub use outlets::{Outlet, Outlets};

/// Every table, loaded and checked.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    /// Abbreviations whose full stop is no end of a sentence.
    pub abbreviations: Abbreviations,
    /// News agencies.
    pub agencies: Agencies,
    /// What stands on a page beside the report.
    pub furniture: Furniture,
    /// Outlets by address and name.
    pub outlets: Outlets,
}

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
        Ok(Self {
            abbreviations: Abbreviations::shipped()?,
            agencies: Agencies::shipped()?,
            furniture: Furniture::shipped()?,
            outlets: Outlets::shipped()?,
        })
    }
}

/// Reads a table; `toml` names the line and column of what it cannot read.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, ResourceError> {
    toml::from_str(text).map_err(|error| ResourceError { file: PathBuf::from(file), problem: error.to_string() })
}
