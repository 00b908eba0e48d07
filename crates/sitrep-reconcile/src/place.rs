//! Places over all documents: local places that mean the same site are one, and each place knows what it lies in.
//!
//! They are gathered and merged first ([`gather`]); how they lie to one another is worked out once then. Whoever compares
//! places asks by their [`PlaceId`], which costs no look-up.

mod gather;

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_types::{PlaceKey, PlaceKind, RecordPlace};

use crate::facility::{Site, SiteMatch, Sites};
use crate::names::fold;

/// Parents are followed no further than this, so that a circle in bad data ends.
const DEEPEST: usize = 12;

/// A place of the record, or one that claims name without more: ids sort as the keys do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// What a key that a report uses stands for.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The place as the record lists it.
    pub id: PlaceId,
    /// Whether nothing but its general noun is known of it: "a building", "the office". Two reports that use such words
    /// need not mean one.
    pub vague: bool,
}

/// All places of the project.
pub struct Places {
    sites: Sites,
    /// All keys that anything names, sorted; a [`PlaceId`] is a position here.
    keys: Vec<PlaceKey>,
    at: FxHashMap<PlaceKey, u32>,
    /// For each key the entry of the record, unless it was merged into another's or nothing is known of it.
    entries: Vec<Option<RecordPlace>>,
    /// For each key what its report says that it lies in.
    parents: Vec<Option<u32>>,
    /// For each key the one it was merged into, or itself.
    merged: Vec<u32>,
    /// For each key whether its own words are vague; unknown where they describe no site.
    vague: Vec<Option<bool>>,
    lying: Vec<Lying>,
}

/// How one place lies.
struct Lying {
    kind: Option<PlaceKind>,
    /// How many places it is to the outermost one, itself among them.
    depth: u32,
    parent: Option<u32>,
    town: u32,
    vague: bool,
    /// Latitude and longitude as angles.
    point: Option<(f64, f64)>,
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

/// What keeps two places apart without a look at either.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reach {
    /// The one town that it lies in.
    town: Option<PlaceId>,
    /// Its latitude as an angle, where known.
    latitude: Option<f64>,
}

impl Reach {
    /// Whether two places are of two towns, neither holding the other, and not known to be within so many kilometres.
    #[must_use]
    pub fn excludes(&self, other: &Self, kilometres: f64) -> bool {
        const KILOMETRES_A_RADIAN: f64 = 6371.0;
        let two_towns = self.town.is_some() && other.town.is_some() && self.town != other.town;
        two_towns
            && match (self.latitude, other.latitude) {
                (Some(one), Some(other)) => (one - other).abs() * KILOMETRES_A_RADIAN > kilometres + 1.0,
                _ => true,
            }
    }
}

impl Places {
    /// What a key stands for; `None` where neither a report nor a decision names it.
    #[must_use]
    pub fn known(&self, key: &PlaceKey) -> Option<Known> {
        let &at = self.at.get(key)?;
        let id = self.merged[at as usize];
        let vague = self.vague[at as usize].unwrap_or_else(|| self.lying[id as usize].vague);
        Some(Known { id: PlaceId(id), vague })
    }

    /// The place that a key stands for.
    #[must_use]
    pub fn id(&self, key: &PlaceKey) -> Option<PlaceId> {
        self.at.get(key).map(|&at| PlaceId(self.merged[at as usize]))
    }

    /// The key of a place.
    #[must_use]
    pub fn key(&self, place: PlaceId) -> &PlaceKey {
        &self.keys[place.0 as usize]
    }

    /// The key under which the record lists a place.
    #[must_use]
    pub fn canonical<'key>(&'key self, key: &'key PlaceKey) -> &'key PlaceKey {
        self.id(key).map_or(key, |id| self.key(id))
    }

    /// The places of the record, by key.
    pub fn record(&self) -> impl Iterator<Item = &RecordPlace> {
        self.entries.iter().flatten()
    }

    /// What the record has of a place.
    #[must_use]
    pub fn entry(&self, place: PlaceId) -> Option<&RecordPlace> {
        self.entries[place.0 as usize].as_ref()
    }

    /// The place itself and all that it lies in, from the inside out.
    pub fn ancestors(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        let depth = self.lying[place.0 as usize].depth as usize;
        std::iter::successors(Some(place), |place| self.lying[place.0 as usize].parent.map(PlaceId)).take(depth)
    }

    /// How many places it is from this one to the outermost that holds it.
    #[must_use]
    pub fn depth(&self, place: PlaceId) -> usize {
        self.lying[place.0 as usize].depth as usize
    }

    /// Whether the first place is the second or lies in it.
    #[must_use]
    pub fn within(&self, inner: PlaceId, outer: PlaceId) -> bool {
        self.ancestors(inner).any(|place| place == outer)
    }

    /// How two places lie to one another.
    #[must_use]
    pub fn lie(&self, first: PlaceId, second: PlaceId) -> Lie {
        // Whatever holds a place is that many steps further out: most places need not be followed to their countries.
        let holds = |outer, inner, steps| self.ancestors(inner).nth(steps) == Some(outer);
        match self.depth(first).cmp(&self.depth(second)) {
            _ if first == second => Lie::Same,
            Ordering::Greater if holds(second, first, self.depth(first) - self.depth(second)) => Lie::Inside,
            Ordering::Less if holds(first, second, self.depth(second) - self.depth(first)) => Lie::Holds,
            _ => Lie::Apart,
        }
    }

    /// Whether nothing but its general noun is known of it, as [`Known::vague`].
    #[must_use]
    pub fn is_vague(&self, place: PlaceId) -> bool {
        self.lying[place.0 as usize].vague
    }

    /// The town, district-less, that holds a place; else the widest place below a region; else the place itself.
    #[must_use]
    pub fn town(&self, place: PlaceId) -> PlaceId {
        PlaceId(self.lying[place.0 as usize].town)
    }

    /// What sort of place it is.
    #[must_use]
    pub fn kind(&self, place: PlaceId) -> Option<PlaceKind> {
        self.lying[place.0 as usize].kind
    }

    /// The place's name, or its key where it is not known.
    #[must_use]
    pub fn name(&self, place: PlaceId) -> &str {
        self.entry(place).map_or_else(|| self.key(place).0.as_str(), |entry| entry.place.name.as_str())
    }

    /// Kilometres between two places, where both have coordinates.
    #[must_use]
    pub fn distance_km(&self, first: PlaceId, second: PlaceId) -> Option<f64> {
        let ((lat1, lon1), (lat2, lon2)) = (self.lying[first.0 as usize].point?, self.lying[second.0 as usize].point?);
        let half = ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
        Some(12_742.0 * half.sqrt().min(1.0).asin())
    }

    /// Where a place can be near others, as far as that is told quickly.
    #[must_use]
    pub fn reach(&self, place: PlaceId) -> Reach {
        let is_city = |place: &PlaceId| self.kind(*place) == Some(PlaceKind::City);
        let in_one = self.ancestors(place).filter(is_city).count() == 1;
        let latitude = self.lying[place.0 as usize].point.map(|(latitude, _)| latitude);
        Reach { town: Some(self.town(place)).filter(|_| in_one), latitude }
    }

    /// Where all of some places can be near others: nowhere else than the one town that they lie in, if they do.
    #[must_use]
    pub fn reach_of_all(&self, places: &[PlaceId]) -> Reach {
        let mut towns = places.iter().map(|&place| self.reach(place).town);
        let town = towns.next().flatten();
        Reach { town: town.filter(|&town| towns.all(|other| other == Some(town))), latitude: None }
    }

    /// The country or region of a site of which nothing tells the town.
    #[must_use]
    pub fn open_in(&self, place: PlaceId) -> Option<PlaceId> {
        let wide = |place| matches!(self.kind(place), Some(PlaceKind::Country | PlaceKind::Region));
        let parent = self.lying[place.0 as usize].parent.map(PlaceId)?;
        let site = matches!(self.kind(place), Some(PlaceKind::Facility | PlaceKind::Other));
        (site && wide(parent)).then_some(parent)
    }

    /// The meaning of words for a site that lies somewhere in `town`.
    #[must_use]
    pub fn read_site(&self, words: &str, town: Option<PlaceId>) -> Option<Site> {
        let mut around = FxHashSet::default();
        for place in town.into_iter().flat_map(|town| self.ancestors(town)) {
            if let Some(entry) = self.entry(place) {
                around.extend(fold(&entry.place.name));
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
