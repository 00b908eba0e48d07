//! The noun of a local place with what belongs to it: "the old city's museum", "Karama district", "the edge of the city".

use sitrep_gazetteer::{Direction, LocalKind};
use sitrep_types::Upos;

use super::behind::Behind;
use super::beside::Beside;
use super::modifiers::Article;
use super::{LocalFinder, LocalPhrase, direction_word};

/// Plural nouns that name one place.
const PLURAL_FORMS: &[&str] = &[
    "headquarters",
    "barracks",
    "outskirts",
    "offices",
    "buildings",
    "hills",
    "mountains",
    "crossroads",
    "woods",
    "docks",
    "steelworks",
    "suburbs",
];

/// Nouns that name a place only with the words that follow ("the edge of the city").
pub(super) const PARTS: &[&str] = &[
    "area",
    "block",
    "borough",
    "corner",
    "edge",
    "half",
    "outskirt",
    "outskirts",
    "part",
    "quarter",
    "sector",
    "side",
    "zone",
    "centre",
    "center",
    "suburb",
    "region",
    "coast",
];

/// Nouns for parts that add nothing to their direction: "the eastern half", "the east side".
const PLAIN_PARTS: &[&str] = &["area", "half", "part", "sector", "side", "section", "zone"];

/// Ordinals that count places rather than name one; "the first hospital" is left to the words around it.
const COUNTING: &[&str] = &["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

impl LocalFinder<'_> {
    /// The noun of a local place at this word, with the first word of the compound that it is.
    pub(super) fn noun_at(&self, first: usize, token: usize) -> Option<(String, LocalKind, usize)> {
        let lower = self.tree.lower(token);
        let lemma = self.lemma(token);
        let singular = if self.nouns.kind(&lemma).is_some() || !lower.ends_with('s') {
            lemma
        } else {
            lower.trim_end_matches('s').to_owned()
        };
        let plural = lower != singular && lower.ends_with('s') && !PLURAL_FORMS.contains(&lower.as_str());
        for length in [2_usize, 1] {
            let Some(start) = (token + 1).checked_sub(length).filter(|start| *start >= first) else { continue };
            let mut words: Vec<String> = (start..token).map(|before| self.tree.lower(before)).collect();
            words.push(if self.nouns.kind(&lower).is_some() { lower.clone() } else { singular.clone() });
            let noun = words.join(" ");
            if let Some(kind) = self.nouns.kind(&noun) {
                return (!plural).then(|| (self.nouns.canonical(&noun).to_owned(), kind, start));
            }
        }
        None
    }

    /// The local place whose head noun is this word.
    pub(super) fn phrase(&self, sentence: usize, token: usize) -> Option<LocalPhrase> {
        let tree = self.tree;
        let range = tree.sentence_words(token);
        if !matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::X) {
            return None;
        }
        if self.is_capital(token) {
            return self.capital(token);
        }
        let (noun, kind, start) = self.noun_at(range.start, token)?;
        let inside_name = self.other_names.iter().any(|name| name.contains(tree.tokens[token].span));
        if inside_name && !matches!(kind, LocalKind::Facility | LocalKind::Road) {
            return None;
        }
        if self.continues(token, range.end) {
            return None;
        }
        let phrase = self.modifiers(range.start, start);
        let span = tree.stretch(phrase.first, token);
        // A name of the gazetteer that covers the whole phrase ("Red Sea", "Harib district") needs nothing more.
        if self.setting.names.iter().any(|name| name.key.is_some() && name.found.span.contains(tree.tokens[token].span))
        {
            return None;
        }
        // "the fifth building attacked" counts buildings.
        if phrase.modifiers.iter().zip(&phrase.words).any(|(modifier, word)| {
            COUNTING.contains(&modifier.as_str()) && tree.word(*word).starts_with(char::is_lowercase)
        }) {
            return None;
        }
        let beside = self.named_beside(&phrase, &noun, kind);
        if beside == Beside::IsTheName || self.is_figure_of_speech(&phrase, &noun) {
            return None;
        }
        let behind = self.behind(token, range.end);
        if let Behind::SamePlace = behind
            && matches!(kind, LocalKind::Settlement | LocalKind::Division | LocalKind::District)
        {
            return None;
        }
        let names = phrase.proper;
        if matches!(kind, LocalKind::Settlement | LocalKind::Division) && !names && noun != "refugee camp" {
            return self.taken_up(sentence, token, span, kind, &phrase, &behind);
        }
        let is_part = PARTS.contains(&noun.as_str());
        let direction = phrase.modifiers.iter().find_map(|word| Direction::from_word(word));
        let parent_given = match (&beside, &behind) {
            (Beside::Lies(key), _) => Some(key.clone()),
            (_, Behind::Lies(key) | Behind::Near(key)) => Some(key.clone()),
            _ => phrase.possessor.clone(),
        };
        if is_part
            && !names
            && (parent_given.is_none() || (direction.is_none() && PLAIN_PARTS.contains(&noun.as_str())))
        {
            return None;
        }
        let mut modifiers = self.telling(&phrase, parent_given.as_ref());
        let mut noun = noun;
        if let Some(direction) = direction
            && !names
            && PLAIN_PARTS.contains(&noun.as_str())
        {
            modifiers = vec![direction_word(direction).to_owned()];
            noun = "part".to_owned();
        }
        let several = tree.lower(token) != self.lemma(token) || PLURAL_FORMS.contains(&tree.lower(token).as_str());
        if several && phrase.article == Article::Indefinite && tree.lower(token).ends_with('s') {
            return None;
        }
        // "a road", "an area", "a hill": nothing tells which.
        let indefinite = phrase.article == Article::Indefinite || phrase.article == Article::None;
        let telling = names || !modifiers.is_empty() || parent_given.is_some();
        if indefinite && !telling && !matches!(kind, LocalKind::Facility) {
            return None;
        }
        if phrase.article == Article::None && !telling {
            return None;
        }
        let explicit = parent_given.is_some();
        let (parent, how) = match parent_given {
            Some(key) => (Some(key), "its phrase names what it lies in".to_owned()),
            None if names && kind == LocalKind::Settlement => self.around(sentence, span),
            None if kind == LocalKind::Road => self.along(sentence, span),
            // No district lies in a town: the region or country that the story speaks of.
            None if names && kind == LocalKind::Division => self.around(sentence, span),
            None => self.governing(sentence, span),
        };
        Some(
            LocalPhrase {
                span,
                kind: kind.kind(),
                noun,
                modifiers,
                proper: names,
                parent,
                offset: if let Behind::Offset(km, direction, _) = behind { Some((km, direction)) } else { None },
                explicit,
                same_as: None,
                how,
            }
            .with_offset_parent(&behind),
        )
    }

    /// Whether the noun only qualifies the one that follows ("hospital bed", "bank branch").
    fn continues(&self, token: usize, end: usize) -> bool {
        let next = token + 1;
        if next >= end {
            return false;
        }
        let adjacent = self.tree.tokens[token].span.end + 1 >= self.tree.tokens[next].span.start;
        if self.tree.head(token) == Some(next) && self.tree.relation(token) == "compound" {
            return true;
        }
        let lower = self.tree.lower(next);
        adjacent
            && (self.nouns.kind(&self.lemma(next)).is_some() || self.nouns.kind(&lower).is_some())
            && matches!(self.tree.upos(next), Upos::Noun | Upos::Propn | Upos::X)
            && self.tree.relation(next) != "appos"
    }
}

impl LocalPhrase {
    fn with_offset_parent(mut self, behind: &Behind) -> Self {
        if let Behind::Offset(_, _, place) = behind
            && place.is_some()
        {
            self.parent = place.clone();
            self.how = "so far from the place named".to_owned();
        }
        self
    }
}
