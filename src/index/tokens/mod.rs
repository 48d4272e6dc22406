//! The filter for [`Measure::Tokens`](crate::distance::Measure::Tokens).
//!
//! Texts stand in [`TokenBlock`]s by their numbers of tokens; in memory, one of 16 tokens takes
//! about 75 bytes. A token is known by a *fingerprint* of 15 bits. Let *n* and *m* be the numbers of
//! tokens, *c* how many tokens the two share as multisets, and *D* the greatest distance that the
//! threshold allows texts of max(n, m) tokens.
//!
//! 1. **Length.** The difference of n and m is at most D. Most blocks have none but other lengths,
//!    and of a list only the part of those with an m that can do is read.
//! 2. **Count.** Every token of the longer text that has no partner costs an edit of its own, so
//!    that c >= T = max(n, m) - D, which is least for the least m of a block.
//! 3. **Prefix.** The query's lists are read from the shortest on. With *r* lists unread, a text
//!    can share no more than its counter and r: one that must share T was met T - r times at
//!    least. Once r < T, only texts that were met are candidates, and the long lists of frequent
//!    tokens are never read (S. Chaudhuri, V. Ganti and R. Kaushik, *A primitive operator for
//!    similarity joins in data cleaning*, 2006; C. Xiao and others, *Efficient similarity joins
//!    for near duplicate detection*, 2008). A further list adds to the counters of these alone; it
//!    makes a second hit necessary, and is read where that costs less than the candidates that it
//!    saves.
//! 4. **Fingerprints.** Equal tokens have equal fingerprints, so that the distance over
//!    fingerprints is at most the true one. It is computed by bit vectors within the cut-off, from
//!    the block alone; only texts that pass are fetched. The same goes for lists: where
//!    fingerprints or buckets collide, counters can only be too high.
//! 5. **Ties.** A text that would do as well as the worst of as many hits as asked for, but has a
//!    greater id, is not fetched.

use std::ops::{Range, RangeInclusive};

mod block;
mod runs;

pub use self::block::TokenBlock;
use self::block::{fingerprint, turn_into_elements};
pub use self::runs::containing;
pub(crate) use self::runs::find_run;
use super::having::in_all;
use super::{BLOCK_LEN, Filter, Run, Sought};
use crate::distance::{Pattern, Score, tokens};
use crate::error::Result;

/// A query's tokens.
pub(super) struct TokenFilter<'s> {
    pattern: Pattern,
    len: usize,
    /// Those last asked for.
    lengths: Option<(Score, RangeInclusive<usize>)>,
    numbers: Numbers,
    elements: Vec<u16>,
    /// Elements that texts must have.
    having: Vec<u16>,
    /// By rank; all zero between two blocks.
    counters: &'s mut [u8],
    candidates: Vec<(u8, u16)>,
}

/// How many postings are read in the time in which one candidate is compared.
const POSTINGS_A_CANDIDATE: usize = 16;
/// Of the texts met so often, one in so many is met once more.
const MET_AGAIN: usize = 8;
/// How many counters are looked through in the time in which one is found by its posting.
const LOOKED: usize = 16;

impl Filter for TokenFilter<'_> {
    type Block = TokenBlock;

    fn length(&self) -> usize {
        self.len
    }

    fn admits(&mut self, nearest: usize, floor: Score) -> bool {
        self.cutoff(nearest, floor).is_some()
    }

    fn block(&mut self, run: &mut Run<'_>, block: &TokenBlock) -> Result<()> {
        run.stats.texts += block.ids().len() as u64;
        let floor = run.best.floor();
        let Some(lengths) = self.lengths(floor) else {
            return Ok(());
        };
        let (wanted, shortest) = block.with_lengths(&lengths);
        let Some(least) = self.shared_at_least(shortest, floor) else {
            return Ok(());
        };
        let having = self.having.iter();
        let having = having.map(|&element| within(block.list(element), &wanted));
        if let Some(ranks) = in_all(having.collect()) {
            let mut ranks = ranks.into_iter();
            return ranks.try_for_each(|rank| self.check(run, block, rank as usize, usize::MAX));
        }
        run.stats.length_admits += wanted.len() as u64;
        if least == 0 {
            return wanted
                .into_iter()
                .try_for_each(|rank| self.check(run, block, rank, usize::MAX));
        }
        let left = self.count(run, block, &wanted, least);
        let candidates = std::mem::take(&mut self.candidates);
        for &(count, rank) in &candidates {
            let shared = match count {
                u8::MAX => usize::MAX,
                _ => count as usize + left,
            };
            self.check(run, block, rank as usize, shared)?;
        }
        self.candidates = candidates;
        Ok(())
    }
}

impl<'s> TokenFilter<'s> {
    /// Takes counters that are zero, if there are any, and leaves them so.
    pub(super) fn new(Sought { text, having }: Sought<'_>, counters: &'s mut Vec<u8>) -> Self {
        counters.resize(BLOCK_LEN, 0);
        let of_runs = having.iter().flat_map(|run| tokens(run));
        let mut having: Vec<u16> = of_runs.map(fingerprint).collect();
        // The first of equal tokens is its own element.
        having.sort_unstable();
        having.dedup();
        let mut fingerprints: Vec<u16> = tokens(text).map(fingerprint).collect();
        let len = fingerprints.len();
        let mut numbers = Numbers::with_room_for(len);
        let symbols: Vec<u32> = fingerprints.iter().map(|&f| numbers.insert(f)).collect();
        turn_into_elements(&mut fingerprints);
        TokenFilter {
            pattern: Pattern::new(&symbols, numbers.len),
            len,
            lengths: None,
            numbers,
            elements: fingerprints,
            having,
            counters,
            candidates: Vec::new(),
        }
    }

    /// The numbers of tokens with which a text can reach `floor`, if any can. It must share at
    /// least as many tokens with the query as the least of them.
    fn lengths(&mut self, floor: Score) -> Option<RangeInclusive<usize>> {
        if let Some((known, lengths)) = &self.lengths
            && *known == floor
        {
            return Some(lengths.clone());
        }
        let least = self.len - self.cutoff(self.len, floor)?;
        // No text has as many characters as the last.
        let (mut most, mut beyond) = (self.len, (1 << 31).max(self.len + 1));
        while most + 1 < beyond {
            let middle = most.midpoint(beyond);
            match self.cutoff(middle, floor) {
                Some(_) => most = middle,
                None => beyond = middle,
            }
        }
        self.lengths = Some((floor, least..=most));
        Some(least..=most)
    }

    /// Makes candidates of the texts among the `wanted` that can share as many tokens as the `least`,
    /// with how many they are known to share, the most promising first: they raise the threshold
    /// for the rest. Returns how many lists were not read.
    fn count(
        &mut self,
        run: &mut Run<'_>,
        block: &TokenBlock,
        wanted: &Range<usize>,
        least: usize,
    ) -> usize {
        let mut lists: Vec<&[u16]> = self.elements.iter().map(|&e| block.list(e)).collect();
        lists.sort_unstable_by_key(|list| list.len());
        // Every candidate is in one of the first lists. The others tell only how often it is met.
        let (first, others) = lists.split_at_mut(self.len - least + 1);
        // All their beginnings are asked for at once: one by one, each would be waited for.
        for list in &*first {
            std::hint::black_box(list.first().copied());
        }
        for list in &mut *first {
            *list = within(list, wanted);
        }
        let counters = &mut self.counters[..];
        for &rank in first.iter().copied().flatten() {
            let counter = &mut counters[rank as usize];
            *counter = counter.saturating_add(1);
        }
        let met: usize = first.iter().map(|list| list.len()).sum();
        let (mut left, mut postings, mut candidates) = (others.len(), met, met);
        for list in others {
            if candidates * POSTINGS_A_CANDIDATE < list.len() {
                break;
            }
            let list = within(list, wanted);
            for &rank in list {
                let counter = &mut counters[rank as usize];
                *counter = counter.saturating_add(u8::from(*counter != 0));
            }
            left -= 1;
            postings += list.len();
            candidates /= MET_AGAIN;
        }
        run.stats.postings += postings as u64;

        let needed = (least - left).min(u8::MAX as usize) as u8;
        self.candidates.clear();
        if met * LOOKED < wanted.len() {
            for &rank in first.iter().copied().flatten() {
                let count = std::mem::take(&mut counters[rank as usize]);
                if needed <= count {
                    self.candidates.push((count, rank));
                }
            }
        } else {
            let counters = &mut counters[wanted.clone()];
            let chunks = counters.chunks(64).zip(wanted.clone().step_by(64));
            for (chunk, start) in chunks {
                // Most chunks have none, and their greatest is found at once.
                if needed <= chunk.iter().fold(0, |most, &count| most.max(count)) {
                    let ranks = chunk.iter().zip(start..);
                    let able = ranks.filter(|&(&count, _)| needed <= count);
                    self.candidates
                        .extend(able.map(|(&count, rank)| (count, rank as u16)));
                }
            }
            counters.fill(0);
        }
        run.stats.count_admits += self.candidates.len() as u64;
        self.candidates.sort_unstable_by(|a, b| b.cmp(a));
        left
    }

    /// How many tokens a text of `len` must share at least to reach `floor`, if any can.
    fn shared_at_least(&self, len: usize, floor: Score) -> Option<usize> {
        Some(self.len.max(len) - self.cutoff(len, floor)?)
    }

    /// The greatest distance to a text of `len` tokens that `floor` allows, if any.
    fn cutoff(&self, len: usize, floor: Score) -> Option<usize> {
        let cutoff = floor.characters_cutoff(self.len.max(len))?;
        (self.len.abs_diff(len) <= cutoff).then_some(cutoff)
    }

    /// Fetches a text that shares at most `shared` tokens, if its fingerprints allow it to count.
    fn check(
        &self,
        run: &mut Run<'_>,
        block: &TokenBlock,
        rank: usize,
        shared: usize,
    ) -> Result<()> {
        let own = block.of_rank(rank);
        let longer = self.len.max(own.len());
        let Some(cutoff) = self.cutoff(own.len(), run.best.floor()) else {
            return Ok(());
        };
        if shared < longer - cutoff {
            run.stats.outrisen += 1;
            return Ok(());
        }
        run.stats.sketched += 1;
        let symbols = own.iter().map(|&f| self.numbers.of(f));
        let Some(distance) = self.pattern.distance(symbols, own.len(), cutoff) else {
            return Ok(());
        };
        let id = block.ids()[rank];
        match run.best.admits(Score::tokens(distance, longer, true), id) {
            true => run.fetch(id, usize::MAX),
            false => Ok(()),
        }
    }
}

/// The part of a list with these ranks.
fn within<'l>(list: &'l [u16], ranks: &Range<usize>) -> &'l [u16] {
    let before = |bound: usize| list.partition_point(|&rank| (rank as usize) < bound);
    &list[before(ranks.start)..before(ranks.end)]
}

/// Small numbers for the fingerprints of a query, by open addressing; 0 for all others.
struct Numbers {
    places: Vec<(u16, u32)>,
    len: u32,
}

impl Numbers {
    fn with_room_for(fingerprints: usize) -> Self {
        let most = fingerprints.min(1 << u16::BITS);
        Numbers {
            places: vec![(0, 0); (4 * most).next_power_of_two()],
            len: 0,
        }
    }

    fn place(&self, fingerprint: u16) -> usize {
        let mask = self.places.len() - 1;
        let mut place = fingerprint as usize & mask;
        while self.places[place].1 != 0 && self.places[place].0 != fingerprint {
            place = (place + 1) & mask;
        }
        place
    }

    fn insert(&mut self, fingerprint: u16) -> u32 {
        let place = self.place(fingerprint);
        if self.places[place].1 == 0 {
            self.len += 1;
            self.places[place] = (fingerprint, self.len);
        }
        self.places[place].1
    }

    fn of(&self, fingerprint: u16) -> u32 {
        self.places[self.place(fingerprint)].1
    }
}
