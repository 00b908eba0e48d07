//! The record: put as a whole in one transaction, given back exactly as it was put.
//!
//! Each row keeps its value as JSON in `body`, and beside it the columns that are worth asking for.

use std::collections::BTreeMap;

use rusqlite::{Transaction, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sitrep_types::{
    Actor, ActorId, Claim, Contradiction, Control, DateInterval, Document, DocumentEntry, DocumentId, Event, EventId,
    LeftOut, Record, RecordPlace,
};

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
struct StoredClaim {
    claim: Claim,
    actors: Option<Vec<Option<ActorId>>>,
    sources: Option<Vec<Option<ActorId>>>,
    time: Option<DateInterval>,
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
        let failed = |error| StoreError::from_sqlite(&path, error);
        let json = |error: serde_json::Error| StoreError::Format {
            path: path.clone(),
            what: "the record".to_owned(),
            error: error.to_string(),
        };
        self.change(|transaction| {
            clear(transaction).map_err(failed)?;
            for entry in &record.documents {
                put_document_entry(transaction, entry).map_err(json)?.map_err(|error| {
                    match error.sqlite_error_code() {
                        Some(rusqlite::ErrorCode::ConstraintViolation) => {
                            StoreError::UnknownDocument { path: path.clone(), document: entry.document.id.0.clone() }
                        }
                        _ => failed(error),
                    }
                })?;
            }
            for left_out in &record.left_out {
                transaction
                    .prepare_cached("INSERT INTO record_left_out (input, reason) VALUES (?1, ?2)")
                    .and_then(|mut statement| statement.execute([&left_out.input, &left_out.reason]))
                    .map_err(failed)?;
            }
            for actor in &record.actors {
                put_actor(transaction, actor).map_err(json)?.map_err(failed)?;
            }
            for place in &record.places {
                put_place(transaction, place).map_err(json)?.map_err(failed)?;
            }
            for event in &record.events {
                put_event(transaction, event).map_err(json)?.map_err(failed)?;
            }
            for claim in &record.claims {
                put_claim(transaction, record, claim).map_err(json)?.map_err(failed)?;
            }
            for contradiction in &record.contradictions {
                put_contradiction(transaction, contradiction).map_err(json)?.map_err(failed)?;
            }
            for (position, control) in (0_i64..).zip(&record.control) {
                put_control(transaction, position, control).map_err(json)?.map_err(failed)?;
            }
            let rest = serde_json::to_string(&without_rows(record)).map_err(json)?;
            transaction
                .execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('record_rest', ?1)", [rest])
                .map_err(failed)?;
            transaction
                .execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('record_generation', ?1)", [generation])
                .map_err(failed)?;
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
        let mut record: Record = serde_json::from_str(&rest).map_err(|error| self.format("the record", &error))?;
        record.left_out = self.record_left_out()?;
        record.actors = self.bodies("record_actors", "id")?;
        record.places = self.bodies("record_places", "id")?;
        record.events = self.bodies("record_events", "id")?;
        record.contradictions = self.bodies("record_contradictions", "id")?;
        record.control = self.bodies("record_control", "position")?;
        self.load_document_entries(&mut record)?;
        self.load_claims(&mut record)?;
        transaction.finish().map_err(|error| self.sqlite(error))?;
        Ok(Some(record))
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

    fn bodies<T: DeserializeOwned>(&self, table: &str, order: &str) -> Result<Vec<T>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(&format!("SELECT body FROM {table} ORDER BY {order}"))?
                .query_map([], |row| row.get::<_, String>(0))?
                .collect::<rusqlite::Result<Vec<String>>>()
        };
        read()
            .map_err(|error| self.sqlite(error))?
            .iter()
            .map(|body| serde_json::from_str(body).map_err(|error| self.format("the record", &error)))
            .collect()
    }

    fn load_document_entries(&self, record: &mut Record) -> Result<(), StoreError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT id, body FROM record_documents ORDER BY id")?
                .query_map([], |row| Ok((row.get(0).map(DocumentId)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(DocumentId, String)>>>()
        };
        for (id, body) in read().map_err(|error| self.sqlite(error))? {
            let document = self
                .document(&id)?
                .ok_or_else(|| StoreError::UnknownDocument { path: self.path.clone(), document: id.0.clone() })?;
            let entry = join_document_entry(&document, &body);
            record.documents.push(entry.map_err(|error| self.format("the record", &error))?);
        }
        Ok(())
    }

    /// Row by row: all bodies at once would take as much memory again as the claims themselves.
    fn load_claims(&self, record: &mut Record) -> Result<(), StoreError> {
        let failed = |error| self.sqlite(error);
        let mut statement =
            self.connection.prepare_cached("SELECT event, body FROM record_claims ORDER BY id").map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let event: Option<String> = row.get(0).map_err(failed)?;
            let body = row.get_ref(1).map_err(failed)?.as_str().map_err(|error| self.format("the record", &error))?;
            let stored: StoredClaim = serde_json::from_str(body).map_err(|error| self.format("the record", &error))?;
            let id = &stored.claim.id;
            record.claim_events.extend(event.map(|event| (id.clone(), EventId(event))));
            record.claim_actors.extend(stored.actors.map(|actors| (id.clone(), actors)));
            record.claim_sources.extend(stored.sources.map(|sources| (id.clone(), sources)));
            record.claim_times.extend(stored.time.map(|time| (id.clone(), time)));
            record.claims.push(stored.claim);
        }
        Ok(())
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

/// The record without what is kept in rows of its own.
fn without_rows(record: &Record) -> Record {
    Record {
        documents: Vec::new(),
        left_out: Vec::new(),
        actors: Vec::new(),
        places: Vec::new(),
        claims: Vec::new(),
        claim_events: BTreeMap::new(),
        claim_actors: BTreeMap::new(),
        claim_sources: BTreeMap::new(),
        claim_times: BTreeMap::new(),
        events: Vec::new(),
        contradictions: Vec::new(),
        control: Vec::new(),
        ..record.clone()
    }
}

/// What the record tells of a document, with the document that is stored only once.
fn join_document_entry(document: &Document, body: &str) -> serde_json::Result<DocumentEntry> {
    let mut fields: serde_json::Map<String, serde_json::Value> = serde_json::from_str(body)?;
    fields.insert("document".to_owned(), serde_json::to_value(document)?);
    serde_json::from_value(serde_json::Value::Object(fields))
}

/// The outer error is that of turning the value into JSON, the inner one SQLite's.
type Written = serde_json::Result<rusqlite::Result<()>>;

fn put_document_entry(transaction: &Transaction<'_>, entry: &DocumentEntry) -> Written {
    let mut body = serde_json::to_value(entry)?;
    if let Some(fields) = body.as_object_mut() {
        fields.remove("document");
    }
    let body = body.to_string();
    let published = entry.published.as_ref();
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_documents (id, published_earliest, published_latest, published_how, genre, copy_of,
                                               body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                entry.document.id.0,
                published.and_then(|published| day(published.interval.earliest.as_ref())),
                published.and_then(|published| day(published.interval.latest.as_ref())),
                published.map(|published| word(&published.how)),
                word(&entry.genre),
                entry.copy_of.as_ref().map(|id| &id.0),
                body,
            ])
            .map(drop)
    };
    Ok(write())
}

fn put_actor(transaction: &Transaction<'_>, actor: &Actor) -> Written {
    let body = serde_json::to_string(actor)?;
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_actors (id, name, kind, country, affiliation, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                actor.id.0,
                actor.name,
                word(&actor.kind),
                actor.country,
                actor.affiliation.as_ref().map(|id| &id.0),
                body
            ])
            .map(drop)
    };
    Ok(write())
}

fn put_place(transaction: &Transaction<'_>, place: &RecordPlace) -> Written {
    let body = serde_json::to_string(place)?;
    let place = &place.place;
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_places (id, name, kind, parent, country, latitude, longitude, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                place.key.0,
                place.name,
                word(&place.kind),
                place.parent.as_ref().map(|key| &key.0),
                place.country,
                place.latitude,
                place.longitude,
                body
            ])
            .map(drop)
    };
    Ok(write())
}

fn put_event(transaction: &Transaction<'_>, event: &Event) -> Written {
    let body = serde_json::to_string(event)?;
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_events (id, type, sub_type, summary, place, earliest, latest, status, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                event.id.0,
                event.event_type.name(),
                event.sub_type.map(|sub_type| sub_type.name()),
                event.summary,
                event.place.as_ref().map(|key| &key.0),
                day(event.time.earliest.as_ref()),
                day(event.time.latest.as_ref()),
                word(&event.status),
                body
            ])
            .map(drop)
    };
    Ok(write())
}

fn put_claim(transaction: &Transaction<'_>, record: &Record, claim: &Claim) -> Written {
    let time = record.claim_times.get(&claim.id);
    let body = serde_json::to_string(&StoredClaim {
        claim: claim.clone(),
        actors: record.claim_actors.get(&claim.id).cloned(),
        sources: record.claim_sources.get(&claim.id).cloned(),
        time: time.copied(),
    })?;
    let interval = time.or(claim.time.as_ref().map(|time| &time.interval));
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_claims (id, document, event, type, sub_type, modality, negated, place, earliest,
                                            latest, evidence, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                claim.id.0,
                claim.document.0,
                record.claim_events.get(&claim.id).map(|id| &id.0),
                claim.event_type.name(),
                claim.sub_type.map(|sub_type| sub_type.name()),
                word(&claim.modality),
                claim.negated,
                claim.place.as_ref().map(|key| &key.0),
                interval.and_then(|interval| day(interval.earliest.as_ref())),
                interval.and_then(|interval| day(interval.latest.as_ref())),
                claim.evidence.text,
                body
            ])
            .map(drop)
    };
    Ok(write())
}

fn put_contradiction(transaction: &Transaction<'_>, contradiction: &Contradiction) -> Written {
    let body = serde_json::to_string(contradiction)?;
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_contradictions (id, kind, about, reading, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                contradiction.id.0,
                word(&contradiction.kind),
                contradiction.about,
                word(&contradiction.reading),
                body
            ])
            .map(drop)
    };
    Ok(write())
}

fn put_control(transaction: &Transaction<'_>, position: i64, control: &Control) -> Written {
    let body = serde_json::to_string(control)?;
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO record_control (position, place, holder, contested, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![position, control.place.0, control.holder.0, control.contested, body])
            .map(drop)
    };
    Ok(write())
}
