//! The lists of documents, places and actors, the ones that tell most first.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use sitrep_present::view::{document_name, place_words, words};

use super::{Paging, Site, answer, html};
use crate::app::App;
use crate::error::Refusal;
use crate::query::encode;
use crate::snapshot::Snapshot;

const PAGE: usize = 60;

/// Inputs left out that are named.
const MOST_LEFT_OUT: usize = 200;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    page: String,
}

impl Asked {
    fn wants<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> bool {
        let wanted = self.q.trim().to_lowercase();
        wanted.is_empty() || names.into_iter().any(|name| name.to_lowercase().contains(&wanted))
    }

    fn page(&self) -> usize {
        self.page.parse().unwrap_or(1)
    }

    fn link(&self, path: &str, page: usize) -> String {
        format!("{path}?q={}&page={page}", encode(&self.q))
    }
}

/// A line of a list.
pub struct Line {
    href: String,
    name: String,
    /// What the second column holds.
    kind: String,
    /// The third.
    detail: String,
    n: usize,
}

/// A list as its page frames it.
struct List {
    title: &'static str,
    path: &'static str,
    /// The part of the site that it is.
    here: &'static str,
    /// What its columns hold, the last of them a number.
    columns: [&'static str; 4],
    lines: Vec<Line>,
    paging: Paging,
    left_out: Vec<(String, String)>,
}

impl List {
    fn page(self, app: &App, snapshot: &Snapshot, asked: &Asked) -> Result<Response, Refusal> {
        html(&ListPage { site: Site::new(app, snapshot, self.here), q: asked.q.clone(), list: self })
    }
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    site: Site,
    q: String,
    list: List,
}

/// `/documents`
pub async fn documents(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    answer(app, move |app, snapshot| {
        let record = &snapshot.record;
        let mut found: Vec<usize> = (0..record.documents.len())
            .filter(|position| {
                let document = &record.documents[*position].document;
                let inputs = document.inputs.first().map_or("", String::as_str);
                asked.wants([document_name(document).as_str(), document.title.as_deref().unwrap_or(""), inputs])
            })
            .collect();
        found.sort_by_key(|position| {
            let published = record.documents[*position].published.as_ref().map(|published| published.interval);
            let day = published.and_then(|interval| interval.earliest.or(interval.latest));
            (day.is_none(), day, *position)
        });
        let (shown, paging) = Paging::cut(&found, asked.page(), PAGE, &|page| asked.link("/documents", page));
        let lines = shown
            .iter()
            .map(|position| {
                let entry = &record.documents[*position];
                let published = entry.published.as_ref().map(|published| words::interval(&published.interval));
                let published = published.unwrap_or_else(|| "date unknown".to_owned());
                let copy = if entry.copy_of.is_some() { " · copy of another" } else { "" };
                Line {
                    href: format!("/document/{}", encode(&entry.document.id.0)),
                    name: entry.document.title.clone().unwrap_or_else(|| document_name(&entry.document)),
                    kind: entry.document.outlet.as_ref().map_or_else(String::new, |outlet| outlet.name.clone()),
                    detail: format!("{published} · {}{copy}", words::genre(entry.genre)),
                    n: snapshot.claims_of_document(*position).len(),
                }
            })
            .collect();
        let left_out =
            record.left_out.iter().map(|item| (item.input.clone(), item.reason.clone())).take(MOST_LEFT_OUT).collect();
        List {
            title: "Documents",
            path: "/documents",
            here: "documents",
            columns: ["Title", "Outlet", "Published", "Claims"],
            lines,
            paging,
            left_out,
        }
        .page(app, snapshot, &asked)
    })
    .await
}

/// `/places`
pub async fn places(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let mut found: Vec<_> = snapshot
            .record
            .places
            .iter()
            .filter(|entry| asked.wants(std::iter::once(&entry.place.name).chain(&entry.also).map(String::as_str)))
            .map(|entry| (std::cmp::Reverse(snapshot.events_of_place(&entry.place.key).len()), entry))
            .filter(|(n, _)| n.0 > 0)
            .collect();
        found.sort_by(|first, second| (first.0, &first.1.place.key).cmp(&(second.0, &second.1.place.key)));
        let (shown, paging) = Paging::cut(&found, asked.page(), PAGE, &|page| asked.link("/places", page));
        let lines = shown
            .iter()
            .map(|(n, entry)| Line {
                href: format!("/place/{}", encode(&entry.place.key.0)),
                name: place_words(&index, &entry.place.key).unwrap_or_else(|| entry.place.name.clone()),
                kind: words::place_kind(entry.place.kind).to_owned(),
                detail: entry.also.iter().take(6).cloned().collect::<Vec<_>>().join(", "),
                n: n.0,
            })
            .collect();
        List {
            title: "Places",
            path: "/places",
            here: "places",
            columns: ["Name", "Kind", "Also called", "Events"],
            lines,
            paging,
            left_out: Vec::new(),
        }
        .page(app, snapshot, &asked)
    })
    .await
}

/// `/actors`
pub async fn actors(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let mut found: Vec<_> = snapshot
            .record
            .actors
            .iter()
            .filter(|actor| asked.wants(std::iter::once(&actor.name).chain(&actor.aliases).map(String::as_str)))
            .map(|actor| (std::cmp::Reverse(snapshot.events_of_actor(&actor.id).len()), actor))
            .collect();
        found.sort_by(|first, second| {
            (first.0, &first.1.name, &first.1.id).cmp(&(second.0, &second.1.name, &second.1.id))
        });
        let (shown, paging) = Paging::cut(&found, asked.page(), PAGE, &|page| asked.link("/actors", page));
        let lines = shown
            .iter()
            .map(|(n, actor)| {
                let body = actor.affiliation.as_ref().and_then(|id| index.actor(id)).map(|body| body.name.clone());
                let also = actor.aliases.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
                let detail: Vec<String> = [actor.role.clone(), body, Some(also)]
                    .into_iter()
                    .flatten()
                    .filter(|part| !part.is_empty())
                    .collect();
                Line {
                    href: format!("/actor/{}", encode(&actor.id.0)),
                    name: actor.name.clone(),
                    kind: words::actor_kind(actor.kind).to_owned(),
                    detail: detail.join(" · "),
                    n: n.0,
                }
            })
            .collect();
        List {
            title: "Actors",
            path: "/actors",
            here: "actors",
            columns: ["Name", "Kind", "Also called", "Events"],
            lines,
            paging,
            left_out: Vec::new(),
        }
        .page(app, snapshot, &asked)
    })
    .await
}
