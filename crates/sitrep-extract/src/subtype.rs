//! The sub-type of an event: from its frame, its weapon, and who takes ground from whom.

use sitrep_resources::{EventEntry, EventLexicon, FillerKind};
use sitrep_types::{EventType, SubType};

use crate::draft::Lookup;
use crate::kind::{NounTable, Side, antecedent};
use crate::lexicon::{Match, Part};
use crate::roles::Parties;
use crate::tree::Tree;

/// The sub-type, where the frame or the weapon decides it.
pub(crate) fn sub_type(
    tree: &Tree,
    lookup: &Lookup,
    entry: &EventEntry,
    hit: &Match,
    parties: &Parties,
) -> Option<SubType> {
    if entry.territory {
        return Some(territory_sub_type(tree, lookup.nouns, entry, parties));
    }
    if entry.by_weapon
        && let Some(by_weapon) = weapon_sub_type(tree, lookup.lexicon, hit, parties)
        && (entry.event_type == EventType::Explosions || by_weapon != SubType::RemoteExplosiveLandmineIed)
        && !(by_weapon == SubType::RemoteExplosiveLandmineIed && bombs_as_armies_do(tree, lookup.nouns, hit, parties))
    {
        return Some(by_weapon);
    }
    if entry.by_weapon && entry.sub_type == Some(SubType::AirDroneStrike) && hit.part == Part::Noun {
        // "Friday's bombing in Kabul" is not of a town and nobody with aircraft is said to have done it.
        let state = |party: &crate::tree::Found| lookup.nouns.side(tree, party.token) == Some(Side::State);
        let of_town = |party: &crate::tree::Found| {
            party.path.ends_with(":of")
                && lookup.nouns.kinds(tree, party.token).has_any(&[FillerKind::Place, FillerKind::Force])
        };
        if hit.tokens.len() == 1
            && tree.lemma(hit.head) == "bombing"
            && !parties.actors.iter().any(state)
            && !parties.targets.iter().any(of_town)
        {
            return Some(SubType::RemoteExplosiveLandmineIed);
        }
    }
    if entry.by_weapon && entry.sub_type == Some(SubType::AirDroneStrike) && hit.part == Part::Verb {
        // "bombed by the Taliban", "militants struck the base": who has no aircraft does it from the ground.
        let flies = |party: &crate::tree::Found| lookup.nouns.side(tree, party.token) != Some(Side::NonState);
        if !parties.actors.is_empty() && !parties.actors.iter().any(flies) {
            let bombed = tree.lemma(hit.head) == "bomb";
            return Some(if bombed { SubType::RemoteExplosiveLandmineIed } else { SubType::ArmedClash });
        }
    }
    entry.sub_type
}

/// "the army bombed the market": a state's forces bomb from the air, whatever a bomb is by itself.
fn bombs_as_armies_do(tree: &Tree, nouns: &NounTable, hit: &Match, parties: &Parties) -> bool {
    hit.part == Part::Verb
        && tree.lemma(hit.head) == "bomb"
        && parties.instruments.is_empty()
        && parties.actors.iter().any(|party| nouns.side(tree, party.token) == Some(Side::State))
}

/// Who gains the territory decides the sub-type; where that is not told, who loses it.
pub(crate) fn territory_sub_type(tree: &Tree, nouns: &NounTable, entry: &EventEntry, parties: &Parties) -> SubType {
    // What was taken back without a word on who took or lost it, its government took back.
    if parties.actors.is_empty() && parties.losers.is_empty() && entry.id.starts_with("retake") {
        return SubType::GovernmentRegainsTerritory;
    }
    let of = |list: &[crate::tree::Found]| list.iter().find_map(|party| nouns.side(tree, party.token));
    let regained = match of(&parties.actors) {
        Some(side) => side == Side::State,
        None => match of(&parties.losers) {
            Some(side) => side == Side::NonState,
            None => {
                parties.actors.iter().any(|party| {
                    let kinds = nouns.kinds(tree, party.token);
                    kinds.has(FillerKind::Body) || kinds.has(FillerKind::StateForce)
                }) || parties
                    .actors
                    .iter()
                    .any(|party| matches!(tree.lower(party.token).as_str(), "troops" | "forces" | "tanks"))
            }
        },
    };
    if regained { SubType::GovernmentRegainsTerritory } else { SubType::NonStateActorOvertakesTerritory }
}

/// Verbs of harm without a bomb.
pub(crate) const HARMS: &[&str] = &["hang", "hurt", "injure", "kill", "shoot", "stab", "wound"];

pub(crate) fn is_reflexive(tree: &Tree, token: usize) -> bool {
    let word = tree.lower(token);
    word.len() > "self".len() && (word.ends_with("self") || word.ends_with("selves"))
}

/// The sub-type of the first weapon named by the trigger, its instruments, modifiers or clause.
pub(crate) fn weapon_sub_type(tree: &Tree, lexicon: &EventLexicon, hit: &Match, parties: &Parties) -> Option<SubType> {
    let mut words: Vec<usize> = hit.tokens.clone();
    for party in &parties.instruments {
        words.extend(tree.subtree(party.token, &|token| tree.is_relation(token, &["acl", "conj", "advcl"])));
    }
    words.extend(tree.children_by(hit.head, &["amod", "compound", "nmod"]));
    for party in &parties.actors {
        // "They had aimed at the house": the drones of the sentence before; "drones operated by X, which struck".
        let through = antecedent(tree, party.token);
        let behind = tree.ancestors(party.token).take(2).filter(|_| party.path == "acl:relcl" || party.path == "nsubj");
        let behind = behind.filter(|above| tree.is_relation(hit.head, &["acl"]) && *above != hit.head);
        for token in std::iter::once(party.token).chain(through).chain(behind) {
            words.push(token);
            words.extend(tree.children_by(token, &["compound", "amod"]));
        }
    }
    words.extend(
        tree.children(hit.head).iter().copied().filter(|child| tree.is_relation(*child, &["obl", "obj", "nmod"])),
    );
    // "blew himself up" tells the weapon; "shot himself" and "a murder-suicide" do not.
    let harms = hit.tokens.iter().any(|token| HARMS.contains(&tree.lemma(*token)));
    words.retain(|token| {
        let suicide = tree.lemma(*token) == "suicide"
            && !hit.tokens.contains(token)
            && !tree.is_relation(*token, &["compound", "amod"]);
        !(suicide || harms && is_reflexive(tree, *token))
    });
    // What flies decides over what it drops: a list of weapons is ordered by that.
    lexicon
        .weapons
        .iter()
        .find(|weapon| {
            words.iter().any(|token| {
                let (lemma, lower) = (tree.lemma(*token), tree.lower(*token));
                weapon.words.iter().any(|word| word == lemma || *word == lower)
            })
        })
        .map(|weapon| weapon.sub_type)
}

/// The type that a weapon's sub-type belongs to.
pub(crate) fn type_of(sub_type: SubType, otherwise: EventType) -> EventType {
    match sub_type {
        SubType::ChemicalWeapon
        | SubType::AirDroneStrike
        | SubType::SuicideBomb
        | SubType::ShellingArtilleryMissileAttack
        | SubType::RemoteExplosiveLandmineIed
        | SubType::Grenade => EventType::Explosions,
        SubType::ArmedClash => EventType::Battles,
        _ => otherwise,
    }
}
