//! Event coreference: which claims tell one happening.
//!
//! Claims are compared only within blocks (one town and kind of happening, one document, one passage), best pairs are
//! joined first, and two groups join only where no member of the one rules out a member of the other. The order of the
//! claims is that of their ids, so the groups do not depend on the order in which documents came. What a person put
//! together is together from the start, and what a person put apart never joins.

use rayon::prelude::*;

use crate::decision::ties::Ties;
use crate::material::small;
use crate::place::{PlaceId, Reach};
use crate::scorer::{Apart, SUBURB_KM};
use crate::view::{Family, View, Viewer};

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
}

/// What comparing claims yields: pairs with their sum, and near misses.
type Compared = (Vec<(f64, usize, usize)>, Vec<(usize, usize, Apart)>);

/// Groups the claims that `taking_part` allows; the others stay alone.
#[must_use]
pub fn cluster(viewer: &Viewer, views: &[View], strictness: f64, ties: &Ties) -> Clusters {
    let blocks = Blocks::new(viewer, views);
    // Claim by claim, so that what several blocks bring together is compared but once.
    let (mut pairs, mut near) = (0..views.len())
        .into_par_iter()
        .fold(Compared::default, |mut found, claim| {
            for other in blocks.partners(views, claim) {
                compare(viewer, views, (claim.min(other), claim.max(other)), strictness, &mut found);
            }
            found
        })
        .reduce(Compared::default, |mut all, mut found| {
            all.0.append(&mut found.0);
            all.1.append(&mut found.1);
            all
        });
    drop(blocks);
    pairs.par_sort_unstable_by(|one, other| {
        other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    pairs.dedup_by(|later, earlier| (later.1, later.2) == (earlier.1, earlier.2));
    let mut group_of: Vec<usize> = (0..views.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..views.len()).map(|at| vec![at]).collect();
    for decided in ties.together() {
        // Sets are sorted, so that the first member names the group as anywhere else.
        for &member in &decided[1..] {
            group_of[member] = decided[0];
            groups[member].clear();
        }
        groups[decided[0]].clone_from(decided);
    }
    for (_, one, other) in pairs {
        let (first, second) = (group_of[one].min(group_of[other]), group_of[one].max(group_of[other]));
        if first == second || ties.apart(&groups[first], &groups[second]) {
            continue;
        }
        // Of two single claims the pair itself has said it.
        let single = groups[first].len() == 1 && groups[second].len() == 1;
        match if single { Ok(true) } else { may_join(viewer, views, &groups[first], &groups[second], strictness) } {
            Ok(true) => {
                let moved = std::mem::take(&mut groups[second]);
                for &member in &moved {
                    group_of[member] = first;
                }
                groups[first].extend(moved);
                groups[first].sort_unstable();
            }
            Ok(false) => {}
            Err(reason) => near.push((one, other, reason)),
        }
    }
    let mut of_claim = vec![0; views.len()];
    let groups: Vec<Vec<usize>> = groups.into_iter().filter(|group| !group.is_empty()).collect();
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
    /// For each claim where it can be near others.
    reach: Vec<Reach>,
}

/// Where a claim stands in a block.
#[derive(Clone, Copy, Default)]
struct Seat {
    position: u32,
    /// Where the block ends.
    end: u32,
    /// Whether it is large, so that not all of it is compared.
    large: bool,
    /// Whether nothing of the place is told by its being one block.
    anywhere: bool,
}

impl Blocks {
    fn new(viewer: &Viewer, views: &[View]) -> Self {
        let mut sorted = assigned(views);
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
            let anywhere = matches!(block[0].0, Block::Toll(..));
            members.extend(block.iter().map(|(_, claim)| *claim));
            if large {
                members[from..].sort_by_key(|&claim| (window(&views[claim as usize]), claim));
            }
            for position in from..members.len() {
                let seat = &mut next[members[position] as usize];
                seats[*seat as usize] = Seat { position: small(position), end: small(members.len()), large, anywhere };
                *seat += 1;
            }
        }
        let reach = |view: &View| match view.place {
            // What changes hands is compared by other places than where it happens.
            Some(place) if view.family != Family::Territory => viewer.places.reach(place),
            _ => Reach::default(),
        };
        Self { members, first, seats, reach: views.par_iter().map(reach).collect() }
    }

    /// The claims that a claim is to be compared with, each once.
    fn partners(&self, views: &[View], claim: usize) -> Vec<usize> {
        let until = window(&views[claim]).1.saturating_add(2);
        let mut found: Vec<usize> = Vec::new();
        for seat in &self.seats[self.first[claim] as usize..self.first[claim + 1] as usize] {
            let after = self.members[seat.position as usize + 1..seat.end as usize].iter().map(|&other| other as usize);
            // Of those who share but a toll and a day most are places apart, which need no comparison to be told.
            let may_meet =
                |other: &usize| !seat.anywhere || !self.reach[claim].excludes(&self.reach[*other], SUBURB_KM);
            if seat.large {
                let near = after.take(MOST_PARTNERS).take_while(|&other| window(&views[other]).0 <= until);
                found.extend(near.filter(may_meet));
            } else {
                found.extend(after.filter(may_meet));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The days on which a claim's event can have been, as far as that tells whom it can meet in a large block.
fn window(view: &View) -> (i32, i32) {
    view.days.or(view.news).unwrap_or((i32::MIN / 2, i32::MAX / 2))
}

/// The blocks that each claim belongs to.
fn assigned(views: &[View]) -> Vec<(Block, u32)> {
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
        // Two reports may put one toll of one day in two places.
        if let Some(days) = view.days.filter(|days| days.1 - days.0 <= 1)
            && let Some(toll) = view.counts.iter().find_map(|count| count.best.filter(|best| *best > 2))
        {
            blocks.push((Block::Toll(kind, toll, days.1), at));
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
                found.0.push((sum, one, other));
            }
        }
        Err(reason @ (Apart::PartOfPlace | Apart::Actor)) if first.document != second.document => {
            let alike = first.words.iter().filter(|word| second.words.binary_search(word).is_ok()).count();
            if alike >= 5 && first.family == second.family {
                found.1.push((one, other, reason));
            }
        }
        Err(_) => {}
    }
}

/// Whether happenings of two families can be parts of one telling; nobody is abducted by what is fired from afar.
fn may_be_parts(one: Family, other: Family) -> bool {
    one != other && (one.min(other), one.max(other)) != (Family::Strike, Family::Abduction)
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
    for &one in first.iter().take(SPEAKERS) {
        for &other in second.iter().take(SPEAKERS) {
            match viewer.score(&views[one.min(other)], &views[one.max(other)]) {
                Ok(parts) => {
                    sum += parts.sum();
                    needed += parts.needed();
                }
                // The shots and the flight from them tell nothing of one another, but may each go with the attack.
                Err(Apart::Kind) if may_be_parts(views[one].family, views[other].family) => needed += MEAN_SLACK,
                Err(reason) => return Err(reason),
            }
            pairs += 1.0;
        }
    }
    Ok(pairs > 0.0 && sum / pairs >= needed / pairs + strictness - MEAN_SLACK)
}
