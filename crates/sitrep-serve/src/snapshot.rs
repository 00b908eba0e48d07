//! The record as the pages read it: loaded once, with what every page needs worked out beforehand.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use sitrep::{Project, RecordState, Revision, StoreError};
use sitrep_present::Index;
use sitrep_present::view::{self, EventRow, Filter};
use sitrep_types::{ActorId, Event, EventId, PlaceKey, PlaceKind, Record, SourceMap};

use crate::query::{EventQuery, encode};

/// How many answers to filters are kept: the pages of one answer are asked for one after the other.
const ANSWERS_KEPT: usize = 12;

/// Names offered in a form: more make a page heavy, and any other can be typed.
const MOST_OFFERED: usize = 150;

/// A place as the map draws it: a town with everything inside, or an area.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its key.
    pub key: PlaceKey,
    /// Its name.
    pub name: String,
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// Kilometres around the point that it may mean; 0 for a town.
    pub radius_km: f64,
    /// A whole country, drawn by its outline.
    pub is_country: bool,
}

/// An event with its place in the record and on the map.
#[derive(Debug)]
pub struct Listed {
    /// The row.
    pub row: EventRow,
    /// Position among the record's events.
    pub event: usize,
    /// Position among the spots.
    pub spot: Option<usize>,
    /// Its summary and evidence in small letters, to be searched without touching every claim.
    words: String,
}

/// Answer to a filter: positions among the listed events, by date.
pub type Answer = Arc<Vec<usize>>;

/// The loaded record.
#[derive(Debug)]
pub struct Snapshot {
    /// The record.
    pub record: Record,
    /// All events by date.
    pub listed: Vec<Listed>,
    /// Where they are.
    pub spots: Vec<Spot>,
    /// Something changed since the record was made.
    pub out_of_date: bool,
    /// How far the log of decisions had gone before the record was loaded.
    pub revision: Revision,
    /// Events of earlier records, whose ids pages and bookmarks may still name, with what became of them.
    moved: HashMap<EventId, EventId>,
    /// Event to its position among the listed.
    positions: HashMap<EventId, usize>,
    /// Document (by position in the record) to its claims (by position).
    claims_by_document: Vec<Vec<usize>>,
    /// Actor to its events (positions among the listed).
    events_by_actor: BTreeMap<ActorId, Vec<usize>>,
    /// Place to the events at it or inside it.
    events_by_place: BTreeMap<PlaceKey, Vec<usize>>,
    answers: Mutex<VecDeque<(Filter, String, Answer)>>,
}

impl Snapshot {
    /// Loads the record, if there is one.
    pub fn load(project: &Project) -> Result<Option<Self>, StoreError> {
        let revision = project.decision_revision()?;
        let out_of_date = project.record_state()? != RecordState::Current;
        let Some(record) = project.record()? else { return Ok(None) };
        Ok(Some(Self { out_of_date, ..Self::new(record, revision) }))
    }

    /// A project whose record was taken away.
    pub fn empty() -> Self {
        Self { out_of_date: true, ..Self::new(Record::default(), Revision::default()) }
    }

    /// The record that comes after this one, with what became of the events that pages and bookmarks may still name.
    pub fn followed_by(&self, mut next: Self) -> Self {
        let now = |claims: &[sitrep_types::ClaimId]| {
            claims.iter().find_map(|claim| next.record.claim_events.get(claim)).cloned()
        };
        let gone = self.record.events.iter().filter(|event| !next.positions.contains_key(&event.id));
        let mut moved: HashMap<EventId, EventId> =
            gone.filter_map(|event| Some((event.id.clone(), now(&event.claims)?))).collect();
        for (before, after) in &self.moved {
            let last = moved.get(after).unwrap_or(after).clone();
            if !next.positions.contains_key(before) && next.positions.contains_key(&last) {
                moved.insert(before.clone(), last);
            }
        }
        next.moved = moved;
        next
    }

    /// The pages' view of a record that was made when the log of decisions had gone so far.
    pub fn new(mut record: Record, revision: Revision) -> Self {
        in_promised_order(&mut record);
        for entry in &mut record.documents {
            // Where each byte came from is of no use to a page and can be larger than the text.
            entry.document.source_map = SourceMap::default();
        }
        let index = Index::of_sorted(&record);
        let mut spots = Spots::default();
        let mut listed: Vec<Listed> = record
            .events
            .iter()
            .enumerate()
            .map(|(event, told)| Listed {
                row: view::row(&index, told),
                event,
                spot: told.place.as_ref().and_then(|key| spots.of(&index, key)),
                words: words_of(&index, told),
            })
            .collect();
        listed.sort_by_cached_key(|listed| {
            let row = &listed.row;
            let day = row.earliest.or(row.latest);
            (day.is_none(), day, row.latest, std::cmp::Reverse(row.importance), row.id.clone())
        });
        let positions = listed.iter().enumerate().map(|(position, listed)| (listed.row.id.clone(), position)).collect();
        let document_positions: HashMap<_, usize> =
            record.documents.iter().enumerate().map(|(position, entry)| (&entry.document.id, position)).collect();
        let mut claims_by_document = vec![Vec::new(); record.documents.len()];
        for (position, claim) in record.claims.iter().enumerate() {
            if let Some(document) = document_positions.get(&claim.document) {
                claims_by_document[*document].push(position);
            }
        }
        let mut events_by_actor: BTreeMap<ActorId, Vec<usize>> = BTreeMap::new();
        let mut events_by_place: BTreeMap<PlaceKey, Vec<usize>> = BTreeMap::new();
        for (position, listed) in listed.iter().enumerate() {
            let event = &record.events[listed.event];
            let targets = event.targets.iter().filter_map(|target| target.actor.as_ref());
            let actors: BTreeSet<&ActorId> = event.actors.iter().chain(targets).collect();
            for actor in actors {
                events_by_actor.entry(actor.clone()).or_default().push(position);
            }
            let targets = event.targets.iter().filter_map(|target| target.place.as_ref());
            let places: BTreeSet<&PlaceKey> = event
                .place
                .iter()
                .chain(targets)
                .flat_map(|key| index.place_chain(key))
                .map(|entry| &entry.place.key)
                .collect();
            for place in places {
                events_by_place.entry(place.clone()).or_default().push(position);
            }
        }
        Self {
            listed,
            spots: spots.spots,
            out_of_date: false,
            revision,
            moved: HashMap::new(),
            positions,
            claims_by_document,
            events_by_actor,
            events_by_place,
            answers: Mutex::default(),
            record,
        }
    }

    /// The record with its ids resolved; costs nothing.
    pub fn index(&self) -> Index<'_> {
        Index::of_sorted(&self.record)
    }

    /// The event of a listed position.
    pub fn event(&self, position: usize) -> &Event {
        &self.record.events[self.listed[position].event]
    }

    /// Position of an event among the listed.
    pub fn position(&self, id: &EventId) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The row of an event.
    pub fn row(&self, id: &EventId) -> Option<&EventRow> {
        self.position(id).map(|position| &self.listed[position].row)
    }

    /// What people decided about something.
    pub fn decided(&self, id: &str) -> &[sitrep_types::DecidedField] {
        self.record.decided.get(id).map_or(&[], Vec::as_slice)
    }

    /// What became of an event of an earlier record.
    pub fn moved(&self, id: &EventId) -> Option<&EventId> {
        self.moved.get(id)
    }

    /// The page of anything that a decision touches, with its name.
    pub fn page_of(&self, id: &str) -> Option<(String, String)> {
        let index = self.index();
        let event = EventId(id.to_owned());
        let told_of = self.record.claim_events.get(&sitrep_types::ClaimId(id.to_owned()));
        if let Some(row) = self.row(told_of.unwrap_or(&event)) {
            return Some((format!("/event/{}", encode(&row.id.0)), row.headline.clone()));
        }
        if let Some(claim) = index.claim(&sitrep_types::ClaimId(id.to_owned())) {
            // A rejected claim belongs to no event.
            return Some((format!("/claim/{}", encode(id)), claim.evidence.text.clone()));
        }
        if let Some(entry) = index.document(&sitrep_types::DocumentId(id.to_owned())) {
            return Some((format!("/document/{}", encode(id)), view::document_name(&entry.document)));
        }
        if let Some(actor) = index.actor(&ActorId(id.to_owned())) {
            return Some((format!("/actor/{}", encode(id)), actor.name.clone()));
        }
        let place = index.place(&PlaceKey(id.to_owned()))?;
        Some((format!("/place/{}", encode(id)), place.place.name.clone()))
    }

    /// Positions of a document's claims.
    pub fn claims_of_document(&self, position: usize) -> &[usize] {
        self.claims_by_document.get(position).map_or(&[], Vec::as_slice)
    }

    /// The events of an actor, by date.
    pub fn events_of_actor(&self, id: &ActorId) -> &[usize] {
        self.events_by_actor.get(id).map_or(&[], Vec::as_slice)
    }

    /// The events at a place or inside it, by date.
    pub fn events_of_place(&self, key: &PlaceKey) -> &[usize] {
        self.events_by_place.get(key).map_or(&[], Vec::as_slice)
    }

    /// Names of the actors that take part most, to be offered in forms.
    pub fn busiest_actors(&self) -> Vec<&str> {
        let n_events = |actor: &sitrep_types::Actor| self.events_of_actor(&actor.id).len();
        let mut actors: Vec<_> =
            self.record.actors.iter().map(|actor| (n_events(actor), actor.name.as_str())).collect();
        busiest(&mut actors)
    }

    /// Names of the places where most happened, to be offered in forms.
    pub fn busiest_places(&self) -> Vec<&str> {
        let n_events = |key: &PlaceKey| self.events_of_place(key).len();
        let mut places: Vec<_> =
            self.record.places.iter().map(|entry| (n_events(&entry.place.key), entry.place.name.as_str())).collect();
        busiest(&mut places)
    }

    /// The events that a query asks for, by date.
    pub fn answer(&self, query: &EventQuery, filter: &Filter) -> Answer {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., answer)) = answers.iter().find(|(kept, show, _)| kept == filter && *show == query.show) {
            return Arc::clone(answer);
        }
        drop(answers);
        let index = self.index();
        let everything = *filter == Filter::default();
        let wanted: Vec<String> =
            filter.text.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect();
        // Looking at every event's documents takes longer than finding the few that are asked for.
        let told: Option<BTreeSet<usize>> = filter.document.is_some().then(|| self.told_in(filter));
        let answer: Answer = Arc::new(
            (0..self.listed.len())
                .filter(|position| told.as_ref().is_none_or(|told| told.contains(position)))
                .filter(|position| wanted.iter().all(|word| self.listed[*position].words.contains(word)))
                .filter(|position| query.shows(self.event(*position)))
                .filter(|position| everything || filter.matches(&index, self.event(*position)))
                .collect(),
        );
        answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.truncate(ANSWERS_KEPT - 1);
        answers.push_front((filter.clone(), query.show.clone(), Arc::clone(&answer)));
        answer
    }
}

impl Snapshot {
    /// The events of the documents that a filter names.
    fn told_in(&self, filter: &Filter) -> BTreeSet<usize> {
        let record = &self.record;
        (0..record.documents.len())
            .filter(|position| filter.names_document(&record.documents[*position].document))
            .flat_map(|position| self.claims_of_document(position))
            .filter_map(|claim| record.claim_events.get(&record.claims[*claim].id))
            .filter_map(|event| self.position(event))
            .collect()
    }
}

/// What a search for words looks through.
fn words_of(index: &Index<'_>, event: &Event) -> String {
    let mut words = event.summary.to_lowercase();
    for claim in index.claims_of(&event.claims) {
        words.push('\n');
        words.push_str(&claim.evidence.text.to_lowercase());
    }
    words
}

/// The names with the largest numbers, each once.
fn busiest<'a>(names: &mut [(usize, &'a str)]) -> Vec<&'a str> {
    names.sort_by(|first, second| second.0.cmp(&first.0).then_with(|| first.1.cmp(second.1)));
    let mut seen = BTreeSet::new();
    names.iter().map(|(_, name)| *name).filter(|name| seen.insert(*name)).take(MOST_OFFERED).collect()
}

/// The store gives lists back in their order; a file from elsewhere may not.
fn in_promised_order(record: &mut Record) {
    record.documents.sort_by(|first, second| first.document.id.cmp(&second.document.id));
    record.actors.sort_by(|first, second| first.id.cmp(&second.id));
    record.places.sort_by(|first, second| first.place.key.cmp(&second.place.key));
    record.claims.sort_by(|first, second| first.id.cmp(&second.id));
    record.events.sort_by(|first, second| first.id.cmp(&second.id));
    record.contradictions.sort_by(|first, second| first.id.cmp(&second.id));
}

/// Collects the spots of places.
#[derive(Default)]
struct Spots {
    spots: Vec<Spot>,
    by_place: HashMap<PlaceKey, Option<usize>>,
    by_key: HashMap<PlaceKey, usize>,
}

impl Spots {
    fn of(&mut self, index: &Index<'_>, key: &PlaceKey) -> Option<usize> {
        if let Some(known) = self.by_place.get(key) {
            return *known;
        }
        let found = spot(index, key).map(|spot| {
            *self.by_key.entry(spot.key.clone()).or_insert_with(|| {
                self.spots.push(spot);
                self.spots.len() - 1
            })
        });
        self.by_place.insert(key.clone(), found);
        found
    }
}

/// The town around a place, or the area that it is.
fn spot(index: &Index<'_>, key: &PlaceKey) -> Option<Spot> {
    let chain = index.place_chain(key);
    let own = &chain.first()?.place;
    let is_area = matches!(own.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Water);
    let town = chain.iter().map(|entry| &entry.place).find(|place| place.kind == PlaceKind::City);
    let named = if is_area { own } else { town.unwrap_or(own) };
    let (latitude, longitude) = chain.iter().map(|entry| &entry.place).find_map(|place| {
        let (latitude, longitude) = (place.latitude?, place.longitude?);
        (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
    })?;
    // What ACLED's precision codes mean on the ground: 2 is the surroundings of a town, 3 a first-order division.
    let radius_km = match (own.kind, own.acled_geo_precision) {
        (PlaceKind::Country, _) => 250.0,
        (PlaceKind::Region, _) | (_, Some(3..)) => 70.0,
        (PlaceKind::Water, _) => 40.0,
        (_, Some(2)) if town.is_none() => 15.0,
        _ => 0.0,
    };
    Some(Spot {
        key: named.key.clone(),
        name: named.name.clone(),
        longitude,
        latitude,
        radius_km,
        is_country: own.kind == PlaceKind::Country,
    })
}
