//! `peoples.toml`: words for peoples, faith communities and tribes, beside the demonyms of countries.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{ResourceError, parse};

/// What makes a group a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleKind {
    /// A people.
    Ethnic,
    /// A faith community.
    Religious,
    /// A tribe or clan.
    Tribal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: PeopleKind,
    words: Vec<String>,
    examples: Vec<String>,
    counterexamples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
    other_words: OtherWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherWords {
    words: Vec<String>,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Peoples {
    /// By word as written.
    kinds: BTreeMap<String, PeopleKind>,
    /// Words that mean something else when written small.
    other_words: BTreeSet<String>,
}

impl Peoples {
    /// The table that ships with the program.
    ///
    /// # Errors
    /// Where the file is malformed, or a row's example is not read as it says.
    pub fn shipped() -> Result<Self, ResourceError> {
        let file: File = parse("peoples.toml", include_str!("../../../resources/peoples.toml"))?;
        let mut table = Self::default();
        for group in &file.group {
            table.kinds.extend(group.words.iter().map(|word| (word.clone(), group.kind)));
        }
        table.other_words.extend(file.other_words.words);
        for group in &file.group {
            let wrong = group.examples.iter().find(|word| table.kind(word) != Some(group.kind));
            let wrong = wrong.or_else(|| group.counterexamples.iter().find(|word| table.kind(word).is_some()));
            if let Some(word) = wrong {
                return Err(ResourceError {
                    file: "peoples.toml".into(),
                    problem: format!(
                        "the example {word:?} is not read as its row says: correct the words or the example"
                    ),
                });
            }
        }
        Ok(table)
    }

    /// What sort of people a word, as written, stands for.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<PeopleKind> {
        self.kinds.get(word).copied()
    }

    /// Whether a word of a text without capitals may as well be another word ("polish", "karen").
    #[must_use]
    pub fn is_other_word(&self, word: &str) -> bool {
        self.other_words.contains(word)
    }
}
