//! Finds in the readings of today what a decision spoke of when it was made.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use sitrep_types::{Claim, ClaimId, ClaimRef, DocumentId, EventRef, Reading};

/// Look-ups over all readings.
pub(super) struct Finder<'a> {
    /// The readings by document.
    by_document: FxHashMap<&'a DocumentId, &'a Reading>,
    claims: FxHashMap<&'a ClaimId, &'a Claim>,
}

impl<'a> Finder<'a> {
    /// Indexes the readings.
    pub fn new(readings: &'a [Reading]) -> Self {
        Self {
            by_document: readings.iter().map(|reading| (&reading.document.id, reading)).collect(),
            claims: readings.iter().flat_map(|reading| &reading.claims).map(|claim| (&claim.id, claim)).collect(),
        }
    }

    /// Whether the project holds a document.
    pub fn has_document(&self, id: &DocumentId) -> bool {
        self.by_document.contains_key(id)
    }

    /// The claim that is meant: the one of that id, or the one that was read from the same words. Other words of the same
    /// sentence make another claim, and a judgement about the one says nothing about the other.
    pub fn claim(&self, wanted: &ClaimRef) -> Option<&'a Claim> {
        if let Some(claim) = self.claims.get(&wanted.id)
            && claim.document == wanted.document
        {
            return Some(claim);
        }
        let reading = self.by_document.get(&wanted.document)?;
        let shared = |claim: &Claim| {
            let span = claim.trigger.span;
            span.end.min(wanted.trigger.end).saturating_sub(span.start.max(wanted.trigger.start))
        };
        reading
            .claims
            .iter()
            .filter(|claim| claim.trigger.span.overlaps(wanted.trigger))
            .max_by_key(|claim| (shared(claim), std::cmp::Reverse((claim.trigger.span.len(), claim.id.clone()))))
    }

    /// The claims that are meant, each once, sorted.
    pub fn claims<'r>(&self, wanted: impl IntoIterator<Item = &'r ClaimRef>) -> BTreeSet<ClaimId> {
        wanted.into_iter().filter_map(|claim| self.claim(claim)).map(|claim| claim.id.clone()).collect()
    }

    /// The claims of an event that is meant.
    pub fn event(&self, wanted: &EventRef) -> BTreeSet<ClaimId> {
        self.claims(&wanted.claims)
    }

    /// Why claims that a decision speaks of are not there, in words.
    pub fn missing<'r>(&self, wanted: impl IntoIterator<Item = &'r ClaimRef>) -> String {
        let (mut documents, mut unread) = (BTreeSet::new(), 0);
        for claim in wanted {
            if !self.has_document(&claim.document) {
                documents.insert(&claim.document);
            } else if self.claim(claim).is_none() {
                unread += 1;
            }
        }
        let mut reasons: Vec<String> = Vec::new();
        if !documents.is_empty() {
            let names: Vec<&str> = documents.iter().map(|id| id.0.as_str()).collect();
            reasons.push(format!("no longer in the project: {}", names.join(", ")));
        }
        if unread > 0 {
            reasons.push("nothing is read any more from the words that it rests on".to_owned());
        }
        reasons.join("; ")
    }
}
