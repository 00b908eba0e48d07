//! Limits and choices of a run.

use crate::html::extractor::ExtractorChoice;

/// Limits and choices of a run; the defaults suit news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestOptions {
    /// A single document (a file, a line of JSONL, a record of a WARC) is left out where it is larger than this.
    pub max_bytes: u64,
    /// A compressed document is left out where it grows larger than this.
    pub max_decompressed_bytes: u64,
    /// A compressed source of many documents is given up where it grows by more than this factor: a gzip bomb. Text
    /// shrinks to a tenth, repetitive text to a fiftieth.
    pub max_growth: u64,
    /// A page nested deeper than this is read without its structure.
    pub max_html_depth: usize,
    /// ISO 639-1 codes of the languages that are read; empty is all.
    pub languages: Vec<String>,
    /// Which engine finds the main text of a page first; the other takes over where it fails.
    pub extractor: ExtractorChoice,
}

impl Default for IngestOptions {
    fn default() -> Self {
        Self {
            max_bytes: 50 * 1024 * 1024,
            max_decompressed_bytes: 100 * 1024 * 1024,
            max_growth: 300,
            max_html_depth: 500,
            languages: vec!["en".to_owned()],
            extractor: ExtractorChoice::default(),
        }
    }
}
