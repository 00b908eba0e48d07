//! Regular expressions whose bounds cost more to compile than most runs of the program will ever need.
//!
//! "[^.!?]{0,80}" between two words becomes eighty copies of an automaton. A fifth of a second went into such patterns at every
//! start. So a text first meets the pattern without its bounds, which matches wherever the pattern does and at more places;
//! the pattern itself is compiled when a text is found that way.

use std::sync::OnceLock;

use regex::{Captures, Match, Regex};

/// A regular expression that is compiled when a text calls for it.
pub(crate) struct Pattern {
    source: String,
    /// Without bounds.
    loose: Regex,
    exact: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Checks the expression as far as can be done without compiling it.
    ///
    /// # Errors
    /// Where it is no regular expression.
    pub(crate) fn new(source: String) -> Result<Self, regex::Error> {
        Ok(Self { loose: Regex::new(&unbounded(&source))?, source, exact: OnceLock::new() })
    }

    /// Where it matches first.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.called_for_by(text)?.find(text)
    }

    /// Where it and its groups match first.
    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.called_for_by(text)?.captures(text)
    }

    /// The expression itself, if it may match. A pattern that is too large to compile never does; tests try each.
    fn called_for_by(&self, text: &str) -> Option<&Regex> {
        self.loose.is_match(text).then(|| self.exact())?
    }

    fn exact(&self) -> Option<&Regex> {
        self.exact.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }

    /// Whether it compiles.
    #[cfg(test)]
    pub(crate) fn is_sound(&self) -> bool {
        self.exact().is_some()
    }
}

/// A pattern of the code.
pub(crate) fn bounded(source: &str) -> Pattern {
    Pattern::new(source.to_owned()).expect("patterns in the code are sound; a test compiles each")
}

/// A pattern that matches wherever this one does: "{2,80}" after a part becomes "*".
fn unbounded(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let bounds = rest.strip_prefix('{').and_then(|after| after.split_once('}'));
        match bounds {
            Some((numbers, after)) if numbers.chars().all(|c| c.is_ascii_digit() || c == ',') => {
                out.push('*');
                rest = after;
            }
            _ => {
                // What follows a backslash stands for itself.
                let escaped = rest.strip_prefix('\\').and_then(|after| after.chars().next());
                let length = c.len_utf8() + escaped.map_or(0, char::len_utf8);
                out.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_left_out_and_nothing_else() {
        for (pattern, expected) in [
            (r"(?i)a[^.!?]{0,80}b{2}c{3,}?", r"(?i)a[^.!?]*b*c*?"),
            (r"\{2}é{1,3}", r"\{2}é*"),
            (r"\p{L}{1,2}{x}", r"\p{L}*{x}"),
            ("end\\", "end\\"),
        ] {
            assert_eq!(unbounded(pattern), expected);
        }
    }

    #[test]
    fn bounds_still_count() {
        let pattern = bounded("^(?P<a>x{2,3})y");
        assert!(pattern.is_sound());
        for (text, expected) in [("xy", None), ("xxy", Some("xx")), ("xxxy", Some("xxx")), ("xxxxy", None), ("y", None)]
        {
            assert_eq!(
                pattern.captures(text).and_then(|found| found.name("a")).map(|a| a.as_str()),
                expected,
                "{text}"
            );
        }
    }
}
