//! Sources in, documents out: decoding, main text, blocks, metadata, identity.
//!
//! [`ingest`] takes what a user names (files, folders, patterns, `-`) and hands over one [`Document`] after another, or
//! the reason why an input was left out; memory does not grow with the number of documents. A document has one cleaned
//! text, in which every later stage points, cut into blocks (headline, dek, paragraph, caption, credit, furniture), and
//! a map back to the bytes of its input: the decoded file, or the value of `text` or `html` in a line of JSONL, or the
//! body of a feed's entry or of a WARC record. Words that no such input holds (a title given beside a text, a blank
//! that a page lost) map to nothing.
//!
//! What this crate does not do: it knows no sentences, names or times beyond what tells a page from a report, and
//! never opens a network connection.
//!
//! ```
//! let document = sitrep_ingest::ingest_text(
//!     "report.txt",
//!     "Ferry sinks off the harbour\n\nMay 2, 2019\n\nThe ferry left at noon.Nobody drowned, the harbour master said.\n",
//! );
//! assert_eq!(document.title.as_deref(), Some("Ferry sinks off the harbour"));
//! assert!(document.text.ends_with("The ferry left at noon. Nobody drowned, the harbour master said."));
//! ```

mod assemble;
mod decode;
mod facts;
mod html;
mod identity;
mod language;
mod mapped;
mod metadata;
mod options;
mod pattern;
mod source;
mod tables;
mod text;

use sitrep_resources::Resources;
use sitrep_types::{Document, LeftOut};

pub use facts::Facts;
pub use html::extractor::ExtractorChoice;
pub use identity::{merge, merge_duplicates};
pub use options::IngestOptions;

/// What became of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ingested {
    /// It was read. The same document may come again from another input, with the same id: its inputs belong
    /// together ([`merge`]).
    Document(Box<Document>),
    /// It was not, and why.
    LeftOut(LeftOut),
}

/// Reads every input in the order given and hands over what became of it; folders are read in the order of their
/// names. `-` is JSONL on standard input.
///
/// Nothing is lost without a word: each file, line, feed entry or WARC record of news is handed over as a document or
/// as left out.
pub fn ingest(inputs: &[String], options: &IngestOptions, sink: &mut dyn FnMut(Ingested)) {
    source::read_all(inputs, options, tables::shipped(), &mut std::io::stdin().lock(), sink);
}

/// Like [`ingest`], with tables of the caller's own and another standard input.
///
/// # Errors
/// Where a pattern of the furniture table is no regular expression.
pub fn ingest_with(
    inputs: &[String],
    options: &IngestOptions,
    resources: &Resources,
    standard_input: &mut dyn std::io::BufRead,
    sink: &mut dyn FnMut(Ingested),
) -> Result<(), String> {
    let tables = tables::Tables::new(resources)?;
    source::read_all(inputs, options, &tables, standard_input, sink);
    Ok(())
}

/// Makes a document of a text in memory, read as a file of that name would be (`.md` is Markdown); whatever its
/// language.
#[must_use]
pub fn ingest_text(name: &str, text: &str) -> Document {
    ingest_text_with(name, text, &Facts::default())
}

/// Like [`ingest_text`], with what is known beside the text.
#[must_use]
pub fn ingest_text_with(name: &str, text: &str, facts: &Facts) -> Document {
    source::plain::document(name, text, facts, tables::shipped())
}

/// Makes a document of an HTML page in memory, whatever its language.
///
/// # Errors
/// The reason why nothing could be read from it.
pub fn ingest_html(name: &str, html: &str, facts: &Facts, options: &IngestOptions) -> Result<Document, String> {
    html::document(name, html, facts, options, tables::shipped())
}

/// Reads a source of many documents (JSONL, feed, WARC) from bytes in memory; `name` tells its kind by its ending.
pub fn ingest_bytes(name: &str, bytes: &[u8], options: &IngestOptions, sink: &mut dyn FnMut(Ingested)) {
    source::read_bytes(name, bytes, options, tables::shipped(), sink);
}
