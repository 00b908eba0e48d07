//! Decisions: kept in the project, applied whenever the record is made.
//!
//! ```no_run
//! use sitrep::{Project, Reconciler, Refs, decide};
//! use sitrep_types::{Decision, FieldValue, Judgement, Subject, Verdict};
//!
//! let reconciler = Reconciler::shipped()?;
//! let mut project = Project::open("story.sitrep")?;
//! let seen = project.decision_revision()?; // before the record: nobody overrules what they have not seen
//! let record = project.record()?.unwrap_or_default();
//! let subject = Subject::Event(Refs::new(&record).event("event-12ab")?);
//! let at = "2026-11-21T09:00:00Z".parse().expect("a time");
//! let decision = Decision::new(Judgement::Review { subject }, Verdict::No, "a film, not an attack", "Ana", at)
//!     .map_err(sitrep::Error::Decision)?;
//! decide(&mut project, &reconciler, &[decision], Some(seen), &())?;
//! # Ok::<(), sitrep::Error>(())
//! ```

use std::collections::BTreeMap;

use jiff::Timestamp;
use sitrep_store::{Project, Revision};
use sitrep_types::{Decision, DecisionEntry, DecisionId, Judgement, Standing, Verdict};

use crate::{Error, Progress, Reconciler, Summary, refresh};

/// Keeps these decisions, all or none, and brings the record up to date.
///
/// # Errors
/// As [`Project::put_decisions`] and [`refresh`].
pub fn decide(
    project: &mut Project,
    reconciler: &Reconciler,
    decisions: &[Decision],
    seen: Option<Revision>,
    progress: &dyn Progress,
) -> Result<Summary, Error> {
    project.put_decisions(decisions, seen)?;
    refresh(project, reconciler, progress)
}

/// Takes a decision back, which is a decision itself; `id` may be the beginning of the other one's id.
///
/// # Errors
/// As [`decide`], and where no decision, or more than one, has that id.
#[allow(clippy::too_many_arguments, reason = "who, why and when belong to every decision")]
pub fn undo(
    project: &mut Project,
    reconciler: &Reconciler,
    id: &str,
    reason: &str,
    author: &str,
    at: Timestamp,
    seen: Option<Revision>,
    progress: &dyn Progress,
) -> Result<Summary, Error> {
    let decision = undoing(&project.decisions()?, id, reason, author, at)?;
    decide(project, reconciler, &[decision], seen, progress)
}

/// The decision that takes another one back.
///
/// # Errors
/// Where no decision, or more than one, has an id that begins so, or nobody says why.
pub fn undoing(decisions: &[Decision], id: &str, reason: &str, author: &str, at: Timestamp) -> Result<Decision, Error> {
    let ids: Vec<&DecisionId> =
        decisions.iter().map(|decision| &decision.id).filter(|known| known.0.starts_with(id)).collect();
    let decision = match ids.as_slice() {
        [only] if !id.is_empty() => (*only).clone(),
        [] => return Err(Error::NoSuch { what: "decision", id: id.to_owned() }),
        _ => return Err(Error::Ambiguous { what: "decision", id: id.to_owned() }),
    };
    Decision::new(Judgement::Undo { decision }, Verdict::Yes, reason, author, at).map_err(Error::Decision)
}

/// Every decision, in the order in which they were made, and how each stands in the record as it was last made.
///
/// # Errors
/// Where the project cannot be read.
pub fn decisions(project: &Project) -> Result<Vec<DecisionEntry>, Error> {
    let all = project.decisions()?;
    let mut applied: BTreeMap<DecisionId, DecisionEntry> = project
        .record()?
        .map(|record| record.decisions)
        .unwrap_or_default()
        .into_iter()
        .map(|entry| (entry.decision.id.clone(), entry))
        .collect();
    let waiting = |decision: Decision| DecisionEntry {
        decision,
        standing: Standing::Waiting,
        note: "kept since the record was made".to_owned(),
        touches: Vec::new(),
    };
    Ok(all.into_iter().map(|decision| applied.remove(&decision.id).unwrap_or_else(|| waiting(decision))).collect())
}

/// All decisions as JSON lines, for somebody else's `import`.
///
/// # Errors
/// Where the project cannot be read.
pub fn export_decisions(project: &Project) -> Result<String, Error> {
    let mut lines = String::new();
    for decision in project.decisions()? {
        let line = serde_json::to_string(&decision).map_err(|error| Error::Decision(error.to_string()))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    Ok(lines)
}

/// Reads decisions from JSON lines. A line without an id gets the one its contents give it.
///
/// # Errors
/// At the first line that is no decision, with its number.
pub fn read_decisions(lines: &str) -> Result<Vec<Decision>, Error> {
    let mut decisions = Vec::new();
    for (at, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fault = |why: String| Error::Decision(format!("line {}: {why}", at + 1));
        let mut decision: Decision = serde_json::from_str(line).map_err(|error| fault(error.to_string()))?;
        if decision.id.0.is_empty() {
            decision.id = decision.content_id().map_err(fault)?;
        }
        decision.check().map_err(fault)?;
        decisions.push(decision);
    }
    Ok(decisions)
}
