//! SQLite: the only floor that knows rows. It knows nothing of alignment or scores.

mod candidates;
mod corrections;
mod errors;
mod hashes;
mod phrases;
mod postings;
mod schema;
mod stems;
mod words;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rusqlite::{
    CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior, params,
};

use self::errors::sql_error;
pub(crate) use self::postings::{BlockHead, IndexedLanguage, Kind, TextsOf};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::leb128::put;
use crate::unit::{Entry, Place, Unit, UnitId, Variant};

pub(crate) use self::candidates::{Candidate, Neighbour, Spread};
pub(crate) use self::words::Stock;

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

/// Where a memory lies, for more connections to it.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    File(PathBuf),
    /// Memory that SQLite shares among connections under a name. It has no snapshots: who reads
    /// keeps writers waiting, and the reverse, by the lock.
    Shared(String, Arc<RwLock<()>>),
}

impl Address {
    /// Holds wherever the program goes to work.
    fn of_file(path: &Path) -> Self {
        Address::File(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
    }

    /// Another connection, which only reads.
    pub(crate) fn open(&self) -> Result<Store> {
        match self {
            Address::File(path) => Store::open_read_only(path),
            Address::Shared(name, _) => {
                schema::shared(name).map(|connection| Store::over(connection, self.clone()))
            }
        }
    }

    fn reading(&self) -> Option<RwLockReadGuard<'_, ()>> {
        match self {
            Address::File(_) => None,
            Address::Shared(_, lock) => Some(lock.read().unwrap_or_else(PoisonError::into_inner)),
        }
    }

    fn writing(&self) -> Option<RwLockWriteGuard<'_, ()>> {
        match self {
            Address::File(_) => None,
            Address::Shared(_, lock) => Some(lock.write().unwrap_or_else(PoisonError::into_inner)),
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

/// What is known of a release beside its units.
pub(crate) struct ReleaseRow<'a> {
    pub(crate) key: &'a str,
    pub(crate) date: Option<&'a str>,
    pub(crate) url: Option<&'a str>,
}

/// What a replacement changed, in occurrences; `new + known + unchanged` is the number of entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// Entries whose unit the memory did not hold.
    pub(crate) new: usize,
    /// Entries whose unit it held, but not at this place.
    pub(crate) known: usize,
    /// Entries that stood there already.
    pub(crate) unchanged: usize,
    /// Occurrences that are gone.
    pub(crate) removed: usize,
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

    pub(crate) fn unit_ids(&self) -> Result<Vec<UnitId>> {
        self.rows("SELECT id FROM unit ORDER BY id", [], |row| {
            row.get(0).map(UnitId)
        })
    }

    pub(crate) fn unit(&self, id: UnitId) -> Result<Option<Unit>> {
        let sql = "SELECT l.tag, s.text FROM variant v JOIN language l ON l.id = v.language
                   JOIN segment s ON s.id = v.segment WHERE v.unit = ?1 ORDER BY l.tag";
        let variants = self.rows(sql, params![id.0], |row| {
            Ok(Variant {
                language: tag(row, 0)?,
                text: row.get(1)?,
            })
        })?;
        if variants.is_empty() {
            return Ok(None);
        }
        Ok(Some(Unit {
            id,
            variants,
            provenance: self.provenance(id)?,
        }))
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

    /// The units that hold this very text in this language and stand, surely aligned, in another
    /// release than this.
    pub(crate) fn units_elsewhere(
        &self,
        language: Language,
        text: &str,
        release: &str,
    ) -> Result<Vec<UnitId>> {
        let id: Vec<i64> = self.rows(
            "SELECT id FROM language WHERE tag = ?1",
            params![language.to_string()],
            |row| row.get(0),
        )?;
        let Some(&id) = id.first() else {
            return Ok(Vec::new());
        };
        let sql = "SELECT v.unit FROM text_by_hash h JOIN segment s ON s.id = h.segment
                   JOIN variant v ON v.segment = s.id
                   WHERE h.hash = ?1 AND s.language = ?2 AND s.text = ?3 AND EXISTS (
                       SELECT 1 FROM occurrence o JOIN release r ON r.id = o.release
                       WHERE o.unit = v.unit AND r.key <> ?4 AND o.confidence >= 0.8)
                   ORDER BY v.unit";
        let values = params![text_hash(text), id, text, release];
        self.rows(sql, values, |row| Ok(UnitId(row.get(0)?)))
    }

    /// Keys of all releases, sorted.
    pub(crate) fn releases(&self) -> Result<Vec<String>> {
        self.rows("SELECT key FROM release ORDER BY key", [], |row| row.get(0))
    }

    /// The units that stand in a release.
    pub(crate) fn units_of_release(&self, key: &str) -> Result<Vec<UnitId>> {
        let sql = "SELECT DISTINCT o.unit FROM release r JOIN occurrence o ON o.release = r.id
                   WHERE r.key = ?1 ORDER BY o.unit";
        self.rows(sql, params![key], |row| row.get(0).map(UnitId))
    }

    /// Tags of the languages that a release has text in, sorted.
    pub(crate) fn languages_of_release(&self, key: &str) -> Result<Vec<Language>> {
        let sql = "SELECT DISTINCT l.tag FROM release r JOIN occurrence o ON o.release = r.id
                   JOIN variant v ON v.unit = o.unit JOIN language l ON l.id = v.language
                   WHERE r.key = ?1 ORDER BY l.tag";
        self.rows(sql, params![key], |row| tag(row, 0))
    }

    /// Tags of all languages that have text, sorted.
    pub(crate) fn languages(&self) -> Result<Vec<Language>> {
        let sql = "SELECT tag FROM language l WHERE EXISTS
                   (SELECT 1 FROM segment s WHERE s.language = l.id) ORDER BY tag";
        self.rows(sql, [], |row| tag(row, 0))
    }

    /// What SQLite, the foreign keys and the check sums find wrong with the file; nothing if it is
    /// sound.
    pub(crate) fn integrity(&self) -> Result<Vec<String>> {
        let mut found = self.rows("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))?;
        found.retain(|line| line != "ok");
        let broken = self.rows("PRAGMA foreign_key_check", [], |row| {
            row.get::<_, String>(0)
        })?;
        found.extend(
            broken
                .iter()
                .map(|t| format!("table {t}: a row refers to a missing one")),
        );
        found.extend(postings::integrity(&self.connection)?);
        found.extend(self.lists_integrity()?);
        found.extend(self.hashes_integrity()?);
        Ok(found)
    }

    /// Gives unused pages back.
    pub(crate) fn shrink(&self) -> Result<()> {
        let _lock = self.address.writing();
        self.connection
            .execute_batch("VACUUM")
            .map_err(|e| sql_error("compact the memory", e))
    }

    /// Writes a copy of one state of the memory to a new file.
    pub(crate) fn back_up(&self, path: &Path) -> Result<()> {
        let failed = |e| Error::io("copy the memory", path, e);
        // A name by itself may mean something else to SQLite.
        let whole = std::path::absolute(path).map_err(failed)?;
        let Some(name) = whole.to_str() else {
            let message = "a name that is not in UTF-8; give another";
            return Err(Error::input(message).in_file(path));
        };
        match File::create_new(&whole) {
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                let message = "there is a file already; give another name, or remove it first";
                return Err(Error::input(message).in_file(path));
            }
            created => drop(created.map_err(failed)?),
        }
        if let Err(e) = self.connection.execute("VACUUM INTO ?1", [name]) {
            // Half a copy is none.
            let _ = std::fs::remove_file(&whole);
            return Err(sql_error("copy the memory", e).in_file(path));
        }
        Ok(())
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

/// A change in progress.
pub(crate) struct Writer<'a> {
    statements: Statements<'a>,
    transaction: Transaction<'a>,
    emptied: &'a mut stems::Emptied,
    changes_before: u64,
    last: Last,
    added: hashes::Added,
    languages: HashMap<Language, i64>,
    /// Whether it is time to look for tails that are long enough for a run.
    seals: bool,
    /// Whether texts were removed.
    removed: bool,
    // Given back after the transaction has ended.
    _lock: Option<RwLockWriteGuard<'a, ()>>,
}

/// What is done for every unit of an import, prepared once: to look a statement up by its text
/// takes a good part of the time that a row takes.
struct Statements<'a> {
    text: CachedStatement<'a>,
    is_text: CachedStatement<'a>,
    add_text: CachedStatement<'a>,
    units: CachedStatement<'a>,
    variants: CachedStatement<'a>,
    add_unit: CachedStatement<'a>,
    add_variant: CachedStatement<'a>,
    add_occurrence: CachedStatement<'a>,
}

impl<'a> Statements<'a> {
    fn prepare(connection: &'a Connection) -> rusqlite::Result<Self> {
        let prepare = |sql| connection.prepare_cached(sql);
        Ok(Statements {
            text: prepare(
                "SELECT s.id FROM text_by_hash h JOIN segment s ON s.id = h.segment
                 WHERE h.hash = ?1 AND s.language = ?2 AND s.text = ?3",
            )?,
            is_text: prepare(
                "SELECT 1 FROM segment WHERE id = ?1 AND language = ?2 AND text = ?3",
            )?,
            add_text: prepare(
                "INSERT INTO segment (id, language, text, text_hash) VALUES (?1, ?2, ?3, ?4)",
            )?,
            units: prepare("SELECT id FROM unit WHERE variants_key = ?1 ORDER BY id")?,
            variants: prepare(
                "SELECT language, segment FROM variant WHERE unit = ?1 ORDER BY language",
            )?,
            add_unit: prepare("INSERT INTO unit (id, variants_key) VALUES (?1, ?2)")?,
            add_variant: prepare(
                "INSERT INTO variant (unit, language, segment) VALUES (?1, ?2, ?3)",
            )?,
            add_occurrence: prepare(
                "INSERT INTO occurrence (unit, release, position, part, confidence, places)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?,
        })
    }
}

/// The greatest numbers that were ever given to a text and a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Last {
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

    fn keep(self, connection: &Connection) -> rusqlite::Result<()> {
        let sql = "INSERT OR REPLACE INTO state (name, value) VALUES (?1, ?2)";
        let mut statement = connection.prepare_cached(sql)?;
        statement.execute(params!["last_segment", self.segment])?;
        statement.execute(params!["last_unit", self.unit]).map(drop)
    }
}

/// Where an entry stands in its release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    /// The bead's number.
    pub(crate) position: i64,
    /// 0 for the whole bead, or the number of its part.
    pub(crate) part: i64,
}

impl At {
    pub(crate) fn whole(position: usize) -> Self {
        At {
            position: position as i64,
            part: 0,
        }
    }

    fn distance(self, other: At) -> (u64, u64) {
        (
            self.position.abs_diff(other.position),
            self.part.abs_diff(other.part),
        )
    }
}

/// An occurrence that stands in the file.
struct Standing {
    at: At,
    confidence: f64,
    /// As they are kept.
    places: Option<Vec<u8>>,
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

    /// Makes `entries` the content of the release; only what differs is written, and what was
    /// corrected stays so.
    pub(crate) fn replace_release(
        &mut self,
        release: &ReleaseRow<'_>,
        entries: impl Iterator<Item = (At, Entry)>,
    ) -> Result<Changes> {
        let write = |e| sql_error("write the memory", e);
        let id = self.release_id(release).map_err(write)?;
        let mut standing = self.standing(id).map_err(write)?;
        let has_corrections = self.has_corrections().map_err(write)?;
        let mut changes = Changes::default();
        for (at, mut entry) in entries {
            if has_corrections && self.correct(&mut entry.variants).map_err(write)? {
                entry.confidence = 1.0;
            }
            let (unit, is_new) = self.unit_id(&entry).map_err(write)?;
            let places = self.places(&entry.places).map_err(write)?;
            let same_unit = standing.get_mut(&unit).filter(|list| !list.is_empty());
            match same_unit {
                Some(list) => {
                    let nearest = (0..list.len())
                        .min_by_key(|&i| list[i].at.distance(at))
                        .unwrap_or(0);
                    let old = list.swap_remove(nearest);
                    let same = old.at == at
                        && old.confidence as f32 == entry.confidence
                        && old.places == places;
                    if same {
                        changes.unchanged += 1;
                        continue;
                    }
                    self.delete_occurrence(unit, id, &old).map_err(write)?;
                    changes.known += 1;
                }
                None if is_new => changes.new += 1,
                None => changes.known += 1,
            }
            let confidence = f64::from(entry.confidence);
            self.statements
                .add_occurrence
                .execute(params![unit, id, at.position, at.part, confidence, places])
                .map_err(write)?;
        }
        for (unit, list) in standing {
            changes.removed += list.len();
            for old in list {
                self.delete_occurrence(unit, id, &old).map_err(write)?;
            }
            self.drop_orphan(unit).map_err(write)?;
        }
        Ok(changes)
    }

    /// Removes a release and the units that stand nowhere else; the number of occurrences removed.
    pub(crate) fn remove_release(&mut self, key: &str) -> Result<Option<usize>> {
        let remove = |writer: &mut Self| -> rusqlite::Result<Option<usize>> {
            let id: Option<i64> = writer
                .transaction
                .prepare_cached("SELECT id FROM release WHERE key = ?1")?
                .query_row(params![key], |row| row.get(0))
                .optional()?;
            let Some(id) = id else { return Ok(None) };
            let mut removed = 0;
            for (unit, list) in writer.standing(id)? {
                removed += list.len();
                for old in list {
                    writer.delete_occurrence(unit, id, &old)?;
                }
                writer.drop_orphan(unit)?;
            }
            writer.execute("DELETE FROM release WHERE id = ?1", params![id])?;
            Ok(Some(removed))
        };
        remove(self).map_err(|e| sql_error("write the memory", e))
    }

    /// Removes a unit with all its occurrences; whether it was there.
    pub(crate) fn remove_unit(&mut self, unit: UnitId) -> Result<bool> {
        let remove = |writer: &mut Self| -> rusqlite::Result<bool> {
            writer.execute("DELETE FROM occurrence WHERE unit = ?1", params![unit.0])?;
            writer.drop_orphan(unit.0)
        };
        remove(self).map_err(|e| sql_error("write the memory", e))
    }

    /// Gives a unit other variants, at all its places; the unit that holds them now.
    pub(crate) fn update_unit(&mut self, unit: UnitId, variants: &[Variant]) -> Result<UnitId> {
        let update = |writer: &mut Self| -> rusqlite::Result<UnitId> {
            let entry = Entry {
                variants: variants.to_vec(),
                confidence: 1.0,
                places: Vec::new(),
            };
            let before = writer.variants(unit.0)?;
            let (other, _) = writer.unit_id(&entry)?;
            if other != unit.0 {
                writer.execute(
                    "UPDATE occurrence SET unit = ?2, confidence = 1.0 WHERE unit = ?1",
                    params![unit.0, other],
                )?;
                writer.keep_correction(&before, variants)?;
                writer.drop_orphan(unit.0)?;
            }
            Ok(UnitId(other))
        };
        update(self).map_err(|e| sql_error("write the memory", e))
    }

    fn variants(&self, unit: i64) -> rusqlite::Result<Vec<Variant>> {
        let sql = "SELECT l.tag, s.text FROM variant v JOIN segment s ON s.id = v.segment
                   JOIN language l ON l.id = v.language WHERE v.unit = ?1";
        let mut statement = self.transaction.prepare_cached(sql)?;
        let variants = statement.query_map([unit], |row| {
            Ok(Variant {
                language: tag(row, 0)?,
                text: row.get(1)?,
            })
        })?;
        variants.collect()
    }

    fn release_id(&self, release: &ReleaseRow<'_>) -> rusqlite::Result<i64> {
        let ReleaseRow { key, date, url } = release;
        self.execute(
            "INSERT INTO release (key, date, url) VALUES (?1, ?2, ?3)
             ON CONFLICT (key) DO UPDATE SET date = excluded.date, url = excluded.url
             WHERE date IS NOT excluded.date OR url IS NOT excluded.url",
            params![key, date, url],
        )?;
        self.transaction
            .prepare_cached("SELECT id FROM release WHERE key = ?1")?
            .query_row(params![key], |row| row.get(0))
    }

    /// The release's occurrences, by unit.
    fn standing(&self, release: i64) -> rusqlite::Result<HashMap<i64, Vec<Standing>>> {
        let mut by_unit: HashMap<i64, Vec<Standing>> = HashMap::new();
        let mut statement = self.transaction.prepare_cached(
            "SELECT unit, position, part, confidence, places FROM occurrence WHERE release = ?1",
        )?;
        let mut rows = statement.query(params![release])?;
        while let Some(row) = rows.next()? {
            by_unit.entry(row.get(0)?).or_default().push(Standing {
                at: At {
                    position: row.get(1)?,
                    part: row.get(2)?,
                },
                confidence: row.get(3)?,
                places: row.get(4)?,
            });
        }
        Ok(by_unit)
    }

    /// Places as they are kept.
    fn places(&mut self, places: &[Place]) -> rusqlite::Result<Option<Vec<u8>>> {
        let mut numbers = Vec::with_capacity(places.len());
        for place in places {
            let language = self.language_id(place.language)? as u64;
            numbers.push([language, place.block.into(), place.segment.into()]);
        }
        numbers.sort_unstable();
        let mut kept = Vec::new();
        for number in numbers.into_iter().flatten() {
            put(&mut kept, number);
        }
        Ok(Some(kept).filter(|kept| !kept.is_empty()))
    }

    fn delete_occurrence(&self, unit: i64, release: i64, old: &Standing) -> rusqlite::Result<()> {
        let At { position, part } = old.at;
        self.execute(
            "DELETE FROM occurrence
             WHERE unit = ?1 AND release = ?2 AND position = ?3 AND part = ?4",
            params![unit, release, position, part],
        )
        .map(|_| ())
    }

    /// Removes a unit that stands nowhere any more, and its texts that no other unit has.
    fn drop_orphan(&mut self, unit: i64) -> rusqlite::Result<bool> {
        let segments: Vec<i64> = self
            .transaction
            .prepare_cached("SELECT segment FROM variant WHERE unit = ?1")?
            .query_map(params![unit], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let gone = self.execute(
            "DELETE FROM unit WHERE id = ?1
             AND NOT EXISTS (SELECT 1 FROM occurrence WHERE unit = ?1)",
            params![unit],
        )?;
        if gone > 0 {
            self.removed = true;
            self.execute("DELETE FROM variant WHERE unit = ?1", params![unit])?;
            for segment in segments {
                self.execute(postings::REMOVE, params![segment])?;
                let hash: Option<i64> = self
                    .transaction
                    .prepare_cached(
                        "DELETE FROM segment WHERE id = ?1
                         AND NOT EXISTS (SELECT 1 FROM variant WHERE segment = ?1)
                         RETURNING text_hash",
                    )?
                    .query_row(params![segment], |row| row.get(0))
                    .optional()?;
                if let Some(hash) = hash {
                    self.added.remove(&self.transaction, hash, segment)?;
                }
            }
        }
        Ok(gone > 0)
    }

    /// The unit with these variants, and whether it was made just now.
    fn unit_id(&mut self, entry: &Entry) -> rusqlite::Result<(i64, bool)> {
        let mut sides = Vec::with_capacity(entry.variants.len());
        let mut has_new_text = false;
        for variant in &entry.variants {
            let language = self.language_id(variant.language)?;
            let (segment, is_new) = self.segment_id(language, variant)?;
            sides.push((language, segment));
            has_new_text |= is_new;
        }
        sides.sort_unstable();
        let key = variants_key(&sides);
        // A text that was not there until now is in no unit.
        let alike: Vec<i64> = match has_new_text {
            true => Vec::new(),
            false => {
                let found = self.statements.units.query_map([key], |row| row.get(0))?;
                found.collect::<rusqlite::Result<_>>()?
            }
        };
        for unit in alike {
            let side = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let stored = self.statements.variants.query_map([unit], side)?;
            if stored.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? == sides {
                return Ok((unit, false));
            }
        }
        let unit = next(&mut self.last.unit)?;
        self.statements.add_unit.execute([unit, key])?;
        for (language, segment) in sides {
            self.statements
                .add_variant
                .execute([unit, language, segment])?;
        }
        Ok((unit, true))
    }

    /// The number of a text, and whether it was stored just now.
    fn segment_id(&mut self, language: i64, variant: &Variant) -> rusqlite::Result<(i64, bool)> {
        let hash = text_hash(&variant.text);
        for id in self.added.with_hash(hash) {
            let values = params![id, language, variant.text];
            if self.statements.is_text.exists(values)? {
                return Ok((id, false));
            }
        }
        let values = params![hash, language, variant.text];
        let known = self.statements.text.query_row(values, |row| row.get(0));
        if let Some(id) = known.optional()? {
            return Ok((id, false));
        }
        let id = next(&mut self.last.segment)?;
        self.statements
            .add_text
            .execute(params![id, language, variant.text, hash])?;
        self.added.add(hash, id);
        self.seals |= id % postings::LOOK_EVERY == 0;
        Ok((id, true))
    }

    fn language_id(&mut self, language: Language) -> rusqlite::Result<i64> {
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

    fn execute(&self, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<usize> {
        self.transaction.prepare_cached(sql)?.execute(parameters)
    }
}

/// The number behind the last that was given, which a file that lies may tell wrongly.
fn next(last: &mut i64) -> rusqlite::Result<i64> {
    let next = last.checked_add(1).filter(|next| 0 < *next);
    *last = next.ok_or(rusqlite::Error::IntegralValueOutOfRange(0, *last))?;
    Ok(*last)
}

fn tag(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Language> {
    tag_of(&row.get::<_, String>(column)?, column)
}

fn tag_of(tag: &str, column: usize) -> rusqlite::Result<Language> {
    Language::parse(tag).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
    })
}

/// The number under which a unit is found by its variants, languages and texts in order: that of
/// the newest text, which new units add at the end of what is kept by it, and behind it 16 bits of
/// a hash of all. What has the key that is looked for is compared.
fn variants_key(sides: &[(i64, i64)]) -> i64 {
    let newest = sides.iter().map(|&(_, segment)| segment).max();
    let bytes = sides
        .iter()
        .flat_map(|(l, s)| [l.to_le_bytes(), s.to_le_bytes()]);
    newest.unwrap_or(0) << 16 | fnv1a(bytes.flatten()) & 0xffff
}

/// The hash under which a text is found. It depends on nothing else, so that a choice by hash is
/// the same in every memory.
fn text_hash(text: &str) -> i64 {
    fnv1a(text.bytes())
}

/// FNV-1a (Fowler, Noll, Vo), 64 bits folded to 32: stable across versions, since it is stored,
/// and short, since it is stored twice. What has the hash that is looked for is compared.
fn fnv1a(bytes: impl Iterator<Item = u8>) -> i64 {
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    i64::from((hash ^ hash >> 32) as i32)
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
