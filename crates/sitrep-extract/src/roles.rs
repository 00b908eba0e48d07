//! Who takes part in an event: the parties around a trigger, by the frame of its entry.

use std::collections::BTreeMap;

use sitrep_resources::{Carriers, EntryClass, EventEntry, FillerKind, Role};
use sitrep_types::{EventType, MentionKind, Upos};

use crate::carrier::carried;
use crate::kind::{NounTable, mention_at, place_at};
use crate::lexicon::{Match, Part};
use crate::tree::{Found, Tree};

/// Prepositions that say where.
pub(crate) const LOCATIVE: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "on",
    "around",
    "along",
    "across",
    "over",
    "beneath",
    "under",
    "beside",
    "between",
    "throughout",
    "through",
    "off",
    "within",
    "towards",
    "toward",
    "north",
    "south",
    "east",
    "west",
    "behind",
    "opposite",
    "past",
    "above",
    "below",
    "by",
];

/// The parties found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parties {
    pub actors: Vec<Found>,
    pub targets: Vec<Found>,
    pub losers: Vec<Found>,
    pub instruments: Vec<Found>,
    /// Heads of phrases that say where.
    pub places: Vec<usize>,
    /// The grammatical subject, whatever its role.
    pub subject: Option<usize>,
    /// The clause is passive.
    pub passive: bool,
    /// The verb that carries an event noun says that it failed.
    pub repelled: bool,
    /// The verb that carries an event noun says that somebody suffered it: "did not survive the explosion" denies no
    /// explosion.
    pub suffered: bool,
    /// The verb that carries an event noun.
    pub carrier: Option<usize>,
}

impl Parties {
    pub fn put(&mut self, role: Role, found: Found) {
        let list = match role {
            Role::Actor => &mut self.actors,
            Role::Target => &mut self.targets,
            Role::Loser => &mut self.losers,
            Role::Instrument => &mut self.instruments,
            Role::Place => {
                self.places.push(found.token);
                return;
            }
            Role::None => return,
        };
        if !list.iter().any(|other| other.token == found.token) {
            list.push(found);
        }
    }
}

fn role(roles: &BTreeMap<String, Role>, key: &str, otherwise: Role) -> Role {
    roles.get(key).copied().unwrap_or(otherwise)
}

/// Whether the phrase is a time rather than a party.
pub(crate) fn is_time(tree: &Tree, token: usize) -> bool {
    if matches!(tree.lower(token).as_str(), "least" | "most" | "first" | "last" | "all" | "once") {
        return true;
    }
    let span = tree.span(token);
    tree.document.times.iter().any(|time| time.span.overlaps(span))
        || matches!(
            tree.lemma(token),
            "day"
                | "hour"
                | "week"
                | "month"
                | "year"
                | "night"
                | "morning"
                | "evening"
                | "dawn"
                | "noon"
                | "time"
                | "moment"
                | "minute"
        )
}

/// Whether the phrase says how far.
fn is_distance(tree: &Tree, token: usize) -> bool {
    matches!(
        tree.lemma(token),
        "metre" | "meter" | "kilometre" | "kilometer" | "km" | "mile" | "yard" | "block" | "step"
    )
}

/// The parties around a match.
pub(crate) fn parties(tree: &Tree, nouns: &NounTable, carriers: &Carriers, entry: &EventEntry, hit: &Match) -> Parties {
    let mut found = match hit.part {
        Part::Verb => around_verb(tree, nouns, entry, hit),
        Part::Noun => around_noun(tree, nouns, carriers, entry, hit),
        Part::Adjective => around_adjective(tree, nouns, entry, hit),
    };
    let matched = |token: usize| hit.tokens.contains(&token);
    // "it is not clear who planted the device": a question names nobody.
    let asked = |token: usize| {
        matches!(tree.lower(token).as_str(), "who" | "whom" | "what" | "which")
            && tree.upos(token) == Upos::Pron
            && tree.through_relative(token) == token
    };
    for list in [&mut found.actors, &mut found.targets, &mut found.losers, &mut found.instruments] {
        list.retain(|party| !matched(party.token) && !asked(party.token));
        list.truncate(12);
    }
    // "were displaced by clashes": what happens does not act, but "a rebel attack killed nine" tells who did.
    found.actors.retain_mut(|party| {
        let kinds = nouns.kinds(tree, party.token);
        if !kinds.has(FillerKind::Event) || kinds.has_any(&[FillerKind::Force, FillerKind::Body, FillerKind::Crowd]) {
            return true;
        }
        let whose = tree.children(party.token).iter().find(|child| is_acting_modifier(tree, nouns, **child));
        if let Some(token) = whose.copied().filter(|_| hit.part == Part::Verb) {
            *party = Found { token, path: format!("{} > {}", party.path, tree.deprel(token)) };
            return true;
        }
        false
    });
    // "thwarted a Ukrainian attempt to land": it is the Ukrainians who are beaten back.
    for party in &mut found.targets {
        let whose = || tree.children(party.token).iter().copied().find(|child| is_acting_modifier(tree, nouns, *child));
        if entry.event_type == EventType::Battles
            && hit.part == Part::Verb
            && entry.object_words.iter().any(|word| word == tree.lemma(party.token))
            && !nouns.kinds(tree, party.token).has_any(&[FillerKind::Force, FillerKind::Body, FillerKind::Crowd])
            && let Some(token) = whose()
        {
            *party = Found { token, path: format!("{} > {}", party.path, tree.deprel(token)) };
        }
    }
    // "the ambush, which the government blamed on rebels": the rebels are accused.
    if entry.class == EntryClass::Statement && found.targets.len() > 1 {
        let happening = |party: &Found| nouns.kinds(tree, party.token).has(FillerKind::Event);
        if !found.targets.iter().all(happening) {
            found.targets.retain(|party| !happening(party));
        }
    }
    if found.actors.is_empty() && entry.class != EntryClass::Statement {
        acts_itself(tree, nouns, entry, hit, &mut found);
    }
    found
}

/// Who acts is part of the words that tell it: "a suicide bomber", "the rebel-held town".
fn acts_itself(tree: &Tree, nouns: &NounTable, entry: &EventEntry, hit: &Match, parties: &mut Parties) {
    let armed = |token: usize| nouns.kinds(tree, token).has_any(&[FillerKind::Force, FillerKind::Body]);
    match hit.part {
        Part::Noun if entry.class == EntryClass::Event && nouns.kinds(tree, hit.head).has(FillerKind::Force) => {
            parties.put(Role::Actor, Found { token: hit.head, path: "the noun itself".to_owned() });
        }
        Part::Adjective => {
            let holder = hit.head.checked_sub(2).filter(|before| {
                tree.word(before + 1) == "-"
                    && (armed(*before)
                        || mention_at(tree, *before).is_some_and(|mention| {
                            matches!(mention.kind, MentionKind::Group | MentionKind::Organisation)
                        }))
            });
            if let Some(token) = holder {
                parties.put(Role::Actor, Found { token, path: "before the hyphen".to_owned() });
            }
        }
        _ => {}
    }
}

fn around_verb(tree: &Tree, nouns: &NounTable, entry: &EventEntry, hit: &Match) -> Parties {
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
            if particle && is_distance(tree, phrase) {
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
    parties
}

/// Whether a noun is what somebody set out to do with the infinitive beside it, and nobody who could do it.
fn is_undertaking(tree: &Tree, nouns: &NounTable, verb: usize, noun: usize) -> bool {
    let infinitive = tree.children_by(verb, &["mark"]).any(|mark| tree.lower(mark) == "to");
    let doers = [
        FillerKind::Force,
        FillerKind::Body,
        FillerKind::Person,
        FillerKind::Civilian,
        FillerKind::Crowd,
        FillerKind::Unresolved,
        FillerKind::Weapon,
        FillerKind::Vehicle,
    ];
    infinitive && !nouns.kinds(tree, noun).has_any(&doers)
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

/// A weapon tells who used it: "a missile fired by the rebels", "rebel rockets", "drones operated by the army".
fn from_instrument(tree: &Tree, nouns: &NounTable, parties: &mut Parties) {
    if !parties.actors.is_empty() {
        return;
    }
    let weapons: Vec<usize> = parties.instruments.iter().map(|party| party.token).collect();
    for weapon in weapons {
        for child in tree.children(weapon).to_vec() {
            if tree.is_relation(child, &["acl"]) {
                let agent = tree.phrases(child).into_iter().find(|phrase| tree.cases(*phrase).contains(&"by"));
                if let Some(token) = agent {
                    parties.put(Role::Actor, Found { token, path: "instrument > acl > by".to_owned() });
                }
            } else if is_acting_modifier(tree, nouns, child) {
                parties.put(Role::Actor, Found { token: child, path: format!("instrument > {}", tree.deprel(child)) });
            } else if tree.deprel(child) == "nmod"
                && tree.cases(child).iter().any(|case| matches!(*case, "of" | "from"))
            {
                let kinds = nouns.kinds(tree, child);
                if kinds.has_any(&[FillerKind::Force, FillerKind::Body]) {
                    parties.put(Role::Actor, Found { token: child, path: "instrument > nmod".to_owned() });
                }
            }
        }
    }
}

/// Whether a modifier of an event or weapon noun names who acts: "Israeli", "RSF", "the army's".
fn is_acting_modifier(tree: &Tree, nouns: &NounTable, child: usize) -> bool {
    let kinds = nouns.kinds(tree, child);
    match tree.deprel(child) {
        "nmod:poss" => {
            kinds.has_any(&[FillerKind::Force, FillerKind::Body, FillerKind::Person, FillerKind::Unresolved])
                && !is_time(tree, child)
        }
        "compound" => {
            kinds.has_any(&[FillerKind::Force, FillerKind::Body])
                && !kinds.has(FillerKind::Weapon)
                && place_at(tree, child).is_none_or(|place| place.metonymic)
        }
        "amod" | "nmod" if tree.cases(child).is_empty() => {
            mention_at(tree, child).is_some_and(|mention| mention.kind == MentionKind::Group)
                || place_at(tree, child).is_some_and(|place| place.metonymic)
                || kinds.has(FillerKind::Force) && matches!(tree.upos(child), Upos::Noun | Upos::Propn)
        }
        _ => false,
    }
}

fn phrase_role(
    tree: &Tree,
    nouns: &NounTable,
    parties: &mut Parties,
    roles: &BTreeMap<String, Role>,
    phrase: usize,
    cases: &[&str],
    direct: bool,
) {
    let path = format!("{}:{}", tree.relation(phrase), cases.join(" "));
    let named = cases.iter().rev().find_map(|case| roles.get(*case).copied());
    let kinds = nouns.kinds(tree, phrase);
    let role = match named {
        // "shot them one by one"
        _ if tree.upos(phrase) == Upos::Num && phrase > 1 && tree.lower(phrase - 2) == tree.lower(phrase) => Role::None,
        // "surrendered with their weapons"
        Some(Role::Target) if cases.contains(&"with") && kinds.has(FillerKind::Weapon) => Role::Instrument,
        Some(role) => role,
        None if cases.contains(&"by") && direct => {
            if kinds.has(FillerKind::Weapon) {
                Role::Instrument
            } else if parties.passive && !kinds.has(FillerKind::Thing) {
                Role::Actor
            } else {
                Role::Place
            }
        }
        None if cases.contains(&"with") && kinds.has(FillerKind::Weapon) => Role::Instrument,
        None if cases.iter().any(|case| LOCATIVE.contains(case)) => Role::Place,
        None => Role::None,
    };
    // "were killed by a landmine": what kills is no doer.
    let only_weapon = kinds.has(FillerKind::Weapon) && !kinds.has_any(&[FillerKind::Force, FillerKind::Body]);
    let role = if role == Role::Actor && only_weapon { Role::Instrument } else { role };
    if matches!(role, Role::Target) && cases.iter().any(|case| LOCATIVE.contains(case)) {
        parties.places.push(phrase);
    }
    parties.put(role, Found { token: phrase, path });
}

fn around_noun(tree: &Tree, nouns: &NounTable, carriers: &Carriers, entry: &EventEntry, hit: &Match) -> Parties {
    let noun = hit.head;
    let mut parties = Parties::default();
    let roles = &entry.noun_roles;
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
                        if matches!(tree.lemma(child), "follow" | "precede" | "accompany" | "mark") {
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

pub(crate) fn noun_phrase_role(
    tree: &Tree,
    nouns: &NounTable,
    parties: &mut Parties,
    roles: &BTreeMap<String, Role>,
    child: usize,
    cases: &[&str],
) {
    let path = format!("nmod:{}", cases.join(" "));
    let named = cases.iter().rev().find_map(|case| roles.get(*case).copied());
    let kinds = nouns.kinds(tree, child);
    let role = match named {
        // "a protest in front of the cathedral"
        _ if cases.iter().any(|case| matches!(*case, "front" | "behind" | "outside" | "opposite")) => Role::Place,
        Some(role) => role,
        None if cases.contains(&"of") => Role::Target,
        None if cases.contains(&"by") && !kinds.has_any(&[FillerKind::Place, FillerKind::Facility]) => Role::Actor,
        None if cases.iter().any(|case| matches!(*case, "against" | "on")) => Role::Target,
        None if cases.contains(&"with") && kinds.has(FillerKind::Weapon) => Role::Instrument,
        None if cases.iter().any(|case| LOCATIVE.contains(case)) => Role::Place,
        None => Role::None,
    };
    // "a suicide bomber on a motorbike"
    let ridden = kinds.has(FillerKind::Vehicle)
        && cases.iter().any(|case| matches!(*case, "on" | "in"))
        && tree.head(child).is_some_and(|noun| nouns.kinds(tree, noun).has(FillerKind::Force));
    let role = if ridden && role == Role::Target { Role::Instrument } else { role };
    if matches!(role, Role::Target) && cases.iter().any(|case| LOCATIVE.contains(case)) {
        parties.places.push(child);
    }
    parties.put(role, Found { token: child, path });
}

fn around_adjective(tree: &Tree, nouns: &NounTable, entry: &EventEntry, hit: &Match) -> Parties {
    let word = hit.head;
    let mut parties = Parties { passive: true, ..Parties::default() };
    // "27 dead and scores wounded": beside a noun that it is said of, it is no verb's complement.
    let of_noun = tree.relation(word) == "xcomp"
        && tree.head(word).is_some_and(|head| matches!(tree.upos(head), Upos::Noun | Upos::Num));
    if of_noun || tree.is_relation(word, &["amod", "acl"]) {
        if let Some(head) = tree.head(word) {
            parties.put(Role::Target, Found { token: head, path: tree.deprel(word).to_owned() });
        }
    } else if let Some((found, _)) = tree.subject(word) {
        parties.subject = Some(found.token);
        parties.put(Role::Target, found);
    }
    for phrase in tree.phrases(word) {
        if !is_time(tree, phrase) {
            let cases = tree.cases(phrase);
            phrase_role(tree, nouns, &mut parties, &entry.verb_roles, phrase, &cases, true);
        }
    }
    parties
}
