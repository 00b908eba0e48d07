//! `resources/cues.toml`: words by which a text says that somebody says something.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sitrep_types::{LinkKind, Modality};

use crate::{ResourceError, parse};

const FILE: &str = "resources/cues.toml";

/// How the content of a cue may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueTakes {
    /// "said that …", quotations.
    Clause,
    /// "announced the capture".
    Object,
    /// "vowed to retake".
    Infinitive,
    /// "denied firing".
    Gerund,
    /// "spoke of eleven bodies".
    Of,
    /// "accused X of …".
    Person,
    /// "put the toll at 40".
    At,
}

/// A cue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Dictionary form of its head word, or a phrase; also its identifier.
    pub cue: String,
    /// What it lends its content.
    #[serde(default = "claimed")]
    pub modality: Modality,
    /// How the content may follow.
    #[serde(default = "clause")]
    pub takes: Vec<CueTakes>,
    /// Only counts or lists: the content must hold a number or a loss.
    #[serde(default)]
    pub tally: bool,
    /// Says something only of these: "gave a toll of nine", but not "gave nine boys a ball".
    #[serde(default)]
    pub objects: Vec<String>,
    /// Preposition of a relay ("refer to").
    #[serde(default)]
    pub with: Option<String>,
    /// Sentences in which it must be found.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences in which it must not.
    #[serde(default)]
    pub counterexamples: Vec<String>,
}

fn claimed() -> Modality {
    Modality::Claimed
}

fn clause() -> Vec<CueTakes> {
    vec![CueTakes::Clause]
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    verbs: FxHashMap<String, Cue>,
    relays: FxHashMap<String, Cue>,
    nouns: FxHashMap<String, Cue>,
    adverbs: FxHashMap<String, Cue>,
    prepositions: Vec<(Vec<String>, Cue)>,
    sources: FxHashMap<String, LinkKind>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verb: Vec<Cue>,
    relay: Vec<Cue>,
    noun: Vec<Cue>,
    adverb: Vec<Cue>,
    preposition: Vec<Cue>,
    sources: BTreeMap<LinkKind, Vec<String>>,
}

impl Cues {
    /// Dictionary forms of the verbs, in no order.
    pub(crate) fn verb_lemmas(&self) -> impl Iterator<Item = &str> {
        self.verbs.keys().map(String::as_str)
    }

    pub(crate) fn shipped() -> Result<Self, ResourceError> {
        let file: File = parse(FILE, include_str!("../../../resources/cues.toml"))?;
        let by_cue = |rows: Vec<Cue>| rows.into_iter().map(|row| (row.cue.clone(), row)).collect();
        let mut prepositions: Vec<(Vec<String>, Cue)> = file
            .preposition
            .into_iter()
            .map(|row| (row.cue.split_whitespace().map(str::to_owned).collect(), row))
            .collect();
        prepositions.sort_by(|one: &(Vec<String>, Cue), other| {
            other.0.len().cmp(&one.0.len()).then_with(|| one.0.cmp(&other.0))
        });
        let mut sources = FxHashMap::default();
        for (kind, nouns) in file.sources {
            for noun in nouns {
                sources.entry(noun).or_insert(kind);
            }
        }
        Ok(Self {
            verbs: by_cue(file.verb),
            relays: by_cue(file.relay),
            nouns: by_cue(file.noun),
            adverbs: by_cue(file.adverb),
            prepositions,
            sources,
        })
    }

    /// The verb cue of this dictionary form.
    #[must_use]
    pub fn verb(&self, lemma: &str) -> Option<&Cue> {
        self.verbs.get(lemma)
    }

    /// The relay of this dictionary form ("quote", "cite").
    #[must_use]
    pub fn relay(&self, lemma: &str) -> Option<&Cue> {
        self.relays.get(lemma)
    }

    /// The noun cue of this dictionary form.
    #[must_use]
    pub fn noun(&self, lemma: &str) -> Option<&Cue> {
        self.nouns.get(lemma)
    }

    /// The adverb cue.
    #[must_use]
    pub fn adverb(&self, word: &str) -> Option<&Cue> {
        self.adverbs.get(word)
    }

    /// Prepositional cues as words, longest first.
    #[must_use]
    pub fn prepositions(&self) -> &[(Vec<String>, Cue)] {
        &self.prepositions
    }

    /// What a source is, by its head noun in dictionary form.
    #[must_use]
    pub fn source_kind(&self, lemma: &str) -> Option<LinkKind> {
        self.sources.get(lemma).copied()
    }

    /// The modality that an attribution's `cue_entry` lends its content.
    #[must_use]
    pub fn modality(&self, cue_entry: &str) -> Modality {
        let found = self
            .verbs
            .get(cue_entry)
            .or_else(|| self.adverbs.get(cue_entry))
            .or_else(|| self.nouns.get(cue_entry))
            .or_else(|| self.relays.get(cue_entry));
        found.map_or(Modality::Claimed, |cue| cue.modality)
    }

    /// Every cue with its examples, for tests.
    pub fn all(&self) -> impl Iterator<Item = &Cue> {
        let maps = [&self.verbs, &self.relays, &self.nouns, &self.adverbs];
        maps.into_iter().flat_map(|map| map.values()).chain(self.prepositions.iter().map(|(_, cue)| cue))
    }
}
