//! The stages that read one document, and the one that reconciles all.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sitrep_annotate::Annotator;
use sitrep_extract::Extractor;
use sitrep_gazetteer::{Gazetteer, user};
use sitrep_inference::Reader;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::{AnnotatedDocument, Decision, Document, LeftOut, Reading, Record, stable_id};

use crate::Error;

/// The stages with their tables and weights, loaded once and shared by all threads.
pub struct Pipeline {
    annotator: Annotator,
    extractor: Extractor,
    reconciler: Reconciler,
    made_with: String,
}

/// The stage that makes the record of all readings: a part of the pipeline that needs neither weights nor gazetteer.
pub struct Reconciler {
    resources: Arc<Resources>,
}

impl Reconciler {
    /// With the tables that ship with the program.
    ///
    /// # Errors
    /// Where one of these is malformed, which tests rule out for what is shipped.
    pub fn shipped() -> Result<Self, Error> {
        Ok(Self { resources: Arc::new(Resources::shipped()?) })
    }

    /// The record of all readings, with what people decided about it.
    #[must_use]
    pub fn reconcile_decided(&self, readings: Vec<Reading>, left_out: &[LeftOut], decisions: &[Decision]) -> Record {
        sitrep_reconcile::reconcile_decided(readings, left_out, &self.resources, decisions)
    }
}

impl Pipeline {
    /// With the tables, gazetteer and weights that ship with the program.
    ///
    /// # Errors
    /// Where one of these is malformed, which tests rule out for what is shipped.
    pub fn shipped() -> Result<Self, Error> {
        Self::with_places(&[])
    }

    /// The same with a user's own places over the shipped ones: every gazetteer file of these folders, later folders
    /// over earlier ones. A folder that is not there holds none.
    ///
    /// # Errors
    /// As [`Pipeline::shipped`], and where a file is not as it must be.
    pub fn with_places(folders: &[PathBuf]) -> Result<Self, Error> {
        // The time rules take as long as all the rest, and none needs another.
        let (tagger, (resources, gazetteer, reader)) =
            rayon::join(Tagger::shipped, || (Resources::shipped(), Gazetteer::shipped(), Reader::embedded()));
        let (tagger, resources, reader) = (Arc::new(tagger?), Arc::new(resources?), Arc::new(reader?));
        let mut gazetteer = gazetteer?;
        let mut made_with = concat!("sitrep ", env!("CARGO_PKG_VERSION")).to_owned();
        for folder in folders {
            if gazetteer.add_folder(folder)? > 0 {
                // Other places give other readings, which must not be taken for these.
                made_with.push_str(" with ");
                made_with.push_str(&fingerprint(folder));
            }
        }
        let gazetteer = Arc::new(gazetteer);
        let annotator = Annotator::new(Arc::clone(&resources), gazetteer, tagger, reader);
        let extractor = Extractor::new(&resources);
        Ok(Self { annotator, extractor, reconciler: Reconciler { resources }, made_with })
    }

    /// What readings are made with; readings made with something else are stale.
    #[must_use]
    pub fn made_with(&self) -> &str {
        &self.made_with
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

    /// The last stage alone.
    #[must_use]
    pub fn reconciler(&self) -> &Reconciler {
        &self.reconciler
    }

    /// The record of all readings.
    #[must_use]
    pub fn reconcile(&self, readings: Vec<Reading>, left_out: &[LeftOut]) -> Record {
        self.reconciler.reconcile_decided(readings, left_out, &[])
    }
}

/// An identifier of what the gazetteer files of a folder hold.
fn fingerprint(folder: &Path) -> String {
    let contents: Vec<String> =
        user::installed(folder).iter().map(|path| fs::read_to_string(path).unwrap_or_default()).collect();
    stable_id("g", &contents.iter().map(String::as_str).collect::<Vec<_>>())
}
