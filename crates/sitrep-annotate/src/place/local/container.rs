//! What a local place lies in where its phrase does not say so.

use sitrep_types::{PlaceKey, Span};

use super::LocalFinder;
use crate::place::setting::Resolved;

impl LocalFinder<'_> {
    pub(super) fn governing(&self, sentence: usize, span: Span) -> (Option<PlaceKey>, String) {
        if let Some(town) = self.setting.town_at(sentence, span) {
            let how = if town.sentence == sentence {
                "the place named in its sentence"
            } else {
                "the place the story speaks of"
            };
            return (town.key.clone(), format!("{how}: {}", self.text(town.found.span)));
        }
        if let Some(region) = self.setting.region_at(sentence, span) {
            return (region.key.clone(), format!("the region the story speaks of: {}", self.text(region.found.span)));
        }
        (self.setting.country_key(), "the country the story speaks of".to_owned())
    }

    /// What a village or an unknown name lies in: the region that the story speaks of there, else a town named with it,
    /// else the country.
    pub(super) fn around(&self, sentence: usize, span: Span) -> (Option<PlaceKey>, String) {
        if let Some(region) = self.setting.region_at(sentence, span) {
            return (region.key.clone(), format!("the region the story speaks of: {}", self.text(region.found.span)));
        }
        let beside = |other: &&Resolved| {
            other.sentence == sentence && other.locates() && other.is_town() && !other.found.span.overlaps(span)
        };
        if let Some(town) = self.setting.names.iter().rfind(beside) {
            return (town.key.clone(), format!("the place named in its sentence: {}", self.text(town.found.span)));
        }
        (self.setting.country_key(), "the country the story speaks of".to_owned())
    }
}
