//! Words that take a side, counted in each outlet's own voice.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::LoadedWords;
use sitrep_types::{BlockKind, Reading, Span};

use crate::folded::Folded;
use crate::material::Material;

/// Outlet to loaded word to how often its own voice uses it: headlines and paragraphs, without what stands between
/// quotation marks.
#[must_use]
pub fn loaded_words(material: &Material, table: &LoadedWords) -> BTreeMap<String, BTreeMap<String, usize>> {
    let loaded = || table.loaded.iter().flat_map(|class| &class.words).map(|word| (Folded::of(word), word.as_str()));
    let phrases: FxHashMap<String, &str> =
        loaded().map(|(folded, word)| (folded.phrase(0, folded.len()).to_string(), word)).collect();
    let longest = loaded().map(|(folded, _)| folded.len()).max().unwrap_or(1);
    let first: FxHashSet<String> = loaded().map(|(folded, _)| folded.phrase(0, 1).to_string()).collect();
    let count = |words: &mut Folded, reading: &&Reading| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for block in reading
            .document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek | BlockKind::Paragraph))
        {
            words.read(&unquoted(&reading.document.text, block.span));
            for at in (0..words.len()).filter(|&at| first.contains(words.phrase(at, 1))) {
                for length in 1..=longest.min(words.len() - at) {
                    if let Some(word) = phrases.get(words.phrase(at, length)) {
                        *counts.entry(word).or_default() += 1;
                    }
                }
            }
        }
        counts
    };
    let counted: Vec<BTreeMap<&str, usize>> = material.readings.par_iter().map_init(Folded::default, count).collect();
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
