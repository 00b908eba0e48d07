//! Who holds which place from when to when: what claims of gains, losses and standing tell, with containment.
//!
//! Each place has its own line of rows. A gain ends the row of the holder before; a site inside a taken town goes with
//! it unless told otherwise; a town of which a part was taken is contested from then on. Nothing is filled in from
//! neighbours: a place that nothing tells of has no row.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_types::{
    ActorKind, ClaimId, ContradictionKind, ContradictionReading, Control, ControlEffect, DateInterval, Modality,
    PlaceKind, Precision, SubType, TimeMeaning,
};

use crate::actor::Kinship;
use crate::contradiction::Draft;
use crate::coreference::Clusters;
use crate::dates::Dates;
use crate::day;
use crate::place::PlaceId;
use crate::view::{Reality, View, Viewer, is_now};

/// Tellings of holders that differ by at most so many days contradict one another rather than follow.
const SAME_TIME_DAYS: i32 = 3;

/// Something told about a holder at one time.
#[derive(Debug, Clone)]
struct Point {
    effect: ControlEffect,
    actor: Option<usize>,
    /// Nobody is named; the actor is who regains other places in the same report or country.
    inferred: bool,
    /// Told as holding since then.
    since: bool,
    /// Who lost it, where told.
    loser: Option<usize>,
    time: DateInterval,
    claims: BTreeSet<ClaimId>,
    group: usize,
}

#[derive(Debug, Clone)]
struct Row {
    holder: usize,
    from: Option<DateInterval>,
    until: Option<DateInterval>,
    claims: BTreeSet<ClaimId>,
    contested: bool,
    /// Whether it starts with a gain rather than with a telling of a standing.
    gained: bool,
    reason: String,
}

/// The rows of control, and disagreements over who holds a place, with the groups of claims they concern.
#[must_use]
pub fn control(
    viewer: &Viewer,
    views: &[View],
    dates: &Dates,
    clusters: &Clusters,
) -> (Vec<Control>, Vec<(Draft, Vec<usize>)>) {
    let mut points = points(viewer, views, dates, clusters);
    let mut disputes = Vec::new();
    for (place, list) in &mut points {
        list.sort_by_key(order);
        disputes.extend(disputed(viewer, *place, list));
    }
    let mut rows: BTreeMap<PlaceId, Vec<Row>> = BTreeMap::new();
    // From the outside in, so that a site knows who held its town.
    let mut places: Vec<PlaceId> = points.keys().copied().collect();
    places.sort_by_key(|&place| (viewer.places.depth(place), place));
    for place in places {
        let line = line(viewer, place, &points[&place], &rows);
        if !line.is_empty() {
            rows.insert(place, line);
        }
    }
    take_parts(viewer, &mut rows);
    contest_wholes(viewer, &points, &mut rows);
    let mut control: Vec<Control> = rows
        .into_iter()
        .flat_map(|(place, rows)| rows.into_iter().map(move |row| (place, row)))
        .map(|(place, row)| Control {
            place: viewer.places.key(place).clone(),
            holder: viewer.actors.record[row.holder].id.clone(),
            from: row.from,
            until: row.until,
            claims: row.claims.into_iter().collect(),
            contested: row.contested,
            reason: row.reason,
        })
        .collect();
    let key = |row: &Control| (row.from.and_then(|from| from.earliest), row.until.and_then(|until| until.earliest));
    control.sort_by(|one, other| (&one.place, key(one), &one.holder).cmp(&(&other.place, key(other), &other.holder)));
    (control, disputes)
}

/// Whether an actor can hold ground.
fn can_hold(viewer: &Viewer, actor: usize) -> bool {
    let record = &viewer.actors.record[actor];
    match record.kind {
        ActorKind::ArmedGroup | ActorKind::StateForce | ActorKind::Government | ActorKind::International => true,
        ActorKind::Unknown => viewer.is_named(actor),
        ActorKind::Person | ActorKind::Media | ActorKind::Civilians | ActorKind::Organisation => false,
    }
}

/// Whether two holders count as one side, so that the one taking over from the other is no change.
fn one_side(viewer: &Viewer, one: usize, other: usize) -> bool {
    viewer.actors.kinship(one, other) != Kinship::Strangers
}

fn points(viewer: &Viewer, views: &[View], dates: &Dates, clusters: &Clusters) -> BTreeMap<PlaceId, Vec<Point>> {
    let mut points: BTreeMap<PlaceId, Vec<Point>> = BTreeMap::new();
    for (group, members) in clusters.groups.iter().enumerate() {
        let mut merged: BTreeMap<(PlaceId, ControlEffect), Vec<usize>> = BTreeMap::new();
        for &claim in members {
            let told = viewer.material.claims[claim].claim;
            let Some(effect) = told.effect else { continue };
            let firm = matches!(told.modality, Modality::Asserted | Modality::Claimed) && !told.negated;
            if !firm || views[claim].reality != Reality::Told {
                continue;
            }
            let view = &views[claim];
            let parts = view.part_of.filter(|_| view.objects.is_empty()).map(|place| (place, ControlEffect::Contested));
            for (place, effect) in view.objects.iter().map(|&place| (place, effect)).chain(parts) {
                // A country is held by nobody that a report could tell of in one word.
                if viewer.places.kind(place) != Some(PlaceKind::Country) {
                    merged.entry((place, effect)).or_default().push(claim);
                }
            }
        }
        for ((place, effect), claims) in merged {
            if let Some(point) = point(viewer, views, dates, group, effect, &claims) {
                points.entry(place).or_default().push(point);
            }
        }
    }
    points
}

fn point(
    viewer: &Viewer,
    views: &[View],
    dates: &Dates,
    group: usize,
    effect: ControlEffect,
    claims: &[usize],
) -> Option<Point> {
    let most = |list: Vec<usize>| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for actor in list.into_iter().filter(|&actor| can_hold(viewer, actor)) {
            *counts.entry(actor).or_default() += 1;
        }
        counts.into_iter().max_by_key(|&(actor, count)| (count, std::cmp::Reverse(actor))).map(|(actor, _)| actor)
    };
    let told = most(claims.iter().flat_map(|&claim| views[claim].actors.clone()).collect());
    let (actor, inferred) = match told {
        Some(actor) => (Some(actor), false),
        // Only a telling with a time of its own is firm enough to say who without a name.
        None if effect == ControlEffect::ActorGains && claims.iter().any(|&claim| views[claim].days.is_some()) => {
            (regainer(viewer, views, claims), true)
        }
        None => (None, false),
    };
    let loser = most(claims.iter().flat_map(|&claim| views[claim].target_actors.clone()).collect())
        .filter(|&loser| actor.is_none_or(|actor| !one_side(viewer, actor, loser)));
    let mut time = DateInterval::UNKNOWN;
    let mut told_since = false;
    for &claim in claims {
        let told = viewer.material.claims[claim];
        // "now" dates a standing, not the day of a gain.
        let now = told.claim.time.as_ref().is_some_and(|time| time.text.as_deref().is_some_and(is_now));
        let day = dates.time_of(viewer.material, claim).filter(|_| !now || effect == ControlEffect::ActorHolds);
        let own = day.map(|interval| {
            let start = since(told.claim, interval);
            told_since |= start != interval;
            start
        });
        // A standing told without a time stands when the report was published.
        let own =
            own.or_else(|| (effect == ControlEffect::ActorHolds).then(|| dates.interval(told.document)).flatten());
        if let Some(own) = own {
            time = day::meet(&time, &own).unwrap_or(time);
        }
    }
    if time.is_unknown() {
        let latest =
            claims.iter().filter_map(|&claim| dates.interval(viewer.material.claims[claim].document)?.latest).min();
        time.latest = latest;
    }
    let ids = claims.iter().map(|&claim| viewer.material.claims[claim].claim.id.clone()).collect();
    Some(Point { effect, actor, inferred, since: told_since, loser, time, claims: ids, group })
}

/// Who regained a place where nobody is named: the force that regains most other places of that country, in the same
/// reports if any.
fn regainer(viewer: &Viewer, views: &[View], claims: &[usize]) -> Option<usize> {
    let regained = |claim: usize| views[claim].sub_type == Some(SubType::GovernmentRegainsTerritory);
    if !claims.iter().any(|&claim| regained(claim)) {
        return None;
    }
    let country = |view: &View| viewer.places.entry(view.place?)?.place.country.clone();
    let here = claims.iter().find_map(|&claim| country(&views[claim]))?;
    let documents: BTreeSet<usize> = claims.iter().map(|&claim| views[claim].document).collect();
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for &claim in viewer.regaining(&here) {
        let view = &views[claim];
        for &actor in view.actors.iter().filter(|&&actor| viewer.actors.record[actor].kind == ActorKind::StateForce) {
            let count = counts.entry(actor).or_default();
            count.0 += usize::from(documents.contains(&view.document));
            count.1 += 1;
        }
    }
    counts.into_iter().max_by_key(|&(actor, count)| (count, std::cmp::Reverse(actor))).map(|(actor, _)| actor)
}

/// "since the summer of 2014" is told as a stretch until now; a holder's time is its start.
fn since(claim: &sitrep_types::Claim, interval: DateInterval) -> DateInterval {
    let Some(time) = &claim.time else { return interval };
    match &time.meaning {
        TimeMeaning::Range { start, .. } => match start.as_ref() {
            TimeMeaning::Absolute { interval: start } => *start,
            _ => DateInterval { latest: interval.earliest, ..interval },
        },
        TimeMeaning::Absolute { interval: start } if interval.latest > start.latest => *start,
        _ => interval,
    }
}

/// Points in order: by the last day they can be, undated first; gains before standings of the same day.
fn order(point: &Point) -> (i32, u8, Option<ClaimId>) {
    let day = point.time.latest.or(point.time.earliest).map_or(i32::MIN, day::number);
    let rank = match point.effect {
        ControlEffect::ActorGains => 1,
        ControlEffect::ActorLoses => 0,
        ControlEffect::ActorHolds => 2,
        ControlEffect::Contested => 3,
    };
    (day, rank, point.claims.first().cloned())
}

/// The rows of one place; `outer` are those of places that hold it.
fn line(viewer: &Viewer, place: PlaceId, points: &[Point], outer: &BTreeMap<PlaceId, Vec<Row>>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for point in points {
        match (point.effect, point.actor) {
            (ControlEffect::ActorGains, Some(actor)) => {
                end_before(viewer, place, point, actor, &mut rows, outer);
                let how = if point.inferred {
                    "told as regained by the government side, without a name; this force is told to regain other places there"
                } else {
                    "told to have taken it"
                };
                hold(viewer, &mut rows, actor, point, how, true);
            }
            (ControlEffect::ActorHolds, Some(actor)) => {
                let other = rows.last().is_some_and(|row| row.until.is_none() && !one_side(viewer, row.holder, actor));
                if other {
                    // Both are told to hold it now: neither row ends the other.
                    if let Some(row) = rows.last_mut() {
                        row.contested = true;
                    }
                }
                hold(viewer, &mut rows, actor, point, "told to hold it", false);
                if other && let Some(row) = rows.last_mut() {
                    row.contested = true;
                }
            }
            (ControlEffect::ActorLoses, Some(actor)) => {
                if !close(viewer, &mut rows, actor, point) {
                    rows.push(Row {
                        holder: actor,
                        from: None,
                        until: Some(point.time),
                        claims: point.claims.clone(),
                        contested: false,
                        gained: false,
                        reason: format!("told to have lost or left it, {}", day::words(&point.time)),
                    });
                }
            }
            (ControlEffect::Contested, _) => {
                // Without a first day nothing tells since when.
                if point.time.earliest.is_some()
                    && let Some(at) = rows.iter().position(|row| row.until.is_none() && covers(row, &point.time))
                {
                    split(
                        &mut rows,
                        at,
                        point,
                        format!("contested since fighting for it is told, {}", day::words(&point.time)),
                    );
                }
            }
            (_, None) => {}
        }
    }
    rows
}

/// Ends the row of whoever held the place until this gain; makes one where only the gain tells of a holder before.
fn end_before(
    viewer: &Viewer,
    place: PlaceId,
    point: &Point,
    actor: usize,
    rows: &mut Vec<Row>,
    outer: &BTreeMap<PlaceId, Vec<Row>>,
) {
    let mut ended = false;
    for row in rows.iter_mut().filter(|row| row.until.is_none() && !one_side(viewer, row.holder, actor)) {
        row.until = Some(point.time);
        row.claims.extend(point.claims.iter().cloned());
        ended = true;
    }
    let held_by_own = rows.iter().any(|row| row.until.is_none() && one_side(viewer, row.holder, actor));
    if ended || held_by_own {
        return;
    }
    let from_outer =
        viewer.places.ancestors(place).skip(1).filter_map(|key| outer.get(&key).map(|rows| (key, rows))).find_map(
            |(key, rows)| {
                rows.iter()
                    .rev()
                    .find(|row| {
                        let began = row.from.and_then(|from| from.earliest);
                        began.is_none_or(|began| point.time.latest.is_none_or(|taken| began <= taken))
                            && !one_side(viewer, row.holder, actor)
                            && row
                                .until
                                .and_then(|until| until.latest)
                                .is_none_or(|until| point.time.earliest.is_none_or(|taken| until >= taken))
                    })
                    .map(|row| (key, row.clone()))
            },
        );
    let (holder, from, claims, reason) = match (point.loser, from_outer) {
        (Some(loser), Some((key, row))) if one_side(viewer, loser, row.holder) => (
            row.holder,
            row.from,
            row.claims,
            format!("told to have lost it; held {} since then", viewer.places.name(key)),
        ),
        (Some(loser), _) => {
            (loser, None, BTreeSet::new(), "told to have lost it; nothing tells since when it was held".to_string())
        }
        (None, Some((key, row))) => (
            row.holder,
            row.from,
            row.claims,
            format!("held {}, in which it lies, until it was taken", viewer.places.name(key)),
        ),
        (None, None) => return,
    };
    rows.push(Row {
        holder,
        from,
        until: Some(point.time),
        claims: claims.into_iter().chain(point.claims.iter().cloned()).collect(),
        contested: false,
        gained: false,
        reason,
    });
}

/// A holder's row from this point on, or the same row where the side holds the place already.
fn hold(viewer: &Viewer, rows: &mut Vec<Row>, actor: usize, point: &Point, how: &str, gained: bool) {
    if let Some(row) = rows.iter_mut().find(|row| row.until.is_none() && one_side(viewer, row.holder, actor)) {
        row.claims.extend(point.claims.iter().cloned());
        if row.from.is_none() && (gained || point.since) {
            row.from = Some(point.time);
            row.gained = gained;
        }
        // A name tells more than "the militants".
        if viewer.is_named(actor) && !viewer.is_named(row.holder) {
            row.holder = actor;
        }
        return;
    }
    let from = if gained || point.since {
        Some(point.time).filter(|time| !time.is_unknown())
    } else {
        // A standing told for one day has begun at some day before, after whoever held the place last.
        rows.iter().filter_map(|row| row.until).max_by_key(|until| until.earliest).map(|until| DateInterval {
            earliest: until.earliest,
            latest: point.time.latest,
            precision: Precision::Unknown,
        })
    };
    rows.push(Row {
        holder: actor,
        from,
        until: None,
        claims: point.claims.clone(),
        contested: false,
        gained,
        reason: format!("{how}, {}", day::words(&point.time)),
    });
}

fn close(viewer: &Viewer, rows: &mut [Row], actor: usize, point: &Point) -> bool {
    let mut closed = false;
    for row in rows.iter_mut().filter(|row| row.until.is_none() && one_side(viewer, row.holder, actor)) {
        row.until = Some(point.time);
        row.claims.extend(point.claims.iter().cloned());
        closed = true;
    }
    closed
}

/// A town taken takes its parts: the rows of other holders inside it end with it.
fn take_parts(viewer: &Viewer, rows: &mut BTreeMap<PlaceId, Vec<Row>>) {
    let wholes: Vec<(PlaceId, Vec<Row>)> = rows.iter().map(|(&place, rows)| (place, rows.clone())).collect();
    let mut parts: BTreeMap<PlaceId, Vec<PlaceId>> = BTreeMap::new();
    for &place in rows.keys() {
        for ancestor in viewer.places.ancestors(place).skip(1) {
            parts.entry(ancestor).or_default().push(place);
        }
    }
    for (whole, taken) in wholes {
        for row in taken.iter().filter(|row| row.gained && !row.contested) {
            let Some(from) = row.from else { continue };
            for part in parts.get(&whole).into_iter().flatten() {
                let Some(lines) = rows.get_mut(part) else { continue };
                for inner in lines
                    .iter_mut()
                    .filter(|inner| inner.until.is_none() && !one_side(viewer, inner.holder, row.holder))
                {
                    let before = match (inner.from.and_then(|from| from.earliest), from.earliest) {
                        (Some(inner), Some(whole)) => inner < whole,
                        _ => false,
                    };
                    if before {
                        inner.until = Some(from);
                        inner.claims.extend(row.claims.iter().cloned());
                    }
                }
            }
        }
    }
}

/// A town of which another side has taken a part is contested from then on, until it changes hands.
fn contest_wholes(viewer: &Viewer, points: &BTreeMap<PlaceId, Vec<Point>>, rows: &mut BTreeMap<PlaceId, Vec<Row>>) {
    for (&part, list) in points {
        for point in list.iter().filter(|point| point.effect == ControlEffect::ActorGains) {
            let Some(actor) = point.actor else { continue };
            for whole in viewer.places.ancestors(part).skip(1) {
                if matches!(viewer.places.kind(whole), Some(PlaceKind::Country | PlaceKind::Region) | None) {
                    break;
                }
                let Some(lines) = rows.get_mut(&whole) else { continue };
                let Some(at) =
                    lines.iter().position(|row| covers(row, &point.time) && !one_side(viewer, row.holder, actor))
                else {
                    continue;
                };
                let reason =
                    format!("contested since {} was taken, {}", viewer.places.name(part), day::words(&point.time));
                split(lines, at, point, reason);
            }
        }
    }
}

/// Parts a row in two at a point from which on it is contested; a row that is contested already starts no later.
fn split(rows: &mut Vec<Row>, at: usize, point: &Point, reason: String) {
    // The fighting in which the holder took the place contests nothing.
    let begun = rows[at].from.and_then(|from| from.latest);
    if begun.is_some() && begun >= point.time.earliest && point.time.earliest.is_some() {
        return;
    }
    if rows[at].contested {
        rows[at].claims.extend(point.claims.iter().cloned());
        return;
    }
    let mut contested = rows[at].clone();
    contested.contested = true;
    contested.gained = false;
    contested.reason = reason;
    contested.claims.extend(point.claims.iter().cloned());
    contested.from = Some(point.time);
    if rows[at].from == contested.from {
        rows[at] = contested;
    } else {
        rows[at].until = Some(point.time);
        rows.insert(at + 1, contested);
    }
}

fn covers(row: &Row, time: &DateInterval) -> bool {
    let begun = match (row.from.and_then(|from| from.earliest), time.latest) {
        (Some(from), Some(time)) => from <= time,
        _ => true,
    };
    let going = match (row.until.and_then(|until| until.latest), time.earliest) {
        (Some(until), Some(time)) => until > time,
        _ => true,
    };
    begun && going
}

/// Two sides told to hold or to have taken one place at one time.
fn disputed(viewer: &Viewer, place: PlaceId, points: &[Point]) -> Vec<(Draft, Vec<usize>)> {
    let mut found = Vec::new();
    let telling: Vec<(&Point, usize)> = points
        .iter()
        .filter(|point| matches!(point.effect, ControlEffect::ActorGains | ControlEffect::ActorHolds))
        .filter_map(|point| Some((point, point.actor?)))
        .collect();
    for (at, (one, first)) in telling.iter().enumerate() {
        for (other, second) in telling[at + 1..].iter().take(40) {
            if one.group == other.group || one_side(viewer, *first, *second) {
                continue;
            }
            let (Some(a), Some(b), Some(c), Some(d)) =
                (one.time.earliest, one.time.latest, other.time.earliest, other.time.latest)
            else {
                continue;
            };
            let gap = (day::number(a) - day::number(d)).max(day::number(c) - day::number(b));
            let short = day::number(b) - day::number(a) <= 2 * SAME_TIME_DAYS
                && day::number(d) - day::number(c) <= 2 * SAME_TIME_DAYS;
            // A loss that the loser's own former standing explains is a change, not a dispute.
            let follows = other.loser.is_some_and(|loser| one_side(viewer, loser, *first))
                && other.effect == ControlEffect::ActorGains;
            if gap > SAME_TIME_DAYS || !short || follows {
                continue;
            }
            let sides = [(one, first), (other, second)]
                .into_iter()
                .map(|(point, &actor)| (format!("held by {}", viewer.actors.record[actor].name), point.claims.clone()))
                .collect();
            found.push((
                Draft {
                    kind: ContradictionKind::Outcome,
                    about: format!("who holds {}", viewer.places.name(place)),
                    sides,
                    reading: ContradictionReading::Open,
                    reason: "two sides are told to hold it at the same time".to_string(),
                },
                vec![one.group, other.group],
            ));
        }
    }
    found
}
