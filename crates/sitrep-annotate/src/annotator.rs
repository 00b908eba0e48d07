//! Runs the layers in order over one document.

use std::sync::Arc;

use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_timex::{Tagged, Tagger, Tense};
use sitrep_types::{AnnotatedDocument, Diagnostic, Document, EventMention, Sentence, Span, Token, Upos};

use crate::attribution;
use crate::casing::caseless_sentences;
use crate::coreference;
use crate::entity;
use crate::grammar;
use crate::lemma::lemma;
use crate::name;
use crate::place;
use crate::quantity;
use crate::reader::{AttributionReading, EntityTag, SentenceReader};
use crate::sentence;
use crate::tree::Tree;

/// Annotates documents. It keeps nothing between documents, so that they can be annotated in any order, in parallel.
#[derive(Clone)]
pub struct Annotator {
    resources: Arc<Resources>,
    gazetteer: Arc<Gazetteer>,
    tagger: Arc<Tagger>,
    reader: Arc<dyn SentenceReader>,
}

/// What the reader says of a document, word by word.
#[derive(Debug, Default)]
struct ReaderLayers {
    entities: Vec<Option<EntityTag>>,
    events: Vec<EventMention>,
    attributions: Vec<AttributionReading>,
}

impl std::fmt::Debug for Annotator {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Annotator").finish_non_exhaustive()
    }
}

impl Annotator {
    /// An annotator over these tables, places, time rules and reader.
    #[must_use]
    pub fn new(
        resources: Arc<Resources>,
        gazetteer: Arc<Gazetteer>,
        tagger: Arc<Tagger>,
        reader: Arc<dyn SentenceReader>,
    ) -> Self {
        Self { resources, gazetteer, tagger, reader }
    }

    /// All layers of a document.
    #[must_use]
    pub fn annotate(&self, document: &Document) -> AnnotatedDocument {
        let (sentences, tokens) = self.segment(document);
        self.annotate_words(document, sentences, tokens)
    }

    /// All layers of a document that is split into sentences and words already; parts of speech, heads and dictionary
    /// forms are filled in.
    #[must_use]
    pub fn annotate_words(
        &self,
        document: &Document,
        mut sentences: Vec<Sentence>,
        mut tokens: Vec<Token>,
    ) -> AnnotatedDocument {
        let mut diagnostics = Vec::new();
        let layers = self.read(document, &mut sentences, &mut tokens, &mut diagnostics);
        for token in &mut tokens {
            let word = token.span.slice(&document.text).unwrap_or_default();
            token.lemma = lemma(word, token.upos, &self.resources.lemmas);
        }
        let tree = Tree::new(&document.text, &sentences, &tokens);
        let Tagged { times, diagnostics: remarks } = self.times(document, &tree, &layers.events);
        diagnostics.extend(remarks);
        let mut mentions = entity::mentions(&tree, &layers.entities, &times, &self.resources);
        let quantities = quantity::quantities(&tree, &times, &self.resources);
        let chains = coreference::chains(&tree, &mut mentions, &self.resources, &self.gazetteer);
        let attributions =
            attribution::attributions(&tree, document, &layers.attributions, &mentions, &chains, &self.resources);
        let (places, place_mentions) = place::annotate(document, &sentences, &tokens, &mentions, &self.gazetteer);
        AnnotatedDocument {
            document: document.clone(),
            sentences,
            tokens,
            mentions,
            chains,
            times,
            places,
            place_mentions,
            quantities,
            attributions,
            event_mentions: layers.events,
            diagnostics,
        }
    }

    /// Sentences and words of every block; part of speech and head are filled in later.
    fn segment(&self, document: &Document) -> (Vec<Sentence>, Vec<Token>) {
        let mut sentences = Vec::new();
        let mut tokens = Vec::new();
        for (block_index, block) in document.blocks.iter().enumerate() {
            let (words, ranges) = sentence::split(&document.text, block.span, &self.resources.abbreviations);
            let offset = tokens.len();
            for range in ranges {
                let (Some(first), Some(last)) = (words.get(range.first), words.get(range.end.wrapping_sub(1))) else {
                    continue;
                };
                sentences.push(Sentence {
                    span: first.cover(*last),
                    block: block_index,
                    first_token: offset + range.first,
                    end_token: offset + range.end,
                    vector: Vec::new(),
                });
            }
            tokens.extend(words.into_iter().map(|span| Token {
                span,
                lemma: String::new(),
                upos: Upos::X,
                head: None,
                deprel: "dep".to_owned(),
            }));
        }
        (sentences, tokens)
    }

    /// Has the sentences of all blocks that may carry claims read, and writes what is read into the words.
    fn read(
        &self,
        document: &Document,
        sentences: &mut [Sentence],
        tokens: &mut [Token],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> ReaderLayers {
        let mut layers = ReaderLayers { entities: vec![None; tokens.len()], ..ReaderLayers::default() };
        let read: Vec<usize> = (0..sentences.len())
            .filter(|index| document.blocks[sentences[*index].block].kind.carries_claims())
            .collect();
        let words: Vec<Vec<&str>> = read
            .iter()
            .map(|index| {
                let sentence = &sentences[*index];
                let words = &tokens[sentence.first_token..sentence.end_token];
                words.iter().map(|token| token.span.slice(&document.text).unwrap_or_default()).collect()
            })
            .collect();
        let readings = match self.reader.read(&words) {
            Ok(readings) => readings,
            Err(error) => {
                diagnostics.push(Diagnostic {
                    stage: "annotate".to_owned(),
                    span: None,
                    message: error.to_string(),
                    hint: Some("the document was annotated without a parse; run it again".to_owned()),
                });
                return layers;
            }
        };
        // Token index of a word that the reader names by sentence and position.
        let first_token: Vec<usize> = read.iter().map(|index| sentences[*index].first_token).collect();
        let end_token: Vec<usize> = read.iter().map(|index| sentences[*index].end_token).collect();
        let caseless = caseless_sentences(&document.text, sentences);
        for (order, mut reading) in readings.into_iter().enumerate().take(read.len()) {
            name::settle_first_noun(&words[order], &mut reading.words, &self.resources);
            grammar::mend(&words[order], &mut reading.words);
            let caseless = caseless[read[order]];
            name::settle(&words[order], &mut reading.words, &self.resources.peoples, &self.gazetteer, caseless);
            let first = first_token[order];
            let count = end_token[order] - first;
            for (position, word) in reading.words.into_iter().enumerate().take(count) {
                let token = &mut tokens[first + position];
                token.upos = word.upos;
                token.head = word.head.filter(|head| *head < count && *head != position).map(|head| first + head);
                token.deprel = if word.deprel.is_empty() { "dep".to_owned() } else { word.deprel };
                layers.entities[first + position] = word.entity;
                if let Some(event) = word.event {
                    layers.events.push(EventMention {
                        token: first + position,
                        class: event.class,
                        tense: event.tense,
                        aspect: event.aspect,
                        negative: event.negative,
                        modal: event.modal,
                    });
                }
            }
            sentences[read[order]].vector = reading.vector;
            // From here on words are counted through the document.
            let globally = |words: Vec<(usize, usize)>| -> Vec<(usize, usize)> {
                words
                    .into_iter()
                    .filter_map(|(sentence, word)| {
                        let token = first_token.get(sentence)? + word;
                        (token < *end_token.get(sentence)?).then_some((0, token))
                    })
                    .collect()
            };
            layers.attributions.extend(reading.attributions.into_iter().map(|found| AttributionReading {
                source: globally(found.source),
                cue: globally(found.cue),
                content: globally(found.content),
            }));
        }
        layers
    }

    fn times(&self, document: &Document, tree: &Tree<'_>, events: &[EventMention]) -> Tagged {
        let anchor = document.published.as_ref().map(|published| published.interval).unwrap_or_default();
        let spans: Vec<Span> = tree.sentences.iter().map(|sentence| sentence.span).collect();
        self.tagger.tag_with_remarks(&document.text, &spans, anchor, &|span| tense_around(tree, events, span))
    }
}

/// The tense of the clause that a span stands in.
fn tense_around(tree: &Tree<'_>, events: &[EventMention], span: Span) -> Tense {
    let words = tree.words_in(span);
    if words.is_empty() {
        return Tense::Unknown;
    }
    let Some(predicate) = tree.predicate_above(tree.head_of_run(words)) else { return Tense::Unknown };
    tense_of(tree, events, predicate)
}

/// Verbs whose past is written like their present; with a subject in the singular that form is the past.
const UNCHANGING: &[&str] = &[
    "beat",
    "broadcast",
    "burst",
    "cost",
    "cut",
    "hit",
    "hurt",
    "let",
    "put",
    "quit",
    "set",
    "shed",
    "shut",
    "split",
    "spread",
    "thrust",
    "upset",
];

/// What is told with an infinitive of what was done, or not done, already.
const ATTEMPTS: &[&str] = &["attempt", "battle", "bid", "effort", "failure", "fight", "operation"];

/// Whether the present of a verb would be written without its s.
fn has_plural_subject(tree: &Tree<'_>, predicate: usize) -> bool {
    tree.child_by(predicate, &["nsubj", "nsubj:pass"]).is_none_or(|subject| {
        let word = tree.lower(subject);
        matches!(word.as_str(), "i" | "we" | "you" | "they")
            || (tree.upos(subject) == Upos::Noun && word != tree.lemma(subject))
            || tree.child_by(subject, &["conj"]).is_some()
    })
}

/// The tense of a clause, from its auxiliaries, else from the encoder's reading of its verb.
fn tense_of(tree: &Tree<'_>, events: &[EventMention], predicate: usize) -> Tense {
    let auxiliaries: Vec<String> =
        tree.children_by(predicate, &["aux", "cop"]).map(|child| tree.lower(child)).collect();
    if auxiliaries.iter().any(|word| matches!(word.as_str(), "will" | "'ll" | "’ll" | "wo" | "shall")) {
        return Tense::Future;
    }
    if auxiliaries.iter().any(|word| matches!(word.as_str(), "was" | "were" | "had" | "did")) {
        return Tense::Past;
    }
    if auxiliaries.iter().any(|word| matches!(word.as_str(), "has" | "have" | "'ve" | "’ve")) {
        return Tense::Past;
    }
    let bare = tree.child_by(predicate, &["aux", "mark"]).is_none();
    if bare && UNCHANGING.contains(&tree.lower(predicate).as_str()) && !has_plural_subject(tree, predicate) {
        return Tense::Past;
    }
    let reading = events.binary_search_by_key(&predicate, |event| event.token).ok().map(|found| &events[found]);
    if let Some(event) = reading {
        match (event.tense.as_str(), event.aspect.as_str()) {
            ("PAST", _) | ("PRESENT", "PERFECTIVE") => return Tense::Past,
            ("FUTURE", _) => return Tense::Future,
            ("PRESENT", _) => return Tense::Present,
            _ => {}
        }
    }
    // "plans to shell", "is to shell": an infinitive under a verb of the present looks ahead.
    let infinitive =
        tree.children(predicate).iter().any(|child| tree.upos(*child) == Upos::Part && tree.lower(*child) == "to");
    if infinitive {
        return match tree.head(predicate) {
            Some(head) if tense_of_word(tree, head) == Tense::Past => Tense::Past,
            // "An attempt to cross it on Friday cost thirteen lives."
            Some(head) if ATTEMPTS.contains(&tree.lemma(head)) => match tree.predicate_above(head) {
                Some(above) if above != predicate => tense_of(tree, events, above),
                _ => Tense::Unknown,
            },
            Some(_) => Tense::Future,
            None => Tense::Future,
        };
    }
    match tense_of_word(tree, predicate) {
        Tense::Unknown => match tree.head(predicate).and_then(|head| tree.predicate_above(head)) {
            Some(above) => tense_of_word(tree, above),
            None => Tense::Unknown,
        },
        known => known,
    }
}

fn tense_of_word(tree: &Tree<'_>, token: usize) -> Tense {
    let upos = tree.upos(token);
    if !matches!(upos, Upos::Verb | Upos::Aux) {
        return Tense::Unknown;
    }
    let (word, lemma) = (tree.lower(token), tree.lemma(token));
    if word.ends_with("ing") {
        Tense::Unknown
    } else if word.ends_with("ed") || word != lemma && !word.ends_with('s') || matches!(word.as_str(), "was" | "were") {
        Tense::Past
    } else {
        Tense::Present
    }
}
