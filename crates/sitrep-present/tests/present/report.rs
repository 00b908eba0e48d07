//! The report: what it tells, that it loads nothing, and that hostile input stays words.

use crate::sample;
use sitrep_present::report::html;
use sitrep_types::{ClaimId, EventId, Record};

/// Writes the report for somebody to look at, where `SITREP_REPORT_OUT` names a file.
fn page_of(record: &Record) -> String {
    let page = html(record);
    if let Ok(path) = std::env::var("SITREP_REPORT_OUT") {
        std::fs::write(path, &page).expect("the report is written");
    }
    page
}

#[test]
fn the_first_screen_and_the_parts_are_there() {
    let page = page_of(&sample::sample());
    for words in [
        "Mosul, 27 February – 7 March 2017",
        "4 reports, one of them a copy of another",
        "Iraqi Army retook Mosul Museum from Islamic State",
        "The Iraqi Army took the Mosul Museum from the Islamic State overnight.",
        "6–7 March 2017",
        "who took the museum",
        "98 of 100 word runs are the same",
        "not a text that sitrep reads (PDF)",
        "terrorists (3)",
        "Expected: Counter Terrorism Service retook Tal Afar",
        "names the raid that the Harbour Times dates",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("<mark class=\"trigger\" title=\"what happened\">took</mark>"));
    assert!(page.contains("<mark class=\"actor\" title=\"who\">Iraqi soldiers</mark>"));
    let outlet = page.find("<li class=\"outlet\">Harbour Times").expect("the chain begins with the outlet");
    let official = page[outlet..].find("Colonel Salah Karim").expect("and leads to the origin");
    assert!(page[outlet..outlet + official].contains("Northern Wire"));
}

#[test]
fn nothing_runs_and_nothing_loads() {
    let page = html(&sample::sample());
    assert!(
        page.contains("default-src &#39;none&#39;; style-src &#39;sha256-")
            || page.contains("default-src &#x27;none&#x27;")
            || page.contains("default-src 'none'"),
        "a strict policy"
    );
    let lower = page.to_lowercase();
    for forbidden in
        ["<script", "javascript:", " src=", "url(", "@import", "<link", "<iframe", " style=", " onload", " onclick"]
    {
        assert!(!lower.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    let mut record = sample::sample();
    for entry in &mut record.documents {
        entry.document.title = Some(hostile.to_owned());
        entry.document.outlet = None;
        entry.document.url = Some("javascript:alert(3)".to_owned());
        entry.document.inputs = vec![hostile.to_owned()];
        entry.published_reason = Some(hostile.to_owned());
    }
    for actor in &mut record.actors {
        actor.name = hostile.to_owned();
        actor.aliases = vec![hostile.to_owned()];
    }
    for place in &mut record.places {
        place.place.name = hostile.to_owned();
    }
    for event in &mut record.events {
        event.summary = hostile.to_owned();
        event.time_reason = hostile.to_owned();
    }
    for item in &mut record.contradictions {
        item.about = hostile.to_owned();
    }
    for item in &mut record.left_out {
        item.reason = hostile.to_owned();
    }
    let page = html(&record);
    assert!(!page.contains("<script"));
    assert!(!page.contains("<img"));
    assert!(!page.contains("javascript:"), "only web addresses become links");
    assert!(page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"));
}

#[test]
fn ids_that_lead_nowhere_and_odd_numbers_do_no_harm() {
    let mut record = sample::sample();
    record.events[0].claims.push(ClaimId("nowhere".to_owned()));
    record.events[0].part_of = Some(EventId("nowhere".to_owned()));
    record.documents.pop();
    record.actors.clear();
    for place in &mut record.places {
        place.place.latitude = Some(f64::NAN);
        place.place.longitude = Some(1e300);
        place.place.parent = Some(place.place.key.clone());
    }
    let _ = html(&record);
    record.places.clear();
    let _ = html(&record);
    let _ = html(&Record::default());
}
