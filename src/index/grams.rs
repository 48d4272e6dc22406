//! The filter by shared 4-grams, for [`Measure::Mean`] and [`Measure::Characters`].
//!
//! Let *m* be the longer of the two lengths in characters, *d* the Levenshtein distance, *g* and
//! *h* the numbers of 4-grams of query and candidate, *c* how many they share as multisets.
//!
//! 1. **Length.** d is at least the difference of the lengths, so that lengths too far from the
//!    query's cannot reach the threshold, even with every gram shared (L. Gravano and others,
//!    *Approximate string joins in a database (almost) for free*, 2001). The bound falls
//!    steadily on either side of the query's length: a block all of whose lengths lie beyond an
//!    impossible one is passed over whole.
//! 2. **Count.** An edit changes at most four grams, so c >= max(g, h) - 4d (P. Jokinen and
//!    E. Ukkonen, *Two algorithms for approximate string matching in static texts*, 1991;
//!    E. Ukkonen, *Approximate string-matching with q-grams and maximal matches*, 1992), or
//!    d >= (max(g, h) - c) / 4. This bounds the Levenshtein part from above by c, and Dice is
//!    2c / (g + h): both parts of [`Measure::Mean`] grow with c alone. So for each length there
//!    is a least count T, found by bisection on integers, without which the threshold is out of
//!    reach. For [`Measure::Characters`], T = max(g, h) - 4D with D the greatest distance allowed.
//! 3. **Buckets.** The i-th occurrence of a gram is an element of its own, and elements are
//!    hashed to buckets. Each element shared is found in its bucket, whatever else lies there:
//!    adding a bucket's number of query elements to every slot of its list can only count too
//!    much, never too little.
//! 4. **Rarest first.** After the lists of all but *r* of the query's elements, a candidate's
//!    true count is at most its counter plus r: slots below T - r are out (S. Sarawagi and
//!    A. Kirpal, *Efficient set joins on similarity predicates*, 2004). Which lists are left to
//!    the end does not matter for exactness, so the longest are, and mostly are never read.
//!    Counters are bytes that stop at 255, and what has stopped there is kept.
//! 5. **Distance before count.** A counter bounds Dice from above; what Dice leaves to the
//!    distance is a cut-off for the bit-parallel comparison (G. Myers, 1999; H. Hyyrö, 2003),
//!    which is tight because the threshold is reached by the mean only.

use super::Run;
use super::block::{BLOCK_LEN, Block, Elements, List, SKIP};
use crate::distance::{Measure, Score, gram_count};
use crate::error::Result;

/// Texts of one length in a block, which need a common count.
struct Stretch {
    start: usize,
    end: usize,
    needed: usize,
}

/// How many candidates are few enough to compare at once.
const FEW: usize = 16;
/// How long a list is read to its end, though few of its slots may be of interest.
const SHORT: usize = 48;
/// How many counters are looked through in the time of one posting of a list.
const LOOKED: usize = 20;
/// How many are, where bitmaps must be added to them first.
const SETTLED: usize = 5;
/// How many units of a bitmap are added in the time of one posting of a list.
const BITMAP_UNITS: usize = 4;

/// A query's grams.
pub(super) struct GramFilter<'q> {
    bound: Bound,
    buckets: Buckets<'q>,
    scratch: Scratch,
}

/// Whether texts of a query's length need a count of grams for [`Measure::Characters`] that few
/// alien texts have: a third of the query's.
pub(super) fn tell(len: usize, floor: Score) -> bool {
    let measure = Measure::Characters;
    let needed = Bound { measure, len }.needed(len, floor).unwrap_or(0);
    gram_count(len) < 3 * needed
}

impl<'q> GramFilter<'q> {
    pub(super) fn new(query: &'q str, measure: Measure) -> Self {
        GramFilter {
            bound: Bound {
                measure,
                len: query.chars().count(),
            },
            buckets: Buckets::new(query),
            scratch: Scratch::default(),
        }
    }

    /// Whether texts of lengths no nearer than `nearest` can reach `floor`.
    pub(super) fn admits(&self, nearest: usize, floor: Score) -> bool {
        self.bound.needed(nearest, floor).is_some()
    }

    pub(super) fn block(&mut self, run: &mut Run<'_>, block: &Block) -> Result<()> {
        let floor = run.best.floor();
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut start = 0;
        while start < block.len() {
            let (length, end) = (block.length(start), block.end_of_run(start));
            if let Some(needed) = self.bound.needed(length, floor) {
                run.stats.length_admits += (end - start) as u64;
                stretches.push(Stretch { start, end, needed });
            }
            start = end;
        }
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
            return Ok(());
        };
        let (start, end) = (first.start, last.end);
        let least = stretches.iter().map(|s| s.needed).min().unwrap_or(0);
        let whole = start == 0 && end == block.len();

        let mut lists: Vec<(u32, List<'_>)> = self
            .buckets
            .of(block.bits())
            .iter()
            .map(|&(bucket, weight)| (weight, block.list(bucket as usize)))
            .collect();
        // A bitmap holds more slots than any list that is none.
        lists.sort_unstable_by_key(|(_, list)| match list {
            List::Slots(slots) => slots.len(),
            List::Gaps(gaps) => gaps.len(),
            List::Bitmap(_) => usize::MAX,
        });

        let scratch = &mut self.scratch;
        scratch.clear(start, end);
        let mut left: usize = gram_count(self.bound.len);
        let mut read = 0;
        for (weight, list) in lists {
            left -= weight as usize;
            let cost = match list {
                List::Slots(slots) => {
                    let slot = |&unit: &[u8; 2]| u16::from_le_bytes(unit) as usize;
                    // In a short list the slots outside are not worth looking for: their
                    // counters are not read, and are cleared before they are.
                    let (from, to) = match whole || slots.len() <= SHORT {
                        true => (0, slots.len()),
                        false => (
                            slots.partition_point(|unit| slot(unit) < start),
                            slots.partition_point(|unit| slot(unit) < end),
                        ),
                    };
                    // Damaged postings need not be sorted.
                    scratch.add_slots(&slots[from.min(to)..to], weight);
                    to.saturating_sub(from)
                }
                List::Gaps(gaps) => {
                    scratch.add_gaps(gaps, weight);
                    gaps.len()
                }
                List::Bitmap(units) => {
                    scratch.add_bitmap(units, weight);
                    units.len() / BITMAP_UNITS
                }
            };
            read += cost;
            run.stats.postings += cost as u64;
            // To look at the counters makes sense once they can tell, and then costs as much as
            // what was read in between.
            let enough = match scratch.pending {
                0 => (end - start) / LOOKED,
                _ => (end - start) / SETTLED,
            };
            if left < least && enough < read {
                read = 0;
                scratch.settle();
                if 254 + left < least || scratch.at_most(&stretches, left, FEW) {
                    break;
                }
            }
        }
        scratch.settle();

        let mut candidates = std::mem::take(&mut scratch.candidates);
        candidates.clear();
        for stretch in &stretches {
            scratch.candidates_of(stretch, left, &mut candidates);
        }
        run.stats.count_admits += candidates.len() as u64;
        // The most promising first: they raise the threshold for the rest.
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        for &(count, slot) in &candidates {
            let slot = slot as usize;
            let shared = match count {
                u8::MAX => usize::MAX,
                _ => count as usize + left,
            };
            if !self
                .bound
                .allows(block.length(slot), shared, run.best.floor())
            {
                run.stats.outrisen += 1;
                continue;
            }
            run.fetch(block.id(slot), shared)?;
        }
        self.scratch.candidates = candidates;
        Ok(())
    }
}

/// What lengths and counts of grams allow.
struct Bound {
    measure: Measure,
    len: usize,
}

impl Bound {
    /// The most that a text of `length` characters that shares at most `shared` grams can
    /// score: never below its score.
    fn most(&self, length: usize, shared: usize) -> Score {
        let longer = self.len.max(length);
        let (own, other) = (gram_count(self.len), gram_count(length));
        let shared = shared.min(own).min(other);
        let least = (own.max(other) - shared)
            .div_ceil(crate::distance::GRAM)
            .max(self.len.abs_diff(length))
            .min(longer);
        match self.measure {
            Measure::Mean => Score::mean(least, longer, shared, own + other),
            _ => Score::characters(least, longer),
        }
    }

    fn allows(&self, length: usize, shared: usize, floor: Score) -> bool {
        floor <= self.most(length, shared)
    }

    /// The least number of shared grams with which a text of `length` characters can reach
    /// `floor`, if any can.
    fn needed(&self, length: usize, floor: Score) -> Option<usize> {
        let (mut low, mut high) = (0, gram_count(self.len).min(gram_count(length)));
        if !self.allows(length, high, floor) {
            return None;
        }
        while low < high {
            let middle = low.midpoint(high);
            match self.allows(length, middle, floor) {
                true => high = middle,
                false => low = middle + 1,
            }
        }
        Some(low)
    }
}

/// The query's buckets with the number of its elements in each, by the bits of a block.
struct Buckets<'q> {
    query: &'q str,
    by_bits: Vec<Option<Vec<(u32, u32)>>>,
}

impl<'q> Buckets<'q> {
    fn new(query: &'q str) -> Self {
        Buckets {
            query,
            by_bits: Vec::new(),
        }
    }

    fn of(&mut self, bits: u32) -> &[(u32, u32)] {
        let place = bits as usize;
        if self.by_bits.len() <= place {
            self.by_bits.resize(place + 1, None);
        }
        self.by_bits[place].get_or_insert_with(|| {
            let mut buckets = Vec::new();
            Elements::new(bits).of(self.query, |bucket| buckets.push(bucket));
            buckets.sort_unstable();
            buckets
                .chunk_by(|a, b| a == b)
                .map(|same| (same[0], same.len() as u32))
                .collect()
        })
    }
}

/// Counters of a block's slots.
struct Scratch {
    counters: Box<[u8; BLOCK_LEN]>,
    /// Sums of bitmaps not yet in the counters, a binary digit each.
    digits: [Vec<u64>; DIGITS],
    /// How much was added in all: the most that a counter can show.
    total: u32,
    /// How much the digits hold at most.
    pending: u32,
    start: usize,
    end: usize,
    candidates: Vec<(u8, u16)>,
}

const DIGITS: usize = 4;

impl Default for Scratch {
    fn default() -> Self {
        Scratch {
            counters: Box::new([0; BLOCK_LEN]),
            digits: Default::default(),
            total: 0,
            pending: 0,
            start: 0,
            end: 0,
            candidates: Vec::new(),
        }
    }
}

impl Scratch {
    /// Begins anew for the slots from `start` to `end`.
    fn clear(&mut self, start: usize, end: usize) {
        // Whole words of bitmaps are added.
        (self.start, self.end) = (start / 64 * 64, end.next_multiple_of(64).min(BLOCK_LEN));
        self.counters[self.start..self.end].fill(0);
        self.total = 0;
    }

    fn add_slots(&mut self, slots: &[[u8; 2]], weight: u32) {
        self.total = self.total.saturating_add(weight);
        let weight = weight.min(255) as u8;
        let counters = &mut self.counters;
        let place = |&slot: &[u8; 2]| u16::from_le_bytes(slot) as usize;
        if self.total <= 255 {
            // Nothing can overflow yet, and not to ask is faster.
            for counter in slots.iter().map(place) {
                counters[counter] = counters[counter].wrapping_add(weight);
            }
        } else {
            for counter in slots.iter().map(place) {
                counters[counter] = counters[counter].saturating_add(weight);
            }
        }
    }

    fn add_gaps(&mut self, gaps: &[u8], weight: u32) {
        self.total = self.total.saturating_add(weight);
        let weight = weight.min(255) as u8;
        let may_overflow = 255 < self.total;
        let mut slot = 0u16;
        for gaps in gaps.chunks(64) {
            // What lies behind is not read.
            if self.end <= slot as usize {
                break;
            }
            for &gap in gaps {
                slot = slot.wrapping_add(u16::from(gap));
                let weight = if gap == SKIP { 0 } else { weight };
                let counter = &mut self.counters[slot as usize];
                *counter = match may_overflow {
                    true => counter.saturating_add(weight),
                    false => counter.wrapping_add(weight),
                };
            }
        }
    }

    fn add_bitmap(&mut self, units: &[[u8; 2]], weight: u32) {
        self.total = self.total.saturating_add(weight);
        let (words, rest) = units.as_flattened().as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        let (from, to) = (self.start / 64, self.end / 64);
        let words = &words[from.min(words.len())..to.min(words.len())];
        for _ in 0..weight.min(255) {
            if self.pending == (1 << DIGITS) - 1 {
                self.settle();
            }
            if self.pending == 0 {
                for digit in &mut self.digits {
                    digit.clear();
                    digit.resize((self.end - self.start) / 64, 0);
                }
            }
            self.pending += 1;
            let [ones, twos, fours, eights] = &mut self.digits;
            let digits = ones.iter_mut().zip(twos).zip(fours).zip(eights);
            let words = words.iter().chain(std::iter::once(&last));
            for (&word, (((one, two), four), eight)) in words.zip(digits) {
                let mut carry = u64::from_le_bytes(word);
                for digit in [one, two, four, eight] {
                    (*digit, carry) = (*digit ^ carry, *digit & carry);
                }
            }
        }
    }

    /// Adds the digits to the counters.
    fn settle(&mut self) {
        if self.pending == 0 {
            return;
        }
        self.pending = 0;
        let [ones, twos, fours, eights] = &self.digits;
        let counters = self.counters[self.start..self.end].as_chunks_mut::<64>().0;
        for (at, counters) in counters.iter_mut().enumerate() {
            let digits = [ones[at], twos[at], fours[at], eights[at]].map(u64::to_le_bytes);
            for (byte, counters) in counters.as_chunks_mut::<8>().0.iter_mut().enumerate() {
                let sum = (0..DIGITS)
                    .map(|digit| SPREAD[digits[digit][byte] as usize] << digit)
                    .sum::<u64>();
                for (counter, more) in counters.iter_mut().zip(sum.to_le_bytes()) {
                    *counter = counter.saturating_add(more);
                }
            }
        }
    }

    /// What a counter must show for `needed`, with `left` elements not counted.
    fn counter(needed: usize, left: usize) -> u8 {
        needed.saturating_sub(left).min(255) as u8
    }

    /// Adds the slots of `stretch` that can still have the count they need.
    fn candidates_of(&self, stretch: &Stretch, left: usize, found: &mut Vec<(u8, u16)>) {
        let needed = Self::counter(stretch.needed, left);
        let mut start = stretch.start;
        for counters in self.counters[stretch.start..stretch.end].chunks(64) {
            // Most chunks have none, and their greatest is found at once.
            if needed <= counters.iter().fold(0, |most, &count| most.max(count)) {
                for (slot, &count) in (start..).zip(counters) {
                    if needed <= count {
                        found.push((count, slot as u16));
                    }
                }
            }
            start += 64;
        }
    }

    /// Whether at most `most` slots can still have the counts they need.
    fn at_most(&self, stretches: &[Stretch], left: usize, most: usize) -> bool {
        let mut found = 0;
        for stretch in stretches {
            let needed = Self::counter(stretch.needed, left);
            for counters in self.counters[stretch.start..stretch.end].chunks(128) {
                let here: u8 = counters
                    .iter()
                    .map(|&count| u8::from(needed <= count))
                    .sum();
                found += here as usize;
            }
            if most < found {
                return false;
            }
        }
        true
    }
}

/// By byte: its bits, a byte each.
static SPREAD: [u64; 256] = {
    let mut spread = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut bit = 0;
        while bit < 8 {
            spread[byte] |= ((byte as u64) >> bit & 1) << (8 * bit);
            bit += 1;
        }
        byte += 1;
    }
    spread
};
