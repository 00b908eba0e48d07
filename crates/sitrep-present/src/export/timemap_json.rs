//! Events for timemap, Forensic Architecture's viewer, version 1: one object whose `events`, `associations` and `sources` are
//! what its data endpoints of those names serve. Dates are MM/DD/YYYY, its default.
//!
//! The viewer drops what has no date, and places need coordinates: events without either are left out. An imprecise date is
//! put on its first day, with the interval in `time_precision`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sitrep_types::{EventType, Record};

use super::coded::{Coded, happened, way_back};
use super::{ExportError, verify};
use crate::index::Index;
use crate::view::words;

/// An event; all values are text, as its schema asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimemapEvent {
    id: String,
    description: String,
    date: String,
    time: String,
    time_precision: String,
    location: String,
    latitude: String,
    longitude: String,
    #[serde(rename = "type")]
    event_type: String,
    category: String,
    associations: Vec<String>,
    sources: Vec<String>,
    comments: String,
}

/// A filter of the viewer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Association {
    id: String,
    title: String,
    desc: String,
    mode: String,
    filter_paths: Vec<String>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Source {
    id: String,
    title: String,
    paths: Vec<String>,
    #[serde(rename = "type")]
    source_type: String,
    url: String,
    description: String,
    author: String,
    date: String,
}

/// What the viewer's endpoints serve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timemap {
    /// `EVENTS_EXT`.
    pub events: Vec<TimemapEvent>,
    /// `ASSOCIATIONS_EXT`.
    associations: Vec<Association>,
    /// `SOURCES_EXT`.
    sources: BTreeMap<String, Source>,
    /// `SITES_EXT`.
    sites: Vec<String>,
    /// `SHAPES_EXT`.
    shapes: Vec<String>,
}

/// Writes the events of a record for timemap.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn timemap_json(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let events: Vec<TimemapEvent> = happened(&index).iter().filter_map(|coded| timemap_event(&index, coded)).collect();
    let told: Vec<&String> = events.iter().flat_map(|event| &event.sources).collect();
    let sources = record
        .documents
        .iter()
        .filter(|entry| told.contains(&&entry.document.id.0))
        .map(|entry| {
            let document = &entry.document;
            let source = Source {
                id: document.id.0.clone(),
                title: document.title.clone().unwrap_or_else(|| crate::view::document_name(document)),
                paths: Vec::new(),
                source_type: words::genre(entry.genre).to_owned(),
                url: crate::view::web_address(document.url.as_deref()).unwrap_or_default(),
                description: document.inputs.join(", "),
                author: document.outlet.as_ref().map(|outlet| outlet.name.clone()).unwrap_or_default(),
                date: entry
                    .published
                    .as_ref()
                    .map(|published| words::interval(&published.interval))
                    .unwrap_or_default(),
            };
            (document.id.0.clone(), source)
        })
        .collect();
    let associations = EventType::ALL
        .iter()
        .filter(|event_type| events.iter().any(|event| event.category == event_type.name()))
        .map(|event_type| Association {
            id: event_type.name().to_owned(),
            title: event_type.name().to_owned(),
            desc: String::new(),
            mode: "FILTER".to_owned(),
            filter_paths: vec![event_type.name().to_owned()],
        })
        .collect();
    let timemap = Timemap { events, associations, sources, sites: Vec::new(), shapes: Vec::new() };
    Ok(format!("{}\n", serde_json::to_string_pretty(&timemap)?))
}

fn timemap_event(index: &Index<'_>, coded: &Coded<'_>) -> Option<TimemapEvent> {
    let event = coded.event;
    let day = event.time.earliest.or(event.time.latest)?;
    let (latitude, longitude) = coded.point()?;
    Some(TimemapEvent {
        id: event.id.0.clone(),
        description: event.summary.clone(),
        date: format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year()),
        time: String::new(),
        time_precision: words::interval(&event.time),
        location: coded.place.map(|place| place.name.clone()).unwrap_or_default(),
        latitude: latitude.to_string(),
        longitude: longitude.to_string(),
        event_type: event.sub_type.map(|sub_type| sub_type.to_string()).unwrap_or_default(),
        category: event.event_type.to_string(),
        associations: vec![event.event_type.to_string()],
        sources: event.documents.iter().map(|id| id.0.clone()).collect(),
        comments: way_back(index, event),
    })
}
