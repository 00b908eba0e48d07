//! Names that are said to be places but stand in no gazetteer.

use sitrep_types::{MentionKind, PlaceKind};

use super::{LocalFinder, LocalPhrase};
use crate::place::setting::Resolved;

/// First words of the names of streets and squares.
const STREETS: &[&str] = &["Avenida", "Avenue", "Boulevard", "Calle", "Carretera", "Plaza", "Rua", "Rue", "Via"];

impl LocalFinder<'_> {
    /// A name that is said to be a place but stands in no gazetteer: "Ceel Baraf".
    pub(super) fn unknown_name(&self, name: &Resolved) -> Option<LocalPhrase> {
        if name.hit.is_some() || name.found.adjective || name.found.context_only || name.found.kind.is_none() {
            return None;
        }
        let span = name.found.span;
        let words = self.tree.words_in(span);
        let acronym = self.text(span).len() <= 5 && !self.text(span).chars().any(char::is_lowercase);
        if words.is_empty() || self.text(span).len() > 60 || acronym {
            return None;
        }
        // "Mosul Museum" given as one name is read as a phrase.
        let last = words.end - 1;
        if self.noun_at(words.start, last).is_some() {
            return None;
        }
        let container =
            name.container.and_then(|index| self.setting.names.get(index)).filter(|container| container.hit.is_some());
        // "parish church of Palma", "Rumangabo military".
        let inside = self.setting.names.iter().find(|other| {
            other.hit.is_some() && other.found.span != span && span.contains(other.found.span) && !other.found.adjective
        });
        let container = container.or(inside);
        let first = self.text(span).split(' ').next().unwrap_or_default();
        let street = STREETS.contains(&first);
        let (parent, how) = match container {
            Some(container) => (container.key.clone(), "its phrase names what it lies in".to_owned()),
            None if street => self.governing(name.sentence, span),
            None => self.around(name.sentence, span),
        };
        let explicit = how.starts_with("told to lie");
        let how = format!("not in the gazetteer; {how}");
        let kind = match name.found.kind {
            _ if street => PlaceKind::Road,
            Some(MentionKind::Facility) => PlaceKind::Facility,
            Some(MentionKind::Location) => PlaceKind::Other,
            _ => PlaceKind::City,
        };
        Some(LocalPhrase {
            span,
            kind,
            noun: String::new(),
            modifiers: self.text(span).split_whitespace().map(str::to_lowercase).collect(),
            proper: true,
            parent,
            offset: None,
            explicit,
            same_as: None,
            how,
        })
    }
}
