//! Texts by their hash.
//!
//! Hashes come in no order: each that is put among a million others touches a page of its own, and
//! a small import would write most pages of the list anew. So those of a change are held in memory
//! until it is committed, then kept apart with those of other small changes, and put among the
//! others when they are many (P. O'Neil and others, *The log-structured merge-tree*, 1996).

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{Store, sql_error};
use crate::error::Result;

/// So many new texts are put among the others.
const MANY: usize = if cfg!(test) { 16 } else { 65_536 };
/// One change that adds so many does so at once: it would touch most pages in any case.
const MANY_AT_ONCE: usize = if cfg!(test) { 12 } else { MANY / 8 };

/// The texts by hash that a change in progress has added.
#[derive(Default)]
pub(super) struct Added(BTreeSet<(i64, i64)>);

impl Added {
    pub(super) fn add(&mut self, hash: i64, segment: i64) {
        self.0.insert((hash, segment));
    }

    pub(super) fn with_hash(&self, hash: i64) -> impl Iterator<Item = i64> {
        let of_hash = self.0.range((hash, i64::MIN)..=(hash, i64::MAX));
        of_hash.map(|&(_, segment)| segment)
    }

    /// Forgets a text, here and in the file.
    pub(super) fn remove(
        &mut self,
        connection: &Connection,
        hash: i64,
        segment: i64,
    ) -> rusqlite::Result<()> {
        if self.0.remove(&(hash, segment)) {
            return Ok(());
        }
        for sql in [
            "DELETE FROM old_text_by_hash WHERE hash = ?1 AND segment = ?2",
            "DELETE FROM new_text_by_hash WHERE hash = ?1 AND segment = ?2",
        ] {
            connection.prepare_cached(sql)?.execute([hash, segment])?;
        }
        Ok(())
    }

    /// Writes them; where `settles`, it is looked whether those of earlier changes are many.
    pub(super) fn keep(self, connection: &Connection, settles: bool) -> rusqlite::Result<()> {
        let sql = match self.0.len() < MANY_AT_ONCE {
            true => "INSERT INTO new_text_by_hash (hash, segment) VALUES (?1, ?2)",
            false => "INSERT INTO old_text_by_hash (hash, segment) VALUES (?1, ?2)",
        };
        let mut insert = connection.prepare_cached(sql)?;
        for (hash, segment) in self.0 {
            insert.execute(params![hash, segment])?;
        }
        if !settles {
            return Ok(());
        }
        let new: u32 = connection
            .prepare_cached("SELECT count(*) FROM new_text_by_hash")?
            .query_row([], |row| row.get(0))?;
        if (new as usize) < MANY {
            return Ok(());
        }
        connection.execute_batch(
            "INSERT INTO old_text_by_hash SELECT hash, segment FROM new_text_by_hash ORDER BY hash;
             DELETE FROM new_text_by_hash;",
        )
    }
}

/// Makes the lists anew.
pub(super) fn rebuild(connection: &Connection) -> Result<()> {
    let sql = "DELETE FROM old_text_by_hash; DELETE FROM new_text_by_hash;
               INSERT INTO old_text_by_hash SELECT text_hash, id FROM segment ORDER BY text_hash, id;";
    let rebuilt = connection.execute_batch(sql);
    rebuilt.map_err(|e| sql_error("write the memory", e))
}

impl Store {
    /// What is wrong with the lists.
    pub(super) fn hashes_integrity(&self) -> Result<Option<String>> {
        let sql = "SELECT count(*) FROM segment s WHERE NOT EXISTS
                   (SELECT 1 FROM text_by_hash WHERE hash = s.text_hash AND segment = s.id)";
        let lost: i64 = self
            .rows(sql, [], |row| row.get::<_, i64>(0))?
            .into_iter()
            .sum();
        Ok((0 < lost).then(|| {
            format!("{lost} texts are not found by their hash (Memory::compact lists them anew)")
        }))
    }
}

/// The hash under which a text is found. It depends on nothing else, so that a choice by hash is
/// the same in every memory.
pub(super) fn text_hash(text: &str) -> i64 {
    fnv1a(text.bytes())
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits folded to 32: stable across versions, since it is stored,
/// and short, since it is stored twice. What has the hash that is looked for is compared.
pub(super) fn fnv1a(bytes: impl Iterator<Item = u8>) -> i64 {
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    i64::from((hash ^ hash >> 32) as i32)
}
