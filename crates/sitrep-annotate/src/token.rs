//! Words: the tokenisation that the parser was trained on (English Web Treebank and GUM).
//!
//! Blanks part chunks; punctuation is peeled off both ends of a chunk; what is left is split at hyphens, dashes,
//! slashes between letters, clitics and units glued to a number. A full stop stays with an abbreviation.

use sitrep_resources::{AbbreviationClass, Abbreviations};
use sitrep_types::Span;

use crate::casing::is_caseless;

/// Left parts after which a hyphen stays inside the word ("anti-government", "co-founder"), as the treebanks have it.
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "mid", "mini", "multi", "neo", "non", "over", "pan",
    "post", "pre", "pro", "proto", "pseudo", "re", "semi", "socio", "sub", "super", "trans", "ultra", "un",
];

/// Units that are split off the number they are glued to ("10km", "3pm", "2.1m").
const UNITS: &[&str] = &[
    "a.m",
    "am",
    "b",
    "bn",
    "cm",
    "ft",
    "g",
    "ha",
    "hrs",
    "hz",
    "in",
    "k",
    "kg",
    "kilometers",
    "kilometres",
    "km",
    "lb",
    "lbs",
    "m",
    "meters",
    "metres",
    "mi",
    "min",
    "mins",
    "mm",
    "mn",
    "mph",
    "p.m",
    "percent",
    "pm",
    "sq",
    "t",
    "tn",
    "trn",
    "x",
];

/// Clitics split off the end of a word.
const CLITICS: &[&str] = &["s", "m", "d", "re", "ve", "ll"];

/// A chunk longer than this is cut: no word is, and later steps look at every character of a word.
const LONGEST_CHUNK_BYTES: usize = 400;

/// Splits a stretch of text into words; spans are offsets into `text`, in order, never empty, never overlapping.
///
/// # Examples
/// ```
/// # use sitrep_annotate::token;
/// # use sitrep_resources::Resources;
/// # use sitrep_types::Span;
/// let resources = Resources::shipped().unwrap();
/// let text = "Iraq's U.S.-backed army didn't stop.";
/// let words: Vec<&str> = token::tokenise(text, Span::new(0, text.len()), &resources.abbreviations)
///     .into_iter()
///     .map(|span| span.slice(text).unwrap())
///     .collect();
/// assert_eq!(words, ["Iraq", "'s", "U.S.", "-", "backed", "army", "did", "n't", "stop", "."]);
/// ```
#[must_use]
pub fn tokenise(text: &str, stretch: Span, abbreviations: &Abbreviations) -> Vec<Span> {
    let caseless = is_caseless(stretch.slice(text).unwrap_or_default());
    let mut words = Words { text, end: stretch.end, abbreviations, caseless, spans: Vec::new() };
    let mut start = None;
    for (offset, character) in stretch.slice(text).unwrap_or_default().char_indices() {
        let at = stretch.start + offset;
        if is_blank(character) {
            if let Some(start) = start.take() {
                words.chunk(start, at);
            }
        } else {
            let begin = *start.get_or_insert(at);
            if at - begin >= LONGEST_CHUNK_BYTES {
                words.chunk(begin, at);
                start = Some(at);
            }
        }
    }
    if let Some(start) = start {
        words.chunk(start, stretch.end);
    }
    words.spans
}

/// Blanks, control characters and invisible marks part words and belong to none.
pub(crate) fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// Whether a character opens or closes a quotation, whichever way it faces.
pub(crate) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»' | '‟' | '″' | '‘' | '’' | '‚' | '\'' | '`')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '`' | 'ʼ' | '´')
}

fn is_dash(character: char) -> bool {
    matches!(character, '–' | '—' | '―' | '‒')
}

fn is_stop(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…')
}

/// Characters that stand alone at either edge of a chunk.
fn is_edge(character: char) -> bool {
    !character.is_alphanumeric() && !matches!(character, '@' | '#' | '_' | '+' | '&' | '-' | '/' | '~' | '\\' | '=')
        || matches!(character, '²' | '³')
}

struct Words<'a> {
    text: &'a str,
    end: usize,
    abbreviations: &'a Abbreviations,
    /// Capitals tell nothing here.
    caseless: bool,
    spans: Vec<Span>,
}

impl Words<'_> {
    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.spans.push(Span::new(start, end));
        }
    }

    /// A run of characters without blanks.
    fn chunk(&mut self, start: usize, end: usize) {
        let chunk = self.slice(start, end);
        if is_smiley_or_rule(chunk) {
            self.push(start, end);
            return;
        }
        let start = self.leading(start, end);
        let (core_end, tail) = self.trailing(start, end);
        if start < core_end {
            self.core(start, core_end);
        }
        for span in tail.into_iter().rev() {
            self.push(span.start, span.end);
        }
    }

    /// Takes punctuation off the front; returns where the rest begins.
    fn leading(&mut self, mut start: usize, end: usize) -> usize {
        while start < end {
            let rest = self.slice(start, end);
            let Some(character) = rest.chars().next() else { break };
            let width = character.len_utf8();
            let after = rest[width..].chars().next();
            let run = rest.chars().take_while(|other| *other == character).map(char::len_utf8).sum::<usize>();
            let taken = match character {
                '.' if after.is_some_and(|next| next.is_ascii_digit()) => break,
                '.' | '!' | '?' | '*' | '=' | '~' | '_' | '—' => run,
                '-' if run > 1 => run,
                '-' if after.is_none_or(|next| next.is_alphabetic() || !next.is_alphanumeric()) => width,
                '`' if run == 2 => run,
                '\'' if run == 2 => run,
                '$' | '€' | '£' | '¥' | '₤' | '₹' => width,
                '#' if after.is_some_and(|next| next.is_ascii_digit()) => width,
                '/' => width,
                apostrophe if is_apostrophe(apostrophe) && starts_with_clitic(&rest[width..]) => break,
                other if is_edge(other) => width,
                _ => break,
            };
            self.push(start, start + taken);
            start += taken;
        }
        start
    }

    /// Takes punctuation off the end; returns where the core ends and the pieces, last first.
    fn trailing(&self, start: usize, mut end: usize) -> (usize, Vec<Span>) {
        let mut tail = Vec::new();
        while start < end {
            let rest = self.slice(start, end);
            let Some(character) = rest.chars().next_back() else { break };
            let width = character.len_utf8();
            let taken = match character {
                stop if is_stop(stop) => {
                    let run: usize = rest.chars().rev().take_while(|other| is_stop(*other)).map(char::len_utf8).sum();
                    if run == 1 && stop == '.' && self.keeps_stop(start, end) {
                        break;
                    }
                    run
                }
                '-' => {
                    let run = rest.chars().rev().take_while(|other| *other == '-').count();
                    // "th-" is a word broken off.
                    if run == 1 && rest.len() > 1 && rest[..rest.len() - 1].chars().all(char::is_alphabetic) {
                        break;
                    }
                    run
                }
                '*' | '=' | '~' | '_' | '—' => {
                    rest.chars().rev().take_while(|other| *other == character).map(char::len_utf8).sum()
                }
                ')' if rest.ends_with("(s)") && rest.len() > 3 => break,
                '/' => width,
                other if is_edge(other) => width,
                _ => break,
            };
            tail.push(Span::new(end - taken, end));
            end -= taken;
        }
        (end, tail)
    }

    /// Whether the stop at the end of `start..end` belongs to an abbreviation.
    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        let word = self.slice(start, end - 1);
        // "al-Sgt." and "US-Col." are judged by their last part.
        let last = word.rsplit(['-', '–', '/', '(']).next().unwrap_or(word);
        if last.is_empty() {
            return false;
        }
        let next = self.slice(end, self.end).chars().find(|character| !is_blank(*character) && !is_quote(*character));
        let Some(next) = next else { return is_dotted(last) };
        if is_dotted(last) {
            return true;
        }
        // Whether a name may begin there.
        let named =
            if self.caseless { next.is_alphabetic() && !self.opens_sentence_at(end) } else { next.is_uppercase() };
        let mut characters = last.chars();
        if let (Some(initial), None) = (characters.next(), characters.next())
            && (initial.is_uppercase() || self.caseless && initial.is_alphabetic() && named)
        {
            // An initial; "I." is more often the pronoun at the end of a sentence.
            return !matches!(initial, 'I' | 'i') || named && self.ends_with_initial();
        }
        if last.chars().all(|character| character.is_ascii_digit()) {
            return last.len() <= 2 && next.is_alphabetic() && self.opens_line(start);
        }
        self.abbreviations.classes(last).into_iter().any(|class| match class {
            AbbreviationClass::Title => named,
            AbbreviationClass::Plain => true,
            AbbreviationClass::Number => next.is_numeric(),
            AbbreviationClass::Date if self.caseless => next.is_numeric() || named || next == ',',
            AbbreviationClass::Date => next.is_numeric() || next.is_lowercase() || next == ',',
        })
    }

    /// Whether the word after `at` opens a sentence in a text without capitals.
    fn opens_sentence_at(&self, at: usize) -> bool {
        let next = self.slice(at, self.end).trim_start_matches(|character| is_blank(character) || is_quote(character));
        let word = next.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
        self.abbreviations.opens_small_sentence(word) && !next[word.len()..].starts_with('.')
    }

    /// Whether only blanks stand between the start of the line and `at`.
    fn opens_line(&self, at: usize) -> bool {
        let before_word = self.spans.last().map_or(at, |last| last.end);
        self.spans.is_empty() || self.slice(before_word, at).contains('\n')
    }

    fn ends_with_initial(&self) -> bool {
        self.spans.last().is_some_and(|span| {
            let word = self.slice(span.start, span.end);
            word.ends_with('.') && word.chars().count() == 2
        })
    }

    /// A chunk without its outer punctuation.
    fn core(&mut self, start: usize, end: usize) {
        let core = self.slice(start, end);
        if is_address(core) {
            self.push(start, end);
            return;
        }
        // Strong separators first: each side is a core of its own.
        if let Some((at, width)) = separator(core) {
            self.core_part(start, start + at);
            self.push(start + at, start + at + width);
            let rest = self.leading(start + at + width, end);
            let (rest_end, tail) = self.trailing(rest, end);
            if rest < rest_end {
                self.core(rest, rest_end);
            }
            for span in tail.into_iter().rev() {
                self.push(span.start, span.end);
            }
            return;
        }
        self.core_part(start, end);
    }

    /// A core without dashes, slashes and the like: hyphens, clitics, units.
    fn core_part(&mut self, start: usize, end: usize) {
        let (mut start, mut end) = (start, end);
        // "word…" before a separator may still carry punctuation: "Minister):".
        let mut tail = Vec::new();
        while start < end {
            let rest = self.slice(start, end);
            match rest.chars().next_back() {
                Some(character) if is_edge(character) && character != '.' => {
                    tail.push(Span::new(end - character.len_utf8(), end));
                    end -= character.len_utf8();
                }
                _ => break,
            }
        }
        let mut first = true;
        while start < end {
            let part = self.slice(start, end);
            match hyphen(part, std::mem::take(&mut first)) {
                Some(at) => {
                    self.word(start, start + at);
                    self.push(start + at, start + at + 1);
                    start += at + 1;
                }
                None => {
                    self.word(start, end);
                    break;
                }
            }
        }
        for span in tail.into_iter().rev() {
            self.push(span.start, span.end);
        }
    }

    /// A single word: clitics, "cannot", a unit glued to its number, a currency glued to its amount.
    fn word(&mut self, start: usize, end: usize) {
        let word = self.slice(start, end);
        let lower = word.to_lowercase();
        if lower.len() != word.len() {
            // Case folding changed lengths (rare letters): offsets into `lower` would not fit.
            self.push(start, end);
            return;
        }
        for (whole, first) in [("cannot", 3), ("gonna", 3), ("wanna", 3), ("gotta", 3)] {
            if lower == whole {
                self.push(start, start + first);
                self.push(start + first, end);
                return;
            }
        }
        if let Some(at) = clitic(word, &lower) {
            self.word(start, start + at);
            self.push(start + at, end);
            return;
        }
        if let Some(at) = currency(word).or_else(|| unit(&lower)) {
            self.push(start, start + at);
            let (rest_end, tail) = self.trailing(start + at, end);
            self.push(start + at, rest_end);
            for span in tail.into_iter().rev() {
                self.push(span.start, span.end);
            }
            return;
        }
        self.push(start, end);
    }
}

/// "U.S", "p.m", "Ph.D", "a.k.a": letters parted by stops.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let letters = part.chars().count();
            (1..=2).contains(&letters) && part.chars().all(char::is_alphabetic)
        })
}

fn is_smiley_or_rule(chunk: &str) -> bool {
    matches!(chunk, ":)" | ":-)" | ";)" | ";-)" | ":(" | ":-(" | ":D" | ":P" | "<3")
        || chunk.len() > 3 && chunk.chars().all(|character| matches!(character, '-' | '_' | '=' | '*'))
}

/// Web and mail addresses, handles and hashtags stay whole.
fn is_address(core: &str) -> bool {
    let lower = core.to_ascii_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || (core.starts_with('@') || core.starts_with('#')) && core.len() > 1
        || core.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
        || lower.split_once('/').is_some_and(|(host, _)| is_host(host))
}

fn is_host(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(name, top)| {
        !name.is_empty()
            && matches!(top, "com" | "org" | "net" | "gov" | "int" | "edu" | "info" | "io" | "co" | "uk" | "me")
    })
}

/// The first strong separator inside a core, with its width.
fn separator(core: &str) -> Option<(usize, usize)> {
    let mut previous: Option<char> = None;
    for (at, character) in core.char_indices() {
        let rest = &core[at + character.len_utf8()..];
        let next = rest.chars().next();
        if at > 0 && next.is_some() {
            let (before, after) = (previous.unwrap_or(' '), next.unwrap_or(' '));
            let found = match character {
                dash if is_dash(dash) => {
                    Some(core[at..].chars().take_while(|other| *other == dash).count() * dash.len_utf8())
                }
                '-' if after == '-' => Some(core[at..].chars().take_while(|other| *other == '-').count()),
                '…' => Some(character.len_utf8()),
                '.' if core[at..].starts_with("..") => {
                    Some(core[at..].chars().take_while(|other| *other == '.').count())
                }
                '.' | '!' | '?' => glued_sentence(&core[..at], rest).then_some(1),
                '/' | '|' if before.is_alphabetic() || after.is_alphabetic() => Some(1),
                ',' | ':' | ';' if before.is_alphabetic() || after.is_alphabetic() => Some(1),
                ',' if !(before.is_ascii_digit() && after.is_ascii_digit()) => Some(1),
                ';' | '(' | ')' | '[' | ']' | '{' | '}' | '=' => {
                    (!rest.starts_with("s)") || rest.len() > 2).then_some(1)
                }
                '"' | '“' | '”' | '„' | '«' | '»' | '•' | '°' => Some(character.len_utf8()),
                '%' => Some(1),
                _ => None,
            };
            if let Some(width) = found {
                return Some((at, width));
            }
        }
        previous = Some(character);
    }
    None
}

/// Whether a stop inside a chunk parts two sentences whose blank was lost: "forces.Troops", not "U.S.A", "example.com".
fn glued_sentence(before: &str, after: &str) -> bool {
    let letters_before = before.chars().rev().take_while(|character| character.is_lowercase()).count();
    let mut characters = after.chars();
    let capital = characters.next().is_some_and(char::is_uppercase);
    let lower = characters.next().is_some_and(|character| character.is_lowercase() || is_apostrophe(character));
    let closes = before.ends_with(['”', '"', ')', '’', '%']) || before.ends_with(|last: char| last.is_ascii_digit());
    capital && (letters_before >= 2 || closes) && (lower || after.chars().count() == 1)
}

/// The first hyphen at which a word is split.
fn hyphen(part: &str, may_have_prefix: bool) -> Option<usize> {
    if !part.contains('-') {
        return None;
    }
    let groups: Vec<&str> = part.split('-').collect();
    let digits = |group: &&str| !group.is_empty() && group.chars().all(|character| character.is_ascii_digit());
    // Dates and telephone numbers stay whole.
    if groups.len() >= 3 && groups.iter().all(digits)
        || groups.len() == 2 && groups.iter().all(digits) && groups[1].len() == 4 && groups[0].len() == 3
    {
        return None;
    }
    let mut at = 0;
    for (index, group) in groups.iter().enumerate().take(groups.len() - 1) {
        at += group.len();
        let prefix = may_have_prefix && index == 0 && PREFIXES.contains(&group.to_lowercase().as_str());
        let next = groups[index + 1];
        if !group.is_empty() && !next.is_empty() && !prefix {
            return Some(at);
        }
        at += 1;
    }
    None
}

fn starts_with_clitic(rest: &str) -> bool {
    let word: String =
        rest.chars().take_while(|character| character.is_alphabetic()).flat_map(char::to_lowercase).collect();
    CLITICS.contains(&word.as_str()) || matches!(word.as_str(), "em" | "til" | "cause")
}

/// Where a clitic begins: "Iraq|'s", "did|n't", "troops|'".
fn clitic(word: &str, lower: &str) -> Option<usize> {
    for ending in ["n't", "n’t"] {
        if lower.ends_with(ending) && lower.len() > ending.len() {
            return Some(word.len() - ending.len());
        }
    }
    let (at, apostrophe) = word.char_indices().rev().find(|(_, character)| is_apostrophe(*character))?;
    // Of the word itself: a letter may take more bytes as a small one than as a large one.
    let rest = word[at + apostrophe.len_utf8()..].to_lowercase();
    (at > 0 && CLITICS.contains(&rest.as_str())).then_some(at)
}

/// Where an amount begins after its currency: "US$|5", "Rs|200" is left to blanks.
fn currency(word: &str) -> Option<usize> {
    let (at, sign) = word.char_indices().find(|(_, character)| matches!(character, '$' | '€' | '£'))?;
    let after = at + sign.len_utf8();
    (at > 0 && word[after..].starts_with(|next: char| next.is_ascii_digit())).then_some(after)
}

/// Where a unit begins after its number: "10|km".
fn unit(lower: &str) -> Option<usize> {
    let at = lower.find(|character: char| !character.is_ascii_digit() && !matches!(character, '.' | ',' | ':'))?;
    let number = &lower[..at];
    let rest = lower[at..].trim_end_matches('.');
    (number.ends_with(|last: char| last.is_ascii_digit()) && UNITS.contains(&rest)).then_some(at)
}
