//! One report: its text with all that was read from it, where it comes from, what was left as furniture.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use sitrep_present::view::{document_name, web_address, words};
use sitrep_types::{BlockKind, Claim, ClaimId, DecidedField, DocumentId, EventId};

use super::{Site, answer, html};
use crate::app::App;
use crate::error::Refusal;
use sitrep_present::view::{READINGS, Run, runs};

/// Blocks shown of a report: more is a book, or an attack.
const MOST_BLOCKS: usize = 400;

/// Reports offered as originals.
const MOST_OFFERED: usize = 200;

/// An event that a block tells of.
struct Note {
    event: EventId,
    claim: ClaimId,
    headline: String,
    class: &'static str,
    modality: &'static str,
}

/// A part of the text with what was read from it.
struct AnnotatedBlock {
    kind: &'static str,
    is_furniture: bool,
    runs: Vec<Run>,
    notes: Vec<Note>,
}

/// Another report, and how it is related.
struct Relative {
    id: DocumentId,
    name: String,
    relation: String,
}

#[derive(Template)]
#[template(path = "document.html")]
struct Page<'a> {
    site: Site,
    decided: &'a [DecidedField],
    id: DocumentId,
    name: String,
    title: String,
    url: Option<String>,
    inputs: Vec<String>,
    published: String,
    published_how: String,
    genre: &'static str,
    language: String,
    authors: String,
    relays: Vec<String>,
    relatives: Vec<Relative>,
    blocks: Vec<AnnotatedBlock>,
    n_furniture: usize,
    n_claims: usize,
    n_events: usize,
    n_cut: usize,
    remarks: Vec<String>,
    readings: Vec<(&'static str, &'static str)>,
    others: Vec<(&'a DocumentId, String)>,
}

/// `/document/ID`
pub async fn page(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let record = &snapshot.record;
        let id = DocumentId(id);
        let position = record
            .documents
            .binary_search_by(|entry| entry.document.id.cmp(&id))
            .map_err(|_| Refusal::not_found("document"))?;
        let entry = &record.documents[position];
        let document = &entry.document;
        let claims: Vec<&Claim> =
            snapshot.claims_of_document(position).iter().map(|position| &record.claims[*position]).collect();
        let marks = app.marks(&id).map_err(|error| Refusal::internal(&error))?;
        let mut by_block: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        for claim in &claims {
            by_block.entry(claim.evidence.block).or_default().push(claim);
        }
        let mut n_furniture = 0;
        let blocks: Vec<AnnotatedBlock> = document
            .blocks
            .iter()
            .take(MOST_BLOCKS)
            .enumerate()
            .map(|(position, block)| {
                let is_furniture = !block.kind.carries_claims();
                n_furniture += usize::from(block.kind == BlockKind::Furniture);
                let here = by_block.get(&position).map_or(&[][..], Vec::as_slice);
                let notes = here
                    .iter()
                    .filter_map(|claim| {
                        let event = record.claim_events.get(&claim.id)?;
                        let row = snapshot.row(event)?;
                        Some(Note {
                            event: event.clone(),
                            claim: claim.id.clone(),
                            headline: row.headline.clone(),
                            class: row.type_class,
                            modality: words::modality(claim.modality),
                        })
                    })
                    .collect();
                AnnotatedBlock {
                    kind: words::block_name(block.kind),
                    is_furniture,
                    runs: runs(&document.text, block.span, here, &marks),
                    notes,
                }
            })
            .collect();
        let named =
            |id: &DocumentId| index.document(id).map_or_else(|| id.0.clone(), |entry| document_name(&entry.document));
        let mut relatives = Vec::new();
        if let Some(original) = &entry.copy_of {
            let reason = entry.copy_reason.as_deref().unwrap_or_default();
            let relation = format!("this is a copy of it. {reason}");
            relatives.push(Relative { id: original.clone(), name: named(original), relation });
        }
        for copy in record.documents.iter().filter(|other| other.copy_of.as_ref() == Some(&id)) {
            let relation = format!("a copy of this. {}", copy.copy_reason.as_deref().unwrap_or_default());
            relatives.push(Relative { id: copy.document.id.clone(), name: document_name(&copy.document), relation });
        }
        let published = entry.published.as_ref();
        let reason = entry.published_reason.clone().filter(|reason| !reason.is_empty());
        let how = published.map(|published| words::how(published.how).to_owned());
        let mut events: Vec<&EventId> = claims.iter().filter_map(|claim| record.claim_events.get(&claim.id)).collect();
        events.sort();
        events.dedup();
        html(&Page {
            decided: snapshot.decided(&id.0),
            site: Site::new(app, snapshot, "documents"),
            name: document_name(document),
            title: document.title.clone().unwrap_or_else(|| document_name(document)),
            url: web_address(document.url.as_deref()),
            inputs: document.inputs.clone(),
            published: published.map_or_else(|| "date unknown".to_owned(), |it| words::interval(&it.interval)),
            published_how: [how, reason].into_iter().flatten().collect::<Vec<_>>().join(": "),
            genre: words::genre(entry.genre),
            language: document.language.clone().unwrap_or_default(),
            authors: document.authors.join(", "),
            relays: entry.relays.clone(),
            relatives,
            n_furniture,
            n_claims: claims.len(),
            n_events: events.len(),
            n_cut: document.blocks.len().saturating_sub(MOST_BLOCKS),
            others: record
                .documents
                .iter()
                .filter(|other| other.document.id != id)
                .take(MOST_OFFERED)
                .map(|other| (&other.document.id, document_name(&other.document)))
                .collect(),
            readings: shown_readings(&blocks),
            remarks: document.diagnostics.iter().map(|remark| remark.message.clone()).take(12).collect(),
            blocks,
            id,
        })
    })
    .await
}

/// What is marked somewhere in the text: class, words.
fn shown_readings(blocks: &[AnnotatedBlock]) -> Vec<(&'static str, &'static str)> {
    let pieces = || blocks.iter().flat_map(|block| &block.runs).flat_map(|run| &run.pieces);
    let is_shown = |class: &str| pieces().any(|piece| piece.classes.split(' ').any(|own| own == class));
    READINGS.into_iter().filter(|(class, _)| is_shown(class)).collect()
}
