//! The published JSON form: its schema, its promise about quotations, and what it reads like to others.

use crate::{make, sample};
use proptest::prelude::*;
use serde_json::Value;
use sitrep_present::export::{ExportError, Format, export, json};
use sitrep_types::*;

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(include_str!("../../../../docs/formats/record.schema.json")).unwrap();
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

fn check_against_schema(text: &str) -> Value {
    let value: Value = serde_json::from_str(text).expect("the export is JSON");
    let errors: Vec<String> =
        schema().iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    value
}

#[test]
fn the_sample_fits_the_schema_and_says_what_the_contract_says() {
    let value = check_against_schema(&json(&sample::sample(), "0.1.0").unwrap());
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    assert_eq!(
        keys[..10],
        [
            "sitrep",
            "schema",
            "documents",
            "left_out",
            "actors",
            "places",
            "claims",
            "events",
            "contradictions",
            "control"
        ]
    );
    let claim = &value["claims"][0];
    assert_eq!(claim["id"], "c1");
    assert_eq!(claim["event"], "e-museum");
    assert_eq!(claim["type"], "Battles");
    assert_eq!(claim["time"]["earliest"], "2017-03-06");
    assert_eq!(claim["time"]["text"], "overnight");
    assert_eq!(claim["actors"][0]["actor"], "a-army");
    assert_eq!(claim["targets"][1]["actor"], "a-is");
    assert_eq!(claim["evidence"]["block"], "paragraph");
    let chain: Vec<&str> =
        claim["attribution"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(chain, ["Harbour Times", "Northern Wire", "Colonel Salah Karim"], "from the outlet to the origin");
    assert_eq!(value["documents"][0]["published"]["how"], "metadata");
    assert_eq!(value["claims"][3]["quantities"][0]["text"], "at least 30");
}

#[test]
fn spans_are_the_quoted_words() {
    let record = sample::sample();
    let value = check_against_schema(&json(&record, "0.1.0").unwrap());
    for claim in value["claims"].as_array().unwrap() {
        let document = record.documents.iter().find(|entry| claim["document"] == entry.document.id.0.as_str()).unwrap();
        for quoted in [&claim["evidence"], &claim["trigger"]] {
            let [start, end] = [0, 1].map(|side| usize::try_from(quoted["span"][side].as_u64().unwrap()).unwrap());
            assert_eq!(&document.document.text[start..end], quoted["text"].as_str().unwrap());
        }
    }
}

#[test]
fn a_misquotation_is_an_error_that_names_claim_and_field() {
    let check = |field: &str, spoil: &dyn Fn(&mut Claim)| {
        let mut record = sample::sample();
        spoil(record.claims.iter_mut().find(|claim| claim.id.0 == "c4").unwrap());
        for (format, ..) in Format::ALL {
            match export(&record, "0.1.0", *format) {
                Err(ExportError::Misquoted(it)) => {
                    assert_eq!((it.claim.as_str(), it.field.as_str()), ("c4", field));
                }
                other => panic!("{format:?}: {field} must be refused, got {other:?}"),
            }
        }
    };
    check("evidence", &|claim| claim.evidence.text.push('.'));
    check("evidence", &|claim| claim.evidence.span.end = 1_000_000);
    check("trigger", &|claim| claim.trigger.text = "wounded".to_owned());
    check("quantities[0]", &|claim| claim.quantities[0].span = Span::new(5, 3));
    check("actors[0]", &|claim| claim.actors[0].text = "their men".to_owned());
}

#[test]
fn equal_records_are_equal_bytes_whatever_the_order_of_lists() {
    let record = sample::sample();
    let mut turned = record.clone();
    turned.documents.reverse();
    turned.actors.reverse();
    turned.claims.reverse();
    turned.events.reverse();
    assert_eq!(json(&record, "0.1.0").unwrap(), json(&turned, "0.1.0").unwrap());
}

#[test]
fn json_lines_hold_the_same_items() {
    let record = sample::sample();
    let written = export(&record, "0.1.0", Format::Jsonl).unwrap();
    let lines = written.text().unwrap();
    let items: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let count = |kind: &str| items.iter().filter(|item| item["record_kind"] == kind).count();
    assert_eq!((count("record"), count("document"), count("claim")), (1, 4, 10));
    assert_eq!((count("event"), count("control"), count("left_out")), (7, 4, 1));
}

#[test]
fn geojson_has_points_where_places_have_coordinates() {
    let written = export(&sample::sample(), "0.1.0", Format::Geojson).unwrap();
    let value: Value = serde_json::from_str(written.text().unwrap()).unwrap();
    let museum = value["features"].as_array().unwrap().iter().find(|item| item["id"] == "e-museum").unwrap();
    assert_eq!(museum["geometry"]["coordinates"], serde_json::json!([43.13, 36.34]), "longitude first");
    assert_eq!(museum["properties"]["type"], "Battles");
}

#[test]
fn csv_is_safe_to_open_and_leads_back_to_the_evidence() {
    let mut record = sample::sample();
    let event = record.events.iter_mut().find(|event| event.id.0 == "e-museum").unwrap();
    event.summary = "=cmd|' /C calc'!A0".to_owned();
    let written = export(&record, "0.1.0", Format::Csv).unwrap();
    let text = written.text().unwrap();
    let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
    assert_eq!(header[..3], ["event_id", "type", "sub_type"]);
    assert!(text.contains(",'=cmd|"), "{text}");
    assert!(text.contains("Iraqi soldiers took the city museum back"));
    assert_eq!(text.matches("\r\n").count(), 1 + record.events.len());
}

/// A record over random documents: claims whose spans are cut at random characters.
fn any_record() -> impl Strategy<Value = Record> {
    let texts = prop::collection::vec("[ -~éßЖ漢🌍\n]{1,80}", 1..5);
    let cuts = prop::collection::vec((any::<prop::sample::Index>(), any::<[prop::sample::Index; 6]>()), 0..12);
    (texts, cuts).prop_map(|(texts, cuts)| {
        let mut record = Record::default();
        for (position, text) in texts.iter().enumerate() {
            record.documents.push(make::document(&format!("d{position}"), "in", None, "title", text));
        }
        for (position, (which, cut)) in cuts.iter().enumerate() {
            let text = texts[which.index(texts.len())].clone();
            let document = which.index(texts.len());
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let span = |first: usize| {
                let [a, b] = [cut[first], cut[first + 1]].map(|index| bounds[index.index(bounds.len())]);
                Span::new(a.min(b), a.max(b))
            };
            let words = |span: Span| text[span.start..span.end].to_owned();
            let (evidence, trigger, number) = (span(0), span(2), span(4));
            let id = ClaimId(format!("c{position:03}"));
            record.claims.push(Claim {
                id: id.clone(),
                document: DocumentId(format!("d{document}")),
                event_type: EventType::ALL[position % EventType::ALL.len()],
                sub_type: SubType::ALL.get(position).copied(),
                plover: None,
                trigger: Trigger { text: words(trigger), span: trigger, entry: "e".to_owned(), path: String::new() },
                actors: Vec::new(),
                targets: Vec::new(),
                instruments: Vec::new(),
                place: None,
                place_text: None,
                place_how: None,
                time: None,
                quantities: vec![Quantity {
                    what: QuantityKind::Killed,
                    of: None,
                    low: Some(1),
                    best: None,
                    high: None,
                    scope: Scope::Incident,
                    span: number,
                }],
                modality: Modality::Asserted,
                negated: false,
                background: false,
                effect: None,
                attribution: Vec::new(),
                evidence: Evidence { text: words(evidence), span: evidence, block: 0 },
            });
        }
        record
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_records_fit_the_schema_and_quote_their_text(record in any_record()) {
        let value = check_against_schema(&json(&record, "0.1.0").unwrap());
        for (claim, out) in record.claims.iter().zip(value["claims"].as_array().unwrap()) {
            let text = &record.documents.iter().find(|it| it.document.id == claim.document).unwrap().document.text;
            let span = claim.quantities[0].span;
            prop_assert_eq!(&text[span.start..span.end], out["quantities"][0]["text"].as_str().unwrap());
        }
        for (format, ..) in Format::ALL {
            export(&record, "0.1.0", *format).unwrap();
        }
    }
}
