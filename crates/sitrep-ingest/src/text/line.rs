//! A text cut into lines: one a paragraph, whatever the file's way of wrapping.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::rules::own;
use crate::mapped::Mapped;

/// What the markup said a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Mark {
    /// Nothing.
    #[default]
    None,
    /// The title.
    Title,
    /// The lead under the title.
    Dek,
    /// A heading inside the text.
    Heading,
    /// Words under a picture.
    Caption,
    /// An item of a list.
    Item,
}

/// One line, before it is known what it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its text, cleaned.
    pub(crate) content: Mapped,
    /// What the markup said.
    pub(crate) mark: Mark,
    /// Whether a blank line stands before it.
    pub(crate) gap_before: bool,
}

/// Lines of hard-wrapped text are about this long; longer ones are paragraphs, shorter ones are meant as lines.
const WRAP_WIDTHS: Range<usize> = 50..121;

/// A bullet at the start of a line, or between items that were joined into one.
static BULLET: LazyLock<Regex> = LazyLock::new(|| own(r"^(?:[•●▪◦‣·∙■►➤*]|[–—-](?:\s))\s*"));
static INNER_BULLET: LazyLock<Regex> = LazyLock::new(|| own(r"\s[•●▪◦‣∙■►➤]\s"));

/// A heading of Markdown, and the marks of its emphasis and links.
static HEADING: LazyLock<Regex> = LazyLock::new(|| own(r"^(#{1,6})\s+"));

/// A time of day that opens an entry of a live page.
static STAMP: LazyLock<Regex> =
    LazyLock::new(|| own(r"(?:^|[.!?”\x22’)]\s+)(\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?|GMT|UTC)?\s*[—–:-]\s)"));

/// Cuts `input[range]` into lines.
pub(crate) fn lines(input: &str, range: Range<usize>, markdown: bool) -> Vec<Line> {
    let raw = raw_lines(input, range);
    let mut out = Vec::new();
    let mut gap = false;
    let mut at = 0;
    while at < raw.len() {
        if input[raw[at].clone()].trim().is_empty() {
            gap = true;
            at += 1;
            continue;
        }
        let run_end = (at..raw.len()).find(|i| input[raw[*i].clone()].trim().is_empty()).unwrap_or(raw.len());
        let run = &raw[at..run_end];
        if is_wrapped(input, run) {
            push_line(&mut out, input, run[0].start..run[run.len() - 1].end, gap, markdown);
        } else {
            for (number, line) in run.iter().enumerate() {
                push_line(&mut out, input, line.clone(), gap && number == 0, markdown);
            }
        }
        gap = false;
        at = run_end;
    }
    out
}

fn raw_lines(input: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(text) = input.get(range.clone()) else { return Vec::new() };
    let mut out = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            if !(character == '\n' && at > 0 && text.as_bytes()[at - 1] == b'\r') {
                out.push(range.start + start..range.start + at);
            }
            start = at + character.len_utf8();
        }
    }
    out.push(range.start + start..range.end);
    out
}

/// Whether the lines of a run are one paragraph broken at a width: most lines but the last are about equally long,
/// and most of them stop in the middle of a sentence.
fn is_wrapped(input: &str, run: &[Range<usize>]) -> bool {
    if run.len() < 2 {
        return false;
    }
    let texts: Vec<&str> = run.iter().map(|line| input[line.clone()].trim()).collect();
    let body = &texts[..texts.len() - 1];
    let widest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    if !WRAP_WIDTHS.contains(&widest) || texts.iter().any(|text| BULLET.is_match(text)) {
        return false;
    }
    let long = body.iter().filter(|text| text.chars().count() * 10 >= widest * 7).count();
    let open = body.iter().filter(|text| !super::sentence::ends_closed(text)).count();
    let flows = texts
        .windows(2)
        .filter(|pair| pair[1].chars().next().is_some_and(char::is_lowercase) || pair[0].ends_with(','))
        .count();
    long * 10 >= body.len() * 8 && open * 2 >= body.len() && flows * 3 >= body.len()
}

fn push_line(out: &mut Vec<Line>, input: &str, range: Range<usize>, gap_before: bool, markdown: bool) {
    let mut content = Mapped::cleaned(input, range);
    let mut mark = Mark::None;
    if markdown {
        if let Some(found) = HEADING.find(content.text()) {
            mark = if out.is_empty() { Mark::Title } else { Mark::Heading };
            content = content.slice(found.end()..content.text().len());
        }
        content = without_markdown(&content);
    }
    // "- 'A blow' -" is a heading between dashes.
    let is_item = BULLET.is_match(content.text()) && !content.text().ends_with(['-', '–', '—']);
    if let Some(bullet) = BULLET.find(content.text()).filter(|_| is_item) {
        content = content.slice(bullet.end()..content.text().len());
        mark = Mark::Item;
    }
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    if is_item {
        cuts.extend(INNER_BULLET.find_iter(content.text()).map(|found| (found.start(), found.end())));
    }
    let stamps: Vec<usize> =
        STAMP.captures_iter(content.text()).filter_map(|found| found.get(1)).map(|stamp| stamp.start()).collect();
    if stamps.len() >= 2 {
        cuts.extend(stamps.iter().filter(|at| **at > 0).map(|at| (*at, *at)));
    }
    cuts.sort_unstable();
    let mut from = 0;
    let mut gap_before = gap_before;
    for (end, next) in cuts.into_iter().chain([(content.text().len(), content.text().len())]) {
        let piece = content.slice(from..end.max(from));
        if !piece.is_empty() {
            out.push(Line { content: piece, mark, gap_before });
            gap_before = true;
        }
        from = next;
    }
}

/// Takes the marks of emphasis, code and links out of a line of Markdown; the words stay.
fn without_markdown(content: &Mapped) -> Mapped {
    static MARKS: LazyLock<Regex> =
        LazyLock::new(|| own(r"!?\[(?P<label>[^\]]*)\]\([^)\s]*(?:\s+\x22[^\x22]*\x22)?\)|\*{1,3}|_{2,3}|`+|^>\s*"));
    let mut out = Mapped::default();
    let mut from = 0;
    for found in MARKS.captures_iter(content.text()) {
        let Some(whole) = found.get(0) else { continue };
        push_exact(&mut out, content, from..whole.start());
        if let Some(label) = found.name("label") {
            push_exact(&mut out, content, label.range());
        }
        from = whole.end();
    }
    push_exact(&mut out, content, from..content.text().len());
    out.slice(0..out.text().len())
}

/// Adds a part with the blanks at its ends, which `slice` takes off.
fn push_exact(out: &mut Mapped, content: &Mapped, range: Range<usize>) {
    let Some(text) = content.text().get(range.clone()) else { return };
    if text.starts_with(' ') && !out.is_empty() {
        out.push_inserted(" ");
    }
    out.append(&content.slice(range));
    if text.len() > 1 && text.ends_with(' ') && !text.trim().is_empty() {
        out.push_inserted(" ");
    }
}

/// Whether the lines carry the stamps of a live page.
pub(crate) fn has_stamps(lines: &[Line]) -> bool {
    lines.iter().filter(|line| STAMP.is_match(line.content.text())).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, markdown: bool, expected: &[&str]) {
        let lines = lines(input, 0..input.len(), markdown);
        assert_eq!(lines.iter().map(|line| line.content.text()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn one_line_a_paragraph() {
        check("One.\n\nTwo.\r\nThree.\n \n", false, &["One.", "Two.", "Three."]);
    }

    #[test]
    fn joins_hard_wrapped_paragraphs() {
        check(
            "The ferry left the quay at noon with forty passengers, most\nof them traders on their way to the market of the next\ntown, and sank within sight of the shore.\n\nNobody drowned.",
            false,
            &[
                "The ferry left the quay at noon with forty passengers, most of them traders on their way to the market of the next town, and sank within sight of the shore.",
                "Nobody drowned.",
            ],
        );
    }

    #[test]
    fn keeps_lines_that_are_meant_as_lines() {
        check("Menu\nHome\nAbout us", false, &["Menu", "Home", "About us"]);
        check(
            "Ferry sinks off the coast\nAll saved, harbour master says",
            false,
            &["Ferry sinks off the coast", "All saved, harbour master says"],
        );
    }

    #[test]
    fn cuts_bullets_and_stamps() {
        check("• One fell. • Two rose.", false, &["One fell.", "Two rose."]);
        check(
            "08:40 — A shell fell. 09:15 — It was quiet.",
            false,
            &["08:40 — A shell fell.", "09:15 — It was quiet."],
        );
    }

    #[test]
    fn reads_markdown() {
        check(
            "# The *title*\n\nSee [the map](https://example.org \"a\") and `this`.",
            true,
            &["The title", "See the map and this."],
        );
    }
}
