//! Exact runs of words: the stored texts that contain them.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::reader::{Reader, Searched};
use super::{Memory, Searcher};
use crate::distance::tokens;
use crate::error::Result;
use crate::index::{self, Texts, find_run};
use crate::lang::Language;
use crate::span::span;
use crate::store::TextsOf;
use crate::text::{Folded, fold};
use crate::unit::UnitId;

/// A stored text that contains what was asked for.
///
/// # Example
/// ```
/// use tolmach::{EN, Entry, KK, Memory};
/// let mut memory = Memory::in_memory()?;
/// let unit = Entry::new([(EN, "The «State Visit» begins"), (KK, "Мемлекеттік сапар басталды")]);
/// memory.import_entries("table", [Ok(unit)])?;
/// let passage = &memory.containing("state visit", EN, 1)?[0];
/// assert_eq!(&passage.text[passage.range.clone()], "State Visit");
/// assert_eq!(passage.units.len(), 1);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Passage {
    /// The text's language, as it was imported.
    pub language: Language,
    /// The whole text.
    pub text: String,
    /// The bytes of the text in which the words stand first.
    #[serde(serialize_with = "span")]
    pub range: Range<usize>,
    /// The units that have the text.
    pub units: Vec<UnitId>,
}

impl Memory {
    /// The stored texts of a language in which these very words stand one after the other, the
    /// oldest first: all, or any `limit` of them where there are more. What a [match form](crate::text::fold) evens out
    /// may differ; [tokens](crate::distance::tokens) are whole, marks between them count.
    ///
    /// Words without letters, figures or marks are in no text.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn containing(
        &self,
        words: &str,
        language: Language,
        limit: usize,
    ) -> Result<Vec<Passage>> {
        self.reader.containing(words, language, limit)
    }
}

impl Searcher {
    /// As [`Memory::containing`].
    ///
    /// # Errors
    /// As there, and if the file cannot be opened once more.
    pub fn containing(
        &self,
        words: &str,
        language: Language,
        limit: usize,
    ) -> Result<Vec<Passage>> {
        self.with_reader(|reader| reader.containing(words, language, limit))?
    }
}

impl Reader {
    fn containing(&self, words: &str, from: Language, limit: usize) -> Result<Vec<Passage>> {
        self.store.in_snapshot(|| self.passages(words, from, limit))
    }

    /// The same, for a caller that holds a snapshot.
    pub(super) fn passages(
        &self,
        words: &str,
        from: Language,
        limit: usize,
    ) -> Result<Vec<Passage>> {
        let asked = fold(words, from);
        let mut found: Vec<(u64, Language, String)> = Vec::new();
        self.each_index(from, |texts, indexed| {
            let reading = Reading {
                texts,
                read: RefCell::default(),
            };
            let indexed = Searched {
                texts: &reading,
                ..*indexed
            };
            for id in index::containing(&indexed, &asked, limit)? {
                found.push((id, texts.language(), reading.as_stored(id)?));
            }
            Ok(())
        })?;
        found.sort_unstable_by_key(|&(id, ..)| id);
        found.truncate(limit);
        let run: Vec<&str> = tokens(&asked).collect();
        let passage = |(id, language, text): (u64, Language, String)| {
            let folded = Folded::new(&text, language);
            let place = find_run(folded.text(), &run).unwrap_or_default();
            Ok(Passage {
                language,
                range: folded.source_range(place),
                units: self.store.units_with_text(id as i64)?,
                text,
            })
        };
        found.into_iter().map(passage).collect()
    }
}

/// Texts of a language that keep what was read as it was imported: what has the run is shown.
struct Reading<'t, 'c> {
    texts: &'t TextsOf<'c>,
    read: RefCell<FxHashMap<u64, String>>,
}

impl Reading<'_, '_> {
    /// A text as it was imported.
    fn as_stored(&self, id: u64) -> Result<String> {
        match self.read.borrow_mut().remove(&id) {
            Some(text) => Ok(text),
            None => self.texts.read(id, str::to_owned),
        }
    }
}

impl Texts for Reading<'_, '_> {
    fn text(&self, id: u64) -> Result<Cow<'_, str>> {
        let text = self.as_stored(id)?;
        let form = fold(&text, self.texts.language());
        self.read.borrow_mut().insert(id, text);
        Ok(Cow::Owned(form))
    }
}
