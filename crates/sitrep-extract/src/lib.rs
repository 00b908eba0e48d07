//! Annotated document in, claims out: one assertion by one source, with its evidence.

use sitrep_resources::Resources;
use sitrep_types::{AnnotatedDocument, Reading};

/// Reads claims out of annotated documents.
#[derive(Debug)]
pub struct Extractor {}

impl Extractor {
    /// An extractor on these tables.
    #[must_use]
    pub fn new(_resources: &Resources) -> Self {
        Self {}
    }

    /// Everything that reconcile needs of one document.
    #[must_use]
    pub fn extract(&self, annotated: &AnnotatedDocument) -> Reading {
        Reading {
            document: annotated.document.clone(),
            claims: Vec::new(),
            places: annotated.places.clone(),
            times: annotated.times.clone(),
            relays: annotated.document.agencies.clone(),
            sentences: annotated.sentences.iter().map(|sentence| sentence.span).collect(),
            diagnostics: Vec::new(),
        }
    }
}
