//! What a person decided: kept apart from everything that is derived, never touched by a rebuild.

use std::collections::BTreeSet;

use rusqlite::{Transaction, params};
use sitrep_types::{Decision, DecisionId, Judgement};

use crate::{Project, StoreError};

/// How far the log of decisions has been read. Somebody who decides says how far they had seen, so that nobody overrules
/// what they have not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Revision(pub i64);

impl Project {
    /// Keeps decisions, all or none, and says how many were not there before. Where anything is new, the record is out of
    /// date from then on.
    ///
    /// # Errors
    /// Where one of them cannot be meant or undoes what is not there; where `seen` is given and a decision that came
    /// after it speaks of the same thing ([`StoreError::is_conflict`]); when SQLite fails.
    pub fn put_decisions(&mut self, decisions: &[Decision], seen: Option<Revision>) -> Result<usize, StoreError> {
        let path = self.path.clone();
        let failed = |error| StoreError::from_sqlite(&path, error);
        for decision in decisions {
            decision.check().map_err(|why| StoreError::BadDecision { path: path.clone(), why })?;
        }
        self.change(|transaction| {
            if let Some(seen) = seen {
                let unseen = load(transaction, "WHERE rowid > ?1", [seen.0]).map_err(failed)?;
                let unseen = unseen.into_iter().collect::<Result<Vec<_>, _>>().map_err(|error| bad(&path, &error))?;
                if let Some(other) = contested(decisions, &unseen) {
                    return Err(StoreError::Conflict {
                        path: path.clone(),
                        word: other.word(),
                        author: other.author.clone(),
                        reason: other.reason.clone(),
                        at: other.at.to_string(),
                    });
                }
            }
            let mut n_new = 0;
            for decision in decisions {
                n_new += insert(transaction, decision).map_err(|error| bad(&path, &error))?.map_err(failed)?;
            }
            for decision in decisions {
                if let Judgement::Undo { decision: undone } = &decision.judgement
                    && !exists(transaction, undone).map_err(failed)?
                {
                    return Err(StoreError::UnknownDecision { path: path.clone(), id: undone.0.clone() });
                }
            }
            Ok((n_new, n_new > 0))
        })
    }

    /// All decisions in the order in which they were made.
    ///
    /// # Errors
    /// When SQLite fails, or another version stored a decision of a kind that this one does not know.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let read = load(&self.connection, "", []).map_err(|error| self.sqlite(error))?;
        let mut decisions =
            read.into_iter().collect::<Result<Vec<_>, _>>().map_err(|error| self.format("a decision", &error))?;
        decisions.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        Ok(decisions)
    }

    /// How far the log goes now. Read it before the record that is shown to whoever will decide.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn decision_revision(&self) -> Result<Revision, StoreError> {
        self.connection
            .query_row("SELECT coalesce(max(rowid), 0) FROM decisions", [], |row| row.get(0).map(Revision))
            .map_err(|error| self.sqlite(error))
    }
}

/// A later decision of somebody else that speaks of the same thing as one of ours.
fn contested<'a>(ours: &[Decision], unseen: &'a [Decision]) -> Option<&'a Decision> {
    let ids: BTreeSet<&DecisionId> = ours.iter().map(|decision| &decision.id).collect();
    let subjects: BTreeSet<String> = ours.iter().flat_map(|decision| decision.judgement.subjects()).collect();
    unseen.iter().find(|other| {
        !ids.contains(&other.id) && other.judgement.subjects().iter().any(|subject| subjects.contains(subject))
    })
}

fn bad(path: &std::path::Path, error: &serde_json::Error) -> StoreError {
    StoreError::Format { path: path.to_path_buf(), what: "a decision".to_owned(), error: error.to_string() }
}

/// Decisions as they are stored; each may be of a later version.
fn load<P: rusqlite::Params>(
    connection: &rusqlite::Connection,
    which: &str,
    parameters: P,
) -> rusqlite::Result<Vec<serde_json::Result<Decision>>> {
    connection
        .prepare_cached(&format!("SELECT value FROM decisions {which} ORDER BY made_at, id"))?
        .query_map(parameters, |row| row.get::<_, String>(0))?
        .map(|value| value.map(|value| serde_json::from_str(&value)))
        .collect()
}

fn insert(transaction: &Transaction<'_>, decision: &Decision) -> serde_json::Result<rusqlite::Result<usize>> {
    let value = serde_json::to_string(decision)?;
    let write = || {
        transaction
            .prepare_cached(
                "INSERT OR IGNORE INTO decisions (id, kind, subject, value, reason, author, made_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                decision.id.0,
                decision.word(),
                decision.judgement.subjects().join(" "),
                value,
                decision.reason,
                decision.author,
                decision.at.to_string()
            ])
    };
    Ok(write())
}

fn exists(transaction: &Transaction<'_>, id: &DecisionId) -> rusqlite::Result<bool> {
    transaction.prepare_cached("SELECT 1 FROM decisions WHERE id = ?1")?.exists([&id.0])
}
