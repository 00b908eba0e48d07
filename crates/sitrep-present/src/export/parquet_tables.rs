//! Events, claims and documents as three Parquet tables, version 1 (`docs/formats/exports.md` has their Arrow schemas).

use sitrep_types::{Claim, DateInterval, DocumentEntry, Event, Precision, QuantityKind, Record};

use super::columns::Column;
use super::decided::decided_words;
use super::parquet_file::write;
use super::{ExportError, verify};
use crate::index::Index;
use crate::view::words::code;

/// Writes the tables; each with the name of its file.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn parquet(record: &Record) -> Result<Vec<(&'static str, Vec<u8>)>, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let tables = [
        ("events.parquet", events(&index), record.events.len()),
        ("claims.parquet", claims(&index), record.claims.len()),
        ("documents.parquet", documents(&index), record.documents.len()),
    ];
    let write = |(name, columns, n_rows): (_, Vec<Column>, _)| match write(&columns, n_rows) {
        Ok(bytes) => Ok((name, bytes)),
        Err(error) => Err(ExportError::Parquet(error)),
    };
    tables.into_iter().map(write).collect()
}

/// The tables with the names of their columns, in order.
#[must_use]
pub fn parquet_columns() -> Vec<(&'static str, Vec<&'static str>)> {
    let record = Record::default();
    let index = Index::new(&record);
    let names = |columns: Vec<Column>| columns.iter().map(|column| column.name).collect();
    vec![
        ("events.parquet", names(events(&index))),
        ("claims.parquet", names(claims(&index))),
        ("documents.parquet", names(documents(&index))),
    ]
}

fn events(index: &Index<'_>) -> Vec<Column> {
    let rows: Vec<&Event> = index.record.events.iter().collect();
    let place = |event: &&Event| event.place.as_ref().and_then(|key| index.place(key)).map(|entry| &entry.place);
    let first = |event: &&Event| index.claims_of(&event.claims).next();
    let figure = |event: &&Event, what, which: fn(&sitrep_types::Estimate) -> Option<i64>| {
        event.estimates.iter().find(|estimate| estimate.what == what).and_then(which)
    };
    let (killed, injured) = (QuantityKind::Killed, QuantityKind::Injured);
    let mut columns = vec![
        Column::text("event_id", &rows, |event| Some(event.id.0.clone())),
        Column::text("type", &rows, |event| Some(event.event_type.to_string())),
        Column::text("sub_type", &rows, |event| event.sub_type.map(|sub_type| sub_type.to_string())),
        Column::text("status", &rows, |event| Some(code(&event.status))),
        Column::text("summary", &rows, |event| Some(event.summary.clone())),
    ];
    columns.extend(time(&rows, |event| Some(event.time)));
    columns.extend([
        Column::text("place", &rows, |event| place(event).map(|place| place.name.clone())),
        Column::text("place_id", &rows, |event| event.place.as_ref().map(|key| key.0.clone())),
        Column::text("country", &rows, |event| place(event).and_then(|place| place.country.clone())),
        Column::text("admin1", &rows, |event| place(event).and_then(|place| place.admin1.clone())),
        Column::real("latitude", &rows, |event| place(event).and_then(|place| place.latitude)),
        Column::real("longitude", &rows, |event| place(event).and_then(|place| place.longitude)),
        Column::int("acled_geo_precision", &rows, |event| {
            place(event).and_then(|place| place.acled_geo_precision).map(i64::from)
        }),
        Column::int("ucdp_where_prec", &rows, |event| {
            place(event).and_then(|place| place.ucdp_where_prec).map(i64::from)
        }),
        Column::list("actors", &rows, |event| event.actors.iter().map(|id| actor_name(index, id)).collect()),
        Column::list("targets", &rows, |event| event.targets.iter().map(|target| target.text.clone()).collect()),
        Column::int("killed_low", &rows, |event| figure(event, killed, |it| it.low)),
        Column::int("killed_best", &rows, |event| figure(event, killed, |it| it.best)),
        Column::int("killed_high", &rows, |event| figure(event, killed, |it| it.high)),
        Column::int("injured_low", &rows, |event| figure(event, injured, |it| it.low)),
        Column::int("injured_best", &rows, |event| figure(event, injured, |it| it.best)),
        Column::int("injured_high", &rows, |event| figure(event, injured, |it| it.high)),
        Column::flag("background", &rows, |event| event.background),
        Column::int("independent_sources", &rows, |event| count(event.independent_sources)),
        Column::list("origins", &rows, |event| event.origins.iter().map(|origin| origin.name.clone()).collect()),
        Column::list("contradictions", &rows, |event| ids(&event.contradictions)),
        Column::list("documents", &rows, |event| ids(&event.documents)),
        Column::list("claims", &rows, |event| ids(&event.claims)),
        Column::text("evidence", &rows, |event| first(event).map(|claim| claim.evidence.text.clone())),
        Column::text("evidence_document", &rows, |event| first(event).map(|claim| claim.document.0.clone())),
        Column::int("evidence_start", &rows, |event| first(event).and_then(|claim| count(claim.evidence.span.start))),
        Column::int("evidence_end", &rows, |event| first(event).and_then(|claim| count(claim.evidence.span.end))),
        Column::flag("reviewed", &rows, |event| event.reviewed),
        Column::text("verdict", &rows, |event| event.verdict.map(|verdict| code(&verdict))),
        Column::text("decided", &rows, |event| Some(decided_words(index.record, &event.id.0))),
    ]);
    columns
}

fn claims(index: &Index<'_>) -> Vec<Column> {
    let rows: Vec<&Claim> = index.record.claims.iter().collect();
    let place = |claim: &&Claim| claim.place.as_ref().and_then(|key| index.place(key)).map(|entry| &entry.place);
    let words = |fillers: &[sitrep_types::Filler]| fillers.iter().map(|filler| filler.text.clone()).collect();
    let killed = |claim: &&Claim, which: fn(&sitrep_types::Quantity) -> Option<i64>| {
        claim.quantities.iter().find(|quantity| quantity.what == QuantityKind::Killed).and_then(which)
    };
    let mut columns = vec![
        Column::text("claim_id", &rows, |claim| Some(claim.id.0.clone())),
        Column::text("event_id", &rows, |claim| index.record.claim_events.get(&claim.id).map(|id| id.0.clone())),
        Column::text("document_id", &rows, |claim| Some(claim.document.0.clone())),
        Column::text("type", &rows, |claim| Some(claim.event_type.to_string())),
        Column::text("sub_type", &rows, |claim| claim.sub_type.map(|sub_type| sub_type.to_string())),
        Column::text("trigger", &rows, |claim| Some(claim.trigger.text.clone())),
        Column::list("actors", &rows, |claim| words(&claim.actors)),
        Column::list("targets", &rows, |claim| words(&claim.targets)),
        Column::text("place", &rows, |claim| place(claim).map(|place| place.name.clone())),
        Column::text("place_id", &rows, |claim| claim.place.as_ref().map(|key| key.0.clone())),
    ];
    columns.extend(time(&rows, |claim| index.claim_time(claim)));
    columns.extend([
        Column::text("modality", &rows, |claim| Some(code(&claim.modality))),
        Column::flag("negated", &rows, |claim| claim.negated),
        Column::list("attribution", &rows, |claim| index.chain(claim).into_iter().map(|(link, _)| link.text).collect()),
        Column::int("killed_low", &rows, |claim| killed(claim, |it| it.low)),
        Column::int("killed_best", &rows, |claim| killed(claim, |it| it.best)),
        Column::int("killed_high", &rows, |claim| killed(claim, |it| it.high)),
        Column::text("evidence", &rows, |claim| Some(claim.evidence.text.clone())),
        Column::int("evidence_start", &rows, |claim| count(claim.evidence.span.start)),
        Column::int("evidence_end", &rows, |claim| count(claim.evidence.span.end)),
        Column::text("decided", &rows, |claim| Some(decided_words(index.record, &claim.id.0))),
    ]);
    columns
}

fn documents(index: &Index<'_>) -> Vec<Column> {
    let rows: Vec<&DocumentEntry> = index.record.documents.iter().collect();
    let published = |entry: &&DocumentEntry| entry.published.as_ref().map(|published| published.interval);
    vec![
        Column::text("document_id", &rows, |entry| Some(entry.document.id.0.clone())),
        Column::text("title", &rows, |entry| entry.document.title.clone()),
        Column::text("outlet", &rows, |entry| entry.document.outlet.as_ref().map(|outlet| outlet.name.clone())),
        Column::text("url", &rows, |entry| entry.document.url.clone()),
        Column::day("published_earliest", &rows, |entry| published(entry).and_then(|it| it.earliest)),
        Column::day("published_latest", &rows, |entry| published(entry).and_then(|it| it.latest)),
        Column::text("published_how", &rows, |entry| entry.published.as_ref().map(|it| code(&it.how))),
        Column::text("language", &rows, |entry| entry.document.language.clone()),
        Column::text("genre", &rows, |entry| Some(code(&entry.genre))),
        Column::text("copy_of", &rows, |entry| entry.copy_of.as_ref().map(|id| id.0.clone())),
        Column::list("relays", &rows, |entry| entry.relays.clone()),
        Column::int("words", &rows, |entry| count(entry.document.text.split_whitespace().count())),
        Column::list("inputs", &rows, |entry| entry.document.inputs.clone()),
        Column::text("decided", &rows, |entry| Some(decided_words(index.record, &entry.document.id.0))),
    ]
}

/// The three columns of a time.
fn time<T>(rows: &[T], time: impl Fn(&T) -> Option<DateInterval>) -> [Column; 3] {
    [
        Column::day("earliest", rows, |row| time(row).and_then(|time| time.earliest)),
        Column::day("latest", rows, |row| time(row).and_then(|time| time.latest)),
        Column::text("time_precision", rows, |row| {
            Some(code(&time(row).map_or(Precision::Unknown, |it| it.precision)))
        }),
    ]
}

fn actor_name(index: &Index<'_>, id: &sitrep_types::ActorId) -> String {
    index.actor(id).map_or_else(|| id.0.clone(), |actor| actor.name.clone())
}

fn ids<T: AsRef<str>>(ids: &[T]) -> Vec<String> {
    ids.iter().map(|id| id.as_ref().to_owned()).collect()
}

fn count(count: usize) -> Option<i64> {
    i64::try_from(count).ok()
}
