//! The analyst's work list: what the program could not settle, ordered by how much a decision would change.
//!
//! The measure is the number of claims whose place in the record a decision could move. A report without a date carries all
//! claims that are dated by it; two events kept apart carry the claims of the smaller; a contradiction those of its smaller
//! side; an event without date or place its own, and they count more where the event itself weighs more.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use sitrep_present::view::{Part, document_name, part, words};
use sitrep_types::{ContradictionReading, How};

use super::{Paging, Site, answer, html};
use crate::app::App;
use crate::chain::shortened;
use crate::query::encode;
use crate::snapshot::Snapshot;

const PAGE: usize = 40;

/// An event of a stretch longer than this is as good as undated.
const LONG_DAYS: i32 = 45;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    page: String,
}

/// The kinds of work, as the address writes them and as a reader does.
const KINDS: [(&str, &str); 6] = [
    ("", "all"),
    ("undated", "undated events"),
    ("unplaced", "unplaced events"),
    ("contradiction", "open contradictions"),
    ("apart", "nearly merged"),
    ("document", "undated reports"),
];

/// Letters of a reason in the list; the whole stands on the document's page.
const LONGEST_REASON: usize = 240;

/// Something to decide.
struct Item {
    kind: &'static str,
    /// How much its events matter, where a decision moves equally many claims.
    weight: usize,
    n_claims: usize,
    href: String,
    title: String,
    why: String,
}

impl Item {
    /// What it is, for a reader.
    fn is(&self) -> &'static str {
        match self.kind {
            "undated" => "undated event",
            "unplaced" => "unplaced event",
            "contradiction" => "open contradiction",
            "apart" => "nearly merged",
            _ => "undated report",
        }
    }
}

struct Tab {
    href: String,
    name: &'static str,
    n: usize,
    here: bool,
}

#[derive(Template)]
#[template(path = "work.html")]
struct Page<'a> {
    site: Site,
    items: Vec<&'a Item>,
    paging: Paging,
    tabs: Vec<Tab>,
}

/// `/work`
pub async fn page(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    answer(app, move |app, snapshot| {
        let items = items(snapshot);
        let link = |kind: &str, page: usize| format!("/work?kind={}&page={page}", encode(kind));
        let tabs = KINDS
            .iter()
            .map(|(kind, name)| Tab {
                href: link(kind, 1),
                name,
                n: items.iter().filter(|item| kind.is_empty() || item.kind == *kind).count(),
                here: asked.kind == *kind,
            })
            .collect();
        let shown: Vec<&Item> = items.iter().filter(|item| asked.kind.is_empty() || item.kind == asked.kind).collect();
        let (shown, paging) =
            Paging::cut(&shown, asked.page.parse().unwrap_or(1), PAGE, &|page| link(&asked.kind, page));
        html(&Page { site: Site::new(app, snapshot, "work"), items: shown.to_vec(), paging, tabs })
    })
    .await
}

fn items(snapshot: &Snapshot) -> Vec<Item> {
    let mut items = Vec::new();
    events(snapshot, &mut items);
    contradictions(snapshot, &mut items);
    apart(snapshot, &mut items);
    documents(snapshot, &mut items);
    items.sort_by(|first, second| {
        (second.n_claims, second.weight).cmp(&(first.n_claims, first.weight)).then_with(|| first.href.cmp(&second.href))
    });
    items
}

fn events(snapshot: &Snapshot, items: &mut Vec<Item>) {
    for listed in &snapshot.listed {
        let event = &snapshot.record.events[listed.event];
        if event.reviewed || matches!(part(event), Part::Statement | Part::State) {
            continue;
        }
        let n_claims = event.claims.len();
        let days = match (event.time.earliest, event.time.latest) {
            (Some(earliest), Some(latest)) => earliest.until(latest).map_or(i32::MAX, |span| span.get_days()),
            _ => i32::MAX,
        };
        let mut add = |kind, why: String| {
            items.push(Item {
                kind,
                weight: listed.row.importance,
                n_claims,
                href: format!("/event/{}", encode(&event.id.0)),
                title: listed.row.headline.clone(),
                why,
            });
        };
        if days > LONG_DAYS && !event.background {
            add("undated", format!("When: {}. {}", listed.row.date, event.time_reason));
        }
        if listed.spot.is_none() {
            let place = listed.row.place.clone().unwrap_or_else(|| "no place is told".to_owned());
            add("unplaced", format!("Where: {place}."));
        }
    }
}

fn contradictions(snapshot: &Snapshot, items: &mut Vec<Item>) {
    for item in snapshot.record.contradictions.iter().filter(|item| item.reading == ContradictionReading::Open) {
        // Whichever side is right, the others are not: at least as many claims as do not stand behind the strongest.
        let sides = || item.sides.iter().map(|side| side.claims.len());
        let n_claims = sides().sum::<usize>() - sides().max().unwrap_or(0);
        let row = item.events.iter().filter_map(|id| snapshot.row(id)).max_by_key(|row| row.importance);
        let values: Vec<&str> = item.sides.iter().map(|side| side.value.as_str()).collect();
        let event = item.events.first().map_or("", |id| id.0.as_str());
        items.push(Item {
            kind: "contradiction",
            weight: row.map_or(0, |row| row.importance),
            n_claims,
            href: format!("/event/{}#{}", encode(event), encode(&item.id.0)),
            title: row.map_or_else(|| words::about(item), |row| format!("{} — {}", row.headline, words::about(item))),
            why: values.join(" / "),
        });
    }
}

fn apart(snapshot: &Snapshot, items: &mut Vec<Item>) {
    let index = snapshot.index();
    for pair in &snapshot.record.not_merged {
        let [first, second] = &pair.events;
        let (Some(one), Some(other)) = (index.event(first), index.event(second)) else { continue };
        let (Some(row), Some(other_row)) = (snapshot.row(first), snapshot.row(second)) else { continue };
        let smaller = one.claims.len().min(other.claims.len());
        items.push(Item {
            kind: "apart",
            weight: row.importance.min(other_row.importance),
            n_claims: smaller,
            href: format!("/event/{}#related", encode(&first.0)),
            title: format!("{} — and — {}", row.headline, other_row.headline),
            why: pair.reason.clone(),
        });
    }
}

fn documents(snapshot: &Snapshot, items: &mut Vec<Item>) {
    for (position, entry) in snapshot.record.documents.iter().enumerate() {
        let inferred = entry.published.as_ref().is_none_or(|published| {
            published.how == How::Constraints && published.interval.earliest != published.interval.latest
        });
        if !inferred {
            continue;
        }
        // What hangs on the report's own day: claims with a time that is not fixed on the calendar.
        let n_claims = snapshot
            .claims_of_document(position)
            .iter()
            .filter_map(|position| snapshot.record.claims[*position].time.as_ref())
            .filter(|time| !matches!(time.meaning, sitrep_types::TimeMeaning::Absolute { .. }))
            .count();
        if n_claims == 0 {
            continue;
        }
        items.push(Item {
            kind: "document",
            weight: 0,
            n_claims,
            href: format!("/document/{}", encode(&entry.document.id.0)),
            title: entry.document.title.clone().unwrap_or_else(|| document_name(&entry.document)),
            why: entry.published_reason.as_deref().map_or_else(
                || "Nothing in it says when it was published.".to_owned(),
                |reason| shortened(reason, LONGEST_REASON),
            ),
        });
    }
}
