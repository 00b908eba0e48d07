//! Events shaped like POLECAT's tab-separated files (40 columns), version 1. Empty cells carry the word None, as there.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_types::{ActorKind, DocumentId, Record};

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
    let stories = stories(&index);
    let mut text = format!("{}\n", COLUMNS.join("\t"));
    for coded in happened(&index) {
        if let Some(row) = row(&index, &coded, &stories) {
            text.push_str(&format!("{}\n", row.map(|cell| tsv_cell(cell.as_deref())).join("\t")));
        }
    }
    Ok(text)
}

/// Who and what a report names, as far as its claims do.
#[derive(Default)]
struct Story<'a> {
    people: BTreeSet<&'a str>,
    organizations: BTreeSet<&'a str>,
    locations: BTreeSet<&'a str>,
}

fn stories<'a>(index: &Index<'a>) -> BTreeMap<&'a DocumentId, Story<'a>> {
    let mut stories: BTreeMap<&DocumentId, Story<'_>> = BTreeMap::new();
    let record = index.record;
    for claim in &record.claims {
        let story = stories.entry(&claim.document).or_default();
        let lists = [record.claim_actors.get(&claim.id), record.claim_sources.get(&claim.id)];
        for actor in lists.into_iter().flatten().flatten().flatten().filter_map(|id| index.actor(id)) {
            match actor.kind {
                ActorKind::Person => story.people.insert(&actor.name),
                ActorKind::Civilians | ActorKind::Unknown => false,
                _ => story.organizations.insert(&actor.name),
            };
        }
        let place = claim.place.as_ref().and_then(|key| index.place(key));
        story.locations.extend(place.map(|entry| entry.place.name.as_str()));
    }
    stories
}

fn joined(names: &BTreeSet<&str>) -> Option<String> {
    (!names.is_empty()).then(|| names.iter().copied().collect::<Vec<_>>().join(";"))
}

fn row<'a>(
    index: &Index<'a>,
    coded: &Coded<'_>,
    stories: &BTreeMap<&'a DocumentId, Story<'a>>,
) -> Option<[Option<String>; 40]> {
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
    let story = stories.get(&claim.document);
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
        story.and_then(|story| joined(&story.people)),
        story.and_then(|story| joined(&story.organizations)),
        story.and_then(|story| joined(&story.locations)),
        entry.and_then(|entry| entry.document.language.clone()),
        Some(format!("shaped like POLECAT, version 1; {}", way_back(index, coded.event))),
    ])
}

fn tsv_cell(cell: Option<&str>) -> String {
    let words = cell.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if words.is_empty() { "None".to_owned() } else { defuse(&words) }
}
