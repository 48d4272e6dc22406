//! SQLite: the only floor that knows rows. It knows nothing of alignment or scores.

mod address;
mod candidates;
mod corrections;
mod errors;
mod hashes;
mod phrases;
mod places;
mod postings;
mod releases;
mod schema;
mod statements;
mod stems;
mod units;
mod upkeep;
mod words;
mod writer;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

pub(crate) use self::address::Address;
pub(crate) use self::candidates::{Candidate, Neighbour, Spread};
use self::errors::sql_error;
pub(crate) use self::postings::{BlockHead, IndexedLanguage, Kind, TextsOf};
pub(crate) use self::releases::{At, Changes, ReleaseRow};
pub(crate) use self::words::Stock;
pub(crate) use self::writer::Writer;
use crate::error::{Error, Result};
use crate::lang::Language;

/// Tells a number that changes whenever another connection writes.
const DATA_VERSION: &str = "PRAGMA data_version";

/// A memory's file.
pub(crate) struct Store {
    connection: Connection,
    address: Address,
    /// The languages by number, as far as they were met: a number that was committed stays.
    languages: RefCell<HashMap<i64, Language>>,
    /// The version of the snapshot that is held, if one is.
    snapshot: Cell<Option<i64>>,
    /// What the lists of stems keep from one part for the next.
    emptied: stems::Emptied,
}

impl Store {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Ok(Store::over(schema::open(path)?, Address::of_file(path)))
    }

    pub(crate) fn open_read_only(path: &Path) -> Result<Self> {
        let connection = schema::open_read_only(path)?;
        Ok(Store::over(connection, Address::of_file(path)))
    }

    pub(crate) fn in_memory() -> Result<Self> {
        static LAST: AtomicU64 = AtomicU64::new(0);
        let name = format!("/tolmach-{}", LAST.fetch_add(1, Ordering::Relaxed));
        let connection = schema::in_memory(&name)?;
        let address = Address::Shared(name, Arc::default());
        Ok(Store::over(connection, address))
    }

    fn over(connection: Connection, address: Address) -> Self {
        Store {
            connection,
            address,
            languages: RefCell::default(),
            snapshot: Cell::default(),
            emptied: stems::Emptied::default(),
        }
    }

    pub(crate) fn address(&self) -> Address {
        self.address.clone()
    }

    /// Reads one state of the memory, whatever is written meanwhile. A statement that has not ended holds
    /// it, and tells its version, which takes less than a transaction.
    pub(crate) fn in_snapshot<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        if self.holds_snapshot() {
            return read();
        }
        // Given back last.
        let _lock = self.address.reading();
        let failed = |e| sql_error("read the memory", e);
        let pragma = self.connection.prepare_cached(DATA_VERSION);
        let mut pragma = pragma.map_err(failed)?;
        let mut rows = pragma.query([]).map_err(failed)?;
        let row = rows.next().map_err(failed)?;
        self.snapshot
            .set(row.map(|row| row.get(0)).transpose().map_err(failed)?);
        let _held = Held(&self.snapshot);
        read()
    }

    /// Whether a snapshot is held, which what is written would be no part of.
    pub(crate) fn holds_snapshot(&self) -> bool {
        self.snapshot.get().is_some()
    }

    /// A number that changes whenever the file's content does, by whichever connection.
    pub(crate) fn version(&self) -> Result<(i64, u64)> {
        if let Some(theirs) = self.snapshot.get() {
            return Ok((theirs, self.connection.total_changes()));
        }
        let theirs = self
            .connection
            .prepare_cached(DATA_VERSION)
            .and_then(|mut pragma| pragma.query_row([], |row| row.get(0)))
            .map_err(|e| sql_error("read the memory", e))?;
        Ok((theirs, self.connection.total_changes()))
    }

    /// Tags of all languages that have text, sorted.
    pub(crate) fn languages(&self) -> Result<Vec<Language>> {
        let sql = "SELECT tag FROM language l WHERE EXISTS
                   (SELECT 1 FROM segment s WHERE s.language = l.id) ORDER BY tag";
        self.rows(sql, [], |row| tag(row, 0))
    }

    fn language(&self, id: i64) -> Result<Language> {
        if let Some(&known) = self.languages.borrow().get(&id) {
            return Ok(known);
        }
        let sql = "SELECT tag FROM language WHERE id = ?1";
        let found = self.rows(sql, [id], |row| tag(row, 0))?;
        let found = found.first().copied();
        let language = found.ok_or_else(|| Error::damaged("a text in no language"))?;
        self.languages.borrow_mut().insert(id, language);
        Ok(language)
    }

    fn rows<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        each: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let read = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map(parameters, each)?.collect()
        };
        read().map_err(|e| sql_error("read the memory", e))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if matches!(self.address, Address::File(_)) {
            schema::close(&self.connection);
        }
    }
}

/// A snapshot's version, forgotten with it.
struct Held<'s>(&'s Cell<Option<i64>>);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.set(None);
    }
}

fn tag(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Language> {
    tag_of(&row.get::<_, String>(column)?, column)
}

fn tag_of(tag: &str, column: usize) -> rusqlite::Result<Language> {
    Language::parse(tag).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_one_state_whoever_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.tm");
        let mut writer = Store::open(&path).unwrap();
        let mut write = |key| {
            let writer = writer.write().unwrap();
            let sql = "INSERT INTO release (key) VALUES (?1)";
            writer.execute(sql, [key]).unwrap();
            writer.transaction.commit().unwrap();
        };
        write("first");
        let reader = Store::open_read_only(&path).unwrap();
        let read = || {
            assert!(reader.holds_snapshot());
            let before = (reader.version()?, reader.releases()?);
            // Held already: what ends here does not end the snapshot.
            reader.in_snapshot(|| reader.releases())?;
            write("second");
            assert_eq!((reader.version()?, reader.releases()?), before);
            Ok(before)
        };
        let (version, releases) = reader.in_snapshot(read).unwrap();
        assert_eq!(releases, ["first"]);
        assert!(!reader.holds_snapshot());
        assert_eq!(reader.releases().unwrap(), ["first", "second"]);
        assert_ne!(reader.version().unwrap(), version);
        let failed: Result<()> = reader.in_snapshot(|| Err(Error::input("no")));
        assert!(failed.is_err() && !reader.holds_snapshot());
    }
}
