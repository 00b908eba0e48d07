//! Event coreference: which claims tell one happening.
//!
//! Claims are compared only within blocks (one town and kind of happening, one document, one passage), best pairs are
//! joined first, and two groups join only where no member of the one rules out a member of the other. The order of the
//! claims is that of their ids, so the groups do not depend on the order in which documents came. What a person put
//! together is together from the start, and what a person put apart never joins.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::decision::ties::Ties;
use crate::scorer::Apart;
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

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Block {
    Town(u8, usize),
    Document(u8, usize),
    Passage(u8, usize),
    Site(usize),
    Toll(u8, i64, i32),
    Speaker(usize),
}

/// What comparing a block yields: pairs with their sum, and near misses.
type Compared = (Vec<(f64, usize, usize)>, Vec<(usize, usize, Apart)>);

/// Groups the claims that `taking_part` allows; the others stay alone.
#[must_use]
pub fn cluster(viewer: &Viewer, views: &[View], strictness: f64, ties: &Ties) -> Clusters {
    let blocks = blocks(views);
    let compared: Vec<Compared> =
        blocks.par_iter().map(|members| compare_block(viewer, views, members, strictness)).collect();
    let mut pairs = Vec::new();
    let mut near = Vec::new();
    for (found, misses) in compared {
        pairs.extend(found);
        near.extend(misses);
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)).then(one.2.cmp(&other.2)));
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
        match may_join(viewer, views, &groups[first], &groups[second], strictness) {
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

fn blocks(views: &[View]) -> Vec<Vec<usize>> {
    let mut towns: FxHashMap<&str, usize> = FxHashMap::default();
    let mut sites: FxHashMap<&str, usize> = FxHashMap::default();
    let mut blocks: FxHashMap<Block, Vec<usize>> = FxHashMap::default();
    for (at, view) in views.iter().enumerate() {
        let kind = view.family.block();
        blocks.entry(Block::Document(kind, view.document)).or_default().push(at);
        if let Some(passage) = view.passage {
            blocks.entry(Block::Passage(kind, passage)).or_default().push(at);
        }
        if view.family == Family::Statement {
            for &actor in &view.actors {
                blocks.entry(Block::Speaker(actor)).or_default().push(at);
            }
        } else if let Some(town) = &view.town
            && view.exactness >= 0.2
        {
            let next = towns.len();
            let town = *towns.entry(town.0.as_str()).or_insert(next);
            blocks.entry(Block::Town(kind, town)).or_default().push(at);
        }
        // Two reports may put one toll of one day in two places.
        if let Some(days) = view.days.filter(|days| days.1 - days.0 <= 1)
            && let Some(toll) = view.counts.iter().find_map(|count| count.best.filter(|best| *best > 2))
        {
            blocks.entry(Block::Toll(kind, toll, days.1)).or_default().push(at);
        }
        // A fight for a site and its capture can be one happening.
        if matches!(view.family, Family::Territory | Family::Clash)
            && view.exactness >= 1.0
            && let Some(site) = view.objects.first()
        {
            let next = sites.len();
            let site = *sites.entry(site.0.as_str()).or_insert(next);
            blocks.entry(Block::Site(site)).or_default().push(at);
        }
    }
    let mut sorted: Vec<(Block, Vec<usize>)> = blocks.into_iter().filter(|(_, members)| members.len() > 1).collect();
    sorted.sort_unstable_by_key(|(block, _)| *block);
    sorted.into_iter().map(|(_, members)| members).collect()
}

fn compare_block(viewer: &Viewer, views: &[View], members: &[usize], strictness: f64) -> Compared {
    let mut found: Compared = (Vec::new(), Vec::new());
    let mut compare = |one: usize, other: usize| {
        let (one, other) = (one.min(other), one.max(other));
        match viewer.score(&views[one], &views[other]) {
            Ok(parts) => {
                let sum = parts.sum();
                if sum >= parts.needed() + strictness {
                    found.0.push((sum, one, other));
                }
            }
            Err(reason @ (Apart::PartOfPlace | Apart::Actor)) if views[one].document != views[other].document => {
                let alike =
                    views[one].words.iter().filter(|word| views[other].words.binary_search(word).is_ok()).count();
                if alike >= 5 && views[one].family == views[other].family {
                    found.1.push((one, other, reason));
                }
            }
            Err(_) => {}
        }
    };
    if members.len() <= SMALL_BLOCK {
        for (at, &one) in members.iter().enumerate() {
            for &other in &members[at + 1..] {
                compare(one, other);
            }
        }
        return found;
    }
    let window = |at: usize| views[at].days.or(views[at].news).unwrap_or((i32::MIN / 2, i32::MAX / 2));
    let mut sorted = members.to_vec();
    sorted.sort_by_key(|&at| (window(at), at));
    for (at, &one) in sorted.iter().enumerate() {
        let end = window(one).1.saturating_add(2);
        for &other in sorted[at + 1..].iter().take(MOST_PARTNERS) {
            if window(other).0 > end {
                break;
            }
            compare(one, other);
        }
    }
    found
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
