//! What must hold for any parse whatever, right or wrong.

use proptest::prelude::*;
use sitrep_extract::Extractor;
use sitrep_resources::Resources;
use sitrep_types::{
    AnnotatedDocument, Block, BlockKind, Document, DocumentId, Genre, Quantity, QuantityKind, Scope, Sentence,
    SourceMap, Span, Token, Upos,
};

const WORDS: &[(&str, &str, Upos)] = &[
    ("Rebels", "rebel", Upos::Noun),
    ("soldiers", "soldier", Upos::Noun),
    ("captured", "capture", Upos::Verb),
    ("killed", "kill", Upos::Verb),
    ("died", "die", Upos::Verb),
    ("tried", "try", Upos::Verb),
    ("the", "the", Upos::Det),
    ("no", "no", Upos::Det),
    ("Rîbnița", "rîbnița", Upos::Propn),
    ("village", "village", Upos::Noun),
    ("villages", "village", Upos::Noun),
    ("of", "of", Upos::Adp),
    ("in", "in", Upos::Adp),
    ("by", "by", Upos::Adp),
    ("and", "and", Upos::Cconj),
    ("airstrike", "airstrike", Upos::Noun),
    ("who", "who", Upos::Pron),
    ("they", "they", Upos::Pron),
    ("40", "40", Upos::Num),
    ("will", "will", Upos::Aux),
    (";", ";", Upos::Punct),
    ("“", "“", Upos::Punct),
    ("siege", "siege", Upos::Noun),
    ("lifted", "lift", Upos::Verb),
    ("blew", "blow", Upos::Verb),
    ("up", "up", Upos::Adp),
];

const RELATIONS: &[&str] = &[
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "nmod",
    "nmod:poss",
    "conj",
    "cc",
    "case",
    "acl",
    "acl:relcl",
    "advcl",
    "xcomp",
    "ccomp",
    "parataxis",
    "amod",
    "det",
    "aux",
    "aux:pass",
    "cop",
    "mark",
    "compound",
    "nummod",
    "root",
    "dep",
];

fn document(words: &[(usize, usize, usize)]) -> AnnotatedDocument {
    let mut text = String::new();
    let mut tokens = Vec::new();
    let mut quantities = Vec::new();
    for (word, head, relation) in words {
        let (form, lemma, upos) = WORDS[word % WORDS.len()];
        if !text.is_empty() {
            text.push(' ');
        }
        let span = Span::new(text.len(), text.len() + form.len());
        text.push_str(form);
        if upos == Upos::Num {
            quantities.push(Quantity {
                what: QuantityKind::Killed,
                of: None,
                low: None,
                best: Some(40),
                high: None,
                scope: Scope::Incident,
                span,
            });
        }
        // Heads may point anywhere, also outside the sentence, also round in a circle.
        let head = (*head > 0).then(|| head % (words.len() + 2));
        let deprel = RELATIONS[relation % RELATIONS.len()].to_owned();
        tokens.push(Token { span, lemma: lemma.to_owned(), upos, head, deprel });
    }
    let whole = Span::new(0, text.len());
    let sentences =
        vec![Sentence { span: whole, block: 0, first_token: 0, end_token: tokens.len(), vector: Vec::new() }];
    AnnotatedDocument {
        document: Document {
            id: DocumentId("d".to_owned()),
            inputs: vec!["test".to_owned()],
            title: None,
            outlet: None,
            url: None,
            authors: Vec::new(),
            published: None,
            language: None,
            genre: Genre::Unknown,
            agencies: Vec::new(),
            dateline_place: None,
            text,
            blocks: vec![Block { kind: BlockKind::Paragraph, span: whole }],
            source_map: SourceMap::default(),
            diagnostics: Vec::new(),
        },
        sentences,
        tokens,
        mentions: Vec::new(),
        chains: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        place_mentions: Vec::new(),
        quantities,
        attributions: Vec::new(),
        event_mentions: Vec::new(),
        diagnostics: Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_parse_yields_claims_that_quote_their_text(words in prop::collection::vec((0..64usize, 0..40usize, 0..64usize), 1..24)) {
        thread_local! {
            static EXTRACTOR: Extractor = Extractor::new(&Resources::shipped().unwrap());
        }
        let annotated = document(&words);
        let (reading, again) = EXTRACTOR.with(|extractor| (extractor.extract(&annotated), extractor.extract(&annotated)));
        prop_assert_eq!(&reading, &again);
        let text = &annotated.document.text;
        for claim in &reading.claims {
            prop_assert_eq!(claim.evidence.span.slice(text), Some(claim.evidence.text.as_str()));
            prop_assert!(claim.trigger.span.slice(text).is_some());
            for filler in claim.actors.iter().chain(&claim.targets).chain(&claim.instruments) {
                prop_assert_eq!(filler.span.slice(text), Some(filler.text.as_str()));
            }
        }
    }
}
