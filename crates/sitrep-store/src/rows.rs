//! The record's lists as rows: what each value is called, which columns it fills, and how a list is brought into its table by
//! writing only what differs. Adding one report to ten thousand changes a handful of rows.

use std::collections::{HashMap, HashSet};

use rusqlite::types::Value;
use rusqlite::{Transaction, params_from_iter};
use sitrep_types::{Actor, Claim, Contradiction, Event, Record, RecordPlace};

use crate::record::{StoredClaim, StoredEntry, day, word};

/// A value that is a row of the record.
pub trait Row {
    /// Its table.
    const TABLE: &'static str;
    /// The columns, the key first and the body last; the others can be told from the body, but for [`Row::LINK`].
    const COLUMNS: &'static [&'static str];
    /// A column that the body does not tell.
    const LINK: Option<&'static str> = None;

    /// What it is called.
    fn key(&self) -> &str;
    /// The value as it is kept.
    fn body(&self, record: &Record) -> serde_json::Result<String>;
    /// The columns between key and body.
    fn columns(&self, record: &Record) -> Vec<Value>;
    /// What stands in [`Row::LINK`].
    fn link<'a>(&'a self, _record: &'a Record) -> Option<&'a str> {
        None
    }
}

/// What a list and its table differ in.
#[derive(Debug)]
pub struct Differences {
    /// Positions of the values that are new or changed.
    pub changed: Vec<usize>,
    /// Keys of the rows that no value has any more.
    gone: Vec<String>,
}

/// Why a row could not be compared or written.
#[derive(Debug)]
pub enum Fault {
    /// The value has no form as JSON.
    Json(serde_json::Error),
    /// SQLite failed.
    Sqlite(rusqlite::Error),
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<rusqlite::types::FromSqlError> for Fault {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Sqlite(error.into())
    }
}

/// Compares a list with its table.
pub fn compare<R: Row>(transaction: &Transaction<'_>, list: &[R], record: &Record) -> Result<Differences, Fault> {
    let (key, link) = (R::COLUMNS[0], R::LINK.unwrap_or("NULL"));
    let at: HashMap<&str, usize> = list.iter().enumerate().map(|(at, value)| (value.key(), at)).collect();
    let mut same: HashSet<usize> = HashSet::new();
    let mut gone = Vec::new();
    let mut statement = transaction.prepare_cached(&format!("SELECT {key}, {link}, body FROM {}", R::TABLE))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let stored_key = row.get_ref(0)?.as_str()?;
        let Some(&position) = at.get(stored_key) else {
            gone.push(stored_key.to_owned());
            continue;
        };
        let value = &list[position];
        if value.link(record) == row.get_ref(1)?.as_str_or_null()? && value.body(record)? == row.get_ref(2)?.as_str()? {
            same.insert(position);
        }
    }
    Ok(Differences { changed: (0..list.len()).filter(|position| !same.contains(position)).collect(), gone })
}

/// Writes one value, in the place of what its row held.
pub fn write<R: Row>(transaction: &Transaction<'_>, value: &R, record: &Record) -> Result<(), Fault> {
    let marks: Vec<String> = (1..=R::COLUMNS.len()).map(|number| format!("?{number}")).collect();
    let updates: Vec<String> = R::COLUMNS[1..].iter().map(|column| format!("{column} = excluded.{column}")).collect();
    let mut statement = transaction.prepare_cached(&format!(
        "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO UPDATE SET {}",
        R::TABLE,
        R::COLUMNS.join(", "),
        marks.join(", "),
        R::COLUMNS[0],
        updates.join(", ")
    ))?;
    let mut columns = vec![Value::Text(value.key().to_owned())];
    columns.extend(value.columns(record));
    columns.push(Value::Text(value.body(record)?));
    statement.execute(params_from_iter(columns))?;
    Ok(())
}

/// Takes the rows out that no value has any more.
pub fn drop_gone<R: Row>(transaction: &Transaction<'_>, differences: &Differences) -> Result<(), Fault> {
    let mut statement =
        transaction.prepare_cached(&format!("DELETE FROM {} WHERE {} = ?1", R::TABLE, R::COLUMNS[0]))?;
    for key in &differences.gone {
        statement.execute([key])?;
    }
    Ok(())
}

/// Brings a list that nothing refers to into its table.
pub fn bring<R: Row>(transaction: &Transaction<'_>, list: &[R], record: &Record) -> Result<(), Fault> {
    let differences = compare(transaction, list, record)?;
    for &at in &differences.changed {
        write(transaction, &list[at], record)?;
    }
    drop_gone::<R>(transaction, &differences)
}

/// Text, or nothing.
fn text(value: Option<impl Into<String>>) -> Value {
    value.map_or(Value::Null, |value| Value::Text(value.into()))
}

impl Row for sitrep_types::DocumentEntry {
    const TABLE: &'static str = "record_documents";
    const COLUMNS: &'static [&'static str] =
        &["id", "published_earliest", "published_latest", "published_how", "genre", "copy_of", "body"];

    fn key(&self) -> &str {
        &self.document.id.0
    }

    fn body(&self, _record: &Record) -> serde_json::Result<String> {
        serde_json::to_string(&StoredEntry::of(self))
    }

    fn columns(&self, _record: &Record) -> Vec<Value> {
        let published = self.published.as_ref();
        vec![
            text(published.and_then(|published| day(published.interval.earliest.as_ref()))),
            text(published.and_then(|published| day(published.interval.latest.as_ref()))),
            text(published.map(|published| word(&published.how))),
            text(Some(word(&self.genre))),
            text(self.copy_of.as_ref().map(|id| id.0.as_str())),
        ]
    }
}

impl Row for Actor {
    const TABLE: &'static str = "record_actors";
    const COLUMNS: &'static [&'static str] = &["id", "name", "kind", "country", "affiliation", "body"];

    fn key(&self) -> &str {
        &self.id.0
    }

    fn body(&self, _record: &Record) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn columns(&self, _record: &Record) -> Vec<Value> {
        vec![
            text(Some(self.name.as_str())),
            text(Some(word(&self.kind))),
            text(self.country.as_deref()),
            text(self.affiliation.as_ref().map(|id| id.0.as_str())),
        ]
    }
}

impl Row for RecordPlace {
    const TABLE: &'static str = "record_places";
    const COLUMNS: &'static [&'static str] =
        &["id", "name", "kind", "parent", "country", "latitude", "longitude", "body"];

    fn key(&self) -> &str {
        &self.place.key.0
    }

    fn body(&self, _record: &Record) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn columns(&self, _record: &Record) -> Vec<Value> {
        let place = &self.place;
        vec![
            text(Some(place.name.as_str())),
            text(Some(word(&place.kind))),
            text(place.parent.as_ref().map(|key| key.0.as_str())),
            text(place.country.as_deref()),
            place.latitude.map_or(Value::Null, Value::Real),
            place.longitude.map_or(Value::Null, Value::Real),
        ]
    }
}

impl Row for Event {
    const TABLE: &'static str = "record_events";
    const COLUMNS: &'static [&'static str] =
        &["id", "type", "sub_type", "summary", "place", "earliest", "latest", "status", "body"];

    fn key(&self) -> &str {
        &self.id.0
    }

    fn body(&self, _record: &Record) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn columns(&self, _record: &Record) -> Vec<Value> {
        vec![
            text(Some(self.event_type.name())),
            text(self.sub_type.map(|sub_type| sub_type.name())),
            text(Some(self.summary.as_str())),
            text(self.place.as_ref().map(|key| key.0.as_str())),
            text(day(self.time.earliest.as_ref())),
            text(day(self.time.latest.as_ref())),
            text(Some(word(&self.status))),
        ]
    }
}

impl Row for Claim {
    const TABLE: &'static str = "record_claims";
    const COLUMNS: &'static [&'static str] = &[
        "id", "document", "event", "type", "sub_type", "modality", "negated", "place", "earliest", "latest",
        "evidence", "body",
    ];
    const LINK: Option<&'static str> = Some("event");

    fn key(&self) -> &str {
        &self.id.0
    }

    fn body(&self, record: &Record) -> serde_json::Result<String> {
        serde_json::to_string(&StoredClaim::of(self, record))
    }

    fn columns(&self, record: &Record) -> Vec<Value> {
        let told = self.time.as_ref().map(|time| &time.interval);
        let interval = record.claim_times.get(&self.id).or(told);
        vec![
            text(Some(self.document.0.as_str())),
            text(self.link(record)),
            text(Some(self.event_type.name())),
            text(self.sub_type.map(|sub_type| sub_type.name())),
            text(Some(word(&self.modality))),
            Value::Integer(i64::from(self.negated)),
            text(self.place.as_ref().map(|key| key.0.as_str())),
            text(interval.and_then(|interval| day(interval.earliest.as_ref()))),
            text(interval.and_then(|interval| day(interval.latest.as_ref()))),
            text(Some(self.evidence.text.as_str())),
        ]
    }

    fn link<'a>(&'a self, record: &'a Record) -> Option<&'a str> {
        record.claim_events.get(&self.id).map(|id| id.0.as_str())
    }
}

impl Row for Contradiction {
    const TABLE: &'static str = "record_contradictions";
    const COLUMNS: &'static [&'static str] = &["id", "kind", "about", "reading", "body"];

    fn key(&self) -> &str {
        &self.id.0
    }

    fn body(&self, _record: &Record) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    fn columns(&self, _record: &Record) -> Vec<Value> {
        vec![text(Some(word(&self.kind))), text(Some(self.about.as_str())), text(Some(word(&self.reading)))]
    }
}
