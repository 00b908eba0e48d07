//! Sentences within blocks: headlines, captions, datelines, log entries, quotations over several sentences.

use sitrep_resources::{AbbreviationClass, Abbreviations};
use sitrep_types::Span;

use crate::calendar::is_calendar_word;
use crate::casing::is_caseless;
use crate::token::{self, is_quote};

/// A sentence of more words than this is cut at a weak mark, or anywhere: the parser's cost grows with the square.
const LONGEST_SENTENCE_WORDS: usize = 140;

/// A line shorter than this that is followed by another is a heading or an item, not a wrapped line.
const SHORT_LINE_BYTES: usize = 50;

/// A dateline ends within this many words.
const LONGEST_DATELINE_WORDS: usize = 16;

/// The place of a dateline without capitals has at most this many words and commas.
const LONGEST_PLACE_WORDS: usize = 6;

/// After a closing quotation mark a verb of saying stands within this many words where the sentence goes on.
const WORDS_TO_SAYING: usize = 4;

/// What is written of a speaker after a question or a shout.
const SAYING: &[&str] = &["said", "says", "asked", "asks", "wrote", "shouted", "cried", "added", "told", "wondered"];

/// A sentence as ranges of the words it was split from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentenceWords {
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
}

/// Splits a block into words and sentences.
#[must_use]
pub fn split(text: &str, block: Span, abbreviations: &Abbreviations) -> (Vec<Span>, Vec<SentenceWords>) {
    let words = token::tokenise(text, block, abbreviations);
    let caseless = is_caseless(block.slice(text).unwrap_or_default());
    let splitter = Splitter { text, words: &words, abbreviations, caseless };
    let sentences = splitter.sentences();
    (words, sentences)
}

struct Splitter<'a> {
    text: &'a str,
    words: &'a [Span],
    abbreviations: &'a Abbreviations,
    /// Capitals tell nothing here.
    caseless: bool,
}

impl Splitter<'_> {
    fn word(&self, index: usize) -> &str {
        self.words.get(index).and_then(|span| span.slice(self.text)).unwrap_or_default()
    }

    /// The characters between a word and the one before.
    fn gap(&self, index: usize) -> &str {
        if index == 0 || index >= self.words.len() {
            return "";
        }
        self.text.get(self.words[index - 1].end..self.words[index].start).unwrap_or_default()
    }

    fn sentences(&self) -> Vec<SentenceWords> {
        let mut sentences = Vec::new();
        let mut first = 0;
        if let Some(end) = self.dateline_end() {
            sentences.push(SentenceWords { first, end });
            first = end;
        }
        let mut index = first;
        while index < self.words.len() {
            let end = if self.is_line_end(index, first) { Some(index + 1) } else { self.end_after(index) };
            match end {
                Some(end) => {
                    self.push(&mut sentences, first, end);
                    first = end;
                    index = end;
                }
                None => index += 1,
            }
        }
        self.push(&mut sentences, first, self.words.len());
        sentences
    }

    /// Adds a sentence, in pieces where it is longer than any sentence.
    fn push(&self, sentences: &mut Vec<SentenceWords>, first: usize, end: usize) {
        let mut first = first;
        while end - first > LONGEST_SENTENCE_WORDS {
            let window = first + LONGEST_SENTENCE_WORDS / 2..first + LONGEST_SENTENCE_WORDS;
            let weak = |marks: &[&str]| window.clone().rev().find(|index| marks.contains(&self.word(*index)));
            let cut = weak(&[";", "•", "|"]).or_else(|| weak(&[",", ":", "—", "–"])).unwrap_or(window.end - 1) + 1;
            sentences.push(SentenceWords { first, end: cut });
            first = cut;
        }
        if first < end {
            sentences.push(SentenceWords { first, end });
        }
    }

    /// "MOSUL, Iraq (Reuters) -": capitals, perhaps an agency and a date, then a dash, at the start of a block.
    fn dateline_end(&self) -> Option<usize> {
        let first = self.word(0);
        let capitals = first.chars().filter(|character| character.is_alphabetic()).count() >= 2
            && first.chars().all(|character| !character.is_lowercase());
        if !capitals && !self.caseless {
            return None;
        }
        let limit = LONGEST_DATELINE_WORDS.min(self.words.len().saturating_sub(1));
        let (mut inside_bracket, mut agency) = (false, false);
        for index in 1..limit {
            let word = self.word(index);
            match word {
                "(" => (inside_bracket, agency) = (true, true),
                ")" => inside_bracket = false,
                "-" | "--" | "–" | "—" => {
                    // A hyphen glued to its neighbours is part of a name ("DEIR EZ-ZOR").
                    let spaced =
                        self.gap(index).contains(token::is_blank) || self.gap(index + 1).contains(token::is_blank);
                    // Without capitals only the agency before it makes a dateline of what stands before a dash.
                    if spaced {
                        return (capitals || agency && self.word(index - 1) == ")").then_some(index + 1);
                    }
                }
                "," | "." | "/" | "'" | "’" => {}
                _ if inside_bracket || self.caseless && index < LONGEST_PLACE_WORDS => {}
                _ => {
                    let name_or_number = word.starts_with(|character: char| !character.is_lowercase());
                    if !name_or_number
                        && !matches!(word, "of" | "de" | "la" | "el" | "al" | "the" | "near" | "in" | "du" | "and")
                    {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// Whether a line break after this word ends the sentence.
    fn is_line_end(&self, index: usize, first: usize) -> bool {
        let next = self.word(index + 1);
        if next.is_empty() {
            return false;
        }
        if matches!(next, "•" | "●" | "▪" | "■" | "◦" | "·" | "►" | "‣") && index + 1 > first {
            return true;
        }
        let gap = self.gap(index + 1);
        if !gap.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
            return false;
        }
        let line_start = self.words[first].start;
        let line = self.text.get(line_start..self.words[index].end).unwrap_or_default();
        let last_line = line.rsplit(['\n', '\r', '\u{2028}']).next().unwrap_or(line);
        last_line.len() < SHORT_LINE_BYTES || gap.matches('\n').count() > 1
    }

    /// One past the sentence's last word, where it ends with this word or the closing marks after it.
    fn end_after(&self, index: usize) -> Option<usize> {
        let word = self.word(index);
        let stop = word.chars().all(|character| matches!(character, '.' | '!' | '?' | '…')) && !word.is_empty();
        if !(stop || word.ends_with('.') && word.len() > 1) {
            return None;
        }
        let mut end = index + 1;
        while end < self.words.len() {
            if self.closes(end) {
                end += 1;
            } else if let Some(after) = self.citation_end(end) {
                end = after;
            } else {
                break;
            }
        }
        if end >= self.words.len() {
            return Some(end);
        }
        // The first word after, past an opening quotation mark or bracket.
        let mut next = end;
        while next < self.words.len()
            && self
                .word(next)
                .chars()
                .all(|character| is_quote(character) || matches!(character, '(' | '[' | '-' | '–' | '—'))
        {
            next += 1;
        }
        let following = self.word(next);
        let opens_lower = following.starts_with(char::is_lowercase);
        if !stop {
            let zone = self.word(next + 1).eq_ignore_ascii_case("time");
            return self.abbreviation_ends(word, following, zone).then_some(end);
        }
        if opens_lower && (!self.caseless || self.goes_on_saying(index, end)) {
            return None;
        }
        let ellipsis = word == "…" || word.len() > 1 && word.chars().all(|character| character == '.');
        let opens = following.starts_with(char::is_uppercase)
            || self.caseless && self.abbreviations.opens_small_sentence(following.trim_end_matches('.'));
        if ellipsis && !opens {
            return None;
        }
        // "Yahoo! Inc.", "What? No." inside brackets: a mark inside an open bracket does not end the sentence.
        Some(end)
    }

    /// "“why us?” she asked": who said a question or a shout follows its closing marks.
    fn goes_on_saying(&self, stop: usize, end: usize) -> bool {
        end > stop + 1
            && !self.word(stop).contains('.')
            && (end..end + WORDS_TO_SAYING)
                .map(|index| self.word(index))
                .take_while(|word| word.starts_with(char::is_alphanumeric))
                .any(|word| SAYING.contains(&word))
    }

    /// Whether a word closes what stands before it: brackets and quotation marks glued to the stop.
    fn closes(&self, index: usize) -> bool {
        match self.word(index) {
            ")" | "]" | "}" | "”" | "»" => true,
            "’" | "\"" | "''" | "'" => {
                let glued = self.gap(index).is_empty();
                let followed = self.gap(index + 1);
                glued
                    && (index + 1 >= self.words.len()
                        || !followed.is_empty()
                        || self.word(index + 1).starts_with(|next: char| !next.is_alphanumeric()))
            }
            _ => false,
        }
    }

    /// One past a reference mark: "[17]".
    fn citation_end(&self, index: usize) -> Option<usize> {
        let number = self.word(index + 1);
        let mark = self.word(index) == "[" && self.word(index + 2) == "]";
        (mark && number.len() <= 3 && number.chars().all(|character| character.is_ascii_digit())).then_some(index + 3)
    }

    /// Whether an abbreviation with its stop also ends the sentence.
    fn abbreviation_ends(&self, word: &str, following: &str, zone: bool) -> bool {
        if self.caseless {
            return self.abbreviations.opens_small_sentence(following.trim_end_matches('.'));
        }
        if !following.starts_with(char::is_uppercase) {
            return false;
        }
        let bare = word.trim_end_matches('.');
        let classes = self.abbreviations.classes(bare);
        if classes.contains(&AbbreviationClass::Title) {
            return false;
        }
        // "at 3.30 a.m. Three buses burned", but "at 9 a.m. Monday", "at 9 a.m. Moscow time", "at 9 a.m. EST".
        if matches!(bare, "a.m" | "p.m") {
            return !zone && following.contains(char::is_lowercase) && !is_calendar_word(following);
        }
        self.abbreviations.opens_sentence(following)
    }
}
