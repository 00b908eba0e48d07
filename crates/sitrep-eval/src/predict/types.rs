//! ACLED types of snippets (CASE 2021 task 2): the claim that a snippet is about gives its type.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Value, json};
use sitrep_types::{Claim, EventType, Modality, SubType};

use super::{Options, snippet};

/// The corpus's name of a sub-type, and how much one claim of it weighs: what is rare and specific outweighs the
/// fighting that is told around it.
const fn label(sub_type: SubType) -> (&'static str, f64) {
    match sub_type {
        SubType::GovernmentRegainsTerritory => ("GOV_REGAINS_TERIT", 2.2),
        SubType::NonStateActorOvertakesTerritory => ("NON_STATE_ACTOR_OVERTAKES_TER", 2.2),
        SubType::ArmedClash => ("ARMED_CLASH", 1.0),
        SubType::ExcessiveForceAgainstProtesters => ("FORCE_AGAINST_PROTEST", 1.8),
        SubType::ProtestWithIntervention => ("PROTEST_WITH_INTER", 1.6),
        SubType::PeacefulProtest => ("PEACE_PROTEST", 1.0),
        SubType::ViolentDemonstration => ("VIOL_DEMONSTR", 1.4),
        SubType::MobViolence => ("MOB_VIOL", 2.0),
        SubType::ChemicalWeapon => ("CHEM_WEAP", 3.0),
        SubType::AirDroneStrike => ("AIR_STRIKE", 1.8),
        SubType::SuicideBomb => ("SUIC_BOMB", 3.0),
        SubType::ShellingArtilleryMissileAttack => ("ART_MISS_ATTACK", 1.7),
        SubType::RemoteExplosiveLandmineIed => ("REM_EXPLOS", 1.6),
        SubType::Grenade => ("GRENADE", 3.0),
        SubType::SexualViolence => ("SEX_VIOL", 3.0),
        SubType::Attack => ("ATTACK", 0.9),
        SubType::AbductionForcedDisappearance => ("ABDUCT_DISSAP", 1.8),
        SubType::Agreement => ("AGREEMENT", 1.5),
        SubType::Arrests => ("ARREST", 1.2),
        SubType::ChangeToGroupActivity => ("CHANGE_TO_GROUP_ACT", 1.2),
        SubType::DisruptedWeaponsUse => ("DISR_WEAP", 2.0),
        SubType::HeadquartersOrBaseEstablished => ("HQ_ESTABLISHED", 3.0),
        SubType::LootingPropertyDestruction => ("PROPERTY_DISTRUCT", 1.1),
        SubType::NonViolentTransferOfTerritory => ("NON_VIOL_TERRIT_TRANSFER", 1.6),
        SubType::Other => ("OTHER", 0.4),
    }
}

/// Words of the five types that ACLED has not.
const BESIDE: &[(&str, f64, &[&str])] = &[
    (
        "NATURAL_DISASTER",
        2.5,
        &[
            "earthquake",
            "quake",
            "flood",
            "floods",
            "flooding",
            "landslide",
            "landslides",
            "hurricane",
            "cyclone",
            "typhoon",
            "tsunami",
            "torrential",
            "tornado",
            "wildfire",
            "wildfires",
            "volcano",
            "drought",
            "avalanche",
            "magnitude",
            "heatwave",
            "mudslide",
            "epidemic",
            "covid-19",
            "coronavirus",
            "outbreak",
            "pandemic",
            "storm",
            "monsoon",
            "eruption",
            "richter",
        ],
    ),
    (
        "MAN_MADE_DISASTER",
        2.3,
        &[
            "derailed",
            "derailment",
            "crash",
            "crashed",
            "collided",
            "collision",
            "collapsed",
            "collapse",
            "capsized",
            "capsize",
            "sank",
            "spill",
            "leak",
            "oil spill",
            "stampede",
            "gas leak",
            "short circuit",
            "factory",
            "blaze",
            "firefighters",
            "overturned",
            "electrocuted",
            "accident",
            "bus",
            "boiler",
            "refinery",
            "fireworks",
            "inferno",
            "gutted",
            "poisoning",
            "pileup",
        ],
    ),
    (
        "ORG_CRIME",
        2.0,
        &[
            "smuggling",
            "smuggle",
            "smugglers",
            "trafficking",
            "traffickers",
            "cocaine",
            "heroin",
            "drugs",
            "drug",
            "cartel",
            "narcotics",
            "robbery",
            "robbed",
            "steroid",
            "marijuana",
            "counterfeit",
            "methamphetamine",
            "mafia",
            "laundering",
            "contraband",
            "burglary",
            "stolen",
            "cannabis",
            "ring",
            "heist",
        ],
    ),
    (
        "DIPLO",
        1.8,
        &[
            "ambassador",
            "diplomatic",
            "diplomats",
            "foreign minister",
            "summit",
            "talks",
            "bilateral",
            "embassy",
            "visit",
            "visited",
            "relations",
            "envoy",
            "met",
            "meeting",
            "delegation",
            "sanctions",
            "foreign ministry",
            "counterpart",
            "consul",
            "expelled",
            "secretary of state",
            "cooperation",
        ],
    ),
    (
        "ATTRIB",
        2.6,
        &[
            "claimed responsibility",
            "claims responsibility",
            "claim responsibility",
            "takes credit",
            "took responsibility",
            "taken responsibility",
            "responsibility for",
            "was responsible",
            "is blaming",
            "blamed",
            "blames",
            "blaming",
            "behind the attack",
            "accused of carrying",
            "denied responsibility",
            "perpetrators",
        ],
    ),
];

/// How much less a claim weighs that does not stand in the first sentence.
const LATER: f64 = 0.7;

/// Words that count only half: they stand in reports of every type.
const COMMON: &[&str] = &[
    "bus",
    "factory",
    "met",
    "visit",
    "meeting",
    "talks",
    "drug",
    "drugs",
    "ring",
    "storm",
    "collapse",
    "stolen",
    "leak",
    "relations",
    "accident",
];

fn weight(claim: &Claim) -> f64 {
    let modality = match claim.modality {
        Modality::Asserted | Modality::Claimed | Modality::Unconfirmed => 1.0,
        Modality::Attempted | Modality::Planned | Modality::Ordered => 0.8,
        _ => 0.5,
    };
    let place = if claim.evidence.span.start == 0 || claim.evidence.span.start < 200 { 1.0 } else { LATER };
    modality * place
}

/// The type of a snippet with these claims.
fn choose(text: &str, claims: &[Claim]) -> &'static str {
    let mut scores: BTreeMap<&'static str, f64> = BTreeMap::new();
    for claim in claims {
        let (name, base) = match (claim.event_type, claim.sub_type) {
            (EventType::Statement, _) if claim.trigger.entry == "claims-responsibility" => ("ATTRIB", 1.5),
            (EventType::Statement, _) => ("DIPLO", 0.25),
            (EventType::State, _) => ("OTHER", 0.1),
            (_, Some(sub_type)) => label(sub_type),
            (_, None) => continue,
        };
        let score = scores.entry(name).or_insert(0.0);
        // The second claim of a type adds less than the first.
        *score += base * weight(claim) * if *score > 0.0 { 0.35 } else { 1.0 };
    }
    let lower = text.to_lowercase();
    for (name, base, words) in BESIDE {
        let hits: f64 = words
            .iter()
            .filter(|word| holds(&lower, word))
            .map(|word| if COMMON.contains(word) { 0.5 } else { 1.0 })
            .sum();
        if hits >= 1.0 {
            *scores.entry(name).or_insert(0.0) += base * (0.5 + 0.4 * hits).min(1.6);
        }
    }
    scores
        .into_iter()
        .max_by(|left, right| left.1.total_cmp(&right.1).then_with(|| right.0.cmp(left.0)))
        .map_or("ARMED_CLASH", |(name, _)| name)
}

fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    for (id, line) in snippet::lines(input)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let (_, reading) = snippet::read(&id, text, None)?;
        writeln!(out, "{}", json!({ "doc_id": id, "type": choose(text, &reading.claims) }))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn a_snippet_without_claims_goes_by_its_words() {
        assert_eq!(choose("A strong earthquake shook the island.", &[]), "NATURAL_DISASTER");
        assert_eq!(choose("The group claimed responsibility for the blast.", &[]), "ATTRIB");
    }
}
