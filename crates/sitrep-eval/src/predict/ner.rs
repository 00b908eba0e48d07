//! Names of persons, organisations and places in CoNLL or JSON Lines.
//!
//! The reader's types are mapped to the corpora's four: GPE, LOC and FAC are LOC, NORP and MISC are MISC. Also
//! here: what the tasks over plain text share, words with offsets in characters.

use std::io::Write;

use anyhow::{Context, anyhow};
use serde_json::{Value, json};
use sitrep_annotate::{sentence, token};
use sitrep_inference::{EntityTag, Reader, SentenceReading};
use sitrep_resources::Resources;
use sitrep_types::Span;

use super::Options;

/// Sentences of a CoNLL file that are read together; they mostly come from one article, in order.
const SENTENCES_TOGETHER: usize = 8;

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let resources = Resources::shipped()?;
    let texts: Vec<(String, WordedText)> = if input.trim_start().starts_with('{') {
        documents(input)?
            .into_iter()
            .map(|(id, record)| Ok((id, WordedText::new(text_of(&record)?, None, &resources))))
            .collect::<anyhow::Result<_>>()?
    } else {
        conll_sentences(input, &resources)
    };
    let reader = Reader::embedded()?;
    let together = if input.trim_start().starts_with('{') { 1 } else { SENTENCES_TOGETHER };
    for group in texts.chunks(together) {
        let sentences: Vec<Vec<&str>> = group.iter().flat_map(|(_, text)| text.sentences()).collect();
        let readings = reader.read(&sentences)?;
        let mut rest = readings.as_slice();
        for (id, text) in group {
            let (own, others) = rest.split_at(text.words.len());
            rest = others;
            let entities: Vec<Value> = text
                .entities(own, |word| word.entity)
                .into_iter()
                .map(|(start, end, label)| json!({"start": start, "end": end, "type": unified(label)}))
                .collect();
            writeln!(out, "{}", json!({"doc_id": id, "entities": entities}))?;
        }
    }
    Ok(())
}

fn unified(label: &str) -> &str {
    match label {
        "GPE" | "LOC" | "FAC" => "LOC",
        "NORP" => "MISC",
        other => other,
    }
}

/// The sentences of a CoNLL file as documents `s1`, `s2`, …; only the first column is read.
fn conll_sentences(input: &str, resources: &Resources) -> Vec<(String, WordedText)> {
    let mut out = Vec::new();
    for block in input.split("\n\n") {
        let tokens: Vec<&str> =
            block.lines().filter_map(|line| line.split('\t').next()).filter(|word| !word.is_empty()).collect();
        if !tokens.is_empty() {
            out.push((format!("s{}", out.len() + 1), WordedText::of_tokens(&tokens, resources)));
        }
    }
    out
}

/// Lines of JSON with their `doc_id`.
pub(super) fn documents(input: &str) -> anyhow::Result<Vec<(String, Value)>> {
    let mut out = Vec::new();
    for (number, line) in input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line).with_context(|| format!("line {}", number + 1))?;
        let id = record["doc_id"].as_str().ok_or_else(|| anyhow!("line {}: no doc_id", number + 1))?;
        out.push((id.to_owned(), record));
    }
    Ok(out)
}

/// The `text` of a record.
pub(super) fn text_of(record: &Value) -> anyhow::Result<String> {
    record["text"].as_str().map(str::to_owned).ok_or_else(|| anyhow!("{}: no text", record["doc_id"]))
}

/// A text with its sentences and words.
pub(super) struct WordedText {
    text: String,
    /// Words of each sentence, in bytes.
    words: Vec<Vec<Span>>,
    /// Character index of each byte that begins a character, and of the end.
    characters: Vec<usize>,
    /// Spans that names may not cut (tokens of a CoNLL file), in bytes; empty for plain text.
    tokens: Vec<Span>,
}

impl WordedText {
    /// Splits a text, along the sentences given (in characters) or by itself.
    pub(super) fn new(text: String, sentences: Option<&[(usize, usize)]>, resources: &Resources) -> Self {
        let abbreviations = &resources.abbreviations;
        let words = match sentences {
            Some(sentences) => {
                let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                bytes.push(text.len());
                sentences
                    .iter()
                    .filter_map(|(start, end)| Some(Span::new(*bytes.get(*start)?, *bytes.get(*end)?)))
                    .map(|span| token::tokenise(&text, span, abbreviations))
                    .collect()
            }
            None => paragraphs(&text)
                .into_iter()
                .flat_map(|block| {
                    let (words, sentences) = sentence::split(&text, block, abbreviations);
                    sentences.into_iter().map(move |s| words[s.first..s.end].to_vec()).collect::<Vec<_>>()
                })
                .collect(),
        };
        Self::with(text, words, Vec::new())
    }

    fn of_tokens(tokens: &[&str], resources: &Resources) -> Self {
        let text = tokens.join(" ");
        let mut at = 0;
        let spans: Vec<Span> = tokens
            .iter()
            .map(|token| {
                let span = Span::new(at, at + token.len());
                at += token.len() + 1;
                span
            })
            .collect();
        let words = spans.iter().flat_map(|span| token::tokenise(&text, *span, &resources.abbreviations)).collect();
        Self::with(text, vec![words], spans)
    }

    fn with(text: String, words: Vec<Vec<Span>>, tokens: Vec<Span>) -> Self {
        let mut characters = vec![0; text.len() + 1];
        for (index, (at, _)) in text.char_indices().enumerate() {
            characters[at] = index;
        }
        characters[text.len()] = text.chars().count();
        Self { text, words, characters, tokens }
    }

    /// The words of each sentence.
    pub(super) fn sentences(&self) -> Vec<Vec<&str>> {
        let word = |span: &Span| span.slice(&self.text).unwrap_or_default();
        self.words.iter().map(|sentence| sentence.iter().map(word).collect()).collect()
    }

    /// First and last character of the words from one to another of a sentence.
    pub(super) fn stretch(&self, sentence: usize, first: usize, last: usize) -> (usize, usize) {
        let (mut start, mut end) = (self.words[sentence][first].start, self.words[sentence][last].end);
        let (first_byte, end_byte) = (start, end);
        for token in self.tokens.iter().filter(|token| token.start < end_byte && token.end > first_byte) {
            start = start.min(token.start);
            end = end.max(token.end);
        }
        (self.characters[start], self.characters[end])
    }

    /// The entities that a tag of each word spells out: start, end (in characters), label.
    pub(super) fn entities(
        &self,
        readings: &[SentenceReading],
        tag: impl Fn(&sitrep_inference::WordReading) -> Option<EntityTag>,
    ) -> Vec<(usize, usize, &'static str)> {
        let mut out = Vec::new();
        for (sentence, reading) in readings.iter().enumerate() {
            let mut open: Option<(usize, usize, &'static str)> = None;
            for (at, word) in reading.words.iter().enumerate() {
                match (tag(word), &mut open) {
                    (Some(EntityTag { begin: false, .. }), Some(run)) => run.1 = at,
                    (found, run) => {
                        out.extend(run.take().map(|run| (sentence, run)));
                        *run = found.map(|tag| (at, at, tag.label));
                    }
                }
            }
            out.extend(open.map(|run| (sentence, run)));
        }
        let mut spans: Vec<(usize, usize, &'static str)> = out
            .into_iter()
            .map(|(sentence, (first, last, label))| {
                let (start, end) = self.stretch(sentence, first, last);
                (start, end, label)
            })
            .collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// Stretches between blank lines: no sentence runs over one.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        out.push(Span::new(start, start + part.len()));
        start += part.len() + 2;
    }
    out
}
