//! Predictions in the formats of the annotated corpora, one file a task.
//!
//! A task reads only what a system may see of a line (text, tokens, sentences, dates, titles), never the answers.

pub mod attr;
pub mod clusters;
pub mod coref;
pub mod coref_across;
pub mod geo;
pub mod muc;
mod muc_names;
mod muc_words;
pub mod ner;
pub mod plover;
mod plover_actors;
pub mod re3d;
pub mod snippet;
pub mod timex;
pub mod types;
pub mod ud;

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use anyhow::{Context, bail};
use flate2::read::MultiGzDecoder;

/// What a prediction may be asked for beside its task.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Chains run over all documents rather than within each (`coref`).
    pub across: bool,
    /// Spans are given, only their values are asked for (`geo`).
    pub gold_spans: bool,
    /// Mentions that the input carries are not read; our own are chained (`coref`).
    pub own_mentions: bool,
    /// Only literal places: no adjectives of peoples, no places in the names of bodies (`geo`).
    pub literal: bool,
}

type Predict = fn(&str, &Options, &mut dyn Write) -> anyhow::Result<()>;

/// Every task by name.
pub const TASKS: &[(&str, Predict)] = &[
    ("attr", attr::predict),
    ("clusters", clusters::predict),
    ("coref", coref_within_or_across),
    ("geo", geo::predict),
    ("muc", muc::predict),
    ("ner", ner::predict),
    ("plover", plover::predict),
    ("re3d", re3d::predict),
    ("timex", timex::predict),
    ("types", types::predict),
    ("ud", ud::predict),
];

fn coref_within_or_across(input: &str, options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    if options.across { coref_across::predict(input, options, out) } else { coref::predict(input, options, out) }
}

/// Reads a corpus file (`.gz` or plain) and writes the task's predictions to `out`.
///
/// # Errors
/// On an unknown task, a file that cannot be read, or malformed content.
pub fn run(task: &str, file: &Path, options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some((_, predict)) = TASKS.iter().find(|(name, _)| *name == task) else {
        let names: Vec<&str> = TASKS.iter().map(|(name, _)| *name).collect();
        bail!("there is no task '{task}'; the tasks are {}", names.join(", "));
    };
    let input = read_corpus(file)?;
    predict(&input, options, out).with_context(|| format!("{}: task {task}", file.display()))
}

/// The text of a corpus file, `.gz` or plain.
///
/// # Errors
/// Where it cannot be opened or is not UTF-8.
pub fn read_corpus(file: &Path) -> anyhow::Result<String> {
    let mut opened = File::open(file).with_context(|| format!("{} cannot be opened", file.display()))?;
    let mut text = String::new();
    if file.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(opened).read_to_string(&mut text)
    } else {
        opened.read_to_string(&mut text)
    }
    .with_context(|| format!("{} is not readable UTF-8 text", file.display()))?;
    Ok(text)
}
