//! The filter for [`Measure::Characters`](crate::distance::Measure::Characters) where 4-grams
//! tell little: a distance to every text of an admitted length.
//!
//! A block's [columns](super::columns) are made of its texts when they are first needed, and stay in memory with
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

use super::block::GramBlock;
use super::columns::{Batch, Letters, symbol};
use super::grams::Having;
use super::lanes::{self, MOST_ROWS, Rows, Within};
use super::width::Width;
use super::{Filter, Run, Sought};
use crate::distance::Score;
use crate::error::Result;

/// A query's characters.
pub(super) struct LetterFilter<'q> {
    having: Having<'q>,
    symbols: Vec<u8>,
    width: Width,
    rows: Rows,
    runs: Vec<lanes::Run>,
    within: Vec<Within>,
}

impl Filter for LetterFilter<'_> {
    type Block = GramBlock;

    fn length(&self) -> usize {
        self.symbols.len()
    }

    fn admits(&mut self, nearest: usize, floor: Score) -> bool {
        self.cutoff(nearest, floor).is_some()
    }

    fn block(&mut self, run: &mut Run<'_>, block: &GramBlock) -> Result<()> {
        run.stats.texts += block.len() as u64;
        if let Some(slots) = self.having.slots(block) {
            return self.fetch_near(run, block, slots.into_iter());
        }
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
                true => {
                    let slots = batch.slots.clone().filter(|&slot| !letters.misses(slot));
                    self.fetch_near(run, block, slots)?;
                }
                false => self.side_by_side(run, block, letters, batch)?,
            }
        }
        Ok(())
    }
}

impl<'q> LetterFilter<'q> {
    pub(super) fn new(Sought { text, having }: Sought<'q>) -> Self {
        LetterFilter {
            having: Having::new(having),
            symbols: text.chars().map(symbol).collect(),
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

    /// Fetches the texts of some slots that their lengths admit.
    fn fetch_near(
        &self,
        run: &mut Run<'_>,
        block: &GramBlock,
        slots: impl Iterator<Item = usize>,
    ) -> Result<()> {
        for slot in slots {
            if self.cutoff(block.length(slot), run.best.floor()).is_some() {
                run.stats.length_admits += 1;
                run.fetch(block.id(slot), usize::MAX)?;
            }
        }
        Ok(())
    }

    fn side_by_side(
        &mut self,
        run: &mut Run<'_>,
        block: &GramBlock,
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
