//! An event in a few words, made from its fields: who did what to whom. The record's own summary also holds place, date and
//! numbers, which the views show beside it.

use std::collections::BTreeMap;

use sitrep_types::{Claim, Event, EventStatus, EventType, Modality, Participant, PlaceKind, QuantityKind, SubType};

use super::words;
use crate::index::Index;

/// Longer words of a report are no word for what was done.
const LONGEST_WORD: usize = 40;

/// So many names a side; the rest are "others".
const MOST_NAMES: usize = 2;

/// The headline of an event, without a full stop. What did not surely happen says so first.
#[must_use]
pub fn headline(index: &Index<'_>, event: &Event) -> String {
    let text = told(index, event);
    let is_attempt =
        !event.claims.is_empty() && index.claims_of(&event.claims).all(|claim| claim.modality == Modality::Attempted);
    let qualifier = match event.status {
        EventStatus::Denied => "Denied",
        EventStatus::Unconfirmed => "Not confirmed",
        EventStatus::Planned => "Planned or ordered",
        EventStatus::Forecast => "Expected",
        EventStatus::Reported | EventStatus::Corroborated | EventStatus::Disputed if is_attempt => "Attempted",
        EventStatus::Reported | EventStatus::Corroborated | EventStatus::Disputed => return text,
    };
    format!("{qualifier}: {text}")
}

fn told(index: &Index<'_>, event: &Event) -> String {
    let Some(sub_type) = event.sub_type else { return event.summary.trim_end_matches('.').to_owned() };
    let mut actors: Vec<String> =
        event.actors.iter().filter_map(|id| index.actor(id)).map(|actor| plain_words(&actor.name)).collect();
    let (mut sites, mut people, mut things) = (Vec::<String>::new(), Vec::<String>::new(), Vec::new());
    let mut names_place = false;
    for target in &event.targets {
        let site = target.place.as_ref().and_then(|key| index.place(key)).filter(|_| target.actor.is_none());
        match site {
            Some(site) => {
                names_place |= event.place.as_ref() == Some(&site.place.key);
                sites.push(site.place.name.clone());
            }
            None if takes_territory(sub_type) && target.actor.is_none() => things.push(plain_words(&target.text)),
            None => people.push(person(index, target)),
        }
    }
    // Who loses a place is named as an actor; other words beside it are mostly parts of it.
    if sites.is_empty() {
        sites = things;
    }
    drop_repeated(&mut actors, &[]);
    drop_repeated(&mut sites, &[]);
    // Reports tell both sides of a fight as acting; nobody is said to have acted on itself.
    drop_repeated(&mut people, &[&sites, &actors]);
    let place = event.place.as_ref().and_then(|key| index.place(key)).map(|entry| &entry.place);
    if takes_territory(sub_type) && sites.is_empty() {
        sites.extend(place.map(|place| place.name.clone()));
        names_place = true;
    }
    let own_words = (sub_type == SubType::Other && !event.reviewed).then(|| in_own_words(index, event)).flatten();
    let text = if let Some(words) = own_words {
        words
    } else if takes_territory(sub_type) {
        territory(sub_type, &actors, &sites, &people)
    } else if let Some(word) = telling_word(index, event, sub_type) {
        quoting(&word, event, sub_type, &actors, if people.is_empty() { &sites } else { &people })
    } else {
        action(event, sub_type, &actors, &people, &sites)
    };
    let text = match place {
        Some(place) if !names_place && !text.contains(&place.name) => {
            let preposition = match place.kind {
                PlaceKind::Facility => "at",
                PlaceKind::Road => "on",
                _ => "in",
            };
            format!("{text} {preposition} {}", place.name)
        }
        _ => text,
    };
    capital(&text)
}

/// What has no name among the sub-types is told as its fullest report has it.
fn in_own_words(index: &Index<'_>, event: &Event) -> Option<String> {
    let claims = index.claims_of(&event.claims).filter(|claim| !claim.negated || event.status == EventStatus::Denied);
    Claim::fullest(claims).map(Claim::in_own_words).filter(|words| !words.is_empty())
}

fn takes_territory(sub_type: SubType) -> bool {
    matches!(
        sub_type,
        SubType::GovernmentRegainsTerritory
            | SubType::NonStateActorOvertakesTerritory
            | SubType::NonViolentTransferOfTerritory
    )
}

fn territory(sub_type: SubType, actors: &[String], sites: &[String], people: &[String]) -> String {
    let (verb, passive) = match sub_type {
        SubType::GovernmentRegainsTerritory => ("retook", "retaken"),
        SubType::NonStateActorOvertakesTerritory => ("took", "taken"),
        _ => ("took over", "taken over"),
    };
    let what = if sites.is_empty() { "territory".to_owned() } else { listed(sites) };
    let from = if people.is_empty() { String::new() } else { format!(" from {}", listed(people)) };
    if actors.is_empty() {
        format!("{what} {passive}{from}")
    } else {
        format!("{} {verb} {what}{from}", listed(actors))
    }
}

fn action(event: &Event, sub_type: SubType, actors: &[String], people: &[String], sites: &[String]) -> String {
    let (verb, noun) = verb(event.event_type, sub_type);
    let on = if people.is_empty() { sites } else { people };
    let dead = event.estimates.iter().find(|estimate| estimate.what == QuantityKind::Killed);
    match (actors.is_empty(), on.is_empty(), dead) {
        // Fighting has two sides: a place is where it happened, not whom it met.
        (false, _, _) if sub_type == SubType::ArmedClash && people.is_empty() => match sites {
            [] => format!("{} fought", listed(actors)),
            sites => format!("{} fought at {}", listed(actors), listed(sites)),
        },
        (false, false, _) => format!("{} {verb} {}", listed(actors), listed(on)),
        (false, true, _) => format!("{noun} by {}", listed(actors)),
        (true, _, Some(dead)) => format!("{}: {}", words::counted(dead), lower(noun)),
        (true, false, None) => format!("{noun}: {}", listed(on)),
        (true, true, None) => noun.to_owned(),
    }
}

/// The words that most reports have for an event whose type does not tell what was done.
fn telling_word(index: &Index<'_>, event: &Event, sub_type: SubType) -> Option<String> {
    if !matches!(sub_type, SubType::Other | SubType::ChangeToGroupActivity) {
        return None;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for claim in index.claims_of(&event.claims) {
        *counts.entry(claim.trigger.text.to_lowercase()).or_default() += 1;
    }
    let told = |word: &str| !word.is_empty() && word.chars().count() <= LONGEST_WORD;
    let counts = counts.into_iter().filter(|(word, _)| told(word));
    counts.max_by(|first, second| first.1.cmp(&second.1).then_with(|| second.0.cmp(&first.0))).map(|(word, _)| word)
}

/// "Red Banner: “released” (two monks)".
fn quoting(word: &str, event: &Event, sub_type: SubType, actors: &[String], on: &[String]) -> String {
    let (_, noun) = verb(event.event_type, sub_type);
    match (actors, on) {
        ([], []) => format!("{noun}: “{word}”"),
        ([], on) => format!("{noun}: “{word}” ({})", listed(on)),
        (actors, []) => format!("{}: “{word}”", listed(actors)),
        (actors, on) => format!("{}: “{word}” ({})", listed(actors), listed(on)),
    }
}

/// What an actor does to a target, and the noun for it where only one side is told.
const fn verb(event_type: EventType, sub_type: SubType) -> (&'static str, &'static str) {
    match sub_type {
        SubType::ArmedClash => ("fought", "Fighting"),
        SubType::ExcessiveForceAgainstProtesters => ("used force against", "Force against protesters"),
        SubType::ProtestWithIntervention => ("protested and were met by", "Protest met by forces"),
        SubType::PeacefulProtest => ("protested against", "Protest"),
        SubType::ViolentDemonstration => ("rioted against", "Violent demonstration"),
        SubType::MobViolence => ("mobbed", "Mob violence"),
        SubType::ChemicalWeapon => ("used chemical weapons against", "Chemical attack"),
        SubType::AirDroneStrike => ("struck from the air", "Air strike"),
        SubType::SuicideBomb => ("sent a suicide bomber against", "Suicide bombing"),
        SubType::ShellingArtilleryMissileAttack => ("shelled", "Shelling"),
        SubType::RemoteExplosiveLandmineIed => ("set off explosives against", "Explosion"),
        SubType::Grenade => ("threw grenades at", "Grenade attack"),
        SubType::SexualViolence => ("committed sexual violence against", "Sexual violence"),
        SubType::Attack => ("attacked", "Attack"),
        SubType::AbductionForcedDisappearance => ("took captive", "Abduction"),
        SubType::Agreement => ("agreed with", "Agreement"),
        SubType::Arrests => ("arrested", "Arrest"),
        SubType::ChangeToGroupActivity => ("acted towards", "Change of a group's activity"),
        SubType::DisruptedWeaponsUse => ("disrupted weapons of", "Weapons disrupted"),
        SubType::HeadquartersOrBaseEstablished => ("set up a base at", "Base set up"),
        SubType::LootingPropertyDestruction => ("looted or destroyed", "Looting or destruction"),
        _ => match event_type {
            EventType::Protests => ("protested against", "Protest"),
            _ => ("acted towards", "Strategic development"),
        },
    }
}

fn person(index: &Index<'_>, target: &Participant) -> String {
    let actor = target.actor.as_ref().and_then(|id| index.actor(id));
    plain_words(actor.map_or(&target.text, |actor| &actor.name))
}

/// Words that name nobody begin small inside a sentence: "Two marines" but "Maute fighters".
fn plain_words(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_plain = [
        "a", "an", "the", "some", "several", "many", "most", "dozens", "scores", "hundreds", "one", "two", "three",
        "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "his", "her", "its", "their",
        "other", "at", "about", "around", "nearly", "almost", "more",
    ]
    .contains(&first.as_str());
    if is_plain { lower(text) } else { text.to_owned() }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Drops names that stand earlier in the list or in another one, whatever their capitals, and bare figures beside names.
fn drop_repeated(names: &mut Vec<String>, others: &[&Vec<String>]) {
    let mut seen: Vec<String> = others.iter().flat_map(|list| list.iter()).map(|name| name.to_lowercase()).collect();
    names.retain(|name| {
        let key = name.to_lowercase();
        let is_new = !seen.contains(&key);
        seen.push(key);
        is_new
    });
    if names.iter().any(|name| names_somebody(name)) {
        names.retain(|name| names_somebody(name));
    }
}

fn names_somebody(name: &str) -> bool {
    name.chars().any(char::is_alphabetic)
}

/// "A", "A and B", "A, B and others".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        more => format!("{} and others", more[..MOST_NAMES].join(", ")),
    }
}
