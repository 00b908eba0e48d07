//! What reconcile works on: readings in the order of their ids, claims in the order of theirs, each once.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use sitrep_types::{Claim, ClaimId, Reading, Span};

/// A claim and the document that makes it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its document, in [`Material::readings`].
    pub document: usize,
}

/// The sentence that holds a byte of a document's text.
#[must_use]
pub fn sentence_at(reading: &Reading, byte: usize) -> Option<Span> {
    let after = reading.sentences.partition_point(|sentence| sentence.start <= byte);
    reading.sentences.get(after.checked_sub(1)?).copied()
}

/// Readings and claims in an order that depends on their content alone.
pub struct Material<'a> {
    /// Readings, by document id.
    pub readings: Vec<&'a Reading>,
    /// Claims, by id.
    pub claims: Vec<Told<'a>>,
}

/// Puts readings in order; of two readings of one document the first in that order counts.
pub fn sort(readings: &mut Vec<Reading>) {
    in_place(readings, |readings, one, other| in_order(&readings[one], &readings[other]));
    readings.dedup_by(|later, earlier| later.document.id == earlier.document.id);
}

/// Sorts large things by moving each but once, rather than at each step of sorting.
pub fn in_place<Thing>(things: &mut [Thing], order: impl Fn(&[Thing], usize, usize) -> Ordering) {
    let mut from: Vec<usize> = (0..things.len()).collect();
    from.sort_by(|&one, &other| order(things, one, other));
    // Each place gets what belongs there by exchange; what stood there has gone to a later place by then.
    for to in 0..from.len() {
        let mut source = from[to];
        while source < to {
            source = from[source];
        }
        things.swap(to, source);
    }
}

fn in_order(one: &Reading, other: &Reading) -> Ordering {
    (&one.document.id, &one.document.inputs).cmp(&(&other.document.id, &other.document.inputs))
}

impl<'a> Material<'a> {
    /// Puts readings, as [`sort`] does, and claims in order.
    #[must_use]
    pub fn new(readings: &'a [Reading]) -> Self {
        let mut sorted: Vec<&Reading> = readings.iter().collect();
        sorted.sort_by(|one, other| in_order(one, other));
        sorted.dedup_by(|later, earlier| later.document.id == earlier.document.id);
        let mut claims: Vec<Told> = sorted
            .iter()
            .enumerate()
            .flat_map(|(document, reading)| reading.claims.iter().map(move |claim| Told { claim, document }))
            .collect();
        claims.sort_by(|one, other| (&one.claim.id, one.document).cmp(&(&other.claim.id, other.document)));
        claims.dedup_by(|later, earlier| later.claim.id == earlier.claim.id);
        Self { readings: sorted, claims }
    }

    /// The claims of each document, in order of the text.
    #[must_use]
    pub fn claims_by_document(&self) -> Vec<Vec<usize>> {
        let mut by_document = vec![Vec::new(); self.readings.len()];
        for (at, told) in self.claims.iter().enumerate() {
            by_document[told.document].push(at);
        }
        for claims in &mut by_document {
            claims.sort_by_key(|&at| (self.claims[at].claim.evidence.span, self.claims[at].claim.trigger.span, at));
        }
        by_document
    }

    /// Where each claim stands.
    #[must_use]
    pub fn index(&self) -> FxHashMap<&'a ClaimId, usize> {
        self.claims.iter().enumerate().map(|(at, told)| (&told.claim.id, at)).collect()
    }

    /// The name of a document's outlet, or its input where it has none.
    #[must_use]
    pub fn outlet(&self, document: usize) -> &'a str {
        let document = &self.readings[document].document;
        match &document.outlet {
            Some(outlet) => outlet.name.as_str(),
            None => document.inputs.first().map_or("unknown outlet", |input| input.rsplit('/').next().unwrap_or(input)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_place;

    #[test]
    fn moved_once_or_at_each_step_it_is_the_same_order() {
        for length in 0..40_u64 {
            let things: Vec<(u64, u64)> = (0..length).map(|at| (at * 7919 % 13, at)).collect();
            let (mut moved_once, mut sorted) = (things.clone(), things);
            in_place(&mut moved_once, |things, one, other| things[one].0.cmp(&things[other].0));
            sorted.sort_by_key(|thing| thing.0);
            assert_eq!(moved_once, sorted, "equal ones stay in order");
        }
    }
}
