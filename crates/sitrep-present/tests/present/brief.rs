//! The briefing: what counts as new, and that each sentence leads to a quotation.

use crate::{make, sample};
use sitrep_present::brief::{BriefOptions, brief, brief_html, brief_markdown};

fn options(since: &str, as_of: &str) -> BriefOptions {
    BriefOptions { since: make::date(since), as_of: make::date(as_of) }
}

fn section(brief: &sitrep_present::brief::Brief, heading: &str) -> Vec<String> {
    let section = brief.sections.iter().find(|section| section.heading == heading).expect("it is there");
    section.items.iter().map(|item| item.text.clone()).collect()
}

#[test]
fn a_week_of_the_sample() {
    let brief = brief(&sample::sample(), &options("2017-03-05", "2017-03-10"));
    assert_eq!(brief.title, "Mosul: situation briefing");
    assert_eq!(brief.period, "As of 10 March 2017, new since 5 March 2017");
    assert_eq!(
        section(&brief, "New"),
        [
            "Iraqi Army fought Islamic State in Mosul.",
            "Iraqi Army retook Mosul Museum from Islamic State.",
            "Attempted: Islamic State took captive people in Hammam al-Alil.",
        ]
    );
    assert_eq!(section(&brief, "Told now of earlier days"), ["Syrian Army retook Palmyra."]);
    assert_eq!(
        section(&brief, "Only claimed, planned or foreseen"),
        ["Expected: Counter Terrorism Service retook Tal Afar."]
    );
    let disputed = section(&brief, "Disputed");
    assert_eq!(disputed.len(), 2);
    assert!(disputed.iter().any(|text| text.starts_with("Iraqi Army retook Mosul Museum")), "of what: {disputed:?}");
    let held = section(&brief, "Who holds what");
    assert!(held.iter().any(|text| text.starts_with("Mosul Museum, Mosul, Iraq: Iraqi Army")), "{held:?}");
    assert!(!held.iter().any(|text| text.starts_with("Mosul Museum, Mosul, Iraq: Islamic State")), "{held:?}");
    for item in brief.sections.iter().flat_map(|section| &section.items) {
        assert!(!item.quotations.is_empty(), "{} rests on nothing", item.text);
        assert!(item.quotations.iter().all(|number| (1..=brief.quotations.len()).contains(number)));
    }
}

#[test]
fn a_later_briefing_finds_nothing_new() {
    let brief = brief(&sample::sample(), &options("2018-01-01", "2018-01-08"));
    // The one report without a date may always be a new one.
    assert_eq!(section(&brief, "New"), Vec::<String>::new());
}

#[test]
fn an_earlier_briefing_does_not_know_later_reports() {
    let text = brief_markdown(&sample::sample(), &options("2017-03-01", "2017-03-07"));
    assert!(text.contains("Harbour Times"));
    assert!(!text.contains("Levant Ledger"), "it came out on 8 March or later");
}

#[test]
fn hostile_words_stay_words() {
    let mut record = sample::sample();
    for event in &mut record.events {
        event.sub_type = None;
        event.summary = "<script>alert(1)</script> [x](javascript:alert(2)) **bold**\n# heading".to_owned();
    }
    let text = brief_markdown(&record, &options("2017-03-05", "2017-03-10"));
    assert!(
        !text.contains("<script") && !text.contains("[x]") && !text.contains("**bold") && !text.contains("\n# heading")
    );
    assert!(!brief_html(&record, &options("2017-03-05", "2017-03-10")).contains("<script"));
}
