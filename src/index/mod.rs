//! The lossless fuzzy index: what brute force finds, without reading everything.
//!
//! An index is a set of immutable [`Block`]s, each of up to [`BLOCK_LEN`] texts, and a short
//! unsorted *tail* of texts that no block holds yet. [`search`] gives the best texts that reach
//! a threshold, exactly as comparing the query with every one of them would. The texts are not
//! in the index; it asks a [`Texts`] for those that it must compare.
//!
//! It knows nothing of SQLite, of languages or of units.
//!
//! # Why nothing is lost
//! The modules that filter say it each for its measures, bound by bound: `grams` for
//! [`Measure::Mean`] and [`Measure::Characters`], `tokens` for [`Measure::Tokens`]. In common:
//!
//! - A bound is never below what it bounds, so that a text left out cannot reach the threshold.
//! - **Rising threshold.** With as many hits as asked for, only what is better than the worst of
//!   them (or as good with a smaller id) can still count, so that its score takes the threshold's
//!   place. Scores are fractions of integers and are compared exactly.
//!
//! # Cost
//! About 124 bytes a text of 85 characters and 25 for its tokens. In memory, long lists become
//! bitmaps when they are first read, which takes up to 25 bytes a text; the lists of tokens take
//! 75, made when tokens are first asked for, and letters 55, made for characters under 85%. A search
//! reads the shorter lists of each block that the query's length admits, and fetches the few texts
//! that remain. Scratch memory is some 600 KB.
//!
//! # What was tried and not kept
//! - Lists of plain 16-bit slots throughout: 174 bytes a text instead of 120, and no faster.
//! - To count the slots of a block in parts, so that their counters stay in the first cache: what
//!   takes time is to wait for the lists.
//! - To stop counting at 64 or 200 candidates instead of 16, since each is cheaply told apart: to
//!   get at their bags costs more than what was not read.
//! - To keep texts that were compared, for queries to come: of 410,000 texts that 1,000 queries
//!   fetched, 240,000 were different ones.
//! - Blocks that hold every length, as texts came in: all of them have to be loaded and visited
//!   for every query, where blocks of few lengths are mostly passed over.
//! - A scan of all texts for tokens, and for characters under 85%: 350 and 270 ms a million texts.
//! - 4-grams for characters at 70%: four times the edits allowed exceeds the grams that there are.
//! - The match form in the file beside the text: as large as the text, and folding it anew costs
//!   less than reading it.

mod bag;
mod best;
mod block;
mod counters;
mod grams;
mod lanes;
mod letters;
mod once;
#[cfg(test)]
mod tests;
mod tokens;
mod width;

use std::borrow::Cow;

use self::best::{Best, Found};
pub use self::block::{BLOCK_LEN, Block};
use self::grams::GramFilter;
use self::letters::LetterFilter;
pub(crate) use self::once::Once;
use self::tokens::TokenFilter;
pub use self::tokens::containing;
use crate::distance::{Measure, Score, Scorer};
use crate::error::Result;

/// What the index needs of a higher floor: texts by id.
///
/// # Example
/// ```
/// use std::borrow::Cow;
/// use std::collections::HashMap;
/// struct Memory(HashMap<u64, String>);
/// impl tolmach::index::Texts for Memory {
///     fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
///         Ok(Cow::Borrowed(&self.0[&id]))
///     }
/// }
/// ```
pub trait Texts {
    /// The match form of the text that a block was built with under `id`.
    ///
    /// # Errors
    /// Whatever keeps it from being read; the search ends with it.
    fn text(&self, id: u64) -> Result<Cow<'_, str>>;
}

/// A block as [`search`] takes it: in memory already, or to be loaded if its lengths admit it.
pub trait Part {
    /// The least and the greatest length in characters; `None` of a block without texts.
    fn lengths(&self) -> Option<(usize, usize)>;

    /// The block.
    ///
    /// # Errors
    /// Whatever keeps it from being loaded; the search ends with it.
    fn block(&self) -> Result<&Block>;

    /// What [`Block::token_bytes`] gave, if it was kept; otherwise the texts are read when tokens
    /// are first asked for.
    ///
    /// # Errors
    /// Whatever keeps it from being read; the search ends with it.
    fn token_bytes(&self) -> Result<Option<Vec<u8>>> {
        Ok(None)
    }
}

impl Part for Block {
    fn lengths(&self) -> Option<(usize, usize)> {
        let last = self.len().checked_sub(1)?;
        Some((self.length(0), self.length(last)))
    }

    fn block(&self) -> Result<&Block> {
        Ok(self)
    }
}

impl<P: Part> Part for &P {
    fn lengths(&self) -> Option<(usize, usize)> {
        (**self).lengths()
    }

    fn block(&self) -> Result<&Block> {
        (**self).block()
    }

    fn token_bytes(&self) -> Result<Option<Vec<u8>>> {
        (**self).token_bytes()
    }
}

/// What is asked for.
///
/// # Example
/// ```
/// let search = tolmach::index::Search { limit: 20, ..Default::default() };
/// assert_eq!(search.threshold, 70);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// The similarity; by default the mean.
    pub measure: Measure,
    /// The least percent, by default 70. Nothing reaches more than 100.
    pub threshold: u8,
    /// How many hits at most, by default 5.
    pub limit: usize,
}

impl Default for Search {
    fn default() -> Self {
        Search {
            measure: Measure::Mean,
            threshold: 70,
            limit: 5,
        }
    }
}

/// A text that reaches the threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The text's id.
    pub id: u64,
    /// The similarity in percent, rounded down; 100 means equal.
    pub percent: u8,
    /// The similarity by which hits are ordered.
    pub similarity: f64,
}

/// What a search did. Added to, so that one can serve many searches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Texts of the blocks that were not passed over, and of the tail.
    pub texts: u64,
    /// Blocks passed over by their lengths alone.
    pub blocks_skipped: u64,
    /// Texts whose length can reach the threshold.
    pub length_admits: u64,
    /// Postings read, a bitmap counted as the postings that take as long.
    pub postings: u64,
    /// Texts whose count of grams can reach the threshold.
    pub count_admits: u64,
    /// Of these, texts that the risen threshold left out.
    pub outrisen: u64,
    /// Texts compared by what the index itself holds of them.
    pub sketched: u64,
    /// Texts fetched and compared.
    pub compared: u64,
    /// Of these, texts that reached what was asked of them.
    pub reached: u64,
}

/// Finds the texts most similar to `query`: those that reach the threshold, the best first,
/// equals by id, and at most as many as asked for.
///
/// `removed` tells which ids of blocks are no more; texts of the `tail` are taken as they are.
/// An id must not be in two places, unless its old one is removed. `stats` are added to.
///
/// # Errors
/// Those of `texts`.
///
/// # Example
/// ```
/// use std::borrow::Cow;
/// use tolmach::index::{Block, Search, Texts, search};
///
/// struct Slice<'a>(&'a [&'a str]);
/// impl Texts for Slice<'_> {
///     fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
///         Ok(self.0[id as usize].into())
///     }
/// }
///
/// let memory = Slice(&["the council met today", "the council met again", "nothing"]);
/// let mut texts: Vec<_> = (0..).zip(memory.0.iter().map(|text| text.to_string())).collect();
/// let blocks = [Block::build(&mut texts)?];
/// let tail = [(9, "the councils met today")];
///
/// let query = "the council met today";
/// let hits = search(&blocks, tail, &|_| false, &memory, query, &Search::default(), None)?;
/// let found: Vec<_> = hits.iter().map(|hit| (hit.id, hit.percent)).collect();
/// assert_eq!(found, [(0, 100), (9, 88), (1, 74)]);
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn search<'t, P: Part>(
    blocks: &[P],
    tail: impl IntoIterator<Item = (u64, &'t str)>,
    removed: &dyn Fn(u64) -> bool,
    texts: &dyn Texts,
    query: &str,
    search: &Search,
    stats: Option<&mut Stats>,
) -> Result<Vec<Hit>> {
    if search.limit == 0 || 100 < search.threshold {
        return Ok(Vec::new());
    }
    let mut own_stats = Stats::default();
    let mut run = Run {
        removed,
        texts,
        scorer: Scorer::new(query, search.measure),
        best: Best::new(search),
        stats: stats.unwrap_or(&mut own_stats),
    };
    let length = query.chars().count();
    let mut filter = match search.measure {
        Measure::Tokens => Filter::Tokens(TokenFilter::new(query)),
        Measure::Characters if !grams::tell(length, run.best.floor()) => {
            Filter::Letters(Box::new(LetterFilter::new(query)))
        }
        measure => Filter::Grams(GramFilter::new(query, measure)),
    };
    let mut nearest: Vec<(usize, usize, &P)> = blocks
        .iter()
        .filter_map(|block| {
            let (shortest, longest) = block.lengths()?;
            let nearest = length.clamp(shortest, longest.max(shortest));
            Some((nearest.abs_diff(length), nearest, block))
        })
        .collect();
    nearest.sort_by_key(|&(gap, ..)| gap);
    for (_, nearest, part) in nearest {
        if !filter.admits(nearest, run.best.floor()) {
            run.stats.blocks_skipped += 1;
            continue;
        }
        let block = part.block()?;
        run.stats.texts += block.len() as u64;
        match &mut filter {
            Filter::Grams(filter) => filter.block(&mut run, block)?,
            Filter::Letters(filter) => filter.block(&mut run, block)?,
            Filter::Tokens(filter) => {
                let lists = block.tokens(|| part.token_bytes(), texts, removed)?;
                filter.block(&mut run, block, lists)?;
            }
        }
    }
    for (id, text) in tail {
        run.stats.texts += 1;
        run.compare(id, text, usize::MAX);
    }
    Ok(run.best.into_hits())
}

/// What tells which texts of a block are worth fetching.
enum Filter<'q> {
    Grams(GramFilter<'q>),
    Letters(Box<LetterFilter>),
    Tokens(TokenFilter),
}

impl Filter<'_> {
    /// Whether texts whose lengths in characters come no nearer than `nearest` can count.
    fn admits(&mut self, nearest: usize, floor: Score) -> bool {
        match self {
            Filter::Grams(filter) => filter.admits(nearest, floor),
            Filter::Letters(filter) => filter.admits(nearest, floor),
            Filter::Tokens(filter) => filter.admits(nearest, floor),
        }
    }
}

/// One search under way.
struct Run<'s> {
    removed: &'s dyn Fn(u64) -> bool,
    texts: &'s dyn Texts,
    scorer: Scorer,
    best: Best,
    stats: &'s mut Stats,
}

impl Run<'_> {
    fn fetch(&mut self, id: u64, shared: usize) -> Result<()> {
        if (self.removed)(id) {
            return Ok(());
        }
        let text = self.texts.text(id)?;
        self.compare(id, &text, shared);
        Ok(())
    }

    fn compare(&mut self, id: u64, text: &str, shared: usize) {
        self.stats.compared += 1;
        let floor = self.best.floor();
        if let Some(score) = self.scorer.score_sharing(text, floor, shared) {
            self.stats.reached += 1;
            self.best.offer(Found { score, id });
        }
    }
}
