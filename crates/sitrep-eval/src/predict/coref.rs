//! Coreference within documents: chains over given or own mentions.

use std::io::Write;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use serde_json::{Value, json};
use sitrep_annotate::tree::Tree;
use sitrep_annotate::{Annotator, entity};
use sitrep_gazetteer::Gazetteer;
use sitrep_inference::Reader;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::{
    AnnotatedDocument, Block, BlockKind, Document, DocumentId, Genre, MentionKind, Sentence, SourceMap, Span, Token,
    Upos,
};

use super::Options;
use super::ner::documents;

/// Writes one prediction a line to `out`. Where a line carries `mentions`, those are chained (their chains are not
/// read), unless our own are asked for; else our own, of which only chains of two and more are written.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let annotator = annotator()?;
    for (id, record) in documents(input)? {
        let (document, sentences, tokens) = words_of(&record).with_context(|| id.clone())?;
        let annotated = annotator.annotate_words(&document, sentences, tokens);
        let mentions = match record["mentions"].as_array().filter(|_| !options.own_mentions) {
            Some(given) => chain_given(&annotated, given),
            None => own(&annotated),
        };
        writeln!(out, "{}", json!({ "doc_id": id, "mentions": mentions }))?;
    }
    Ok(())
}

/// The annotator that ships with the program.
pub(super) fn annotator() -> anyhow::Result<Annotator> {
    Ok(Annotator::new(
        Arc::new(Resources::shipped()?),
        Arc::new(Gazetteer::shipped()?),
        Arc::new(Tagger::shipped()?),
        Arc::new(Reader::embedded()?),
    ))
}

/// A document of one block from a record's words, which are strings or offsets (in characters) into its text.
pub(super) fn words_of(record: &Value) -> anyhow::Result<(Document, Vec<Sentence>, Vec<Token>)> {
    let rows = record["tokens"].as_array().ok_or_else(|| anyhow!("no tokens"))?;
    let mut text = String::new();
    let mut spans = Vec::new();
    if let Some(given) = record["text"].as_str() {
        let mut bytes: Vec<usize> = given.char_indices().map(|(at, _)| at).collect();
        bytes.push(given.len());
        for row in rows {
            let offset =
                |index: usize| row[index].as_u64().and_then(|at| bytes.get(usize::try_from(at).ok()?).copied());
            let (start, end) = offset(0).zip(offset(1)).ok_or_else(|| anyhow!("a token outside the text"))?;
            spans.push(Span::new(start, end));
        }
        text.push_str(given);
    } else {
        for row in rows {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(row.as_str().ok_or_else(|| anyhow!("a token that is no string"))?);
            spans.push(Span::new(start, text.len()));
        }
    }
    let mut sentences = Vec::new();
    for row in record["sentences"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let bound = |index: usize, name: &str| {
            let value = row.get(index).or_else(|| row.get(name)).and_then(Value::as_u64);
            value.and_then(|value| usize::try_from(value).ok())
        };
        let (first, end) =
            bound(0, "start").zip(bound(1, "end")).ok_or_else(|| anyhow!("a sentence without bounds"))?;
        if first < end && end <= spans.len() {
            let span = spans[first].cover(spans[end - 1]);
            sentences.push(Sentence { span, block: 0, first_token: first, end_token: end, vector: Vec::new() });
        }
    }
    let tokens = spans
        .into_iter()
        .map(|span| Token { span, lemma: String::new(), upos: Upos::X, head: None, deprel: "dep".to_owned() })
        .collect();
    let document = Document {
        id: DocumentId(record["doc_id"].as_str().unwrap_or_default().to_owned()),
        inputs: Vec::new(),
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
    Ok((document, sentences, tokens))
}

/// Our own mentions as whole noun phrases.
fn own(annotated: &AnnotatedDocument) -> Vec<Value> {
    let tree = Tree::new(&annotated.document.text, &annotated.sentences, &annotated.tokens);
    let mut seen = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for (number, chain) in annotated.chains.iter().enumerate().filter(|(_, chain)| chain.mentions.len() > 1) {
        for mention in chain.mentions.iter().map(|index| &annotated.mentions[*index]) {
            let pronoun = tree.upos(mention.head) == Upos::Pron && mention.kind == MentionKind::Description;
            let span =
                if pronoun { mention.span } else { entity::full_phrase(&tree, mention.head, true).cover(mention.span) };
            let words = tree.words_in(span);
            if !words.is_empty() && seen.insert((words.start, words.end)) {
                out.push(json!({ "start": words.start, "end": words.end, "chain": format!("c{number}") }));
            }
        }
    }
    out
}

/// Given mentions with the chains of our mentions that share their heads; one of its own where there is none.
fn chain_given(annotated: &AnnotatedDocument, given: &[Value]) -> Vec<Value> {
    let tree = Tree::new(&annotated.document.text, &annotated.sentences, &annotated.tokens);
    let mut out = Vec::new();
    for (number, row) in given.iter().enumerate() {
        let index = |value: &Value| value.as_u64().and_then(|value| usize::try_from(value).ok());
        let words: Vec<usize> = match row["tokens"].as_array() {
            Some(tokens) => tokens.iter().filter_map(index).collect(),
            None => index(&row["start"])
                .zip(index(&row["end"]))
                .map(|(start, end)| (start..end).collect())
                .unwrap_or_default(),
        };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        if *last >= annotated.tokens.len() {
            continue;
        }
        let head = tree.head_of_run(*first..last + 1);
        let ours = annotated.mentions.iter().find(|mention| mention.head == head).and_then(|mention| mention.chain);
        let chain = ours.map_or_else(|| format!("m{number}"), |chain| format!("c{chain}"));
        out.push(json!({ "tokens": words, "chain": chain }));
    }
    out
}
