//! Whole records of invented reports: what is merged, dated, counted, contradicted and held.

use jiff::civil::Date;
use sitrep_invented::{
    BOMB, CLASH, Dice, LOOTED, OVERRUN, RETAKEN, Report, Told, actor, on, overnight, pile, site, town, weekday,
    yesterday,
};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::{
    ActorKind, ContradictionKind, ContradictionReading, DateInterval, DocumentId, EventStatus, Genre, How, LinkKind,
    Modality, Precision, Reading, Record, TimeMeaning,
};

fn record(readings: &[Reading]) -> Record {
    reconcile(readings, &[], &Resources::shipped().expect("shipped tables are well formed"))
}

fn day(text: &str) -> Option<Date> {
    Some(text.parse().expect("a date"))
}

/// The one event of most claims.
fn main_event(record: &Record) -> &sitrep_types::Event {
    record.events.iter().max_by_key(|event| event.claims.len()).expect("an event")
}

fn army() -> sitrep_types::ActorMention {
    actor("Iraqi forces", ActorKind::StateForce, "IRQ")
}

fn rebels() -> sitrep_types::ActorMention {
    actor("Red Banner", ActorKind::ArmedGroup, "IRQ")
}

/// Two undated reports and a dated one of a night raid on one building with three names.
fn raid() -> Vec<Reading> {
    let city = town("Samarra");
    let (first, second, third) =
        (site("Samarra Museum", &city), site("Samarra's main museum", &city), site("antiquities museum", &city));
    vec![
        Report::new("Art Weekly", None)
            .place(&city)
            .place(&first)
            .line("Troops have recaptured the Samarra Museum from Red Banner.")
            .tell(Told::of(RETAKEN, "recaptured").by(army()).on(rebels()).site(&first).gains())
            .line("The overnight push is a blow to the group.")
            .tell(Told::of(CLASH, "push").at(&city).when("overnight", overnight()))
            .done(),
        Report::new("Wire Digest", None)
            .place(&city)
            .place(&second)
            .line("During a large overnight operation the Falcon Brigade regained control of Samarra's main museum.")
            .tell(
                Told::of(RETAKEN, "regained")
                    .by(actor("Falcon Brigade", ActorKind::StateForce, "IRQ"))
                    .site(&second)
                    .when("overnight", overnight())
                    .gains(),
            )
            .done(),
        Report::new("Daily Chronicle", Some("2021-06-10"))
            .place(&city)
            .place(&third)
            .line("On Tuesday the Desert Rangers advanced and took the city's antiquities museum.")
            .tell(
                Told::of(RETAKEN, "took")
                    .by(actor("Desert Rangers", ActorKind::StateForce, "IRQ"))
                    .site(&third)
                    .when("Tuesday", weekday(2))
                    .gains(),
            )
            .done(),
    ]
}

#[test]
fn a_raid_told_three_times_is_one_event_with_three_origins() {
    let record = record(&raid());
    let event = main_event(&record);
    assert_eq!(event.documents.len(), 3, "{record:#?}");
    assert_eq!(event.independent_sources, 3);
    assert_eq!(event.status, EventStatus::Corroborated);
    assert_eq!(
        event.time,
        DateInterval { precision: event.time.precision, ..DateInterval::day("2021-06-08".parse().expect("a date")) }
    );
}

#[test]
fn two_named_units_for_one_capture_contradict_one_another() {
    let record = record(&raid());
    let found: Vec<_> = record.contradictions.iter().filter(|one| one.kind == ContradictionKind::Actor).collect();
    assert_eq!(found.len(), 1);
    let sides: Vec<&str> = found[0].sides.iter().map(|side| side.value.as_str()).collect();
    assert_eq!(sides, ["Desert Rangers", "Falcon Brigade"]);
}

#[test]
fn undated_reports_are_dated_through_the_event_they_share() {
    let record = record(&raid());
    for entry in record.documents.iter().filter(|entry| entry.document.published.is_none()) {
        let published = entry.published.as_ref().expect("inferred");
        assert_eq!(published.how, How::Constraints);
        assert!(
            published.interval.earliest >= day("2021-06-07") && published.interval.latest <= day("2021-06-10"),
            "{published:?}"
        );
        let reason = entry.published_reason.as_ref().expect("a reason");
        assert!(reason.contains("Tuesday") && reason.contains("overnight"), "{reason}");
    }
}

#[test]
fn the_holder_before_is_known_from_the_loser() {
    let record = record(&raid());
    let name = |id| record.actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.as_str());
    let rows: Vec<_> =
        record.control.iter().map(|row| (name(row.holder.clone()), row.from.is_some(), row.until.is_some())).collect();
    assert_eq!(rows.first(), Some(&(Some("Red Banner"), false, true)), "{:#?}", record.control);
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_length_dates_a_column_from_the_start_told_elsewhere() {
    let city = town("Tikrit");
    let october = DateInterval { earliest: day("2019-10-01"), latest: day("2019-10-31"), precision: Precision::Month };
    let readings = [
        Report::new("Comment Page", None)
            .genre(Genre::Opinion)
            .place(&city)
            .line("The fighters have put up a resistance which has held up the army in Tikrit for 8 months.")
            .length("8 months", 240, 248)
            .tell(Told::of(CLASH, "held up").by(rebels()).on(army()).at(&city))
            .line("Yesterday troops entered the old town of Tikrit.")
            .tell(Told::of(CLASH, "entered").by(army()).at(&city).when("Yesterday", yesterday()))
            .done(),
        Report::new("Daily Chronicle", Some("2020-01-09"))
            .place(&city)
            .line("Since October 2019 the army has been besieging Tikrit.")
            .since("October 2019", &TimeMeaning::Absolute { interval: october })
            .tell(Told::of(CLASH, "besieging").by(army()).at(&city))
            .done(),
    ];
    let record = record(&readings);
    let column = record.documents.iter().find(|entry| entry.genre == Genre::Opinion).expect("the column");
    let interval = column.published.as_ref().expect("inferred").interval;
    assert!(interval.earliest >= day("2020-05-01") && interval.latest <= day("2020-07-31"), "{interval:?}");
    assert!(column.published_reason.as_ref().is_some_and(|reason| reason.contains("8 months")), "{column:#?}");
    assert!(record.events.iter().any(|event| event.time.earliest >= day("2020-05-01")), "yesterday follows the column");
}

fn bombing(outlet: &str, published: &str, toll: i64, source: &str) -> Reading {
    let city = town("Baqubah");
    let market = site("vegetable market", &city);
    Report::new(outlet, Some(published))
        .place(&city)
        .place(&market)
        .line(&format!("A bomber blew himself up in the vegetable market of Baqubah on Monday and killed {toll} people, {source} told {outlet}."))
        .tell(
            Told::of(BOMB, "blew")
                .at(&market)
                .killed(toll, "people")
                .when("Monday", weekday(1))
                .said_by(&[(source, LinkKind::Official)]),
        )
        .done()
}

#[test]
fn a_toll_that_rises_later_is_an_update_and_two_at_once_are_open() {
    // 2 June 2025 was a Monday.
    for (second, reading) in [("2025-06-05", ContradictionReading::Update), ("2025-06-03", ContradictionReading::Open)]
    {
        let record =
            record(&[bombing("Post", "2025-06-03", 12, "Karim Haddad"), bombing("Herald", second, 19, "Nadia Farouk")]);
        let event = main_event(&record);
        assert_eq!(event.documents.len(), 2);
        let found: Vec<_> = record.contradictions.iter().map(|one| (one.kind, one.reading)).collect();
        assert_eq!(found, [(ContradictionKind::Number, reading)]);
        let estimate = &event.estimates[0];
        let best = if reading == ContradictionReading::Update { 19 } else { 12 };
        assert_eq!((estimate.low, estimate.best, estimate.high), (Some(12), Some(best), Some(19)));
    }
}

#[test]
fn two_reports_of_one_official_are_one_origin() {
    let record = record(&[
        bombing("Post", "2025-06-03", 12, "Karim Haddad"),
        bombing("Herald", "2025-06-03", 12, "Kareem Haddad"),
    ]);
    let event = main_event(&record);
    assert_eq!((event.documents.len(), event.independent_sources), (2, 1), "{event:#?}");
}

#[test]
fn a_denial_disputes_what_it_denies() {
    let city = town("Hawija");
    let told = |outlet: &str, negated: bool| {
        let modality = if negated { Modality::Denied } else { Modality::Claimed };
        let words = if negated { "did not take Hawija" } else { "took Hawija" };
        let mut told = Told::of(OVERRUN, "Hawija").by(rebels()).site(&city).when("on Monday", weekday(1)).gains();
        told = told.said_by(&[(if negated { "Omar Jaber" } else { "Salim Qasem" }, LinkKind::Official)]);
        told.modality = modality;
        told.negated = negated;
        Report::new(outlet, Some("2025-06-03"))
            .place(&city)
            .line(&format!("Red Banner {words} on Monday, {outlet} heard."))
            .tell(told)
            .done()
    };
    let record = record(&[told("Post", false), told("Herald", true)]);
    let event = main_event(&record);
    assert_eq!(event.claims.len(), 2);
    assert_eq!(event.status, EventStatus::Disputed);
    assert_eq!(event.independent_sources, 1);
    assert_eq!(record.contradictions[0].kind, ContradictionKind::Outcome);
}

#[test]
fn namesakes_of_different_bodies_stay_apart() {
    let city = town("Kirkuk");
    let of = |outlet: &str, body: &str| {
        let mut person = actor("Ali Hassan", ActorKind::Person, "IRQ");
        person.affiliation = Some(body.to_string());
        Report::new(outlet, Some("2025-06-03"))
            .place(&city)
            .line(&format!("Ali Hassan of {body} was seen in Kirkuk, {outlet} wrote."))
            .tell(Told::of(CLASH, "seen").by(person).at(&city))
            .done()
    };
    let record =
        record(&[of("Post", "Health Directorate"), of("Herald", "Red Banner"), of("Star", "Health Directorate")]);
    assert_eq!(record.actors.iter().filter(|actor| actor.name == "Ali Hassan").count(), 2);
}

#[test]
fn a_part_is_not_the_whole() {
    let city = town("Samarra");
    let museum = site("museum", &city);
    let told = |outlet: &str, place: &sitrep_types::Place| {
        Report::new(outlet, Some("2025-06-03"))
            .place(&city)
            .place(&museum)
            .line(&format!("Iraqi forces retook {} yesterday, {outlet} reports.", place.name))
            .tell(Told::of(RETAKEN, "retook").by(army()).site(place).when("yesterday", yesterday()).gains())
            .done()
    };
    let record = record(&[told("Post", &city), told("Herald", &museum)]);
    assert_eq!(record.events.len(), 2);
}

#[test]
fn the_taken_part_makes_the_town_contested() {
    let city = town("Samarra");
    let museum = site("museum", &city);
    let readings = [
        Report::new("Post", Some("2025-06-20"))
            .place(&city)
            .line("Red Banner seized Samarra on 3 March 2025.")
            .tell(Told::of(OVERRUN, "seized").by(rebels()).site(&city).when("3 March 2025", on("2025-03-03")).gains())
            .done(),
        Report::new("Herald", Some("2025-06-20"))
            .place(&city)
            .place(&museum)
            .line("Iraqi forces retook the museum of Samarra yesterday.")
            .tell(Told::of(RETAKEN, "retook").by(army()).site(&museum).when("yesterday", yesterday()).gains())
            .done(),
    ];
    let record = record(&readings);
    let rows: Vec<_> = record
        .control
        .iter()
        .map(|row| {
            (
                row.place == city.key,
                row.from.and_then(|from| from.earliest),
                row.until.and_then(|until| until.latest),
                row.contested,
            )
        })
        .collect();
    assert!(rows.contains(&(true, day("2025-03-03"), day("2025-06-19"), false)), "{rows:?}");
    assert!(rows.contains(&(true, day("2025-06-19"), None, true)), "{rows:?}");
    assert!(
        rows.contains(&(false, day("2025-03-03"), day("2025-06-19"), false)),
        "the museum was held with the town: {rows:?}"
    );
    assert!(rows.contains(&(false, day("2025-06-19"), None, false)), "{rows:?}");
}

/// How many events two reports of 3 June 2025, each of one sentence and one claim, come to.
fn events_of(first: (&str, Told), second: (&str, Told), places: &[&sitrep_types::Place]) -> usize {
    let report = |outlet: &str, (line, told): (&str, Told)| {
        let report = places.iter().fold(Report::new(outlet, Some("2025-06-03")), |report, place| report.place(place));
        report.line(line).tell(told).done()
    };
    record(&[report("Post", first), report("Herald", second)]).events.len()
}

#[test]
fn a_building_is_what_it_was_used_as() {
    let city = town("Samarra");
    let (building, court) = (site("building", &city), site("main courthouse", &city));
    let taken = |place| Told::of(RETAKEN, "took").by(army()).site(place).when("yesterday", yesterday()).gains();
    let used = ("Troops yesterday took the building that Red Banner used as its highest court.", taken(&building));
    let named = ("Soldiers yesterday took the main courthouse of Red Banner.", taken(&court));
    assert_eq!(events_of(used.clone(), named, &[&city, &building, &court]), 1);
    let other = ("Yesterday troops took a building beside the canal, with nobody in it.", taken(&building));
    assert_eq!(events_of(used, other, &[&city, &building]), 2, "two buildings need not be one");
}

#[test]
fn a_raid_on_a_site_and_its_capture_are_one() {
    let city = town("Samarra");
    let museum = site("museum", &city);
    let told = |kind, word, place| Told::of(kind, word).by(army()).site(place).when("yesterday", yesterday());
    let raided = ("Iraqi forces raided the museum yesterday.", told(CLASH, "raided", &museum));
    let taken = ("Iraqi forces yesterday retook the museum.", told(RETAKEN, "retook", &museum).gains());
    assert_eq!(events_of(raided, taken, &[&city, &museum]), 1);
    let fought = ("Iraqi forces fought in Samarra yesterday.", told(CLASH, "fought", &city));
    let taken = ("Iraqi forces yesterday retook Samarra.", told(RETAKEN, "retook", &city).gains());
    assert_eq!(events_of(fought, taken, &[&city]), 2, "fighting in a town is not its capture");
}

#[test]
fn fighting_without_sides_is_not_all_one() {
    let city = town("Samarra");
    let told = |word| Told::of(CLASH, word).at(&city).when("yesterday", yesterday());
    let clash = ("Clashes broke out near the grain market yesterday.", told("Clashes"));
    let other = ("Gunfire was heard along the river yesterday.", told("Gunfire"));
    let offensive = ("The offensive went on yesterday.", told("offensive"));
    assert_eq!(events_of(clash.clone(), other, &[&city]), 2);
    assert_eq!(events_of(clash, offensive, &[&city]), 2);
    let sides = |word| told(word).by(army()).on(rebels());
    let clash = ("Iraqi forces clashed with Red Banner yesterday.", sides("clashed"));
    let other = ("Iraqi forces and Red Banner traded fire yesterday.", sides("traded fire"));
    assert_eq!(events_of(clash, other, &[&city]), 1, "the sides and the day tell which");
}

#[test]
fn a_thing_is_destroyed_once() {
    let city = town("Samarra");
    let museum = site("museum", &city);
    let told = |word| Told::of(LOOTED, word).by(rebels()).site(&museum);
    let mut history = told("smashed").when("2 March 2023", on("2023-03-02"));
    history.background = true;
    let dated = ("Red Banner smashed the museum on 2 March 2023.", history);
    let undated = ("Red Banner destroyed the museum.", told("destroyed"));
    assert_eq!(events_of(dated, undated, &[&city, &museum]), 1);
}

#[test]
fn a_day_of_another_sentence_does_not_part_two_tellings() {
    let city = town("Samarra");
    let museum = site("museum", &city);
    let told = |words, day| Told::of(RETAKEN, "took").by(army()).site(&museum).when(words, on(day)).gains();
    let own = ("Iraqi forces took the museum on 2 June 2025.", told("2 June 2025", "2025-06-02"));
    let other = ("Iraqi forces took the museum on 26 May 2025.", told("26 May 2025", "2025-05-26"));
    assert_eq!(events_of(own.clone(), other, &[&city, &museum]), 2);
    let carried = Report::new("Herald", Some("2025-06-03"))
        .place(&city)
        .place(&museum)
        .line("The village of Awja fell on 26 May 2025.")
        .line("Iraqi forces took the museum.")
        .tell(told("26 May 2025", "2025-05-26"))
        .done();
    let report = Report::new("Post", Some("2025-06-03")).place(&city).place(&museum).line(own.0).tell(own.1).done();
    let record = record(&[report, carried]);
    assert_eq!(record.events.len(), 1);
    assert_eq!(record.events[0].time.earliest, day("2025-06-02"));
}

fn bytes(record: &Record) -> Vec<u8> {
    serde_json::to_vec(record).expect("serialises")
}

#[test]
fn the_order_of_readings_changes_nothing() {
    let mut readings = pile(7, 30).readings;
    readings.extend(raid());
    let expected = bytes(&record(&readings));
    let mut dice = Dice(11);
    for _ in 0..200 {
        dice.shuffle(&mut readings);
        assert_eq!(bytes(&record(&readings)), expected);
    }
}

#[test]
fn a_removed_document_leaves_no_trace() {
    let readings = pile(9, 12).readings;
    for without in 0..readings.len() {
        let mut fewer = readings.clone();
        fewer.remove(without);
        let mut again = readings.clone();
        let gone: DocumentId = readings[without].document.id.clone();
        again.retain(|reading| reading.document.id != gone);
        assert_eq!(bytes(&record(&fewer)), bytes(&record(&again)));
        assert!(record(&fewer).claims.iter().all(|claim| claim.document != gone));
    }
}

#[test]
fn invented_incidents_come_out_as_they_were_made() {
    let pile = pile(3, 120);
    let record = record(&pile.readings);
    let (mut merged, mut counted, mut several) = (0, 0, 0);
    for incident in &pile.incidents {
        let events: Vec<_> = record
            .events
            .iter()
            .filter(|event| event.documents.iter().any(|document| incident.documents.contains(document)))
            .collect();
        several += 1;
        if let [event] = events.as_slice() {
            merged += usize::from(event.documents.len() == incident.documents.len());
            counted += usize::from(event.independent_sources == incident.independent);
        }
    }
    assert!(merged * 100 >= several * 97, "{merged} of {several} incidents are one event of exactly their reports");
    assert!(
        counted * 100 >= several * 90,
        "{counted} of {several} incidents have the right number of independent origins"
    );
}

/// Time grows with the claims, not with their square: ten times the claims may take at most twenty times as long. What
/// 100,000 cost is printed by `cargo run --release -p sitrep-reconcile --example cost`.
#[test]
fn cost_grows_with_the_claims() {
    let took = |incidents: usize| {
        let readings = pile(5, incidents).readings;
        let begun = std::time::Instant::now();
        let record = record(&readings);
        assert_eq!(record.documents.len(), readings.len());
        begun.elapsed()
    };
    let small = (0..3).map(|_| took(150)).min().expect("three runs");
    let large = took(1_500);
    assert!(large < small * 20, "150 incidents took {small:?}, 1,500 took {large:?}");
}
