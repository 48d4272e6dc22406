//! What a connection remembers of the memory as long as that stays as it is.

use std::cell::RefCell;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::lang::Language;
use crate::patch::Name;
use crate::phrases::Term;
use crate::store::Candidate;

/// What was read of one state of the memory.
#[derive(Default)]
pub(super) struct Remembered {
    /// The units that have a text, by its number.
    pub(super) candidates: Memo<i64, Arc<[Arc<Candidate>]>>,
    /// What words may name, in one language and another.
    pub(super) readings: Memo<(String, Language, Language), Vec<Name>>,
    /// Whether words stand in a text of a language.
    pub(super) attested: Memo<(String, Language), bool>,
    /// The user's terms.
    pub(super) terms: Memo<(), Arc<[Term]>>,
}

/// Answers by what was asked.
pub(super) struct Memo<K, V>(RefCell<FxHashMap<K, V>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// When there are so many answers, all of them are forgotten.
    const MOST: usize = 16_384;

    /// The answer that is remembered, or else the one that is read now.
    pub(super) fn get_or_read(&self, key: K, read: impl FnOnce() -> Result<V>) -> Result<V> {
        self.get_or_read_if(key, read, |_| true)
    }

    /// The same, of which only some are worth the memory.
    pub(super) fn get_or_read_if(
        &self,
        key: K,
        read: impl FnOnce() -> Result<V>,
        is_kept: impl FnOnce(&V) -> bool,
    ) -> Result<V> {
        if let Some(known) = self.0.borrow().get(&key) {
            return Ok(known.clone());
        }
        let answer = read()?;
        if is_kept(&answer) {
            let mut known = self.0.borrow_mut();
            if known.len() == Self::MOST {
                known.clear();
            }
            known.insert(key, answer.clone());
        }
        Ok(answer)
    }
}
