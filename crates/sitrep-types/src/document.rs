//! A document: one report as published, its cleaned text and where each byte of that came from.

use serde::{Deserialize, Serialize};

use crate::{DateInterval, Diagnostic, DocumentId, Span};

/// What a block of a document is; only the first four carry claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title.
    Headline,
    /// The lead line under the title.
    Dek,
    /// Running text.
    Paragraph,
    /// Words under a picture; a claim from here says so.
    Caption,
    /// Who wrote, photographed or supplied: "(AFP, Reuters, AP)".
    Credit,
    /// Menus, adverts, links to other stories: never a claim.
    Furniture,
}

impl BlockKind {
    /// Whether claims may be read from such a block.
    #[must_use]
    pub const fn carries_claims(self) -> bool {
        matches!(self, Self::Headline | Self::Dek | Self::Paragraph | Self::Caption)
    }
}

/// A block: a stretch of the cleaned text. Blocks do not overlap, come in order and are parted by blank lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub span: Span,
}

/// How something about a document is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Given beside the document: JSONL keys, front matter, a sidecar file, a feed.
    Metadata,
    /// From the page's markup: JSON-LD, OpenGraph, `time`, meta.
    Markup,
    /// From its address.
    Address,
    /// From its text: dateline, byline, a line with a date.
    Text,
    /// From the constraints of the whole project.
    Constraints,
    /// Set by a person.
    User,
}

/// The outlet that published a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutletName {
    /// Its name.
    pub name: String,
    /// How it is known.
    pub how: How,
}

/// When a document was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The days within which it was published.
    pub interval: DateInterval,
    /// How that is known.
    pub how: How,
}

/// What kind of writing a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// News report.
    Report,
    /// A column or comment.
    Opinion,
    /// Explanation, assessment.
    Analysis,
    /// Live page, updates by the minute.
    Live,
    /// Not known.
    #[default]
    Unknown,
}

/// An input as the user gave it: a path, `FILE#id` or `FILE#line` of a JSONL file, `FILE#record` of a WARC.
pub type InputName = String;

/// A stretch of the cleaned text and the stretch of the input it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSegment {
    /// In the cleaned text.
    pub clean: Span,
    /// Byte range in the decoded (UTF-8) input text.
    pub input: Span,
}

/// The map from the cleaned text back to the input; segments in order of the cleaned text. Bytes that cleaning
/// inserted (a lost blank) belong to no segment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceMap {
    /// The segments.
    pub segments: Vec<SourceSegment>,
}

/// One report as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// From the content.
    pub id: DocumentId,
    /// Every input that held exactly this document, sorted; at least one.
    pub inputs: Vec<InputName>,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<OutletName>,
    /// Its address.
    pub url: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published; `None` where nothing says so.
    pub published: Option<Published>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Kind of writing as far as the page tells (section, disclaimer, title pattern).
    pub genre: Genre,
    /// Agencies that its credits name as sources: "(AFP, Reuters, AP)", "Reuters contributed".
    pub agencies: Vec<String>,
    /// Place named by the dateline ("MOSUL, Iraq (Reuters) -"), as written.
    pub dateline_place: Option<String>,
    /// The cleaned text that every span points into.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where the cleaned text came from.
    pub source_map: SourceMap,
    /// What ingest had to say about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// An input that could not be read, or was not a document we read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LeftOut {
    /// The input.
    pub input: InputName,
    /// Why, in words for the user, with what to do where something can be done.
    pub reason: String,
}
