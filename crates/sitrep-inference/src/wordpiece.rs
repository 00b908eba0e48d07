//! Words to WordPiece ids, as uncased BERT cuts them (Devlin et al. 2019; `google-research/bert:tokenization.py`).

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::ReaderError;

/// A word keeps at most this many pieces; training cuts at the same.
const MAX_PIECES: usize = 8;
/// A run of letters longer than this is unknown, as in BERT.
const MAX_LETTERS: usize = 100;

/// How a word is written. The encoder is uncased; this is the only trace of capitals that it sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// No letters, or a sentence all in capitals or all in small letters: nothing to be learnt from case.
    None = 0,
    Lower = 1,
    Title = 2,
    Upper = 3,
    Mixed = 4,
}

/// The shape of a word in a sentence that does use case.
pub fn shape_of(word: &str) -> Shape {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = |c: char| c.is_uppercase();
    if letters == 0 {
        Shape::None
    } else if !word.chars().any(upper) {
        Shape::Lower
    } else if !word.chars().any(char::is_lowercase) {
        if letters > 1 { Shape::Upper } else { Shape::Title }
    } else {
        let mut chars = word.chars();
        let first = chars.next().is_some_and(upper);
        if first && !chars.any(upper) { Shape::Title } else { Shape::Mixed }
    }
}

/// Whether a sentence is all in capitals or all in small letters, over at least two words with letters.
pub fn is_caseless(words: &[&str]) -> bool {
    let lettered = || words.iter().filter(|word| word.chars().any(char::is_alphabetic));
    let any = |case: fn(char) -> bool| lettered().any(|word| word.chars().any(case));
    lettered().count() >= 2 && (!any(char::is_uppercase) || !any(char::is_lowercase))
}

/// The vocabulary and its special pieces.
pub struct WordPiece {
    ids: FxHashMap<String, i32>,
    unknown: i32,
    /// `[CLS]`, which opens a window.
    pub begin: i32,
    /// `[SEP]`, which closes a sentence.
    pub end: i32,
}

impl WordPiece {
    /// A vocabulary of pieces in the order of their ids.
    pub fn new(vocabulary: &[&str]) -> Result<Self, ReaderError> {
        let ids: FxHashMap<String, i32> = vocabulary.iter().map(|piece| (*piece).to_owned()).zip(0..).collect();
        let special = |piece: &str| {
            ids.get(piece).copied().ok_or_else(|| ReaderError::Contents(format!("its vocabulary lacks {piece}")))
        };
        let (unknown, begin, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Self { ids, unknown, begin, end })
    }

    /// The pieces of one word: at least one, at most eight.
    pub fn pieces(&self, word: &str) -> Vec<i32> {
        let mut pieces = Vec::new();
        for part in split(word) {
            self.cut(&part, &mut pieces);
        }
        if pieces.is_empty() {
            pieces.push(self.unknown);
        }
        pieces.truncate(MAX_PIECES);
        pieces
    }

    /// Greedy longest match from the left; a part that cannot be cut whole is one unknown piece.
    fn cut(&self, part: &str, pieces: &mut Vec<i32>) {
        let before = pieces.len();
        let mut start = 0;
        let mut candidate = String::new();
        if part.chars().count() > MAX_LETTERS {
            pieces.push(self.unknown);
            return;
        }
        while start < part.len() {
            let found = part[start..].char_indices().rev().find_map(|(at, c)| {
                let end = start + at + c.len_utf8();
                candidate.clear();
                if start > 0 {
                    candidate.push_str("##");
                }
                candidate.push_str(&part[start..end]);
                self.ids.get(candidate.as_str()).map(|id| (*id, end))
            });
            let Some((id, end)) = found else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(id);
            start = end;
        }
    }
}

/// Cleaned, lower-cased and accent-free parts of a word, cut at spaces, punctuation and Han characters.
fn split(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let cleaned = word.chars().filter(|c| *c != '\u{fffd}' && (c.is_whitespace() || !is_control(*c)));
    for c in cleaned.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_whitespace() {
            parts.push(String::new());
        } else if is_punctuation(c) || is_han(c) {
            parts.push(c.to_string());
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Control and format characters, which BERT drops.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{600}'..='\u{605}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Signs that stand alone: all ASCII ones and the punctuation of the scripts met in news.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}'
            | '\u{207d}' | '\u{207e}' | '\u{2329}' | '\u{232a}' | '\u{37e}' | '\u{387}' | '\u{5be}'
            | '\u{609}' | '\u{60a}' | '\u{60c}' | '\u{60d}' | '\u{61b}' | '\u{61e}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}'
            | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}' | '\u{ff20}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, expected: &[&str]) {
        let vocabulary = ["[UNK]", "[CLS]", "[SEP]", "mos", "##ul", "cafe", "-", "al", "a", "##l", "s", "'"];
        let wordpiece = WordPiece::new(&vocabulary).unwrap();
        let pieces: Vec<&str> = wordpiece.pieces(word).into_iter().map(|id| vocabulary[id as usize]).collect();
        assert_eq!(pieces, expected, "{word}");
    }

    #[test]
    fn words_are_cut_as_bert_does() {
        check("MOSUL", &["mos", "##ul"]);
        check("Café", &["cafe"]);
        check("al-Mosul's", &["al", "-", "mos", "##ul", "'", "s"]);
        check("mosulx", &["[UNK]"]);
        check("", &["[UNK]"]);
        check("\u{200b}", &["[UNK]"]);
        check(&"mosul-".repeat(50), &["mos", "##ul", "-", "mos", "##ul", "-", "mos", "##ul"]);
    }

    #[test]
    fn shapes_say_nothing_where_case_says_nothing() {
        assert!(is_caseless(&["ISIS", "RETREATS", "."]));
        assert!(is_caseless(&["isis", "retreats"]));
        assert!(!is_caseless(&["Isis", "retreats"]));
        assert!(!is_caseless(&["OK", "."]));
        assert_eq!(shape_of("McCain"), Shape::Mixed);
        assert_eq!(shape_of("A"), Shape::Title);
        assert_eq!(shape_of("U.S."), Shape::Upper);
        assert_eq!(shape_of("25,000"), Shape::None);
    }
}
