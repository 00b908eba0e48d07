//! The words behind an event: each sentence once, with what was read from it marked, and who told whom.

use serde::Serialize;
use sitrep_types::{Claim, ClaimId, DocumentId};

use super::cut::{self, Piece};
use super::words;
use crate::index::Index;

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
    /// The sentence, cut at what was read from it.
    pub pieces: Vec<Piece>,
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
        pieces: cut::sentence(claims),
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
