//! A change in progress: one transaction, with what is kept in memory until it is committed.

use std::collections::HashMap;
use std::sync::RwLockWriteGuard;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::statements::Statements;
use super::{Store, hashes, phrases, postings, sql_error, stems};
use crate::error::Result;
use crate::lang::Language;

/// A change in progress.
pub(crate) struct Writer<'a> {
    pub(super) statements: Statements<'a>,
    pub(super) transaction: Transaction<'a>,
    emptied: &'a mut stems::Emptied,
    changes_before: u64,
    pub(super) last: Last,
    pub(super) added: hashes::Added,
    languages: HashMap<Language, i64>,
    /// Whether it is time to look for tails that are long enough for a run.
    pub(super) seals: bool,
    /// Whether texts were removed.
    pub(super) removed: bool,
    // Given back after the transaction has ended.
    _lock: Option<RwLockWriteGuard<'a, ()>>,
}

impl Store {
    /// Starts a change; dropped without [`Writer::commit`], it leaves no trace.
    pub(crate) fn write(&mut self) -> Result<Writer<'_>> {
        let lock = self.address.writing();
        let (connection, emptied) = (&self.connection, &mut self.emptied);
        let begin = || -> rusqlite::Result<Writer<'_>> {
            let transaction =
                Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
            Ok(Writer {
                changes_before: transaction.total_changes(),
                last: Last::read(connection)?,
                added: hashes::Added::default(),
                statements: Statements::prepare(connection)?,
                transaction,
                emptied,
                languages: HashMap::new(),
                seals: false,
                removed: false,
                _lock: lock,
            })
        };
        begin().map_err(|e| sql_error("begin a change", e))
    }
}

impl Writer<'_> {
    pub(crate) fn commit(self) -> Result<()> {
        self.added
            .keep(&self.transaction, self.seals)
            .map_err(|e| sql_error("write the memory", e))?;
        if self.seals {
            postings::seal_all(&self.transaction)?;
            stems::seal_all(&self.transaction, self.emptied)?;
        }
        if self.transaction.total_changes() != self.changes_before {
            phrases::content_changed(&self.transaction)?;
            let keep = self.last.keep(&self.transaction);
            keep.map_err(|e| sql_error("write the memory", e))?;
        }
        if self.removed {
            postings::forget_removed(&self.transaction)?;
        }
        self.transaction
            .commit()
            .map_err(|e| sql_error("commit a change", e))
    }

    /// Builds the index of every language anew.
    pub(crate) fn rebuild_index(&mut self) -> Result<()> {
        let before = self.transaction.total_changes();
        postings::rebuild_all(&self.transaction)?;
        stems::rebuild_all(&self.transaction, self.emptied)?;
        self.added = hashes::Added::default();
        hashes::rebuild(&self.transaction)?;
        // The content is what it was.
        self.changes_before += self.transaction.total_changes() - before;
        Ok(())
    }

    pub(super) fn language_id(&mut self, language: Language) -> rusqlite::Result<i64> {
        if let Some(&id) = self.languages.get(&language) {
            return Ok(id);
        }
        let tag = language.to_string();
        self.execute(
            "INSERT INTO language (tag, primary_tag) VALUES (?1, ?2) ON CONFLICT (tag) DO NOTHING",
            params![tag, language.primary()],
        )?;
        let id = self
            .transaction
            .prepare_cached("SELECT id FROM language WHERE tag = ?1")?
            .query_row(params![tag], |row| row.get(0))?;
        self.languages.insert(language, id);
        Ok(id)
    }

    pub(super) fn execute(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> rusqlite::Result<usize> {
        self.transaction.prepare_cached(sql)?.execute(parameters)
    }
}

/// The greatest numbers that were ever given to a text and a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Last {
    segment: i64,
    unit: i64,
}

impl Last {
    fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare_cached("SELECT value FROM state WHERE name = ?1")?;
        let mut last = |name| statement.query_row([name], |row| row.get(0)).optional();
        Ok(Last {
            segment: last("last_segment")?.unwrap_or(0),
            unit: last("last_unit")?.unwrap_or(0),
        })
    }

    pub(super) fn next_segment(&mut self) -> rusqlite::Result<i64> {
        next(&mut self.segment)
    }

    pub(super) fn next_unit(&mut self) -> rusqlite::Result<i64> {
        next(&mut self.unit)
    }

    fn keep(self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT OR REPLACE INTO state (name, value) VALUES (?1, ?2)";
        let mut statement = connection.prepare_cached(sql)?;
        statement.execute(params!["last_segment", self.segment])?;
        statement.execute(params!["last_unit", self.unit]).map(drop)
    }
}

/// The number behind the last that was given, which a file that lies may tell wrongly.
fn next(last: &mut i64) -> rusqlite::Result<i64> {
    let next = last.checked_add(1).filter(|next| 0 < *next);
    *last = next.ok_or(rusqlite::Error::IntegralValueOutOfRange(0, *last))?;
    Ok(*last)
}
