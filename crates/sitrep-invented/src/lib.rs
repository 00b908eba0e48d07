//! Readings of invented reports for tests and benchmarks: written by hand ([`Report`]) or thrown by dice that always
//! fall the same way ([`pile`]).

mod meter;
mod pile;

use sitrep_timex::resolve;
use sitrep_types::{
    ActorKind, ActorMention, AttributionLink, Block, BlockKind, Claim, ClaimId, ClaimTime, ControlEffect, DateInterval,
    Direction, Document, DocumentId, EventType, Evidence, Filler, Genre, How, LinkKind, Modality, OutletName, Place,
    PlaceKey, PlaceKind, Precision, Published, Quantity, QuantityKind, Reading, Scope, SourceMap, Span, SubType,
    TimeExpression, TimeMeaning, TimeRelation, TimexType, Trigger, stable_id,
};

pub use crate::meter::processor_seconds;
pub use crate::pile::{Incident, Pile, pile};

/// A report in the making.
pub struct Report {
    reading: Reading,
    paragraph: usize,
}

/// One claim of the last sentence.
#[derive(Clone)]
pub struct Told {
    /// Type and sub-type.
    pub kind: (EventType, Option<SubType>),
    /// The word of the sentence that tells it; stands for the lexicon entry too.
    pub trigger: &'static str,
    /// Who acts.
    pub actors: Vec<Filler>,
    /// Who or what is acted on.
    pub targets: Vec<Filler>,
    /// Where.
    pub place: Option<PlaceKey>,
    /// The words for when, and their meaning.
    pub time: Option<(&'static str, TimeMeaning)>,
    /// Low, best and high number of dead, and of whom.
    pub killed: Option<([Option<i64>; 3], &'static str)>,
    /// How far it is said to be so.
    pub modality: Modality,
    /// Said not to have happened.
    pub negated: bool,
    /// Told as earlier history.
    pub background: bool,
    /// What it does to the control of its place.
    pub effect: Option<ControlEffect>,
    /// From the outlet's informant to the origin.
    pub attribution: Vec<AttributionLink>,
}

/// A government side takes a place back.
pub const RETAKEN: (EventType, Option<SubType>) = (EventType::Battles, Some(SubType::GovernmentRegainsTerritory));
/// An armed group takes a place.
pub const OVERRUN: (EventType, Option<SubType>) = (EventType::Battles, Some(SubType::NonStateActorOvertakesTerritory));
/// Two sides fight.
pub const CLASH: (EventType, Option<SubType>) = (EventType::Battles, Some(SubType::ArmedClash));
/// Things are looted or destroyed.
pub const LOOTED: (EventType, Option<SubType>) =
    (EventType::StrategicDevelopments, Some(SubType::LootingPropertyDestruction));
/// Somebody blows himself up.
pub const BOMB: (EventType, Option<SubType>) = (EventType::Explosions, Some(SubType::SuicideBomb));

impl Told {
    /// A claim of this kind, told by this word.
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

    /// Adds one who acts.
    pub fn by(mut self, actor: ActorMention) -> Self {
        self.actors.push(filler(&actor.name.clone(), Some(actor), None));
        self
    }

    /// Adds one acted on.
    pub fn on(mut self, actor: ActorMention) -> Self {
        self.targets.push(filler(&actor.name.clone(), Some(actor), None));
        self
    }

    /// A place acted on, where it happens too.
    pub fn site(mut self, place: &Place) -> Self {
        self.targets.push(filler(&place.name, None, Some(place.key.clone())));
        self.place = Some(place.key.clone());
        self
    }

    /// Where it happens.
    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.key.clone());
        self
    }

    /// When, in the sentence's words.
    pub fn when(mut self, words: &'static str, meaning: TimeMeaning) -> Self {
        self.time = Some((words, meaning));
        self
    }

    /// An exact number of dead.
    pub fn killed(mut self, number: i64, of: &'static str) -> Self {
        self.killed = Some(([Some(number); 3], of));
        self
    }

    /// A vague number of dead.
    pub fn killed_between(mut self, low: Option<i64>, best: Option<i64>, high: Option<i64>, of: &'static str) -> Self {
        self.killed = Some(([low, best, high], of));
        self
    }

    /// The actors hold the place from then on.
    pub fn gains(mut self) -> Self {
        self.effect = Some(ControlEffect::ActorGains);
        self
    }

    /// Told by these, the origin last.
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

/// Somebody named, of a country.
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

/// A town of Iraq that the gazetteer lists.
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

/// A building of a town that no gazetteer lists.
pub fn site(name: &str, town: &Place) -> Place {
    Place {
        key: PlaceKey(format!("local:{}:{}", town.key.0, name.to_lowercase().replace(' ', "-"))),
        name: name.to_string(),
        kind: PlaceKind::Facility,
        parent: Some(town.key.clone()),
        ..town.clone()
    }
}

/// "overnight"
pub fn overnight() -> TimeMeaning {
    TimeMeaning::Offset { earliest_days: -1, latest_days: 0, precision: Precision::PartOfDay }
}

/// "yesterday"
pub fn yesterday() -> TimeMeaning {
    TimeMeaning::Offset { earliest_days: -1, latest_days: -1, precision: Precision::Day }
}

/// "on Tuesday" (2): the last one before the report.
pub fn weekday(number: i8) -> TimeMeaning {
    TimeMeaning::Weekday { weekday: number, direction: Direction::Past, weeks: 0, precision: Precision::Day }
}

/// A day by the calendar.
pub fn on(day: &str) -> TimeMeaning {
    TimeMeaning::Absolute { interval: DateInterval::day(day.parse().expect("a date")) }
}

impl Report {
    /// An empty report; `published` is a day as `2017-03-07`.
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
                marks: Vec::new(),
                diagnostics: Vec::new(),
            },
            paragraph: 0,
        }
    }

    /// Sets what sort of text it is.
    pub fn genre(mut self, genre: Genre) -> Self {
        self.reading.document.genre = genre;
        self
    }

    /// Adds an agency that the report names as its source.
    pub fn agency(mut self, agency: &str) -> Self {
        self.reading.document.agencies.push(agency.to_string());
        self
    }

    /// Adds a place that the report names.
    pub fn place(mut self, place: &Place) -> Self {
        if !self.reading.places.iter().any(|own| own.key == place.key) {
            self.reading.places.push(place.clone());
            self.reading.places.sort_by(|one, other| one.key.cmp(&other.key));
        }
        self
    }

    /// Adds a sentence.
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

    /// Adds a claim of the last sentence.
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
                // Words that the claim's sentence lacks are carried over from one before it.
                span: self.reading.document.text.rfind(words).map(|at| Span::new(at, at + words.len())),
                how: words.to_string(),
            }
        });
        let placed = |mut filler: Filler| {
            if let Some(at) = text.find(&filler.text) {
                filler.span = Span::new(sentence.start + at, sentence.start + at + filler.text.len());
            }
            filler
        };
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
            actors: told.actors.into_iter().map(placed).collect(),
            targets: told.targets.into_iter().map(placed).collect(),
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
            evidence: Evidence { text: text.clone(), span: sentence, block: self.paragraph },
        });
        self
    }

    /// The reading, its ids made from its content; as the store hands it over, no list has room to spare.
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
        self.reading.clone()
    }
}

/// Dice that always fall the same way for one seed.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).expect("small")
    }

    /// Puts a list in an order of chance.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.roll(at + 1);
            list.swap(at, other);
        }
    }
}
