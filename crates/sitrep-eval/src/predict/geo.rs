//! Places and their coordinates: toponym recognition and resolution, or resolution alone on given spans.

use std::collections::BTreeMap;
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
/// is read. What counts as a toponym differs between corpora: adjectives of countries ("Russian") are given here as
/// the record has them, with their country's point.
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
        let found = if options.gold_spans {
            given(&row, text, &characters, &gazetteer)
        } else {
            places(&annotator.annotate(&document(text, row["url"].as_str())), &characters)
        };
        let toponyms: Vec<Value> = found
            .into_iter()
            .map(|((start, end), point)| {
                json!({ "start": start, "end": end, "lat": point.map(|point| point.0), "lon": point.map(|point| point.1) })
            })
            .collect();
        writeln!(out, "{}", json!({ "doc_id": row["doc_id"], "toponyms": toponyms }))?;
    }
    Ok(())
}

type Toponyms = BTreeMap<(usize, usize), Option<(f64, f64)>>;

/// Resolves the names whose spans are given.
fn given(row: &Value, text: &str, characters: &Characters, gazetteer: &Gazetteer) -> Toponyms {
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
    let positions = spans.iter().map(|span| (characters.character(span.start), characters.character(span.end)));
    positions.zip(points).collect()
}

/// The places found: named ones, each with its point; a name inside a longer one gives way to it.
fn places(annotated: &AnnotatedDocument, characters: &Characters) -> Toponyms {
    let mut found = Toponyms::new();
    for mention in &annotated.place_mentions {
        let words = annotated.words(mention.span);
        let place = mention.place.as_ref().and_then(|key| annotated.places.iter().find(|place| place.key == *key));
        let local = mention.place.as_ref().is_some_and(|key| key.0.starts_with("local:"));
        let named = words.split_whitespace().next().is_some_and(|word| word.starts_with(char::is_uppercase));
        // Corpora mark names, not descriptions: "the town" and "the Mosul museum" are none.
        if !named || (local && place.is_none_or(|place| !place.name.starts_with(char::is_uppercase))) {
            continue;
        }
        let inner = annotated
            .place_mentions
            .iter()
            .any(|other| local && other.span != mention.span && mention.span.contains(other.span) && !other.metonymic);
        if inner {
            continue;
        }
        let point = place.and_then(|place| place.latitude.zip(place.longitude));
        found.insert((characters.character(mention.span.start), characters.character(mention.span.end)), point);
    }
    found
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
