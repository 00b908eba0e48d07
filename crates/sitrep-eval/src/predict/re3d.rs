//! Entities with the types of re3d, descriptions and nested ones included.

use std::io::Write;

use serde_json::{Value, json};
use sitrep_inference::Reader;
use sitrep_resources::Resources;

use super::Options;
use super::ner::{WordedText, documents, text_of};

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let resources = Resources::shipped()?;
    let reader = Reader::embedded()?;
    for (id, record) in documents(input)? {
        let text = WordedText::new(text_of(&record)?, &resources);
        let readings = reader.read(&text.sentences());
        let mut spans = text.entities(&readings, |word| word.entity_re3d);
        spans.extend(text.entities(&readings, |word| word.entity_re3d_inner));
        spans.sort_unstable();
        spans.dedup();
        let entities: Vec<Value> =
            spans.into_iter().map(|(start, end, kind)| json!({"start": start, "end": end, "type": kind})).collect();
        writeln!(out, "{}", json!({"doc_id": id, "entities": entities}))?;
    }
    Ok(())
}
