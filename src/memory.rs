//! The flagship: a memory opens, imports and answers.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::align::{Aligner, Bead, Version};
use crate::error::{Error, Result};
use crate::index::{self, Block, Hit, Search};
use crate::lang::Language;
use crate::lookup::{Match, MatchKind, Penalty, PenaltyReason, Query};
use crate::release::{Document, Rejected, Release, boilerplate};
use crate::segment::Segmenter;
use crate::store::{Changes, ReleaseRow, Store, Writer};
use crate::text::fold;
use crate::unit::{Entry, Place, Unit, UnitId, Variant};

/// A translation memory: one SQLite file.
///
/// `Send`, not `Sync`: a thread that shares a memory opens its own; readers do not wait for the
/// writer. Every change is one transaction: it is whole in the file or not there at all.
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
    store: Store,
    /// The index of each language tag asked so far, with the version of the file it is of.
    loaded: RefCell<HashMap<Language, Arc<LanguageIndex>>>,
}

/// A language's part of the index, as it stands in the file.
struct LanguageIndex {
    version: (i64, u64),
    numbers: Vec<i64>,
    blocks: Vec<Arc<Block>>,
    removed: HashSet<u64>,
    tail: Vec<(u64, String)>,
}

/// What an import did.
///
/// The counts add up: every segment stands in one bead, every bead is one entry, and
/// `new + known + unchanged` is the number of entries.
#[derive(Debug, Default, Serialize)]
#[non_exhaustive]
pub struct ImportReport {
    /// The release's key.
    pub release: String,
    /// Segments by language.
    pub segments: BTreeMap<String, usize>,
    /// Beads by type: segments a side, languages in the order of `segments`, as in `1-2-1`.
    pub beads: BTreeMap<String, usize>,
    /// Entries whose unit the memory did not hold.
    pub new: usize,
    /// Entries whose unit it held at another place.
    pub known: usize,
    /// Entries that stood in this very place already.
    pub unchanged: usize,
    /// Occurrences of an earlier version of the release that are gone.
    pub removed: usize,
    /// Blocks left out as page furniture.
    pub boilerplate: usize,
    /// What could not be used, each with place and reason.
    pub rejected: Vec<Rejected>,
}

impl ImportReport {
    /// All entries that were read: `new + known + unchanged`.
    pub fn entries(&self) -> usize {
        self.new + self.known + self.unchanged
    }

    fn count(&mut self, changes: Changes) {
        self.new = changes.new;
        self.known = changes.known;
        self.unchanged = changes.unchanged;
        self.removed = changes.removed;
    }
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
            store,
            loaded: RefCell::default(),
        }
    }

    /// Segments, aligns and stores a release. The same release again changes nothing; a corrected
    /// one replaces just what changed.
    ///
    /// A release in one language is stored too, so that nothing is lost; its units have one
    /// variant and answer no lookup. Page furniture at a document's ends is left out and counted.
    ///
    /// # Errors
    /// If the file cannot be written; or the memory holds the release in a language that is missing
    /// now, while something of the release was rejected: a document that cannot be read today must
    /// not take its stored translations along. What else is wrong with it is in the report.
    pub fn import(&mut self, release: &Release) -> Result<ImportReport> {
        let mut report = ImportReport {
            release: release.key.clone(),
            rejected: release.rejected.clone(),
            ..ImportReport::default()
        };
        if !release.rejected.is_empty()
            && let Some(missing) = self
                .store
                .languages_of_release(&release.key)?
                .into_iter()
                .find(|&language| release.documents.iter().all(|d| d.language != language))
        {
            let message = format!(
                "the memory holds this release in {missing} too, which could not be read now; \
                 nothing was changed: mend the document, or remove the release first ({})",
                release.rejected[0]
            );
            return Err(Error::input(message).at_item(&release.key));
        }
        let versions = segmented(release, &mut report);
        let entries = aligned(&versions, &mut report);
        let row = ReleaseRow {
            key: &release.key,
            date: release.date.as_deref(),
            url: release.url.as_deref(),
        };
        let changes = self.change(|writer| writer.replace_release(&row, entries.into_iter()))?;
        report.count(changes);
        Ok(report)
    }

    /// Stores entries that are paired already, such as the rows of a table, as the content of the
    /// release `key`. An entry that is an error, has no text, or has two texts in one language is
    /// listed in the report, and the rest goes on.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn import_entries(
        &mut self,
        key: &str,
        entries: impl IntoIterator<Item = Result<Entry>>,
    ) -> Result<ImportReport> {
        let mut report = ImportReport {
            release: key.to_owned(),
            ..ImportReport::default()
        };
        let row = ReleaseRow {
            key,
            date: None,
            url: None,
        };
        let kept = entries.into_iter().filter_map(|entry| {
            let entry = entry.and_then(checked);
            entry.map_err(|e| report.rejected.push(e.into())).ok()
        });
        let mut sides = BTreeMap::<String, usize>::new();
        let mut beads = BTreeMap::<String, usize>::new();
        let kept = kept.inspect(|entry| {
            for variant in &entry.variants {
                *sides.entry(variant.language.to_string()).or_default() += 1;
            }
            *beads
                .entry(vec!["1"; entry.variants.len()].join("-"))
                .or_default() += 1;
        });
        let mut writer = self.store.write()?;
        let changes = writer.replace_release(&row, kept)?;
        writer.commit()?;
        report.segments = sides;
        report.beads = beads;
        report.count(changes);
        Ok(report)
    }

    /// Removes a release, and the units that stand nowhere else; the number of beads removed, or
    /// `None` if there is no such release.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove_release(&mut self, key: &str) -> Result<Option<usize>> {
        self.change(|writer| writer.remove_release(key))
    }

    /// Removes a unit with all its occurrences; whether it was there.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remove(&mut self, unit: UnitId) -> Result<bool> {
        self.change(|writer| writer.remove_unit(unit))
    }

    /// Gives a unit the corrected `variants`, wherever it stands, with full confidence; the
    /// number of the unit that holds them now.
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
        self.store.unit(id)
    }

    /// All units, by number.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn units(&self) -> Result<Vec<Unit>> {
        let ids = self.store.unit_ids()?;
        let units = ids.into_iter().map(|id| self.store.unit(id));
        units.filter_map(Result::transpose).collect()
    }

    /// Keys of all releases, sorted.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn releases(&self) -> Result<Vec<String>> {
        self.store.releases()
    }

    /// All languages that have text, sorted.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn languages(&self) -> Result<Vec<Language>> {
        self.store.languages()
    }

    /// What is wrong with the file; nothing if it is sound. Reads the whole file.
    ///
    /// # Errors
    /// If the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        self.store.integrity()
    }

    /// The stored units nearest to a text, the best first: by percent, then date, number of
    /// occurrences, and number of the unit. Exactly what comparing with every unit would give.
    ///
    /// A unit matches if it has a variant in the query's language and, if languages are wanted,
    /// one in at least one of them. At most [`limit`](Query::limit) are returned, but the last
    /// place is decided as if all had been.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if the query names no language; or the file cannot be read.
    pub fn lookup(&self, query: &Query<'_>) -> Result<Vec<Match>> {
        let from = query
            .from
            .ok_or_else(|| Error::input("the query names no language; call Query::from"))?;
        if query.limit == 0 {
            return Ok(Vec::new());
        }
        let _snapshot = self.store.snapshot()?;
        let mut reach = query.limit.saturating_mul(4).max(64);
        loop {
            if let Some(matches) = self.matches_within(query, from, reach)? {
                return Ok(matches);
            }
            reach = reach.saturating_mul(8);
        }
    }

    /// The matches, if the `reach` nearest texts of each language tag are enough to tell.
    fn matches_within(
        &self,
        query: &Query<'_>,
        from: Language,
        reach: usize,
    ) -> Result<Option<Vec<Match>>> {
        let (hits, cut) = self.candidates(query, from, reach)?;
        let mut matches = Vec::new();
        let mut seen = HashSet::new();
        // Texts of one percent compete by their units' dates: a percent is read to its end.
        let mut last = None;
        for Hit { id, percent, .. } in hits {
            if matches.len() >= query.limit && last != Some(percent) {
                break;
            }
            if cut >= Some(percent) {
                return Ok(None);
            }
            last = Some(percent);
            for unit in self.store.units_of_segment(id as i64)? {
                if seen.insert(unit)
                    && let Some(unit) = self.store.unit(unit)?
                    && let Some(found) = self.matched(query, from, percent, unit)?
                {
                    matches.push(found);
                }
            }
        }
        matches.sort_by(|a, b| {
            let newest = |m: &Match| m.unit.provenance.first().and_then(|p| p.date.clone());
            (b.percent, newest(b), b.unit.provenance.len())
                .cmp(&(a.percent, newest(a), a.unit.provenance.len()))
                .then(a.unit.id.cmp(&b.unit.id))
        });
        matches.truncate(query.limit);
        Ok(Some(matches))
    }

    /// The nearest texts, at most `reach` a language tag, the nearest first; and the percent at
    /// and under which some were left out, if any were.
    fn candidates(
        &self,
        query: &Query<'_>,
        from: Language,
        reach: usize,
    ) -> Result<(Vec<Hit>, Option<u8>)> {
        let asked = fold(query.text, from);
        let search = Search {
            measure: query.measure,
            // A context match stands at 100 in the index.
            threshold: match query.threshold {
                101 | 102 => 100,
                threshold => threshold,
            },
            limit: reach,
        };
        let (mut hits, mut cut) = (Vec::new(), None);
        for language in self.store.languages()? {
            if !language.matches(from) {
                continue;
            }
            let loaded = self.loaded(language)?;
            let tail = loaded.tail.iter().map(|(id, text)| (*id, text.as_str()));
            let removed = |id| loaded.removed.contains(&id);
            let found = index::search(
                &loaded.blocks,
                tail,
                &removed,
                &self.store,
                &asked,
                &search,
                None,
            )?;
            if found.len() >= reach {
                cut = cut.max(found.last().map(|hit| hit.percent));
            }
            hits.extend(found);
        }
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.percent), hit.id));
        Ok((hits, cut))
    }

    /// The unit as a match, if it has what the query wants.
    fn matched(
        &self,
        query: &Query<'_>,
        from: Language,
        percent: u8,
        unit: Unit,
    ) -> Result<Option<Match>> {
        let place = |language: Language| {
            let found = unit.variant(language)?;
            unit.variants.iter().position(|v| v == found)
        };
        let Some(source) = place(from) else {
            return Ok(None);
        };
        let mut targets: Vec<usize> = if query.to.is_empty() {
            (0..unit.variants.len()).collect()
        } else {
            query
                .to
                .iter()
                .filter_map(|&language| place(language))
                .collect()
        };
        targets.retain(|&target| target != source);
        targets.dedup();
        if targets.is_empty() {
            return Ok(None);
        }
        let (mut percent, mut kind) = (percent, MatchKind::Fuzzy);
        let penalties = match percent {
            100 => Vec::new(),
            _ => vec![Penalty {
                reason: PenaltyReason::Text,
                points: 100 - percent,
            }],
        };
        if percent == 100 {
            kind = MatchKind::Exact;
            let same = self.same_neighbours(query, from, unit.id)?;
            if same > 0 {
                kind = MatchKind::Context;
                percent += same;
            }
        }
        if percent < query.threshold {
            return Ok(None);
        }
        Ok(Some(Match {
            percent,
            kind,
            raw_equal: unit.variants[source].text == query.text,
            penalties,
            source,
            targets,
            unit,
        }))
    }

    /// How many neighbours (0 to 2) the query shares with the unit's best occurrence.
    fn same_neighbours(&self, query: &Query<'_>, from: Language, unit: UnitId) -> Result<u8> {
        let asked = query.context.map(|text| text.map(|text| fold(text, from)));
        if asked == [None, None] {
            return Ok(0);
        }
        let shared = self
            .store
            .neighbours(unit, from)?
            .into_iter()
            .map(|stored| {
                let same = asked
                    .iter()
                    .zip(&stored)
                    .filter(|(a, b)| a.is_some() && a == b);
                same.count() as u8
            });
        Ok(shared.max().unwrap_or(0))
    }

    /// The index of a language tag as of now; blocks that were loaded before are kept.
    fn loaded(&self, language: Language) -> Result<Arc<LanguageIndex>> {
        let version = self.store.version()?;
        let mut loaded = self.loaded.borrow_mut();
        if let Some(index) = loaded.get(&language)
            && index.version == version
        {
            return Ok(Arc::clone(index));
        }
        let before = loaded.get(&language).cloned();
        let known = |id: &i64| {
            let before = before.as_ref()?;
            let place = before.numbers.iter().position(|number| number == id)?;
            Some(Arc::clone(&before.blocks[place]))
        };
        let numbers = self.store.index_blocks(language)?;
        let blocks: Result<Vec<Arc<Block>>> = numbers
            .iter()
            .map(|id| match known(id) {
                Some(block) => Ok(block),
                None => self.store.index_block(*id).map(Arc::new),
            })
            .collect();
        let index = Arc::new(LanguageIndex {
            version,
            numbers,
            blocks: blocks?,
            removed: self.store.index_removed(language)?,
            tail: self.store.index_tail(language)?,
        });
        loaded.insert(language, Arc::clone(&index));
        Ok(index)
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut Writer<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.store.write()?;
        let result = change(&mut writer)?;
        writer.commit()?;
        Ok(result)
    }
}

/// A document's segments, with the block that each stands in.
struct Segmented {
    language: Language,
    texts: Vec<String>,
    blocks: Vec<usize>,
}

fn segmented(release: &Release, report: &mut ImportReport) -> Vec<Segmented> {
    let mut documents: Vec<&Document> = release.documents.iter().collect();
    documents.sort_by_key(|document| document.language.to_string());
    let mut versions = Vec::with_capacity(documents.len());
    for document in documents {
        let segmenter = Segmenter::new(document.language);
        let furniture = boilerplate(document);
        let mut version = Segmented {
            language: document.language,
            texts: Vec::new(),
            blocks: Vec::new(),
        };
        for (number, block) in document.blocks.iter().enumerate() {
            if furniture[number] {
                report.boilerplate += 1;
                continue;
            }
            for range in segmenter.segments(&block.text) {
                version.texts.push(block.text[range].to_owned());
                version.blocks.push(number);
            }
        }
        report
            .segments
            .insert(version.language.to_string(), version.texts.len());
        versions.push(version);
    }
    versions
}

fn aligned(documents: &[Segmented], report: &mut ImportReport) -> Vec<Entry> {
    let versions: Vec<Version<'_>> = documents
        .iter()
        .map(|document| Version {
            language: document.language,
            segments: document.texts.iter().map(String::as_str).collect(),
            blocks: (0..document.blocks.len())
                .filter(|&i| i == 0 || document.blocks[i] != document.blocks[i - 1])
                .collect(),
        })
        .collect();
    // One language has nothing to be aligned with: each of its segments is a bead.
    let beads = match versions.as_slice() {
        [] => Vec::new(),
        [alone] => (0..alone.segments.len())
            .map(|i| Bead {
                sides: std::iter::once(i..i + 1).collect(),
                confidence: 1.0,
            })
            .collect(),
        several => Aligner::new().align(several).beads,
    };
    let mut entries = Vec::with_capacity(beads.len());
    for bead in beads {
        let shape: Vec<String> = bead.sides.iter().map(|s| s.len().to_string()).collect();
        *report.beads.entry(shape.join("-")).or_default() += 1;
        let mut entry = Entry {
            variants: Vec::new(),
            confidence: bead.confidence,
            places: Vec::new(),
        };
        for (document, side) in documents.iter().zip(bead.sides) {
            if side.is_empty() {
                continue;
            }
            entry.places.push(Place {
                language: document.language,
                block: document.blocks[side.start] as u32,
                segment: side.start as u32,
            });
            entry.variants.push(Variant {
                language: document.language,
                text: document.texts[side].join(" "),
            });
        }
        entries.push(entry);
    }
    entries
}

/// The entry without empty texts, if it can be stored.
fn checked(mut entry: Entry) -> Result<Entry> {
    entry
        .variants
        .retain(|variant| !variant.text.trim().is_empty());
    if entry.variants.is_empty() {
        return Err(Error::input("no text in any language"));
    }
    let mut languages = HashSet::new();
    for variant in &entry.variants {
        if !languages.insert(variant.language) {
            let message = format!(
                "two texts in {}; a unit has one a language",
                variant.language
            );
            return Err(Error::input(message));
        }
        if variant.text.contains('\0') {
            let message = format!(
                "a NUL character in the {} text; remove it",
                variant.language
            );
            return Err(Error::input(message));
        }
    }
    Ok(entry)
}
