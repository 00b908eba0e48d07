//! What cannot all be so: both sides quoted, the open ones first.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use sitrep_present::view::{self, ContradictionView, words};
use sitrep_types::{Contradiction, ContradictionReading};

use super::{Paging, Site, answer, html};
use crate::app::App;
use crate::query::encode;

const PAGE: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    reading: String,
    page: String,
}

#[derive(Template)]
#[template(path = "contradictions.html")]
struct Page {
    site: Site,
    items: Vec<ContradictionView>,
    paging: Paging,
    n_open: usize,
    n_all: usize,
    tabs: Vec<(String, String, bool)>,
}

/// `/contradictions`
pub async fn page(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    answer(app, move |app, snapshot| {
        let record = &snapshot.record;
        let index = snapshot.index();
        let reads = |item: &Contradiction| match asked.reading.as_str() {
            "open" => item.reading == ContradictionReading::Open,
            "update" => item.reading == ContradictionReading::Update,
            "vague" => item.reading == ContradictionReading::Vague,
            _ => true,
        };
        let weight = |item: &Contradiction| -> usize {
            item.events.iter().filter_map(|id| snapshot.row(id)).map(|row| row.importance).max().unwrap_or(0)
        };
        let mut items: Vec<&Contradiction> = record
            .contradictions
            .iter()
            .filter(|item| asked.kind.is_empty() || words::contradiction_kind(item.kind) == asked.kind)
            .filter(|item| reads(item))
            .collect();
        items.sort_by_cached_key(|item| (item.reading, std::cmp::Reverse(weight(item)), item.id.clone()));
        let link = |kind: &str, reading: &str, page: usize| {
            format!("/contradictions?kind={}&reading={}&page={page}", encode(kind), encode(reading))
        };
        let (shown, paging) =
            Paging::cut(&items, asked.page.parse().unwrap_or(1), PAGE, &|page| link(&asked.kind, &asked.reading, page));
        let tabs = [("", "all"), ("open", "open"), ("update", "updates"), ("vague", "precision only")]
            .into_iter()
            .map(|(reading, name)| (link(&asked.kind, reading, 1), name.to_owned(), asked.reading == reading))
            .collect();
        html(&Page {
            site: Site::new(app, snapshot, "contradictions"),
            items: shown.iter().map(|item| view::contradiction(&index, item)).collect(),
            paging,
            n_open: record.contradictions.iter().filter(|item| item.reading == ContradictionReading::Open).count(),
            n_all: record.contradictions.len(),
            tabs,
        })
    })
    .await
}
