//! Whether the parties around a match are what its frame wants: whom it befalls, who does it, how many.

mod excluded;

use sitrep_resources::{EntryClass, EventEntry, FillerKind, Role};
use sitrep_types::{QuantityKind, Upos};

use crate::draft::Lookup;
use crate::kind::{Kinds, antecedent};
use crate::lexicon::{Match, Part};
use crate::roles::Parties;
use crate::tree::Tree;

/// A match with its parties, beside what its entry wants.
#[derive(Clone, Copy)]
struct Frame<'a> {
    tree: &'a Tree<'a>,
    lookup: &'a Lookup<'a>,
    entry: &'a EventEntry,
    hit: &'a Match,
    parties: &'a Parties,
}

/// Whether the parties are what the entry wants.
pub(crate) fn fits(tree: &Tree, lookup: &Lookup, entry: &EventEntry, hit: &Match, parties: &Parties) -> bool {
    let frame = Frame { tree, lookup, entry, hit, parties };
    if frame.only_describes() || frame.tells_another_matter() {
        return false;
    }
    let objects = frame.objects();
    !frame.excludes(&objects)
        && frame.wants_the_objects(&objects)
        && frame.wants_the_subject()
        && frame.says_enough(&objects)
}

impl Frame<'_> {
    fn kinds(&self, token: usize) -> Kinds {
        self.lookup.nouns.kinds(self.tree, token)
    }

    fn says(&self, words: &[String], token: usize) -> bool {
        words.iter().any(|word| word == self.tree.lemma(token) || *word == self.tree.lower(token))
    }

    /// A word, and through a measure what is measured: "dozens of shops".
    fn heads(&self, token: usize) -> impl Iterator<Item = usize> {
        [Some(token), self.lookup.nouns.measured(self.tree, token)].into_iter().flatten()
    }

    /// The same, and what a pronoun stands for.
    fn meant(&self, token: usize) -> impl Iterator<Item = usize> {
        self.heads(token).chain(antecedent(self.tree, token))
    }

    /// What is acted on.
    fn objects(&self) -> Vec<usize> {
        let Self { tree, hit, parties, .. } = *self;
        if hit.part == Part::Verb {
            let own = tree.object(hit.head).map(|found| found.token).filter(|token| !hit.tokens.contains(token));
            // "freed inmates from the prison": where something else is acted on, what it is taken from is no object.
            let losers = parties.losers.iter().filter(|_| own.is_none() && parties.targets.is_empty());
            parties.targets.iter().chain(losers).map(|party| party.token).chain(own).collect()
        } else {
            parties.targets.iter().chain(&parties.losers).map(|party| party.token).collect()
        }
    }

    /// Whether one of the objects is of the kind, or among the words, that the entry wants.
    fn wants_the_objects(&self, objects: &[usize]) -> bool {
        let Self { tree, entry, hit, parties, .. } = *self;
        let object_wanted = !entry.object_is.is_empty() || !entry.object_words.is_empty() && hit.part == Part::Verb;
        if object_wanted {
            // What a frame takes as an instrument may be its object; "neutralised by a drone" disarms no drone.
            let used = entry.verb_roles.values().any(|role| *role == Role::Instrument);
            // "warplanes dropped leaflets": what flies is not what falls.
            let acts =
                |token: usize| !parties.passive && parties.subject == Some(token) && tree.object(hit.head).is_some();
            let used = parties.instruments.iter().map(|party| party.token).filter(|token| used && !acts(*token));
            // "refugees crossed into Chad": who moves is befallen, and the place is where to.
            let moved = entry.verb_roles.get("subject") == Some(&Role::Target);
            let places = parties.places.iter().copied().filter(|_| moved);
            let objects: Vec<usize> = objects.iter().copied().chain(used).chain(places).collect();
            let by_word =
                objects.iter().any(|token| self.meant(*token).any(|head| self.says(&entry.object_words, head)))
                    || hit.tokens.iter().any(|token| hit.tokens.len() > 1 && self.says(&entry.object_words, *token));
            // "wounding seven drinkers": what is counted and can be hurt lives, though no table knows the noun.
            let lives = |token: usize| {
                entry.animate
                    && tree.upos(token) == Upos::Noun
                    && tree.child_by(token, &["nummod"]).is_some()
                    && self.kinds(token).has(FillerKind::Thing)
            };
            let by_kind = objects.iter().any(|token| self.kinds(*token).has_any(&entry.object_is) || lives(*token));
            // A noun by itself, or a verb without object, leaves the object to be understood.
            let crowd = entry.object_is == [FillerKind::Crowd] && hit.part == Part::Verb;
            let understood = objects.is_empty()
                && !crowd
                && (hit.part == Part::Noun && !entry.territory
                    || entry.class == EntryClass::Casualty && is_counted(tree, hit.head)
                    || hit.part == Part::Verb
                        && (entry.object_words.is_empty() && !entry.subject_is.is_empty() || hit.tokens.len() > 2));
            return by_word || by_kind || understood;
        }
        true
    }

    /// Whether who acts is of the kind, or among the words, that the entry wants.
    fn wants_the_subject(&self) -> bool {
        let Self { tree, entry, hit, parties, .. } = *self;
        if hit.part == Part::Verb && (!entry.subject_is.is_empty() || !entry.subject_words.is_empty()) {
            let actor = if parties.passive { parties.actors.first().map(|party| party.token) } else { parties.subject };
            let actor = if parties.passive && entry.verb_roles.get("subject").is_some_and(|role| *role == Role::Target)
            {
                parties.subject
            } else {
                actor
            };
            match actor {
                Some(token) => {
                    let by_word = self.heads(token).any(|head| self.says(&entry.subject_words, head));
                    let by_kind = self.kinds(token).has_any(&entry.subject_is);
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
        true
    }

    /// Whether enough is told for a claim: a number where nobody is named, somebody or some place where the word alone may mean
    /// anything.
    fn says_enough(&self, objects: &[usize]) -> bool {
        let Self { tree, lookup, entry, hit, parties } = *self;
        if hit.part == Part::Noun && entry.counts == Some(QuantityKind::Displaced) {
            return has_number(tree, hit.head);
        }
        if hit.part == Part::Noun && entry.class == EntryClass::Casualty && entry.counts.is_some() && objects.is_empty()
        {
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
            let counted = entry.class == EntryClass::Casualty
                && (has_number(tree, hit.head) || is_counted(tree, hit.head) || more);
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
                || anyone.into_iter().any(|token| self.kinds(token).has_any(&telling))
                || !parties.places.is_empty() && !entry.nouns.is_empty();
        }
        true
    }
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
