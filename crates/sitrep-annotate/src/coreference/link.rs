//! The pass over the mentions: each joins a chain or begins one.

use sitrep_types::{Mention, MentionKind};

use super::features::{Features, Form, Sort};
use crate::tree::Tree;

/// A chain as it grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Entity {
    pub(super) mentions: Vec<usize>,
}

pub(super) struct Linker<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) mentions: &'a [Mention],
    pub(super) features: &'a [Features],
    pub(super) entities: Vec<Entity>,
}

impl Linker<'_> {
    pub(super) fn link(&mut self) {
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        order.sort_by_key(|index| (self.mentions[*index].head, *index));
        for index in order {
            let found = match self.features[index].form {
                Form::Name => self.for_name(index).or_else(|| self.for_apposition(index)),
                Form::Description => self.for_apposition(index).or_else(|| self.for_description(index)),
                Form::Pronoun => self.for_pronoun(index),
            };
            match found {
                Some(entity) => self.entities[entity].mentions.push(index),
                None => self.entities.push(Entity { mentions: vec![index] }),
            }
        }
    }

    /// Chains from the latest mention backwards.
    pub(super) fn recent(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.entities.len()).collect();
        order.sort_by_key(|entity| {
            std::cmp::Reverse(self.entities[*entity].mentions.last().map(|last| self.mentions[*last].head))
        });
        order
    }

    pub(super) fn of<'s>(&'s self, entity: usize) -> impl Iterator<Item = (&'s Mention, &'s Features)> + 's {
        self.entities[entity].mentions.iter().map(|index| (&self.mentions[*index], &self.features[*index]))
    }

    /// "a group calling itself the Army of the East", "the militia known as Mobondo": whom the clause calls so.
    fn called(&self, name: usize, verb: usize) -> Option<usize> {
        let calls = matches!(self.tree.lemma(verb), "call" | "dub" | "know" | "name" | "nickname" | "style" | "term");
        let as_name = matches!(self.tree.relation(name), "obj" | "xcomp" | "obl") && name > verb;
        let cases = || self.tree.children_by(name, &["case"]).map(|case| self.tree.lower(case));
        let noun = self.tree.head(verb).filter(|noun| *noun < verb && self.tree.deprel(verb) == "acl")?;
        (calls && as_name && cases().all(|case| case == "as")).then_some(noun)
    }

    /// "Raed Jawdat, the commander": both mentions are one.
    fn for_apposition(&self, index: usize) -> Option<usize> {
        let (mention, own) = (&self.mentions[index], &self.features[index]);
        let above = self.tree.head(mention.head)?;
        let apposed = self.tree.relation(mention.head) == "appos";
        let head = if apposed { above } else { self.called(mention.head, above)? };
        if self.tree.child_by(mention.head, &["conj"]).is_some() {
            return None;
        }
        let holder = |head: usize| {
            let holds = |other: &usize| self.mentions[*other].head == head;
            self.entities.iter().position(|entity| entity.mentions.iter().any(holds))
        };
        // "a coalition of gangs known as Viv Ansanm": the coalition is called so.
        let whole = self.tree.head(head).filter(|_| !apposed && self.tree.deprel(head) == "nmod");
        // "KISMAYO, Somalia": a place and what it lies in.
        let place_name = |at: usize| self.mentions[at].kind == MentionKind::Gpe && self.features[at].form == Form::Name;
        let names_place =
            || (0..self.mentions.len()).any(|other| self.mentions[other].head == head && place_name(other));
        if apposed && place_name(index) && names_place() {
            return None;
        }
        let entity = whole.and_then(holder).or_else(|| holder(head))?;
        let agrees = self.of(entity).any(|(_, other)| {
            (other.sort == own.sort || own.sort == Sort::Thing || other.sort == Sort::Thing)
                && other.plural == own.plural
        });
        agrees.then_some(entity)
    }
}
