//! Attributions, quantities and actors on trees made by hand.

use std::sync::Arc;

use sitrep_annotate::Annotator;
use sitrep_annotate::reader::{EntityLabel, EntityTag, ReadError, SentenceReader, SentenceReading, WordReading};
use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::{
    AnnotatedDocument, Block, BlockKind, Document, DocumentId, Genre, MentionKind, QuantityKind, SourceMap, Span, Upos,
};

/// One row a word: "word UPOS head relation [ENTITY]", heads counted from 1, 0 for the root.
struct ByHand(&'static str);

impl SentenceReader for ByHand {
    fn read(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReadError> {
        let rows: Vec<Vec<&str>> = self.0.lines().map(|line| line.split_whitespace().collect()).collect();
        let words: Vec<WordReading> = rows.iter().filter(|row| row.len() > 3).map(|row| word(row)).collect();
        let asked: usize = sentences.iter().map(Vec::len).sum();
        assert_eq!(asked, words.len(), "the tree must have the words of the text: {sentences:?}");
        Ok(vec![SentenceReading { words, ..SentenceReading::default() }])
    }
}

fn word(row: &[&str]) -> WordReading {
    let label = row.get(4).and_then(|label| EntityLabel::from_name(label.trim_start_matches("I-")));
    WordReading {
        upos: Upos::from_name(row[1]).unwrap_or_default(),
        head: row[2].parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
        deprel: row[3].to_owned(),
        entity: label.map(|label| EntityTag { label, begin: !row[4].starts_with("I-") }),
        event: None,
    }
}

fn annotate(text: &str, tree: &'static str) -> AnnotatedDocument {
    let resources = Resources::shipped().expect("shipped tables load");
    let annotator = Annotator::new(
        Arc::new(resources),
        Arc::new(Gazetteer::shipped().expect("the gazetteer loads")),
        Arc::new(Tagger::shipped().expect("the time rules load")),
        Arc::new(ByHand(tree)),
    );
    annotator.annotate(&Document {
        id: DocumentId("d".to_owned()),
        inputs: Vec::new(),
        title: None,
        outlet: None,
        url: None,
        authors: Vec::new(),
        published: None,
        language: Some("en".to_owned()),
        genre: Genre::Report,
        agencies: Vec::new(),
        dateline_place: None,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    })
}

/// Source, cue, first content and hearer of each attribution.
fn said(annotated: &AnnotatedDocument) -> Vec<(&str, &str, &str, &str)> {
    let words = |span: Option<Span>| span.map_or("", |span| annotated.words(span));
    annotated
        .attributions
        .iter()
        .map(|found| {
            (words(found.source), annotated.words(found.cue), words(found.content.first().copied()), words(found.told))
        })
        .collect()
}

#[test]
fn a_clause_after_the_cue_is_what_is_said() {
    let annotated = annotate(
        "A medic told Reuters that at least 40 villagers died.",
        "A DET 2 det\nmedic NOUN 3 nsubj\ntold VERB 0 root\nReuters PROPN 3 iobj ORG\nthat SCONJ 9 mark\nat ADP 7 case\n\
         least ADJ 7 nmod\n40 NUM 9 nummod\nvillagers NOUN 10 nsubj\ndied VERB 3 ccomp\n. PUNCT 3 punct",
    );
    assert_eq!(said(&annotated), [("A medic", "told", "that at least 40 villagers died", "Reuters")]);
    let quantity = &annotated.quantities[0];
    assert_eq!(annotated.words(quantity.span), "at least 40");
    assert_eq!((quantity.what, quantity.low, quantity.best), (QuantityKind::Killed, Some(40), None));
}

#[test]
fn a_source_set_off_at_the_end_speaks_for_the_sentence() {
    let annotated = annotate(
        "ISIS militants left the town, the army said.",
        "ISIS PROPN 2 compound ORG\nmilitants NOUN 3 nsubj\nleft VERB 0 root\nthe DET 5 det\ntown NOUN 3 obj\n\
         , PUNCT 9 punct\nthe DET 8 det\narmy NOUN 9 nsubj\nsaid VERB 3 parataxis\n. PUNCT 3 punct",
    );
    assert_eq!(said(&annotated), [("the army", "said", "ISIS militants left the town", "")]);
    let actor = annotated.chains.iter().find_map(|chain| chain.actor.as_ref()).expect("an actor");
    assert_eq!(actor.entry.as_deref(), Some("islamic-state"));
}

#[test]
fn a_denied_saying_says_nothing() {
    let annotated = annotate(
        "The army has not confirmed the raid.",
        "The DET 2 det\narmy NOUN 5 nsubj\nhas AUX 5 aux\nnot PART 5 advmod\nconfirmed VERB 0 root\nthe DET 7 det\n\
         raid NOUN 5 obj\n. PUNCT 5 punct",
    );
    assert!(said(&annotated).is_empty());
}

#[test]
fn a_reader_that_fails_leaves_a_remark() {
    struct Broken;
    impl SentenceReader for Broken {
        fn read(&self, _: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReadError> {
            Err(ReadError("no model".to_owned()))
        }
    }
    let resources = Arc::new(Resources::shipped().expect("shipped tables load"));
    let gazetteer = Arc::new(Gazetteer::shipped().expect("the gazetteer loads"));
    let annotator =
        Annotator::new(resources, gazetteer, Arc::new(Tagger::shipped().expect("rules load")), Arc::new(Broken));
    let mut document = annotate("Quiet .", "Quiet ADJ 0 root\n. PUNCT 1 punct").document;
    document.text = "Quiet.".to_owned();
    document.blocks[0].span = Span::new(0, 6);
    let annotated = annotator.annotate(&document);
    assert_eq!(annotated.diagnostics.len(), 1);
    assert_eq!(annotated.tokens.len(), 2);
}

#[test]
fn names_need_no_capitals_where_the_text_has_none() {
    let tree = "the DET 3 det
        turkish ADJ 3 amod NORP
        crews NOUN 4 nsubj I-NORP
        shelled VERB 0 root
        isis PROPN 6 compound ORG
        fighters NOUN 4 obj
        near ADP 8 case
        mosul PROPN 4 obl GPE
        . PUNCT 4 punct";
    let annotated = annotate("the turkish crews shelled isis fighters near mosul.", tree);
    let named =
        |kind| annotated.mentions.iter().filter(move |one| one.kind == kind).map(|one| annotated.words(one.span));
    assert_eq!(named(MentionKind::Group).collect::<Vec<_>>(), ["turkish"]);
    assert_eq!(named(MentionKind::Organisation).collect::<Vec<_>>(), ["isis"]);
    let mut listed = annotated.chains.iter().filter_map(|chain| chain.actor.as_ref()?.entry.as_deref());
    assert!(listed.all(|entry| entry == "islamic-state") && annotated.chains.len() > 1, "{:?}", annotated.chains);
    let places: Vec<&str> = annotated.places.iter().map(|place| place.name.as_str()).collect();
    assert!(places.contains(&"Mosul"), "{places:?}");

    // Among words with capitals a small one is no name.
    let annotated = annotate("The turkish crews shelled isis fighters near mosul.", tree);
    assert!(annotated.mentions.iter().all(|one| one.kind == MentionKind::Description), "{:?}", annotated.mentions);
}
