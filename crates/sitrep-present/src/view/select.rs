//! The part of a record that a filter lets through, as a record of its own.

use std::borrow::Cow;
use std::collections::BTreeSet;

use sitrep_types::{ActorId, ClaimId, DocumentId, EventId, PlaceKey, Record};

use super::Filter;
use crate::index::Index;

/// The events that pass, with everything they rest on and nothing else: their claims and documents, the actors and places
/// that these name, what contradicts what among them, and the rows of control that their claims are behind.
#[must_use]
pub fn select<'a>(record: &'a Record, filter: &Filter) -> Cow<'a, Record> {
    if *filter == Filter::default() {
        return Cow::Borrowed(record);
    }
    let index = Index::new(record);
    let mut part = record.clone();
    part.events.retain(|event| filter.matches(&index, event));
    let events: BTreeSet<EventId> = part.events.iter().map(|event| event.id.clone()).collect();
    let claims: BTreeSet<ClaimId> = part.events.iter().flat_map(|event| event.claims.clone()).collect();
    let documents: BTreeSet<DocumentId> = part.events.iter().flat_map(|event| event.documents.clone()).collect();
    for event in &mut part.events {
        event.part_of = event.part_of.take().filter(|whole| events.contains(whole));
    }
    part.documents.retain(|entry| documents.contains(&entry.document.id));
    for entry in &mut part.documents {
        entry.copy_of = entry.copy_of.take().filter(|original| documents.contains(original));
    }
    part.left_out.clear();
    part.claims.retain(|claim| claims.contains(&claim.id));
    part.claim_events.retain(|claim, _| claims.contains(claim));
    part.claim_actors.retain(|claim, _| claims.contains(claim));
    part.claim_sources.retain(|claim, _| claims.contains(claim));
    part.claim_times.retain(|claim, _| claims.contains(claim));
    part.contradictions.retain(|item| item.events.iter().any(|event| events.contains(event)));
    for item in &mut part.contradictions {
        item.events.retain(|event| events.contains(event));
        for side in &mut item.sides {
            side.claims.retain(|claim| claims.contains(claim));
        }
    }
    part.control.retain(|row| row.claims.iter().any(|claim| claims.contains(claim)));
    for row in &mut part.control {
        row.claims.retain(|claim| claims.contains(claim));
    }
    part.not_merged.retain(|pair| pair.events.iter().all(|event| events.contains(event)));
    keep_named(&mut part, &index);
    part.loaded_words.clear();
    let kept = kept_ids(&part);
    part.decided.retain(|id, _| kept.contains(id));
    part.decisions.retain(|entry| entry.touches.iter().any(|id| kept.contains(id)));
    Cow::Owned(part)
}

/// Keeps the actors and places that what is left names, with the bodies they belong to and the places around them.
fn keep_named(part: &mut Record, index: &Index<'_>) {
    let mut actors: BTreeSet<ActorId> = BTreeSet::new();
    let mut places: BTreeSet<PlaceKey> = BTreeSet::new();
    for event in &part.events {
        actors.extend(event.actors.iter().cloned());
        places.extend(event.place.clone());
        for target in &event.targets {
            actors.extend(target.actor.clone());
            places.extend(target.place.clone());
        }
    }
    for claim in &part.claims {
        let fillers = claim.actors.iter().chain(&claim.targets).chain(&claim.instruments);
        places.extend(claim.place.iter().cloned().chain(fillers.filter_map(|filler| filler.place.clone())));
    }
    for lists in [&part.claim_actors, &part.claim_sources] {
        actors.extend(lists.values().flatten().flatten().cloned());
    }
    for row in &part.control {
        actors.insert(row.holder.clone());
        places.insert(row.place.clone());
    }
    let mut waiting: Vec<ActorId> = actors.iter().cloned().collect();
    while let Some(actor) = waiting.pop() {
        let body = index.actor(&actor).and_then(|actor| actor.affiliation.clone());
        if let Some(body) = body.filter(|body| actors.insert(body.clone())) {
            waiting.push(body);
        }
    }
    let around: Vec<PlaceKey> =
        places.iter().flat_map(|key| index.place_chain(key)).map(|entry| entry.place.key.clone()).collect();
    places.extend(around);
    part.actors.retain(|actor| actors.contains(&actor.id));
    part.places.retain(|entry| places.contains(&entry.place.key));
}

/// Ids of everything that is left.
fn kept_ids(part: &Record) -> BTreeSet<String> {
    let events = part.events.iter().map(|event| event.id.0.clone());
    let claims = part.claims.iter().map(|claim| claim.id.0.clone());
    let actors = part.actors.iter().map(|actor| actor.id.0.clone());
    let places = part.places.iter().map(|entry| entry.place.key.0.clone());
    let documents = part.documents.iter().map(|entry| entry.document.id.0.clone());
    events.chain(claims).chain(actors).chain(places).chain(documents).collect()
}
