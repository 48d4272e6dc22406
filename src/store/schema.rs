//! The memory's file: opening, checking that it is one, and the ladder of schema versions.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::sql_error;
use crate::error::{Error, ErrorKind, Result};

/// "TLMC", in the header of every memory's file.
const APPLICATION_ID: i64 = 0x544C_4D43;

/// Steps of the schema, from an empty file on; a step that was released never changes.
const LADDER: &[&str] = &[include_str!("v1.sql")];

/// Versions up to this were written before the format was settled, and cannot be read.
const UNSETTLED: usize = 8;
/// The version of a file after all steps.
const NEWEST: usize = UNSETTLED + LADDER.len();

/// Bytes of a page.
const PAGE: u32 = 8_192;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How often a writer that opens the memory waits for a second for the reads in progress. They wait
/// for it no longer than that, and it for a long one.
const PATIENCE: usize = 30;

/// Opens or creates the memory at `path`.
pub(super) fn open(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    prepare(&mut connection).map_err(|e| e.in_file(path))?;
    Ok(connection)
}

/// Opens an existing memory without the right to change it.
pub(super) fn open_read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    let mut version = version(&connection);
    if version.as_ref().is_err_and(is_read_only) {
        put_in_order(path)?;
        connection = connect(path, flags)?;
        version = self::version(&connection);
    }
    let version = version.map_err(|e| e.in_file(path))?;
    if version == 0 {
        let reason = "it is empty".to_owned();
        return Err(Error::new(ErrorKind::NotAMemory { reason }).in_file(path));
    }
    if version != NEWEST {
        let detail = format!(
            "schema {version} must first be brought to {NEWEST}; open it once with Memory::open"
        );
        return Err(Error::new(ErrorKind::ReadOnly { detail }).in_file(path));
    }
    // 256 MB of pages, if there are as many: lookups read texts from all over the file. To map the
    // file instead is as fast, but then who overwrites it under a reader does not get it an error,
    // but kills it.
    connection
        .pragma_update(None, "cache_size", -262_144)
        .map_err(|e| sql_error("open a memory", e).in_file(path))?;
    Ok(connection)
}

/// Leaves the file whole, without the two files that stand beside it while it is written. Where
/// another connection is open, the last one that writes will do so.
pub(super) fn close(connection: &Connection) {
    if connection.is_readonly("main").unwrap_or(true) {
        return;
    }
    // Nobody waits for this, and nothing is lost where it fails: the next writer does it again.
    let left = connection
        .busy_timeout(Duration::ZERO)
        // Without a log, less is not safe when the power fails.
        .and_then(|()| connection.pragma_update(None, "synchronous", "FULL"))
        .and_then(|()| connection.pragma_update(None, "journal_mode", "DELETE"));
    if left.is_err() {
        // The file itself then has all but what its readers still see otherwise.
        let _ = connection.execute_batch("PRAGMA wal_checkpoint(PASSIVE)");
    }
}

/// Takes back, by a connection that may, what a writer left half done when it was stopped. To read
/// such a file as one that nobody writes would be wrong: nobody knows that.
fn put_in_order(path: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    let mended = version(&connection);
    close(&connection);
    let detail = "its last writer did not close the file, and the file or its folder may not be \
                  written; open it once with Memory::open where they may"
        .to_owned();
    match mended {
        Err(e) if is_read_only(&e) => Err(Error::new(ErrorKind::ReadOnly { detail }).in_file(path)),
        other => other.map(drop).map_err(|e| e.in_file(path)),
    }
}

fn is_read_only(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ReadOnly { .. })
}

/// A memory that lives in the process, under a name for more connections, as long as any is open.
pub(super) fn in_memory(name: &str) -> Result<Connection> {
    let mut connection = shared(name)?;
    prepare(&mut connection)?;
    Ok(connection)
}

/// Another connection to a memory that lives in the process.
pub(super) fn shared(name: &str) -> Result<Connection> {
    Connection::open_with_flags_and_vfs(name, OpenFlags::default(), c"memdb")
        .and_then(tuned)
        .map_err(|e| sql_error("open a memory", e))
}

/// The connection as every one should be, before anything is read.
fn tuned(connection: Connection) -> rusqlite::Result<Connection> {
    connection.set_prepared_statement_cache_capacity(64);
    // Statements are not planned anew for the values that they are given.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    if path.as_os_str().is_empty() {
        let message = "the memory's path is empty; give that of a file, or call Memory::in_memory";
        return Err(Error::input(message));
    }
    if let Ok(found) = path.metadata() {
        if found.is_dir() {
            let reason = "it is a folder".to_owned();
            return Err(Error::new(ErrorKind::NotAMemory { reason }).in_file(path));
        }
    } else if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
        let missing =
            "there is no such file; give the path of a memory, or import something to make one";
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, missing);
        return Err(Error::io("read", path, missing));
    } else if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty())
        && !folder.is_dir()
    {
        let missing = "there is no such folder; make it first";
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, missing);
        return Err(Error::io("found", folder, missing));
    }
    // SQLite would take ":memory:" and "file:…" for more than names.
    let absolute = std::path::absolute(path).map_err(|e| Error::io("opened", path, e))?;
    Connection::open_with_flags(absolute, flags)
        .and_then(tuned)
        .map_err(|e| sql_error("open the memory", e).in_file(path))
}

fn prepare(connection: &mut Connection) -> Result<()> {
    let version = version(connection)?;
    if connection
        .is_readonly("main")
        .map_err(|e| sql_error("open the memory", e))?
    {
        let detail =
            "the file may not be written; change the permissions of the file and its folder, \
                      or open it with Memory::open_read_only"
                .to_owned();
        return Err(Error::new(ErrorKind::ReadOnly { detail }));
    }
    let set_up = |c: &Connection| -> rusqlite::Result<()> {
        // Of a new file; twice what is usual saves an import a tenth.
        c.pragma_update(None, "page_size", PAGE)?;
        start_log(c)?;
        // What is written again and again is copied into the file once in 32 MB of it.
        c.pragma_update(None, "wal_autocheckpoint", (32 << 20) / PAGE)?;
        c.pragma_update(None, "synchronous", "NORMAL")?;
        // 64 MB of pages, if there are as many: a large import would read them again and again.
        c.pragma_update(None, "cache_size", -65_536)?;
        c.pragma_update(None, "foreign_keys", false)
    };
    set_up(connection).map_err(|e| sql_error("set up the memory", e))?;
    if version < NEWEST {
        climb(connection).map_err(|e| sql_error("migrate the memory", e))?;
    }
    Ok(())
}

/// Has changes written beside the file from now on, where they and reads do not meet. To begin with
/// that, the file must be had alone for a moment.
fn start_log(connection: &Connection) -> rusqlite::Result<()> {
    let start = || connection.pragma_update(None, "journal_mode", "WAL");
    connection.busy_timeout(Duration::from_secs(1))?;
    let mut started = start();
    for _ in 1..PATIENCE {
        let is_busy =
            |e: &rusqlite::Error| e.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy);
        if !started.as_ref().is_err_and(is_busy) {
            break;
        }
        started = start();
    }
    started.and_then(|()| connection.busy_timeout(BUSY_TIMEOUT))
}

/// Brings the file to the newest version, in one transaction.
fn climb(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have climbed while this one waited for the lock.
    let version: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version)
        .unwrap_or(0)
        .saturating_sub(UNSETTLED);
    for step in &LADDER[done.min(LADDER.len())..] {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", NEWEST as i64)?;
    transaction.commit()
}

/// The file's schema version, 0 for a new one; refuses what is no memory.
fn version(connection: &Connection) -> Result<usize> {
    connection
        .busy_timeout(BUSY_TIMEOUT)
        .map_err(|e| sql_error("open the memory", e))?;
    let pragma = |name| -> Result<i64> {
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|e| sql_error("read the memory", e))
    };
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|e| sql_error("read the memory", e))?;
    let (application, version) = (pragma("application_id")?, pragma("user_version")?);
    if application != APPLICATION_ID {
        if tables == 0 && application == 0 {
            return Ok(0);
        }
        let reason = "it is an SQLite file of another program".to_owned();
        return Err(Error::new(ErrorKind::NotAMemory { reason }));
    }
    match usize::try_from(version) {
        Ok(1..=UNSETTLED) => {
            let reason =
                "it was written before the format was settled, so its releases must be imported \
                          anew"
                    .to_owned();
            Err(Error::new(ErrorKind::NotAMemory { reason }))
        }
        Ok(version) if version <= NEWEST => Ok(version),
        _ => Err(Error::new(ErrorKind::TooNew {
            found: u32::try_from(version).unwrap_or(u32::MAX),
            supported: NEWEST as u32,
        })),
    }
}
