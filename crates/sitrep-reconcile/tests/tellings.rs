//! One happening told in unlike ways, and two that are told alike: each kind by a pair of invented reports.

use sitrep_invented::{BOMB, Report, Told, actor, on, site, town, yesterday};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::{
    ActorKind, ActorMention, Block, BlockKind, ContradictionKind, DateInterval, EventType, Place, PlaceKey, PlaceKind,
    Precision, Quantity, QuantityKind, Reading, Record, Scope, Span, SubType, TimeMeaning,
};

const ATTACK: (EventType, Option<SubType>) = (EventType::ViolenceAgainstCivilians, Some(SubType::Attack));
const ABDUCTED: (EventType, Option<SubType>) =
    (EventType::ViolenceAgainstCivilians, Some(SubType::AbductionForcedDisappearance));
const AIR_STRIKE: (EventType, Option<SubType>) = (EventType::Explosions, Some(SubType::AirDroneStrike));
const BLAST: (EventType, Option<SubType>) = (EventType::Explosions, Some(SubType::RemoteExplosiveLandmineIed));

/// The record of two reports of one sentence and one claim each, of the same day.
fn told(places: &[&Place], first: (&str, Told), second: (&str, Told)) -> Record {
    record(&[report("Harbour Post", places, &[first]), report("River Gazette", places, &[second])])
}

/// A report of 6 June 2025 of sentences with a claim each.
fn report(outlet: &str, places: &[&Place], lines: &[(&str, Told)]) -> Reading {
    let report = places.iter().fold(Report::new(outlet, Some("2025-06-06")), |report, place| report.place(place));
    lines.iter().fold(report, |report, (line, told)| report.line(line).tell(told.clone())).done()
}

fn record(readings: &[Reading]) -> Record {
    reconcile(readings, &[], &Resources::shipped().expect("shipped tables are well formed"))
}

/// The same report with its first sentence as the headline.
fn headed(mut reading: Reading) -> Reading {
    let (first, rest) = (reading.sentences[0], reading.sentences[1..].to_vec());
    let end = rest.last().map_or(first.end, |span| span.end);
    reading.document.blocks = vec![
        Block { kind: BlockKind::Headline, span: first },
        Block { kind: BlockKind::Paragraph, span: Span::new(first.end + 1, end) },
    ];
    for claim in &mut reading.claims {
        claim.evidence.block = usize::from(claim.evidence.span.start > first.end);
    }
    reading
}

fn country() -> Place {
    Place {
        key: PlaceKey("country:IRQ".into()),
        name: "Iraq".into(),
        kind: PlaceKind::Country,
        parent: None,
        ..town("Samarra")
    }
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
    let country = country();
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

#[test]
fn a_large_toll_of_two_days_in_a_row_is_one_with_two_dates() {
    let city = town("Samarra");
    let rampage = |toll, words, day| {
        let told = Told::of(ATTACK, "killed").by(gunman()).at(&city).killed(toll, "people");
        told.when(words, on(day))
    };
    let pair = |toll, words: &'static str, day| {
        let second = format!("Flowers lie where a gunman killed {toll} people in Samarra on {words}.");
        told(
            &[&city],
            ("A gunman killed people in Samarra on 4 June.", rampage(toll, "4 June", "2025-06-04")),
            (&second, rampage(toll, words, day)),
        )
    };
    let record = pair(84, "5 June", "2025-06-05");
    assert_eq!(record.events.len(), 1);
    assert_eq!(record.contradictions.iter().map(|found| found.kind).collect::<Vec<_>>(), [ContradictionKind::Date]);
    assert_eq!(pair(4, "5 June", "2025-06-05").events.len(), 2, "four dead a day are no sign");
    assert_eq!(pair(84, "6 June", "2025-06-06").events.len(), 2, "a caption is not made two days after");
}

#[test]
fn him_may_be_whoever_another_report_names() {
    let city = town("Samarra");
    let shot = |who: &str| {
        let told = Told::of(ATTACK, "killed").by(police()).on(actor(who, ActorKind::Person, "IRQ")).at(&city);
        told.killed(1, "man").when("5 June", on("2025-06-05"))
    };
    let named = ("Police killed Omar Jaber in central Samarra on 5 June.", shot("Omar Jaber"));
    let other = ("Police killed Karim Haddad in central Samarra on 5 June.", shot("Karim Haddad"));
    assert_eq!(events(&[&city], named.clone(), other), 2);
    let mut him = report(
        "River Gazette",
        &[&city],
        &[("Police killed him in central Samarra on 5 June, Karim Haddad said.", shot("Karim Haddad"))],
    );
    him.claims[0].targets[0].text = "him".to_string();
    assert_eq!(record(&[report("Harbour Post", &[&city], &[named]), him]).events.len(), 1);
}

#[test]
fn the_consulate_of_one_country_is_not_that_of_another() {
    let city = town("Samarra");
    let consulate = site("consulate", &city);
    let struck = |whose: &str| {
        let line = format!("Gunmen attacked the {whose} in Samarra on 5 June.");
        let told = Told::of(ATTACK, "attacked").by(gunman()).site(&consulate).when("5 June", on("2025-06-05"));
        let mut reading = report(whose, &[&city, &consulate], &[(&line, told)]);
        reading.claims[0].targets[0].text = whose.to_string();
        reading
    };
    assert_eq!(record(&[struck("Danish consulate"), struck("Peruvian consulate")]).events.len(), 2);
    assert_eq!(record(&[struck("Danish consulate"), struck("consulate")]).events.len(), 1);
}

#[test]
fn earlier_this_year_is_not_the_day_of_the_news() {
    let city = town("Samarra");
    let blast = |words, meaning| Told::of(BLAST, "blast").at(&city).when(words, meaning);
    let days = |earliest: &str, latest: &str| {
        let interval =
            DateInterval { earliest: earliest.parse().ok(), latest: latest.parse().ok(), precision: Precision::Month };
        TimeMeaning::Absolute { interval }
    };
    let news = ("A blast hit the station of Samarra on 5 June.", blast("5 June", on("2025-06-05")));
    let one_report =
        |line, told| record(&[report("Harbour Post", &[&city], &[news.clone(), (line, told)])]).events.len();
    let year = blast("earlier this year", days("2025-01-01", "2025-06-06"));
    assert_eq!(one_report("Samarra had a blast at its station earlier this year.", year), 2);
    let month = blast("this month", days("2025-06-01", "2025-06-30"));
    assert_eq!(one_report("The blast at the station of Samarra is the first this month.", month), 1);
}

#[test]
fn what_is_recalled_need_not_have_happened_where_the_news_did() {
    let (city, other) = (town("Samarra"), town("Tikrit"));
    let massacre = |place: &Place| {
        let told = Told::of(ATTACK, "killed").by(actor("Red Banner", ActorKind::ArmedGroup, "IRQ")).at(place);
        let mut told = told.killed(41, "villagers").when("9 May 2019", on("2019-05-09"));
        told.background = true;
        told
    };
    let pair = |how: &str| {
        let own = ("In Samarra Red Banner killed 41 villagers on 9 May 2019.", massacre(&city));
        let lent = ("Red Banner, which killed 41 villagers on 9 May 2019, met envoys.", massacre(&other));
        let mut second = report("River Gazette", &[&city, &other], &[lent]);
        second.claims[0].place_how = Some(how.to_string());
        record(&[report("Harbour Post", &[&city, &other], &[own]), second])
    };
    let lent = pair("previous sentence");
    assert_eq!(lent.events.len(), 1);
    assert!(lent.contradictions.is_empty(), "{:?}", lent.contradictions);
    assert_eq!(pair("locative of the verb").events.len(), 2);
}

#[test]
fn the_dead_of_a_war_are_not_those_of_a_day_in_it() {
    let city = town("Samarra");
    let told_of = |toll, background| {
        let told = Told::of(ATTACK, "killed").by(actor("Red Banner", ActorKind::ArmedGroup, "IRQ")).at(&city);
        let mut told = told.killed(toll, "people").when("9 May 2025", on("2025-05-09"));
        told.background = background;
        told
    };
    let pair = |toll, background| {
        let second = format!("Red Banner killed {toll} people of Samarra from 9 May 2025 on.");
        let first = ("Red Banner killed 40 people in Samarra on 9 May 2025.", told_of(40, background));
        events(&[&city], first, (&second, told_of(toll, background)))
    };
    assert_eq!(pair(2000, true), 2);
    assert_eq!(pair(60, true), 1);
    assert_eq!(pair(300, false), 1, "the toll of the day's news rises");
}

#[test]
fn a_headline_names_the_country_and_its_text_the_town() {
    let (city, country) = (town("Samarra"), country());
    let city = Place { parent: Some(country.key.clone()), ..city };
    let abroad = Place { parent: None, country: Some("SYR".into()), ..town("Manbij") };
    let attack = |place: &Place| {
        let told = Told::of(ATTACK, "killed").by(gunman()).at(place).killed(31, "people");
        told.when("5 June", on("2025-06-05"))
    };
    let pair = |place: &Place| {
        let line = format!("On 5 June a gunman killed 31 people in {}.", place.name);
        let lines = [("A gunman killed dozens in Iraq on 5 June.", attack(&country)), (&line, attack(place))];
        record(&[headed(report("Harbour Post", &[&country, place], &lines))])
    };
    let one = pair(&city);
    assert_eq!(one.events.len(), 1);
    assert_eq!(one.events[0].place.as_ref(), Some(&city.key));
    assert_eq!(pair(&abroad).events.len(), 2);
}

#[test]
fn a_headline_does_not_tell_what_its_text_recalls() {
    let city = town("Samarra");
    let blast = |words, day| Told::of(BLAST, "blast").at(&city).when(words, on(day));
    let head = ("A blast shook Samarra.", blast("9 May 2025", "2025-05-09"));
    let recalled =
        ("A film of a blast at a barracks of Basra was made on 9 May 2025.", blast("9 May 2025", "2025-05-09"));
    let news = ("The blast came on 5 June.", blast("5 June", "2025-06-05"));
    let days = |lines: &[(&str, Told)]| {
        let mut reading = headed(report("Harbour Post", &[&city], lines));
        // The headline has its day from the sentence that recalls.
        let recalled = lines.iter().position(|(line, _)| line.contains("film")).expect("a sentence");
        reading.claims[0].time.as_mut().expect("a time").span =
            reading.claims[recalled].time.as_ref().and_then(|time| time.span);
        let head = reading.claims[0].id.clone();
        let record = record(&[reading]);
        let event = record.events.into_iter().find(|event| event.claims.contains(&head)).expect("its event");
        event.time.latest.map(|day| day.to_string())
    };
    assert_eq!(days(&[head.clone(), news, recalled.clone()]).as_deref(), Some("2025-06-05"));
    assert_eq!(days(&[head, recalled]).as_deref(), Some("2025-05-09"), "where there is no other news, it is the news");
}

#[test]
fn a_street_may_be_any_street_of_the_town() {
    let city = town("Samarra");
    let road = |name: &str| Place { kind: PlaceKind::Road, ..site(name, &city) };
    let attack = |place: &Place| {
        let told = Told::of(ATTACK, "shot")
            .by(actor("Red Banner", ActorKind::ArmedGroup, "IRQ"))
            .at(place)
            .killed(9, "people");
        told.when("5 June", on("2025-06-05"))
    };
    let pair = |one: &Place, other: &Place, toll| {
        let (first, second) = (
            format!("Red Banner shot people in the {}.", one.name),
            format!("In {} Red Banner shot people.", other.name),
        );
        let told_of = attack(other).killed(toll, "people");
        told(&[&city, one, other], (&first, attack(one)), (&second, told_of))
    };
    let record = pair(&road("street"), &road("Palm Walk"), 8);
    assert_eq!(record.events.len(), 1);
    assert!(record.contradictions.iter().all(|found| found.kind != ContradictionKind::Place));
    assert_eq!(pair(&road("Elm Walk"), &road("Palm Walk"), 8).events.len(), 2);
}

#[test]
fn those_who_are_freed_are_not_all_who_were_taken() {
    const FREED: (EventType, Option<SubType>) = (EventType::StrategicDevelopments, Some(SubType::Other));
    let city = town("Samarra");
    let line = "Red Banner freed 21 girls taken from Samarra on 2 June.";
    let count = |what, span| Quantity {
        what,
        of: Some("girls".to_string()),
        low: None,
        best: Some(21),
        high: None,
        scope: Scope::Incident,
        span,
    };
    let taken = Told::of(ABDUCTED, "taken").at(&city).when("2 June", on("2025-06-02"));
    let estimates = |freed: bool| {
        let mut lines = vec![(line, taken.clone())];
        if freed {
            lines.push(("It freed them at dawn.", Told::of(FREED, "freed").at(&city)));
        }
        let mut reading = report("Harbour Post", &[&city], &lines);
        let at = line.find("21 girls").expect("a number");
        let span = Span::new(at, at + "21 girls".len());
        reading.claims[0].quantities = vec![count(QuantityKind::Abducted, span)];
        if freed {
            reading.claims[1].quantities = vec![count(QuantityKind::Other, span)];
        }
        let record = record(&[reading]);
        let found = record.events.iter().find(|event| event.sub_type == ABDUCTED.1).expect("an abduction");
        found.estimates.len()
    };
    assert_eq!(estimates(true), 0);
    assert_eq!(estimates(false), 1);
}

#[test]
fn what_fighters_do_is_not_what_falls_on_them() {
    let city = town("Samarra");
    let air = |by: ActorMention| {
        Told::of(AIR_STRIKE, "air-strike").by(by).at(&city).killed(9, "people").when("5 June", on("2025-06-05"))
    };
    let ground = || {
        let told = Told::of(ATTACK, "assault").by(actor("Red Banner", ActorKind::ArmedGroup, "IRQ")).at(&city);
        told.killed(9, "people").when("5 June", on("2025-06-05"))
    };
    let assault = ("Red Banner's assault on Samarra of 5 June killed nine people.", ground());
    let state =
        ("US air strikes on Samarra on 5 June killed nine people.", air(actor("US", ActorKind::Unknown, "USA")));
    assert_eq!(events(&[&city], assault.clone(), state), 2);
    let own = air(actor("Red Banner", ActorKind::ArmedGroup, "IRQ"));
    assert_eq!(events(&[&city], assault, ("Red Banner's drones killed nine people in Samarra on 5 June.", own)), 1);
}
