//! The chain of who told whom, from the outlet's informant inwards to the origin.

use sitrep_resources::Cues;
use sitrep_types::{Attribution, AttributionLink, LinkKind, Modality, Span};

use crate::tree::Tree;

/// The attributions whose content holds a word, outermost first.
pub(crate) fn covering<'a>(tree: &Tree<'a>, trigger: Span) -> Vec<&'a Attribution> {
    let attributions = &tree.document.attributions;
    let mut found: Vec<(usize, usize, &Attribution)> = attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| {
            attribution.content.iter().any(|piece| piece.overlaps(trigger)) && !attribution.cue.contains(trigger)
        })
        .map(|(index, attribution)| (depth(attributions, index), index, attribution))
        .collect();
    found.sort_by_key(|(depth, index, attribution)| {
        let size: usize = attribution.content.iter().map(|piece| piece.len()).sum();
        (*depth, std::cmp::Reverse(size), *index)
    });
    found.into_iter().map(|(_, _, attribution)| attribution).collect()
}

/// How many attributions an attribution stands inside of.
fn depth(attributions: &[Attribution], index: usize) -> usize {
    let mut depth = 0;
    let mut at = index;
    while let Some(outer) = attributions.get(at).and_then(|attribution| attribution.inside) {
        depth += 1;
        if depth > 8 || outer == at {
            break;
        }
        at = outer;
    }
    depth
}

/// The chain that covers a trigger.
pub(crate) fn chain(tree: &Tree, trigger: Span) -> Vec<AttributionLink> {
    let mut links: Vec<AttributionLink> = Vec::new();
    for attribution in covering(tree, trigger) {
        let cue = tree.document.words(attribution.cue).to_owned();
        if let Some(told) = attribution.told {
            push(&mut links, link(tree, told, cue.clone(), LinkKind::Agency));
        }
        match attribution.source {
            Some(source) => push(&mut links, link(tree, source, cue, attribution.kind)),
            None => push(
                &mut links,
                AttributionLink {
                    text: cue.clone(),
                    span: Some(attribution.cue),
                    name: None,
                    affiliation: None,
                    cue: Some(cue),
                    kind: LinkKind::Unnamed,
                },
            ),
        }
    }
    links
}

fn push(links: &mut Vec<AttributionLink>, link: AttributionLink) {
    if !links.iter().any(|other| other.span == link.span) {
        links.push(link);
    }
}

fn link(tree: &Tree, span: Span, cue: String, kind: LinkKind) -> AttributionLink {
    let document = tree.document;
    let actor = document
        .mentions
        .iter()
        .filter(|mention| span.overlaps(mention.span))
        .filter_map(|mention| Some((mention, document.chains.get(mention.chain?)?)))
        .max_by_key(|(mention, _)| {
            (span.contains(mention.span), mention.span.len(), std::cmp::Reverse(mention.span.start))
        })
        .map(|(_, chain)| chain);
    AttributionLink {
        text: document.words(span).to_owned(),
        span: Some(span),
        name: actor.map(|chain| chain.actor.as_ref().map_or_else(|| chain.name.clone(), |actor| actor.name.clone())),
        affiliation: actor.and_then(|chain| chain.actor.as_ref()).and_then(|actor| actor.affiliation.clone()),
        cue: Some(cue),
        kind,
    }
}

/// The modality that the innermost cue which lends any lends to what it reports.
pub(crate) fn lent(tree: &Tree, cues: &Cues, trigger: Span) -> Option<Modality> {
    covering(tree, trigger)
        .into_iter()
        .rev()
        .map(|attribution| cues.modality(&attribution.cue_entry))
        .find(|modality| *modality != Modality::Claimed)
}
