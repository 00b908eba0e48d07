//! `sitrep inspect`: what each step sees in one report.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use anyhow::bail;
use serde_json::Value;
use sitrep::{IngestOptions, Ingested, Pipeline, ingest};
use sitrep_types::Document;

use crate::arguments::{Inspect, Step};
use crate::gazetteer;
use crate::output::Outcome;

pub fn inspect(arguments: &Inspect) -> anyhow::Result<Outcome> {
    let mut documents: Vec<Document> = Vec::new();
    let mut n_left_out = 0;
    ingest(std::slice::from_ref(&arguments.input), &IngestOptions::default(), &mut |ingested| match ingested {
        Ingested::Document(document) => documents.push(*document),
        Ingested::LeftOut(left_out) => {
            n_left_out += 1;
            eprintln!("left out: {}: {}", left_out.input, left_out.reason);
        }
    });
    if documents.is_empty() {
        bail!("{}: there is nothing to inspect", arguments.input);
    }
    let pipeline =
        if arguments.step == Step::Ingest { None } else { Some(Pipeline::with_places(&gazetteer::folders(None))?) };
    let mut out = io::stdout().lock();
    for document in &documents {
        let (text, value) = look(document, arguments.step, pipeline.as_ref())?;
        if arguments.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        } else {
            writeln!(out, "{text}")?;
        }
    }
    Ok(if n_left_out == 0 { Outcome::Done } else { Outcome::SomeLeftOut })
}

/// What a step sees, printed and as JSON.
fn look(document: &Document, step: Step, pipeline: Option<&Pipeline>) -> anyhow::Result<(String, Value)> {
    let Some(pipeline) = pipeline else { return Ok((blocks(document), serde_json::to_value(document)?)) };
    let annotated = pipeline.annotate(document);
    if step == Step::Annotate {
        return Ok((sitrep::print::annotations(&annotated), serde_json::to_value(&annotated)?));
    }
    let reading = pipeline.extract(&annotated);
    Ok((sitrep::print::claims(&reading), serde_json::to_value(&reading)?))
}

/// Metadata, then each block under its kind.
fn blocks(document: &Document) -> String {
    let mut text = String::new();
    let outlet = document.outlet.as_ref().map_or("unknown", |outlet| outlet.name.as_str());
    let _ = writeln!(text, "{}  {}", document.id, document.inputs.join(", "));
    let _ = writeln!(text, "title      {}", document.title.as_deref().unwrap_or("none"));
    let _ = writeln!(text, "outlet     {outlet}");
    if let Some(published) = &document.published {
        let day = |side: Option<jiff::civil::Date>| side.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let _ = writeln!(
            text,
            "published  {} to {} (known from {:?})",
            day(published.interval.earliest),
            day(published.interval.latest),
            published.how
        );
    }
    let _ = writeln!(text, "genre      {:?}\nagencies   {}\n", document.genre, document.agencies.join(", "));
    for block in &document.blocks {
        let words = block.span.slice(&document.text).unwrap_or_default();
        let _ = writeln!(
            text,
            "{:>10} | {}",
            format!("{:?}", block.kind).to_lowercase(),
            words.replace('\n', "\n           | ")
        );
    }
    for diagnostic in &document.diagnostics {
        let _ = writeln!(text, "note: {}", diagnostic.message);
    }
    text
}
