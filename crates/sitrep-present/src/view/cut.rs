//! A document's text cut at what was read from it: sentences that are evidence, and in them and around them the words with
//! what they were read as.

use std::collections::BTreeSet;

use serde::Serialize;
use sitrep_types::{Claim, ClaimId, Layer, Mark, Span};

/// Words that were read as the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they were read as, for the style sheet; empty for other words.
    pub classes: String,
    /// The same in words.
    pub title: String,
}

/// A stretch of text: evidence of claims, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The claims that were read from it; none for other text.
    pub claims: Vec<ClaimId>,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// What words can be read as, by a claim or by a layer, in the order in which a reader is told: class, words.
pub const READINGS: [(&str, &str); 10] = [
    ("trigger", "what happened"),
    ("event", "a word for an event"),
    ("actor", "who"),
    ("target", "to whom or what"),
    ("place", "where"),
    ("time", "when"),
    ("quantity", "how many"),
    ("source", "who says so"),
    ("cue", "words of saying"),
    ("content", "what is said"),
];

/// The class of a layer.
const fn class(layer: Layer) -> &'static str {
    match layer {
        Layer::Event => "event",
        Layer::Actor => "actor",
        Layer::Place => "place",
        Layer::Time => "time",
        Layer::Quantity => "quantity",
        Layer::Source => "source",
        Layer::Cue => "cue",
        Layer::Content => "content",
    }
}

/// The words of these claims with the roles that they play.
fn role_marks(claims: &[&Claim]) -> Vec<(Span, &'static str)> {
    let mut marks = Vec::new();
    for claim in claims {
        marks.push((claim.trigger.span, "trigger"));
        marks.extend(claim.actors.iter().map(|filler| (filler.span, "actor")));
        marks.extend(claim.targets.iter().map(|filler| (filler.span, "target")));
        marks.extend(claim.time.iter().filter_map(|time| time.span).map(|span| (span, "time")));
        marks.extend(claim.quantities.iter().map(|quantity| (quantity.span, "quantity")));
        marks.extend(claim.attribution.iter().filter_map(|link| link.span).map(|span| (span, "source")));
    }
    marks
}

/// The sentence of claims that share one, cut at what was read from it.
#[must_use]
pub fn sentence(claims: &[&Claim]) -> Vec<Piece> {
    let Some(claim) = claims.first() else { return Vec::new() };
    let evidence = &claim.evidence;
    let within = role_marks(claims).into_iter().filter(|(span, _)| evidence.span.contains(*span) && !span.is_empty());
    let shift = evidence.span.start;
    let marks = within.map(|(span, role)| (Span::new(span.start - shift, span.end - shift), role));
    pieces(&evidence.text, Span::new(0, evidence.text.len()), marks)
}

/// Cuts a part of a text at the claims that rest on it and at what the layers mark. Claims whose evidence overlaps share one
/// run.
#[must_use]
pub fn runs(text: &str, part: Span, claims: &[&Claim], marks: &[Mark]) -> Vec<Run> {
    let mut claims: Vec<&Claim> = claims.iter().copied().filter(|claim| part.contains(claim.evidence.span)).collect();
    claims.sort_by_key(|claim| (claim.evidence.span, &claim.id));
    let marks: Vec<(Span, &'static str)> =
        marks.iter().filter(|mark| mark.span.overlaps(part)).map(|mark| (mark.span, class(mark.layer))).collect();
    let mut runs = Vec::new();
    let mut at = part.start;
    let mut rest = claims.as_slice();
    let mut push = |claims: &[&Claim], span: Span| {
        let pieces = pieces(text, span, role_marks(claims).into_iter().chain(marks.iter().copied()));
        if !pieces.is_empty() {
            runs.push(Run { claims: claims.iter().map(|claim| claim.id.clone()).collect(), pieces });
        }
    };
    while let Some(first) = rest.first() {
        let mut span = first.evidence.span;
        let mut n_together = 1;
        while let Some(next) = rest.get(n_together).filter(|next| next.evidence.span.start < span.end) {
            span = span.cover(next.evidence.span);
            n_together += 1;
        }
        let (together, after) = rest.split_at(n_together);
        push(&[], Span::new(at, span.start));
        push(together, span);
        at = span.end;
        rest = after;
    }
    push(&[], Span::new(at, part.end.max(at)));
    runs
}

/// Cuts a run wherever something begins or ends to be marked; words can be several things at once.
fn pieces(text: &str, run: Span, marks: impl Iterator<Item = (Span, &'static str)>) -> Vec<Piece> {
    let mut marks: Vec<(Span, &str)> = marks
        .filter(|(span, _)| span.overlaps(run) && span.slice(text).is_some())
        .map(|(span, class)| (Span::new(span.start.max(run.start), span.end.min(run.end)), class))
        .collect();
    marks.sort_unstable_by_key(|(span, _)| span.start);
    let ends = marks.iter().flat_map(|(span, _)| [span.start, span.end]);
    let cuts: Vec<usize> = ends.chain([run.start, run.end]).collect::<BTreeSet<_>>().into_iter().collect();
    let mut pieces = Vec::new();
    let mut rest = marks.iter().peekable();
    let mut here: Vec<(Span, &str)> = Vec::new();
    for ends in cuts.windows(2) {
        let span = Span::new(ends[0], ends[1]);
        while let Some(mark) = rest.next_if(|mark| mark.0.start <= span.start) {
            here.push(*mark);
        }
        here.retain(|mark| mark.0.end > span.start);
        let told = || READINGS.iter().filter(|(class, _)| here.iter().any(|mark| mark.1 == *class));
        if let Some(words) = span.slice(text).filter(|words| !words.is_empty()) {
            pieces.push(Piece {
                text: words.to_owned(),
                classes: told().map(|(class, _)| *class).collect::<Vec<_>>().join(" "),
                title: told().map(|(_, words)| *words).collect::<Vec<_>>().join(", "),
            });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_several_things_at_once() {
        let text = "The mayor of Qasr said on Monday that the mill was shelled.";
        let span = |words: &str| {
            let start = text.find(words).expect(words);
            Span::new(start, start + words.len())
        };
        let marks = [
            ("mayor of Qasr", Layer::Actor),
            ("mayor of Qasr", Layer::Source),
            ("Qasr", Layer::Place),
            ("said", Layer::Cue),
            ("Monday", Layer::Time),
            ("the mill was shelled", Layer::Content),
            ("shelled", Layer::Event),
        ]
        .map(|(words, layer)| Mark { span: span(words), layer });
        let runs = runs(text, Span::new(0, text.len()), &[], &marks);
        let told: Vec<(&str, &str)> =
            runs[0].pieces.iter().map(|piece| (piece.text.as_str(), piece.classes.as_str())).collect();
        assert_eq!(
            told,
            [
                ("The ", ""),
                ("mayor of ", "actor source"),
                ("Qasr", "actor place source"),
                (" ", ""),
                ("said", "cue"),
                (" on ", ""),
                ("Monday", "time"),
                (" that ", ""),
                ("the mill was ", "content"),
                ("shelled", "event content"),
                (".", ""),
            ]
        );
        let whole: String = runs[0].pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, text, "nothing is lost");
    }

    #[test]
    fn a_mark_that_is_not_of_this_text_is_not_drawn() {
        let text = "Über Qasr";
        let marks = [Span::new(1, 3), Span::new(4, 99)].map(|span| Mark { span, layer: Layer::Place });
        let runs = runs(text, Span::new(0, text.len()), &[], &marks);
        assert_eq!(runs[0].pieces.len(), 1);
        assert!(super::runs(text, Span::new(0, 0), &[], &marks).is_empty());
    }
}
