//! The facade: the stages in order, from inputs to a project with its record.
//!
//! ```no_run
//! use sitrep::{BuildOptions, Pipeline, Project, build};
//!
//! let pipeline = Pipeline::shipped()?;
//! let mut project = Project::open_or_create("story.sitrep")?;
//! let summary = build(&mut project, &pipeline, &["reports/".to_owned()], &BuildOptions::default(), &())?;
//! println!("{} events", summary.events);
//! # Ok::<(), sitrep::Error>(())
//! ```

mod build;
mod decide;
mod error;
mod pipeline;
mod progress;
mod refer;
mod value;

pub use build::{BuildOptions, Made, Summary, build, make_record, rebuild, refresh, remove};
pub use decide::{decide, decisions, export_decisions, read_decisions, undo, undoing};
pub use error::Error;
pub use pipeline::{Pipeline, Reconciler};
pub use progress::{Progress, Stage};
pub use refer::{Refs, claim_ref};
pub use value::{FIELDS, parse_actor, parse_interval, parse_place, parse_value};
/// The steps' results as a person reads them.
pub mod print {
    pub use sitrep_annotate::print::text as annotations;
    pub use sitrep_extract::print::text as claims;
}

pub use sitrep_ingest::{IngestOptions, Ingested, ingest};
pub use sitrep_store::{Project, RecordState, Revision, StoreError};
