//! What the words around a match take back: it only describes, is a charge or a vow, is somebody else's or of another matter.

use sitrep_resources::{EntryClass, FillerKind};
use sitrep_types::{EventType, QuantityKind, SubType, Upos};

use super::{Frame, is_many, survives};
use crate::lexicon::Part;
use crate::modality::is_negated;
use crate::subtype::{HARMS, is_reflexive};

impl Frame<'_> {
    /// Whether the match only describes somebody or something, or names what is charged, feared or left unsaid.
    pub(super) fn only_describes(&self) -> bool {
        let Self { tree, entry, hit, parties, .. } = *self;
        if entry.active_only
            && (parties.passive || tree.is_relation(hit.head, &["acl", "amod"]) && tree.deprel(hit.head) != "acl:relcl")
        {
            return true;
        }
        // "which the agency could not verify" tells of nothing.
        if entry.class == EntryClass::Statement && tree.lemma(hit.head) == "verify" && is_negated(tree, hit.head, &[]) {
            return true;
        }
        if entry.many && !parties.subject.is_some_and(|subject| is_many(tree, subject)) {
            return true;
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
            return true;
        }
        // "spoke on condition of anonymity for fear of reprisals", "did not mention losses": why somebody will not be named, and
        // what he leaves unsaid, tells of nothing.
        let motive = tree.head(hit.head).is_some_and(|fear| {
            tree.lemma(fear) == "fear" && tree.upos(fear) == Upos::Noun && tree.cases(fear) == ["for"]
        });
        let unsaid = tree.head(hit.head).is_some_and(|verb| {
            matches!(tree.lemma(verb), "mention" | "give" | "specify" | "detail" | "discuss" | "elaborate")
                && tree.is_relation(hit.head, &["obj", "obl"])
                && is_negated(tree, verb, &[])
        });
        if hit.part == Part::Noun && (motive || unsaid) {
            return true;
        }
        // "a relative of one of the dead said": who tells it is only described.
        let describes_a_teller = || {
            let trigger = tree.span(hit.head);
            tree.document.attributions.iter().filter_map(|said| said.source).any(|source| source.contains(trigger))
        };
        if entry.class == EntryClass::Casualty && hit.part != Part::Verb && describes_a_teller() {
            return true;
        }
        // "his alleged work" accuses nobody.
        if hit.part == Part::Verb && entry.class == EntryClass::Statement && tree.relation(hit.head) == "amod" {
            return true;
        }
        // "the ruling party", "a heavily protected consulate" describe.
        if hit.part == Part::Verb
            && entry.class == EntryClass::State
            && tree.relation(hit.head) == "amod"
            && (tree.is_gerund(hit.head) || parties.actors.is_empty())
        {
            return true;
        }
        // "killed 30 displaced people": they had fled before.
        let suffers = |noun: usize| {
            let verb = tree.head(noun).filter(|_| tree.is_relation(noun, &["obj", "nsubj:pass"]));
            verb.is_some_and(|verb| entry.not_object_of.iter().any(|word| word == tree.lemma(verb)))
        };
        if hit.part == Part::Verb && tree.relation(hit.head) == "amod" && tree.head(hit.head).is_some_and(suffers) {
            return true;
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
            return true;
        }
        // "in the occupied West Bank": a standing, not a taking; "the captured town" is an adjective of its own.
        if hit.part == Part::Verb && entry.territory && tree.relation(hit.head) == "amod" && parties.actors.is_empty() {
            return true;
        }
        false
    }

    /// Whether the verb or noun tells another matter than its frame: goes somewhere, lasts, is heard, is broken.
    pub(super) fn tells_another_matter(&self) -> bool {
        let Self { tree, lookup, entry, hit, parties } = *self;
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
            return true;
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
            return true;
        }
        // "We will not surrender": what somebody vows never to do tells of nothing.
        let vows = || {
            let speaks = |subject: usize| matches!(tree.lower(subject).as_str(), "we" | "i");
            let will = tree
                .children_by(hit.head, &["aux"])
                .any(|aux| matches!(tree.lower(aux).as_str(), "will" | "wo" | "shall"));
            will && parties.subject.is_some_and(speaks) && is_negated(tree, hit.head, &hit.tokens)
        };
        if hit.part == Part::Verb && entry.class != EntryClass::Statement && vows() {
            return true;
        }
        if entry.class == EntryClass::Casualty && entry.counts == Some(QuantityKind::Killed) && survives(tree, hit) {
            return true;
        }
        if entry.passive_only && !parties.passive {
            return true;
        }
        // "it takes the group several hours": who takes his time takes nobody.
        let lasts = tree.lemma(hit.head) == "take"
            && tree.children_by(hit.head, &["obj", "obl", "nmod"]).any(|child| {
                tree.cases(child).is_empty()
                    && matches!(tree.lemma(child), "minute" | "hour" | "day" | "week" | "month" | "year")
            });
        if hit.part == Part::Verb && lasts {
            return true;
        }
        // "heard gunfire": who only heard it cannot say that anybody fought.
        let heard = tree.head(hit.head).is_some_and(|verb| matches!(tree.lemma(verb), "hear" | "startle" | "mistake"));
        if hit.part == Part::Noun
            && heard
            && tree.is_relation(hit.head, &["obj", "obl"])
            && matches!(
                tree.lemma(hit.head),
                "gunfire" | "gunshot" | "shot" | "shooting" | "explosion" | "bang" | "blast"
            )
            && parties.places.is_empty()
        {
            return true;
        }
        // "violated the ceasefire", "ambushed the convoy": what the noun suffers is told, not that it came about.
        if hit.part == Part::Noun
            && tree.is_relation(hit.head, &["obj", "nsubj"])
            && let Some(verb) = tree.head(hit.head)
            && (tree.relation(hit.head) == "obj" || tree.is_passive(verb))
            && entry.not_object_of.iter().any(|word| word == tree.lemma(verb))
        {
            return true;
        }
        let beside = |token: usize| entry.not_with.iter().any(|word| *word == tree.lower(token));
        tree.children(hit.head).iter().any(|child| !hit.tokens.contains(child) && beside(*child))
    }

    /// Whether the frame rules out what is acted on, or who acts.
    pub(super) fn excludes(&self, objects: &[usize]) -> bool {
        let Self { tree, lookup, entry, hit, parties } = *self;
        // "shot herself": harm that people do to themselves alone is no deed of a conflict.
        let alone = |token: usize| is_reflexive(tree, token) && tree.child_by(token, &["conj"]).is_none();
        if HARMS.contains(&tree.lemma(hit.head)) && tree.object(hit.head).is_some_and(|found| alone(found.token)) {
            return true;
        }
        // "Took part in it" takes nothing, "captured parts of the town" does: the measure itself does not count.
        let thing = |token: usize| lookup.nouns.measured(tree, token).unwrap_or(token);
        if objects.iter().any(|token| self.says(&entry.not_object_words, thing(*token))) {
            return true;
        }
        // "found the remains of a cluster bomb": nobody's remains.
        let of_a_thing = |token: usize| {
            let of = tree.phrases(token).into_iter().find(|phrase| tree.cases(*phrase) == ["of"]);
            of.is_some_and(|whole| {
                self.kinds(whole).has_any(&[FillerKind::Weapon, FillerKind::Vehicle, FillerKind::Facility])
            })
        };
        if entry.counts.is_some() && objects.iter().any(|token| tree.lemma(*token) == "remains" && of_a_thing(*token)) {
            return true;
        }
        parties.subject.is_some_and(|subject| self.meant(subject).any(|head| self.says(&entry.not_subject_words, head)))
    }
}
