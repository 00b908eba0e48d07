//! One filter for every view and export: what passes, and that what is left of a record is whole.

use sitrep_present::export::{Format, export};
use sitrep_present::view::{Filter, select};
use sitrep_types::{ActorId, ClaimId, DocumentId, EventId, PlaceKey, Record};

use crate::sample;

/// Ids of the events that pass.
#[track_caller]
fn check(filter: &Filter, expected: &[&str]) {
    let record = sample::sample();
    let part = select(&record, filter);
    let ids: Vec<&str> = part.events.iter().map(|event| event.id.0.as_str()).collect();
    assert_eq!(ids, expected, "{filter:?}");
    whole(&part);
    for (format, name, _) in Format::ALL {
        export(&part, "0.1.0", *format).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// Every id of the record leads somewhere in it.
#[track_caller]
fn whole(record: &Record) {
    let event = |id: &EventId| record.events.iter().any(|event| event.id == *id);
    let claim = |id: &ClaimId| record.claims.iter().any(|claim| claim.id == *id);
    let actor = |id: &ActorId| record.actors.iter().any(|actor| actor.id == *id);
    let place = |id: &PlaceKey| record.places.iter().any(|entry| entry.place.key == *id);
    let document = |id: &DocumentId| record.documents.iter().any(|entry| entry.document.id == *id);
    for it in &record.events {
        assert!(it.claims.iter().all(claim) && it.actors.iter().all(actor) && it.documents.iter().all(document));
        assert!(it.place.iter().all(place) && it.part_of.iter().all(event), "{}", it.id);
    }
    assert!(record.claims.iter().all(|it| document(&it.document) && it.place.iter().all(place)));
    assert!(record.contradictions.iter().all(|it| it.events.iter().all(event)));
    assert!(record.control.iter().all(|row| actor(&row.holder) && place(&row.place) && row.claims.iter().all(claim)));
    assert!(record.places.iter().all(|entry| entry.place.parent.iter().all(place)), "places around are kept");
    assert!(record.documents.iter().all(|entry| entry.copy_of.iter().all(document)));
}

#[test]
fn each_field_of_the_filter() {
    let all: Vec<String> = sample::sample().events.iter().map(|event| event.id.0.clone()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let some = |text: &str| Some(text.to_owned());
    check(&Filter::default(), &all);
    check(&Filter { place: some("syria"), ..Filter::default() }, &["e-palmyra"]);
    check(&Filter { place: some("Nowhere"), ..Filter::default() }, &[]);
    check(&Filter { actor: some("counter terrorism"), ..Filter::default() }, &["e-talafar"]);
    check(&Filter { status: Filter::status("forecast").ok(), ..Filter::default() }, &["e-talafar"]);
    check(&Filter { text: some("halls empty"), place: some("Mosul Museum"), ..Filter::default() }, &["e-museum"]);
    check(&Filter { text: some("halls overrun"), ..Filter::default() }, &[]);
    check(&Filter { min_sources: 3, ..Filter::default() }, &[]);
    let part = select(&sample::sample(), &Filter { document: some("ledger.txt"), ..Filter::default() }).into_owned();
    assert!(part.events.iter().all(|event| event.documents.iter().any(|id| id.0 == "d2")) && !part.events.is_empty());
    assert!(part.events.len() < all.len());
}

#[test]
fn what_is_no_status_is_refused_with_those_there_are() {
    let error = Filter::status("certain").expect_err("it is none").to_string();
    assert!(error.contains("'certain'") && error.contains("corroborated"), "{error}");
}
