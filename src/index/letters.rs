//! The filter for [`Measure::Characters`](crate::distance::Measure::Characters) where 4-grams
//! tell little: a distance to every text of an admitted length.
//!
//! A block's [`Letters`] are made of its texts when they are first needed, and stay in memory with
//! it: about 5 bits a character. A character is known by a *class*: the most frequent 30 of the
//! block have one each, the others share one. Let *n* and *m* be the lengths in characters.
//!
//! 1. **Length.** The distance is at least the difference of the lengths.
//! 2. **Classes.** Equal characters have equal classes, so that the distance over classes, which
//!    `lanes` computes for 512 texts at a time, is at most the true one; only texts whose it is
//!    small enough are fetched.
//! 3. **Ties**, as for tokens: what could only lose by its id is not fetched.
//!
//! Texts of more than 4,096 characters, and the few whose lengths are nearly alone, are fetched
//! if their length admits them.
//!
//! # What was tried and not kept
//! Per million texts of 85 characters at 70%, one core:
//! - Counts of shared pairs of adjacent characters (an edit changes two at most; E. Ukkonen,
//!   *Approximate string-matching with q-grams and maximal matches*, 1992), in bit-sliced columns:
//!   2.8 ms at the median but 62 at the 95th percentile, and useless at 50%, where twice the edits
//!   allowed exceeds the pairs that there are. 110 bytes a text.
//! - Bounds by letters alone (bag distance; I. Bartolini, P. Ciaccia and M. Patella, *String
//!   matching with metric trees using an approximate distance*, 2002): alien sentences of one
//!   language share three quarters of their letters, so that it tells nothing under 80%.
//! - Myers' words, of a text each, side by side: eleven operations on 64 rows, of which half
//!   are outside the band, and a look-up in memory for each column of each text.

use std::cmp::Reverse;
use std::ops::Range;

use super::block::Block;
use super::lanes::{self, CLASSES, Column, LANES, MOST_ROWS, Rows, Within};
use super::width::Width;
use super::{Filter, Run, Texts};
use crate::distance::Score;
use crate::error::{Error, Result};

/// Texts as columns of classes.
#[derive(Debug)]
pub(super) struct Letters {
    /// By symbol.
    classes: [u8; 256],
    columns: Vec<Column>,
    /// In order of slots, and so of lengths; all slots are in one.
    batches: Vec<Batch>,
    /// Slots of texts that were removed before the columns were made. A reader of an older state may
    /// still have them: to such a one they are candidates always.
    missing: Vec<u16>,
}

#[derive(Debug)]
struct Batch {
    slots: Range<usize>,
    /// None for texts that are compared one by one.
    columns: Range<usize>,
}

/// The longest text that has columns.
const LONGEST: usize = 1 << 12;
/// Fewer texts are not worth columns.
const FEW: usize = 8;

impl Letters {
    pub(super) fn build(
        block: &Block,
        texts: &dyn Texts,
        removed: &dyn Fn(u64) -> bool,
    ) -> Result<Self> {
        let (mut starts, mut symbols, mut missing) = (vec![0], Vec::new(), Vec::new());
        for (slot, id) in block.ids().enumerate() {
            match removed(id) {
                true => missing.push(slot as u16),
                false => symbols.extend(texts.text(id)?.chars().map(symbol)),
            }
            starts.push(symbols.len());
        }
        let is_as_built = |slot: usize| {
            let length = starts[slot + 1] - starts[slot];
            length == block.length(slot) || missing.binary_search(&(slot as u16)).is_ok()
        };
        if !(0..block.len()).all(is_as_built) {
            return Err(Error::damaged(
                "a text is not as long as when it was indexed",
            ));
        }
        let classes = classes_of(&symbols);
        for symbol in &mut symbols {
            *symbol = classes[*symbol as usize];
        }

        let (mut batches, mut columns) = (Vec::new(), Vec::new());
        let mut start = 0;
        while start < block.len() {
            // Few columns stand empty.
            let longest = block.length(start) * 5 / 4 + 4;
            let most = block.len().min(start + LANES);
            let alike = (start..most).take_while(|&slot| block.length(slot) <= longest);
            let slots = start..start + alike.count();
            start = slots.end;
            let first = columns.len();
            if FEW <= slots.len() && block.length(slots.end - 1) <= LONGEST {
                let classes = |slot| &symbols[starts[slot]..starts[slot + 1]];
                // Longer than all that are left, if the longest were removed.
                let longest = block.length(slots.end - 1);
                columns.extend(lanes::columns(longest, slots.clone().map(classes)));
            }
            batches.push(Batch {
                slots,
                columns: first..columns.len(),
            });
        }
        columns.shrink_to_fit();
        Ok(Letters {
            classes,
            columns,
            batches,
            missing,
        })
    }

    fn misses(&self, slot: usize) -> bool {
        self.missing.binary_search(&(slot as u16)).is_ok()
    }
}

/// Classes by symbol, by falling frequency.
fn classes_of(symbols: &[u8]) -> [u8; 256] {
    let mut counts = [0u32; 256];
    for &symbol in symbols {
        counts[symbol as usize] += 1;
    }
    let mut by_count: Vec<u8> = (0..=u8::MAX).collect();
    by_count.sort_by_key(|&symbol| Reverse(counts[symbol as usize]));
    let mut classes = [0; 256];
    for (rank, symbol) in by_count.into_iter().enumerate() {
        classes[symbol as usize] = (rank + 1).min(CLASSES - 1) as u8;
    }
    classes
}

/// Equal for equal characters, and different for those that one text mostly has.
fn symbol(c: char) -> u8 {
    match c.is_ascii() {
        true => c as u8,
        // This factor keeps the Cyrillic letters of Russian and Kazakh and usual marks apart.
        false => 0x80 | ((c as u32).wrapping_mul(2_840_528_987) >> 25) as u8,
    }
}

/// A query's characters.
pub(super) struct LetterFilter {
    symbols: Vec<u8>,
    width: Width,
    rows: Rows,
    runs: Vec<lanes::Run>,
    within: Vec<Within>,
}

impl Filter for LetterFilter {
    type Block = Block;

    fn length(&self) -> usize {
        self.symbols.len()
    }

    fn admits(&mut self, nearest: usize, floor: Score) -> bool {
        self.cutoff(nearest, floor).is_some()
    }

    fn block(&mut self, run: &mut Run<'_>, block: &Block) -> Result<()> {
        run.stats.texts += block.len() as u64;
        let letters = block.letters(run.texts, run.removed)?;
        for &slot in &letters.missing {
            run.fetch(block.id(slot as usize), usize::MAX)?;
        }
        let in_lanes = self.symbols.len() <= MOST_ROWS;
        if in_lanes {
            let classes = self.symbols.iter().map(|&s| letters.classes[s as usize]);
            self.rows.set(classes);
        }
        // From the query's length on, and then the shorter ones.
        let shorter = |batch: &Batch| block.length(batch.slots.start) < self.symbols.len();
        let (shorter, longer) = letters
            .batches
            .split_at(letters.batches.partition_point(shorter));
        for batch in longer.iter().chain(shorter.iter().rev()) {
            match batch.columns.is_empty() || !in_lanes {
                true => self.one_by_one(run, block, letters, batch)?,
                false => self.side_by_side(run, block, letters, batch)?,
            }
        }
        Ok(())
    }
}

impl LetterFilter {
    pub(super) fn new(query: &str) -> Self {
        LetterFilter {
            symbols: query.chars().map(symbol).collect(),
            width: Width::widest(),
            rows: Rows::default(),
            runs: Vec::new(),
            within: Vec::new(),
        }
    }

    /// The greatest distance to a text of `len` characters that `floor` allows, if any.
    fn cutoff(&self, len: usize, floor: Score) -> Option<usize> {
        let own = self.symbols.len();
        let cutoff = floor.characters_cutoff(own.max(len))?;
        (own.abs_diff(len) <= cutoff).then_some(cutoff)
    }

    fn one_by_one(
        &self,
        run: &mut Run<'_>,
        block: &Block,
        letters: &Letters,
        batch: &Batch,
    ) -> Result<()> {
        for slot in batch.slots.clone() {
            let is_near = self.cutoff(block.length(slot), run.best.floor()).is_some();
            if is_near && !letters.misses(slot) {
                run.stats.length_admits += 1;
                run.fetch(block.id(slot), usize::MAX)?;
            }
        }
        Ok(())
    }

    fn side_by_side(
        &mut self,
        run: &mut Run<'_>,
        block: &Block,
        letters: &Letters,
        batch: &Batch,
    ) -> Result<()> {
        let floor = run.best.floor();
        self.runs.clear();
        let (mut start, mut admitted) = (batch.slots.start, 0);
        while start < batch.slots.end {
            let length = block.length(start);
            let end = block.end_of_run(start).min(batch.slots.end);
            let cutoff = self.cutoff(length, floor);
            if cutoff.is_some() {
                admitted += end - start;
            }
            self.runs.push(lanes::Run {
                lanes: start - batch.slots.start..end - batch.slots.start,
                length,
                cutoff,
            });
            start = end;
        }
        if admitted == 0 {
            return Ok(());
        }
        run.stats.length_admits += admitted as u64;
        run.stats.sketched += admitted as u64;
        let columns = &letters.columns[batch.columns.clone()];
        self.rows
            .compare(self.width, columns, &self.runs, &mut self.within);
        // The nearest first: they raise the threshold for the rest.
        self.within
            .sort_unstable_by_key(|within| Reverse(within.left));
        for within in &self.within {
            let slot = batch.slots.start + within.lane;
            let (length, id) = (block.length(slot), block.id(slot));
            let Some(cutoff) = self.cutoff(length, floor) else {
                continue;
            };
            let longer = self.symbols.len().max(length);
            let score = Score::characters(cutoff - within.left, longer);
            if run.best.admits(score, id) && !letters.misses(slot) {
                run.fetch(id, usize::MAX)?;
            }
        }
        Ok(())
    }
}
