//! The tables of `resources/time`: patterns, normalisations and rules, compiled.
//!
//! A rule's pattern is a regular expression in which `%name` stands for a pattern of `patterns.toml`, or for any key of
//! a table of `normalisations.toml`; a blank stands for any white space inside a paragraph, and `'` for any apostrophe.
//! Its named captures, looked up in the normalisation table of the same name, and its `with` constants are the fields
//! that its reading makes a meaning of.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::TimexError;
use crate::festival::festivals;

const PATTERNS: (&str, &str) = ("patterns.toml", include_str!("../../../resources/time/patterns.toml"));
const NORMALISATIONS: (&str, &str) =
    ("normalisations.toml", include_str!("../../../resources/time/normalisations.toml"));
const TENSE: (&str, &str) = ("tense.toml", include_str!("../../../resources/time/tense.toml"));
const RULES: &[(&str, &str)] = &[
    ("rules_calendar.toml", include_str!("../../../resources/time/rules_calendar.toml")),
    ("rules_business.toml", include_str!("../../../resources/time/rules_business.toml")),
    ("rules_relative.toml", include_str!("../../../resources/time/rules_relative.toml")),
    ("rules_length.toml", include_str!("../../../resources/time/rules_length.toml")),
    ("rules_vague.toml", include_str!("../../../resources/time/rules_vague.toml")),
];

/// What a rule makes of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReadingKind {
    /// A date or time of the calendar, full or partial, with a clock or part of the day.
    Calendar,
    /// Two days of one month: "between 4 and 9 June".
    TwoDays,
    /// So many units from the anchor or from another expression.
    Counted,
    /// A calendar unit counted from the anchor's or another expression's.
    Unit,
    /// A length.
    Length,
    /// A recurring time.
    Set,
    /// A festival.
    Festival,
    /// A quarter or year of a business report that earlier words name.
    Fiscal,
    /// A fixed value.
    Vague,
    /// Looks like a time and is none: what it covers is left alone.
    Nothing,
}

/// A rule as its table writes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleRow {
    pub(crate) name: String,
    pattern: String,
    pub(crate) reading: ReadingKind,
    #[serde(default)]
    pub(crate) with: BTreeMap<String, String>,
    /// Words that must stand before.
    only_before: Option<String>,
    /// Words that must not stand before.
    not_before: Option<String>,
    /// Words that must follow.
    only_after: Option<String>,
    /// Words that must not follow.
    not_after: Option<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    pub(crate) published: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    pub(crate) examples: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    pub(crate) counterexamples: Vec<String>,
}

#[derive(Deserialize)]
struct RuleFile {
    rule: Vec<RuleRow>,
}

#[derive(Deserialize)]
struct PatternFile {
    pattern: BTreeMap<String, String>,
}

/// Words that tell a clause's tense where there is no parse.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenseWords {
    pub(crate) future: Vec<String>,
    pub(crate) past: Vec<String>,
    pub(crate) not_past: Vec<String>,
}

/// A rule ready for use.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) row: RuleRow,
    pub(crate) pattern: Pattern,
    pub(crate) only_before: Option<Pattern>,
    pub(crate) not_before: Option<Pattern>,
    pub(crate) only_after: Option<Pattern>,
    pub(crate) not_after: Option<Pattern>,
}

/// A regular expression, compiled when it is first needed: most texts need few of the rules, and loading stays quick. A test
/// compiles all.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    const fn new(source: String) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The expression; `None` never occurs for a source that a test compiles.
    pub(crate) fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| builder(&self.source).build().ok()).as_ref()
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|pattern| pattern.is_match(text))
    }
}

/// All tables.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) rules: Vec<Rule>,
    /// The same patterns at once, roughly: to find which rules may match.
    pub(crate) any: RegexSet,
    pub(crate) normalisations: FxHashMap<String, FxHashMap<String, String>>,
    pub(crate) tense: TenseWords,
}

/// The lazy automata need room for a few hundred rules; this is a bound, not a reservation.
const AUTOMATON_BYTES: usize = 64 << 20;

impl Tables {
    pub(crate) fn shipped() -> Result<Self, TimexError> {
        let patterns: PatternFile = read(PATTERNS)?;
        let mut normalisations: BTreeMap<String, BTreeMap<String, String>> = read(NORMALISATIONS)?;
        let tense: TenseWords = read(TENSE)?;
        let names = festivals()?.iter().flat_map(|festival| {
            festival.names.iter().map(|name| (name.replace('’', "'").to_lowercase(), festival.key.clone()))
        });
        normalisations.entry("festival".to_owned()).or_default().extend(names);

        let mut pieces: BTreeMap<String, String> = BTreeMap::new();
        for (name, table) in &normalisations {
            pieces.insert(name.clone(), alternation(table.keys()));
        }
        // Patterns may use one another; the table is read in the order of use, so a few rounds settle it.
        let mut open = patterns.pattern;
        for _ in 0..8 {
            for pattern in open.values_mut() {
                *pattern = expand(pattern, &pieces);
            }
            pieces.extend(open.iter().filter(|(_, text)| !text.contains('%')).map(|(n, t)| (n.clone(), t.clone())));
        }

        let mut rules: Vec<Rule> = Vec::new();
        let mut sources = Vec::new();
        for file in RULES {
            let rows: RuleFile = read(*file)?;
            for row in rows.rule {
                if rules.iter().any(|other| other.row.name == row.name) {
                    return Err(TimexError::Rule { rule: row.name, reason: "there are two of this name".to_owned() });
                }
                let whole = |pattern: &str| -> Result<String, TimexError> {
                    let expanded = expand(pattern, &pieces);
                    match dangling(&expanded) {
                        Some(name) => Err(TimexError::Rule {
                            rule: row.name.clone(),
                            reason: format!("there is no pattern or table '{name}'"),
                        }),
                        None => Ok(readable(&expanded)),
                    }
                };
                let source = format!("^(?:{})", whole(&row.pattern)?);
                let before = |text: &Option<String>| -> Result<Option<Pattern>, TimexError> {
                    let Some(text) = text else { return Ok(None) };
                    Ok(Some(Pattern::new(format!("(?:(?-u:\\b)|^)(?:{})$", whole(text)?))))
                };
                let after = |text: &Option<String>| -> Result<Option<Pattern>, TimexError> {
                    let Some(text) = text else { return Ok(None) };
                    Ok(Some(Pattern::new(format!("^(?:{})", whole(text)?))))
                };
                sources.push(roughly(&source));
                rules.push(Rule {
                    pattern: Pattern::new(source),
                    only_before: before(&row.only_before)?,
                    not_before: before(&row.not_before)?,
                    only_after: after(&row.only_after)?,
                    not_after: after(&row.not_after)?,
                    row,
                });
            }
        }
        let any = RegexSetBuilder::new(&sources)
            .case_insensitive(true)
            .size_limit(AUTOMATON_BYTES)
            .dfa_size_limit(AUTOMATON_BYTES)
            .build()
            .map_err(|error| TimexError::Rule { rule: "(all)".to_owned(), reason: error.to_string() })?;
        let normalisations = normalisations
            .into_iter()
            .map(|(name, table)| (name, table.into_iter().map(|(key, value)| (key.to_lowercase(), value)).collect()))
            .collect();
        Ok(Self { rules, any, normalisations, tense })
    }
}

fn read<T: for<'de> Deserialize<'de>>((file, text): (&'static str, &str)) -> Result<T, TimexError> {
    toml::from_str(text).map_err(|error| TimexError::Table { file, reason: error.to_string() })
}

fn builder(source: &str) -> RegexBuilder {
    let mut builder = RegexBuilder::new(source);
    builder.case_insensitive(true).size_limit(AUTOMATON_BYTES);
    builder
}

/// The keys of a table, the longest first so that it wins.
fn alternation<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    let mut keys: Vec<String> = keys.map(|key| regex::escape(key).replace("\\-", "-")).collect();
    keys.sort_by(|first, second| second.len().cmp(&first.len()).then_with(|| first.cmp(second)));
    format!("(?:{})", keys.join("|"))
}

/// Puts pieces in place of their `%names`.
fn expand(pattern: &str, pieces: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let name_length = rest[at + 1..].find(|character: char| !character.is_ascii_lowercase() && character != '_');
        let end = name_length.map_or(rest.len(), |length| at + 1 + length);
        match pieces.get(&rest[at + 1..end]) {
            Some(piece) => {
                out.push_str("(?:");
                out.push_str(piece);
                out.push(')');
            }
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A `%name` that no piece took the place of.
fn dangling(pattern: &str) -> Option<&str> {
    let at = pattern.match_indices('%').map(|(at, _)| at + 1);
    at.map(|at| &pattern[at..]).find(|rest| rest.starts_with(|character: char| character.is_ascii_lowercase())).map(
        |rest| {
            let end = rest.find(|character: char| !character.is_ascii_lowercase() && character != '_');
            &rest[..end.unwrap_or(rest.len())]
        },
    )
}

/// White space inside a paragraph.
const BLANK: &str = r"(?:[\t\x20\x{a0}\x{2009}\x{202f}]+(?:\r?\n[\t\x20]*)?|\r?\n[\t\x20]*)";

/// A pattern that matches wherever this one does and is quicker to compile: the table has hundreds of blanks.
fn roughly(pattern: &str) -> String {
    // In a group, so that a blank that may be absent stays so.
    pattern.replace(BLANK, r"(?:[\t\n\r\x20\x{a0}\x{2009}\x{202f}]+)")
}

/// Blanks match any white space inside a paragraph, and apostrophes and digits what a reader takes for them.
fn readable(pattern: &str) -> String {
    pattern
        .replace(' ', BLANK)
        .replace('\'', "['’]")
        .replace(r"\d", "[0-9]")
        .replace(r"\b", r"(?-u:\b)")
        .replace("[A-Z]", "(?-i:[A-Z])")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for rule in Tables::shipped().unwrap().rules {
            let contexts = [&rule.only_before, &rule.not_before, &rule.only_after, &rule.not_after];
            for pattern in contexts.into_iter().flatten().chain([&rule.pattern]) {
                assert!(pattern.get().is_some(), "{}: '{}'", rule.row.name, pattern.source);
            }
        }
    }

    #[test]
    fn a_rough_pattern_matches_wherever_the_pattern_does() {
        let pattern = readable("^two weeks' time");
        for (text, expected) in
            [("two weeks’ time", true), ("TWO\u{a0}weeks'\r\n time", true), ("twoweeks' time", false)]
        {
            for source in [&pattern, &roughly(&pattern)] {
                assert_eq!(builder(source).build().unwrap().is_match(text), expected, "{text}: {source}");
            }
        }
        let optional = readable("^5 ?pm");
        for source in [&optional, &roughly(&optional)] {
            let pattern = builder(source).build().unwrap();
            assert!(pattern.is_match("5pm") && pattern.is_match("5 pm"), "{source}");
        }
    }
}
