//! Toponym recognition: the encoder's names of places, and names of the gazetteer that the words around them vouch for.
//!
//! Half of all capitalised words are the name of some place somewhere, so the gazetteer alone is believed only for
//! countries, first-order divisions and large towns, after a preposition of place, before a container ("Tiko,
//! Cameroon"), or where the dateline says so.

use sitrep_gazetteer::{Feature, Gazetteer, LocalNouns, exact_key};
use sitrep_types::{Document, Mention, MentionKind, Sentence, Span, Token};

use super::context::looked_up;

/// A span that names a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its words.
    pub span: Span,
    /// A people or an adjective of one ("Iraqi").
    pub adjective: bool,
    /// What the encoder calls it; none where only the gazetteer knows it.
    pub kind: Option<MentionKind>,
    /// Part of another name ("the Iraqi Army"): it says where the document plays but is no mention.
    pub context_only: bool,
    /// Words for [`sitrep_types::PlaceMention::how`].
    pub how: &'static str,
}

/// A town of so many people is believed without the words around it.
const LARGE_TOWN: f64 = 300_000.0;
/// Longest name looked for, in words.
const LONGEST_NAME: usize = 5;
/// Prepositions and nouns that a place follows.
const BEFORE: &[&str] = &[
    "in",
    "at",
    "near",
    "of",
    "from",
    "to",
    "outside",
    "around",
    "between",
    "inside",
    "into",
    "across",
    "toward",
    "towards",
    "through",
    "via",
    "off",
    "throughout",
    "leaving",
    "entered",
    "reached",
    "captured",
    "recaptured",
    "retook",
    "seized",
    "bombed",
    "shelled",
    "besieged",
    "district",
    "province",
    "city",
    "town",
    "village",
    "capital",
    "northern",
    "southern",
];
/// Capitalised words that are hardly ever the place of that name.
const HARDLY_EVER: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "is",
    "as",
    "but",
    "and",
    "or",
    "if",
    "this",
    "that",
    "these",
    "those",
    "there",
    "when",
    "while",
    "after",
    "before",
    "for",
    "to",
    "by",
    "with",
    "from",
    "no",
    "not",
    "now",
    "police",
    "army",
    "march",
    "may",
    "june",
    "july",
    "august",
    "april",
    "january",
    "february",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "general",
    "colonel",
    "major",
    "captain",
    "king",
    "queen",
    "state",
    "states",
    "city",
    "council",
    "church",
    "university",
    "bank",
    "islam",
    "muslim",
    "allah",
    "press",
    "post",
    "times",
    "media",
    "university",
    "reading",
    "mobile",
    "nice",
    "bay",
];

/// All names of places in a document, sorted, not overlapping but for context.
#[must_use]
pub fn recognise(
    document: &Document,
    sentences: &[Sentence],
    tokens: &[Token],
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    nouns: &LocalNouns,
) -> Vec<Found> {
    let text = document.text.as_str();
    let mut found = Vec::new();
    let mut other_names: Vec<Span> = Vec::new();
    for mention in mentions {
        let Some(span) = trimmed(text, mention.span) else { continue };
        let words = span.slice(text).unwrap_or_default();
        match mention.kind {
            MentionKind::Gpe | MentionKind::Location | MentionKind::Facility => {
                let adjective = is_adjective(words, gazetteer);
                found.push(Found {
                    span,
                    adjective,
                    kind: Some(mention.kind),
                    context_only: false,
                    how: "named as a place",
                });
            }
            MentionKind::Group if gazetteer.country_of_demonym(words).is_some() => {
                found.push(Found { span, adjective: true, kind: None, context_only: false, how: "a people" });
            }
            MentionKind::Person
            | MentionKind::Organisation
            | MentionKind::Misc
            | MentionKind::Group
            | MentionKind::Weapon => {
                other_names.push(mention.span);
            }
            MentionKind::Description => {}
        }
    }
    drop_overlaps(&mut found);
    let inner: Vec<Found> = found.iter().filter_map(|found| name_inside(text, found, gazetteer, nouns)).collect();
    let has_encoder = !found.is_empty() || !other_names.is_empty();
    scan(document, sentences, tokens, gazetteer, &other_names, has_encoder, &mut found);
    add_dateline(document, gazetteer, &mut found);
    found.extend(inner);
    found.sort_by_key(|found| (found.span, found.context_only));
    found
}

/// The town in "Mosul Museum", where that was given as one name.
fn name_inside(text: &str, outer: &Found, gazetteer: &Gazetteer, nouns: &LocalNouns) -> Option<Found> {
    let name = outer.span.slice(text)?;
    let last = name.split_whitespace().next_back()?.to_lowercase();
    if outer.adjective || nouns.kind(&last).is_none() || !gazetteer.lookup(&looked_up(name, gazetteer)).is_empty() {
        return None;
    }
    let ends: Vec<usize> = name.match_indices([' ', '\'', '’', '-']).map(|(position, _)| position).collect();
    let end = ends.into_iter().rev().find(|end| gazetteer.lookup(&name[..*end]).iter().any(|hit| hit.exact))?;
    let span = Span::new(outer.span.start, outer.span.start + end);
    Some(Found { span, adjective: false, kind: None, context_only: false, how: "part of a longer name" })
}

/// A span without leading article and trailing possessive.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.slice(text)?;
    let mut start = span.start + (words.len() - words.trim_start().len());
    let mut end = span.start + words.trim_end().len();
    for article in ["the ", "The ", "THE "] {
        if text.get(start..end)?.starts_with(article) {
            start += article.len();
        }
    }
    for possessive in ["'s", "’s", "'", "’"] {
        if text.get(start..end)?.ends_with(possessive) {
            end -= possessive.len();
            break;
        }
    }
    (start < end).then(|| Span::new(start, end))
}

/// Whether a word is a people's, and no place's, name.
fn is_adjective(words: &str, gazetteer: &Gazetteer) -> bool {
    gazetteer.country_of_demonym(words).is_some()
        && !gazetteer.lookup(words).iter().any(|hit| {
            hit.exact && matches!(hit.record.feature, Feature::Country | Feature::Admin1 | Feature::Landscape)
        })
}

fn drop_overlaps(found: &mut Vec<Found>) {
    found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut end = 0;
    found.retain(|found| {
        let keep = found.span.start >= end;
        if keep {
            end = found.span.end;
        }
        keep
    });
}

/// Looks for names of the gazetteer among the capitalised words that are nobody's name yet.
fn scan(
    document: &Document,
    sentences: &[Sentence],
    tokens: &[Token],
    gazetteer: &Gazetteer,
    other_names: &[Span],
    has_encoder: bool,
    found: &mut Vec<Found>,
) {
    let text = document.text.as_str();
    let taken: Vec<Span> = found.iter().map(|found| found.span).collect();
    let overlaps = |spans: &[Span], span: Span| {
        let from = spans.partition_point(|other| other.end <= span.start);
        spans.get(from).is_some_and(|other| other.overlaps(span))
    };
    let mut other_names = other_names.to_vec();
    other_names.sort();
    for sentence in sentences {
        let carries = document.blocks.get(sentence.block).is_none_or(|block| block.kind.carries_claims());
        if !carries {
            continue;
        }
        let words = tokens.get(sentence.first_token..sentence.end_token).unwrap_or_default();
        let mut index = 0;
        while index < words.len() {
            let word = words[index].span.slice(text).unwrap_or_default();
            if !word.starts_with(char::is_uppercase) || overlaps(&taken, words[index].span) {
                index += 1;
                continue;
            }
            let inside_name = other_names.iter().any(|name| name.overlaps(words[index].span));
            let mut next = index + 1;
            for length in (1..=LONGEST_NAME.min(words.len() - index)).rev() {
                let span = words[index].span.cover(words[index + length - 1].span);
                if overlaps(&taken, span) {
                    continue;
                }
                let Some(name) = span.slice(text) else { continue };
                let Some(adjective) = vouched(text, words, index, length, name, gazetteer, has_encoder, inside_name)
                else {
                    continue;
                };
                found.push(Found {
                    span,
                    adjective,
                    kind: None,
                    context_only: inside_name,
                    how: "a name of the gazetteer",
                });
                next = index + length;
                break;
            }
            index = next;
        }
    }
}

/// Whether the words around a name vouch for it; `Some(true)` for a people's adjective.
#[allow(clippy::too_many_arguments, reason = "one question about one stretch of words")]
fn vouched(
    text: &str,
    words: &[Token],
    index: usize,
    length: usize,
    name: &str,
    gazetteer: &Gazetteer,
    has_encoder: bool,
    inside_name: bool,
) -> Option<bool> {
    if name.contains('\n') || !name.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ')') {
        return None;
    }
    if length == 1 && gazetteer.country_of_demonym(name).is_some() && is_adjective(name, gazetteer) {
        return Some(true);
    }
    if length == 1 && HARDLY_EVER.contains(&name.to_lowercase().as_str()) {
        return None;
    }
    let last = words[index + length - 1].span.slice(text)?;
    if !last.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
        return None;
    }
    let key = exact_key(name);
    let hits: Vec<_> = gazetteer.lookup(name).into_iter().filter(|hit| hit.exact).collect();
    let short = name.chars().filter(|c| c.is_alphabetic()).count() <= 3;
    if hits.is_empty() || (short && name.chars().any(char::is_lowercase)) {
        return None;
    }
    let country = hits.iter().any(|hit| hit.record.feature == Feature::Country);
    if inside_name {
        return country.then_some(false);
    }
    let region = hits.iter().any(|hit| {
        matches!(hit.record.feature, Feature::Continent)
            || (matches!(hit.record.feature, Feature::Admin1 | Feature::Landscape | Feature::Sea | Feature::River)
                && exact_key(gazetteer.name(hit.place)) == key)
    });
    let large = hits.iter().any(|hit| {
        hit.record.feature == Feature::City
            && hit.record.log_population.exp() >= LARGE_TOWN
            && (exact_key(gazetteer.name(hit.place)) == key || length > 1)
    });
    let neighbour =
        |token: Option<&Token>| token.and_then(|token| token.span.slice(text)).unwrap_or_default().to_owned();
    let (before, after) =
        (neighbour(index.checked_sub(1).and_then(|i| words.get(i))), neighbour(words.get(index + length)));
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let shouted =
        words.iter().filter(|token| token.span.slice(text).is_some_and(|w| w.chars().any(char::is_lowercase))).count()
            == 0;
    // A capitalised neighbour makes it part of a longer name ("Jordan Henderson", "Hotel California").
    if !shouted && !country {
        let joined_after =
            capital(&after) && text.get(words[index + length - 1].span.end..).is_some_and(|rest| rest.starts_with(' '));
        let joined_before =
            index > 0 && capital(&before) && !matches!(before.as_str(), "The" | "In" | "At" | "Near" | "From" | "Of");
        if joined_after || joined_before {
            return None;
        }
    }
    let cue = BEFORE.contains(&before.to_lowercase().as_str());
    let container = after == "," && {
        let rest = text.get(words[index + length - 1].span.end..).unwrap_or_default();
        rest.strip_prefix(", ").is_some_and(|rest| {
            let next: String = rest.chars().take_while(|c| c.is_alphabetic() || *c == '.').collect();
            next.starts_with(char::is_uppercase)
                && gazetteer.lookup(&next).iter().any(|hit| {
                    hit.exact
                        && matches!(hit.record.feature, Feature::Country | Feature::Admin1)
                        && hits.iter().any(|own| own.record.country == hit.record.country)
                })
        })
    };
    let trusted = country || (region && (cue || !has_encoder || length > 1)) || (large && (cue || index > 0));
    (trusted || container || (cue && (!has_encoder || large || region))).then_some(false)
}

/// The dateline names a place, in capitals that the encoder may not know.
fn add_dateline(document: &Document, gazetteer: &Gazetteer, found: &mut Vec<Found>) {
    let Some(dateline) = &document.dateline_place else { return };
    let Some(start) = document.text.find(dateline.as_str()) else { return };
    let mut offset = start;
    for part in dateline.split(", ") {
        let span = Span::new(offset, offset + part.len());
        offset += part.len() + 2;
        if !part.is_empty()
            && span.slice(&document.text) == Some(part)
            && !found.iter().any(|found| found.span.overlaps(span))
            && !gazetteer.lookup(part).is_empty()
        {
            found.push(Found { span, adjective: false, kind: None, context_only: false, how: "the dateline" });
        }
    }
}
