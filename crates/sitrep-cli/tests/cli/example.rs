//! The bundled example, as the README builds it: what a reader of the eight reports knows must be in the record.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{example, exported, run};

fn record() -> (tempfile::TempDir, Value) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("example.sitrep");
    let output = run(&["build", &example().display().to_string(), "-o", &project.display().to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let record = serde_json::from_str(&exported(&project)).expect("the export is JSON");
    (folder, record)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn document<'a>(record: &'a Value, name: &str) -> &'a Value {
    list(record, "documents")
        .iter()
        .find(|document| document["input"].as_str().is_some_and(|input| input.ends_with(name)))
        .unwrap_or_else(|| panic!("{name} is not in the record"))
}

#[test]
fn the_reports_are_read_and_the_copy_is_seen() {
    let (_folder, record) = record();
    assert_eq!(list(&record, "documents").len(), 8);
    assert_eq!(list(&record, "left_out").len(), 0);
    let dispatch = document(&record, "meridian-dispatch.txt");
    assert_eq!(document(&record, "island-post.html")["copy_of"], dispatch["id"]);
    assert!(dispatch["copy_of"].is_null());
    assert_eq!(document(&record, "lanao-courier.html")["published"]["earliest"], "2017-08-25");
    assert_eq!(document(&record, "bay-comment.txt")["genre"], "opinion");
}

#[test]
fn the_mosque_changes_hands_once_and_its_loss_is_disputed() {
    let (_folder, record) = record();
    let of = |event: &Value, name: &str| {
        list(&record, "claims").iter().any(|claim| {
            claim["event"] == event["id"]
                && claim["document"] == document(&record, name)["id"]
                && claim["evidence"]["text"].as_str().is_some_and(|text| text.contains("osque"))
        })
    };
    let retaken = list(&record, "events")
        .iter()
        .filter(|event| event["sub_type"] == "Government regains territory")
        .find(|event| of(event, "lanao-courier.html") && of(event, "meridian-dispatch.txt"))
        .expect("the reports of the mosque's recapture are one event");
    assert_eq!(retaken["time"]["earliest"], "2017-08-24");
    assert_eq!(retaken["time"]["latest"], "2017-08-24");
    assert_eq!(retaken["status"], "disputed");
    assert!(retaken["independent_sources"].as_u64().is_some_and(|sources| sources >= 2));
}

#[test]
fn the_export_keeps_to_its_published_schema() {
    let (_folder, record) = record();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/record.schema.json");
    let schema = fs::read_to_string(schema).expect("the schema ships with the project");
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let errors: Vec<String> = jsonschema::validator_for(&schema)
        .expect("the schema is a schema")
        .iter_errors(&record)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_report_is_one_page_that_loads_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("example.sitrep").display().to_string();
    let page = folder.path().join("example.html");
    run(&["build", &example().display().to_string(), "-o", &project]);
    let output = run(&["report", &project, "-o", &page.display().to_string()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let html = fs::read_to_string(&page).expect("the report is written");
    assert!(html.replace("&#39;", "'").contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"));
    assert!(!html.contains("src=\"http") && !html.contains("@import"));
}
