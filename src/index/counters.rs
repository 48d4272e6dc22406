//! Counts how many elements of a query each text of a block has.

use std::ops::Range;

use super::block::{BLOCK_LEN, List, SKIP};
use super::width::{Spread, Task, Width};

/// A counter for each slot of a block, used for one block after the other. They stop at 255.
pub(super) struct Counters {
    /// None until they are first needed.
    counts: Option<Box<[u8; BLOCK_LEN]>>,
    width: Width,
}

/// Slots of one length in a block, which need a common count.
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) needed: usize,
}

/// Slots that are added from a bitmap at once.
const COLUMN: usize = 512;
/// How many binary digits a sum of bitmaps has.
const DIGITS: usize = 4;
/// How many slots of a bitmap are added in the time of one posting of another list.
const BITMAP_SLOTS: usize = 64;

impl Default for Counters {
    fn default() -> Self {
        Counters {
            counts: None,
            width: Width::widest(),
        }
    }
}

impl Counters {
    /// Begins to count for some slots of another block; no more than `most` will be counted.
    pub(super) fn begin(&mut self, slots: Range<usize>, most: usize) -> Count<'_, '_> {
        let columns = slots.start / COLUMN..slots.end.div_ceil(COLUMN);
        let counts = self.counts.get_or_insert_with(|| Box::new([0; BLOCK_LEN]));
        counts[COLUMN * columns.start..COLUMN * columns.end].fill(0);
        Count {
            counts,
            width: self.width,
            columns,
            end: slots.end,
            may_overflow: u8::MAX as usize <= most,
            bitmaps: Vec::new(),
        }
    }
}

/// Counting in one block.
pub(super) struct Count<'c, 'b> {
    counts: &'c mut [u8; BLOCK_LEN],
    width: Width,
    columns: Range<usize>,
    end: usize,
    may_overflow: bool,
    /// Those not yet counted.
    bitmaps: Vec<&'b [u8]>,
}

impl<'b> Count<'_, 'b> {
    /// Counts a list's slots, each as `weight` elements; returns how many postings take as long.
    pub(super) fn add(&mut self, list: List<'b>, weight: u32) -> usize {
        let weight = weight.min(u8::MAX.into()) as u8;
        match (list, self.may_overflow) {
            (List::Slots(slots), false) => self.add_slots::<false>(slots, weight),
            (List::Slots(slots), true) => self.add_slots::<true>(slots, weight),
            (List::Gaps(gaps), false) => self.add_gaps::<false>(gaps, weight),
            (List::Gaps(gaps), true) => self.add_gaps::<true>(gaps, weight),
            (List::Bitmap { bits, .. }, _) => {
                for _ in 0..weight {
                    if self.bitmaps.len() == (1 << DIGITS) - 1 {
                        self.settle();
                    }
                    self.bitmaps.push(bits);
                }
                self.columns.len() * COLUMN / BITMAP_SLOTS
            }
        }
    }

    // Slots that were not asked for are counted too: nobody reads their counters.
    fn add_slots<const MAY_OVERFLOW: bool>(&mut self, slots: &[[u8; 2]], weight: u8) -> usize {
        for &slot in slots {
            self.raise::<MAY_OVERFLOW>(u16::from_le_bytes(slot), weight);
        }
        slots.len()
    }

    fn add_gaps<const MAY_OVERFLOW: bool>(&mut self, gaps: &[u8], weight: u8) -> usize {
        let mut slot = 0u16;
        let (words, rest) = gaps.as_chunks::<8>();
        for (read, &word) in words.iter().enumerate() {
            // What lies behind is not read.
            if self.end <= slot as usize {
                return 8 * read;
            }
            // One load for eight gaps.
            let mut word = u64::from_le_bytes(word);
            for _ in 0..8 {
                let gap = word as u8;
                word >>= 8;
                slot = slot.wrapping_add(u16::from(gap));
                self.raise::<MAY_OVERFLOW>(slot, if gap == SKIP { 0 } else { weight });
            }
        }
        for &gap in rest {
            slot = slot.wrapping_add(u16::from(gap));
            self.raise::<MAY_OVERFLOW>(slot, if gap == SKIP { 0 } else { weight });
        }
        gaps.len()
    }

    // Where nothing can overflow, not to ask is faster.
    fn raise<const MAY_OVERFLOW: bool>(&mut self, slot: u16, weight: u8) {
        let count = &mut self.counts[slot as usize];
        *count = match MAY_OVERFLOW {
            true => count.saturating_add(weight),
            false => count.wrapping_add(weight),
        };
    }

    /// Counts the bitmaps that wait for it.
    pub(super) fn settle(&mut self) {
        if !self.bitmaps.is_empty() {
            self.width.run(Settle {
                bitmaps: &self.bitmaps,
                columns: self.columns.clone(),
                counts: self.counts,
            });
            self.bitmaps.clear();
        }
    }

    /// Adds the slots of `stretch` that can have the count they need, with `left` elements not
    /// counted yet.
    pub(super) fn candidates(&self, stretch: &Stretch, left: usize, found: &mut Vec<(u8, u16)>) {
        let needed = shown(stretch.needed, left);
        let mut start = stretch.start;
        for counts in self.counts[stretch.start..stretch.end].chunks(64) {
            // Most chunks have none, and their greatest is found at once.
            if needed <= counts.iter().fold(0, |most, &count| most.max(count)) {
                for (slot, &count) in (start..).zip(counts) {
                    if needed <= count {
                        found.push((count, slot as u16));
                    }
                }
            }
            start += 64;
        }
    }

    /// Whether at most `most` slots can have the counts they need.
    pub(super) fn at_most(&self, stretches: &[Stretch], left: usize, most: usize) -> bool {
        let mut found = 0;
        for stretch in stretches {
            let needed = shown(stretch.needed, left);
            for counts in self.counts[stretch.start..stretch.end].chunks(128) {
                let here: u8 = counts.iter().map(|&count| u8::from(needed <= count)).sum();
                found += here as usize;
            }
            if most < found {
                return false;
            }
        }
        true
    }
}

/// What a counter must show for `needed`, with `left` elements not counted.
fn shown(needed: usize, left: usize) -> u8 {
    needed.saturating_sub(left).min(255) as u8
}

/// Bitmaps to be added to counters, fewer than their sums have room for.
struct Settle<'t, 'b> {
    bitmaps: &'t [&'b [u8]],
    columns: Range<usize>,
    counts: &'t mut [u8; BLOCK_LEN],
}

impl Task for Settle<'_, '_> {
    #[inline(always)]
    fn run<const N: usize>(self, spread: impl Spread) {
        let counts = self.counts.as_chunks_mut::<COLUMN>().0;
        for (column, counts) in self.columns.clone().zip(&mut counts[self.columns]) {
            // Words of the sums, a binary digit each.
            let mut digits = [[0; COLUMN / 64]; DIGITS];
            for bitmap in self.bitmaps {
                let mut carry = words(bitmap, column);
                for digit in &mut digits {
                    for (digit, carry) in digit.iter_mut().zip(&mut carry) {
                        (*digit, *carry) = (*digit ^ *carry, *digit & *carry);
                    }
                }
            }
            for (word, counts) in counts.as_chunks_mut::<64>().0.iter_mut().enumerate() {
                spread.add(digits.map(|digit| digit[word]), counts);
            }
        }
    }
}

/// The words of a bitmap for a column; there is nothing behind its end.
#[inline(always)]
fn words(bitmap: &[u8], column: usize) -> [u64; COLUMN / 64] {
    let (columns, rest) = bitmap.as_chunks::<{ COLUMN / 8 }>();
    let bytes = match columns.get(column) {
        Some(bytes) => *bytes,
        None => {
            let mut last = [0; COLUMN / 8];
            last[..rest.len()].copy_from_slice(rest);
            last
        }
    };
    let mut words = [0; COLUMN / 64];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn bitmaps_are_counted_at_any_width(
            slots in 1usize..3000,
            // One more slot than so many lies between two of a bitmap.
            bitmaps in proptest::collection::vec(0usize..7, 0..20),
            before in any::<u8>(),
            most in 0usize..600,
        ) {
            let mut expected = vec![before; slots];
            let mut kept = Vec::new();
            for gap in bitmaps {
                let mut bits = vec![0u8; 2 * slots.div_ceil(16)];
                for slot in (gap..slots).step_by(gap + 1) {
                    bits[slot / 8] |= 1 << (slot % 8);
                    expected[slot] = expected[slot].saturating_add(1);
                }
                kept.push(bits);
            }
            for width in Width::available() {
                let mut counters = Counters { width, ..Counters::default() };
                let mut count = counters.begin(0..slots, most);
                count.counts[..slots].fill(before);
                for bits in &kept {
                    count.add(List::Bitmap { bits, slots: 0 }, 1);
                }
                count.settle();
                prop_assert_eq!(&count.counts[..slots], &expected[..], "{:?}", width);
            }
        }
    }
}
