//! Learns the weights of the toponym ranker from corpora with coordinates, and says how well they do by
//! cross-validation over documents.
//!
//!     cargo run --release -p sitrep-annotate --example train_places -- OUT.toml CORPUS.jsonl…
//!
//! The loss is the negative logarithm of the probability that falls on candidates within 161 km of the gold point,
//! minimised by plain gradient descent with a fixed number of steps, so that a run can be repeated exactly.

use std::fmt::Write as _;

use sitrep_annotate::place::context::toponyms;
use sitrep_annotate::place::ranker::{Candidate, FEATURES, Setting, Toponym, Weights, features, rank};
use sitrep_gazetteer::{Gazetteer, distance_km};
use sitrep_types::Span;

const WITHIN_KM: f64 = 161.0;
const STEPS: usize = 250;
const FOLDS: usize = 5;

struct Text {
    toponyms: Vec<Toponym>,
    gold: Vec<Option<(f64, f64)>>,
    setting: Setting,
    corpus: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let gazetteer = Gazetteer::shipped()?;
    let mut texts = Vec::new();
    for (corpus, path) in arguments[1..].iter().enumerate() {
        for line in std::fs::read_to_string(path)?.lines() {
            texts.push(read(&serde_json::from_str(line)?, corpus, &gazetteer));
        }
    }
    let names: Vec<&String> = arguments[1..].iter().collect();
    let mut found = vec![[0_usize; 3]; names.len()];
    for fold in 0..FOLDS {
        let train: Vec<&Text> = texts.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).map(|(_, t)| t).collect();
        let weights = learn(&gazetteer, &train);
        for text in texts.iter().enumerate().filter(|(i, _)| i % FOLDS == fold).map(|(_, t)| t) {
            score(&gazetteer, text, &weights, &mut found);
        }
    }
    for (name, [gold, possible, right]) in names.iter().zip(&found) {
        println!(
            "{name}: {gold} places, {:.4} have a candidate within {WITHIN_KM} km, {:.4} resolved there (cross-validated)",
            *possible as f64 / *gold as f64,
            *right as f64 / *gold as f64
        );
    }
    let weights = learn(&gazetteer, &texts.iter().collect::<Vec<_>>());
    std::fs::write(&arguments[0], print(&weights))?;
    let mut found = vec![[0_usize; 3]; names.len()];
    let before = std::time::Instant::now();
    for text in &texts {
        score(&gazetteer, text, &weights, &mut found);
    }
    let total: usize = texts.iter().map(|text| text.toponyms.len()).sum();
    println!("{:.0} toponyms a second; on the training data {found:?}", total as f64 / before.elapsed().as_secs_f64());
    Ok(())
}

fn read(record: &serde_json::Value, corpus: usize, gazetteer: &Gazetteer) -> Text {
    let text = record["text"].as_str().unwrap_or_default();
    let offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let mut marked: Vec<(Span, Option<(f64, f64)>)> = record["toponyms"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|t| {
            let at = |key: &str| offsets[t[key].as_u64().unwrap_or(0) as usize];
            (Span::new(at("start"), at("end")), t["lat"].as_f64().zip(t["lon"].as_f64()))
        })
        .collect();
    marked.sort_by_key(|(span, _)| span.start);
    let spans: Vec<(Span, bool)> = marked.iter().map(|(span, _)| (*span, false)).collect();
    Text {
        toponyms: toponyms(text, &spans, gazetteer),
        gold: marked.iter().map(|(_, gold)| *gold).collect(),
        setting: Setting::default(),
        corpus,
    }
}

type Case = Vec<(Vec<[f32; FEATURES.len()]>, Vec<bool>, f32)>;

fn learn(gazetteer: &Gazetteer, texts: &[&Text]) -> Weights {
    let first = descend(&cases(gazetteer, texts, None), &[0.0; FEATURES.len()]);
    let mut weights = Weights { first, later: first };
    for _ in 0..2 {
        weights.later = descend(&cases(gazetteer, texts, Some(&weights)), &weights.later);
    }
    weights
}

fn cases(gazetteer: &Gazetteer, texts: &[&Text], weights: Option<&Weights>) -> Case {
    let mut cases = Vec::new();
    for text in texts {
        let (groups, lists) = features(gazetteer, &text.toponyms, &text.setting, weights);
        for (gold, group) in text.gold.iter().zip(&groups) {
            let Some(gold) = gold else { continue };
            let right: Vec<bool> = lists[*group].iter().map(|c| is_right(c, *gold)).collect();
            if right.iter().any(|r| *r) && !right.iter().all(|r| *r) {
                cases.push((lists[*group].iter().map(|c| c.features).collect(), right, 1.0));
            }
        }
    }
    cases
}

fn is_right(candidate: &Candidate, gold: (f64, f64)) -> bool {
    distance_km(candidate.hit.record.point(), gold) <= WITHIN_KM
}

/// Gradient descent with Adam's steps.
fn descend(cases: &Case, start: &[f32; FEATURES.len()]) -> [f32; FEATURES.len()] {
    let mut weights = *start;
    let (mut mean, mut square) = ([0.0_f32; FEATURES.len()], [0.0_f32; FEATURES.len()]);
    for step in 1..=STEPS {
        let mut gradient = weights.map(|w| w * 1e-3);
        for (features, right, weight) in cases {
            let scores: Vec<f32> =
                features.iter().map(|row| row.iter().zip(&weights).map(|(f, w)| f * w).sum::<f32>()).collect();
            let top = scores.iter().copied().fold(f32::MIN, f32::max);
            let all: f32 = scores.iter().map(|s| (s - top).exp()).sum();
            let good: f32 = scores.iter().zip(right).filter(|(_, r)| **r).map(|(s, _)| (s - top).exp()).sum();
            for ((row, score), right) in features.iter().zip(&scores).zip(right) {
                let share = (score - top).exp();
                let pull = share / all - if *right { share / good.max(1e-20) } else { 0.0 };
                if pull.abs() > 1e-6 {
                    for (slope, feature) in gradient.iter_mut().zip(row) {
                        *slope += weight * pull * feature / cases.len() as f32;
                    }
                }
            }
        }
        let rate = 0.1;
        for index in 0..weights.len() {
            mean[index] = 0.9 * mean[index] + 0.1 * gradient[index];
            square[index] = 0.999 * square[index] + 0.001 * gradient[index] * gradient[index];
            let m = mean[index] / (1.0 - 0.9_f32.powi(step as i32));
            let s = square[index] / (1.0 - 0.999_f32.powi(step as i32));
            weights[index] -= rate * m / (s.sqrt() + 1e-8);
        }
    }
    weights
}

fn score(gazetteer: &Gazetteer, text: &Text, weights: &Weights, found: &mut [[usize; 3]]) {
    let lists = rank(gazetteer, &text.toponyms, &text.setting, weights);
    let show = std::env::var("SHOW").is_ok();
    for ((gold, list), toponym) in text.gold.iter().zip(&lists).zip(&text.toponyms) {
        let Some(gold) = gold else { continue };
        let counts = &mut found[text.corpus];
        counts[0] += 1;
        counts[1] += usize::from(list.iter().any(|c| is_right(c, *gold)));
        let right = list.first().is_some_and(|c| is_right(c, *gold));
        counts[2] += usize::from(right);
        if show && !right {
            let best = list.first().map(|c| (gazetteer.name(c.hit.place), c.hit.record.feature, c.hit.record.point()));
            println!(
                "WRONG {} {:?} gold {gold:?} best {best:?} possible {}",
                text.corpus,
                toponym.name,
                list.iter().any(|c| is_right(c, *gold))
            );
        }
    }
}

fn print(weights: &Weights) -> String {
    let mut out =
        String::from("# Weights of the toponym ranker, learnt by crates/sitrep-annotate/examples/train_places.rs.\n");
    for (name, row) in [("first", &weights.first), ("later", &weights.later)] {
        let _ = writeln!(out, "\n[{name}]");
        for (feature, weight) in FEATURES.iter().zip(row) {
            let _ = writeln!(out, "{feature} = {weight:.4}");
        }
    }
    out
}
