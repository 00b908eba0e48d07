//! `sitrep build`, `rebuild` and `remove`.

use anyhow::Context;
use sitrep::{BuildOptions, IngestOptions, Pipeline, Project, Summary};

use crate::arguments::{Build, Rebuild, Remove, Work};
use crate::bars::Bars;
use crate::gazetteer;
use crate::output::Outcome;

/// Left-out inputs that the summary prints one by one; the rest is counted, and `show --documents` lists all.
const LEFT_OUT_SHOWN: usize = 20;

const MEGABYTE: u64 = 1_000_000;

pub fn build(arguments: &Build) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::with_places(&gazetteer::folders(Some(&arguments.output)))?;
    let mut project = Project::open_or_create(&arguments.output)?;
    let options = BuildOptions {
        ingest: IngestOptions {
            max_bytes: arguments.max_file.saturating_mul(MEGABYTE),
            max_decompressed_bytes: arguments.max_unpacked.saturating_mul(MEGABYTE),
            ..IngestOptions::default()
        },
        threads: arguments.work.threads,
    };
    let bars = Bars::new(arguments.work.quiet);
    let summary = sitrep::build(&mut project, &pipeline, &arguments.inputs, &options, &bars)?;
    drop(bars);
    tell(&summary, &arguments.work, &arguments.output.display().to_string())?;
    Ok(if summary.taken_in == 0 {
        Outcome::Nothing
    } else if summary.left_out.is_empty() {
        Outcome::Done
    } else {
        Outcome::SomeLeftOut
    })
}

pub fn rebuild(arguments: &Rebuild) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::with_places(&gazetteer::folders(Some(&arguments.project)))?;
    let mut project = Project::open(&arguments.project)?;
    let bars = Bars::new(arguments.work.quiet);
    let summary = sitrep::rebuild(&mut project, &pipeline, arguments.work.threads, &bars)?;
    drop(bars);
    tell(&summary, &arguments.work, &arguments.project.display().to_string())?;
    Ok(if summary.left_out.is_empty() { Outcome::Done } else { Outcome::SomeLeftOut })
}

pub fn remove(arguments: &Remove) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::with_places(&gazetteer::folders(Some(&arguments.project)))?;
    let mut project = Project::open(&arguments.project)?;
    let bars = Bars::new(arguments.work.quiet);
    let summary = sitrep::remove(&mut project, &pipeline, &arguments.documents, arguments.work.threads, &bars)?;
    drop(bars);
    tell(&summary, &arguments.work, &arguments.project.display().to_string())?;
    Ok(Outcome::Done)
}

/// The summary: JSON on standard output where asked for, else words on standard error.
fn tell(summary: &Summary, work: &Work, project: &str) -> anyhow::Result<()> {
    if work.json {
        println!("{}", serde_json::to_string_pretty(summary).context("the summary cannot be written as JSON")?);
        return Ok(());
    }
    if work.quiet {
        return Ok(());
    }
    for left_out in summary.left_out.iter().take(LEFT_OUT_SHOWN) {
        eprintln!("left out: {}: {}", left_out.input, left_out.reason);
    }
    if summary.left_out.len() > LEFT_OUT_SHOWN {
        let rest = summary.left_out.len() - LEFT_OUT_SHOWN;
        eprintln!("left out: {rest} more; `sitrep show {project} --documents` lists all");
    }
    eprintln!(
        "{project}: {} documents ({} newly read, {} inputs left out), {} claims, {} events, {} contradictions",
        summary.documents,
        summary.read,
        summary.left_out.len(),
        summary.claims,
        summary.events,
        summary.contradictions
    );
    Ok(())
}
