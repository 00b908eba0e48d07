//! Who told whom, as a drawing: reports on the left, those they quote in between, the origins on the right. A text form of the
//! same stands beside every quotation, so that nothing depends on the drawing.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_present::Index;
use sitrep_present::view::{document_name, words};
use sitrep_types::{Event, QuantityKind};

/// More ways than this make a drawing that nobody follows.
const MOST_WAYS: usize = 18;

const COLUMN_WIDE: usize = 210;
const BOX_WIDE: usize = 160;
const BOX_TALL: usize = 40;
const ROW_TALL: usize = 52;

/// Letters that fit into a box.
const LETTERS: usize = 17;

/// A report, somebody quoted, or an origin.
pub struct Node {
    pub x: usize,
    pub y: usize,
    pub name: String,
    pub full: String,
    /// What it is: "outlet", "official".
    pub kind: &'static str,
    pub is_origin: bool,
}

/// Told from one to the next.
pub struct Edge {
    pub path: String,
}

/// The drawing.
pub struct ChainDrawing {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub wide: usize,
    pub tall: usize,
    pub n_left_out: usize,
}

type Step = (String, &'static str);

/// Draws an event's chains; `None` where it has no claims.
pub fn draw(index: &Index<'_>, event: &Event) -> Option<ChainDrawing> {
    let mut ways: BTreeSet<Vec<Step>> = BTreeSet::new();
    for origin in &event.origins {
        for claim in index.claims_of(&origin.claims) {
            let report = index.document(&claim.document).map(|entry| document_name(&entry.document));
            let mut way: Vec<Step> = vec![(report.unwrap_or_else(|| claim.document.0.clone()), "report")];
            for (link, actor) in index.chain(claim) {
                let actor = actor.and_then(|id| index.actor(id)).map(|actor| actor.name.clone());
                push(&mut way, (actor.or(link.name).unwrap_or(link.text), words::link(link.kind)));
            }
            push(&mut way, (origin.name.clone(), "origin"));
            ways.insert(way);
        }
    }
    if ways.is_empty() {
        return None;
    }
    let n_left_out = ways.len().saturating_sub(MOST_WAYS);
    let ways: Vec<Vec<Step>> = ways.into_iter().take(MOST_WAYS).collect();
    let last = ways.iter().map(Vec::len).max().unwrap_or(1) - 1;
    let mut columns: Vec<Vec<Step>> = vec![Vec::new(); last + 1];
    let mut edges: BTreeSet<((usize, usize), (usize, usize))> = BTreeSet::new();
    for way in &ways {
        let mut before = None;
        for (position, step) in way.iter().enumerate() {
            let is_origin = position > 0 && position + 1 == way.len();
            let column = if is_origin { last } else { position };
            let name = step.0.to_lowercase();
            let row = match columns[column].iter().position(|(known, _)| known.to_lowercase() == name) {
                Some(row) => row,
                None => {
                    columns[column].push(step.clone());
                    columns[column].len() - 1
                }
            };
            edges.extend(before.map(|before| (before, (column, row))));
            before = Some((column, row));
        }
    }
    let tallest = columns.iter().map(Vec::len).max().unwrap_or(1);
    let at = |(column, row): (usize, usize)| {
        let above = (tallest - columns[column].len()) * ROW_TALL / 2;
        (column * COLUMN_WIDE + 2, above + row * ROW_TALL + 6)
    };
    let nodes = columns
        .iter()
        .enumerate()
        .flat_map(|(column, steps)| {
            steps.iter().enumerate().map(move |(row, (name, kind))| ((column, row), name, *kind))
        })
        .map(|(place, name, kind)| {
            let (x, y) = at(place);
            let is_origin = place.0 == last;
            Node { x, y, name: shortened(name, LETTERS), full: name.clone(), kind, is_origin }
        })
        .collect();
    let edges = edges
        .into_iter()
        .map(|(from, to)| {
            let ((x1, y1), (x2, y2)) = (at(from), at(to));
            let (x1, y1, y2) = (x1 + BOX_WIDE, y1 + BOX_TALL / 2, y2 + BOX_TALL / 2);
            let bend = (x2.saturating_sub(x1) / 2).max(20);
            Edge { path: format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2.saturating_sub(bend)) }
        })
        .collect();
    Some(ChainDrawing { nodes, edges, wide: last * COLUMN_WIDE + BOX_WIDE + 4, tall: tallest * ROW_TALL, n_left_out })
}

/// Adds a step, unless it names the one before again; then the more telling word stays.
fn push(way: &mut Vec<Step>, step: Step) {
    match way.last_mut() {
        Some(last) if last.0.to_lowercase() == step.0.to_lowercase() => {
            if step.1 != "origin" {
                last.1 = step.1;
            }
        }
        _ => way.push(step),
    }
}

/// A name of at most so many letters.
pub fn shortened(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        name.to_owned()
    } else {
        let mut short: String = name.chars().take(letters.saturating_sub(1)).collect();
        short.push('…');
        short
    }
}

/// The toll as each report tells it.
pub struct Told {
    /// The report.
    pub document: String,
    /// When it was published, in words.
    pub published: String,
    /// Who counts.
    pub origin: String,
    /// The number, in words.
    pub number: String,
    /// Bounds on the scale of the drawing, in percent: low, best, high.
    pub low: Option<String>,
    pub best: Option<String>,
    pub width: Option<String>,
    /// The claim.
    pub claim: String,
}

/// A number of the event over the reports, in the order of their dates.
pub struct Toll {
    /// What is counted.
    pub what: String,
    /// What is told.
    pub rows: Vec<Told>,
}

/// A figure with the day and the number by which it is put in order.
type Dated = (Option<jiff::civil::Date>, i64, Told);

/// The history of each number that is told of an event.
pub fn tolls(index: &Index<'_>, event: &Event) -> Vec<Toll> {
    let mut by_kind: BTreeMap<&'static str, Vec<Dated>> = BTreeMap::new();
    let mut most: BTreeMap<&'static str, i64> = BTreeMap::new();
    for claim in index.claims_of(&event.claims) {
        let entry = index.document(&claim.document);
        let published = entry.and_then(|entry| entry.published.as_ref()).map(|published| published.interval);
        let day = published.and_then(|interval| interval.latest.or(interval.earliest));
        let origin = event.origins.iter().find(|origin| origin.claims.contains(&claim.id));
        // What is neither killed nor hurt nor taken is not one thing that could have a history.
        for quantity in claim.quantities.iter().filter(|quantity| quantity.what != QuantityKind::Other) {
            let kind = words::quantity(quantity.what);
            let high = quantity.high.or(quantity.best).or(quantity.low).unwrap_or(0);
            let known = most.entry(kind).or_insert(1);
            *known = (*known).max(high);
            let number = words::number(quantity.low, quantity.best, quantity.high);
            let of = quantity.of.as_deref().map(|of| format!(" {of}")).unwrap_or_default();
            let scope = if quantity.scope == sitrep_types::Scope::RunningTotal { ", total so far" } else { "" };
            let told = Told {
                document: entry.map_or_else(|| claim.document.0.clone(), |entry| document_name(&entry.document)),
                published: published.map_or_else(|| "date unknown".to_owned(), |interval| words::interval(&interval)),
                origin: origin.map(|origin| origin.name.clone()).unwrap_or_default(),
                number: format!("{number}{of}{scope}"),
                low: quantity.low.or(quantity.best).map(|n| n.to_string()),
                best: quantity.best.map(|n| n.to_string()),
                width: quantity.high.or(quantity.best).map(|n| n.to_string()),
                claim: claim.id.0.clone(),
            };
            by_kind.entry(kind).or_default().push((day, high, told));
        }
    }
    by_kind
        .into_iter()
        // A single figure has no history.
        .filter(|(_, rows)| rows.len() > 1)
        .map(|(what, mut rows)| {
            rows.sort_by(|first, second| {
                (first.0.is_none(), first.0, first.1).cmp(&(second.0.is_none(), second.0, second.1))
            });
            let scale = most.get(what).copied().unwrap_or(1) as f64;
            let share = |text: &Option<String>| {
                text.as_deref().and_then(|text| text.parse::<f64>().ok()).map(|n| 96.0 * n.max(0.0) / scale)
            };
            let rows = rows
                .into_iter()
                .map(|(.., told)| {
                    let (low, best, high) = (share(&told.low), share(&told.best), share(&told.width));
                    let percent = |value: f64| format!("{value:.1}%");
                    Told {
                        low: low.map(percent),
                        best: best.or(low).map(percent),
                        // "At least 40" goes on to the right: drawn to the edge.
                        width: low.map(|low| percent((high.unwrap_or(100.0) - low).max(0.8))),
                        ..told
                    }
                })
                .collect();
            Toll { what: what.to_owned(), rows }
        })
        .collect()
}
