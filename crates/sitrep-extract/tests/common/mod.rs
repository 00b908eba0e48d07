//! Sentences parsed by hand.
//!
//! A sentence is written as `word/lemma/UPOS/head/relation`, heads counted from 1 and 0 for the root; a word with a `@`
//! before it names a town.

use sitrep_types::{
    AnnotatedDocument, Block, BlockKind, Document, DocumentId, Genre, Place, PlaceKey, PlaceKind, PlaceMention,
    Sentence, SourceMap, Span, Token, Upos,
};

/// The document of these sentences, of no date.
pub fn parsed(sentences: &[&str]) -> AnnotatedDocument {
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
    let document = Document {
        id: DocumentId("d".to_owned()),
        inputs: vec!["test".to_owned()],
        title: None,
        outlet: None,
        url: None,
        authors: Vec::new(),
        published: None,
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
        times: Vec::new(),
        places,
        place_mentions,
        quantities: Vec::new(),
        attributions: Vec::new(),
        event_mentions: Vec::new(),
        diagnostics: Vec::new(),
    }
}
