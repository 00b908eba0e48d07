//! What counts: whose words stand behind an event, which figures are its toll, which denials dispute it.

use sitrep_invented::{BOMB, RETAKEN, Report, Told, actor, on, site, town, yesterday};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::{
    ActorKind, ActorMention, ContradictionKind, ContradictionReading, EventStatus, EventType, LinkKind, Modality,
    Place, Reading, Record, SubType,
};

const STATEMENT: (EventType, Option<SubType>) = (EventType::Statement, None);

fn record(readings: &[Reading]) -> Record {
    reconcile(readings, &[], &Resources::shipped().expect("shipped tables are well formed"))
}

fn market() -> (Place, Place) {
    let city = town("Baqubah");
    let market = site("vegetable market", &city);
    (city, market)
}

/// A report of 3 June 2025 in which each sentence makes one claim of yesterday's blast.
fn report(outlet: &str, lines: Vec<(&str, Told)>) -> Reading {
    let (city, market) = market();
    let report = Report::new(outlet, Some("2025-06-03")).place(&city).place(&market);
    lines.into_iter().fold(report, |report, (line, told)| report.line(line).tell(told)).done()
}

fn blast() -> Told {
    Told::of(BOMB, "blast").at(&market().1).when("yesterday", yesterday())
}

#[test]
fn a_single_victim_is_no_toll() {
    let record = record(&[report(
        "Post",
        vec![
            ("The blast yesterday killed 31 people.", blast().killed(31, "people")),
            ("One victim of the blast yesterday was a tailor.", blast().killed(1, "people")),
        ],
    )]);
    assert_eq!(record.events.len(), 1);
    let estimate = &record.events[0].estimates[0];
    assert_eq!((estimate.low, estimate.best, estimate.high), (Some(31), Some(31), Some(31)));
    assert_eq!(record.contradictions, []);
}

#[test]
fn the_first_dead_are_the_start_of_the_toll() {
    let first = blast().killed(1, "people");
    let later = Report::new("Herald", Some("2025-06-04")).place(&market().0).place(&market().1);
    let later = later
        .line("The blast of 2 June 2025 killed 9 people.")
        .tell(blast().killed(9, "people").when("2 June 2025", on("2025-06-02")))
        .done();
    let record = record(&[report("Post", vec![("The blast yesterday killed 1 person.", first)]), later]);
    let estimate = &record.events[0].estimates[0];
    assert_eq!((estimate.low, estimate.best, estimate.high), (Some(1), Some(9), Some(9)));
    assert_eq!(record.contradictions[0].reading, ContradictionReading::Update);
}

#[test]
fn who_says_reportedly_names_no_source() {
    let reportedly = blast().said_by(&[("reportedly", LinkKind::Unnamed)]);
    let record = record(&[report(
        "Post",
        vec![
            ("The blast yesterday shook the market, Karim Haddad said.", {
                blast().said_by(&[("Karim Haddad", LinkKind::Official)])
            }),
            ("The blast yesterday reportedly broke every window.", reportedly),
        ],
    )]);
    assert_eq!((record.events.len(), record.events[0].independent_sources), (1, 1), "{:#?}", record.events);
}

#[test]
fn nobody_denies_what_he_tells_himself() {
    let mut denial = blast();
    denial.negated = true;
    let own = report(
        "Post",
        vec![
            ("A blast hit the market yesterday.", blast()),
            ("No blast yesterday hit the fuel store.", denial.clone()),
        ],
    );
    assert_eq!(record(&[own]).events[0].status, EventStatus::Reported);
    denial = denial.said_by(&[("Omar Jaber", LinkKind::Official)]);
    denial.modality = Modality::Denied;
    let denied = report(
        "Post",
        vec![
            ("A blast hit the market yesterday.", blast()),
            ("Omar Jaber denied that a blast hit the market yesterday.", denial),
        ],
    );
    let record = record(&[denied]);
    assert_eq!(record.events[0].status, EventStatus::Disputed);
    assert_eq!(record.contradictions[0].kind, ContradictionKind::Outcome);
}

#[test]
fn one_toll_of_one_day_may_be_told_of_the_suburb_and_of_the_city() {
    let placed = |name: &str, latitude: f64| Place { latitude: Some(latitude), longitude: Some(44.4), ..town(name) };
    let told = |outlet: &str, place: &Place, toll: i64| {
        let told = Told::of(BOMB, "bomb").at(place).killed(toll, "people").when("yesterday", yesterday());
        let line = format!("A bomb in {} yesterday killed {toll} people, {outlet} learned.", place.name);
        Report::new(outlet, Some("2025-06-03")).place(place).line(&line).tell(told).done()
    };
    let (city, suburb, far) = (placed("Baghdad", 33.34), placed("Dora", 33.25), placed("Samarra", 34.2));
    assert_eq!(record(&[told("Post", &city, 31), told("Herald", &suburb, 31)]).events.len(), 1);
    assert_eq!(record(&[told("Post", &city, 31), told("Herald", &suburb, 12)]).events.len(), 2);
    assert_eq!(record(&[told("Post", &city, 31), told("Herald", &far, 31)]).events.len(), 2);
}

#[test]
fn outlets_of_one_owner_are_one_source() {
    let told =
        |outlet: &str| report(outlet, vec![(&format!("A blast, {outlet} can tell, shook stalls yesterday."), blast())]);
    // Who tells it in its own voice; how many sources that is; why.
    for (outlets, sources, why) in [
        (vec!["The Times", "The Sun"], 1, "the same owner, News Corp"),
        (vec!["BBC", "BBC Arabic"], 1, "the same masthead, BBC"),
        (vec!["The Times", "The Guardian"], 2, "a single claim"),
        (vec!["The Times", "The Guardian", "The Sun"], 2, "the same owner, News Corp"),
        (vec!["Hill Courier", "River Gazette"], 2, "a single claim"),
    ] {
        let readings: Vec<Reading> = outlets.iter().map(|outlet| told(outlet)).collect();
        let record = record(&readings);
        assert_eq!(record.events.len(), 1, "{outlets:?}");
        let event = &record.events[0];
        assert_eq!(event.independent_sources, sources, "{outlets:?}: {:?}", event.origins);
        assert!(event.origins.iter().any(|origin| origin.reason == why), "{outlets:?}: {:?}", event.origins);
    }
}

#[test]
fn two_reports_of_one_outlet_are_one_source_and_named_sources_are_their_own() {
    let first = report("Hill Courier", vec![("A blast tore through stalls yesterday.", blast())]);
    let second = report("Hill Courier", vec![("Yesterday a bomb blast, the second look shows, burnt sheds.", blast())]);
    let record_of_both = record(&[first.clone(), second]);
    assert_eq!(record_of_both.events[0].independent_sources, 1);
    assert_eq!(record_of_both.events[0].origins[0].reason, "the same outlet, Hill Courier");
    let quoted = |who: &str| blast().said_by(&[(who, LinkKind::Official)]);
    let named = record(&[
        report(
            "The Times",
            vec![("Mayor Karim Haddad said a blast tore through stalls yesterday.", quoted("Karim Haddad"))],
        ),
        report("The Sun", vec![("A bomb burnt sheds yesterday, Colonel Omar Jaber said.", quoted("Omar Jaber"))]),
    ]);
    assert_eq!(named.events[0].independent_sources, 2, "whose words they are counts, not whose paper it is");
}

#[test]
fn a_report_counts_once_whomever_it_quotes() {
    let quoted = |who: &str, kind: LinkKind| blast().said_by(&[(who, kind)]);
    let lines = || {
        vec![
            (
                "Mayor Karim Haddad said a blast tore through stalls yesterday.",
                quoted("Karim Haddad", LinkKind::Official),
            ),
            ("Nadia Farouk saw the blast burn sheds yesterday.", quoted("Nadia Farouk", LinkKind::Witness)),
            ("Yusuf Darwish fled from the blast yesterday.", quoted("Yusuf Darwish", LinkKind::Witness)),
        ]
    };
    let alone = record(&[report("Hill Courier", lines())]);
    let event = &alone.events[0];
    assert_eq!((event.origins.len(), event.independent_sources, event.status), (3, 1, EventStatus::Reported));
    let uncounted = "the report of Hill Courier counts once";
    assert_eq!(
        event.origins.iter().filter(|origin| origin.reason.contains(uncounted)).count(),
        2,
        "{:?}",
        event.origins
    );
    // Another report that rests on one of them adds one: the first has others left.
    let relay = report(
        "River Gazette",
        vec![(
            "Stalls were torn by a blast yesterday, the mayor Karim Haddad said.",
            quoted("Karim Haddad", LinkKind::Official),
        )],
    );
    let both = record(&[report("Hill Courier", lines()), relay]);
    assert_eq!((both.events.len(), both.events[0].independent_sources), (1, 2), "{:?}", both.events[0].origins);
}

#[test]
fn the_tolls_of_the_first_day_may_follow_one_another() {
    let toll = |outlet: &str, number: i64, who: Option<&str>| {
        let told = blast().killed(number, "people");
        let told = who.map_or(told.clone(), |who| told.said_by(&[(who, LinkKind::Official)]));
        report(outlet, vec![(&format!("The blast yesterday, {outlet} learned, killed {number} people."), told)])
    };
    let reading = |readings: &[Reading]| {
        let record = record(readings);
        record.contradictions.iter().map(|found| found.reading).collect::<Vec<_>>()
    };
    use ContradictionReading::{Open, Update};
    let (haddad, farouk) = (Some("Karim Haddad"), Some("Nadia Farouk"));
    // Two officials with a figure each stand against one another; in the outlets' own voices one may be the later.
    assert_eq!(reading(&[toll("Post", 7, haddad), toll("Herald", 12, farouk)]), [Open]);
    assert_eq!(reading(&[toll("Post", 7, None), toll("Herald", 12, None)]), [Update]);
    // Three figures of one day are a toll that rises.
    assert_eq!(reading(&[toll("Post", 7, haddad), toll("Herald", 12, farouk), toll("Courier", 15, None)]), [Update]);
}

#[test]
fn common_nouns_at_the_head_of_a_sentence_are_no_names() {
    let (city, market) = market();
    let by = |outlet: &str, name: &str, country: &str| {
        let told = Told::of(RETAKEN, "retook").by(actor(name, ActorKind::StateForce, country)).site(&market).gains();
        let line = format!("{name} retook the vegetable market, {outlet} can tell, yesterday.");
        let report = Report::new(outlet, Some("2025-06-03")).place(&city).place(&market);
        report.line(&line).tell(told.when("yesterday", yesterday())).done()
    };
    let police = record(&[by("Post", "Police", "IRQ"), by("Herald", "police", "IRQ")]);
    assert_eq!((police.events.len(), police.actors.len()), (1, 1), "{:?}", police.actors);
    // "Marines" are the "Iraqi marines"; the "Border Guards" are others.
    let record_of = |one: &str, other: &str| record(&[by("Post", one, ""), by("Herald", other, "IRQ")]).events.len();
    assert_eq!(record_of("Marines", "Iraqi marines"), 1);
    assert_eq!(record_of("Desert Rangers", "Border Guards"), 2);
}

#[test]
fn who_lost_a_place_is_not_refuted_by_being_told_so_again() {
    let (city, market) = market();
    let gunmen = || actor("Harbour Front", ActorKind::ArmedGroup, "IRQ");
    let taken = || Told::of(RETAKEN, "retook").on(gunmen()).site(&market).gains().when("2 June 2025", on("2025-06-02"));
    let report = |outlet: &str, day: &str, line: &str, told: Told| {
        Report::new(outlet, Some(day)).place(&city).place(&market).line(line).tell(told).done()
    };
    let mut denial = taken().said_by(&[("Harbour Front", LinkKind::Organisation)]);
    denial.negated = true;
    denial.modality = Modality::Denied;
    let later = "Troops retook the vegetable market from the Harbour Front on 2 June 2025.";
    let denied = "The Harbour Front denied that troops retook the vegetable market on 2 June 2025.";
    let record =
        record(&[report("Post", "2025-06-09", later, taken()), report("Herald", "2025-06-03", denied, denial)]);
    assert_eq!(
        (record.events.len(), record.events[0].status),
        (1, EventStatus::Disputed),
        "{:#?}",
        record.contradictions
    );
}

#[test]
fn who_speaks_for_another_body_is_another_person() {
    // The reader took both for the only spokesman whom the report names.
    let told = |text: &str| {
        let mut told = blast().said_by(&[("Karim Haddad", LinkKind::Official)]);
        told.attribution[0].text = text.to_string();
        told.attribution[0].affiliation = Some("Red Banner".to_string());
        told
    };
    let origins = |second: &str| {
        let record = record(&[report(
            "Post",
            vec![
                ("The blast yesterday was ours, Red Banner spokesman Karim Haddad said.", {
                    told("Red Banner spokesman Karim Haddad")
                }),
                ("The blast yesterday broke windows, the spokesman said.", told(second)),
            ],
        )]);
        assert_eq!(record.events.len(), 1);
        record.events[0].origins.iter().map(|origin| origin.name.clone()).collect::<Vec<_>>()
    };
    let mut two = origins("the Interior Ministry spokesman");
    two.sort();
    assert_eq!(two, ["Interior Ministry", "Karim Haddad"]);
    assert_eq!(origins("the Red Banner spokesman"), ["Karim Haddad"]);
    assert_eq!(origins("the spokesman"), ["Karim Haddad"]);
}

#[test]
fn a_state_has_more_than_one_name() {
    for (one, other, kind, countries, actors) in [
        ("Iraq's government", "Iraqi government", ActorKind::Government, ["IRQ", "IRQ"], 1),
        ("Iraq's government", "Iraqi army", ActorKind::StateForce, ["IRQ", "IRQ"], 2),
        ("Niger's government", "Nigerian government", ActorKind::Government, ["NER", "NGA"], 2),
        ("US", "American", ActorKind::Unknown, ["USA", "USA"], 1),
        ("US", "French", ActorKind::Unknown, ["USA", "FRA"], 2),
    ] {
        let told = |outlet: &str, name: &str, country: &str| {
            let line = format!("A blast yesterday hit the market, {outlet} learned, and {name} is blamed.");
            report(outlet, vec![(&line, blast().by(actor(name, kind, country)))])
        };
        let record = record(&[told("Post", one, countries[0]), told("Herald", other, countries[1])]);
        assert_eq!(record.actors.len(), actors, "{one} / {other}: {:?}", record.actors);
    }
}

#[test]
fn a_government_and_its_minister_are_one_source() {
    let sources = |role: &str, country: &str| {
        let told = |outlet: &str, by: ActorMention| {
            let line = format!("A blast yesterday hit the market, {} told {outlet}.", by.name);
            let (city, market) = market();
            let told = blast().said_by(&[(&by.name, LinkKind::Official)]);
            let reading = Report::new(outlet, Some("2025-06-03")).place(&city).place(&market).line(&line).tell(told);
            // Who they are the report tells elsewhere.
            reading.line(&format!("{} had warned.", by.name)).tell(Told::of(STATEMENT, "warned").by(by)).done()
        };
        let mut minister = actor("Karim Haddad", ActorKind::Person, country);
        minister.role = Some(role.to_string());
        let government = actor("Iraqi government", ActorKind::Government, "IRQ");
        let record = record(&[told("Post", government), told("Herald", minister)]);
        let blasts: Vec<_> = record.events.iter().filter(|event| event.sub_type == BOMB.1).collect();
        assert_eq!(blasts.len(), 1, "{:#?}", record.events);
        blasts[0].independent_sources
    };
    assert_eq!(sources("information minister", "IRQ"), 1);
    assert_eq!(sources("foreign minister", "JOR"), 2);
    assert_eq!(sources("former minister", "IRQ"), 2);
}
