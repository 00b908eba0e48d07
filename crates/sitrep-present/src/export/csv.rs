//! Events as a table: one row an event, its first quotation, and where to find the others.

use sitrep_types::Record;

use super::decided::decided_words;
use super::table::{csv_line, number};
use super::{ExportError, verify};
use crate::index::Index;
use crate::view::words::code;

/// The columns, in order. Columns are added at the end, never renamed.
pub const COLUMNS: &[&str] = &[
    "event_id",
    "type",
    "sub_type",
    "status",
    "earliest",
    "latest",
    "time_precision",
    "place",
    "place_id",
    "country",
    "admin1",
    "latitude",
    "longitude",
    "acled_geo_precision",
    "ucdp_where_prec",
    "actors",
    "targets",
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "summary",
    "background",
    "independent_sources",
    "origins",
    "contradictions",
    "documents",
    "claims",
    "evidence",
    "evidence_document",
    "evidence_start",
    "evidence_end",
    "urls",
    "verdict",
    "decided",
];

/// Writes the events of a record as CSV with a header line.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn csv(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let mut text = csv_line(COLUMNS);
    for event in &record.events {
        let place = event.place.as_ref().and_then(|key| index.place(key)).map(|entry| &entry.place);
        let estimate = |what| event.estimates.iter().find(|estimate| estimate.what == what);
        let killed = estimate(sitrep_types::QuantityKind::Killed);
        let injured = estimate(sitrep_types::QuantityKind::Injured);
        let actors: Vec<&str> =
            event.actors.iter().map(|id| index.actor(id).map_or(id.0.as_str(), |actor| actor.name.as_str())).collect();
        let targets: Vec<&str> = event.targets.iter().map(|target| target.text.as_str()).collect();
        let origins: Vec<&str> = event.origins.iter().map(|origin| origin.name.as_str()).collect();
        let claims: Vec<&str> = event.claims.iter().map(|id| id.0.as_str()).collect();
        let documents: Vec<&str> = event.documents.iter().map(|id| id.0.as_str()).collect();
        let contradictions: Vec<&str> = event.contradictions.iter().map(|id| id.0.as_str()).collect();
        let urls: Vec<&str> = event
            .documents
            .iter()
            .filter_map(|id| index.document(id))
            .filter_map(|entry| entry.document.url.as_deref())
            .collect();
        let first = index.claims_of(&event.claims).next();
        text.push_str(&csv_line(&[
            event.id.0.clone(),
            event.event_type.to_string(),
            event.sub_type.map(|sub_type| sub_type.to_string()).unwrap_or_default(),
            code(&event.status),
            number(event.time.earliest),
            number(event.time.latest),
            code(&event.time.precision),
            place.map(|place| place.name.clone()).unwrap_or_default(),
            place.map(|place| place.key.0.clone()).unwrap_or_default(),
            place.and_then(|place| place.country.clone()).unwrap_or_default(),
            place.and_then(|place| place.admin1.clone()).unwrap_or_default(),
            number(place.and_then(|place| place.latitude)),
            number(place.and_then(|place| place.longitude)),
            number(place.and_then(|place| place.acled_geo_precision)),
            number(place.and_then(|place| place.ucdp_where_prec)),
            actors.join("; "),
            targets.join("; "),
            number(killed.and_then(|killed| killed.low)),
            number(killed.and_then(|killed| killed.best)),
            number(killed.and_then(|killed| killed.high)),
            number(injured.and_then(|injured| injured.low)),
            number(injured.and_then(|injured| injured.best)),
            number(injured.and_then(|injured| injured.high)),
            event.summary.clone(),
            event.background.to_string(),
            event.independent_sources.to_string(),
            origins.join("; "),
            contradictions.join("; "),
            documents.join("; "),
            claims.join("; "),
            first.map(|claim| claim.evidence.text.clone()).unwrap_or_default(),
            first.map(|claim| claim.document.0.clone()).unwrap_or_default(),
            number(first.map(|claim| claim.evidence.span.start)),
            number(first.map(|claim| claim.evidence.span.end)),
            urls.join(" "),
            event.verdict.map(|verdict| code(&verdict)).unwrap_or_default(),
            decided_words(record, &event.id.0),
        ]));
    }
    Ok(text)
}
