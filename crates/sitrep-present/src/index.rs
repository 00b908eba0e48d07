//! Look-ups by id over a record: every list of it is reached through here.

use std::collections::BTreeMap;

use sitrep_types::{
    Actor, ActorId, AttributionLink, Claim, ClaimId, Contradiction, ContradictionId, DateInterval, DocumentEntry,
    DocumentId, Event, EventId, LinkKind, PlaceKey, Record, RecordPlace,
};

/// A record with its ids resolved. Ids that lead nowhere give `None`, never a panic.
#[derive(Debug)]
pub struct Index<'a> {
    /// The record.
    pub record: &'a Record,
    documents: Lookup<'a, DocumentId, DocumentEntry>,
    actors: Lookup<'a, ActorId, Actor>,
    places: Lookup<'a, PlaceKey, RecordPlace>,
    claims: Lookup<'a, ClaimId, Claim>,
    events: Lookup<'a, EventId, Event>,
    contradictions: Lookup<'a, ContradictionId, Contradiction>,
}

/// A list with the way to its members.
#[derive(Debug)]
struct Lookup<'a, K, T> {
    items: &'a [T],
    key: fn(&T) -> &K,
    /// `None` where the list is sorted by its keys and can be searched as it is.
    map: Option<BTreeMap<&'a K, &'a T>>,
}

impl<'a, K: Ord, T> Lookup<'a, K, T> {
    fn new(items: &'a [T], key: fn(&T) -> &K, sorted: bool) -> Self {
        let map = if sorted { None } else { Some(items.iter().map(|item| (key(item), item)).collect()) };
        Self { items, key, map }
    }

    fn get(&self, wanted: &K) -> Option<&'a T> {
        match &self.map {
            Some(map) => map.get(wanted).copied(),
            None => {
                let at = self.items.binary_search_by(|item| (self.key)(item).cmp(wanted)).ok()?;
                self.items.get(at)
            }
        }
    }
}

impl<'a> Index<'a> {
    /// Indexes a record, in whatever order its lists are.
    #[must_use]
    pub fn new(record: &'a Record) -> Self {
        Self::with(record, false)
    }

    /// Indexes a record whose lists are in their promised order, as the store gives it back: at no cost, for a server that
    /// does so for each page. Where the order is broken, members are not found.
    #[must_use]
    pub fn of_sorted(record: &'a Record) -> Self {
        Self::with(record, true)
    }

    fn with(record: &'a Record, sorted: bool) -> Self {
        Self {
            record,
            documents: Lookup::new(&record.documents, |entry| &entry.document.id, sorted),
            actors: Lookup::new(&record.actors, |actor| &actor.id, sorted),
            places: Lookup::new(&record.places, |place| &place.place.key, sorted),
            claims: Lookup::new(&record.claims, |claim| &claim.id, sorted),
            events: Lookup::new(&record.events, |event| &event.id, sorted),
            contradictions: Lookup::new(&record.contradictions, |item| &item.id, sorted),
        }
    }

    /// The document of this id.
    #[must_use]
    pub fn document(&self, id: &DocumentId) -> Option<&'a DocumentEntry> {
        self.documents.get(id)
    }

    /// The actor of this id.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<&'a Actor> {
        self.actors.get(id)
    }

    /// The place of this key.
    #[must_use]
    pub fn place(&self, key: &PlaceKey) -> Option<&'a RecordPlace> {
        self.places.get(key)
    }

    /// The claim of this id.
    #[must_use]
    pub fn claim(&self, id: &ClaimId) -> Option<&'a Claim> {
        self.claims.get(id)
    }

    /// The event of this id.
    #[must_use]
    pub fn event(&self, id: &EventId) -> Option<&'a Event> {
        self.events.get(id)
    }

    /// The contradiction of this id.
    #[must_use]
    pub fn contradiction(&self, id: &ContradictionId) -> Option<&'a Contradiction> {
        self.contradictions.get(id)
    }

    /// The claims of these ids.
    pub fn claims_of<'s>(&'s self, ids: &'s [ClaimId]) -> impl Iterator<Item = &'a Claim> + 's {
        ids.iter().filter_map(|id| self.claim(id))
    }

    /// A place and everything it lies in, the smallest first. A loop in the data ends it.
    #[must_use]
    pub fn place_chain(&self, key: &PlaceKey) -> Vec<&'a RecordPlace> {
        let mut chain: Vec<&RecordPlace> = Vec::new();
        let mut next = Some(key);
        while let Some(place) = next.and_then(|key| self.place(key)) {
            if chain.iter().any(|seen| seen.place.key == place.place.key) {
                break;
            }
            chain.push(place);
            next = place.place.parent.as_ref();
        }
        chain
    }

    /// A claim's time as the whole record knows it.
    #[must_use]
    pub fn claim_time(&self, claim: &Claim) -> Option<DateInterval> {
        self.record.claim_times.get(&claim.id).copied().or_else(|| claim.time.as_ref().map(|time| time.interval))
    }

    /// The actors that the record found behind a claim's actors and targets.
    #[must_use]
    pub fn claim_actors(&self, claim: &Claim) -> (Vec<Option<&'a ActorId>>, Vec<Option<&'a ActorId>>) {
        let resolved = self.record.claim_actors.get(&claim.id);
        let at = |index: usize| resolved.and_then(|actors| actors.get(index)).and_then(Option::as_ref);
        let n_actors = claim.actors.len();
        ((0..n_actors).map(at).collect(), (n_actors..n_actors + claim.targets.len()).map(at).collect())
    }

    /// The whole chain of a claim, from the outlet that published it (where known) to the origin, with the actor behind
    /// each link.
    #[must_use]
    pub fn chain(&self, claim: &Claim) -> Vec<(AttributionLink, Option<&'a ActorId>)> {
        let outlet = self.document(&claim.document).and_then(|entry| entry.document.outlet.as_ref());
        let names_itself = |link: &AttributionLink, name: &str| {
            link.kind == LinkKind::Outlet && (link.text == name || link.name.as_deref() == Some(name))
        };
        let mut chain = Vec::new();
        if let Some(outlet) = outlet {
            let told = claim.attribution.first().is_some_and(|link| names_itself(link, &outlet.name));
            if !told {
                let link = AttributionLink {
                    text: outlet.name.clone(),
                    span: None,
                    name: None,
                    affiliation: None,
                    cue: None,
                    kind: LinkKind::Outlet,
                };
                chain.push((link, None));
            }
        }
        let sources = self.record.claim_sources.get(&claim.id);
        for (position, link) in claim.attribution.iter().enumerate() {
            let actor = sources.and_then(|sources| sources.get(position)).and_then(Option::as_ref);
            chain.push((link.clone(), actor));
        }
        chain
    }
}
