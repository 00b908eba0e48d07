//! The formats of other programs: each against a golden file, and read back by a reader of its kind.
//!
//! `SITREP_BLESS=1 cargo test` writes the golden files anew.

use crate::sample;
use serde_json::Value;
use sitrep_present::export::{Format, export};
use sitrep_types::{How, OutletName, Record};

fn written(format: Format) -> String {
    let written = export(&sample::sample(), "0.1.0", format).expect("the sample can be exported");
    written.text().expect("the format is one text").to_owned()
}

/// Holds an export against the file that shows what it should be.
fn check_golden(format: Format) -> String {
    let text = written(format);
    let (_, name, _) = Format::ALL.iter().find(|(known, ..)| *known == format).expect("it has a name");
    let path = format!("{}/tests/golden/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("SITREP_BLESS").is_some() {
        std::fs::write(&path, &text).expect("the golden file is written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{path} differs; look at it, and bless it if it is right:\n{text}");
    text
}

/// Reads CSV as RFC 4180 says.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (letter, _) => cell.push(letter),
        }
    }
    rows
}

/// The cell of a row under a column's name.
fn cell<'a>(rows: &'a [Vec<String>], id: &str, column: &str) -> &'a str {
    let at = rows[0].iter().position(|name| name == column).unwrap_or_else(|| panic!("there is no column {column}"));
    let row = rows.iter().find(|row| row.iter().any(|cell| cell == id)).unwrap_or_else(|| panic!("there is no {id}"));
    &row[at]
}

#[test]
fn csv() {
    let rows = read_csv(&check_golden(Format::Csv));
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!(cell(&rows, "e-killed", "killed_low"), "30");
    assert_eq!(cell(&rows, "e-museum", "place"), "Mosul Museum");
}

#[test]
fn geojson_and_json_lines() {
    check_golden(Format::Geojson);
    check_golden(Format::Jsonl);
    check_golden(Format::Json);
}

#[test]
fn acled() {
    let rows = read_csv(&check_golden(Format::AcledCsv));
    assert!(rows.iter().all(|row| row.len() == 31));
    let museum = |column| cell(&rows, "IRQ-e-museum", column).to_owned();
    assert_eq!(museum("event_date"), "2017-03-06");
    assert_eq!(museum("time_precision"), "2", "a night between two days is not one day");
    assert_eq!(museum("event_type"), "Battles");
    assert_eq!(museum("sub_event_type"), "Government regains territory");
    assert_eq!((museum("actor1"), museum("inter1")), ("Iraqi Army".to_owned(), "State forces".to_owned()));
    assert_eq!((museum("actor2"), museum("inter2")), ("Islamic State".to_owned(), "Rebel group".to_owned()));
    assert_eq!(museum("interaction"), "State forces-Rebel group");
    assert_eq!((museum("iso"), museum("location")), ("368".to_owned(), "Mosul".to_owned()));
    assert_eq!((museum("latitude"), museum("longitude")), ("36.3400".to_owned(), "43.1300".to_owned()));
    assert_eq!(
        cell(&rows, "IRQ-e-killed", "fatalities"),
        "11",
        "the lowest figure of \"at least 30\" and \"about 12\""
    );
    assert_eq!(cell(&rows, "IRQ-e-museum", "fatalities"), "0", "nothing said");
    let ids: Vec<&String> = rows[1..].iter().map(|row| &row[0]).collect();
    assert!(!ids.iter().any(|id| id.contains("talafar")), "foreseen is not coded");
    assert!(!ids.iter().any(|id| id.contains("warning")), "a statement is not coded");
    assert!(!ids.iter().any(|id| id.contains("2014")), "a season is too vague to be coded");
}

#[test]
fn ucdp() {
    let rows = read_csv(&check_golden(Format::UcdpCsv));
    assert!(rows.iter().all(|row| row.len() == 49));
    assert_eq!(rows.len(), 2, "only the deadly event");
    let killed = |column| cell(&rows, "e-killed", column).to_owned();
    assert_eq!((killed("type_of_violence"), killed("date_prec")), ("1".to_owned(), "2".to_owned()));
    assert_eq!((killed("low"), killed("best"), killed("high")), ("30".to_owned(), "30".to_owned(), "30".to_owned()));
    assert_eq!((killed("deaths_b"), killed("id")), ("30".to_owned(), String::new()));
    assert_eq!(killed("date_start"), "2017-03-06 00:00:00.000");
}

#[test]
fn plover_and_polecat() {
    let events: Vec<Value> = check_golden(Format::PloverJsonl)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let museum = events.iter().find(|event| event["id"] == "e-museum").expect("it is coded");
    assert_eq!((museum["event"].as_str(), museum["quad_code"].as_u64()), (Some("ASSAULT"), Some(4)));
    assert_eq!(museum["actor"][0]["code"], "IRQMIL");
    let text = check_golden(Format::PolecatTsv);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 40));
    assert_eq!(rows.len(), events.len() + 1);
    assert!(rows[1].contains(&"None"), "empty cells say so");
}

#[test]
fn timemap() {
    let value: Value = serde_json::from_str(&check_golden(Format::TimemapJson)).expect("JSON");
    let museum = value["events"].as_array().expect("a list").iter().find(|event| event["id"] == "e-museum").unwrap();
    assert_eq!(museum["date"], "03/06/2017");
    assert_eq!(museum["latitude"], "36.34", "its schema asks for text");
    for event in value["events"].as_array().unwrap() {
        for source in event["sources"].as_array().unwrap() {
            assert!(value["sources"].get(source.as_str().unwrap()).is_some());
        }
    }
}

#[test]
fn follow_the_money() {
    let entities: Vec<Value> = check_golden(Format::FtmJsonl)
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let ids: Vec<&str> = entities.iter().map(|entity| entity["id"].as_str().expect("an id")).collect();
    let apart: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(apart.len(), ids.len(), "no two things share an id");
    let takes = |id: &str| id.ends_with(|last: char| last.is_ascii_alphanumeric()) && !id.contains([':', '/', '_']);
    assert!(ids.iter().all(|id| takes(id)), "ids that followthemoney takes: {ids:?}");
    for entity in &entities {
        let values = |property: &str| entity["properties"][property].as_array().cloned().unwrap_or_default();
        for id in ["proof", "involved", "addressEntity"].iter().flat_map(|property| values(property)) {
            assert!(ids.contains(&id.as_str().unwrap()), "{id} leads nowhere");
        }
        if entity["schema"] == "Event" {
            assert!(!values("proof").is_empty(), "an event names its reports");
        }
    }
}

#[test]
fn every_format_writes_an_empty_record_and_defuses_formulas() {
    let mut hostile = sample::sample();
    for event in &mut hostile.events {
        event.summary = "=HYPERLINK(\"http://x\")".to_owned();
    }
    for entry in &mut hostile.documents {
        entry.document.title = Some("+cmd|' /C calc'!A0".to_owned());
        entry.document.outlet = Some(OutletName { name: "-2+3".to_owned(), how: How::Markup });
        entry.document.inputs = vec!["=1+1.txt".to_owned()];
    }
    for entry in &mut hostile.places {
        entry.place.name = "@SUM(A1)".to_owned();
        entry.place.admin1 = Some("\u{ff1d}1+1".to_owned());
    }
    for actor in &mut hostile.actors {
        actor.name = "@SUM(1)\t=2".to_owned();
    }
    for (format, name, _) in Format::ALL {
        export(&Record::default(), "0.1.0", *format).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = export(&hostile, "0.1.0", *format).unwrap_or_else(|error| panic!("{name}: {error}"));
        let Some(text) = written.text() else { continue };
        if name.ends_with("csv") {
            let cells = read_csv(text).concat();
            let runs = |cell: &String| cell.starts_with(['=', '@', '\t', '+', '\u{ff1d}']) || is_formula(cell);
            assert!(!cells.iter().any(runs), "{name}");
        }
        if name.ends_with("tsv") {
            let runs = |cell: &str| cell.starts_with(['=', '@', '+', '\u{ff1d}']) || is_formula(cell);
            assert!(!text.split(['\t', '\n']).any(runs), "{name}");
        }
    }
}

/// A cell that begins with a minus and is no number.
fn is_formula(cell: &str) -> bool {
    cell.starts_with('-') && cell.parse::<f64>().is_err()
}

#[test]
fn every_row_carries_the_event_and_leads_back_to_its_evidence() {
    let record = sample::sample();
    let check = |format: Format, rows: Vec<String>| {
        assert!(!rows.is_empty(), "{format:?}");
        for row in rows {
            let event = record.events.iter().find(|event| row.contains(&event.id.0)).expect("an event's id");
            let claim = event.claims.iter().find(|claim| row.contains(&claim.0));
            assert!(claim.is_some(), "{format:?}: no claim of {} is named in {row}", event.id);
            let led = event.documents.iter().any(|document| row.contains(&document.0));
            assert!(led, "{format:?}: no document of {} is named in {row}", event.id);
        }
    };
    for format in [Format::Csv, Format::AcledCsv, Format::UcdpCsv] {
        check(format, read_csv(&written(format))[1..].iter().map(|row| row.join("|")).collect());
    }
    let lines = |format| written(format).lines().map(str::to_owned).collect::<Vec<_>>();
    check(Format::PolecatTsv, lines(Format::PolecatTsv)[1..].to_vec());
    check(Format::PloverJsonl, lines(Format::PloverJsonl));
    let events = lines(Format::FtmJsonl).into_iter().filter(|line| line.contains("\"schema\":\"Event\"")).collect();
    check(Format::FtmJsonl, events);
    let items = |format, list: &str| {
        let value: Value = serde_json::from_str(&written(format)).expect("JSON");
        value[list].as_array().expect("a list").iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    check(Format::Geojson, items(Format::Geojson, "features"));
    check(Format::TimemapJson, items(Format::TimemapJson, "events"));
}
