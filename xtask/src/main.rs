//! Repository chores, run as `cargo xtask CHORE`.

mod gazetteer;
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
        _ => bail!("usage: cargo xtask gazetteer [WORK_FOLDER] | review-project DOCUMENTS OUTPUT.sitrep"),
    }
}
