//! Drafts of claims: a match of the lexicon that fits its frame, with its parties and its type.

use sitrep_resources::{Cues, EntryClass, EventEntry, EventLexicon};
use sitrep_types::{EventType, Quantity, SubType};

use crate::frame::fits;
use crate::kind::NounTable;
use crate::lexicon::{Index, Match, Part};
use crate::roles::{Parties, parties};
use crate::subtype::{sub_type, type_of};
use crate::tree::Tree;

/// A claim in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Index of the lexicon entry.
    pub entry: usize,
    pub hit: Match,
    pub parties: Parties,
    pub event_type: EventType,
    pub sub_type: Option<SubType>,
    /// The type follows from what is told around it.
    pub open_type: bool,
    pub quantities: Vec<Quantity>,
    /// The head of its clause.
    pub clause: usize,
    /// Clauses whose telling was folded into this one.
    pub folded: Vec<usize>,
}

impl Draft {
    pub fn sentence(&self, tree: &Tree) -> usize {
        tree.sentence_of(self.hit.head)
    }
}

/// What drafting needs of a document besides its trees.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lookup<'a> {
    pub lexicon: &'a EventLexicon,
    pub index: &'a Index,
    pub nouns: &'a NounTable,
    pub cues: &'a Cues,
    /// The document speaks of conflict beyond doubt.
    pub anchored: bool,
}

impl Lookup<'_> {
    pub fn entry(&self, index: usize) -> &EventEntry {
        &self.lexicon.entries[index]
    }
}

/// The drafts of one sentence, in order of their triggers.
pub(crate) fn drafts(tree: &Tree, lookup: &Lookup, sentence: usize, loose: bool) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    for token in tree.sentence_words(sentence) {
        let mut at_token: Vec<Draft> = Vec::new();
        for hit in lookup.index.at(tree, token, loose) {
            if at_token
                .iter()
                .any(|draft| draft.hit.tokens.len() > hit.tokens.len() && draft.hit.tokens.contains(&hit.head))
            {
                continue;
            }
            if let Some(draft) = fit(tree, lookup, hit) {
                at_token.push(draft);
            }
        }
        // The most words win, then the entry that asks most of its parties, then the order of the lexicon.
        let best = at_token.into_iter().max_by_key(|draft| {
            let entry = lookup.entry(draft.entry);
            // A noun that a headline's loose reading could take for a verb is a noun first.
            let as_tagged = draft.hit.part != Part::Verb || tree.upos(token) != sitrep_types::Upos::Noun;
            (
                draft.hit.tokens.len(),
                as_tagged,
                specificity(tree, entry, &draft.parties),
                std::cmp::Reverse(draft.entry),
            )
        });
        found.extend(best);
    }
    let shadowed: Vec<bool> = found
        .iter()
        .map(|draft| {
            found.iter().any(|other| {
                other.hit != draft.hit
                    && (other.hit.tokens.len() > draft.hit.tokens.len()
                        && draft.hit.tokens.iter().all(|token| {
                            other.hit.tokens.contains(token) || other.entry == draft.entry && is_between(other, *token)
                        })
                        || other.hit.head == draft.hit.head && other.hit.tokens.len() > draft.hit.tokens.len())
            })
        })
        .collect();
    let mut shadowed = shadowed.into_iter();
    found.retain(|_| !shadowed.next().unwrap_or(false));
    found
}

/// Whether a word stands among those of a match: the "responsibility" of "claimed responsibility for the attack".
fn is_between(draft: &Draft, token: usize) -> bool {
    draft.hit.tokens.iter().any(|own| *own < token) && draft.hit.tokens.iter().any(|own| *own > token)
}

/// How much an entry asks of its parties.
fn specificity(tree: &Tree, entry: &EventEntry, parties: &Parties) -> usize {
    let object_word = !entry.object_words.is_empty()
        && parties
            .targets
            .iter()
            .chain(&parties.instruments)
            .any(|party| entry.object_words.iter().any(|word| word == tree.lemma(party.token)));
    let subject_word = !entry.subject_words.is_empty();
    let subject_kind = !entry.subject_is.is_empty() && parties.subject.is_some();
    2 * usize::from(object_word)
        + 2 * usize::from(subject_word)
        + usize::from(subject_kind)
        + usize::from(!entry.object_is.is_empty())
        + usize::from(entry.object_is.len() == 1)
}

fn fit(tree: &Tree, lookup: &Lookup, hit: Match) -> Option<Draft> {
    let entry = lookup.entry(hit.entry);
    let parties = parties(tree, lookup.nouns, &lookup.lexicon.carriers, entry, &hit);
    if !fits(tree, lookup, entry, &hit, &parties) {
        return None;
    }
    let clause = tree.clause_of(hit.head);
    let sub_type = sub_type(tree, lookup, entry, &hit, &parties);
    Some(Draft {
        entry: hit.entry,
        event_type: sub_type.map_or(entry.event_type, |sub_type| {
            if entry.by_weapon { type_of(sub_type, entry.event_type) } else { entry.event_type }
        }),
        sub_type,
        open_type: entry.class == EntryClass::Casualty && !entry.closed,
        quantities: Vec::new(),
        clause,
        folded: Vec::new(),
        hit,
        parties,
    })
}
