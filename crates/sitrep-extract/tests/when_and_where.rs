//! When and where: sentences parsed by hand, and the day and place of each claim that comes out of them.
//!
//! A sentence is written as `word/lemma/UPOS/head/relation`, heads counted from 1 and 0 for the root; a word with a `@`
//! before it names a town. All reports are of Thursday, 9 March 2017.

use sitrep_extract::Extractor;
use sitrep_resources::Resources;
use sitrep_timex::{Tagger, Tense};
use sitrep_types::{
    AnnotatedDocument, Block, BlockKind, DateInterval, Document, DocumentId, Genre, How, Place, PlaceKey, PlaceKind,
    PlaceMention, Published, Sentence, SourceMap, Span, Token, Upos,
};

fn annotated(sentences: &[&str], tense: Tense) -> AnnotatedDocument {
    let mut text = String::new();
    let (mut tokens, mut found, mut place_mentions, mut places) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for sentence in sentences {
        let first_token = tokens.len();
        if !text.is_empty() {
            text.push(' ');
        }
        let begins = text.len();
        for (index, word) in sentence.split_whitespace().enumerate() {
            let fields: Vec<&str> = word.rsplitn(5, '/').collect();
            let [relation, head, upos, lemma, form] = fields[..] else { panic!("{word}: five fields are wanted") };
            if index > 0 && !matches!(form, "." | "," | "'s" | ";") {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(form.trim_start_matches('@'));
            let span = Span::new(start, text.len());
            if form.starts_with('@') {
                let key = PlaceKey(format!("place:{}", form.trim_start_matches('@')));
                places.push(Place {
                    key: key.clone(),
                    name: form.trim_start_matches('@').to_owned(),
                    kind: PlaceKind::City,
                    parent: None,
                    country: None,
                    admin1: None,
                    latitude: Some(36.0),
                    longitude: Some(43.0),
                    geonameid: None,
                    acled_geo_precision: None,
                    ucdp_where_prec: None,
                });
                place_mentions.push(PlaceMention { span, place: Some(key), metonymic: false, how: String::new() });
            }
            let head: usize = head.parse().unwrap();
            tokens.push(Token {
                span,
                lemma: lemma.to_owned(),
                upos: Upos::from_name(upos).unwrap(),
                head: head.checked_sub(1).map(|head| head + first_token),
                deprel: relation.to_owned(),
            });
        }
        found.push(Sentence {
            span: Span::new(begins, text.len()),
            block: 0,
            first_token,
            end_token: tokens.len(),
            vector: Vec::new(),
        });
    }
    let published = DateInterval::day("2017-03-09".parse().unwrap());
    let times = Tagger::shipped().unwrap().tag(&text, &[], published, &|_| tense);
    let document = Document {
        id: DocumentId("d".to_owned()),
        inputs: vec!["test".to_owned()],
        title: None,
        outlet: None,
        url: None,
        authors: Vec::new(),
        published: Some(Published { interval: published, how: How::Metadata }),
        language: Some("en".to_owned()),
        genre: Genre::Unknown,
        agencies: Vec::new(),
        dateline_place: None,
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        text,
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    };
    AnnotatedDocument {
        document,
        sentences: found,
        tokens,
        mentions: Vec::new(),
        chains: Vec::new(),
        times,
        places,
        place_mentions,
        quantities: Vec::new(),
        attributions: Vec::new(),
        event_mentions: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// Holds the day (`first..last`, or `-`) and the place (or `-`) of the claim with this trigger against what is expected.
#[track_caller]
fn check(sentences: &[&str], expected: &[(&str, &str, &str)]) {
    check_in(Tense::Unknown, sentences, expected);
}

/// The same where the clause around every time is read in this tense.
#[track_caller]
fn check_in(tense: Tense, sentences: &[&str], expected: &[(&str, &str, &str)]) {
    let claims = Extractor::new(&Resources::shipped().unwrap()).extract(&annotated(sentences, tense)).claims;
    for (trigger, when, place) in expected {
        let claim = claims.iter().find(|claim| claim.trigger.text.contains(trigger));
        let claim = claim.unwrap_or_else(|| panic!("no claim of {trigger:?} among {claims:#?}"));
        let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
        let told = claim.time.as_ref().map(|time| (day(time.interval.earliest), day(time.interval.latest)));
        let told =
            told.map_or("-".to_owned(), |(first, last)| if first == last { first } else { format!("{first}..{last}") });
        assert_eq!(told, *when, "{trigger}: {:?}", claim.time);
        let found = claim.place.as_ref().map_or("-", |key| key.0.trim_start_matches("place:"));
        assert_eq!(found, *place, "{trigger}: {:?}", claim.place_how);
    }
}

#[test]
fn a_town_that_another_lies_south_of_is_not_where_it_happened() {
    check(
        &[
            "They/they/PRON/2/nsubj abducted/abduct/VERB/0/root people/people/NOUN/2/obj from/from/ADP/5/case @Yarmja/Yarmja/PROPN/2/obl ,/,/PUNCT/9/punct \
           to/to/ADP/9/case the/the/DET/9/det south/south/NOUN/2/obl of/of/ADP/11/case @Mosul/Mosul/PROPN/9/nmod ,/,/PUNCT/13/punct \
           killing/kill/VERB/2/advcl two/two/NUM/15/nummod men/man/NOUN/13/obj ././PUNCT/2/punct",
        ],
        &[("killing", "-", "Yarmja")],
    );
}

#[test]
fn where_it_was_announced_is_not_where_it_happened() {
    check(
        &[
            "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root @Bosso/Bosso/PROPN/2/obj ././PUNCT/2/punct",
            "Nine/nine/NUM/2/nummod soldiers/soldier/NOUN/3/nsubj died/die/VERB/7/ccomp ,/,/PUNCT/7/punct the/the/DET/6/det ministry/ministry/NOUN/7/nsubj \
           announced/announce/VERB/0/root in/in/ADP/9/case @Niamey/Niamey/PROPN/7/obl ././PUNCT/7/punct",
        ],
        &[("died", "-", "Bosso")],
    );
}

#[test]
fn what_happened_when_something_began_has_its_day() {
    check(
        &[
            "Thousands/thousand/NOUN/2/nsubj fled/flee/VERB/0/root since/since/ADP/4/case Saturday/Saturday/PROPN/2/obl ,/,/PUNCT/9/punct when/when/ADV/9/advmod \
           the/the/DET/8/det town/town/NOUN/9/nsubj:pass captured/capture/VERB/4/acl:relcl by/by/ADP/11/case rebels/rebel/NOUN/9/obl ././PUNCT/2/punct",
        ],
        &[("fled", "2017-03-04..2017-03-09", "-"), ("captured", "2017-03-04", "-")],
    );
}

#[test]
fn a_comparison_with_the_past_dates_nothing() {
    check(
        &[
            "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root the/the/DET/4/det town/town/NOUN/2/obj in/in/ADP/8/case the/the/DET/8/det \
           worst/bad/ADJ/8/amod raid/raid/NOUN/2/obl since/since/ADP/10/case 1998/1998/NUM/2/obl ././PUNCT/2/punct",
        ],
        &[("attacked", "-", "-")],
    );
}

#[test]
fn what_has_happened_was_not_after_the_report() {
    let attacked = "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root a/a/DET/4/det church/church/NOUN/2/obj on/on/ADP/6/case \
         Easter/Easter/PROPN/2/obl ././PUNCT/2/punct";
    // The tense was misread: the feast ahead is not the one on which it happened.
    check_in(Tense::Future, &[attacked], &[("attacked", "2016-03-25..2016-03-28", "-")]);
}

#[test]
fn the_past_hours_are_days() {
    check(
        &[
            "Shelling/shelling/NOUN/2/nsubj killed/kill/VERB/0/root nine/nine/NUM/4/nummod people/people/NOUN/2/obj in/in/ADP/9/case the/the/DET/9/det \
           past/past/ADJ/9/amod 24/24/NUM/9/nummod hours/hour/NOUN/2/obl ././PUNCT/2/punct",
        ],
        &[("helling", "2017-03-08..2017-03-09", "-")],
    );
}
