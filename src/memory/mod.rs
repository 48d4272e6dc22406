//! The flagship: a memory opens, imports and answers.

mod book;
mod concordance;
mod containing;
mod coverage;
mod evidence;
mod forms;
mod group;
mod import;
mod lookup;
mod names;
mod phrases;
mod pieces;
mod pivot;
mod reader;
mod remembered;
mod runs;
mod searcher;
mod terms;
mod verify;
mod words;

use std::cell::RefCell;
use std::fmt;
use std::path::Path;

use crate::error::{Error, Result};
use crate::lang::Language;
use crate::lookup::{Match, Query};
use crate::store::{Store, Writer};
use crate::unit::{Entry, Unit, UnitId, Variant};

pub use self::concordance::{Concordance, ConcordanceLine};
pub use self::containing::Passage;
use self::import::checked;
pub use self::import::{ImportOptions, ImportReport, Quarantine};
pub use self::phrases::MiningReport;
pub use self::pivot::Pivoted;
use self::reader::Reader;
pub use self::searcher::Searcher;
pub use self::terms::{TermReport, TermStatus};
pub use self::verify::{Difference, Verification};
use self::words::Models;

/// A translation memory: one SQLite file.
///
/// `Send`, not `Sync`: threads share a [`Searcher`], or open the file each for itself; readers do
/// not wait for the writer, nor it for them, save for a moment when it opens. Every change is one transaction: it is whole in the file or not there at all.
///
/// # Example
/// ```
/// use tolmach::{Document, EN, KK, Memory, Query, Release};
/// let mut memory = Memory::in_memory()?;
/// let release = Release::new("2024-05-06-ambassador")?
///     .with_document(Document::from_text(EN, "Meeting\n\nThe Head of State received the ambassador."))
///     .with_document(Document::from_text(KK, "Кездесу\n\nМемлекет басшысы елшіні қабылдады."));
/// let report = memory.import(&release)?;
/// assert_eq!(report.new, 2);
/// let matches = memory.lookup(&Query::new("The Head of State received an ambassador.").from(EN).to(KK))?;
/// assert_eq!(matches[0].target().text, "Мемлекет басшысы елшіні қабылдады.");
/// # Ok::<(), tolmach::Error>(())
/// ```
pub struct Memory {
    reader: Reader,
    models: RefCell<Models>,
}

impl Memory {
    /// Opens the memory at `path`, or creates it.
    ///
    /// # Errors
    /// If the file is no memory, damaged, read-only, locked, or newer than this program; the
    /// message says which, and what to do.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Store::open(path.as_ref()).map(Memory::over)
    }

    /// Opens an existing memory for reading; imports and removals fail.
    ///
    /// # Errors
    /// As [`open`](Memory::open), and if there is no such file.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        Store::open_read_only(path.as_ref()).map(Memory::over)
    }

    /// A memory without a file.
    ///
    /// # Errors
    /// If SQLite cannot be started.
    pub fn in_memory() -> Result<Self> {
        Store::in_memory().map(Memory::over)
    }

    fn over(store: Store) -> Self {
        Memory {
            reader: Reader::over(store),
            models: RefCell::default(),
        }
    }

    fn store(&self) -> &Store {
        &self.reader.store
    }

    /// Removes a release, and the units that stand nowhere else; the number of beads removed, or
    /// `None` if there is no such release.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove_release(&mut self, key: &str) -> Result<Option<usize>> {
        self.change(|writer| writer.remove_release(key))
    }

    /// Removes a unit with all its occurrences; whether it was there. A release that has it brings it
    /// back when it is imported again; [`update`](Memory::update) corrects for good.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove(&mut self, unit: UnitId) -> Result<bool> {
        self.change(|writer| writer.remove_unit(unit))
    }

    /// Gives a unit the corrected `variants`, wherever it stands, with full confidence; the
    /// number of the unit that holds them now. It stands also for what is imported later and says, in
    /// two languages, what the unit said before: no release brings that back, until it is corrected
    /// back. A part of a bead is a unit of its own.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if there is no such unit, no text, or two texts in one
    /// language; or the file cannot be written.
    pub fn update(&mut self, unit: UnitId, variants: Vec<Variant>) -> Result<UnitId> {
        let entry = checked(Entry {
            variants,
            confidence: 1.0,
            places: Vec::new(),
        })?;
        if self.unit(unit)?.is_none() {
            return Err(Error::input(format!(
                "the memory has no unit {}",
                unit.get()
            )));
        }
        self.change(|writer| writer.update_unit(unit, &entry.variants))
    }

    /// A unit by its number.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn unit(&self, id: UnitId) -> Result<Option<Unit>> {
        self.store().unit(id)
    }

    /// All units, by number.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn units(&self) -> Result<Vec<Unit>> {
        let ids = self.store().unit_ids()?;
        let units = ids.into_iter().map(|id| self.store().unit(id));
        units.filter_map(Result::transpose).collect()
    }

    /// Keys of all releases, sorted.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn releases(&self) -> Result<Vec<String>> {
        self.store().releases()
    }

    /// All languages that have text, sorted.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn languages(&self) -> Result<Vec<Language>> {
        self.store().languages()
    }

    /// What is wrong with the file, its index included; nothing if it is sound. Reads the whole file.
    /// A damaged index is mended by [`compact`](Memory::compact).
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        self.store().integrity()
    }

    /// Makes the file as small as it can be: builds the index anew from the texts that there are,
    /// and gives unused pages back. A memory that many things were removed from, or that
    /// grew in small steps, answers faster afterwards. Lookups give what they gave before.
    ///
    /// # Errors
    /// If the file cannot be written.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("old", [Ok(Entry::new([(EN, "Yes"), (KK, "Иә")]))])?;
    /// memory.remove_release("old")?;
    /// memory.compact()?;
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn compact(&mut self) -> Result<()> {
        self.change(|writer| writer.rebuild_index())?;
        self.store().shrink()
    }

    /// Writes a copy of the memory as it is now to `path`, as one file, while lookups and imports may go
    /// on: what was written lately may still stand beside the memory's own file, and would be
    /// missing in a copy of that alone.
    ///
    /// # Errors
    /// If there is a file at `path`, or it cannot be written.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory};
    /// # let folder = tempfile::tempdir().unwrap();
    /// let mut memory = Memory::open(folder.path().join("press.tm"))?;
    /// memory.import_entries("new", [Ok(Entry::new([(EN, "Yes"), (KK, "Иә")]))])?;
    /// memory.back_up(folder.path().join("press-2026-11-28.tm"))?;
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn back_up(&self, path: impl AsRef<Path>) -> Result<()> {
        self.store().back_up(path.as_ref())
    }

    /// The stored units nearest to a text, the best first; see [`Order`](crate::Order). Exactly what
    /// comparing with every unit would give.
    ///
    /// A unit matches if it has a variant in the query's language and, if languages are wanted,
    /// one in at least one of them. Units that agree in the match forms of source and wanted
    /// translations are one match. At most [`limit`](Query::limit) matches are returned, but all
    /// of 100% and more; the last place is decided as if all had been.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if the query names no language or a day that is
    /// none; or the file cannot be read.
    pub fn lookup(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        self.reader.lookup(query)
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.reader.store.write()?;
        let result = change(&mut writer)?;
        writer.commit()?;
        Ok(result)
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Memory");
        shown.field("address", &self.store().address());
        shown.finish_non_exhaustive()
    }
}
