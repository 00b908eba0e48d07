//! The published JSON form of the record, schema 1 (`docs/formats/record.schema.json`).
//!
//! Fields may be added, never renamed or moved; a change that breaks readers gets a new file and `schema` 2. Keys come in
//! the order of the structs, lists sorted by id, so that equal records are equal bytes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sitrep_types::{
    ActorKind, Claim, ContradictionKind, ContradictionReading, ControlEffect, EventStatus, EventType, Filler, Genre,
    How, LeftOut, LinkKind, Modality, OutletName, PlaceKind, PloverCode, Precision, QuantityKind, Record, Scope, Span,
    SubType, Verdict,
};

use super::decided::{Decided, DecisionOut, decided, decision};
use super::{ExportError, verify};
use crate::index::Index;
use crate::view::words::block_name;

/// A day as text, or null.
type Day = Option<String>;

/// `[start, end)` in bytes.
type Range = [usize; 2];

/// An interval of days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    earliest: Day,
    latest: Day,
    precision: Precision,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Published {
    #[serde(flatten)]
    interval: Interval,
    how: How,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Document {
    id: String,
    input: String,
    title: Option<String>,
    outlet: Option<OutletName>,
    url: Option<String>,
    published: Option<Published>,
    language: Option<String>,
    genre: Genre,
    copy_of: Option<String>,
    relays: Vec<String>,
    words: usize,
    inputs: Vec<String>,
    published_reason: Option<String>,
    copy_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decided: Vec<Decided>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Actor {
    id: String,
    name: String,
    aliases: Vec<String>,
    kind: ActorKind,
    country: Option<String>,
    affiliation: Option<String>,
    role: Option<String>,
    plover_sector: Option<String>,
    named: BTreeMap<String, BTreeMap<String, usize>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decided: Vec<Decided>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Place {
    id: String,
    name: String,
    kind: PlaceKind,
    parent: Option<String>,
    country: Option<String>,
    admin1: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    geonameid: Option<u32>,
    acled_geo_precision: Option<u8>,
    ucdp_where_prec: Option<u8>,
    also: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decided: Vec<Decided>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Trigger {
    text: String,
    span: Range,
    entry: String,
    path: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Role {
    actor: Option<String>,
    place: Option<String>,
    text: String,
    span: Range,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct ClaimTime {
    #[serde(flatten)]
    interval: Interval,
    text: Option<String>,
    span: Option<Range>,
    how: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Quantity {
    what: QuantityKind,
    of: Option<String>,
    low: Option<i64>,
    best: Option<i64>,
    high: Option<i64>,
    scope: Scope,
    text: String,
    span: Range,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Link {
    source: Option<String>,
    text: String,
    cue: Option<String>,
    kind: LinkKind,
    name: Option<String>,
    affiliation: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Evidence {
    text: String,
    span: Range,
    block: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct ClaimOut {
    id: String,
    document: String,
    event: Option<String>,
    #[serde(rename = "type")]
    event_type: EventType,
    sub_type: Option<SubType>,
    plover: Option<PloverCode>,
    trigger: Trigger,
    actors: Vec<Role>,
    targets: Vec<Role>,
    place: Option<String>,
    place_text: Option<String>,
    time: Option<ClaimTime>,
    quantities: Vec<Quantity>,
    modality: Modality,
    negated: bool,
    attribution: Vec<Link>,
    evidence: Evidence,
    instruments: Vec<Role>,
    place_how: Option<String>,
    background: bool,
    effect: Option<ControlEffect>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decided: Vec<Decided>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Participant {
    actor: Option<String>,
    place: Option<String>,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Estimate {
    what: QuantityKind,
    of: Option<String>,
    low: Option<i64>,
    best: Option<i64>,
    high: Option<i64>,
    claims: Vec<String>,
    scope: Scope,
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Origin {
    name: String,
    claims: Vec<String>,
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Event {
    id: String,
    #[serde(rename = "type")]
    event_type: EventType,
    sub_type: Option<SubType>,
    summary: String,
    actors: Vec<String>,
    targets: Vec<Participant>,
    place: Option<String>,
    time: Interval,
    estimates: Vec<Estimate>,
    status: EventStatus,
    claims: Vec<String>,
    documents: Vec<String>,
    independent_sources: usize,
    origins: Vec<Origin>,
    contradictions: Vec<String>,
    background: bool,
    reviewed: bool,
    time_reason: String,
    part_of: Option<String>,
    verdict: Option<Verdict>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    decided: Vec<Decided>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Side {
    value: String,
    claims: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Contradiction {
    id: String,
    events: Vec<String>,
    kind: ContradictionKind,
    about: String,
    sides: Vec<Side>,
    reading: ContradictionReading,
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Control {
    place: String,
    holder: String,
    from: Option<Interval>,
    until: Option<Interval>,
    claims: Vec<String>,
    contested: bool,
    reason: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct NotMerged {
    events: [String; 2],
    reason: String,
}

/// The whole record in its published form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordV1 {
    sitrep: String,
    schema: u32,
    documents: Vec<Document>,
    left_out: Vec<LeftOut>,
    actors: Vec<Actor>,
    places: Vec<Place>,
    claims: Vec<ClaimOut>,
    events: Vec<Event>,
    contradictions: Vec<Contradiction>,
    control: Vec<Control>,
    not_merged: Vec<NotMerged>,
    loaded_words: BTreeMap<String, BTreeMap<String, usize>>,
    #[serde(default)]
    decisions: Vec<DecisionOut>,
}

/// Writes the whole record as one JSON object, one list item a line.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
///
/// ```
/// let record = sitrep_types::Record::default();
/// let json = sitrep_present::export::json(&record, "0.1.0")?;
/// assert!(json.starts_with("{\n\"sitrep\": \"0.1.0\",\n\"schema\": 1,\n\"documents\": []"));
/// # Ok::<(), sitrep_present::export::ExportError>(())
/// ```
pub fn json(record: &Record, program_version: &str) -> Result<String, ExportError> {
    let published = RecordV1::new(record, program_version)?;
    let value = serde_json::to_value(&published)?;
    let mut text = String::from("{\n");
    for (position, (key, value)) in value.as_object().into_iter().flatten().enumerate() {
        if position > 0 {
            text.push_str(",\n");
        }
        text.push_str(&format!("{}: ", serde_json::to_string(key)?));
        match value.as_array().filter(|items| !items.is_empty()) {
            None => text.push_str(&value.to_string()),
            Some(items) => {
                let lines: Vec<String> = items.iter().map(ToString::to_string).collect();
                text.push_str(&format!("[\n{}\n]", lines.join(",\n")));
            }
        }
    }
    text.push_str("\n}\n");
    Ok(text)
}

impl RecordV1 {
    /// The published form of a record.
    ///
    /// # Errors
    /// When evidence of the record does not stand in its document's text.
    pub fn new(record: &Record, program_version: &str) -> Result<Self, ExportError> {
        verify(record)?;
        let index = Index::new(record);
        let mut published = Self {
            sitrep: program_version.to_owned(),
            schema: 1,
            documents: record.documents.iter().map(|entry| document(record, entry)).collect(),
            left_out: record.left_out.clone(),
            actors: record.actors.iter().map(|item| actor(record, item)).collect(),
            places: record.places.iter().map(|entry| place(record, entry)).collect(),
            claims: record.claims.iter().map(|item| claim(&index, item)).collect(),
            events: record.events.iter().map(|item| event(record, item)).collect(),
            contradictions: record.contradictions.iter().map(contradiction).collect(),
            control: record.control.iter().map(control).collect(),
            not_merged: record
                .not_merged
                .iter()
                .map(|pair| NotMerged { events: pair.events.clone().map(|id| id.0), reason: pair.reason.clone() })
                .collect(),
            loaded_words: record.loaded_words.clone(),
            decisions: record.decisions.iter().map(decision).collect(),
        };
        published.documents.sort_by(|first, second| first.id.cmp(&second.id));
        published.left_out.sort();
        published.actors.sort_by(|first, second| first.id.cmp(&second.id));
        published.places.sort_by(|first, second| first.id.cmp(&second.id));
        published.claims.sort_by(|first, second| first.id.cmp(&second.id));
        published.events.sort_by(|first, second| first.id.cmp(&second.id));
        published.contradictions.sort_by(|first, second| first.id.cmp(&second.id));
        Ok(published)
    }
}

fn ids<'a, T: AsRef<str> + 'a>(ids: impl IntoIterator<Item = &'a T>) -> Vec<String> {
    ids.into_iter().map(|id| id.as_ref().to_owned()).collect()
}

fn id<T: AsRef<str>>(id: Option<&T>) -> Option<String> {
    id.map(|id| id.as_ref().to_owned())
}

const fn range(span: Span) -> Range {
    [span.start, span.end]
}

impl From<sitrep_types::DateInterval> for Interval {
    fn from(interval: sitrep_types::DateInterval) -> Self {
        Self {
            earliest: interval.earliest.map(|day| day.to_string()),
            latest: interval.latest.map(|day| day.to_string()),
            precision: interval.precision,
        }
    }
}

fn document(record: &Record, entry: &sitrep_types::DocumentEntry) -> Document {
    let document = &entry.document;
    Document {
        id: document.id.0.clone(),
        input: document.inputs.first().cloned().unwrap_or_default(),
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        url: document.url.clone(),
        published: entry
            .published
            .as_ref()
            .map(|published| Published { interval: published.interval.into(), how: published.how }),
        language: document.language.clone(),
        genre: entry.genre,
        copy_of: id(entry.copy_of.as_ref()),
        relays: entry.relays.clone(),
        words: document.text.split_whitespace().count(),
        inputs: document.inputs.clone(),
        published_reason: entry.published_reason.clone(),
        copy_reason: entry.copy_reason.clone(),
        decided: decided(record, &document.id.0),
    }
}

fn actor(record: &Record, actor: &sitrep_types::Actor) -> Actor {
    Actor {
        id: actor.id.0.clone(),
        name: actor.name.clone(),
        aliases: actor.aliases.clone(),
        kind: actor.kind,
        country: actor.country.clone(),
        affiliation: id(actor.affiliation.as_ref()),
        role: actor.role.clone(),
        plover_sector: actor.plover_sector.clone(),
        named: actor.named.clone(),
        decided: decided(record, &actor.id.0),
    }
}

fn place(record: &Record, entry: &sitrep_types::RecordPlace) -> Place {
    let place = &entry.place;
    // JSON has no word for a number that is none.
    let finite = |degrees: Option<f64>| degrees.filter(|degrees| degrees.is_finite());
    Place {
        id: place.key.0.clone(),
        name: place.name.clone(),
        kind: place.kind,
        parent: id(place.parent.as_ref()),
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        latitude: finite(place.latitude),
        longitude: finite(place.longitude),
        geonameid: place.geonameid,
        acled_geo_precision: place.acled_geo_precision,
        ucdp_where_prec: place.ucdp_where_prec,
        also: entry.also.clone(),
        decided: decided(record, &place.key.0),
    }
}

fn role(filler: &Filler, actor: Option<&sitrep_types::ActorId>) -> Role {
    Role { actor: id(actor), place: id(filler.place.as_ref()), text: filler.text.clone(), span: range(filler.span) }
}

fn claim(index: &Index<'_>, claim: &Claim) -> ClaimOut {
    let document = index.document(&claim.document).map(|entry| &entry.document);
    let (actors, targets) = index.claim_actors(claim);
    let roles = |fillers: &[Filler], found: &[Option<&sitrep_types::ActorId>]| {
        fillers.iter().zip(found).map(|(filler, actor)| role(filler, *actor)).collect()
    };
    ClaimOut {
        id: claim.id.0.clone(),
        document: claim.document.0.clone(),
        event: id(index.record.claim_events.get(&claim.id)),
        event_type: claim.event_type,
        sub_type: claim.sub_type,
        plover: claim.plover.clone(),
        trigger: Trigger {
            text: claim.trigger.text.clone(),
            span: range(claim.trigger.span),
            entry: claim.trigger.entry.clone(),
            path: claim.trigger.path.clone(),
        },
        actors: roles(&claim.actors, &actors),
        targets: roles(&claim.targets, &targets),
        place: id(claim.place.as_ref()),
        place_text: claim.place_text.clone(),
        time: claim.time.as_ref().map(|time| ClaimTime {
            interval: index.claim_time(claim).unwrap_or(time.interval).into(),
            text: time.text.clone(),
            span: time.span.map(range),
            how: time.how.clone(),
        }),
        quantities: claim
            .quantities
            .iter()
            .map(|quantity| Quantity {
                what: quantity.what,
                of: quantity.of.clone(),
                low: quantity.low,
                best: quantity.best,
                high: quantity.high,
                scope: quantity.scope,
                text: document.and_then(|document| quantity.span.slice(&document.text)).unwrap_or_default().to_owned(),
                span: range(quantity.span),
            })
            .collect(),
        modality: claim.modality,
        negated: claim.negated,
        attribution: index
            .chain(claim)
            .into_iter()
            .map(|(link, source)| Link {
                source: id(source),
                text: link.text,
                cue: link.cue,
                kind: link.kind,
                name: link.name,
                affiliation: link.affiliation,
            })
            .collect(),
        evidence: Evidence {
            text: claim.evidence.text.clone(),
            span: range(claim.evidence.span),
            block: document
                .and_then(|document| document.blocks.get(claim.evidence.block))
                .map_or("paragraph", |block| block_name(block.kind))
                .to_owned(),
        },
        instruments: claim.instruments.iter().map(|filler| role(filler, None)).collect(),
        place_how: claim.place_how.clone(),
        background: claim.background,
        effect: claim.effect,
        decided: decided(index.record, &claim.id.0),
    }
}

fn event(record: &Record, event: &sitrep_types::Event) -> Event {
    Event {
        id: event.id.0.clone(),
        event_type: event.event_type,
        sub_type: event.sub_type,
        summary: event.summary.clone(),
        actors: ids(&event.actors),
        targets: event
            .targets
            .iter()
            .map(|target| Participant {
                actor: id(target.actor.as_ref()),
                place: id(target.place.as_ref()),
                text: target.text.clone(),
            })
            .collect(),
        place: id(event.place.as_ref()),
        time: event.time.into(),
        estimates: event
            .estimates
            .iter()
            .map(|estimate| Estimate {
                what: estimate.what,
                of: estimate.of.clone(),
                low: estimate.low,
                best: estimate.best,
                high: estimate.high,
                claims: ids(&estimate.claims),
                scope: estimate.scope,
                reason: estimate.reason.clone(),
            })
            .collect(),
        status: event.status,
        claims: ids(&event.claims),
        documents: ids(&event.documents),
        independent_sources: event.independent_sources,
        origins: event
            .origins
            .iter()
            .map(|origin| Origin {
                name: origin.name.clone(),
                claims: ids(&origin.claims),
                reason: origin.reason.clone(),
            })
            .collect(),
        contradictions: ids(&event.contradictions),
        background: event.background,
        reviewed: event.reviewed,
        time_reason: event.time_reason.clone(),
        part_of: id(event.part_of.as_ref()),
        verdict: event.verdict,
        decided: decided(record, &event.id.0),
    }
}

fn contradiction(item: &sitrep_types::Contradiction) -> Contradiction {
    Contradiction {
        id: item.id.0.clone(),
        events: ids(&item.events),
        kind: item.kind,
        about: item.about.clone(),
        sides: item.sides.iter().map(|side| Side { value: side.value.clone(), claims: ids(&side.claims) }).collect(),
        reading: item.reading,
        reason: item.reason.clone(),
    }
}

fn control(row: &sitrep_types::Control) -> Control {
    Control {
        place: row.place.0.clone(),
        holder: row.holder.0.clone(),
        from: row.from.map(Interval::from),
        until: row.until.map(Interval::from),
        claims: ids(&row.claims),
        contested: row.contested,
        reason: row.reason.clone(),
    }
}
