//! A plain text or Markdown file to a document.

use sitrep_types::Document;

use crate::assemble::{self, Raw};
use crate::facts::Facts;
use crate::metadata::front_matter;
use crate::tables::Tables;
use crate::text::line::lines;

/// Makes the document; `facts` stand beside the file and win over its front matter.
pub(crate) fn document(name: &str, text: &str, facts: &Facts, tables: &Tables) -> Document {
    let front = front_matter::read(text).or_else(|| front_matter::read_head(text));
    let (text_start, found, remarks) = match front {
        Some(front) => (front.text_start, front.facts, front.remarks),
        None => (0, Facts::default(), Vec::new()),
    };
    let lower = name.to_lowercase();
    let stem = lower.strip_suffix(".gz").unwrap_or(&lower);
    let is_markdown = stem.ends_with(".md") || stem.ends_with(".markdown");
    let raw = Raw {
        input: name.to_owned(),
        lines: lines(text, text_start..text.len(), is_markdown),
        given: facts.clone().or(found),
        markup: Facts::default(),
        remarks,
    };
    assemble::document(raw, tables)
}
