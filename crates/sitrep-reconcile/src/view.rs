//! A claim as the comparison sees it: resolved actors and places, days as numbers, words as numbers.

mod family;
mod headline;
mod object;

use std::hash::BuildHasher;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use sitrep_resources::{AgencyKind, Resources};
use sitrep_timex::is_told_by;
use sitrep_types::{
    ActorKind, Claim, DateInterval, EventType, PlaceKind, Precision, Quantity, QuantityKind, Span, SubType, TimeMeaning,
};

pub use self::family::{Family, Reality};
use crate::actor::Actors;
use crate::dates::Dates;
use crate::day;
use crate::facility::Site;
use crate::folded::Folded;
use crate::lineage::{Lineage, word_hashes};
use crate::material::{Material, Told, sentence_at};
use crate::place::{Known, PlaceId, Places};

/// A number as it is compared.
#[derive(Debug, Clone)]
pub struct Count {
    /// Kind, group counted and scope; only equal keys are compared.
    pub key: CountKey,
    /// Lowest possible.
    pub low: i64,
    /// Highest possible; `None` is open.
    pub high: Option<i64>,
    /// The number said.
    pub best: Option<i64>,
}

/// What a number counts.
pub type CountKey = (QuantityKind, String, sitrep_types::Scope);

/// A [`Count`] as two claims compare it, the group as a number.
#[derive(Debug, Clone, Copy)]
pub struct Number {
    /// Kind, group counted and scope; only equal keys are compared.
    pub key: (QuantityKind, u64, sitrep_types::Scope),
    /// Lowest possible.
    pub low: i64,
    /// Highest possible; `None` is open.
    pub high: Option<i64>,
    /// The number said.
    pub best: Option<i64>,
}

impl Number {
    /// The figure that its words hold: of "84" and "at least 84" the same.
    #[must_use]
    pub fn figure(&self) -> i64 {
        self.best.unwrap_or(self.low)
    }
}

/// A claim as it is compared.
#[derive(Debug, Clone)]
pub struct View {
    /// Its document.
    pub document: usize,
    /// What sort of happening.
    pub family: Family,
    /// ACLED sub-type.
    pub sub_type: Option<SubType>,
    /// Happened, wanted, expected, supposed.
    pub reality: Reality,
    /// Whether its own words tell the sub-type, rather than the report around them: "the shelling", not "were killed".
    pub own_means: bool,
    /// Told as earlier history.
    pub background: bool,
    /// Where, as the record lists it.
    pub place: Option<PlaceId>,
    /// The town of that place.
    pub town: Option<PlaceId>,
    /// How much the place tells, 0 (a country) to 1 (a building).
    pub exactness: f64,
    /// Whether that is but the place of what the report tells beside it.
    pub place_lent: bool,
    /// Places acted on, as the record lists them.
    pub target_places: Vec<PlaceId>,
    /// For a change of hands, the places that are told to change hands as a whole.
    pub objects: Vec<PlaceId>,
    /// Whether its words name such a place as what it is directed at, rather than only as where it happened.
    pub aimed: bool,
    /// The place of which only a part is told to change hands.
    pub part_of: Option<PlaceId>,
    /// Sites acted on that are no place of the record.
    pub target_sites: Vec<Site>,
    /// The words for such a place of the record, where they tell whose it is: "the Indian consulate".
    pub named_sites: Vec<Site>,
    /// Actors acted on.
    pub target_actors: Vec<usize>,
    /// Whether its own words tell all of these, rather than "him" and "them".
    pub targets_told: bool,
    /// Groups of people acted on ("civilians"), as they are counted, by number.
    pub target_groups: Vec<u64>,
    /// Who acts.
    pub actors: Vec<usize>,
    /// First and last day, where told.
    pub days: Option<(i32, i32)>,
    /// Whether the claim's own sentence tells them, rather than one before it or the day on which it was said.
    pub days_own: bool,
    /// Names fighting that goes on for long ("the offensive"), not one clash.
    pub campaign: bool,
    /// First and last day on which a report of this date would tell it as news, where it tells no time.
    pub news: Option<(i32, i32)>,
    /// Numbers.
    pub counts: Vec<Number>,
    /// Content words of the evidence, sorted.
    pub words: Vec<u64>,
    /// Lexicon entry of the trigger, as a number.
    pub entry: u64,
    /// Passage that other documents tell in the same words.
    pub passage: Option<usize>,
    /// Where the evidence stands.
    pub evidence: Span,
}

/// A report that tells an event without a time tells of these last days before it was published. Two weeks: nine tenths
/// of undated tellings in weekly and daily news are younger.
const NEWS_DAYS: i32 = 14;
/// Words shorter than this carry little.
const SHORT_WORD: usize = 4;

/// Makes the views of all claims.
pub struct Viewer<'a> {
    /// What is read.
    pub material: &'a Material<'a>,
    /// Who is who.
    pub actors: &'a Actors,
    /// Where is what.
    pub places: &'a Places,
    /// Who copied whom.
    pub lineage: &'a Lineage,
    /// Group of people by word.
    counted: FxHashMap<String, String>,
    /// These groups.
    groups: FxHashSet<String>,
    /// Names of news agencies that send text.
    pub wires: FxHashSet<String>,
    /// Claims that a government regains territory, by the country of their place; gathered when first asked for.
    regaining: OnceLock<FxHashMap<String, Vec<usize>>>,
    /// Words that stand for somebody without telling who.
    pub pronoun: FxHashSet<String>,
    /// What fighting that goes on for long is called.
    campaign: Vec<String>,
    /// Sub-type of each lexicon entry, as far as the word tells one.
    means: FxHashMap<String, SubType>,
    /// Where each report counts people whom it tells to be freed, moved or met, and not to be taken.
    counted_otherwise: FxHashSet<(usize, Span)>,
}

impl<'a> Viewer<'a> {
    /// A viewer with the tables of groups and agencies.
    #[must_use]
    pub fn new(
        material: &'a Material<'a>,
        actors: &'a Actors,
        places: &'a Places,
        lineage: &'a Lineage,
        resources: &Resources,
    ) -> Self {
        let wires = resources
            .agencies
            .rows
            .iter()
            .filter(|agency| agency.kind == AgencyKind::Wire)
            .map(|agency| agency.name.clone())
            .collect();
        let counted = resources.sides.counted.iter();
        let groups = counted.clone().map(|row| row.group.clone()).collect();
        let counted = counted.flat_map(|row| row.words.iter().map(|word| (word.clone(), row.group.clone()))).collect();
        let campaign = resources.operations.campaign.clone();
        let pronoun = resources.sides.pronoun.iter().cloned().collect();
        let regaining = OnceLock::new();
        let entries = resources.events.entries.iter();
        let means = entries.filter_map(|entry| Some((entry.id.clone(), entry.sub_type?))).collect();
        let otherwise = |told: &Told<'a>| {
            let document = told.document;
            let moved = Family::of(told.claim.event_type, told.claim.sub_type) == Family::Move;
            let counts = told.claim.quantities.iter().filter(move |count| moved && count.what == QuantityKind::Other);
            counts.map(move |count| (document, count.span))
        };
        let counted_otherwise = material.claims.iter().flat_map(otherwise).collect();
        Self {
            material,
            actors,
            places,
            lineage,
            counted,
            groups,
            wires,
            regaining,
            pronoun,
            campaign,
            means,
            counted_otherwise,
        }
    }

    /// Whether a number counts those who were freed and not all who were taken: "21 of the abducted girls were released".
    #[must_use]
    pub fn counts_the_freed(&self, claim: usize, quantity: &Quantity) -> bool {
        matches!(quantity.what, QuantityKind::Abducted | QuantityKind::Arrested)
            && self.counted_otherwise.contains(&(self.material.claims[claim].document, quantity.span))
    }

    /// Claims that a government regains territory in a country.
    #[must_use]
    pub fn regaining(&self, country: &str) -> &[usize] {
        let gathered = self.regaining.get_or_init(|| {
            let mut regaining: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (at, told) in self.material.claims.iter().enumerate() {
                if told.claim.sub_type == Some(SubType::GovernmentRegainsTerritory)
                    && let Some(place) = told.claim.place.as_ref().and_then(|key| self.places.id(key))
                    && let Some(country) = self.places.entry(place).and_then(|entry| entry.place.country.as_ref())
                {
                    regaining.entry(country.clone()).or_default().push(at);
                }
            }
            regaining
        });
        gathered.get(country).map_or(&[], Vec::as_slice)
    }

    /// The views of all claims, with what is known of times and publications now.
    #[must_use]
    pub fn views(&self, dates: &Dates) -> Vec<View> {
        let view = |room: &mut Room, claim: usize| {
            let document = self.material.claims[claim].document;
            self.view(room, claim, dates.time_of(self.material, claim), dates.interval(document))
        };
        let mut views: Vec<View> =
            (0..self.material.claims.len()).into_par_iter().map_init(Room::default, view).collect();
        self.place_headlines(&mut views);
        views
    }

    fn view(&self, room: &mut Room, at: usize, time: Option<DateInterval>, published: Option<DateInterval>) -> View {
        let told = self.material.claims[at];
        let claim = told.claim;
        let fillers = &self.actors.fillers[at];
        let known = |list: &[Option<usize>]| list.iter().flatten().copied().collect::<Vec<usize>>();
        let place = claim.place.as_ref().and_then(|key| self.places.id(key));
        let town = place.map(|place| self.places.town(place));
        let targeted: Vec<Option<Known>> =
            claim.targets.iter().map(|target| target.place.as_ref().and_then(|key| self.places.known(key))).collect();
        let mut target_places: Vec<PlaceId> =
            targeted.iter().flatten().filter(|known| !known.vague).map(|known| known.id).collect();
        target_places.sort();
        target_places.dedup();
        let target_sites = claim
            .targets
            .iter()
            .zip(&targeted)
            .filter(|(target, known)| target.actor.is_none() && known.is_none_or(|known| known.vague))
            .filter_map(|(target, known)| self.places.read_site(self.words_for(told, target, *known), place))
            .collect();
        let named_sites = claim
            .targets
            .iter()
            .zip(&targeted)
            .filter(|(_, known)| known.is_some_and(|known| !known.vague))
            .filter_map(|(target, _)| self.places.read_site(&target.text, place))
            .filter(|site| site.known && !site.name.is_empty())
            .collect();
        let (objects, part_of) = self.objects(claim, place, &targeted);
        let aimed = claim.targets.iter().any(|target| target.place.is_some());
        let mut target_groups: Vec<u64> = Vec::new();
        for target in &claim.targets {
            room.folded.read(&target.text);
            target_groups.extend(room.folded.iter().filter_map(|word| self.counted.get(word)).map(number_of));
        }
        let (actors, target_actors) = fillers.split_at(claim.actors.len().min(fillers.len()));
        // A museum that is also a body is here the place.
        let target_actors: Vec<Option<usize>> = target_actors
            .iter()
            .zip(&claim.targets)
            .map(|(actor, target)| actor.filter(|_| target.place.is_none()))
            .collect();
        let now = claim.time.as_ref().is_some_and(|time| time.text.as_deref().is_some_and(is_now));
        let day_told = time.filter(|_| !now || claim.event_type == EventType::State);
        // "An hour before midnight" in a report of Friday may be of Thursday.
        let clock = claim.time.as_ref().is_some_and(|time| is_bare_clock(&time.meaning))
            && time.and_then(|time| time.latest) == published.and_then(|published| published.latest);
        let days =
            day_told.and_then(|time| Some((day::number(time.earliest?) - i32::from(clock), day::number(time.latest?))));
        let news = published
            .filter(|_| !claim.background)
            .and_then(|published| Some((day::number(published.earliest?) - NEWS_DAYS, day::number(published.latest?))));
        let exactness = self.exactness(claim, place);
        let reading = self.material.readings[told.document];
        let bound = claim.time.as_ref().is_some_and(|time| is_told_by(&time.meaning));
        let days_own = !bound
            && !clock
            && claim.time.as_ref().and_then(|time| time.span).is_none_or(|words| {
                sentence_at(reading, words.start).is_none_or(|sentence| sentence.overlaps(claim.evidence.span))
            });
        let campaign = Family::of(claim.event_type, claim.sub_type) == Family::Clash && {
            room.folded.read(&claim.trigger.text);
            let called = room.folded.phrase(0, room.folded.len());
            self.campaign.iter().any(|name| {
                called.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                    || called.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with(' '))
            })
        };
        let words = claim.evidence.text.split_whitespace().filter(|word| word.len() >= SHORT_WORD);
        room.words.clear();
        room.words.extend(words.flat_map(word_hashes));
        room.words.sort_unstable();
        room.words.dedup();
        View {
            document: told.document,
            family: Family::of(claim.event_type, claim.sub_type),
            sub_type: claim.sub_type,
            reality: Reality::of(claim.modality),
            own_means: !claim.instruments.is_empty()
                || claim.sub_type.is_some() && self.means.get(&claim.trigger.entry).copied() == claim.sub_type,
            background: claim.background,
            place,
            town,
            exactness,
            place_lent: claim.place_how.as_deref().is_some_and(is_lent),
            target_places,
            objects,
            aimed,
            part_of,
            target_sites,
            named_sites,
            targets_told: claim
                .targets
                .iter()
                .all(|target| target.actor.is_none() || !self.pronoun.contains(&target.text.to_lowercase())),
            target_actors: known(&target_actors),
            target_groups,
            actors: known(actors),
            days,
            days_own,
            campaign,
            news,
            counts: claim
                .quantities
                .iter()
                .filter(|quantity| !self.counts_the_freed(at, quantity))
                .map(|quantity| self.number(&mut room.folded, quantity))
                .collect(),
            words: room.words.clone(),
            entry: number_of(&claim.trigger.entry),
            passage: self.lineage.passage_at(reading, told.document, claim.trigger.span),
            evidence: claim.evidence.span,
        }
    }

    /// A quantity as it is compared.
    #[must_use]
    pub fn count(&self, quantity: &Quantity) -> Count {
        let mut folded = Folded::default();
        let (low, high) = bounds(quantity);
        let key = (quantity.what, self.group(&mut folded, quantity).to_string(), quantity.scope);
        Count { key, low, high, best: quantity.best }
    }

    fn number(&self, folded: &mut Folded, quantity: &Quantity) -> Number {
        let (low, high) = bounds(quantity);
        let key = (quantity.what, number_of(self.group(folded, quantity)), quantity.scope);
        Number { key, low, high, best: quantity.best }
    }

    /// Whom a number counts: a group of the table, else its last word.
    fn group<'words>(&'words self, folded: &'words mut Folded, quantity: &Quantity) -> &'words str {
        folded.read(quantity.of.as_deref().unwrap_or(ANYBODY));
        let known = folded.iter().find_map(|word| self.counted.get(word)).map(String::as_str);
        let group = known.or_else(|| folded.iter().next_back()).unwrap_or(ANYBODY);
        // "he", "the driver", a name: one of the people, unless he is said to be of a side.
        let one = [quantity.low, quantity.best, quantity.high].iter().all(|bound| *bound == Some(1));
        if one && !self.groups.contains(group) { ANYBODY } else { group }
    }

    fn exactness(&self, claim: &Claim, place: Option<PlaceId>) -> f64 {
        let Some(kind) = place.and_then(|place| self.places.kind(place)) else { return 0.0 };
        let territory = Family::of(claim.event_type, claim.sub_type) == Family::Territory;
        match kind {
            _ if place.is_some_and(|place| self.places.is_vague(place)) => 0.65,
            PlaceKind::Facility | PlaceKind::District | PlaceKind::Road => 1.0,
            PlaceKind::Other => 0.7,
            PlaceKind::City if territory => 0.9,
            PlaceKind::City => 0.65,
            PlaceKind::Water => 0.4,
            PlaceKind::Region => 0.25,
            PlaceKind::Country => 0.05,
        }
    }

    /// Whether a place is a town or larger.
    #[must_use]
    pub fn is_wide(&self, place: PlaceId) -> bool {
        matches!(self.places.kind(place), Some(PlaceKind::City | PlaceKind::Region | PlaceKind::Country))
    }

    /// Whether an actor is named rather than described.
    #[must_use]
    pub fn is_named(&self, actor: usize) -> bool {
        let record = &self.actors.record[actor];
        record.name.chars().any(char::is_uppercase)
            && !self.actors.is_generic(actor)
            && !self.actors.is_described(actor)
            && !matches!(record.kind, ActorKind::Civilians)
    }
}

/// Room to work in, so that not each claim needs its own.
#[derive(Default)]
struct Room {
    folded: Folded,
    words: Vec<u64>,
}

/// Whom a number counts that says no more.
const ANYBODY: &str = "people";

/// A word as a number, the same on every run.
fn number_of(word: impl AsRef<str>) -> u64 {
    FxBuildHasher.hash_one(word.as_ref())
}

/// The lowest and the highest number that a quantity allows.
fn bounds(quantity: &Quantity) -> (i64, Option<i64>) {
    (quantity.low.or(quantity.best).unwrap_or(0), quantity.high.or(quantity.best))
}

/// Whether an expression tells the time of day without the day, which is then another expression's or the report's own.
fn is_bare_clock(meaning: &TimeMeaning) -> bool {
    match meaning {
        TimeMeaning::Offset { earliest_days: 0, latest_days: 0, precision: Precision::Hour } => true,
        TimeMeaning::FromReference { meaning, .. } | TimeMeaning::Relative { meaning, .. } => is_bare_clock(meaning),
        _ => false,
    }
}

/// Whether a place was found anywhere but in the claim's own sentence.
fn is_lent(how: &str) -> bool {
    matches!(how, "previous sentence" | "story" | "first telling" | "dateline")
}

/// Whether a time expression says no more than the present.
#[must_use]
pub fn is_now(words: &str) -> bool {
    const NOW: &[&str] =
        &["now", "currently", "at present", "presently", "so far", "yet", "nowadays", "already", "at the moment"];
    NOW.iter().any(|now| words.trim().eq_ignore_ascii_case(now))
}
