//! All that one document yields, as it is stored and handed to reconcile.

use serde::{Deserialize, Serialize};

use crate::{AnnotatedDocument, Claim, Diagnostic, Document, Place, Span, TimeExpression};

/// A document with its claims and what reconcile needs of its annotations. A function of the document and the
/// resources alone, so that it can be computed once and in any order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Its claims, sorted by evidence, trigger and id.
    pub claims: Vec<Claim>,
    /// The places they name, parents included, sorted by key.
    pub places: Vec<Place>,
    /// Its time expressions: they bound the date of a document that has none.
    pub times: Vec<TimeExpression>,
    /// Agencies, outlets and officials that the text names as sources, canonical, sorted.
    pub relays: Vec<String>,
    /// Sentences, for the comparison of passages.
    pub sentences: Vec<Span>,
    /// What the layers of annotation mark in its text, for those who look at it; sorted.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// Remarks of all stages.
    pub diagnostics: Vec<Diagnostic>,
}

/// A layer of annotation, as a reader of the text is shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// A word that tells of an event.
    Event,
    /// Somebody who can act, by a name or a description.
    Actor,
    /// A place.
    Place,
    /// A time.
    Time,
    /// A number of people or things.
    Quantity,
    /// Who says something.
    Source,
    /// The words of saying.
    Cue,
    /// What is said.
    Content,
}

/// Words that a layer marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The words.
    pub span: Span,
    /// What they are.
    pub layer: Layer,
}

impl Mark {
    /// Everything that is marked in a document, sorted.
    #[must_use]
    pub fn of(annotated: &AnnotatedDocument) -> Vec<Self> {
        let chain = |mention: &crate::Mention| mention.chain.and_then(|chain| annotated.chains.get(chain));
        let actors = annotated.mentions.iter().filter(|mention| chain(mention).is_some_and(|it| it.actor.is_some()));
        let events = annotated.event_mentions.iter().filter_map(|event| annotated.tokens.get(event.token));
        let mut marks: Vec<Self> = Vec::new();
        let mut add = |layer, span| marks.push(Self { span, layer });
        events.for_each(|token| add(Layer::Event, token.span));
        actors.for_each(|mention| add(Layer::Actor, mention.span));
        annotated.place_mentions.iter().for_each(|mention| add(Layer::Place, mention.span));
        annotated.times.iter().for_each(|time| add(Layer::Time, time.span));
        annotated.quantities.iter().for_each(|quantity| add(Layer::Quantity, quantity.span));
        for attribution in &annotated.attributions {
            attribution.source.into_iter().for_each(|span| add(Layer::Source, span));
            add(Layer::Cue, attribution.cue);
            attribution.content.iter().for_each(|span| add(Layer::Content, *span));
        }
        marks.retain(|mark| !mark.span.is_empty());
        marks.sort_unstable();
        marks.dedup();
        marks
    }
}
