//! What is told of one actor under one key, before any comparison.

use std::collections::BTreeMap;

use sitrep_types::ActorKind;

#[derive(Default)]
pub(super) struct Node {
    pub(super) names: BTreeMap<String, usize>,
    pub(super) entry: Option<String>,
    pub(super) entry_name: Option<String>,
    pub(super) kinds: BTreeMap<ActorKind, usize>,
    pub(super) countries: BTreeMap<String, usize>,
    pub(super) affiliations: BTreeMap<String, usize>,
    pub(super) roles: BTreeMap<String, usize>,
    pub(super) sectors: BTreeMap<String, usize>,
    pub(super) named: BTreeMap<String, BTreeMap<String, usize>>,
}

/// What makes two mentions the same node before any comparison.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum NodeKey {
    Entry(String),
    Named {
        words: Vec<String>,
        kind: u8,
        country: Option<String>,
        affiliation: Vec<String>,
    },
    /// Described only: persons stay within their document, groups within their country.
    Described {
        words: Vec<String>,
        scope: String,
    },
}

pub(super) fn kind_class(kind: ActorKind) -> u8 {
    match kind {
        ActorKind::Person => 0,
        ActorKind::Unknown => 1,
        ActorKind::Media => 2,
        _ => 3,
    }
}

pub(super) fn key_parts(key: &NodeKey) -> Vec<String> {
    match key {
        NodeKey::Entry(entry) => vec!["entry".to_string(), entry.clone()],
        NodeKey::Named { words, kind, country, affiliation } => {
            vec![
                "named".to_string(),
                words.join(" "),
                kind.to_string(),
                country.clone().unwrap_or_default(),
                affiliation.join(" "),
            ]
        }
        NodeKey::Described { words, scope } => vec!["described".to_string(), words.join(" "), scope.clone()],
    }
}

pub(super) fn count(counts: &mut BTreeMap<String, usize>, key: &str) {
    match counts.get_mut(key) {
        Some(count) => *count += 1,
        // Most keys have been counted before: only a new one is copied.
        None => _ = counts.insert(key.to_string(), 1),
    }
}

/// The most common value; of equals the first in order.
pub(super) fn top(counts: &BTreeMap<String, usize>) -> Option<String> {
    counts
        .iter()
        .max_by(|one, other| one.1.cmp(other.1).then_with(|| other.0.cmp(one.0)))
        .map(|(value, _)| value.clone())
}

impl Node {
    /// Counts words by which an outlet names it.
    pub(super) fn count_named(&mut self, outlet: &str, text: &str) {
        match self.named.get_mut(outlet) {
            Some(used) => count(used, text),
            None => _ = self.named.insert(outlet.to_string(), BTreeMap::from([(text.to_string(), 1)])),
        }
    }
}
