//! One sentence for an event, made from its fields alone.

use sitrep_types::{
    Actor, ActorId, Estimate, Event, EventStatus, EventType, Participant, QuantityKind, SubType, Verdict,
};

use crate::day;
use crate::place::Places;

/// Most names listed before "and others".
const MOST_NAMES: usize = 3;

/// The sentence; the actors are sorted by id. `own_words` tells what has no name among the sub-types.
#[must_use]
pub fn summary(event: &Event, actors: &[Actor], places: &Places, own_words: &str) -> String {
    let name = |id: &ActorId| {
        actors.binary_search_by(|actor| actor.id.cmp(id)).map_or_else(|_| id.0.clone(), |at| actors[at].name.clone())
    };
    let who = list(event.actors.iter().map(name).collect());
    let whom = list(
        event
            .targets
            .iter()
            .map(|target: &Participant| match (&target.actor, &target.place) {
                (Some(actor), _) => name(actor),
                (None, Some(place)) => {
                    places.id(place).map_or(place.0.as_str(), |place| places.name(place)).to_string()
                }
                (None, None) => target.text.clone(),
            })
            .collect(),
    );
    let whom = if whom == who { String::new() } else { whom };
    let (verb, without) = words(event.event_type, event.sub_type);
    let mut sentence = match (who.as_str(), whom.as_str()) {
        _ if event.sub_type == Some(SubType::Other) && !own_words.is_empty() => own_words.to_owned(),
        ("", "") => without.to_string(),
        ("", whom) => format!("{without}: {whom}"),
        (who, "") => format!("{who}: {}", lower_first(without)),
        (who, whom) => format!("{who} {verb} {whom}"),
    };
    if let Some(key) = &event.place {
        let place = places.id(key);
        let name = place.map_or(key.0.as_str(), |place| places.name(place));
        if !whom.contains(name) {
            sentence.push_str(&format!(", {name}"));
        }
        if let Some(town) = place.map(|place| places.town(place)).filter(|&town| Some(town) != place) {
            sentence.push_str(&format!(" ({})", places.name(town)));
        }
    }
    if !event.time.is_unknown() {
        sentence.push_str(&format!(", {}", day::words(&event.time)));
    }
    if let Some(toll) =
        event.leading_estimates().into_iter().filter_map(toll).reduce(|all, next| format!("{all}, {next}"))
    {
        sentence.push_str(&format!("; {toll}"));
    }
    let doubt = match event.status {
        _ if event.verdict == Some(Verdict::No) => " (rejected)",
        EventStatus::Denied => " (denied)",
        EventStatus::Disputed => " (disputed)",
        EventStatus::Unconfirmed => " (unconfirmed)",
        EventStatus::Planned => " (planned)",
        EventStatus::Forecast => " (expected)",
        EventStatus::Reported | EventStatus::Corroborated => "",
    };
    sentence.push_str(doubt);
    sentence.push('.');
    upper_first(&sentence)
}

fn toll(estimate: &Estimate) -> Option<String> {
    let what = match estimate.what {
        QuantityKind::Killed => "killed",
        QuantityKind::Injured => "injured",
        QuantityKind::Abducted => "abducted",
        QuantityKind::Displaced => "displaced",
        QuantityKind::Arrested => "arrested",
        QuantityKind::Strength => "strong",
        QuantityKind::Other => return None,
    };
    let number = match (estimate.low, estimate.best, estimate.high) {
        (Some(low), Some(best), Some(high)) if low != best || best != high => format!("{best} ({low} to {high})"),
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, Some(high)) => format!("{low} to {high}"),
        (Some(low), None, None) => format!("at least {low}"),
        (None, None, Some(high)) => format!("at most {high}"),
        (None, None, None) => return None,
    };
    let of = estimate.of.as_deref().map(|of| format!(" {of}")).unwrap_or_default();
    Some(format!("{number}{of} {what}"))
}

/// The verb between those who act and those acted on, and the words for the event alone.
const fn words(event_type: EventType, sub_type: Option<SubType>) -> (&'static str, &'static str) {
    match sub_type {
        Some(SubType::GovernmentRegainsTerritory) => ("retook", "Government regains territory"),
        Some(SubType::NonStateActorOvertakesTerritory) => ("took", "Non-state actor overtakes territory"),
        Some(SubType::NonViolentTransferOfTerritory) => {
            ("took over without a fight", "Non-violent transfer of territory")
        }
        Some(SubType::ArmedClash) => ("fought", "Armed clash"),
        Some(SubType::AirDroneStrike) => ("struck from the air", "Air or drone strike"),
        Some(SubType::SuicideBomb) => ("attacked with a suicide bomb", "Suicide bombing"),
        Some(SubType::ShellingArtilleryMissileAttack) => ("shelled", "Shelling, artillery or missile attack"),
        Some(SubType::RemoteExplosiveLandmineIed) => {
            ("attacked with an explosive device", "Remote explosive, landmine or IED")
        }
        Some(SubType::Grenade) => ("attacked with a grenade", "Grenade attack"),
        Some(SubType::ChemicalWeapon) => ("attacked with a chemical weapon", "Chemical weapon attack"),
        Some(SubType::Attack) => ("attacked", "Attack"),
        Some(SubType::SexualViolence) => ("committed sexual violence against", "Sexual violence"),
        Some(SubType::AbductionForcedDisappearance) => ("abducted", "Abduction or forced disappearance"),
        Some(SubType::Agreement) => ("made an agreement with", "Agreement"),
        Some(SubType::Arrests) => ("arrested", "Arrests"),
        Some(SubType::ChangeToGroupActivity) => ("changed its activity towards", "Change to group or activity"),
        Some(SubType::DisruptedWeaponsUse) => ("stopped an attack on", "Disrupted weapons use"),
        Some(SubType::HeadquartersOrBaseEstablished) => ("set up a base at", "Headquarters or base established"),
        Some(SubType::LootingPropertyDestruction) => ("looted or destroyed", "Looting or destruction of property"),
        Some(SubType::PeacefulProtest) => ("protested against", "Peaceful protest"),
        Some(SubType::ProtestWithIntervention) => {
            ("protested, with intervention, against", "Protest with intervention")
        }
        Some(SubType::ExcessiveForceAgainstProtesters) => {
            ("used excessive force against", "Excessive force against protesters")
        }
        Some(SubType::ViolentDemonstration) => ("demonstrated violently against", "Violent demonstration"),
        Some(SubType::MobViolence) => ("attacked as a mob", "Mob violence"),
        Some(SubType::Other) | None => match event_type {
            EventType::Battles => ("fought", "Battle"),
            EventType::Explosions => ("struck", "Explosion or remote violence"),
            EventType::ViolenceAgainstCivilians => ("attacked", "Violence against civilians"),
            EventType::Protests => ("protested against", "Protest"),
            EventType::Riots => ("rioted against", "Riot"),
            EventType::StrategicDevelopments => ("acted towards", "Strategic development"),
            EventType::Statement => ("made a statement on", "Statement"),
            EventType::State => ("stands towards", "State"),
        },
    }
}

/// Words that stand for people or things without saying whom or what.
const FACELESS: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "them",
    "him",
    "her",
    "us",
    "one",
    "two",
    "three",
    "some",
    "many",
    "others",
    "body",
    "bodies",
    "dead",
    "victim",
    "victims",
    "wounded",
    "injured",
    "people",
    "place",
    "how many",
    "how many people",
    "number",
    "target",
    "targets",
    "whoever",
    "everyone",
    "someone",
    "anyone",
    "those",
    "first",
];

fn list(mut names: Vec<String>) -> String {
    names.retain(|name| !name.is_empty());
    let mut seen: Vec<String> = Vec::new();
    names.retain(|name| {
        let key = name.to_lowercase();
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    // What names somebody comes first; where anything does, the rest is left out.
    let faceless = |name: &String| {
        let lower = name.to_lowercase();
        FACELESS.contains(&lower.as_str())
            || lower.chars().all(|letter| letter.is_ascii_digit() || ",. ".contains(letter))
    };
    if names.iter().any(|name| !faceless(name)) {
        names.retain(|name| !faceless(name));
    }
    let more = names.len() > MOST_NAMES;
    names.truncate(MOST_NAMES);
    if more {
        return format!("{} and others", names.join(", "));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
