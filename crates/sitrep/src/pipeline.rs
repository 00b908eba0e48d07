//! The stages that read one document, and the one that reconciles all.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use sitrep_annotate::Annotator;
use sitrep_extract::Extractor;
use sitrep_gazetteer::Gazetteer;
use sitrep_inference::Reader;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::{AnnotatedDocument, Decision, Document, LeftOut, Reading, Record};

use crate::Error;

/// The stages with their tables and weights, loaded once and shared by all threads.
pub struct Pipeline {
    annotator: Annotator,
    extractor: Extractor,
    resources: Arc<Resources>,
}

impl Pipeline {
    /// With the tables, gazetteer and weights that ship with the program.
    ///
    /// # Errors
    /// Where one of these is malformed, which tests rule out for what is shipped.
    pub fn shipped() -> Result<Self, Error> {
        let resources = Arc::new(Resources::shipped()?);
        let gazetteer = Arc::new(Gazetteer::shipped()?);
        let tagger = Arc::new(Tagger::shipped()?);
        let reader = Arc::new(Reader::embedded()?);
        let annotator = Annotator::new(Arc::clone(&resources), gazetteer, tagger, reader);
        let extractor = Extractor::new(&resources);
        Ok(Self { annotator, extractor, resources })
    }

    /// What readings are made with; readings made with something else are stale.
    #[must_use]
    pub fn made_with(&self) -> &'static str {
        concat!("sitrep ", env!("CARGO_PKG_VERSION"))
    }

    /// The first stage alone, for texts that are split into words already.
    #[must_use]
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// One document with all its layers.
    #[must_use]
    pub fn annotate(&self, document: &Document) -> AnnotatedDocument {
        self.annotator.annotate(document)
    }

    /// The claims of one document, and what reconcile needs beside them.
    #[must_use]
    pub fn extract(&self, annotated: &AnnotatedDocument) -> Reading {
        self.extractor.extract(annotated)
    }

    /// As [`extract`](Self::extract), for a text that is known to be of conflict or politics.
    #[must_use]
    pub fn extract_political(&self, annotated: &AnnotatedDocument) -> Reading {
        self.extractor.extract_political(annotated)
    }

    /// Annotates and extracts. A fault of ours on one document must not cost the others: it becomes the reason for which
    /// that document is left out.
    ///
    /// # Errors
    /// The reason.
    pub fn read(&self, document: &Document) -> Result<Reading, String> {
        catch_unwind(AssertUnwindSafe(|| self.extract(&self.annotate(document)))).map_err(|fault| {
            let told = fault.downcast_ref::<String>().map(String::as_str).or(fault.downcast_ref::<&str>().copied());
            format!(
                "a fault of sitrep while reading it ({}); please report this document to its authors",
                told.unwrap_or("no message")
            )
        })
    }

    /// The record of all readings.
    #[must_use]
    pub fn reconcile(&self, readings: &[Reading], left_out: &[LeftOut]) -> Record {
        sitrep_reconcile::reconcile(readings, left_out, &self.resources)
    }

    /// The record of all readings, with what people decided about it.
    #[must_use]
    pub fn reconcile_decided(&self, readings: &[Reading], left_out: &[LeftOut], decisions: &[Decision]) -> Record {
        sitrep_reconcile::reconcile_decided(readings, left_out, &self.resources, decisions)
    }
}
