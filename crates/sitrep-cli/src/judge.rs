//! `sitrep eval` and `sitrep predict`.

use std::io::{self, BufWriter, Write};

use sitrep_eval::predict::{self, Options};
use sitrep_eval::score::{Corpora, evaluate};

use crate::arguments::{Eval, Predict};
use crate::output::Outcome;

pub fn eval(arguments: &Eval) -> anyhow::Result<Outcome> {
    evaluate(&arguments.task, &Corpora::at(&arguments.data), &mut io::stdout().lock())?;
    Ok(Outcome::Done)
}

pub fn predict(arguments: &Predict) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let options = Options {
        across: arguments.across,
        gold_spans: arguments.gold_spans,
        own_mentions: arguments.own_mentions,
        literal: arguments.literal,
    };
    predict::run(&arguments.task, &arguments.file, &options, &mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}
