//! Texts as sets of runs of words: how they are cut, kept close together, and compared two at a time.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use sitrep_types::{BlockKind, Reading, Span};

use crate::material::small;

/// Words in a run. Five in a row are shared by chance only in set phrases.
const RUN: usize = 5;
/// One run in this many is looked up to find pairs worth comparing; all are compared then.
const SAMPLE: u64 = 4;
/// A run held by more documents than this is paired with the first of them only, which bounds the pairs.
const LONG_LIST: usize = 40;
/// Texts that are cut and kept together.
const SHELF: usize = 1024;

/// The runs of all documents. They lie shelf by shelf in few large lists: looked up two at a time, at random, what is
/// strewn over the memory takes the longer the more there is.
pub(super) struct Texts {
    shelves: Vec<Shelf>,
}

#[derive(Default)]
struct Shelf {
    /// Distinct runs of each text, sorted.
    runs: Vec<u64>,
    /// The sentence of each run.
    sentences: Vec<u32>,
    /// Runs of each sentence.
    by_sentence: Vec<usize>,
    spots: Vec<Spot>,
}

/// Where a text lies on its shelf.
struct Spot {
    run: usize,
    runs: usize,
    sentence: usize,
    sentences: usize,
}

/// The runs of one document.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    /// Distinct runs, sorted.
    pub runs: &'a [u64],
    /// The sentence of each.
    sentences: &'a [u32],
    /// Runs of each sentence.
    pub by_sentence: &'a [usize],
}

impl Texts {
    /// Cuts the texts of these documents, without what outlets print under most of their reports.
    pub fn new(readings: &[&Reading]) -> Self {
        let mut texts = Self { shelves: readings.par_chunks(SHELF).map(Shelf::new).collect() };
        texts.drop_boilerplate(readings);
        texts
    }

    /// The text of a document.
    pub fn of(&self, document: usize) -> Text<'_> {
        let shelf = &self.shelves[document / SHELF];
        let spot = &shelf.spots[document % SHELF];
        let runs = spot.run..spot.run + spot.runs;
        Text {
            sentences: &shelf.sentences[runs.clone()],
            runs: &shelf.runs[runs],
            by_sentence: &shelf.by_sentence[spot.sentence..spot.sentence + spot.sentences],
        }
    }

    /// Drops what an outlet prints under most of its reports: runs held by more than half of its documents, at least
    /// three of them. A wire story never fills half of what an outlet publishes.
    fn drop_boilerplate(&mut self, readings: &[&Reading]) {
        let mut by_outlet: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, reading) in readings.iter().enumerate() {
            if let Some(outlet) = &reading.document.outlet {
                by_outlet.entry(outlet.name.as_str()).or_default().push(at);
            }
        }
        for documents in by_outlet.values().filter(|documents| documents.len() >= 4) {
            let mut held = self.frequent(documents);
            if held.is_empty() {
                continue;
            }
            for &at in documents {
                for run in self.of(at).runs {
                    if let Some(count) = held.get_mut(run) {
                        *count += 1;
                    }
                }
            }
            let most = (documents.len() / 2).max(2);
            held.retain(|_, count| *count > most);
            if !held.is_empty() {
                for &at in documents {
                    self.shelves[at / SHELF].drop_runs(at % SHELF, &held);
                }
            }
        }
    }

    /// Runs that can stand in more than half of these documents, to be counted: such a one stands in more than half of
    /// some bundle of them, however they are bundled. So the many others need no counter each.
    fn frequent(&self, documents: &[usize]) -> FxHashMap<u64, usize> {
        const BUNDLE: usize = 16;
        let mut found = FxHashMap::default();
        let mut all: Vec<u64> = Vec::new();
        for bundle in documents.chunks(BUNDLE) {
            all.clear();
            all.extend(bundle.iter().flat_map(|&at| self.of(at).runs));
            all.sort_unstable();
            let often = all.chunk_by(|one, other| one == other).filter(|same| same.len() > bundle.len() / 2);
            found.extend(often.map(|same| (same[0], 0)));
        }
        found
    }

    /// Pairs of documents that share a sampled run, sorted.
    pub fn candidates(&self) -> Vec<(u32, u32)> {
        let sampled_of = |(number, shelf): (usize, &Shelf)| {
            let mut sampled: Vec<(u64, u32)> = Vec::new();
            for (at, spot) in shelf.spots.iter().enumerate() {
                let looked_up = shelf.runs[spot.run..spot.run + spot.runs].iter().filter(|run| *run % SAMPLE == 0);
                sampled.extend(looked_up.map(|&run| (run, small(number * SHELF + at))));
            }
            sampled
        };
        let by_shelf: Vec<Vec<(u64, u32)>> = self.shelves.par_iter().enumerate().map(sampled_of).collect();
        let mut sampled = by_shelf.concat();
        drop(by_shelf);
        sampled.par_sort_unstable();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for list in sampled.chunk_by(|one, other| one.0 == other.0) {
            let leading = if list.len() > LONG_LIST { 1 } else { list.len() };
            for (at, &(_, first)) in list[..leading].iter().enumerate() {
                pairs.extend(list[at + 1..].iter().map(|&(_, second)| (first, second)));
            }
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }
}

impl Shelf {
    fn new(readings: &[&Reading]) -> Self {
        let mut shelf = Self::default();
        let (mut all, mut words) = (Vec::new(), Vec::new());
        for reading in readings {
            let sentence = shelf.by_sentence.len();
            shelf.cut(reading, &mut all, &mut words);
            let run = shelf.runs.len();
            shelf.runs.extend(all.iter().map(|(run, _)| *run));
            shelf.sentences.extend(all.iter().map(|(_, sentence)| *sentence));
            let sentences = shelf.by_sentence.len() - sentence;
            shelf.spots.push(Spot { run, runs: all.len(), sentence, sentences });
        }
        // What is kept of all texts at once should take no more room than it needs.
        shelf.runs.shrink_to_fit();
        shelf.sentences.shrink_to_fit();
        shelf
    }

    /// The distinct runs of a text with the first sentence of each, sorted; `words` is room to work in.
    fn cut(&mut self, reading: &Reading, all: &mut Vec<(u64, u32)>, words: &mut Vec<u64>) {
        let text = &reading.document.text;
        let silent: Vec<Span> = reading
            .document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Furniture | BlockKind::Credit))
            .map(|block| block.span)
            .collect();
        all.clear();
        for (at, sentence) in reading.sentences.iter().enumerate() {
            let from = all.len();
            let before = silent.partition_point(|block| block.start <= sentence.start);
            if !before.checked_sub(1).is_some_and(|block| silent[block].contains(*sentence)) {
                words.clear();
                words.extend(word_hashes(sentence.slice(text).unwrap_or_default()));
                all.extend(words.windows(RUN).map(|run| (run_hash(run), small(at))));
            }
            self.by_sentence.push(all.len() - from);
        }
        all.sort_unstable();
        all.dedup_by_key(|(run, _)| *run);
    }

    /// Takes runs out of a text.
    fn drop_runs(&mut self, at: usize, dropped: &FxHashMap<u64, usize>) {
        let spot = &mut self.spots[at];
        let mut kept = spot.run;
        for from in spot.run..spot.run + spot.runs {
            let (run, sentence) = (self.runs[from], self.sentences[from]);
            if dropped.contains_key(&run) {
                let count = &mut self.by_sentence[spot.sentence + sentence as usize];
                *count = count.saturating_sub(1);
            } else {
                self.runs[kept] = run;
                self.sentences[kept] = sentence;
                kept += 1;
            }
        }
        spot.runs = kept - spot.run;
    }
}

impl Text<'_> {
    /// How many runs two texts share; `shared` gets the sentences in which each of these stands in either, sorted.
    pub fn compare(self, other: Self, shared: &mut Vec<(u32, u32)>) -> usize {
        shared.clear();
        let (mut left, mut right) = (0, 0);
        while let (Some(one), Some(two)) = (self.runs.get(left), other.runs.get(right)) {
            if one == two {
                shared.push((self.sentences[left], other.sentences[right]));
            }
            // Which of two numbers is the smaller is anybody's guess: added, it need not be guessed.
            (left, right) = (left + usize::from(one <= two), right + usize::from(two <= one));
        }
        shared.sort_unstable();
        shared.len()
    }
}

/// The words of a text without case and marks, as numbers that are the same on every run.
pub fn word_hashes(text: &str) -> impl Iterator<Item = u64> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash)
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
