//! One happening told in unlike ways, and two that are told alike: each kind by a pair of invented reports.

use sitrep_invented::{BOMB, Report, Told, actor, on, site, town, yesterday};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::{
    ActorKind, ActorMention, EventType, Place, PlaceKey, PlaceKind, Precision, Record, SubType, TimeMeaning,
};

const ATTACK: (EventType, Option<SubType>) = (EventType::ViolenceAgainstCivilians, Some(SubType::Attack));
const ABDUCTED: (EventType, Option<SubType>) =
    (EventType::ViolenceAgainstCivilians, Some(SubType::AbductionForcedDisappearance));
const AIR_STRIKE: (EventType, Option<SubType>) = (EventType::Explosions, Some(SubType::AirDroneStrike));
const BLAST: (EventType, Option<SubType>) = (EventType::Explosions, Some(SubType::RemoteExplosiveLandmineIed));

/// The record of two reports of one sentence and one claim each, of the same day.
fn told(places: &[&Place], first: (&str, Told), second: (&str, Told)) -> Record {
    let report = |outlet, (sentence, told): (&str, Told)| {
        let report = Report::new(outlet, Some("2025-06-06"));
        places.iter().fold(report, |report, place| report.place(place)).line(sentence).tell(told).done()
    };
    let readings = [report("Harbour Post", first), report("River Gazette", second)];
    reconcile(&readings, &[], &Resources::shipped().expect("shipped tables are well formed"))
}

fn events(places: &[&Place], first: (&str, Told), second: (&str, Told)) -> usize {
    told(places, first, second).events.len()
}

/// The lexicon's entry for those who blow themselves up, and for what falls from the air.
const ENTRIES: [&str; 3] = ["suicide-bomb", "air-strike", "killed"];

fn gunman() -> ActorMention {
    actor("gunman", ActorKind::Person, "IRQ")
}

fn police() -> ActorMention {
    actor("police", ActorKind::StateForce, "IRQ")
}

#[test]
fn the_dead_of_a_report_need_not_have_died_by_what_it_tells_of_beside() {
    let city = town("Samarra");
    let told = |kind, entry| {
        let by = actor("Red Banner", ActorKind::ArmedGroup, "IRQ");
        Told::of(kind, entry).by(by).at(&city).killed(9, "people").when("5 June", on("2025-06-05"))
    };
    let [bomb, strike, killed] = ENTRIES;
    let blast = ("A suicide bombing by Red Banner in Samarra killed nine people on 5 June.", told(BOMB, bomb));
    // The type of the dead comes from an air strike that the report recalls.
    let dead = ("Nine people were killed in Samarra on 5 June, Red Banner said.", told(AIR_STRIKE, killed));
    let air = ("An airstrike by Red Banner in Samarra killed nine people on 5 June.", told(AIR_STRIKE, strike));
    assert_eq!(events(&[&city], blast.clone(), dead), 1);
    assert_eq!(events(&[&city], blast, air), 2, "a bomber on foot is no aircraft");
}

#[test]
fn whom_the_police_shot_is_not_among_those_he_killed() {
    let city = town("Samarra");
    let rampage =
        Told::of(ATTACK, "killed").by(gunman()).at(&city).killed(31, "people").when("5 June", on("2025-06-05"));
    let rampage = ("A gunman killed 31 people in central Samarra on 5 June.", rampage);
    let shot = |toll, who: &str| {
        let told = Told::of(ATTACK, "killed").by(police()).on(actor(who, ActorKind::Person, "IRQ")).at(&city);
        told.killed(toll, "people").when("5 June", on("2025-06-05"))
    };
    let end = ("Police killed the attacker in central Samarra on 5 June.", shot(1, "attacker"));
    let record = told(&[&city], rampage.clone(), end);
    assert_eq!(record.events.len(), 2);
    // Two accounts of one man's death stay together, whoever is said to have fired.
    let one = Told::of(ATTACK, "killed").by(gunman()).on(actor("Omar Jaber", ActorKind::Person, "IRQ")).at(&city);
    let one = (
        "A gunman killed Omar Jaber in central Samarra on 5 June.",
        one.killed(1, "people").when("5 June", on("2025-06-05")),
    );
    let other = ("Police killed Omar Jaber in central Samarra on 5 June.", shot(1, "Omar Jaber"));
    assert_eq!(events(&[&city], one, other), 1);
}

#[test]
fn a_school_may_be_the_boarding_school_of_its_town() {
    let city = town("Samarra");
    let taken = |word, place: &Place| {
        let told = Told::of(ABDUCTED, word).by(actor("Red Banner", ActorKind::ArmedGroup, "IRQ")).at(place);
        told.on(actor("girls", ActorKind::Civilians, "IRQ")).when("2 June", on("2025-06-02"))
    };
    let pair = |one: &Place, other: &Place| {
        let first = format!("Red Banner kidnapped the girls from a {} in Samarra on 2 June.", one.name);
        let second = format!("The girls were seized by Red Banner at the {} in Samarra on 2 June.", other.name);
        told(&[&city, one, other], (&first, taken("kidnapped", one)), (&second, taken("seized", other)))
    };
    let record = pair(&site("school", &city), &site("boarding school", &city));
    assert_eq!(record.events.len(), 1);
    assert!(record.contradictions.is_empty(), "the one word only says less: {:?}", record.contradictions);
    assert_eq!(pair(&site("school", &city), &site("hospital", &city)).events.len(), 2);
    assert_eq!(pair(&site("Noor school", &city), &site("Rashid school", &city)).events.len(), 2);
}

#[test]
fn an_hour_before_midnight_may_be_of_the_day_before_the_report() {
    let city = town("Samarra");
    let clock = TimeMeaning::Offset { earliest_days: 0, latest_days: 0, precision: Precision::Hour };
    let blast = |word, words, meaning| Told::of(BLAST, word).at(&city).when(words, meaning);
    let day = ("Yesterday a blast shook the market district of Samarra.", blast("blast", "Yesterday", yesterday()));
    let hour = ("The blast shook the market district of Samarra at 11 pm.", blast("blast", "11 pm", clock));
    let record = told(&[&city], day.clone(), hour);
    assert_eq!(record.events.len(), 1);
    assert_eq!(record.events[0].time.latest, "2025-06-05".parse().ok(), "the day that is told wins");
    assert!(record.contradictions.is_empty(), "{:?}", record.contradictions);
    let today = ("Today a blast shook the market district of Samarra.", blast("blast", "Today", on("2025-06-06")));
    assert_eq!(events(&[&city], day, today), 2);
}

#[test]
fn a_mosque_in_a_country_may_be_that_of_a_town() {
    let city = town("Samarra");
    let other = town("Tikrit");
    let of_country = Place {
        parent: city.parent.clone(),
        key: PlaceKey("local:country:IRQ/mosque".into()),
        ..site("mosque", &city)
    };
    let country = Place {
        key: PlaceKey("country:IRQ".into()),
        name: "Iraq".into(),
        kind: PlaceKind::Country,
        parent: None,
        ..city.clone()
    };
    let blast = |word, place: &Place, toll| {
        Told::of(BOMB, word).at(place).killed(toll, "people").when("5 June", on("2025-06-05"))
    };
    let places = [&city, &other, &of_country, &country];
    let open = |toll| {
        (
            "A suicide bomber killed many worshippers at a mosque in Iraq on 5 June.",
            blast("suicide bomber", &of_country, toll),
        )
    };
    let at = |toll| {
        (
            "A suicide bomber killed the worshippers of Samarra in their city on 5 June.",
            blast("suicide bomber", &city, toll),
        )
    };
    let record = told(&places, open(41), at(41));
    assert_eq!(record.events.len(), 1);
    assert_eq!(record.events[0].place.as_ref(), Some(&city.key), "a town tells more than a country");
    assert!(record.contradictions.is_empty(), "{:?}", record.contradictions);
    assert_eq!(events(&places, open(41), at(7)), 2, "nothing but the day and the kind is shared");
    let hospital = site("hospital", &city);
    let elsewhere =
        ("A suicide bomber killed the patients of a hospital on 5 June.", blast("suicide bomber", &hospital, 41));
    assert_eq!(events(&[&city, &of_country, &country, &hospital], open(41), elsewhere), 2);
}

#[test]
fn at_least_so_many_and_so_many_are_one_figure() {
    let (city, suburb) = (town("Samarra"), town("Balad"));
    let near = |place: &Place, latitude| Place { latitude: Some(latitude), longitude: Some(44.0), ..place.clone() };
    let (city, suburb) = (near(&city, 34.2), near(&suburb, 34.1));
    let blast = |place: &Place, low, best| {
        let told = Told::of(BOMB, "bomb").at(place).when("5 June", on("2025-06-05"));
        told.killed_between(Some(low), best, best, "people")
    };
    let first = ("A bomb in Samarra killed at least 41 people on 5 June.", blast(&city, 41, None));
    let second = |toll| ("On 5 June 41 people were killed by a bomb in Balad.", blast(&suburb, toll, Some(toll)));
    assert_eq!(events(&[&city, &suburb], first.clone(), second(41)), 1, "one names the city, the other its suburb");
    assert_eq!(events(&[&city, &suburb], first, second(44)), 2);
}
