//! One happening, one claim: a verb that only carries an event noun, and casualties told beside their event, are
//! folded into it.

use sitrep_resources::{EntryClass, FillerKind};
use sitrep_types::{EventType, Quantity, QuantityKind, Scope, SubType, Upos};

use crate::draft::{Draft, Lookup, is_denied, weapon_sub_type};
use crate::filler::core_words;
use crate::lexicon::Part;
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
        draft.quantities = quantities(tree, lookup, draft);
    }
    // A strength without a number is no strength.
    drafts.retain(|draft| {
        lookup.entry(draft.entry).counts != Some(QuantityKind::Strength) || !draft.quantities.is_empty()
    });
    let drafts = fold_carriers(tree, lookup, drafts);
    fold_casualties(tree, lookup, drafts)
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
            if matches!(entry.class, EntryClass::Statement) || tree.head(head) != Some(drafts[verb].hit.head) {
                continue;
            }
            if drafts[verb].entry == drafts[noun].entry {
                dropped[noun] = true;
                continue;
            }
            let is_subject = tree.deprel(head) == "nsubj" && !drafts[verb].parties.passive;
            let is_object = tree.is_relation(head, &["obj", "nsubj:pass"]);
            if is_subject && is_violent(&drafts[noun]) && !entry.territory && entry.class != EntryClass::Casualty {
                let targets = drafts[verb].parties.targets.clone();
                take_targets(&mut drafts[noun], &targets, head);
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
            } else if drafts[verb].hit.tokens.contains(&head) {
                dropped[noun] = true;
            }
        }
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    drafts
}

fn take_targets(into: &mut Draft, targets: &[Found], except: usize) {
    for target in targets {
        if target.token != except && !into.parties.targets.iter().any(|other| other.token == target.token) {
            into.parties.targets.push(target.clone());
        }
    }
}

/// Whether one word is reached from another by climbing only through relations that keep one happening together.
fn is_linked_upwards(tree: &Tree, from: usize, to: usize) -> bool {
    let mut at = from;
    for _ in 0..8 {
        if tree.is_relation(at, &["ccomp", "parataxis"]) {
            return false;
        }
        let Some(above) = tree.head(at) else { return false };
        at = above;
        if at == to {
            return true;
        }
    }
    false
}

/// The same, climbing from what stands below: no other main clause may lie between.
fn is_linked_below(tree: &Tree, below: usize, above: usize) -> bool {
    let mut at = below;
    for _ in 0..8 {
        if tree.is_relation(at, &["ccomp", "parataxis", "conj", "acl:relcl"]) && tree.is_clausal(at) {
            return false;
        }
        let Some(next) = tree.head(at) else { return false };
        at = next;
        if at == above {
            return true;
        }
    }
    false
}

/// The violence that a part of a sentence tells, where it tells of one only: whoever is said to have died, died of it.
fn only_story(tree: &Tree, drafts: &[Draft], casualty: usize) -> Option<usize> {
    let head = drafts[casualty].hit.head;
    let apart = |other: usize| (head.min(other)..head.max(other)).any(|token| tree.word(token) == ";");
    let mut told = (0..drafts.len()).filter(|other| {
        let draft = &drafts[*other];
        *other != casualty && !draft.open_type && is_violent(draft) && !apart(draft.hit.head)
    });
    let only = told.next()?;
    told.next().is_none().then_some(only)
}

/// A verb and those that it is coordinated with to its left: "two were killed and nine hurt when …".
fn coordinated(tree: &Tree, head: usize) -> Vec<usize> {
    let mut found = vec![head];
    let mut at = head;
    while tree.relation(at) == "conj" && found.len() < 4 {
        let Some(above) = tree.head(at) else { break };
        found.push(above);
        at = above;
    }
    found
}

fn fold_casualties(tree: &Tree, lookup: &Lookup, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let mut dropped = vec![false; drafts.len()];
    for casualty in 0..drafts.len() {
        if !drafts[casualty].open_type {
            continue;
        }
        let head = drafts[casualty].hit.head;
        let own_actor = drafts[casualty]
            .parties
            .actors
            .iter()
            .any(|party| lookup.nouns.kinds(tree, party.token).has_any(&[FillerKind::Force, FillerKind::Body]));
        let main = (0..drafts.len())
            .filter(|other| *other != casualty && !drafts[*other].open_type && is_violent(&drafts[*other]))
            .filter(|other| {
                let main = &drafts[*other];
                let as_subject = drafts[casualty].parties.subject == Some(main.hit.head);
                let up = is_linked_upwards(tree, head, main.hit.head) || is_linked_upwards(tree, head, main.clause);
                let down = coordinated(tree, head).into_iter().any(|head| is_linked_below(tree, main.hit.head, head));
                let by_conjunction = up && tree.is_relation(drafts[casualty].clause, &["conj"]) && own_actor;
                as_subject || down || up && !by_conjunction
            })
            .min_by_key(|other| drafts[*other].hit.head.abs_diff(head))
            .or_else(|| (!own_actor).then(|| only_story(tree, &drafts, casualty)).flatten());
        let Some(main) = main else { continue };
        let (quantities, targets, actors, clause) = {
            let source = &drafts[casualty];
            (source.quantities.clone(), source.parties.targets.clone(), source.parties.actors.clone(), source.clause)
        };
        let trigger = drafts[main].hit.head;
        take_targets(&mut drafts[main], &targets, trigger);
        if drafts[main].parties.actors.is_empty() {
            drafts[main].parties.actors = actors.into_iter().filter(|party| party.token != trigger).collect();
        }
        drafts[main].quantities.extend(quantities);
        drafts[main].folded.push(clause);
        dropped[casualty] = true;
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    drafts
}

/// The numbers that a draft tells: of its victims for a casualty, else of whatever its parties count.
fn quantities(tree: &Tree, lookup: &Lookup, draft: &Draft) -> Vec<Quantity> {
    let entry = lookup.entry(draft.entry);
    let counted = entry.counts;
    let casualty = entry.class == EntryClass::Casualty;
    let mut found: Vec<Quantity> = Vec::new();
    let parties: Vec<usize> = if counted == Some(QuantityKind::Strength) {
        draft.parties.actors.iter().chain(&draft.parties.targets).map(|party| party.token).collect()
    } else {
        draft.parties.targets.iter().chain(&draft.parties.instruments).map(|party| party.token).collect()
    };
    for party in parties {
        let victim =
            draft.parties.targets.iter().any(|target| target.token == party) || counted == Some(QuantityKind::Strength);
        for head in tree.conjuncts(party) {
            let words = core_words(tree, head);
            let span = tree.stretch(words.first().copied().unwrap_or(head), words.last().copied().unwrap_or(head));
            let mut any = false;
            for quantity in tree.document.quantities.iter().filter(|quantity| quantity.span.overlaps(span)) {
                let what = if victim { counted.unwrap_or(quantity.what) } else { quantity.what };
                let what = if casualty || is_people(tree, lookup, head) { what } else { things(what) };
                push(&mut found, Quantity { what, ..quantity.clone() });
                any = true;
            }
            if !any && casualty && victim {
                let what = counted.unwrap_or(QuantityKind::Killed);
                if is_denied(tree, head) || matches!(tree.lower(head).as_str(), "nobody" | "none" | "anybody") {
                    push(&mut found, exactly(what, 0, tree, head));
                } else if is_single(tree, head) {
                    push(&mut found, exactly(what, 1, tree, head));
                }
            }
        }
    }
    if !casualty && counted != Some(QuantityKind::Strength) {
        // "thousands tried to storm the terminal": who acts is counted too.
        for party in &draft.parties.actors {
            let words = core_words(tree, party.token);
            let span = tree
                .stretch(words.first().copied().unwrap_or(party.token), words.last().copied().unwrap_or(party.token));
            for quantity in document_quantities(tree, span) {
                push(&mut found, Quantity { what: QuantityKind::Other, ..quantity.clone() });
            }
        }
    }
    if found.is_empty() && (casualty || counted.is_some()) {
        let what = counted.unwrap_or(QuantityKind::Other);
        let denied = is_denied(tree, draft.hit.head) && draft.hit.part == Part::Noun;
        if casualty && denied {
            found.push(exactly(what, 0, tree, draft.hit.head));
        } else if let Some(quantity) = near_trigger(tree, draft) {
            found.push(Quantity { what, ..quantity });
        }
    }
    if found.is_empty() && draft.hit.part == Part::Noun {
        // "two drone strikes", "around 35 rockets": the number of the event noun itself.
        let span = tree.stretch(
            draft.hit.head.saturating_sub(4).max(tree.sentence_words(draft.sentence(tree)).start),
            draft.hit.head,
        );
        let own = tree.child_by(draft.hit.head, &["nummod"]);
        if let Some(number) = own
            && let Some(quantity) = tree
                .document
                .quantities
                .iter()
                .find(|quantity| quantity.span.overlaps(tree.span(number)) && quantity.span.overlaps(span))
        {
            found.push(quantity.clone());
        }
    }
    found
}

fn document_quantities<'a>(tree: &'a Tree, span: sitrep_types::Span) -> impl Iterator<Item = &'a Quantity> {
    tree.document.quantities.iter().filter(move |quantity| quantity.span.overlaps(span))
}

/// Whether the phrase names people.
fn is_people(tree: &Tree, lookup: &Lookup, head: usize) -> bool {
    lookup.nouns.kinds(tree, head).has_any(&[
        FillerKind::Force,
        FillerKind::Civilian,
        FillerKind::Crowd,
        FillerKind::Person,
        FillerKind::Unresolved,
    ])
}

/// Things are neither killed nor displaced.
fn things(what: QuantityKind) -> QuantityKind {
    match what {
        QuantityKind::Killed
        | QuantityKind::Injured
        | QuantityKind::Abducted
        | QuantityKind::Displaced
        | QuantityKind::Arrested
        | QuantityKind::Strength => QuantityKind::Other,
        other => other,
    }
}

fn push(found: &mut Vec<Quantity>, quantity: Quantity) {
    if !found.iter().any(|other| other.span == quantity.span && other.what == quantity.what) {
        found.push(quantity);
    }
}

fn exactly(what: QuantityKind, count: i64, tree: &Tree, head: usize) -> Quantity {
    Quantity {
        what,
        of: Some(tree.word(head).to_owned()),
        low: Some(count),
        best: Some(count),
        high: Some(count),
        scope: Scope::Incident,
        span: tree.span(head),
    }
}

/// Whether a phrase names one person: "a soldier", "the attacker", a name.
fn is_single(tree: &Tree, head: usize) -> bool {
    let lower = tree.lower(head);
    match tree.upos(head) {
        Upos::Noun => {
            let plural = lower != tree.lemma(head)
                || matches!(
                    lower.as_str(),
                    "people"
                        | "troops"
                        | "police"
                        | "men"
                        | "women"
                        | "children"
                        | "cattle"
                        | "staff"
                        | "personnel"
                        | "forces"
                );
            let collective = matches!(
                tree.lemma(head),
                "family"
                    | "group"
                    | "crowd"
                    | "army"
                    | "force"
                    | "troop"
                    | "people"
                    | "column"
                    | "patrol"
                    | "unit"
                    | "other"
                    | "staff"
                    | "number"
                    | "dozen"
                    | "team"
                    | "enemy"
                    | "convoy"
                    | "casualty"
                    | "life"
                    | "police"
                    | "squad"
                    | "crew"
            );
            !plural && !collective && tree.conjuncts(head).len() == 1
        }
        Upos::Propn => {
            tree.conjuncts(head).len() == 1
                && crate::kind::mention_at(tree, head)
                    .is_some_and(|mention| mention.kind == sitrep_types::MentionKind::Person)
        }
        Upos::Pron => matches!(lower.as_str(), "he" | "she" | "him" | "her" | "himself" | "herself" | "itself"),
        _ => false,
    }
}

/// The number told with a trigger that has no victims of its own: "228 dead", "put the toll at 31", "left 20 dead".
fn near_trigger(tree: &Tree, draft: &Draft) -> Option<Quantity> {
    let document = tree.document;
    let first = draft.hit.tokens.iter().min().copied()?;
    let last = draft.hit.tokens.iter().max().copied()?;
    let start = tree.sentence_words(draft.sentence(tree)).start;
    let inside = tree.stretch(first.saturating_sub(3).max(start), last);
    let beside = document
        .quantities
        .iter()
        .filter(|quantity| quantity.span.overlaps(inside))
        .max_by_key(|quantity| quantity.span.start);
    if let Some(quantity) = beside {
        return Some(quantity.clone());
    }
    for phrase in tree.phrases(tree.clause_of(draft.hit.head)) {
        if tree.cases(phrase).iter().any(|case| matches!(*case, "at" | "to" | "of" | "by")) {
            let words = core_words(tree, phrase);
            let span = tree.stretch(words.first().copied().unwrap_or(phrase), words.last().copied().unwrap_or(phrase));
            if let Some(quantity) = document.quantities.iter().find(|quantity| quantity.span.overlaps(span)) {
                return Some(quantity.clone());
            }
        }
    }
    if let Some(above) = tree.head(draft.hit.head)
        && tree.upos(above) == Upos::Num
        && let Some(quantity) = document.quantities.iter().find(|quantity| quantity.span.overlaps(tree.span(above)))
    {
        return Some(quantity.clone());
    }
    let of = tree.phrases(draft.hit.head).into_iter().find(|phrase| tree.cases(*phrase).contains(&"of"))?;
    let span = tree.stretch(of.saturating_sub(2).max(start), of);
    document.quantities.iter().find(|quantity| quantity.span.overlaps(span)).cloned()
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
    let victim_armed =
        kinds(&draft.parties.targets, &[FillerKind::Force]) && !kinds(&draft.parties.targets, &[FillerKind::Civilian]);
    let weapon = weapon_sub_type(tree, lookup.lexicon, &draft.hit, &draft.parties);
    let clash = (EventType::Battles, Some(SubType::ArmedClash));
    let attack = (EventType::ViolenceAgainstCivilians, Some(SubType::Attack));
    let (event_type, sub_type) = if let Some(weapon) = weapon {
        (EventType::Explosions, Some(weapon))
    } else if kinds(&draft.parties.targets, &[FillerKind::Crowd]) && actor_armed {
        (EventType::Protests, Some(SubType::ExcessiveForceAgainstProtesters))
    } else if actor_armed {
        if victim_armed {
            clash
        } else {
            around.filter(|(event_type, _)| *event_type == EventType::Protests).unwrap_or(attack)
        }
    } else if let Some(around) = around {
        around
    } else if victim_armed {
        clash
    } else {
        attack
    };
    draft.event_type = event_type;
    draft.sub_type = sub_type;
}
