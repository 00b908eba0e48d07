//! How likely two claims tell one happening: a sum of parts that can be read, or a reason why they cannot.

mod number;
mod time;

use sitrep_types::{ActorKind, PlaceKind, SubType};

pub use self::number::same_large_toll;
use self::number::{far_apart, kills_many, number_part, same_figure, two_numbers};
use self::time::days_part;
pub use self::time::{CARRIED_SLIP, dated_a_day_apart};
use crate::actor::Kinship;
use crate::facility::{Site, SiteMatch};
use crate::place::{Lie, PlaceId};
use crate::view::{Family, Number, View, Viewer};

/// The parts of a comparison, each -1 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Parts {
    /// Types agree.
    pub kind: f64,
    /// Places agree, weighed by how exact they are.
    pub place: f64,
    /// Times agree.
    pub time: f64,
    /// Those who act agree.
    pub actor: f64,
    /// Those acted on agree.
    pub target: f64,
    /// Numbers agree.
    pub number: f64,
    /// Words are shared.
    pub words: f64,
    /// Same document, or same words in another.
    pub telling: f64,
}

impl Parts {
    /// What each part weighs. Set by hand on the project's own example texts; place and time are what an analyst looks
    /// at first, and no other part can make up for both.
    const WEIGHTS: [f64; 8] = [1.5, 3.0, 2.0, 1.5, 2.0, 1.5, 2.0, 1.0];

    /// The weighted sum.
    #[must_use]
    pub fn sum(&self) -> f64 {
        let parts = [self.kind, self.place, self.time, self.actor, self.target, self.number, self.words, self.telling];
        parts.iter().zip(Self::WEIGHTS).map(|(part, weight)| part * weight).sum()
    }

    /// The least sum for one happening: less where the days agree closely.
    #[must_use]
    pub fn needed(&self) -> f64 {
        if self.telling >= 1.0 {
            5.5
        } else if self.time >= 0.9 {
            6.0
        } else {
            6.8
        }
    }
}

/// Why two claims cannot tell one happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Apart {
    /// One happened, the other is only wanted, expected or supposed.
    Reality,
    /// The types cannot be one.
    Kind,
    /// The days have none in common.
    Time,
    /// Two different places.
    Place,
    /// The one is a part of the other.
    PartOfPlace,
    /// Two opposed sides acted.
    Actor,
    /// Two different named targets.
    Target,
    /// One source tells two different numbers in one breath.
    Number,
    /// What both recall differs many times over.
    Toll,
}

impl Apart {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reality => "one is told as happened, the other only as wanted, expected or supposed",
            Self::Kind => "the types cannot be one",
            Self::Time => "their dates have no day in common",
            Self::Place => "they are told of two different places",
            Self::PartOfPlace => "the place of one is a part of the place of the other",
            Self::Actor => "two different sides are told to have acted",
            Self::Target => "they have two different named targets",
            Self::Number => "one sentence tells two different numbers for them",
            Self::Toll => "both are told as history, with tolls of which one is many times the other",
        }
    }
}

/// Kilometres within which two sites of one town may be one that is told loosely.
const NEIGHBOURS_KM: f64 = 8.0;

/// Whether one site may be told by two names: by two reports, or by one that recalls it twice.
fn may_vary(one: &View, other: &View) -> bool {
    one.document != other.document || one.background && other.background
}

/// Kilometres within which one report may name the suburb and another the city.
pub const SUBURB_KM: f64 = 25.0;

/// How well "forces raided the museum" and "forces took the museum" agree.
const RAID_AND_CAPTURE: f64 = 0.4;

/// Whether no happening is of both sub-types, however loosely it is told: a bomber on foot is no aircraft. Those who were
/// killed by something that the report tells of elsewhere may have been killed by something else.
fn excludes(one: &View, other: &View) -> bool {
    let fired =
        |view: &View| matches!(view.sub_type, Some(SubType::AirDroneStrike | SubType::ShellingArtilleryMissileAttack));
    let pair = |one: &View, other| one.sub_type == Some(SubType::SuicideBomb) && fired(other);
    one.own_means && other.own_means && (pair(one, other) || pair(other, one))
}

/// Whether the one tells a fight for a site and the other that this site changed hands.
fn raid_and_capture(one: &View, other: &View) -> bool {
    let (low, high) = (one.family.min(other.family), one.family.max(other.family));
    let clash = if one.family == Family::Clash { one } else { other };
    (low, high) == (Family::Territory, Family::Clash)
        && clash.aimed
        && one.exactness.min(other.exactness) >= 1.0
        && !one.objects.is_empty()
        && !other.objects.is_empty()
}

impl Viewer<'_> {
    /// Compares two claims.
    ///
    /// # Errors
    /// Where they cannot tell one happening, with the reason.
    pub fn score(&self, one: &View, other: &View) -> Result<Parts, Apart> {
        if one.reality != other.reality {
            return Err(Apart::Reality);
        }
        if excludes(one, other) {
            return Err(Apart::Kind);
        }
        let kind = match one.family.agreement(other.family) {
            _ if raid_and_capture(one, other) => RAID_AND_CAPTURE,
            none if none <= 0.0 => return Err(Apart::Kind),
            // The offensive is not one of its clashes.
            _ if one.campaign != other.campaign && one.family == other.family => 0.3,
            _ if one.sub_type == other.sub_type && one.family == other.family => 1.0,
            agreement => agreement,
        };
        let mut parts = Parts { kind, ..Parts::default() };
        // Two standing conditions are one only where the same word tells them.
        if one.family == Family::State && one.entry != other.entry {
            return Err(Apart::Kind);
        }
        if one.document == other.document
            && one.evidence.overlaps(other.evidence)
            && two_numbers(&one.counts, &other.counts)
        {
            return Err(Apart::Number);
        }
        // The toll of what is history rises no more.
        if one.background && other.background && one.family == other.family && far_apart(&one.counts, &other.counts) {
            return Err(Apart::Toll);
        }
        parts.place = self.place_part(one, other)?;
        parts.time = days_part(one, other, parts.place)?;
        parts.actor = self.actor_part(one, other)?;
        parts.target = self.target_part(one, other, parts.place)?;
        parts.number = number_part(&one.counts, &other.counts);
        parts.words = shared_words(&one.words, &other.words);
        let same_words = one.passage.is_some() && one.passage == other.passage && one.document != other.document;
        parts.telling = if same_words && one.entry == other.entry {
            4.0
        } else if same_words {
            2.0
        } else if one.document == other.document {
            1.0
        } else {
            0.0
        };
        let once = one.family == Family::Destruction && parts.place >= 1.0;
        if one.background != other.background && parts.time < 0.3 && !once {
            parts.time -= 0.6;
        }
        Ok(parts)
    }

    fn place_part(&self, one: &View, other: &View) -> Result<f64, Apart> {
        let exactness = one.exactness.min(other.exactness);
        if one.family == Family::Territory || other.family == Family::Territory {
            return self.object_part(one, other, exactness);
        }
        let (Some(first), Some(second)) = (one.place, other.place) else { return Ok(0.0) };
        match self.places.lie(first, second) {
            Lie::Same if one.document != other.document && self.places.is_vague(first) => Ok(0.3),
            Lie::Same => Ok(one.exactness),
            Lie::Holds | Lie::Inside => Ok(exactness * 0.8),
            Lie::Apart if one.document != other.document && self.leaves_town_open(first, second) => Ok(0.1),
            // What a report recalls need not have happened where its news did.
            Lie::Apart if one.background && other.background && (one.place_lent || other.place_lent) => Ok(0.0),
            Lie::Apart => {
                // Two sites of one town are two happenings, unless day and toll agree to the last man: then one report
                // has the wrong site.
                let distance = self.places.distance_km(first, second);
                let suburb = distance.is_some_and(|distance| distance <= SUBURB_KM);
                let near = one.town.is_some()
                    && one.town == other.town
                    && distance.is_none_or(|distance| distance <= NEIGHBOURS_KM);
                if !suburb && !near {
                    return Err(Apart::Place);
                }
                let same = |first: &Number| {
                    one.sub_type == other.sub_type && other.counts.iter().any(|second| same_figure(first, second))
                };
                let same_toll = one.counts.iter().any(same);
                let same_day = matches!((one.days, other.days), (Some(first), Some(second)) if first == second && first.1 - first.0 <= 1);
                // A suburb and its city are two towns to the gazetteer.
                if same_toll && same_day {
                    Ok(0.5)
                } else if near
                    && (exactness < 1.0
                        || self.names_no_site(first)
                        || self.names_no_site(second)
                        || may_vary(one, other) && self.may_be_one_site(first, second))
                {
                    Ok(0.2)
                } else {
                    Err(Apart::Place)
                }
            }
        }
    }

    /// Whether a site is told by a word that any town has many of and that names none of them: "in the street".
    #[must_use]
    pub fn names_no_site(&self, place: PlaceId) -> bool {
        let name = self.places.name(place);
        let bare = || {
            let site = self.places.read_site(name, Some(self.places.town(place)));
            site.is_some_and(|site| site.generic && site.modifiers.is_empty() && site.name.is_empty())
        };
        !name.chars().any(char::is_uppercase)
            && match self.places.kind(place) {
                Some(PlaceKind::Road) => true,
                Some(PlaceKind::Facility | PlaceKind::Other) => bare(),
                _ => false,
            }
    }

    /// Whether two sites of one town are of one kind, and neither is told by what the other is not: "the school" and "a
    /// boarding school".
    #[must_use]
    pub fn may_be_one_site(&self, first: PlaceId, second: PlaceId) -> bool {
        let read = |place| self.places.read_site(self.places.name(place), Some(self.places.town(place)));
        match (read(first), read(second)) {
            (Some(one), Some(other)) => one.known && self.places.compare_sites(&one, &other) != SiteMatch::Different,
            _ => false,
        }
    }

    /// Whether one report leaves the town of a site open where the other tells one: "a mosque in Nigeria", "the mosque of
    /// Kano" or Kano itself.
    #[must_use]
    pub fn leaves_town_open(&self, first: PlaceId, second: PlaceId) -> bool {
        let may_be = |open, other| {
            self.places.open_in(open).is_some_and(|around| self.places.within(other, around))
                && (self.places.kind(other) == Some(PlaceKind::City) || self.may_be_one_site(open, other))
        };
        may_be(first, second) || may_be(second, first)
    }

    /// For a change of hands the place is the object: the museum is not the city.
    fn object_part(&self, one: &View, other: &View, exactness: f64) -> Result<f64, Apart> {
        let object = |view: &View| view.objects.first().copied();
        match (one.target_sites.first(), other.target_sites.first()) {
            (Some(first), Some(second)) if one.objects.is_empty() && other.objects.is_empty() => {
                if one.town.is_some() && other.town.is_some() && one.town != other.town {
                    return Err(Apart::Place);
                }
                return match self.places.compare_sites(first, second) {
                    SiteMatch::Same => Ok(0.9),
                    SiteMatch::Unknown if one.document == other.document => Ok(0.4),
                    SiteMatch::Unknown => Ok(0.2),
                    SiteMatch::Different => Err(Apart::Place),
                };
            }
            (Some(site), _) | (_, Some(site)) if site.known && one.objects.is_empty() != other.objects.is_empty() => {
                let placed = if one.objects.is_empty() { other } else { one };
                let Some(place) = object(placed) else { return Ok(0.0) };
                let Some(read) = self.places.read_site(self.places.name(place), placed.town) else {
                    return Ok(0.0);
                };
                return match self.places.compare_sites(site, &read) {
                    SiteMatch::Same if one.town == other.town => Ok(0.9),
                    SiteMatch::Same | SiteMatch::Unknown => Ok(0.2),
                    SiteMatch::Different => Err(Apart::Place),
                };
            }
            _ => {}
        }
        if one.objects.is_empty() && other.objects.is_empty() {
            // Two tellings of some part of one town need not be of the same part.
            return Ok(if one.part_of.is_some() && one.part_of == other.part_of { 0.4 * exactness } else { 0.0 });
        }
        if one.objects.is_empty() || other.objects.is_empty() {
            let (placed, open) = if one.objects.is_empty() { (other, one) } else { (one, other) };
            let (Some(place), Some(part)) = (object(placed), open.part_of) else { return Ok(0.0) };
            return match self.places.lie(place, part) {
                Lie::Same | Lie::Holds => Err(Apart::PartOfPlace),
                Lie::Inside => Ok(exactness * 0.3),
                Lie::Apart => Err(Apart::Place),
            };
        }
        let best = one
            .objects
            .iter()
            .flat_map(|&first| other.objects.iter().map(move |&second| self.places.lie(first, second)))
            .max();
        match best {
            Some(Lie::Same) => {
                Ok(one.exactness.max(exactness).max(if one.objects[0] == other.objects[0] { 0.9 } else { 0.7 }))
            }
            Some(Lie::Holds | Lie::Inside) => Err(Apart::PartOfPlace),
            _ => Err(Apart::Place),
        }
    }

    fn actor_part(&self, one: &View, other: &View) -> Result<f64, Apart> {
        if matches!(one.family, Family::Clash | Family::Agreement) && one.family == other.family {
            // Both sides take part alike; who stands first is a matter of wording.
            let all = |view: &View| view.actors.iter().chain(&view.target_actors).copied().collect::<Vec<_>>();
            // Fighting without sides may be anybody's.
            return Ok(self.best_kinship(&all(one), &all(other)).map_or(0.0, kinship_value));
        }
        // Whom the police shot on the spot is not among those whom he killed.
        if self.shoots_one(one) && kills_many(other) && !self.is_of_state(other)
            || self.shoots_one(other) && kills_many(one) && !self.is_of_state(one)
        {
            return Err(Apart::Actor);
        }
        let Some(kinship) = self.best_kinship(&one.actors, &other.actors) else { return Ok(0.2) };
        if kinship == Kinship::Strangers && (self.strikes_from_above(one, other) || self.strikes_from_above(other, one))
        {
            return Err(Apart::Actor);
        }
        if kinship == Kinship::Strangers {
            let opposed = one.actors.iter().any(|actor| other.target_actors.contains(actor))
                || other.actors.iter().any(|actor| one.target_actors.contains(actor));
            let named = |view: &View| view.actors.iter().any(|&actor| self.is_named(actor));
            // Who is shot while attacking is not attacked by himself: what is done to those who did the other is another deed.
            if opposed
                || one.family == Family::Territory && (named(one) && named(other) || self.two_camps(one, other))
                || one.family == Family::Statement
            {
                return Err(Apart::Actor);
            }
            return Ok(if named(one) && named(other) { -0.8 } else { 0.0 });
        }
        Ok(kinship_value(kinship))
    }

    /// Whether all who act in the one are of the state and all in the other are against it: "gunmen" and "soldiers" do
    /// not take a place together, though neither has a name.
    fn two_camps(&self, one: &View, other: &View) -> bool {
        let armed = |view: &View| self.all_act_as(view, &[ActorKind::ArmedGroup]);
        self.is_of_state(one) && armed(other) || armed(one) && self.is_of_state(other)
    }

    fn all_act_as(&self, view: &View, kinds: &[ActorKind]) -> bool {
        view.actors.iter().all(|&actor| kinds.contains(&self.actors.record[actor].kind))
    }

    /// Whether somebody acts, and all who do are of the state.
    fn is_of_state(&self, view: &View) -> bool {
        !view.actors.is_empty() && self.all_act_as(view, &[ActorKind::StateForce, ActorKind::Government])
    }

    /// Whether those who strike from the air in the one are no fighters, and only fighters act on the ground in the
    /// other: what the one side does there is not what the other does from above.
    fn strikes_from_above(&self, strike: &View, ground: &View) -> bool {
        let fights = |&actor: &usize| self.actors.record[actor].kind == ActorKind::ArmedGroup;
        strike.sub_type == Some(SubType::AirDroneStrike)
            && strike.own_means
            && matches!(ground.family, Family::Clash | Family::Attack)
            && !strike.actors.iter().any(fights)
            && ground.actors.iter().all(fights)
    }

    /// Whether forces of the state kill one person.
    fn shoots_one(&self, view: &View) -> bool {
        let person = |&actor: &usize| self.actors.record[actor].kind == ActorKind::Person;
        view.family == Family::Attack
            && self.is_of_state(view)
            && view.target_actors.len() == 1
            && view.target_actors.iter().all(person)
            && view.counts.iter().all(|count| count.high == Some(1))
    }

    fn best_kinship(&self, one: &[usize], other: &[usize]) -> Option<Kinship> {
        one.iter()
            .flat_map(|&first| other.iter().map(move |&second| (first, second)))
            .map(|(first, second)| self.actors.kinship(first, second))
            .max()
    }

    fn target_part(&self, one: &View, other: &View, place: f64) -> Result<f64, Apart> {
        if one.family == Family::Territory && other.family == Family::Territory {
            // The object has been compared as the place; a site changes hands less often than a town.
            let town = |view: &View| view.objects.first().is_some_and(|&place| self.is_wide(place));
            return Ok(if place >= 0.9 && !town(one) && !town(other) { 0.8 } else { 0.5 });
        }
        let mut part: f64 = match self.best_kinship(&one.target_actors, &other.target_actors) {
            Some(Kinship::Strangers) => {
                let all_named = |view: &View| view.target_actors.iter().all(|&actor| self.is_named(actor));
                if all_named(one)
                    && all_named(other)
                    && one.targets_told
                    && other.targets_told
                    && one.family == other.family
                    && one.family != Family::Clash
                {
                    return Err(Apart::Target);
                }
                0.0
            }
            Some(kinship) => kinship_value(kinship),
            None if one.family == Family::Clash && other.family == Family::Clash => 0.0,
            None => 0.2,
        };
        if one.target_groups.iter().any(|group| other.target_groups.contains(group)) {
            part = part.max(0.6);
        }
        if !one.target_places.is_empty() && !other.target_places.is_empty() {
            let lie = one
                .target_places
                .iter()
                .flat_map(|&first| other.target_places.iter().map(move |&second| self.places.lie(first, second)))
                .max();
            match lie {
                Some(Lie::Same) => part = part.max(1.0),
                Some(Lie::Holds | Lie::Inside) => part = part.max(0.3),
                Some(Lie::Apart) => return Err(Apart::Target),
                None => {}
            }
        }
        // A place of the record may stand for all of its kind in the town; whose it is tells two of them apart.
        let whose = |one: &Site, other: &Site| one.class == other.class && one.name.is_disjoint(&other.name);
        if one.named_sites.iter().any(|first| other.named_sites.iter().any(|second| whose(first, second))) {
            return Err(Apart::Target);
        }
        let sites: Option<SiteMatch> = one
            .target_sites
            .iter()
            .flat_map(|first| other.target_sites.iter().map(|second| self.places.compare_sites(first, second)))
            .max();
        match sites {
            Some(SiteMatch::Same) => part = part.max(0.9),
            Some(SiteMatch::Different)
                if one.family == Family::Destruction
                    && one.family == other.family
                    && one.target_sites.iter().chain(&other.target_sites).all(|site| site.known) =>
            {
                return Err(Apart::Target);
            }
            _ => {}
        }
        Ok(part)
    }
}

const fn kinship_value(kinship: Kinship) -> f64 {
    match kinship {
        Kinship::Same => 1.0,
        Kinship::WholeAndPart => 0.7,
        Kinship::SameSide => 0.5,
        Kinship::Strangers => -0.3,
    }
}

/// Share of the smaller set of words that the other holds too.
fn shared_words(one: &[u64], other: &[u64]) -> f64 {
    let (mut left, mut right, mut shared) = (0, 0, 0_u32);
    while left < one.len() && right < other.len() {
        match one[left].cmp(&other[right]) {
            std::cmp::Ordering::Less => left += 1,
            std::cmp::Ordering::Greater => right += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                left += 1;
                right += 1;
            }
        }
    }
    let smaller = u32::try_from(one.len().min(other.len())).unwrap_or(u32::MAX).max(6);
    f64::from(shared) / f64::from(smaller)
}
