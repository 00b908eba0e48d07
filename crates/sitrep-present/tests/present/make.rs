//! Parts of records, made short: documents, actors, places, claims with their spans, events over claims.

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
