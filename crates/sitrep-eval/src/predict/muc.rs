//! MUC-4 templates: what the reader's head of incident roles marks, sorted by the type of incident that the words of
//! the sentence tell, together with the claims of the document.

use std::collections::BTreeMap;
use std::io::Write;

use serde_json::{Value, json};
use sitrep_inference::{Reader, SentenceReading};
use sitrep_resources::Resources;
use sitrep_types::{Claim, EventType, Modality, SubType};

use super::muc_names::Names;
use super::muc_words::IncidentWords;
use super::ner::{WordedText, runs};
use super::{Options, snippet};

/// The head of the reader that is read.
const HEAD: &str = "role";
/// The slots of a template, with the most fillers that one is given.
const ROLES: [(&str, usize); 5] = [("PerpInd", 2), ("PerpOrg", 1), ("Target", 3), ("Victim", 3), ("Weapon", 2)];
/// Most templates of one document; four in five have one or two.
const MOST_TEMPLATES: usize = 2;
/// A second type needs this share of all marked words, in percent.
const LEAST_SHARE: usize = 20;
/// Beginnings of words that tell the type of an incident; the first row that fits decides.
const TYPES: [(&str, &[&str]); 5] = [
    ("kidnapping", &["kidnap", "abduct", "hostage", "captor", "captive"]),
    ("arson", &["arson", "burn", "torch", "incendiar", "set fire", "set on fire", "set afire"]),
    ("robbery", &["robb", "stole", "loot"]),
    ("bombing", &["bomb", "dynamit", "explo", "detonat", "grenade"]),
    (
        "attack",
        &[
            "kill", "murder", "assassin", "attack", "shot", "shoot", "machine", "ambush", "massacr", "wound", "dead",
            "died", "execut",
        ],
    ),
];

/// The type of incident that a sentence's words tell.
fn type_of_words(lower: &str) -> Option<&'static str> {
    let begins = |stem: &&str| {
        lower.match_indices(*stem).any(|(at, _)| !lower[..at].ends_with(|before: char| before.is_alphanumeric()))
    };
    TYPES.iter().find(|(_, stems)| stems.iter().any(begins)).map(|(kind, _)| *kind)
}

/// The incident type of a claim.
fn type_of_claim(claim: &Claim) -> Option<&'static str> {
    if matches!(claim.modality, Modality::Hypothetical | Modality::Forecast | Modality::Denied | Modality::Ordered) {
        return None;
    }
    Some(match (claim.event_type, claim.sub_type) {
        (EventType::Explosions, Some(SubType::AirDroneStrike | SubType::ShellingArtilleryMissileAttack)) => "attack",
        (EventType::Explosions, _) => "bombing",
        (EventType::ViolenceAgainstCivilians, Some(SubType::AbductionForcedDisappearance)) => "kidnapping",
        (EventType::ViolenceAgainstCivilians, _) => "attack",
        _ => return None,
    })
}

/// A filler as marked: the type of its sentence, its role and its words in small letters.
struct Marked {
    kind: Option<&'static str>,
    role: &'static str,
    words: String,
}

/// Everything that the head marks in a document, in the sentences that may tell of an incident. A sentence that tells
/// no type goes with the one before it.
fn marked(
    text: &WordedText,
    readings: &[SentenceReading],
    names: &Names<'_>,
    incidents: &IncidentWords,
) -> Vec<Marked> {
    let words: Vec<&[sitrep_inference::WordReading]> = readings.iter().map(|reading| &reading.words[..]).collect();
    let tag = |word: &sitrep_inference::WordReading| {
        let label = word.others.iter().find(|(head, _)| *head == HEAD)?.1;
        let (prefix, role) = label.split_once('-')?;
        ROLES.iter().find(|(name, _)| *name == role).map(|(name, _)| (*name, prefix == "B"))
    };
    let spelled = |sentence: usize, first: usize, last: usize| {
        let words = text.text_of(sentence, first, last).to_lowercase();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let whole: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(sentence, words)| words.len().checked_sub(1).map_or_else(String::new, |last| spelled(sentence, 0, last)))
        .collect();
    let telling = incidents.telling(&whole);
    let mut found = Vec::new();
    let mut before = None;
    let all: Vec<_> = runs(&words, tag).into_iter().filter(|run| telling[run.0]).collect();
    for (sentence, whole) in whole.iter().enumerate() {
        let own = type_of_words(whole);
        found.extend(all.iter().filter(|run| run.0 == sentence).filter_map(|(_, first, last, role)| {
            let words = names.whole(role, text.span_of(sentence, *first, *last)?)?;
            Some(Marked { kind: own.or(before), role, words })
        }));
        before = own.or(before);
    }
    found
}

/// The fillers of one role, the most often marked first; mentions that share their last word or lie in one another are
/// one filler.
fn fillers(marked: &[&Marked], most: usize) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for one in marked {
        *counts.entry(&one.words).or_default() += 1;
    }
    let mut ordered: Vec<(&str, usize)> = counts.into_iter().collect();
    ordered.sort_by_key(|(words, count)| (std::cmp::Reverse(*count), *words));
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for (words, count) in ordered {
        let last = |text: &str| text.rsplit(' ').next().map(str::to_owned);
        let same = |group: &&mut (&str, usize)| {
            group.0.contains(words) || words.contains(group.0) || last(group.0) == last(words)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.1 += count,
            None => groups.push((words, count)),
        }
    }
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups.into_iter().take(most).map(|(words, _)| vec![words.to_owned()]).collect()
}

/// The templates of a document: one for each type that enough of what is marked belongs to.
fn templates(marked: &[Marked], claims: &[Claim]) -> Vec<Value> {
    let mut weights: BTreeMap<&'static str, usize> = BTreeMap::new();
    for kind in marked.iter().filter_map(|one| one.kind) {
        *weights.entry(kind).or_default() += 2;
    }
    if weights.is_empty() {
        return Vec::new();
    }
    for kind in claims.iter().filter(|claim| !claim.background).filter_map(type_of_claim) {
        *weights.entry(kind).or_default() += 1;
    }
    let all: usize = weights.values().sum();
    let mut kinds: Vec<(&'static str, usize)> = weights.into_iter().collect();
    kinds.sort_by_key(|(kind, weight)| (std::cmp::Reverse(*weight), *kind));
    let first = kinds[0].0;
    kinds.retain(|(kind, weight)| *kind == first || weight * 100 >= all * LEAST_SHARE);
    kinds.truncate(MOST_TEMPLATES);
    let told = |kind: Option<&'static str>| kinds.iter().any(|(other, _)| Some(*other) == kind);
    kinds
        .iter()
        .map(|(kind, _)| {
            let mut value = json!({ "incident_type": kind });
            for (role, most) in ROLES {
                // Who did it is mostly the same through a document.
                let by_all = role.starts_with("Perp");
                let own: Vec<&Marked> = marked
                    .iter()
                    .filter(|one| one.role == role)
                    .filter(|one| by_all || one.kind == Some(*kind) || (!told(one.kind) && *kind == first))
                    .collect();
                value[role] = json!(fillers(&own, most));
            }
            value
        })
        .collect()
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let (resources, reader, incidents) = (Resources::shipped()?, Reader::embedded()?, IncidentWords::shipped()?);
    for (id, line) in snippet::lines(input)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let date = line.pointer("/dateline/date").and_then(Value::as_str).and_then(|date| date.parse().ok());
        let (annotated, reading) = snippet::read(&id, text, date)?;
        let worded = WordedText::new(text.to_owned(), &resources);
        let readings = reader.read(&worded.sentences());
        let marked = marked(&worded, &readings, &Names::of(&annotated), &incidents);
        let templates = templates(&marked, &reading.claims);
        writeln!(out, "{}", json!({ "doc_id": id, "templates": templates }))?;
    }
    Ok(())
}
