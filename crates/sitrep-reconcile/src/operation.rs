//! Operations that go on: "for eight months" in an undated report and "since October 2016" in a dated one bound the day
//! the first was published.
//!
//! A sentence tells a start where it has a word for an operation and a time since when, a length until now, or a date
//! beside a word of beginning. Starts told for one place that can be one day are one start.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;
use sitrep_resources::Operations;
use sitrep_timex::resolve;
use sitrep_types::{ControlEffect, DateInterval, Precision, Reading, Span, TimeExpression, TimeMeaning, TimeRelation};

use crate::dates::is_open;
use crate::day;
use crate::material::{Material, sentence_at};
use crate::place::{PlaceId, Places};
use crate::view::View;

/// Shorter lengths ("for hours") date nothing.
const SHORTEST_DAYS: i32 = 6;
/// Words of direction: the sentence tells of a part of the town.
const PARTS: &[&str] = &["western", "eastern", "northern", "southern", "old city", "half"];

/// An undated document told so long after a start that others date.
#[derive(Debug, Clone)]
pub struct Length {
    /// The undated document.
    pub document: usize,
    /// When the operation began.
    pub start: DateInterval,
    /// How that is known.
    pub start_reason: String,
    /// Least days from start to publication.
    pub at_least: i32,
    /// Most days from start to publication.
    pub at_most: i32,
    /// What the document says.
    pub length_reason: String,
}

/// What one sentence tells of an operation.
struct Telling {
    document: usize,
    place: PlaceId,
    words: String,
    /// When it began, where the document's date or the words alone tell.
    start: Option<DateInterval>,
    /// How long it has gone on, in days.
    length: Option<(i32, i32)>,
}

/// Lengths of undated documents beside starts told elsewhere.
#[must_use]
pub fn lengths(
    material: &Material,
    views: &[View],
    places: &Places,
    operations: &Operations,
    open: &BTreeSet<usize>,
    by_document: &[Vec<usize>],
) -> Vec<Length> {
    let vocabulary = Vocabulary::new(operations);
    let mut undated: Vec<Telling> = Vec::new();
    let mut wanted: FxHashSet<PlaceId> = FxHashSet::default();
    for &document in open {
        for telling in tellings(material, views, &vocabulary, document, &by_document[document]) {
            if telling.length.is_some() {
                wanted.insert(telling.place);
                undated.push(telling);
            }
        }
    }
    if undated.is_empty() {
        return Vec::new();
    }
    let mut starts: BTreeMap<PlaceId, Vec<Telling>> = BTreeMap::new();
    for (document, claims) in by_document.iter().enumerate() {
        let of_interest = claims.iter().any(|&claim| views[claim].town.is_some_and(|town| wanted.contains(&town)));
        if !of_interest {
            continue;
        }
        for telling in tellings(material, views, &vocabulary, document, claims) {
            if telling.start.is_some() && wanted.contains(&telling.place) {
                starts.entry(telling.place).or_default().push(telling);
            }
        }
    }
    let mut found = Vec::new();
    for telling in undated {
        let Some((at_least, at_most)) = telling.length else { continue };
        let Some(started) = starts.get(&telling.place) else { continue };
        let Some((start, start_reason)) = best_start(material, started, telling.document) else { continue };
        let name = places.name(telling.place);
        found.push(Length {
            document: telling.document,
            start,
            start_reason: format!("the operation at {name} began {} ({start_reason})", day::words(&start)),
            at_least,
            at_most,
            length_reason: format!("“{}” has gone on that long at {name}", telling.words),
        });
    }
    found
}

/// The start told by most documents; of equals the earliest. Starts whose days can be one are one, and as exact as all
/// of them together.
fn best_start(material: &Material, started: &[Telling], except: usize) -> Option<(DateInterval, String)> {
    let mut groups: Vec<(DateInterval, BTreeSet<usize>, Vec<String>)> = Vec::new();
    let mut sorted: Vec<&Telling> = started.iter().filter(|telling| telling.document != except).collect();
    sorted.sort_by_key(|telling| {
        (telling.start.and_then(|start| day::width(&start)).unwrap_or(i32::MAX), telling.document)
    });
    for telling in sorted {
        let Some(start) = telling.start else { continue };
        let words = format!("“{}”, {}", telling.words, material.outlet(telling.document));
        match groups.iter_mut().find(|(interval, _, _)| day::meet(interval, &start).is_some()) {
            Some((interval, documents, reasons)) => {
                *interval = day::meet(interval, &start).unwrap_or(*interval);
                documents.insert(telling.document);
                reasons.push(words);
            }
            None => groups.push((start, BTreeSet::from([telling.document]), vec![words])),
        }
    }
    groups
        .into_iter()
        .min_by_key(|(interval, documents, _)| (std::cmp::Reverse(documents.len()), interval.earliest))
        .map(|(interval, _, mut reasons)| {
            reasons.dedup();
            (interval, reasons.join("; "))
        })
}

struct Vocabulary {
    begin: Vec<String>,
    operation: Vec<String>,
    ongoing: Vec<String>,
    for_length: Vec<String>,
}

impl Vocabulary {
    fn new(operations: &Operations) -> Self {
        Self {
            begin: operations.begin.clone(),
            operation: operations.operation.clone(),
            ongoing: operations.ongoing.clone(),
            for_length: operations.for_length.clone(),
        }
    }
}

/// Whether a text in lower case holds one of some words or phrases as whole words.
fn holds(text: &str, words: &[impl AsRef<str>]) -> bool {
    words.iter().map(AsRef::as_ref).any(|word| {
        text.match_indices(word).any(|(at, found)| {
            let before = text[..at].chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
            let after = text[at + found.len()..].chars().next().is_none_or(|letter| !letter.is_alphanumeric());
            before && after
        })
    })
}

fn tellings(
    material: &Material,
    views: &[View],
    vocabulary: &Vocabulary,
    document: usize,
    claims: &[usize],
) -> Vec<Telling> {
    let reading = material.readings[document];
    let mut found = Vec::new();
    for time in &reading.times {
        let Some(sentence) = sentence_of(reading, time.span) else { continue };
        let text = sentence.slice(&reading.document.text).unwrap_or_default().to_lowercase();
        let operation = holds(&text, &vocabulary.operation);
        if !operation && !holds(&text, &vocabulary.begin) {
            continue;
        }
        let told: Vec<usize> = claims
            .iter()
            .copied()
            .filter(|&claim| sentence.overlaps(material.claims[claim].claim.evidence.span))
            .collect();
        // "has held the city since 2014" tells of a holder, not of an operation.
        if told.iter().any(|&claim| material.claims[claim].claim.effect == Some(ControlEffect::ActorHolds))
            && !operation
        {
            continue;
        }
        let Some(place) = place_of(views, &told, claims) else { continue };
        if holds(&text, PARTS) {
            continue;
        }
        let words = sentence.slice(&reading.document.text).unwrap_or_default();
        let words: String = words.chars().take(120).collect();
        let telling = |start, length| Telling { document, place, words: words.clone(), start, length };
        let anchor = (!is_open(material, document))
            .then(|| reading.document.published.as_ref().map(|published| published.interval))
            .flatten();
        if let Some(length) = length_of(time) {
            if !goes_on(reading, time, &text, vocabulary) {
                continue;
            }
            let start = anchor.and_then(|anchor| before(anchor, length));
            found.push(telling(start, Some(length)));
            continue;
        }
        let begins = time.relation == TimeRelation::Since || holds(&text, &vocabulary.begin);
        if begins && operation {
            let start_meaning = match &time.meaning {
                TimeMeaning::Range { start, .. } => start,
                other => other,
            };
            let start = resolve(start_meaning, anchor.unwrap_or(DateInterval::UNKNOWN), &reading.times);
            // "began more than two weeks ago": the words give one end only.
            let known = start.earliest.is_some()
                && start.latest.is_some()
                && day::width(&start).is_some_and(|width| width <= 100);
            if known {
                found.push(telling(Some(start), None));
            }
        }
    }
    found
}

fn sentence_of(reading: &Reading, span: Span) -> Option<Span> {
    sentence_at(reading, span.start).filter(|sentence| sentence.contains(span))
}

/// The town that the claims of the sentence, or else most claims of the document, tell of.
fn place_of(views: &[View], told: &[usize], claims: &[usize]) -> Option<PlaceId> {
    let most = |list: &[usize]| {
        let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
        for &claim in list {
            if let Some(town) = views[claim].town
                && views[claim].exactness >= 0.5
            {
                *counts.entry(town).or_default() += 1;
            }
        }
        counts.into_iter().max_by_key(|&(town, count)| (count, std::cmp::Reverse(town))).map(|(town, _)| town)
    };
    most(told).or_else(|| most(claims))
}

/// Days that a length covers, widened by half its unit: "8 months" is said of seven and a half to eight and a half.
fn length_of(time: &TimeExpression) -> Option<(i32, i32)> {
    let TimeMeaning::Length { min_days, max_days } = time.meaning else { return None };
    if max_days < SHORTEST_DAYS {
        return None;
    }
    let unit = match min_days {
        ..=13 => 1,
        14..=59 => 7,
        60..=729 => 30,
        _ => 365,
    };
    // A length that is a range already has its vagueness in it.
    let slack = if max_days > min_days { 0 } else { unit / 2 };
    let modifier = time.modifier.as_deref().unwrap_or_default();
    let most = if modifier.contains("MORE") { max_days + unit } else { max_days + slack };
    let least = if modifier.contains("LESS") {
        min_days - unit
    } else if modifier.contains("MORE") {
        min_days
    } else {
        min_days - slack
    };
    Some((least.max(0), most))
}

/// Whether a length is one that reaches until now: "has held up the army for 8 months", "a two-week offensive".
fn goes_on(reading: &Reading, time: &TimeExpression, sentence: &str, vocabulary: &Vocabulary) -> bool {
    let text = &reading.document.text;
    let mut before: Vec<char> =
        text.get(..time.span.start).unwrap_or_default().trim_end().chars().rev().take(40).collect();
    before.reverse();
    let before = before.into_iter().collect::<String>().to_lowercase();
    let preceded = time.relation == TimeRelation::For
        || vocabulary.for_length.iter().any(|words| before.ends_with(words.as_str()));
    let after = text.get(time.span.end..).unwrap_or_default().trim_start();
    let next = after.chars().take(30).collect::<String>().to_lowercase();
    let attributive = vocabulary.operation.iter().any(|word| {
        next.strip_prefix(word.as_str())
            .is_some_and(|rest| rest.chars().next().is_none_or(|letter| !letter.is_alphanumeric()))
    });
    preceded && holds(sentence, &vocabulary.ongoing) || attributive
}

fn before(anchor: DateInterval, (least, most): (i32, i32)) -> Option<DateInterval> {
    let earliest = day::date_of(day::number(anchor.earliest?).checked_sub(most)?)?;
    let latest = day::date_of(day::number(anchor.latest?).checked_sub(least)?)?;
    Some(DateInterval { earliest: Some(earliest), latest: Some(latest), precision: Precision::Week })
}
