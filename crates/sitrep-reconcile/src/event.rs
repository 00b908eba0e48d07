//! Events from groups of claims: what the claims agree on, each field chosen by a rule that can be printed.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use sitrep_types::{
    ActorId, Claim, Contradiction, ContradictionKind, ContradictionReading, DateInterval, DocumentId, Event, EventId,
    EventStatus, EventType, Modality, Participant, PlaceKey, Precision, SubType, stable_id,
};

use crate::contradiction::{self, denies};
use crate::dates::Dates;
use crate::day;
use crate::estimate;
use crate::folded::Folded;
use crate::names::fold;
use crate::origin;
use crate::place::PlaceId;
use crate::summary;
use crate::view::{Family, Reality, View, Viewer, is_now};

/// The event of a group of claims, with the contradictions among them.
#[must_use]
pub fn event(viewer: &Viewer, views: &[View], dates: &Dates, claims: &[usize]) -> (Event, Vec<Contradiction>) {
    let ids: BTreeSet<_> = claims.iter().map(|&claim| viewer.material.claims[claim].claim.id.clone()).collect();
    let parts: Vec<&str> = ids.iter().map(|id| id.0.as_str()).collect();
    let id = EventId(stable_id("event-", &parts));
    let affirmed: Vec<usize> = claims.iter().copied().filter(|&claim| !denies(viewer, claim)).collect();
    let telling: &[usize] = if affirmed.is_empty() { claims } else { &affirmed };
    let (event_type, sub_type) = event_type(viewer, views, telling);
    let (time, time_reason) = time(viewer, views, dates, telling);
    let figures = estimate::figures(viewer, dates, telling);
    let contradictions: Vec<Contradiction> = contradiction::within(viewer, views, dates, claims, &figures)
        .into_iter()
        .map(|draft| draft.finish(vec![id.clone()]))
        .collect();
    let origins = origin::origins(viewer, claims);
    let documents: BTreeSet<DocumentId> =
        claims.iter().map(|&claim| viewer.material.claims[claim].claim.document.clone()).collect();
    let mut event = Event {
        id,
        event_type,
        sub_type,
        summary: String::new(),
        actors: actors(viewer, telling),
        targets: targets(viewer, telling),
        place: place(viewer, views, telling).map(|place| viewer.places.key(place).clone()),
        time,
        time_reason,
        estimates: estimate::estimates(viewer, &figures),
        status: status(viewer, claims, origins.independent, &contradictions),
        claims: ids.into_iter().collect(),
        documents: documents.into_iter().collect(),
        independent_sources: origins.independent,
        origins: origins.classes,
        contradictions: contradictions.iter().map(|contradiction| contradiction.id.clone()).collect(),
        // A telling without a time does not make history into news.
        background: claims.iter().any(|&claim| views[claim].background)
            && claims.iter().all(|&claim| views[claim].background || views[claim].days.is_none()),
        part_of: None,
        reviewed: false,
        verdict: None,
    };
    event.contradictions.sort();
    let told = Claim::fullest(telling.iter().map(|&claim| viewer.material.claims[claim].claim));
    let own_words = told.map(Claim::in_own_words).unwrap_or_default();
    event.summary = summary::summary(&event, &viewer.actors.record, viewer.places, &own_words);
    (event, contradictions)
}

/// How an event stands, from how its claims are told.
fn status(viewer: &Viewer, claims: &[usize], independent: usize, contradictions: &[Contradiction]) -> EventStatus {
    let modality = |claim: usize| viewer.material.claims[claim].claim.modality;
    let all = |wanted: &[Modality]| claims.iter().all(|&claim| wanted.contains(&modality(claim)));
    if claims.iter().all(|&claim| denies(viewer, claim)) {
        return EventStatus::Denied;
    }
    if all(&[Modality::Planned, Modality::Ordered]) {
        return EventStatus::Planned;
    }
    if all(&[Modality::Forecast, Modality::Hypothetical, Modality::Planned, Modality::Ordered]) {
        return EventStatus::Forecast;
    }
    let open_outcome = contradictions.iter().any(|contradiction| {
        contradiction.kind == ContradictionKind::Outcome && contradiction.reading == ContradictionReading::Open
    });
    if open_outcome {
        return EventStatus::Disputed;
    }
    if all(&[Modality::Unconfirmed, Modality::Hypothetical]) {
        return EventStatus::Unconfirmed;
    }
    if independent >= 2 { EventStatus::Corroborated } else { EventStatus::Reported }
}

/// A type told by less than this part of what the commonest one has is taken for a slip.
const STRAY_SHARE: usize = 5;
/// A change of hands or a strike among accounts of other kinds leads them from this part on.
const LEADING_SHARE: usize = 3;

/// The type most claims tell; of equals the more exact one, then the codebook's order.
fn event_type(viewer: &Viewer, views: &[View], claims: &[usize]) -> (EventType, Option<SubType>) {
    let mut counts: BTreeMap<(EventType, Option<SubType>), usize> = BTreeMap::new();
    for &claim in claims {
        let claim = viewer.material.claims[claim].claim;
        *counts.entry((claim.event_type, claim.sub_type)).or_default() += 1;
    }
    // Among accounts of one happening the means tell more than the harm: a shelling that killed is a shelling.
    let rank = |kind: EventType, sub_type: Option<SubType>| match Family::of(kind, sub_type) {
        Family::Territory => 0,
        Family::Strike => 1,
        Family::Clash => 2,
        _ => 3,
    };
    let mixed = claims.iter().map(|&claim| views[claim].family).collect::<BTreeSet<_>>().len() > 1;
    // A stray shot does not make a massacre a shelling.
    let most = counts.values().copied().max().unwrap_or(0);
    // Nor does a single "retook" make the raid on a building a change of hands.
    counts.retain(|(kind, sub_type), count| {
        let leads = mixed && matches!(Family::of(*kind, *sub_type), Family::Territory | Family::Strike);
        let share = if leads { LEADING_SHARE } else { STRAY_SHARE };
        *count * share >= most
    });
    counts
        .into_iter()
        .min_by_key(|((kind, sub_type), count)| {
            (
                if mixed { rank(*kind, *sub_type) } else { 0 },
                std::cmp::Reverse(*count),
                sub_type.is_none(),
                *kind,
                *sub_type,
            )
        })
        .map_or((EventType::State, None), |(key, _)| key)
}

fn actors(viewer: &Viewer, claims: &[usize]) -> Vec<ActorId> {
    let mut support: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut acted_on: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &claim in claims {
        let told = viewer.material.claims[claim];
        let root = viewer.lineage.root(told.document);
        let (actors, targets) = viewer.actors.fillers[claim].split_at(told.claim.actors.len());
        for actor in actors.iter().flatten() {
            support.entry(*actor).or_default().insert(root);
        }
        for target in targets.iter().flatten() {
            acted_on.entry(*target).or_default().insert(root);
        }
    }
    let suffers = |actor: usize| acted_on.get(&actor).map_or(0, BTreeSet::len);
    let mut sorted: Vec<(usize, usize)> =
        support.into_iter().map(|(actor, documents)| (actor, documents.len())).collect();
    // Whom most reports tell to have suffered it did not do it, whatever a slip of reading says; nor did whoever only
    // one of many reports names.
    let most = sorted.iter().map(|(_, documents)| *documents).max().unwrap_or(0);
    sorted.retain(|&(actor, documents)| documents >= suffers(actor) && documents * STRAY_SHARE >= most);
    // A named unit tells more than the whole side.
    sorted.sort_by_key(|&(actor, documents)| (std::cmp::Reverse(documents), !viewer.is_named(actor), actor));
    sorted.into_iter().map(|(actor, _)| viewer.actors.record[actor].id.clone()).collect()
}

fn targets(viewer: &Viewer, claims: &[usize]) -> Vec<Participant> {
    type Key = (Option<usize>, Option<PlaceKey>, Vec<String>);
    let mut support: BTreeMap<Key, BTreeMap<String, usize>> = BTreeMap::new();
    for &claim in claims {
        let told = viewer.material.claims[claim].claim;
        for (at, target) in told.targets.iter().enumerate() {
            let actor = viewer.actors.fillers[claim].get(told.actors.len() + at).copied().flatten();
            let place = target.place.as_ref().map(|key| viewer.places.canonical(key).clone());
            let words = if actor.is_none() && place.is_none() { fold(&target.text) } else { Vec::new() };
            *support.entry((actor, place, words)).or_default().entry(target.text.clone()).or_default() += 1;
        }
    }
    let mut sorted: Vec<(usize, Participant)> = support
        .into_iter()
        .map(|((actor, place, _), texts)| {
            let count = texts.values().sum();
            let text = texts
                .into_iter()
                .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
                .map_or_else(String::new, |(text, _)| text);
            (count, Participant { actor: actor.map(|actor| viewer.actors.record[actor].id.clone()), place, text })
        })
        .collect();
    sorted.sort_by(|one, other| (std::cmp::Reverse(one.0), &one.1).cmp(&(std::cmp::Reverse(other.0), &other.1)));
    sorted.into_iter().map(|(_, target)| target).collect()
}

/// The place of most claims; of equals the most exact. For a change of hands the place that changed.
fn place(viewer: &Viewer, views: &[View], claims: &[usize]) -> Option<PlaceId> {
    let mut support: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for &claim in claims {
        let view = &views[claim];
        let object = (view.family == Family::Territory).then(|| view.objects.first().copied()).flatten();
        if let Some(place) = object.or(view.place) {
            *support.entry(place).or_default() += 1;
        }
    }
    // A telling of the town backs a telling of the site inside it.
    let backed = |place: PlaceId| {
        let backing = support.iter().filter(|(other, _)| viewer.places.within(place, **other));
        backing.map(|(_, count)| count).sum::<usize>()
    };
    support.keys().copied().max_by_key(|&place| (backed(place), viewer.places.depth(place), std::cmp::Reverse(place)))
}

/// The days that most claims allow, and how that was reached.
fn time(viewer: &Viewer, views: &[View], dates: &Dates, claims: &[usize]) -> (DateInterval, String) {
    // "now" dates a standing, not an event.
    let timed: Vec<(usize, DateInterval)> = claims
        .iter()
        .filter(|&&claim| {
            let time = &viewer.material.claims[claim].claim.time;
            let now = time.as_ref().is_some_and(|time| time.text.as_deref().is_some_and(is_now));
            !now || views[claim].family == Family::State
        })
        .filter_map(|&claim| Some((claim, dates.time_of(viewer.material, claim)?)))
        .collect();
    if timed.is_empty() {
        return untold(viewer, views, dates, claims);
    }
    // Earliest and latest days told are the only days where the number of fitting claims changes.
    let fits = |interval: &DateInterval| timed.iter().filter(|(_, other)| other.may_overlap(interval)).count();
    let mut sorted = timed.clone();
    sorted.sort_by_key(|(claim, interval)| {
        let carried = !views[*claim].days_own;
        let width = day::width(interval).unwrap_or(i32::MAX);
        (std::cmp::Reverse(fits(interval)), carried, width, interval.earliest, *claim)
    });
    let mut result = sorted[0].1;
    let mut behind: Vec<usize> = vec![sorted[0].0];
    for (claim, interval) in &sorted[1..] {
        if let Some(met) = day::meet(&result, interval) {
            if met != result {
                behind.push(*claim);
            }
            result = met;
        }
    }
    let mut reasons: Vec<String> = Vec::new();
    for claim in behind {
        let told = viewer.material.claims[claim];
        let Some(time) = &told.claim.time else { continue };
        let published = dates.interval(told.document).map_or_else(
            || "an undated report".to_string(),
            |interval| format!("a report of {}", day::words(&interval)),
        );
        let reason = match &time.text {
            Some(text) => format!("“{text}” in {published} ({})", viewer.material.outlet(told.document)),
            None => format!("{} in {published} ({})", time.how, viewer.material.outlet(told.document)),
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    (result, reasons.join("; "))
}

/// Where no claim tells a time, the first report bounds it from above, or from below where it is still to come.
fn untold(viewer: &Viewer, views: &[View], dates: &Dates, claims: &[usize]) -> (DateInterval, String) {
    let intervals: Vec<DateInterval> =
        claims.iter().filter_map(|&claim| dates.interval(viewer.material.claims[claim].document)).collect();
    let told = claims.iter().all(|&claim| matches!(views[claim].reality, Reality::Told | Reality::Tried));
    if told {
        let Some(latest) = intervals.iter().filter_map(|interval| interval.latest).min() else {
            return (DateInterval::UNKNOWN, "nothing tells when".to_string());
        };
        let interval = DateInterval { earliest: None, latest: Some(latest), precision: Precision::Unknown };
        return (interval, format!("no report tells when; the first to tell it is of {}", day::long(latest)));
    }
    let Some(earliest) = intervals.iter().filter_map(|interval| interval.earliest).min() else {
        return (DateInterval::UNKNOWN, "nothing tells when".to_string());
    };
    let interval = DateInterval { earliest: Some(earliest), latest: None, precision: Precision::Unknown };
    (interval, format!("no report tells when; it was still to come on {}", day::long(earliest)))
}

/// An operation is followed by its parts for at most so many days where nothing tells its end.
const OPERATION_DAYS: i32 = 400;

/// Sets for each event the larger operation that it is part of: the narrowest event of fighting or of a change of hands
/// at a place that holds this one's, begun before it and told as an operation. `groups` are the claims of each.
pub fn nest(viewer: &Viewer, events: &mut [Event], groups: &[Vec<usize>], operation_words: &[String]) {
    let words: FxHashSet<&str> = operation_words.iter().map(String::as_str).collect();
    let is_operation = |at: usize| {
        events[at].event_type == EventType::Battles
            && groups[at].iter().any(|&claim| {
                let claim = viewer.material.claims[claim].claim;
                let texts = std::iter::once(&claim.trigger.text).chain(claim.targets.iter().map(|target| &target.text));
                texts.into_iter().any(|text| Folded::of(text).iter().any(|word| words.contains(word)))
            })
    };
    let placed = |event: &Event| event.place.as_ref().and_then(|key| viewer.places.id(key));
    let mut by_place: BTreeMap<PlaceId, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        if let (Some(place), Some(_)) = (placed(event), event.time.earliest)
            && is_operation(at)
        {
            by_place.entry(place).or_default().push(at);
        }
    }
    let mut found: Vec<(usize, EventId)> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let (Some(place), Some(earliest)) = (placed(event), event.time.earliest) else { continue };
        if matches!(event.event_type, EventType::Statement | EventType::State) {
            continue;
        }
        let start = day::number(earliest);
        let whole = viewer
            .places
            .ancestors(place)
            .enumerate()
            .flat_map(|(depth, key)| by_place.get(&key).into_iter().flatten().map(move |&other| (depth, other)))
            .filter(|&(depth, other)| {
                let operation = &events[other];
                let begun = operation.time.earliest.map_or(i32::MAX, day::number);
                let width = day::width(&operation.time).unwrap_or(1);
                let wider = depth > 0 || width > day::width(&event.time).unwrap_or(1) || begun < start;
                other != at && wider && begun <= start && start - begun <= OPERATION_DAYS.max(width)
            })
            .min_by_key(|&(depth, other)| {
                (depth, std::cmp::Reverse(events[other].time.earliest), events[other].id.clone())
            });
        if let Some((_, whole)) = whole {
            found.push((at, events[whole].id.clone()));
        }
    }
    for (at, whole) in found {
        events[at].part_of = Some(whole);
    }
}
