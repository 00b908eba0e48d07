//! What holds for the repository as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file below `folder` with this extension, build output left out.
fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                files(&path, extension, found);
            }
        } else if path.extension().is_some_and(|this| this == extension) {
            found.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["crates", "xtask"] {
        files(&root().join(folder), "rs", &mut found);
    }
    found.sort();
    found
}

#[test]
fn the_architecture_lists_exactly_the_crates_there_are() {
    let listed: BTreeSet<String> = read(&root().join("ARCHITECTURE.md"))
        .lines()
        .skip_while(|line| *line != "## Crates")
        .take_while(|line| *line != "## Beside the crates")
        .filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned()))
        .collect();
    let mut present: BTreeSet<String> = fs::read_dir(root().join("crates"))
        .expect("the workspace has crates")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    present.insert("xtask".to_owned());
    assert_eq!(listed, present);
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let silent: Vec<PathBuf> = sources().into_iter().filter(|path| !read(path).starts_with("//!")).collect();
    assert!(silent.is_empty(), "without a `//!` line at the top: {silent:?}");
}

#[test]
fn no_stage_knows_the_ones_after_it() {
    let order = ["ingest", "annotate", "extract", "reconcile", "store", "present"];
    for (index, stage) in order.iter().enumerate() {
        let manifest = read(&root().join(format!("crates/sitrep-{stage}/Cargo.toml")));
        for other in order.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, name)| name) {
            assert!(!manifest.contains(&format!("sitrep-{other}")), "sitrep-{stage} depends on sitrep-{other}");
        }
    }
}

#[test]
fn files_stay_within_one_idea() {
    let long: Vec<(PathBuf, usize)> = sources()
        .into_iter()
        .map(|path| (path.clone(), read(&path).lines().count()))
        .filter(|(_, lines)| *lines > 650)
        .collect();
    assert!(long.is_empty(), "longer than one idea: {long:?}");
}
