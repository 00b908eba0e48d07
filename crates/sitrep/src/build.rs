//! Building a project: inputs in, readings made in parallel, one record out, each step kept as soon as it is done.

use rayon::prelude::*;
use serde::Serialize;
use sitrep_ingest::{IngestOptions, Ingested, ingest};
use sitrep_store::{Project, RecordState, Revision, StoreError};
use sitrep_types::{Document, DocumentId, LeftOut, Record};

use crate::{Error, Pipeline, Progress, Reconciler, Stage};

/// Documents read between two looks at the store: enough to keep the threads busy, few enough to lose little when killed.
const CHUNK: usize = 32;

/// How often the record is made again where others write to the project at the same time.
const TRIES: usize = 8;

/// How a build is done.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// How inputs are taken in.
    pub ingest: IngestOptions,
    /// Threads; all cores where `None`. The record does not depend on it.
    pub threads: Option<usize>,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Documents that this run's inputs held, each counted once.
    pub taken_in: usize,
    /// Documents that were annotated in this run.
    pub read: usize,
    /// Inputs of this run that were left out, and why.
    pub left_out: Vec<LeftOut>,
    /// Documents that the project holds now.
    pub documents: usize,
    /// Claims of the record.
    pub claims: usize,
    /// Events of the record.
    pub events: usize,
    /// Contradictions of the record.
    pub contradictions: usize,
}

/// Takes `inputs` into the project, reads what is new, and brings the record up to date. A run that is killed loses at
/// most the documents it had in hand; the next one goes on from there.
///
/// # Errors
/// Where the project cannot be read or written, or threads cannot be started.
pub fn build(
    project: &mut Project,
    pipeline: &Pipeline,
    inputs: &[String],
    options: &BuildOptions,
    progress: &dyn Progress,
) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    let mut taken_in: Vec<DocumentId> = Vec::new();
    let mut failure: Option<StoreError> = None;
    let mut n_seen = 0;
    ingest(inputs, &options.ingest, &mut |ingested| {
        if failure.is_some() {
            return;
        }
        n_seen += 1;
        progress.at(Stage::Ingest, n_seen, None);
        let stored = match ingested {
            Ingested::Document(document) => {
                let stored = project.put_document(&document, None).map(drop);
                taken_in.push(document.id);
                stored
            }
            Ingested::LeftOut(left_out) => {
                let stored = project.put_left_out(&left_out);
                summary.left_out.push(left_out);
                stored
            }
        };
        failure = stored.err();
    });
    if let Some(error) = failure {
        return Err(error.into());
    }
    taken_in.sort();
    taken_in.dedup();
    summary.taken_in = taken_in.len();
    read_and_reconcile(project, pipeline, options.threads, progress, &mut summary)?;
    Ok(summary)
}

/// Reads every stored document anew, with this program's tables and weights, and makes the record again.
///
/// # Errors
/// As [`build`].
pub fn rebuild(
    project: &mut Project,
    pipeline: &Pipeline,
    threads: Option<usize>,
    progress: &dyn Progress,
) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    let stale = project.document_ids()?;
    read(project, pipeline, &stale, threads, progress, &mut summary)?;
    reconcile(project, pipeline.reconciler(), progress, &mut summary)?;
    Ok(summary)
}

/// Takes documents out, named by id or by input; the record is then as if they had never come.
///
/// # Errors
/// As [`build`], and where the project holds no such document or input; then nothing is removed.
pub fn remove(
    project: &mut Project,
    pipeline: &Pipeline,
    names: &[String],
    threads: Option<usize>,
    progress: &dyn Progress,
) -> Result<Summary, Error> {
    let ids = project.document_ids()?;
    for name in names {
        if !ids.contains(&DocumentId(name.clone())) && !project.has_input(name)? {
            return Err(Error::NotHeld(name.clone()));
        }
    }
    for name in names {
        if !project.remove_input(name)? {
            project.remove_document(&DocumentId(name.clone()))?;
        }
    }
    let mut summary = Summary::default();
    read_and_reconcile(project, pipeline, threads, progress, &mut summary)?;
    Ok(summary)
}

/// Makes the record again where decisions or documents changed since it was made; reads nothing.
///
/// # Errors
/// As [`build`].
pub fn refresh(project: &mut Project, reconciler: &Reconciler, progress: &dyn Progress) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    reconcile(project, reconciler, progress, &mut summary)?;
    Ok(summary)
}

fn read_and_reconcile(
    project: &mut Project,
    pipeline: &Pipeline,
    threads: Option<usize>,
    progress: &dyn Progress,
    summary: &mut Summary,
) -> Result<(), Error> {
    let unread = project.documents_to_read(pipeline.made_with())?;
    read(project, pipeline, &unread, threads, progress, summary)?;
    reconcile(project, pipeline.reconciler(), progress, summary)
}

/// Annotates and extracts these documents in parallel, and keeps each reading in a transaction of its own.
fn read(
    project: &mut Project,
    pipeline: &Pipeline,
    ids: &[DocumentId],
    threads: Option<usize>,
    progress: &dyn Progress,
    summary: &mut Summary,
) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let n_threads = threads.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().map_err(|_| Error::Threads(n_threads))?;
    for (chunk_index, chunk) in ids.chunks(CHUNK).enumerate() {
        progress.at(Stage::Read, chunk_index * CHUNK, Some(ids.len()));
        let documents: Vec<Document> =
            chunk.iter().map(|id| project.document(id)).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
        let readings: Vec<_> = pool.install(|| documents.par_iter().map(|document| pipeline.read(document)).collect());
        for (document, reading) in documents.iter().zip(readings) {
            match reading {
                Ok(reading) => {
                    project.put_reading(&reading, pipeline.made_with())?;
                    summary.read += 1;
                }
                Err(reason) => leave_out(project, document, &reason, summary)?,
            }
        }
    }
    progress.at(Stage::Read, ids.len(), Some(ids.len()));
    Ok(())
}

fn leave_out(project: &mut Project, document: &Document, reason: &str, summary: &mut Summary) -> Result<(), Error> {
    for input in &document.inputs {
        let left_out = LeftOut { input: input.clone(), reason: reason.to_owned() };
        project.put_left_out(&left_out)?;
        summary.left_out.push(left_out);
    }
    Ok(())
}

/// A record that was just made, and what the project held then.
#[derive(Debug)]
pub struct Made {
    /// The record, which the project keeps; without the source maps of its documents.
    pub record: Record,
    /// How far the log of decisions had gone.
    pub revision: Revision,
    /// The project's [generation](Project::generation).
    pub generation: String,
}

/// Makes the record again where anything changed since it was made, keeps it, and hands it over; `None` where it was up to
/// date.
///
/// # Errors
/// As [`build`].
pub fn make_record(project: &mut Project, reconciler: &Reconciler) -> Result<Option<Made>, Error> {
    let mut made = None;
    for _ in 0..TRIES {
        if project.record_state()? == RecordState::Current {
            break;
        }
        // Two records take twice the memory.
        drop(made.take());
        // Somebody else may decide or add documents meanwhile: then the record that was made is behind, and is made again.
        let generation = project.generation()?;
        let revision = project.decision_revision()?;
        let readings = project.readings_to_reconcile()?;
        let record = reconciler.reconcile_decided(readings, &project.left_out()?, &project.decisions()?);
        match project.put_record_of(&record, &generation) {
            Ok(()) => made = Some(Made { record, revision, generation }),
            Err(StoreError::UnknownDocument { .. }) if project.generation()? != generation => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(made)
}

fn reconcile(
    project: &mut Project,
    reconciler: &Reconciler,
    progress: &dyn Progress,
    summary: &mut Summary,
) -> Result<(), Error> {
    progress.at(Stage::Reconcile, 0, Some(1));
    make_record(project, reconciler)?;
    progress.at(Stage::Reconcile, 1, Some(1));
    let counts = project.record_counts()?;
    summary.documents = counts.documents;
    summary.claims = counts.claims;
    summary.events = counts.events;
    summary.contradictions = counts.contradictions;
    summary.left_out.sort();
    Ok(())
}
