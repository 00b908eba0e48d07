//! Events shaped like POLECAT's tab-separated files (40 columns), version 1. Empty cells carry the word None, as there.

use sitrep_types::Record;

use super::coded::{Coded, happened, way_back};
use super::plover_jsonl::{Entity, plover_event};
use super::table::defuse;
use super::{ExportError, verify};
use crate::index::Index;

/// The columns, in POLECAT's order.
pub const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// Writes the coded events of a record as a POLECAT-shaped table.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn polecat_tsv(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let mut text = format!("{}\n", COLUMNS.join("\t"));
    for coded in happened(&index) {
        if let Some(row) = row(&index, &coded) {
            text.push_str(&format!("{}\n", row.map(|cell| tsv_cell(cell.as_deref())).join("\t")));
        }
    }
    Ok(text)
}

fn row(index: &Index<'_>, coded: &Coded<'_>) -> Option<[Option<String>; 40]> {
    let event = plover_event(index, coded)?;
    let claim = index.claims_of(&coded.event.claims).next()?;
    let entry = index.document(&claim.document);
    let published = entry.and_then(|entry| entry.published.as_ref()).map(|published| published.interval);
    let first_words = |fillers: &[sitrep_types::Filler]| fillers.first().map(|filler| filler.text.clone());
    let country = |side: Option<&super::coded::Side<'_>>| side.and_then(|side| side.country).map(str::to_owned);
    let name = |entity: Option<&Entity>| entity.map(|entity| entity.entity_text.clone());
    let sector = |entity: Option<&Entity>| entity.and_then(|entity| entity.sector.clone());
    let title = |entity: Option<&Entity>| entity.and_then(|entity| entity.office.clone());
    let sectors = |entities: &[Entity]| {
        let sectors: Vec<&str> = entities.iter().filter_map(|entity| entity.sector.as_deref()).collect();
        if sectors.is_empty() { None } else { Some(sectors.join(";")) }
    };
    let (actor, recipient) = (event.actor.first(), event.recipient.first());
    let place = coded.place;
    let city = coded.town.filter(|town| town.kind == sitrep_types::PlaceKind::City);
    Some([
        Some(event.id.clone()),
        Some(event.date.clone()),
        Some(event.event.clone()),
        event.mode.clone(),
        event.event_scale.map(|scale| scale.to_string()),
        event.quad_code.map(|quad| quad.to_string()),
        None,
        name(actor),
        country(coded.actors.first()),
        None,
        sector(actor),
        sectors(&event.actor),
        title(actor),
        first_words(&claim.actors),
        None,
        name(recipient),
        country(coded.targets.first()),
        None,
        sector(recipient),
        sectors(&event.recipient),
        title(recipient),
        first_words(&claim.targets),
        None,
        place.map(|place| place.name.clone()),
        city.map(|city| city.name.clone()),
        None,
        place.and_then(|place| place.admin1.clone()),
        coded.country.map(|country| country.name.to_owned()),
        coded.point().map(|(latitude, _)| latitude.to_string()),
        coded.point().map(|(_, longitude)| longitude.to_string()),
        place.and_then(|place| place.geonameid).map(|id| id.to_string()),
        claim.place_text.clone(),
        place.map(|place| crate::view::words::place_kind(place.kind).to_owned()),
        entry.and_then(|entry| entry.document.outlet.as_ref()).map(|outlet| outlet.name.clone()),
        published.and_then(|interval| interval.latest.or(interval.earliest)).map(|day| day.to_string()),
        None,
        None,
        None,
        entry.and_then(|entry| entry.document.language.clone()),
        Some(format!("shaped like POLECAT, version 1; {}", way_back(index, coded.event))),
    ])
}

fn tsv_cell(cell: Option<&str>) -> String {
    let words = cell.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if words.is_empty() { "None".to_owned() } else { defuse(&words) }
}
