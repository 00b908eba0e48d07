//! Predictions of one task without the rest of the program:
//! `cargo run --release -p sitrep-eval --example predict -- ud dev.conllu.gz > out.conllu`.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::bail;
use sitrep_eval::predict::{Options, run};
use sitrep_eval::trees;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, file, flags @ ..] = arguments.as_slice() else {
        bail!("usage: predict TASK FILE [--across] [--own-mentions]")
    };
    let asked = |flag: &str| flags.iter().any(|given| given == flag);
    let options = Options { across: asked("--across"), own_mentions: asked("--own-mentions"), ..Options::default() };
    if task == "ud-score" {
        let gold = sitrep_eval::predict::read_corpus(Path::new(file))?;
        let mut found = Vec::new();
        run("ud", Path::new(file), &Options::default(), &mut found)?;
        println!("{:?}", trees::compare(&gold, &String::from_utf8(found)?)?);
        return Ok(());
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    run(task, Path::new(file), &options, &mut out)?;
    out.flush()?;
    Ok(())
}
