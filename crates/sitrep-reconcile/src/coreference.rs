//! Event coreference: which claims tell one happening.
//!
//! Claims are compared only within blocks (one town and kind of happening, one document, one passage), best pairs are
//! joined first, and two groups join only where no member of the one rules out a member of the other. The order of the
//! claims is that of their ids, so the groups do not depend on the order in which documents came. What a person put
//! together is together from the start, and what a person put apart never joins.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_types::PlaceKind;

use crate::decision::ties::Ties;
use crate::material::small;
use crate::place::{PlaceId, Places, Reach};
use crate::scorer::{Apart, CARRIED_SLIP, SUBURB_KM, dated_a_day_apart, same_large_toll};
use crate::view::{Family, Number, View, Viewer};

/// Blocks up to this size are compared pair by pair.
const SMALL_BLOCK: usize = 48;
/// In larger ones each claim meets at most this many others whose days can be the same.
const MOST_PARTNERS: usize = 160;
/// Members of a group that speak for it when two groups are joined.
const SPEAKERS: usize = 14;
/// How far the mean of all pairs of two groups may lie below what one pair needs.
const MEAN_SLACK: f64 = 2.0;

/// Groups of claims that tell one happening each.
#[derive(Debug, Clone, Default)]
pub struct Clusters {
    /// The claims of each, sorted; in order of their first claim.
    pub groups: Vec<Vec<usize>>,
    /// The group of each claim.
    pub of_claim: Vec<usize>,
    /// Pairs of claims that look alike but were kept apart, with the reason, sorted.
    pub near: Vec<(usize, usize, Apart)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Town(u8, PlaceId),
    Document(u8, usize),
    Passage(u8, usize),
    Site(PlaceId),
    Toll(u8, i64, i32),
    Speaker(usize),
    Country(u8, PlaceId, i32),
    Past(u8, i64),
}

/// What comparing claims yields.
#[derive(Default)]
struct Compared {
    /// Pairs that can be one, with their sum.
    pairs: Vec<(f64, usize, usize)>,
    /// Near misses.
    near: Vec<(usize, usize, Apart)>,
    /// Room for the claims that the next one meets.
    partners: Vec<usize>,
}

/// Groups the claims that `taking_part` allows; the others stay alone.
#[must_use]
pub fn cluster(viewer: &Viewer, views: &[View], strictness: f64, ties: &Ties) -> Clusters {
    let blocks = Blocks::new(viewer, views);
    // Claim by claim, so that what several blocks bring together is compared but once.
    let Compared { mut pairs, mut near, .. } = (0..views.len())
        .into_par_iter()
        .fold(Compared::default, |mut found, claim| {
            let mut partners = std::mem::take(&mut found.partners);
            blocks.partners(claim, &mut partners);
            for &other in &partners {
                compare(viewer, views, (claim.min(other), claim.max(other)), strictness, &mut found);
            }
            found.partners = partners;
            found
        })
        .reduce(Compared::default, |mut all, mut found| {
            all.pairs.append(&mut found.pairs);
            all.near.append(&mut found.near);
            all
        });
    drop(blocks);
    pairs.par_sort_unstable_by(|one, other| {
        other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    pairs.dedup_by(|later, earlier| (later.1, later.2) == (earlier.1, earlier.2));
    let mut group_of: Vec<usize> = (0..views.len()).collect();
    let alone = group_of.clone();
    // Only groups of several have a list.
    let mut groups: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for decided in ties.together() {
        // Sets are sorted, so that the first member names the group as anywhere else.
        for &member in decided {
            group_of[member] = decided[0];
        }
        groups.insert(decided[0], decided.clone());
    }
    for (_, one, other) in pairs {
        let (first, second) = (group_of[one].min(group_of[other]), group_of[one].max(group_of[other]));
        if first == second {
            continue;
        }
        let members = |group: usize| groups.get(&group).map_or(&alone[group..=group], Vec::as_slice);
        let (of_first, of_second) = (members(first), members(second));
        if ties.apart(of_first, of_second) {
            continue;
        }
        // Of two single claims the pair itself has said it.
        let single = of_first.len() == 1 && of_second.len() == 1;
        match if single { Ok(true) } else { may_join(viewer, views, of_first, of_second, strictness) } {
            Ok(true) => {
                let moved = groups.remove(&second).unwrap_or_else(|| vec![second]);
                for &member in &moved {
                    group_of[member] = first;
                }
                let joined = groups.entry(first).or_insert_with(|| vec![first]);
                joined.extend(moved);
                joined.sort_unstable();
            }
            Ok(false) => {}
            Err(reason) => near.push((one, other, reason)),
        }
    }
    let mut of_claim = vec![0; views.len()];
    let first_of_each = (0..views.len()).filter(|&at| group_of[at] == at);
    let groups: Vec<Vec<usize>> =
        first_of_each.map(|first| groups.remove(&first).unwrap_or_else(|| vec![first])).collect();
    for (at, group) in groups.iter().enumerate() {
        for &member in group {
            of_claim[member] = at;
        }
    }
    near.sort_unstable();
    near.dedup();
    Clusters { groups, of_claim, near }
}

/// The claims block by block, in the order in which they are compared there.
struct Blocks {
    members: Vec<u32>,
    /// For each claim where its own seats begin.
    first: Vec<u32>,
    seats: Vec<Seat>,
    /// For each of the members where and when it can have been: side by side, because a block is gone through in order.
    bounds: Vec<Bounds>,
}

/// Where a claim stands in a block.
#[derive(Clone, Copy, Default)]
struct Seat {
    position: u32,
    /// Where the block ends.
    end: u32,
    /// Whether it is large, so that not all of it is compared.
    large: bool,
}

/// What keeps two claims of one block apart without a look at either: most of those that share but a toll and a day, or
/// the wording of every week's report, are places or months apart.
#[derive(Clone, Copy)]
struct Bounds {
    /// Where it can be near others.
    reach: Reach,
    /// Whether that is where what changes hands lies, and not where it happens.
    of_object: bool,
    /// The days told of it, as wide as can be where none are.
    days: (i32, i32),
    /// The days that tell whom it can meet in a large block.
    window: (i32, i32),
}

impl Bounds {
    fn new(places: &Places, view: &View) -> Self {
        let of_object = view.family == Family::Territory;
        let reach = match (of_object, view.place.filter(|_| !(view.place_lent && view.background))) {
            (true, _) => places.reach_of_all(&view.objects),
            (false, Some(place)) => places.reach(place),
            (false, None) => Reach::default(),
        };
        Self { reach, of_object, days: view.days.unwrap_or(ANY_DAYS), window: window(view) }
    }

    /// Whether the comparison of the two could tell nothing but that they are apart.
    fn exclude(&self, other: &Self) -> bool {
        let gap = (self.days.0 - other.days.1).max(other.days.0 - self.days.1);
        self.of_object == other.of_object
            && (self.reach.excludes(&other.reach, SUBURB_KM) || !self.of_object && gap > CARRIED_SLIP)
    }
}

impl Blocks {
    fn new(viewer: &Viewer, views: &[View]) -> Self {
        let mut sorted = assigned(viewer.places, views);
        sorted.par_sort_unstable();
        let mut first = vec![0_u32; views.len() + 1];
        for &(_, claim) in &sorted {
            first[claim as usize + 1] += 1;
        }
        for claim in 0..views.len() {
            first[claim + 1] += first[claim];
        }
        let mut next = first.clone();
        let mut seats = vec![Seat::default(); sorted.len()];
        let mut members: Vec<u32> = Vec::with_capacity(sorted.len());
        for block in sorted.chunk_by(|one, other| one.0 == other.0) {
            let from = members.len();
            let large = block.len() > SMALL_BLOCK;
            members.extend(block.iter().map(|(_, claim)| *claim));
            if large {
                members[from..].sort_by_key(|&claim| (window(&views[claim as usize]), claim));
            }
            for position in from..members.len() {
                let seat = &mut next[members[position] as usize];
                seats[*seat as usize] = Seat { position: small(position), end: small(members.len()), large };
                *seat += 1;
            }
        }
        let bounds: Vec<Bounds> = views.par_iter().map(|view| Bounds::new(viewer.places, view)).collect();
        let bounds = members.iter().map(|&claim| bounds[claim as usize]).collect();
        Self { members, first, seats, bounds }
    }

    /// Finds the claims that a claim is to be compared with, each once.
    fn partners(&self, claim: usize, found: &mut Vec<usize>) {
        found.clear();
        for seat in &self.seats[self.first[claim] as usize..self.first[claim + 1] as usize] {
            let own = &self.bounds[seat.position as usize];
            let until = own.window.1.saturating_add(2);
            let after = seat.position as usize + 1..seat.end as usize;
            let near = after
                .take(if seat.large { MOST_PARTNERS } else { SMALL_BLOCK })
                .take_while(|&other| !seat.large || self.bounds[other].window.0 <= until)
                .filter(|&other| !own.exclude(&self.bounds[other]));
            found.extend(near.map(|other| self.members[other] as usize));
        }
        found.sort_unstable();
        found.dedup();
    }
}

/// Days of which nothing is known.
const ANY_DAYS: (i32, i32) = (i32::MIN / 2, i32::MAX / 2);

/// The days on which a claim's event can have been, as far as that tells whom it can meet in a large block.
fn window(view: &View) -> (i32, i32) {
    view.days.or(view.news).unwrap_or(ANY_DAYS)
}

/// A happening told of more days than this is looked for in its town alone.
const FEW_DAYS: i32 = 3;

/// The countries and days in which one report leaves the town of a site open ("a mosque in Nigeria"), by kind.
fn open_days(places: &Places, views: &[View]) -> FxHashSet<(u8, PlaceId, i32)> {
    let open = views.iter().filter(|view| view.place.is_some_and(|place| places.open_in(place).is_some()));
    open.flat_map(|view| country_days(places, view)).collect()
}

/// The country of a happening with each of its few days, by kind.
fn country_days(places: &Places, view: &View) -> impl Iterator<Item = (u8, PlaceId, i32)> {
    let violent = !matches!(view.family, Family::Territory | Family::Statement | Family::State);
    let is_country = |place: &PlaceId| places.kind(*place) == Some(PlaceKind::Country);
    let country = view.place.filter(|_| violent).and_then(|place| places.ancestors(place).find(is_country));
    let days = view.days.filter(|days| days.1 - days.0 < FEW_DAYS);
    let kind = view.family.block();
    country
        .zip(days)
        .into_iter()
        .flat_map(move |(country, days)| (days.0..=days.1).map(move |day| (kind, country, day)))
}

/// The blocks that each claim belongs to.
fn assigned(places: &Places, views: &[View]) -> Vec<(Block, u32)> {
    let open_days = open_days(places, views);
    let mut blocks: Vec<(Block, u32)> = Vec::new();
    for (view, at) in views.iter().zip(0..) {
        let kind = view.family.block();
        blocks.push((Block::Document(kind, view.document), at));
        if let Some(passage) = view.passage {
            blocks.push((Block::Passage(kind, passage), at));
        }
        if view.family == Family::Statement {
            blocks.extend(view.actors.iter().map(|&actor| (Block::Speaker(actor), at)));
        } else if let Some(town) = view.town
            && view.exactness >= 0.2
        {
            blocks.push((Block::Town(kind, town), at));
        }
        if !open_days.is_empty() {
            let open = country_days(places, view).filter(|key| open_days.contains(key));
            blocks.extend(open.map(|(kind, country, day)| (Block::Country(kind, country, day), at)));
        }
        // Two reports may put one toll of one day in two places.
        if let Some(days) = view.days.filter(|days| days.1 - days.0 <= 1)
            && let Some(toll) = view.counts.iter().map(Number::figure).find(|figure| *figure > 2)
        {
            blocks.push((Block::Toll(kind, toll, days.1), at));
        }
        // What reports recall they place anywhere, but not with any toll.
        if view.background
            && let Some(toll) = view.counts.iter().map(Number::figure).find(|figure| *figure > 2)
        {
            blocks.push((Block::Past(kind, toll), at));
        }
        // A fight for a site and its capture can be one happening.
        if matches!(view.family, Family::Territory | Family::Clash)
            && view.exactness >= 1.0
            && let Some(&site) = view.objects.first()
        {
            blocks.push((Block::Site(site), at));
        }
    }
    blocks
}

fn compare(viewer: &Viewer, views: &[View], (one, other): (usize, usize), strictness: f64, found: &mut Compared) {
    let (first, second) = (&views[one], &views[other]);
    match viewer.score(first, second) {
        Ok(parts) => {
            let sum = parts.sum();
            if sum >= parts.needed() + strictness {
                found.pairs.push((sum, one, other));
            }
        }
        Err(reason @ (Apart::PartOfPlace | Apart::Actor)) if first.document != second.document => {
            let alike = first.words.iter().filter(|word| second.words.binary_search(word).is_ok()).count();
            if alike >= 5 && first.family == second.family {
                found.near.push((one, other, reason));
            }
        }
        Err(_) => {}
    }
}

/// Whether happenings of two families can be parts of one telling; nobody is abducted by what is fired from afar.
fn may_be_parts(one: Family, other: Family) -> bool {
    one != other && (one.min(other), one.max(other)) != (Family::Strike, Family::Abduction)
}

/// Whether some of the members tell one large toll, dated a day apart.
fn has_two_dates(views: &[View], first: &[usize], second: &[usize]) -> bool {
    let counted = |&&claim: &&usize| !views[claim].counts.is_empty();
    let told: Vec<&View> = first.iter().filter(counted).take(SMALL_BLOCK).map(|&claim| &views[claim]).collect();
    let others = second.iter().filter(counted).take(SMALL_BLOCK).map(|&claim| &views[claim]);
    let all: Vec<&View> = told.into_iter().chain(others).collect();
    let twice = |(at, one): (usize, &&View)| {
        let mut after = all[at + 1..].iter();
        after.any(|other| dated_a_day_apart(one, other) && same_large_toll(&one.counts, &other.counts))
    };
    all.iter().enumerate().any(twice)
}

/// Whether two groups can be one; the reason where one member rules out another.
fn may_join(
    viewer: &Viewer,
    views: &[View],
    first: &[usize],
    second: &[usize],
    strictness: f64,
) -> Result<bool, Apart> {
    let (mut sum, mut needed, mut pairs) = (0.0, 0.0, 0.0);
    let mut two_dates: Option<bool> = None;
    for &one in first.iter().take(SPEAKERS) {
        for &other in second.iter().take(SPEAKERS) {
            match viewer.score(&views[one.min(other)], &views[one.max(other)]) {
                Ok(parts) => {
                    sum += parts.sum();
                    needed += parts.needed();
                }
                // The shots and the flight from them tell nothing of one another, but may each go with the attack.
                Err(Apart::Kind) if may_be_parts(views[one].family, views[other].family) => needed += MEAN_SLACK,
                // Where the tolls say that it is one day told with two dates, so are the claims without a toll.
                Err(Apart::Time)
                    if dated_a_day_apart(&views[one], &views[other])
                        && *two_dates.get_or_insert_with(|| has_two_dates(views, first, second)) =>
                {
                    needed += MEAN_SLACK;
                }
                Err(reason) => return Err(reason),
            }
            pairs += 1.0;
        }
    }
    Ok(pairs > 0.0 && sum / pairs >= needed / pairs + strictness - MEAN_SLACK)
}

#[cfg(test)]
mod tests {
    use sitrep_invented::pile;
    use sitrep_resources::Resources;
    use sitrep_types::Reading;

    use super::{Bounds, Compared, compare};
    use crate::actor::Actors;
    use crate::dates::Dates;
    use crate::decision::Plan;
    use crate::lineage::lineage;
    use crate::material::Material;
    use crate::names::Names;
    use crate::place::Places;
    use crate::view::Viewer;

    #[test]
    fn what_is_not_compared_would_have_told_nothing() {
        let resources = Resources::shipped().expect("shipped tables are well formed");
        // Few towns with many incidents in some of them, and names of towns that are the same.
        let mut readings: Vec<Reading> = pile(3, 60).readings;
        readings.extend(pile(4, 60).readings);
        let material = Material::new(&readings);
        let places = Places::new(&material.readings, &resources.facilities);
        let mut plan = Plan::new(&[], &readings);
        let actors = Actors::new(&material, &places, &Names::new(&resources.names), &resources, &mut plan);
        let lineage = lineage(&material.readings);
        let viewer = Viewer::new(&material, &actors, &places, &lineage, &resources);
        let views = viewer.views(&Dates::carried(&material));
        let bounds: Vec<Bounds> = views.iter().map(|view| Bounds::new(&places, view)).collect();
        let (mut excluded, mut alike) = (0, 0);
        for second in 0..views.len() {
            for first in 0..second {
                let mut found = Compared::default();
                compare(&viewer, &views, (first, second), 0.0, &mut found);
                let tells = !found.pairs.is_empty() || !found.near.is_empty();
                let apart = bounds[first].exclude(&bounds[second]);
                assert!(
                    !(tells && apart),
                    "{:?} and {:?}",
                    material.claims[first].claim,
                    material.claims[second].claim
                );
                excluded += usize::from(apart);
                alike += usize::from(tells);
            }
        }
        assert!(alike > 50 && excluded > 20 * alike, "{alike} pairs tell something, {excluded} are left out");
    }
}
