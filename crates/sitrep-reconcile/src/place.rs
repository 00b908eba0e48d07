//! Places over all documents: local places that mean the same site are one, and each place knows what it lies in.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::Facilities;
use sitrep_types::{Place, PlaceKey, PlaceKind, Reading, RecordPlace};

use crate::facility::{Site, SiteMatch, Sites};
use crate::names::fold;

/// Parents are followed no further than this, so that a circle in bad data ends.
const DEEPEST: usize = 12;
/// More local places than this in one town are merged only where their names are equal.
const MOST_IN_TOWN: usize = 400;

/// All places of the project.
pub struct Places {
    /// Places of the record, by key.
    pub record: BTreeMap<PlaceKey, RecordPlace>,
    canonical: FxHashMap<PlaceKey, PlaceKey>,
    sites: Sites,
    described: FxHashMap<PlaceKey, Site>,
}

/// How two places lie to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lie {
    /// Neither holds the other.
    Apart,
    /// The first holds the second.
    Holds,
    /// The first lies in the second.
    Inside,
    /// One place.
    Same,
}

impl Places {
    /// Gathers and merges the places of all readings (sorted by document id).
    #[must_use]
    pub fn new(readings: &[&Reading], table: &Facilities) -> Self {
        let mut found: BTreeMap<PlaceKey, (Place, usize)> = BTreeMap::new();
        let mut documents_of: FxHashMap<PlaceKey, FxHashSet<usize>> = FxHashMap::default();
        for (document, reading) in readings.iter().enumerate() {
            for place in &reading.places {
                let entry = found.entry(place.key.clone()).or_insert_with(|| (place.clone(), 0));
                entry.1 += 1;
                if place.name < entry.0.name {
                    entry.0 = place.clone();
                }
                documents_of.entry(place.key.clone()).or_default().insert(document);
            }
        }
        let mut places = Self {
            record: found
                .iter()
                .map(|(key, (place, _))| (key.clone(), RecordPlace { place: place.clone(), also: Vec::new() }))
                .collect(),
            canonical: FxHashMap::default(),
            sites: Sites::new(table),
            described: FxHashMap::default(),
        };
        let counts: FxHashMap<PlaceKey, usize> = found.iter().map(|(key, (_, count))| (key.clone(), *count)).collect();
        places.describe();
        places.merge(&counts, &documents_of);
        places
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
        for ancestor in self.ancestors(key).iter().skip(1) {
            if let Some(entry) = self.record.get(ancestor) {
                words.extend(fold(&entry.place.name));
            }
        }
        words
    }

    /// Merges local places of one town whose words can mean one site, where no two of the merged differ.
    fn merge(&mut self, counts: &FxHashMap<PlaceKey, usize>, documents_of: &FxHashMap<PlaceKey, FxHashSet<usize>>) {
        let mut by_class: BTreeMap<(PlaceKey, String), Vec<PlaceKey>> = BTreeMap::new();
        for (key, site) in &self.described {
            let Some(parent) = self.record[key].place.parent.clone() else { continue };
            by_class.entry((self.town(&parent), site.class.clone())).or_default().push(key.clone());
        }
        for members in by_class.values_mut() {
            members.sort();
            if members.len() > MOST_IN_TOWN {
                continue;
            }
            self.merge_group(members, counts);
        }
        self.take_up_coarse(counts, documents_of);
    }

    fn merge_group(&mut self, members: &[PlaceKey], counts: &FxHashMap<PlaceKey, usize>) {
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
            self.unite(&keys, counts);
        }
    }

    /// A site whose town one report leaves open ("the museum" in Iraq) is the one site of its kind in a town that the
    /// same report names.
    fn take_up_coarse(
        &mut self,
        counts: &FxHashMap<PlaceKey, usize>,
        documents_of: &FxHashMap<PlaceKey, FxHashSet<usize>>,
    ) {
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
                    .filter(|key| *key != open && !coarse(self, key) && self.within(key, &parent))
                    .filter(|key| self.sites.compare(&self.described[open], &self.described[*key]) == SiteMatch::Same)
                    .filter(|key| {
                        let town = self.record[*key].place.parent.clone().unwrap_or_default();
                        matches!((documents_of.get(open), documents_of.get(&town)), (Some(own), Some(towns)) if own.is_subset(towns))
                    })
                    .map(|key| self.canonical(key).clone())
                    .collect();
                if fits.len() == 1 {
                    unions.push(fits.into_iter().chain([open.clone()]).collect());
                }
            }
        }
        for keys in unions {
            self.unite(&keys, counts);
        }
    }

    fn unite(&mut self, keys: &[PlaceKey], counts: &FxHashMap<PlaceKey, usize>) {
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
                    std::cmp::Reverse(counts.get(*key).copied().unwrap_or(0)),
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
        let moved: Vec<PlaceKey> =
            self.canonical.iter().filter(|(_, to)| all.contains(*to)).map(|(from, _)| from.clone()).collect();
        for from in moved {
            self.canonical.insert(from, best.clone());
        }
        if let Some(entry) = self.record.get_mut(&best) {
            also.extend(entry.also.iter().cloned());
            also.remove(&entry.place.name);
            entry.also = also.into_iter().collect();
        }
    }

    /// The key under which the record lists a place.
    #[must_use]
    pub fn canonical<'key>(&'key self, key: &'key PlaceKey) -> &'key PlaceKey {
        self.canonical.get(key).unwrap_or(key)
    }

    /// The place itself and all that it lies in, from the inside out.
    #[must_use]
    pub fn ancestors(&self, key: &PlaceKey) -> Vec<PlaceKey> {
        let mut chain = vec![self.canonical(key).clone()];
        while chain.len() < DEEPEST {
            let Some(parent) =
                chain.last().and_then(|last| self.record.get(last)).and_then(|entry| entry.place.parent.clone())
            else {
                break;
            };
            let parent = self.canonical(&parent).clone();
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
        }
        chain
    }

    /// Whether the first place is the second or lies in it.
    #[must_use]
    pub fn within(&self, inner: &PlaceKey, outer: &PlaceKey) -> bool {
        self.ancestors(inner).contains(self.canonical(outer))
    }

    /// How two places lie to one another.
    #[must_use]
    pub fn lie(&self, first: &PlaceKey, second: &PlaceKey) -> Lie {
        if self.canonical(first) == self.canonical(second) {
            Lie::Same
        } else if self.within(first, second) {
            Lie::Inside
        } else if self.within(second, first) {
            Lie::Holds
        } else {
            Lie::Apart
        }
    }

    /// Whether nothing but its general noun is known of it: "a building", "the office". Two reports that use such words
    /// need not mean one.
    #[must_use]
    pub fn is_vague(&self, key: &PlaceKey) -> bool {
        let site = self.described.get(key).or_else(|| self.described.get(self.canonical(key)));
        site.is_some_and(|site| site.generic && site.name.is_empty() && site.modifiers.is_empty())
    }

    /// The town, district-less, that holds a place; else the widest place below a region; else the place itself.
    #[must_use]
    pub fn town(&self, key: &PlaceKey) -> PlaceKey {
        let chain = self.ancestors(key);
        let kind = |key: &PlaceKey| self.record.get(key).map(|entry| entry.place.kind);
        chain
            .iter()
            .find(|key| kind(key) == Some(PlaceKind::City))
            .or_else(|| {
                chain.iter().rev().find(|key| !matches!(kind(key), Some(PlaceKind::Country | PlaceKind::Region) | None))
            })
            .unwrap_or(&chain[0])
            .clone()
    }

    /// What sort of place it is.
    #[must_use]
    pub fn kind(&self, key: &PlaceKey) -> Option<PlaceKind> {
        self.record.get(self.canonical(key)).map(|entry| entry.place.kind)
    }

    /// The place's name, or its key where it is not known.
    #[must_use]
    pub fn name<'name>(&'name self, key: &'name PlaceKey) -> &'name str {
        let key = self.canonical(key);
        self.record.get(key).map_or(key.0.as_str(), |entry| entry.place.name.as_str())
    }

    /// Kilometres between two places, where both have coordinates.
    #[must_use]
    pub fn distance_km(&self, first: &PlaceKey, second: &PlaceKey) -> Option<f64> {
        let at = |key: &PlaceKey| {
            let place = &self.record.get(self.canonical(key))?.place;
            Some((place.latitude?.to_radians(), place.longitude?.to_radians()))
        };
        let ((lat1, lon1), (lat2, lon2)) = (at(first)?, at(second)?);
        let half = ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
        Some(12_742.0 * half.sqrt().min(1.0).asin())
    }

    /// The meaning of words for a site that lies somewhere in `town`.
    #[must_use]
    pub fn read_site(&self, words: &str, town: Option<&PlaceKey>) -> Option<Site> {
        let mut around = FxHashSet::default();
        if let Some(town) = town {
            for key in self.ancestors(town) {
                if let Some(entry) = self.record.get(&key) {
                    around.extend(fold(&entry.place.name));
                }
            }
        }
        self.sites.read(words, &around)
    }

    /// Compares the words for two sites of one town.
    #[must_use]
    pub fn compare_sites(&self, first: &Site, second: &Site) -> SiteMatch {
        self.sites.compare(first, second)
    }
}
