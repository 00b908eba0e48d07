//! The record as JSON lines: one object a line, its `record_kind` first, then exactly the fields of the JSON form.

use serde_json::{Map, Value};
use sitrep_types::Record;

use super::ExportError;
use super::record_v1::RecordV1;

/// The lists of the record, and the `record_kind` of their items.
const KINDS: &[(&str, &str)] = &[
    ("documents", "document"),
    ("left_out", "left_out"),
    ("actors", "actor"),
    ("places", "place"),
    ("claims", "claim"),
    ("events", "event"),
    ("contradictions", "contradiction"),
    ("control", "control"),
    ("not_merged", "not_merged"),
    ("decisions", "decision"),
];

/// Writes the record as JSON lines; the first line is the head (`{"record_kind":"record","sitrep":…,"schema":1}`).
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn jsonl(record: &Record, program_version: &str) -> Result<String, ExportError> {
    let value = serde_json::to_value(RecordV1::new(record, program_version)?)?;
    let mut head = Map::new();
    head.insert("record_kind".to_owned(), Value::from("record"));
    for key in ["sitrep", "schema"] {
        head.insert(key.to_owned(), value[key].clone());
    }
    let mut text = format!("{}\n", Value::Object(head));
    for (list, kind) in KINDS {
        for item in value[*list].as_array().into_iter().flatten() {
            let mut line = Map::new();
            // "kind" is also a field of actors, places and contradictions: it keeps its own name there.
            line.insert("record_kind".to_owned(), Value::from(*kind));
            line.extend(item.as_object().cloned().unwrap_or_default());
            text.push_str(&format!("{}\n", Value::Object(line)));
        }
    }
    Ok(text)
}
