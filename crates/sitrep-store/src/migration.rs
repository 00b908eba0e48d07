//! The numbered steps that bring a project file from any older schema to the present one.

use rusqlite::Connection;

/// "SITR": marks the file as ours in the database header (`PRAGMA application_id`).
pub const APPLICATION_ID: i64 = 0x5349_5452;

/// The steps; the number of steps taken is the file's schema (`PRAGMA user_version`).
pub const MIGRATIONS: &[&str] = &[
    include_str!("../sql/0001_project.sql"),
    include_str!("../sql/0002_views.sql"),
    include_str!("../sql/0003_decisions.sql"),
];

/// The newest schema that this program knows.
#[allow(clippy::cast_possible_wrap, reason = "a handful of migrations")]
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// Takes the steps that the file still lacks, each in a transaction of its own together with its number, so that a
/// program killed between two of them goes on with the next.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    loop {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let done: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let Some(step) = usize::try_from(done).ok().and_then(|done| MIGRATIONS.get(done)) else {
            return transaction.rollback();
        };
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", done + 1)?;
        transaction.commit()?;
    }
}
