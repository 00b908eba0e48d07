//! What reconcile works on: readings in the order of their ids, claims in the order of theirs, each once.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use sitrep_types::{BlockKind, Claim, ClaimId, Reading, Span};

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
    let from = order(readings.iter().map(|reading| reading.document.id.as_ref()), |one, other| {
        readings[one].document.inputs.cmp(&readings[other].document.inputs)
    });
    put(readings, from);
    readings.dedup_by(|later, earlier| later.document.id == earlier.document.id);
}

/// A position as it is kept where there are many; there are never more than memory holds.
pub fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Sorts large things by their ids, moving each but once; equal ones stay in order.
pub fn sort_by_id<Thing>(things: &mut [Thing], id: impl Fn(&Thing) -> &str) {
    let from = order(things.iter().map(id), |_, _| Ordering::Equal);
    put(things, from);
}

/// The order of things by their ids; of equal ones as `then` says, and then as they stand.
///
/// Bytes of the ids stand beside one another to be compared: looking up two ids at each step of sorting costs the more the
/// more there are.
pub fn order<'id>(ids: impl Iterator<Item = &'id str>, then: impl Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut sorted: Vec<(u128, &str, usize)> = ids.enumerate().map(|(at, id)| (bytes_of(id, 0), id, at)).collect();
    sort_from(&mut sorted, 0, &then);
    sorted.into_iter().map(|(_, _, at)| at).collect()
}

/// Ids that do not differ within so many bytes are compared as a whole.
const MOST_BYTES: usize = 64;

/// Sorts ids that agree up to a byte, by the bytes from there on that stand before each.
fn sort_from(ids: &mut [(u128, &str, usize)], from: usize, then: &impl Fn(usize, usize) -> Ordering) {
    ids.sort_unstable_by_key(|(bytes, ..)| *bytes);
    let next = from + size_of::<u128>();
    for alike in ids.chunk_by_mut(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        if next >= MOST_BYTES || alike.iter().all(|(_, id, _)| id.len() <= next) {
            alike.sort_unstable_by(|one, other| {
                one.1.cmp(other.1).then_with(|| then(one.2, other.2)).then(one.2.cmp(&other.2))
            });
        } else {
            alike.iter_mut().for_each(|(bytes, id, _)| *bytes = bytes_of(id, next));
            sort_from(alike, next, then);
        }
    }
}

/// Some bytes of an id, from one on, as a number that sorts as they do.
fn bytes_of(id: &str, from: usize) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    let rest = id.as_bytes().get(from..).unwrap_or_default();
    let length = rest.len().min(bytes.len());
    bytes[..length].copy_from_slice(&rest[..length]);
    u128::from_be_bytes(bytes)
}

/// Puts each thing where an order wants it, moving it but once.
fn put<Thing>(things: &mut [Thing], mut from: Vec<usize>) {
    for first in 0..from.len() {
        // Each place of a circle gets what belongs there by exchange; what stood there goes on to the next.
        let mut to = first;
        while from[to] != first && from[to] != to {
            let source = std::mem::replace(&mut from[to], to);
            things.swap(to, source);
            to = source;
        }
        from[to] = to;
    }
}

impl<'a> Material<'a> {
    /// Puts readings, as [`sort`] does, and claims in order.
    #[must_use]
    pub fn new(readings: &'a [Reading]) -> Self {
        let inputs = |at: usize| &readings[at].document.inputs;
        let mut sorted: Vec<&Reading> =
            order(readings.iter().map(|reading| reading.document.id.as_ref()), |one, other| {
                inputs(one).cmp(inputs(other))
            })
            .into_iter()
            .map(|at| &readings[at])
            .collect();
        sorted.dedup_by(|later, earlier| later.document.id == earlier.document.id);
        let told: Vec<Told> = sorted
            .iter()
            .enumerate()
            .flat_map(|(document, reading)| reading.claims.iter().map(move |claim| Told { claim, document }))
            .collect();
        // They stand by their documents already, where two have one id.
        let mut claims: Vec<Told> = order(told.iter().map(|told| told.claim.id.as_ref()), |_, _| Ordering::Equal)
            .into_iter()
            .map(|at| told[at])
            .collect();
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

/// Whether a claim stands in the headline of its report.
#[must_use]
pub fn in_headline(reading: &Reading, claim: &Claim) -> bool {
    reading.document.blocks.get(claim.evidence.block).is_some_and(|block| block.kind == BlockKind::Headline)
}

#[cfg(test)]
mod tests {
    use super::{order, put};

    #[test]
    fn moved_once_or_at_each_step_it_is_the_same_order() {
        for length in 0..60_u64 {
            // Ids that differ early, late, in length alone, and not at all.
            let ids: Vec<String> = (0..length)
                .map(|at| match at * 7919 % 13 {
                    short @ 0..5 => format!("claim-{}", "0".repeat(usize::try_from(short).expect("small"))),
                    late => format!(
                        "claim-of-a-name-{}-{late}",
                        "long-".repeat(usize::try_from(late).expect("small") / 3 * 5)
                    ),
                })
                .collect();
            let things: Vec<(String, u64)> = ids.iter().cloned().zip(0..).collect();
            let (mut moved_once, mut sorted) = (things.clone(), things);
            let from = order(ids.iter().map(String::as_str), |one, other| other.cmp(&one));
            put(&mut moved_once, from);
            sorted.sort_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
            assert_eq!(moved_once, sorted, "equal ones as the second order says");
        }
    }
}
