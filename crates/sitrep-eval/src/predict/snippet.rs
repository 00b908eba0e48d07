//! Running the program on the bare texts of a corpus.

use std::sync::OnceLock;

use anyhow::{Context, anyhow};
use serde_json::Value;
use sitrep::Pipeline;
use sitrep_types::{
    AnnotatedDocument, Block, BlockKind, DateInterval, Document, DocumentId, Genre, How, Published, Reading, SourceMap,
    Span, stable_id,
};

/// The pipeline, loaded once.
///
/// # Errors
/// Where the shipped tables or weights cannot be loaded.
pub fn pipeline() -> anyhow::Result<&'static Pipeline> {
    static PIPELINE: OnceLock<Result<Pipeline, String>> = OnceLock::new();
    PIPELINE
        .get_or_init(|| Pipeline::shipped().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(|error| anyhow!("the shipped pipeline does not load: {error}"))
}

/// The lines of a JSON Lines corpus, each with its number.
///
/// # Errors
/// Where a line is no JSON or has no `doc_id`.
pub fn lines(input: &str) -> anyhow::Result<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for (index, line) in input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value: Value = serde_json::from_str(line).with_context(|| format!("line {} is no JSON", index + 1))?;
        let id =
            value.get("doc_id").and_then(Value::as_str).with_context(|| format!("line {} has no doc_id", index + 1))?;
        found.push((id.to_owned(), value));
    }
    Ok(found)
}

/// A document of one text: paragraphs where blank lines part it.
#[must_use]
pub fn document(id: &str, text: &str, published: Option<jiff::civil::Date>) -> Document {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        let span = Span::new(start, start + part.len());
        start = span.end + 2;
        if !part.trim().is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
    }
    Document {
        id: DocumentId(stable_id("d", &[id, text])),
        inputs: vec![id.to_owned()],
        title: None,
        outlet: None,
        url: None,
        authors: Vec::new(),
        published: published.map(|date| Published { interval: DateInterval::day(date), how: How::Metadata }),
        language: Some("en".to_owned()),
        genre: Genre::Report,
        agencies: Vec::new(),
        dateline_place: None,
        text: text.to_owned(),
        blocks,
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    }
}

/// Annotates and extracts one text, of which it is known that it is political.
///
/// # Errors
/// Where the pipeline does not load.
pub fn read(
    id: &str,
    text: &str,
    published: Option<jiff::civil::Date>,
) -> anyhow::Result<(AnnotatedDocument, Reading)> {
    let pipeline = pipeline()?;
    let annotated = pipeline.annotate(&document(id, text, published));
    let reading = pipeline.extract_political(&annotated);
    Ok((annotated, reading))
}
