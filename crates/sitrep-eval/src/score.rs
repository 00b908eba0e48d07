//! `sitrep eval TASK`: predictions on the annotated corpora, judged by the corpora's own scorers.
//!
//! The scorers are plain Python programs beside the corpora; where either is absent the evaluation says 'skipped'.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::predict::{self, Options};
use crate::records::{self, FACT_SHEETS, FactSheet};
use crate::trees;

/// One corpus that a task is scored on.
struct Evaluation {
    task: &'static str,
    corpus: &'static str,
    scorer: &'static str,
    arguments: &'static [&'static str],
    options: Options,
}

const PLAIN: Options = Options { across: false, gold_spans: false, own_mentions: false, literal: false };
const OWN_MENTIONS: Options = Options { own_mentions: true, ..PLAIN };

const EVALUATIONS: &[Evaluation] = &[
    evaluation("attr", "polnear/dev.jsonl", "score_attr.py", &[]),
    evaluation("clusters", "clusters/dev.jsonl", "score_clusters.py", &[]),
    evaluation("coref", "coref/ontogum_dev.jsonl.gz", "score_coref.py", &["--within-doc"]),
    Evaluation {
        task: "coref",
        corpus: "ecb/dev.jsonl.gz",
        scorer: "score_coref.py",
        arguments: &["--annotated-only"],
        options: Options { across: true, ..PLAIN },
    },
    Evaluation {
        task: "coref",
        corpus: "coref/ontogum_dev.jsonl.gz",
        scorer: "score_coref.py",
        arguments: &["--within-doc"],
        options: OWN_MENTIONS,
    },
    Evaluation {
        task: "coref",
        corpus: "ecb/dev.jsonl.gz",
        scorer: "score_coref.py",
        arguments: &["--annotated-only"],
        options: Options { across: true, ..OWN_MENTIONS },
    },
    gold_spans("geo/lgl.jsonl"),
    gold_spans("geo/trnews.jsonl"),
    gold_spans("geo/geovirus.jsonl"),
    evaluation("geo", "geo/lgl.jsonl", "score_geo.py", &[]),
    evaluation("geo", "geo/trnews.jsonl", "score_geo.py", &[]),
    Evaluation {
        task: "geo",
        corpus: "geo/geovirus.jsonl",
        scorer: "score_geo.py",
        arguments: &[],
        options: Options { literal: true, ..PLAIN },
    },
    evaluation("muc", "muc4/dev.jsonl", "score_muc.py", &[]),
    evaluation("ner", "ner/wikigold_dev.conll", "score_ner.py", &["--types", "PER,ORG,LOC"]),
    evaluation("ner", "ner/wnut17_dev.conll", "score_ner.py", &["--types", "PER,ORG,LOC"]),
    evaluation("plover", "plover/gsr_dev.jsonl", "score_plover.py", &["--fold"]),
    evaluation("re3d", "re3d/dev.jsonl", "score_ner.py", &[]),
    evaluation("timex", "timeml/train.jsonl.gz", "score_timex.py", &[]),
    evaluation("types", "case21/dev.jsonl", "score_types.py", &[]),
    evaluation("ud", "ud/dev.conllu.gz", OWN_SCORER, &[]),
];

/// In place of a scorer's file name: trees are compared here.
const OWN_SCORER: &str = "";

const fn evaluation(
    task: &'static str,
    corpus: &'static str,
    scorer: &'static str,
    arguments: &'static [&'static str],
) -> Evaluation {
    Evaluation { task, corpus, scorer, arguments, options: PLAIN }
}

const fn gold_spans(corpus: &'static str) -> Evaluation {
    Evaluation {
        task: "geo",
        corpus,
        scorer: "score_geo.py",
        arguments: &[],
        options: Options { gold_spans: true, ..PLAIN },
    }
}

/// Where the corpora and their scorers are: `DATA/…` and, beside `DATA`, `score/`.
#[derive(Debug, Clone)]
pub struct Corpora {
    /// Folder of the corpora.
    pub data: PathBuf,
    /// Folder of the scorers.
    pub scorers: PathBuf,
}

impl Corpora {
    /// Corpora in `data`, scorers in the folder `score` beside it.
    #[must_use]
    pub fn at(data: &Path) -> Self {
        Self { data: data.to_owned(), scorers: data.join("../score") }
    }
}

/// Scores a task (or `all`) on every corpus it has, printing the command, the corpus and the scorer's figures.
///
/// # Errors
/// On an unknown task, a prediction that fails, or a scorer that does not accept it.
pub fn evaluate(task: &str, corpora: &Corpora, out: &mut dyn Write) -> anyhow::Result<()> {
    let chosen: Vec<&Evaluation> = EVALUATIONS.iter().filter(|one| task == "all" || one.task == task).collect();
    let sheets: Vec<&FactSheet> = FACT_SHEETS.iter().filter(|one| task == "all" || one.task == task).collect();
    if chosen.is_empty() && sheets.is_empty() {
        let mut names: Vec<&str> = EVALUATIONS.iter().map(|one| one.task).collect();
        names.dedup();
        names.extend(FACT_SHEETS.iter().map(|one| one.task));
        bail!("there is no evaluation '{task}'; there are {} and all", names.join(", "));
    }
    let scratch = std::env::temp_dir().join(format!("sitrep-eval-{}", std::process::id()));
    fs::create_dir_all(&scratch).with_context(|| format!("{} cannot be made", scratch.display()))?;
    let outcome = chosen
        .iter()
        .try_for_each(|one| score(one, corpora, &scratch, out))
        .and_then(|()| sheets.iter().try_for_each(|one| check(one, corpora, &scratch, out)));
    fs::remove_dir_all(&scratch).with_context(|| format!("{} cannot be removed", scratch.display()))?;
    outcome
}

fn check(one: &FactSheet, corpora: &Corpora, scratch: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let (documents, facts) = (corpora.data.join(one.documents), corpora.data.join(one.facts));
    let scorer = corpora.scorers.join("check_record.py");
    if let Some(missing) = [&documents, &facts, &scorer].into_iter().find(|path| !path.exists()) {
        writeln!(out, "{}: skipped, {} is not here", one.task, missing.display())?;
        return Ok(());
    }
    let record = scratch.join("record.json");
    records::write_record(&documents, &record)?;
    let checked = Command::new("python3").arg(&scorer).arg(&record).arg(&facts).output().context(NO_PYTHON)?;
    writeln!(out, "{} {} (check_record.py)", one.task, one.documents)?;
    out.write_all(&checked.stdout)?;
    if !checked.status.success() {
        bail!("check_record.py refused the record: {}", String::from_utf8_lossy(&checked.stderr).trim());
    }
    Ok(())
}

const NO_PYTHON: &str = "python3, which runs the scorers, cannot be started";

fn score(one: &Evaluation, corpora: &Corpora, scratch: &Path, out: &mut dyn Write) -> anyhow::Result<()> {
    let gold = corpora.data.join(one.corpus);
    let scorer = corpora.scorers.join(one.scorer);
    let given: String = [
        (one.options.across, " --across"),
        (one.options.gold_spans, " --gold-spans"),
        (one.options.own_mentions, " --own-mentions"),
        (one.options.literal, " --literal"),
    ]
    .into_iter()
    .filter_map(|(asked, flag)| asked.then_some(flag))
    .collect();
    let needed = if one.scorer == OWN_SCORER { vec![&gold] } else { vec![&gold, &scorer] };
    if let Some(missing) = needed.into_iter().find(|path| !path.exists()) {
        writeln!(out, "{} {}{given}: skipped, {} is not here", one.task, one.corpus, missing.display())?;
        return Ok(());
    }
    let predictions = scratch.join("predictions.jsonl");
    let mut file = BufWriter::new(File::create(&predictions)?);
    predict::run(one.task, &gold, &one.options, &mut file)?;
    file.flush()?;
    drop(file);
    if one.scorer == OWN_SCORER {
        let scores = trees::compare(&predict::read_corpus(&gold)?, &fs::read_to_string(&predictions)?)?;
        writeln!(out, "{} {}", one.task, one.corpus)?;
        writeln!(out, "words {}  upos {:.4}  uas {:.4}  las {:.4}", scores.words, scores.upos, scores.uas, scores.las)?;
        return Ok(());
    }
    let scored = Command::new("python3")
        .arg(&scorer)
        .arg("--gold")
        .arg(&gold)
        .arg("--pred")
        .arg(&predictions)
        .args(one.arguments)
        .output()
        .context(NO_PYTHON)?;
    writeln!(out, "{} {}{given} ({} {})", one.task, one.corpus, one.scorer, one.arguments.join(" "))?;
    out.write_all(&scored.stdout)?;
    if !scored.status.success() {
        bail!("{} refused the predictions: {}", one.scorer, String::from_utf8_lossy(&scored.stderr).trim());
    }
    Ok(())
}
