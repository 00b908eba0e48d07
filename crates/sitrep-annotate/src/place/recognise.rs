//! Toponym recognition: the encoder's names of places, and names of the gazetteer that the words around them vouch for.
//!
//! Half of all capitalised words are the name of some place somewhere, so the gazetteer alone is believed only for
//! countries, first-order divisions and large towns, after a preposition of place, before a container ("Tiko,
//! Cameroon"), or where the dateline says so.

use rustc_hash::FxHashSet;
use sitrep_gazetteer::{Feature, Gazetteer, LocalNouns, exact_key};
use sitrep_types::{Document, Mention, MentionKind, Span};

use super::context::looked_up;
use super::mend::{People, ends_as_road, is_division_by_name, is_fragment, is_name_of_place, mend, without_sort};
use super::vouch::{Stretch, Vouched, vouched};
use crate::calendar::is_calendar_word;
use crate::tree::Tree;

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
    /// Only a proper noun that the encoder left unnamed: it is a place if the setting agrees.
    pub tentative: bool,
    /// Words for [`sitrep_types::PlaceMention::how`].
    pub how: &'static str,
}

/// Longest name looked for, in words.
const LONGEST_NAME: usize = 5;

/// All names of places in a document, sorted, not overlapping but for context.
#[must_use]
pub fn recognise(
    document: &Document,
    tree: &Tree<'_>,
    mentions: &[Mention],
    gazetteer: &Gazetteer,
    nouns: &LocalNouns,
) -> Vec<Found> {
    let text = document.text.as_str();
    let mut found = Vec::new();
    let mut other_names: Vec<Span> = Vec::new();
    // "Mosul Museum" may have been taken for a body.
    let mut facilities: Vec<Found> = Vec::new();
    for mention in mentions {
        let Some(span) = trimmed(text, mention.span) else { continue };
        let words = span.slice(text).unwrap_or_default();
        match mention.kind {
            MentionKind::Gpe | MentionKind::Location | MentionKind::Facility
                if words.chars().any(char::is_uppercase) || tree.is_caseless(mention.head) =>
            {
                let adjective = is_adjective(words, gazetteer);
                found.push(Found {
                    span,
                    adjective,
                    kind: Some(mention.kind),
                    context_only: false,
                    tentative: false,
                    how: "named as a place",
                });
            }
            MentionKind::Group if gazetteer.country_of_demonym(words).is_some() => {
                found.push(Found {
                    span,
                    adjective: true,
                    kind: None,
                    context_only: false,
                    tentative: false,
                    how: "a people",
                });
            }
            // "took control of Dabiq": what is controlled or lies outside is a place, if there may be one of that name here.
            MentionKind::Organisation | MentionKind::Person | MentionKind::Misc if is_held(text, span) => {
                found.push(Found {
                    span,
                    adjective: false,
                    kind: None,
                    context_only: false,
                    tentative: true,
                    how: "what is held is a place",
                });
            }
            MentionKind::Person
            | MentionKind::Organisation
            | MentionKind::Misc
            | MentionKind::Group
            | MentionKind::Weapon => {
                // "the battle for Goma" is nobody's name, whatever the encoder took it for.
                let capital = |span: Span| span.slice(text).is_some_and(|name| name.starts_with(char::is_uppercase));
                if capital(mention.span) {
                    other_names.push(mention.span);
                }
                facilities.push(Found {
                    span,
                    adjective: false,
                    kind: Some(mention.kind),
                    context_only: false,
                    tentative: false,
                    how: "named as a body",
                });
            }
            _ => {}
        }
    }
    for found in &mut found {
        found.span = without_people(text, found.span, gazetteer);
        found.span = widened(tree, found.span, gazetteer);
        found.span = without_sort(text, found.span, gazetteer);
    }
    mend(tree, mentions, gazetteer, nouns, &mut found);
    drop_overlaps(&mut found);
    let inner: Vec<Found> =
        found.iter().chain(&facilities).filter_map(|found| name_inside(text, found, gazetteer, nouns)).collect();
    let has_encoder = !found.is_empty() || !other_names.is_empty();
    let people = People::of(text, mentions);
    scan(document, tree, (gazetteer, nouns), (&other_names, &people), has_encoder, &mut found);
    add_dateline(document, gazetteer, &mut found);
    found.retain(|found| !inner.iter().any(|inner| inner.span.overlaps(found.span) && found.kind.is_none()));
    found.extend(inner);
    // "since May" is a date, though there are towns called so.
    found.retain(|found| !found.span.slice(text).is_some_and(is_calendar_word));
    found.sort_by_key(|found| (found.span, found.context_only));
    found
}

/// "Mosul" of "Iraqi Mosul".
fn without_people(text: &str, span: Span, gazetteer: &Gazetteer) -> Span {
    let name = span.slice(text).unwrap_or_default();
    match name.split_once(' ') {
        Some((people, place))
            if is_adjective(people, gazetteer)
                && !gazetteer.lookup(name).iter().any(|hit| hit.exact)
                && gazetteer.lookup(place).iter().any(|hit| hit.exact) =>
        {
            Span::new(span.end - place.len(), span.end)
        }
        _ => span,
    }
}

/// The span with the capitalised words before it that belong to a longer name of the gazetteer: "Cox's Bazar" where the
/// encoder marked only its end.
fn widened(tree: &Tree<'_>, span: Span, gazetteer: &Gazetteer) -> Span {
    let words = tree.words_in(span);
    let sentence = tree.sentence_words(words.start);
    let before = (sentence.start..words.start).rev().take(2).map(|first| tree.tokens[first].span.cover(span));
    // A full stop or "'s" behind it belongs to no name.
    let after = (words.end..sentence.end)
        .take(1)
        .filter(|last| tree.word(*last).starts_with(char::is_uppercase))
        .map(|last| tree.tokens[last].span.cover(span));
    before
        .chain(after)
        .find(|longer| {
            let name = longer.slice(tree.text).unwrap_or_default();
            name.starts_with(char::is_uppercase)
                && !name.starts_with("The ")
                && name.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_uppercase))
                && !name.contains(['\n', ','])
                && gazetteer.lookup(name).iter().any(|hit| {
                    let own = exact_key(gazetteer.name(hit.place)) == exact_key(name);
                    // A town's "Town" behind it is of its council; "Kansas City" is its name.
                    hit.exact && hit.record.feature != Feature::Admin2Approximate && (longer.start < span.start || own)
                })
        })
        .unwrap_or(span)
}

/// The town in "Mosul Museum", where that was given as one name.
fn name_inside(text: &str, outer: &Found, gazetteer: &Gazetteer, nouns: &LocalNouns) -> Option<Found> {
    let name = outer.span.slice(text)?;
    if let Some(inner) = name_at_an_end(name, outer, gazetteer, nouns) {
        return Some(inner);
    }
    let last = name.split_whitespace().next_back()?.to_lowercase();
    let known = gazetteer.lookup(&looked_up(name, gazetteer)).iter().any(|hit| hit.exact);
    // A street that is named after a town need not be in it.
    if outer.adjective || nouns.kind(&last).is_none() || known || ends_as_road(name) {
        return None;
    }
    let ends: Vec<usize> = name.match_indices([' ', '\'', '’', '-']).map(|(position, _)| position).collect();
    let end = ends
        .into_iter()
        .rev()
        .filter(|end| name[..*end].starts_with(char::is_uppercase) && !is_fragment(&name[..*end]))
        // "Ohio State University" is named after Ohio.
        .filter(|end| !name[..*end].ends_with(" State"))
        // "UN human rights office": of what is abbreviated only countries are meant.
        .find(|end| {
            let short = !name[..*end].contains(char::is_lowercase);
            let meant = |hit: &sitrep_gazetteer::Hit| hit.exact && (!short || hit.record.feature == Feature::Country);
            gazetteer.lookup(&name[..*end]).iter().any(meant)
        })?;
    let span = Span::new(outer.span.start, outer.span.start + end);
    Some(Found {
        span,
        // The "German" of "German consulate" does not say where it stands.
        adjective: gazetteer.country_of_demonym(&name[..end]).is_some(),
        kind: None,
        context_only: false,
        tentative: false,
        how: "part of a longer name",
    })
}

/// Whether a name of one word stands where only places stand: "control of", "the outskirts of", "the siege of".
fn is_held(text: &str, span: Span) -> bool {
    let name = span.slice(text).unwrap_or_default();
    let mut before = text.get(..span.start).unwrap_or_default().split_whitespace().rev();
    let held = ["control", "outskirts", "siege", "recapture", "encirclement", "environs", "vicinity"];
    !name.contains(' ') && before.next() == Some("of") && before.next().is_some_and(|noun| held.contains(&noun))
}

/// "Palma" of "parish church of Palma", "Rumangabo" of "Rumangabo military": a known town at either end of a site's name,
/// among words in lower case.
fn name_at_an_end(name: &str, outer: &Found, gazetteer: &Gazetteer, nouns: &LocalNouns) -> Option<Found> {
    if outer.kind != Some(MentionKind::Facility) {
        return None;
    }
    let is_town = |name: &str| {
        name.starts_with(char::is_uppercase)
            && gazetteer.lookup(name).iter().any(|hit| {
                hit.exact && matches!(hit.record.feature, Feature::City | Feature::Village | Feature::District)
            })
    };
    let inner = |from: usize, to: usize| Found {
        span: Span::new(outer.span.start + from, outer.span.start + to),
        adjective: false,
        kind: None,
        context_only: false,
        tentative: false,
        how: "part of a longer name",
    };
    if let Some((site, town)) = name.rsplit_once(" of ") {
        let noun = site.rsplit(' ').next().is_some_and(|noun| nouns.kind(noun).is_some());
        return (noun && is_town(town)).then(|| inner(name.len() - town.len(), name.len()));
    }
    let rest = name.match_indices(' ').find(|(at, _)| name[at + 1..].starts_with(char::is_lowercase))?.0;
    (is_town(&name[..rest]) && !name[rest..].contains(char::is_uppercase)).then(|| inner(0, rest))
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
pub(super) fn is_adjective(words: &str, gazetteer: &Gazetteer) -> bool {
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
    tree: &Tree<'_>,
    (gazetteer, nouns): (&Gazetteer, &LocalNouns),
    (other_names, people): (&[Span], &People<'_>),
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
    // One name has one sense in a document: what it calls a place once is one where the encoder was not sure.
    let known: FxHashSet<&str> =
        found.iter().filter(|found| !found.adjective).filter_map(|found| found.span.slice(text)).collect();
    for sentence in tree.sentences {
        let carries = document.blocks.get(sentence.block).is_none_or(|block| block.kind.carries_claims());
        if !carries {
            continue;
        }
        let words = tree.tokens.get(sentence.first_token..sentence.end_token).unwrap_or_default();
        let mut index = 0;
        while index < words.len() {
            let word = words[index].span.slice(text).unwrap_or_default();
            let article = word.eq_ignore_ascii_case("the");
            if article || !word.starts_with(char::is_uppercase) || overlaps(&taken, words[index].span) {
                index += 1;
                continue;
            }
            let mut next = index + 1;
            for length in (1..=LONGEST_NAME.min(words.len() - index)).rev() {
                let span = words[index].span.cover(words[index + length - 1].span);
                if overlaps(&taken, span) {
                    continue;
                }
                // A name that is somebody's or something's: a part of it only says where the document plays; the whole
                // of it may be a place that the encoder took for a person.
                let inside_name =
                    other_names.iter().any(|name| name.overlaps(span) && *name != span && !span.contains(*name));
                let first = sentence.first_token + index;
                let stretch = Stretch { tree, first, end: first + length, span, has_encoder, inside_name };
                if people.bear(tree, span) || !is_name_of_place(tree, span, people, gazetteer, nouns) {
                    continue;
                }
                let name = span.slice(text).unwrap_or_default();
                let again = known.contains(name) && stretch.stands_alone(&other_names);
                let in_gazetteer = || gazetteer.lookup(name).iter().any(|hit| hit.exact);
                let vouched = if (again || is_division_by_name(name)) && in_gazetteer() {
                    Some(Vouched::Surely)
                } else {
                    vouched(&stretch, gazetteer, nouns)
                };
                let Some(vouched) = vouched else { continue };
                found.push(Found {
                    span,
                    adjective: vouched == Vouched::People,
                    kind: None,
                    context_only: inside_name,
                    tentative: vouched == Vouched::BySyntax,
                    how: "a name of the gazetteer",
                });
                next = index + length;
                break;
            }
            index = next;
        }
    }
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
            found.push(Found {
                span,
                adjective: false,
                kind: None,
                context_only: false,
                tentative: false,
                how: "the dateline",
            });
        }
    }
}
