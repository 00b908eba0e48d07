//! Places over all documents: local places that mean the same site are one, and each place knows what it lies in.
//!
//! They are gathered and merged first ([`gather`]); how they lie to one another is worked out once then, so that each
//! later question costs one look-up.

mod gather;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_types::{PlaceKey, PlaceKind, RecordPlace};

use crate::facility::{Site, SiteMatch, Sites};
use crate::names::fold;

/// Parents are followed no further than this, so that a circle in bad data ends.
const DEEPEST: usize = 12;

/// All places of the project.
pub struct Places {
    /// Places of the record, by key.
    pub record: BTreeMap<PlaceKey, RecordPlace>,
    canonical: FxHashMap<PlaceKey, PlaceKey>,
    sites: Sites,
    described: FxHashMap<PlaceKey, Site>,
    /// Where each key, also one that was merged into another, stands in `lying`.
    at: FxHashMap<PlaceKey, usize>,
    lying: Vec<Lying>,
}

/// How one place lies.
struct Lying {
    key: PlaceKey,
    kind: Option<PlaceKind>,
    parent: Option<usize>,
    /// How many places it is to the outermost one, itself among them.
    depth: usize,
    town: usize,
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
    /// The key under which the record lists a place.
    #[must_use]
    pub fn canonical<'key>(&'key self, key: &'key PlaceKey) -> &'key PlaceKey {
        let mut key = key;
        // What was merged twice is found over where it stood in between.
        while let Some(next) = self.canonical.get(key) {
            key = next;
        }
        key
    }

    /// The place itself and all that it lies in, from the inside out.
    pub fn ancestors<'key>(&'key self, key: &'key PlaceKey) -> impl Iterator<Item = &'key PlaceKey> {
        let at = self.at.get(key).copied();
        at.is_none().then_some(key).into_iter().chain(self.upwards(at).map(|at| &self.lying[at].key))
    }

    /// Where a place and all that it lies in stand in `lying`.
    fn upwards(&self, at: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(at, |&at| self.lying[at].parent).take(at.map_or(0, |at| self.lying[at].depth))
    }

    /// How many places it is from this one to the outermost that holds it.
    #[must_use]
    pub fn depth(&self, key: &PlaceKey) -> usize {
        self.at.get(key).map_or(1, |&at| self.lying[at].depth)
    }

    /// Whether the first place is the second or lies in it.
    #[must_use]
    pub fn within(&self, inner: &PlaceKey, outer: &PlaceKey) -> bool {
        match (self.at.get(inner), self.at.get(outer)) {
            (Some(&inner), Some(&outer)) => self.holds(outer, inner),
            _ => inner == outer,
        }
    }

    fn holds(&self, outer: usize, inner: usize) -> bool {
        self.upwards(Some(inner)).any(|at| at == outer)
    }

    /// How two places lie to one another.
    #[must_use]
    pub fn lie(&self, first: &PlaceKey, second: &PlaceKey) -> Lie {
        match (self.at.get(first), self.at.get(second)) {
            (Some(first), Some(second)) if first == second => Lie::Same,
            (Some(&first), Some(&second)) if self.holds(second, first) => Lie::Inside,
            (Some(&first), Some(&second)) if self.holds(first, second) => Lie::Holds,
            _ if first == second => Lie::Same,
            _ => Lie::Apart,
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
    pub fn town<'key>(&'key self, key: &'key PlaceKey) -> &'key PlaceKey {
        self.at.get(key).map_or(key, |&at| &self.lying[self.lying[at].town].key)
    }

    /// What sort of place it is.
    #[must_use]
    pub fn kind(&self, key: &PlaceKey) -> Option<PlaceKind> {
        self.at.get(key).and_then(|&at| self.lying[at].kind)
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
                if let Some(entry) = self.record.get(key) {
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
