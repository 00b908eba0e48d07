//! The log of decisions: its order, what is taken back, and how each decision stands.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_types::{Decision, DecisionEntry, DecisionId, Judgement, Standing, Verdict};

/// A decision on its way into the record.
#[derive(Debug, Clone)]
pub(super) struct Logged {
    /// The decision.
    pub decision: Decision,
    /// How it stands, as far as is known so far.
    pub standing: Standing,
    /// Why, in words.
    pub note: String,
    /// What it touches in the record.
    pub touches: BTreeSet<String>,
}

impl Logged {
    /// Whether the record has to follow it: not taken back, nor without anything to speak of, nor overruled.
    pub fn counts(&self) -> bool {
        matches!(self.standing, Standing::InForce | Standing::Partly)
    }

    /// Whether it counts and changes something.
    pub fn acts(&self) -> bool {
        self.counts() && self.decision.verdict != Verdict::Unsure
    }

    /// A later decision says otherwise.
    pub fn overrule(&mut self, by: &Decision) {
        self.standing = Standing::Overruled;
        self.note = format!("{} decided otherwise later ({})", by.author, by.id);
    }

    /// As far as it speaks of what is there.
    pub fn found(&mut self, found: usize, of: usize, missing: impl FnOnce() -> String) {
        if found == 0 {
            self.standing = Standing::EvidenceGone;
            self.note = missing();
        } else if found < of {
            self.standing = Standing::Partly;
            self.note = format!("{found} of the {of} claims that it speaks of are still read; {}", missing());
        }
    }

    /// As the record shows it.
    pub fn entry(self) -> DecisionEntry {
        DecisionEntry {
            decision: self.decision,
            standing: self.standing,
            note: self.note,
            touches: self.touches.into_iter().collect(),
        }
    }
}

/// The decisions in the order in which they were made, each once, with those that are taken back marked.
pub(super) fn log(decisions: &[Decision]) -> Vec<Logged> {
    let mut sorted: Vec<&Decision> = decisions.iter().collect();
    sorted.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
    let mut seen: BTreeSet<&DecisionId> = BTreeSet::new();
    sorted.retain(|decision| seen.insert(&decision.id));
    let undone = undone(&sorted);
    sorted
        .into_iter()
        .enumerate()
        .map(|(at, decision)| {
            let (standing, note) = match undone.get(&at) {
                Some(by) => (Standing::Undone, format!("taken back by {}: {}", by.author, by.reason)),
                None => (Standing::InForce, String::new()),
            };
            Logged { decision: decision.clone(), standing, note, touches: BTreeSet::new() }
        })
        .collect()
}

/// The decisions that an undo takes back which is not itself taken back, each with that undo.
///
/// Undos hang under what they undo, as a tree; it is walked from the leaves, so that a long row of undos needs no
/// recursion and a circle in a forged file is never entered.
fn undone<'a>(sorted: &[&'a Decision]) -> BTreeMap<usize, &'a Decision> {
    let at: BTreeMap<&DecisionId, usize> = sorted.iter().enumerate().map(|(at, decision)| (&decision.id, at)).collect();
    let target = |decision: &Decision| match &decision.judgement {
        Judgement::Undo { decision } => at.get(decision).copied(),
        _ => None,
    };
    let mut undos: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut order: Vec<usize> = Vec::new();
    for (index, decision) in sorted.iter().enumerate() {
        match target(decision) {
            Some(target) => undos.entry(target).or_default().push(index),
            None => order.push(index),
        }
    }
    let mut next = 0;
    while let Some(&index) = order.get(next) {
        order.extend(undos.get(&index).into_iter().flatten());
        next += 1;
    }
    let mut undone: BTreeMap<usize, &Decision> = BTreeMap::new();
    for &index in order.iter().rev() {
        let by = undos.get(&index).into_iter().flatten().find(|undo| !undone.contains_key(undo));
        if let Some(&by) = by {
            undone.insert(index, sorted[by]);
        }
    }
    undone
}

#[cfg(test)]
mod tests {
    use sitrep_types::{DocumentId, Verdict};

    use super::*;

    fn decision(judgement: Judgement, at: &str) -> Decision {
        let at = at.parse().expect("a time");
        Decision::new(judgement, Verdict::Yes, "reason", "Ana", at).expect("a decision")
    }

    fn undo(of: &Decision, at: &str) -> Decision {
        decision(Judgement::Undo { decision: of.id.clone() }, at)
    }

    #[test]
    fn an_undo_that_is_undone_undoes_nothing() {
        let copy = Judgement::Copy { document: DocumentId("a".to_owned()), of: DocumentId("b".to_owned()) };
        let first = decision(copy, "2026-01-01T00:00:00Z");
        let second = undo(&first, "2026-01-02T00:00:00Z");
        let third = undo(&second, "2026-01-03T00:00:00Z");
        // A clock that goes wrong does not change who undoes whom.
        let early = undo(&third, "2025-01-01T00:00:00Z");
        let check = |decisions: &[&Decision], counts: &[bool]| {
            let given: Vec<Decision> = decisions.iter().map(|decision| (*decision).clone()).collect();
            let logged = log(&given);
            let found: Vec<bool> = decisions
                .iter()
                .map(|wanted| logged.iter().any(|entry| entry.decision.id == wanted.id && entry.counts()))
                .collect();
            assert_eq!(found, counts);
        };
        check(&[&first], &[true]);
        check(&[&first, &second], &[false, true]);
        check(&[&third, &first, &second], &[true, true, false]);
        check(&[&first, &second, &third, &early], &[false, true, false, true]);
    }
}
