//! `names/`: how names of one origin are romanised, one file an origin.

use serde::Deserialize;

use crate::{ResourceError, parse};

/// Where in a word a rewrite applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Only at its start.
    Start,
    /// Only at its end.
    End,
    /// Anywhere.
    Any,
}

/// A spelling replaced by the letters that are compared.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rewrite {
    /// The letters in the word.
    pub from: String,
    /// What stands for them.
    pub to: String,
    /// Where.
    pub at: Position,
}

/// Letters and what it costs to take one for the other, or to leave one out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterCost {
    /// The letters.
    pub letters: String,
    /// The cost; 1 is a different letter.
    pub cost: f64,
}

/// First parts of names that are written apart or together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Join {
    /// Their spellings.
    pub heads: Vec<String>,
    /// The spelling compared.
    #[serde(rename = "as")]
    pub written: String,
}

/// Last parts of names that are written apart or together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tail {
    /// Their spellings.
    pub tails: Vec<String>,
    /// The spelling compared.
    #[serde(rename = "as")]
    pub written: String,
}

/// The rules for names of one origin.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameScheme {
    /// The origin.
    pub name: String,
    /// Greatest cost for each letter of the longer word.
    pub tolerance: f64,
    /// Greatest cost for a word.
    pub ceiling: f64,
    /// Whether family name first and family name last are the same name.
    #[serde(default)]
    pub any_order: bool,
    /// Whether syllables may be written apart or together.
    #[serde(default)]
    pub syllables: bool,
    /// Articles that are not part of what is compared.
    pub particles: Vec<String>,
    /// First parts written apart or together.
    #[serde(default)]
    pub join: Vec<Join>,
    /// Last parts written apart or together.
    #[serde(default)]
    pub tail: Vec<Tail>,
    /// Spellings replaced, in this order.
    pub rewrite: Vec<Rewrite>,
    /// Letters easily taken for one another.
    pub similar: Vec<LetterCost>,
    /// Letters easily left out.
    pub omit: Vec<LetterCost>,
    /// Words that are one name whatever their letters.
    pub equal: Vec<Vec<String>>,
    /// Words that are different names whatever their letters.
    pub distinct: Vec<Vec<String>>,
    /// Names that must match.
    pub pair: Vec<[String; 2]>,
    /// Names that must not.
    pub non_pair: Vec<[String; 2]>,
}

const FILES: &[(&str, &str)] = &[
    ("names/arabic.toml", include_str!("../../../resources/names/arabic.toml")),
    ("names/cyrillic.toml", include_str!("../../../resources/names/cyrillic.toml")),
    ("names/east_asian.toml", include_str!("../../../resources/names/east_asian.toml")),
    ("names/general.toml", include_str!("../../../resources/names/general.toml")),
    ("names/persian.toml", include_str!("../../../resources/names/persian.toml")),
];

impl NameScheme {
    /// The schemes that ship with the program, by file name.
    ///
    /// # Errors
    /// Where a file is malformed.
    pub fn shipped() -> Result<Vec<Self>, ResourceError> {
        FILES.iter().map(|(file, text)| parse(file, text)).collect()
    }
}
