//! Reports whose dates cannot all hold: the record shows the smallest set of claims that cannot.

use std::collections::BTreeSet;

use sitrep_invented::{BOMB, RETAKEN, Report, Told, actor, overnight, site, town, weekday, yesterday};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::{ActorKind, Contradiction, ContradictionKind, ContradictionReading, Reading, Record, TimeMeaning};

fn record(readings: &[Reading]) -> Record {
    reconcile(readings, &[], &Resources::shipped().expect("shipped tables are well formed"))
}

fn army() -> sitrep_types::ActorMention {
    actor("Iraqi forces", ActorKind::StateForce, "IRQ")
}

fn museum(when: (&'static str, TimeMeaning)) -> Told {
    let museum = site("Samarra Museum", &town("Samarra"));
    Told::of(RETAKEN, "recaptured").by(army()).site(&museum).gains().when(when.0, when.1)
}

fn bridge(when: (&'static str, TimeMeaning)) -> Told {
    let bridge = site("Iron Bridge", &town("Samarra"));
    Told::of(BOMB, "bomb").at(&bridge).killed_between(Some(17), Some(17), Some(17), "people").when(when.0, when.1)
}

fn report(outlet: &str, published: Option<&str>, lines: Vec<(&str, Told)>) -> Reading {
    let city = town("Samarra");
    let mut report = Report::new(outlet, published)
        .place(&city)
        .place(&site("Samarra Museum", &city))
        .place(&site("Iron Bridge", &city));
    for (line, told) in lines {
        report = report.line(line).tell(told);
    }
    report.done()
}

/// An undated report tells two events that dated reports tell too: the museum, and a bomb eleven days after.
fn undated_between(bomb_published: &str) -> Vec<Reading> {
    vec![
        report(
            "Art Weekly",
            None,
            vec![
                ("Iraqi forces recaptured the Samarra Museum overnight.", museum(("overnight", overnight()))),
                ("A bomb killed 17 people on the Iron Bridge yesterday.", bridge(("yesterday", yesterday()))),
            ],
        ),
        report(
            "Daily Chronicle",
            Some("2021-06-10"),
            vec![("On Tuesday Iraqi forces recaptured the Samarra Museum.", museum(("Tuesday", weekday(2))))],
        ),
        report(
            "Evening Ledger",
            Some(bomb_published),
            vec![("A bomb on the Iron Bridge killed 17 people yesterday.", bridge(("yesterday", yesterday())))],
        ),
    ]
}

fn of_dates(record: &Record) -> Vec<&Contradiction> {
    record.contradictions.iter().filter(|found| found.kind == ContradictionKind::Date).collect()
}

#[test]
fn claims_that_no_day_of_publication_satisfies_are_a_contradiction() {
    let record = record(&undated_between("2021-06-20"));
    let found = of_dates(&record);
    assert_eq!(found.len(), 1, "{found:#?}");
    let found = found[0];
    assert_eq!(found.reading, ContradictionReading::Open);
    let claims: BTreeSet<_> = found.sides.iter().flat_map(|side| &side.claims).collect();
    assert_eq!(claims.len(), 4, "both tellings of both events: {found:#?}");
    assert!(found.events.len() > 1, "it concerns the museum and the bomb: {found:#?}");
    for event in &record.events {
        assert_eq!(event.contradictions.contains(&found.id), found.events.contains(&event.id));
    }
    for words in ["Art Weekly", "Daily Chronicle", "Evening Ledger", "overnight", "Tuesday", "do without"] {
        assert!(found.reason.contains(words), "{words}: {}", found.reason);
    }
    let undated = record.documents.iter().find(|entry| entry.document.published.is_none()).expect("the undated one");
    assert!(undated.published_reason.as_deref().is_some_and(|reason| reason.contains("set aside")));
}

#[test]
fn claims_that_one_day_satisfies_are_none() {
    assert!(of_dates(&record(&undated_between("2021-06-09"))).is_empty());
}

#[test]
fn the_contradiction_is_the_same_for_any_order_of_the_reports() {
    let mut reports = undated_between("2021-06-20");
    let one = record(&reports);
    reports.reverse();
    assert_eq!(record(&reports).contradictions, one.contradictions);
}

#[test]
fn what_the_conflict_does_not_need_is_no_part_of_it() {
    let mut reports = undated_between("2021-06-20");
    reports.push(report(
        "Hill Post",
        Some("2021-06-09"),
        vec![("Iraqi forces recaptured the Samarra Museum on Tuesday.", museum(("Tuesday", weekday(2))))],
    ));
    let record = record(&reports);
    let found = of_dates(&record);
    assert_eq!(found.len(), 1, "{found:#?}");
    let claims: BTreeSet<_> = found[0].sides.iter().flat_map(|side| &side.claims).collect();
    assert_eq!(claims.len(), 4, "one of the two dated tellings of the museum is enough: {found:#?}");
}
