//! The record as FollowTheMoney entities, one a line, version 1: reports are `Article`s, actors `Person`s, `PublicBody`s and
//! `Organization`s, places `Address`es, events `Event`s whose `proof` names the reports.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sitrep_types::{Actor, ActorKind, DocumentEntry, Event, Record, RecordPlace, stable_id};

use super::coded::{Coded, way_back};
use super::country::country;
use super::{ExportError, verify};
use crate::index::Index;
use crate::view::{self, Part};

/// An entity: every property has a list of values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// Its schema.
    pub schema: String,
    /// Its properties.
    pub properties: BTreeMap<String, Vec<String>>,
}

impl Entity {
    fn new(id: &str, schema: &str) -> Self {
        Self { id: entity_id(id), schema: schema.to_owned(), properties: BTreeMap::new() }
    }

    fn with<T: Into<String>>(mut self, property: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            self.properties.entry(property.to_owned()).or_default().extend(values);
        }
        self
    }
}

/// Writes the record as FollowTheMoney entities.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn ftm_jsonl(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let documents = record.documents.iter().map(article);
    let actors = record.actors.iter().map(legal_entity);
    let places = record.places.iter().map(|place| address(&index, place));
    let events = record
        .events
        .iter()
        .filter(|event| matches!(view::part(event), Part::Happened | Part::Background))
        .map(|event| ftm_event(&index, event));
    let mut text = String::new();
    for entity in documents.chain(actors).chain(places).chain(events) {
        text.push_str(&serde_json::to_string(&entity)?);
        text.push('\n');
    }
    Ok(text)
}

/// FollowTheMoney's ids hold letters, digits and inner hyphens; what holds anything else (keys of places do) gives its hash,
/// as leaving letters out would make one entity of two.
fn entity_id(id: &str) -> String {
    let plain = id.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    if plain && id.ends_with(|last: char| last.is_ascii_alphanumeric()) {
        format!("sitrep-{id}")
    } else {
        format!("sitrep-{}", stable_id("key-", &[id]))
    }
}

fn alpha2(alpha3: Option<&String>) -> Option<String> {
    alpha3.and_then(|code| country(code)).map(|country| country.alpha2.to_ascii_lowercase())
}

fn article(entry: &DocumentEntry) -> Entity {
    let document = &entry.document;
    let published = entry.published.as_ref().map(|published| published.interval);
    let day = published.filter(|interval| interval.earliest == interval.latest).and_then(|interval| interval.earliest);
    Entity::new(&document.id.0, "Article")
        .with("title", document.title.clone())
        .with("name", [document.title.clone().unwrap_or_else(|| view::document_name(document))])
        .with("publisher", document.outlet.as_ref().map(|outlet| outlet.name.clone()))
        .with("sourceUrl", view::web_address(document.url.as_deref()))
        .with("publishedAt", day.map(|day| day.to_string()))
        // Whose folder it lay in concerns nobody else.
        .with("fileName", document.inputs.first().and_then(|input| input.rsplit(['/', '\\']).next()).map(str::to_owned))
}

fn legal_entity(actor: &Actor) -> Entity {
    let schema = match actor.kind {
        ActorKind::Person => "Person",
        ActorKind::StateForce | ActorKind::Government => "PublicBody",
        ActorKind::ArmedGroup | ActorKind::International | ActorKind::Organisation | ActorKind::Media => "Organization",
        ActorKind::Civilians | ActorKind::Unknown => "LegalEntity",
    };
    let entity = Entity::new(&actor.id.0, schema)
        .with("name", [actor.name.clone()])
        .with("alias", actor.aliases.iter().cloned())
        .with("country", alpha2(actor.country.as_ref()));
    if actor.kind == ActorKind::Person { entity.with("position", actor.role.clone()) } else { entity }
}

fn address(index: &Index<'_>, entry: &RecordPlace) -> Entity {
    let place = &entry.place;
    let degrees =
        |degrees: Option<f64>| degrees.filter(|degrees| degrees.is_finite()).map(|degrees| degrees.to_string());
    let names: Vec<&str> = index.place_chain(&place.key).iter().map(|entry| entry.place.name.as_str()).collect();
    Entity::new(&place.key.0, "Address")
        .with("full", [names.join(", ")])
        .with("name", [place.name.clone()])
        .with("country", alpha2(place.country.as_ref()))
        .with("region", place.admin1.clone())
        .with("latitude", degrees(place.latitude))
        .with("longitude", degrees(place.longitude))
}

fn ftm_event(index: &Index<'_>, event: &Event) -> Entity {
    let coded = Coded::new(index, event);
    let (earliest, latest) = (event.time.earliest, event.time.latest);
    let exact = earliest.filter(|_| earliest == latest);
    let span = |side: Option<jiff::civil::Date>| side.filter(|_| exact.is_none()).map(|day| day.to_string());
    let involved = coded.actors.iter().chain(&coded.targets).filter_map(|side| side.actor);
    Entity::new(&event.id.0, "Event")
        .with("name", [event.summary.clone()])
        .with("keywords", [event.event_type.name()])
        .with("keywords", event.sub_type.map(sitrep_types::SubType::name))
        .with("date", exact.map(|day| day.to_string()))
        .with("startDate", span(earliest))
        .with("endDate", span(latest))
        .with("location", coded.place.map(|place| place.name.clone()))
        .with("addressEntity", coded.place.map(|place| entity_id(&place.key.0)))
        .with("country", alpha2(coded.country_code.map(str::to_owned).as_ref()))
        .with("involved", involved.map(|actor| entity_id(&actor.id.0)))
        .with("proof", event.documents.iter().map(|id| entity_id(&id.0)))
        .with("description", index.claims_of(&event.claims).map(|claim| claim.evidence.text.clone()))
        .with("recordId", [way_back(index, event)])
}
