//! Names of persons, organisations and places in CoNLL or JSON Lines, as the annotate stage settles them.
//!
//! Its types are mapped to the corpora's four: GPE, LOC and FAC are LOC, NORP and MISC are MISC. Also here: what the
//! tasks over plain text share, words with offsets in characters.

use std::io::Write;

use anyhow::{Context, anyhow};
use serde_json::{Value, json};
use sitrep_annotate::reader::{EntityLabel, SentenceReader, WordReading};
use sitrep_annotate::{casing, name, sentence, token};
use sitrep_gazetteer::Gazetteer;
use sitrep_inference::{EntityTag, Reader, SentenceReading};
use sitrep_resources::Resources;
use sitrep_types::{AnnotatedDocument, Block, BlockKind, MentionKind, PlaceMention, Sentence, Span, Token, Upos};

use super::{Options, snippet};

/// Sentences of a CoNLL file that are read together; they mostly come from one article, in order.
const SENTENCES_TOGETHER: usize = 8;

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let resources = Resources::shipped()?;
    let plain = input.trim_start().starts_with('{');
    let texts: Vec<(String, WordedText)> = if plain {
        documents(input)?
            .into_iter()
            .map(|(id, record)| Ok((id, WordedText::new(text_of(&record)?, &resources))))
            .collect::<anyhow::Result<_>>()?
    } else {
        conll_sentences(input, &resources)
    };
    let (reader, gazetteer) = (Reader::embedded()?, Gazetteer::shipped()?);
    for group in texts.chunks(if plain { 1 } else { SENTENCES_TOGETHER }) {
        let sentences: Vec<Vec<&str>> = group.iter().flat_map(|(_, text)| text.sentences()).collect();
        let mut readings = SentenceReader::read(&reader, &sentences)?;
        let (annotated, starts) = annotated_together(group)?;
        let caseless = casing::is_caseless(&annotated.document.text);
        for (words, reading) in sentences.iter().zip(&mut readings) {
            name::settle(words, &mut reading.words, &resources.peoples, &gazetteer, caseless);
        }
        let mut rest = readings.as_slice();
        for ((id, text), start) in group.iter().zip(starts) {
            let (own, others) = rest.split_at(text.words.len());
            rest = others;
            let words: Vec<&[WordReading]> = own.iter().map(|reading| &reading.words[..]).collect();
            let tagged = runs(&words, |word| word.entity.map(|tag| (tag.label, tag.begin)));
            let mut entities: Vec<(usize, usize, &'static str)> = tagged
                .into_iter()
                .map(|(sentence, first, last, label)| {
                    let span = text.words[sentence][first].cover(text.words[sentence][last]);
                    let (span, kind) = settled(&annotated, Span::new(span.start + start, span.end + start), label);
                    let (first, last) = text.snapped(Span::new(span.start - start, span.end - start));
                    (first, last, kind)
                })
                .collect();
            entities.sort_unstable();
            entities.dedup();
            let entities: Vec<Value> = entities
                .into_iter()
                .map(|(start, end, kind)| json!({"start": start, "end": end, "type": kind}))
                .collect();
            writeln!(out, "{}", json!({"doc_id": id, "entities": entities}))?;
        }
    }
    Ok(())
}

/// A tagged name as the later layers have it: the mention's kind where one has the same words, and "Kabul airport"
/// where the layer of places reads one place.
fn settled(annotated: &AnnotatedDocument, span: Span, label: EntityLabel) -> (Span, &'static str) {
    let same = annotated.mentions.iter().find(|mention| mention.span == span);
    let kind = match same.map(|mention| mention.kind) {
        Some(MentionKind::Person) => "PER",
        Some(MentionKind::Organisation) => "ORG",
        Some(MentionKind::Gpe | MentionKind::Location | MentionKind::Facility) => "LOC",
        Some(MentionKind::Group | MentionKind::Misc | MentionKind::Weapon) => "MISC",
        Some(MentionKind::Description) | None => match label {
            EntityLabel::Per => "PER",
            EntityLabel::Org => "ORG",
            EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac => "LOC",
            EntityLabel::Norp | EntityLabel::Misc => "MISC",
        },
    };
    let site = annotated.place_mentions.iter().find(|place| kind != "PER" && names_site(annotated, place, span));
    site.map_or((span, kind), |place| (place.span, "LOC"))
}

/// Texts annotated as one document, and where in it each begins.
fn annotated_together(group: &[(String, WordedText)]) -> anyhow::Result<(AnnotatedDocument, Vec<usize>)> {
    let (mut all, mut starts) = (String::new(), Vec::new());
    let (mut sentences, mut tokens): (Vec<Sentence>, Vec<Token>) = (Vec::new(), Vec::new());
    for (_, text) in group {
        let start = all.len();
        starts.push(start);
        for words in text.words.iter().filter(|words| !words.is_empty()) {
            let first_token = tokens.len();
            tokens.extend(words.iter().map(|word| Token {
                span: Span::new(word.start + start, word.end + start),
                lemma: String::new(),
                upos: Upos::X,
                head: None,
                deprel: "dep".to_owned(),
            }));
            let span = tokens[first_token].span.cover(tokens[tokens.len() - 1].span);
            sentences.push(Sentence { span, block: 0, first_token, end_token: tokens.len(), vector: Vec::new() });
        }
        all.push_str(&text.text);
        all.push(' ');
    }
    let mut document = snippet::document("names", &all, None);
    document.blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, all.len()) }];
    Ok((snippet::pipeline()?.annotator().annotate_words(&document, sentences, tokens), starts))
}

/// Whether a place begins with a name and goes on with the noun of its kind.
fn names_site(annotated: &AnnotatedDocument, place: &PlaceMention, name: Span) -> bool {
    let text = place.span.slice(&annotated.document.text).unwrap_or_default();
    place.span.start == name.start
        && place.span.end > name.end
        && !place.metonymic
        && text.split(' ').count() < 6
        && !text.contains(" of ")
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
    /// Splits a text into sentences and words.
    pub(super) fn new(text: String, resources: &Resources) -> Self {
        let abbreviations = &resources.abbreviations;
        let words = paragraphs(&text)
            .into_iter()
            .flat_map(|block| {
                let (words, sentences) = sentence::split(&text, block, abbreviations);
                sentences.into_iter().map(move |s| words[s.first..s.end].to_vec()).collect::<Vec<_>>()
            })
            .collect();
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

    /// The text from one word to another of a sentence.
    pub(super) fn text_of(&self, sentence: usize, first: usize, last: usize) -> &str {
        self.words[sentence][first].cover(self.words[sentence][last]).slice(&self.text).unwrap_or_default()
    }

    /// The bytes from one word to another of a sentence.
    pub(super) fn span_of(&self, sentence: usize, first: usize, last: usize) -> Option<Span> {
        let words = self.words.get(sentence)?;
        Some(words.get(first)?.cover(*words.get(last)?))
    }

    /// First and last character of the words from one to another of a sentence.
    pub(super) fn stretch(&self, sentence: usize, first: usize, last: usize) -> (usize, usize) {
        self.snapped(self.words[sentence][first].cover(self.words[sentence][last]))
    }

    /// First and last character of a span, widened to the tokens given.
    fn snapped(&self, span: Span) -> (usize, usize) {
        let (mut start, mut end) = (span.start, span.end);
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
        let words: Vec<&[sitrep_inference::WordReading]> = readings.iter().map(|reading| &reading.words[..]).collect();
        let runs = runs(&words, |word| tag(word).map(|tag| (tag.label, tag.begin)));
        let mut spans: Vec<(usize, usize, &'static str)> = runs
            .into_iter()
            .map(|(sentence, first, last, label)| {
                let (start, end) = self.stretch(sentence, first, last);
                (start, end, label)
            })
            .collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// The runs of words that tags (label, whether a run begins) spell out: sentence, first word, last word, label.
pub(super) fn runs<Word, Label: Copy>(
    sentences: &[&[Word]],
    tag: impl Fn(&Word) -> Option<(Label, bool)>,
) -> Vec<(usize, usize, usize, Label)> {
    let mut out = Vec::new();
    for (sentence, words) in sentences.iter().enumerate() {
        let mut open: Option<(usize, usize, Label)> = None;
        for (at, word) in words.iter().enumerate() {
            match (tag(word), &mut open) {
                (Some((_, false)), Some(run)) => run.1 = at,
                (found, run) => {
                    out.extend(run.take().map(|(first, last, label)| (sentence, first, last, label)));
                    *run = found.map(|(label, _)| (at, at, label));
                }
            }
        }
        out.extend(open.map(|(first, last, label)| (sentence, first, last, label)));
    }
    out
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
