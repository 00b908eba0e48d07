//! The briefing: what is new, what changed, what is disputed, who holds what and what is only claimed or foreseen, as of a
//! day. Plain and short, after the pattern of a humanitarian situation report. Every sentence is put together from fields
//! of the record, and every one of them names its quotations.

mod compose;
mod write;

use jiff::civil::Date;
use sitrep_types::Record;

pub use compose::brief;
pub use write::{html, markdown};

/// Which days a briefing is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BriefOptions {
    /// What was known by this day; the last day of the record where none is given.
    pub as_of: Option<Date>,
    /// New is what happened after this day; a week before `as_of` where none is given.
    pub since: Option<Date>,
}

/// A sentence with its grounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// When, in words.
    pub date: Option<String>,
    /// The sentence.
    pub text: String,
    /// How well it is supported, and what else a reader must know.
    pub support: String,
    /// Numbers of its quotations.
    pub quotations: Vec<usize>,
}

/// A part of the briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: &'static str,
    /// What is said where there is nothing.
    pub empty: &'static str,
    /// Its sentences.
    pub items: Vec<Item>,
    /// Sentences left out as lesser ones.
    pub n_more: usize,
}

/// A numbered quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words.
    pub words: String,
    /// Where they stand: outlet or title, and day.
    pub document: String,
    /// From the outlet to the origin.
    pub chain: Vec<String>,
    /// Its address on the web.
    pub url: Option<String>,
}

/// A briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// What it is about.
    pub title: String,
    /// The days it covers, in words.
    pub period: String,
    /// How much was read.
    pub basis: String,
    /// The first lines, for those who read no more.
    pub highlights: Vec<Item>,
    /// Its parts.
    pub sections: Vec<Section>,
    /// The quotations, numbered from one.
    pub quotations: Vec<Quotation>,
}

/// The briefing of a record as Markdown.
///
/// ```
/// let text = sitrep_present::brief::brief_markdown(&sitrep_types::Record::default(), &Default::default());
/// assert!(text.starts_with("# "));
/// ```
#[must_use]
pub fn brief_markdown(record: &Record, options: &BriefOptions) -> String {
    markdown(&brief(record, options))
}

/// The briefing of a record as one self-contained HTML page.
#[must_use]
pub fn brief_html(record: &Record, options: &BriefOptions) -> String {
    html(&brief(record, options))
}
