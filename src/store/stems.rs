//! Which texts have which stems, kept in the units' transactions.
//!
//! Texts beyond the last that stands in the lists are read one by one; [`SEAL_AT`] of them become a
//! part of the lists. Texts never change and their numbers are not used twice, so that a part stays
//! right: who reads it passes over the texts that are no more.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::{Store, sql_error, tag};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::phrases::{StemLists, texts_of};

/// Reading fewer texts than this takes some milliseconds.
const SEAL_AT: i64 = if cfg!(test) { 16 } else { 16_384 };

/// The lists of each language, empty, with the words that the next part will have again.
#[derive(Default)]
pub(super) struct Emptied(HashMap<Language, StemLists>);

/// Makes a part of every language's texts that stand in none, if there are enough.
pub(super) fn seal_all(connection: &Connection, emptied: &mut Emptied) -> Result<()> {
    let languages = || -> rusqlite::Result<Vec<i64>> {
        let mut statement = connection.prepare_cached("SELECT id FROM language ORDER BY id")?;
        statement.query_map([], |row| row.get(0))?.collect()
    };
    let languages = languages().map_err(|e| sql_error("read the memory", e))?;
    languages
        .into_iter()
        .try_for_each(|language| seal(connection, language, emptied))
}

fn seal(connection: &Connection, language: i64, emptied: &mut Emptied) -> Result<()> {
    let mut write = || -> rusqlite::Result<()> {
        let mut last: i64 = connection
            .prepare_cached("SELECT ifnull(max(id), 0) FROM stem_part WHERE language = ?1")?
            .query_row([language], |row| row.get(0))?;
        let sql = "SELECT count(*) FROM segment WHERE language = ?1 AND id > ?2";
        let waiting: i64 = connection
            .prepare_cached(sql)?
            .query_row([language, last], |row| row.get(0))?;
        if waiting < SEAL_AT {
            return Ok(());
        }
        let tag = connection
            .prepare_cached("SELECT tag FROM language WHERE id = ?1")?
            .query_row([language], |row| tag(row, 0))?;
        // What fails leaves no texts behind in the lists.
        let made = emptied.0.remove(&tag);
        let mut lists = made.unwrap_or_else(|| StemLists::new(tag));
        let sql = "SELECT id, text FROM segment WHERE language = ?1 AND id > ?2 ORDER BY id";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query([language, last])?;
        while let Some(row) = rows.next()? {
            last = row.get(0)?;
            lists.add(last as u64, row.get_ref(1)?.as_str()?);
        }
        let sql = "INSERT INTO stem_part (id, language) VALUES (?1, ?2)";
        connection.execute(sql, [last, language])?;
        let sql = "INSERT INTO stem_texts (part, stem, texts) VALUES (?1, ?2, ?3)";
        let mut insert = connection.prepare_cached(sql)?;
        for (stem, texts) in lists.sorted() {
            insert.execute(params![last, stem, texts])?;
        }
        lists.clear();
        emptied.0.insert(tag, lists);
        Ok(())
    };
    write().map_err(|e| sql_error("write the index", e))
}

/// Builds the lists of every language anew.
pub(super) fn rebuild_all(connection: &Connection, emptied: &mut Emptied) -> Result<()> {
    connection
        .execute_batch("DELETE FROM stem_texts; DELETE FROM stem_part;")
        .map_err(|e| sql_error("write the index", e))?;
    seal_all(connection, emptied)
}

impl Store {
    /// Calls `each` with texts of a language, by number: with every one that has all of these
    /// stems, and with some that do not.
    pub(crate) fn each_text_with(
        &self,
        language: Language,
        stems: &[&str],
        mut each: impl FnMut(i64, &str),
    ) -> Result<()> {
        let sql = "SELECT l.id, ifnull((SELECT max(id) FROM stem_part WHERE language = l.id), 0)
                   FROM language l WHERE primary_tag = ?1 ORDER BY tag";
        let languages = self.rows(sql, params![language.primary()], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
        })?;
        for (language, last_listed) in languages {
            for text in self.listed(language, stems)? {
                self.rows(
                    "SELECT text FROM segment WHERE id = ?1",
                    [text as i64],
                    |row| {
                        each(text as i64, row.get_ref(0)?.as_str()?);
                        Ok(())
                    },
                )?;
            }
            let beyond = if stems.is_empty() { 0 } else { last_listed };
            let sql = "SELECT id, text FROM segment WHERE language = ?1 AND id > ?2 ORDER BY id";
            self.rows(sql, [language, beyond], |row| {
                each(row.get(0)?, row.get_ref(1)?.as_str()?);
                Ok(())
            })?;
        }
        Ok(())
    }

    /// What is wrong with the lists of stems.
    pub(super) fn lists_integrity(&self) -> Result<Option<String>> {
        let sql = "SELECT texts FROM stem_texts";
        let lists = self.rows(sql, [], |row| {
            Ok(texts_of(row.get_ref(0)?.as_blob()?).is_none())
        })?;
        let damaged = lists.into_iter().filter(|&is_damaged| is_damaged).count();
        Ok((0 < damaged).then(|| {
            format!("{damaged} lists of stems cannot be read (Memory::compact makes them anew)")
        }))
    }

    /// The texts that the lists of all these stems have in common.
    fn listed(&self, language: i64, stems: &[&str]) -> Result<Vec<u64>> {
        let sql = "SELECT t.texts FROM stem_part p JOIN stem_texts t ON t.part = p.id
                   WHERE p.language = ?1 AND t.stem = ?2 ORDER BY p.id";
        let mut lists: Vec<Vec<u64>> = Vec::new();
        for stem in stems {
            let parts = self.rows(sql, params![language, stem], |row| {
                Ok(texts_of(row.get_ref(0)?.as_blob()?))
            })?;
            let mut list = Vec::new();
            for part in parts {
                let damaged = || Error::damaged(format!("the list of “{stem}” cannot be read"));
                list.extend(part.ok_or_else(damaged)?);
            }
            if list.is_empty() {
                return Ok(list);
            }
            lists.push(list);
        }
        lists.sort_by_key(Vec::len);
        let mut lists = lists.into_iter();
        let mut common = lists.next().unwrap_or_default();
        for list in lists {
            common.retain(|text| list.binary_search(text).is_ok());
        }
        Ok(common)
    }
}
