//! What an export refuses to write.

use thiserror::Error;

/// Why a record cannot be exported.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// Words that the record quotes do not stand in the text.
    #[error(transparent)]
    Misquoted(Box<Misquotation>),
    /// A claim of a document that the record does not list.
    #[error("claim {claim}: the record has no document {document}")]
    NoDocument {
        /// The claim.
        claim: String,
        /// The document.
        document: String,
    },
    /// A value that cannot be written.
    #[error("cannot write the record: {0}")]
    Json(#[from] serde_json::Error),
    /// A table that cannot be written.
    #[error("cannot write the record as Parquet: {0}")]
    Parquet(String),
}

/// Words that the record quotes and the text does not have.
#[derive(Debug, Error)]
#[error(
    "claim {claim}: {field} says {quoted:?} at bytes {start} to {end} of document {document}, where the text has {found:?}\nhint: this is a fault of sitrep; please report it with the document"
)]
pub struct Misquotation {
    /// The claim.
    pub claim: String,
    /// The field: `evidence`, `trigger`, `time`, `quantities[0]`, ….
    pub field: String,
    /// Its document.
    pub document: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words of the record.
    pub quoted: String,
    /// The words of the text; `None` where the span lies outside it or inside a character.
    pub found: Option<String>,
}
