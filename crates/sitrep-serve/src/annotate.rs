//! A document's text cut at what was read from it: sentences that are evidence, and in them the words with their roles.

use sitrep_present::view::Role;
use sitrep_types::{Claim, ClaimId, Span};

/// Words of one role, or of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// What they were read as.
    pub role: Option<&'static str>,
}

/// A stretch of text: evidence of claims, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The claims that were read from it; none for other text.
    pub claims: Vec<ClaimId>,
    /// Its words.
    pub pieces: Vec<Piece>,
}

/// Cuts a part of a text. Claims whose evidence overlaps share one run.
pub fn runs(text: &str, part: Span, claims: &[&Claim]) -> Vec<Run> {
    let mut claims: Vec<&Claim> = claims.iter().copied().filter(|claim| part.contains(claim.evidence.span)).collect();
    claims.sort_by_key(|claim| (claim.evidence.span, &claim.id));
    let mut runs = Vec::new();
    let mut at = part.start;
    let mut rest = claims.as_slice();
    while let Some(first) = rest.first() {
        let mut span = first.evidence.span;
        let mut n_together = 1;
        while let Some(next) = rest.get(n_together).filter(|next| next.evidence.span.start < span.end) {
            span = span.cover(next.evidence.span);
            n_together += 1;
        }
        let (together, after) = rest.split_at(n_together);
        push_plain(&mut runs, text, Span::new(at, span.start));
        runs.push(Run {
            claims: together.iter().map(|claim| claim.id.clone()).collect(),
            pieces: pieces(text, span, together),
        });
        at = span.end;
        rest = after;
    }
    push_plain(&mut runs, text, Span::new(at, part.end.max(at)));
    runs
}

fn push_plain(runs: &mut Vec<Run>, text: &str, span: Span) {
    if let Some(words) = span.slice(text).filter(|words| !words.is_empty()) {
        runs.push(Run { claims: Vec::new(), pieces: vec![Piece { text: words.to_owned(), role: None }] });
    }
}

/// Of two overlapping stretches the one that begins first counts, and of two that begin together the longer.
fn pieces(text: &str, run: Span, claims: &[&Claim]) -> Vec<Piece> {
    let mut marks: Vec<(Span, Role)> = Vec::new();
    for claim in claims {
        marks.push((claim.trigger.span, Role::Trigger));
        marks.extend(claim.actors.iter().map(|filler| (filler.span, Role::Actor)));
        marks.extend(claim.targets.iter().map(|filler| (filler.span, Role::Target)));
        marks.extend(claim.time.iter().filter_map(|time| time.span).map(|span| (span, Role::Time)));
        marks.extend(claim.quantities.iter().map(|quantity| (quantity.span, Role::Quantity)));
        marks.extend(claim.attribution.iter().filter_map(|link| link.span).map(|span| (span, Role::Source)));
    }
    marks.retain(|(span, _)| run.contains(*span) && !span.is_empty());
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut pieces = Vec::new();
    let mut push = |span: Span, role: Option<&'static str>| {
        if let Some(words) = span.slice(text).filter(|words| !words.is_empty()) {
            pieces.push(Piece { text: words.to_owned(), role });
        }
    };
    let mut at = run.start;
    for (span, role) in marks {
        if span.start >= at {
            push(Span::new(at, span.start), None);
            push(span, Some(role.name()));
            at = span.end;
        }
    }
    push(Span::new(at, run.end.max(at)), None);
    pieces
}
