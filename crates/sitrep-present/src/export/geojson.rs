//! Events as GeoJSON (RFC 7946): a point where the place has coordinates, a null geometry where it has none.

use serde::Serialize;
use sitrep_types::{EventStatus, EventType, Precision, Record, SubType, Verdict};

use super::decided::decided_words;
use super::{ExportError, verify};
use crate::index::Index;

#[derive(Serialize)]
struct FeatureCollection<'a> {
    r#type: &'static str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    id: &'a str,
    geometry: Option<Point>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Point {
    r#type: &'static str,
    /// Longitude, latitude.
    coordinates: [f64; 2],
}

#[derive(Serialize)]
struct Properties<'a> {
    r#type: EventType,
    sub_type: Option<SubType>,
    summary: &'a str,
    status: EventStatus,
    earliest: Option<String>,
    latest: Option<String>,
    time_precision: Precision,
    place: Option<&'a str>,
    place_kind: Option<sitrep_types::PlaceKind>,
    country: Option<&'a str>,
    acled_geo_precision: Option<u8>,
    ucdp_where_prec: Option<u8>,
    actors: Vec<&'a str>,
    targets: Vec<&'a str>,
    independent_sources: usize,
    background: bool,
    claims: Vec<&'a str>,
    evidence: Option<&'a str>,
    evidence_document: Option<&'a str>,
    evidence_start: Option<usize>,
    evidence_end: Option<usize>,
    verdict: Option<Verdict>,
    decided: String,
}

/// Writes the events of a record as one GeoJSON feature collection.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn geojson(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let features = record
        .events
        .iter()
        .map(|event| {
            let place = event.place.as_ref().and_then(|key| index.place(key)).map(|entry| &entry.place);
            let coordinates = place
                .and_then(|place| Some([place.longitude?, place.latitude?]))
                .filter(|[longitude, latitude]| longitude.abs() <= 180.0 && latitude.abs() <= 90.0);
            let first = index.claims_of(&event.claims).next();
            Feature {
                r#type: "Feature",
                id: &event.id.0,
                geometry: coordinates.map(|coordinates| Point { r#type: "Point", coordinates }),
                properties: Properties {
                    r#type: event.event_type,
                    sub_type: event.sub_type,
                    summary: &event.summary,
                    status: event.status,
                    earliest: event.time.earliest.map(|day| day.to_string()),
                    latest: event.time.latest.map(|day| day.to_string()),
                    time_precision: event.time.precision,
                    place: place.map(|place| place.name.as_str()),
                    place_kind: place.map(|place| place.kind),
                    country: place.and_then(|place| place.country.as_deref()),
                    acled_geo_precision: place.and_then(|place| place.acled_geo_precision),
                    ucdp_where_prec: place.and_then(|place| place.ucdp_where_prec),
                    actors: event
                        .actors
                        .iter()
                        .map(|id| index.actor(id).map_or(id.0.as_str(), |actor| actor.name.as_str()))
                        .collect(),
                    targets: event.targets.iter().map(|target| target.text.as_str()).collect(),
                    independent_sources: event.independent_sources,
                    background: event.background,
                    claims: event.claims.iter().map(|id| id.0.as_str()).collect(),
                    evidence: first.map(|claim| claim.evidence.text.as_str()),
                    evidence_document: first.map(|claim| claim.document.0.as_str()),
                    evidence_start: first.map(|claim| claim.evidence.span.start),
                    evidence_end: first.map(|claim| claim.evidence.span.end),
                    verdict: event.verdict,
                    decided: decided_words(record, &event.id.0),
                },
            }
        })
        .collect();
    let collection = FeatureCollection { r#type: "FeatureCollection", features };
    Ok(format!("{}\n", serde_json::to_string(&collection)?))
}
