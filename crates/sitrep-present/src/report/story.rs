//! The first screen: what the pile is about, its key figures, and what happened in short.

use std::collections::BTreeMap;

use sitrep_types::{ContradictionReading, DateInterval, EventStatus, Record};

use crate::index::Index;
use crate::view::{self, EventPage, EventRow, Part, words};

/// How many events the short account holds.
const MOST_MAIN_EVENTS: usize = 7;

/// A key figure.
pub struct Figure {
    /// The number.
    pub value: String,
    /// What it counts.
    pub label: &'static str,
    /// The part of the page that tells more.
    pub link: &'static str,
}

/// What happened, in short.
pub struct Story {
    /// The weightiest events, in the order of their dates.
    pub main: Vec<EventRow>,
    /// What is foreseen or not confirmed, weightiest first.
    pub open: Vec<EventRow>,
}

impl Story {
    /// Picks from the pages of the report.
    pub fn new(happened: &[EventPage], doubtful: &[EventPage]) -> Self {
        let pick = |pages: &[EventPage], most: usize| {
            let mut rows: Vec<EventRow> = pages.iter().map(|page| page.row.clone()).collect();
            rows.sort_by(|first, second| {
                second.importance.cmp(&first.importance).then_with(|| first.id.cmp(&second.id))
            });
            // A second event told in the same words adds nothing to a short account.
            let mut seen: Vec<String> = Vec::new();
            rows.retain(|row| {
                let is_new = !seen.contains(&row.headline);
                seen.push(row.headline.clone());
                is_new
            });
            rows.truncate(most);
            rows
        };
        let mut main = pick(happened, MOST_MAIN_EVENTS);
        view::sort_by_date(&mut main);
        Self { main, open: pick(doubtful, 3) }
    }
}

/// The place most told of and the days between which it happened: "Mosul, 19 February – 9 March 2017".
pub fn title(index: &Index<'_>) -> String {
    let rows: Vec<EventRow> = index
        .record
        .events
        .iter()
        .filter(|event| view::part(event) == Part::Happened)
        .map(|event| view::row(index, event))
        .collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for point in rows.iter().filter_map(|row| row.point.as_ref()) {
        *places.entry(point.label.as_str()).or_default() += 1;
    }
    let place = places.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(**name))).map(|(name, _)| *name);
    match (place, period(&rows)) {
        (Some(place), Some(period)) => format!("{place}, {period}"),
        (Some(place), None) => place.to_owned(),
        (None, Some(period)) => period,
        (None, None) => "Situation report".to_owned(),
    }
}

/// The days between which most of it happened: the dates known to a month or better, from the first to the last tenth, so
/// that a stray or vague date does not stretch the title.
fn period(rows: &[EventRow]) -> Option<String> {
    let within_a_month = |row: &&EventRow| match (row.earliest, row.latest) {
        (Some(earliest), Some(latest)) => earliest.until(latest).is_ok_and(|span| span.get_days() <= 31),
        _ => false,
    };
    let mut days: Vec<_> =
        rows.iter().filter(within_a_month).flat_map(|row| [row.earliest, row.latest]).flatten().collect();
    days.sort();
    let trim = days.len() / 10;
    let earliest = days.get(trim).copied();
    let latest = days.len().checked_sub(1 + trim).and_then(|last| days.get(last)).copied();
    earliest?;
    Some(words::interval(&DateInterval { earliest, latest, precision: sitrep_types::Precision::Day }))
}

/// One sentence on what was read and how well it is supported.
pub fn standfirst(record: &Record) -> String {
    let n_copies = record.documents.iter().filter(|entry| entry.copy_of.is_some()).count();
    let happened: Vec<_> = record.events.iter().filter(|event| view::part(event) == Part::Happened).collect();
    let n_supported = happened.iter().filter(|event| event.independent_sources > 1).count();
    let copies = match n_copies {
        0 => String::new(),
        1 => ", one of them a copy of another,".to_owned(),
        n => format!(", {n} of them copies of others,"),
    };
    let supported = match (happened.len(), n_supported) {
        (0, _) => String::new(),
        (_, 0) => "; each rests on one source".to_owned(),
        (_, n) => format!("; {n} of them {} more than one independent source", if n == 1 { "has" } else { "have" }),
    };
    let verb = if record.documents.len() == 1 { "tells" } else { "tell" };
    format!(
        "{}{copies} {verb} of {}{supported}.",
        words::count(record.documents.len(), "report", "reports"),
        words::count(happened.len(), "event", "events"),
    )
}

/// The figures of the first screen.
pub fn figures(record: &Record) -> Vec<Figure> {
    let count = |wanted: Part| record.events.iter().filter(|event| view::part(event) == wanted).count();
    let n_open = record.contradictions.iter().filter(|item| item.reading == ContradictionReading::Open).count();
    let n_corroborated = record
        .events
        .iter()
        .filter(|event| view::part(event) == Part::Happened && event.status == EventStatus::Corroborated)
        .count();
    let figure =
        |n: usize, label, link| Figure { value: words::thousands(i64::try_from(n).unwrap_or(i64::MAX)), label, link };
    vec![
        figure(count(Part::Happened), "events told", "events"),
        figure(n_corroborated, "corroborated", "events"),
        figure(count(Part::Doubtful), "only claimed, planned or foreseen", "doubtful"),
        figure(n_open, "open contradictions", "contradictions"),
        figure(record.documents.len(), "reports read", "documents"),
        figure(record.left_out.len(), "inputs left out", "documents"),
    ]
}
