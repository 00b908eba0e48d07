//! Words that take a side, counted in each outlet's own voice.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::LoadedWords;
use sitrep_types::{BlockKind, Reading, Span};

use crate::material::Material;
use crate::names::fold;

/// Outlet to loaded word to how often its own voice uses it: headlines and paragraphs, without what stands between
/// quotation marks.
#[must_use]
pub fn loaded_words(material: &Material, table: &LoadedWords) -> BTreeMap<String, BTreeMap<String, usize>> {
    let phrases: FxHashMap<Vec<String>, &str> =
        table.loaded.iter().flat_map(|class| class.words.iter().map(|word| (fold(word), word.as_str()))).collect();
    let longest = phrases.keys().map(Vec::len).max().unwrap_or(1);
    let first: FxHashSet<&str> = phrases.keys().filter_map(|words| words.first()).map(String::as_str).collect();
    let count = |reading: &&Reading| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for block in reading
            .document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek | BlockKind::Paragraph))
        {
            let words = fold(&unquoted(&reading.document.text, block.span));
            for at in (0..words.len()).filter(|&at| first.contains(words[at].as_str())) {
                for length in 1..=longest.min(words.len() - at) {
                    if let Some(word) = phrases.get(&words[at..at + length]) {
                        *counts.entry(word).or_default() += 1;
                    }
                }
            }
        }
        counts
    };
    let counted: Vec<BTreeMap<&str, usize>> = material.readings.par_iter().map(count).collect();
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (document, counts) in counted.into_iter().enumerate().filter(|(_, counts)| !counts.is_empty()) {
        let of_outlet = found.entry(material.outlet(document).to_string()).or_default();
        for (word, count) in counts {
            *of_outlet.entry(word.to_string()).or_default() += count;
        }
    }
    found
}

fn unquoted(text: &str, span: Span) -> Cow<'_, str> {
    let text = span.slice(text).unwrap_or_default();
    if !text.contains(['“', '”', '"']) {
        return Cow::Borrowed(text);
    }
    let mut inside = false;
    text.chars()
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
