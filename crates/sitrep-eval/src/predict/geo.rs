//! Places and their coordinates: toponym recognition and resolution, or resolution alone on given spans.

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sitrep_annotate::{Annotator, place};
use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::{AnnotatedDocument, Block, BlockKind, Document, DocumentId, Genre, SourceMap, Span, stable_id};

use super::Options;

/// Writes one prediction a line to `out`.
///
/// With `gold_spans` the places of the input say where the names stand, never what they mean; otherwise only the text
/// is read. What counts as a toponym differs between corpora. LGL and TR-News mark adjectives of countries ("Russian"),
/// governments named by their seat and the places in the names of bodies as well, which is the rule here; GeoVirus
/// marks literal places only (`literal`). Every row says how it was found.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, options: &Options, out: &mut dyn Write) -> Result<()> {
    let gazetteer = Arc::new(Gazetteer::shipped()?);
    let annotator = Annotator::new(
        Arc::new(Resources::shipped()?),
        Arc::clone(&gazetteer),
        Arc::new(Tagger::shipped()?),
        Arc::new(sitrep_inference::Reader::embedded()?),
    );
    for (number, line) in input.lines().enumerate() {
        let row: Value = serde_json::from_str(line).with_context(|| format!("line {}: not JSON", number + 1))?;
        let text = row["text"].as_str().with_context(|| format!("line {}: no text", number + 1))?;
        let characters = Characters::new(text);
        let toponyms = if options.gold_spans {
            given(&row, text, &characters, &gazetteer)
        } else {
            let annotated = annotator.annotate(&document(text, row["url"].as_str()));
            named(&annotated, &gazetteer, options.literal, &characters)
        };
        writeln!(out, "{}", json!({ "doc_id": row["doc_id"], "toponyms": toponyms }))?;
    }
    Ok(())
}

/// Resolves the names whose spans are given.
fn given(row: &Value, text: &str, characters: &Characters, gazetteer: &Gazetteer) -> Vec<Value> {
    let spans: Vec<Span> = row["toponyms"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|toponym| {
            let at = |key: &str| characters.byte(usize::try_from(toponym[key].as_u64()?).ok()?);
            Some(Span::new(at("start")?, at("end")?))
        })
        .collect();
    let points = place::resolve_spans(text, &spans, gazetteer);
    spans.iter().zip(points).map(|(span, point)| toponym(characters, *span, point, None)).collect()
}

/// The names of places found, each with its point, under a corpus's notion of a toponym.
fn named(annotated: &AnnotatedDocument, gazetteer: &Gazetteer, literal: bool, characters: &Characters) -> Vec<Value> {
    let AnnotatedDocument { document, sentences, tokens, mentions, .. } = annotated;
    place::all_toponyms(document, sentences, tokens, mentions, gazetteer)
        .into_iter()
        .filter(|name| !(literal && name.associative))
        .filter(|name| is_written_as_name(annotated.words(name.span)))
        .filter(|name| name.point.is_some() || ends_as_place(annotated.words(name.span)))
        .map(|name| toponym(characters, name.span, name.point, Some(&name.how)))
        .collect()
}

/// Corpora mark names, not descriptions: the first word has a capital, the last one a capital or a digit.
fn is_written_as_name(words: &str) -> bool {
    let capital_or_digit = |word: &str| word.chars().any(|c| c.is_uppercase() || c.is_numeric());
    words.split_whitespace().next().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        && words.split_whitespace().next_back().is_some_and(capital_or_digit)
}

/// Corpora mark what has coordinates: of the names that no gazetteer holds only those that say themselves what they name.
fn ends_as_place(words: &str) -> bool {
    const PLACES: &[&str] = &[
        "avenue",
        "bay",
        "boulevard",
        "castle",
        "county",
        "creek",
        "delta",
        "drive",
        "freeway",
        "highway",
        "hills",
        "island",
        "islands",
        "lake",
        "lane",
        "mountain",
        "mountains",
        "parish",
        "park",
        "peninsula",
        "province",
        "river",
        "road",
        "square",
        "street",
        "township",
        "valley",
        "village",
        "way",
    ];
    words.rsplit(' ').next().is_some_and(|last| PLACES.contains(&last.to_lowercase().as_str()))
}

fn toponym(characters: &Characters, span: Span, point: Option<(f64, f64)>, how: Option<&str>) -> Value {
    let mut row = json!({
        "start": characters.character(span.start),
        "end": characters.character(span.end),
        "lat": point.map(|point| point.0),
        "lon": point.map(|point| point.1),
    });
    if let Some(how) = how {
        row["how"] = json!(how);
    }
    row
}

fn document(text: &str, url: Option<&str>) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + part.len()) });
        start += part.len() + 2;
    }
    Document {
        id: DocumentId(stable_id("d", &[text])),
        inputs: Vec::new(),
        title: None,
        outlet: None,
        url: url.map(str::to_owned),
        authors: Vec::new(),
        published: None,
        language: Some("en".to_owned()),
        genre: Genre::Unknown,
        agencies: Vec::new(),
        dateline_place: None,
        text: text.to_owned(),
        blocks,
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    }
}

/// Byte offsets of a text's characters: corpora count characters, the program bytes.
struct Characters {
    bytes: Vec<usize>,
}

impl Characters {
    fn new(text: &str) -> Self {
        Self { bytes: text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect() }
    }

    fn byte(&self, character: usize) -> Option<usize> {
        self.bytes.get(character).copied()
    }

    fn character(&self, byte: usize) -> usize {
        self.bytes.partition_point(|start| *start < byte)
    }
}
