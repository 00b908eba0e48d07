//! Gathers the places of all readings and merges local places that mean one site.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::Facilities;
use sitrep_types::{Place, PlaceKey, PlaceKind, Reading, RecordPlace};

use super::{DEEPEST, Lying, Places};
use crate::facility::{Site, SiteMatch, Sites};
use crate::names::fold;

/// More local places than this in one town are merged only where their names are equal.
const MOST_IN_TOWN: usize = 400;

/// Whether all of one sorted list stand in another.
fn is_subset(part: &[usize], whole: &[usize]) -> bool {
    part.iter().all(|document| whole.binary_search(document).is_ok())
}

impl Places {
    /// Gathers and merges the places of all readings (sorted by document id).
    #[must_use]
    pub fn new(readings: &[&Reading], table: &Facilities) -> Self {
        let mut found: FxHashMap<&PlaceKey, (&Place, Vec<usize>)> = FxHashMap::default();
        for (document, reading) in readings.iter().enumerate() {
            for place in &reading.places {
                let (best, documents) = found.entry(&place.key).or_insert_with(|| (place, Vec::new()));
                if place.name < best.name {
                    *best = place;
                }
                documents.push(document);
            }
        }
        let mut places = Self {
            record: found
                .iter()
                .map(|(key, (place, _))| ((*key).clone(), RecordPlace { place: (*place).clone(), also: Vec::new() }))
                .collect(),
            canonical: FxHashMap::default(),
            sites: Sites::new(table),
            described: FxHashMap::default(),
            at: FxHashMap::default(),
            lying: Vec::new(),
        };
        // For each place the documents that tell it, as often as they do.
        let told = found.into_iter().map(|(key, (_, documents))| (key.clone(), documents)).collect();
        places.describe();
        places.merge(&told);
        places.settle();
        places
    }

    /// Works out how the places lie to one another; to be called again where the record has got places since.
    pub fn settle(&mut self) {
        let mut at: FxHashMap<PlaceKey, usize> = FxHashMap::default();
        let mut keys: Vec<PlaceKey> = Vec::with_capacity(self.record.len());
        let parents = self.record.values().filter_map(|entry| entry.place.parent.as_ref());
        for key in self.record.keys().chain(parents) {
            let key = self.canonical(key);
            if !at.contains_key(key) {
                at.insert(key.clone(), keys.len());
                keys.push(key.clone());
            }
        }
        self.lying = keys
            .into_iter()
            .map(|key| {
                let chain = self.walk(&key);
                let town = self.town_of(&chain);
                Lying {
                    kind: self.record.get(&key).map(|entry| entry.place.kind),
                    parent: chain.get(1).map(|parent| at[parent]),
                    depth: chain.len(),
                    town: at[&town],
                    key,
                }
            })
            .collect();
        for from in self.canonical.keys() {
            if let Some(&known) = at.get(self.canonical(from)) {
                at.insert(from.clone(), known);
            }
        }
        self.at = at;
    }

    /// The place itself and all that it lies in, from the inside out, as long as places are being merged.
    fn walk(&self, key: &PlaceKey) -> Vec<PlaceKey> {
        let mut chain = vec![self.canonical(key).clone()];
        while chain.len() < DEEPEST {
            let parent =
                chain.last().and_then(|last| self.record.get(last)).and_then(|entry| entry.place.parent.as_ref());
            let Some(parent) = parent.map(|parent| self.canonical(parent)) else { break };
            if chain.contains(parent) {
                break;
            }
            chain.push(parent.clone());
        }
        chain
    }

    fn town_of(&self, chain: &[PlaceKey]) -> PlaceKey {
        let kind = |key: &PlaceKey| self.record.get(key).map(|entry| entry.place.kind);
        let wide = |key: &PlaceKey| matches!(kind(key), Some(PlaceKind::Country | PlaceKind::Region) | None);
        chain
            .iter()
            .find(|key| kind(key) == Some(PlaceKind::City))
            .or_else(|| chain.iter().rev().find(|key| !wide(key)))
            .unwrap_or(&chain[0])
            .clone()
    }

    fn describe(&mut self) {
        let keys: Vec<PlaceKey> = self
            .record
            .values()
            .filter(|entry| {
                !matches!(entry.place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::City | PlaceKind::Water)
            })
            .map(|entry| entry.place.key.clone())
            .collect();
        for key in keys {
            let around = self.words_around(&key);
            let name = self.record[&key].place.name.clone();
            if let Some(site) = self.sites.read(&name, &around) {
                self.described.insert(key, site);
            }
        }
    }

    fn words_around(&self, key: &PlaceKey) -> FxHashSet<String> {
        let mut words = FxHashSet::default();
        for ancestor in self.walk(key).iter().skip(1) {
            if let Some(entry) = self.record.get(ancestor) {
                words.extend(fold(&entry.place.name));
            }
        }
        words
    }

    /// Merges local places of one town whose words can mean one site, where no two of the merged differ.
    fn merge(&mut self, told: &FxHashMap<PlaceKey, Vec<usize>>) {
        let mut by_class: BTreeMap<(PlaceKey, String), Vec<PlaceKey>> = BTreeMap::new();
        for (key, site) in &self.described {
            let Some(parent) = self.record[key].place.parent.clone() else { continue };
            by_class.entry((self.town_of(&self.walk(&parent)), site.class.clone())).or_default().push(key.clone());
        }
        for members in by_class.values_mut() {
            members.sort();
            if members.len() > MOST_IN_TOWN {
                continue;
            }
            self.merge_group(members, told);
        }
        self.take_up_coarse(told);
    }

    fn merge_group(&mut self, members: &[PlaceKey], told: &FxHashMap<PlaceKey, Vec<usize>>) {
        let sites: Vec<&Site> = members.iter().map(|key| &self.described[key]).collect();
        let mut groups: Vec<Vec<usize>> = (0..members.len()).map(|at| vec![at]).collect();
        // The best described first, so that a bare "hospital" joins only what everybody in the group agrees with.
        groups.sort_by_key(|group| {
            (std::cmp::Reverse(sites[group[0]].name.len() + sites[group[0]].modifiers.len()), group[0])
        });
        let mut merged: Vec<Vec<usize>> = Vec::new();
        for group in groups {
            let fits: Vec<usize> = merged
                .iter()
                .enumerate()
                .filter(|(_, other)| {
                    other.iter().all(|&one| self.sites.compare(sites[one], sites[group[0]]) == SiteMatch::Same)
                })
                .map(|(at, _)| at)
                .collect();
            match fits.as_slice() {
                [only] => merged[*only].extend(group),
                _ => merged.push(group),
            }
        }
        for group in merged.iter().filter(|group| group.len() > 1) {
            let keys: Vec<PlaceKey> = group.iter().map(|&at| members[at].clone()).collect();
            self.unite(&keys, told);
        }
    }

    /// A site whose town one report leaves open ("the museum" in Iraq) is the one site of its kind in a town that the
    /// same report names.
    fn take_up_coarse(&mut self, told: &FxHashMap<PlaceKey, Vec<usize>>) {
        let coarse = |places: &Self, key: &PlaceKey| {
            places.record[key]
                .place
                .parent
                .as_ref()
                .and_then(|parent| places.record.get(parent))
                .is_some_and(|parent| matches!(parent.place.kind, PlaceKind::Country | PlaceKind::Region))
        };
        let mut by_class: BTreeMap<String, Vec<PlaceKey>> = BTreeMap::new();
        for (key, site) in self.described.iter().filter(|(key, _)| self.record.contains_key(*key)) {
            by_class.entry(site.class.clone()).or_default().push(key.clone());
        }
        let mut unions: Vec<Vec<PlaceKey>> = Vec::new();
        for members in by_class.values_mut() {
            members.sort();
            for open in members.iter().filter(|key| coarse(self, key)) {
                let parent = self.record[open].place.parent.clone().unwrap_or_default();
                let fits: BTreeSet<PlaceKey> = members
                    .iter()
                    .filter(|key| {
                        *key != open && !coarse(self, key) && self.walk(key).contains(self.canonical(&parent))
                    })
                    .filter(|key| self.sites.compare(&self.described[open], &self.described[*key]) == SiteMatch::Same)
                    .filter(|key| {
                        let town = self.record[*key].place.parent.clone().unwrap_or_default();
                        matches!((told.get(open), told.get(&town)), (Some(own), Some(towns)) if is_subset(own, towns))
                    })
                    .map(|key| self.canonical(key).clone())
                    .collect();
                if fits.len() == 1 {
                    unions.push(fits.into_iter().chain([open.clone()]).collect());
                }
            }
        }
        for keys in unions {
            self.unite(&keys, told);
        }
    }

    fn unite(&mut self, keys: &[PlaceKey], told: &FxHashMap<PlaceKey, Vec<usize>>) {
        let mut all: BTreeSet<PlaceKey> = keys.iter().map(|key| self.canonical(key).clone()).collect();
        all.extend(keys.iter().cloned());
        let named_after_town = |key: &PlaceKey| {
            let around = self.words_around(key);
            self.record.get(key).is_some_and(|entry| fold(&entry.place.name).iter().any(|word| around.contains(word)))
        };
        let gazetteer = |key: &PlaceKey| !key.0.starts_with("local:");
        let best = all
            .iter()
            .filter(|key| self.record.contains_key(*key))
            .min_by_key(|key| {
                let site = self.described.get(*key);
                let name = self.record[*key].place.name.clone();
                (
                    !gazetteer(key),
                    site.is_none_or(|site| site.name.is_empty()),
                    !named_after_town(key),
                    std::cmp::Reverse(told.get(*key).map_or(0, Vec::len)),
                    name.len(),
                    name,
                )
            })
            .cloned();
        let Some(best) = best else { return };
        let mut also: BTreeSet<String> = BTreeSet::new();
        for key in &all {
            if *key == best {
                continue;
            }
            self.canonical.insert(key.clone(), best.clone());
            if let Some(entry) = self.record.remove(key) {
                also.insert(entry.place.name);
                also.extend(entry.also);
            }
        }
        if let Some(entry) = self.record.get_mut(&best) {
            also.extend(entry.also.iter().cloned());
            also.remove(&entry.place.name);
            entry.also = also.into_iter().collect();
        }
    }
}
