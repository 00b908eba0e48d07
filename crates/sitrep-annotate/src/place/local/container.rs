//! What a local place lies in where its phrase does not say so.

use sitrep_gazetteer::Direction;
use sitrep_types::{PlaceKey, Span};

use super::LocalFinder;
use crate::place::setting::Resolved;

/// Words of institutions that a country has one of, in its capital.
const NATIONAL: &[&str] = &[
    "central bank",
    "national assembly",
    "parliament",
    "presidential",
    "prime minister",
    "state house",
    "supreme court",
];
/// How far behind its words the place that a road runs through may be named, in bytes.
const ROAD_REACH: usize = 60;

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
        let words = self.text(span).to_lowercase();
        if NATIONAL.iter().any(|institution| words.contains(institution))
            && let Some(capital) = self.capital_of_story()
        {
            return (Some(capital), "the capital of the country the story speaks of".to_owned());
        }
        (self.setting.country_key(), "the country the story speaks of".to_owned())
    }

    /// What a road runs through: the place named right behind it ("the highway at three points in the Ica region"),
    /// else what governs it.
    pub(super) fn along(&self, sentence: usize, span: Span) -> (Option<PlaceKey>, String) {
        let behind = self.setting.names.iter().find(|name| {
            name.sentence == sentence
                && name.locates()
                && (name.is_town() || name.is_region())
                && name.found.span.start >= span.end
                && name.found.span.start - span.end <= ROAD_REACH
        });
        let joined = behind.filter(|name| {
            let between = self.tree.text.get(span.end..name.found.span.start).unwrap_or(";");
            !between.contains([';', ':', ','])
                && between.split_whitespace().any(|word| matches!(word, "in" | "at" | "near" | "through" | "outside"))
        });
        match joined {
            Some(name) => (name.key.clone(), format!("the place named behind it: {}", self.text(name.found.span))),
            None => self.governing(sentence, span),
        }
    }

    /// What a village or an unknown name lies in: the region that the story speaks of there, else a town named with it,
    /// else the country.
    pub(super) fn around(&self, sentence: usize, span: Span) -> (Option<PlaceKey>, String) {
        if let Some(town) = self.bearing(span) {
            return (town.key.clone(), format!("told to lie by {}", self.text(town.found.span)));
        }
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

    /// The town that a name is said to lie by: "Abu Karmah, north-east of Baqubah", "Sariha, near Rufaa".
    fn bearing(&self, span: Span) -> Option<&Resolved> {
        let next = self.setting.names.iter().find(|name| name.found.span.start >= span.end)?;
        let between = self.tree.text.get(span.end..next.found.span.start)?;
        let words: Vec<&str> = between.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let by = match words.as_slice() {
            ["near" | "outside" | "beside"] => true,
            [.., direction, "of" | "from"] => Direction::from_word(direction).is_some() && words.len() <= 6,
            _ => false,
        };
        (by && next.locates() && next.is_town()).then_some(next)
    }
}
