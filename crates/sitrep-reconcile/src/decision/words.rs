//! Values of fields in words, for those who read what was decided and what the reports gave.

use sitrep_types::{
    ActorId, Claim, DateInterval, Estimate, Event, EventType, FieldValue, Figures, Modality, PlaceKey, QuantityKind,
    Record, Scope, SubType,
};

use crate::day;

/// The value that a person gave.
pub(super) fn value(value: &FieldValue) -> String {
    match value {
        FieldValue::Type { event_type, sub_type } => kind(*event_type, *sub_type),
        FieldValue::Actors(actors) => list(actors.iter().map(|actor| actor.name.clone())),
        FieldValue::Targets(targets) => list(targets.iter().map(|target| {
            let actor = target.actor.as_ref().map(|actor| actor.name.clone());
            actor
                .or_else(|| target.place.as_ref().map(|place| place.name.clone()))
                .unwrap_or_else(|| target.text.clone())
        })),
        FieldValue::Place(place) => place.as_ref().map_or_else(|| "no place".to_owned(), |place| place.name.clone()),
        FieldValue::Time(interval) => time(interval),
        FieldValue::Quantity(Figures { what, of, low, best, high, scope }) => {
            quantity(*what, of.as_deref(), [*low, *best, *high], *scope)
        }
        FieldValue::Status(status) => code(status),
        FieldValue::Modality { modality, negated } => standing(*modality, *negated),
    }
}

/// What the reports gave for that field of an event.
pub(super) fn of_event(record: &Record, event: &Event, field: &FieldValue) -> String {
    let actor = |id: &ActorId| {
        let at = record.actors.binary_search_by(|actor| actor.id.cmp(id)).ok()?;
        Some(record.actors[at].name.clone())
    };
    let place = |key: &PlaceKey| {
        let at = record.places.binary_search_by(|entry| entry.place.key.cmp(key));
        at.map_or_else(|_| key.0.clone(), |at| record.places[at].place.name.clone())
    };
    match field {
        FieldValue::Type { .. } => kind(event.event_type, event.sub_type),
        FieldValue::Actors(_) => list(event.actors.iter().filter_map(actor)),
        FieldValue::Targets(_) => list(event.targets.iter().map(|target| {
            let actor = target.actor.as_ref().and_then(actor);
            actor.or_else(|| target.place.as_ref().map(place)).unwrap_or_else(|| target.text.clone())
        })),
        FieldValue::Place(_) => event.place.as_ref().map(place).unwrap_or_default(),
        FieldValue::Time(_) => time(&event.time),
        FieldValue::Quantity(Figures { what, scope, .. }) => {
            list(event.estimates.iter().filter(|it| it.what == *what && it.scope == *scope).map(estimate))
        }
        FieldValue::Status(_) => code(&event.status),
        FieldValue::Modality { .. } => String::new(),
    }
}

/// What the document gave for that field of a claim.
pub(super) fn of_claim(claim: &Claim, field: &FieldValue) -> String {
    let fillers = |list: &[sitrep_types::Filler]| {
        let names: Vec<&str> = list.iter().map(|filler| filler.text.as_str()).filter(|text| !text.is_empty()).collect();
        names.join("; ")
    };
    match field {
        FieldValue::Type { .. } => kind(claim.event_type, claim.sub_type),
        FieldValue::Actors(_) => fillers(&claim.actors),
        FieldValue::Targets(_) => fillers(&claim.targets),
        FieldValue::Place(_) => {
            let key = claim.place.as_ref().map(|key| key.0.clone());
            claim.place_text.clone().or(key).unwrap_or_default()
        }
        FieldValue::Time(_) => claim.time.as_ref().map(|told| time(&told.interval)).unwrap_or_default(),
        FieldValue::Quantity(Figures { what, scope, .. }) => {
            let told = claim.quantities.iter().filter(|it| it.what == *what && it.scope == *scope);
            list(told.map(|it| quantity(it.what, it.of.as_deref(), [it.low, it.best, it.high], it.scope)))
        }
        FieldValue::Status(_) => String::new(),
        FieldValue::Modality { .. } => standing(claim.modality, claim.negated),
    }
}

/// An interval; the day where it is one.
pub(super) fn time(interval: &DateInterval) -> String {
    if interval.is_unknown() { "not known".to_owned() } else { day::words(interval) }
}

fn kind(event_type: EventType, sub_type: Option<SubType>) -> String {
    sub_type.map_or_else(|| event_type.to_string(), |sub_type| format!("{event_type} / {sub_type}"))
}

fn standing(modality: Modality, negated: bool) -> String {
    format!("{}{}", code(&modality), if negated { ", negated" } else { "" })
}

fn estimate(it: &Estimate) -> String {
    quantity(it.what, it.of.as_deref(), [it.low, it.best, it.high], it.scope)
}

fn quantity(what: QuantityKind, of: Option<&str>, [low, best, high]: [Option<i64>; 3], scope: Scope) -> String {
    let figure = |name: &str, figure: Option<i64>| figure.map(|figure| format!("{name} {figure}"));
    let figures: Vec<String> =
        [figure("low", low), figure("best", best), figure("high", high)].into_iter().flatten().collect();
    let figures = if figures.is_empty() { "no figure".to_owned() } else { figures.join(", ") };
    let of = of.map(|of| format!(" {of}")).unwrap_or_default();
    let scope = if scope == Scope::RunningTotal { ", total so far" } else { "" };
    format!("{}{of}: {figures}{scope}", code(&what))
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("; ")
}

/// A term of a vocabulary, as the exported record writes it: its name in the program, in small letters.
fn code<T: std::fmt::Debug>(term: &T) -> String {
    let mut words = String::new();
    for (at, letter) in format!("{term:?}").chars().enumerate() {
        if letter.is_uppercase() && at > 0 {
            words.push('_');
        }
        words.extend(letter.to_lowercase());
    }
    words
}
