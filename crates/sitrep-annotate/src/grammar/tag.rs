//! Parts of speech that the letters of a word rule out.

use sitrep_types::Upos;

use crate::reader::WordReading;

/// "the toll rose to 101": what is written in figures alone is a number.
pub(super) fn figures_as_name(words: &[&str], reading: &mut [WordReading], number: usize) {
    let figures = words[number].bytes().all(|letter| letter.is_ascii_digit());
    if figures
        && matches!(reading[number].upos, Upos::Noun | Upos::Propn)
        && !reading[number].deprel.starts_with("flat")
    {
        reading[number].upos = Upos::Num;
    }
}

/// "the battle for Goma": a word in small letters behind an article is no name where one follows that is.
pub(super) fn common_noun_as_name(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let behind_article = noun > 0 && reading[noun - 1].upos == Upos::Det;
    let small = words[noun].len() > 3 && words[noun].bytes().all(|letter| letter.is_ascii_lowercase());
    let of_a_name = words.get(noun + 1).is_some_and(|word| matches!(*word, "for" | "of"))
        && words.get(noun + 2).is_some_and(|word| word.starts_with(char::is_uppercase));
    if reading[noun].upos == Upos::Propn && behind_article && small && of_a_name {
        reading[noun].upos = Upos::Noun;
    }
}
