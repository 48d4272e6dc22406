//! Releases and entries into the memory.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::Serialize;

use super::Memory;
use super::pieces::pieces;
use crate::align::{Aligner, Bead, Column, Reason, Rows, UNTRANSLATED, Version, is_mixed_up};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::release::{Document, Rejected, Release};
use crate::store::{At, Changes, ReleaseRow};
use crate::unit::{Entry, Place, Variant};

/// What an import did.
///
/// The counts add up: every segment stands in one bead, every bead that is not `doubtful` is one
/// entry, the `parts` of beads are more, and `new + known + unchanged` is the number of all entries,
/// unless the release is quarantined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[must_use = "it says whether anything was stored, and what was left out"]
#[non_exhaustive]
pub struct ImportReport {
    /// The release's key.
    pub release: String,
    /// Segments by language.
    pub segments: BTreeMap<String, usize>,
    /// Beads by type: segments a side, languages in the order of `segments`, as in `1-2-1`.
    pub beads: BTreeMap<String, usize>,
    /// Entries that are [parts](Aligner::divisions) of beads: what some languages say sentence by
    /// sentence where another joins it.
    pub parts: usize,
    /// Entries whose unit the memory did not hold.
    pub new: usize,
    /// Entries whose unit it held at another place.
    pub known: usize,
    /// Entries that stood in this very place already.
    pub unchanged: usize,
    /// Occurrences of an earlier version of the release that are gone.
    pub removed: usize,
    /// Blocks left out as [boilerplate](crate::release::boilerplate).
    pub boilerplate: usize,
    /// Beads left out because they were less sure than [`ImportOptions::min_confidence`].
    pub doubtful: usize,
    /// The entries of a table, by their numbers from 1, of which a text is plainly in another
    /// language than it is said to be. They are stored with next to no confidence.
    pub mixed_up: Vec<usize>,
    /// Why the release or the table as a whole cannot be trusted; empty if it can. Unless
    /// [`Quarantine::Keep`] was chosen, nothing of it was stored.
    pub quarantined: Vec<Reason>,
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

/// How sure the parts of a bead must be: likelier right than wrong.
const LIKELY: f32 = 0.5;

/// What happens to a release whose versions are no translations of each other.
///
/// # Example
/// ```
/// use tolmach::{ImportOptions, Quarantine};
/// assert_eq!(Quarantine::default(), Quarantine::Refuse);
/// let options = ImportOptions::new().quarantine(Quarantine::Keep);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quarantine {
    /// Nothing of it is stored; what the memory holds of the release already stays.
    #[default]
    Refuse,
    /// It is stored, and no bead is surer than the release as a whole; lookups carry the penalty.
    Keep,
}

/// How a release is imported.
///
/// # Example
/// ```
/// use tolmach::{Document, EN, ImportOptions, KK, Memory, Quarantine, Release};
/// let options = ImportOptions::new().quarantine(Quarantine::Keep).min_confidence(0.5);
/// let release = Release::new("2024-05-06")?
///     .with_document(Document::from_text(EN, "Meeting"))
///     .with_document(Document::from_text(KK, "Кездесу"));
/// let report = Memory::in_memory()?.import_with(&release, &options)?;
/// assert!(report.quarantined.is_empty());
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    aligner: Aligner,
    quarantine: Quarantine,
    min_confidence: f32,
    evidence_from_memory: bool,
}

impl ImportOptions {
    /// Doubtful releases are refused; every bead of the others is stored with its confidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// What aligns the versions, such as one with a similarity or a dictionary of your own.
    ///
    /// # Example
    /// ```
    /// use tolmach::ImportOptions;
    /// use tolmach::align::{Aligner, UseLexicon};
    /// let options = ImportOptions::new().aligner(Aligner::new().lexicon(UseLexicon::No));
    /// ```
    #[must_use]
    pub fn aligner(mut self, aligner: Aligner) -> Self {
        self.aligner = aligner;
        self
    }

    /// What happens to a release whose versions are no translations of each other.
    #[must_use]
    pub fn quarantine(mut self, quarantine: Quarantine) -> Self {
        self.quarantine = quarantine;
        self
    }

    /// Beads of several languages that are less sure than this, 0..=1, are not stored; lookups
    /// lower those that are by what their [confidence](crate::PenaltyReason::Confidence) lacks.
    #[must_use]
    pub fn min_confidence(mut self, confidence: f32) -> Self {
        self.min_confidence = confidence;
        self
    }

    /// What the memory knows is evidence for the alignment: the units of other releases, and the
    /// words that all units teach, where the built-in lexicon does not reach. They take the place of the
    /// [aligner](ImportOptions::aligner)'s own similarity and dictionary. Off by default: what
    /// is stored then depends on what was imported before. A release whose texts the memory holds
    /// already keeps its beads all the same, unless doubtful ones were left out of it.
    #[must_use]
    pub fn evidence_from_memory(mut self, counts: bool) -> Self {
        self.evidence_from_memory = counts;
        self
    }
}

impl Memory {
    /// Segments, aligns and stores a release. The same release again changes nothing; a corrected one
    /// replaces just what changed. What [`update`](Memory::update) had corrected in the memory stays
    /// corrected.
    ///
    /// Where some languages say sentence by sentence what another joins, each such part of a bead is
    /// stored beside it, in these languages, if it is likelier right than wrong.
    ///
    /// A release in one language is stored too, so that nothing is lost; its units have one
    /// variant and answer no lookup. Boilerplate at a document's ends is left out and counted.
    /// A release whose versions are no translations of each other is not stored: the report gives
    /// the [reasons](ImportReport::quarantined), and [`import_with`](Memory::import_with) the choice.
    ///
    /// # Errors
    /// If the file cannot be written; the release's key or date is none, it has two documents in one
    /// language or one with a NUL character; or the memory holds the release in a language that is
    /// missing now, while something of the release was rejected: a document that cannot be read today
    /// must not take its stored translations along. What else is wrong with it is in the report.
    pub fn import(&mut self, release: &Release) -> Result<ImportReport> {
        self.import_with(release, &ImportOptions::new())
    }

    /// As [`import`](Memory::import), with a choice of what becomes of the doubtful.
    ///
    /// # Errors
    /// As [`import`](Memory::import).
    pub fn import_with(
        &mut self,
        release: &Release,
        options: &ImportOptions,
    ) -> Result<ImportReport> {
        release.check()?;
        let mut report = ImportReport {
            release: release.key.clone(),
            rejected: release.rejected.clone(),
            ..ImportReport::default()
        };
        if !release.rejected.is_empty()
            && let Some(missing) = self
                .reader
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
        let (aligner, standing) = match options.evidence_from_memory {
            true => (
                self.informed(&options.aligner, &release.key, &versions)?,
                self.standing_beads(&release.key, &versions)?,
            ),
            false => (options.aligner.clone(), None),
        };
        let entries = aligned(&aligner, &versions, standing, options, &mut report);
        if !report.quarantined.is_empty() && options.quarantine == Quarantine::Refuse {
            return Ok(report);
        }
        let row = ReleaseRow {
            key: &release.key,
            date: release.date.as_deref(),
            url: release.url.as_deref(),
        };
        report.parts = entries.iter().filter(|(at, _)| 0 < at.part).count();
        let changes = self.change(|writer| writer.replace_release(&row, entries.into_iter()))?;
        report.count(changes);
        Ok(report)
    }

    /// Stores entries that are paired already, such as the rows of a table, as the content of the
    /// release `key`. An entry that is an error, has no text, has two texts in one language, or a
    /// confidence that is none is listed in the report, and the rest goes on.
    ///
    /// Entries of which one language belongs to the entry above or below, as in a table with a
    /// missing cell, or to none, or is plainly another language than it is said to be, are not
    /// stored, none of them: the report gives the [reasons](ImportReport::quarantined). The first 32
    /// of every 1,024 entries and the last 32 are looked at for that. What they do not tell, such as
    /// the language of names and figures, is taken as it comes. A single entry with a text that is
    /// plainly in another language is stored, [told](ImportReport::mixed_up), and lowered in lookups.
    ///
    /// # Errors
    /// If the file cannot be written, or the key is empty or holds a control character; a path may
    /// be one.
    pub fn import_entries(
        &mut self,
        key: &str,
        entries: impl IntoIterator<Item = Result<Entry>>,
    ) -> Result<ImportReport> {
        self.import_entries_with(key, entries, &ImportOptions::new())
    }

    /// As [`import_entries`](Memory::import_entries), with a choice of what becomes of the doubtful.
    ///
    /// # Errors
    /// As [`import_entries`](Memory::import_entries).
    pub fn import_entries_with(
        &mut self,
        key: &str,
        entries: impl IntoIterator<Item = Result<Entry>>,
        options: &ImportOptions,
    ) -> Result<ImportReport> {
        if key.trim().is_empty() || key.contains(char::is_control) {
            let shown: String = key.escape_debug().take(60).collect();
            return Err(Error::input(format!(
                "“{shown}” cannot be a key; give a name without control characters, such as glossary.tsv"
            )));
        }
        let mut report = ImportReport {
            release: key.to_owned(),
            ..ImportReport::default()
        };
        let row = ReleaseRow {
            key,
            date: None,
            url: None,
        };
        let kept = (1..).zip(entries).filter_map(|(number, entry)| {
            let numbered = |e: Error| e.at_item(format!("entry {number}"));
            let entry = entry.and_then(|entry| checked(entry).map_err(numbered));
            let mut entry = entry.map_err(|e| report.rejected.push(e.into())).ok()?;
            if is_mixed_up(&entry.variants) {
                entry.confidence = entry.confidence.min(UNTRANSLATED);
                report.mixed_up.push(number);
            }
            Some(entry)
        });
        let mut sides = BTreeMap::<Language, usize>::new();
        let mut sizes = BTreeMap::<usize, usize>::new();
        let mut windows = Windows::default();
        let kept = kept.inspect(|entry| {
            windows.see(entry);
            for variant in &entry.variants {
                *sides.entry(variant.language).or_default() += 1;
            }
            *sizes.entry(entry.variants.len()).or_default() += 1;
        });
        let mut writer = self.reader.store.write()?;
        let kept = kept.enumerate();
        let kept = kept.map(|(position, entry)| (At::whole(position), entry));
        let changes = writer.replace_release(&row, kept)?;
        let named = |(language, count): (Language, _)| (language.to_string(), count);
        report.segments = sides.into_iter().map(named).collect();
        let named = |(size, count)| (vec!["1"; size].join("-"), count);
        report.beads = sizes.into_iter().map(named).collect();
        report.quarantined = windows.end();
        if report.quarantined.is_empty() || options.quarantine == Quarantine::Keep {
            writer.commit()?;
            report.count(changes);
        }
        Ok(report)
    }
}

/// Looks, here and there in a table, whether its columns are in their languages and belong together:
/// a cell that is missing moves all that follow.
#[derive(Default)]
struct Windows {
    /// The newest rows.
    rows: VecDeque<Vec<Variant>>,
    seen: usize,
    /// Per two columns, in how many of the rows that can tell they belong together.
    belong: BTreeMap<(Language, Language), Belong>,
    looks: usize,
    /// Per column, in how many of the looks it is wrong, and why in the first.
    wrong: BTreeMap<Language, Wrong>,
    slipped: Vec<Reason>,
}

#[derive(Default)]
struct Belong {
    rows: usize,
    of: usize,
}

#[derive(Default)]
struct Wrong {
    looks: usize,
    reason: Option<Reason>,
}

impl Windows {
    /// So many rows are looked at together …
    const WINDOW: usize = 32;
    /// … in every so many.
    const EVERY: usize = 1_024;
    /// Fewer tell too little of anything but a slip.
    const LEAST: usize = 12;

    fn see(&mut self, entry: &Entry) {
        if self.rows.len() == Self::WINDOW {
            self.rows.pop_front();
        }
        self.rows.push_back(entry.variants.clone());
        self.seen += 1;
        if self.seen % Self::EVERY == Self::WINDOW {
            self.look();
        }
    }

    fn end(mut self) -> Vec<Reason> {
        self.look();
        // A part that was not translated, or is damaged, does not condemn the others.
        let all = self.looks;
        let wrong = self.wrong.into_values().filter(|w| all < 2 * w.looks);
        let wrong: Vec<Reason> = wrong.filter_map(|wrong| wrong.reason).collect();
        // Of true translations nine in ten rows fit better than by chance, of others one in five.
        let unlike = self.belong.iter().filter(|(_, b)| 2 * b.rows < b.of);
        let unlike = unlike.map(|(&(against, language), _)| Reason::NotATranslation {
            language,
            against: Some(against),
        });
        let mut found = [wrong, self.slipped, unlike.collect()].into_iter();
        found
            .find(|reasons| !reasons.is_empty())
            .unwrap_or_default()
    }

    fn look(&mut self) {
        if !self.slipped.is_empty() {
            return;
        }
        let rows = &self.rows;
        let first = self.seen + 1 - rows.len();
        let variants = rows.iter().flatten();
        let languages: BTreeSet<Language> = variants.map(|variant| variant.language).collect();
        let text = |row: usize, language| {
            let variant = rows[row]
                .iter()
                .find(|variant| variant.language == language);
            variant.map_or("", |variant| variant.text.as_str())
        };
        let columns = languages.into_iter().map(|language| {
            let texts: Vec<&str> = (0..rows.len()).map(|row| text(row, language)).collect();
            let told = Column::of(language, &texts, first);
            (language, texts, told)
        });
        let columns: Vec<(Language, Vec<&str>, Column)> = columns.collect();
        let is_long = Self::LEAST <= rows.len();
        let is_wrong = |told: &Column| is_long && matches!(told, Column::Wrong(_));
        self.looks += usize::from(is_long);
        for (language, _, told) in columns.iter().filter(|_| is_long) {
            if let Column::Wrong(reason) = told {
                let wrong = self.wrong.entry(*language).or_default();
                wrong.looks += 1;
                wrong.reason.get_or_insert_with(|| reason.clone());
            }
        }
        let Some(((against, ones, told), others)) = columns.split_first() else {
            return;
        };
        for (language, others, other_told) in others {
            if is_wrong(told) || is_wrong(other_told) {
                continue;
            }
            let compared = Rows::compare([*against, *language], [ones, others]);
            if let Some((rows, slipped)) = compared.slip() {
                self.slipped.push(Reason::Slipped {
                    language: *language,
                    against: *against,
                    rows,
                    first: first + slipped.start,
                    last: first + slipped.end - 1,
                });
            }
            if !is_long {
                continue;
            }
            // What says the same in many rows belongs to all of them.
            let differ = |texts: &[&str]| texts.iter().collect::<BTreeSet<_>>().len();
            if let (Column::Told, Column::Told) = (told, other_told)
                && 3 * rows.len() <= 4 * differ(ones).min(differ(others))
            {
                let belong = self.belong.entry((*against, *language)).or_default();
                belong.rows += compared.belong();
                belong.of += rows.len();
            }
        }
    }
}

/// A document's segments, with the block that each stands in.
pub(super) struct Segmented {
    pub(super) language: Language,
    pub(super) texts: Vec<String>,
    blocks: Vec<usize>,
}

fn segmented(release: &Release, report: &mut ImportReport) -> Vec<Segmented> {
    let mut documents: Vec<&Document> = release.documents.iter().collect();
    documents.sort_by_key(|document| document.language.to_string());
    let versions = documents.into_iter().map(|document| {
        let (pieces, boilerplate) = pieces(document);
        let language = document.language;
        report.boilerplate += boilerplate;
        report.segments.insert(language.to_string(), pieces.len());
        Segmented {
            language,
            texts: pieces.iter().map(|piece| piece.text.to_owned()).collect(),
            blocks: pieces.iter().map(|piece| piece.block).collect(),
        }
    });
    versions.collect()
}

fn aligned(
    aligner: &Aligner,
    documents: &[Segmented],
    standing: Option<Vec<Bead>>,
    options: &ImportOptions,
    report: &mut ImportReport,
) -> Vec<(At, Entry)> {
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
        several => {
            let mut alignment = aligner.align(several);
            if !alignment.grade.reasons.is_empty() {
                for bead in &mut alignment.beads {
                    bead.confidence = bead.confidence.min(alignment.grade.confidence);
                }
            }
            report.quarantined = alignment.grade.reasons;
            standing.unwrap_or(alignment.beads)
        }
    };
    let entry = |bead: &Bead| {
        let mut entry = Entry {
            variants: Vec::new(),
            confidence: bead.confidence,
            places: Vec::new(),
        };
        for (document, side) in documents.iter().zip(&bead.sides) {
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
                text: document.texts[side.clone()].join(" "),
            });
        }
        entry
    };
    // What the memory knows has no say here: the parts of a bead that stands would change with it.
    let divisions = |bead: &Bead| {
        let least = options.min_confidence.max(LIKELY);
        let mut divisions = options.aligner.divisions(&versions, bead);
        divisions.retain(|parts| parts.iter().all(|part| least <= part.confidence));
        divisions
    };
    let mut entries = Vec::with_capacity(beads.len());
    let mut position = 0;
    for bead in &beads {
        let shape: Vec<String> = bead.sides.iter().map(|s| s.len().to_string()).collect();
        *report.beads.entry(shape.join("-")).or_default() += 1;
        let paired = 1 < bead.sides.iter().filter(|side| !side.is_empty()).count();
        if paired && bead.confidence < options.min_confidence {
            report.doubtful += 1;
            continue;
        }
        let mut at = At::whole(position);
        entries.push((at, entry(bead)));
        for parts in divisions(bead) {
            for part in &parts {
                at.part += 1;
                entries.push((at, entry(part)));
            }
            at.part += 1;
        }
        position += 1;
    }
    entries
}

/// The entry without empty texts, if it can be stored.
pub(super) fn checked(mut entry: Entry) -> Result<Entry> {
    entry
        .variants
        .retain(|variant| !variant.text.trim().is_empty());
    if entry.variants.is_empty() {
        return Err(Error::input("no text in any language"));
    }
    if !(0.0..=1.0).contains(&entry.confidence) {
        let message = format!("a confidence of {}; give 0 to 1", entry.confidence);
        return Err(Error::input(message));
    }
    for (place, variant) in entry.variants.iter().enumerate() {
        let mut before = entry.variants[..place].iter();
        if before.any(|other| other.language == variant.language) {
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
