//! Bad input one by one: each is named with its reason, the rest is read, and the exit code tells.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::run;

const GOOD: &str = "---\ntitle: Clash near Goma\npublished: 2017-03-09\n---\nRebels attacked an army post near Goma on Tuesday, the army said.\n";

/// Builds `folder` into a project beside it.
fn build(folder: &Path) -> Output {
    let project = folder.with_extension("sitrep");
    run(&["build", &folder.display().to_string(), "-o", &project.display().to_string()])
}

/// One good report and this file: the good one is read, the file is left out with these words, the exit code is 3.
#[track_caller]
fn left_out(name: &str, content: &[u8], words: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).expect("a folder");
    fs::write(reports.join("good.txt"), GOOD).expect("the good report");
    fs::write(reports.join(name), content).expect("the bad input");
    let output = build(&reports);
    let talk = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{talk}");
    assert!(talk.contains(name), "{name} is not named: {talk}");
    assert!(talk.contains(words), "'{words}' is not said of {name}: {talk}");
    assert!(talk.contains("1 documents"), "the good report was not read: {talk}");
}

#[test]
fn an_empty_file_is_named() {
    left_out("empty.txt", b"", "empty");
}

#[test]
fn a_report_in_another_language_is_named() {
    left_out(
        "rapport.txt",
        "Les combattants ont attaqué un poste de l'armée près de la ville mardi soir, a déclaré le porte-parole de \
         l'armée. Plusieurs soldats ont été blessés et une maison a été détruite pendant les combats."
            .as_bytes(),
        "French",
    );
}

#[test]
fn nothing_read_is_exit_code_1_and_wrong_use_2() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let reports = folder.path().join("reports");
    fs::create_dir(&reports).expect("a folder");
    fs::write(reports.join("empty.txt"), "").expect("the bad input");
    assert_eq!(build(&reports).status.code(), Some(1));
    assert_eq!(run(&["build"]).status.code(), Some(2));
    assert_eq!(run(&["no-such-command"]).status.code(), Some(2));
}

#[test]
fn a_file_that_is_no_project_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = folder.path().join("good.txt");
    fs::write(&report, GOOD).expect("the good report");
    let other = folder.path().join("notes.sitrep");
    fs::write(&other, "shopping list").expect("a file that is no project");
    let output = run(&["build", &report.display().to_string(), "-o", &other.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a sitrep project"));
    assert_eq!(fs::read_to_string(&other).expect("still there"), "shopping list");
}
