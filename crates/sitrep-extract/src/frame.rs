//! Whether the parties around a match are what its frame wants: whom it befalls, who does it, how many.

use sitrep_resources::{EntryClass, EventEntry, FillerKind};
use sitrep_types::{EventType, QuantityKind, SubType, Upos};

use crate::draft::Lookup;
use crate::kind::antecedent;
use crate::lexicon::{Match, Part};
use crate::modality::is_negated;
use crate::roles::Parties;
use crate::subtype::{HARMS, is_reflexive};
use crate::tree::Tree;

/// Whether the parties are what the entry wants.
pub(crate) fn fits(tree: &Tree, lookup: &Lookup, entry: &EventEntry, hit: &Match, parties: &Parties) -> bool {
    if entry.active_only
        && (parties.passive || tree.is_relation(hit.head, &["acl", "amod"]) && tree.deprel(hit.head) != "acl:relcl")
    {
        return false;
    }
    // "which the agency could not verify" tells of nothing.
    if entry.class == EntryClass::Statement && tree.lemma(hit.head) == "verify" && is_negated(tree, hit.head, &[]) {
        return false;
    }
    if entry.many && !parties.subject.is_some_and(|subject| is_many(tree, subject)) {
        return false;
    }
    // "charged with two counts of assault": what somebody is charged with is no telling of it.
    let charged = tree.ancestors(hit.head).take(2).any(|above| {
        matches!(
            tree.lemma(above),
            "charge"
                | "count"
                | "conviction"
                | "offence"
                | "offense"
                | "suspicion"
                | "indictment"
                | "felony"
                | "misdemeanour"
        ) && tree.upos(above) == Upos::Noun
    });
    if hit.part == Part::Noun && charged && entry.class == EntryClass::Event {
        return false;
    }
    // "spoke on condition of anonymity for fear of reprisals", "did not mention losses": why somebody will not be named, and
    // what he leaves unsaid, tells of nothing.
    let motive = tree
        .head(hit.head)
        .is_some_and(|fear| tree.lemma(fear) == "fear" && tree.upos(fear) == Upos::Noun && tree.cases(fear) == ["for"]);
    let unsaid = tree.head(hit.head).is_some_and(|verb| {
        matches!(tree.lemma(verb), "mention" | "give" | "specify" | "detail" | "discuss" | "elaborate")
            && tree.is_relation(hit.head, &["obj", "obl"])
            && is_negated(tree, verb, &[])
    });
    if hit.part == Part::Noun && (motive || unsaid) {
        return false;
    }
    // "a relative of one of the dead said": who tells it is only described.
    let describes_a_teller = || {
        let trigger = tree.span(hit.head);
        tree.document.attributions.iter().filter_map(|said| said.source).any(|source| source.contains(trigger))
    };
    if entry.class == EntryClass::Casualty && hit.part != Part::Verb && describes_a_teller() {
        return false;
    }
    // "his alleged work" accuses nobody.
    if hit.part == Part::Verb && entry.class == EntryClass::Statement && tree.relation(hit.head) == "amod" {
        return false;
    }
    // "the ruling party", "a heavily protected consulate" describe.
    if hit.part == Part::Verb
        && entry.class == EntryClass::State
        && tree.relation(hit.head) == "amod"
        && (tree.is_gerund(hit.head) || parties.actors.is_empty())
    {
        return false;
    }
    // "killed 30 displaced people": they had fled before.
    let suffers = |noun: usize| {
        let verb = tree.head(noun).filter(|_| tree.is_relation(noun, &["obj", "nsubj:pass"]));
        verb.is_some_and(|verb| entry.not_object_of.iter().any(|word| word == tree.lemma(verb)))
    };
    if hit.part == Part::Verb && tree.relation(hit.head) == "amod" && tree.head(hit.head).is_some_and(suffers) {
        return false;
    }
    // "the banned group", "a camp for displaced people": who is called so was banned or displaced some time ago.
    let counted = || tree.head(hit.head).is_some_and(|noun| tree.child_by(noun, &["nummod"]).is_some());
    if hit.part == Part::Verb
        && entry.event_type == EventType::StrategicDevelopments
        && entry.sub_type == Some(SubType::Other)
        && tree.relation(hit.head) == "amod"
        && parties.actors.is_empty()
        && !counted()
    {
        return false;
    }
    // "in the occupied West Bank": a standing, not a taking; "the captured town" is an adjective of its own.
    if hit.part == Part::Verb && entry.territory && tree.relation(hit.head) == "amod" && parties.actors.is_empty() {
        return false;
    }
    // "teachers marched in Dakar": people without arms take no town by going there.
    let goes = matches!(tree.lemma(hit.head), "march" | "walk" | "move" | "drive" | "roll" | "sweep" | "push");
    if hit.part == Part::Verb
        && entry.territory
        && goes
        && parties.subject.is_some_and(|subject| {
            let kinds = lookup.nouns.kinds(tree, subject);
            kinds.has_any(&[FillerKind::Civilian, FillerKind::Crowd])
                && !kinds.has_any(&[FillerKind::Force, FillerKind::Body])
        })
    {
        return false;
    }
    // "captured four", "had held it": a bare number is of people, and "it" is nobody.
    let people = matches!(
        entry.counts,
        Some(QuantityKind::Killed | QuantityKind::Injured | QuantityKind::Abducted | QuantityKind::Arrested)
    );
    let object = tree.object(hit.head).map(|found| found.token).filter(|_| hit.part == Part::Verb);
    let mismatch = |token: usize| {
        let it = tree.upos(token) == Upos::Pron && tree.lower(token) == "it";
        people && it || entry.territory && tree.upos(token) == Upos::Num && tree.phrases(token).is_empty()
    };
    if object.is_some_and(mismatch) {
        return false;
    }
    // "We will not surrender": what somebody vows never to do tells of nothing.
    let vows = || {
        let speaks = |subject: usize| matches!(tree.lower(subject).as_str(), "we" | "i");
        let will =
            tree.children_by(hit.head, &["aux"]).any(|aux| matches!(tree.lower(aux).as_str(), "will" | "wo" | "shall"));
        will && parties.subject.is_some_and(speaks) && is_negated(tree, hit.head, &hit.tokens)
    };
    if hit.part == Part::Verb && entry.class != EntryClass::Statement && vows() {
        return false;
    }
    if entry.class == EntryClass::Casualty && entry.counts == Some(QuantityKind::Killed) && survives(tree, hit) {
        return false;
    }
    if entry.passive_only && !parties.passive {
        return false;
    }
    // "it takes the group several hours": who takes his time takes nobody.
    let lasts = tree.lemma(hit.head) == "take"
        && tree.children_by(hit.head, &["obj", "obl", "nmod"]).any(|child| {
            tree.cases(child).is_empty()
                && matches!(tree.lemma(child), "minute" | "hour" | "day" | "week" | "month" | "year")
        });
    if hit.part == Part::Verb && lasts {
        return false;
    }
    // "heard gunfire": who only heard it cannot say that anybody fought.
    let heard = tree.head(hit.head).is_some_and(|verb| matches!(tree.lemma(verb), "hear" | "startle" | "mistake"));
    if hit.part == Part::Noun
        && heard
        && tree.is_relation(hit.head, &["obj", "obl"])
        && matches!(tree.lemma(hit.head), "gunfire" | "gunshot" | "shot" | "shooting" | "explosion" | "bang" | "blast")
        && parties.places.is_empty()
    {
        return false;
    }
    // "violated the ceasefire", "ambushed the convoy": what the noun suffers is told, not that it came about.
    if hit.part == Part::Noun
        && tree.is_relation(hit.head, &["obj", "nsubj"])
        && let Some(verb) = tree.head(hit.head)
        && (tree.relation(hit.head) == "obj" || tree.is_passive(verb))
        && entry.not_object_of.iter().any(|word| word == tree.lemma(verb))
    {
        return false;
    }
    let beside = |token: usize| entry.not_with.iter().any(|word| *word == tree.lower(token));
    if tree.children(hit.head).iter().any(|child| !hit.tokens.contains(child) && beside(*child)) {
        return false;
    }
    let nouns = lookup.nouns;
    let kinds = |token: usize| nouns.kinds(tree, token);
    let says = |words: &[String], token: usize| {
        words.iter().any(|word| word == tree.lemma(token) || *word == tree.lower(token))
    };
    let objects: Vec<usize> = if hit.part == Part::Verb {
        let own = tree.object(hit.head).map(|found| found.token).filter(|token| !hit.tokens.contains(token));
        // "freed inmates from the prison": where something else is acted on, what it is taken from is no object.
        let losers = parties.losers.iter().filter(|_| own.is_none() && parties.targets.is_empty());
        parties.targets.iter().chain(losers).map(|party| party.token).chain(own).collect()
    } else {
        parties.targets.iter().chain(&parties.losers).map(|party| party.token).collect()
    };
    // "shot herself": harm that people do to themselves alone is no deed of a conflict.
    let alone = |token: usize| is_reflexive(tree, token) && tree.child_by(token, &["conj"]).is_none();
    if HARMS.contains(&tree.lemma(hit.head)) && tree.object(hit.head).is_some_and(|found| alone(found.token)) {
        return false;
    }
    // Through a measure: "dozens of shops".
    let heads = |token: usize| [Some(token), nouns.measured(tree, token)].into_iter().flatten();
    // "Took part in it" takes nothing, "captured parts of the town" does: the measure itself does not count.
    let thing = |token: usize| nouns.measured(tree, token).unwrap_or(token);
    if objects.iter().any(|token| says(&entry.not_object_words, thing(*token))) {
        return false;
    }
    // "found the remains of a cluster bomb": nobody's remains.
    let of_a_thing = |token: usize| {
        let of = tree.phrases(token).into_iter().find(|phrase| tree.cases(*phrase) == ["of"]);
        of.is_some_and(|whole| kinds(whole).has_any(&[FillerKind::Weapon, FillerKind::Vehicle, FillerKind::Facility]))
    };
    if entry.counts.is_some() && objects.iter().any(|token| tree.lemma(*token) == "remains" && of_a_thing(*token)) {
        return false;
    }
    let meant = |token: usize| heads(token).chain(antecedent(tree, token));
    if parties.subject.is_some_and(|subject| meant(subject).any(|head| says(&entry.not_subject_words, head))) {
        return false;
    }
    let object_wanted = !entry.object_is.is_empty() || !entry.object_words.is_empty() && hit.part == Part::Verb;
    if object_wanted {
        // What a frame takes as an instrument may be its object; "neutralised by a drone" disarms no drone.
        let used = entry.verb_roles.values().any(|role| *role == sitrep_resources::Role::Instrument);
        // "warplanes dropped leaflets": what flies is not what falls.
        let acts = |token: usize| !parties.passive && parties.subject == Some(token) && tree.object(hit.head).is_some();
        let used = parties.instruments.iter().map(|party| party.token).filter(|token| used && !acts(*token));
        // "refugees crossed into Chad": who moves is befallen, and the place is where to.
        let moved = entry.verb_roles.get("subject") == Some(&sitrep_resources::Role::Target);
        let places = parties.places.iter().copied().filter(|_| moved);
        let objects: Vec<usize> = objects.iter().copied().chain(used).chain(places).collect();
        let by_word = objects.iter().any(|token| meant(*token).any(|head| says(&entry.object_words, head)))
            || hit.tokens.iter().any(|token| hit.tokens.len() > 1 && says(&entry.object_words, *token));
        // "wounding seven drinkers": what is counted and can be hurt lives, though no table knows the noun.
        let lives = |token: usize| {
            entry.animate
                && tree.upos(token) == Upos::Noun
                && tree.child_by(token, &["nummod"]).is_some()
                && kinds(token).has(FillerKind::Thing)
        };
        let by_kind = objects.iter().any(|token| kinds(*token).has_any(&entry.object_is) || lives(*token));
        // A noun by itself, or a verb without object, leaves the object to be understood.
        let crowd = entry.object_is == [FillerKind::Crowd] && hit.part == Part::Verb;
        let understood = objects.is_empty()
            && !crowd
            && (hit.part == Part::Noun && !entry.territory
                || entry.class == EntryClass::Casualty && is_counted(tree, hit.head)
                || hit.part == Part::Verb
                    && (entry.object_words.is_empty() && !entry.subject_is.is_empty() || hit.tokens.len() > 2));
        if !(by_word || by_kind || understood) {
            return false;
        }
    }
    if hit.part == Part::Verb && (!entry.subject_is.is_empty() || !entry.subject_words.is_empty()) {
        let actor = if parties.passive { parties.actors.first().map(|party| party.token) } else { parties.subject };
        let actor = if parties.passive
            && entry.verb_roles.get("subject").is_some_and(|role| *role == sitrep_resources::Role::Target)
        {
            parties.subject
        } else {
            actor
        };
        match actor {
            Some(token) => {
                let by_word = heads(token).any(|head| says(&entry.subject_words, head));
                let by_kind = kinds(token).has_any(&entry.subject_is);
                if !(by_word || by_kind) {
                    return false;
                }
            }
            None => {
                if !entry.subject_words.is_empty() && entry.subject_is.is_empty()
                    || !parties.passive && hit.tokens.len() < 2 && entry.class != EntryClass::Event
                {
                    return false;
                }
                let gerund = tree.is_relation(hit.head, &["advcl", "acl", "xcomp", "ccomp", "conj", "root"]);
                // Nobody is named: only who commonly acts unnamed is understood.
                let unnamed = [
                    FillerKind::Force,
                    FillerKind::StateForce,
                    FillerKind::Body,
                    FillerKind::Person,
                    FillerKind::Unresolved,
                ];
                if !parties.passive && !gerund || !entry.subject_is.iter().any(|kind| unnamed.contains(kind)) {
                    return false;
                }
            }
        }
    }
    if hit.part == Part::Noun && entry.counts == Some(QuantityKind::Displaced) {
        return has_number(tree, hit.head);
    }
    if hit.part == Part::Noun && entry.class == EntryClass::Casualty && entry.counts.is_some() && objects.is_empty() {
        return has_number(tree, hit.head) || is_denied(tree, hit.head);
    }
    if entry.weak {
        let own = parties.subject;
        let anyone = parties
            .actors
            .iter()
            .chain(&parties.targets)
            .chain(&parties.losers)
            .chain(&parties.instruments)
            .map(|party| party.token)
            .chain(own);
        // "one soldier was killed and three were wounded"
        let more = tree.relation(hit.head) == "conj"
            && parties.passive
            && own.is_some_and(|subject| tree.upos(subject) == Upos::Num);
        let counted =
            entry.class == EntryClass::Casualty && (has_number(tree, hit.head) || is_counted(tree, hit.head) || more);
        let telling = [
            FillerKind::Force,
            FillerKind::Place,
            FillerKind::Civilian,
            FillerKind::Crowd,
            FillerKind::Weapon,
            FillerKind::Facility,
            FillerKind::Person,
            FillerKind::Vehicle,
        ];
        return lookup.anchored
            || counted
            || anyone.into_iter().any(|token| kinds(token).has_any(&telling))
            || !parties.places.is_empty() && !entry.nouns.is_empty();
    }
    true
}

/// Whether a subject names more than one: a plural, a number, a pronoun or quantity of several.
fn is_many(tree: &Tree, subject: usize) -> bool {
    let at = antecedent(tree, subject).unwrap_or(subject);
    let lower = tree.lower(at);
    let one = matches!(lower.as_str(), "one" | "he" | "she" | "it" | "i" | "who")
        || matches!(tree.upos(at), Upos::Noun | Upos::Propn)
            && lower == tree.lemma(at)
            && !COLLECTIVE.contains(&lower.as_str());
    !one || tree.child_by(at, &["nummod", "conj"]).is_some_and(|child| tree.lower(child) != "one")
}

/// Singular forms that name many.
const COLLECTIVE: &[&str] =
    &["people", "population", "family", "crowd", "majority", "dozens", "hundreds", "thousands", "community", "group"];

/// "32 dead and 159 wounded": the number stands for those who suffer.
fn is_counted(tree: &Tree, head: usize) -> bool {
    head > 0 && tree.upos(head - 1) == Upos::Num && tree.head(head - 1).is_none_or(|noun| noun <= head)
}

/// Whether a number stands with a noun: "three bodies", "a toll of 12".
pub(crate) fn has_number(tree: &Tree, noun: usize) -> bool {
    // "the number of wounded": a participle among nouns is no clause of its own.
    let above = tree.head(noun).filter(|_| tree.is_relation(noun, &["nmod", "obl"]));
    let clause = tree.clause_of(above.unwrap_or(noun));
    let words = tree.subtree(noun, &|token| tree.is_relation(token, &["acl", "conj"]));
    let near = tree.stretch(words.first().copied().unwrap_or(noun), words.last().copied().unwrap_or(noun));
    let own = tree.child_by(noun, &["nummod"]).is_some()
        || tree.head(noun).is_some_and(|above| tree.upos(above) == Upos::Num);
    own || tree.document.quantities.iter().any(|quantity| quantity.span.overlaps(near))
        || tree.phrases(clause).iter().any(|phrase| {
            tree.cases(*phrase).iter().any(|case| matches!(*case, "at" | "to")) && tree.upos(*phrase) == Upos::Num
        })
}

/// Whether "no", "zero", "without" stands with a noun.
pub(crate) fn is_denied(tree: &Tree, noun: usize) -> bool {
    tree.children(noun)
        .iter()
        .any(|child| matches!(tree.lower(*child).as_str(), "no" | "zero" | "without" | "any" | "not"))
        // "without causing losses".
        || tree.relation(noun) == "obj"
            && tree.head(noun).is_some_and(|verb| {
                // "without mentioning casualties" does not say that there were none.
                let tells = matches!(tree.lemma(verb), "mention" | "give" | "specify" | "report" | "say" | "detail" | "name");
                !tells && tree.children(verb).iter().any(|child| tree.lower(*child) == "without")
            })
}

/// "was shot and injured", "pulled two children alive from the rubble": whoever is told of lives.
fn survives(tree: &Tree, hit: &Match) -> bool {
    let hurt = |verb: usize| matches!(tree.lemma(verb), "injure" | "wound" | "hurt" | "miss");
    let only_hurt = tree.lemma(hit.head) == "shoot"
        && hit.tokens.len() == 1
        && (tree.children_by(hit.head, &["conj"]).any(hurt)
            || tree.relation(hit.head) == "conj" && tree.head(hit.head).is_some_and(hurt));
    let alive = |token: usize| tree.lower(token) == "alive";
    let below = || tree.children(hit.head).iter().flat_map(|child| tree.conjuncts(*child));
    hit.part == Part::Verb
        && (only_hurt || below().any(|token| alive(token) || tree.children(token).iter().any(|child| alive(*child))))
}
