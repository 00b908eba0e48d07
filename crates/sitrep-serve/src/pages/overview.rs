//! The overview: map, timeline and event cards of what the filters let through.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use sitrep_present::view::{EventRow, document_name};
use sitrep_types::{EventType, SubType};

use super::{Paging, Site, answer, html};
use crate::app::App;
use crate::map::{self, MapView};
use crate::query::EventQuery;
use crate::snapshot::Snapshot;
use crate::timeline::{self, TimelineView};

/// Cards on a page.
const PAGE: usize = 40;

/// Letters of the quotation on a card.
const QUOTED: usize = 220;

/// Statuses, as the address writes them and as a reader does.
pub const STATUSES: [(&str, &str); 7] = [
    ("reported", "reported"),
    ("corroborated", "corroborated"),
    ("disputed", "disputed"),
    ("denied", "denied"),
    ("unconfirmed", "unconfirmed"),
    ("planned", "planned or ordered"),
    ("forecast", "forecast"),
];

/// Parts of the record, as the address writes them and as a reader does.
const SHOWS: [(&str, &str); 7] = [
    ("", "events"),
    ("happened", "what happened"),
    ("doubtful", "planned, denied, unconfirmed"),
    ("history", "earlier history"),
    ("statements", "statements"),
    ("states", "standing conditions"),
    ("all", "everything"),
];

struct Card<'a> {
    row: &'a EventRow,
    spot: Option<usize>,
    quote: String,
    outlet: String,
    verdict: &'static str,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview<'a> {
    site: Site,
    query: &'a EventQuery,
    active: Vec<(String, String)>,
    problems: Vec<String>,
    map: Option<MapView>,
    timeline: Option<TimelineView<'a>>,
    cards: Vec<Card<'a>>,
    paging: Paging,
    types: Vec<(&'static str, bool)>,
    statuses: [(&'static str, &'static str); 7],
    shows: [(&'static str, &'static str); 7],
    n_all: usize,
    by_date: String,
    by_weight: String,
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapOnly {
    map: Option<MapView>,
}

/// `/`
pub async fn page(State(app): State<Arc<App>>, Query(query): Query<EventQuery>) -> Response {
    answer(app, move |app, snapshot| {
        let (filter, problems) = query.filter();
        let shown = snapshot.answer(&query, &filter);
        let mut ordered: Vec<usize>;
        // Reports begin with what happened long before: whoever opens the record wants to see first what it is about.
        let order: &[usize] = if query.sort != "date" {
            ordered = shown.to_vec();
            ordered.sort_by_key(|position| (std::cmp::Reverse(snapshot.listed[*position].row.importance), *position));
            &ordered
        } else {
            &shown
        };
        let (on_page, paging) =
            Paging::cut(order, query.page(), PAGE, &|page| query.link(&[("page", &page.to_string())]));
        html(&Overview {
            site: Site::new(app, snapshot, "events"),
            active: query.active(),
            problems,
            map: map::draw(snapshot, &shown, &query, app.tiles.as_ref()),
            timeline: timeline::draw(snapshot, &shown, on_page, &query),
            cards: on_page.iter().map(|position| card(snapshot, *position)).collect(),
            paging,
            types: EventType::ALL
                .iter()
                .map(|term| (term.name(), false))
                .chain(SubType::ALL.iter().map(|term| (term.name(), true)))
                .collect(),
            statuses: STATUSES,
            shows: SHOWS,
            n_all: snapshot.record.events.len(),
            by_date: query.link(&[("sort", "date")]),
            by_weight: query.link(&[("sort", "")]),
            query: &query,
        })
    })
    .await
}

/// `/map`: the map alone, when the script moves it.
pub async fn map(State(app): State<Arc<App>>, Query(query): Query<EventQuery>) -> Response {
    answer(app, move |app, snapshot| {
        let (filter, _) = query.filter();
        let shown = snapshot.answer(&query, &filter);
        html(&MapOnly { map: map::draw(snapshot, &shown, &query, app.tiles.as_ref()) })
    })
    .await
}

fn card(snapshot: &Snapshot, position: usize) -> Card<'_> {
    let listed = &snapshot.listed[position];
    let index = snapshot.index();
    let claim = index.claims_of(&snapshot.event(position).claims).next();
    let mut quote = claim.map(|claim| claim.evidence.text.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(quote) = quote.as_mut()
        && quote.chars().count() > QUOTED
    {
        *quote = quote.chars().take(QUOTED).chain(['…']).collect();
    }
    let outlet = claim.and_then(|claim| index.document(&claim.document)).map(|entry| document_name(&entry.document));
    Card {
        verdict: super::event::verdict(snapshot.event(position)),
        row: &listed.row,
        spot: listed.spot,
        quote: quote.unwrap_or_default(),
        outlet: outlet.unwrap_or_default(),
    }
}
