//! What a stage has to say about odd input: never an error, always with the place and a hint.

use serde::{Deserialize, Serialize};

use crate::Span;

/// A remark of a stage about one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The stage that speaks: `ingest`, `annotate`, `extract`.
    pub stage: String,
    /// Where in the cleaned text, if anywhere.
    pub span: Option<Span>,
    /// What was seen.
    pub message: String,
    /// What to do about it, if anything can be done.
    pub hint: Option<String>,
}
