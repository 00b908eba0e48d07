//! HTML pages to documents: main text by an engine, metadata from the markup, every word mapped to the page's bytes.

mod align;
pub(crate) mod extractor;
mod markup;
pub(crate) mod token;

use sitrep_types::{Document, Span};

use crate::IngestOptions;
use crate::assemble::{self, Raw};
use crate::facts::Facts;
use crate::mapped::{Mapped, is_shown};
use crate::tables::Tables;
use crate::text::block::letters;
use crate::text::line::{Line, Mark};
use align::Flat;
use token::{Token, Tokens, reference};

/// Pages larger than this are read without a tree, which takes some twenty times their size.
const LARGEST_TREE: usize = 16 * 1024 * 1024;
/// How far above the first line of the text (in visible characters) its pictures and lead may stand.
const ABOVE_TEXT: usize = 2000;

/// Captions beyond these are of a gallery, not of the report.
const MOST_CAPTIONS: usize = 50;

/// Makes a document of a page.
///
/// # Errors
/// Why there is no text to be read.
pub(crate) fn document(
    name: &str,
    html: &str,
    facts: &Facts,
    options: &IngestOptions,
    tables: &Tables,
) -> Result<Document, String> {
    let found = markup::read(html);
    let depth = token::depth(html);
    let mut remarks = Vec::new();
    let lines = if depth > options.max_html_depth || html.len() > LARGEST_TREE {
        let problem = if html.len() > LARGEST_TREE {
            "the page is too large for its structure to be read".to_owned()
        } else {
            format!("the page is nested deeper than the limit of {}", options.max_html_depth)
        };
        remarks.push(format!("{problem}: all its text was read, the page's own and the report's"));
        without_structure(html, &found)
    } else {
        match extractor::main_text(html, options.extractor) {
            Ok(content) => with_structure(html, &content, &found),
            Err(problem) => {
                remarks.push(format!("no main text was found ({problem}): all text of the page was read"));
                without_structure(html, &found)
            }
        }
    };
    if !lines.iter().any(|line| line.mark != Mark::Title && line.mark != Mark::Dek) {
        let why = remarks.first().map_or_else(String::new, |remark| format!(" ({remark})"));
        return Err(format!("the page holds no text to be read{why}"));
    }
    let mut markup = found.facts;
    // Title and lead stand among the lines where the page shows them.
    if lines.iter().any(|line| line.mark == Mark::Dek) || facts.dek.is_none() {
        markup.dek = None;
    }
    let raw = Raw { input: name.to_owned(), lines, given: facts.clone(), markup, remarks };
    Ok(assemble::document(raw, tables))
}

/// Makes a document of a piece of HTML that is all text: the entry of a feed.
pub(crate) fn fragment(name: &str, html: &str, facts: &Facts, tables: &Tables) -> Document {
    let raw = Raw {
        input: name.to_owned(),
        lines: lines(html, &[]),
        given: facts.clone(),
        markup: Facts::default(),
        remarks: Vec::new(),
    };
    assemble::document(raw, tables)
}

/// The text of a piece of HTML on one line.
pub(crate) fn text_of(html: &str) -> String {
    lines(html, &[]).iter().map(|line| line.content.text()).collect::<Vec<_>>().join(" ")
}

/// The lines that the engine found, in the page's bytes, with the title above and captions between.
fn with_structure(html: &str, content: &str, found: &markup::Markup) -> Vec<Line> {
    let mut flat = Flat::new(html);
    let mut cursor = 0;
    let mut placed: Vec<(Option<usize>, Line)> = Vec::new();
    let title = found.facts.title.as_deref().map(letters);
    for line in lines(content, &[]) {
        let is_title = title.as_deref() == Some(letters(line.content.text()).as_str());
        if is_title {
            continue; // it comes first, from the heading
        }
        let (mapped, place) = flat.map(line.content.text(), &mut cursor);
        let mark = if line.mark == Mark::Title { Mark::Heading } else { line.mark };
        placed.push((place, Line { content: mapped, mark, gap_before: true }));
    }
    let first = placed.iter().find_map(|(place, _)| *place);
    let last = placed.iter().filter_map(|(place, _)| *place).max();
    add_captions(&mut placed, &mut flat, found, first, last);
    let mut out = Vec::new();
    if let Some(title) = &found.facts.title {
        let (content, _) = flat.map(title, &mut 0);
        out.push(Line { content, mark: Mark::Title, gap_before: true });
    }
    if let Some(dek) = visible_dek(&mut placed, &mut flat, found, first) {
        out.push(dek);
    }
    out.extend(placed.into_iter().map(|(_, line)| line));
    out
}

/// Puts captions that the engine left out back where the page has them.
fn add_captions(
    placed: &mut Vec<(Option<usize>, Line)>,
    flat: &mut Flat<'_>,
    found: &markup::Markup,
    first: Option<usize>,
    last: Option<usize>,
) {
    let (Some(first), Some(last)) = (first, last) else { return };
    for caption in found.captions.iter().take(MOST_CAPTIONS) {
        let key = letters(caption);
        if key.len() < 8 {
            continue;
        }
        if let Some((_, line)) = placed.iter_mut().find(|(_, line)| letters(line.content.text()) == key) {
            line.mark = Mark::Caption;
            continue;
        }
        let (content, place) = flat.map(caption, &mut 0);
        let Some(place) = place.filter(|place| *place + ABOVE_TEXT >= first && *place <= last) else { continue };
        let index =
            placed.iter().position(|(other, _)| other.is_some_and(|other| other > place)).unwrap_or(placed.len());
        placed.insert(index, (Some(place), Line { content, mark: Mark::Caption, gap_before: true }));
    }
}

/// The description of the page as its dek, where readers see it: above the text, or as its first line.
fn visible_dek(
    placed: &mut Vec<(Option<usize>, Line)>,
    flat: &mut Flat<'_>,
    found: &markup::Markup,
    first: Option<usize>,
) -> Option<Line> {
    let dek = found.facts.dek.as_deref()?;
    let key = letters(dek);
    if key.is_empty() {
        return None;
    }
    if let Some(index) = placed.iter().take(3).position(|(_, line)| letters(line.content.text()) == key) {
        let is_only_text = placed.iter().filter(|(_, line)| line.mark != Mark::Caption).count() <= 1;
        if is_only_text {
            return None;
        }
        let mut line = placed.remove(index).1;
        line.mark = Mark::Dek;
        return Some(line);
    }
    if placed.iter().any(|(_, line)| letters(line.content.text()).contains(&key)) {
        return None;
    }
    let (content, place) = flat.map(dek, &mut 0);
    let is_above = place.zip(first).is_some_and(|(place, first)| place < first && place + ABOVE_TEXT >= first);
    is_above.then_some(Line { content, mark: Mark::Dek, gap_before: true })
}

/// All visible text of a page, line by line, for pages that no engine can read.
fn without_structure(html: &str, found: &markup::Markup) -> Vec<Line> {
    let mut out = lines(html, &["nav", "footer", "aside", "head", "form", "button", "select", "menu"]);
    if let Some(heading) = found.heading.as_deref().map(letters)
        && let Some(line) = out.iter_mut().find(|line| letters(line.content.text()) == heading)
    {
        line.mark = Mark::Title;
    }
    out
}

/// The lines of a piece of HTML: block elements part them; `skipped` elements are passed over with all they hold.
fn lines(html: &str, skipped: &[&str]) -> Vec<Line> {
    let mut collector = Collector { html, out: Vec::new(), current: Mapped::default(), mark: Mark::None, blank: None };
    let mut skip_depth = 0_usize;
    for token in Tokens::new(html) {
        match token {
            Token::Open { name, attributes } => {
                let name = name.as_str();
                if skipped.contains(&name) {
                    skip_depth += usize::from(!attributes.trim_end().ends_with('/'));
                }
                if token::is_block(name) {
                    collector.end_line();
                    collector.mark = match name {
                        "h1" => Mark::Title,
                        "h2" | "h3" | "h4" | "h5" | "h6" | "head" => Mark::Heading,
                        "figcaption" => Mark::Caption,
                        "li" | "item" => Mark::Item,
                        // A paragraph inside an item or a caption is still that.
                        "p" | "br" => collector.mark,
                        _ => Mark::None,
                    };
                }
            }
            Token::Close { name } => {
                if skipped.contains(&name.as_str()) {
                    skip_depth = skip_depth.saturating_sub(1);
                }
                if token::is_block(&name) {
                    collector.end_line();
                    if name != "p" {
                        collector.mark = Mark::None;
                    }
                }
            }
            Token::Text(range) if skip_depth == 0 => collector.push(range.start, range.end),
            _ => {}
        }
    }
    collector.end_line();
    collector.out
}

/// Gathers text into lines.
struct Collector<'a> {
    html: &'a str,
    out: Vec<Line>,
    current: Mapped,
    mark: Mark,
    /// Where a blank stands that the next character will need, if it is a plain one.
    blank: Option<Option<usize>>,
}

impl Collector<'_> {
    fn push(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(rest) = self.html.get(at..end).filter(|rest| !rest.is_empty()) {
            let (character, length, is_plain) = match reference(rest) {
                Some((character, length)) => (character, length, false),
                None => {
                    let character = rest.chars().next().unwrap_or_default();
                    (character, character.len_utf8(), true)
                }
            };
            if character.is_whitespace() {
                self.blank.get_or_insert((character == ' ' && is_plain).then_some(at));
            } else if is_shown(character) {
                match self.blank.take() {
                    Some(Some(place)) if !self.current.is_empty() => self.current.push_copied(" ", place),
                    Some(None) if !self.current.is_empty() => self.current.push_inserted(" "),
                    _ => {}
                }
                let mut buffer = [0; 4];
                let piece: &str = character.encode_utf8(&mut buffer);
                if is_plain {
                    self.current.push_copied(piece, at);
                } else {
                    self.current.push_decoded(piece, Span::new(at, at + length));
                }
            }
            at += length;
        }
    }

    fn end_line(&mut self) {
        self.blank = None;
        let content = std::mem::take(&mut self.current);
        if !content.is_empty() {
            self.out.push(Line { content, mark: self.mark, gap_before: true });
        }
    }
}
