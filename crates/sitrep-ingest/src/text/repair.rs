//! Gives back the blanks that a page lost between sentences: "forces.Troops" is "forces. Troops".

use std::sync::LazyLock;

use regex::Regex;

use super::rules::own;
use crate::mapped::{Mapped, floor_boundary};

/// Endings of addresses and file names that follow a full stop with a capital in sloppy writing ("Example.Com").
const NO_WORDS: &[&str] =
    &["com", "org", "net", "gov", "edu", "js", "html", "php", "pdf", "co", "uk", "ru", "ua", "io"];

/// A stop or comma glued to the word after it.
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    own(r#"(?P<left>[\p{Ll}\d][”"’')\]]*)(?P<stop>[.!?…;,][”"’)\]]*)(?P<right>[“‘(\["]?\p{Lu}[\p{L}’'-]*)"#)
});

/// "p.m.The": initials in small letters, whose last full stop also ends the sentence.
static AFTER_CLOCK: LazyLock<Regex> = LazyLock::new(|| own(r"\b[ap]\.m\.(?P<right>\p{Lu}\p{Ll}+)"));

/// The text with every lost blank given back; the blanks belong to no byte of the input.
pub(crate) fn give_back_blanks(mapped: &Mapped) -> Mapped {
    let cuts = cuts(mapped.text());
    if cuts.is_empty() {
        return mapped.clone();
    }
    let mut out = Mapped::default();
    let mut from = 0;
    for cut in cuts {
        out.append(&mapped.slice(from..cut));
        out.push_inserted(" ");
        from = cut;
    }
    out.append(&mapped.slice(from..mapped.text().len()));
    out
}

/// Where a blank is missing.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts: Vec<usize> =
        AFTER_CLOCK.captures_iter(text).filter_map(|found| found.name("right")).map(|right| right.start()).collect();
    let mut search_from = 0;
    while let Some(found) = text.get(search_from..).and_then(|rest| GLUED.captures(rest)) {
        let (Some(left), Some(stop), Some(right)) = (found.name("left"), found.name("stop"), found.name("right"))
        else {
            break;
        };
        let cut = search_from + right.start();
        let left_end = search_from + left.end();
        let right_end = search_from + right.end();
        if is_sentence_break(text, left_end, stop.as_str(), right.as_str(), right_end) {
            cuts.push(cut);
        }
        search_from = cut;
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn is_sentence_break(text: &str, left_end: usize, stop: &str, right: &str, right_end: usize) -> bool {
    // No word is longer than this; without the bound a text without blanks would be searched again at every stop.
    const LONGEST_TOKEN: usize = 200;
    let window_start = floor_boundary(text, left_end.saturating_sub(LONGEST_TOKEN));
    let window_end = floor_boundary(text, right_end + LONGEST_TOKEN);
    let before = &text[window_start..left_end];
    let word_start =
        before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
            + window_start;
    let token_end = text[right_end..window_end].find(char::is_whitespace).map_or(window_end, |at| right_end + at);
    let left_word = text[word_start..left_end].trim_start_matches(['“', '"', '(', '‘', '[']);
    let token = &text[word_start..token_end];
    if token.contains("://") || token.contains('@') || token.starts_with("www.") || token.contains('#') {
        return false;
    }
    // "e.g.The" aside, a word that holds a stop itself is initials, a number or an address.
    let own_stops = left_word.split(['.', ',']).next_back().unwrap_or_default();
    let letters = own_stops.chars().filter(|c| c.is_alphabetic()).count();
    let closes_quote = left_word.ends_with(['”', '"', '’', '\'', ')', ']']);
    let is_number = own_stops.chars().last().is_some_and(|c| c.is_ascii_digit());
    if letters < 2 && !closes_quote && !(is_number && stop.starts_with(['.', '!', '?', '…'])) {
        return false;
    }
    let right_word = right.trim_start_matches(['“', '"', '(', '‘', '[']);
    // A single capital is the end of a designation; only "A" and "I" are words.
    if right_word.chars().count() == 1 && !matches!(right_word, "A" | "I") {
        return false;
    }
    if NO_WORDS.contains(&right_word.to_lowercase().as_str()) {
        return false;
    }
    // "report.Final.pdf": the token goes on with a stop and a small letter.
    let goes_on = text[right_end..].strip_prefix('.').and_then(|rest| rest.chars().next());
    if goes_on.is_some_and(|next| next.is_lowercase() || next.is_ascii_digit()) {
        return false;
    }
    // A quotation mark after a stop may close the quotation before or open the next: where it opens, `right` holds it.
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str) {
        let mapped = Mapped::cleaned(before, 0..before.len());
        assert_eq!(give_back_blanks(&mapped).text(), after);
    }

    #[test]
    fn gives_back_lost_blanks() {
        check("retaken by the army.Troops went on.", "retaken by the army. Troops went on.");
        check("told the agency.After its fall", "told the agency. After its fall");
        check("the year 2014.Since then", "the year 2014. Since then");
        check("“It is empty.”The general left.", "“It is empty.” The general left.");
        check("Who fired?Nobody knows!Somebody must.", "Who fired? Nobody knows! Somebody must.");
        check("at 6 p.m.The road was cut", "at 6 p.m. The road was cut");
        check("in Mosul,Iraq", "in Mosul, Iraq");
        check("Cpl.Abbas spoke", "Cpl. Abbas spoke");
        check("he said.“We held it.”", "he said. “We held it.”");
    }

    #[test]
    fn leaves_what_needs_no_blank() {
        for text in [
            "the U.S.Army came",
            "see https://example.org/News.Today.html for more",
            "write to desk@example.Org now",
            "Example.Com reported",
            "ver 2.5 and 3.14",
            "report.Final.pdf",
            "oncehas been retaken",
            "with onlyThey said",
            "a T-72.B tank",
            "#Mosul.Now",
        ] {
            check(text, text);
        }
    }
}
