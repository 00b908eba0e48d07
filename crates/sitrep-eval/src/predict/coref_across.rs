//! Event coreference across documents: reports of one story are grouped by their words, and within a story mentions of
//! one event word (whatever its form) are one event. Mentions are those given, or the event words that the reader sees.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context;
use serde::Deserialize;

use sitrep_annotate::Annotator;
use sitrep_types::{AnnotatedDocument, Upos};

use super::Options;
use super::clusters::{likeness, weigh, words};
use super::coref::{annotator, words_of};
use crate::linkage::average_linkage;

/// Least mean likeness of two groups of reports to tell one story; from the development topics of ECB+.
const LEAST: f64 = 0.13;

/// Forms that no ending shows, and nouns far from their verb.
const FORMS: &[(&str, &[&str])] = &[
    ("shoot", &["shot", "shots", "shooting", "shootings", "gunfire", "gunned"]),
    ("die", &["died", "dies", "death", "deaths", "dead", "dying"]),
    ("kill", &["killed", "killing", "slain", "murder", "murdered"]),
    ("say", &["said", "says"]),
    ("tell", &["told", "tells"]),
    ("take", &["took", "taken"]),
    ("win", &["won", "winner", "victory"]),
    ("strike", &["struck"]),
    ("find", &["found"]),
    ("go", &["went", "gone"]),
    ("fall", &["fell", "fallen"]),
    ("earthquake", &["quake", "quakes", "tremor", "temblor"]),
    ("buy", &["bought"]),
    ("hold", &["held"]),
    ("steal", &["stole", "stolen", "theft"]),
    ("break", &["broke", "broken"]),
    ("leave", &["left"]),
    ("begin", &["began", "begun"]),
    ("come", &["came"]),
    ("give", &["gave", "given"]),
    ("see", &["saw", "seen"]),
    ("lose", &["lost", "loss"]),
    ("be", &["is", "was", "were", "been", "are"]),
    ("have", &["has", "had"]),
    ("fight", &["fought", "fighting"]),
    ("speak", &["spoke", "spoken"]),
];
/// Endings taken off, the longest first.
const ENDINGS: &[&str] = &[
    "ations", "ation", "ments", "ment", "ions", "ings", "ion", "ing", "ies", "ied", "ers", "er", "ed", "es", "al",
    "ly", "s", "e",
];

#[derive(Deserialize)]
struct Report {
    doc_id: String,
    tokens: Vec<String>,
    #[serde(default)]
    mentions: Option<Vec<Mention>>,
}

/// What a system may see of a mention: where it stands and that it is one.
#[derive(Deserialize)]
struct Mention {
    #[serde(default)]
    kind: Option<String>,
    tokens: Vec<usize>,
}

/// Writes one prediction a line to `out`. Where a line carries `mentions`, the events among those are chained, unless
/// our own are asked for; else our own.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let lines: Vec<&str> = input.lines().filter(|line| !line.trim().is_empty()).collect();
    let reports: Vec<Report> = lines
        .iter()
        .enumerate()
        .map(|(at, line)| serde_json::from_str(line).with_context(|| format!("report {}", at + 1)))
        .collect::<anyhow::Result<_>>()?;
    let counts: Vec<BTreeMap<String, f64>> = reports
        .iter()
        .map(|report| {
            let mut counts = BTreeMap::new();
            for word in report.tokens.iter().flat_map(|token| words(token).collect::<Vec<_>>()) {
                *counts.entry(word).or_insert(0.0) += 1.0;
            }
            counts
        })
        .collect();
    let vectors = weigh(&counts);
    let stories = average_linkage(reports.len(), LEAST, |one, other| likeness(&vectors[one], &vectors[other]));
    let mut reader: Option<Annotator> = None;
    for ((report, line), story) in reports.iter().zip(lines).zip(stories) {
        let given = report.mentions.as_ref().filter(|_| !options.own_mentions);
        let found: Vec<Vec<usize>> = match given {
            Some(given) => given
                .iter()
                .filter(|mention| mention.kind.as_deref().is_none_or(|kind| kind == "event"))
                .map(|mention| mention.tokens.clone())
                .collect(),
            None => {
                let reader = match &mut reader {
                    Some(reader) => reader,
                    None => reader.insert(annotator()?),
                };
                let record = serde_json::from_str(line).with_context(|| report.doc_id.clone())?;
                let (document, sentences, tokens) = words_of(&record).with_context(|| report.doc_id.clone())?;
                own(&reader.annotate_words(&document, sentences, tokens))
            }
        };
        let mentions: Vec<serde_json::Value> = found
            .into_iter()
            .map(|tokens| {
                let word = tokens.last().and_then(|token| report.tokens.get(*token)).map_or("", String::as_str);
                serde_json::json!({ "tokens": tokens, "chain": format!("{story}:{}", stem(word)) })
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({ "doc_id": report.doc_id, "mentions": mentions }))?;
    }
    Ok(())
}

/// Our own mentions of events: the words that the reader takes for events.
fn own(annotated: &AnnotatedDocument) -> Vec<Vec<usize>> {
    annotated
        .event_mentions
        .iter()
        .filter(|event| !matches!(annotated.tokens[event.token].upos, Upos::Aux | Upos::Adj | Upos::Adv))
        .map(|event| {
            let particle = (event.token + 1..annotated.tokens.len().min(event.token + 2)).find(|&next| {
                annotated.tokens[next].head == Some(event.token) && annotated.tokens[next].deprel == "compound:prt"
            });
            std::iter::once(event.token).chain(particle).collect()
        })
        .collect()
}

/// What the forms of an event word share: "killed", "killing"; "arrest", "arrests".
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    if let Some((base, _)) = FORMS.iter().find(|(base, forms)| *base == word || forms.contains(&word.as_str())) {
        return (*base).to_string();
    }
    let mut stem = ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= 3)
        .unwrap_or(&word)
        .to_string();
    let letters: Vec<char> = stem.chars().collect();
    if let [.., before, last] = letters.as_slice()
        && before == last
        && letters.len() > 3
    {
        stem.pop();
    }
    while stem.chars().count() > 3 && stem.ends_with(['e', 'i', 'y']) {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for forms in [
            ["kill", "killed"],
            ["arrests", "arrested"],
            ["shot", "shooting"],
            ["announce", "announced"],
            ["quake", "earthquake"],
        ] {
            assert_eq!(stem(forms[0]), stem(forms[1]), "{forms:?}");
        }
        assert_ne!(stem("arrest"), stem("attack"));
    }
}
