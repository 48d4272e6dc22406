//! Exact runs of words: the stored texts that contain them.

use std::ops::Range;

use serde::Serialize;

use super::reader::Reader;
use super::{Memory, Searcher};
use crate::error::Result;
use crate::index;
use crate::lang::Language;
use crate::span::span;
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
        let _snapshot = self.store.snapshot()?;
        self.passages(words, from, limit)
    }

    /// The same, for a caller that holds a snapshot.
    pub(super) fn passages(
        &self,
        words: &str,
        from: Language,
        limit: usize,
    ) -> Result<Vec<Passage>> {
        let asked = fold(words, from);
        let mut found: Vec<(u64, Language)> = Vec::new();
        self.each_index(from, |language, indexed| {
            let ids = index::containing(indexed, &asked, limit)?;
            found.extend(ids.into_iter().map(|id| (id, language)));
            Ok(())
        })?;
        found.sort_unstable_by_key(|&(id, _)| id);
        found.truncate(limit);
        let passage = |(id, language): (u64, Language)| {
            let (text, units) = self.store.text_with_units(id as i64)?;
            let folded = Folded::new(&text, language);
            let place = first_run(folded.text(), &asked).unwrap_or_default();
            Ok(Passage {
                language,
                range: folded.source_range(place),
                text,
                units,
            })
        };
        found.into_iter().map(passage).collect()
    }
}

/// Where the tokens of `run` stand in a text first, in bytes.
fn first_run(text: &str, run: &str) -> Option<Range<usize>> {
    let place = |token: &str| {
        let start = token.as_ptr().addr() - text.as_ptr().addr();
        start..start + token.len()
    };
    let own: Vec<&str> = crate::distance::tokens(text).collect();
    let run: Vec<&str> = crate::distance::tokens(run).collect();
    let at = own.windows(run.len()).position(|window| window == run)?;
    Some(place(own[at]).start..place(own[at + run.len() - 1]).end)
}
