//! Who takes part in an event: the parties around a trigger, by the frame of its entry.

mod noun;
mod verb;

use std::collections::BTreeMap;

use sitrep_resources::{Carriers, EntryClass, EventEntry, FillerKind, Role};
use sitrep_types::{EventType, MentionKind, Upos};

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
        || is_span_of_time(tree, token)
        || matches!(tree.lemma(token), "morning" | "evening" | "dawn" | "noon" | "time" | "moment")
}

/// The parties around a match.
pub(crate) fn parties(tree: &Tree, nouns: &NounTable, carriers: &Carriers, entry: &EventEntry, hit: &Match) -> Parties {
    let mut found = match hit.part {
        Part::Verb => verb::around_verb(tree, nouns, entry, hit),
        Part::Noun => noun::around_noun(tree, nouns, carriers, entry, hit),
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
    // "the war has killed thousands", "a search led to a firefight": nobody is said to have.
    found.actors.retain(|party| {
        !nouns.is_struggle(tree, party.token)
            && !is_span_of_time(tree, party.token)
            && !is_lifeless_doer(tree, nouns, entry, party.token)
    });
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
    // "dropped 15 bombs on the factory": where something else is hit, the bombs hit it.
    if entry.event_type == EventType::Explosions && found.targets.len() > 1 {
        let only_weapon = |party: &Found| {
            let kinds = nouns.kinds(tree, party.token);
            kinds.has(FillerKind::Weapon)
                && !kinds.has_any(&[FillerKind::Facility, FillerKind::Vehicle, FillerKind::Force])
        };
        if !found.targets.iter().all(only_weapon) {
            let (weapons, others): (Vec<Found>, Vec<Found>) = found.targets.drain(..).partition(only_weapon);
            found.targets = others;
            weapons.into_iter().for_each(|party| found.put(Role::Instrument, party));
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

/// "two days of fighting that killed 155".
fn is_span_of_time(tree: &Tree, token: usize) -> bool {
    matches!(tree.lemma(token), "day" | "hour" | "week" | "month" | "year" | "night" | "minute")
}

/// Whether a thing or a building is named where somebody must have acted: "a search", "a mistake", "the dormitory". (A craft or
/// weapon tells whose it is, and names may be those of groups.)
fn is_lifeless_doer(tree: &Tree, nouns: &NounTable, entry: &EventEntry, token: usize) -> bool {
    let acts = matches!(entry.event_type, EventType::Battles | EventType::ViolenceAgainstCivilians | EventType::Riots);
    let kinds = nouns.kinds(tree, token);
    let thing = kinds.has(FillerKind::Thing) || kinds.has(FillerKind::Facility);
    let known =
        mention_at(tree, token).and_then(|mention| mention.chain).and_then(|chain| tree.document.chains.get(chain));
    acts && thing
        && !kinds.could_act()
        && !kinds.has(FillerKind::Event)
        && tree.upos(token) == Upos::Noun
        && tree.lower(token) == tree.lemma(token)
        && known.is_none_or(|chain| chain.actor.is_none())
        && tree.child_by(token, &["nummod"]).is_none()
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
        // "fighter jets" are no fighter's.
        "compound" if tree.lower(child) == "fighter" => false,
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
        // "was arrested with four others": they share what befell the subject.
        _ if parties.passive && cases.first() == Some(&"with") && tree.lemma(phrase) == "other" => Role::Target,
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

/// "listed 14 dead", "found three men wounded": the adjective right behind an object is said of it.
fn object_beside(tree: &Tree, adjective: usize) -> Option<usize> {
    let verb = tree.head(adjective).filter(|_| tree.is_relation(adjective, &["xcomp", "ccomp"]))?;
    let own = tree.child_by(adjective, &["nsubj", "cop"]).is_some();
    tree.child_by(verb, &["obj"]).filter(|object| object + 1 == adjective && !own)
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
    } else if let Some(object) = object_beside(tree, word) {
        parties.put(Role::Target, Found { token: object, path: "obj".to_owned() });
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
