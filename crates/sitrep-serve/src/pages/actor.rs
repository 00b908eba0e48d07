//! One actor: what each outlet calls it, what it did, what it held.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use sitrep_present::view::{ControlView, EventRow, control_where, words};
use sitrep_types::{Actor, ActorId, DecidedField};

use super::{Site, answer, html};
use crate::app::App;
use crate::error::Refusal;
use crate::query::encode;

/// Events named; the overview holds all of them.
const MOST_EVENTS: usize = 60;

/// Others named on the page.
const MOST_OTHERS: usize = 40;

struct Named {
    outlet: String,
    names: Vec<(String, usize)>,
}

#[derive(Template)]
#[template(path = "actor.html")]
struct Page<'a> {
    site: Site,
    decided: &'a [DecidedField],
    actor: &'a Actor,
    kind: &'static str,
    body: Option<(String, String)>,
    members: Vec<(String, String, String)>,
    named: Vec<Named>,
    acts: Vec<&'a EventRow>,
    suffers: Vec<&'a EventRow>,
    n_events: usize,
    held: Vec<ControlView>,
    all: String,
    others: Vec<&'a str>,
}

/// `/actor/ID`
pub async fn page(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let id = ActorId(id);
        let actor = index.actor(&id).ok_or_else(|| Refusal::not_found("actor"))?;
        let href = |id: &ActorId| format!("/actor/{}", encode(&id.0));
        let mut named: Vec<Named> = actor
            .named
            .iter()
            .map(|(outlet, names)| {
                let mut names: Vec<(String, usize)> = names.iter().map(|(name, n)| (name.clone(), *n)).collect();
                names.sort_by(|first, second| second.1.cmp(&first.1).then_with(|| first.0.cmp(&second.0)));
                names.truncate(12);
                Named { outlet: outlet.clone(), names }
            })
            .collect();
        named.truncate(MOST_OTHERS);
        let events = snapshot.events_of_actor(&id);
        let rows = |acts: bool| {
            events
                .iter()
                .filter(|position| snapshot.event(**position).actors.contains(&id) == acts)
                .take(MOST_EVENTS)
                .map(|position| &snapshot.listed[*position].row)
                .collect()
        };
        let mut held = control_where(&index, &|row| row.holder == id);
        held.truncate(MOST_OTHERS);
        html(&Page {
            decided: snapshot.decided(&id.0),
            site: Site::new(app, snapshot, "actors"),
            kind: words::actor_kind(actor.kind),
            body: actor
                .affiliation
                .as_ref()
                .and_then(|body| index.actor(body))
                .map(|body| (href(&body.id), body.name.clone())),
            members: snapshot
                .record
                .actors
                .iter()
                .filter(|other| other.affiliation.as_ref() == Some(&id))
                .take(MOST_OTHERS)
                .map(|other| (href(&other.id), other.name.clone(), other.role.clone().unwrap_or_default()))
                .collect(),
            named,
            acts: rows(true),
            suffers: rows(false),
            n_events: events.len(),
            held,
            others: snapshot.busiest_actors(),
            all: format!("/?actor={}&show=all", encode(&id.0)),
            actor,
        })
    })
    .await
}
