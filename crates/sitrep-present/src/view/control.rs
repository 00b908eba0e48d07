//! Who holds which place, from when until when.

use jiff::civil::Date;
use serde::Serialize;
use sitrep_types::{Control, DateInterval, PlaceKey, Record};

use super::event::place_words;
use super::quote::{Quote, quotes};
use super::words;
use crate::index::Index;

/// A holding of a place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ControlView {
    /// The place's key.
    pub place_id: PlaceKey,
    /// The place, in words.
    pub place: String,
    /// Who holds it.
    pub holder: String,
    /// Since when and until when, in words.
    pub period: String,
    /// First day on which it is told to hold.
    pub first: Option<Date>,
    /// Last day possible.
    pub last: Option<Date>,
    /// The interval within which it began.
    pub from_interval: Option<DateInterval>,
    /// The interval within which it ended.
    pub until_interval: Option<DateInterval>,
    /// Fought for meanwhile.
    pub contested: bool,
    /// How this was reached.
    pub reason: String,
    /// The words behind it.
    pub quotes: Vec<Quote>,
}

/// All holdings, by place and then by time.
#[must_use]
pub fn control(record: &Record) -> Vec<ControlView> {
    control_where(&Index::new(record), &|_| true)
}

/// The holdings that somebody asks for, by place and then by time.
#[must_use]
pub fn control_where(index: &Index<'_>, wanted: &dyn Fn(&Control) -> bool) -> Vec<ControlView> {
    let mut rows: Vec<ControlView> = index
        .record
        .control
        .iter()
        .filter(|row| wanted(row))
        .map(|row| ControlView {
            place_id: row.place.clone(),
            place: place_words(index, &row.place).unwrap_or_else(|| row.place.0.clone()),
            holder: index.actor(&row.holder).map_or_else(|| row.holder.0.clone(), |actor| actor.name.clone()),
            period: period(row.from.as_ref(), row.until.as_ref()),
            first: row.from.and_then(|from| from.earliest.or(from.latest)),
            last: row.until.and_then(|until| until.latest.or(until.earliest)),
            from_interval: row.from,
            until_interval: row.until,
            contested: row.contested,
            reason: row.reason.clone(),
            quotes: quotes(index, &row.claims),
        })
        .collect();
    rows.sort_by(|first, second| {
        let key =
            |row: &ControlView| (row.place.clone(), row.place_id.clone(), row.first, row.last, row.holder.clone());
        key(first).cmp(&key(second))
    });
    rows
}

fn period(from: Option<&DateInterval>, until: Option<&DateInterval>) -> String {
    let known = |interval: &&DateInterval| !interval.is_unknown();
    let since = |interval: &DateInterval| match (interval.earliest, interval.latest) {
        (None, Some(latest)) => format!("{} or earlier", words::day(latest)),
        _ => words::interval(interval),
    };
    match (from.filter(known).map(since), until.filter(known).map(words::interval)) {
        (Some(from), Some(until)) => format!("from {from} until {until}"),
        (Some(from), None) => format!("from {from}; no end told"),
        (None, Some(until)) => format!("until {until}; nothing says since when"),
        (None, None) => "nothing says since when or until when".to_owned(),
    }
}
