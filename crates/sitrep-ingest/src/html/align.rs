//! Finds the words of an extracted text again in the page they came from.

use sitrep_types::Span;

use super::token::{Token, Tokens, reference};
use crate::mapped::{Mapped, is_shown};

/// The visible characters of a page without its blanks, each with the byte of the page it starts at.
pub(crate) struct Flat<'a> {
    html: &'a str,
    text: String,
    /// For each byte of `text`, where its character (or character reference) stands in the page.
    origins: Vec<u32>,
    /// Bytes that may still be searched: what lies in no order is not worth a quadratic search.
    budget: usize,
}

/// How many bytes of a line are looked for where the whole is not found.
const ANCHOR: usize = 40;
/// How far the two texts may slip against one another at one place.
const SLIP: usize = 24;

impl<'a> Flat<'a> {
    /// Reads the page.
    pub(crate) fn new(html: &'a str) -> Self {
        let mut flat = Self { html, text: String::new(), origins: Vec::new(), budget: 64 * html.len() + (1 << 20) };
        for token in Tokens::new(html) {
            match token {
                Token::Text(range) => flat.push(range.start, range.end),
                Token::Raw { name: "title" | "textarea", content, .. } => flat.push(content.start, content.end),
                _ => {}
            }
        }
        flat
    }

    fn push(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(rest) = self.html.get(at..end).filter(|rest| !rest.is_empty()) {
            let (character, length) = reference(rest).unwrap_or_else(|| {
                let character = rest.chars().next().unwrap_or_default();
                (character, character.len_utf8())
            });
            if is_shown(character)
                && let Ok(origin) = u32::try_from(at)
            {
                self.text.push(character);
                self.origins.resize(self.text.len(), origin);
            }
            at += length;
        }
    }

    /// Maps a line of extracted text to the page, searching from `cursor`; returns where the line starts among the
    /// visible characters, and moves the cursor behind it.
    pub(crate) fn map(&mut self, line: &str, cursor: &mut usize) -> (Mapped, Option<usize>) {
        let needle: String = line.chars().filter(|c| !c.is_whitespace()).collect();
        if needle.is_empty() {
            return (Mapped::cleaned_unmapped(line), None);
        }
        let anchor = &needle[..crate::mapped::floor_boundary(&needle, ANCHOR.min(needle.len()))];
        let start = self
            .find(&needle, *cursor)
            .or_else(|| self.find(anchor, *cursor))
            .or_else(|| self.find(&needle, 0))
            .filter(|_| !anchor.is_empty());
        let Some(start) = start else { return (Mapped::cleaned_unmapped(line), None) };
        let mut at = start;
        let mut out = Mapped::default();
        let mut last_end = None;
        let mut blank = false;
        for character in line.chars() {
            if character.is_whitespace() {
                blank = !out.is_empty();
                continue;
            }
            let place = self.place_of(character, at);
            let origin = place.map(|place| self.origins[place] as usize);
            if std::mem::take(&mut blank) {
                let is_blank = |at: &usize| self.html.as_bytes().get(*at) == Some(&b' ');
                let after = last_end.filter(is_blank);
                let before = origin.and_then(|origin| origin.checked_sub(1)).filter(is_blank);
                match after.or(before).filter(|_| last_end.is_some()) {
                    Some(place) => out.push_copied(" ", place),
                    None => out.push_inserted(" "),
                }
            }
            let mut buffer = [0; 4];
            let piece: &str = character.encode_utf8(&mut buffer);
            match (place, origin) {
                (Some(place), Some(origin)) => {
                    at = place + piece.len();
                    if self.html[origin..].starts_with(piece) {
                        out.push_copied(piece, origin);
                        last_end = Some(origin + piece.len());
                    } else {
                        let length = reference(&self.html[origin..]).map_or(piece.len(), |(_, length)| length);
                        let end = crate::mapped::floor_boundary(self.html, origin + length);
                        out.push_decoded(piece, Span::new(origin, end));
                        last_end = Some(end);
                    }
                }
                _ => {
                    out.push_inserted(piece);
                    last_end = None;
                }
            }
        }
        *cursor = (*cursor).max(at);
        (out, Some(start))
    }

    /// Where `character` stands at or a little after `at`.
    fn place_of(&self, character: char, at: usize) -> Option<usize> {
        let end = crate::mapped::floor_boundary(&self.text, at + SLIP);
        self.text.get(at..end)?.find(character).map(|offset| at + offset)
    }

    fn find(&mut self, needle: &str, from: usize) -> Option<usize> {
        let haystack = self.text.get(from..)?;
        if self.budget == 0 || needle.is_empty() {
            return None;
        }
        let found = haystack.find(needle);
        self.budget = self.budget.saturating_sub(found.unwrap_or(haystack.len()) + needle.len());
        found.map(|offset| from + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_again_and_maps_them_byte_for_byte() {
        let html = "<p>The <b>old</b> caf&eacute; &amp; bar\n burnt.</p>";
        let mut flat = Flat::new(html);
        let mut cursor = 0;
        let (mapped, start) = flat.map("The old café & bar burnt.", &mut cursor);
        assert_eq!(start, Some(0));
        assert_eq!(mapped.text(), "The old café & bar burnt.");
        let (text, segments) = mapped.into_parts();
        let covered: usize = segments.iter().map(|segment| segment.clean.len()).sum();
        assert!(covered >= text.len() - 1, "{segments:?}");
        for segment in segments.iter().filter(|segment| segment.clean.len() == segment.input.len()) {
            assert_eq!(segment.clean.slice(&text), segment.input.slice(html));
        }
    }

    #[test]
    fn words_that_are_not_there_map_to_nothing() {
        let mut flat = Flat::new("<p>One two</p>");
        let (mapped, start) = flat.map("Three", &mut 0);
        assert_eq!((mapped.text(), start), ("Three", None));
    }
}
