//! Word alignment with what the memory's own texts teach.

use std::collections::HashMap;
use std::sync::Arc;

use super::Memory;
use crate::error::Result;
use crate::lang::Language;
use crate::store::{Stock, Store};
use crate::words::Model;

/// A model is trained anew when more than one unit in this many has come or gone since.
const STALE_AFTER: i64 = 10;

/// More pairs of texts than this teach little more.
const MOST_PAIRS: i64 = 200_000;

/// The models asked for so far, each with the version of the file that it was fresh at.
pub(super) type Models = HashMap<(Language, Language), Loaded>;

pub(super) struct Loaded {
    version: (i64, u64),
    stock: Stock,
    model: Arc<Model>,
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
        let store = self.store();
        let version = store.version()?;
        let mut models = self.models.borrow_mut();
        if let Some(loaded) = models.get_mut(&(source, target)) {
            if loaded.version == version {
                return Ok(Arc::clone(&loaded.model));
            }
            if is_fresh(store, loaded.stock)? {
                loaded.version = version;
                return Ok(Arc::clone(&loaded.model));
            }
        }
        let (stock, model) = match target < source {
            true => model(store, [target, source]).map(|(s, m)| (s, m.swapped())),
            false => model(store, [source, target]),
        }?;
        let loaded = Loaded {
            version: store.version()?,
            stock,
            model: Arc::new(model),
        };
        let model = Arc::clone(&loaded.model);
        models.insert((source, target), loaded);
        Ok(model)
    }
}

/// The kept model, or a new one.
fn model(store: &Store, languages: [Language; 2]) -> Result<(Stock, Model)> {
    if let Some((stock, data)) = store.word_model(languages)?
        && is_fresh(store, stock)?
        && let Some(model) = Model::from_bytes(languages, &data)
    {
        return Ok((stock, model));
    }
    let stock = store.stock()?;
    let texts = store.pairs(languages, MOST_PAIRS)?;
    let pairs: Vec<(&str, &str)> = texts
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let model = Model::train(languages[0], languages[1], &pairs);
    store.keep_word_model(languages, stock, &model.to_bytes())?;
    Ok((stock, model))
}

fn is_fresh(store: &Store, stock: Stock) -> Result<bool> {
    Ok(store.changed_since(stock)? * STALE_AFTER <= stock.units)
}
