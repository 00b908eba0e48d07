//! The words behind an event: each sentence once, with what was read from it marked, and who told whom.

use serde::Serialize;
use sitrep_types::{Claim, ClaimId, DocumentId, Span};

use super::words;
use crate::index::Index;

/// What a marked stretch of a quotation was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The words that made it an event.
    Trigger,
    /// Who acts.
    Actor,
    /// On whom or what.
    Target,
    /// When.
    Time,
    /// How many.
    Quantity,
    /// Who says so.
    Source,
}

impl Role {
    /// The class and word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Actor => "actor",
            Self::Target => "target",
            Self::Time => "time",
            Self::Quantity => "quantity",
            Self::Source => "source",
        }
    }
}

/// A stretch of a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its words.
    pub text: String,
    /// What they were read as, if anything.
    pub role: Option<Role>,
}

/// One link of the chain from the outlet to the origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainLink {
    /// Its name.
    pub name: String,
    /// The words of the text, where they differ from the name.
    pub words: Option<String>,
    /// What it is.
    pub kind: &'static str,
    /// The cue: "told", "according to".
    pub cue: Option<String>,
    /// Whom it speaks for.
    pub affiliation: Option<String>,
}

/// A sentence that tells of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quote {
    /// The claims read from it.
    pub claims: Vec<ClaimId>,
    /// The document.
    pub document: DocumentId,
    /// The outlet, or else the title or input: what a reader knows the document by.
    pub document_name: String,
    /// The document's title.
    pub title: Option<String>,
    /// The document's address, only where it is a web address.
    pub url: Option<String>,
    /// When the document was published, in words.
    pub published: Option<String>,
    /// Where it stands if not in running text: "headline", "caption".
    pub block: Option<&'static str>,
    /// The sentence in stretches.
    pub segments: Vec<Segment>,
    /// From the outlet to the origin.
    pub chain: Vec<ChainLink>,
    /// How far it is said to be so.
    pub modality: &'static str,
    /// Said not to have happened.
    pub negated: bool,
    /// How the day was reached.
    pub time_how: Option<String>,
    /// How the place was reached.
    pub place_how: Option<String>,
    /// The lexicon entry that fired, and the path to the fillers.
    pub entry: String,
}

impl Quote {
    /// Whether the chain says more than the name of the document.
    #[must_use]
    pub fn tells_chain(&self) -> bool {
        match self.chain.as_slice() {
            [] => false,
            [only] => only.name != self.document_name,
            _ => true,
        }
    }
}

/// The quotations behind claims, in the order of their documents' dates, one per sentence of a document.
#[must_use]
pub fn quotes(index: &Index<'_>, claims: &[ClaimId]) -> Vec<Quote> {
    let mut claims: Vec<&Claim> = index.claims_of(claims).collect();
    claims.sort_by_key(|claim| {
        let published = index.document(&claim.document).and_then(|entry| entry.published.as_ref());
        let day = published.and_then(|published| published.interval.earliest.or(published.interval.latest));
        (day.is_none(), day, &claim.document, claim.evidence.span, claim.trigger.span, &claim.id)
    });
    claims
        .chunk_by(|first, second| first.document == second.document && first.evidence.span == second.evidence.span)
        .map(|same_sentence| quote(index, same_sentence))
        .collect()
}

fn quote(index: &Index<'_>, claims: &[&Claim]) -> Quote {
    let claim = claims[0];
    let entry = index.document(&claim.document);
    let document = entry.map(|entry| &entry.document);
    let block = document.and_then(|document| document.blocks.get(claim.evidence.block)).map(|block| block.kind);
    // The longest chain tells most of who told whom.
    let chain = claims.iter().map(|claim| index.chain(claim)).max_by_key(Vec::len).unwrap_or_default();
    let joined = |part: &dyn Fn(&Claim) -> Option<String>| {
        let mut parts: Vec<String> = claims.iter().filter_map(|claim| part(claim)).collect();
        parts.dedup();
        if parts.is_empty() { None } else { Some(parts.join("; ")) }
    };
    Quote {
        claims: claims.iter().map(|claim| claim.id.clone()).collect(),
        document: claim.document.clone(),
        document_name: document.map_or_else(|| claim.document.0.clone(), super::document::name),
        title: document.and_then(|document| document.title.clone()),
        url: document.and_then(|document| super::document::web_address(document.url.as_deref())),
        published: entry
            .and_then(|entry| entry.published.as_ref())
            .map(|published| words::interval(&published.interval)),
        block: block.filter(|kind| *kind != sitrep_types::BlockKind::Paragraph).map(words::block_name),
        segments: segments(claims),
        chain: chain
            .into_iter()
            .map(|(link, source)| {
                let name = source
                    .and_then(|id| index.actor(id))
                    .map(|actor| actor.name.clone())
                    .or_else(|| link.name.clone())
                    .unwrap_or_else(|| link.text.clone());
                ChainLink {
                    words: Some(link.text.clone()).filter(|text| !text.is_empty() && *text != name),
                    name: if name.is_empty() { words::link(link.kind).to_owned() } else { name },
                    kind: words::link(link.kind),
                    cue: link.cue,
                    affiliation: link.affiliation,
                }
            })
            .collect(),
        modality: words::modality(claim.modality),
        negated: claim.negated,
        time_how: joined(&|claim| claim.time.as_ref().map(|time| time.how.clone())),
        place_how: joined(&|claim| claim.place_how.clone()),
        entry: joined(&|claim| {
            let path = if claim.trigger.path.is_empty() { String::new() } else { format!(" ({})", claim.trigger.path) };
            Some(format!("{}{path}", claim.trigger.entry))
        })
        .unwrap_or_default(),
    }
}

/// The words of these claims with the roles that they play.
#[must_use]
pub fn role_marks(claims: &[&Claim]) -> Vec<(Span, Role)> {
    let mut marks: Vec<(Span, Role)> = Vec::new();
    for claim in claims {
        marks.push((claim.trigger.span, Role::Trigger));
        marks.extend(claim.actors.iter().map(|filler| (filler.span, Role::Actor)));
        marks.extend(claim.targets.iter().map(|filler| (filler.span, Role::Target)));
        marks.extend(claim.time.iter().filter_map(|time| time.span).map(|span| (span, Role::Time)));
        marks.extend(claim.quantities.iter().map(|quantity| (quantity.span, Role::Quantity)));
        marks.extend(claim.attribution.iter().filter_map(|link| link.span).map(|span| (span, Role::Source)));
    }
    marks
}

/// Cuts the evidence at everything that was read from it. Of two overlapping stretches the one that begins first counts,
/// and of two that begin together the longer.
fn segments(claims: &[&Claim]) -> Vec<Segment> {
    let evidence = &claims[0].evidence;
    let mut marks = role_marks(claims);
    marks.retain(|(span, _)| evidence.span.contains(*span) && !span.is_empty());
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut segments = Vec::new();
    let mut at = evidence.span.start;
    let mut push = |from: usize, to: usize, role: Option<Role>| {
        let local = Span::new(from - evidence.span.start, to - evidence.span.start);
        if let Some(text) = local.slice(&evidence.text).filter(|text| !text.is_empty()) {
            segments.push(Segment { text: text.to_owned(), role });
        }
    };
    for (span, role) in marks {
        if span.start >= at {
            push(at, span.start, None);
            push(span.start, span.end, Some(role));
            at = span.end;
        }
    }
    push(at, evidence.span.end.max(at), None);
    segments
}
