//! JSONL: one document a line, `text` or `html` and what is known beside it.

use std::io::BufRead;

use serde_json::{Map, Value};
use sitrep_types::Diagnostic;

use super::{Context, open};
use crate::facts::Facts;
use crate::{html, source};

/// Keys of the document's body and name.
const TEXT: &[&str] = &["text", "body", "content"];
const HTML: &[&str] = &["html"];
const ID: &[&str] = &["id", "doc_id"];

/// Reads all lines; a line that cannot be read is left out by its name, `FILE#7`.
pub(crate) fn read(name: &str, source: &mut dyn BufRead, context: &mut Context<'_>) {
    let mut line = Vec::new();
    let mut number = 0_u64;
    let mut n_lines_with_text = 0_u64;
    let limit = context.options.max_bytes;
    loop {
        match open::read_line(source, &mut line, limit) {
            Ok(None) => break,
            Ok(Some(is_longer)) => {
                number += 1;
                if is_longer {
                    n_lines_with_text += 1;
                    let reason = format!("the line is longer than the limit of {}; raise the limit", open::size(limit));
                    context.leave_out(&format!("{name}#{number}"), reason);
                } else if !line.iter().all(u8::is_ascii_whitespace) {
                    n_lines_with_text += 1;
                    read_line(name, number, &line, context);
                }
            }
            Err(failure) => {
                context.leave_out(name, format!("{failure} ({number} lines were read before)"));
                return;
            }
        }
    }
    if n_lines_with_text == 0 {
        context.leave_out(name, "is empty");
    }
}

fn read_line(name: &str, number: u64, line: &[u8], context: &mut Context<'_>) {
    let by_number = format!("{name}#{number}");
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let object: Map<String, Value> = match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return context.leave_out(&by_number, "the line is JSON but no object; write {\"text\": \"…\"}"),
        Err(error) => {
            let problem = std::str::from_utf8(line)
                .err()
                .map_or_else(|| error.to_string(), |utf8| format!("{utf8}; JSONL is UTF-8"));
            return context.leave_out(&by_number, format!("the line is no JSON: {problem}; mend or remove it"));
        }
    };
    let text_at = |keys: &[&str]| {
        keys.iter().find_map(|key| object.get(*key).and_then(Value::as_str)).filter(|text| !text.trim().is_empty())
    };
    let id = ID.iter().find_map(|key| match object.get(*key)? {
        Value::String(id) if !id.trim().is_empty() => Some(id.trim().to_owned()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    });
    let input = id.map_or(by_number, |id| format!("{name}#{id}"));
    let (facts, misread) = Facts::from_object(&object);
    let outcome = if let Some(text) = text_at(TEXT) {
        Ok(source::plain::document(&input, text, &facts, context.tables))
    } else if let Some(page) = text_at(HTML) {
        html::document(&input, page, &facts, context.options, context.tables)
    } else {
        Err("the line has neither \"text\" nor \"html\", or it is empty".to_owned())
    };
    match outcome {
        Ok(document) if document.text.is_empty() => context.leave_out(&input, "holds no text"),
        Ok(mut document) => {
            document.diagnostics.extend(misread.into_iter().map(|message| Diagnostic {
                stage: "ingest".to_owned(),
                span: None,
                message,
                hint: Some("write dates as 2017-03-09".to_owned()),
            }));
            context.accept(document);
        }
        Err(reason) => context.leave_out(&input, reason),
    }
}
