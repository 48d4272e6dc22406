//! Releases and entries into the memory.

mod columns;
mod entries;
mod options;
mod report;
mod segmented;

use std::collections::BTreeMap;

use self::columns::Windows;
use self::entries::entries;
pub use self::options::{ImportOptions, Quarantine};
pub use self::report::ImportReport;
pub(super) use self::segmented::Segmented;
use self::segmented::segmented;
use super::Memory;
use crate::align::{UNTRANSLATED, is_mixed_up};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::release::Release;
use crate::store::{At, ReleaseRow};
use crate::unit::Entry;

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
        let entries = entries(&aligner, &versions, standing, options, &mut report);
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
