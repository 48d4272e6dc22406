//! What a connection remembers of the memory as long as that stays as it is.

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::error::Result;
use crate::lang::Language;
use crate::lookup::Form;
use crate::patch::{Name, Read};
use crate::phrases::Term;
use crate::store::{Candidate, Spread};
use crate::text::fold;
use crate::unit::{Unit, Variant};
use crate::words::{Spoken, SpokenWords};

/// What was read of one state of the memory.
#[derive(Default)]
pub(super) struct Remembered {
    /// The units that have a text, by its number.
    pub(super) units: Memo<i64, Arc<[Arc<Known>]>>,
    /// Where those units stand, by the text's number.
    pub(super) spreads: Memo<i64, Spread>,
    /// What words may name, in one language and another.
    pub(super) readings: Memo<(String, Language, Language), Vec<Name>>,
    /// Whether words stand in a text of a language.
    pub(super) attested: Memo<(String, Language), bool>,
    /// Whether a word stands in a text of a language without its capital.
    pub(super) small: Memo<(String, Language), bool>,
    /// The user's terms from one language to another.
    pub(super) terms: Memo<(Language, Language), Arc<[Term]>>,
}

/// A unit, with what lookups work out of its texts when they first need it.
pub(super) struct Known {
    pub(super) unit: Arc<Unit>,
    /// Of its variants, one by one.
    texts: Vec<KnownText>,
}

/// A stored text.
struct KnownText {
    segment: i64,
    form: OnceLock<Form>,
    read: OnceLock<Read>,
    spoken: OnceLock<Spoken>,
}

impl Known {
    pub(super) fn new(Candidate { unit, segments }: Candidate) -> Self {
        let texts = segments.into_iter().map(|segment| KnownText {
            segment,
            form: OnceLock::new(),
            read: OnceLock::new(),
            spoken: OnceLock::new(),
        });
        Known {
            unit: Arc::new(unit),
            texts: texts.collect(),
        }
    }

    /// The variant that is this stored text, if one is.
    pub(super) fn place(&self, segment: i64) -> Option<usize> {
        let mut texts = self.texts.iter();
        texts.position(|text| text.segment == segment)
    }

    /// The match form of a variant.
    pub(super) fn form(&self, place: usize) -> &Form {
        let Variant { language, text } = &self.unit.variants[place];
        let form = || Form::new(fold(text, *language), *language);
        self.texts[place].form.get_or_init(form)
    }

    /// What patches know of a variant.
    pub(super) fn read(&self, place: usize) -> &Read {
        let Variant { language, text } = &self.unit.variants[place];
        let read = || Read::new(text, *language);
        self.texts[place].read.get_or_init(read)
    }

    /// The words of a variant's match form.
    pub(super) fn spoken(&self, place: usize, words: &SpokenWords) -> &Spoken {
        let Form { text, language, .. } = self.form(place);
        let read = || words.read(text, *language);
        self.texts[place].spoken.get_or_init(read)
    }

    /// About how many bytes it takes once all is worked out that lookups need of it: of that, tokens take
    /// most.
    pub(super) fn bytes(&self) -> usize {
        let len = |variant: &Variant| variant.text.len();
        let texts: usize = self.unit.variants.iter().map(len).sum();
        512 + 12 * texts + 128 * self.unit.provenance.len()
    }
}

/// Answers by what was asked.
pub(super) struct Memo<K, V> {
    known: RefCell<FxHashMap<K, V>>,
    /// What all of them weigh.
    weight: Cell<usize>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo {
            known: RefCell::default(),
            weight: Cell::default(),
        }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// What all answers weigh at most: before there are more, all of them are forgotten.
    const MOST: usize = 65_536;
    /// What one answer weighs at most: one that weighs more is read anew each time.
    const HEAVIEST: usize = 64;

    /// The answer that is remembered, if any.
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.known.borrow().get(key).cloned()
    }

    /// The answer that is remembered, or else the one that is read now.
    pub(super) fn get_or_read(&self, key: K, read: impl FnOnce() -> Result<V>) -> Result<V> {
        self.get_or_read_weighed(key, read, |_| 1)
    }

    /// The same of answers that take more memory than others.
    pub(super) fn get_or_read_weighed(
        &self,
        key: K,
        read: impl FnOnce() -> Result<V>,
        weight: impl FnOnce(&V) -> usize,
    ) -> Result<V> {
        if let Some(known) = self.get(&key) {
            return Ok(known);
        }
        let answer = read()?;
        let weight = weight(&answer).max(1);
        if weight <= Self::HEAVIEST {
            let mut known = self.known.borrow_mut();
            if Self::MOST < self.weight.get() + weight {
                known.clear();
                self.weight.set(0);
            }
            self.weight.set(self.weight.get() + weight);
            known.insert(key, answer.clone());
        }
        Ok(answer)
    }
}
