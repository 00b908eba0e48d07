//! A document as the reader's table lists it.

use serde::Serialize;
use sitrep_types::{Document, DocumentId, Record};

use super::words;
use crate::index::Index;

/// A row of the table of documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentView {
    /// Its id.
    pub id: DocumentId,
    /// What a reader knows it by: outlet, or title, or input.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// How the outlet is known.
    pub outlet_how: Option<&'static str>,
    /// Its address, only where it is a web address.
    pub url: Option<String>,
    /// Its inputs.
    pub inputs: Vec<String>,
    /// When it was published, in words.
    pub published: String,
    /// How that is known, and why.
    pub published_how: String,
    /// Kind of writing.
    pub genre: &'static str,
    /// The document it copies, as the reader knows it, and what shows it.
    pub copy_of: Option<String>,
    /// What shows that it is a copy.
    pub copy_reason: Option<String>,
    /// Agencies it names as sources.
    pub relays: Vec<String>,
    /// Words of its text.
    pub n_words: usize,
    /// Claims read from it.
    pub n_claims: usize,
}

/// The documents of a record in the order of their dates; undated ones come last.
#[must_use]
pub fn documents(record: &Record) -> Vec<DocumentView> {
    let index = Index::new(record);
    let mut n_claims = std::collections::BTreeMap::new();
    for claim in &record.claims {
        *n_claims.entry(&claim.document).or_insert(0_usize) += 1;
    }
    let mut entries: Vec<_> = record.documents.iter().collect();
    entries.sort_by_key(|entry| {
        let published = entry.published.as_ref().map(|published| published.interval);
        let day = published.and_then(|interval| interval.earliest.or(interval.latest));
        (day.is_none(), day, &entry.document.id)
    });
    entries
        .into_iter()
        .map(|entry| {
            let document = &entry.document;
            let published = entry.published.as_ref();
            let reason = entry.published_reason.as_deref().filter(|reason| !reason.is_empty());
            let how = published.map(|published| words::how(published.how));
            DocumentView {
                id: document.id.clone(),
                name: name(document),
                title: document.title.clone(),
                outlet: document.outlet.as_ref().map(|outlet| outlet.name.clone()),
                outlet_how: document.outlet.as_ref().map(|outlet| words::how(outlet.how)),
                url: web_address(document.url.as_deref()),
                inputs: document.inputs.clone(),
                published: published.map_or_else(|| "date unknown".to_owned(), |it| words::interval(&it.interval)),
                published_how: match (how, reason) {
                    (Some(how), Some(reason)) => format!("{how}: {reason}"),
                    (Some(how), None) => how.to_owned(),
                    (None, Some(reason)) => reason.to_owned(),
                    (None, None) => "nothing in it says when".to_owned(),
                },
                genre: words::genre(entry.genre),
                copy_of: entry
                    .copy_of
                    .as_ref()
                    .map(|id| index.document(id).map_or_else(|| id.0.clone(), |original| name(&original.document))),
                copy_reason: entry.copy_reason.clone(),
                relays: entry.relays.clone(),
                n_words: document.text.split_whitespace().count(),
                n_claims: n_claims.get(&document.id).copied().unwrap_or(0),
            }
        })
        .collect()
}

/// What a reader knows a document by: its outlet, else its title, else its input.
#[must_use]
pub fn name(document: &Document) -> String {
    let named = document.outlet.as_ref().map(|outlet| outlet.name.clone()).or_else(|| document.title.clone());
    named.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| file_name(document))
}

fn file_name(document: &Document) -> String {
    let input = document.inputs.first().map_or(document.id.0.as_str(), String::as_str);
    input.rsplit('/').next().unwrap_or(input).to_owned()
}

/// The address where it is one of the web: nothing else may become a link (`javascript:` is an address, too).
#[must_use]
pub fn web_address(url: Option<&str>) -> Option<String> {
    url.map(str::trim)
        .filter(|url| {
            let lower = url.to_ascii_lowercase();
            lower.starts_with("https://") || lower.starts_with("http://")
        })
        .filter(|url| !url.chars().any(|character| character.is_control() || character.is_whitespace()))
        .map(str::to_owned)
}
