//! Opening a project file: what must be true of it before anything else touches it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::StoreError;
use crate::migration::{APPLICATION_ID, SCHEMA, migrate};

/// How long a statement waits for another program's transaction. Ours are short (one document), so that five seconds
/// mean that the other one hangs or writes a large record.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Whether the record still tells what the documents, readings and decisions of the project say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordState {
    /// No record was made yet.
    Missing,
    /// Something changed since it was made, or a build was interrupted.
    OutOfDate,
    /// It tells what the project holds.
    Current,
}

/// An open project file.
#[derive(Debug)]
pub struct Project {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Project {
    /// Opens the project at `path`, or makes a new one where no file is.
    ///
    /// # Errors
    /// When the file is something else than a project, newer than this program, locked, damaged or not accessible.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        match inspect_header(path) {
            Ok(()) => {}
            Err(StoreError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
        Self::open_checked(path)
    }

    /// The same as [`Project::open_or_create`].
    ///
    /// # Errors
    /// As there.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_or_create(path)
    }

    /// Opens the project at `path`, which must exist.
    ///
    /// # Errors
    /// As [`Project::open_or_create`], and when there is no such file.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        inspect_header(path)?;
        Self::open_checked(path)
    }

    /// A project that lives in memory only, for a run whose result is printed and not kept.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = PathBuf::from(":memory:");
        let mut connection = Connection::open_in_memory().map_err(|error| StoreError::from_sqlite(&path, error))?;
        prepare(&mut connection).map_err(|error| StoreError::from_sqlite(&path, error))?;
        Ok(Self { connection, path })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the record is there and tells what the project holds now.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn record_state(&self) -> Result<RecordState, StoreError> {
        let Some(made_at) = self.record_generation()? else { return Ok(RecordState::Missing) };
        let now = self.meta("generation")?.unwrap_or_default();
        Ok(if made_at == now { RecordState::Current } else { RecordState::OutOfDate })
    }

    /// A number that changes whenever another connection changes the file, so that a server knows when to look again.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        self.connection.query_row("PRAGMA data_version", [], |row| row.get(0)).map_err(|error| self.sqlite(error))
    }

    /// What the project holds now, as a mark that changes with every document, reading, decision and input left out.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn generation(&self) -> Result<String, StoreError> {
        Ok(self.meta("generation")?.unwrap_or_default())
    }

    /// What the project held when its record was made, as [`Project::generation`] tells it.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn record_generation(&self) -> Result<Option<String>, StoreError> {
        self.meta("record_generation")
    }

    /// A named value that the caller keeps in the project (the program version, the build's options).
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.connection
            .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
            .optional()
            .map_err(|error| self.sqlite(error))
    }

    /// Keeps a named value; does not make the record out of date.
    ///
    /// # Errors
    /// When SQLite fails.
    pub fn set_meta(&mut self, key: &str, value: &str) -> Result<(), StoreError> {
        self.connection
            .execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [key, value])
            .map(drop)
            .map_err(|error| self.sqlite(error))
    }

    fn open_checked(path: &Path) -> Result<Self, StoreError> {
        let failed = |error| StoreError::from_sqlite(path, error);
        let mut connection = Connection::open(path).map_err(failed)?;
        connection.busy_timeout(BUSY_TIMEOUT).map_err(failed)?;
        let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0));
        let application = number("PRAGMA application_id").map_err(failed)?;
        let schema = number("PRAGMA user_version").map_err(failed)?;
        let tables = number("SELECT count(*) FROM sqlite_schema").map_err(failed)?;
        if application != APPLICATION_ID && (tables > 0 || application != 0 || schema != 0) {
            return Err(StoreError::NotSitrep { path: path.to_path_buf() });
        }
        if schema > SCHEMA {
            return Err(StoreError::Newer { path: path.to_path_buf(), found: schema, known: SCHEMA });
        }
        prepare(&mut connection).map_err(failed)?;
        Ok(Self { connection, path: path.to_path_buf() })
    }

    /// Names what SQLite said.
    pub(crate) fn sqlite(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }

    /// Says that stored data cannot be read.
    pub(crate) fn format(&self, what: impl Into<String>, error: &impl ToString) -> StoreError {
        StoreError::Format { path: self.path.clone(), what: what.into(), error: error.to_string() }
    }

    /// Runs `change` in one transaction; where it reports a change, the record is out of date from then on.
    pub(crate) fn change<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> Result<(T, bool), StoreError>,
    ) -> Result<T, StoreError> {
        let path = self.path.clone();
        let failed = |error| StoreError::from_sqlite(&path, error);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let (result, changed) = change(&transaction)?;
        if changed {
            transaction
                .execute(
                    "INSERT INTO meta (key, value) VALUES ('generation', '1')
                     ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
                    [],
                )
                .map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
        Ok(result)
    }
}

/// Sets the connection up and brings the schema up to date.
fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    // WAL: readers (show, serve) are not stopped by a build. NORMAL loses at most the last transactions at a power cut,
    // and nothing when only the program is killed.
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    let done: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if done < SCHEMA { migrate(connection) } else { Ok(()) }
}

/// Looks at the first bytes before SQLite does, for clearer words than its own: is it a database, and is all of it there?
fn inspect_header(path: &Path) -> Result<(), StoreError> {
    let io = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => StoreError::NotFound { path: path.to_path_buf() },
        _ => StoreError::Io { path: path.to_path_buf(), error },
    };
    let mut file = File::open(path).map_err(io)?;
    let metadata = file.metadata().map_err(io)?;
    if metadata.is_dir() {
        return Err(io(std::io::Error::other("this is a folder; a project is a file")));
    }
    if metadata.len() == 0 {
        // A build killed in its first moments: nothing is lost, and the file is ours to fill.
        return Ok(());
    }
    let mut header = [0_u8; 100];
    let mut n_read = 0;
    while n_read < header.len() {
        match file.read(&mut header[n_read..]).map_err(io)? {
            0 => break,
            n => n_read += n,
        }
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(StoreError::NotSqlite { path: path.to_path_buf() });
    }
    // Bytes 16-17: page size (1 means 65536); bytes 28-31: pages in the file.
    let page_bytes = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        bytes => u64::from(bytes),
    };
    let n_pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    // A build killed while SQLite moved its log into the file leaves the last pages in the log, whence SQLite takes them.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let has_log = std::fs::metadata(log).is_ok_and(|log| log.len() > 0);
    if n_read < header.len() || metadata.len() < page_bytes * n_pages && !has_log {
        let detail = format!("{} bytes are there, {} should be", metadata.len(), page_bytes * n_pages);
        return Err(StoreError::Damaged { path: path.to_path_buf(), detail });
    }
    Ok(())
}
