//! Deciding as a reviewer does: look, disagree, rebuild, add, remove, exchange; the decisions stay in force.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{example, exported, ok, run};

const SIGNED: [&str; 6] = ["--author", "Ana", "--reason", "the mayor's list", "--at", "2026-03-01T10:00:00Z"];

/// The example without one report, built; that report is added later.
fn project(folder: &Path) -> (PathBuf, PathBuf) {
    let mut reports: Vec<PathBuf> = fs::read_dir(example())
        .expect("the example ships with the project")
        .map(|entry| entry.expect("the entry is readable").path())
        .collect();
    reports.sort();
    let later = reports.iter().position(|path| path.ends_with("southern-lens.txt")).expect("a report to add later");
    let later = reports.remove(later);
    let project = folder.join("story.sitrep");
    let mut arguments = vec!["build".to_owned(), "-q".to_owned(), "-o".to_owned(), project.display().to_string()];
    arguments.extend(reports.iter().map(|path| path.display().to_string()));
    ok(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    (project, later)
}

/// Decides, signed; the decision's id.
#[track_caller]
fn decide(project: &Path, what: &[&str]) -> String {
    let project = project.display().to_string();
    ok(&[&["decide", &project], what, &SIGNED].concat()).trim().to_owned()
}

fn record(project: &Path) -> Value {
    serde_json::from_str(&exported(project)).expect("the export is JSON")
}

fn standings(project: &Path) -> Vec<String> {
    let list = ok(&["decisions", &project.display().to_string(), "list", "--json"]);
    let list: Value = serde_json::from_str(&list).expect("JSON");
    list.as_array()
        .expect("a list")
        .iter()
        .map(|entry| entry["standing"].as_str().expect("a word").to_owned())
        .collect()
}

/// The event of the mosque's recapture.
fn mosque(record: &Value) -> Value {
    let events = record["events"].as_array().expect("a list");
    events
        .iter()
        .filter(|event| event["sub_type"] == "Government regains territory")
        .max_by_key(|event| event["claims"].as_array().map_or(0, Vec::len))
        .expect("a recapture")
        .clone()
}

fn id(thing: &Value) -> String {
    thing["id"].as_str().expect("an id").to_owned()
}

#[test]
fn decisions_stay_in_force_through_rebuild_addition_and_removal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (project, later) = project(folder.path());
    let name = project.display().to_string();
    let event = id(&mosque(&record(&project)));
    decide(&project, &["correct", &event, "time", "2017-08-23"]);
    decide(&project, &["accept", &event]);
    let decided = |record: &Value| {
        let event = mosque(record);
        assert_eq!(event["time"]["earliest"], "2017-08-23", "{event:#}");
        assert_eq!((event["verdict"].as_str(), event["reviewed"].as_bool()), (Some("yes"), Some(true)));
        assert_eq!(event["decided"][0]["by"], "Ana");
        assert_eq!(event["decided"][0]["why"], "the mayor's list");
        assert!(event["decided"][0]["was"].as_str().is_some_and(|was| was.contains("2017")));
    };
    decided(&record(&project));
    let shown = ok(&["show", &name, &id(&mosque(&record(&project)))]);
    assert!(shown.contains("Decided by people") && shown.contains("the reports gave"), "{shown}");
    ok(&["rebuild", &name, "-q"]);
    decided(&record(&project));
    let before = exported(&project);
    ok(&["build", &later.display().to_string(), "-o", &name, "-q"]);
    decided(&record(&project));
    ok(&["remove", &name, &later.display().to_string(), "-q"]);
    assert!(exported(&project) == before, "the added report leaves no trace");
    assert_eq!(standings(&project), ["in_force", "in_force"]);
}

#[test]
fn a_decision_without_its_evidence_is_kept_and_can_be_taken_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (project, _) = project(folder.path());
    let name = project.display().to_string();
    let whole = record(&project);
    let claim = whole["claims"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|claim| claim["event"] == mosque(&whole)["id"])
        .expect("a claim of it");
    let document = claim["document"].as_str().expect("an id");
    let rejected = decide(&project, &["reject", &id(claim)]);
    assert!(
        record(&project)["claims"].as_array().is_some_and(|claims| {
            claims.iter().any(|other| other["id"] == claim["id"] && other["event"].is_null())
        })
    );
    let input = whole["documents"].as_array().expect("a list").iter().find(|entry| entry["id"] == document);
    let input = input.and_then(|entry| entry["input"].as_str()).expect("its file");
    ok(&["remove", &name, document, "-q"]);
    assert_eq!(standings(&project), ["evidence_gone"]);
    assert!(ok(&["decisions", &name]).contains(&format!("no longer in the project: {document}")));
    ok(&["build", input, "-o", &name, "-q"]);
    assert_eq!(standings(&project), ["in_force"]);
    // The beginning of its id will do.
    ok(&[&["decisions", &name, "undo", &rejected[..18]][..], &SIGNED].concat());
    let mut standings = standings(&project);
    standings.sort();
    assert_eq!(standings, ["in_force", "undone"]);
    assert_eq!(record(&project)["events"], whole["events"]);
}

#[test]
fn two_people_exchange_their_decisions() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (project, _) = project(folder.path());
    let other = folder.path().join("other.sitrep");
    fs::copy(&project, &other).expect("a copy for a colleague");
    let event = id(&mosque(&record(&project)));
    decide(&project, &["correct", &event, "killed", "2..4..5"]);
    decide(&project, &["reject", &event]);
    let log = folder.path().join("ana.jsonl");
    let names = [&project, &other, &log].map(|path| path.display().to_string());
    ok(&["decisions", &names[0], "export", "-o", &names[2]]);
    ok(&["decisions", &names[1], "import", &names[2]]);
    ok(&["decisions", &names[1], "import", &names[2]]);
    assert!(exported(&other) == exported(&project), "the same decisions give the same record, taken in once or twice");
    assert_eq!(ok(&["decisions", &names[1], "export"]), fs::read_to_string(&log).expect("the log"));
    // A line that somebody edited by hand is refused, and nothing of the file is taken in.
    let forged = fs::read_to_string(&log).expect("the log").replace("\"Ana\"", "\"Ben\"");
    fs::write(&log, forged).expect("the log");
    let output = run(&["decisions", &names[1], "import", &names[2]]);
    assert_eq!(output.status.code(), Some(1));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("line 1") && words.contains("id does not fit"), "{words}");
}

#[test]
fn what_cannot_be_decided_is_said_in_words() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (project, _) = project(folder.path());
    let name = project.display().to_string();
    let event = id(&mosque(&record(&project)));
    let refused = |what: &[&str], words: &str| {
        let output = run(&[&["decide", &name], what].concat());
        assert_eq!(output.status.code(), Some(1), "{what:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(words), "{what:?}: {told}");
    };
    let signed = |what: &[&'static str]| [what, &SIGNED].concat();
    refused(&signed(&["accept", "event-nowhere"]), "no event or claim 'event-nowhere'");
    refused(&["accept", &event, "--author", "Ana"], "hint: give --reason");
    refused(&[&["correct", &event, "time", "Tuesday"][..], &SIGNED].concat(), "is no day");
    refused(&[&["correct", &event, "colour", "red"][..], &SIGNED].concat(), "there is no field 'colour'");
    refused(&[&["merge", &event, &event[..4]][..], &SIGNED].concat(), "more than one event");
    assert_eq!(standings(&project), Vec::<String>::new());
}

#[test]
fn filters_are_the_same_for_every_command() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (project, _) = project(folder.path());
    let name = project.display().to_string();
    let all = record(&project);
    let count = |value: &Value| value["events"].as_array().map_or(0, Vec::len);
    let filter = ["--type", "Government regains", "--text", "mosque"];
    let part = ok(&[&["export", &name, "-f", "json"][..], &filter].concat());
    let part: Value = serde_json::from_str(&part).expect("JSON");
    assert!(0 < count(&part) && count(&part) < count(&all));
    let shown = ok(&[&["show", &name, "--json"][..], &filter].concat());
    let shown: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(shown.as_array().map(Vec::len), Some(count(&part)));
    assert!(ok(&[&["brief", &name][..], &filter].concat()).starts_with("# "));
    assert_eq!(run(&["export", &name, "-f", "csv", "--status", "certain"]).status.code(), Some(1));
    let tables = folder.path().join("tables");
    ok(&["export", &name, "-f", "parquet", "-o", &tables.display().to_string()]);
    assert!(tables.join("events.parquet").exists() && tables.join("documents.parquet").exists());
    let database = folder.path().join("story.sqlite").display().to_string();
    ok(&["export", &name, "-f", "sqlite", "-o", &database]);
    assert!(exported(Path::new(&database)) == exported(&project), "the database holds the whole record");
    let again = run(&["export", &name, "-f", "sqlite", "-o", &database]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("is there already"));
}
