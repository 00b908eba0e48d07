//! Text that knows which bytes of the input it came from, through every cut and repair.

use std::ops::Range;

use sitrep_types::{SourceSegment, Span};

/// A piece of cleaned text with the map back to the input it was made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Mapped {
    text: String,
    segments: Vec<SourceSegment>,
}

impl Mapped {
    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Its parts.
    pub(crate) fn into_parts(self) -> (String, Vec<SourceSegment>) {
        (self.text, self.segments)
    }

    /// Whether there is no text.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A text that the input lacks (a title given beside it), cleaned like any other.
    pub(crate) fn cleaned_unmapped(text: &str) -> Self {
        Self { text: Self::cleaned(text, 0..text.len()).text, segments: Vec::new() }
    }

    /// Cleans `input[range]`: runs of blanks become one, characters that nobody sees are dropped, the rest is kept.
    pub(crate) fn cleaned(input: &str, range: Range<usize>) -> Self {
        let mut out = Self::default();
        let start = range.start;
        let Some(slice) = input.get(range) else { return out };
        let mut blank_at: Option<(usize, char)> = None;
        for (offset, character) in slice.char_indices() {
            if character.is_whitespace() {
                blank_at = blank_at.or(Some((start + offset, character)));
            } else if !is_invisible(character) {
                if let Some((at, blank)) = blank_at.take()
                    && !out.is_empty()
                {
                    if blank == ' ' {
                        out.push_copied(" ", at);
                    } else {
                        out.push_inserted(" ");
                    }
                }
                out.push_copied(character.encode_utf8(&mut [0; 4]), start + offset);
            }
        }
        out
    }

    /// Adds text that stands in the input byte for byte at `input_start`.
    pub(crate) fn push_copied(&mut self, piece: &str, input_start: usize) {
        let clean = Span::new(self.text.len(), self.text.len() + piece.len());
        let input = Span::new(input_start, input_start + piece.len());
        self.text.push_str(piece);
        self.push_segment(SourceSegment { clean, input });
    }

    /// Adds text that stands in the input in another spelling, such as a character reference of HTML.
    pub(crate) fn push_decoded(&mut self, piece: &str, input: Span) {
        let clean = Span::new(self.text.len(), self.text.len() + piece.len());
        self.text.push_str(piece);
        if clean.len() == input.len() {
            return; // a segment of equal lengths promises equal bytes
        }
        self.segments.push(SourceSegment { clean, input });
    }

    /// Adds text that the input lacks.
    pub(crate) fn push_inserted(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// Adds another piece.
    pub(crate) fn append(&mut self, other: &Self) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        for segment in &other.segments {
            let clean = Span::new(segment.clean.start + shift, segment.clean.end + shift);
            self.push_segment(SourceSegment { clean, input: segment.input });
        }
    }

    /// A part of the piece, without blanks at its ends; the range is moved inwards to character boundaries.
    pub(crate) fn slice(&self, range: Range<usize>) -> Self {
        let end = floor_boundary(&self.text, range.end);
        let start = floor_boundary(&self.text, range.start.min(end));
        let part = &self.text[start..end];
        let start = start + (part.len() - part.trim_start().len());
        let end = start + part.trim().len();
        let mut segments = Vec::new();
        let first = self.segments.partition_point(|segment| segment.clean.end <= start);
        for segment in self.segments[first..].iter().take_while(|segment| segment.clean.start < end) {
            let from = segment.clean.start.max(start);
            let to = segment.clean.end.min(end);
            let clean = Span::new(from - start, to - start);
            if segment.clean.len() == segment.input.len() {
                let input_start = segment.input.start + (from - segment.clean.start);
                segments.push(SourceSegment { clean, input: Span::new(input_start, input_start + (to - from)) });
            } else if from == segment.clean.start && to == segment.clean.end {
                segments.push(SourceSegment { clean, input: segment.input });
            }
        }
        Self { text: self.text[start..end].to_owned(), segments }
    }

    fn push_segment(&mut self, segment: SourceSegment) {
        if segment.clean.is_empty() {
            return;
        }
        if let Some(last) = self.segments.last_mut()
            && last.clean.len() == last.input.len()
            && segment.clean.len() == segment.input.len()
            && last.clean.end == segment.clean.start
            && last.input.end == segment.input.start
        {
            last.clean.end = segment.clean.end;
            last.input.end = segment.input.end;
        } else {
            self.segments.push(segment);
        }
    }
}

/// The last character boundary at or before `at`.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether readers see a character: it is neither blank nor hidden.
pub(crate) fn is_shown(character: char) -> bool {
    !character.is_whitespace() && !is_invisible(character)
}

/// Characters without a shape of their own: controls, zero-width marks, soft hyphens, and the marks that turn the
/// direction of writing, with which a hostile page could show a reader other words than the program reads.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_honest(mapped: &Mapped, input: &str) {
        let mut last_end = 0;
        for segment in &mapped.segments {
            assert!(segment.clean.start >= last_end, "segments come in order");
            last_end = segment.clean.end;
            if segment.clean.len() == segment.input.len() {
                assert_eq!(segment.clean.slice(&mapped.text), segment.input.slice(input));
            }
        }
        assert!(last_end <= mapped.text.len());
    }

    #[test]
    fn cleans_blanks_and_hidden_characters() {
        for (input, clean) in [
            ("  two   words ", "two words"),
            ("a\u{a0}b\tc\r\nd", "a b c d"),
            ("so\u{ad}ft \u{202e}turned\u{202c}", "soft turned"),
            ("", ""),
        ] {
            let mapped = Mapped::cleaned(input, 0..input.len());
            assert_eq!(mapped.text(), clean);
            assert_honest(&mapped, input);
        }
    }

    proptest! {
        #[test]
        fn every_copied_byte_is_the_input_byte(input in "\\PC{0,60}", from in 0_usize..80, to in 0_usize..80) {
            let mapped = Mapped::cleaned(&input, 0..input.len());
            assert_honest(&mapped, &input);
            let part = mapped.slice(from..to.max(from));
            assert_honest(&part, &input);
            let mut joined = mapped.clone();
            joined.push_inserted("\n\n");
            joined.append(&part);
            prop_assert!(joined.segments.windows(2).all(|pair| pair[0].clean.end <= pair[1].clean.start));
        }
    }
}
