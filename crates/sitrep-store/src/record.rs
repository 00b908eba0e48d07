//! The record: put in one transaction, given back exactly as it was put.
//!
//! Each row keeps its value as JSON in `body`, and beside it the columns that are worth asking for. What a new record shares
//! with the one that is kept stays as it is ([`crate::rows`]).

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::{Transaction, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sitrep_types::{
    ActorId, Claim, Control, DateInterval, DecidedField, DecisionEntry, Document, DocumentEntry, DocumentId, Event,
    EventId, Genre, LeftOut, NotMerged, Published, Record,
};

use crate::body::exact;
use crate::rows::{self, Differences, Fault};
use crate::{Project, StoreError};

/// The tables that hold the record, in an order in which they can be emptied.
const TABLES: &[&str] = &[
    "record_claims",
    "record_events",
    "record_documents",
    "record_left_out",
    "record_actors",
    "record_places",
    "record_contradictions",
    "record_control",
];

/// A claim with what the record tells of it.
#[derive(Serialize, Deserialize)]
pub struct StoredClaim<'a> {
    claim: Cow<'a, Claim>,
    actors: Option<Cow<'a, [Option<ActorId>]>>,
    sources: Option<Cow<'a, [Option<ActorId>]>>,
    time: Option<DateInterval>,
}

impl<'a> StoredClaim<'a> {
    /// A claim of this record.
    pub fn of(claim: &'a Claim, record: &'a Record) -> Self {
        Self {
            claim: Cow::Borrowed(claim),
            actors: record.claim_actors.get(&claim.id).map(|actors| Cow::Borrowed(actors.as_slice())),
            sources: record.claim_sources.get(&claim.id).map(|sources| Cow::Borrowed(sources.as_slice())),
            time: record.claim_times.get(&claim.id).copied(),
        }
    }
}

/// What the record tells of a document, without the document, which is stored only once.
#[derive(Serialize, Deserialize)]
pub struct StoredEntry<'a> {
    published: Option<Cow<'a, Published>>,
    published_reason: Option<Cow<'a, str>>,
    genre: Genre,
    copy_of: Option<Cow<'a, DocumentId>>,
    copy_reason: Option<Cow<'a, str>>,
    relays: Cow<'a, [String]>,
}

impl<'a> StoredEntry<'a> {
    /// What is told of this document.
    pub fn of(entry: &'a DocumentEntry) -> Self {
        // Taken apart by name, so that a field that is new must be kept, too.
        let DocumentEntry { document: _, published, published_reason, genre, copy_of, copy_reason, relays } = entry;
        Self {
            published: published.as_ref().map(Cow::Borrowed),
            published_reason: published_reason.as_deref().map(Cow::Borrowed),
            genre: *genre,
            copy_of: copy_of.as_ref().map(Cow::Borrowed),
            copy_reason: copy_reason.as_deref().map(Cow::Borrowed),
            relays: Cow::Borrowed(relays),
        }
    }

    /// The entry again.
    fn entry(self, document: Document) -> DocumentEntry {
        DocumentEntry {
            document,
            published: self.published.map(Cow::into_owned),
            published_reason: self.published_reason.map(Cow::into_owned),
            genre: self.genre,
            copy_of: self.copy_of.map(Cow::into_owned),
            copy_reason: self.copy_reason.map(Cow::into_owned),
            relays: self.relays.into_owned(),
        }
    }
}

/// What a record holds beside the lists that have tables.
#[derive(Serialize, Deserialize)]
struct Rest<'a> {
    not_merged: Cow<'a, [NotMerged]>,
    loaded_words: Cow<'a, BTreeMap<String, BTreeMap<String, usize>>>,
    #[serde(default)]
    decisions: Cow<'a, [DecisionEntry]>,
    #[serde(default)]
    decided: Cow<'a, BTreeMap<String, Vec<DecidedField>>>,
}

impl<'a> Rest<'a> {
    fn of(record: &'a Record) -> Self {
        Self {
            not_merged: Cow::Borrowed(&record.not_merged),
            loaded_words: Cow::Borrowed(&record.loaded_words),
            decisions: Cow::Borrowed(&record.decisions),
            decided: Cow::Borrowed(&record.decided),
        }
    }
}

/// How much a record holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordCounts {
    /// Documents.
    pub documents: usize,
    /// Claims.
    pub claims: usize,
    /// Events.
    pub events: usize,
    /// Contradictions.
    pub contradictions: usize,
}

impl Project {
    /// Replaces the record, which from now on counts as [current](crate::RecordState::Current).
    ///
    /// # Errors
    /// When SQLite fails, or the record names documents that the project does not hold.
    pub fn put_record(&mut self, record: &Record) -> Result<(), StoreError> {
        let generation = self.generation()?;
        self.put_record_of(record, &generation)
    }

    /// As [`Project::put_record`], for a record that was made from what the project held at that
    /// [generation](Project::generation). Where somebody has written since, it is kept and counts as out of date.
    ///
    /// # Errors
    /// As there.
    pub fn put_record_of(&mut self, record: &Record, generation: &str) -> Result<(), StoreError> {
        let path = self.path.clone();
        let told = |fault: Fault| match fault {
            Fault::Sqlite(error) => StoreError::from_sqlite(&path, error),
            Fault::Json(error) => {
                StoreError::Format { path: path.clone(), what: "the record".to_owned(), error: error.to_string() }
            }
        };
        self.change(|transaction| {
            // What others refer to is written before them and taken out after them.
            let documents = rows::compare(transaction, &record.documents, record).map_err(told)?;
            for entry in documents.changed.iter().map(|&at| &record.documents[at]) {
                rows::write(transaction, entry, record).map_err(|fault| match fault {
                    Fault::Sqlite(error)
                        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
                    {
                        StoreError::UnknownDocument { path: path.clone(), document: entry.document.id.0.clone() }
                    }
                    fault => told(fault),
                })?;
            }
            put_told(transaction, record, &documents, generation).map_err(told)?;
            Ok(((), false))
        })
    }

    /// The record as it was last put, or `None` where none was made yet. Ask [`Project::record_state`] whether it still
    /// tells what the project holds.
    ///
    /// # Errors
    /// When SQLite fails, or another version stored the record in a form that this one does not read.
    pub fn record(&self) -> Result<Option<Record>, StoreError> {
        if self.meta("record_generation")?.is_none() {
            return Ok(None);
        }
        // One read transaction, so that a build that ends meanwhile does not mix two records.
        let transaction = self.connection.unchecked_transaction().map_err(|error| self.sqlite(error))?;
        let rest = self.meta("record_rest")?.unwrap_or_default();
        let rest: Rest<'_> = serde_json::from_str(&rest).map_err(|error| self.format("the record", &error))?;
        // Every field is named, so that a new one must be kept somewhere, too.
        let mut record = Record {
            documents: Vec::new(),
            left_out: self.record_left_out()?,
            actors: self.bodies("record_actors", "id")?,
            places: self.bodies("record_places", "id")?,
            claims: Vec::new(),
            claim_events: BTreeMap::new(),
            claim_actors: BTreeMap::new(),
            claim_sources: BTreeMap::new(),
            claim_times: BTreeMap::new(),
            events: self.bodies("record_events", "id")?,
            contradictions: self.bodies("record_contradictions", "id")?,
            control: self.bodies("record_control", "position")?,
            not_merged: rest.not_merged.into_owned(),
            loaded_words: rest.loaded_words.into_owned(),
            decisions: rest.decisions.into_owned(),
            decided: rest.decided.into_owned(),
        };
        self.load_document_entries(&mut record)?;
        self.load_claims(&mut record)?;
        transaction.finish().map_err(|error| self.sqlite(error))?;
        Ok(Some(record))
    }

    /// How much the record holds, without loading it.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn record_counts(&self) -> Result<RecordCounts, StoreError> {
        let count = |table: &str| {
            self.connection
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
                .map(|count| usize::try_from(count).unwrap_or_default())
                .map_err(|error| self.sqlite(error))
        };
        Ok(RecordCounts {
            documents: count("record_documents")?,
            claims: count("record_claims")?,
            events: count("record_events")?,
            contradictions: count("record_contradictions")?,
        })
    }

    fn record_left_out(&self) -> Result<Vec<LeftOut>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT input, reason FROM record_left_out ORDER BY rowid")?
                .query_map([], |row| Ok(LeftOut { input: row.get(0)?, reason: row.get(1)? }))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.sqlite(error))
    }

    /// The values of a table, row by row: all bodies at once would take as much memory again as the values.
    fn bodies<T: DeserializeOwned + Clone>(&self, table: &str, order: &str) -> Result<Vec<T>, StoreError> {
        let mut values = Vec::new();
        self.each_body(&format!("SELECT NULL, body FROM {table} ORDER BY {order}"), |_, value: T| {
            values.push(exact(&value));
            Ok(())
        })?;
        Ok(values)
    }

    /// What the second column of each row holds, with the first.
    fn each_body<T: DeserializeOwned>(
        &self,
        sql: &str,
        mut take: impl FnMut(Option<String>, T) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let failed = |error| self.sqlite(error);
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let name = row.get(0).map_err(failed)?;
            let body = row.get_ref(1).map_err(failed)?.as_str().map_err(|error| self.format("the record", &error))?;
            take(name, serde_json::from_str(body).map_err(|error| self.format("the record", &error))?)?;
        }
        Ok(())
    }

    fn load_document_entries(&self, record: &mut Record) -> Result<(), StoreError> {
        self.each_body("SELECT id, body FROM record_documents ORDER BY id", |id, stored: StoredEntry<'_>| {
            let id = DocumentId(id.unwrap_or_default());
            let Some(document) = self.document(&id)? else {
                return Err(StoreError::UnknownDocument { path: self.path.clone(), document: id.0 });
            };
            record.documents.push(exact(&stored.entry(document)));
            Ok(())
        })
    }

    fn load_claims(&self, record: &mut Record) -> Result<(), StoreError> {
        self.each_body("SELECT event, body FROM record_claims ORDER BY id", |event, stored: StoredClaim<'_>| {
            let id = &stored.claim.id;
            record.claim_events.extend(event.map(|event| (id.clone(), EventId(event))));
            record.claim_actors.extend(stored.actors.map(|actors| (id.clone(), actors.into_owned())));
            record.claim_sources.extend(stored.sources.map(|sources| (id.clone(), sources.into_owned())));
            record.claim_times.extend(stored.time.map(|time| (id.clone(), time)));
            record.claims.push(exact(&*stored.claim));
            Ok(())
        })
    }
}

/// Forgets the record; what was read and decided stays.
pub fn clear(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    for table in TABLES {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    transaction.execute("DELETE FROM meta WHERE key IN ('record_generation', 'record_rest')", []).map(drop)
}

/// The word that a value of a vocabulary has in the record ("part_of_day").
pub fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A day as SQL compares it: 2017-03-07.
pub fn day<T: ToString>(side: Option<&T>) -> Option<String> {
    side.map(ToString::to_string)
}

/// Writes what a record tells beside its documents, which are there already.
fn put_told(
    transaction: &Transaction<'_>,
    record: &Record,
    documents: &Differences,
    generation: &str,
) -> Result<(), Fault> {
    let events = rows::compare(transaction, &record.events, record)?;
    for &at in &events.changed {
        rows::write(transaction, &record.events[at], record)?;
    }
    let claims = rows::compare(transaction, &record.claims, record)?;
    for &at in &claims.changed {
        rows::write(transaction, &record.claims[at], record)?;
    }
    rows::drop_gone::<Claim>(transaction, &claims)?;
    rows::drop_gone::<Event>(transaction, &events)?;
    rows::drop_gone::<DocumentEntry>(transaction, documents)?;
    rows::bring(transaction, &record.actors, record)?;
    rows::bring(transaction, &record.places, record)?;
    rows::bring(transaction, &record.contradictions, record)?;
    put_control(transaction, &record.control)?;
    put_left_out(transaction, &record.left_out)?;
    let rest = serde_json::to_string(&Rest::of(record))?;
    let mut keep = transaction.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
    )?;
    keep.execute(["record_rest", &rest])?;
    keep.execute(["record_generation", generation])?;
    Ok(())
}

/// Writes the rows of control anew where they differ: their places in the list are their keys.
fn put_control(transaction: &Transaction<'_>, list: &[Control]) -> Result<(), Fault> {
    let bodies: Vec<String> = list.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let stored: Vec<String> = transaction
        .prepare_cached("SELECT body FROM record_control ORDER BY position")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    if stored == bodies {
        return Ok(());
    }
    transaction.execute("DELETE FROM record_control", [])?;
    let mut statement = transaction.prepare_cached(
        "INSERT INTO record_control (position, place, holder, contested, body) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for ((position, control), body) in (0_i64..).zip(list).zip(&bodies) {
        statement.execute(params![position, control.place.0, control.holder.0, control.contested, body])?;
    }
    Ok(())
}

/// Writes the inputs left out anew; they are few, as a rule.
fn put_left_out(transaction: &Transaction<'_>, list: &[LeftOut]) -> Result<(), Fault> {
    transaction.execute("DELETE FROM record_left_out", [])?;
    let mut statement = transaction.prepare_cached("INSERT INTO record_left_out (input, reason) VALUES (?1, ?2)")?;
    for left_out in list {
        statement.execute([&left_out.input, &left_out.reason])?;
    }
    Ok(())
}
