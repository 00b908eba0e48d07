//! The record does not depend on the order of inputs, their split into builds, or the number of threads.

use std::path::{Path, PathBuf};

use crate::support::{example, exported, generate_reports, run};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn reports(folder: &Path) -> Vec<PathBuf> {
    generate_reports(folder, 25);
    let mut all: Vec<PathBuf> = [folder, &example()]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).expect("the folder is there"))
        .map(|entry| entry.expect("the entry is readable").path())
        .collect();
    all.sort();
    all
}

/// Builds the reports in this order, so many a build, on so many threads.
fn record_of(folder: &Path, order: &[PathBuf], per_build: usize, threads: usize) -> String {
    let project = folder.join("project.sitrep");
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{suffix}", project.display()));
    }
    for batch in order.chunks(per_build) {
        let mut arguments = vec!["build".to_owned(), "--quiet".to_owned(), "--threads".to_owned(), threads.to_string()];
        arguments.extend(["-o".to_owned(), project.display().to_string()]);
        arguments.extend(batch.iter().map(|path| path.display().to_string()));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = run(&arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    exported(&project)
}

#[test]
fn any_order_any_batches_any_threads_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = reports(&folder.path().join("reports"));
    let expected = record_of(folder.path(), &reports, reports.len(), 1);
    let orders = (Just(reports).prop_shuffle(), 1_usize..40, 1_usize..=2);
    let mut runner = TestRunner::new(Config { cases: 8, failure_persistence: None, ..Config::default() });
    runner
        .run(&orders, |(order, per_build, threads)| {
            let per_build = per_build.max(5);
            prop_assert!(record_of(folder.path(), &order, per_build, threads) == expected);
            Ok(())
        })
        .expect("every order gives the same record");
}

#[test]
fn a_removed_document_leaves_no_trace() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = reports(&folder.path().join("reports"));
    let (without, rest) = reports.split_last().expect("there are reports");
    let expected = record_of(folder.path(), rest, rest.len(), 2);
    record_of(folder.path(), &reports, reports.len(), 2);
    let project = folder.path().join("project.sitrep");
    let output = run(&["remove", &project.display().to_string(), &without.display().to_string()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(exported(&project) == expected);
}
