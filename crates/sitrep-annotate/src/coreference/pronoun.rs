//! Pronouns: the most salient chain that agrees.

use sitrep_types::{Mention, Upos};

use super::features::{Features, Form, Sort};
use super::link::Linker;

/// A pronoun looks back this many sentences.
const PRONOUN_SENTENCES: usize = 3;

impl Linker<'_> {
    pub(super) fn for_pronoun(&self, index: usize) -> Option<usize> {
        let (mention, own) = (&self.mentions[index], &self.features[index]);
        let lower = self.tree.lower(mention.head);
        if self.tree.relation(mention.head) == "expl" || lower == "it" && self.is_pleonastic(mention.head) {
            return None;
        }
        match lower.as_str() {
            "we" | "us" | "our" | "ours" | "ourselves" => {
                return self.same_pronoun(index, &["we", "us", "our", "ours", "ourselves"]);
            }
            "i" | "me" | "my" | "mine" | "myself" => {
                return self.same_pronoun(index, &["i", "me", "my", "mine", "myself"]);
            }
            "you" | "your" => return self.same_pronoun(index, &["you", "your"]),
            _ => {}
        }
        let singular_person = own.female.is_some();
        let candidates = self.entities.iter().enumerate().filter_map(|(entity, chain)| {
            let last = *chain.mentions.iter().rev().find(|other| self.mentions[**other].head < mention.head)?;
            let features = &self.features[last];
            let distance = own.sentence.checked_sub(features.sentence)?;
            if distance > PRONOUN_SENTENCES
                || self.is_inside(mention, last)
                || self.is_in_the_opening(mention.head, self.mentions[last].head)
                || self.same_clause_clash(mention.head, self.mentions[last].head, &lower)
            {
                return None;
            }
            let agrees = self
                .of(entity)
                .any(|(_, other)| other.form != Form::Pronoun && self.agrees(own, other, &lower, singular_person))
                || chain.mentions.iter().all(|other| self.features[*other].form == Form::Pronoun)
                    && self.tree.lower(self.mentions[last].head).chars().next() == lower.chars().next();
            let clash = self
                .of(entity)
                .any(|(_, other)| matches!((other.female, own.female), (Some(one), Some(two)) if one != two));
            if !agrees || clash {
                return None;
            }
            let best = chain
                .mentions
                .iter()
                .filter(|other| {
                    self.features[**other].sentence == features.sentence && self.mentions[**other].head < mention.head
                })
                .map(|other| self.features[*other].prominence)
                .max()
                .unwrap_or(0);
            let named = i32::from(self.of(entity).any(|(_, other)| other.form == Form::Name));
            let often = i32::try_from(chain.mentions.len().min(4)).unwrap_or(0);
            let distance = i32::try_from(distance).unwrap_or(i32::MAX / 16);
            let parallel = i32::from(self.is_parallel(mention.head, self.mentions[last].head));
            Some((best * 2 + named * 2 + often + parallel * 8 - distance * 7, self.mentions[last].head, entity))
        });
        candidates.max().map(|(_, _, entity)| entity)
    }

    fn same_pronoun(&self, index: usize, forms: &[&str]) -> Option<usize> {
        let own = &self.features[index];
        self.recent().into_iter().find(|entity| {
            self.of(*entity).any(|(mention, other)| {
                other.form == Form::Pronoun
                    && forms.contains(&self.tree.lower(mention.head).as_str())
                    && own.sentence.saturating_sub(other.sentence) <= PRONOUN_SENTENCES * 2
            })
        })
    }

    fn agrees(&self, own: &Features, other: &Features, lower: &str, singular_person: bool) -> bool {
        if singular_person {
            return other.sort == Sort::Person && !other.plural;
        }
        if own.plural {
            return match other.sort {
                Sort::Body => other.plural || other.form == Form::Name || other.actor_kind.is_some(),
                Sort::Person | Sort::Thing => other.plural,
                Sort::Place => false,
            };
        }
        debug_assert!(lower.starts_with("it"), "only it, its and itself are left");
        other.sort != Sort::Person && !other.plural
    }

    /// A pronoun inside a mention's own phrase does not refer to it: "his men". In a relative clause it may: "the RSF,
    /// which lauded its victory".
    fn is_inside(&self, pronoun: &Mention, other: usize) -> bool {
        let head = self.mentions[other].head;
        let in_relative_clause = || {
            let path = std::iter::once(pronoun.head).chain(self.tree.ancestors(pronoun.head).take(4));
            path.take_while(|at| *at != head).any(|at| self.tree.deprel(at) == "acl:relcl")
        };
        self.mentions[other].span.contains(pronoun.span)
            || self.tree.ancestors(pronoun.head).take(4).any(|above| above == head)
                && self.tree.relation(pronoun.head) != "nsubj"
                && !in_relative_clause()
    }

    /// "rounded up the men and killed them": the object of the second verb is that of the first.
    fn is_parallel(&self, pronoun: usize, other: usize) -> bool {
        let verb = self.tree.head(pronoun).filter(|verb| self.tree.relation(*verb) == "conj");
        self.tree.relation(pronoun) == "obj"
            && self.tree.relation(other) == "obj"
            && verb.is_some_and(|verb| self.tree.head(verb) == self.tree.head(other) && !self.has_subject(verb))
    }

    fn has_subject(&self, verb: usize) -> bool {
        self.tree.child_by(verb, &["nsubj", "csubj", "expl"]).is_some()
    }

    /// Subject and object of one verb are two, unless the object is reflexive.
    fn same_clause_clash(&self, pronoun: usize, other: usize, lower: &str) -> bool {
        if lower.ends_with("self") || lower.ends_with("selves") || self.tree.deprel(pronoun) == "nmod:poss" {
            return false;
        }
        let arguments = |token: usize| matches!(self.tree.relation(token), "nsubj" | "obj" | "iobj" | "obl");
        let Some(verb) = self.tree.head(pronoun).filter(|_| arguments(pronoun) && arguments(other)) else {
            return false;
        };
        // "dragged them out and shot them", "retook it after losing it": the second verb has the first one's subject.
        let shared = matches!(self.tree.relation(verb), "conj" | "advcl" | "xcomp")
            && self.tree.relation(pronoun) != "nsubj"
            && self.tree.relation(other) == "nsubj"
            && self.tree.head(verb) == self.tree.head(other)
            && !self.has_subject(verb);
        shared || self.tree.head(other) == Some(verb)
    }

    /// "In a statement on Telegram it said": a subject is nothing that its clause began with.
    fn is_in_the_opening(&self, pronoun: usize, other: usize) -> bool {
        let Some(verb) = self.tree.head(pronoun).filter(|_| self.tree.relation(pronoun) == "nsubj") else {
            return false;
        };
        let path = std::iter::once(other).chain(self.tree.ancestors(other).take(4));
        let opening = path.take_while(|at| *at != verb).last();
        other < pronoun
            && opening.is_some_and(|top| {
                self.tree.head(top) == Some(verb)
                    && self.tree.relation(top) == "obl"
                    && self.tree.relation(other) == "nmod"
            })
    }

    /// "it is likely that", "it was reported that", "it rained".
    fn is_pleonastic(&self, pronoun: usize) -> bool {
        let Some(head) = self.tree.head(pronoun) else { return false };
        if self.tree.relation(pronoun) != "nsubj" {
            return false;
        }
        let clause = self.tree.children_by(head, &["ccomp", "csubj", "xcomp", "advcl"]).any(|child| child > head);
        let adjective = self.tree.upos(head) == Upos::Adj && self.tree.child_by(head, &["cop"]).is_some();
        let passive = self.tree.children_by(head, &["aux:pass"]).next().is_some();
        clause && (adjective || passive) || matches!(self.tree.lemma(head), "seem" | "appear" | "rain" | "emerge")
    }
}
