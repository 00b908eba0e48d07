//! What the place layer makes of sentences, word by word: `word/UPOS` or `word/UPOS/label` of a named entity.

use std::sync::OnceLock;

use sitrep_annotate::place::annotate;
use sitrep_gazetteer::Gazetteer;
use sitrep_types::{
    Block, BlockKind, Document, DocumentId, Genre, Mention, MentionKind, Place, PlaceMention, Sentence, SourceMap,
    Span, Token, Upos,
};

const MOSUL: &str = "geonames:99072";

fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
    GAZETTEER.get_or_init(|| Gazetteer::shipped().expect("the shipped gazetteer"))
}

/// Reads the tagged sentences and annotates them, without a parse.
fn places(tagged: &[&str]) -> (String, Vec<Place>, Vec<PlaceMention>) {
    let (mut text, mut tokens, mut sentences) = (String::new(), Vec::new(), Vec::new());
    let mut mentions: Vec<Mention> = Vec::new();
    for sentence in tagged {
        let first_token = tokens.len();
        let mut start = text.len();
        let mut open: Option<MentionKind> = None;
        for word in sentence.split(' ') {
            let mut parts = word.split('/');
            let (form, upos) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let kind = parts.next().map(|label| match label {
                "GPE" => MentionKind::Gpe,
                "LOC" => MentionKind::Location,
                "FAC" => MentionKind::Facility,
                "NORP" => MentionKind::Group,
                "PER" => MentionKind::Person,
                _ => MentionKind::Organisation,
            });
            let glued = form.starts_with('\'') || matches!(form, "," | ".");
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            let span = Span::new(text.len(), text.len() + form.len());
            if tokens.len() == first_token {
                start = span.start;
            }
            text.push_str(form);
            match (kind, mentions.last_mut()) {
                (Some(kind), Some(last)) if open == Some(kind) => last.span.end = span.end,
                (Some(kind), _) => mentions.push(Mention { span, head: tokens.len(), kind, chain: None }),
                (None, _) => {}
            }
            open = kind;
            tokens.push(Token {
                span,
                lemma: form.to_lowercase(),
                upos: Upos::from_name(upos).expect("a tag"),
                head: None,
                deprel: "dep".to_owned(),
            });
        }
        let span = Span::new(start, text.len());
        sentences.push(Sentence { span, block: 0, first_token, end_token: tokens.len(), vector: Vec::new() });
    }
    let document = Document {
        id: DocumentId("d".to_owned()),
        inputs: Vec::new(),
        title: None,
        outlet: None,
        url: None,
        authors: Vec::new(),
        published: None,
        language: None,
        genre: Genre::Unknown,
        agencies: Vec::new(),
        dateline_place: None,
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        text,
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    };
    let (places, place_mentions) = annotate(&document, &sentences, &tokens, &mentions, gazetteer());
    (document.text, places, place_mentions)
}

/// Holds what some words must mean against what the layer says, and the layer's promises against its output.
#[track_caller]
fn check(tagged: &[&str], expected: &[(&str, &str)]) {
    let (text, places, mentions) = places(tagged);
    let key = |mention: &PlaceMention| mention.place.as_ref().map_or(String::new(), ToString::to_string);
    let found: Vec<(&str, String)> =
        mentions.iter().map(|mention| (mention.span.slice(&text).expect("a span"), key(mention))).collect();
    for (words, place) in expected {
        assert!(found.contains(&(*words, (*place).to_owned())), "{words:?} is not {place} among {found:#?}");
    }
    assert!(places.is_sorted_by(|a, b| a.key < b.key));
    let known = |key: &sitrep_types::PlaceKey| places.iter().any(|place| place.key == *key);
    assert!(mentions.iter().filter_map(|mention| mention.place.as_ref()).all(known));
    assert!(places.iter().filter_map(|place| place.parent.as_ref()).all(known));
}

#[test]
fn a_museum_is_one_place_however_it_is_called() {
    for (sentence, words) in [
        ("Troops/NOUN took/VERB the/DET Mosul/PROPN/GPE museum/NOUN ./PUNCT", "Mosul museum"),
        ("Troops/NOUN took/VERB Mosul/PROPN/GPE 's/PART main/ADJ museum/NOUN ./PUNCT", "main museum"),
        ("Troops/NOUN took/VERB the/DET famed/ADJ museum/NOUN in/ADP Mosul/PROPN/GPE ./PUNCT", "famed museum"),
    ] {
        check(&[sentence], &[(words, "local:geonames:99072/museum"), ("Mosul", MOSUL)]);
    }
}

#[test]
fn a_bare_noun_takes_up_the_place_named_before() {
    check(
        &[
            "Troops/NOUN took/VERB the/DET antiquities/NOUN museum/NOUN in/ADP Mosul/PROPN/GPE ./PUNCT",
            "The/DET museum/NOUN is/AUX empty/ADJ ./PUNCT",
            "The/DET city/NOUN was/AUX silent/ADJ ./PUNCT",
        ],
        &[
            ("antiquities museum", "local:geonames:99072/museum"),
            ("museum", "local:geonames:99072/museum"),
            ("city", MOSUL),
        ],
    );
}

#[test]
fn where_somebody_is_headed_or_speaks_is_not_what_the_text_speaks_of() {
    check(
        &[
            "They/PRON took/VERB Sinja/PROPN/GPE ./PUNCT",
            "Troops/NOUN withdrew/VERB towards/ADP Rabak/PROPN/GPE ;/PUNCT looters/NOUN emptied/VERB the/DET \
             hospital/NOUN ./PUNCT",
        ],
        &[("hospital", "local:geonames:366847/hospital")],
    );
    check(
        &[
            "Troops/NOUN hold/VERB Avdiivka/PROPN/GPE ,/PUNCT though/SCONJ the/DET ministry/NOUN in/ADP Moscow/PROPN/GPE \
           announced/VERB the/DET fall/NOUN of/ADP the/DET town/NOUN ./PUNCT",
        ],
        &[("town", "geonames:713122")],
    );
}

#[test]
fn a_division_named_as_one_decides_between_namesakes() {
    let (text, places, mentions) = places(&[
        "Two/NUM marines/NOUN died/VERB in/ADP La/PROPN/GPE Victoria/PROPN/GPE ,/PUNCT Apure/PROPN/GPE state/NOUN ./PUNCT",
    ]);
    let place = named(&text, &places, &mentions, "La Victoria");
    let latitude = place.latitude.expect("a point");
    assert!((latitude - 7.3).abs() < 0.5, "on the river Arauca, not in Aragua: {place:?}");
}

#[test]
fn a_town_in_the_name_of_a_site_is_where_it_lies() {
    let (text, places, mentions) = places(&[
        "A/DET nun/NOUN of/ADP Pemba/PROPN/GPE said/VERB the/DET parish/NOUN/FAC church/NOUN/FAC of/ADP/FAC Palma/PROPN/FAC \
         stands/VERB ./PUNCT",
    ]);
    let church = named(&text, &places, &mentions, "parish church of Palma");
    assert_eq!(church.parent.as_ref().map(|key| key.0.as_str()), Some("place:MZ/palma"));
}

#[test]
fn a_division_is_not_the_town_it_is_called_after() {
    check(
        &[
            "They/PRON took/VERB Sinja/PROPN/GPE in/ADP Sennar/PROPN/GPE state/NOUN ./PUNCT",
            "Looters/NOUN emptied/VERB the/DET hospital/NOUN ./PUNCT",
        ],
        &[("hospital", "local:geonames:366847/hospital")],
    );
}

#[test]
fn initials_are_no_town() {
    let (text, _, mentions) =
        places(&["They/PRON left/VERB Aleppo/PROPN/GPE ,/PUNCT the/DET agency/NOUN SANA/PROPN reported/VERB ./PUNCT"]);
    let found: Vec<&str> = mentions.iter().filter_map(|mention| mention.span.slice(&text)).collect();
    assert_eq!(found, ["Aleppo"]);
}

#[test]
fn different_buildings_of_a_town_stay_apart() {
    check(
        &["In/ADP Mosul/PROPN/GPE they/PRON hold/VERB the/DET police/NOUN headquarters/NOUN and/CCONJ the/DET \
           government/NOUN headquarters/NOUN ./PUNCT"],
        &[
            ("police headquarters", "local:geonames:99072/police headquarters"),
            ("government headquarters", "local:geonames:99072/government headquarters"),
        ],
    );
}

#[test]
fn parts_and_distances_belong_to_their_town() {
    check(
        &["The/DET eastern/ADJ half/NOUN of/ADP Mosul/PROPN/GPE was/AUX quiet/ADJ ./PUNCT"],
        &[("eastern half", "local:geonames:99072/eastern part")],
    );
    check(
        &["Fighting/NOUN in/ADP western/ADJ Mosul/PROPN/GPE went/VERB on/ADP ./PUNCT"],
        &[("western Mosul", "local:geonames:99072/western part"), ("Mosul", MOSUL)],
    );
    let (text, places, mentions) =
        places(&["They/PRON camped/VERB 20/NUM km/NOUN south/ADV of/ADP Mosul/PROPN/GPE ./PUNCT"]);
    let place = named(&text, &places, &mentions, "20 km south of Mosul");
    assert!(place.latitude.is_some_and(|latitude| (latitude - 36.155).abs() < 0.01), "{place:?}");
    assert_eq!((place.acled_geo_precision, place.ucdp_where_prec), (Some(2), Some(2)));
}

#[track_caller]
fn named<'a>(text: &str, places: &'a [Place], mentions: &[PlaceMention], words: &str) -> &'a Place {
    let mention = mentions.iter().find(|mention| mention.span.slice(text) == Some(words));
    let key = mention.and_then(|mention| mention.place.as_ref()).unwrap_or_else(|| panic!("{words}: {mentions:#?}"));
    places.iter().find(|place| place.key == *key).expect("the place of a mention")
}

#[test]
fn an_unknown_village_lies_in_the_region_that_is_named() {
    let (text, places, mentions) =
        places(&["Troops/NOUN entered/VERB Qurxanbad/PROPN/GPE in/ADP Nineveh/PROPN/GPE province/NOUN ./PUNCT"]);
    let place = named(&text, &places, &mentions, "Qurxanbad");
    assert_eq!(place.parent.as_ref().map(|key| key.0.as_str()), Some("admin1:IQ.15"));
    assert_eq!((place.acled_geo_precision, place.ucdp_where_prec), (Some(3), Some(4)));
}

#[test]
fn namesakes_are_told_apart_by_the_other_places() {
    check(
        &["He/PRON came/VERB from/ADP Palmyra/PROPN/GPE ,/PUNCT Syria/PROPN/GPE ./PUNCT"],
        &[("Palmyra", "geonames:163808"), ("Syria", "country:SYR")],
    );
    check(
        &["The/DET mayor/NOUN of/ADP Paris/PROPN/GPE ,/PUNCT Texas/PROPN/GPE ,/PUNCT spoke/VERB ./PUNCT"],
        &[("Paris", "geonames:4717560"), ("Texas", "admin1:US.TX")],
    );
}

#[test]
fn a_people_is_no_location() {
    let (_, _, mentions) = places(&["Iraqi/ADJ/NORP troops/NOUN entered/VERB Mosul/PROPN/GPE ./PUNCT"]);
    let metonymic: Vec<bool> = mentions.iter().map(|mention| mention.metonymic).collect();
    assert_eq!(metonymic, [true, false]);
}

/// What is a name of a place, and how far it goes, whatever the encoder made of it.
#[test]
fn spans_of_places_are_whole_names_and_nothing_else() {
    for (sentence, expected) in [
        (
            "It/PRON burned/VERB in/ADP Laurel/PROPN/GPE County/PROPN on/ADP Friday/PROPN ./PUNCT",
            &["Laurel County"][..],
        ),
        ("He/PRON lives/VERB in/ADP West/PROPN Virginia/PROPN/GPE now/ADV ./PUNCT", &["West Virginia"]),
        ("The/DET North/PROPN/LOC met/VERB in/ADP Mosul/PROPN/GPE ./PUNCT", &["Mosul"]),
        (
            "Terry/PROPN/PER Jackson/PROPN/PER fled/VERB Mosul/PROPN/GPE ,/PUNCT and/CCONJ Jackson/PROPN/GPE hid/VERB",
            &["Mosul"],
        ),
        ("The/DET SWAT/PROPN/GPE team/NOUN left/VERB Mosul/PROPN/GPE ./PUNCT", &["Mosul"]),
        ("Shells/NOUN hit/VERB Gaza/PROPN/GPE ./PUNCT", &["Gaza"]),
    ] {
        let (text, _, mentions) = places(&[sentence]);
        let named = |mention: &&PlaceMention| {
            mention.span.slice(&text).is_some_and(|words| words.starts_with(char::is_uppercase)) && !mention.metonymic
        };
        let found: Vec<&str> = mentions.iter().filter(named).filter_map(|mention| mention.span.slice(&text)).collect();
        assert_eq!(found, expected, "{sentence}");
    }
}

#[test]
fn odd_text_does_no_harm() {
    for odd in [
        "’s/PART",
        "-/PUNCT -/PUNCT",
        "km/NOUN 20/NUM",
        "9999999999999999999/NUM km/NOUN south/ADV of/ADP",
        "the/DET",
        "capital/NOUN",
        "20/NUM km/NOUN south/ADV of/ADP the/DET capital/NOUN",
        "the/DET town/NOUN of/ADP the/DET city/NOUN",
    ] {
        let _ = places(&[odd]);
    }
    let (_, places, mentions) = places(&[]);
    assert!(places.is_empty() && mentions.is_empty());
}

#[test]
fn what_a_country_keeps_abroad_lies_abroad() {
    for sentence in [
        "Crowds/NOUN rallied/VERB outside/ADP the/DET US/PROPN/GPE embassy/NOUN in/ADP Manila/PROPN/GPE ./PUNCT",
        "Crowds/NOUN rallied/VERB outside/ADP the/DET German/ADJ/NORP consulate/NOUN in/ADP Manila/PROPN/GPE ./PUNCT",
    ] {
        let (text, places, mentions) = places(&[sentence]);
        let mission = if sentence.contains("German") { "German consulate" } else { "US embassy" };
        let mission = named(&text, &places, &mentions, mission);
        // The city that the world knows, not its namesake in Arkansas.
        assert_eq!(mission.parent.as_ref().map(|key| key.0.as_str()), Some("geonames:1701668"), "{sentence}");
    }
}

#[test]
fn a_god_is_no_town() {
    let (_, _, mentions) = places(&["The/DET temple/NOUN of/ADP Bel/PROPN/LOC was/AUX blown/VERB up/ADP ./PUNCT"]);
    let towns: Vec<_> = mentions
        .iter()
        .filter(|mention| mention.place.as_ref().is_some_and(|key| key.0.starts_with("geonames:")))
        .collect();
    assert!(towns.is_empty(), "{towns:?}");
}
