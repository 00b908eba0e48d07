//! MUC-4 templates: the claims of a document, one template for each type of incident with its fillers.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Value, json};
use sitrep_types::{ActorKind, Claim, EventType, Filler, Modality, SubType};

use super::{Options, snippet};

/// The incident type of a claim.
fn incident(claim: &Claim) -> Option<&'static str> {
    if matches!(claim.modality, Modality::Hypothetical | Modality::Forecast | Modality::Denied | Modality::Ordered) {
        return None;
    }
    Some(match (claim.event_type, claim.sub_type) {
        (EventType::Explosions, Some(SubType::AirDroneStrike | SubType::ShellingArtilleryMissileAttack)) => "attack",
        (EventType::Explosions, _) => "bombing",
        (EventType::ViolenceAgainstCivilians, Some(SubType::AbductionForcedDisappearance)) => "kidnapping",
        (EventType::ViolenceAgainstCivilians, _) => "attack",
        (EventType::StrategicDevelopments, Some(SubType::LootingPropertyDestruction)) => {
            match claim.trigger.entry.as_str() {
                "destroy" => "arson",
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// Strings of one template's roles.
#[derive(Debug, Default)]
struct Template {
    roles: BTreeMap<&'static str, Vec<Vec<String>>>,
    claims: usize,
}

impl Template {
    fn add(&mut self, role: &'static str, text: &str) {
        let text = text.trim().to_lowercase();
        let list = self.roles.entry(role).or_default();
        let known = list.iter().flatten().any(|other| other.contains(&text) || text.contains(other.as_str()));
        if !text.is_empty() && !known && list.len() < 4 {
            list.push(vec![text]);
        }
    }
}

fn perpetrator(template: &mut Template, filler: &Filler) {
    let pronoun =
        matches!(filler.text.to_lowercase().as_str(), "they" | "it" | "he" | "she" | "who" | "which" | "that" | "them");
    let named = filler.actor.as_ref().is_some_and(|actor| actor.entry.is_some());
    let organisation = filler.actor.as_ref().is_some_and(|actor| {
        matches!(
            actor.kind,
            ActorKind::ArmedGroup | ActorKind::StateForce | ActorKind::Government | ActorKind::Organisation
        )
    });
    let lower = filler.text.to_lowercase();
    let people = [
        "men",
        "individuals",
        "guerrillas",
        "rebels",
        "terrorists",
        "soldiers",
        "troops",
        "members",
        "subversives",
        "killers",
        "hitmen",
        "man",
        "persons",
        "assassins",
    ]
    .iter()
    .any(|word| lower.ends_with(word));
    if pronoun {
        if named && let Some(actor) = &filler.actor {
            template.add("PerpOrg", &actor.name);
        }
    } else if organisation && !people {
        template.add("PerpOrg", &filler.text);
    } else {
        template.add("PerpInd", &filler.text);
    }
}

fn target(template: &mut Template, filler: &Filler) {
    let person = filler.actor.as_ref().is_some_and(|actor| matches!(actor.kind, ActorKind::Person));
    if person {
        template.add("Victim", &filler.text);
    } else if filler.actor.is_none() && !filler.text.is_empty() {
        template.add("Target", &filler.text);
    }
}

/// Most templates of one document; four in five have one or two.
const MOST_TEMPLATES: usize = 2;

fn templates(claims: &[Claim]) -> Vec<Value> {
    let mut by_type: BTreeMap<&'static str, Template> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| !claim.background) {
        let Some(kind) = incident(claim) else { continue };
        let template = by_type.entry(kind).or_default();
        template.claims += 1;
        for actor in &claim.actors {
            perpetrator(template, actor);
        }
        for filler in &claim.targets {
            target(template, filler);
        }
        for instrument in &claim.instruments {
            template.add("Weapon", &instrument.text);
        }
    }
    let mut found: Vec<(&str, Template)> = by_type.into_iter().collect();
    found.sort_by_key(|(name, template)| (std::cmp::Reverse(template.claims), *name));
    found.truncate(MOST_TEMPLATES);
    found
        .into_iter()
        .map(|(kind, template)| {
            let mut value = json!({ "incident_type": kind });
            for role in ["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"] {
                value[role] = json!(template.roles.get(role).cloned().unwrap_or_default());
            }
            value
        })
        .collect()
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    for (id, line) in snippet::lines(input)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let date = line.pointer("/dateline/date").and_then(Value::as_str).and_then(|date| date.parse().ok());
        let (_, reading) = snippet::read(&id, text, date)?;
        writeln!(out, "{}", json!({ "doc_id": id, "templates": templates(&reading.claims) }))?;
    }
    Ok(())
}
