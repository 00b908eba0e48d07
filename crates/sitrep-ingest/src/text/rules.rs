//! The furniture table, compiled.

use regex::Regex;
use sitrep_resources::{Furniture, FurnitureKind, FurnitureScope};

use crate::metadata::date::compile;
use crate::pattern::Pattern;

/// What a rule says about a stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// Furniture or credit.
    pub(crate) kind: FurnitureKind,
    /// Whether the report is over after it.
    pub(crate) closes: bool,
    /// The rule.
    pub(crate) rule: String,
}

struct Rule {
    name: String,
    kind: FurnitureKind,
    scope: FurnitureScope,
    closes: bool,
    pattern: Pattern,
}

/// All rules of the table, ready to be tried.
pub(crate) struct Rules {
    rules: Vec<Rule>,
}

/// A rule that covers "the rest of the line" covers no more bytes than this, else only its first sentence: a line that
/// holds a whole report must not be lost to one link in it.
const LONGEST_REST: usize = 300;

impl Rules {
    /// Compiles the table.
    ///
    /// # Errors
    /// Names the row whose pattern is no regular expression.
    pub(crate) fn compile(table: &Furniture) -> Result<Self, String> {
        let rules = table.rows.iter().map(|row| {
            let pattern = match row.scope {
                FurnitureScope::Line => format!("^(?:{})$", row.pattern),
                FurnitureScope::Sentence | FurnitureScope::Rest => format!("^(?:{})", row.pattern),
                FurnitureScope::Mark => row.pattern.clone(),
            };
            let pattern = Pattern::new(pattern)
                .map_err(|error| format!("furniture.toml: the pattern of \"{}\" cannot be used: {error}", row.name))?;
            Ok(Rule { name: row.name.clone(), kind: row.kind, scope: row.scope, closes: row.closes, pattern })
        });
        Ok(Self { rules: rules.collect::<Result<_, String>>()? })
    }

    /// The rule that takes the whole line.
    pub(crate) fn line(&self, line: &str) -> Option<Hit> {
        let line_end = line.len();
        self.rules
            .iter()
            .filter(|rule| rule.scope == FurnitureScope::Line)
            .find(|rule| rule.pattern.find(line).is_some())
            .map(|rule| rule.hit(0, line_end))
    }

    /// The rule that applies from where a sentence starts, with where it ends.
    pub(crate) fn at_sentence(&self, line: &str, start: usize) -> Option<Hit> {
        let rest = line.get(start..)?;
        self.rules.iter().find_map(|rule| {
            let end = match rule.scope {
                FurnitureScope::Sentence => start + rule.pattern.find(rest)?.end(),
                FurnitureScope::Rest => {
                    rule.pattern.find(rest)?;
                    if rest.len() <= LONGEST_REST {
                        line.len()
                    } else {
                        super::sentence::starts(rest).get(1).map_or(line.len(), |next| start + next)
                    }
                }
                _ => return None,
            };
            // A pattern that stops in the middle of a word has misread it.
            let next_is_letter =
                line.get(end..).and_then(|after| after.chars().next()).is_some_and(char::is_alphanumeric);
            let ends_in_letter =
                line.get(..end).and_then(|before| before.chars().last()).is_some_and(char::is_alphanumeric);
            (end > start && !(next_is_letter && ends_in_letter)).then(|| rule.hit(start, end))
        })
    }

    /// The first mark anywhere in the line.
    pub(crate) fn mark(&self, line: &str) -> Option<Hit> {
        self.rules
            .iter()
            .filter(|rule| rule.scope == FurnitureScope::Mark)
            .filter_map(|rule| rule.pattern.find(line).map(|found| rule.hit(found.start(), line.len())))
            .min_by_key(|hit| hit.start)
    }
}

impl Rule {
    fn hit(&self, start: usize, end: usize) -> Hit {
        Hit { start, end, kind: self.kind, closes: self.closes, rule: self.name.clone() }
    }
}

/// Whether a rule with this name and scope takes the line, for the table's own examples.
#[cfg(test)]
pub(crate) fn takes(row: &sitrep_resources::FurnitureRule, line: &str) -> bool {
    let alone = Rules::compile(&Furniture { rows: vec![row.clone()] }).expect("a sound pattern");
    match row.scope {
        FurnitureScope::Line => alone.line(line).is_some(),
        FurnitureScope::Sentence | FurnitureScope::Rest => alone.at_sentence(line, 0).is_some(),
        FurnitureScope::Mark => alone.mark(line).is_some(),
    }
}

/// A pattern of the code, kept here so that all compile in one test.
pub(crate) fn own(pattern: &str) -> Regex {
    compile(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_takes_its_examples_and_no_counterexample() {
        let table = Furniture::shipped().expect("the shipped table is sound");
        let mut wrong = Vec::new();
        for row in &table.rows {
            wrong.extend(row.examples.iter().filter(|e| !takes(row, e)).map(|e| format!("{} misses: {e}", row.name)));
            wrong.extend(
                row.counterexamples.iter().filter(|e| takes(row, e)).map(|e| format!("{} takes: {e}", row.name)),
            );
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_row_compiles_with_its_bounds() {
        let rules = Rules::compile(&Furniture::shipped().expect("the shipped table is sound")).expect("sound patterns");
        assert!(rules.rules.iter().all(|rule| rule.pattern.is_sound()));
    }

    #[test]
    fn a_link_takes_only_its_sentence_from_a_long_line() {
        let table = Furniture::shipped().expect("the shipped table is sound");
        let rules = Rules::compile(&table).expect("sound patterns");
        let line = format!("Read more: The ferry. {}", "The mayor spoke of the flood. ".repeat(20));
        assert_eq!(rules.at_sentence(&line, 0).map(|hit| hit.end), Some("Read more: The ferry. ".len()));
    }
}
