//! One connection that reads: the file, and what of its index was loaded.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::Forms;
use super::remembered::Remembered;
use crate::error::Result;
use crate::index::{
    GramBlock, Hit, Indexed, Once, Part, Scratch, Search, Sought, Stats, Texts, Ties, TokenBlock,
    search_in,
};
use crate::lang::Language;
use crate::lookup::Query;
use crate::store::{BlockHead, IndexedLanguage, Kind, Store, TextsOf};
use crate::words::SpokenWords;

/// Answers what needs no writing.
pub(super) struct Reader {
    pub(super) store: Store,
    shelf: Arc<Shelf>,
    state: RefCell<State>,
    /// The index of each language tag asked so far.
    indexes: RefCell<FxHashMap<Language, LanguageIndex>>,
    forms: RefCell<Forms>,
    /// What translations are made of.
    pub(super) words: SpokenWords,
    scratch: RefCell<Scratch>,
}

/// One version of the file: its languages, and what was read of it.
#[derive(Default)]
struct State {
    version: Option<(i64, u64)>,
    languages: Vec<IndexedLanguage>,
    remembered: Remembered,
}

/// Loaded blocks, for all readers of one memory.
#[derive(Default)]
pub(super) struct Shelf {
    blocks: Board<GramBlock>,
    token_blocks: Board<TokenBlock>,
}

/// Blocks of one kind by number, which means the same block in every state of the file.
struct Board<B>(Mutex<HashMap<i64, Weak<Shelved<B>>>>);

/// A block that is loaded when a search first needs it.
struct Shelved<B> {
    head: BlockHead,
    block: Once<B>,
}

impl<B: Part> Shelved<B> {
    /// A block that the file does not have.
    fn made(block: B) -> Self {
        Shelved {
            head: BlockHead {
                id: 0,
                lengths: block.lengths(),
            },
            block: Once::from(block),
        }
    }
}

impl<B> Default for Board<B> {
    fn default() -> Self {
        Board(Mutex::default())
    }
}

impl<B> Board<B> {
    fn blocks(&self, heads: Vec<BlockHead>) -> Vec<Arc<Shelved<B>>> {
        let mut shelved = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelved.retain(|_, block| block.strong_count() > 0);
        let block = |head: BlockHead| {
            if let Some(known) = shelved.get(&head.id).and_then(Weak::upgrade) {
                return known;
            }
            let block = Arc::new(Shelved {
                head,
                block: Once::default(),
            });
            shelved.insert(head.id, Arc::downgrade(&block));
            block
        };
        heads.into_iter().map(block).collect()
    }
}

/// A block with the connection that loads it.
pub(super) struct Loadable<'r, B>(&'r Store, &'r Shelved<B>);

impl Part for Loadable<'_, GramBlock> {
    type Block = GramBlock;

    fn lengths(&self) -> Option<(usize, usize)> {
        self.1.head.lengths
    }

    fn block(&self) -> Result<&GramBlock> {
        let Loadable(store, shelved) = self;
        shelved
            .block
            .get_or_make(|| store.index_block(shelved.head.id))
    }
}

impl Part for Loadable<'_, TokenBlock> {
    type Block = TokenBlock;

    fn lengths(&self) -> Option<(usize, usize)> {
        self.1.head.lengths
    }

    fn block(&self) -> Result<&TokenBlock> {
        let Loadable(store, shelved) = self;
        shelved
            .block
            .get_or_make(|| store.token_block(shelved.head.id))
    }
}

/// The texts of a language, those that were compared before from memory.
struct Recalled<'r, 'c> {
    forms: &'r Forms,
    texts: &'r TextsOf<'c>,
}

impl Texts for Recalled<'_, '_> {
    fn text(&self, id: u64) -> Result<Cow<'_, str>> {
        let read = || self.texts.text(id).map(Cow::into_owned);
        self.forms.get_or_read(id, read)
    }
}

/// What a search of a reader goes through.
pub(super) type Searched<'r> = Indexed<'r, Loadable<'r, GramBlock>, Loadable<'r, TokenBlock>>;

/// A language's part of the index, as it stood in one version of the file.
#[derive(Default)]
struct LanguageIndex {
    version: Option<(i64, u64)>,
    blocks: Vec<Arc<Shelved<GramBlock>>>,
    token_blocks: Vec<Arc<Shelved<TokenBlock>>>,
    removed: FxHashSet<u64>,
    last_removal: i64,
    tail: Tail,
}

impl LanguageIndex {
    /// Reads what differs from the state that was read before.
    fn refresh(&mut self, store: &Store, shelf: &Shelf, language: IndexedLanguage) -> Result<()> {
        let heads = store.index_blocks(language, Kind::Characters)?;
        let known = self.blocks.iter().map(|block| block.head.id);
        if !heads.iter().map(|head| head.id).eq(known) {
            self.blocks = shelf.blocks.blocks(heads);
            let heads = store.index_blocks(language, Kind::Tokens)?;
            self.token_blocks = shelf.token_blocks.blocks(heads);
            self.removed.clear();
            self.last_removal = 0;
            self.tail = Tail::default();
        }
        for (number, segment) in store.index_removed(language, self.last_removal)? {
            self.removed.insert(segment);
            self.last_removal = number;
        }
        // Numbers of texts only grow, and a text never changes: as many as before are the same.
        if store.index_tail_len(language, self.tail.last())? != self.tail.len() {
            self.tail = Tail::default();
        }
        let new = store.index_tail(language, self.tail.last())?;
        self.tail.rest.extend(new);
        Ok(())
    }
}

/// The texts that stand in no block of the file. When many of them were compared one by one often
/// enough, blocks are made of them here: to make one takes as long as to compare its texts some
/// ten times, and who asks but once should not wait for it.
#[derive(Default)]
struct Tail {
    /// Blocks of these texts, each of more than twice as many as the next.
    parts: Vec<TailPart>,
    /// What is compared one by one.
    rest: Vec<(u64, String)>,
    searches: usize,
}

/// Texts of a tail, in ascending order, with their blocks.
struct TailPart {
    texts: Vec<(u64, String)>,
    block: Shelved<GramBlock>,
    token_block: Shelved<TokenBlock>,
}

impl Tail {
    /// So many texts are worth a block …
    const MANY: usize = if cfg!(test) { 4 } else { 512 };
    /// … after so many searches.
    const OFTEN: usize = if cfg!(test) { 2 } else { 8 };

    fn len(&self) -> usize {
        let of_parts = self.parts.iter().map(|part| part.texts.len());
        of_parts.sum::<usize>() + self.rest.len()
    }

    /// The last text, 0 if there is none.
    fn last(&self) -> u64 {
        let of_parts = self.parts.last().and_then(|part| part.texts.last());
        self.rest.last().or(of_parts).map_or(0, |&(id, _)| id)
    }

    /// Whether blocks of the rest are worth their making.
    fn is_due(&self) -> bool {
        Self::OFTEN <= self.searches && Self::MANY <= self.rest.len()
    }

    /// Gets ready for a search.
    fn prepare(&mut self) -> Result<()> {
        if !self.is_due() {
            return Ok(());
        }
        self.searches = 0;
        let mut texts = std::mem::take(&mut self.rest);
        while let Some(mut part) = self
            .parts
            .pop_if(|part| part.texts.len() <= 2 * texts.len())
        {
            part.texts.append(&mut texts);
            texts = part.texts;
        }
        self.parts.push(TailPart {
            block: Shelved::made(GramBlock::build(&texts)?),
            token_block: Shelved::made(TokenBlock::build(&texts)?),
            texts,
        });
        Ok(())
    }
}

/// What the index is asked for: a context match stands at 100 there.
pub(super) fn threshold(query: &Query<'_>) -> u8 {
    match query.threshold {
        101 | 102 => 100,
        threshold => threshold,
    }
}

impl Reader {
    pub(super) fn over(store: Store) -> Self {
        Reader::sharing(store, Arc::default())
    }

    /// A reader that shares loaded blocks with others of the same memory.
    pub(super) fn sharing(store: Store, shelf: Arc<Shelf>) -> Self {
        Reader {
            store,
            shelf,
            state: RefCell::default(),
            indexes: RefCell::default(),
            forms: RefCell::default(),
            words: SpokenWords::default(),
            scratch: RefCell::default(),
        }
    }

    pub(super) fn shelf(&self) -> Arc<Shelf> {
        Arc::clone(&self.shelf)
    }

    /// The texts nearest to a match form, the nearest first, at most `reach` a language
    /// tag, but for ties; and the percent under which some may have been left out, if any.
    pub(super) fn candidates(
        &self,
        query: &Query<'_>,
        from: Language,
        sought: Sought<'_>,
        (reach, ties): (usize, Ties),
        mut stats: Option<&mut Stats>,
    ) -> Result<(Vec<Hit>, Option<u8>)> {
        let search = Search {
            measure: query.measure,
            threshold: threshold(query),
            limit: reach,
            ties,
        };
        let (mut hits, mut cut) = (Vec::new(), None);
        self.each_index(from, |_, indexed| {
            let scratch = &mut *self.scratch.borrow_mut();
            let found = search_in(scratch, indexed, sought, &search, stats.as_deref_mut())?;
            if found.len() >= reach {
                cut = cut.max(found.last().map(|hit| hit.percent));
            }
            hits.extend(found);
            Ok(())
        })?;
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.percent), hit.id));
        Ok((hits, cut))
    }

    /// Calls `each` with the texts and the index of every tag of a language.
    pub(super) fn each_index(
        &self,
        from: Language,
        mut each: impl FnMut(&TextsOf<'_>, &Searched<'_>) -> Result<()>,
    ) -> Result<()> {
        self.refresh()?;
        for language in &self.state.borrow().languages {
            if !language.tag.matches(from) {
                continue;
            }
            let loaded = self.index(*language)?;
            let (kept, made) = (loaded.blocks.iter(), loaded.tail.parts.iter());
            let blocks = kept.map(|b| &**b).chain(made.map(|part| &part.block));
            let blocks = blocks.map(|b| Loadable(&self.store, b));
            let (kept, made) = (loaded.token_blocks.iter(), loaded.tail.parts.iter());
            let token_blocks = kept.map(|b| &**b).chain(made.map(|part| &part.token_block));
            let token_blocks = token_blocks.map(|b| Loadable(&self.store, b));
            let texts = self.store.texts(language.tag);
            self.forms.borrow_mut().make_room();
            let forms = self.forms.borrow();
            let searched = Indexed {
                blocks: &blocks.collect::<Vec<_>>(),
                token_blocks: &token_blocks.collect::<Vec<_>>(),
                tail: &loaded.tail.rest,
                removed: &|id| loaded.removed.contains(&id),
                texts: &Recalled {
                    forms: &forms,
                    texts: &texts,
                },
            };
            each(&texts, &searched)?;
        }
        Ok(())
    }

    /// The tag of a language, if the memory has but one.
    pub(super) fn only_tag(&self, language: Language) -> Option<Language> {
        let state = self.state.borrow();
        let tags = state.languages.iter().map(|language| language.tag);
        let mut tags = tags.filter(|tag| tag.matches(language));
        tags.next().filter(|_| tags.next().is_none())
    }

    /// Calls `each` with the match forms of hits in a language.
    pub(super) fn each_form(
        &self,
        tag: Language,
        hits: &[Hit],
        mut each: impl FnMut(&Hit, &str) -> Result<()>,
    ) -> Result<()> {
        let (forms, texts) = (self.forms.borrow(), self.store.texts(tag));
        let known = Recalled {
            forms: &forms,
            texts: &texts,
        };
        hits.iter()
            .try_for_each(|hit| each(hit, &known.text(hit.id)?))
    }

    /// Notices what was written since the last look.
    fn refresh(&self) -> Result<()> {
        let version = Some(self.store.version()?);
        if self.state.borrow().version != version {
            *self.state.borrow_mut() = State {
                version,
                languages: self.store.indexed_languages()?,
                remembered: Remembered::default(),
            };
        }
        Ok(())
    }

    /// What was read of the memory as it was when its index was last asked.
    pub(super) fn remembered(&self) -> Ref<'_, Remembered> {
        Ref::map(self.state.borrow(), |state| &state.remembered)
    }

    /// The index of a language tag as of now.
    fn index(&self, language: IndexedLanguage) -> Result<Ref<'_, LanguageIndex>> {
        let version = self.state.borrow().version;
        {
            let mut indexes = self.indexes.borrow_mut();
            let index = indexes.entry(language.tag).or_default();
            index.tail.searches += 1;
            if index.version != version || index.tail.is_due() {
                // What a failure leaves half read is read anew.
                let mut old = std::mem::take(index);
                if old.version != version {
                    old.refresh(&self.store, &self.shelf, language)?;
                    old.version = version;
                }
                old.tail.prepare()?;
                *index = old;
            }
        }
        Ok(Ref::map(self.indexes.borrow(), |indexes| {
            &indexes[&language.tag]
        }))
    }
}
