//! Where the encoder's spans of places end too soon or are none: "Laurel" of "Laurel County", "Ky" of "Ky.", a
//! surname, an acronym, a lone "North".

use rustc_hash::FxHashSet;
use sitrep_gazetteer::{Feature, Gazetteer, Hit, LocalNouns, exact_key};
use sitrep_types::{Mention, MentionKind, Span};

use super::context::is_part_word;
use super::recognise::Found;
use crate::tree::Tree;

/// Capitalised nouns that end the name of a division, whatever follows them.
const DIVISIONS: &[&str] = &["County", "Parish", "Oblast", "Governorate", "Province"];
/// Capitalised nouns that end the name of a road or a natural place, unless the name goes on.
const ENDINGS: &[&str] = &[
    "Avenue",
    "Ave.",
    "Bay",
    "Beach",
    "Boulevard",
    "Blvd.",
    "Creek",
    "Drive",
    "Falls",
    "Heights",
    "Highway",
    "Hills",
    "Island",
    "Islands",
    "Lake",
    "Lane",
    "Mountain",
    "Mountains",
    "Ocean",
    "Park",
    "Peninsula",
    "Plaza",
    "Ridge",
    "River",
    "Road",
    "Rd.",
    "Sea",
    "Springs",
    "Square",
    "St.",
    "Street",
    "Township",
    "Valley",
    "Village",
];
/// Endings that words of direction before the name belong to: "South Main Street".
const ROADS: &[&str] =
    &["Avenue", "Ave.", "Boulevard", "Blvd.", "Drive", "Highway", "Lane", "Road", "Rd.", "St.", "Street"];
/// Abbreviations are no longer than this, in letters.
const ABBREVIATION: usize = 5;
/// Words of a place's name that name none by themselves.
const FRAGMENTS: &[&str] = &[
    "avenue",
    "bay",
    "board",
    "center",
    "central",
    "centre",
    "channel",
    "city",
    "county",
    "district",
    "downtown",
    "east",
    "first",
    "general",
    "great",
    "highway",
    "house",
    "lake",
    "midtown",
    "new",
    "north",
    "northeast",
    "northwest",
    "park",
    "river",
    "road",
    "saint",
    "second",
    "south",
    "southeast",
    "southwest",
    "street",
    "third",
    "town",
    "united",
    "university",
    "upper",
    "village",
    "west",
];

/// The found spans of places, mended.
pub(super) fn mend(
    tree: &Tree<'_>,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    nouns: &LocalNouns,
    found: &mut Vec<Found>,
) {
    for place in found.iter_mut().filter(|place| !place.adjective) {
        place.span = with_ending(tree, with_full_stop(tree.text, place.span, gazetteer));
    }
    // The ending may have been given as a place of its own.
    found.sort_by_key(|place| (place.span.start, std::cmp::Reverse(place.span.end)));
    let mut end = 0;
    found.retain(|place| {
        let kept = place.span.start >= end;
        end = end.max(place.span.end);
        kept
    });
    let people = People::of(tree.text, mentions);
    found.retain(|place| place.adjective || is_name_of_place(tree, place.span, &people, gazetteer, nouns));
}

/// No abbreviation is also a town of 8,000 people; natural logarithm.
const TOWN: f64 = 9.0;

/// "Ky." for "Ky": the full stop belongs to an abbreviation.
fn with_full_stop(text: &str, span: Span, gazetteer: &Gazetteer) -> Span {
    let name = span.slice(text).unwrap_or_default();
    let dotted = text.get(span.end..).is_some_and(|rest| rest.starts_with('.'));
    if !dotted || name.contains(' ') || name.len() > ABBREVIATION + 2 {
        return span;
    }
    let inner = name.contains('.');
    let abbreviates = |hit: &Hit| {
        hit.exact
            && matches!(hit.record.feature, Feature::Admin1 | Feature::Country)
            && gazetteer.name(hit.place).len() > name.len()
            // "Gaza." ends a sentence on the Gaza Strip.
            && gazetteer.name(hit.place).split(' ').next() != Some(name)
    };
    // "near Taiz." ends a sentence, though a province is called much like its town.
    let town = |hit: &Hit| hit.exact && hit.record.feature == Feature::City && hit.record.log_population > TOWN;
    let hits = gazetteer.lookup(name);
    if inner || (name.len() <= ABBREVIATION && hits.iter().any(abbreviates) && !hits.iter().any(town)) {
        return Span::new(span.start, span.end + 1);
    }
    span
}

/// "Laurel County" for "Laurel", "South Main Street" for "Main".
fn with_ending(tree: &Tree<'_>, span: Span) -> Span {
    let text = tree.text;
    let name = span.slice(text).unwrap_or_default();
    let rest = text.get(span.end..).unwrap_or_default();
    let mut span = span;
    let mut ending = name.rsplit(' ').next().unwrap_or_default();
    if let Some(after) = rest.strip_prefix(' ') {
        let word: &str = after.split(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or_default();
        let plain = word.trim_end_matches('.');
        let abbreviated = ENDINGS.contains(&word) && word.ends_with('.');
        let known = abbreviated || ENDINGS.contains(&plain) || DIVISIONS.contains(&plain);
        let length = if abbreviated { word.len() } else { plain.len() };
        let beyond = after.get(length..).unwrap_or_default();
        let goes_on = beyond.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase));
        if known && !ENDINGS.contains(&ending) && (!goes_on || DIVISIONS.contains(&plain)) {
            span = Span::new(span.start, span.end + 1 + length);
            ending = &after[..length];
        }
    }
    if ROADS.contains(&ending) {
        let before = text.get(..span.start).unwrap_or_default();
        for direction in ["North ", "South ", "East ", "West ", "N. ", "S. ", "E. ", "W. "] {
            if before.ends_with(direction) {
                return Span::new(span.start - direction.len(), span.end);
            }
        }
    }
    span
}

/// The people whom a document names in full.
pub(super) struct People<'a> {
    spans: Vec<Span>,
    names: FxHashSet<&'a str>,
    surnames: FxHashSet<&'a str>,
}

impl<'a> People<'a> {
    /// The people of these mentions.
    pub(super) fn of(text: &'a str, mentions: &[Mention]) -> Self {
        let mut people = Self { spans: Vec::new(), names: FxHashSet::default(), surnames: FxHashSet::default() };
        for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Person) {
            let Some(name) = mention.span.slice(text) else { continue };
            let name = name.trim_end_matches("'s").trim_end_matches("’s");
            if name.contains(' ') {
                people.spans.push(mention.span);
                people.names.extend(name.split(' '));
                people.surnames.extend(name.rsplit(' ').next());
            }
        }
        people.spans.sort();
        people
    }

    /// Whether a span is part of a person's full name, or is one of the names of such a person by itself.
    pub(super) fn bear(&self, tree: &Tree<'_>, span: Span) -> bool {
        let from = self.spans.partition_point(|person| person.end <= span.start);
        let inside = self.spans.get(from).is_some_and(|person| person.contains(span));
        inside || span.slice(tree.text).is_some_and(|name| self.names.contains(name))
    }
}

/// Whether a name ends as the name of a road does.
pub(super) fn ends_as_road(name: &str) -> bool {
    name.rsplit(' ').next().is_some_and(|last| ROADS.contains(&last))
}

/// "Laurel County", "Rapides Parish": named as a division.
pub(super) fn is_division_by_name(name: &str) -> bool {
    name.rsplit_once(' ').is_some_and(|(_, last)| DIVISIONS.contains(&last))
}

/// Whether a word is only a part of names.
pub(super) fn is_fragment(name: &str) -> bool {
    let lower = name.to_lowercase();
    FRAGMENTS.contains(&lower.as_str()) || is_part_word(&lower)
}

/// "Dublin" of "Dublin City", "Texas" of "Northeast Texas": without words that only say what sort of place or which
/// part of it is meant, where the gazetteer knows no place by the whole.
pub(super) fn without_sort(text: &str, span: Span, gazetteer: &Gazetteer) -> Span {
    let name = span.slice(text).unwrap_or_default();
    let own = |name: &str| {
        gazetteer.lookup(name).iter().any(|hit| hit.exact && exact_key(gazetteer.name(hit.place)) == exact_key(name))
    };
    let exact = |name: &str| gazetteer.lookup(name).iter().any(|hit| hit.exact);
    if let Some((bare, "City" | "Town")) = name.rsplit_once(' ')
        && !own(name)
        && exact(bare)
    {
        return Span::new(span.start, span.start + bare.len());
    }
    if let Some((part, whole)) = name.split_once(' ')
        && (is_part_word(part) || part.eq_ignore_ascii_case("far"))
        && whole.starts_with(char::is_uppercase)
        && !own(name)
        && (own(whole) || exact(whole) && !exact(name))
    {
        return Span::new(span.end - whole.len(), span.end);
    }
    span
}

/// Whether a span may be the name of a place at all.
pub(super) fn is_name_of_place(
    tree: &Tree<'_>,
    span: Span,
    people: &People<'_>,
    gazetteer: &Gazetteer,
    nouns: &LocalNouns,
) -> bool {
    let name = span.slice(tree.text).unwrap_or_default();
    let lower = name.to_lowercase();
    // "Old City", "Channel" are nouns of places, "North" and "First" parts of names.
    if nouns.kind(&lower).is_some() || is_fragment(name) {
        return false;
    }
    if name.contains(' ') {
        return true;
    }
    let hits = gazetteer.lookup(name);
    let known = |hit: &Hit| hit.exact && matches!(hit.record.feature, Feature::Country | Feature::Admin1);
    let words = tree.words_in(span);
    let before = words.start.checked_sub(1).map(|before| tree.lower(before)).unwrap_or_default();
    let located = matches!(before.as_str(), "in" | "at" | "near" | "from" | "to" | "outside" | "around" | ",");
    if people.surnames.contains(name) {
        // "Paris" may be both.
        return located && hits.iter().any(|hit| hit.exact);
    }
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let acronym = (2..=ABBREVIATION).contains(&letters) && !name.chars().any(char::is_lowercase);
    if acronym && !is_shouted(tree, &words) {
        let country = hits.iter().any(|hit| hit.exact && hit.record.feature == Feature::Country);
        // "OK", "PA": a division's code stands behind a comma.
        return country || (hits.iter().any(known) && (letters > 2 || before == ","));
    }
    true
}

/// Whether the sentence of some words has no small letters.
fn is_shouted(tree: &Tree<'_>, words: &std::ops::Range<usize>) -> bool {
    if words.is_empty() {
        return false;
    }
    let sentence = tree.sentence_words(words.start);
    !tree.tokens[sentence]
        .iter()
        .any(|token| token.span.slice(tree.text).is_some_and(|word| word.chars().any(char::is_lowercase)))
}
