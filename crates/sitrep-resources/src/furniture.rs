//! `resources/furniture.toml`: what stands on a news page beside the report, as patterns. Ingest compiles and applies
//! them; here they are only read and checked for shape.

use serde::Deserialize;

use crate::{ResourceError, table};

/// What a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FurnitureKind {
    /// Menus, appeals, links to other stories.
    Furniture,
    /// Who wrote, photographed or supplied.
    Credit,
}

/// Where a pattern is tried, and how far a match reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FurnitureScope {
    /// A whole line.
    Line,
    /// From where a sentence starts; covers what the pattern matches.
    Sentence,
    /// From where a sentence starts; covers the rest of the line.
    Rest,
    /// Anywhere in a line, even glued to a word; covers the rest of the line.
    Mark,
}

/// One kind of line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurnitureRule {
    /// What it is called.
    pub name: String,
    /// What a match is.
    pub kind: FurnitureKind,
    /// Where the pattern is tried.
    pub scope: FurnitureScope,
    /// Whether the report is over after it.
    #[serde(default)]
    pub closes: bool,
    /// Regular expression, anchored by the stage that reads it.
    pub pattern: String,
    /// Must match.
    pub examples: Vec<String>,
    /// Must not match.
    pub counterexamples: Vec<String>,
}

/// The table of furniture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Furniture {
    /// The rows; the first that matches wins.
    pub rows: Vec<FurnitureRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    furniture: Vec<FurnitureRule>,
}

impl Furniture {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where it is malformed, or two rows have one name.
    pub fn shipped() -> Result<Self, ResourceError> {
        Self::parse("furniture.toml", include_str!("../../../resources/furniture.toml"))
    }

    /// Reads a table from TOML; `file` is named in errors.
    ///
    /// # Errors
    /// Where it is malformed, two rows have one name, or a row has no examples.
    pub fn parse(file: &str, toml: &str) -> Result<Self, ResourceError> {
        let rows = crate::parse::<File>(file, toml)?.furniture;
        table::refuse_shared_keys(
            file,
            "name",
            rows.iter().enumerate().map(|(number, row)| (row.name.clone(), number)),
        )?;
        for row in &rows {
            if row.examples.is_empty() || row.counterexamples.is_empty() {
                return Err(ResourceError {
                    file: file.into(),
                    problem: format!("\"{}\" needs at least one example and one counterexample; add them", row.name),
                });
            }
        }
        Ok(Self { rows })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_sound() {
        assert!(Furniture::shipped().expect("the shipped table is sound").rows.len() > 20);
    }

    #[test]
    fn a_row_without_examples_is_refused() {
        let bare = "[[furniture]]\nname = \"x\"\nkind = \"credit\"\nscope = \"line\"\npattern = \"x\"\nexamples = []\n\
                    counterexamples = [\"y\"]\n";
        assert!(Furniture::parse("mine.toml", bare).is_err());
    }
}
