//! One claim: what a single sentence was taken to say, each field with its words, and the forms to judge and correct it.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use sitrep_present::view::{document_name, place_words, words};
use sitrep_types::{Claim, ClaimId, DecidedField, DocumentId, EventId, Filler};

use super::event::read_by;
use super::forms::Forms;
use super::{Site, answer, html};
use crate::app::App;
use crate::error::Refusal;
use crate::query::encode;
use crate::snapshot::Snapshot;
use sitrep_present::view::{Run, runs};

/// A field of the claim.
struct Line {
    name: &'static str,
    role: &'static str,
    value: String,
    how: String,
}

/// A stretch of text as the shared template takes it.
struct Block {
    runs: Vec<Run>,
}

#[derive(Template)]
#[template(path = "claim.html")]
struct Page<'a> {
    site: Site,
    decided: &'a [DecidedField],
    block: Block,
    document: DocumentId,
    document_name: String,
    published: String,
    event: Option<(EventId, String)>,
    chain: String,
    read_by: String,
    lines: Vec<Line>,
    forms: Forms<'a>,
}

/// `/claim/ID`
pub async fn page(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let claim = index.claim(&ClaimId(id)).ok_or_else(|| Refusal::not_found("claim"))?;
        let entry = index.document(&claim.document).ok_or_else(|| Refusal::not_found("document"))?;
        let event = snapshot.record.claim_events.get(&claim.id);
        let links: Vec<String> =
            index.chain(claim).into_iter().map(|(link, _)| link.name.unwrap_or(link.text)).collect();
        html(&Page {
            site: Site::new(app, snapshot, "events"),
            decided: snapshot.decided(&claim.id.0),
            block: Block { runs: runs(&entry.document.text, claim.evidence.span, &[claim], &[]) },
            document: claim.document.clone(),
            document_name: document_name(&entry.document),
            published: entry
                .published
                .as_ref()
                .map_or_else(|| "date unknown".to_owned(), |published| words::interval(&published.interval)),
            event: event.and_then(|id| Some((id.clone(), snapshot.row(id)?.headline.clone()))),
            chain: links.join(" ← "),
            read_by: read_by(claim),
            lines: lines(snapshot, claim),
            forms: Forms::of_claim(snapshot, claim),
        })
    })
    .await
}

fn lines(snapshot: &Snapshot, claim: &Claim) -> Vec<Line> {
    let index = snapshot.index();
    let line = |name, role, value, how: Option<&str>| Line { name, role, value, how: how.unwrap_or("").to_owned() };
    let kind = claim.sub_type.map_or_else(
        || claim.event_type.name().to_owned(),
        |sub_type| format!("{} / {}", claim.event_type.name(), sub_type.name()),
    );
    let (actors, targets) = index.claim_actors(claim);
    let named = |fillers: &[Filler], actors: Vec<Option<&sitrep_types::ActorId>>| {
        let name = |(filler, id): (&Filler, Option<&sitrep_types::ActorId>)| {
            let known = id.and_then(|id| index.actor(id)).map(|actor| actor.name.clone());
            known.filter(|name| *name != filler.text).map_or_else(
                || filler.text.clone(),
                |name| if filler.text.is_empty() { name } else { format!("{} ({name})", filler.text) },
            )
        };
        fillers.iter().zip(actors).map(name).collect::<Vec<_>>().join("; ")
    };
    let place = claim.place.as_ref().map(|key| place_words(&index, key).unwrap_or_else(|| key.0.clone()));
    let mut lines = vec![
        line("What", "trigger", kind, None),
        line("Who", "actor", named(&claim.actors, actors), None),
        line("To whom or what", "target", named(&claim.targets, targets), None),
        line("Where", "place", place.unwrap_or_default(), claim.place_how.as_deref()),
        line(
            "When",
            "time",
            index.claim_time(claim).map(|time| words::interval(&time)).unwrap_or_default(),
            claim.time.as_ref().map(|time| time.how.as_str()),
        ),
    ];
    for quantity in &claim.quantities {
        let number = words::number(quantity.low, quantity.best, quantity.high);
        let of = quantity.of.as_deref().map(|of| format!(" ({of})")).unwrap_or_default();
        let value = format!("{}: {number}{of}", words::code(&quantity.what).replace('_', " "));
        lines.push(line("How many", "quantity", value, None));
    }
    let negated = if claim.negated { ", negated" } else { "" };
    lines.push(line("How sure", "source", format!("{}{negated}", words::modality(claim.modality)), None));
    lines
}

/// The page of a claim.
pub fn address(id: &ClaimId) -> String {
    format!("/claim/{}", encode(&id.0))
}
