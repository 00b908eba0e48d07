//! Events as people corrected, accepted or rejected them.

use std::collections::BTreeSet;

use sitrep_types::{
    ClaimId, Estimate, EventId, FieldValue, Figures, Judgement, Participant, Record, Subject, TargetRef, Verdict,
};

use super::actors::Words;
use super::{Plan, how, words};
use crate::place::Places;
use crate::summary;

impl Plan {
    /// Gives the events of the finished record what was decided about them, in the order of the decisions.
    pub fn events(&mut self, record: &mut Record, places: &Places) {
        if self.is_empty() {
            return;
        }
        let behind = Words::new(record);
        let mut changed: BTreeSet<usize> = BTreeSet::new();
        for number in 0..self.log.len() {
            if !self.log[number].counts() {
                continue;
            }
            match self.log[number].decision.judgement.clone() {
                Judgement::Review { subject: Subject::Event(_) } => {
                    let Some(at) = self.event_of(number, record) else { continue };
                    changed.insert(at);
                    let verdict = self.log[number].decision.verdict;
                    let event = &mut record.events[at];
                    // Being unsure is shown where nobody is sure.
                    if verdict != Verdict::Unsure || event.verdict.is_none() {
                        event.verdict = Some(verdict);
                    }
                    let id = event.id.0.clone();
                    self.show(&id, number, "verdict", self.log[number].decision.word().to_owned(), String::new());
                }
                Judgement::Correct { subject: Subject::Event(_), value } => {
                    let Some(at) = self.event_of(number, record) else { continue };
                    let was = words::of_event(record, &record.events[at], &value);
                    if self.log[number].acts() {
                        changed.insert(at);
                        let reason = how(&self.log[number]);
                        correct(record, at, &value, &reason, &behind, places);
                    }
                    let id = record.events[at].id.0.clone();
                    self.show(&id, number, value.field(), words::value(&value), was);
                }
                Judgement::SameEvent { .. } | Judgement::Split { .. } => self.show_grouping(number, record),
                _ => {}
            }
        }
        self.show_actors(record, &behind);
        for at in changed {
            record.events[at].summary = summary::summary(&record.events[at], &record.actors, places, "");
        }
    }

    /// Where the event of a decision stands in the record.
    fn event_of(&self, number: usize, record: &Record) -> Option<usize> {
        let group = self.groups.get(&number)?;
        let id = self.event_ids.get(*group)?;
        record.events.binary_search_by(|event| event.id.cmp(id)).ok()
    }

    /// Shows on events that their claims were put together or apart.
    fn show_grouping(&mut self, number: usize, record: &Record) {
        let events = |claims: &BTreeSet<ClaimId>| -> BTreeSet<EventId> {
            claims.iter().filter_map(|claim| record.claim_events.get(claim)).cloned().collect()
        };
        let touched: BTreeSet<EventId> = self.claims[number].iter().flat_map(events).collect();
        let value = self.log[number].decision.word().replace('_', " ");
        for id in touched {
            self.show(&id.0, number, "claims", value.clone(), String::new());
        }
    }
}

/// Gives a field of an event the decided value.
fn correct(record: &mut Record, at: usize, value: &FieldValue, reason: &str, behind: &Words, places: &Places) {
    match value {
        FieldValue::Type { event_type, sub_type } => {
            (record.events[at].event_type, record.events[at].sub_type) = (*event_type, *sub_type);
        }
        FieldValue::Actors(actors) => {
            record.events[at].actors = actors.iter().map(|actor| behind.find_or_add(record, actor)).collect();
        }
        FieldValue::Targets(targets) => {
            let participant = |target: &TargetRef, record: &mut Record| Participant {
                actor: target.actor.as_ref().map(|actor| behind.find_or_add(record, actor)),
                place: target.place.as_ref().map(|place| places.canonical(&place.key).clone()),
                text: target.text.clone(),
            };
            record.events[at].targets = targets.iter().map(|target| participant(target, record)).collect();
        }
        FieldValue::Place(place) => {
            record.events[at].place = place.as_ref().map(|place| places.canonical(&place.key).clone());
        }
        FieldValue::Time(interval) => {
            record.events[at].time = *interval;
            reason.clone_into(&mut record.events[at].time_reason);
        }
        FieldValue::Quantity(figures) => {
            let &Figures { what, low, best, high, scope, .. } = figures;
            figures.put_into(
                &mut record.events[at].estimates,
                |it| (it.what, it.scope, it.of.as_deref()),
                |old, of| {
                    let claims = old.map(|old| old.claims).unwrap_or_default();
                    Estimate { what, of, low, best, high, scope, claims, reason: reason.to_owned() }
                },
            );
        }
        FieldValue::Status(status) => record.events[at].status = *status,
        FieldValue::Modality { .. } => {}
    }
}
