//! A small record to look at: four reports of our own writing on one raid, with what they disagree about.

use std::collections::BTreeMap;

use sitrep_types::*;

use crate::make::*;

/// The sample record.
pub fn sample() -> Record {
    let mut record = Record::default();
    add_documents(&mut record);
    record.actors = vec![
        actor("a-army", "Iraqi Army", ActorKind::StateForce, "IRQ", "MIL"),
        actor("a-cts", "Counter Terrorism Service", ActorKind::StateForce, "IRQ", "MIL"),
        Actor {
            aliases: vec!["Daesh".to_owned(), "ISIS".to_owned()],
            named: BTreeMap::from([
                ("Harbour Times".to_owned(), BTreeMap::from([("ISIS".to_owned(), 3), ("the militants".to_owned(), 2)])),
                ("Levant Ledger".to_owned(), BTreeMap::from([("Daesh".to_owned(), 4)])),
            ]),
            ..actor("a-is", "Islamic State", ActorKind::ArmedGroup, "", "REB")
        },
        Actor { role: Some("Colonel".to_owned()), ..actor("a-karim", "Salah Karim", ActorKind::Person, "IRQ", "MIL") },
        actor("a-syria", "Syrian Army", ActorKind::StateForce, "SYR", "MIL"),
    ];
    record.places = vec![
        place("country:IRQ", "Iraq", PlaceKind::Country, None, Some((33.0, 44.0))),
        place("country:SYR", "Syria", PlaceKind::Country, None, Some((35.0, 38.0))),
        place("g-alil", "Hammam al-Alil", PlaceKind::City, Some("country:IRQ"), Some((36.16, 43.26))),
        place("g-mosul", "Mosul", PlaceKind::City, Some("country:IRQ"), Some((36.34, 43.13))),
        place("g-palmyra", "Palmyra", PlaceKind::City, Some("country:SYR"), Some((34.56, 38.27))),
        place("g-talafar", "Tal Afar", PlaceKind::City, Some("country:IRQ"), Some((36.38, 42.45))),
        place("local:museum", "Mosul Museum", PlaceKind::Facility, Some("g-mosul"), Some((36.34, 43.13))),
    ];
    add_claims(&mut record);
    add_events(&mut record);
    record.left_out =
        vec![LeftOut { input: "in/scan.pdf".to_owned(), reason: "not a text that sitrep reads (PDF)".to_owned() }];
    record.loaded_words =
        BTreeMap::from([("Levant Ledger".to_owned(), BTreeMap::from([("terrorists".to_owned(), 3)]))]);
    record.not_merged = vec![NotMerged {
        events: [EventId("e-museum".to_owned()), EventId("e-palmyra".to_owned())],
        reason: "the places lie 480 km apart".to_owned(),
    }];
    record
}

fn add_documents(record: &mut Record) {
    let mut first = document(
        "d1",
        "in/harbour.html",
        Some("Harbour Times"),
        "Army takes museum in overnight raid",
        "Army takes museum in overnight raid\n\nIraqi soldiers took the city museum back from ISIS overnight, Colonel \
         Salah Karim told Northern Wire. He said his men killed at least 30 militants in the raid.\n\nThe Syrian army \
         retook Palmyra last week.",
    );
    first.document.url = Some("https://harbour.example/2017/03/07/museum".to_owned());
    first.published =
        Some(Published { interval: interval("2017-03-07", "2017-03-07", Precision::Day), how: How::Metadata });
    first.relays = vec!["Northern Wire".to_owned()];
    let mut second = document(
        "d2",
        "in/ledger.txt",
        Some("Levant Ledger"),
        "Museum is free",
        "Museum is free\n\nElite counterterrorism troops seized the museum on Tuesday and found its halls empty. They killed \
         about 12 militants, a witness said. The troops will enter Tal Afar within days, an officer predicted.\n\nDaesh \
         fighters had overrun Mosul in the summer of 2014.",
    );
    second.published =
        Some(Published { interval: interval("2017-03-08", "2017-03-10", Precision::Day), how: How::Constraints });
    second.published_reason =
        Some("\"on Tuesday\" names the raid that the Harbour Times dates to 7 March 2017".to_owned());
    let mut third = document(
        "d3",
        "in/copy.html",
        Some("Reprint Daily"),
        "Army takes museum in overnight raid",
        "Army takes museum in overnight raid\n\nIraqi soldiers took the city museum back from ISIS overnight, Colonel \
         Salah Karim told Northern Wire.",
    );
    third.copy_of = Some(DocumentId("d1".to_owned()));
    third.copy_reason = Some("98 of 100 word runs are the same as in the Harbour Times".to_owned());
    third.relays = vec!["Northern Wire".to_owned()];
    third.published =
        Some(Published { interval: interval("2017-03-07", "2017-03-07", Precision::Day), how: How::Markup });
    let fourth = document(
        "d4",
        "in/un.txt",
        None,
        "Families moved towards the city",
        "Families moved towards the city\n\nThe militants tried to move some 25,000 people from Hammam al-Alil, a UN \
         spokeswoman said. The army warned residents to stay indoors.",
    );
    record.documents = vec![first, second, third, fourth];
}

fn add_claims(record: &mut Record) {
    use EventType::{Battles, Statement, ViolenceAgainstCivilians};
    let retaken = (Battles, Some(SubType::GovernmentRegainsTerritory));
    let karim = || {
        vec![link("Northern Wire", LinkKind::Agency, "told"), link("Colonel Salah Karim", LinkKind::Official, "told")]
    };
    let night = interval("2017-03-06", "2017-03-07", Precision::PartOfDay);
    for (id, document) in [("c1", "d1"), ("c2", "d3")] {
        add_claim(
            record,
            &Sketch {
                id,
                document,
                event: "e-museum",
                code: retaken,
                evidence: "Iraqi soldiers took the city museum back from ISIS overnight, Colonel Salah Karim told Northern Wire.",
                trigger: "took",
                actors: &[("Iraqi soldiers", "a-army")],
                targets: &[("city museum", None, Some("local:museum")), ("ISIS", Some("a-is"), None)],
                place: "local:museum",
                time: Some(("overnight", night)),
                quantity: None,
                chain: karim(),
                modality: Modality::Claimed,
            },
        );
    }
    add_claim(
        record,
        &Sketch {
            id: "c3",
            document: "d2",
            event: "e-museum",
            code: retaken,
            evidence: "Elite counterterrorism troops seized the museum on Tuesday and found its halls empty.",
            trigger: "seized",
            actors: &[("Elite counterterrorism troops", "a-cts")],
            targets: &[("museum", None, Some("local:museum"))],
            place: "local:museum",
            time: Some(("Tuesday", interval("2017-03-07", "2017-03-07", Precision::Day))),
            quantity: None,
            chain: Vec::new(),
            modality: Modality::Asserted,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "c4",
            document: "d1",
            event: "e-killed",
            code: (Battles, Some(SubType::ArmedClash)),
            evidence: "He said his men killed at least 30 militants in the raid.",
            trigger: "killed",
            actors: &[("his men", "a-army")],
            targets: &[("militants", Some("a-is"), None)],
            place: "g-mosul",
            time: None,
            quantity: Some(("at least 30", QuantityKind::Killed, [Some(30), None, None])),
            chain: karim(),
            modality: Modality::Claimed,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "c5",
            document: "d2",
            event: "e-killed",
            code: (Battles, Some(SubType::ArmedClash)),
            evidence: "They killed about 12 militants, a witness said.",
            trigger: "killed",
            actors: &[("They", "a-cts")],
            targets: &[("militants", Some("a-is"), None)],
            place: "g-mosul",
            time: None,
            quantity: Some(("about 12", QuantityKind::Killed, [Some(11), Some(12), Some(13)])),
            chain: vec![link("a witness", LinkKind::Witness, "said")],
            modality: Modality::Claimed,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "c6",
            document: "d1",
            event: "e-palmyra",
            code: retaken,
            evidence: "The Syrian army retook Palmyra last week.",
            trigger: "retook",
            actors: &[("Syrian army", "a-syria")],
            targets: &[("Palmyra", None, Some("g-palmyra"))],
            place: "g-palmyra",
            time: Some(("last week", interval("2017-02-27", "2017-03-05", Precision::Week))),
            quantity: None,
            chain: Vec::new(),
            modality: Modality::Asserted,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "c7",
            document: "d2",
            event: "e-2014",
            code: (Battles, Some(SubType::NonStateActorOvertakesTerritory)),
            evidence: "Daesh fighters had overrun Mosul in the summer of 2014.",
            trigger: "overrun",
            actors: &[("Daesh fighters", "a-is")],
            targets: &[("Mosul", None, Some("g-mosul"))],
            place: "g-mosul",
            time: Some(("the summer of 2014", interval("2014-06-01", "2014-08-31", Precision::Season))),
            quantity: None,
            chain: Vec::new(),
            modality: Modality::Asserted,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "c8",
            document: "d2",
            event: "e-talafar",
            code: retaken,
            evidence: "The troops will enter Tal Afar within days, an officer predicted.",
            trigger: "enter",
            actors: &[("The troops", "a-cts")],
            targets: &[("Tal Afar", None, Some("g-talafar"))],
            place: "g-talafar",
            time: Some(("within days", interval("2017-03-09", "2017-03-17", Precision::Week))),
            quantity: None,
            chain: vec![link("an officer", LinkKind::Official, "predicted")],
            modality: Modality::Forecast,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "c9",
            document: "d4",
            event: "e-shields",
            code: (ViolenceAgainstCivilians, Some(SubType::AbductionForcedDisappearance)),
            evidence: "The militants tried to move some 25,000 people from Hammam al-Alil, a UN spokeswoman said.",
            trigger: "move",
            actors: &[("The militants", "a-is")],
            targets: &[("people", None, None)],
            place: "g-alil",
            time: None,
            quantity: Some(("some 25,000", QuantityKind::Abducted, [Some(22_000), Some(25_000), Some(28_000)])),
            chain: vec![link("a UN spokeswoman", LinkKind::Official, "said")],
            modality: Modality::Attempted,
        },
    );
    add_claim(
        record,
        &Sketch {
            id: "ca",
            document: "d4",
            event: "e-warning",
            code: (Statement, None),
            evidence: "The army warned residents to stay indoors.",
            trigger: "warned",
            actors: &[("The army", "a-army")],
            targets: &[("residents", None, None)],
            place: "country:IRQ",
            time: None,
            quantity: None,
            chain: Vec::new(),
            modality: Modality::Asserted,
        },
    );
}

fn add_events(record: &mut Record) {
    let night = interval("2017-03-06", "2017-03-07", Precision::PartOfDay);
    let ids = |ids: &[&str]| ids.iter().map(|id| ClaimId((*id).to_owned())).collect::<Vec<_>>();
    let museum = "The Iraqi Army took the Mosul Museum from the Islamic State overnight.";
    let week = interval("2017-02-27", "2017-03-05", Precision::Week);
    let summer = interval("2014-06-01", "2014-08-31", Precision::Season);
    let soon = interval("2017-03-09", "2017-03-17", Precision::Week);
    let mut events = vec![
        event(record, "e-museum", museum, night, EventStatus::Disputed),
        event(record, "e-killed", "Troops killed militants in the raid on Mosul.", night, EventStatus::Disputed),
        event(record, "e-palmyra", "The Syrian Army retook Palmyra.", week, EventStatus::Reported),
        event(record, "e-2014", "The Islamic State took Mosul.", summer, EventStatus::Reported),
        event(record, "e-talafar", "Troops are expected to enter Tal Afar.", soon, EventStatus::Forecast),
        event(
            record,
            "e-shields",
            "The Islamic State tried to move about 25,000 people from Hammam al-Alil.",
            interval("", "2017-03-10", Precision::Unknown),
            EventStatus::Reported,
        ),
        event(record, "e-warning", "The army warned residents.", DateInterval::UNKNOWN, EventStatus::Reported),
    ];
    events[0].contradictions = vec![ContradictionId("x-who".to_owned())];
    events[1].contradictions = vec![ContradictionId("x-toll".to_owned())];
    events[1].part_of = Some(EventId("e-museum".to_owned()));
    events[3].background = true;
    events.sort_by(|first, second| first.id.cmp(&second.id));
    record.events = events;
    let side = |value: &str, claims: &[&str]| Side { value: value.to_owned(), claims: ids(claims) };
    record.contradictions = vec![
        Contradiction {
            id: ContradictionId("x-toll".to_owned()),
            events: vec![EventId("e-killed".to_owned())],
            kind: ContradictionKind::Number,
            about: "how many militants were killed".to_owned(),
            sides: vec![side("about 12", &["c5"]), side("at least 30", &["c4"])],
            reading: ContradictionReading::Open,
            reason: "both count the same raid, and both reports were written after it".to_owned(),
        },
        Contradiction {
            id: ContradictionId("x-who".to_owned()),
            events: vec![EventId("e-museum".to_owned())],
            kind: ContradictionKind::Actor,
            about: "who took the museum".to_owned(),
            sides: vec![side("Counter Terrorism Service", &["c3"]), side("Iraqi Army", &["c1", "c2"])],
            reading: ContradictionReading::Open,
            reason: "neither body belongs to the other".to_owned(),
        },
    ];
    let held =
        |place: &str, holder: &str, from: Option<DateInterval>, until: Option<DateInterval>, claims: &[&str]| Control {
            place: PlaceKey(place.to_owned()),
            holder: ActorId(holder.to_owned()),
            from,
            until,
            claims: ids(claims),
            contested: false,
            reason: "whoever is driven out held it before".to_owned(),
        };
    record.control = vec![
        held("g-mosul", "a-is", Some(summer), None, &["c7"]),
        held("g-palmyra", "a-syria", Some(week), None, &["c6"]),
        held("local:museum", "a-is", Some(summer), Some(night), &["c1", "c7"]),
        held("local:museum", "a-army", Some(night), None, &["c1", "c2"]),
    ];
}
