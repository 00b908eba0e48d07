//! Reports whose dates cannot all hold: `show` and the report name the claims, in words.

use std::fs;

use serde_json::Value;

use crate::support::ok;

const MUSEUM: &str = "Museum retaken\n\nIraqi forces recaptured the Samarra museum from Red Banner fighters overnight, \
    residents of Samarra said. A car bomb killed 17 people at the Iron Bridge in Samarra yesterday.\n";
const TUESDAY: &str = "Daily Chronicle\nJune 10, 2021\n\nOn Tuesday Iraqi forces recaptured the Samarra museum from Red \
    Banner fighters, the army said.\n";
const BOMB: &str = "Evening Ledger\nJune 20, 2021\n\nA car bomb killed 17 people at the Iron Bridge in Samarra \
    yesterday, police said.\n";

#[test]
fn dates_that_cannot_all_hold_are_shown_with_their_claims() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for (name, text) in [("museum.txt", MUSEUM), ("tuesday.txt", TUESDAY), ("bomb.txt", BOMB)] {
        fs::write(path(name), text).expect("written");
    }
    let project = path("story.sitrep");
    ok(&["build", &path("museum.txt"), &path("tuesday.txt"), &path("bomb.txt"), "-o", &project, "-q"]);
    let record: Value = serde_json::from_str(&ok(&["export", &project, "-f", "json"])).expect("JSON");
    let found: Vec<&Value> = record["contradictions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|contradiction| contradiction["kind"] == "date")
        .collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    let sides = found[0]["sides"].as_array().map_or(0, Vec::len);
    assert!(sides > 2, "each claim of the conflict is a side: {found:#?}");
    let event = found[0]["events"][0].as_str().expect("an event");
    let shown = ok(&["show", &project, event]);
    for words in ["Contradictions", "when it happened", "Daily Chronicle", "cannot all hold", "“Tuesday”"] {
        assert!(shown.contains(words), "{words} is missing from\n{shown}");
    }
    assert!(!shown.contains("{\""), "in words, not as data:\n{shown}");
    ok(&["report", &project, "-o", &path("story.html")]);
    assert!(fs::read_to_string(path("story.html")).expect("the report").contains("cannot all hold"));
}
