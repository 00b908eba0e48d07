//! Gathers the places of all readings and merges local places that mean one site.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::Facilities;
use sitrep_types::{Place, PlaceKey, PlaceKind, Reading, RecordPlace};

use super::{DEEPEST, Lying, Places};
use crate::facility::{Site, SiteMatch, Sites};
use crate::material::{order, small};
use crate::names::fold;

/// More local places than this in one town are merged only where their names are equal.
const MOST_IN_TOWN: usize = 400;

/// For each key the documents that tell it, as often as they do.
struct Told {
    starts: Vec<u32>,
    documents: Vec<u32>,
}

impl Told {
    /// From keys, below `count`, and documents, in order of the documents.
    fn new(mentions: &[(u32, u32)], count: usize) -> Self {
        let mut starts = vec![0; count + 1];
        for &(key, _) in mentions {
            starts[key as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut documents = vec![0; mentions.len()];
        for &(key, document) in mentions {
            documents[next[key as usize] as usize] = document;
            next[key as usize] += 1;
        }
        Self { starts, documents }
    }

    fn of(&self, key: u32) -> &[u32] {
        &self.documents[self.starts[key as usize] as usize..self.starts[key as usize + 1] as usize]
    }
}

/// Whether all of one sorted list stand in another; a place of which no report tells stands nowhere.
fn is_told_with(part: &[u32], whole: &[u32]) -> bool {
    !part.is_empty() && !whole.is_empty() && part.iter().all(|document| whole.binary_search(document).is_ok())
}

/// The keys of the places that a reading's claims name.
fn claimed(reading: &Reading) -> impl Iterator<Item = &PlaceKey> {
    reading
        .claims
        .iter()
        .flat_map(|claim| claim.place.iter().chain(claim.targets.iter().filter_map(|target| target.place.as_ref())))
}

impl Places {
    /// Gathers and merges the places of all readings (sorted by document id).
    #[must_use]
    pub fn new(readings: &[&Reading], table: &Facilities) -> Self {
        let mut at: FxHashMap<&PlaceKey, u32> = FxHashMap::default();
        let mut best: Vec<&Place> = Vec::new();
        let mut mentions: Vec<(u32, u32)> = Vec::new();
        for (document, reading) in readings.iter().enumerate() {
            for place in &reading.places {
                let position = *at.entry(&place.key).or_insert(small(best.len()));
                match best.get_mut(position as usize) {
                    None => best.push(place),
                    Some(best) if place.name < best.name => *best = place,
                    Some(_) => {}
                }
                mentions.push((position, small(document)));
            }
        }
        let mut named: Vec<&PlaceKey> = best.iter().map(|place| &place.key).collect();
        let parents = best.iter().filter_map(|place| place.parent.as_ref());
        let claimed = readings.par_iter().flat_map_iter(|reading| claimed(reading));
        let beside: Vec<&PlaceKey> = claimed.filter(|key| !at.contains_key(key)).collect();
        for key in parents.chain(beside) {
            at.entry(key).or_insert_with(|| {
                named.push(key);
                small(named.len() - 1)
            });
        }
        // From here on by rank of the key.
        let sorted = order(named.iter().map(|key| key.0.as_str()), |_, _| std::cmp::Ordering::Equal);
        let mut rank = vec![0; sorted.len()];
        for (to, &from) in sorted.iter().enumerate() {
            rank[from] = small(to);
        }
        for (position, _) in &mut mentions {
            *position = rank[*position as usize];
        }
        let told = Told::new(&mentions, sorted.len());
        let of_parent = |place: &&Place| place.parent.as_ref().map(|parent| rank[at[parent] as usize]);
        let mut places = Self {
            sites: Sites::new(table),
            at: sorted.iter().zip(0..).map(|(&from, rank)| (named[from].clone(), rank)).collect(),
            parents: sorted.iter().map(|&from| best.get(from).and_then(of_parent)).collect(),
            entries: sorted
                .iter()
                .map(|&from| best.get(from).map(|&place| RecordPlace { place: place.clone(), also: Vec::new() }))
                .collect(),
            keys: sorted.iter().map(|&from| named[from].clone()).collect(),
            merged: (0..small(sorted.len())).collect(),
            vague: Vec::new(),
            lying: Vec::new(),
        };
        let described = places.describe();
        places.merge(&described, &told);
        let vague = |site: &Site| site.generic && site.name.is_empty() && site.modifiers.is_empty();
        places.vague = described.iter().map(|site| site.as_ref().map(vague)).collect();
        places.settle();
        places
    }

    /// Puts a place into the record that a decision brings along; [`Self::settle`] is to be called then.
    pub fn add(&mut self, place: &Place) {
        let at = self.position(&place.key);
        let parent = place.parent.as_ref().map(|parent| self.position(parent));
        // The parent may have come before it.
        let at = self.merged[self.at.get(&place.key).copied().unwrap_or(at) as usize] as usize;
        if self.entries[at].is_none() {
            self.entries[at] = Some(RecordPlace { place: place.clone(), also: Vec::new() });
            self.parents[at] = parent;
        }
    }

    /// What the record has of the place that a key stands for, to be changed; [`Self::settle`] is to be called then.
    pub fn entry_mut(&mut self, key: &PlaceKey) -> Option<&mut RecordPlace> {
        let id = self.id(key)?;
        self.entries[id.0 as usize].as_mut()
    }

    /// Where a key stands; a new one gets its place among the others, which move on.
    fn position(&mut self, key: &PlaceKey) -> u32 {
        if let Some(&at) = self.at.get(key) {
            return at;
        }
        let position = self.keys.partition_point(|other| other < key);
        let new = small(position);
        let moved = |at: &mut u32| *at += u32::from(*at >= new);
        self.at.values_mut().for_each(moved);
        self.merged.iter_mut().for_each(moved);
        self.parents.iter_mut().flatten().for_each(moved);
        self.at.insert(key.clone(), new);
        self.keys.insert(position, key.clone());
        self.entries.insert(position, None);
        self.parents.insert(position, None);
        self.merged.insert(position, new);
        self.vague.insert(position, None);
        new
    }

    /// Works out how the places lie to one another; to be called again where the record has got places since.
    pub fn settle(&mut self) {
        for at in 0..self.merged.len() {
            self.merged[at] = self.now(small(at));
        }
        self.lying = (0..small(self.keys.len()))
            .map(|at| {
                let chain = self.walk(at);
                let place = self.entries[at as usize].as_ref().map(|entry| &entry.place);
                let point = |place: &Place| Some((place.latitude?.to_radians(), place.longitude?.to_radians()));
                Lying {
                    kind: place.map(|place| place.kind),
                    depth: small(chain.len()),
                    parent: chain.get(1).copied(),
                    town: self.town_of(&chain),
                    vague: self.vague[at as usize].unwrap_or(false),
                    point: place.and_then(point),
                }
            })
            .collect();
    }

    /// The key under which the record lists a place, as long as places are being merged.
    fn now(&self, key: u32) -> u32 {
        let mut key = key;
        // What was merged twice is found over where it stood in between.
        while self.merged[key as usize] != key {
            key = self.merged[key as usize];
        }
        key
    }

    /// The place itself and all that it lies in, from the inside out, as long as places are being merged.
    fn walk(&self, key: u32) -> Vec<u32> {
        let mut last = self.now(key);
        let mut chain = vec![last];
        while chain.len() < DEEPEST {
            let Some(parent) = self.parents[last as usize].map(|parent| self.now(parent)) else { break };
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
            last = parent;
        }
        chain
    }

    fn kind_now(&self, key: u32) -> Option<PlaceKind> {
        self.entries[key as usize].as_ref().map(|entry| entry.place.kind)
    }

    fn town_of(&self, chain: &[u32]) -> u32 {
        let wide = |key: u32| matches!(self.kind_now(key), Some(PlaceKind::Country | PlaceKind::Region) | None);
        chain
            .iter()
            .copied()
            .find(|&key| self.kind_now(key) == Some(PlaceKind::City))
            .or_else(|| chain.iter().rev().copied().find(|&key| !wide(key)))
            .unwrap_or(chain[0])
    }

    /// For each key what its words say of a site.
    fn describe(&self) -> Vec<Option<Site>> {
        let describe = |at: u32| {
            let place = &self.entries[at as usize].as_ref()?.place;
            let wide =
                matches!(place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::City | PlaceKind::Water);
            if wide { None } else { self.sites.read(&place.name, &self.words_around(at)) }
        };
        (0..small(self.keys.len())).into_par_iter().map(describe).collect()
    }

    fn words_around(&self, key: u32) -> FxHashSet<String> {
        let around = self.walk(key).into_iter().skip(1);
        around
            .filter_map(|ancestor| self.entries[ancestor as usize].as_ref())
            .flat_map(|entry| fold(&entry.place.name))
            .collect()
    }

    /// Merges local places of one town whose words can mean one site, where no two of the merged differ.
    fn merge(&mut self, described: &[Option<Site>], told: &Told) {
        let sites = || described.iter().zip(0..).filter_map(|(site, at)| Some((site.as_ref()?, at)));
        let mut by_town: Vec<(u32, &str, u32)> = sites()
            .filter_map(|(site, at)| {
                let parent = self.parents[at as usize]?;
                Some((self.town_of(&self.walk(parent)), site.class.as_str(), at))
            })
            .collect();
        by_town.par_sort_unstable();
        for group in by_town.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            if (2..=MOST_IN_TOWN).contains(&group.len()) {
                let members: Vec<u32> = group.iter().map(|(_, _, at)| *at).collect();
                self.merge_group(&members, described, told);
            }
        }
        let mut by_class: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (site, at) in sites().filter(|(_, at)| self.entries[*at as usize].is_some()) {
            by_class.entry(&site.class).or_default().push(at);
        }
        self.take_up_coarse(by_class.into_values(), described, told);
    }

    fn merge_group(&mut self, members: &[u32], described: &[Option<Site>], told: &Told) {
        let sites: Vec<&Site> = members.iter().filter_map(|&at| described[at as usize].as_ref()).collect();
        let mut order: Vec<usize> = (0..sites.len()).collect();
        // The best described first, so that a bare "hospital" joins only what everybody in the group agrees with.
        order.sort_by_key(|&at| (std::cmp::Reverse(sites[at].name.len() + sites[at].modifiers.len()), at));
        let mut merged: Vec<Vec<usize>> = Vec::new();
        for one in order {
            let agree = |other: &usize| self.sites.compare(sites[*other], sites[one]) == SiteMatch::Same;
            let mut fits = (0..merged.len()).filter(|&at| merged[at].iter().all(agree));
            match (fits.next(), fits.next()) {
                (Some(only), None) => merged[only].push(one),
                _ => merged.push(vec![one]),
            }
        }
        for group in merged.iter().filter(|group| group.len() > 1) {
            let keys: Vec<u32> = group.iter().map(|&at| members[at]).collect();
            self.unite(&keys, described, told);
        }
    }

    /// A site whose town one report leaves open ("the museum" in Iraq) is the one site of its kind in a town that the
    /// same report names.
    fn take_up_coarse(&mut self, classes: impl Iterator<Item = Vec<u32>>, described: &[Option<Site>], told: &Told) {
        let coarse = |places: &Self, key: u32| {
            let parent = places.parents[key as usize].and_then(|parent| places.kind_now(parent));
            matches!(parent, Some(PlaceKind::Country | PlaceKind::Region))
        };
        let mut unions: Vec<Vec<u32>> = Vec::new();
        for members in classes {
            for &open in members.iter().filter(|&&key| coarse(self, key)) {
                let Some(parent) = self.parents[open as usize].map(|parent| self.now(parent)) else { continue };
                let fits: BTreeSet<u32> = members
                    .iter()
                    .copied()
                    .filter(|&key| key != open && !coarse(self, key) && self.walk(key).contains(&parent))
                    .filter(|&key| match (&described[open as usize], &described[key as usize]) {
                        (Some(one), Some(other)) => self.sites.compare(one, other) == SiteMatch::Same,
                        _ => false,
                    })
                    .filter(|&key| {
                        self.parents[key as usize].is_some_and(|town| is_told_with(told.of(open), told.of(town)))
                    })
                    .map(|key| self.now(key))
                    .collect();
                if fits.len() == 1 {
                    unions.push(fits.into_iter().chain([open]).collect());
                }
            }
        }
        for keys in unions {
            self.unite(&keys, described, told);
        }
    }

    fn unite(&mut self, keys: &[u32], described: &[Option<Site>], told: &Told) {
        let all: BTreeSet<u32> = keys.iter().flat_map(|&key| [key, self.now(key)]).collect();
        let named_after_town = |key: u32, name: &str| {
            let around = self.words_around(key);
            fold(name).iter().any(|word| around.contains(word))
        };
        let best = all
            .iter()
            .filter_map(|&key| Some((key, &self.entries[key as usize].as_ref()?.place)))
            .min_by_key(|&(key, place)| {
                (
                    place.key.0.starts_with("local:"),
                    described[key as usize].as_ref().is_none_or(|site| site.name.is_empty()),
                    !named_after_town(key, &place.name),
                    std::cmp::Reverse(told.of(key).len()),
                    place.name.len(),
                    &place.name,
                )
            })
            .map(|(key, _)| key);
        let Some(best) = best else { return };
        let mut also: BTreeSet<String> = BTreeSet::new();
        for key in all.into_iter().filter(|&key| key != best) {
            self.merged[key as usize] = best;
            if let Some(entry) = self.entries[key as usize].take() {
                also.insert(entry.place.name);
                also.extend(entry.also);
            }
        }
        if let Some(entry) = &mut self.entries[best as usize] {
            also.extend(entry.also.iter().cloned());
            also.remove(&entry.place.name);
            entry.also = also.into_iter().collect();
        }
    }
}
