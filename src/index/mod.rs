//! The lossless fuzzy index: what brute force finds, without reading everything.
//!
//! An index is a set of immutable [`GramBlock`]s, each of up to [`BLOCK_LEN`] texts, the same texts in
//! [`TokenBlock`]s, and a short unsorted *tail* of texts that no block holds yet. [`search`] gives
//! the best texts that reach a threshold, exactly as comparing the query with every one of them
//! would. The texts are not in the index; it asks a [`Texts`] for those that it must compare.
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
//! bitmaps when they are first read, which takes up to 25 bytes a text; blocks of tokens take 75
//! and, once [runs](containing) were asked for, 40 more; letters, made for characters under 85%,
//! 55. A search reads the shorter lists of each block that the query's length admits, and fetches
//! the few texts that remain. Scratch memory is some 100 KB.
//!
//! # What was tried and not kept
//! - Lists of plain 16-bit slots throughout: 174 bytes a text instead of 120, and no faster.
//! - To count the slots of a block in parts, so that their counters stay in the first cache: what
//!   takes time is to wait for the lists.
//! - To stop counting at 64 or 200 candidates instead of 16, since each is cheaply told apart: to
//!   get at their bags costs more than what was not read.
//! - Blocks that hold every length, as texts came in: all of them have to be loaded and visited
//!   for every query, where blocks of few lengths are mostly passed over.
//! - Tokens in the blocks of the characters: texts of one length have many numbers of tokens, so
//!   that nearly all blocks had to be visited. It took 2.5 times as long at 70%.
//! - A scan of all texts for tokens, and for characters under 85%: 350 and 270 ms a million texts.
//! - 4-grams for characters at 70%: four times the edits allowed exceeds the grams that there are.
//! - The match form in the file beside the text: as large as the text, and folding it anew costs
//!   less than reading it.

mod bag;
mod best;
mod block;
mod columns;
mod counters;
mod grams;
mod having;
mod lanes;
mod letters;
mod once;
#[cfg(test)]
mod tests;
mod tokens;
mod width;

use std::borrow::Cow;

use self::best::{Best, Found};
pub(crate) use self::block::LONGEST;
pub use self::block::{BLOCK_LEN, GramBlock};
use self::counters::Counters;
use self::grams::GramFilter;
use self::letters::LetterFilter;
pub(crate) use self::once::Once;
use self::tokens::TokenFilter;
pub(crate) use self::tokens::find_run;
pub use self::tokens::{TokenBlock, containing};
use crate::distance::{Measure, Score, Scorer, tokens};
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
    /// [`GramBlock`] or [`TokenBlock`].
    type Block;

    /// The least and the greatest length of its texts, in characters or in tokens; `None` of a
    /// block without texts.
    fn lengths(&self) -> Option<(usize, usize)>;

    /// The block.
    ///
    /// # Errors
    /// Whatever keeps it from being loaded; the search ends with it.
    fn block(&self) -> Result<&Self::Block>;
}

impl Part for GramBlock {
    type Block = GramBlock;

    fn lengths(&self) -> Option<(usize, usize)> {
        let last = self.len().checked_sub(1)?;
        Some((self.length(0), self.length(last)))
    }

    fn block(&self) -> Result<&GramBlock> {
        Ok(self)
    }
}

/// What is searched: the texts of one language, in one state.
///
/// An id must not be in two places, unless its old one is removed.
pub struct Indexed<'i, P, T> {
    /// The blocks for [`Measure::Mean`] and [`Measure::Characters`].
    pub blocks: &'i [P],
    /// The same texts in blocks for [`Measure::Tokens`] and for [`containing`].
    pub token_blocks: &'i [T],
    /// Match forms, by id, that stand in no block.
    pub tail: &'i [(u64, String)],
    /// Which ids of blocks are no more.
    pub removed: &'i dyn Fn(u64) -> bool,
    /// The match forms of what stands in blocks.
    pub texts: &'i dyn Texts,
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
    /// What becomes of hits beyond the limit that are as good as the last.
    pub ties: Ties,
}

/// Hits beyond the limit that have as many percents as the last within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// They are left out.
    #[default]
    Cut,
    /// They are given, all of them: what was left out has fewer percents than any hit.
    Kept,
    /// They are given, and what has less than one percent may have the similarity 0: much of that, and
    /// long, need not be compared.
    KeptByPercent,
}

impl Default for Search {
    fn default() -> Self {
        Search {
            measure: Measure::Mean,
            threshold: 70,
            limit: 5,
            ties: Ties::Cut,
        }
    }
}

/// A text that reaches the threshold.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Hit {
    /// The text's id.
    pub id: u64,
    /// The similarity in percent, rounded down; 100 means equal.
    pub percent: u8,
    /// The similarity by which hits are ordered.
    pub similarity: f64,
}

/// What a search did. Added to, so that one can serve many searches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
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
/// equals by id, and at most as many as asked for, but for [`Ties`]. `stats` are added to.
///
/// # Errors
/// Those of the texts and blocks.
///
/// # Example
/// ```
/// use std::borrow::Cow;
/// use tolmach::index::{GramBlock, Indexed, Search, Texts, TokenBlock, search};
///
/// struct Slice<'a>(&'a [&'a str]);
/// impl Texts for Slice<'_> {
///     fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
///         Ok(self.0[id as usize].into())
///     }
/// }
///
/// let memory = Slice(&["the council met today", "the council met again", "nothing"]);
/// let texts: Vec<_> = (0..).zip(memory.0.iter().map(|text| text.to_string())).collect();
/// let indexed = Indexed {
///     blocks: &[GramBlock::build(&texts)?],
///     token_blocks: &[TokenBlock::build(&texts)?],
///     tail: &[(9, "the councils met today".to_owned())],
///     removed: &|_| false,
///     texts: &memory,
/// };
///
/// let hits = search(&indexed, "the council met today", &Search::default(), None)?;
/// let found: Vec<_> = hits.iter().map(|hit| (hit.id, hit.percent)).collect();
/// assert_eq!(found, [(0, 100), (9, 88), (1, 74)]);
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn search<P: Part<Block = GramBlock>, T: Part<Block = TokenBlock>>(
    indexed: &Indexed<'_, P, T>,
    query: &str,
    search: &Search,
    stats: Option<&mut Stats>,
) -> Result<Vec<Hit>> {
    let sought = Sought::all(query);
    search_in(&mut Scratch::default(), indexed, sought, search, stats)
}

/// What is searched for.
#[derive(Clone, Copy)]
pub(crate) struct Sought<'q> {
    pub(crate) text: &'q str,
    /// Runs of its tokens that texts must have. What has a run that few have is found faster.
    pub(crate) having: &'q [String],
}

impl<'q> Sought<'q> {
    /// All that is near to a text.
    pub(crate) fn all(text: &'q str) -> Self {
        Sought { text, having: &[] }
    }
}

/// Room for one search after the other: to get it anew takes as long as a small search.
#[derive(Default)]
pub(crate) struct Scratch {
    counters: Counters,
    /// All zero between searches, or none yet.
    token_counters: Vec<u8>,
}

/// As [`search`], for a caller who keeps the room.
pub(crate) fn search_in<P: Part<Block = GramBlock>, T: Part<Block = TokenBlock>>(
    scratch: &mut Scratch,
    indexed: &Indexed<'_, P, T>,
    sought: Sought<'_>,
    search: &Search,
    stats: Option<&mut Stats>,
) -> Result<Vec<Hit>> {
    let query = sought.text;
    if search.limit == 0 || 100 < search.threshold {
        return Ok(Vec::new());
    }
    let mut own_stats = Stats::default();
    let having = sought.having.iter().map(String::as_str);
    let mut run = Run {
        having: having.map(|run| (run, tokens(run).collect())).collect(),
        removed: indexed.removed,
        texts: indexed.texts,
        scorer: Scorer::new(query, search.measure),
        best: Best::new(search),
        stats: stats.unwrap_or(&mut own_stats),
    };
    match search.measure {
        Measure::Tokens => {
            let filter = TokenFilter::new(sought, &mut scratch.token_counters);
            run.visit(indexed.token_blocks, filter)?;
        }
        Measure::Characters if !grams::tell(query.chars().count(), run.best.floor()) => {
            run.visit(indexed.blocks, LetterFilter::new(sought))?;
        }
        measure => run.visit(
            indexed.blocks,
            GramFilter::new(sought, measure, &mut scratch.counters),
        )?,
    }
    for (id, text) in indexed.tail {
        run.stats.texts += 1;
        run.compare(*id, text, usize::MAX);
    }
    Ok(run.best.into_hits())
}

/// What tells which texts of a block are worth fetching.
trait Filter {
    type Block;

    /// The query's length.
    fn length(&self) -> usize;

    /// Whether texts whose lengths come no nearer than `nearest` can reach `floor`.
    fn admits(&mut self, nearest: usize, floor: Score) -> bool;

    /// Fetches the texts of a block that are worth it.
    fn block(&mut self, run: &mut Run<'_>, block: &Self::Block) -> Result<()>;
}

/// One search under way.
struct Run<'s> {
    /// What texts must have, with its tokens.
    having: Vec<(&'s str, Vec<&'s str>)>,
    removed: &'s dyn Fn(u64) -> bool,
    texts: &'s dyn Texts,
    scorer: Scorer,
    best: Best,
    stats: &'s mut Stats,
}

impl Run<'_> {
    /// Searches blocks, those with texts of the nearest lengths first.
    fn visit<P: Part>(
        &mut self,
        parts: &[P],
        mut filter: impl Filter<Block = P::Block>,
    ) -> Result<()> {
        let length = filter.length();
        let mut nearest: Vec<(usize, usize, &P)> = parts
            .iter()
            .filter_map(|part| {
                let (shortest, longest) = part.lengths()?;
                let nearest = length.clamp(shortest, longest.max(shortest));
                Some((nearest.abs_diff(length), nearest, part))
            })
            .collect();
        nearest.sort_by_key(|&(gap, ..)| gap);
        for (_, nearest, part) in nearest {
            match filter.admits(nearest, self.best.floor()) {
                true => filter.block(self, part.block()?)?,
                false => self.stats.blocks_skipped += 1,
            }
        }
        Ok(())
    }

    fn fetch(&mut self, id: u64, shared: usize) -> Result<()> {
        if (self.removed)(id) {
            return Ok(());
        }
        let text = self.texts.text(id)?;
        self.compare(id, &text, shared);
        Ok(())
    }

    fn compare(&mut self, id: u64, text: &str, shared: usize) {
        let has = |(run, tokens): &(&str, Vec<&str>)| {
            text.contains(run) && find_run(text, tokens).is_some()
        };
        if !self.having.iter().all(has) {
            return;
        }
        self.stats.compared += 1;
        let floor = self.best.floor();
        let is_none = || self.scorer.most_by_length(text).percent() == 0;
        if self.best.ties() == Ties::KeptByPercent && floor == Score::ZERO && is_none() {
            let score = Score::ZERO;
            return self.best.offer(Found { score, id });
        }
        if let Some(score) = self.scorer.score_sharing(text, floor, shared) {
            self.stats.reached += 1;
            self.best.offer(Found { score, id });
        }
    }
}
