//! Which document copies or reuses which: shared runs of five words, within sentences, so that cuts and a new order of
//! paragraphs do not matter, and containment rather than likeness, so that a shortened copy is found in the whole.

mod texts;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use sitrep_resources::Owners;
use sitrep_types::{Reading, Span};

use self::texts::Texts;
pub use self::texts::word_hashes;
use crate::day;
use crate::material::small;
use crate::union::Union;

/// Share of the smaller document's runs that the other must hold for a copy of like size.
const COPY_SHARE: f64 = 0.6;
/// A document shorter than this share of the other is no copy of like size, but may be a cut.
const LIKE_SIZE: f64 = 0.35;
/// Share that a much shorter document must have in the other to be a cut of it.
const CUT_SHARE: f64 = 0.85;
/// Documents with fewer runs than this are too short to be called copies.
const SHORTEST: usize = 8;
/// Share of a sentence's runs that must agree for it to be the same sentence.
const SENTENCE_SHARE: f64 = 0.6;
/// Fewest runs that must agree for it to be the same sentence.
const SENTENCE_RUNS: usize = 3;
/// Pairs of texts that are compared by one thread at a time.
const BUNDLE: usize = 4096;

/// A sentence that no other document tells in the same words.
const ALONE: u32 = u32::MAX;

/// What the texts show of who copied whom.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// For each document the one that it copies.
    pub copy_of: Vec<Option<usize>>,
    /// What shows it.
    pub reason: Vec<Option<String>>,
    /// For each sentence of all documents the passage it is a telling of; sentences of one passage share a number.
    passage: Vec<u32>,
    /// For each document where its sentences begin.
    first_sentence: Vec<usize>,
    /// Who stands behind outlets, as a reason names it.
    publishers: Vec<String>,
    /// For each document which of them.
    publisher_of: Vec<Option<u32>>,
}

impl Lineage {
    /// The passage that holds a span of a document, where other documents tell it in the same words.
    #[must_use]
    pub fn passage_at(&self, reading: &Reading, document: usize, span: Span) -> Option<usize> {
        let sentences = &reading.sentences;
        let after = sentences.partition_point(|sentence| sentence.start <= span.start);
        let of_document = self.passage.get(*self.first_sentence.get(document)?..)?;
        of_document.get(after.checked_sub(1)?).filter(|passage| **passage != ALONE).map(|&passage| passage as usize)
    }

    /// Learns which outlets are one: those of one owner, those of one masthead, and each with itself.
    #[must_use]
    pub fn published_by<'reading>(mut self, readings: &[&'reading Reading], owners: &Owners) -> Self {
        let mut known: FxHashMap<(&str, Option<&str>), u32> = FxHashMap::default();
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let publisher = |reading: &&'reading Reading| {
            let outlet = reading.document.outlet.as_ref()?.name.as_str();
            // An outlet has many addresses, but few hosts.
            let host = reading.document.url.as_deref().and_then(Owners::host);
            let publisher = known.entry((outlet, host)).or_insert_with(|| {
                let publisher = match owners.of(outlet, host) {
                    Some(owner) => format!("the same {}, {}", owner.kind.word(), owner.name),
                    None => format!("the same outlet, {outlet}"),
                };
                *numbers.entry(publisher).or_insert_with_key(|publisher| {
                    self.publishers.push(publisher.clone());
                    small(self.publishers.len() - 1)
                })
            });
            Some(*publisher)
        };
        self.publisher_of = readings.iter().map(publisher).collect();
        self
    }

    /// Who stands behind a document's outlet, as a reason names it.
    #[must_use]
    pub fn publisher(&self, document: usize) -> Option<&str> {
        let publisher = self.publisher_of.get(document).copied().flatten()?;
        self.publishers.get(publisher as usize).map(String::as_str)
    }

    /// The document at the end of the chain of copies.
    #[must_use]
    pub fn root(&self, document: usize) -> usize {
        self.copy_of.get(document).copied().flatten().unwrap_or(document)
    }
}

/// Compares all documents; `readings` are sorted by document id.
#[must_use]
pub fn lineage(readings: &[&Reading]) -> Lineage {
    let texts = Texts::new(readings);
    let mut first_sentence: Vec<usize> = Vec::with_capacity(readings.len());
    let mut sentence_count = 0;
    for document in 0..readings.len() {
        first_sentence.push(sentence_count);
        sentence_count += texts.of(document).by_sentence.len();
    }
    let pairs = texts.candidates();
    let found: Vec<Found> =
        pairs.par_chunks(BUNDLE).map(|pairs| compare(readings, &texts, &first_sentence, pairs)).collect();
    drop(pairs);
    let mut passages = Union::new(sentence_count);
    let mut copies = Union::new(readings.len());
    let mut passage = vec![ALONE; sentence_count];
    let mut evidence: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    for found in found {
        for (one, other) in found.passages {
            passages.join(one, other);
            (passage[one], passage[other]) = (small(one), small(other));
        }
        for (documents, shares) in found.copies {
            copies.join(documents.0, documents.1);
            evidence.insert(documents, shares);
        }
    }
    for (sentence, passage) in passage.iter_mut().enumerate().filter(|(_, passage)| **passage != ALONE) {
        *passage = small(passages.find(sentence));
    }
    let mut lineage = Lineage {
        copy_of: vec![None; readings.len()],
        reason: vec![None; readings.len()],
        passage,
        first_sentence,
        publishers: Vec::new(),
        publisher_of: Vec::new(),
    };
    for set in copies.sets_of_several() {
        let Some(&original) = set.iter().min_by_key(|&&at| rank(readings, &texts, &set, at)) else { continue };
        for copy in set.into_iter().filter(|&at| at != original) {
            lineage.copy_of[copy] = Some(original);
            lineage.reason[copy] = Some(match evidence.get(&(copy.min(original), copy.max(original))) {
                Some((shared, small)) => {
                    format!(
                        "{} % of the shorter text stands word for word in the other",
                        shared * 100 / (*small).max(1)
                    )
                }
                None => "both share most of their text with a third copy".to_string(),
            });
        }
    }
    lineage
}

/// What comparing texts yields.
#[derive(Default)]
struct Found {
    /// Two sentences, counted over all documents, that are one passage.
    passages: Vec<(usize, usize)>,
    /// Two documents of which one copies the other, with how many runs they share and the shorter has.
    copies: Vec<((usize, usize), (usize, usize))>,
}

fn compare(readings: &[&Reading], texts: &Texts, first_sentence: &[usize], pairs: &[(u32, u32)]) -> Found {
    let mut found = Found::default();
    let mut shared = Vec::new();
    for &(first, second) in pairs {
        let (first, second) = (first as usize, second as usize);
        let (one, other) = (texts.of(first), texts.of(second));
        let count = one.compare(other, &mut shared);
        for votes in shared.chunk_by(|one, other| one == other).filter(|votes| votes.len() >= SENTENCE_RUNS) {
            let (here, there) = (votes[0].0 as usize, votes[0].1 as usize);
            if share(votes.len(), one.by_sentence[here].min(other.by_sentence[there])) >= SENTENCE_SHARE {
                found.passages.push((first_sentence[first] + here, first_sentence[second] + there));
            }
        }
        let small = one.runs.len().min(other.runs.len());
        let large = one.runs.len().max(other.runs.len());
        if small < SHORTEST {
            continue;
        }
        let contained = share(count, small);
        let like = share(small, large) >= LIKE_SIZE;
        let cut = contained >= CUT_SHARE && !short_one_came_first(readings, texts, first, second);
        if (contained >= COPY_SHARE && like) || cut {
            found.copies.push(((first, second), (count, small)));
        }
    }
    found
}

/// Orders the documents of one text: the earliest where all are dated, the most complete, the lowest id.
fn rank(readings: &[&Reading], texts: &Texts, set: &[usize], at: usize) -> (i32, std::cmp::Reverse<usize>, usize) {
    let date = |at: usize| readings[at].document.published.as_ref().and_then(|published| published.interval.latest);
    let all_dated = set.iter().all(|&other| date(other).is_some());
    let day = if all_dated { date(at).map_or(i32::MAX, day::number) } else { 0 };
    (day, std::cmp::Reverse(texts.of(at).runs.len()), at)
}

/// Whether the shorter of two texts of very different length is known to be the older: then the longer took it up, and
/// neither is a copy.
fn short_one_came_first(readings: &[&Reading], texts: &Texts, first: usize, second: usize) -> bool {
    let runs = |document: usize| texts.of(document).runs.len();
    let (short, long) = if runs(first) <= runs(second) { (first, second) } else { (second, first) };
    if share(runs(short), runs(long)) >= LIKE_SIZE {
        return false;
    }
    let published = |at: usize| readings[at].document.published.as_ref().map(|published| published.interval);
    match (
        published(short).and_then(|interval| interval.latest),
        published(long).and_then(|interval| interval.earliest),
    ) {
        (Some(short), Some(long)) => short < long,
        _ => false,
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of words are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
