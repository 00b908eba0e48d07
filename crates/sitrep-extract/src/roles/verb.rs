//! The parties around a verb: its subject and object, the phrases that its entry gives a role, who lies behind a weapon.

use sitrep_resources::{EntryClass, EventEntry, FillerKind, Role};
use sitrep_types::Upos;

use super::{LOCATIVE, Parties, from_instrument, is_acting_modifier, is_time, phrase_role, role};
use crate::count::LENGTHS;
use crate::kind::{NounTable, place_at};
use crate::lexicon::Match;
use crate::tree::{Found, Tree};

pub(super) fn around_verb(tree: &Tree, nouns: &NounTable, entry: &EventEntry, hit: &Match) -> Parties {
    let verb = hit.head;
    let mut parties = Parties::default();
    let subject = undertaken_by(tree, nouns, verb).map(|found| (found, false)).or_else(|| tree.subject(verb));
    // "a plot to kill the minister": the plot kills nobody.
    let subject = subject.filter(|(found, _)| found.path != "acl" || !is_undertaking(tree, nouns, verb, found.token));
    parties.passive = subject.as_ref().map_or_else(|| tree.is_passive(verb), |(_, passive)| *passive)
        || is_done_by(tree, nouns, entry, verb);
    parties.subject = subject.as_ref().map(|(found, _)| found.token);
    // "fired tear gas and water cannon": where the pattern holds one of two objects, it holds the object.
    let unmatched = |found: &Found| {
        let parts = || tree.children_by(found.token, &["compound", "conj"]);
        !hit.tokens.contains(&found.token) && (hit.tokens.len() < 2 || !parts().any(|part| hit.tokens.contains(&part)))
    };
    let object = tree
        .object(verb)
        .filter(unmatched)
        .or_else(|| tree.child_by(verb, &["iobj"]).map(|token| Found { token, path: "iobj".to_owned() }));
    let subject_role = role(&entry.verb_roles, "subject", Role::Actor);
    let object_role = role(&entry.verb_roles, "object", Role::Target);
    let casualty = entry.class == EntryClass::Casualty;
    if parties.passive {
        if let Some((found, _)) = subject {
            // A passive of an intransitive frame keeps its subject's role: "was taken over by".
            let as_object = match object_role {
                // "the siege was lifted": the idiom's own object has no part in it.
                Role::None if !entry.object_words.is_empty() && entry.subject_words.is_empty() => Role::None,
                Role::None => subject_role,
                Role::Place => Role::Target,
                other => other,
            };
            parties.put(as_object, found);
        }
    } else {
        let victim = casualty
            && object.is_none()
            && !entry.verb_roles.contains_key("subject")
            && !matches!(
                tree.lemma(verb),
                "claim"
                    | "cost"
                    | "take"
                    | "kill"
                    | "shoot"
                    | "leave"
                    | "count"
                    | "pull"
                    | "find"
                    | "recover"
                    | "wash"
                    | "hurt"
                    | "injure"
                    | "wound"
                    | "beat"
                    | "cut"
            );
        if let Some((found, _)) = subject {
            let weapon = nouns.kinds(tree, found.token).has(FillerKind::Weapon);
            let as_subject = if victim {
                Role::Target
            } else if casualty && found.path.contains("nsubj:pass") {
                // "a bus was blown up, leaving seven dead": what suffered the deed did not do it.
                Role::None
            } else if weapon && subject_role == Role::Actor {
                Role::Instrument
            } else {
                subject_role
            };
            parties.put(as_subject, found);
        }
        if let Some(found) = object {
            parties.put(object_role, found);
        }
    }
    let mut holders: Vec<usize> = hit.tokens.clone();
    if !holders.contains(&verb) {
        holders.push(verb);
    }
    // What hangs on the object may belong to the verb; the siege that is lifted names its place itself.
    let silent_object = tree.object(verb).filter(|_| object_role == Role::None).map(|found| found.token);
    holders.extend(parties.targets.iter().map(|party| party.token).chain(silent_object));
    for (rank, holder) in holders.iter().enumerate() {
        let beside = rank >= hit.tokens.len().max(1);
        for phrase in tree.phrases(*holder) {
            if hit.tokens.contains(&phrase) || is_time(tree, phrase) && place_at(tree, phrase).is_none() {
                continue;
            }
            let cases = tree.cases(phrase);
            let teller = cases.first().is_some_and(|case| case.starts_with("accord"));
            if teller || beside && cases.contains(&"of") && Some(*holder) != silent_object {
                continue;
            }
            let within = cases.iter().any(|case| hit.tokens.iter().any(|token| tree.lemma(*token) == *case));
            let taken = !parties.targets.is_empty()
                && entry.class != EntryClass::Statement
                && !within
                && cases.iter().all(|case| LOCATIVE.contains(case));
            if taken && cases.iter().any(|case| matches!(*case, "in" | "at" | "on" | "near" | "inside")) {
                // "was ambushed at Gaskinde": who is acted on is told, this says where.
                parties.places.push(phrase);
                continue;
            }
            // "handed over the town": the parse took the verb's particle for a preposition.
            let particle = tree.children_by(phrase, &["case"]).any(|case| hit.tokens.contains(&case));
            if particle && LENGTHS.contains(&tree.lemma(phrase)) {
                // "went off a few metres from the bank"
                parties.places.extend(tree.phrases(phrase));
                continue;
            }
            if particle && !parties.passive && parties.targets.is_empty() && object_role == Role::Target {
                parties.put(object_role, Found { token: phrase, path: "after the particle".to_owned() });
                continue;
            }
            phrase_role(tree, nouns, &mut parties, &entry.verb_roles, phrase, &cases, holder == &verb);
        }
    }
    // "In Daraa, shells fell on a wedding": beside what the verb's own preposition takes, a town is where.
    let own = |party: &Found| tree.children_by(party.token, &["case"]).any(|case| hit.tokens.contains(&case));
    if parties.targets.iter().any(own) {
        let beside = |party: &Found| matches!(party.path.as_str(), "obl:in" | "obl:at" | "obl:near");
        let (targets, elsewhere): (Vec<Found>, Vec<Found>) =
            parties.targets.drain(..).partition(|party| own(party) || !beside(party));
        parties.targets = targets;
        parties.places.extend(elsewhere.into_iter().map(|party| party.token));
    }
    // "regained control of the town from rebels": whoever loses it may hang on what stands behind the particle.
    let behind: Vec<usize> = parties.targets.iter().map(|party| party.token).filter(|t| !holders.contains(t)).collect();
    for phrase in behind.into_iter().flat_map(|target| tree.phrases(target)) {
        if tree.cases(phrase).first().is_some_and(|case| role(&entry.verb_roles, case, Role::None) == Role::Loser) {
            parties.put(Role::Loser, Found { token: phrase, path: "beside the target".to_owned() });
        }
    }
    if let Some(agent) = tree.children_by(verb, &["obl:agent"]).find(|agent| tree.cases(*agent).contains(&"by")) {
        let weapon = nouns.kinds(tree, agent).has(FillerKind::Weapon);
        let as_agent = if weapon { Role::Instrument } else { role(&entry.verb_roles, "by", Role::Actor) };
        parties.put(as_agent, Found { token: agent, path: "obl:agent".to_owned() });
    }
    // "were abducted and killed by gunmen": the agent behind both did both.
    if parties.passive
        && parties.actors.is_empty()
        && tree.relation(verb) == "conj"
        && let Some(first) = tree.head(verb).filter(|first| tree.upos(*first) == Upos::Verb && tree.is_passive(*first))
    {
        let agent = tree.phrases(first).into_iter().find(|phrase| {
            *phrase > verb
                && tree.cases(*phrase).contains(&"by")
                && nouns.kinds(tree, *phrase).has_any(&[FillerKind::Force, FillerKind::Body, FillerKind::Person])
        });
        if let Some(token) = agent {
            parties.put(role(&entry.verb_roles, "by", Role::Actor), Found { token, path: "conj > by".to_owned() });
        }
    }
    // "were ordered to retreat by the high command": the agent hangs by the infinitive.
    if parties.passive && parties.actors.is_empty() {
        let agent = tree.children_by(verb, &["xcomp"]).flat_map(|lower| tree.phrases(lower)).find(|phrase| {
            tree.cases(*phrase).contains(&"by")
                && nouns.kinds(tree, *phrase).has_any(&[FillerKind::Force, FillerKind::Body, FillerKind::Person])
        });
        if let Some(token) = agent {
            parties.put(role(&entry.verb_roles, "by", Role::Actor), Found { token, path: "xcomp > by".to_owned() });
        }
    }
    // "has been under rebel control": whose control it is stands before the noun of the idiom.
    let modifier = role(&entry.verb_roles, "modifier", Role::None);
    for holder in hit.tokens.iter().filter(|token| modifier != Role::None && tree.upos(**token) == Upos::Noun) {
        let found = tree.children(*holder).iter().find(|child| {
            !hit.tokens.contains(child)
                && (is_acting_modifier(tree, nouns, **child) || nouns.kinds(tree, **child).has(FillerKind::Force))
        });
        if let Some(token) = found {
            parties.put(modifier, Found { token: *token, path: tree.deprel(*token).to_owned() });
        }
    }
    from_instrument(tree, nouns, &mut parties);
    crewed(tree, &mut parties);
    if subject_role == Role::Actor && !parties.passive {
        alongside(tree, nouns, verb, &mut parties);
    }
    parties
}

/// "The army, together with mercenaries, executed nine": whoever stands beside those who act acts with them.
fn alongside(tree: &Tree, nouns: &NounTable, verb: usize, parties: &mut Parties) {
    let Some(subject) = parties.subject else { return };
    let beside = |phrase: &usize| {
        let cases = tree.cases(*phrase);
        let before = tree.children_by(*phrase, &["case"]).min().and_then(|case| case.checked_sub(1));
        let jointly =
            before.is_some_and(|before| matches!(tree.lower(before).as_str(), "together" | "along" | "jointly"));
        cases == ["alongside"] || cases.ends_with(&["with"]) && (jointly || cases.len() > 1)
    };
    let forces = [FillerKind::Force, FillerKind::Body, FillerKind::Crowd];
    let phrases = tree.phrases(subject).into_iter().chain(tree.phrases(verb));
    for token in phrases.filter(beside).filter(|token| nouns.kinds(tree, *token).has_any(&forces)) {
        parties.put(Role::Actor, Found { token, path: "together with".to_owned() });
    }
}

/// Whether a noun is what somebody set out to do with the infinitive beside it, and nobody who could do it.
fn is_undertaking(tree: &Tree, nouns: &NounTable, verb: usize, noun: usize) -> bool {
    let infinitive = tree.children_by(verb, &["mark"]).any(|mark| tree.lower(mark) == "to");
    infinitive && !nouns.kinds(tree, noun).could_act()
}

/// "an army attempt to advance": whoever stands before the noun undertakes it.
fn undertaken_by(tree: &Tree, nouns: &NounTable, verb: usize) -> Option<Found> {
    let undertaking = tree.head(verb).filter(|noun| tree.deprel(verb) == "acl" && tree.is_tasked(verb, *noun))?;
    let token = tree
        .children_by(undertaking, &["compound", "amod"])
        .find(|child| tree.child_by(verb, &["nsubj"]).is_none() && is_acting_modifier(tree, nouns, *child))?;
    Some(Found { token, path: format!("acl > {}", tree.deprel(token)) })
}

/// "bombed by a single jet", "drones struck the boats": where nobody else is said to act, the craft does.
fn crewed(tree: &Tree, parties: &mut Parties) {
    const CRAFT: &[&str] = &[
        "jet",
        "aircraft",
        "plane",
        "warplane",
        "helicopter",
        "gunship",
        "drone",
        "tank",
        "ship",
        "warship",
        "gunboat",
        "frigate",
        "boat",
        "bomber",
        "fighter-jet",
        "uav",
    ];
    if !parties.actors.is_empty() {
        return;
    }
    let craft = parties.instruments.iter().find(|party| {
        CRAFT.contains(&tree.lemma(party.token))
            && (party.path.contains("nsubj")
                || party.path.contains("agent")
                // "had left by helicopter": what takes somebody there does nothing to them.
                || party.path.contains("by") && parties.passive)
    });
    if let Some(found) = craft.cloned() {
        parties.put(Role::Actor, Found { path: format!("craft > {}", found.path), ..found });
    }
}

/// "37 herdsmen killed on Tuesday by a bomb": a participle whose noun the parse took for its subject.
fn is_done_by(tree: &Tree, nouns: &NounTable, entry: &EventEntry, verb: usize) -> bool {
    let doers = [FillerKind::Force, FillerKind::Weapon, FillerKind::Crowd, FillerKind::Body];
    !entry.object_is.is_empty()
        && tree.is_past_form(verb)
        && tree.child_by(verb, &["aux", "obj"]).is_none()
        && tree
            .phrases(verb)
            .into_iter()
            .any(|phrase| tree.cases(phrase).contains(&"by") && nouns.kinds(tree, phrase).has_any(&doers))
}
