//! The fuzzy index in the file: blocks, removals and the tail, kept in the units' transactions.
//!
//! Texts that were sorted by length and cut into blocks together are a *run*. A tail of
//! [`SEAL_AT`] texts becomes a run; [`RUNS`] runs of about one size become one of the next, so
//! that a text is put into a block three times at most, and a search has few blocks to visit
//! (P. O'Neil and others, *The log-structured merge-tree*, 1996). Blocks never change. The tokens of
//! a merged run come from its blocks, the grams from the texts: to take them from blocks, too, would
//! save but the reading, since it is to sort them that takes the time.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::io::Read;

use rusqlite::{CachedStatement, Connection, MAIN_DB, OptionalExtension, params};

use super::{Store, sql_error};
use crate::error::{Error, Result};
use crate::index::{GramBlock, LONGEST, Part, Texts, TokenBlock};
use crate::lang::Language;
use crate::text::fold;

/// A tail of this many texts becomes a run: comparing with fewer, one by one, takes less than a
/// few milliseconds, and building a block of them well under a second.
const SEAL_AT: usize = if cfg!(test) { 16 } else { 8_192 };

/// How often, in numbers of texts, it is looked whether a tail is long enough: to count one takes
/// as long as it is, and those who add one text after the other should not pay for it each time.
pub(super) const LOOK_EVERY: i64 = SEAL_AT as i64 / 8;

/// So many runs of one level become one of the next.
const RUNS: usize = 8;

/// Runs of half a million texts and more are merged with others on request only.
const LAST_LEVEL: u32 = 2;

/// One in so many texts of a language's blocks may be removed before they are built anew.
const REMOVED_AT_MOST: usize = 3;

/// Notes that a text of a block is about to be removed: a text that no unit has any more.
pub(super) const REMOVE: &str = "INSERT INTO index_removed (language, segment)
    SELECT s.language, s.id FROM segment s JOIN language l ON l.id = s.language
    WHERE s.id = ?1 AND s.id <= l.indexed_to
    AND NOT EXISTS (SELECT 1 FROM variant WHERE segment = ?1)";

/// Where a language's index stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndexedLanguage {
    pub(crate) id: i64,
    pub(crate) tag: Language,
    /// The last text of the blocks; the tail begins behind it.
    indexed_to: i64,
}

/// What the texts of a block are sorted by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Characters,
    Tokens,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Characters => "characters",
            Kind::Tokens => "tokens",
        }
    }
}

/// What is known of a block that is not loaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BlockHead {
    pub(crate) id: i64,
    pub(crate) lengths: Option<(usize, usize)>,
}

/// Makes a run of every language's tail that has grown long enough.
pub(super) fn seal_all(connection: &Connection) -> Result<()> {
    languages(connection)?
        .into_iter()
        .try_for_each(|language| seal(connection, language))
}

fn seal(connection: &Connection, language: IndexedLanguage) -> Result<()> {
    if tail_len(connection, language, i64::MAX)? < SEAL_AT {
        return Ok(());
    }
    let mut texts = texts(connection, language, language.indexed_to)?;
    if texts.len() < SEAL_AT + LOOK_EVERY as usize {
        // What little is left is a tail again; runs of just this size fill a block when they are merged.
        texts.truncate(SEAL_AT);
    }
    let mut token_blocks: Vec<_> = TokenBlock::build_all(&texts).collect::<Result<_>>()?;
    let last = texts.last().map_or(0, |&(id, _)| id);
    let mut runs = runs(connection, language)?;
    let removed = removed_texts(connection, language)?;
    let mut merges = false;
    loop {
        let level = level(texts.len());
        let (same, others): (Vec<_>, Vec<_>) = runs
            .into_iter()
            .partition(|&(_, size)| self::level(size) == level);
        if level == LAST_LEVEL || same.len() + 1 < RUNS {
            break;
        }
        runs = others;
        merges = true;
        for (run, _) in same {
            let blocks = take_run(connection, language, run, &removed)?;
            texts.extend(texts_of(connection, language, &blocks, &removed)?);
            token_blocks.extend(blocks);
        }
    }
    if merges {
        let merged = TokenBlock::merge_all(&token_blocks, |id| !removed.contains(&id));
        token_blocks = merged.collect::<Result<_>>()?;
    }
    write_run(connection, language, &texts, &token_blocks, last)
}

/// Builds the index of languages anew of which many texts were removed.
pub(super) fn forget_removed(connection: &Connection) -> Result<()> {
    for language in languages(connection)? {
        let sql = "SELECT count(*) FROM index_removed WHERE language = ?1";
        let removed = one(connection, sql, language.id)? as usize;
        let texts: usize = runs(connection, language)?
            .iter()
            .map(|&(_, size)| size)
            .sum();
        if texts < removed * REMOVED_AT_MOST {
            rebuild(connection, language)?;
        }
    }
    Ok(())
}

/// Builds the index of every language anew, as one run and without removed texts.
pub(super) fn rebuild_all(connection: &Connection) -> Result<()> {
    languages(connection)?
        .into_iter()
        .try_for_each(|language| rebuild(connection, language))
}

/// From the texts alone: what else the index holds may be damaged.
fn rebuild(connection: &Connection, language: IndexedLanguage) -> Result<()> {
    let texts = texts(connection, language, 0)?;
    let sql = "SELECT EXISTS (SELECT 1 FROM index_block WHERE language = ?1)";
    let had_blocks = one(connection, sql, language.id)? == 1;
    for sql in [
        "DELETE FROM index_block WHERE language = ?1",
        "DELETE FROM index_removed WHERE language = ?1",
        "UPDATE language SET indexed_to = 0 WHERE id = ?1",
    ] {
        execute(connection, sql, params![language.id])?;
    }
    if had_blocks || SEAL_AT <= texts.len() {
        let token_blocks = TokenBlock::build_all(&texts).collect::<Result<Vec<_>>>()?;
        let last = texts.last().map_or(0, |&(id, _)| id);
        write_run(connection, language, &texts, &token_blocks, last)?;
    }
    Ok(())
}

/// What is wrong with the blocks of every language, read whole.
pub(super) fn integrity(connection: &Connection) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for language in languages(connection)? {
        let sql = "SELECT id FROM segment WHERE language = ?1 AND id <= ?2 ORDER BY id";
        let stored = || -> rusqlite::Result<Vec<i64>> {
            let mut statement = connection.prepare_cached(sql)?;
            let ids = statement.query_map([language.id, language.indexed_to], |row| row.get(0))?;
            ids.collect()
        };
        let stored = stored().map_err(|e| sql_error("read the memory", e))?;
        for kind in [Kind::Characters, Kind::Tokens] {
            let flaw = match texts_in_blocks(connection, language, kind) {
                Ok(ids) if ids == stored => continue,
                Ok(_) => "holds other texts than the memory".to_owned(),
                Err(e) if e.is_bad_memory() => e.to_string(),
                Err(e) => return Err(e),
            };
            let (tag, kind) = (language.tag, kind.name());
            found.push(format!(
                "the index of {tag} by {kind}: {flaw} (Memory::compact makes the index anew)"
            ));
        }
    }
    Ok(found)
}

/// The texts that stand in the blocks of a kind and were not removed, ascending.
fn texts_in_blocks(
    connection: &Connection,
    language: IndexedLanguage,
    kind: Kind,
) -> Result<Vec<i64>> {
    let removed = removed_texts(connection, language)?;
    let mut ids: Vec<u64> = Vec::new();
    for (head, _) in heads(connection, language, kind)? {
        match kind {
            Kind::Characters => {
                let block = block(connection, head.id)?;
                block.verify()?;
                ids.extend(block.ids());
            }
            Kind::Tokens => {
                ids.extend(TokenBlock::from_bytes(&data(connection, head.id)?)?.ids());
            }
        }
    }
    ids.retain(|id| !removed.contains(id));
    ids.sort_unstable();
    Ok(ids.into_iter().map(|id| id as i64).collect())
}

/// Larger texts by eight, one level up.
fn level(texts: usize) -> u32 {
    let ratio = (texts / SEAL_AT).max(1);
    ratio.ilog(RUNS).min(LAST_LEVEL)
}

/// The runs with the number of texts in each.
fn runs(connection: &Connection, language: IndexedLanguage) -> Result<Vec<(i64, usize)>> {
    let sql = "SELECT run, sum(texts) FROM index_block
               WHERE language = ?1 AND kind = 'characters' GROUP BY run";
    let read = || -> rusqlite::Result<Vec<(i64, usize)>> {
        connection
            .prepare_cached(sql)?
            .query_map([language.id], |row| {
                Ok((row.get(0)?, row.get::<_, u32>(1)? as usize))
            })?
            .collect()
    };
    read().map_err(|e| sql_error("read the index", e))
}

/// Takes a run out of the index, and what was noted of its texts that were removed: its blocks of
/// tokens.
fn take_run(
    connection: &Connection,
    language: IndexedLanguage,
    run: i64,
    removed: &HashSet<u64>,
) -> Result<Vec<TokenBlock>> {
    let mut blocks = Vec::new();
    for (head, of_run) in heads(connection, language, Kind::Tokens)? {
        if of_run == run {
            blocks.push(TokenBlock::from_bytes(&data(connection, head.id)?)?);
        }
    }
    let sql = "DELETE FROM index_block WHERE language = ?1 AND run = ?2";
    execute(connection, sql, params![language.id, run])?;
    let sql = "DELETE FROM index_removed WHERE language = ?1 AND segment = ?2";
    let ids = blocks.iter().flat_map(|block| block.ids());
    for &id in ids.filter(|id| removed.contains(id)) {
        execute(connection, sql, params![language.id, id as i64])?;
    }
    Ok(blocks)
}

/// Match forms of the texts of some blocks, without those that were removed.
fn texts_of(
    connection: &Connection,
    language: IndexedLanguage,
    blocks: &[TokenBlock],
    removed: &HashSet<u64>,
) -> Result<Vec<(u64, String)>> {
    let ids = blocks.iter().flat_map(|block| block.ids()).copied();
    let mut ids: Vec<u64> = ids.filter(|id| !removed.contains(id)).collect();
    // Texts lie in the file by their numbers, in blocks by their lengths.
    ids.sort_unstable();
    let source = TextsOf::new(connection, language.tag);
    let text = |id| Ok((id, source.text(id)?.into_owned()));
    ids.into_iter().map(text).collect()
}

/// Puts texts, which have these tokens, into the index as a run; it then holds all of the language's
/// up to the `last`.
fn write_run(
    connection: &Connection,
    language: IndexedLanguage,
    texts: &[(u64, String)],
    token_blocks: &[TokenBlock],
    last: u64,
) -> Result<()> {
    let sql = "SELECT ifnull(max(run), 0) + 1 FROM index_block WHERE language = ?1";
    let run = one(connection, sql, language.id)?;
    for block in GramBlock::build_all(texts) {
        let block = block?;
        let (texts, bytes) = (block.len(), block.as_bytes());
        insert_block(
            connection,
            language,
            run,
            Kind::Characters,
            texts,
            &block,
            bytes,
        )?;
    }
    for block in token_blocks {
        let (texts, bytes) = (block.ids().len(), &block.to_bytes());
        insert_block(connection, language, run, Kind::Tokens, texts, block, bytes)?;
    }
    execute(
        connection,
        "UPDATE language SET indexed_to = ?2 WHERE id = ?1",
        params![language.id, last as i64],
    )
}

fn insert_block(
    connection: &Connection,
    language: IndexedLanguage,
    run: i64,
    kind: Kind,
    texts: usize,
    block: &impl Part,
    bytes: &[u8],
) -> Result<()> {
    let (shortest, longest) = block.lengths().unwrap_or_default();
    execute(
        connection,
        "INSERT INTO index_block (language, run, kind, texts, shortest, longest, data)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            language.id,
            run,
            kind.name(),
            texts as u32,
            shortest as u32,
            longest as u32,
            bytes
        ],
    )
}

fn languages(connection: &Connection) -> Result<Vec<IndexedLanguage>> {
    let read = || -> rusqlite::Result<Vec<IndexedLanguage>> {
        connection
            .prepare_cached("SELECT id, tag, indexed_to FROM language ORDER BY tag")?
            .query_map([], |row| {
                Ok(IndexedLanguage {
                    id: row.get(0)?,
                    tag: super::tag(row, 1)?,
                    indexed_to: row.get(2)?,
                })
            })?
            .collect()
    };
    read().map_err(|e| sql_error("read the memory", e))
}

/// The blocks of a kind, with the run of each.
fn heads(
    connection: &Connection,
    language: IndexedLanguage,
    kind: Kind,
) -> Result<Vec<(BlockHead, i64)>> {
    let sql = "SELECT id, run, texts, shortest, longest FROM index_block
               WHERE language = ?1 AND kind = ?2 ORDER BY id";
    let read = || -> rusqlite::Result<Vec<(BlockHead, i64)>> {
        connection
            .prepare_cached(sql)?
            .query_map(params![language.id, kind.name()], |row| {
                let length = |column| match row.get::<_, u32>(column)? as usize {
                    length @ ..=LONGEST => Ok(length),
                    beyond => Err(rusqlite::Error::IntegralValueOutOfRange(
                        column,
                        beyond as i64,
                    )),
                };
                let lengths = (length(3)?, length(4)?);
                let head = BlockHead {
                    id: row.get(0)?,
                    lengths: (row.get::<_, u32>(2)? > 0).then_some(lengths),
                };
                Ok((head, row.get(1)?))
            })?
            .collect()
    };
    read().map_err(|e| sql_error("read the index", e))
}

fn block(connection: &Connection, id: i64) -> Result<GramBlock> {
    GramBlock::from_bytes(data(connection, id)?)
}

fn data(connection: &Connection, id: i64) -> Result<Vec<u8>> {
    // Read in place: a column of a row would be copied once more.
    let mut blob = connection
        .blob_open(MAIN_DB, "index_block", "data", id, true)
        .map_err(|e| sql_error("read the index", e))?;
    let mut data = Vec::new();
    data.reserve_exact(blob.len());
    blob.read_to_end(&mut data)
        .map_err(|e| Error::damaged(format!("block {id} of the index cannot be read: {e}")))?;
    Ok(data)
}

/// Texts of blocks that are no more, as they were removed: the number of the removal, and the text.
fn removed(
    connection: &Connection,
    language: IndexedLanguage,
    after: i64,
) -> Result<Vec<(i64, u64)>> {
    let sql = "SELECT id, segment FROM index_removed WHERE language = ?1 AND id > ?2 ORDER BY id";
    let read = || -> rusqlite::Result<Vec<(i64, u64)>> {
        connection
            .prepare_cached(sql)?
            .query_map([language.id, after], |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)? as u64))
            })?
            .collect()
    };
    read().map_err(|e| sql_error("read the index", e))
}

/// Texts of blocks that are no more.
fn removed_texts(connection: &Connection, language: IndexedLanguage) -> Result<HashSet<u64>> {
    let removed = removed(connection, language, 0)?;
    Ok(removed.into_iter().map(|(_, segment)| segment).collect())
}

/// Match forms of a language's texts behind `after`.
fn texts(
    connection: &Connection,
    language: IndexedLanguage,
    after: i64,
) -> Result<Vec<(u64, String)>> {
    let sql = "SELECT id, text FROM segment WHERE language = ?1 AND id > ?2 ORDER BY id";
    let read = || -> rusqlite::Result<Vec<(u64, String)>> {
        connection
            .prepare_cached(sql)?
            .query_map([language.id, after], |row| {
                let text = fold(row.get_ref(1)?.as_str()?, language.tag);
                Ok((row.get::<_, i64>(0)? as u64, text))
            })?
            .collect()
    };
    read().map_err(|e| sql_error("read the memory", e))
}

/// How many texts up to `last` stand in no block.
fn tail_len(connection: &Connection, language: IndexedLanguage, last: i64) -> Result<usize> {
    connection
        .prepare_cached("SELECT count(*) FROM segment WHERE language = ?1 AND id > ?2 AND id <= ?3")
        .and_then(|mut count| {
            count.query_row([language.id, language.indexed_to, last], |row| {
                row.get::<_, u32>(0).map(|count| count as usize)
            })
        })
        .map_err(|e| sql_error("read the memory", e))
}

fn one(connection: &Connection, sql: &str, id: i64) -> Result<i64> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.query_row([id], |row| row.get(0)))
        .map_err(|e| sql_error("read the index", e))
}

fn execute(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Result<()> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute(parameters))
        .map(|_| ())
        .map_err(|e| sql_error("write the index", e))
}

impl Store {
    /// Where the index of each language stands, by tag.
    pub(crate) fn indexed_languages(&self) -> Result<Vec<IndexedLanguage>> {
        languages(&self.connection)
    }

    /// The blocks of a language, in the order of their numbers.
    pub(crate) fn index_blocks(
        &self,
        language: IndexedLanguage,
        kind: Kind,
    ) -> Result<Vec<BlockHead>> {
        let heads = heads(&self.connection, language, kind)?;
        Ok(heads.into_iter().map(|(head, _)| head).collect())
    }

    pub(crate) fn index_block(&self, id: i64) -> Result<GramBlock> {
        block(&self.connection, id)
    }

    pub(crate) fn token_block(&self, id: i64) -> Result<TokenBlock> {
        TokenBlock::from_bytes(&data(&self.connection, id)?)
    }

    /// The removals behind that numbered `after`: number, and text of a block that is no more.
    pub(crate) fn index_removed(
        &self,
        language: IndexedLanguage,
        after: i64,
    ) -> Result<Vec<(i64, u64)>> {
        removed(&self.connection, language, after)
    }

    /// Match forms of a language's texts behind `after` that stand in no block.
    pub(crate) fn index_tail(
        &self,
        language: IndexedLanguage,
        after: u64,
    ) -> Result<Vec<(u64, String)>> {
        let after = language.indexed_to.max(after as i64);
        texts(&self.connection, language, after)
    }

    /// Match forms of all of a language's texts.
    pub(crate) fn index_texts(&self, language: IndexedLanguage) -> Result<Vec<(u64, String)>> {
        texts(&self.connection, language, 0)
    }

    /// How many texts up to `last` stand in no block.
    pub(crate) fn index_tail_len(&self, language: IndexedLanguage, last: u64) -> Result<usize> {
        tail_len(&self.connection, language, last as i64)
    }

    /// The texts of a language for the index.
    pub(crate) fn texts(&self, language: Language) -> TextsOf<'_> {
        TextsOf::new(&self.connection, language)
    }
}

/// Match forms by number, with a statement that stays prepared once one was read.
pub(crate) struct TextsOf<'c> {
    connection: &'c Connection,
    statement: RefCell<Option<CachedStatement<'c>>>,
    language: Language,
}

impl<'c> TextsOf<'c> {
    fn new(connection: &'c Connection, language: Language) -> Self {
        TextsOf {
            connection,
            statement: RefCell::default(),
            language,
        }
    }
}

impl TextsOf<'_> {
    pub(crate) fn language(&self) -> Language {
        self.language
    }

    /// What `read` makes of a text as it was imported.
    pub(crate) fn read<T>(&self, id: u64, read: impl FnOnce(&str) -> T) -> Result<T> {
        let mut statement = self.statement.borrow_mut();
        let found = || {
            let statement = match &mut *statement {
                Some(prepared) => prepared,
                none => {
                    let sql = "SELECT text FROM segment WHERE id = ?1";
                    none.insert(self.connection.prepare_cached(sql)?)
                }
            };
            let found = statement.query_row([id as i64], |row| Ok(read(row.get_ref(0)?.as_str()?)));
            found.optional()
        };
        let found = found().map_err(|e| sql_error("read the memory", e))?;
        found.ok_or_else(|| {
            Error::damaged(format!("the index holds text {id}, the memory does not"))
        })
    }
}

impl Texts for TextsOf<'_> {
    fn text(&self, id: u64) -> Result<Cow<'_, str>> {
        self.read(id, |text| Cow::Owned(fold(text, self.language)))
    }
}
