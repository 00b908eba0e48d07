//! What the sentences around a draft say of it: the type of a casualty or of "the attack" that stands alone, and
//! what only recalls a happening that is told elsewhere.

use sitrep_types::{EventType, SubType, Upos};

use crate::draft::{Draft, Lookup};
use crate::fold;
use crate::lexicon::Part;
use crate::roles::is_time;
use crate::subtype::weapon_sub_type;
use crate::time;
use crate::tree::Tree;

/// Sentences back that a casualty without a story of its own looks for one.
const STORY_REACH: usize = 3;

/// Sentences back that it looks where none of those near it tells one.
const STORY_MEMORY: usize = 12;

/// Casualties that stand alone take the type of the story around them.
pub(crate) fn close_types(tree: &Tree, lookup: &Lookup, sentences: &mut [Vec<Draft>]) {
    // What is told in each sentence, and whether it is an attack that nobody is said to have met with arms.
    let told: Vec<Option<(EventType, Option<SubType>, bool)>> = sentences
        .iter()
        .map(|drafts| {
            // Who is missing is no other story than how the rest died.
            let told = drafts.iter().filter(|draft| {
                !draft.open_type && fold::is_violent(draft) && lookup.entry(draft.entry).id != "missing"
            });
            // "A bomb killed nine" tells how by what it was done with.
            let by_weapon = || {
                let open = drafts.iter().filter(|draft| draft.open_type);
                let weapon = |draft: &Draft| weapon_sub_type(tree, lookup.lexicon, &draft.hit, &draft.parties);
                open.filter_map(weapon).next().map(|weapon| (EventType::Explosions, Some(weapon), false))
            };
            // A weapon says more of how people died than a clash does.
            told.min_by_key(|draft| draft.event_type == EventType::Battles)
                .map(|draft| (draft.event_type, draft.sub_type, fold::is_one_sided(tree, lookup, draft)))
                .or_else(by_weapon)
        })
        .collect();
    let mut massacres: Vec<usize> = Vec::new();
    for (index, drafts) in sentences.iter_mut().enumerate() {
        let at = |at: usize| told[at].map(|told| (at, told));
        let before = (0..=index).rev().take(STORY_REACH + 1).find_map(at);
        let long_before = || (0..=index).rev().take(STORY_MEMORY + 1).find_map(at);
        let after = || (index + 1..told.len()).take(STORY_REACH).find_map(at);
        let of_old = if before.is_none() { long_before() } else { None };
        for draft in drafts.iter_mut() {
            let story = before.or(of_old).or_else(after);
            if let Some((at, (_, _, true))) = story
                && of_old.is_none()
                && draft.open_type
                && fold::casualty::named_beside(tree, lookup, draft).is_none()
                && !fold::harms_force(tree, lookup, draft)
            {
                if fold::harms_civilians(tree, lookup, draft) {
                    massacres.push(at);
                }
                fold::against_civilians(draft);
                continue;
            }
            // "a strike over the killing of its candidate": why people protest is not what befell them there.
            let cause = draft.hit.part == Part::Noun
                && tree
                    .cases(draft.hit.head)
                    .iter()
                    .any(|case| matches!(*case, "over" | "against" | "about" | "after" | "following"));
            let protests = |story: &(usize, (EventType, Option<SubType>, bool))| story.1.0 == EventType::Protests;
            let story = story.filter(|story| !(cause && protests(story)));
            let around = story.map(|(_, (event_type, sub_type, _))| match sub_type {
                // Nobody dies of a change of hands, but in the fighting for it.
                Some(SubType::GovernmentRegainsTerritory | SubType::NonStateActorOvertakesTerritory) => {
                    (EventType::Battles, Some(SubType::ArmedClash))
                }
                Some(SubType::AbductionForcedDisappearance | SubType::SexualViolence) => {
                    (EventType::ViolenceAgainstCivilians, Some(SubType::Attack))
                }
                Some(SubType::PeacefulProtest) => (EventType::Protests, Some(SubType::ExcessiveForceAgainstProtesters)),
                other => (event_type, other),
            });
            // What came before the story is no part of it.
            fold::close_type(
                tree,
                lookup,
                draft,
                around.filter(|_| fold::casualty::earlier_than(tree, draft).is_none()),
            );
        }
        count_as_the_named(tree, drafts);
    }
    for at in massacres {
        for draft in sentences[at].iter_mut().filter(|draft| fold::is_one_sided(tree, lookup, draft)) {
            fold::against_civilians(draft);
        }
    }
    // "The attack" by itself is of the kind told nearest to it.
    let attacks = |drafts: &Vec<Draft>| {
        let plain = |draft: &&Draft| {
            matches!(draft.event_type, EventType::ViolenceAgainstCivilians | EventType::Explosions)
                && !matches!(draft.sub_type, Some(SubType::AbductionForcedDisappearance | SubType::SexualViolence))
        };
        drafts
            .iter()
            .filter(|draft| !fold::is_within_a_recall(tree, drafts, draft))
            .find(plain)
            .map(|draft| (draft.event_type, draft.sub_type))
    };
    let kinds: Vec<_> = sentences.iter().map(attacks).collect();
    for (index, drafts) in sentences.iter_mut().enumerate() {
        let before = (0..=index).rev().take(STORY_REACH + 1).find_map(|at| kinds[at]);
        let near = before.or_else(|| (index..kinds.len()).take(STORY_REACH + 1).find_map(|at| kinds[at]));
        let near = near.or_else(|| kinds.iter().flatten().next().copied());
        for draft in drafts.iter_mut().filter(|draft| draft.parties.targets.is_empty()) {
            if let Some((event_type, sub_type)) = near
                && fold::is_one_sided(tree, lookup, draft)
                && lookup.entry(draft.entry).by_weapon
            {
                draft.event_type = event_type;
                draft.sub_type = sub_type;
            }
        }
    }
}

/// "14 soldiers were killed and 22 wounded": a bare number counts more of those whom the sentence names.
fn count_as_the_named(tree: &Tree, drafts: &mut [Draft]) {
    let bare = |draft: &Draft| draft.parties.targets.iter().all(|party| tree.upos(party.token) == Upos::Num);
    let mut open = drafts.iter().filter(|draft| draft.open_type);
    let Some((event_type, sub_type)) = open.find(|draft| !bare(draft)).map(|draft| (draft.event_type, draft.sub_type))
    else {
        return;
    };
    for draft in drafts.iter_mut().filter(|draft| draft.open_type && !draft.parties.targets.is_empty() && bare(draft)) {
        (draft.event_type, draft.sub_type) = (event_type, sub_type);
    }
}

/// So many words of accidents make a text without violence one of an accident.
const ACCIDENT: usize = 3;

/// Deaths in a text that tells of a derailment, a flood or a crash and of nobody's violence are nobody's deed.
pub(crate) fn drop_mishaps(tree: &Tree, lookup: &Lookup, sentences: &mut [Vec<Draft>]) {
    if sentences.iter().flatten().any(|draft| !draft.open_type && fold::is_violent(draft)) {
        return;
    }
    let words = (0..tree.document.sentences.len()).flat_map(|sentence| tree.sentence_words(sentence));
    let told = words.filter(|word| {
        lookup.nouns.is_hazard(tree, *word) && matches!(tree.upos(*word), Upos::Noun | Upos::Propn)
            || lookup.nouns.is_mishap(tree, *word)
    });
    if told.take(ACCIDENT).count() == ACCIDENT {
        for drafts in sentences {
            drafts.retain(|draft| !draft.open_type);
        }
    }
}

/// "the release", "their kidnapping", "the abducted girls": a happening that the document tells elsewhere, mentioned
/// again with nothing new, is dropped.
pub(crate) fn drop_recalls(tree: &Tree, lookup: &Lookup, sentences: &mut [Vec<Draft>]) {
    let told: Vec<(EventType, Option<SubType>)> = sentences
        .iter()
        .flatten()
        .filter(|draft| !only_recalls(tree, draft))
        .map(|draft| (draft.event_type, draft.sub_type))
        .collect();
    let abducted = told.iter().any(|(_, sub_type)| *sub_type == Some(SubType::AbductionForcedDisappearance));
    for drafts in sentences.iter_mut() {
        drafts.retain(|draft| !only_recalls(tree, draft) || !told.contains(&(draft.event_type, draft.sub_type)));
        // "were taken from their school" in a story of abduction: nobody arrested them.
        for draft in drafts.iter_mut().filter(|draft| abducted && draft.parties.actors.is_empty()) {
            let taken = matches!(tree.lemma(draft.hit.head), "take" | "lead" | "seize" | "hold" | "capture" | "grab");
            if taken && lookup.entry(draft.entry).id.starts_with("arrest") {
                draft.event_type = EventType::ViolenceAgainstCivilians;
                draft.sub_type = Some(SubType::AbductionForcedDisappearance);
            }
        }
    }
}

/// Whether a draft mentions its happening as known and says neither who nor whom nor how many.
fn only_recalls(tree: &Tree, draft: &Draft) -> bool {
    let head = draft.hit.head;
    let pronoun = |token: usize| matches!(tree.upos(token), Upos::Pron | Upos::Det);
    let nobody = draft.parties.actors.iter().all(|party| pronoun(party.token));
    let known = tree.children_by(head, &["det", "nmod:poss"]).any(|child| {
        matches!(
            tree.lower(child).as_str(),
            "the" | "this" | "that" | "these" | "those" | "its" | "their" | "his" | "her"
        ) || tree.deprel(child) == "nmod:poss" && is_time(tree, child)
    });
    let mentioned = draft.hit.part == Part::Noun
        && known
        && draft.parties.carrier.is_none()
        && draft.parties.targets.iter().all(|party| pronoun(party.token));
    let describes = draft.hit.part == Part::Adjective && tree.relation(head) == "amod";
    // "21 kidnapped girls were freed" counts the freed; "seven wounded guards" tells of seven.
    let captive = describes && draft.sub_type == Some(SubType::AbductionForcedDisappearance);
    let counts_others = captive || !draft.open_type && time::is_attributive(tree, draft);
    let soft = matches!(draft.event_type, EventType::State | EventType::Statement);
    !soft
        && !matches!(draft.event_type, EventType::Battles if draft.sub_type != Some(SubType::ArmedClash))
        && nobody
        && (counts_others || draft.quantities.is_empty() && (mentioned || describes))
}
