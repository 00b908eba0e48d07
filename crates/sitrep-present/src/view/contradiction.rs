//! Contradictions with both sides quoted.

use serde::Serialize;
use sitrep_types::{Contradiction, ContradictionId, ContradictionReading, EventId, Record};

use super::headline::headline;
use super::quote::{Quote, quotes};
use super::words;
use crate::index::Index;

/// A side of a contradiction.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideView {
    /// What it says.
    pub value: String,
    /// Its words.
    pub quotes: Vec<Quote>,
}

/// A contradiction as the reader sees it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContradictionView {
    /// Its id.
    pub id: ContradictionId,
    /// What kind: number, date, outcome, actor, place.
    pub kind: &'static str,
    /// What it is about.
    pub about: String,
    /// How it reads.
    pub reading: &'static str,
    /// Both cannot hold.
    pub open: bool,
    /// Why it reads so.
    pub reason: String,
    /// The events, with their headlines.
    pub events: Vec<(EventId, String)>,
    /// Its sides.
    pub sides: Vec<SideView>,
}

/// All contradictions, open ones first.
#[must_use]
pub fn contradictions(record: &Record) -> Vec<ContradictionView> {
    let index = Index::new(record);
    let mut items: Vec<&Contradiction> = record.contradictions.iter().collect();
    items.sort_by_key(|item| (item.reading, item.kind, &item.id));
    items.into_iter().map(|item| view(&index, item)).collect()
}

/// One contradiction.
#[must_use]
pub fn view(index: &Index<'_>, item: &Contradiction) -> ContradictionView {
    ContradictionView {
        id: item.id.clone(),
        kind: words::contradiction_kind(item.kind),
        about: words::about(item),
        reading: words::contradiction_reading(item.reading),
        open: item.reading == ContradictionReading::Open,
        reason: item.reason.clone(),
        events: item
            .events
            .iter()
            .map(|id| (id.clone(), index.event(id).map(|event| headline(index, event)).unwrap_or_default()))
            .collect(),
        sides: item
            .sides
            .iter()
            .map(|side| SideView { value: side.value.clone(), quotes: quotes(index, &side.claims) })
            .collect(),
    }
}
