//! Everything about one event: each field with its words, who told whom, and why the program believes what it does.

use serde::Serialize;
use sitrep_types::{Event, EventId, Record};

use super::contradiction::{ContradictionView, view};
use super::event::{EventRow, number_words, row};
use super::headline::headline;
use super::quote::{Quote, quotes};
use crate::index::Index;

/// A number with its grounds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberView {
    /// The number in words.
    pub words: String,
    /// The rules by which it was chosen.
    pub reason: String,
    /// The words behind it.
    pub quotes: Vec<Quote>,
}

/// An independent origin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OriginView {
    /// Who.
    pub name: String,
    /// Why its claims count as one.
    pub reason: String,
    /// How many claims.
    pub n_claims: usize,
}

/// Another event that stands in some relation to this one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedView {
    /// The event.
    pub id: EventId,
    /// Its headline.
    pub summary: String,
    /// How it is related.
    pub relation: String,
}

/// An event in full.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventPage {
    /// The row of the table.
    pub row: EventRow,
    /// How the date was reached.
    pub time_reason: String,
    /// Numbers with their grounds.
    pub numbers: Vec<NumberView>,
    /// Independent origins, and why each counts as one.
    pub origins: Vec<OriginView>,
    /// The words behind it.
    pub quotes: Vec<Quote>,
    /// Contradictions among its claims.
    pub contradictions: Vec<ContradictionView>,
    /// The operation it is part of, its own parts, and what was considered and not merged.
    pub related: Vec<RelatedView>,
}

/// The event of this id, or of the only id that begins so.
#[must_use]
pub fn event(record: &Record, id: &str) -> Option<EventPage> {
    let index = Index::new(record);
    let mut found = record.events.iter().filter(|event| event.id.0.starts_with(id));
    let exact = record.events.iter().find(|event| event.id.0 == id);
    let event = match (exact, found.next(), found.next()) {
        (Some(event), ..) | (None, Some(event), None) => event,
        _ => return None,
    };
    Some(page(&index, event))
}

/// One event in full.
#[must_use]
pub fn page(index: &Index<'_>, event: &Event) -> EventPage {
    let summary_of = |id: &EventId| index.event(id).map(|event| headline(index, event)).unwrap_or_default();
    let mut related = Vec::new();
    if let Some(whole) = &event.part_of {
        related.push(RelatedView {
            id: whole.clone(),
            summary: summary_of(whole),
            relation: "part of this larger operation".to_owned(),
        });
    }
    for part in index.record.events.iter().filter(|other| other.part_of.as_ref() == Some(&event.id)) {
        related.push(RelatedView {
            id: part.id.clone(),
            summary: headline(index, part),
            relation: "a part of this".to_owned(),
        });
    }
    for pair in &index.record.not_merged {
        let other = match &pair.events {
            [first, second] if *first == event.id => second,
            [first, second] if *second == event.id => first,
            _ => continue,
        };
        related.push(RelatedView {
            id: other.clone(),
            summary: summary_of(other),
            relation: format!("kept apart: {}", pair.reason),
        });
    }
    EventPage {
        row: row(index, event),
        time_reason: event.time_reason.clone(),
        numbers: super::estimates(event)
            .into_iter()
            .map(|estimate| NumberView {
                words: number_words(estimate),
                reason: estimate.reason.clone(),
                quotes: quotes(index, &estimate.claims),
            })
            .collect(),
        origins: event
            .origins
            .iter()
            .map(|origin| OriginView {
                name: origin.name.clone(),
                reason: origin.reason.clone(),
                n_claims: origin.claims.len(),
            })
            .collect(),
        quotes: quotes(index, &event.claims),
        contradictions: event
            .contradictions
            .iter()
            .filter_map(|id| index.contradiction(id))
            .map(|item| view(index, item))
            .collect(),
        related,
    }
}
