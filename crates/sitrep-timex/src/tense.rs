//! The tense of the clause around an expression, which decides whether "on Tuesday" lies behind or ahead.

use sitrep_types::Span;

use crate::tables::TenseWords;

/// Tense of a clause, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// "shelled", "had shelled".
    Past,
    /// "shells", "is shelling".
    Present,
    /// "will shell", "is to shell", "plans to".
    Future,
    /// Not known: words nearby decide, and the past where they do not.
    #[default]
    Unknown,
}

/// How many words before and after an expression may tell its tense.
const WORDS_BEFORE: usize = 14;
const WORDS_AFTER: usize = 12;
/// How far to look for them, in bytes.
const REACH: usize = 140;

/// What crossing a comma or another break costs, in words: the verb of the same clause goes before a nearer one.
const BREAK: usize = 4;

/// What leaving a quotation costs: who said it, and when, tells nothing of the day in it.
const END_OF_QUOTATION: usize = 8;

/// The tense that the words around a span tell: that of the nearest word with one.
pub(crate) fn from_words(words: &TenseWords, text: &str, sentence: Span, span: Span) -> Tense {
    let before = text.get(sentence.start.max(floor(text, span.start.saturating_sub(REACH)))..span.start);
    let after = text.get(span.end..sentence.end.min(ceiling(text, span.end.saturating_add(REACH))));
    // Words in the order of distance, each with the word that stands before it in the text.
    let told = |pieces: &[&str], backwards: bool, most: usize| {
        let mut distance = 0;
        for (index, piece) in pieces.iter().enumerate().take(most) {
            distance += 1;
            let before = if backwards { pieces.get(index + 1) } else { index.checked_sub(1).map(|at| &pieces[at]) };
            // The months March and May are no verbs.
            let word = if piece.starts_with("Ma") { String::new() } else { plain(piece) };
            // "had been due to expire" looks back at what was to come; "has been put off until" does not.
            let is_told_back =
                backwards && word != "until" && pieces.iter().skip(index + 1).take(2).any(|word| plain(word) == "been");
            // "will be released", "is to be held": what stands before "be" tells, not the participle. "Could be found"
            // tells of what was possible then.
            let before_it = |back: usize| pieces.get(index + back).map(|word| plain(word));
            if backwards && before_it(1).as_deref() == Some("be") && before_it(2).as_deref() != Some("could") {
                continue;
            }
            if let Some(tense) = word_tense(words, &word, &before.map(|word| plain(word)).unwrap_or_default()) {
                return Some((distance, if is_told_back { Tense::Past } else { tense }));
            }
            if piece.ends_with(['"', '”']) || piece.ends_with("''") {
                distance += END_OF_QUOTATION;
            } else if piece.ends_with([',', ';', ':', '—', ')']) || ["--", "_", "–"].contains(piece) {
                distance += BREAK;
            }
        }
        None
    };
    let after = after.unwrap_or_default();
    // "has until Tuesday to sign": the deadline is ahead.
    if after.starts_with(" to ") && before.unwrap_or_default().trim_end().ends_with("until") {
        return Tense::Future;
    }
    // "Wednesday's ruling" is told of, not announced, unless a verb right before it looks ahead.
    let is_possessive = after.starts_with("'s ") || after.starts_with("’s ");
    let before: Vec<&str> = before.unwrap_or_default().split_whitespace().rev().take(WORDS_BEFORE + 1).collect();
    let before = told(&before, true, WORDS_BEFORE);
    if is_possessive {
        return before.filter(|(distance, _)| *distance <= BREAK).map_or(Tense::Past, |(_, tense)| tense);
    }
    let after: Vec<&str> = after.split_whitespace().take(WORDS_AFTER).collect();
    let after = told(&after, false, WORDS_AFTER);
    let nearest = match (before, after) {
        (Some(before), Some(after)) => Some(if after.0 < before.0 { after } else { before }),
        (before, after) => before.or(after),
    };
    nearest.map_or(Tense::Unknown, |(_, tense)| tense)
}

/// A word without what stands around it, in lower case.
fn plain(piece: &str) -> String {
    piece.trim_matches(|character: char| !character.is_alphanumeric() && character != '\'').to_lowercase()
}

fn word_tense(words: &TenseWords, word: &str, before: &str) -> Option<Tense> {
    let listed = |list: &[String]| list.iter().any(|entry| entry == word);
    let pair = |list: &[String]| list.iter().any(|entry| entry.split_once(' ') == Some((before, word)));
    if pair(&words.past) {
        return Some(Tense::Past);
    }
    if listed(&words.future) || word.ends_with("'ll") || pair(&words.future) {
        return Some(Tense::Future);
    }
    let is_past_form = word.len() > 4 && word.ends_with("ed") && !listed(&words.not_past);
    (is_past_form || listed(&words.past)).then_some(Tense::Past)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn ceiling(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
