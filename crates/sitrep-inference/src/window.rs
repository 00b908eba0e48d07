//! Sentences to windows: the stretches of text that go through the encoder at once.

use crate::wordpiece::{Shape, WordPiece, is_caseless, shape_of};

/// A part of a sentence inside a window; nearly always the whole of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Index of the sentence in the call.
    pub sentence: usize,
    /// First word of the part, in the sentence.
    pub first_word: usize,
    /// Words of the part.
    pub n_words: usize,
}

/// Subword ids of consecutive sentences, and where each word begins.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Subword ids, `[CLS]` first, `[SEP]` after each sentence.
    pub ids: Vec<i32>,
    /// Shape of the word that each subword belongs to.
    pub shapes: Vec<i32>,
    /// Position of each word's first subword.
    pub first: Vec<i32>,
    /// The sentences, in order; their words are the window's words, in order.
    pub pieces: Vec<Piece>,
}

impl Window {
    fn open(wordpiece: &WordPiece) -> Self {
        Self { ids: vec![wordpiece.begin], shapes: vec![Shape::None as i32], ..Self::default() }
    }
}

/// Packs sentences, in order, into windows of at most `limit` subwords. A sentence longer than that has a
/// window for itself, and one longer than `sentence_limit` is cut between words. Sentences without words are
/// left out.
pub fn windows(sentences: &[Vec<&str>], wordpiece: &WordPiece, limit: usize, sentence_limit: usize) -> Vec<Window> {
    let mut out: Vec<Window> = Vec::new();
    for (sentence, words) in sentences.iter().enumerate() {
        let caseless = is_caseless(words);
        let cut: Vec<(Vec<i32>, Shape)> = words
            .iter()
            .map(|word| (wordpiece.pieces(word), if caseless { Shape::None } else { shape_of(word) }))
            .collect();
        let mut first_word = 0;
        for part in parts(&cut, sentence_limit.saturating_sub(2).max(1)) {
            let size = 1 + part.iter().map(|(ids, _)| ids.len()).sum::<usize>();
            let fits = out.last().is_some_and(|window| window.ids.len() + size <= limit);
            if !fits {
                out.push(Window::open(wordpiece));
            }
            let Some(window) = out.last_mut() else { continue };
            for (ids, shape) in part {
                window.first.push(window.ids.len() as i32);
                window.ids.extend_from_slice(ids);
                window.shapes.extend(std::iter::repeat_n(*shape as i32, ids.len()));
            }
            window.ids.push(wordpiece.end);
            window.shapes.push(Shape::None as i32);
            window.pieces.push(Piece { sentence, first_word, n_words: part.len() });
            first_word += part.len();
        }
    }
    out
}

/// Runs of words of at most `limit` subwords.
fn parts(words: &[(Vec<i32>, Shape)], limit: usize) -> Vec<&[(Vec<i32>, Shape)]> {
    let mut out = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (at, (ids, _)) in words.iter().enumerate() {
        if at > start && size + ids.len() > limit {
            out.push(&words[start..at]);
            (start, size) = (at, 0);
        }
        size += ids.len();
    }
    if start < words.len() {
        out.push(&words[start..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentences: &[usize], expected: &[&[(usize, usize, usize)]]) {
        let wordpiece = WordPiece::new(&["[UNK]", "[CLS]", "[SEP]", "a"]).unwrap();
        let sentences: Vec<Vec<&str>> = sentences.iter().map(|n| vec!["a"; *n]).collect();
        let found: Vec<Vec<(usize, usize, usize)>> = windows(&sentences, &wordpiece, 10, 14)
            .iter()
            .map(|w| w.pieces.iter().map(|p| (p.sentence, p.first_word, p.n_words)).collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_are_packed_in_order_and_cut_only_when_too_long() {
        check(&[], &[]);
        check(&[0, 2, 0], &[&[(1, 0, 2)]]);
        check(&[3, 4, 1], &[&[(0, 0, 3), (1, 0, 4)], &[(2, 0, 1)]]);
        check(&[1, 12, 1], &[&[(0, 0, 1)], &[(1, 0, 12)], &[(2, 0, 1)]]);
        check(&[30], &[&[(0, 0, 12)], &[(0, 12, 12)], &[(0, 24, 6)]]);
    }
}
