//! What a person decided: kept apart from everything that is derived, never touched by a rebuild.

use rusqlite::params;
use serde::{Deserialize, Serialize};
use sitrep_types::stable_id;

use crate::{Project, StoreError};

/// One judgement of a person about one thing of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// From its contents, so that the same decision imported twice is there once.
    pub id: String,
    /// What is decided: `accept`, `reject`, `correct`, `merge`, `split`, `pin`, `undo`, ….
    pub kind: String,
    /// The claim, event, actor, place or document it is about.
    pub subject: String,
    /// The value decided on, in JSON where it has parts; `unsure` is a value.
    pub value: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub author: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

impl Decision {
    /// A decision with the id that its contents give it.
    #[must_use]
    pub fn new(kind: &str, subject: &str, value: &str, reason: &str, author: &str, at: &str) -> Self {
        Self {
            id: stable_id("d", &[kind, subject, value, reason, author, at]),
            kind: kind.to_owned(),
            subject: subject.to_owned(),
            value: value.to_owned(),
            reason: reason.to_owned(),
            author: author.to_owned(),
            at: at.to_owned(),
        }
    }
}

impl Project {
    /// Keeps a decision; one that is there already is kept once.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn put_decision(&mut self, decision: &Decision) -> Result<(), StoreError> {
        let path = self.path.clone();
        self.change(|transaction| {
            let n_new = transaction
                .execute(
                    "INSERT OR IGNORE INTO decisions (id, kind, subject, value, reason, author, made_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![
                        decision.id,
                        decision.kind,
                        decision.subject,
                        decision.value,
                        decision.reason,
                        decision.author,
                        decision.at
                    ],
                )
                .map_err(|error| StoreError::from_sqlite(&path, error))?;
            Ok(((), n_new > 0))
        })
    }

    /// All decisions in the order in which they were made.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT id, kind, subject, value, reason, author, made_at FROM decisions ORDER BY made_at, id",
                )?
                .query_map([], |row| {
                    Ok(Decision {
                        id: row.get(0)?,
                        kind: row.get(1)?,
                        subject: row.get(2)?,
                        value: row.get(3)?,
                        reason: row.get(4)?,
                        author: row.get(5)?,
                        at: row.get(6)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.sqlite(error))
    }
}
