//! What the verb that carries an event noun says of it: "carried out an attack", "the blast tore through the market",
//! "claimed the bombing".

use sitrep_resources::{Carriers, EntryClass, EventEntry, FillerKind, Role};
use sitrep_types::Upos;

use crate::kind::NounTable;
use crate::roles::{LOCATIVE, Parties, is_time, noun_phrase_role};
use crate::tree::{Found, Tree};

/// What the verb lends to the event noun that it carries.
pub(crate) fn carried(
    tree: &Tree,
    nouns: &NounTable,
    carriers: &Carriers,
    entry: &EventEntry,
    noun: usize,
    parties: &mut Parties,
) {
    answerable(tree, noun, parties);
    let Some(verb) = tree.head(noun).filter(|verb| tree.upos(*verb) == Upos::Verb) else { return };
    let relation = tree.relation(noun);
    // "declared an emergency after the attack": when and why something else is done is not carried by it.
    let apart =
        ["after", "before", "since", "during", "for", "over", "following", "amid", "despite", "until", "because"];
    let beside = relation == "obl" && tree.cases(noun).iter().any(|case| apart.contains(case));
    let says = |list: &[String]| !beside && list.iter().any(|phrase| carries(tree, verb, phrase));
    // "came under attack", but not "escaped in an attack": the preposition is part of what carries it.
    let says_whole = |list: &[String]| list.iter().any(|phrase| phrase.contains(' ') && carries(tree, verb, phrase));
    let subject = tree.subject(verb);
    let governed = relation == "obj" || tree.deprel(noun) == "nsubj:pass" || relation == "obl";
    let agent = || {
        let by = tree
            .phrases(verb)
            .into_iter()
            .find(|phrase| tree.cases(*phrase).contains(&"by") && !is_time(tree, *phrase));
        match (&subject, by) {
            (_, Some(by)) => Some(Found { token: by, path: "carrier > by".to_owned() }),
            (Some((found, false)), _) if found.token != noun => {
                Some(Found { token: found.token, path: format!("carrier > {}", found.path) })
            }
            _ => None,
        }
    };
    if governed && says(&carriers.repels) {
        parties.repelled = true;
        parties.carrier = Some(verb);
        if let Some(found) = agent() {
            parties.put(Role::Target, found);
        }
    } else if governed && says(&carriers.target) && (relation != "obl" || says_whole(&carriers.target)) {
        parties.carrier = Some(verb);
        parties.suffered = true;
        if let Some((found, _)) = &subject
            && found.token != noun
        {
            parties.put(Role::Target, found.clone());
        }
    } else if tree.relation(noun) == "obl"
        && tree.cases(noun).contains(&"by")
        && says(&carriers.hits)
        && !matches!(tree.lemma(verb), "displace" | "force" | "cause" | "spark" | "follow")
    {
        // "was hit by a stray bullet"
        parties.carrier = Some(verb);
        if let Some((found, true)) = &subject {
            parties.put(Role::Target, found.clone());
        }
    } else if governed && entry.class == EntryClass::State && says(&carriers.ends) {
        parties.carrier = Some(verb);
    } else if governed && says(&carriers.actor) {
        parties.carrier = Some(verb);
        if let Some(found) = agent() {
            parties.put(Role::Actor, found);
        }
    } else if relation == "nsubj" && tree.deprel(noun) != "nsubj:pass" && says(&carriers.hits) {
        parties.carrier = Some(verb);
        // "where the attack took place"
        if let Some(found) = tree.object(verb).filter(|found| tree.lemma(found.token) != "place") {
            let kinds = nouns.kinds(tree, found.token);
            // "caused outrage", "sparked fears": what it leads to is not what it hits.
            let leads_to =
                matches!(tree.lemma(verb), "cause" | "spark" | "force" | "involve" | "follow" | "leave" | "ignite")
                    && !kinds.has_any(&[
                        FillerKind::Place,
                        FillerKind::Facility,
                        FillerKind::Force,
                        FillerKind::Civilian,
                        FillerKind::Person,
                        FillerKind::Crowd,
                        FillerKind::Vehicle,
                    ]);
            // "a bomber detonated his explosives", "rammed a car into the gate"
            let driven = kinds.has(FillerKind::Vehicle)
                && tree.phrases(verb).into_iter().any(|phrase| tree.cases(phrase) == ["into"]);
            if driven || kinds.has(FillerKind::Weapon) && !kinds.has_any(&[FillerKind::Facility, FillerKind::Vehicle]) {
                parties.put(Role::Instrument, Found { token: found.token, path: format!("carrier > {}", found.path) });
            } else if found.token != noun && !kinds.has(FillerKind::Event) && !leads_to {
                parties.put(Role::Target, Found { token: found.token, path: format!("carrier > {}", found.path) });
            }
        }
    }
    let idle = says(&carriers.idle);
    if parties.carrier.is_none() && !(relation == "nsubj" || governed) {
        return;
    }
    for phrase in tree.phrases(verb) {
        if phrase == noun || is_time(tree, phrase) {
            continue;
        }
        let cases = tree.cases(phrase);
        if idle && !cases.iter().any(|case| matches!(*case, "at" | "on")) && !cases.contains(&"in") {
            continue;
        }
        let through = cases.iter().any(|case| matches!(*case, "through" | "into"));
        if cases.contains(&"by") {
            continue;
        }
        if through && relation == "nsubj" {
            parties.places.push(phrase);
            parties.put(Role::Target, Found { token: phrase, path: format!("carrier > {}", cases.join(" ")) });
        } else if parties.carrier.is_some() {
            noun_phrase_role(tree, nouns, parties, &entry.noun_roles, phrase, &cases);
        } else if relation == "obj" && parties.targets.is_empty() && cases.contains(&"against") {
            // "ordered air strikes against the militias"
            noun_phrase_role(tree, nouns, parties, &entry.noun_roles, phrase, &cases);
        } else if cases.iter().any(|case| LOCATIVE.contains(case)) {
            parties.places.push(phrase);
        }
    }
}

/// Who answers for an event: "blamed the rebels for the ambush", "claimed responsibility for the blast", "claimed the
/// bombing".
fn answerable(tree: &Tree, noun: usize, parties: &mut Parties) {
    if !parties.actors.is_empty() {
        return;
    }
    let Some(above) = tree.head(noun) else { return };
    let for_it = tree.cases(noun).contains(&"for");
    let verb = if tree.upos(above) == Upos::Verb { Some(above) } else { tree.head(above) };
    let Some(verb) = verb.filter(|verb| tree.upos(*verb) == Upos::Verb) else { return };
    let found = match tree.lemma(verb) {
        "blame" if for_it => tree.object(verb),
        "hold" if for_it && tree.children(verb).iter().any(|child| tree.lemma(*child) == "responsible") => {
            tree.object(verb)
        }
        // "has claimed 35 lives"
        "claim" if tree.lemma(noun) == "life" => None,
        "claim" if for_it || tree.relation(noun) == "obj" && above == verb => {
            tree.subject(verb).map(|(found, _)| found)
        }
        "claim" if tree.deprel(noun) == "nsubj:pass" && above == verb => tree
            .phrases(verb)
            .into_iter()
            .find(|phrase| tree.cases(*phrase).contains(&"by"))
            .map(|token| Found { token, path: "by".to_owned() }),
        "take" | "admit" | "accept"
            if for_it && matches!(tree.object(verb), Some(found) if tree.lemma(found.token) == "responsibility") =>
        {
            tree.subject(verb).map(|(found, _)| found)
        }
        _ => None,
    };
    if let Some(found) = found.filter(|found| found.token != noun) {
        parties.put(Role::Actor, Found { token: found.token, path: format!("answerable > {}", found.path) });
    }
}

/// Whether a verb says a carrier phrase: "carry out" wants its particle, "come under" its preposition.
fn carries(tree: &Tree, verb: usize, phrase: &str) -> bool {
    let mut words = phrase.split(' ');
    if words.next() != Some(tree.lemma(verb)) {
        return false;
    }
    let end = tree.sentence_words(tree.sentence_of(verb)).end;
    words.enumerate().all(|(offset, word)| {
        let at = verb + 1 + offset;
        at < end && (tree.lemma(at) == word || tree.lower(at) == word)
    })
}
