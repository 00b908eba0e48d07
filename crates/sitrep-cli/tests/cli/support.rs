//! What the tests of the binary share: running it, and a pile of generated reports.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The binary with these arguments, not yet started.
pub fn sitrep(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
    command.args(arguments);
    command
}

/// Runs the binary to its end.
pub fn run(arguments: &[&str]) -> Output {
    sitrep(arguments).output().expect("the binary starts")
}

/// Runs the binary, which must succeed; its standard output.
#[track_caller]
pub fn ok(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// The record of a project, as exported.
pub fn exported(project: &Path) -> String {
    let output = run(&["export", &project.display().to_string(), "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("JSON is UTF-8")
}

/// The bundled example.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/marawi")
}

/// Writes `n` short reports of invented incidents into `folder`: towns, days, tolls and speakers in turn, every fifth
/// one a copy of the one before it under another outlet.
pub fn generate_reports(folder: &Path, n: usize) {
    const TOWNS: [&str; 6] = ["Mosul", "Idlib", "Goma", "Kherson", "Sirte", "Mogadishu"];
    const DEEDS: [&str; 5] = [
        "Gunmen attacked a police station in {town} on {day}, killing {n} officers",
        "Government troops recaptured the main bridge in {town} on {day} after fighting that left {n} dead",
        "An air strike hit a market in {town} on {day} and killed at least {n} people",
        "Thousands protested in {town} on {day}; police arrested {n} of them",
        "A roadside bomb wounded {n} soldiers near {town} on {day}",
    ];
    const DAYS: [&str; 4] = ["Monday", "Tuesday", "Thursday", "Saturday"];
    const SPEAKERS: [&str; 4] =
        ["the army said", "a police spokesman told reporters", "residents said", "according to the mayor"];
    fs::create_dir_all(folder).expect("the folder can be made");
    for index in 0..n {
        let source = if index % 5 == 4 { index - 1 } else { index };
        let deed = DEEDS[source % DEEDS.len()]
            .replace("{town}", TOWNS[source % TOWNS.len()])
            .replace("{day}", DAYS[source % DAYS.len()])
            .replace("{n}", &(2 + source % 17).to_string());
        let mut text = String::new();
        let _ = write!(
            text,
            "---\ntitle: Report {source}\noutlet: Outlet {}\npublished: 2017-03-{:02}\n---\n{deed}, {}.\n\nThe attack came a \
             day after clashes near the river. Nobody claimed responsibility.\n",
            index % 7,
            1 + source % 28,
            SPEAKERS[source % SPEAKERS.len()],
        );
        fs::write(folder.join(format!("report-{index:04}.txt")), text).expect("the report can be written");
    }
}
