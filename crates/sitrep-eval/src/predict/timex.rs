//! TIMEX3 time expressions (`timeml`: `text` and `dct` in, `timex3` out).

use std::io::Write;

use anyhow::Context;
use serde::Deserialize;
use serde_json::json;
use sitrep_timex::{Tagger, Tense};
use sitrep_types::{DateInterval, TimexType};

use super::Options;

/// What of a line a system may see.
#[derive(Deserialize)]
struct Line {
    doc_id: String,
    dct: Option<String>,
    text: String,
}

/// Writes one prediction a line to `out`. The tense comes from the words nearby alone: no parse is asked for.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let tagger = Tagger::shipped()?;
    for (index, line) in input.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).with_context(|| format!("line {}", index + 1))?;
        let date = line.dct.as_deref().and_then(|dct| dct.get(..10)).and_then(|date| date.parse().ok());
        let anchor = date.map_or(DateInterval::UNKNOWN, DateInterval::day);
        let mut characters = CharacterOffsets::new(&line.text);
        let timex3: Vec<_> = tagger
            .tag(&line.text, &[], anchor, &|_| Tense::Unknown)
            .iter()
            .map(|time| {
                json!({
                    "start": characters.at(time.span.start),
                    "end": characters.at(time.span.end),
                    "type": type_name(time.timex_type),
                    "value": time.value,
                    "rule": time.rule,
                })
            })
            .collect();
        writeln!(out, "{}", json!({"doc_id": line.doc_id, "timex3": timex3}))?;
    }
    Ok(())
}

const fn type_name(timex_type: TimexType) -> &'static str {
    match timex_type {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

/// Byte offsets as character offsets, asked for in rising order.
struct CharacterOffsets<'a> {
    text: &'a str,
    byte: usize,
    character: usize,
}

impl<'a> CharacterOffsets<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, byte: 0, character: 0 }
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            (self.byte, self.character) = (0, 0);
        }
        self.character += self.text.get(self.byte..byte).map_or(0, |piece| piece.chars().count());
        self.byte = byte;
        self.character
    }
}
