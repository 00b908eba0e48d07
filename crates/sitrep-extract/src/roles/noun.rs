//! The parties around an event noun: possessors, phrases, clauses that describe it, and the verb that carries it.

use sitrep_resources::{Carriers, EventEntry, FillerKind, Role};

use super::{Parties, from_instrument, is_acting_modifier, is_time, noun_phrase_role, role};
use crate::carrier::carried;
use crate::kind::{NounTable, place_at};
use crate::lexicon::Match;
use crate::tree::{Found, Tree};

/// Participles by which a happening is followed, brokered or spoken of: "a ceasefire brokered by Russia" is others', and
/// "an attack condemned by the mission" is not the mission's.
const ONLOOKS: &[&str] = &[
    "accompany",
    "announce",
    "broker",
    "condemn",
    "confirm",
    "criticise",
    "criticize",
    "denounce",
    "describe",
    "document",
    "film",
    "follow",
    "guarantee",
    "mark",
    "mediate",
    "monitor",
    "negotiate",
    "observe",
    "precede",
    "report",
    "sponsor",
    "verify",
    "witness",
];

pub(super) fn around_noun(
    tree: &Tree,
    nouns: &NounTable,
    carriers: &Carriers,
    entry: &EventEntry,
    hit: &Match,
) -> Parties {
    let noun = hit.head;
    let mut parties = Parties::default();
    let roles = &entry.noun_roles;
    // "it was behind the attack"
    let behind = tree.cases(noun).contains(&"behind") && tree.child_by(noun, &["cop"]).is_some();
    if let Some(token) = tree.child_by(noun, &["nsubj"]).filter(|_| behind) {
        parties.put(Role::Actor, Found { token, path: "behind it".to_owned() });
    }
    let mut holders = hit.tokens.clone();
    holders.dedup();
    for holder in &holders {
        for child in tree.children(*holder).to_vec() {
            if hit.tokens.contains(&child) {
                continue;
            }
            let deprel = tree.deprel(child);
            let cases = tree.cases(child);
            if deprel == "nmod:poss" {
                if !is_time(tree, child) {
                    let otherwise =
                        if nouns.kinds(tree, child).has(FillerKind::Place) { Role::Place } else { Role::Actor };
                    // "the group's abduction of 276 girls": whom is told after it, so this says who.
                    let of = role(roles, "of", Role::Target) == Role::Target
                        && tree.phrases(*holder).into_iter().any(|phrase| tree.cases(phrase) == ["of"]);
                    let possessive = match role(roles, "possessive", otherwise) {
                        Role::Target if of => Role::Actor,
                        other => other,
                    };
                    let child = ahead_of_its_name(tree, noun, child);
                    parties.put(possessive, Found { token: child, path: deprel.to_owned() });
                }
            } else if tree.is_relation(child, &["nmod", "obl"]) && !cases.is_empty() {
                if is_time(tree, child) && place_at(tree, child).is_none() {
                    continue;
                }
                noun_phrase_role(tree, nouns, &mut parties, roles, child, &cases);
            } else if is_acting_modifier(tree, nouns, child) {
                parties.put(role(roles, "compound", Role::Actor), Found { token: child, path: deprel.to_owned() });
            } else if matches!(deprel, "compound" | "amod") && place_at(tree, child).is_some() {
                // "the Peshawar blast"
                parties.places.push(child);
            } else if deprel == "acl" || deprel == "acl:relcl" {
                for phrase in tree.phrases(child) {
                    let cases = tree.cases(phrase);
                    if is_time(tree, phrase) && place_at(tree, phrase).is_none() {
                        continue;
                    }
                    if cases.contains(&"by") {
                        // "an explosion followed by gunfire": nobody acts.
                        if ONLOOKS.contains(&tree.lemma(child)) {
                            continue;
                        }
                        parties.put(Role::Actor, Found { token: phrase, path: format!("{deprel} > by") });
                    } else if tree.lemma(child) == "blame" && cases.contains(&"on") {
                        parties.put(Role::Actor, Found { token: phrase, path: format!("{deprel} > on") });
                    } else {
                        noun_phrase_role(tree, nouns, &mut parties, roles, phrase, &cases);
                    }
                }
            }
        }
    }
    // "512 survivors of rape", "the perpetrators of the massacre"
    if let Some(above) = tree.head(noun).filter(|_| tree.cases(noun).contains(&"of")) {
        let found = Found { token: above, path: "whom it befell".to_owned() };
        match tree.lemma(above) {
            "survivor" | "victim" => parties.put(Role::Target, found),
            "perpetrator" | "mastermind" | "author" => parties.put(Role::Actor, found),
            _ => {}
        }
    }
    carried(tree, nouns, carriers, entry, noun, &mut parties);
    // "blamed the assault on the rebels": they are said to have done it.
    let blames = tree.head(noun).filter(|verb| tree.relation(noun) == "obj" && tree.lemma(*verb) == "blame");
    let accused: Vec<usize> = blames.map_or_else(Vec::new, |verb| {
        let phrases = tree.phrases(verb).into_iter().chain(tree.phrases(noun));
        phrases.filter(|phrase| tree.cases(*phrase).contains(&"on") && !is_time(tree, *phrase)).collect()
    });
    if !accused.is_empty() {
        parties.targets.retain(|party| !accused.contains(&party.token));
        parties.actors = accused.into_iter().map(|token| Found { token, path: "blamed > on".to_owned() }).collect();
    }
    from_instrument(tree, nouns, &mut parties);
    parties
}

/// "After its capture of the port the group shocked the world": the pronoun stands before the name it stands for.
fn ahead_of_its_name(tree: &Tree, noun: usize, possessive: usize) -> usize {
    let fronted = matches!(tree.lower(possessive).as_str(), "its" | "their" | "his" | "her")
        && tree.relation(noun) == "obl"
        && !tree.cases(noun).is_empty();
    let subject = tree.head(noun).and_then(|verb| tree.child_by(verb, &["nsubj"])).filter(|subject| *subject > noun);
    subject.filter(|_| fronted).unwrap_or(possessive)
}
