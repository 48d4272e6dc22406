//! The fuzzy index in the file: blocks, removals and the tail, kept in the units' transactions.

use std::borrow::Cow;
use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::{Store, sql_error};
use crate::error::Result;
use crate::index::{Block, Texts};
use crate::lang::Language;

/// A tail of this many texts becomes a block: comparing with fewer, one by one, takes less than a
/// few milliseconds, and building a block of them well under a second.
const SEAL_AT: usize = 8_192;

/// The most texts of a block.
const BLOCK_MOST: usize = 65_536;

/// Notes that a text of a block is about to be removed: a text that no unit has any more.
pub(super) const REMOVE: &str = "INSERT OR IGNORE INTO index_removed (segment, language)
    SELECT s.id, s.language FROM segment s WHERE s.id = ?1
    AND NOT EXISTS (SELECT 1 FROM variant WHERE segment = ?1)
    AND s.id <= (SELECT max(last_segment) FROM index_block b WHERE b.language = s.language)";

const TAIL: &str = "SELECT id, match_form FROM segment WHERE language = ?1
    AND id > (SELECT ifnull(max(last_segment), 0) FROM index_block WHERE language = ?1) ORDER BY id";

/// Makes blocks of a language's tail if it has grown long enough.
pub(super) fn seal(connection: &Connection, language: i64) -> Result<()> {
    let write = |e| sql_error("write the index", e);
    let mut tail = tail(connection, language).map_err(write)?;
    if tail.len() < SEAL_AT {
        return Ok(());
    }
    while !tail.is_empty() {
        let rest = tail.split_off(tail.len().min(BLOCK_MOST));
        let last = tail.last().map_or(0, |(id, _)| *id as i64);
        let block = Block::build(&mut tail)?;
        connection
            .prepare_cached(
                "INSERT INTO index_block (language, last_segment, data) VALUES (?1, ?2, ?3)",
            )
            .and_then(|mut insert| insert.execute(params![language, last, block.as_bytes()]))
            .map_err(write)?;
        tail = rest;
    }
    Ok(())
}

fn tail(connection: &Connection, language: i64) -> rusqlite::Result<Vec<(u64, String)>> {
    connection
        .prepare_cached(TAIL)?
        .query_map(params![language], |row| {
            Ok((row.get::<_, i64>(0)? as u64, row.get(1)?))
        })?
        .collect()
}

impl Store {
    /// Numbers of a language's blocks; the tag itself, not the tags that match it.
    pub(crate) fn index_blocks(&self, language: Language) -> Result<Vec<i64>> {
        let sql = "SELECT b.id FROM index_block b JOIN language l ON l.id = b.language
                   WHERE l.tag = ?1 ORDER BY b.id";
        self.rows(sql, params![language.to_string()], |row| row.get(0))
    }

    pub(crate) fn index_block(&self, id: i64) -> Result<Block> {
        let sql = "SELECT data FROM index_block WHERE id = ?1";
        let data = self.rows(sql, params![id], |row| row.get(0))?;
        Block::from_bytes(data.into_iter().next().unwrap_or_default())
    }

    /// Texts of a language's blocks that are no more.
    pub(crate) fn index_removed(&self, language: Language) -> Result<HashSet<u64>> {
        let sql = "SELECT r.segment FROM index_removed r JOIN language l ON l.id = r.language
                   WHERE l.tag = ?1";
        let removed = self.rows(sql, params![language.to_string()], |row| {
            row.get::<_, i64>(0).map(|id| id as u64)
        })?;
        Ok(removed.into_iter().collect())
    }

    /// A language's texts that stand in no block yet.
    pub(crate) fn index_tail(&self, language: Language) -> Result<Vec<(u64, String)>> {
        let sql = "SELECT id FROM language WHERE tag = ?1";
        let ids = self.rows(sql, params![language.to_string()], |row| row.get(0))?;
        match ids.first() {
            Some(&id) => tail(&self.connection, id).map_err(|e| sql_error("read the memory", e)),
            None => Ok(Vec::new()),
        }
    }
}

impl Texts for Store {
    fn text(&self, id: u64) -> Result<Cow<'_, str>> {
        let sql = "SELECT match_form FROM segment WHERE id = ?1";
        let found = self.rows(sql, params![id as i64], |row| row.get::<_, String>(0))?;
        found.into_iter().next().map(Cow::Owned).ok_or_else(|| {
            crate::error::Error::damaged(format!("the index holds text {id}, the memory does not"))
        })
    }
}
