//! Text written without capitals: messages, transcripts, feeds whose case got lost.
//!
//! Capitals tell where a sentence begins and which words are names. Where a stretch has practically none, their absence
//! tells nothing: sentences are split by other signs, and names need not be written large.

use sitrep_types::{Sentence, Span};

/// At most one word in so many carries a capital where a text has practically none: an address, a stray "iPhone".
const WORDS_TO_A_STRAY_CAPITAL: usize = 40;

/// A block of at least so many words shows by itself how it is written; a shorter one goes with the whole document,
/// since a caption or a list item may be without a capital in any text.
const TELLING_BLOCK_WORDS: usize = 20;

/// Whether a stretch has practically no capitals: it begins with a small letter and hardly any word has a large one.
#[must_use]
pub fn is_caseless(text: &str) -> bool {
    Tally::of(text).is_caseless()
}

/// Which sentences stand in text without capitals.
#[must_use]
pub fn caseless_sentences(text: &str, sentences: &[Sentence]) -> Vec<bool> {
    let mut whole = Tally::default();
    let mut blocks: Vec<Tally> = Vec::new();
    for sentence in sentences {
        let tally = Tally::of(Span::slice(sentence.span, text).unwrap_or_default());
        if blocks.len() <= sentence.block {
            blocks.resize(sentence.block + 1, Tally::default());
        }
        blocks[sentence.block].add(tally);
        whole.add(tally);
    }
    sentences
        .iter()
        .map(|sentence| {
            let block = blocks[sentence.block];
            let telling = if block.words >= TELLING_BLOCK_WORDS { block } else { whole };
            telling.is_caseless()
        })
        .collect()
}

/// How the words of a stretch are written.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    /// Its first letter is a small one.
    opens_small: Option<bool>,
    words: usize,
    /// Words with a capital in them, the pronoun "I" aside.
    capitals: usize,
}

impl Tally {
    fn of(text: &str) -> Self {
        let mut tally = Self { opens_small: None, words: 0, capitals: 0 };
        for word in text.split_whitespace() {
            let Some(first) = word.chars().find(|character| character.is_alphabetic()) else { continue };
            tally.opens_small.get_or_insert(first.is_lowercase());
            tally.words += 1;
            let pronoun = word.trim_matches(|character: char| !character.is_alphanumeric()) == "I";
            if !pronoun && word.contains(char::is_uppercase) {
                tally.capitals += 1;
            }
        }
        tally
    }

    fn add(&mut self, other: Self) {
        self.opens_small = self.opens_small.or(other.opens_small);
        self.words += other.words;
        self.capitals += other.capitals;
    }

    fn is_caseless(self) -> bool {
        self.opens_small == Some(true) && self.capitals * WORDS_TO_A_STRAY_CAPITAL <= self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_capitals_is_told_from_one_with_few() {
        let caseless = [
            "two died in the blast. five fled.",
            "\"we are leaving,\" he said",
            "08:40 shells fell on the town",
            "i was there. I saw it",
        ];
        let cased = [
            "Two died in the blast and five fled.",
            "al-Bab was shelled. Two died.",
            "TWO DIED IN THE BLAST",
            "",
            "1,300 — 14:00",
            "مقتل جنديين",
        ];
        let wrong: Vec<&str> = caseless.into_iter().filter(|text| !is_caseless(text)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let wrong: Vec<&str> = cased.into_iter().filter(|text| is_caseless(text)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_short_block_goes_with_its_document() {
        let text = "Two soldiers died near the bridge. file photo";
        let sentence = |start, end, block| Sentence {
            span: Span::new(start, end),
            block,
            first_token: 0,
            end_token: 0,
            vector: Vec::new(),
        };
        assert_eq!(caseless_sentences(text, &[sentence(0, 34, 0), sentence(35, 45, 1)]), [false, false]);
        let text = text.to_lowercase();
        assert_eq!(caseless_sentences(&text, &[sentence(0, 34, 0), sentence(35, 45, 1)]), [true, true]);
    }
}
