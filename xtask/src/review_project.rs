//! A large project to measure the review site with: invented reports, read as far as their sentences say, reconciled by the
//! program itself. Reading so many reports with the encoder would take hours and measure something else.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use jiff::civil::Date;
use sitrep::{Pipeline, Project};
use sitrep_types::{
    ActorKind, ActorMention, AttributionLink, Block, BlockKind, Claim, ClaimId, ClaimTime, DateInterval, Document,
    DocumentId, EventType, Evidence, Filler, Genre, How, LinkKind, Modality, OutletName, Place, PlaceKey, PlaceKind,
    Precision, Published, Quantity, QuantityKind, Reading, Scope, SourceMap, Span, SubType, TimeMeaning, Trigger,
    stable_id,
};

/// Sentences of a report, each a claim.
const SENTENCES: usize = 10;

/// Happenings a day; each is told by a few reports.
const TOWNS: usize = 400;

const FORCES: [&str; 12] = [
    "Northern Army",
    "River Brigade",
    "Free Valley Front",
    "Border Guard",
    "Desert Hawks",
    "National Police",
    "Hill Defence Units",
    "Third Division",
    "People's Committee",
    "Coastal Militia",
    "Republican Guard",
    "Eastern Shield",
];

const DEEDS: [(&str, EventType, SubType); 6] = [
    ("attacked", EventType::Battles, SubType::ArmedClash),
    ("captured", EventType::Battles, SubType::NonStateActorOvertakesTerritory),
    ("shelled", EventType::Explosions, SubType::ShellingArtilleryMissileAttack),
    ("bombed", EventType::Explosions, SubType::AirDroneStrike),
    ("looted", EventType::StrategicDevelopments, SubType::LootingPropertyDestruction),
    ("retook", EventType::Battles, SubType::GovernmentRegainsTerritory),
];

/// Writes a project of so many reports.
pub fn build(n_documents: usize, output: &Path) -> anyhow::Result<()> {
    let mut project = Project::open_or_create(output)?;
    let pipeline = Pipeline::shipped()?;
    let mut readings = Vec::with_capacity(n_documents);
    for number in 0..n_documents {
        let reading = reading(number).with_context(|| format!("report {number}"))?;
        project.put_document(&reading.document, None)?;
        project.put_reading(&reading, pipeline.made_with())?;
        readings.push(reading);
    }
    let started = std::time::Instant::now();
    let record = pipeline.reconcile(readings, &[]);
    println!(
        "{} documents, {} claims, {} events, reconciled in {:.1} s",
        record.documents.len(),
        record.claims.len(),
        record.events.len(),
        started.elapsed().as_secs_f64()
    );
    project.put_record(&record)?;
    Ok(())
}

/// The same numbers for the same number, so that everybody measures the same project.
fn turn(number: usize, salt: usize, of: usize) -> usize {
    let mixed = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add((salt as u64) << 7);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33) as usize % of
}

fn town(number: usize) -> [Place; 2] {
    let country = Place {
        key: PlaceKey(format!("country:Z{:02}", number % 4)),
        name: ["Iraq", "Syria", "Libya", "Mali"][number % 4].to_owned(),
        kind: PlaceKind::Country,
        parent: None,
        country: None,
        admin1: None,
        latitude: Some([33.0, 35.0, 27.0, 17.0][number % 4]),
        longitude: Some([43.5, 38.5, 17.0, -3.0][number % 4]),
        geonameid: None,
        acled_geo_precision: Some(3),
        ucdp_where_prec: Some(6),
    };
    let off = |salt: usize| turn(number, salt, 1000) as f64 / 1000.0 - 0.5;
    let town = Place {
        key: PlaceKey(format!("geonames:{}", 9_000_000 + number)),
        name: format!(
            "{}{}",
            ["Al ", "Tell ", "Bir ", "Wadi ", "Umm "][number % 5],
            TOWN_NAMES[number % 20].to_owned() + &roman(number / 20)
        ),
        kind: PlaceKind::City,
        parent: Some(country.key.clone()),
        latitude: country.latitude.map(|middle| middle + 6.0 * off(1)),
        longitude: country.longitude.map(|middle| middle + 7.0 * off(2)),
        acled_geo_precision: Some(1),
        ucdp_where_prec: Some(1),
        geonameid: u32::try_from(9_000_000 + number).ok(),
        ..country.clone()
    };
    [country, town]
}

const TOWN_NAMES: [&str; 20] = [
    "Amar", "Basha", "Dalun", "Fahra", "Ghazal", "Hamra", "Jisr", "Karim", "Latif", "Mansur", "Nasr", "Omran", "Qasr",
    "Rashid", "Salam", "Tarik", "Wardi", "Yasin", "Zahra", "Suwar",
];

fn roman(number: usize) -> String {
    ["", " North", " South", " East", " West", " Bridge", " Old Town", " Mills", " Market", " Port"][number % 10]
        .to_owned()
        + if number >= 10 { " Junction" } else { "" }
}

fn day(number: usize) -> anyhow::Result<Date> {
    let start: Date = "2015-01-01".parse()?;
    Ok(start.checked_add(jiff::Span::new().days(i64::try_from(number)?))?)
}

fn reading(number: usize) -> anyhow::Result<Reading> {
    let today = turn(number, 3, 1200);
    let date = day(today)?;
    let outlet = format!(
        "{} {}",
        FORCES[number % 12].split(' ').next().unwrap_or("Daily"),
        ["Times", "Post", "Wire", "Herald"][number % 4]
    );
    let title = format!("Fighting on {date}: report {number}");
    let mut text = title.clone();
    let mut blocks = vec![Block { kind: BlockKind::Headline, span: Span::new(0, text.len()) }];
    let mut claims = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut sentences = vec![blocks[0].span];
    for position in 0..SENTENCES {
        // A handful of happenings a day, so that several reports tell of each.
        let happening = turn(today, 100 + turn(number, 10 + position, 24), 1_000_000);
        text.push_str("\n\n");
        let (claim, told) = sentence(&mut text, happening, today, position, blocks.len())?;
        blocks.push(Block { kind: BlockKind::Paragraph, span: claim.evidence.span });
        sentences.push(claim.evidence.span);
        claims.push(claim);
        places.extend(told);
    }
    let id = DocumentId(stable_id("doc-", &[&title, &text]));
    for claim in &mut claims {
        claim.document = id.clone();
        claim.id = ClaimId(stable_id("claim-", &[&id.0, &claim.trigger.span.start.to_string()]));
    }
    places.sort_by(|first, second| first.key.cmp(&second.key));
    places.dedup_by(|first, second| first.key == second.key);
    let document = Document {
        id,
        inputs: vec![format!("made/{number:05}.txt")],
        title: Some(title),
        outlet: Some(OutletName { name: outlet, how: How::Metadata }),
        url: None,
        authors: Vec::new(),
        published: Some(Published { interval: DateInterval::day(date), how: How::Metadata }),
        language: Some("en".to_owned()),
        genre: Genre::Report,
        agencies: Vec::new(),
        dateline_place: None,
        text,
        blocks,
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    };
    Ok(Reading {
        document,
        claims,
        places,
        times: Vec::new(),
        relays: Vec::new(),
        sentences,
        marks: Vec::new(),
        diagnostics: Vec::new(),
    })
}

/// One sentence at the end of the text, with the claim that it makes.
fn sentence(
    text: &mut String,
    happening: usize,
    today: usize,
    position: usize,
    block: usize,
) -> anyhow::Result<(Claim, [Place; 2])> {
    let [country, place] = town(turn(happening, 4, TOWNS));
    let (verb, event_type, sub_type) = DEEDS[turn(happening, 5, DEEDS.len())];
    let actor = FORCES[turn(happening, 6, 12)];
    let target = FORCES[(turn(happening, 6, 12) + 1 + turn(happening, 7, 11)) % 12];
    let date = day(today.saturating_sub(turn(happening, 8, 3)))?;
    let killed = 1 + turn(happening, 9, 40);
    let start = text.len();
    let mut put = |words: &str| {
        let at = text.len();
        text.push_str(words);
        Span::new(at, text.len())
    };
    put("The ");
    let actor_span = put(actor);
    put(" ");
    let trigger_span = put(verb);
    put(" positions of the ");
    let target_span = put(target);
    put(" in ");
    put(&place.name);
    put(" on ");
    let date_words = date.to_string();
    let time_span = put(&date_words);
    put(", killing ");
    let number_words = killed.to_string();
    let number_span = put(&number_words);
    put(" fighters, ");
    let speaker = if position.is_multiple_of(3) { "a spokesman" } else { "residents" };
    let speaker_span = put(speaker);
    put(" said.");
    let mut evidence = String::new();
    write!(evidence, "{}", &text[start..])?;
    let mention = |name: &str| ActorMention {
        entry: None,
        name: name.to_owned(),
        kind: ActorKind::ArmedGroup,
        country: None,
        affiliation: None,
        role: None,
        plover_sector: Some("REB".to_owned()),
    };
    let filler = |words: &str, span| Filler { text: words.to_owned(), span, actor: Some(mention(words)), place: None };
    let interval = DateInterval { precision: Precision::Day, ..DateInterval::day(date) };
    let claim = Claim {
        id: ClaimId::default(),
        document: DocumentId::default(),
        event_type,
        sub_type: Some(sub_type),
        plover: None,
        trigger: Trigger { text: verb.to_owned(), span: trigger_span, entry: verb.to_owned(), path: String::new() },
        actors: vec![filler(actor, actor_span)],
        targets: vec![filler(target, target_span)],
        instruments: Vec::new(),
        place: Some(place.key.clone()),
        place_text: Some(place.name.clone()),
        place_how: Some("locative of the verb".to_owned()),
        time: Some(ClaimTime {
            interval,
            meaning: TimeMeaning::Absolute { interval },
            text: Some(date_words),
            span: Some(time_span),
            how: "the sentence names the day".to_owned(),
        }),
        quantities: vec![Quantity {
            what: QuantityKind::Killed,
            of: Some("fighters".to_owned()),
            low: i64::try_from(killed).ok(),
            best: i64::try_from(killed).ok(),
            high: i64::try_from(killed).ok(),
            scope: Scope::Incident,
            span: number_span,
        }],
        modality: Modality::Claimed,
        negated: false,
        background: false,
        effect: None,
        attribution: vec![AttributionLink {
            text: speaker.to_owned(),
            span: Some(speaker_span),
            name: None,
            affiliation: None,
            cue: Some("said".to_owned()),
            kind: if position.is_multiple_of(3) { LinkKind::Official } else { LinkKind::Witness },
        }],
        evidence: Evidence { span: Span::new(start, text.len()), text: evidence, block },
    };
    Ok((claim, [country, place]))
}
