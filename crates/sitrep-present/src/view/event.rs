//! An event as one row of a table.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;
use sitrep_types::{Estimate, Event, EventId, PlaceKind, QuantityKind, Record, Scope};

use super::headline::headline;
use super::order::{Part, importance, part};
use super::{Filter, words};
use crate::index::Index;

/// Where an event stands on a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MapPoint {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whether the place is known to the town or better; otherwise the point stands for an area.
    pub precise: bool,
    /// The town or area that the point stands for.
    pub label: String,
}

/// An event as one row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// Its id.
    pub id: EventId,
    /// When, in words.
    pub date: String,
    /// First day possible.
    pub earliest: Option<Date>,
    /// Last day possible.
    pub latest: Option<Date>,
    /// Known to the day.
    pub precise_date: bool,
    /// Type.
    pub event_type: &'static str,
    /// Sub-type.
    pub sub_type: Option<&'static str>,
    /// Short class of the type, for colours.
    pub type_class: &'static str,
    /// Who did what to whom, in a few words.
    pub headline: String,
    /// One sentence with place, date and numbers.
    pub summary: String,
    /// Who acts.
    pub actors: Vec<String>,
    /// On whom or what.
    pub targets: Vec<String>,
    /// Where, from the smallest place outwards: "Riverside market, Talvar, Norland".
    pub place: Option<String>,
    /// Where on the map.
    pub point: Option<MapPoint>,
    /// Numbers in words: "at least 20 militants killed".
    pub numbers: Vec<String>,
    /// How it stands.
    pub status: &'static str,
    /// Independent origins.
    pub independent_sources: usize,
    /// Reports that tell it.
    pub n_documents: usize,
    /// Whether claims of it contradict each other.
    pub contradicted: bool,
    /// Where it belongs.
    pub part: Part,
    /// How much it weighs among its like.
    pub importance: usize,
    /// Touched by a person's decision.
    pub reviewed: bool,
    /// How a person judged it: "accepted", "rejected", "not sure".
    pub verdict: Option<&'static str>,
}

/// The events that pass a filter, in the order of their dates; events without any date come last.
#[must_use]
pub fn events(record: &Record, filter: &Filter) -> Vec<EventRow> {
    let index = Index::new(record);
    let mut rows: Vec<EventRow> =
        record.events.iter().filter(|event| filter.matches(&index, event)).map(|event| row(&index, event)).collect();
    sort_by_date(&mut rows);
    rows
}

/// Sorts rows by date; an event without a first day is placed by its last.
pub fn sort_by_date(rows: &mut [EventRow]) {
    rows.sort_by(|first, second| {
        let key = |row: &EventRow| {
            let day = row.earliest.or(row.latest);
            (day.is_none(), day, row.latest, std::cmp::Reverse(row.importance), row.id.clone())
        };
        key(first).cmp(&key(second))
    });
}

/// One event as a row.
#[must_use]
pub fn row(index: &Index<'_>, event: &Event) -> EventRow {
    EventRow {
        id: event.id.clone(),
        date: words::interval(&event.time),
        earliest: event.time.earliest,
        latest: event.time.latest,
        precise_date: words::is_precise(&event.time),
        event_type: event.event_type.name(),
        sub_type: event.sub_type.map(sitrep_types::SubType::name),
        type_class: words::type_class(event.event_type),
        headline: headline(index, event),
        summary: event.summary.clone(),
        actors: event
            .actors
            .iter()
            .map(|id| index.actor(id).map_or_else(|| id.0.clone(), |actor| actor.name.clone()))
            .collect(),
        targets: event.targets.iter().map(|target| target_name(index, target)).collect(),
        place: event.place.as_ref().and_then(|key| place_words(index, key)),
        point: event.place.as_ref().and_then(|key| map_point(index, key)),
        numbers: numbers(event),
        status: words::status(event.status),
        independent_sources: event.independent_sources,
        n_documents: event.documents.len(),
        contradicted: !event.contradictions.is_empty(),
        part: part(event),
        importance: importance(event),
        reviewed: event.reviewed,
        verdict: event.verdict.map(words::verdict),
    }
}

fn target_name(index: &Index<'_>, target: &sitrep_types::Participant) -> String {
    let actor = target.actor.as_ref().and_then(|id| index.actor(id)).map(|actor| actor.name.clone());
    let place = target.place.as_ref().and_then(|key| index.place(key)).map(|entry| entry.place.name.clone());
    actor.or(place).unwrap_or_else(|| target.text.clone())
}

/// The numbers of an event, the dead first, and of these the one that most reports tell.
#[must_use]
pub fn estimates(event: &Event) -> Vec<&Estimate> {
    let mut estimates: Vec<&Estimate> = event.estimates.iter().collect();
    let size = |estimate: &Estimate| estimate.best.or(estimate.low).or(estimate.high);
    estimates.sort_by_key(|estimate| (estimate.what, std::cmp::Reverse((estimate.claims.len(), size(estimate)))));
    estimates
}

/// What leads of them, in words. Two words for the same people give the same where they say what was done to them.
fn numbers(event: &Event) -> Vec<String> {
    let mut seen = BTreeSet::new();
    // "21" of nobody knows whom tells nothing.
    let tells = |estimate: &&Estimate| estimate.what != QuantityKind::Other || estimate.of.is_some();
    event
        .leading_estimates()
        .into_iter()
        .filter(tells)
        .map(number_words)
        .filter(|number| seen.insert(number.clone()))
        .collect()
}

/// "at least 20 militants killed", "6,000 fighters (strength)".
#[must_use]
pub fn number_words(estimate: &Estimate) -> String {
    let scope = if estimate.scope == Scope::RunningTotal { ", total so far" } else { "" };
    format!("{}{scope}", words::counted(estimate))
}

/// A place with what it lies in, regions between town and country left out.
#[must_use]
pub fn place_words(index: &Index<'_>, key: &sitrep_types::PlaceKey) -> Option<String> {
    let chain = index.place_chain(key);
    let names: Vec<&str> = chain
        .iter()
        .enumerate()
        .filter(|(position, entry)| *position == 0 || entry.place.kind != PlaceKind::Region)
        .map(|(_, entry)| entry.place.name.as_str())
        .collect();
    if names.is_empty() { None } else { Some(names.join(", ")) }
}

/// The point of a place, or of the first place around it that has one.
fn map_point(index: &Index<'_>, key: &sitrep_types::PlaceKey) -> Option<MapPoint> {
    let chain = index.place_chain(key);
    let own = chain.first()?;
    let (latitude, longitude) = chain.iter().find_map(|entry| {
        let (latitude, longitude) = (entry.place.latitude?, entry.place.longitude?);
        (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
    })?;
    // The town around a site names the point better than the site: many sites share its coordinates.
    let town = chain.iter().find(|entry| entry.place.kind == PlaceKind::City).unwrap_or(own);
    let area = matches!(own.place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Water)
        || own.place.acled_geo_precision.is_some_and(|precision| precision >= 3);
    Some(MapPoint { latitude, longitude, precise: !area, label: town.place.name.clone() })
}
