//! Inputs, documents and what each document yields.

use std::borrow::Cow;
use std::path::Path;

use rayon::prelude::*;
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use sitrep_types::{
    Claim, Diagnostic, Document, DocumentId, LeftOut, Mark, Place, Reading, SourceMap, Span, TimeExpression,
};

use crate::body::{exact, pack, unpack};
use crate::merge::merge;
use crate::record::{clear, day, word};
use crate::{Project, StoreError};

/// How many readings are unpacked together: what is packed need not be in memory all at once.
const UNPACKED_AT_ONCE: usize = 512;

/// What became of a document that was put into the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It was not there before.
    New,
    /// The same input had given it before.
    Unchanged,
    /// Another input had; its reading still holds.
    AnotherInput,
    /// Another input had, and together they know more (a date, an outlet): it must be read again.
    Completed,
}

/// A reading without its document, which is stored only once.
#[derive(Serialize, Deserialize)]
struct StoredReading<'a> {
    claims: Cow<'a, [Claim]>,
    places: Cow<'a, [Place]>,
    times: Cow<'a, [TimeExpression]>,
    relays: Cow<'a, [String]>,
    sentences: Cow<'a, [Span]>,
    #[serde(default)]
    marks: Cow<'a, [Mark]>,
    diagnostics: Cow<'a, [Diagnostic]>,
}

/// What of a [`StoredReading`] reconcile looks at; the rest is passed over, not built.
#[derive(Deserialize)]
struct TellingReading {
    claims: Vec<Claim>,
    places: Vec<Place>,
    times: Vec<TimeExpression>,
    relays: Vec<String>,
    sentences: Vec<Span>,
}

impl Project {
    /// Whether the input was given before, be it as a document or left out.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn has_input(&self, name: &str) -> Result<bool, StoreError> {
        self.connection
            .prepare_cached("SELECT 1 FROM inputs WHERE name = ?1")
            .and_then(|mut statement| statement.exists([name]))
            .map_err(|error| self.sqlite(error))
    }

    /// Whether the input was given before with this very content; `fingerprint` is whatever the caller takes for its
    /// content (a hash, or size and modification time).
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn has_unchanged_input(&self, name: &str, fingerprint: &str) -> Result<bool, StoreError> {
        self.connection
            .prepare_cached("SELECT 1 FROM inputs WHERE name = ?1 AND fingerprint = ?2")
            .and_then(|mut statement| statement.exists([name, fingerprint]))
            .map_err(|error| self.sqlite(error))
    }

    /// Every input with its fingerprint, sorted by name.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn inputs(&self) -> Result<Vec<(String, Option<String>)>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT name, fingerprint FROM inputs ORDER BY name")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.sqlite(error))
    }

    /// Keeps a document, and its reading if it is there already, in one transaction.
    ///
    /// Where another input gave the same document before, the two become one with both inputs: the form of the first
    /// input by name counts, completed by what only the others know. An input that held another document before holds
    /// this one from now on; a document without any input is forgotten.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn put_document(&mut self, document: &Document, reading: Option<&Reading>) -> Result<Put, StoreError> {
        self.put_document_with(document, None, reading.map(|reading| (reading, "")))
    }

    /// As [`Project::put_document`], with the content's fingerprint and what the reading was made with.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn put_document_with(
        &mut self,
        document: &Document,
        fingerprint: Option<&str>,
        reading: Option<(&Reading, &str)>,
    ) -> Result<Put, StoreError> {
        let path = self.path.clone();
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        let format =
            |error: String| StoreError::Format { path: path.clone(), what: format!("document {}", document.id), error };
        self.change(|transaction| {
            let before = load_document(transaction, &document.id).map_err(sqlite)?.transpose().map_err(format)?;
            let mut freed = false;
            for input in &document.inputs {
                freed |= free_input(transaction, input, Some(&document.id), &path)?;
            }
            let merged = match &before {
                None => document.clone(),
                Some(before) => {
                    let mut forms = load_forms(transaction, before).map_err(sqlite)?.map_err(format)?;
                    forms.retain(|form| !document.inputs.contains(&form.inputs[0]));
                    forms.extend(one_form_per_input(document));
                    merge(forms).unwrap_or_else(|| document.clone())
                }
            };
            let same_reading = before.as_ref().is_some_and(|before| {
                Document { inputs: Vec::new(), ..before.clone() } == Document { inputs: Vec::new(), ..merged.clone() }
            });
            let put = match &before {
                None => Put::New,
                Some(before) if *before == merged => Put::Unchanged,
                Some(_) if same_reading => Put::AnotherInput,
                Some(_) => Put::Completed,
            };
            if put != Put::Unchanged {
                store_document(transaction, &merged, &path)?;
            }
            let keeps_forms = merged.inputs.len() > 1;
            if let (true, Some(before)) = (keeps_forms, &before)
                && let [only] = before.inputs.as_slice()
            {
                let form = pack(before).map_err(format)?;
                transaction
                    .execute("UPDATE inputs SET variant = ?2 WHERE name = ?1", params![only, form])
                    .map_err(sqlite)?;
            }
            for form in one_form_per_input(document) {
                let variant = if keeps_forms { Some(pack(&form).map_err(format)?) } else { None };
                transaction
                    .execute(
                        "INSERT INTO inputs (name, fingerprint, document, variant) VALUES (?1, ?2, ?3, ?4)
                         ON CONFLICT (name) DO UPDATE SET fingerprint = ?2, document = ?3, left_out = NULL, variant = ?4",
                        params![form.inputs[0], fingerprint, document.id.0, variant],
                    )
                    .map_err(sqlite)?;
            }
            if put == Put::Completed {
                transaction.execute("DELETE FROM readings WHERE document = ?1", [&document.id.0]).map_err(sqlite)?;
            }
            // A reading of this form alone does not fit a document that others have completed.
            let fits = reading.filter(|(reading, _)| {
                Document { inputs: Vec::new(), ..reading.document.clone() }
                    == Document { inputs: Vec::new(), ..merged.clone() }
            });
            if let Some((reading, made_with)) = fits {
                store_reading(transaction, reading, made_with, &path)?;
            }
            if freed {
                drop_orphans(transaction).map_err(sqlite)?;
            }
            Ok((put, put != Put::Unchanged || fits.is_some()))
        })
    }

    /// Notes that an input was left out, and why.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn put_left_out(&mut self, left_out: &LeftOut) -> Result<(), StoreError> {
        self.put_left_out_with(left_out, None)
    }

    /// As [`Project::put_left_out`], with the content's fingerprint.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn put_left_out_with(&mut self, left_out: &LeftOut, fingerprint: Option<&str>) -> Result<(), StoreError> {
        let path = self.path.clone();
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        self.change(|transaction| {
            let before: Option<Option<String>> = transaction
                .query_row("SELECT left_out FROM inputs WHERE name = ?1", [&left_out.input], |row| row.get(0))
                .optional()
                .map_err(sqlite)?;
            let freed = free_input(transaction, &left_out.input, None, &path)?;
            transaction
                .execute(
                    "INSERT OR REPLACE INTO inputs (name, fingerprint, left_out) VALUES (?1, ?2, ?3)",
                    params![left_out.input, fingerprint, left_out.reason],
                )
                .map_err(sqlite)?;
            if freed {
                drop_orphans(transaction).map_err(sqlite)?;
            }
            Ok(((), before.flatten().as_ref() != Some(&left_out.reason)))
        })
    }

    /// Keeps what a document yields; `made_with` names the program, model and resources.
    ///
    /// # Errors
    /// When SQLite fails, or the project does not hold the document.
    pub fn put_reading(&mut self, reading: &Reading, made_with: &str) -> Result<(), StoreError> {
        let path = self.path.clone();
        self.change(|transaction| store_reading(transaction, reading, made_with, &path).map(|()| ((), true)))
    }

    /// Forgets an input, and its document where no other input holds it. The record, which may rest on it, goes too.
    /// Says whether the input was known.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn remove_input(&mut self, name: &str) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        self.change(|transaction| {
            let held_document = free_input(transaction, name, None, &path)?;
            let n_removed = transaction.execute("DELETE FROM inputs WHERE name = ?1", [name]).map_err(sqlite)?;
            drop_orphans(transaction).map_err(sqlite)?;
            let was_known = held_document || n_removed > 0;
            Ok((was_known, was_known))
        })
    }

    /// Forgets a document with all its inputs, and the record, which may rest on it. Says whether it was known.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn remove_document(&mut self, id: &DocumentId) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let sqlite = |error| StoreError::from_sqlite(&path, error);
        self.change(|transaction| {
            let n_inputs = transaction.execute("DELETE FROM inputs WHERE document = ?1", [&id.0]).map_err(sqlite)?;
            drop_orphans(transaction).map_err(sqlite)?;
            Ok((n_inputs > 0, n_inputs > 0))
        })
    }

    /// Ids of all documents, sorted.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn document_ids(&self) -> Result<Vec<DocumentId>, StoreError> {
        self.ids("SELECT id FROM documents ORDER BY id", &[])
    }

    /// Ids of the documents that no reading made with `made_with` exists for, sorted.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn documents_to_read(&self, made_with: &str) -> Result<Vec<DocumentId>, StoreError> {
        self.ids(
            "SELECT id FROM documents WHERE NOT EXISTS
                 (SELECT 1 FROM readings WHERE document = documents.id AND made_with = ?1) ORDER BY id",
            &[made_with],
        )
    }

    /// One document.
    ///
    /// # Errors
    /// When SQLite fails or the document cannot be read.
    pub fn document(&self, id: &DocumentId) -> Result<Option<Document>, StoreError> {
        load_document(&self.connection, id)
            .map_err(|error| self.sqlite(error))?
            .transpose()
            .map_err(|error| self.format(format!("document {id}"), &error))
    }

    /// All documents, sorted by id.
    ///
    /// # Errors
    /// When SQLite fails or a document cannot be read.
    pub fn documents(&self) -> Result<Vec<Document>, StoreError> {
        let mut documents = Vec::new();
        for id in self.document_ids()? {
            documents.extend(self.document(&id)?);
        }
        Ok(documents)
    }

    /// What one document yields, if it was read and this version understands what was stored.
    ///
    /// # Errors
    /// When SQLite fails or the document cannot be read.
    pub fn reading(&self, id: &DocumentId) -> Result<Option<Reading>, StoreError> {
        let body: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT body FROM readings WHERE document = ?1")
            .and_then(|mut statement| statement.query_row([&id.0], |row| row.get(0)).optional())
            .map_err(|error| self.sqlite(error))?;
        let Some(body) = body else { return Ok(None) };
        let Some(document) = self.document(id)? else { return Ok(None) };
        whole_reading(document, &body)
            .map(Some)
            .map_err(|error| self.format(format!("the reading of document {id}"), &error))
    }

    /// What all documents yield that were read, sorted by document.
    ///
    /// # Errors
    /// When SQLite fails or something cannot be read.
    pub fn readings(&self) -> Result<Vec<Reading>, StoreError> {
        self.all_readings(whole_reading)
    }

    /// As [`Project::readings`], without what only those need who look at one text: its marks, its source map and the
    /// remarks of the stages, which together can take more memory than all the rest.
    ///
    /// # Errors
    /// As there.
    pub fn readings_to_reconcile(&self) -> Result<Vec<Reading>, StoreError> {
        self.all_readings(|document, body| {
            let TellingReading { claims, places, times, relays, sentences } = unpack(body)?;
            let document = Document { source_map: SourceMap::default(), ..document };
            let (marks, diagnostics) = (Vec::new(), Vec::new());
            Ok(exact(&Reading { document, claims, places, times, relays, sentences, marks, diagnostics }))
        })
    }

    fn all_readings(
        &self,
        make: impl Fn(Document, &[u8]) -> Result<Reading, String> + Sync,
    ) -> Result<Vec<Reading>, StoreError> {
        let failed = |error| self.sqlite(error);
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT id, text, documents.body, readings.body FROM documents JOIN readings ON document = id ORDER BY id",
            )
            .map_err(failed)?;
        let mut rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .map_err(failed)?
            .peekable();
        let path = &self.path;
        let mut readings = Vec::new();
        while rows.peek().is_some() {
            let stored: Vec<(String, String, Vec<u8>, Vec<u8>)> =
                rows.by_ref().take(UNPACKED_AT_ONCE).collect::<rusqlite::Result<_>>().map_err(failed)?;
            // Unpacking costs far more than SQLite does.
            readings.par_extend(stored.into_par_iter().map(|(id, text, document, reading)| {
                unpack::<Document>(&document)
                    .and_then(|document| make(Document { text, ..document }, &reading))
                    .map_err(|error| StoreError::Format {
                        path: path.clone(),
                        what: format!("the reading of document {id}"),
                        error,
                    })
            }));
        }
        readings.into_iter().collect()
    }

    /// Forgets what all documents yield, so that the next build reads them again.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn forget_readings(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        self.change(|transaction| {
            let n_removed = transaction
                .execute("DELETE FROM readings", [])
                .map_err(|error| StoreError::from_sqlite(&path, error))?;
            Ok(((), n_removed > 0))
        })
    }

    /// Every input that was left out, with the reason, sorted.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn left_out(&self) -> Result<Vec<LeftOut>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT name, left_out FROM inputs WHERE left_out IS NOT NULL ORDER BY name")?
                .query_map([], |row| Ok(LeftOut { input: row.get(0)?, reason: row.get(1)? }))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.sqlite(error))
    }

    fn ids(&self, sql: &str, parameters: &[&str]) -> Result<Vec<DocumentId>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(sql)?
                .query_map(rusqlite::params_from_iter(parameters), |row| row.get(0).map(DocumentId))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|error| self.sqlite(error))
    }
}

/// The reading of this document from its packed body.
fn whole_reading(document: Document, body: &[u8]) -> Result<Reading, String> {
    let stored: StoredReading<'_> = unpack(body)?;
    Ok(Reading {
        document,
        claims: stored.claims.into_owned(),
        places: stored.places.into_owned(),
        times: stored.times.into_owned(),
        relays: stored.relays.into_owned(),
        sentences: stored.sentences.into_owned(),
        marks: stored.marks.into_owned(),
        diagnostics: stored.diagnostics.into_owned(),
    })
}

/// The document as each of its inputs gives it.
fn one_form_per_input(document: &Document) -> Vec<Document> {
    document.inputs.iter().map(|input| Document { inputs: vec![input.clone()], ..document.clone() }).collect()
}

/// The forms of a stored document: one per input, or the document itself where it has only one input.
fn load_forms(transaction: &Transaction<'_>, document: &Document) -> rusqlite::Result<Result<Vec<Document>, String>> {
    let mut statement = transaction.prepare_cached("SELECT variant FROM inputs WHERE document = ?1 ORDER BY name")?;
    let variants: Vec<Option<Vec<u8>>> =
        statement.query_map([&document.id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let forms: Result<Vec<Document>, String> = variants.iter().flatten().map(|variant| unpack(variant)).collect();
    Ok(forms.map(|forms| if forms.is_empty() { one_form_per_input(document) } else { forms }))
}

fn load_document(
    connection: &rusqlite::Connection,
    id: &DocumentId,
) -> rusqlite::Result<Option<Result<Document, String>>> {
    connection
        .prepare_cached("SELECT text, body FROM documents WHERE id = ?1")?
        .query_row([&id.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()
        .map(|found| found.map(|(text, body)| unpack::<Document>(&body).map(|document| Document { text, ..document })))
}

fn store_document(transaction: &Transaction<'_>, document: &Document, path: &Path) -> Result<(), StoreError> {
    let body = pack(&Document { text: String::new(), ..document.clone() }).map_err(|error| StoreError::Format {
        path: path.to_path_buf(),
        what: format!("document {}", document.id),
        error,
    })?;
    let published = document.published.as_ref();
    let write = || {
        transaction
            .prepare_cached(
                "INSERT INTO documents (id, title, outlet, url, published_earliest, published_latest, published_how,
                                        language, text, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (id) DO UPDATE SET title = ?2, outlet = ?3, url = ?4, published_earliest = ?5,
                     published_latest = ?6, published_how = ?7, language = ?8, text = ?9, body = ?10",
            )?
            .execute(params![
                document.id.0,
                document.title,
                document.outlet.as_ref().map(|outlet| &outlet.name),
                document.url,
                published.and_then(|published| day(published.interval.earliest.as_ref())),
                published.and_then(|published| day(published.interval.latest.as_ref())),
                published.map(|published| word(&published.how)),
                document.language,
                document.text,
                body,
            ])
            .map(drop)
    };
    write().map_err(|error| StoreError::from_sqlite(path, error))
}

fn store_reading(
    transaction: &Transaction<'_>,
    reading: &Reading,
    made_with: &str,
    path: &Path,
) -> Result<(), StoreError> {
    let id = &reading.document.id;
    let body = pack(&StoredReading {
        claims: (&reading.claims).into(),
        places: (&reading.places).into(),
        times: (&reading.times).into(),
        relays: (&reading.relays).into(),
        sentences: (&reading.sentences).into(),
        marks: (&reading.marks).into(),
        diagnostics: (&reading.diagnostics).into(),
    })
    .map_err(|error| StoreError::Format {
        path: path.to_path_buf(),
        what: format!("the reading of document {id}"),
        error,
    })?;
    let write = || {
        transaction
            .prepare_cached("INSERT OR REPLACE INTO readings (document, made_with, body) VALUES (?1, ?2, ?3)")?
            .execute(params![id.0, made_with, body])
            .map(drop)
    };
    write().map_err(|error| {
        if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) {
            StoreError::UnknownDocument { path: path.to_path_buf(), document: id.0.clone() }
        } else {
            StoreError::from_sqlite(path, error)
        }
    })
}

/// Takes an input from the document that held it, unless that is `keep`; says whether it did.
fn free_input(
    transaction: &Transaction<'_>,
    input: &str,
    keep: Option<&DocumentId>,
    path: &Path,
) -> Result<bool, StoreError> {
    let sqlite = |error| StoreError::from_sqlite(path, error);
    let find_holder = || {
        transaction
            .prepare_cached("SELECT document FROM inputs WHERE name = ?1")?
            .query_row([input], |row| row.get::<_, Option<String>>(0))
            .optional()
    };
    let holder = find_holder().map_err(sqlite)?.flatten().map(DocumentId);
    let Some(holder) = holder.filter(|holder| keep != Some(holder)) else { return Ok(false) };
    let format = |error| StoreError::Format { path: path.to_path_buf(), what: format!("document {holder}"), error };
    let Some(document) = load_document(transaction, &holder).map_err(sqlite)?.transpose().map_err(format)? else {
        return Ok(false);
    };
    let forms = load_forms(transaction, &document).map_err(sqlite)?.map_err(format)?;
    transaction.execute("DELETE FROM inputs WHERE name = ?1", [input]).map_err(sqlite)?;
    if let Some(rest) = merge(forms.into_iter().filter(|form| form.inputs[..] != [input.to_owned()]).collect()) {
        store_document(transaction, &rest, path)?;
        transaction.execute("DELETE FROM readings WHERE document = ?1", [&holder.0]).map_err(sqlite)?;
    }
    Ok(true)
}

/// Forgets documents that no input holds; the record must not name them, so it goes with them.
fn drop_orphans(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let orphans = "SELECT id FROM documents WHERE NOT EXISTS (SELECT 1 FROM inputs WHERE document = documents.id)";
    if transaction.prepare_cached(orphans)?.exists([])? {
        clear(transaction)?;
        transaction.execute(&format!("DELETE FROM documents WHERE id IN ({orphans})"), [])?;
    }
    Ok(())
}
