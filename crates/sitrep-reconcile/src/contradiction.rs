//! What the claims of one event disagree on, and how it reads: open (cannot both hold), an update (the later report
//! supersedes) or vague (only the precision differs).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sitrep_types::{
    ActorKind, ClaimId, Contradiction, ContradictionId, ContradictionKind, ContradictionReading, EventId, Modality,
    QuantityKind, Scope, Side, stable_id,
};

use crate::actor::Kinship;
use crate::dates::Dates;
use crate::day;
use crate::estimate::Figure;
use crate::place::{Lie, PlaceId};
use crate::view::{CountKey, Family, View, Viewer};

/// A disagreement before it has the ids of its events.
#[derive(Debug, Clone)]
pub struct Draft {
    /// What kind.
    pub kind: ContradictionKind,
    /// What about.
    pub about: String,
    /// Value to the claims that tell it.
    pub sides: BTreeMap<String, BTreeSet<ClaimId>>,
    /// How it reads.
    pub reading: ContradictionReading,
    /// Why.
    pub reason: String,
}

impl Draft {
    /// The contradiction of these events.
    #[must_use]
    pub fn finish(self, mut events: Vec<EventId>) -> Contradiction {
        events.sort();
        events.dedup();
        let sides: Vec<Side> = self
            .sides
            .into_iter()
            .map(|(value, claims)| Side { value, claims: claims.into_iter().collect() })
            .collect();
        let mut parts = vec![format!("{:?}", self.kind), self.about.clone()];
        for side in &sides {
            parts.push(side.value.clone());
            parts.extend(side.claims.iter().map(|claim| claim.0.clone()));
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Contradiction {
            id: ContradictionId(stable_id("contradiction-", &parts)),
            events,
            kind: self.kind,
            about: self.about,
            sides,
            reading: self.reading,
            reason: self.reason,
        }
    }
}

/// How two figures for one thing compare; `None` where they agree.
#[must_use]
pub fn compare_figures(one: &Figure, other: &Figure) -> Option<ContradictionReading> {
    let (first, second) = (&one.count, &other.count);
    if (first.low, first.best, first.high) == (second.low, second.best, second.high) {
        return None;
    }
    let meet = first.low <= second.high.unwrap_or(i64::MAX) && second.low <= first.high.unwrap_or(i64::MAX);
    if meet {
        return Some(ContradictionReading::Vague);
    }
    match (one.as_of, other.as_of) {
        (Some(a), Some(b)) if a != b => Some(ContradictionReading::Update),
        _ => Some(ContradictionReading::Open),
    }
}

/// All disagreements among the claims of one event.
#[must_use]
pub fn within(
    viewer: &Viewer,
    views: &[View],
    dates: &Dates,
    claims: &[usize],
    figures: &BTreeMap<CountKey, Vec<Figure>>,
) -> Vec<Draft> {
    let over = claims
        .iter()
        .filter_map(|&claim| views[claim].days)
        .filter(|days| days.1 - days.0 <= 1)
        .map(|days| days.1)
        .min();
    let mut drafts: Vec<Draft> = figures.iter().filter_map(|(key, list)| numbers(viewer, key, list, over)).collect();
    drafts.extend(outcome(viewer, views, dates, claims));
    let affirmed: Vec<usize> = claims.iter().copied().filter(|&claim| !denies(viewer, claim)).collect();
    drafts.extend(days(viewer, views, &affirmed));
    drafts.extend(actors(viewer, views, &affirmed));
    drafts.extend(places(viewer, views, &affirmed));
    drafts
}

/// Whether a claim says that its event did not happen.
#[must_use]
pub fn denies(viewer: &Viewer, claim: usize) -> bool {
    let claim = viewer.material.claims[claim].claim;
    claim.negated || claim.modality == Modality::Denied
}

fn figure_words(figure: &Figure) -> String {
    let count = &figure.count;
    match (count.low, count.best, count.high) {
        (_, Some(best), _) => best.to_string(),
        (low, None, Some(high)) if low > 0 => format!("{low} to {high}"),
        (_, None, Some(high)) => format!("at most {high}"),
        (low, None, None) => format!("at least {low}"),
    }
}

/// Days after an event within which its toll still rises from hour to hour.
const RISING_DAYS: i32 = 1;
/// So many different figures of one day are a toll that rises, whoever tells them.
const RISING_FIGURES: usize = 3;

/// The days on which the figures of an event that was over on a day can follow one another within hours.
fn rises_on(list: &[Figure], over: Option<i32>) -> BTreeSet<Date> {
    let soon = |day: &Date| over.is_some_and(|over| (0..=RISING_DAYS).contains(&(day::number(*day) - over)));
    list.iter().filter_map(|figure| figure.as_of).filter(soon).collect()
}

/// Whether two figures of one such day may be an earlier and a later one: unless two sources stand against one another
/// with them, and with no others.
fn may_follow(viewer: &Viewer, one: &Figure, other: &Figure, list: &[Figure]) -> bool {
    let told: BTreeSet<i64> =
        list.iter().filter(|figure| figure.as_of == one.as_of).filter_map(|figure| figure.count.best).collect();
    let source = |figure: &Figure| viewer.actors.links[figure.claim].last().copied().flatten();
    told.len() >= RISING_FIGURES
        || match (source(one), source(other)) {
            (Some(first), Some(second)) => first == second,
            _ => viewer.material.claims[one.claim].document != viewer.material.claims[other.claim].document,
        }
}

fn numbers(viewer: &Viewer, key: &CountKey, list: &[Figure], over: Option<i32>) -> Option<Draft> {
    let (what, group, scope) = key;
    let rising = rises_on(list, over);
    let mut hours = false;
    let mut worst: Option<ContradictionReading> = None;
    let mut opposed = false;
    for (at, one) in list.iter().enumerate() {
        for other in list[at + 1..].iter().take(200) {
            let Some(mut reading) = compare_figures(one, other) else { continue };
            // Two parties' figures for one incident do not supersede one another.
            if reading == ContradictionReading::Update
                && *scope == Scope::Incident
                && rivals(viewer, one.claim, other.claim)
            {
                reading = ContradictionReading::Open;
                opposed = true;
            }
            if reading == ContradictionReading::Open
                && one.as_of.is_some_and(|day| rising.contains(&day))
                && matches!(what, QuantityKind::Killed | QuantityKind::Injured)
                && !rivals(viewer, one.claim, other.claim)
                && may_follow(viewer, one, other, list)
            {
                reading = ContradictionReading::Update;
                hours = true;
            }
            let rank = |reading: ContradictionReading| match reading {
                ContradictionReading::Vague => 0,
                ContradictionReading::Update => 1,
                ContradictionReading::Open => 2,
            };
            if worst.is_none_or(|worst| rank(reading) > rank(worst)) {
                worst = Some(reading);
            }
        }
    }
    let reading = worst?;
    let mut sides: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
    for figure in list {
        sides.entry(figure_words(figure)).or_default().insert(viewer.material.claims[figure.claim].claim.id.clone());
    }
    if sides.len() < 2 {
        return None;
    }
    let what = format!("{what:?}").to_lowercase();
    let reason = match reading {
        ContradictionReading::Vague => "the figures can be one; they differ in precision only".to_string(),
        ContradictionReading::Update if hours => "the figures were told within a day of the event, when a toll still \
             rises; no hours are told, so the higher may be the later"
            .to_string(),
        ContradictionReading::Update => {
            "the figures were told on different days; the later supersedes the earlier".to_string()
        }
        ContradictionReading::Open if opposed => "the figures come from two parties to the fight".to_string(),
        ContradictionReading::Open => "the figures are told as of the same time and cannot both hold".to_string(),
    };
    Some(Draft { kind: ContradictionKind::Number, about: format!("{what}, {group}"), sides, reading, reason })
}

/// Whether the sources of two claims belong to two different known sides.
fn rivals(viewer: &Viewer, one: usize, other: usize) -> bool {
    let source = |claim: usize| viewer.actors.links[claim].last().copied().flatten();
    let (Some(first), Some(second)) = (source(one), source(other)) else { return false };
    let fights = |actor: usize| {
        matches!(
            viewer.actors.record[actor].kind,
            ActorKind::ArmedGroup | ActorKind::StateForce | ActorKind::Government
        )
    };
    fights(first) && fights(second) && viewer.actors.kinship(first, second) == Kinship::Strangers
}

fn outcome(viewer: &Viewer, views: &[View], dates: &Dates, claims: &[usize]) -> Option<Draft> {
    let mut sides: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
    let (mut told_last, mut denied_last) = (None, None);
    let mut by_the_loser = false;
    // Nobody denies what he tells himself: such a negation is of something else.
    let teller =
        |claim: usize| (viewer.material.claims[claim].document, viewer.actors.links[claim].last().copied().flatten());
    let affirming: BTreeSet<_> =
        claims.iter().filter(|&&claim| !denies(viewer, claim)).map(|&claim| teller(claim)).collect();
    for &claim in claims {
        if denies(viewer, claim) && affirming.contains(&teller(claim)) {
            continue;
        }
        let told = viewer.material.claims[claim];
        let as_of = dates.interval(told.document).and_then(|interval| interval.latest);
        let (side, last) =
            if denies(viewer, claim) { ("did not happen", &mut denied_last) } else { ("happened", &mut told_last) };
        sides.entry(side.to_string()).or_default().insert(told.claim.id.clone());
        *last = (*last).max(as_of);
        by_the_loser |= denies(viewer, claim) && speaks_for_a_target(viewer, views, claims, claim);
    }
    if sides.len() < 2 {
        return None;
    }
    let reading = match (told_last, denied_last) {
        // Whom it is told to have befallen is not refuted by being told so again.
        _ if by_the_loser => ContradictionReading::Open,
        // "has not been taken yet", and then it is.
        (Some(told), Some(denied)) if day::number(told) - day::number(denied) > 1 => ContradictionReading::Update,
        _ => ContradictionReading::Open,
    };
    let reason = match reading {
        ContradictionReading::Update => "it was denied at first and is told as happened by later reports",
        _ => "some tell it as happened, others deny it",
    };
    Some(Draft {
        kind: ContradictionKind::Outcome,
        about: "whether it happened".to_string(),
        sides,
        reading,
        reason: reason.to_string(),
    })
}

/// Whether the source of a claim is one that the event's claims name as acted on, or belongs to it.
fn speaks_for_a_target(viewer: &Viewer, views: &[View], claims: &[usize], claim: usize) -> bool {
    let Some(source) = viewer.actors.links[claim].last().copied().flatten() else { return false };
    claims.iter().flat_map(|&other| &views[other].target_actors).any(|&target| {
        let whole = viewer.actors.record[source].affiliation.as_ref() == Some(&viewer.actors.record[target].id);
        source == target || whole
    })
}

fn days(viewer: &Viewer, views: &[View], claims: &[usize]) -> Option<Draft> {
    let timed: Vec<(usize, (i32, i32))> =
        // A day carried over from another sentence is too weak to contradict.
        claims
            .iter()
            .filter(|&&claim| views[claim].days_own)
            .filter_map(|&claim| Some((claim, views[claim].days?)))
            .collect();
    let latest_start = timed.iter().map(|(_, days)| days.0).max()?;
    let earliest_end = timed.iter().map(|(_, days)| days.1).min()?;
    if latest_start <= earliest_end {
        return None;
    }
    let mut sides: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
    for (claim, days) in timed.iter().filter(|(_, days)| days.1 < latest_start || days.0 > earliest_end) {
        let (Some(first), Some(last)) = (day::date_of(days.0), day::date_of(days.1)) else { continue };
        let value = if first == last { first.to_string() } else { format!("{first} to {last}") };
        sides.entry(value).or_default().insert(viewer.material.claims[*claim].claim.id.clone());
    }
    (sides.len() > 1).then(|| Draft {
        kind: ContradictionKind::Date,
        about: "when it happened".to_string(),
        sides,
        reading: ContradictionReading::Open,
        reason: "the days told have none in common".to_string(),
    })
}

/// Two named units that are each told to have done it alone.
fn actors(viewer: &Viewer, views: &[View], claims: &[usize]) -> Option<Draft> {
    let unit = |actor: usize| {
        viewer.is_named(actor)
            && matches!(
                viewer.actors.record[actor].kind,
                ActorKind::StateForce
                    | ActorKind::ArmedGroup
                    | ActorKind::International
                    | ActorKind::Government
                    | ActorKind::Organisation
                    | ActorKind::Unknown
            )
    };
    let named: Vec<(usize, BTreeSet<usize>)> = claims
        .iter()
        // Two can each investigate or send troops: what is no violence and moves no ground needs not be one's alone.
        .filter(|&&claim| {
            !matches!(views[claim].family, Family::Clash | Family::Agreement | Family::State | Family::Move)
        })
        .map(|&claim| {
            (claim, views[claim].actors.iter().copied().filter(|&actor| unit(actor)).collect::<BTreeSet<usize>>())
        })
        .filter(|(_, actors)| !actors.is_empty())
        .collect();
    let apart = |one: &BTreeSet<usize>, other: &BTreeSet<usize>| {
        one.iter().all(|&first| {
            other.iter().all(|&second| {
                matches!(viewer.actors.kinship(first, second), Kinship::Strangers | Kinship::SameSide)
                    && !named.iter().any(|(_, together)| together.contains(&first) && together.contains(&second))
            })
        })
    };
    let mut sides: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
    let words = |actors: &BTreeSet<usize>| {
        actors.iter().map(|&actor| viewer.actors.record[actor].name.clone()).collect::<Vec<_>>().join(", ")
    };
    for (at, (claim, one)) in named.iter().enumerate() {
        for (other_claim, other) in named[at + 1..].iter().take(200) {
            if apart(one, other) {
                for (claim, actors) in [(claim, one), (other_claim, other)] {
                    sides.entry(words(actors)).or_default().insert(viewer.material.claims[*claim].claim.id.clone());
                }
            }
        }
    }
    (sides.len() > 1).then(|| Draft {
        kind: ContradictionKind::Actor,
        about: "who did it".to_string(),
        sides,
        reading: ContradictionReading::Open,
        reason: "each is told to have done it, and no claim tells that they did it together".to_string(),
    })
}

fn places(viewer: &Viewer, views: &[View], claims: &[usize]) -> Option<Draft> {
    let placed: Vec<(usize, PlaceId)> = claims
        .iter()
        .filter(|&&claim| views[claim].exactness >= 0.6)
        // Nobody says that what is recalled beside the news happened where the news did.
        .filter(|&&claim| !(views[claim].background && views[claim].place_lent))
        .filter_map(|&claim| Some((claim, views[claim].place?)))
        .filter(|&(_, place)| !viewer.places.is_vague(place) && !viewer.names_no_site(place))
        .collect();
    let mut sides: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
    for (at, &(claim, one)) in placed.iter().enumerate() {
        for &(other_claim, other) in placed[at + 1..].iter().take(200) {
            if viewer.places.lie(one, other) == Lie::Apart
                && !viewer.may_be_one_site(one, other)
                && !viewer.leaves_town_open(one, other)
            {
                for (claim, place) in [(claim, one), (other_claim, other)] {
                    sides
                        .entry(viewer.places.name(place).to_string())
                        .or_default()
                        .insert(viewer.material.claims[claim].claim.id.clone());
                }
            }
        }
    }
    (sides.len() > 1).then(|| Draft {
        kind: ContradictionKind::Place,
        about: "where it happened".to_string(),
        sides,
        reading: ContradictionReading::Open,
        reason: "the places told lie apart".to_string(),
    })
}
