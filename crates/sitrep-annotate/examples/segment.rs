//! Reads JSON strings, one raw text a line, and prints its words and sentences as offsets: how the segmentation is
//! measured against a treebank.

use std::io::{BufRead, Write, stdin, stdout};

use sitrep_annotate::sentence;
use sitrep_resources::Resources;
use sitrep_types::Span;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let resources = Resources::shipped()?;
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let mut words = Vec::new();
        let mut sentences = Vec::new();
        let mut start = 0;
        for block in text.split("\n\n") {
            let span = Span::new(start, start + block.len());
            let (block_words, block_sentences) = sentence::split(&text, span, &resources.abbreviations);
            sentences
                .extend(block_sentences.iter().map(|one| [block_words[one.first].start, block_words[one.end - 1].end]));
            words.extend(block_words.iter().map(|one| [one.start, one.end]));
            start += block.len() + 2;
        }
        writeln!(out, "{}", serde_json::json!({ "words": words, "sentences": sentences }))?;
    }
    Ok(())
}
