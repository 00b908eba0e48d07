//! Whole records held against lists of facts: the passages of `claims` and the seed reports.

use std::fs;
use std::path::Path;

use anyhow::Context;
use sitrep::{BuildOptions, Pipeline, Project, build};

/// A pile of documents and the facts that must come out of them.
pub struct FactSheet {
    /// Name of the evaluation.
    pub task: &'static str,
    /// Documents, below the folder of the corpora.
    pub documents: &'static str,
    /// Facts, below the folder of the corpora.
    pub facts: &'static str,
}

/// The evaluations of whole records.
pub const FACT_SHEETS: &[FactSheet] = &[
    FactSheet { task: "claims", documents: "claims/dev.jsonl", facts: "claims/dev.facts.json" },
    FactSheet { task: "seeds", documents: "../seeds", facts: "../seeds/expected.json" },
];

/// Builds the record of these documents and writes its JSON export to `record`.
///
/// # Errors
/// Where the pipeline cannot be loaded or the record not be built, exported or written.
pub fn write_record(documents: &Path, record: &Path) -> anyhow::Result<()> {
    let pipeline = Pipeline::shipped()?;
    let mut project = Project::in_memory()?;
    let inputs = if documents.is_dir() {
        vec![documents.join("*.txt").display().to_string()]
    } else {
        vec![documents.display().to_string()]
    };
    build(&mut project, &pipeline, &inputs, &BuildOptions::default(), &())?;
    let built = project.record()?.context("the build made no record")?;
    let json = sitrep_present::export::json(&built, env!("CARGO_PKG_VERSION"))?;
    fs::write(record, json).with_context(|| format!("{} cannot be written", record.display()))
}
