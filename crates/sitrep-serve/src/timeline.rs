//! The timeline: how much happened when over all shown events, counted on the server, and beneath it the dates of the cards,
//! a precise one as a point, an imprecise one as a bar.

use std::collections::BTreeMap;

use sitrep_present::report::timeline::{Axis, Mark, Tick};
use sitrep_present::view::EventRow;

use crate::query::EventQuery;
use crate::snapshot::Snapshot;

/// Columns of the count: what a pane of this width can show apart.
const MOST_COLUMNS: usize = 60;

/// One colour's share of a column, in percent of the height.
pub struct Share {
    pub class: &'static str,
    pub y: String,
    pub height: String,
}

/// A column of the count.
pub struct Column {
    pub x: String,
    pub width: String,
    pub shares: Vec<Share>,
    /// What lies here and elsewhere, for all that is known of its date.
    pub vague: Option<(String, String)>,
    pub title: String,
    /// Narrows the filter to these days.
    pub href: String,
}

/// A card's date.
pub struct Row<'a> {
    pub row: &'a EventRow,
    pub mark: Mark,
}

/// The timeline.
pub struct TimelineView<'a> {
    pub columns: Vec<Column>,
    pub rows: Vec<Row<'a>>,
    pub ticks: Vec<Tick>,
    pub n_undated: usize,
}

#[derive(Default)]
struct Count {
    by_class: BTreeMap<&'static str, f64>,
    vague: f64,
}

/// Counts the shown events and draws the dates of the cards; `None` where nothing has a date.
pub fn draw<'a>(
    snapshot: &'a Snapshot,
    shown: &[usize],
    cards: &[usize],
    query: &EventQuery,
) -> Option<TimelineView<'a>> {
    let row = |position: &usize| &snapshot.listed[*position].row;
    let axis = Axis::new(shown.iter().map(row).map(|row| (row.earliest, row.latest)))?;
    let n_columns = axis.n_days().clamp(2, MOST_COLUMNS);
    let column_at = |position: f64| (position / 100.0 * n_columns as f64).floor();
    let mut counts: Vec<Count> = (0..n_columns).map(|_| Count::default()).collect();
    let mut n_undated = 0;
    for row in shown.iter().map(row) {
        let (first, last) = match (row.earliest, row.latest) {
            (None, None) => {
                n_undated += 1;
                continue;
            }
            (first, last) => (
                first.map_or(0.0, |day| column_at(axis.position(day))),
                last.map_or(n_columns as f64 - 1.0, |day| column_at(axis.position(day))),
            ),
        };
        let last_column = n_columns as f64 - 1.0;
        if last < 0.0 || first > last_column {
            continue;
        }
        let (first, last) = (first.clamp(0.0, last_column) as usize, last.clamp(0.0, last_column) as usize);
        if first == last {
            *counts[first].by_class.entry(row.type_class).or_default() += 1.0;
        } else {
            let n = (last - first + 1) as f64;
            counts[first..=last].iter_mut().for_each(|count| count.vague += 1.0 / n);
        }
    }
    let total = |count: &Count| count.by_class.values().sum::<f64>() + count.vague;
    let most = counts.iter().map(total).fold(0.0, f64::max);
    let columns = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| total(count) > 0.0)
        .map(|(position, count)| {
            let left = 100.0 * position as f64 / n_columns as f64;
            let width = 100.0 / n_columns as f64;
            let first = axis.day_at(left + 1e-6);
            let last = axis.day_at(left + width - 1e-6).max(first);
            column(query, count, (left, width), most, (&first.to_string(), &last.to_string()))
        })
        .collect();
    let rows = cards
        .iter()
        .map(row)
        .filter(|row| row.earliest.is_some() || row.latest.is_some())
        .map(|row| Row { row, mark: axis.mark(row) })
        .collect();
    Some(TimelineView { columns, rows, ticks: axis.ticks(), n_undated })
}

fn column(query: &EventQuery, count: &Count, (left, width): (f64, f64), most: f64, days: (&str, &str)) -> Column {
    let mut y = 100.0;
    let mut stack = |n: f64| {
        let height = 100.0 * n / most;
        y -= height;
        (format!("{y:.2}%"), format!("{height:.2}%"))
    };
    let shares = count
        .by_class
        .iter()
        .map(|(class, n)| {
            let (y, height) = stack(*n);
            Share { class, y, height }
        })
        .collect();
    let vague = (count.vague > 0.0).then(|| stack(count.vague));
    let precise: f64 = count.by_class.values().sum();
    let days_words = if days.0 == days.1 { days.0.to_owned() } else { format!("{} to {}", days.0, days.1) };
    let also = if count.vague > 0.0 { ", and others that may lie here" } else { "" };
    Column {
        x: format!("{left:.3}%"),
        width: format!("{:.3}%", width * 0.86),
        shares,
        vague,
        title: format!("{days_words}: {precise:.0} dated so{also}"),
        href: query.link(&[("from", days.0), ("to", days.1)]),
    }
}
