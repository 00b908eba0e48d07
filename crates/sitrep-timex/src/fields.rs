//! The fields of a match: its named captures and the rule's constants, normalised.

use std::collections::BTreeMap;

use regex::Captures;
use sitrep_types::Span;

use crate::number::{self, Count};
use crate::tables::{Rule, Tables};

/// The fields of one match.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    values: BTreeMap<String, String>,
    spans: BTreeMap<String, Span>,
}

impl Fields {
    /// The fields of a match that starts at byte `offset` of the text; `None` where a capture is in none of the
    /// normalisation table of its name.
    pub(crate) fn of(rule: &Rule, captures: &Captures<'_>, offset: usize, tables: &Tables) -> Option<Self> {
        let mut fields = Self::default();
        for name in rule.pattern.get()?.capture_names().flatten() {
            let Some(found) = captures.name(name) else { continue };
            if name.starts_with("span") {
                fields.spans.insert(name.to_owned(), Span::new(offset + found.start(), offset + found.end()));
            } else {
                // The same field may stand at two places of a pattern: the second is named with `_b`.
                // (Two of one kind, as in "4 and 9 June", keep both names.)
                let is_second_of_two = matches!(name, "day_b" | "count_b");
                let name = if is_second_of_two { name } else { name.trim_end_matches("_b") };
                fields.values.insert(name.to_owned(), normalise(name, found.as_str(), tables)?);
            }
        }
        for (name, constant) in &rule.row.with {
            let looked_up = tables.normalisations.get(name).and_then(|table| table.get(constant));
            fields.values.insert(name.clone(), looked_up.unwrap_or(constant).clone());
        }
        Some(fields)
    }

    /// A field's normalised value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// A field that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<i32> {
        self.get(name)?.parse().ok()
    }

    /// A field that counts units.
    pub(crate) fn count(&self, name: &str) -> Option<Count> {
        number::count(self.get(name)?)
    }

    /// A field that is an ordinal.
    pub(crate) fn ordinal(&self, name: &str) -> Option<i64> {
        number::ordinal(self.get(name)?)
    }

    /// Where a capture stands that marks the expression inside what had to match.
    pub(crate) fn span(&self, name: &str) -> Option<Span> {
        self.spans.get(name).copied()
    }

    /// The same fields with one taken from another name, for the second of two expressions.
    pub(crate) fn with_second(&self, name: &str) -> Self {
        let mut fields = self.clone();
        if let Some(value) = fields.values.remove(&format!("{name}_b")) {
            fields.values.insert(name.to_owned(), value);
        }
        fields
    }
}

fn normalise(name: &str, text: &str, tables: &Tables) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.join(" ").to_lowercase().replace('’', "'");
    if matches!(name, "day" | "day_b") {
        return Some(plain.trim_end_matches(|character: char| !character.is_ascii_digit()).to_owned());
    }
    let Some(table) = tables.normalisations.get(name) else { return Some(plain) };
    let trimmed = plain.trim_end_matches('.');
    table.get(trimmed).or_else(|| table.get(trimmed.strip_prefix("the ")?)).cloned()
}
