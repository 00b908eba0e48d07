//! All that one document yields, as it is stored and handed to reconcile.

use serde::{Deserialize, Serialize};

use crate::{Claim, Diagnostic, Document, Place, Span, TimeExpression};

/// A document with its claims and what reconcile needs of its annotations. A function of the document and the
/// resources alone, so that it can be computed once and in any order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Its claims, sorted by evidence, trigger and id.
    pub claims: Vec<Claim>,
    /// The places they name, parents included, sorted by key.
    pub places: Vec<Place>,
    /// Its time expressions: they bound the date of a document that has none.
    pub times: Vec<TimeExpression>,
    /// Agencies, outlets and officials that the text names as sources, canonical, sorted.
    pub relays: Vec<String>,
    /// Sentences, for the comparison of passages.
    pub sentences: Vec<Span>,
    /// Remarks of all stages.
    pub diagnostics: Vec<Diagnostic>,
}
