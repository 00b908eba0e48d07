//! `resources/quantities.toml`: how numbers are said, and what they count.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::{ResourceError, parse};

const FILE: &str = "resources/quantities.toml";

/// A vague number: the values that the words allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VagueNumber {
    /// Lowest.
    pub low: Option<i64>,
    /// The number said.
    pub best: Option<i64>,
    /// Highest.
    pub high: Option<i64>,
}

/// What words around a number make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberBound {
    /// "at least 40".
    Low,
    /// "up to 40".
    High,
    /// "some 40".
    Best,
}

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Quantities {
    /// Number words.
    pub numbers: FxHashMap<String, i64>,
    /// "hundred", "million", "dozen".
    pub multipliers: FxHashMap<String, i64>,
    /// "dozens", "a few hundred"; longest phrases first.
    pub vague: Vec<(Vec<String>, VagueNumber)>,
    /// "half", "two thirds": numerator and denominator; longest phrases first.
    pub fractions: Vec<(Vec<String>, (i64, i64))>,
    /// Words before a number; longest phrases first.
    pub before: Vec<(Vec<String>, NumberBound)>,
    /// Words after a number; longest phrases first.
    pub after: Vec<(Vec<String>, NumberBound)>,
    /// What is counted.
    pub kinds: CountedWords,
    /// Words that make a number a total so far.
    pub running: Vec<String>,
}

/// Words that tell what a number counts, dictionary forms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the keys are described in the table")]
pub struct CountedWords {
    pub killed_nouns: FxHashSet<String>,
    pub injured_nouns: FxHashSet<String>,
    pub arrested_nouns: FxHashSet<String>,
    pub abducted_nouns: FxHashSet<String>,
    pub displaced_nouns: FxHashSet<String>,
    pub strength_nouns: FxHashSet<String>,
    pub killed_verbs: FxHashSet<String>,
    pub killed_subject_verbs: FxHashSet<String>,
    pub injured_verbs: FxHashSet<String>,
    pub arrested_verbs: FxHashSet<String>,
    pub abducted_verbs: FxHashSet<String>,
    pub displaced_verbs: FxHashSet<String>,
    pub displaced_subject_verbs: FxHashSet<String>,
    pub killed_adjectives: FxHashSet<String>,
    pub injured_adjectives: FxHashSet<String>,
    pub arrested_adjectives: FxHashSet<String>,
    pub abducted_adjectives: FxHashSet<String>,
    pub displaced_adjectives: FxHashSet<String>,
    pub killed_toll: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    numbers: FxHashMap<String, i64>,
    multipliers: FxHashMap<String, i64>,
    vague: BTreeMap<String, VagueNumber>,
    fractions: BTreeMap<String, [i64; 2]>,
    modifiers: Modifiers,
    kinds: CountedWords,
    running: Running,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Modifiers {
    low: Vec<String>,
    high: Vec<String>,
    best: Vec<String>,
    low_after: Vec<String>,
    high_after: Vec<String>,
    best_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Running {
    words: Vec<String>,
}

impl Quantities {
    pub(crate) fn shipped() -> Result<Self, ResourceError> {
        let file: File = parse(FILE, include_str!("../../../resources/quantities.toml"))?;
        let modifiers = file.modifiers;
        let before = [
            (modifiers.low, NumberBound::Low),
            (modifiers.high, NumberBound::High),
            (modifiers.best, NumberBound::Best),
        ];
        let after = [
            (modifiers.low_after, NumberBound::Low),
            (modifiers.high_after, NumberBound::High),
            (modifiers.best_after, NumberBound::Best),
        ];
        Ok(Self {
            numbers: file.numbers,
            multipliers: file.multipliers,
            vague: longest_first(file.vague.into_iter().map(|(phrase, number)| (words(&phrase), number)).collect()),
            fractions: longest_first(
                file.fractions
                    .into_iter()
                    .filter(|(_, [_, denominator])| *denominator > 0)
                    .map(|(phrase, [numerator, denominator])| (words(&phrase), (numerator, denominator)))
                    .collect(),
            ),
            before: phrases(before),
            after: phrases(after),
            kinds: file.kinds,
            running: file.running.words,
        })
    }
}

fn words(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().map(str::to_owned).collect()
}

fn phrases(lists: [(Vec<String>, NumberBound); 3]) -> Vec<(Vec<String>, NumberBound)> {
    let all = lists.into_iter().flat_map(|(list, bound)| list.into_iter().map(move |phrase| (words(&phrase), bound)));
    longest_first(all.collect())
}

fn longest_first<T>(mut phrases: Vec<(Vec<String>, T)>) -> Vec<(Vec<String>, T)> {
    phrases.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.0.cmp(&other.0)));
    phrases
}
