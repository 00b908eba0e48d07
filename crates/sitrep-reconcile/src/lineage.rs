//! Which document copies or reuses which: shared runs of five words, within sentences, so that cuts and a new order of
//! paragraphs do not matter, and containment rather than likeness, so that a shortened copy is found in the whole.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use sitrep_resources::Owners;
use sitrep_types::{BlockKind, Reading, Span};

use crate::day;
use crate::union::Union;

/// Words in a shingle. Five in a row are shared by chance only in set phrases.
const SHINGLE: usize = 5;
/// One shingle in this many is looked up to find pairs worth comparing; all are compared then.
const SAMPLE: u64 = 4;
/// A shingle held by more documents than this is paired with the first of them only, which bounds the pairs.
const LONG_LIST: usize = 40;
/// Share of the smaller document's shingles that the other must hold for a copy of like size.
const COPY_SHARE: f64 = 0.6;
/// A document shorter than this share of the other is no copy of like size, but may be a cut.
const LIKE_SIZE: f64 = 0.35;
/// Share that a much shorter document must have in the other to be a cut of it.
const CUT_SHARE: f64 = 0.85;
/// Documents with fewer shingles than this are too short to be called copies.
const SHORTEST: usize = 8;
/// Share of a sentence's shingles that must agree for it to be the same sentence.
const SENTENCE_SHARE: f64 = 0.6;

/// What the texts show of who copied whom.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// For each document the one that it copies.
    pub copy_of: Vec<Option<usize>>,
    /// What shows it.
    pub reason: Vec<Option<String>>,
    /// For each document, for each sentence, the passage it is a telling of; sentences of one passage share a number.
    pub passage: Vec<Vec<Option<usize>>>,
    /// For each document who stands behind its outlet, as a reason names it.
    pub publisher: Vec<Option<String>>,
}

impl Lineage {
    /// The passage that holds a span of a document, where other documents tell it in the same words.
    #[must_use]
    pub fn passage_at(&self, reading: &Reading, document: usize, span: Span) -> Option<usize> {
        let sentences = &reading.sentences;
        let after = sentences.partition_point(|sentence| sentence.start <= span.start);
        self.passage.get(document)?.get(after.checked_sub(1)?).copied().flatten()
    }

    /// Learns which outlets are one: those of one owner, those of one masthead, and each with itself.
    #[must_use]
    pub fn published_by<'reading>(mut self, readings: &[&'reading Reading], owners: &Owners) -> Self {
        let mut known: FxHashMap<(&str, Option<&str>), String> = FxHashMap::default();
        let publisher = |reading: &&'reading Reading| {
            let outlet = reading.document.outlet.as_ref()?.name.as_str();
            // An outlet has many addresses, but few hosts.
            let host = reading.document.url.as_deref().and_then(Owners::host);
            let publisher = known.entry((outlet, host)).or_insert_with(|| match owners.of(outlet, host) {
                Some(owner) => format!("the same {}, {}", owner.kind.word(), owner.name),
                None => format!("the same outlet, {outlet}"),
            });
            Some(publisher.clone())
        };
        self.publisher = readings.iter().map(publisher).collect();
        self
    }

    /// The document at the end of the chain of copies.
    #[must_use]
    pub fn root(&self, document: usize) -> usize {
        self.copy_of.get(document).copied().flatten().unwrap_or(document)
    }
}

struct Text {
    /// Distinct shingles, sorted.
    shingles: Vec<u64>,
    /// The sentence of each.
    sentences: Vec<u32>,
    /// Shingles of each sentence.
    by_sentence: Vec<usize>,
}

/// Compares all documents; `readings` are sorted by document id.
#[must_use]
pub fn lineage(readings: &[&Reading]) -> Lineage {
    let mut texts: Vec<Text> = readings.par_iter().map(|reading| shingles(reading)).collect();
    drop_boilerplate(readings, &mut texts);
    let pairs = candidates(&texts);
    let offsets: Vec<usize> = texts
        .iter()
        .scan(0, |next, text| {
            let at = *next;
            *next += text.by_sentence.len();
            Some(at)
        })
        .collect();
    let sentence_count = texts.iter().map(|text| text.by_sentence.len()).sum();
    let mut passages = Union::new(sentence_count);
    let mut shared_passage = vec![false; sentence_count];
    let mut copies = Union::new(readings.len());
    let mut evidence: FxHashMap<(usize, usize), (usize, usize)> = FxHashMap::default();
    let compared: Vec<(usize, Votes)> =
        pairs.par_iter().map(|&(first, second)| compare(&texts[first], &texts[second])).collect();
    for ((first, second), (shared, votes)) in pairs.into_iter().zip(compared) {
        for ((one, other), count) in votes {
            let shorter = texts[first].by_sentence[one as usize].min(texts[second].by_sentence[other as usize]);
            if share(count, shorter) >= SENTENCE_SHARE && count >= 3 {
                let (one, other) = (offsets[first] + one as usize, offsets[second] + other as usize);
                passages.join(one, other);
                shared_passage[one] = true;
                shared_passage[other] = true;
            }
        }
        let small = texts[first].shingles.len().min(texts[second].shingles.len());
        let large = texts[first].shingles.len().max(texts[second].shingles.len());
        if small < SHORTEST {
            continue;
        }
        let contained = share(shared, small);
        let like = share(small, large) >= LIKE_SIZE;
        let cut = contained >= CUT_SHARE && !short_one_came_first(readings, &texts, first, second);
        if (contained >= COPY_SHARE && like) || cut {
            copies.join(first, second);
            evidence.insert((first, second), (shared, small));
        }
    }
    let mut lineage = Lineage {
        copy_of: vec![None; readings.len()],
        reason: vec![None; readings.len()],
        passage: texts.iter().map(|text| vec![None; text.by_sentence.len()]).collect(),
        publisher: Vec::new(),
    };
    for (document, text) in texts.iter().enumerate() {
        for sentence in 0..text.by_sentence.len() {
            let at = offsets[document] + sentence;
            if shared_passage[at] {
                lineage.passage[document][sentence] = Some(passages.find(at));
            }
        }
    }
    for set in copies.sets().into_iter().filter(|set| set.len() > 1) {
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

/// Orders the documents of one text: the earliest where all are dated, the most complete, the lowest id.
fn rank(readings: &[&Reading], texts: &[Text], set: &[usize], at: usize) -> (i32, std::cmp::Reverse<usize>, usize) {
    let date = |at: usize| readings[at].document.published.as_ref().and_then(|published| published.interval.latest);
    let all_dated = set.iter().all(|&other| date(other).is_some());
    let day = if all_dated { date(at).map_or(i32::MAX, day::number) } else { 0 };
    (day, std::cmp::Reverse(texts[at].shingles.len()), at)
}

/// Whether the shorter of two texts of very different length is known to be the older: then the longer took it up, and
/// neither is a copy.
fn short_one_came_first(readings: &[&Reading], texts: &[Text], first: usize, second: usize) -> bool {
    let (short, long) =
        if texts[first].shingles.len() <= texts[second].shingles.len() { (first, second) } else { (second, first) };
    if share(texts[short].shingles.len(), texts[long].shingles.len()) >= LIKE_SIZE {
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

fn shingles(reading: &Reading) -> Text {
    let text = &reading.document.text;
    let silent: Vec<Span> = reading
        .document
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Furniture | BlockKind::Credit))
        .map(|block| block.span)
        .collect();
    let words_at_least = text.len() / 8;
    let mut all: Vec<(u64, u32)> = Vec::with_capacity(words_at_least);
    let mut by_sentence = Vec::with_capacity(reading.sentences.len());
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let from = all.len();
        let before = silent.partition_point(|block| block.start <= sentence.start);
        if !before.checked_sub(1).is_some_and(|block| silent[block].contains(*sentence)) {
            let words: Vec<u64> = word_hashes(sentence.slice(text).unwrap_or_default());
            let number = u32::try_from(at).unwrap_or(u32::MAX);
            all.extend(words.windows(SHINGLE).map(|run| (run_hash(run), number)));
        }
        by_sentence.push(all.len() - from);
    }
    all.sort_unstable();
    all.dedup_by_key(|(hash, _)| *hash);
    // What is kept of all texts at once should take no more room than it needs.
    let (shingles, sentences) = (all.iter().map(|(hash, _)| *hash), all.iter().map(|(_, sentence)| *sentence));
    Text { shingles: shingles.collect(), sentences: sentences.collect(), by_sentence }
}

/// The words of a text without case and marks, as numbers that are the same on every run.
#[must_use]
pub fn word_hashes(text: &str) -> Vec<u64> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash).collect()
}

fn word_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    if word.is_ascii() {
        word.bytes().for_each(|letter| hasher.write_u32(u32::from(letter.to_ascii_lowercase())));
    } else {
        word.chars().flat_map(char::to_lowercase).for_each(|letter| hasher.write_u32(u32::from(letter)));
    }
    mixed(hasher.finish())
}

fn run_hash(run: &[u64]) -> u64 {
    let mut hash = 0x9E37_79B9_7F4A_7C15_u64;
    for word in run {
        hash = mixed(hash.rotate_left(7) ^ word);
    }
    hash
}

/// The finaliser of SplitMix64: spreads every bit of the input over the output.
const fn mixed(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// Drops what an outlet prints under most of its reports: shingles held by more than half of its documents, at least
/// three of them. A wire story never fills half of what an outlet publishes.
fn drop_boilerplate(readings: &[&Reading], texts: &mut [Text]) {
    let mut by_outlet: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, reading) in readings.iter().enumerate() {
        if let Some(outlet) = &reading.document.outlet {
            by_outlet.entry(outlet.name.as_str()).or_default().push(at);
        }
    }
    for documents in by_outlet.values().filter(|documents| documents.len() >= 4) {
        let mut held = frequent(texts, documents);
        for &at in documents {
            for hash in &texts[at].shingles {
                if let Some(count) = held.get_mut(hash) {
                    *count += 1;
                }
            }
        }
        let most = (documents.len() / 2).max(2);
        if held.values().all(|count| *count <= most) {
            continue;
        }
        for &at in documents {
            let text = &mut texts[at];
            let keep = |hash: &u64| held.get(hash).is_none_or(|count| *count <= most);
            for (_, &sentence) in text.shingles.iter().zip(&text.sentences).filter(|(hash, _)| !keep(hash)) {
                let count = &mut text.by_sentence[sentence as usize];
                *count = count.saturating_sub(1);
            }
            let mut kept = text.shingles.iter().map(keep);
            text.sentences.retain(|_| kept.next().unwrap_or(true));
            text.shingles.retain(keep);
        }
    }
}

/// Shingles that can stand in more than half of these documents, to be counted: such a one stands in more than half of
/// some bundle of them, however they are bundled. So the many others need no counter each.
fn frequent(texts: &[Text], documents: &[usize]) -> FxHashMap<u64, usize> {
    const BUNDLE: usize = 16;
    let mut found = FxHashMap::default();
    let mut all: Vec<u64> = Vec::new();
    for bundle in documents.chunks(BUNDLE) {
        all.clear();
        all.extend(bundle.iter().flat_map(|&at| &texts[at].shingles));
        all.sort_unstable();
        let often = all.chunk_by(|one, other| one == other).filter(|run| run.len() > bundle.len() / 2);
        found.extend(often.map(|run| (run[0], 0)));
    }
    found
}

/// Pairs that share a sampled shingle, sorted.
fn candidates(texts: &[Text]) -> Vec<(usize, usize)> {
    let taken = |text: &Text| text.shingles.iter().filter(|hash| *hash % SAMPLE == 0).count();
    let mut sampled: Vec<(u64, u32)> = Vec::with_capacity(texts.iter().map(taken).sum());
    for (document, text) in texts.iter().enumerate() {
        let document = u32::try_from(document).unwrap_or(u32::MAX);
        let looked_up = text.shingles.iter().filter(|hash| *hash % SAMPLE == 0);
        sampled.extend(looked_up.map(|&hash| (hash, document)));
    }
    sampled.par_sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for list in sampled.chunk_by(|one, other| one.0 == other.0) {
        let documents: Vec<usize> = list.iter().map(|(_, document)| *document as usize).collect();
        let long = documents.len() > LONG_LIST;
        for (at, &first) in documents.iter().enumerate() {
            if long && at > 0 {
                break;
            }
            pairs.extend(documents[at + 1..].iter().map(|&second| (first, second)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Two sentences and how many shingles they share.
type Votes = Vec<((u32, u32), usize)>;

/// How many shingles two texts share, and how many each pair of their sentences does.
fn compare(first: &Text, second: &Text) -> (usize, Votes) {
    let (mut left, mut right) = (0, 0);
    let mut shared = Vec::new();
    while let (Some(one), Some(other)) = (first.shingles.get(left), second.shingles.get(right)) {
        if one == other {
            shared.push((first.sentences[left], second.sentences[right]));
        }
        // Which of two numbers is the smaller is anybody's guess: added, it need not be guessed.
        (left, right) = (left + usize::from(one <= other), right + usize::from(other <= one));
    }
    shared.sort_unstable();
    let votes = shared.chunk_by(|one, other| one == other).map(|run| (run[0], run.len())).collect();
    (shared.len(), votes)
}
