//! One happening, one claim: a verb that only carries an event noun, and casualties told beside their event, are
//! folded into it.

pub(crate) mod casualty;

use sitrep_resources::{EntryClass, FillerKind};
use sitrep_types::{EventType, QuantityKind, SubType, Upos};

use crate::count::{lone_number, quantities};
use crate::draft::{Draft, Lookup};
use crate::lexicon::Part;
use crate::subtype::weapon_sub_type;
use crate::tree::{Found, Tree};

/// Whether a draft tells of violence that people can come to harm in.
pub(crate) fn is_violent(draft: &Draft) -> bool {
    matches!(
        draft.event_type,
        EventType::Battles
            | EventType::Explosions
            | EventType::ViolenceAgainstCivilians
            | EventType::Riots
            | EventType::Protests
    )
}

/// Folds the drafts of one sentence.
pub(crate) fn fold(tree: &Tree, lookup: &Lookup, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for draft in &mut drafts {
        if let Some(number) = lone_number(tree, lookup, draft) {
            draft.parties.targets = vec![Found { token: number, path: "number".to_owned() }];
        }
        draft.quantities = quantities(tree, lookup, draft);
    }
    // A strength without a number is no strength.
    drafts.retain(|draft| {
        lookup.entry(draft.entry).counts != Some(QuantityKind::Strength) || !draft.quantities.is_empty()
    });
    let mut drafts = fold_carriers(tree, lookup, drafts);
    // "shelling damaged the roof": what does it is told with what it does.
    let does: Vec<(usize, Option<SubType>)> = drafts.iter().map(|draft| (draft.hit.head, draft.sub_type)).collect();
    drafts.retain(|draft| {
        let told = tree.head(draft.hit.head).filter(|_| tree.is_relation(draft.hit.head, &["nsubj", "csubj"]));
        !told.is_some_and(|verb| draft.sub_type.is_some() && does.contains(&(verb, draft.sub_type)))
            || !draft.parties.targets.is_empty()
    });
    fold_planting(tree, &mut drafts);
    fold_ends(tree, lookup, &mut drafts);
    // "signed a ceasefire agreement" is said once.
    let agreed: Vec<usize> = drafts
        .iter()
        .filter(|draft| draft.sub_type == Some(SubType::Agreement))
        .flat_map(|draft| draft.hit.tokens.iter().copied())
        .collect();
    drafts.retain(|draft| {
        draft.event_type != EventType::Statement || !draft.hit.tokens.iter().any(|token| agreed.contains(token))
    });
    let harmed: Vec<usize> = drafts
        .iter()
        .filter(|draft| draft.open_type)
        .flat_map(|draft| draft.parties.targets.iter().map(|party| party.token))
        .collect();
    drafts.retain(|draft| !only_recalls(tree, lookup, draft) && !is_among_whom(tree, draft, &harmed));
    if !drafts.iter().any(|draft| !draft.open_type && is_violent(draft)) {
        drafts.retain(|draft| !is_mishap(tree, lookup, draft));
    }
    let mut drafts = casualty::fold_casualties(tree, lookup, drafts);
    for draft in &mut drafts {
        opponents_act(tree, lookup, draft);
    }
    fighters_of(tree, lookup, &mut drafts);
    for draft in &mut drafts {
        if is_one_sided(tree, lookup, draft) && harms_civilians(tree, lookup, draft) {
            against_civilians(draft);
        }
    }
    drafts
}

/// "during the battle for the city", "after the offensive": fighting that is referred to as known, by nobody against
/// nobody, tells nothing by itself.
fn only_recalls(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    let head = draft.hit.head;
    let known = tree.children_by(head, &["det", "nmod:poss"]).any(|child| {
        matches!(tree.lower(child).as_str(), "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his")
    });
    let kinds = |party: &Found| lookup.nouns.kinds(tree, party.token);
    draft.hit.part == Part::Noun
        && draft.sub_type == Some(SubType::ArmedClash)
        && draft.parties.carrier.is_none()
        && draft.parties.actors.is_empty()
        && draft.quantities.is_empty()
        && !draft.parties.targets.iter().any(|party| kinds(party).has_any(&[FillerKind::Force, FillerKind::Civilian]))
        && known
        && tree.relation(head) != "root"
}

/// "three of the wounded died", "40 of the displaced were shot": those among whom something else is told were told of
/// before.
fn is_among_whom(tree: &Tree, draft: &Draft, harmed: &[usize]) -> bool {
    let head = draft.hit.head;
    (draft.open_type || draft.quantities.iter().any(|quantity| quantity.what == QuantityKind::Displaced))
        && draft.hit.part != Part::Verb
        && tree.cases(head).contains(&"of")
        && tree.children_by(head, &["det"]).any(|child| tree.lower(child) == "the")
        && tree.head(head).is_some_and(|above| harmed.contains(&above))
}

/// Whether nature or an accident did the harm: "an earthquake killed 50", "a bus plunged into a ravine, killing 23", "nine
/// died when a boat capsized".
fn is_mishap(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    let harm = draft.open_type
        || lookup.entry(draft.entry).id == "missing"
        || draft.sub_type == Some(SubType::LootingPropertyDestruction)
        || draft.quantities.iter().any(|quantity| quantity.what == QuantityKind::Displaced);
    let parties = draft.parties.actors.iter().chain(&draft.parties.instruments);
    // "ten villagers are missing after the landslide"
    let after = tree.phrases(draft.clause).into_iter().filter(|phrase| {
        tree.cases(*phrase).iter().any(|case| matches!(*case, "after" | "in" | "following" | "during"))
    });
    let nature = parties.map(|party| party.token).chain(draft.parties.subject).chain(after);
    let above = tree.ancestors(draft.hit.head).take(2).chain(tree.children_by(draft.hit.head, &["advcl"]));
    // "a mine sank a boat": that was no accident.
    let armed = |verb: usize| {
        let subject = tree.subject(verb).map(|(found, _)| lookup.nouns.kinds(tree, found.token));
        subject.is_some_and(|kinds| kinds.has_any(&[FillerKind::Weapon, FillerKind::Force]))
    };
    harm && (nature.into_iter().any(|token| lookup.nouns.is_hazard(tree, token))
        || above
            .into_iter()
            .any(|verb| tree.upos(verb) == Upos::Verb && lookup.nouns.is_mishap(tree, verb) && !armed(verb)))
}

/// "chased the militia from the town after a gun battle": who does it and to whom fought the battle.
fn fighters_of(tree: &Tree, lookup: &Lookup, drafts: &mut [Draft]) {
    for battle in 0..drafts.len() {
        let draft = &drafts[battle];
        let bare = draft.hit.part == Part::Noun
            && draft.sub_type == Some(SubType::ArmedClash)
            && draft.parties.actors.is_empty()
            && tree.is_relation(draft.hit.head, &["obl", "nmod"]);
        if !bare {
            continue;
        }
        let head = draft.hit.head;
        let armed = |party: &Found| lookup.nouns.kinds(tree, party.token).has(FillerKind::Force);
        let deed = drafts.iter().enumerate().find(|(other, deed)| {
            *other != battle
                && deed.hit.part == Part::Verb
                && deed.event_type == EventType::Battles
                && (tree.head(head) == Some(deed.hit.head)
                    || deed.hit.tokens.iter().any(|token| tree.head(head) == Some(*token)))
                && deed.parties.actors.iter().any(armed)
        });
        let Some((_, deed)) = deed else { continue };
        let (actors, others) = (deed.parties.actors.clone(), deed.parties.losers.clone());
        drafts[battle].parties.actors = actors;
        take_targets(&mut drafts[battle], &others, head);
    }
}

/// "three separatists were killed in an encounter with security forces": who is fought and has no dead acts.
fn opponents_act(tree: &Tree, lookup: &Lookup, draft: &mut Draft) {
    let fallen = draft.parties.targets.iter().any(|party| !party.path.ends_with(":with"));
    let bare =
        draft.parties.actors.is_empty() && draft.hit.part == Part::Noun && draft.event_type == EventType::Battles;
    if !(bare && fallen && draft.quantities.iter().any(|quantity| quantity.what == QuantityKind::Killed)) {
        return;
    }
    let armed = |party: &Found| lookup.nouns.kinds(tree, party.token).has(FillerKind::Force);
    let (with, others): (Vec<Found>, Vec<Found>) =
        draft.parties.targets.drain(..).partition(|party| party.path.ends_with(":with") && armed(party));
    draft.parties.targets = others;
    draft.parties.actors = with;
}

/// Whether a draft tells of an attack in which nobody is said to have fought back.
pub(crate) fn is_one_sided(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    const DEFENDED: &[&str] =
        &["base", "barracks", "barrack", "garrison", "outpost", "checkpoint", "post", "headquarters"];
    lookup.entry(draft.entry).one_sided
        && draft.event_type == EventType::Battles
        && draft.parties.targets.iter().flat_map(|party| tree.conjuncts(party.token)).all(|token| {
            let station = tree.lemma(token) == "station"
                && tree.children_by(token, &["compound"]).any(|child| tree.lemma(child) == "police");
            !lookup.nouns.kinds(tree, token).has(FillerKind::Force)
                && !DEFENDED.contains(&tree.lemma(token))
                && !station
        })
}

/// Whether those who suffer are civilians.
pub(crate) fn harms_civilians(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    let kinds = |party: &Found| lookup.nouns.kinds(tree, party.token);
    draft.parties.targets.iter().any(|party| kinds(party).has(FillerKind::Civilian))
        && !draft.parties.targets.iter().any(|party| kinds(party).has(FillerKind::Force))
}

/// Whether armed people are among those who suffer.
pub(crate) fn harms_force(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    let armed = |party: &Found| {
        lookup.nouns.kinds(tree, party.token).has(FillerKind::Force) && !is_defenceless(tree, party.token)
    };
    draft.parties.targets.iter().any(armed)
}

/// Makes an attack one on civilians.
pub(crate) fn against_civilians(draft: &mut Draft) {
    draft.event_type = EventType::ViolenceAgainstCivilians;
    draft.sub_type = Some(SubType::Attack);
}

/// "An explosion tore through the market": the noun is the event, its verb passes the parties on.
fn fold_carriers(tree: &Tree, lookup: &Lookup, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut dropped = vec![false; drafts.len()];
    for noun in 0..drafts.len() {
        if drafts[noun].hit.part != Part::Noun || lookup.entry(drafts[noun].entry).class == EntryClass::Statement {
            continue;
        }
        for verb in 0..drafts.len() {
            if verb == noun || dropped[verb] || dropped[noun] || drafts[verb].hit.part != Part::Verb {
                continue;
            }
            let entry = lookup.entry(drafts[verb].entry);
            let head = drafts[noun].hit.head;
            let told = drafts[verb].hit.head;
            let by_relative = tree.head(told) == Some(head)
                && (drafts[verb].parties.subject == Some(head) && !drafts[verb].parties.passive
                    || tree.deprel(told) == "acl" && drafts[verb].sub_type == drafts[noun].sub_type);
            if by_relative && entry.class == EntryClass::Event && !entry.territory && is_violent(&drafts[noun]) {
                // "an air strike that destroyed five houses", "a bomb attached to a minibus"
                let (targets, actors) = (drafts[verb].parties.targets.clone(), drafts[verb].parties.actors.clone());
                take_targets(&mut drafts[noun], &targets, head);
                if drafts[noun].parties.actors.is_empty() {
                    drafts[noun].parties.actors = actors.into_iter().filter(|party| party.token != head).collect();
                }
                let (clause, quantities) = (drafts[verb].clause, drafts[verb].quantities.clone());
                drafts[noun].quantities.extend(quantities);
                drafts[noun].folded.push(clause);
                dropped[verb] = true;
                continue;
            }
            if matches!(entry.class, EntryClass::Statement) || tree.head(head) != Some(told) {
                continue;
            }
            if drafts[verb].entry == drafts[noun].entry {
                dropped[noun] = true;
                continue;
            }
            let is_subject = tree.deprel(head) == "nsubj" && !drafts[verb].parties.passive;
            let of_pattern = tree.children_by(head, &["case"]).any(|case| drafts[verb].hit.tokens.contains(&case));
            let is_object = tree.is_relation(head, &["obj", "nsubj:pass"]) || of_pattern;
            if is_subject && is_violent(&drafts[noun]) && !entry.territory && entry.class != EntryClass::Casualty {
                // "a bomber detonated his explosives": what goes off is not what it hits.
                let weapon = |party: &Found| lookup.nouns.kinds(tree, party.token).has(FillerKind::Weapon);
                let targets: Vec<Found> =
                    drafts[verb].parties.targets.iter().filter(|party| !weapon(party)).cloned().collect();
                take_targets(&mut drafts[noun], &targets, head);
                if drafts[noun].parties.actors.is_empty() {
                    // "the clashes pitted the army against rebels"
                    let actors = drafts[verb].parties.actors.iter().filter(|party| party.token != head);
                    let pitted = actors.filter(|_| entry.id == "pits").cloned().collect();
                    drafts[noun].parties.actors = pitted;
                }
                let clause = drafts[verb].clause;
                drafts[noun].folded.push(clause);
                dropped[verb] = true;
            } else if is_object {
                let by_object = entry.object_words.iter().any(|word| word == tree.lemma(head));
                let state = lookup.entry(drafts[noun].entry).class == EntryClass::State;
                if by_object && entry.id != "repel" && !state {
                    dropped[noun] = true;
                } else if !state && !by_object && is_violent(&drafts[noun]) || entry.id == "repel" {
                    dropped[verb] = true;
                }
            } else if lookup.entry(drafts[verb].entry).sub_type == Some(SubType::LootingPropertyDestruction)
                && drafts[noun].event_type == EventType::Explosions
                && tree.relation(head) == "obl"
                && tree.cases(head).iter().any(|case| matches!(*case, "in" | "by"))
            {
                // "was destroyed in an air strike"
                let targets = drafts[verb].parties.targets.clone();
                take_targets(&mut drafts[noun], &targets, head);
                let clause = drafts[verb].clause;
                drafts[noun].folded.push(clause);
                dropped[verb] = true;
            } else if drafts[verb].hit.tokens.contains(&head)
                || is_how_it_is_done(tree, lookup, &drafts[verb], &drafts[noun])
                || entry.class == EntryClass::Event
                    && drafts[verb].parties.instruments.iter().any(|party| party.token == head)
            {
                dropped[noun] = true;
            }
        }
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    drafts
}

/// "were arrested in raids in Istanbul", "seized the airport in a dawn raid": the clash that a deed was done in, of which
/// nothing else is told, is the deed's manner.
fn is_how_it_is_done(tree: &Tree, lookup: &Lookup, deed: &Draft, clash: &Draft) -> bool {
    let head = clash.hit.head;
    let same = |party: &Found| deed.parties.subject == Some(party.token);
    clash.sub_type == Some(SubType::ArmedClash)
        && lookup.entry(deed.entry).class == EntryClass::Event
        && tree.relation(head) == "obl"
        && tree.cases(head).iter().any(|case| matches!(*case, "in" | "during"))
        && clash.parties.targets.is_empty()
        && clash.parties.actors.iter().all(same)
        && clash.quantities.is_empty()
        && !tree.children_by(head, &["det"]).any(|child| tree.lower(child) == "the")
}

/// "a bomb planted by rebels exploded": how it came there, and by whom, is part of it.
fn fold_planting(tree: &Tree, drafts: &mut Vec<Draft>) {
    let describes = |draft: &Draft| tree.relation(draft.hit.head) == "acl" && draft.hit.part == Part::Verb;
    let mut dropped = vec![false; drafts.len()];
    for planting in 0..drafts.len() {
        let draft = &drafts[planting];
        let Some(weapon) = tree.head(draft.hit.head).filter(|_| {
            draft.event_type == EventType::Explosions && describes(draft) && draft.parties.targets.is_empty()
        }) else {
            continue;
        };
        let goes_off = |other: &Draft| {
            other.hit.part == Part::Verb
                && !describes(other)
                && (other.event_type == EventType::Explosions || other.open_type)
                && other.parties.instruments.iter().any(|party| party.token == weapon)
        };
        let Some(blast) = drafts.iter().position(goes_off) else { continue };
        if drafts[blast].parties.actors.is_empty() {
            drafts[blast].parties.actors = drafts[planting].parties.actors.clone();
        }
        dropped[planting] = true;
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
}

/// "fired tear gas to disperse protesters": what is done and to what end, told with two verbs of one entry, is one deed;
/// "is preparing to storm": forces that are made ready for what is told tell nothing more.
fn fold_ends(tree: &Tree, lookup: &Lookup, drafts: &mut Vec<Draft>) {
    let mut dropped = vec![false; drafts.len()];
    for deed in 0..drafts.len() {
        let purpose = (0..drafts.len()).find(|end| {
            let end = &drafts[*end].hit;
            end.part == Part::Verb
                && tree.head(end.head) == Some(drafts[deed].hit.head)
                && tree.is_relation(end.head, &["xcomp", "advcl"])
                && tree.child_by(end.head, &["mark"]).is_some_and(|mark| tree.lower(mark) == "to")
        });
        let Some(purpose) = purpose.filter(|_| drafts[deed].hit.part == Part::Verb && !dropped[deed]) else { continue };
        if drafts[deed].entry == drafts[purpose].entry {
            let (targets, places) = (drafts[purpose].parties.targets.clone(), drafts[purpose].parties.places.clone());
            let head = drafts[deed].hit.head;
            take_targets(&mut drafts[deed], &targets, head);
            drafts[deed].parties.places.extend(places);
            let clause = drafts[purpose].clause;
            drafts[deed].folded.push(clause);
            dropped[purpose] = true;
        } else if lookup.entry(drafts[deed].entry).sub_type == Some(SubType::ChangeToGroupActivity)
            && drafts[purpose].event_type != EventType::Statement
            && drafts[deed].parties.targets.is_empty()
        {
            dropped[deed] = true;
        }
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
}

/// "former officers", "captured soldiers", "an off-duty policeman": armed people who cannot fight.
fn is_defenceless(tree: &Tree, head: usize) -> bool {
    tree.children_by(head, &["amod", "compound"]).any(|child| {
        matches!(
            tree.lower(child).as_str(),
            "former"
                | "ex"
                | "retired"
                | "captured"
                | "captive"
                | "detained"
                | "unarmed"
                | "surrendered"
                | "surrendering"
                | "imprisoned"
                | "disarmed"
        )
    })
}

fn take_targets(into: &mut Draft, targets: &[Found], except: usize) {
    for target in targets {
        if target.token != except && !into.parties.targets.iter().any(|other| other.token == target.token) {
            into.parties.targets.push(target.clone());
        }
    }
}

/// "in retaliation for the killing of its commander", "protests over the deaths", "a response to air strikes": another,
/// earlier event.
pub(crate) fn is_recalled(tree: &Tree, draft: &Draft) -> bool {
    let after = ["for", "after", "over", "since", "following", "about", "against"];
    let head = draft.hit.head;
    let answered = tree.head(head).is_some_and(|above| matches!(tree.lemma(above), "response" | "reaction" | "answer"));
    draft.hit.part == Part::Noun
        && tree.cases(head).iter().any(|case| after.contains(case) || answered && *case == "to")
}

/// Whether a draft is told within such a noun's phrase: "retaliation for the strikes that killed 30 last week".
pub(crate) fn is_within_a_recall(tree: &Tree, drafts: &[Draft], draft: &Draft) -> bool {
    let below = |recalled: &Draft| {
        recalled.hit.head == draft.hit.head || tree.ancestors(draft.hit.head).any(|above| above == recalled.hit.head)
    };
    drafts.iter().filter(|other| is_recalled(tree, other)).any(below)
}

/// The type of a casualty that stands alone: what is told around it, else the weapon, else who was hurt by whom.
pub(crate) fn close_type(
    tree: &Tree,
    lookup: &Lookup,
    draft: &mut Draft,
    around: Option<(EventType, Option<SubType>)>,
) {
    if !draft.open_type {
        return;
    }
    let kinds = |list: &[Found], wanted: &[FillerKind]| {
        list.iter().any(|party| lookup.nouns.kinds(tree, party.token).has_any(wanted))
    };
    let actor_armed = kinds(&draft.parties.actors, &[FillerKind::Force]);
    let victim_armed = kinds(&draft.parties.targets, &[FillerKind::Force])
        && !kinds(&draft.parties.targets, &[FillerKind::Civilian])
        && !draft.parties.targets.iter().any(|party| is_defenceless(tree, party.token));
    let weapon = weapon_sub_type(tree, lookup.lexicon, &draft.hit, &draft.parties);
    let clash = (EventType::Battles, Some(SubType::ArmedClash));
    let attack = (EventType::ViolenceAgainstCivilians, Some(SubType::Attack));
    let (event_type, sub_type) = if let Some(weapon) = weapon {
        (EventType::Explosions, Some(weapon))
    } else if let Some(named) = casualty::named_beside(tree, lookup, draft) {
        named
    } else if kinds(&draft.parties.targets, &[FillerKind::Crowd]) && actor_armed {
        (EventType::Protests, Some(SubType::ExcessiveForceAgainstProtesters))
    } else if actor_armed {
        if victim_armed {
            clash
        } else {
            around.filter(|(event_type, _)| *event_type == EventType::Protests).unwrap_or(attack)
        }
    } else if let Some(around) = around.filter(|around| !victim_armed || around.0 != attack.0) {
        around
    } else if victim_armed {
        clash
    } else {
        attack
    };
    draft.event_type = event_type;
    draft.sub_type = sub_type;
}
