//! `resources/abbreviations.toml`: words whose full stop belongs to them.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::{ResourceError, parse};

const FILE: &str = "resources/abbreviations.toml";

/// When the full stop after an abbreviation belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbbreviationClass {
    /// Always, and a name follows.
    Title,
    /// Always; it may end the sentence as well.
    Plain,
    /// Before a number.
    Number,
    /// Before a number, a comma or a word in lower case.
    Date,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Abbreviations {
    title: FxHashSet<String>,
    plain: FxHashSet<String>,
    number: FxHashSet<String>,
    date: FxHashSet<String>,
    openers: FxHashSet<String>,
    small_openers: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: Words,
    plain: Words,
    number: Words,
    date: Words,
    openers: Words,
    small_openers: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

impl Abbreviations {
    pub(crate) fn shipped() -> Result<Self, ResourceError> {
        let file: File = parse(FILE, include_str!("../../../resources/abbreviations.toml"))?;
        let lower = |words: Words| words.words.iter().map(|word| word.to_lowercase()).collect();
        Ok(Self {
            title: lower(file.title),
            plain: lower(file.plain),
            number: lower(file.number),
            date: lower(file.date),
            openers: file.openers.words.into_iter().collect(),
            small_openers: lower(file.small_openers),
        })
    }

    /// Every class a word (without its stop) belongs to; "sec" is both a title and before a number.
    #[must_use]
    pub fn classes(&self, word: &str) -> Vec<AbbreviationClass> {
        let word = word.to_lowercase();
        [
            (&self.title, AbbreviationClass::Title),
            (&self.plain, AbbreviationClass::Plain),
            (&self.number, AbbreviationClass::Number),
            (&self.date, AbbreviationClass::Date),
        ]
        .into_iter()
        .filter(|(words, _)| words.contains(&word))
        .map(|(_, class)| class)
        .collect()
    }

    /// Whether a word, as written, opens a sentence rather than going on with a name.
    #[must_use]
    pub fn opens_sentence(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether a word of a text without capitals opens a sentence after an abbreviation.
    #[must_use]
    pub fn opens_small_sentence(&self, word: &str) -> bool {
        self.small_openers.contains(word)
    }
}
