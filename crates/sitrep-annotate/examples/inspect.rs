//! Annotates JSON lines with a `text` (and perhaps `id`, `title`, `published`) and prints all layers.

use std::io::{BufRead, Write, stdin, stdout};
use std::sync::Arc;

use sitrep_annotate::{Annotator, print};
use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::{
    Block, BlockKind, DateInterval, Document, DocumentId, Genre, How, Published, SourceMap, Span, stable_id,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let annotator = Annotator::new(
        Arc::new(Resources::shipped()?),
        Arc::new(Gazetteer::shipped()?),
        Arc::new(Tagger::shipped()?),
        Arc::new(sitrep_inference::Reader::embedded()?),
    );
    let json = std::env::args().any(|argument| argument == "--json");
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let document = document(&row);
        let annotated = annotator.annotate(&document);
        if json {
            let layers = serde_json::json!({ "id": row["id"], "layers": annotated });
            writeln!(out, "{layers}")?;
        } else {
            writeln!(out, "=== {}", row["id"])?;
            write!(out, "{}", print::text(&annotated))?;
        }
    }
    Ok(())
}

fn document(row: &serde_json::Value) -> Document {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let parts = row["title"].as_str().map(|title| (BlockKind::Headline, title)).into_iter();
    let paragraphs = row["text"].as_str().unwrap_or_default().split("\n\n").map(|part| (BlockKind::Paragraph, part));
    for (kind, part) in parts.chain(paragraphs) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(part);
        blocks.push(Block { kind, span: Span::new(start, text.len()) });
    }
    let published = row["published"]
        .as_str()
        .and_then(|day| day.parse().ok())
        .map(|day| Published { interval: DateInterval::day(day), how: How::Metadata });
    Document {
        id: DocumentId(stable_id("d", &[&text])),
        inputs: Vec::new(),
        title: row["title"].as_str().map(str::to_owned),
        outlet: None,
        url: None,
        authors: Vec::new(),
        published,
        language: Some("en".to_owned()),
        genre: Genre::Unknown,
        agencies: Vec::new(),
        dateline_place: None,
        text,
        blocks,
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    }
}
