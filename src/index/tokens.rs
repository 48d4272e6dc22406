//! The filter for [`Measure::Tokens`](crate::distance::Measure::Tokens).
//!
//! A block's [`TokenLists`] are made of its texts when tokens are first asked for, and stay in
//! memory with it: about 75 bytes a text of 16 tokens. A token is known by a *fingerprint* of 16
//! bits. Let *n* and *m* be the numbers of tokens, *c* how many tokens the two share as
//! multisets, and *D* the greatest distance that the threshold allows texts of max(n, m) tokens.
//!
//! 1. **Count.** Every token of the longer text that has no partner costs an edit of its own, so
//!    that c >= max(n, m) - D. That is least where m <= n.
//! 2. **Prefix.** The query's lists are read from the shortest on. With *r* lists unread, a text
//!    can share no more than its counter and r: one that must share T was met T - r times at
//!    least. Once r < T, only texts that were met are candidates, and the long lists of frequent
//!    tokens are never read (S. Chaudhuri, V. Ganti and R. Kaushik, *A primitive operator for
//!    similarity joins in data cleaning*, 2006; C. Xiao and others, *Efficient similarity joins
//!    for near duplicate detection*, 2008). A list more makes a second hit necessary, and is
//!    read where that costs less than the candidates that it saves.
//! 3. **Fingerprints.** Equal tokens have equal fingerprints, so that the distance over
//!    fingerprints is at most the true one. It is computed by bit vectors within the cut-off, from
//!    the block alone; only texts that pass are fetched. The same goes for lists: where
//!    fingerprints or buckets collide, counters can only be too high.
//! 4. **Ties.** A text that would do as well as the worst of as many hits as asked for, but has a
//!    greater id, is not fetched.

use super::block::{Block, mix};
use super::{Run, Texts};
use crate::distance::{Pattern, Score, tokens};
use crate::error::Result;

/// Which texts of a block have which tokens.
#[derive(Clone, Debug)]
pub(super) struct TokenLists {
    /// By slot: where its fingerprints begin; then where the last end.
    starts: Vec<u32>,
    fingerprints: Vec<u16>,
    bits: u32,
    /// By bucket: where its list begins; then where the last ends.
    directory: Vec<u32>,
    slots: Vec<u16>,
    /// Texts that were removed before the lists were made. A reader of an older state may still
    /// have them: to such a one they are candidates always.
    missing: Vec<u16>,
    /// The least and the greatest number of tokens.
    lengths: (usize, usize),
}

/// What a bucket's list should hold on average, so that the directory stays small beside them.
const USUAL_LIST: usize = 16;

impl TokenLists {
    pub(super) fn build(
        block: &Block,
        texts: &dyn Texts,
        removed: &dyn Fn(u64) -> bool,
    ) -> Result<Self> {
        let (starts, fingerprints, missing) = block.elements(texts, removed, |text, found| {
            found.extend(tokens(text).map(fingerprint));
        })?;

        let most = (fingerprints.len() / USUAL_LIST).max(1);
        let bits = most.ilog2().min(u16::BITS);
        let mut lists = TokenLists {
            lengths: (0, usize::MAX),
            directory: vec![0; (1 << bits) + 1],
            slots: vec![0; fingerprints.len()],
            starts,
            fingerprints,
            bits,
            missing,
        };
        let lengths = (0..block.len()).map(|slot| lists.of(slot).len());
        lists.lengths = (
            lengths.clone().min().unwrap_or(0),
            lengths.max().unwrap_or(0),
        );
        lists.fill(block.len());
        Ok(lists)
    }

    /// Sorts the slots into their lists, by counting: they stay ascending in each.
    fn fill(&mut self, texts: usize) {
        let mut own = Vec::new();
        let mut each = |lists: &Self, slot: usize, place: &mut dyn FnMut(usize)| {
            own.clear();
            own.extend_from_slice(lists.of(slot));
            for element in elements(&mut own) {
                place(lists.bucket(element));
            }
        };
        let mut directory = std::mem::take(&mut self.directory);
        for slot in 0..texts {
            each(self, slot, &mut |bucket| directory[bucket + 1] += 1);
        }
        for bucket in 1..directory.len() {
            directory[bucket] += directory[bucket - 1];
        }
        let mut free = directory.clone();
        let mut slots = std::mem::take(&mut self.slots);
        for slot in 0..texts {
            each(self, slot, &mut |bucket| {
                slots[free[bucket] as usize] = slot as u16;
                free[bucket] += 1;
            });
        }
        (self.directory, self.slots) = (directory, slots);
    }

    /// The fingerprints of a text, in its order.
    fn of(&self, slot: usize) -> &[u16] {
        &self.fingerprints[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    fn bucket(&self, element: u16) -> usize {
        (u32::from(element) >> (u16::BITS - self.bits)) as usize
    }

    fn list(&self, element: u16) -> &[u16] {
        let bucket = self.bucket(element);
        &self.slots[self.directory[bucket] as usize..self.directory[bucket + 1] as usize]
    }
}

fn fingerprint(token: &str) -> u16 {
    let (words, rest) = token.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let seed = token.len() as u64;
    let hash = words
        .iter()
        .fold(seed, |hash, &word| mix(hash ^ u64::from_le_bytes(word)));
    (mix(hash ^ u64::from_le_bytes(last)) >> 48) as u16
}

/// The elements of a text: the i-th occurrence of a token is one of its own, so that the multiset
/// of tokens becomes a set.
fn elements(fingerprints: &mut [u16]) -> impl Iterator<Item = u16> {
    fingerprints.sort_unstable();
    let mut before = None;
    let mut occurrence = 0u64;
    fingerprints.iter().map(move |&fingerprint| {
        occurrence = match before.replace(fingerprint) == Some(fingerprint) {
            true => occurrence + 1,
            false => 0,
        };
        match occurrence {
            0 => fingerprint,
            _ => (mix(occurrence << 16 | u64::from(fingerprint)) >> 48) as u16,
        }
    })
}

/// A query's tokens.
pub(super) struct TokenFilter {
    pattern: Pattern,
    len: usize,
    numbers: Numbers,
    elements: Vec<u16>,
    counters: Vec<u8>,
    candidates: Vec<(u8, u16)>,
}

/// How many postings are read in the time in which one candidate is compared.
const POSTINGS_A_CANDIDATE: usize = 16;
/// Of the texts met so often, one in so many is met once more.
const MET_AGAIN: usize = 8;

impl TokenFilter {
    pub(super) fn new(query: &str) -> Self {
        let mut fingerprints: Vec<u16> = tokens(query).map(fingerprint).collect();
        let len = fingerprints.len();
        let mut numbers = Numbers::with_room_for(len);
        let symbols: Vec<u32> = fingerprints.iter().map(|&f| numbers.insert(f)).collect();
        TokenFilter {
            pattern: Pattern::new(&symbols, numbers.len),
            len,
            numbers,
            elements: elements(&mut fingerprints).collect(),
            counters: Vec::new(),
            candidates: Vec::new(),
        }
    }

    /// Whether texts of lengths in characters no nearer than `nearest` can reach `floor`: a text
    /// has at most as many tokens as characters.
    pub(super) fn admits(&self, nearest: usize, floor: Score) -> bool {
        self.cutoff(self.len.min(nearest), floor).is_some()
    }

    pub(super) fn block(&mut self, run: &mut Run<'_>, block: &Block) -> Result<()> {
        let lists = block.tokens(run.texts, run.removed)?;
        for &slot in &lists.missing {
            run.fetch(block.id(slot as usize), usize::MAX)?;
        }
        let floor = run.best.floor();
        let (shortest, longest) = lists.lengths;
        let nearest = self.len.clamp(shortest, longest);
        if self.cutoff(nearest, floor).is_none() {
            run.stats.blocks_skipped += 1;
            return Ok(());
        }
        let least = self.len - floor.characters_cutoff(self.len).unwrap_or(0);
        if least == 0 {
            let missing = |&slot: &usize| lists.missing.binary_search(&(slot as u16)).is_ok();
            for slot in (0..block.len()).filter(|slot| !missing(slot)) {
                self.check(run, block, lists, slot, usize::MAX)?;
            }
            return Ok(());
        }

        let mut read: Vec<&[u16]> = self.elements.iter().map(|&e| lists.list(e)).collect();
        read.sort_unstable_by_key(|list| list.len());
        let mut left = read.len();
        let mut postings = 0;
        self.counters
            .resize(block.len().max(self.counters.len()), 0);
        for list in &read {
            if left < least {
                let met = postings / MET_AGAIN.pow((least - left - 1).min(8) as u32);
                if met * POSTINGS_A_CANDIDATE < list.len() {
                    break;
                }
            }
            for &slot in *list {
                let counter = &mut self.counters[slot as usize];
                *counter = counter.saturating_add(1);
            }
            left -= 1;
            postings += list.len();
        }
        read.truncate(read.len() - left);
        run.stats.postings += postings as u64;

        let needed = (least - left).min(u8::MAX as usize) as u8;
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.clear();
        for &slot in read.into_iter().flatten() {
            let count = std::mem::take(&mut self.counters[slot as usize]);
            if needed <= count {
                candidates.push((count, slot));
            }
        }
        run.stats.count_admits += candidates.len() as u64;
        // The most promising first: they raise the threshold for the rest.
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        for &(count, slot) in &candidates {
            let shared = match count {
                u8::MAX => usize::MAX,
                _ => count as usize + left,
            };
            self.check(run, block, lists, slot as usize, shared)?;
        }
        self.candidates = candidates;
        Ok(())
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
        block: &Block,
        lists: &TokenLists,
        slot: usize,
        shared: usize,
    ) -> Result<()> {
        let own = lists.of(slot);
        let longer = self.len.max(own.len());
        let Some(cutoff) = self.cutoff(own.len(), run.best.floor()) else {
            return Ok(());
        };
        run.stats.length_admits += 1;
        if shared < longer - cutoff {
            run.stats.outrisen += 1;
            return Ok(());
        }
        run.stats.sketched += 1;
        let symbols = own.iter().map(|&f| self.numbers.of(f));
        let Some(distance) = self.pattern.distance(symbols, own.len(), cutoff) else {
            return Ok(());
        };
        let id = block.id(slot);
        match run.best.admits(Score::tokens(distance, longer, true), id) {
            true => run.fetch(id, usize::MAX),
            false => Ok(()),
        }
    }
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
