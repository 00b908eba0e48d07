//! Places that no gazetteer holds, from the noun phrases that name them: "the Mosul museum", "Karama district", "the
//! eastern half of the city", "20 km south of Mosul"; and phrases that take up a place named before: "the town".
//!
//! `phrase` reads a noun with what belongs to it, `modifiers` the words before it, `beside` the names among them,
//! `behind` what follows it, `container` finds what it lies in, `taken_up` the place that it takes up, `part` reads
//! places by their direction, and `unknown` names that stand in no gazetteer.

mod behind;
mod beside;
mod container;
mod modifiers;
mod part;
mod phrase;
mod taken_up;
mod unknown;

use sitrep_gazetteer::{Direction, Gazetteer, LocalNouns};
use sitrep_types::{PlaceKey, PlaceKind, Span};

use super::setting::{Resolved, Setting};
use crate::tree::Tree;

/// A phrase that names a local place or takes up another.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalPhrase {
    /// Its words, without article.
    pub span: Span,
    /// What it is.
    pub kind: PlaceKind,
    /// The noun, in its canonical form; empty for a place taken up and for a bare name.
    pub noun: String,
    /// What tells it from others of its kind, lower case, in order.
    pub modifiers: Vec<String>,
    /// Whether a proper name is among them.
    pub proper: bool,
    /// What it lies in.
    pub parent: Option<PlaceKey>,
    /// So many kilometres from its parent's point.
    pub offset: Option<(f64, Direction)>,
    /// Its own phrase says what it lies in.
    pub explicit: bool,
    /// It is this place, named before.
    pub same_as: Option<PlaceKey>,
    /// How it was resolved, for the user.
    pub how: String,
}

/// Finds the local places of a document.
pub struct LocalFinder<'a> {
    /// The words.
    pub tree: &'a Tree<'a>,
    /// Where the document plays.
    pub setting: &'a Setting<'a>,
    /// Nouns of local places.
    pub nouns: &'a LocalNouns,
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    /// Names of people and bodies: "State" in "Islamic State" is no place.
    pub other_names: &'a [Span],
}

impl LocalFinder<'_> {
    /// All local places, in order of the text.
    #[must_use]
    pub fn find(&self) -> Vec<LocalPhrase> {
        let mut found = Vec::new();
        for (index, sentence) in self.tree.sentences.iter().enumerate() {
            for token in sentence.first_token..sentence.end_token.min(self.tree.tokens.len()) {
                found.extend(self.phrase(index, token));
                found.extend(self.offset(index, token));
                found.extend(self.direction(token));
            }
        }
        for name in self.setting.names {
            found.extend(self.unknown_name(name));
        }
        found.sort_by_key(|phrase| (phrase.span.start, std::cmp::Reverse(phrase.span.end)));
        // "western Mosul" inside "the western Mosul district": the longer phrase says it all.
        let mut kept: Vec<LocalPhrase> = Vec::new();
        for phrase in found {
            if !kept.iter().any(|longer| longer.span.contains(phrase.span) && longer.offset.is_none()) {
                kept.push(phrase);
            }
        }
        kept
    }

    fn text(&self, span: Span) -> &str {
        span.slice(self.tree.text).unwrap_or_default()
    }

    /// A word's dictionary form; where nothing was parsed, the word itself without a plural's s.
    fn lemma(&self, token: usize) -> String {
        let lemma = self.tree.lemma(token).to_lowercase();
        if lemma.is_empty() { self.tree.lower(token) } else { lemma }
    }

    /// The named place at a word, if a gazetteer holds it.
    fn place_at(&self, token: usize) -> Option<&Resolved> {
        let span = self.tree.tokens.get(token)?.span;
        self.setting.names.iter().find(|name| name.key.is_some() && name.found.span.overlaps(span))
    }
}

/// A direction as a local place's name has it.
const fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::North => "northern",
        Direction::NorthEast => "north-eastern",
        Direction::East => "eastern",
        Direction::SouthEast => "south-eastern",
        Direction::South => "southern",
        Direction::SouthWest => "south-western",
        Direction::West => "western",
        Direction::NorthWest => "north-western",
    }
}
