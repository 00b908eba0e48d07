//! `resources/lemmas.toml`: dictionary forms that the endings of a word do not tell.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::{ResourceError, parse};

const FILE: &str = "resources/lemmas.toml";

/// Irregular forms by part of speech, in lower case.
#[derive(Debug, Clone, Default)]
pub struct Lemmas {
    /// Form to verb.
    pub verbs: FxHashMap<String, String>,
    /// Form to noun.
    pub nouns: FxHashMap<String, String>,
    /// Form to adjective or adverb.
    pub adjectives: FxHashMap<String, String>,
    /// Form to pronoun.
    pub pronouns: FxHashMap<String, String>,
    /// Verbs known to be dictionary forms: those of all tables. They tell "extradited" (extradite) from "visited".
    pub known_verbs: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verbs: BTreeMap<String, Vec<String>>,
    nouns: BTreeMap<String, Vec<String>>,
    adjectives: BTreeMap<String, Vec<String>>,
    pronouns: BTreeMap<String, Vec<String>>,
}

impl Lemmas {
    pub(crate) fn shipped() -> Result<Self, ResourceError> {
        let file: File = parse(FILE, include_str!("../../../resources/lemmas.toml"))?;
        Ok(Self {
            known_verbs: file.verbs.keys().cloned().collect(),
            verbs: by_form(file.verbs),
            nouns: by_form(file.nouns),
            adjectives: by_form(file.adjectives),
            pronouns: by_form(file.pronouns),
        })
    }

    /// Takes in the verbs that other tables name; of a phrase ("hand over .. medicine") its first word.
    pub(crate) fn learn<'a>(&mut self, phrases: impl Iterator<Item = &'a str>) {
        let verbs = phrases.filter_map(|phrase| phrase.split_whitespace().next());
        self.known_verbs.extend(verbs.filter(|verb| verb.chars().all(char::is_alphabetic)).map(str::to_owned));
    }
}

/// The table by form; the dictionary form stands for itself.
fn by_form(table: BTreeMap<String, Vec<String>>) -> FxHashMap<String, String> {
    let mut forms = FxHashMap::default();
    for (lemma, others) in table {
        for form in others {
            forms.entry(form).or_insert_with(|| lemma.clone());
        }
        forms.entry(lemma.clone()).or_insert(lemma);
    }
    forms
}
