//! Repository chores, run as `cargo xtask CHORE`.

mod gazetteer;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("gazetteer") => gazetteer::build(arguments.get(1).map(String::as_str)),
        _ => bail!("usage: cargo xtask gazetteer [WORK_FOLDER]"),
    }
}
