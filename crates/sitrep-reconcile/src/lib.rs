//! Claims in, one record out: actors, lineage, events, estimates, contradictions, control.
//!
//! [`reconcile`] is a pure function of the readings: it sorts them by id first, so that their order, their batches and
//! the number of threads make no difference, and a removed document leaves no trace. Claims are never changed or
//! dropped; an event is a view over them.
//!
//! The modules in the order they work: [`material`] sorts, [`lineage`] compares texts, [`place`] and [`actor`] find
//! what is one across documents ([`facility`], [`names`]), [`view`] and [`scorer`] compare claims, [`coreference`]
//! groups them, [`dates`] and [`operation`] date what is undated, [`event`] builds what the groups agree on
//! ([`estimate`], [`origin`], [`contradiction`], [`summary`]), [`control`] follows the holders of places and
//! [`framing`] counts how outlets word it. What people decided ([`decision`]) acts at each of these steps.

pub mod actor;
pub mod contradiction;
pub mod control;
pub mod coreference;
pub mod date_conflict;
pub mod dates;
pub mod day;
pub mod decision;
pub mod estimate;
pub mod event;
pub mod facility;
pub mod folded;
pub mod framing;
pub mod lineage;
pub mod material;
pub mod names;
pub mod operation;
pub mod origin;
pub mod place;
pub mod scorer;
pub mod summary;
pub mod union;
pub mod view;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use sitrep_resources::Resources;
use sitrep_types::{
    Claim, ClaimId, Contradiction, DateInterval, Decision, DocumentEntry, DocumentId, Event, EventId, Genre, LeftOut,
    NotMerged, Published, Reading, Record,
};

use crate::actor::{Actors, PerClaim};
use crate::coreference::Clusters;
use crate::dates::Dates;
use crate::decision::Plan;
use crate::lineage::Lineage;
use crate::material::Material;
use crate::names::Names;
use crate::place::Places;
use crate::view::Viewer;

/// How much more than usual two claims must agree before they help to date a document.
const DATING_STRICTNESS: f64 = 0.0;
/// Reasons kept for one event that was nearly merged with others.
const MOST_NEAR: usize = 5;

/// The record of these readings, whatever their order.
#[must_use]
pub fn reconcile(readings: &[Reading], left_out: &[LeftOut], resources: &Resources) -> Record {
    reconcile_decided(readings.to_vec(), left_out, resources, &[])
}

/// The record of these readings with what people decided about it, whatever the order of either. The readings' claims and
/// documents become those of the record, so that no two of them are in memory at once.
#[must_use]
pub fn reconcile_decided(
    mut readings: Vec<Reading>,
    left_out: &[LeftOut],
    resources: &Resources,
    decisions: &[Decision],
) -> Record {
    material::sort(&mut readings);
    let mut plan = Plan::new(decisions, &readings);
    plan.change(&mut readings);
    let places = places(&mut readings, resources, &mut plan);
    let Told { mut record, documents } = tell(&readings, &places, resources, &mut plan);
    record.left_out = left_out.to_vec();
    record.left_out.sort();
    record.left_out.dedup();
    (record.documents, record.claims) = hand_over(readings, documents);
    plan.events(&mut record, &places);
    plan.finish(&mut record);
    record
}

/// What is told about the readings: a record that still lacks its documents and claims.
struct Told {
    record: Record,
    /// What is told of each document.
    documents: Vec<AboutDocument>,
}

/// What the record tells of a document beside what it says itself.
struct AboutDocument {
    published: Option<Published>,
    published_reason: Option<String>,
    genre: Genre,
    copy_of: Option<DocumentId>,
    copy_reason: Option<String>,
    relays: Vec<String>,
}

/// The places of the record. Those of the readings go: each report tells all about every place again.
fn places(readings: &mut [Reading], resources: &Resources, plan: &mut Plan) -> Places {
    let mut places = Places::new(&readings.iter().collect::<Vec<_>>(), &resources.facilities);
    if !plan.is_empty() {
        plan.places(&mut places);
        places.settle();
    }
    for reading in readings {
        reading.places = Vec::new();
    }
    places
}

/// Works out all that the readings tell; what it needs for that is gone when it is done.
fn tell(readings: &[Reading], places: &Places, resources: &Resources, plan: &mut Plan) -> Told {
    let material = Material::new(readings);
    let mut lineage = lineage::lineage(&material.readings).published_by(&material.readings, &resources.owners);
    plan.copies(&material, &mut lineage);
    let names = Names::new(&resources.names);
    let actors = Actors::new(&material, places, &names, resources, plan);
    let ties = plan.ties(&material);
    let viewer = Viewer::new(&material, &actors, places, &lineage, resources);
    let carried = Dates::carried(&material);
    let mut views = viewer.views(&carried);
    let undated = (0..material.readings.len()).any(|document| dates::is_open(&material, document));
    let mut dating = None;
    let dates = if undated {
        let clusters = coreference::cluster(&viewer, &views, DATING_STRICTNESS, &ties);
        let dates = dates::solve(&material, &views, &clusters, places, &resources.operations);
        views = viewer.views(&dates);
        dating = Some(clusters);
        dates
    } else {
        carried
    };
    let clusters = coreference::cluster(&viewer, &views, 0.0, &ties);
    let counting = plan.counting(&material, &clusters);
    let built: Vec<(Event, Vec<Contradiction>)> =
        clusters.groups.par_iter().map(|group| event::event(&viewer, &views, &dates, group)).collect();
    let mut contradictions: Vec<Contradiction> = Vec::new();
    let mut events: Vec<Event> = Vec::with_capacity(built.len());
    for (event, found) in built {
        contradictions.extend(found);
        events.push(event);
    }
    let ids: Vec<EventId> = events.iter().map(|event| event.id.clone()).collect();
    plan.name_events(&ids);
    let ((), (control, disputes)) = rayon::join(
        || event::nest(&viewer, &mut events, &clusters.groups, &resources.operations.operation),
        || control::control(&viewer, &views, &dates, &counting),
    );
    let undatable = dating.map(|dating| date_conflict::contradictions(&material, &dates.conflicts, &dating, &clusters));
    // They take about as much memory as the claims themselves.
    drop(views);
    for (draft, groups) in disputes.into_iter().chain(undatable.into_iter().flatten()) {
        let contradiction = draft.finish(groups.iter().map(|&group| ids[group].clone()).collect());
        for group in groups {
            events[group].contradictions.push(contradiction.id.clone());
        }
        contradictions.push(contradiction);
    }
    for event in &mut events {
        event.contradictions.sort();
        event.contradictions.dedup();
    }
    material::sort_by_id(&mut contradictions, |contradiction| contradiction.id.as_ref());
    contradictions.dedup_by(|later, earlier| later.id == earlier.id);
    let event_of =
        |(claim, told): (usize, &material::Told)| (told.claim.id.clone(), ids[clusters.of_claim[claim]].clone());
    let claim_events = || material.claims.iter().enumerate().map(event_of).collect();
    let links = || {
        let ((claim_events, not_merged), (claim_actors, claim_sources)) = rayon::join(
            || (claim_events(), not_merged(&clusters, &ids)),
            || (by_claim(&material, &actors, &actors.fillers), by_claim(&material, &actors, &actors.links)),
        );
        Record { claim_events, not_merged, claim_actors, claim_sources, ..Record::default() }
    };
    let (links, (documents, claim_times)) = rayon::join(links, || {
        material::sort_by_id(&mut events, |event| event.id.as_ref());
        (about_documents(&material, &lineage, &dates), claim_times(&material, &dates))
    });
    let record = Record {
        claim_times,
        events,
        contradictions,
        control,
        loaded_words: framing::loaded_words(&material, &resources.loaded_words),
        places: places.record().cloned().collect(),
        actors: actors.record.clone(),
        ..links
    };
    Told { record, documents }
}

/// Makes the record's documents and claims of the readings, in the order of [`Material`]. Each is moved but once, and the
/// documents into the room of the readings: large lists copied are what costs most here.
fn hand_over(readings: Vec<Reading>, about: Vec<AboutDocument>) -> (Vec<DocumentEntry>, Vec<Claim>) {
    let mut told: Vec<Vec<Option<Claim>>> = Vec::with_capacity(readings.len());
    let documents = readings
        .into_iter()
        .zip(about)
        .map(|(reading, about)| {
            let AboutDocument { published, published_reason, genre, copy_of, copy_reason, relays } = about;
            told.push(reading.claims.into_iter().map(Some).collect());
            let document = reading.document;
            DocumentEntry { document, published, published_reason, genre, copy_of, copy_reason, relays }
        })
        .collect();
    let each = || told.iter().enumerate().flat_map(|(by, claims)| (0..claims.len()).map(move |at| (by, at)));
    let seats: Vec<(usize, usize)> = each().collect();
    let ids = told.iter().flatten().flatten().map(|claim| claim.id.as_ref());
    let order = material::order(ids, |_, _| std::cmp::Ordering::Equal);
    let mut claims: Vec<Claim> = Vec::with_capacity(order.len());
    for claim in order.into_iter().filter_map(|at| told[seats[at].0][seats[at].1].take()) {
        // Of two claims of one id the first in the order of the documents counts.
        if claims.last().is_none_or(|before| before.id != claim.id) {
            claims.push(claim);
        }
    }
    (documents, claims)
}

fn by_claim(
    material: &Material,
    actors: &Actors,
    lists: &PerClaim,
) -> BTreeMap<ClaimId, Vec<Option<sitrep_types::ActorId>>> {
    material
        .claims
        .iter()
        .zip(lists.iter())
        .map(|(told, list)| {
            let ids = list.iter().map(|actor| actor.map(|actor| actors.record[actor].id.clone())).collect();
            (told.claim.id.clone(), ids)
        })
        .collect()
}

fn claim_times(material: &Material, dates: &Dates) -> BTreeMap<ClaimId, DateInterval> {
    material
        .claims
        .iter()
        .enumerate()
        .filter_map(|(at, told)| {
            let time = dates.time_of(material, at)?;
            let own = told.claim.time.as_ref().map(|time| time.interval);
            (own != Some(time)).then(|| (told.claim.id.clone(), time))
        })
        .collect()
}

fn about_documents(material: &Material, lineage: &Lineage, dates: &Dates) -> Vec<AboutDocument> {
    material
        .readings
        .iter()
        .enumerate()
        .map(|(at, reading)| {
            let relays: BTreeSet<String> = reading.relays.iter().chain(&reading.document.agencies).cloned().collect();
            AboutDocument {
                published: dates.published[at].clone(),
                published_reason: dates.reason[at].clone(),
                genre: genre(reading),
                copy_of: lineage.copy_of[at].map(|original| material.readings[original].document.id.clone()),
                copy_reason: lineage.reason[at].clone(),
                relays: relays.into_iter().collect(),
            }
        })
        .collect()
}

/// The genre that the page tells; a text with claims of events and no sign of anything else is a report.
fn genre(reading: &Reading) -> Genre {
    match reading.document.genre {
        Genre::Unknown if !reading.claims.is_empty() => Genre::Report,
        told => told,
    }
}

/// Events that look alike and were kept apart, a few for each.
fn not_merged(clusters: &Clusters, ids: &[EventId]) -> Vec<NotMerged> {
    let mut found: BTreeSet<NotMerged> = BTreeSet::new();
    let mut count = vec![0; ids.len()];
    for (one, other, reason) in &clusters.near {
        let (first, second) = (clusters.of_claim[*one], clusters.of_claim[*other]);
        if first == second || count[first] >= MOST_NEAR || count[second] >= MOST_NEAR {
            continue;
        }
        let mut events = [ids[first].clone(), ids[second].clone()];
        events.sort();
        if found.insert(NotMerged { events, reason: reason.words().to_string() }) {
            count[first] += 1;
            count[second] += 1;
        }
    }
    found.into_iter().collect()
}
