//! Tolmach: a memory in a file, and its index by itself.

use std::borrow::Cow;
use std::collections::HashMap;

use ::tolmach::distance::Measure;
use ::tolmach::index::{BLOCK_LEN, Block, Search, search};
use ::tolmach::{Entry, Language, Memory, Query};
use anyhow::Result;
use tempfile::TempDir;

use super::{Engine, Found, Made, Question, TOP, Texts};

/// The memory is read like this one: a unit's other side stands for all translations, so that
/// neither their text nor their index is counted.
pub fn memory(texts: &Texts) -> Made<'_> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("compare.tm");
    let from = texts.language;
    let to = Language::parse("und")?;
    let entries = texts.corpus.texts.iter().map(|text| {
        let entry = Entry::new([(from, text.as_str()), (to, "translation")]);
        Ok(entry)
    });
    Memory::open(&path)?.import_entries("corpus", entries)?;
    let bytes = std::fs::metadata(&path)?.len();
    let numbers = texts.corpus.texts.iter().map(String::as_str).zip(0..);
    let engine = Lookup {
        from,
        to,
        memory: Memory::open_read_only(&path)?,
        numbers: numbers.collect(),
        _folder: folder,
    };
    Ok((vec![("Tolmach, Memory::lookup", Box::new(engine))], bytes))
}

struct Lookup<'t> {
    from: Language,
    to: Language,
    memory: Memory,
    numbers: HashMap<&'t str, u32>,
    _folder: TempDir,
}

impl Engine for Lookup<'_> {
    fn own(&self) -> bool {
        true
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let query = Query::new(question.raw)
            .from(self.from)
            .to(self.to)
            .measure(measure)
            .threshold(threshold)
            .limit(TOP);
        let matches = self.memory.lookup(&query)?;
        let found = |found: &::tolmach::Match| {
            let number = self.numbers[found.source().text.as_str()];
            (number, found.percent())
        };
        Ok(matches.iter().map(found).collect())
    }
}

pub fn index(texts: &Texts) -> Made<'_> {
    let mut numbered: Vec<(u64, String)> = (0..).zip(texts.forms.iter().cloned()).collect();
    numbered.sort_by_cached_key(|(_, form)| form.chars().count());
    let blocks: ::tolmach::Result<Vec<Block>> =
        numbered.chunks_mut(BLOCK_LEN).map(Block::build).collect();
    let blocks = blocks?;
    let engine = Index { texts, blocks };
    Ok((vec![("Tolmach, index alone", Box::new(engine))], 0))
}

struct Index<'t> {
    texts: &'t Texts,
    blocks: Vec<Block>,
}

impl ::tolmach::index::Texts for Texts {
    fn text(&self, id: u64) -> ::tolmach::Result<Cow<'_, str>> {
        Ok(Cow::Borrowed(&self.forms[id as usize]))
    }
}

impl Engine for Index<'_> {
    fn own(&self) -> bool {
        true
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let asked = Search {
            measure,
            threshold,
            limit: TOP,
        };
        let removed = |_| false;
        let hits = search(
            &self.blocks,
            [],
            &removed,
            self.texts,
            question.form,
            &asked,
            None,
        )?;
        let found = |hit: ::tolmach::index::Hit| (hit.id as u32, hit.percent);
        Ok(hits.into_iter().map(found).collect())
    }
}
