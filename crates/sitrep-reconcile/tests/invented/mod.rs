//! Readings of invented reports, written by hand or thrown by dice that always fall the same way.

#![allow(dead_code, reason = "each test file uses a part of it")]

use jiff::ToSpan;
use jiff::civil::Date;
use sitrep_timex::resolve;
use sitrep_types::{
    ActorKind, ActorMention, AttributionLink, Block, BlockKind, Claim, ClaimId, ClaimTime, ControlEffect, DateInterval,
    Direction, Document, DocumentId, EventType, Evidence, Filler, Genre, How, LinkKind, Modality, OutletName, Place,
    PlaceKey, PlaceKind, Precision, Published, Quantity, QuantityKind, Reading, Scope, SourceMap, Span, SubType,
    TimeExpression, TimeMeaning, TimeRelation, TimexType, Trigger, stable_id,
};

/// A report in the making.
pub struct Report {
    reading: Reading,
    paragraph: usize,
}

/// One claim of the last sentence.
#[derive(Clone)]
pub struct Told {
    pub kind: (EventType, Option<SubType>),
    pub trigger: &'static str,
    pub actors: Vec<Filler>,
    pub targets: Vec<Filler>,
    pub place: Option<PlaceKey>,
    pub time: Option<(&'static str, TimeMeaning)>,
    pub killed: Option<([Option<i64>; 3], &'static str)>,
    pub modality: Modality,
    pub negated: bool,
    pub background: bool,
    pub effect: Option<ControlEffect>,
    pub attribution: Vec<AttributionLink>,
}

pub const RETAKEN: (EventType, Option<SubType>) = (EventType::Battles, Some(SubType::GovernmentRegainsTerritory));
pub const OVERRUN: (EventType, Option<SubType>) = (EventType::Battles, Some(SubType::NonStateActorOvertakesTerritory));
pub const CLASH: (EventType, Option<SubType>) = (EventType::Battles, Some(SubType::ArmedClash));
pub const BOMB: (EventType, Option<SubType>) = (EventType::Explosions, Some(SubType::SuicideBomb));

impl Told {
    pub fn of(kind: (EventType, Option<SubType>), trigger: &'static str) -> Self {
        Self {
            kind,
            trigger,
            actors: Vec::new(),
            targets: Vec::new(),
            place: None,
            time: None,
            killed: None,
            modality: Modality::Asserted,
            negated: false,
            background: false,
            effect: None,
            attribution: Vec::new(),
        }
    }

    pub fn by(mut self, actor: ActorMention) -> Self {
        self.actors.push(filler(&actor.name.clone(), Some(actor), None));
        self
    }

    pub fn on(mut self, actor: ActorMention) -> Self {
        self.targets.push(filler(&actor.name.clone(), Some(actor), None));
        self
    }

    pub fn site(mut self, place: &Place) -> Self {
        self.targets.push(filler(&place.name, None, Some(place.key.clone())));
        self.place = Some(place.key.clone());
        self
    }

    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.key.clone());
        self
    }

    pub fn when(mut self, words: &'static str, meaning: TimeMeaning) -> Self {
        self.time = Some((words, meaning));
        self
    }

    pub fn killed(mut self, number: i64, of: &'static str) -> Self {
        self.killed = Some(([Some(number); 3], of));
        self
    }

    pub fn killed_between(mut self, low: Option<i64>, best: Option<i64>, high: Option<i64>, of: &'static str) -> Self {
        self.killed = Some(([low, best, high], of));
        self
    }

    pub fn gains(mut self) -> Self {
        self.effect = Some(ControlEffect::ActorGains);
        self
    }

    pub fn said_by(mut self, links: &[(&str, LinkKind)]) -> Self {
        self.modality = Modality::Claimed;
        self.attribution = links
            .iter()
            .map(|(name, kind)| AttributionLink {
                text: (*name).to_string(),
                span: None,
                name: Some((*name).to_string()),
                affiliation: None,
                cue: Some("said".to_string()),
                kind: *kind,
            })
            .collect();
        self
    }
}

fn filler(text: &str, actor: Option<ActorMention>, place: Option<PlaceKey>) -> Filler {
    Filler { text: text.to_string(), span: Span::default(), actor, place }
}

pub fn actor(name: &str, kind: ActorKind, country: &str) -> ActorMention {
    ActorMention {
        name: name.to_string(),
        entry: None,
        kind,
        country: Some(country.to_string()),
        role: None,
        affiliation: None,
        plover_sector: None,
    }
}

pub fn town(name: &str) -> Place {
    Place {
        key: PlaceKey(format!("geonames:{}", name.to_lowercase())),
        name: name.to_string(),
        kind: PlaceKind::City,
        parent: Some(PlaceKey("country:IRQ".to_string())),
        country: Some("IRQ".to_string()),
        admin1: None,
        latitude: None,
        longitude: None,
        geonameid: None,
        acled_geo_precision: Some(1),
        ucdp_where_prec: Some(1),
    }
}

pub fn site(name: &str, town: &Place) -> Place {
    Place {
        key: PlaceKey(format!("local:{}:{}", town.key.0, name.to_lowercase().replace(' ', "-"))),
        name: name.to_string(),
        kind: PlaceKind::Facility,
        parent: Some(town.key.clone()),
        ..town.clone()
    }
}

pub fn overnight() -> TimeMeaning {
    TimeMeaning::Offset { earliest_days: -1, latest_days: 0, precision: Precision::PartOfDay }
}

pub fn yesterday() -> TimeMeaning {
    TimeMeaning::Offset { earliest_days: -1, latest_days: -1, precision: Precision::Day }
}

pub fn weekday(number: i8) -> TimeMeaning {
    TimeMeaning::Weekday { weekday: number, direction: Direction::Past, weeks: 0, precision: Precision::Day }
}

pub fn on(day: &str) -> TimeMeaning {
    TimeMeaning::Absolute { interval: DateInterval::day(day.parse().expect("a date")) }
}

impl Report {
    pub fn new(outlet: &str, published: Option<&str>) -> Self {
        let published = published
            .map(|day| Published { interval: DateInterval::day(day.parse().expect("a date")), how: How::Metadata });
        Self {
            reading: Reading {
                document: Document {
                    id: DocumentId::default(),
                    inputs: Vec::new(),
                    title: None,
                    outlet: Some(OutletName { name: outlet.to_string(), how: How::Metadata }),
                    url: None,
                    authors: Vec::new(),
                    published,
                    language: Some("en".to_string()),
                    genre: Genre::Report,
                    agencies: Vec::new(),
                    dateline_place: None,
                    text: String::new(),
                    blocks: Vec::new(),
                    source_map: SourceMap::default(),
                    diagnostics: Vec::new(),
                },
                claims: Vec::new(),
                places: Vec::new(),
                times: Vec::new(),
                relays: Vec::new(),
                sentences: Vec::new(),
                diagnostics: Vec::new(),
            },
            paragraph: 0,
        }
    }

    pub fn genre(mut self, genre: Genre) -> Self {
        self.reading.document.genre = genre;
        self
    }

    pub fn agency(mut self, agency: &str) -> Self {
        self.reading.document.agencies.push(agency.to_string());
        self
    }

    pub fn place(mut self, place: &Place) -> Self {
        if !self.reading.places.iter().any(|own| own.key == place.key) {
            self.reading.places.push(place.clone());
            self.reading.places.sort_by(|one, other| one.key.cmp(&other.key));
        }
        self
    }

    pub fn line(mut self, sentence: &str) -> Self {
        let text = &mut self.reading.document.text;
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(sentence);
        self.reading.sentences.push(Span::new(start, text.len()));
        self
    }

    /// A length in the last sentence ("for eight months").
    pub fn length(mut self, words: &str, min_days: i32, max_days: i32) -> Self {
        let meaning = TimeMeaning::Length { min_days, max_days };
        self.time(words, &meaning, TimeRelation::For);
        self
    }

    /// A start in the last sentence ("since October 2016").
    pub fn since(mut self, words: &str, meaning: &TimeMeaning) -> Self {
        self.time(words, meaning, TimeRelation::Since);
        self
    }

    fn time(&mut self, words: &str, meaning: &TimeMeaning, relation: TimeRelation) {
        let sentence = *self.reading.sentences.last().expect("a sentence");
        let at =
            self.reading.document.text[sentence.start..].find(words).map_or(sentence.start, |at| sentence.start + at);
        let anchor =
            self.reading.document.published.as_ref().map_or(DateInterval::UNKNOWN, |published| published.interval);
        self.reading.times.push(TimeExpression {
            span: Span::new(at, (at + words.len()).min(sentence.end)),
            timex_type: TimexType::Date,
            value: String::new(),
            modifier: None,
            meaning: meaning.clone(),
            relation,
            interval: resolve(meaning, anchor, &[]),
            rule: String::new(),
        });
    }

    pub fn tell(mut self, told: Told) -> Self {
        let sentence = *self.reading.sentences.last().expect("a sentence");
        let text = self.reading.document.text[sentence.start..sentence.end].to_string();
        let at = sentence.start + text.find(told.trigger).unwrap_or(0);
        let trigger = Trigger {
            text: told.trigger.to_string(),
            span: Span::new(at, at + told.trigger.len()),
            entry: told.trigger.to_string(),
            path: String::new(),
        };
        let anchor =
            self.reading.document.published.as_ref().map_or(DateInterval::UNKNOWN, |published| published.interval);
        let time = told.time.map(|(words, meaning)| {
            self.time(words, &meaning, TimeRelation::At);
            ClaimTime {
                interval: resolve(&meaning, anchor, &[]),
                meaning,
                text: Some(words.to_string()),
                span: None,
                how: words.to_string(),
            }
        });
        let quantities = told
            .killed
            .map(|([low, best, high], of)| Quantity {
                what: QuantityKind::Killed,
                of: Some(of.to_string()),
                low,
                best,
                high,
                scope: Scope::Incident,
                span: sentence,
            })
            .into_iter()
            .collect();
        self.reading.claims.push(Claim {
            id: ClaimId::default(),
            document: DocumentId::default(),
            event_type: told.kind.0,
            sub_type: told.kind.1,
            plover: None,
            trigger,
            actors: told.actors,
            targets: told.targets,
            instruments: Vec::new(),
            place: told.place,
            place_text: None,
            place_how: None,
            time,
            quantities,
            modality: told.modality,
            negated: told.negated,
            background: told.background,
            effect: told.effect,
            attribution: told.attribution,
            evidence: Evidence { text, span: sentence, block: self.paragraph },
        });
        self
    }

    pub fn done(mut self) -> Reading {
        let document = &mut self.reading.document;
        document.blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, document.text.len()) }];
        let outlet = document.outlet.as_ref().map_or("", |outlet| outlet.name.as_str());
        let published =
            document.published.as_ref().and_then(|published| published.interval.earliest).map(|day| day.to_string());
        document.id = DocumentId(stable_id("doc-", &[&document.text, outlet, published.as_deref().unwrap_or("")]));
        document.inputs = vec![format!("{}.txt", document.id)];
        for (at, claim) in self.reading.claims.iter_mut().enumerate() {
            claim.document = document.id.clone();
            claim.id = ClaimId(stable_id("claim-", &[&document.id.0, &at.to_string()]));
        }
        self.reading
    }
}

/// Dice that always fall the same way for one seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).expect("small")
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.roll(at + 1);
            list.swap(at, other);
        }
    }
}

const OUTLETS: &[&str] =
    &["Harbour Post", "River Gazette", "Valley Times", "Northern Star", "Desert Herald", "Hill Courier"];
const UNITS: &[&str] = &["Third Brigade", "Border Guards", "Ninth Division", "Desert Rangers"];
const SITES: &[&str] = &["museum", "airport", "police headquarters", "government complex", "central prison", "citadel"];
const SPEAKERS: &[&str] = &["Karim Haddad", "Yusuf Darwish", "Salim Qasem", "Nadia Farouk", "Omar Jaber"];

/// What the dice made, and what must come out.
pub struct Pile {
    pub readings: Vec<Reading>,
    /// For each incident: its readings, how many of its sources are independent, its lowest and latest toll.
    pub incidents: Vec<Incident>,
}

pub struct Incident {
    pub documents: Vec<DocumentId>,
    pub independent: usize,
}

/// Incidents in invented towns, each told by one to five reports: own accounts of a named official, copies under
/// another masthead, relays of the same official, later tolls.
pub fn pile(seed: u64, incidents: usize) -> Pile {
    let mut dice = Dice(seed);
    let mut pile = Pile { readings: Vec::new(), incidents: Vec::new() };
    let first: Date = "2024-01-01".parse().expect("a date");
    for incident in 0..incidents {
        let place = town(&format!("Town{}", dice.roll(incidents.max(2))));
        let offset = i64::try_from(dice.roll(700)).expect("small");
        let day = first.checked_add(offset.days()).expect("in range");
        let published = day.checked_add(1.days()).expect("in range").to_string();
        let unit = actor(UNITS[dice.roll(UNITS.len())], ActorKind::StateForce, "IRQ");
        let capture = dice.roll(2) == 0;
        let object = site(SITES[dice.roll(SITES.len())], &place);
        let toll = i64::try_from(3 + dice.roll(60)).expect("small");
        let tellings = 1 + dice.roll(5);
        let mut documents = Vec::new();
        let mut speakers: Vec<&str> = Vec::new();
        let mut last: Option<Reading> = None;
        for telling in 0..tellings {
            let outlet = OUTLETS[(incident + telling) % OUTLETS.len()];
            if let Some(original) = last.clone().filter(|_| dice.roll(3) == 0) {
                let mut copy = original;
                copy.document.outlet = Some(OutletName { name: outlet.to_string(), how: How::Metadata });
                copy.document.id = DocumentId(stable_id("doc-", &[&copy.document.id.0, outlet, "copy"]));
                copy.document.inputs = vec![format!("{}.txt", copy.document.id)];
                for (at, claim) in copy.claims.iter_mut().enumerate() {
                    claim.document = copy.document.id.clone();
                    claim.id = ClaimId(stable_id("claim-", &[&copy.document.id.0, &at.to_string()]));
                }
                documents.push(copy.document.id.clone());
                pile.readings.push(copy);
                continue;
            }
            let speaker = SPEAKERS[dice.roll(SPEAKERS.len())];
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
            let flavour = [
                "after a night of heavy firing",
                "in a raid before dawn",
                "while shops were opening",
                "under cover of smoke",
            ][dice.roll(4)];
            let colour = [
                "Smoke hung over the roofs for hours",
                "Families left on foot along the canal",
                "Shops stayed shut until noon",
                "Ambulances queued at the ring road",
            ][dice.roll(4)];
            let mut report = Report::new(outlet, Some(&published)).place(&place).place(&object);
            let (what, trigger) = if capture {
                (format!("took the {}", object.name), "took")
            } else {
                (format!("killed {toll} people at the {}", object.name), "killed")
            };
            let who = if capture { unit.name.as_str() } else { "a bomber" };
            // One wording for each speaker, so that two officials' accounts do not look copied from one another.
            let sentence = match SPEAKERS.iter().position(|name| *name == speaker) {
                Some(0) => format!(
                    "{speaker} told {outlet} that {who} {what} of {} yesterday, {flavour}, as number {incident} this year.",
                    place.name
                ),
                Some(1) => format!(
                    "In {}, {flavour}, {who} yesterday {what}; so said {speaker} by telephone about case {incident}.",
                    place.name
                ),
                Some(2) => format!(
                    "Case {incident}: {who} {what}, according to {speaker}, who put it at yesterday {flavour} in {}.",
                    place.name
                ),
                Some(3) => format!(
                    "Yesterday {flavour} {who} {what}, {speaker} announced on television from {}, file {incident}.",
                    place.name
                ),
                _ => format!(
                    "Speaking at {} about incident {incident}, {speaker} confirmed {flavour} yesterday {who} {what}.",
                    place.name
                ),
            };
            report = if capture {
                report.line(&sentence).tell(
                    Told::of(RETAKEN, trigger)
                        .by(unit.clone())
                        .site(&object)
                        .when("yesterday", yesterday())
                        .gains()
                        .said_by(&[(speaker, LinkKind::Official)]),
                )
            } else {
                report.line(&sentence).tell(
                    Told::of(BOMB, trigger)
                        .at(&object)
                        .killed(toll, "people")
                        .when("yesterday", yesterday())
                        .said_by(&[(speaker, LinkKind::Official)]),
                )
            };
            let reading = report
                .line(&format!(
                    "{colour}, as {outlet} number {telling} of story {incident} reported from {}.",
                    place.name
                ))
                .done();
            documents.push(reading.document.id.clone());
            last = Some(reading.clone());
            pile.readings.push(reading);
        }
        pile.incidents.push(Incident { documents, independent: speakers.len() });
    }
    pile
}
