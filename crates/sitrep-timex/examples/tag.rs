//! Tags JSON lines (`doc_id` or `id`, `text`, `dct` or `published`) from standard input and prints what was found.

use std::io::{BufRead, Write};

use serde_json::{Value, json};
use sitrep_timex::{Tagger, Tense, claim_meaning, resolve};
use sitrep_types::DateInterval;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tagger = Tagger::shipped()?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text_of = |keys: [&str; 2]| keys.iter().find_map(|key| document[*key].as_str()).map(str::to_owned);
        let text = text_of(["text", "text"]).unwrap_or_default();
        let date = text_of(["dct", "published"]).and_then(|date| date.get(..10)?.parse().ok());
        let anchor = date.map_or(DateInterval::UNKNOWN, DateInterval::day);
        let times = tagger.tag(&text, &[], anchor, &|_| Tense::Unknown);
        let character = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
        let found: Vec<Value> = times
            .iter()
            .enumerate()
            .map(|(index, time)| {
                let covers = claim_meaning(&times, index).map(|meaning| resolve(&meaning, anchor, &[]));
                json!({
                    "start": character(time.span.start),
                    "end": character(time.span.end),
                    "text": time.span.slice(&text),
                    "type": time.timex_type,
                    "value": time.value,
                    "mod": time.modifier,
                    "interval": time.interval,
                    "relation": time.relation,
                    "covers": covers,
                    "rule": time.rule,
                })
            })
            .collect();
        writeln!(out, "{}", json!({"doc_id": text_of(["doc_id", "id"]), "timex3": found}))?;
    }
    Ok(())
}
