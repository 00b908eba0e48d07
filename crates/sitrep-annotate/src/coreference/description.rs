//! Definite descriptions: the same head again, or the latest actor that can be called so.

use sitrep_types::{ActorKind, MentionKind};

use super::features::{Features, Form, Sort};
use super::link::Linker;

/// A description looks back this many sentences.
const DESCRIPTION_SENTENCES: usize = 12;

impl Linker<'_> {
    pub(super) fn for_description(&self, index: usize) -> Option<usize> {
        let own = &self.features[index];
        if !own.definite && !own.plural {
            return None;
        }
        let by_head = |entity: &usize| {
            self.of(*entity).any(|(_, other)| {
                other.form == Form::Description
                    && other.head == own.head
                    && other.plural == own.plural
                    && own.sentence.saturating_sub(other.sentence) <= DESCRIPTION_SENTENCES
                    && (own.distinguishing.iter().all(|word| other.distinguishing.contains(word)))
                    && (!own.distinguishing.is_empty() || own.definite)
                    && (own.definite || other.distinguishing == own.distinguishing && own.actor_kind.is_some())
            })
        };
        let recent = self.recent();
        if let Some(entity) = recent.iter().copied().find(|entity| by_head(entity)) {
            return Some(entity);
        }
        if let Some(id) = &own.entry {
            return recent
                .into_iter()
                .find(|entity| self.of(*entity).any(|(_, other)| other.entry.as_ref() == Some(id)));
        }
        if !own.definite || own.distinguishing.iter().any(|word| word.starts_with(char::is_uppercase)) {
            return None;
        }
        let near = |entity: &usize| {
            self.of(*entity)
                .last()
                .is_some_and(|(_, other)| own.sentence.saturating_sub(other.sentence) <= DESCRIPTION_SENTENCES / 2)
        };
        let possessed = self.tree.child_by(self.mentions[index].head, &["nmod:poss"]).is_some();
        if possessed {
            return None;
        }
        match own.sort {
            Sort::Person if !own.plural => recent.into_iter().filter(near).find(|entity| {
                self.of(*entity).any(|(_, other)| {
                    other.form == Form::Name
                        && other.role.as_deref().is_some_and(|role| role.split([' ', ',']).any(|word| word == own.head))
                })
            }),
            // "the rebels" are those told of as rebels before any other group.
            Sort::Body => {
                let fits: Vec<usize> =
                    recent.into_iter().filter(near).filter(|entity| self.can_be_called(*entity, own)).collect();
                let called = |entity: &&usize| {
                    self.of(**entity).any(|(_, other)| other.head == own.head || other.words.contains(&own.head))
                };
                fits.iter().find(called).or(fits.first()).copied()
            }
            Sort::Place if own.distinguishing.is_empty() => recent.into_iter().filter(near).find(|entity| {
                let places = self.of(*entity).any(|(mention, _)| mention.kind == MentionKind::Gpe);
                places && matches!(own.head.as_str(), "city" | "town" | "village" | "country" | "capital")
            }),
            _ => None,
        }
    }

    /// Whether a named body can be called by this description: "the jihadists", "the group", "the elite force".
    fn can_be_called(&self, entity: usize, own: &Features) -> bool {
        let named = self.of(entity).find(|(_, other)| other.form == Form::Name && other.sort == Sort::Body);
        let Some((mention, other)) = named else { return false };
        if mention.kind == MentionKind::Group {
            return false;
        }
        if own.head == "group"
            || own.head == "organisation"
            || own.head == "organization"
            || own.head == "movement"
            || own.head == "militia"
        {
            return !matches!(
                other.actor_kind,
                Some(ActorKind::StateForce | ActorKind::Government | ActorKind::International | ActorKind::Media)
            );
        }
        match (own.actor_kind, other.actor_kind) {
            (Some(ActorKind::ArmedGroup), Some(ActorKind::ArmedGroup)) => {
                own.distinguishing.is_empty() || own.distinguishing.iter().all(|word| is_plain_adjective(word))
            }
            (Some(ActorKind::StateForce), Some(ActorKind::StateForce)) => {
                own.distinguishing.iter().all(|word| is_plain_adjective(word))
            }
            (Some(ActorKind::International), Some(ActorKind::International)) => own.distinguishing.is_empty(),
            (Some(ActorKind::Government), None) => other.words.contains(&own.head),
            (Some(ActorKind::Unknown), _) => own.distinguishing.iter().all(|word| is_plain_adjective(word)),
            _ => false,
        }
    }
}

fn is_plain_adjective(word: &str) -> bool {
    matches!(
        word,
        "elite"
            | "armed"
            | "powerful"
            | "militant"
            | "terrorist"
            | "extremist"
            | "jihadist"
            | "terror"
            | "rebel"
            | "paramilitary"
            | "insurgent"
            | "whole"
            | "entire"
            | "same"
            | "murderous"
            | "islamist"
            | "ultra-hardline"
            | "hardline"
            | "self-styled"
    )
}
