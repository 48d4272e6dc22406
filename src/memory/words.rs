//! Word alignment with what the memory's own texts teach.

use std::collections::HashMap;
use std::sync::Arc;

use super::Memory;
use crate::error::Result;
use crate::lang::Language;
use crate::store::{Stock, Store};
use crate::words::{Model, Translations};

/// A model is trained anew when more than one unit in this many has come or gone since.
const STALE_AFTER: i64 = 10;

/// The same for one that has to be of these very units.
const STALE_AT_ONCE: i64 = i64::MAX;

/// More pairs of texts than this teach little more.
const MOST_PAIRS: i64 = 200_000;

/// The models asked for so far.
pub(super) type Models = HashMap<(Language, Language), Loaded>;

pub(super) struct Loaded {
    /// The version of the file at which so many units had come and gone since the training.
    version: (i64, u64),
    changed: i64,
    stock: Stock,
    model: Arc<Model>,
    /// What it teaches, once that has been asked for.
    translations: Option<Arc<Translations>>,
    /// Trained while a snapshot was open, which nothing can be written in: still to be kept.
    unkept: bool,
}

impl Memory {
    /// The word alignment of two languages, trained on the memory's units.
    ///
    /// The first call trains and keeps the model in the file (a million words take some seconds);
    /// later calls load it, and calls after that answer at once. A model never grows stale in
    /// silence: when more than a tenth of the units has come or gone since its training, the next
    /// call trains it anew. A memory that cannot be written gets a fresh model as well; it is only
    /// not kept. Of more than 200,000 pairs an even choice is used.
    ///
    /// # Errors
    /// If the file cannot be read.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory};
    /// let mut memory = Memory::in_memory()?;
    /// let unit = Entry::new([(EN, "The Head of State spoke."), (KK, "Мемлекет басшысы сөйледі.")]);
    /// memory.import_entries("table", [Ok(unit)])?;
    /// let words = memory.words(EN, KK)?;
    /// let (en, kk) = ("The Head of State agreed.", "Мемлекет басшысы келісті.");
    /// let head_of_state = words.align(en, kk).target(4..17).unwrap();
    /// assert_eq!(&kk[head_of_state.range], "Мемлекет басшысы");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn words(&self, source: Language, target: Language) -> Result<Arc<Model>> {
        self.words_within(source, target, STALE_AFTER)
    }

    /// The same, trained on the very units that there are now: the answer does not depend on when
    /// the words were asked for before.
    pub(super) fn words_of_now(&self, source: Language, target: Language) -> Result<Arc<Model>> {
        self.words_within(source, target, STALE_AT_ONCE)
    }

    /// The words that translate each other by [`Memory::words`].
    pub(super) fn translations(
        &self,
        source: Language,
        target: Language,
    ) -> Result<Arc<Translations>> {
        let model = self.words(source, target)?;
        let mut models = self.models.borrow_mut();
        let loaded = models.get_mut(&(source, target));
        let kept = loaded.map(|loaded| &mut loaded.translations);
        let translations = || Arc::new(model.translations());
        Ok(match kept {
            Some(kept) => Arc::clone(kept.get_or_insert_with(translations)),
            None => translations(),
        })
    }

    fn words_within(
        &self,
        source: Language,
        target: Language,
        stale_after: i64,
    ) -> Result<Arc<Model>> {
        let store = self.store();
        let version = store.version()?;
        let mut models = self.models.borrow_mut();
        if let Some(loaded) = models.get_mut(&(source, target)) {
            if loaded.version != version {
                loaded.changed = store.changed_since(loaded.stock)?;
                loaded.version = version;
            }
            if is_fresh(loaded.changed, loaded.stock, stale_after) {
                if loaded.unkept && !store.holds_snapshot() {
                    let model = oriented((*loaded.model).clone(), target < source);
                    keep(store, sorted(source, target), loaded.stock, &model)?;
                    loaded.unkept = false;
                    loaded.version = store.version()?;
                }
                return Ok(Arc::clone(&loaded.model));
            }
        }
        let languages = sorted(source, target);
        let (stock, model, unkept) = match kept(store, languages, stale_after)? {
            Some((stock, model)) => (stock, model, false),
            None => {
                let (stock, model) = trained(store, languages)?;
                // One model serves both directions.
                models.remove(&(target, source));
                let unkept = store.holds_snapshot();
                if !unkept {
                    keep(store, languages, stock, &model)?;
                }
                (stock, model, unkept)
            }
        };
        let loaded = Loaded {
            version: store.version()?,
            changed: store.changed_since(stock)?,
            stock,
            model: Arc::new(oriented(model, target < source)),
            translations: None,
            unkept,
        };
        let model = Arc::clone(&loaded.model);
        models.insert((source, target), loaded);
        Ok(model)
    }
}

/// Models are kept for languages in their order: one serves both directions.
fn sorted(source: Language, target: Language) -> [Language; 2] {
    [source.min(target), source.max(target)]
}

fn oriented(model: Model, swap: bool) -> Model {
    if swap { model.swapped() } else { model }
}

/// The kept model, if it is there and not stale.
fn kept(
    store: &Store,
    languages: [Language; 2],
    stale_after: i64,
) -> Result<Option<(Stock, Model)>> {
    let Some((stock, data)) = store.word_model(languages)? else {
        return Ok(None);
    };
    let model = match is_fresh(store.changed_since(stock)?, stock, stale_after) {
        true => Model::from_bytes(languages, &data),
        false => None,
    };
    Ok(model.map(|model| (stock, model)))
}

fn trained(store: &Store, languages: [Language; 2]) -> Result<(Stock, Model)> {
    let stock = store.stock()?;
    let texts = store.pairs(languages, MOST_PAIRS)?;
    let pairs: Vec<(&str, &str)> = texts
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    Ok((stock, Model::train(languages[0], languages[1], &pairs)))
}

fn keep(store: &Store, languages: [Language; 2], stock: Stock, model: &Model) -> Result<()> {
    store.keep_word_model(languages, stock, &model.to_bytes())
}

fn is_fresh(changed: i64, stock: Stock, stale_after: i64) -> bool {
    changed <= stock.units / stale_after
}

#[cfg(test)]
mod tests {
    use crate::{EN, Entry, KK, Memory};

    #[test]
    fn what_was_trained_in_a_snapshot_is_kept_after_it() {
        let mut memory = Memory::in_memory().unwrap();
        let units = [("dorn", "жөгір"), ("blick", "түпең")];
        let entries = units.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)])));
        let _ = memory.import_entries("table", entries).unwrap();
        let kept = |memory: &Memory| memory.store().word_model([EN, KK]).unwrap().is_some();
        let trained = memory.store().in_snapshot(|| {
            let trained = memory.words(KK, EN);
            assert!(!kept(&memory));
            trained
        });
        let trained = trained.unwrap();
        assert!(!kept(&memory));
        assert_eq!(memory.words(KK, EN).unwrap(), trained);
        assert!(kept(&memory));
        memory.models.borrow_mut().clear();
        assert_eq!(memory.words(KK, EN).unwrap(), trained);
    }

    #[test]
    fn the_words_of_now_do_not_depend_on_when_words_were_asked_for() {
        let entry = |n: usize| {
            let (en, kk) = (format!("dorn {n} blick"), format!("жөгір {n} түпең"));
            Ok(Entry::new([(EN, en), (KK, kk)]))
        };
        let mut memory = Memory::in_memory().unwrap();
        let _ = memory.import_entries("old", (0..20).map(entry)).unwrap();
        let old = memory.words(EN, KK).unwrap();
        let _ = memory.import_entries("new", (20..21).map(entry)).unwrap();
        assert_eq!(memory.words(EN, KK).unwrap(), old, "one unit is no change");
        let now = memory.words_of_now(EN, KK).unwrap();
        assert_eq!(memory.words(EN, KK).unwrap(), now);
        let mut fresh = Memory::in_memory().unwrap();
        let _ = fresh.import_entries("all", (0..21).map(entry)).unwrap();
        assert_eq!(fresh.words(EN, KK).unwrap(), now);
    }
}
