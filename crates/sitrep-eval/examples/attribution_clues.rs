//! Writes what `training/attribution/learn.py` learns from: the clues of each word of `PolNeAR`, with its label.
//!
//! `cargo run --release -p sitrep-eval --example attribution_clues -- DATA/polnear/train.jsonl.gz > clues.jsonl`
//!
//! The first line holds the words that clues may name; each other line is a window of words. Only parts of speech and
//! trees of the reader are used, which has not learnt those from `PolNeAR`: its scores of attribution would look better
//! here than on any other text.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};
use sitrep_annotate::sentence;
use sitrep_inference::{ClueLists, Reader};
use sitrep_resources::Resources;
use sitrep_types::Span;

/// Least count of a word that clues name.
const LEAST_COUNT: usize = 80;
/// Least count of a word in cues, and least share of its occurrences that are in cues, in percent.
const LEAST_IN_CUES: (usize, usize) = (6, 15);
const LABELS: [&str; 7] = ["O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"];

/// A document's words and the label of each; `None` where the annotators set the text aside.
struct Labelled {
    text: String,
    sentences: Vec<Vec<Span>>,
    labels: Vec<Vec<Option<usize>>>,
}

fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1).context("which file of PolNeAR?")?;
    let resources = Resources::shipped()?;
    let input = sitrep_eval::predict::read_corpus(Path::new(&file))?;
    let documents: Vec<Labelled> = input
        .lines()
        .map(|line| Ok(labelled(&serde_json::from_str(line)?, &resources)))
        .collect::<anyhow::Result<_>>()?;
    let lists = lists(&documents);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let sorted = |words: &mut dyn Iterator<Item = &String>| {
        let mut words: Vec<&String> = words.collect();
        words.sort();
        json!(words)
    };
    let (words, cues) = (sorted(&mut lists.words.iter()), sorted(&mut lists.cues.iter()));
    writeln!(out, "{}", json!({ "labels": LABELS, "words": words, "cues": cues }))?;
    let reader = Reader::embedded()?;
    for document in &documents {
        let sentences: Vec<Vec<&str>> = document
            .sentences
            .iter()
            .map(|words| words.iter().map(|word| word.slice(&document.text).unwrap_or_default()).collect())
            .collect();
        for window in reader.clues(&sentences, &lists) {
            let labels: Vec<Option<usize>> =
                window.iter().map(|word| document.labels[word.sentence][word.word]).collect();
            let clues: Vec<Vec<String>> = window.into_iter().map(|word| word.clues).collect();
            writeln!(out, "{}", json!({ "clues": clues, "labels": labels }))?;
        }
    }
    Ok(())
}

fn labelled(record: &Value, resources: &Resources) -> Labelled {
    let text = record["text"].as_str().unwrap_or_default().to_owned();
    let mut sentences = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        let (words, found) = sentence::split(&text, Span::new(start, start + part.len()), &resources.abbreviations);
        sentences.extend(found.into_iter().map(|sentence| words[sentence.first..sentence.end].to_vec()));
        start += part.len() + 2;
    }
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let piece = |piece: &Value| {
        let end = |index: usize| bytes.get(usize::try_from(piece[index].as_u64()?).ok()?).copied();
        Some(Span::new(end(0)?, end(1)?))
    };
    let pieces = |list: &Value| -> Vec<Span> { list.as_array().into_iter().flatten().filter_map(piece).collect() };
    let mut labels: Vec<Vec<Option<usize>>> = sentences.iter().map(|words| vec![Some(0); words.len()]).collect();
    let mut mark = |span: Span, label: &mut dyn FnMut(&mut Option<usize>)| {
        for (words, labels) in sentences.iter().zip(&mut labels) {
            for (word, old) in words.iter().zip(labels) {
                if word.overlaps(span) {
                    label(old);
                }
            }
        }
    };
    for aside in pieces(&record["discard"]) {
        mark(aside, &mut |label| *label = None);
    }
    for attribution in record["attributions"].as_array().into_iter().flatten() {
        for (role, begin) in [("source", 1), ("cue", 3), ("content", 5)] {
            for span in pieces(&attribution[role]) {
                let mut next = begin;
                mark(span, &mut |label| {
                    *label = Some(next);
                    next = begin + 1;
                });
            }
        }
    }
    Labelled { text, sentences, labels }
}

/// The words that are frequent, and those that are often in cues.
fn lists(documents: &[Labelled]) -> ClueLists {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for document in documents {
        for (words, labels) in document.sentences.iter().zip(&document.labels) {
            for (word, label) in words.iter().zip(labels) {
                let lower = word.slice(&document.text).unwrap_or_default().to_lowercase();
                let count = counts.entry(lower).or_default();
                count.0 += 1;
                count.1 += usize::from(matches!(label, Some(3 | 4)));
            }
        }
    }
    let (least, share) = LEAST_IN_CUES;
    let is_cue = |all: usize, cues: usize| cues >= least && cues * 100 > all * share;
    ClueLists {
        words: counts.iter().filter(|(_, (all, _))| *all >= LEAST_COUNT).map(|(word, _)| word.clone()).collect(),
        cues: counts.iter().filter(|(_, (all, cues))| is_cue(*all, *cues)).map(|(word, _)| word.clone()).collect(),
    }
}
