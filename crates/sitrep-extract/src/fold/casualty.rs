//! Dead and wounded told beside the event that they came to harm in.

use sitrep_resources::{EntryClass, FillerKind};
use sitrep_types::{EventType, QuantityKind, SubType, Upos};

use super::{is_recalled, is_violent, take_targets};
use crate::attribution;
use crate::draft::{Draft, Lookup};
use crate::kind::mention_at;
use crate::lexicon::Part;
use crate::tree::{Found, Tree};

pub(super) fn fold_casualties(tree: &Tree, lookup: &Lookup, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut drafts = fold_together(tree, drafts);
    let mut dropped = vec![false; drafts.len()];
    for casualty in 0..drafts.len() {
        if !drafts[casualty].open_type {
            continue;
        }
        let head = drafts[casualty].hit.head;
        let before =
            |verb: usize| drafts.iter().any(|other| !other.open_type && is_violent(other) && other.hit.head == verb);
        if is_recalled(tree, &drafts[casualty]) || earlier_than(tree, &drafts[casualty]).is_some_and(before) {
            continue;
        }
        let own_actor = drafts[casualty]
            .parties
            .actors
            .iter()
            .any(|party| lookup.nouns.kinds(tree, party.token).has_any(&[FillerKind::Force, FillerKind::Body]));
        let main = (0..drafts.len())
            .filter(|other| *other != casualty && !drafts[*other].open_type && is_violent(&drafts[*other]))
            .filter(|other| takes_lives(lookup, &drafts[*other], &drafts[casualty]))
            .filter(|other| !told_by_others(tree, head, drafts[*other].hit.head))
            .filter(|other| !leads_to(tree, head, drafts[*other].hit.head))
            // "killed nine men after taking the town": who did both did one after the other.
            .filter(|other| {
                let main = drafts[*other].hit.head;
                let after = tree.children_by(main, &["mark", "case"]).any(|mark| tree.lower(mark) == "after");
                !(after && own_actor && tree.relation(main) == "advcl" && tree.is_gerund(main))
            })
            .filter(|other| !own_actor || is_same_actor(tree, &drafts[*other], &drafts[casualty]))
            .filter(|other| {
                let main = &drafts[*other];
                let as_subject = drafts[casualty].parties.subject == Some(main.hit.head);
                let up = is_linked_upwards(tree, head, main.hit.head) || is_linked_upwards(tree, head, main.clause);
                let down = coordinated(tree, head).into_iter().any(|head| is_linked_below(tree, main.hit.head, head))
                    || is_linked_below_the_next(tree, main.hit.head, head);
                // "…, killing nine and wounding two": participles go together with what they follow.
                let by_conjunction =
                    up && tree.is_relation(drafts[casualty].clause, &["conj"]) && !tree.is_gerund(head) && own_actor;
                as_subject || down || up && !by_conjunction
            })
            .min_by_key(|other| drafts[*other].hit.head.abs_diff(head))
            .or_else(|| (!own_actor).then(|| only_story(tree, &drafts, casualty)).flatten())
            .filter(|main| {
                takes_lives(lookup, &drafts[*main], &drafts[casualty])
                    && !told_by_others(tree, head, drafts[*main].hit.head)
                    && !leads_to(tree, head, drafts[*main].hit.head)
            });
        let Some(main) = main else { continue };
        let (quantities, targets, actors, clause) = {
            let source = &drafts[casualty];
            (source.quantities.clone(), source.parties.targets.clone(), source.parties.actors.clone(), source.clause)
        };
        let trigger = drafts[main].hit.head;
        if drafts[main].sub_type == Some(SubType::PeacefulProtest)
            && drafts[main].parties.actors.is_empty()
            && (own_actor || quantities.iter().any(|quantity| quantity.what == QuantityKind::Killed))
        {
            // "police killed four people during protests", "protests in which 80 people were killed"
            drafts[main].sub_type = Some(SubType::ExcessiveForceAgainstProtesters);
            // What the protest is against suffers nothing.
            drafts[main].parties.targets.retain(|party| !party.path.contains("against"));
        }
        take_targets(&mut drafts[main], &targets, trigger);
        if drafts[main].parties.actors.is_empty() {
            // "went off as worshippers left, killing six": those who stood by did not do it.
            let harmless = |party: &Found| {
                let kinds = lookup.nouns.kinds(tree, party.token);
                kinds.has_any(&[FillerKind::Civilian, FillerKind::Crowd])
                    && !kinds.has_any(&[FillerKind::Force, FillerKind::Body])
            };
            let explodes = drafts[main].event_type == EventType::Explosions;
            drafts[main].parties.actors =
                actors.into_iter().filter(|party| party.token != trigger && !(explodes && harmless(party))).collect();
        }
        drafts[main].quantities.extend(quantities);
        drafts[main].folded.push(clause);
        dropped[casualty] = true;
    }
    let mut dropped = dropped.into_iter();
    drafts.retain(|_| !dropped.next().unwrap_or(false));
    drafts
}

/// "One was killed and four others wounded by a mine", "12 rebels were killed and 20 wounded": two passives side by side tell one
/// deed where only the second says by whom or what, or where it says of whom by a number alone.
fn fold_together(tree: &Tree, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let passive = |draft: &Draft| draft.open_type && draft.hit.part != Part::Noun && draft.parties.passive;
    let by = |draft: &Draft| !draft.parties.actors.is_empty() || !draft.parties.instruments.is_empty();
    let beside = |first: &Draft, second: &Draft| {
        second.hit.head > first.hit.head
            && tree.relation(second.hit.head) == "conj"
            && tree.head(second.hit.head) == Some(first.hit.head)
            && passive(second)
    };
    let only_number = |draft: &Draft| {
        let number = |token: usize| {
            tree.upos(token) == Upos::Num || matches!(tree.lemma(token), "dozen" | "hundred" | "score" | "other")
        };
        let alone = |party: &Found| number(party.token) && tree.phrases(party.token).is_empty();
        !draft.parties.targets.is_empty() && draft.parties.targets.iter().all(alone)
    };
    let mut at = 0;
    while at < drafts.len() {
        let first = &drafts[at];
        let second = drafts.iter().position(|second| {
            beside(first, second) && (by(second) && !by(first) || !by(second) && only_number(second))
        });
        let Some(second) = second.filter(|_| passive(first)) else {
            at += 1;
            continue;
        };
        // The one that says by whom stays; the other's people are told with it.
        let (stays, goes) = if by(&drafts[second]) { (second, at) } else { (at, second) };
        let (targets, quantities, clause) = {
            let told = &drafts[goes];
            (told.parties.targets.clone(), told.quantities.clone(), told.clause)
        };
        if goes < stays {
            let own = std::mem::replace(&mut drafts[stays].parties.targets, targets);
            take_targets(&mut drafts[stays], &own, usize::MAX);
        } else {
            take_targets(&mut drafts[stays], &targets, usize::MAX);
        }
        drafts[stays].quantities.extend(quantities);
        drafts[stays].folded.push(clause);
        drafts.remove(goes);
    }
    drafts
}

/// Steps of a climb beyond which nothing is one happening any more.
const DEEPEST: usize = 8;

/// Whether one word is reached from another by climbing, with nothing on the way that `parts`.
fn is_reached(tree: &Tree, from: usize, to: usize, parts: impl Fn(usize) -> bool) -> bool {
    let climbed = std::iter::once(from).chain(tree.ancestors(from)).take(DEEPEST).take_while(|at| !parts(*at));
    climbed.into_iter().any(|at| tree.head(at) == Some(to))
}

/// Whether one word is reached from another by climbing only through relations that keep one happening together.
fn is_linked_upwards(tree: &Tree, from: usize, to: usize) -> bool {
    is_reached(tree, from, to, |at| tree.is_relation(at, &["ccomp", "parataxis"]))
}

/// The same, climbing from what stands below: no other main clause may lie between.
fn is_linked_below(tree: &Tree, below: usize, above: usize) -> bool {
    let clauses = ["ccomp", "parataxis", "conj", "acl:relcl"];
    is_reached(tree, below, above, |at| tree.is_relation(at, &clauses) && tree.is_clausal(at))
}

/// "The killing of a trader sparked riots": what comes of a death is not what it was died of.
fn leads_to(tree: &Tree, casualty: usize, main: usize) -> bool {
    let verb = tree.head(casualty).filter(|_| tree.relation(casualty) == "nsubj");
    let after = |verb: usize| {
        matches!(
            tree.lemma(verb),
            "spark"
                | "trigger"
                | "provoke"
                | "prompt"
                | "ignite"
                | "set"
                | "lead"
                | "bring"
                | "fuel"
                | "inflame"
                | "unleash"
        )
    };
    verb.is_some_and(|verb| after(verb) && tree.ancestors(main).take(3).any(|above| above == verb))
}

/// "One was killed and two went missing after rebels attacked": the clause of circumstance is that of both.
fn is_linked_below_the_next(tree: &Tree, main: usize, head: usize) -> bool {
    let next = tree.children_by(head, &["conj"]).find(|next| *next > head && tree.is_clausal(*next));
    next.is_some_and(|next| tree.head(main) == Some(next) && tree.relation(main) == "advcl" && main > next)
        && tree.children_by(main, &["mark"]).any(|mark| matches!(tree.lower(mark).as_str(), "after" | "when" | "as"))
}

/// The violence that a part of a sentence tells, where it tells of one only: whoever is said to have died, died of it.
fn only_story(tree: &Tree, drafts: &[Draft], casualty: usize) -> Option<usize> {
    let head = drafts[casualty].hit.head;
    // Behind a semicolon, whoever dies somewhere or at some time of their own died of something else.
    let own = !drafts[casualty].parties.places.is_empty()
        || tree
            .subtree(drafts[casualty].clause, &|_| false)
            .into_iter()
            .any(|token| tree.document.times.iter().any(|time| time.span.overlaps(tree.span(token))));
    let apart = |other: usize| own && (head.min(other)..head.max(other)).any(|token| tree.word(token) == ";");
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

/// Whether people can have come to this harm in that event: nobody dies of an abduction.
fn takes_lives(lookup: &Lookup, main: &Draft, casualty: &Draft) -> bool {
    main.sub_type != Some(SubType::AbductionForcedDisappearance)
        || lookup.entry(casualty.entry).counts == Some(QuantityKind::Abducted)
}

/// Whether who acts in one is who acts in the other, as far as both are named.
fn is_same_actor(tree: &Tree, left: &Draft, right: &Draft) -> bool {
    let chain = |party: &Found| mention_at(tree, party.token).and_then(|mention| mention.chain);
    left.parties.actors.is_empty()
        || left.parties.actors.iter().any(|left| {
            right
                .parties
                .actors
                .iter()
                .any(|right| left.token == right.token || chain(left).is_some() && chain(left) == chain(right))
        })
        // "a suicide bomber rammed a car into a wall, killing four": the deed is named by who does it.
        || right.parties.actors.iter().any(|right| right.token == left.hit.head)
}

/// Whether two parts of a sentence are told by different people: each side counts its own dead.
fn told_by_others(tree: &Tree, left: usize, right: usize) -> bool {
    let teller = |token: usize| {
        let source = attribution::covering(tree, tree.span(token), true).last()?.source?;
        let words = tree.document.words(source).to_lowercase();
        (!matches!(words.as_str(), "he" | "she" | "it" | "they" | "we" | "i" | "who" | "which")).then_some(words)
    };
    let parted = (left.min(right)..left.max(right)).any(|token| tree.word(token) == ";");
    match (teller(left), teller(right)) {
        (Some(left), Some(right)) => left != right,
        (None, None) => false,
        _ => parted,
    }
}

/// The type of what people are said to have died in: "killed in the battle", "the war has killed thousands".
pub(crate) fn named_beside(tree: &Tree, lookup: &Lookup, draft: &Draft) -> Option<(EventType, Option<SubType>)> {
    let clause = draft.hit.head;
    let own = tree.child_by(clause, &["nsubj"]).into_iter();
    let within = tree.phrases(clause).into_iter().filter(|phrase| {
        let cases = tree.cases(*phrase);
        tree.is_relation(*phrase, &["obl"]) && cases.iter().any(|case| matches!(*case, "in" | "during" | "by"))
    });
    let clash = Some((EventType::Battles, Some(SubType::ArmedClash)));
    own.chain(within).find_map(|noun| {
        if lookup.nouns.is_struggle(tree, noun) {
            return clash;
        }
        let lemma = tree.lemma(noun);
        let fights = lookup.lexicon.entries.iter().find(|entry| {
            entry.class == EntryClass::Event && !entry.one_sided && entry.nouns.iter().any(|known| known == lemma)
        })?;
        (fights.event_type == EventType::Battles).then_some(clash).flatten()
    })
}

/// "burned down the station after a driver was found dead": the deed that the clause came before.
pub(crate) fn earlier_than(tree: &Tree, draft: &Draft) -> Option<usize> {
    let clause = draft.hit.head;
    let after = tree.children_by(clause, &["mark"]).any(|mark| matches!(tree.lower(mark).as_str(), "after" | "since"));
    tree.head(clause).filter(|_| draft.hit.part == Part::Verb && tree.relation(clause) == "advcl" && after)
}
