//! Stories that articles belong to: likeness of titles, leads, openings and names, less the further apart the dates are,
//! grouped by average linkage.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Context;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Options;
use crate::linkage::average_linkage;

/// Words of the text that are read: news tells its story first.
const OPENING_WORDS: usize = 400;
/// How much a word of the title, the lead and the text counts.
const TITLE: f64 = 3.0;
const LEAD: f64 = 2.0;
/// A word in more than this share of the articles tells none from another.
const COMMON: f64 = 0.3;
/// Days after which likeness counts half: stories of 2016 to 2018 run for weeks.
const HALF_DAYS: f64 = 60.0;
/// Least mean likeness of two groups to be one story; from the flat stretch (0.05 to 0.08) on the development
/// half.
const LEAST: f64 = 0.06;

#[derive(Deserialize)]
struct Article {
    doc_id: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    lead: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    date: Option<String>,
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let articles: Vec<Article> = input
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| serde_json::from_str(line).with_context(|| format!("line {}", at + 1)))
        .collect::<anyhow::Result<_>>()?;
    let counts: Vec<BTreeMap<String, f64>> = articles.iter().map(features).collect();
    let vectors = weigh(&counts);
    let days: Vec<Option<f64>> = articles.iter().map(|article| article.date.as_deref().and_then(day)).collect();
    let labels = average_linkage(articles.len(), LEAST, |one, other| {
        let apart = match (days[one], days[other]) {
            (Some(first), Some(second)) => (first - second).abs(),
            _ => 0.0,
        };
        likeness(&vectors[one], &vectors[other]) / (1.0 + apart / HALF_DAYS)
    });
    for (article, label) in articles.iter().zip(labels) {
        let line = serde_json::json!({ "doc_id": article.doc_id, "event": format!("story-{label}") });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn features(article: &Article) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    let text = article.text.as_deref().unwrap_or_default();
    let mut add = |words: &mut dyn Iterator<Item = String>, weight: f64| {
        for word in words {
            *counts.entry(word).or_insert(0.0) += weight;
        }
    };
    add(&mut words(article.title.as_deref().unwrap_or_default()), TITLE);
    add(&mut words(article.lead.as_deref().unwrap_or_default()), LEAD);
    add(&mut words(text).take(OPENING_WORDS), 1.0);
    add(&mut names(text).into_iter(), 1.0);
    counts
}

/// The words of a text in lower case.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Runs of capitalised words that do not open a sentence.
fn names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    let mut open = false;
    for word in text.split_whitespace().take(2 * OPENING_WORDS) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let capital = bare.chars().next().is_some_and(char::is_uppercase);
        if capital && (open || !run.is_empty()) {
            run.push(bare);
        }
        let ends = word.ends_with(|letter: char| !letter.is_alphanumeric());
        if (!capital || ends) && !run.is_empty() {
            found.push(format!("name:{}", run.join(" ").to_lowercase()));
            run.clear();
        }
        open = bare.chars().next().is_some_and(char::is_lowercase) && !word.ends_with(['.', '?', '!', '"', '”']);
    }
    found
}

/// Weighs each article's words by how few articles hold them, and brings all vectors to length one.
pub(crate) fn weigh(counts: &[BTreeMap<String, f64>]) -> Vec<FxHashMap<usize, f64>> {
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for article in counts {
        for word in article.keys() {
            *held.entry(word).or_default() += 1;
        }
    }
    let number: FxHashMap<&str, usize> = held.keys().enumerate().map(|(at, word)| (*word, at)).collect();
    #[allow(clippy::cast_precision_loss, reason = "counts of articles")]
    let (all, held): (f64, FxHashMap<&str, f64>) =
        (counts.len() as f64, held.into_iter().map(|(word, count)| (word, count as f64)).collect());
    let common: FxHashSet<&str> =
        held.iter().filter(|(_, count)| **count >= (all * COMMON).max(2.0)).map(|(word, _)| *word).collect();
    counts
        .iter()
        .map(|article| {
            let weighed: Vec<(usize, f64)> = article
                .iter()
                .filter(|(word, _)| !common.contains(word.as_str()))
                .map(|(word, count)| {
                    (number[word.as_str()], (1.0 + count.ln()) * ((all + 1.0) / (held[word.as_str()] + 0.5)).ln())
                })
                .collect();
            let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            weighed.into_iter().map(|(word, weight)| (word, weight / length)).collect()
        })
        .collect()
}

/// The cosine of two vectors of length one, summed in a fixed order so that equal inputs give equal bits.
pub(crate) fn likeness(one: &FxHashMap<usize, f64>, other: &FxHashMap<usize, f64>) -> f64 {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut shared: Vec<(usize, f64)> =
        short.iter().filter_map(|(word, weight)| Some((*word, weight * long.get(word)?))).collect();
    shared.sort_unstable_by_key(|(word, _)| *word);
    shared.into_iter().map(|(_, product)| product).sum()
}

/// Days of a date as written `YYYY-MM-DD…`, counted roughly: enough to tell weeks from months.
fn day(date: &str) -> Option<f64> {
    let mut parts = date.get(..10)?.split('-').map(str::parse::<f64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some(year * 365.25 + month * 30.44 + day)
}
