//! The words of a text without marks, apostrophes and case, side by side in one string: to be looked at and thrown away.

use unicode_normalization::UnicodeNormalization;

/// Words longer than this are cut, so that the cost of comparing two has a bound.
const LONGEST_WORD: usize = 40;

/// The folded words of a text; to be filled again with those of the next.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// The words with a space between two.
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Folded {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut folded = Self::default();
        folded.read(text);
        folded
    }

    /// Takes the words of another text instead.
    pub fn read(&mut self, text: &str) {
        self.text.clear();
        self.ends.clear();
        if text.is_ascii() {
            // Nothing to take apart, one byte a letter: words are copied as a whole.
            let apostrophe = |letter: u8| matches!(letter, b'\'' | b'`');
            let within = |letter: &u8| letter.is_ascii_alphanumeric() || apostrophe(*letter);
            let bytes = text.as_bytes();
            let mut at = 0;
            while let Some(start) = bytes[at..].iter().position(within).map(|skipped| at + skipped) {
                at = bytes[start..]
                    .iter()
                    .position(|letter| !within(letter))
                    .map_or(bytes.len(), |length| start + length);
                let word = &text[start..at];
                if word.bytes().any(apostrophe) {
                    word.chars().filter(char::is_ascii_alphanumeric).for_each(|letter| self.letter(letter));
                } else {
                    self.space();
                    self.text.push_str(word);
                }
                self.end();
            }
            self.text.make_ascii_lowercase();
        } else {
            for letter in text.nfkd() {
                match letter {
                    '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`' => {}
                    'ı' => self.letter('i'),
                    'ø' | 'Ø' => self.letter('o'),
                    'ł' | 'Ł' => self.letter('l'),
                    'đ' | 'Đ' => self.letter('d'),
                    _ if letter.is_alphanumeric() => letter.to_lowercase().for_each(|letter| self.letter(letter)),
                    _ => self.end(),
                }
            }
        }
        self.end();
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The words.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        (0..self.len()).map(|at| self.phrase(at, 1))
    }

    /// So many words from one on, with a space between two; no more than there are.
    #[must_use]
    pub fn phrase(&self, at: usize, words: usize) -> &str {
        let last = (at + words).min(self.len());
        let end = last.checked_sub(1).map_or(0, |last| self.ends[last]);
        self.text.get(self.start(at)..end).unwrap_or_default()
    }

    /// Where a word starts, or the one that comes next.
    fn start(&self, at: usize) -> usize {
        match at.checked_sub(1) {
            Some(before) => self.ends.get(before).map_or(self.text.len(), |end| end + 1),
            None => 0,
        }
    }

    /// Parts a word from the one before, where it has not begun yet.
    fn space(&mut self) {
        if self.ends.last().is_some_and(|end| *end == self.text.len()) {
            self.text.push(' ');
        }
    }

    fn letter(&mut self, letter: char) {
        self.space();
        self.text.push(letter);
    }

    /// Ends a word where one has begun.
    fn end(&mut self) {
        let start = self.start(self.len());
        let Some(word) = self.text.get(start..).filter(|word| !word.is_empty()) else { return };
        if let Some((cut, _)) = word.char_indices().nth(LONGEST_WORD) {
            self.text.truncate(start + cut);
        }
        self.ends.push(self.text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;

    #[test]
    fn words_are_folded_and_phrases_are_runs_of_them() {
        let long = "a".repeat(60);
        for (text, words) in [
            ("", vec![]),
            (" ,;' ` ", vec![]),
            ("The Qur'an school", vec!["the", "quran", "school"]),
            ("Şanlıurfa–Kilis", vec!["sanliurfa", "kilis"]),
            ("  U.S.-backed", vec!["u", "s", "backed"]),
            ("Łódź ’ Ørsta", vec!["lodz", "orsta"]),
            (&format!("{long} {long}é"), vec![&long[..40], &long[..40]]),
        ] {
            // What was read before leaves nothing behind.
            let mut folded = Folded::of("other words entirely");
            folded.read(text);
            assert_eq!(folded.iter().collect::<Vec<_>>(), words, "{text}");
            assert_eq!(folded.len(), words.len());
            for at in 0..words.len() {
                assert_eq!(folded.phrase(at, 2), words[at..(at + 2).min(words.len())].join(" "), "{text}");
            }
        }
    }
}
