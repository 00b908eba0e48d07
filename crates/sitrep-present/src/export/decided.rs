//! What people decided, in the published JSON form: on each thing its decided fields, and all decisions with how they stand.

use serde::{Deserialize, Serialize};
use sitrep_types::{Decision, DecisionEntry, Record, Standing, Verdict};

/// A field that shows a decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    field: String,
    verdict: Verdict,
    value: String,
    was: String,
    decision: String,
    by: String,
    why: String,
    at: String,
}

/// A decision with how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionOut {
    /// Its id.
    pub id: String,
    word: String,
    verdict: Verdict,
    by: String,
    why: String,
    at: String,
    standing: Standing,
    note: String,
    touches: Vec<String>,
    /// The decision itself, as `sitrep decisions FILE export` writes it.
    decision: Decision,
}

/// The decided fields of the thing with this id.
pub fn decided(record: &Record, id: &str) -> Vec<Decided> {
    let fields = record.decided.get(id).map(Vec::as_slice).unwrap_or_default();
    let shown = fields.iter().map(|field| Decided {
        field: field.field.clone(),
        verdict: field.verdict,
        value: field.value.clone(),
        was: field.was.clone(),
        decision: field.decision.0.clone(),
        by: field.author.clone(),
        why: field.reason.clone(),
        at: field.at.to_string(),
    });
    shown.collect()
}

/// The decided fields in one cell of a table: "time: 3 May 2021 (Ana: as the hospital's list has it)".
pub fn decided_words(record: &Record, id: &str) -> String {
    let fields = record.decided.get(id).map(Vec::as_slice).unwrap_or_default();
    let unsure = |verdict| if verdict == Verdict::Unsure { "unsure of " } else { "" };
    let words = fields
        .iter()
        .map(|it| format!("{}{}: {} ({}: {})", unsure(it.verdict), it.field, it.value, it.author, it.reason));
    words.collect::<Vec<_>>().join("; ")
}

/// A decision in its published form.
pub fn decision(entry: &DecisionEntry) -> DecisionOut {
    DecisionOut {
        id: entry.decision.id.0.clone(),
        word: entry.decision.word().to_owned(),
        verdict: entry.decision.verdict,
        by: entry.decision.author.clone(),
        why: entry.decision.reason.clone(),
        at: entry.decision.at.to_string(),
        standing: entry.standing,
        note: entry.note.clone(),
        touches: entry.touches.clone(),
        decision: entry.decision.clone(),
    }
}
