//! Where in a text a rule may start, and which rule wins there.

use regex::Captures;
use sitrep_types::Span;

use crate::tables::{Rule, Tables};

/// How many bytes an expression may need at most, what must stand after it included.
const WINDOW: usize = 128;
/// How many bytes before an expression a rule may look at.
const LOOK_BACK: usize = 48;

/// The byte positions at which an expression may start: where a word does, but not inside a number, a compound or a
/// sum of money.
pub(crate) fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if starts_here(text, bytes, at) {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn starts_here(text: &str, bytes: &[u8], at: usize) -> bool {
    let here = bytes[at];
    let is_short_decade = (here == b'\'' || here == 0xE2)
        && text.get(at..).is_some_and(|rest| rest.starts_with('\'') || rest.starts_with('’'));
    if !here.is_ascii_alphanumeric() && !is_short_decade {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|index| bytes[index]) else { return true };
    if before.is_ascii_alphanumeric() || before == b'_' || before == b'@' || before == b'&' {
        return false;
    }
    // A letter of another script, or an accented one, belongs to the same word; quotation marks and dashes do not.
    if before >= 0x80 {
        let character = text[..at].chars().next_back();
        return character.is_none_or(|character| !character.is_alphanumeric() && !"€£¥".contains(character));
    }
    let is_joined = at >= 2 && bytes[at - 2].is_ascii_alphanumeric();
    match before {
        b'$' => false,
        b'-' => !is_joined || joins_years(bytes, at),
        b'.' | b',' | b':' | b'/' if here.is_ascii_digit() => !(is_joined && bytes[at - 2].is_ascii_digit()),
        b'\'' => !is_joined || is_short_decade,
        _ => true,
    }
}

/// Whether the hyphen before a byte stands between two years: "1988-1990".
fn joins_years(bytes: &[u8], at: usize) -> bool {
    let is_year = |start: usize| bytes.get(start..start + 4).is_some_and(|four| four.iter().all(u8::is_ascii_digit));
    let ends = |index: usize| bytes.get(index).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let Some(first) = at.checked_sub(5) else { return false };
    is_year(first) && is_year(at) && ends(at + 4) && first.checked_sub(1).is_none_or(ends)
}

/// The rules that match at a byte, the longest match first and of equal ones the first in the tables.
pub(crate) fn matches_at<'t>(tables: &'t Tables, text: &'t str, at: usize) -> Vec<(&'t Rule, Captures<'t>)> {
    let window = window(text, at);
    if !tables.any.is_match(window) {
        return Vec::new();
    }
    let mut found: Vec<(&Rule, Captures<'t>)> = tables
        .any
        .matches(window)
        .into_iter()
        .filter_map(|index| {
            let rule = tables.rules.get(index)?;
            let captures = rule.pattern.get()?.captures(window)?;
            fits(rule, text, at, captures.get(0)?.end()).then_some((rule, captures))
        })
        .collect();
    found.sort_by_key(|(_, captures)| std::cmp::Reverse(captures.get(0).map_or(0, |whole| whole.end())));
    found
}

fn window(text: &str, at: usize) -> &str {
    let mut end = (at + WINDOW).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[at..end]
}

/// Whether the match ends where a word does and stands in the company that its rule asks for.
fn fits(rule: &Rule, text: &str, at: usize, length: usize) -> bool {
    let after = &text[at + length..];
    let last = text[at..at + length].chars().next_back();
    let next = after.chars().next();
    if last.is_some_and(char::is_alphanumeric) && next.is_some_and(|next| next.is_alphanumeric() || next == '_') {
        return false;
    }
    let after = window(after, 0);
    let before = look_back(text, at);
    rule.only_before.as_ref().is_none_or(|pattern| pattern.is_match(before))
        && rule.not_before.as_ref().is_none_or(|pattern| !pattern.is_match(before))
        && rule.only_after.as_ref().is_none_or(|pattern| pattern.is_match(after))
        && rule.not_after.as_ref().is_none_or(|pattern| !pattern.is_match(after))
}

/// The last bytes before a position.
pub(crate) fn look_back(text: &str, at: usize) -> &str {
    let mut start = at.saturating_sub(LOOK_BACK);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..at]
}

/// A match as a span of the text.
pub(crate) fn span_of(captures: &Captures<'_>, at: usize) -> Span {
    Span::new(at, at + captures.get(0).map_or(0, |whole| whole.end()))
}
