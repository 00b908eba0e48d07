//! Attributions: source, cue and content.

use std::io::Write;

use serde_json::{Value, json};
use sitrep_inference::Reader;
use sitrep_resources::Resources;

use super::Options;
use super::ner::{WordedText, documents, text_of};

/// Writes one prediction a line to `out`. Sentences are split as they are in use; those that `PolNeAR` gives break
/// after "Mr.".
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let resources = Resources::shipped()?;
    let reader = Reader::embedded()?;
    for (id, record) in documents(input)? {
        let text = WordedText::new(text_of(&record)?, &resources);
        let readings = reader.read(&text.sentences());
        let lengths: Vec<usize> = readings.iter().map(|reading| reading.words.len()).collect();
        let pieces = |words: &[(usize, usize)]| pieces(&text, words, &lengths);
        let attributions: Vec<Value> = readings
            .iter()
            .flat_map(|reading| &reading.attributions)
            .map(|found| {
                json!({"source": pieces(&found.source), "cue": pieces(&found.cue), "content": pieces(&found.content)})
            })
            .collect();
        writeln!(out, "{}", json!({"doc_id": id, "attributions": attributions}))?;
    }
    Ok(())
}

/// Words as stretches of the text: neighbours are one, the end of a sentence and the start of the next included.
fn pieces(text: &WordedText, words: &[(usize, usize)], lengths: &[usize]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for (sentence, word) in words {
        let (start, end) = text.stretch(*sentence, *word, *word);
        let joined = last.is_some_and(|(s, w)| {
            (s == *sentence && w + 1 == *word)
                || (w + 1 == lengths[s] && *word == 0 && lengths[s + 1..*sentence].iter().all(|length| *length == 0))
        });
        match out.last_mut() {
            Some(piece) if joined => piece.1 = end,
            _ => out.push((start, end)),
        }
        last = Some((*sentence, *word));
    }
    out
}
