//! Repository chores, run as `cargo xtask CHORE`.

mod gazetteer;
mod review_load;
mod review_project;

use std::path::Path;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("gazetteer") => gazetteer::build(arguments.get(1).map(String::as_str)),
        Some("review-project") => {
            let usage = "usage: cargo xtask review-project DOCUMENTS OUTPUT.sitrep";
            let (Some(number), Some(output)) = (arguments.get(1), arguments.get(2)) else { bail!(usage) };
            review_project::build(number.parse().context(usage)?, Path::new(output))
        }
        Some("review-load") => {
            let usage = "usage: cargo xtask review-load PROJECT.sitrep [DECISIONS]";
            let n_decisions = arguments.get(2).map_or(Ok(3), |number| number.parse()).context(usage)?;
            review_load::measure(Path::new(arguments.get(1).context(usage)?), n_decisions)
        }
        _ => bail!(
            "usage: cargo xtask gazetteer [WORK_FOLDER] | review-project DOCUMENTS OUTPUT.sitrep | review-load PROJECT.sitrep \
             [DECISIONS]"
        ),
    }
}
