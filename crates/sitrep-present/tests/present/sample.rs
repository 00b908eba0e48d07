//! A small record to look at: four reports of our own writing on one raid, with what they disagree about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sitrep_types::*;

pub fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

pub fn interval(earliest: &str, latest: &str, precision: Precision) -> DateInterval {
    DateInterval { earliest: date(earliest), latest: date(latest), precision }
}

pub fn span_of(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
    Span::new(start, start + words.len())
}

pub fn document(id: &str, input: &str, outlet: Option<&str>, title: &str, text: &str) -> DocumentEntry {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (position, part) in text.split("\n\n").enumerate() {
        let kind = if position == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
        blocks.push(Block { kind, span: Span::new(start, start + part.len()) });
        start += part.len() + 2;
    }
    DocumentEntry {
        document: Document {
            id: DocumentId(id.to_owned()),
            inputs: vec![input.to_owned()],
            title: Some(title.to_owned()),
            outlet: outlet.map(|name| OutletName { name: name.to_owned(), how: How::Markup }),
            url: None,
            authors: Vec::new(),
            published: None,
            language: Some("en".to_owned()),
            genre: Genre::Report,
            agencies: Vec::new(),
            dateline_place: None,
            text: text.to_owned(),
            blocks,
            source_map: SourceMap::default(),
            diagnostics: Vec::new(),
        },
        published: None,
        published_reason: None,
        genre: Genre::Report,
        copy_of: None,
        copy_reason: None,
        relays: Vec::new(),
    }
}

pub fn actor(id: &str, name: &str, kind: ActorKind, country: &str, sector: &str) -> Actor {
    Actor {
        id: ActorId(id.to_owned()),
        name: name.to_owned(),
        aliases: Vec::new(),
        kind,
        country: Some(country.to_owned()).filter(|country| !country.is_empty()),
        affiliation: None,
        role: None,
        plover_sector: Some(sector.to_owned()).filter(|sector| !sector.is_empty()),
        named: BTreeMap::new(),
    }
}

pub fn place(key: &str, name: &str, kind: PlaceKind, parent: Option<&str>, at: Option<(f64, f64)>) -> RecordPlace {
    let area = matches!(kind, PlaceKind::Country | PlaceKind::Region);
    RecordPlace {
        place: Place {
            key: PlaceKey(key.to_owned()),
            name: name.to_owned(),
            kind,
            parent: parent.map(|key| PlaceKey(key.to_owned())),
            country: Some("IRQ".to_owned()),
            admin1: Some("Nineveh".to_owned()).filter(|_| kind != PlaceKind::Country),
            latitude: at.map(|(latitude, _)| latitude),
            longitude: at.map(|(_, longitude)| longitude),
            geonameid: None,
            acled_geo_precision: Some(if area { 3 } else { 1 }),
            ucdp_where_prec: Some(if area { 6 } else { 1 }),
        },
        also: Vec::new(),
    }
}

pub fn link(text: &str, kind: LinkKind, cue: &str) -> AttributionLink {
    AttributionLink {
        text: text.to_owned(),
        span: None,
        name: None,
        affiliation: None,
        cue: Some(cue.to_owned()).filter(|cue| !cue.is_empty()),
        kind,
    }
}

/// What a claim of the sample is made from; all words must stand in the evidence.
pub struct Sketch<'a> {
    pub id: &'a str,
    pub document: &'a str,
    pub event: &'a str,
    pub code: (EventType, Option<SubType>),
    pub evidence: &'a str,
    pub trigger: &'a str,
    pub actors: &'a [(&'a str, &'a str)],
    pub targets: &'a [(&'a str, Option<&'a str>, Option<&'a str>)],
    pub place: &'a str,
    pub time: Option<(&'a str, DateInterval)>,
    pub quantity: Option<(&'a str, QuantityKind, [Option<i64>; 3])>,
    pub chain: Vec<AttributionLink>,
    pub modality: Modality,
}

pub fn add_claim(record: &mut Record, sketch: &Sketch<'_>) {
    let entry = record.documents.iter().find(|entry| entry.document.id.0 == sketch.document).expect("its document");
    let text = &entry.document.text;
    let evidence = span_of(text, sketch.evidence);
    let inside = |words: &str| {
        let local = span_of(sketch.evidence, words);
        Span::new(evidence.start + local.start, evidence.start + local.end)
    };
    let filler = |words: &str, place: Option<&str>| Filler {
        text: words.to_owned(),
        span: inside(words),
        actor: None,
        place: place.map(|key| PlaceKey(key.to_owned())),
    };
    let id = ClaimId(sketch.id.to_owned());
    let block = entry.document.blocks.iter().position(|block| block.span.contains(evidence)).unwrap_or(0);
    let claim = Claim {
        id: id.clone(),
        document: DocumentId(sketch.document.to_owned()),
        event_type: sketch.code.0,
        sub_type: sketch.code.1,
        plover: Some(PloverCode { event: "ASSAULT".to_owned(), mode: Some("firearms".to_owned()) })
            .filter(|_| sketch.code.0 == EventType::Battles),
        trigger: Trigger {
            text: sketch.trigger.to_owned(),
            span: inside(sketch.trigger),
            entry: format!("{}.verb", sketch.trigger),
            path: "actor: nsubj; target: obj".to_owned(),
        },
        actors: sketch.actors.iter().map(|(words, _)| filler(words, None)).collect(),
        targets: sketch.targets.iter().map(|(words, _, place)| filler(words, *place)).collect(),
        instruments: Vec::new(),
        place: Some(PlaceKey(sketch.place.to_owned())).filter(|key| !key.0.is_empty()),
        place_text: None,
        place_how: Some("target of the verb".to_owned()),
        time: sketch.time.as_ref().map(|(words, interval)| ClaimTime {
            interval: *interval,
            meaning: TimeMeaning::Absolute { interval: *interval },
            text: Some((*words).to_owned()),
            span: Some(inside(words)),
            how: format!("\"{words}\", counted from the day of the report"),
        }),
        quantities: sketch
            .quantity
            .iter()
            .map(|(words, what, [low, best, high])| Quantity {
                what: *what,
                of: Some("militants".to_owned()),
                low: *low,
                best: *best,
                high: *high,
                scope: Scope::Incident,
                span: inside(words),
            })
            .collect(),
        modality: sketch.modality,
        negated: false,
        background: false,
        effect: None,
        attribution: sketch.chain.clone(),
        evidence: Evidence { text: sketch.evidence.to_owned(), span: evidence, block },
    };
    record.claim_events.insert(id.clone(), EventId(sketch.event.to_owned()));
    let found = sketch.actors.iter().map(|(_, actor)| Some(ActorId((*actor).to_owned())));
    let targets = sketch.targets.iter().map(|(_, actor, _)| actor.map(|id| ActorId(id.to_owned())));
    record.claim_actors.insert(id, found.chain(targets).collect());
    record.claims.push(claim);
}

pub fn event(record: &Record, id: &str, summary: &str, time: DateInterval, status: EventStatus) -> Event {
    let event_id = EventId(id.to_owned());
    let claims: Vec<&Claim> =
        record.claims.iter().filter(|claim| record.claim_events.get(&claim.id) == Some(&event_id)).collect();
    let mut documents: Vec<DocumentId> = claims.iter().map(|claim| claim.document.clone()).collect();
    documents.sort();
    documents.dedup();
    let first = claims.first().expect("an event has claims");
    let n_actors = first.actors.len();
    let actors = &record.claim_actors[&first.id];
    Event {
        id: event_id,
        event_type: first.event_type,
        sub_type: first.sub_type,
        summary: summary.to_owned(),
        actors: actors[..n_actors].iter().flatten().cloned().collect(),
        targets: first
            .targets
            .iter()
            .zip(&actors[n_actors..])
            .map(|(filler, actor)| Participant {
                actor: actor.clone(),
                place: filler.place.clone(),
                text: filler.text.clone(),
            })
            .collect(),
        place: first.place.clone(),
        time,
        time_reason: "two reports date it to the night before Tuesday 7 March".to_owned(),
        estimates: claims
            .iter()
            .flat_map(|claim| claim.quantities.iter().map(|quantity| (quantity, claim.id.clone())))
            .map(|(quantity, claim)| Estimate {
                what: quantity.what,
                of: quantity.of.clone(),
                low: quantity.low,
                best: quantity.best,
                high: quantity.high,
                scope: quantity.scope,
                claims: vec![claim],
                reason: "the only figure told".to_owned(),
            })
            .collect(),
        status,
        claims: claims.iter().map(|claim| claim.id.clone()).collect(),
        independent_sources: documents.len().min(2),
        origins: documents
            .iter()
            .take(2)
            .map(|document| Origin {
                name: format!("the army's statement in {document}"),
                claims: claims
                    .iter()
                    .filter(|claim| claim.document == *document)
                    .map(|claim| claim.id.clone())
                    .collect(),
                reason: "both quote the same officer".to_owned(),
            })
            .collect(),
        documents,
        contradictions: Vec::new(),
        background: false,
        part_of: None,
        reviewed: false,
        verdict: None,
    }
}

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
