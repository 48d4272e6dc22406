//! One connection that reads: the file, and what of its index was loaded.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::error::Result;
use crate::index::{self, Block, Hit, Search};
use crate::lang::Language;
use crate::lookup::Query;
use crate::store::Store;
use crate::text::fold;

/// Answers what needs no writing.
pub(super) struct Reader {
    pub(super) store: Store,
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

impl Reader {
    pub(super) fn over(store: Store) -> Self {
        Reader {
            store,
            loaded: RefCell::default(),
        }
    }

    /// The nearest texts, at most `reach` a language tag, the nearest first; and the percent at
    /// and under which some were left out, if any were.
    pub(super) fn candidates(
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
}
