//! The filter for [`Measure::Characters`](crate::distance::Measure::Characters) where 4-grams
//! tell little.
//!
//! A block's [`Letters`] are made of its texts when they are first needed, and stay in memory with
//! it: a text's own length and about 110 bytes more. A character is known by a *symbol* of 8 bits:
//! ASCII by itself, others hashed to the upper half. Let *n* and *m* be the lengths in
//! characters, *d* the Levenshtein distance, *c* how many pairs of adjacent characters the two
//! texts share as multisets, and *D* the greatest distance that the threshold allows.
//!
//! 1. **Count.** An edit changes at most two pairs, so c >= max(n, m) - 1 - 2D (E. Ukkonen,
//!    *Approximate string-matching with q-grams and maximal matches*, 1992). Pairs lose their
//!    force later than longer grams do: of two alien sentences of 85 letters at 70%, one percent
//!    shares the 34 pairs needed, whereas four times the 25 edits allowed exceeds their 82 4-grams.
//! 2. **Columns.** The i-th occurrence of a pair is an element of its own. A column of bits tells
//!    which texts have an element; frequent elements have columns of their own, rare ones share
//!    some. The query's columns are added as numbers are that stand bit by bit in several words,
//!    512 texts at a time, by carry-save adders (R. D. Rinfret, P. O'Neil and E. O'Neil,
//!    *Bit-sliced index arithmetic*, 2001). Where columns are shared, counts can only be too high.
//! 3. **Symbols.** Equal characters have equal symbols, so that the distance over symbols is at
//!    most the true one. It is computed from the block, and only texts that pass are fetched.
//! 4. **Ties**, as for tokens: what could only lose by its id is not fetched.
//!
//! Where D is so great that no count is needed, every text of an admitted length is compared
//! over symbols.

use super::block::{Block, mix};
use super::{Run, Texts};
use crate::distance::{Pattern, Score};
use crate::error::Result;

/// Texts as symbols, and which of them have which pairs.
#[derive(Debug)]
pub(super) struct Letters {
    /// By slot: where its symbols begin; then where the last end.
    starts: Vec<u32>,
    symbols: Vec<u8>,
    /// By element: its column.
    column_of: Vec<u16>,
    /// Column by column, 512 texts a line; then a column of zeros.
    columns: Vec<Line>,
    lines: usize,
    /// Texts that were removed before; see the lists of tokens.
    missing: Vec<u16>,
}

/// Bits of 512 texts.
type Line = [u64; WORDS];
const WORDS: usize = 8;
const LINE_LEN: usize = 64 * WORDS;

/// Columns of the most frequent elements.
const OWN: usize = 640;
/// Columns that the others share.
const SHARED: usize = 256;
const COLUMNS: usize = OWN + SHARED;

impl Letters {
    pub(super) fn build(
        block: &Block,
        texts: &dyn Texts,
        removed: &dyn Fn(u64) -> bool,
    ) -> Result<Self> {
        let (starts, symbols, missing) = block.elements(texts, removed, |text, symbols| {
            symbols.extend(text.chars().map(symbol));
        })?;

        let lines = block.len().div_ceil(LINE_LEN);
        let mut letters = Letters {
            starts,
            symbols,
            column_of: Vec::new(),
            columns: vec![[0; WORDS]; (COLUMNS + 1) * lines],
            lines,
            missing,
        };
        let mut counts = vec![0u32; 1 << 16];
        let mut elements = Elements::default();
        for slot in 0..block.len() {
            elements.of(letters.of(slot), |element| counts[element as usize] += 1);
        }
        letters.column_of = columns_of(&counts);
        let mut columns = std::mem::take(&mut letters.columns);
        for slot in 0..block.len() {
            elements.of(letters.of(slot), |element| {
                let column = letters.column_of[element as usize] as usize;
                let line = &mut columns[column * lines + slot / LINE_LEN];
                line[slot % LINE_LEN / 64] |= 1 << (slot % 64);
            });
        }
        letters.columns = columns;
        Ok(letters)
    }

    fn of(&self, slot: usize) -> &[u8] {
        &self.symbols[self.starts[slot] as usize..self.starts[slot + 1] as usize]
    }

    /// A column's lines, or zeros.
    fn column(&self, element: Option<u16>) -> &[Line] {
        let column = element.map_or(COLUMNS, |e| self.column_of[e as usize] as usize);
        &self.columns[column * self.lines..(column + 1) * self.lines]
    }
}

/// Columns by element: those of the most frequent are their own.
fn columns_of(counts: &[u32]) -> Vec<u16> {
    let mut by_count: Vec<u16> = (0..=u16::MAX).collect();
    by_count.sort_by_key(|&element| std::cmp::Reverse(counts[element as usize]));
    let mut columns = vec![0; counts.len()];
    for (rank, element) in by_count.into_iter().enumerate() {
        // Neighbours in rank go to different columns.
        let column = match rank < OWN {
            true => rank,
            false => OWN + rank % SHARED,
        };
        columns[element as usize] = column as u16;
    }
    columns
}

/// Equal for equal characters, and different for those that one text mostly has.
fn symbol(c: char) -> u8 {
    match c.is_ascii() {
        true => c as u8,
        // This factor keeps the Cyrillic letters of Russian and Kazakh and usual marks apart.
        false => 0x80 | ((c as u32).wrapping_mul(2_840_528_987) >> 25) as u8,
    }
}

/// Turns symbols into elements.
#[derive(Default)]
struct Elements(Vec<u16>);

impl Elements {
    /// Calls `each` with every element: as many as there are pairs.
    fn of(&mut self, symbols: &[u8], mut each: impl FnMut(u16)) {
        let Elements(pairs) = self;
        pairs.clear();
        let windows = symbols.windows(2);
        pairs.extend(windows.map(|pair| u16::from_be_bytes([pair[0], pair[1]])));
        pairs.sort_unstable();
        for same in pairs.chunk_by(|a, b| a == b) {
            each(same[0]);
            for occurrence in 1..same.len() as u64 {
                each((mix(occurrence << 16 | u64::from(same[0])) >> 48) as u16);
            }
        }
    }
}

/// A query's characters.
pub(super) struct LetterFilter {
    pattern: Pattern,
    len: usize,
    /// By symbol: its number in the pattern, 0 for those that it has not.
    numbers: [u32; 256],
    elements: Vec<u16>,
}

/// How many elements are counted at most: the others are taken as shared.
const MOST_COUNTED: usize = 1 << 14;

impl LetterFilter {
    pub(super) fn new(query: &str) -> Self {
        let symbols: Vec<u8> = query.chars().map(symbol).collect();
        let mut numbers = [0; 256];
        let mut known = 0;
        for &symbol in &symbols {
            let number = &mut numbers[symbol as usize];
            if *number == 0 {
                known += 1;
                *number = known;
            }
        }
        let numbered: Vec<u32> = symbols.iter().map(|&s| numbers[s as usize]).collect();
        let mut elements = Vec::new();
        Elements::default().of(&symbols, |element| elements.push(element));
        LetterFilter {
            pattern: Pattern::new(&numbered, known),
            len: symbols.len(),
            numbers,
            elements,
        }
    }

    /// Whether texts of lengths no nearer than `nearest` can reach `floor`.
    pub(super) fn admits(&self, nearest: usize, floor: Score) -> bool {
        self.cutoff(nearest, floor).is_some()
    }

    /// The greatest distance to a text of `len` characters that `floor` allows, if any.
    fn cutoff(&self, len: usize, floor: Score) -> Option<usize> {
        let cutoff = floor.characters_cutoff(self.len.max(len))?;
        (self.len.abs_diff(len) <= cutoff).then_some(cutoff)
    }

    pub(super) fn block(&mut self, run: &mut Run<'_>, block: &Block) -> Result<()> {
        let letters = block.letters(run.texts, run.removed)?;
        for &slot in &letters.missing {
            run.fetch(block.id(slot as usize), usize::MAX)?;
        }
        let counted = self.elements.len().min(MOST_COUNTED);
        let uncounted = self.elements.len() - counted;
        let mut columns: Vec<&[Line]> = self.elements[..counted]
            .iter()
            .map(|&element| letters.column(Some(element)))
            .collect();
        columns.resize(counted.next_multiple_of(4), letters.column(None));
        let mut sums = vec![[0; WORDS]; counted.max(1).ilog2() as usize + 1];

        for line in 0..letters.lines {
            let slots = line * LINE_LEN..((line + 1) * LINE_LEN).min(block.len());
            let floor = run.best.floor();
            let mut needed = None;
            let mut start = slots.start;
            while start < slots.end {
                let length = block.length(start);
                if let Some(cutoff) = self.cutoff(length, floor) {
                    let count = self.len.max(length).saturating_sub(1 + 2 * cutoff);
                    needed = Some(needed.unwrap_or(usize::MAX).min(count));
                }
                start = block.end_of_run(start);
            }
            let Some(needed) = needed else { continue };
            run.stats.length_admits += slots.len() as u64;
            let mut some = match needed.saturating_sub(uncounted) {
                0 => [u64::MAX; WORDS],
                needed => {
                    sum(&columns, line, &mut sums);
                    run.stats.postings += columns.len() as u64;
                    at_least(&sums, needed)
                }
            };
            for (word, bits) in some.iter_mut().enumerate() {
                while *bits != 0 {
                    let slot = slots.start + 64 * word + bits.trailing_zeros() as usize;
                    *bits &= *bits - 1;
                    if slot < slots.end {
                        run.stats.count_admits += 1;
                        self.check(run, block, letters, slot)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Fetches a text if its symbols allow it to count.
    fn check(
        &self,
        run: &mut Run<'_>,
        block: &Block,
        letters: &Letters,
        slot: usize,
    ) -> Result<()> {
        let own = letters.of(slot);
        let Some(cutoff) = self.cutoff(block.length(slot), run.best.floor()) else {
            return Ok(());
        };
        if letters.missing.binary_search(&(slot as u16)).is_ok() {
            return Ok(());
        }
        run.stats.sketched += 1;
        let symbols = own.iter().map(|&symbol| self.numbers[symbol as usize]);
        let Some(distance) = self.pattern.distance(symbols, own.len(), cutoff) else {
            return Ok(());
        };
        let (id, longer) = (block.id(slot), self.len.max(own.len()));
        match run.best.admits(Score::characters(distance, longer), id) {
            true => run.fetch(id, usize::MAX),
            false => Ok(()),
        }
    }
}

/// Adds a line of all columns, a multiple of four: the digits of 512 sums.
fn sum(columns: &[&[Line]], line: usize, sums: &mut [Line]) {
    let (mut ones, mut twos) = ([0; WORDS], [0; WORDS]);
    let (low, high) = sums.split_at_mut(2.min(sums.len()));
    high.fill([0; WORDS]);
    for four in columns.as_chunks::<4>().0 {
        let [a, b, c, d] = four.map(|column| &column[line]);
        let twos_of_two = add(&mut ones, a, b);
        let twos_of_others = add(&mut ones, c, d);
        let mut carry = add(&mut twos, &twos_of_two, &twos_of_others);
        for digit in &mut *high {
            for (digit, carry) in digit.iter_mut().zip(&mut carry) {
                (*digit, *carry) = (*digit ^ *carry, *digit & *carry);
            }
        }
    }
    for (digit, sum) in low.iter_mut().zip([ones, twos]) {
        *digit = sum;
    }
}

/// Adds two lines to a third by full adders; the carries.
fn add(sum: &mut Line, a: &Line, b: &Line) -> Line {
    std::array::from_fn(|at| {
        let (s, a, b) = (sum[at], a[at], b[at]);
        let either = a ^ b;
        sum[at] = s ^ either;
        a & b | s & either
    })
}

/// Which of the sums are at least `least`.
fn at_least(sums: &[Line], least: usize) -> Line {
    if sums.len() < usize::BITS as usize && least >> sums.len() != 0 {
        return [0; WORDS];
    }
    sums.iter()
        .enumerate()
        .fold([u64::MAX; WORDS], |reached, (place, digit)| {
            std::array::from_fn(|at| match least >> place & 1 {
                0 => reached[at] | digit[at],
                _ => reached[at] & digit[at],
            })
        })
}
