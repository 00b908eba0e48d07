//! Events shaped like PLOVER's JSON (manual, draft 2.0), one a line, version 1.
//!
//! An event takes the PLOVER code that most of its claims carry; one without a code or a date is not written, as both are
//! required. Auxiliary marks that the manual names and nothing implements are left out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sitrep_types::{PloverCode, QuantityKind, Record, Scope};

use super::coded::{Coded, Side, happened, way_back};
use super::plover_codes::{quad, scale};
use super::{ExportError, verify};
use crate::index::Index;

/// An actor or recipient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// ISO 3166 alpha-3 and sector: `IRQMIL`.
    pub code: String,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// The name.
    pub entity_text: String,
    /// The actor's id in the record.
    pub identifier_id: Option<String>,
    /// Rank or office.
    pub office: Option<String>,
}

/// Where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// The place as resolved.
    pub resolved_place: String,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// First-order division.
    pub province: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// ISO 3166 alpha-3.
    pub country_code: Option<String>,
    /// 5 below a city, 4 city, 3 district, 2 province, 1 country.
    pub resolution: u8,
}

/// How many.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Size {
    /// Dead.
    pub dead: Option<i64>,
    /// Wounded.
    pub injured: Option<i64>,
    /// Detained.
    pub arrested: Option<i64>,
}

/// Where the words stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextInfo {
    /// First byte of the sentence in the cleaned text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// The report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CiteInfo {
    /// Document's id in the record.
    pub citation: String,
    /// Its address.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// The outlet.
    pub publication: Option<String>,
    /// The manual that this follows.
    pub codebook: String,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PloverEvent {
    /// The event's id in the record.
    pub id: String,
    /// First day possible.
    pub date: String,
    /// Last day possible, where it is another.
    pub enddate: Option<String>,
    /// Who acts.
    pub actor: Vec<Entity>,
    /// On whom.
    pub recipient: Vec<Entity>,
    /// Type.
    pub event: String,
    /// Mode.
    pub mode: Option<String>,
    /// Quad class.
    pub quad_code: Option<u8>,
    /// PLOVER's scale.
    pub event_scale: Option<f64>,
    /// Where.
    pub event_loc: Option<Location>,
    /// What made it an event.
    pub event_text: String,
    /// How many.
    pub size: Size,
    /// The sentence.
    pub text: String,
    /// Where it stands.
    pub text_info: TextInfo,
    /// In which report.
    pub cite_info: CiteInfo,
    /// The coder.
    pub coder: String,
    /// The way back to the record.
    pub comment: String,
}

/// Writes the coded events of a record as PLOVER-shaped JSON lines.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn plover_jsonl(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let mut text = String::new();
    for coded in happened(&index) {
        if let Some(event) = plover_event(&index, &coded) {
            text.push_str(&serde_json::to_string(&event)?);
            text.push('\n');
        }
    }
    Ok(text)
}

/// An event as PLOVER tells it; `None` where it has no code or no date.
pub fn plover_event(index: &Index<'_>, coded: &Coded<'_>) -> Option<PloverEvent> {
    let event = coded.event;
    let mut codes: BTreeMap<&PloverCode, usize> = BTreeMap::new();
    for code in index.claims_of(&event.claims).filter_map(|claim| claim.plover.as_ref()) {
        *codes.entry(code).or_default() += 1;
    }
    let code = codes.into_iter().max_by(|first, second| first.1.cmp(&second.1).then(second.0.cmp(first.0)))?.0;
    let date = event.time.earliest.or(event.time.latest)?;
    let claim = index.claims_of(&event.claims).next()?;
    let document = index.document(&claim.document).map(|entry| &entry.document);
    let size = |what: QuantityKind| {
        let estimate =
            event.estimates.iter().find(|estimate| estimate.what == what && estimate.scope == Scope::Incident)?;
        estimate.best.or(estimate.low).or(estimate.high)
    };
    Some(PloverEvent {
        id: event.id.0.clone(),
        date: date.to_string(),
        enddate: event.time.latest.filter(|latest| *latest != date).map(|latest| latest.to_string()),
        actor: coded.actors.iter().map(entity).collect(),
        recipient: coded.targets.iter().map(entity).collect(),
        event: code.event.clone(),
        mode: code.mode.clone(),
        quad_code: quad(&code.event),
        event_scale: scale(&code.event, code.mode.as_deref()),
        event_loc: coded.place.map(|place| Location {
            resolved_place: place.name.clone(),
            geonameid: place.geonameid,
            lat: coded.point().map(|(latitude, _)| latitude),
            lon: coded.point().map(|(_, longitude)| longitude),
            province: place.admin1.clone(),
            country: coded.country.map(|country| country.name.to_owned()),
            country_code: coded.country_code.map(str::to_owned),
            resolution: resolution(place.kind),
        }),
        event_text: claim.trigger.text.clone(),
        size: Size {
            dead: size(QuantityKind::Killed),
            injured: size(QuantityKind::Injured),
            arrested: size(QuantityKind::Arrested),
        },
        text: claim.evidence.text.clone(),
        text_info: TextInfo { start: claim.evidence.span.start, end: claim.evidence.span.end },
        cite_info: CiteInfo {
            citation: claim.document.0.clone(),
            url: document.and_then(|document| document.url.clone()),
            title: document.and_then(|document| document.title.clone()),
            language: document.and_then(|document| document.language.clone()),
            publication: document.and_then(|document| document.outlet.as_ref()).map(|outlet| outlet.name.clone()),
            codebook: "shaped like PLOVER, draft 2.0".to_owned(),
        },
        coder: "sitrep".to_owned(),
        comment: way_back(index, event),
    })
}

fn entity(side: &Side<'_>) -> Entity {
    let sector = side.actor.and_then(|actor| actor.plover_sector.clone());
    Entity {
        code: format!("{}{}", side.country.unwrap_or_default(), sector.as_deref().unwrap_or_default()),
        sector,
        entity_text: side.name.clone(),
        identifier_id: side.actor.map(|actor| actor.id.0.clone()),
        office: side.actor.and_then(|actor| actor.role.clone()),
    }
}

const fn resolution(kind: sitrep_types::PlaceKind) -> u8 {
    use sitrep_types::PlaceKind::{City, Country, District, Facility, Other, Region, Road, Water};
    match kind {
        Facility | Road | District | Other => 5,
        City => 4,
        Region | Water => 2,
        Country => 1,
    }
}
