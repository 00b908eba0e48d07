//! Who says what: source, cue and content, from the parse, the cue table and the encoder's own layer.
//!
//! Rules find verbs, nouns, adverbs and prepositions of saying with their frames (`say`, `phrasal`); quotations
//! that run on give their sentences to the speaker (`quotation`); what the encoder alone saw is added where it
//! agrees with the table (`encoder`). Then attributions are nested: one that stands inside another's content is
//! `inside` it, so that a chain runs from the outlet's informant to the origin.

mod aside;
mod content;
mod encoder;
mod phrasal;
mod quotation;
mod relay;
mod say;
mod source;
mod words;

use sitrep_resources::Resources;
use sitrep_types::{Attribution, Chain, Document, LinkKind, Mention, Span};

use crate::reader::AttributionReading;
use crate::tree::Tree;

/// An attribution while it is put together; words are indices of tokens.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Head word of the source and its span.
    pub source: Option<Span>,
    /// Kind of link, where the rule knows better than the source's head.
    pub kind: Option<LinkKind>,
    /// Head word of the cue.
    pub cue_head: usize,
    /// The cue's words.
    pub cue: Span,
    /// What is said.
    pub content: Vec<Span>,
    /// To which outlet or agency.
    pub told: Option<Span>,
    /// Row of the cue table.
    pub entry: String,
    /// The draft that this one shares its content with and stands inside ("X reported, citing Y").
    pub relayed_by: Option<usize>,
}

/// What the rules look things up in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    pub tree: &'a Tree<'a>,
    pub document: &'a Document,
    pub mentions: &'a [Mention],
    pub resources: &'a Resources,
}

impl<'a> Context<'a> {
    pub(crate) fn words(&self, span: Span) -> &'a str {
        span.slice(self.tree.text).unwrap_or_default()
    }
}

/// Every attribution of the document, in the order of their cues.
#[must_use]
pub fn attributions(
    tree: &Tree<'_>,
    document: &Document,
    readings: &[AttributionReading],
    mentions: &[Mention],
    _chains: &[Chain],
    resources: &Resources,
) -> Vec<Attribution> {
    let context = Context { tree, document, mentions, resources };
    let mut drafts = Vec::new();
    say::find(&context, &mut drafts);
    phrasal::find(&context, &mut drafts);
    relay::find_relays(&context, &mut drafts);
    encoder::merge(&context, readings, &mut drafts);
    quotation::run_on(&context, &mut drafts);
    finish(&context, &drafts)
}

/// Orders, nests and types the drafts.
fn finish(context: &Context<'_>, drafts: &[Draft]) -> Vec<Attribution> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|index| (drafts[*index].cue.start, drafts[*index].cue.end, *index));
    let place: Vec<usize> = {
        let mut place = vec![0; drafts.len()];
        for (position, index) in order.iter().enumerate() {
            place[*index] = position;
        }
        place
    };
    let size = |draft: &Draft| draft.content.iter().map(|span| span.len()).sum::<usize>();
    let inside: Vec<Option<usize>> = drafts
        .iter()
        .enumerate()
        .map(|(index, draft)| {
            if let Some(relayed_by) = draft.relayed_by {
                return Some(relayed_by);
            }
            drafts
                .iter()
                .enumerate()
                .filter(|(other_index, other)| {
                    let holds = other.content.iter().any(|piece| piece.contains(draft.cue));
                    let held_back = draft.content.iter().any(|piece| piece.contains(other.cue));
                    *other_index != index && holds && !held_back
                })
                .min_by_key(|(other_index, other)| (size(other), *other_index))
                .map(|(other_index, _)| other_index)
        })
        .collect();
    // A ring of "inside" (two drafts that each relay the other) is cut where it closes.
    let acyclic = |start: usize| {
        let mut at = inside[start];
        for _ in 0..drafts.len() {
            match at {
                Some(next) if next == start => return false,
                Some(next) => at = inside[next],
                None => return true,
            }
        }
        false
    };
    order
        .iter()
        .map(|index| {
            let draft = &drafts[*index];
            Attribution {
                source: draft.source,
                cue: draft.cue,
                content: draft.content.clone(),
                told: draft.told,
                kind: draft.kind.unwrap_or_else(|| source::kind(context, draft.source)),
                cue_entry: draft.entry.clone(),
                inside: inside[*index].filter(|_| acyclic(*index)).map(|outer| place[outer]),
            }
        })
        .collect()
}

/// The words of a range without the given stretches, as spans without punctuation at their edges.
pub(crate) fn without(context: &Context<'_>, words: std::ops::Range<usize>, holes: &[Span]) -> Vec<Span> {
    let tree = context.tree;
    let mut pieces: Vec<Vec<usize>> = vec![Vec::new()];
    for token in words {
        if holes.iter().any(|hole| hole.overlaps(tree.tokens[token].span)) {
            if pieces.last().is_some_and(|piece| !piece.is_empty()) {
                pieces.push(Vec::new());
            }
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    pieces.into_iter().filter_map(|piece| trimmed(tree, &piece)).collect()
}

/// The stretch over words, commas and dashes at its edges left out, quotation marks kept; `None` where only
/// punctuation is left.
pub(crate) fn trimmed(tree: &Tree<'_>, words: &[usize]) -> Option<Span> {
    let weak = |token: &usize| {
        matches!(tree.word(*token), "," | ";" | ":" | "—" | "–" | "-" | "--" | "." | "!" | "?" | "(" | ")")
    };
    let mark = |token: &usize| tree.word(*token).chars().all(|character| !character.is_alphanumeric());
    if words.iter().all(mark) {
        return None;
    }
    let first = words.iter().position(|token| !weak(token))?;
    let last = words.iter().rposition(|token| !weak(token))?;
    Some(tree.stretch(words[first], words[last]))
}
