//! What people decided, as each form shows it.

use serde_json::Value;
use sitrep_present::export::{Format, export};
use sitrep_present::view::{Part, part};
use sitrep_types::{DecidedField, Decision, DecisionEntry, DocumentId, Judgement, Record, Standing, Verdict};

use crate::sample;

/// The sample with the museum's recapture rejected and its time corrected.
fn decided() -> Record {
    let mut record = sample::sample();
    let event = record.events.iter_mut().find(|event| event.id.0 == "e-museum").expect("the event");
    event.verdict = Some(Verdict::No);
    event.reviewed = true;
    let at = "2026-03-01T10:00:00Z".parse().expect("a time");
    let judgement = Judgement::Copy { document: DocumentId("d3".to_owned()), of: DocumentId("d1".to_owned()) };
    let decision = Decision::new(judgement, Verdict::Yes, "=seen", "Ana", at).expect("a decision");
    let field = |field: &str, value: &str, was: &str| DecidedField {
        field: field.to_owned(),
        verdict: Verdict::Yes,
        value: value.to_owned(),
        was: was.to_owned(),
        decision: decision.id.clone(),
        author: "Ana".to_owned(),
        reason: "=seen".to_owned(),
        at,
    };
    let fields = vec![field("time", "6 March 2017", "6\u{2013}7 March 2017")];
    record.decided.insert("e-museum".to_owned(), fields);
    record.decided.insert("d3".to_owned(), vec![field("copy_of", "d1", "")]);
    record.decisions = vec![DecisionEntry {
        decision,
        standing: Standing::InForce,
        note: String::new(),
        touches: vec!["d3".to_owned(), "e-museum".to_owned()],
    }];
    record
}

fn text(record: &Record, format: Format) -> String {
    let written = export(record, "0.1.0", format).expect("the record can be exported");
    written.text().expect("the format is one text").to_owned()
}

#[test]
fn the_json_shows_decided_fields_as_decided_by_whom_and_why() {
    let value: Value = serde_json::from_str(&text(&decided(), Format::Json)).expect("JSON");
    let item = |list: &str, id: &str| {
        value[list].as_array().expect("a list").iter().find(|item| item["id"] == id).expect("the item").clone()
    };
    let event = item("events", "e-museum");
    assert_eq!((event["verdict"].as_str(), event["reviewed"].as_bool()), (Some("no"), Some(true)));
    let shown = &event["decided"][0];
    assert_eq!((shown["field"].as_str(), shown["value"].as_str()), (Some("time"), Some("6 March 2017")));
    assert_eq!((shown["by"].as_str(), shown["why"].as_str()), (Some("Ana"), Some("=seen")));
    assert_eq!(shown["was"], "6\u{2013}7 March 2017", "what the reports gave stays to be seen");
    assert_eq!(item("documents", "d3")["decided"][0]["field"], "copy_of");
    assert!(item("documents", "d1").get("decided").is_none(), "nothing was decided of it");
    let decision = item("decisions", shown["decision"].as_str().expect("an id"));
    assert_eq!((decision["word"].as_str(), decision["standing"].as_str()), (Some("copy"), Some("in_force")));
    let again: Decision = serde_json::from_value(decision["decision"].clone()).expect("the decision itself");
    assert_eq!(again.check(), Ok(()));
}

#[test]
fn tables_show_them_too_and_stay_safe() {
    let csv = text(&decided(), Format::Csv);
    assert!(csv.contains("time: 6 March 2017 (Ana: =seen)"), "{csv}");
    assert!(text(&decided(), Format::Geojson).contains("\"verdict\":\"no\""));
}

#[test]
fn a_rejected_event_counts_for_nothing() {
    let record = decided();
    let event = record.events.iter().find(|event| event.id.0 == "e-museum").expect("the event");
    assert_eq!(part(event), Part::Doubtful);
    for format in [Format::AcledCsv, Format::PolecatTsv, Format::TimemapJson] {
        assert!(text(&sample::sample(), format).contains("e-museum"), "{format:?}");
        assert!(!text(&record, format).contains("e-museum"), "{format:?}");
    }
}
