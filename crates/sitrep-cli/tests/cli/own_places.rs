//! Places of the user's own: what is added wins in the next build; what is malformed is refused with its lines and
//! changes nothing.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::support::{exported, sitrep};

const REPORT: &str = "---\ntitle: Shells on Tell Sabkha\npublished: 2017-03-09\n---\nThree mortar shells hit Tell Sabkha in Iraq on Tuesday, killing two children, police in Mosul said.\n";
const PLACES: &str = "name,latitude,longitude,country,admin1,kind,also\nTell Sabkha,36.111,43.222,IQ,15,village,Tel Sabkha\nMosul,36.3,43.1,IQ,15,city,\n";

/// Runs the binary with an empty machine folder of places under `folder`.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    sitrep(arguments).env("SITREP_PLACES", folder.join("machine")).output().expect("the binary starts")
}

/// The record's place of this name.
fn place(folder: &Path, project: &Path, name: &str) -> Option<Value> {
    let report = folder.join("report.txt");
    fs::write(&report, REPORT).expect("the report");
    let built = run(folder, &["build", &report.display().to_string(), "-o", &project.display().to_string()]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let record: Value = serde_json::from_str(&exported(project)).expect("a record");
    record["places"].as_array().expect("places").iter().find(|place| place["name"] == name).cloned()
}

#[test]
fn what_is_added_wins_in_the_next_build() {
    for for_project in [true, false] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let project = folder.path().join("story.sitrep");
        let (file, project_name) = (folder.path().join("mine.csv"), project.display().to_string());
        fs::write(&file, PLACES).expect("the places");
        let point = |place: Option<Value>| {
            place.map(|place| (place["latitude"].as_f64().unwrap_or(0.0), place["longitude"].as_f64().unwrap_or(0.0)))
        };
        assert_ne!(point(place(folder.path(), &project, "Tell Sabkha")), Some((36.111, 43.222)));
        let file_name = file.display().to_string();
        let mut arguments = vec!["gazetteer", "add", file_name.as_str()];
        if for_project {
            arguments.extend(["--project", project_name.as_str()]);
        }
        let added = run(folder.path(), &arguments);
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        assert_eq!(point(place(folder.path(), &project, "Tell Sabkha")), Some((36.111, 43.222)));
        assert_eq!(point(place(folder.path(), &project, "Mosul")), Some((36.3, 43.1)));
        let listed = run(folder.path(), &["gazetteer", "list", "--project", &project_name]);
        assert!(String::from_utf8_lossy(&listed.stdout).contains("mine.csv"));
    }
}

#[test]
fn a_malformed_file_is_refused_with_its_lines_and_changes_nothing() {
    let table: &[(&str, &[u8], &str)] = &[
        ("short.txt", b"444\tGogjali\t36.3\n", "line 1: 3 columns, a GeoNames dump has 19"),
        ("nan.csv", b"name,latitude,longitude\nA,1,2\nB,NaN,3\n", "line 3: latitude NaN"),
        ("columns.csv", b"name,latitude\nA,1\n", "no column \"longitude\""),
        ("latin1.csv", b"name,latitude,longitude\nM\xfcnster,52,7\n", "line 2: not UTF-8"),
        ("utf16.csv", b"\xff\xfen\0a\0m\0e\0", "not UTF-8"),
        ("broken.geojson", b"{\"type\":\"FeatureCollection\",\n\"features\":[}", "line 2"),
        ("empty.csv", b"name,latitude,longitude\n", "holds no place"),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let good = folder.path().join("good.csv");
    fs::write(&good, PLACES).expect("the places");
    for (name, content, words) in table {
        let file = folder.path().join(name);
        fs::write(&file, content).expect("the file");
        // The good file beside it is not taken over either.
        let refused =
            run(folder.path(), &["gazetteer", "add", &good.display().to_string(), &file.display().to_string()]);
        let talk = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(1), "{name}: {talk}");
        assert!(talk.contains(name) && talk.contains(words), "{name}: {talk}");
        assert!(!folder.path().join("machine").exists(), "{name} changed something");
    }
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("allCountries.txt");
    // A sparse file: it takes no room on the disk.
    fs::File::create(&file).and_then(|made| made.set_len(2 << 30)).expect("the file");
    let refused = run(folder.path(), &["gazetteer", "add", &file.display().to_string()]);
    let talk = String::from_utf8_lossy(&refused.stderr);
    assert!(refused.status.code() == Some(1) && talk.contains("more than"), "{talk}");
    assert!(!folder.path().join("machine").exists());
}
