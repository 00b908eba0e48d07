//! Words that take a side, counted in each outlet's own voice.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use sitrep_resources::LoadedWords;
use sitrep_types::{BlockKind, Span};

use crate::material::Material;
use crate::names::fold;

/// Outlet to loaded word to how often its own voice uses it: headlines and paragraphs, without what stands between
/// quotation marks.
#[must_use]
pub fn loaded_words(material: &Material, table: &LoadedWords) -> BTreeMap<String, BTreeMap<String, usize>> {
    let phrases: FxHashMap<Vec<String>, &str> =
        table.loaded.iter().flat_map(|class| class.words.iter().map(|word| (fold(word), word.as_str()))).collect();
    let longest = phrases.keys().map(Vec::len).max().unwrap_or(1);
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (document, reading) in material.readings.iter().enumerate() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for block in reading
            .document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek | BlockKind::Paragraph))
        {
            let words = fold(&unquoted(&reading.document.text, block.span));
            for at in 0..words.len() {
                for length in 1..=longest.min(words.len() - at) {
                    if let Some(word) = phrases.get(&words[at..at + length]) {
                        *counts.entry((*word).to_string()).or_default() += 1;
                    }
                }
            }
        }
        if !counts.is_empty() {
            let of_outlet = found.entry(material.outlet(document).to_string()).or_default();
            for (word, count) in counts {
                *of_outlet.entry(word).or_default() += count;
            }
        }
    }
    found
}

fn unquoted(text: &str, span: Span) -> String {
    let mut inside = false;
    span.slice(text)
        .unwrap_or_default()
        .chars()
        .map(|letter| match letter {
            '“' => {
                inside = true;
                ' '
            }
            '”' => {
                inside = false;
                ' '
            }
            '"' => {
                inside = !inside;
                ' '
            }
            _ if inside => ' ',
            other => other,
        })
        .collect()
}
