//! The bit-parallel Levenshtein distance.

use rustc_hash::FxHashMap;

use crate::work;

/// Bit vectors of a sequence of numbered symbols: which positions hold which symbol.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(super) len: usize,
    blocks: usize,
    pub(super) masks: Masks,
}

#[derive(Clone, Debug)]
pub(super) enum Masks {
    /// A row of words for each symbol, that of the unknown symbol 0 first.
    Dense(Vec<u64>),
    /// By symbol and block, for texts whose rows would fill the memory.
    Sparse(FxHashMap<(u32, usize), u64>),
}

/// 32 MB of masks; an ordinary sentence needs 500 bytes.
const MOST_DENSE: usize = 1 << 22;

impl Pattern {
    /// Of symbols numbered from 1 to `known`.
    pub(crate) fn new(symbols: &[u32], known: u32) -> Self {
        let blocks = symbols.len().div_ceil(64);
        let rows = known as usize + 1;
        let places = symbols.iter().enumerate();
        let masks = if rows.saturating_mul(blocks) <= MOST_DENSE {
            let mut dense = vec![0; rows * blocks];
            for (at, &symbol) in places {
                dense[symbol as usize * blocks + at / 64] |= 1 << (at % 64);
            }
            Masks::Dense(dense)
        } else {
            let mut sparse = FxHashMap::default();
            for (at, &symbol) in places {
                *sparse.entry((symbol, at / 64)).or_insert(0) |= 1 << (at % 64);
            }
            Masks::Sparse(sparse)
        };
        Pattern {
            len: symbols.len(),
            blocks,
            masks,
        }
    }

    /// The distance to a candidate of `len` symbols, 0 standing for the unknown ones, if it is
    /// at most `cutoff`.
    pub(crate) fn distance(
        &self,
        candidate: impl Iterator<Item = u32> + Clone,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        // So many blocks are a long text.
        const MANY: usize = 64;
        let longer = self.len.max(len);
        let cutoff = cutoff.min(longer);
        if cutoff < self.len.abs_diff(len) {
            return None;
        }
        if self.len == 0 || len == 0 {
            return Some(longer);
        }
        // Long texts that are nearly one are so in a narrow band, too; that they are not costs little
        // (Ukkonen, Algorithms for Approximate String Matching, 1985).
        let narrower: &[usize] = if MANY < self.blocks { &[64, 8] } else { &[] };
        narrower
            .iter()
            .map(|part| cutoff / part)
            .filter(|&narrow| self.len.abs_diff(len) <= narrow)
            .find_map(|narrow| self.distance_within(candidate.clone(), len, narrow))
            .or_else(|| self.distance_within(candidate.clone(), len, cutoff))
    }

    fn distance_within(
        &self,
        candidate: impl Iterator<Item = u32>,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        match &self.masks {
            Masks::Dense(masks) if self.blocks == 1 => {
                self.distance_in_a_word(masks, candidate, len, cutoff)
            }
            Masks::Dense(masks) => {
                let mask = |symbol: u32, block: usize| masks[symbol as usize * self.blocks + block];
                self.distance_in_blocks(mask, candidate, len, cutoff)
            }
            Masks::Sparse(masks) => {
                let mask =
                    |symbol: u32, block: usize| masks.get(&(symbol, block)).copied().unwrap_or(0);
                self.distance_in_blocks(mask, candidate, len, cutoff)
            }
        }
    }

    fn distance_in_a_word(
        &self,
        masks: &[u64],
        candidate: impl Iterator<Item = u32>,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        let mut column = Column::default();
        let mut score = self.len;
        for (at, symbol) in candidate.enumerate() {
            let step = column.advance(masks[symbol as usize], 1, self.len as u32 - 1);
            score = score.wrapping_add_signed(step as isize);
            // Each character to come can lower the score by one at most.
            if cutoff + (len - at - 1) < score {
                return None;
            }
        }
        Some(score)
    }

    fn distance_in_blocks(
        &self,
        mask: impl Fn(u32, usize) -> u64,
        candidate: impl Iterator<Item = u32>,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        // A path of at most `cutoff` edits makes del deletions and ins insertions with
        // del - ins = rows - columns and del + ins <= cutoff: it stays that near the diagonal.
        let below = (cutoff + self.len - len.min(self.len + cutoff)) / 2;
        let above = (cutoff + len - self.len.min(len + cutoff)) / 2;
        let block_of = |row: usize| (row.clamp(1, self.len) - 1) / 64;
        let end_of = |block: usize| ((block + 1) * 64).min(self.len);

        let mut columns = vec![Column::default(); self.blocks];
        let mut last = block_of(below);
        // The value in the last row of block `last`.
        let mut score = end_of(last);
        for (at, symbol) in candidate.enumerate() {
            let column = at + 1;
            // Cells outside the band get the cost of a real, if not the best, path: straight
            // down into a block that is entered, straight across above one.
            let first = block_of(column.saturating_sub(above));
            let reach = block_of(column + below);
            while last < reach {
                score += end_of(last + 1) - end_of(last);
                last += 1;
            }
            work::done(last + 1 - first);
            let mut carry = 1;
            for (block, column) in columns.iter_mut().enumerate().take(last + 1).skip(first) {
                let bottom = (end_of(block) - block * 64 - 1) as u32;
                carry = column.advance(mask(symbol, block), carry, bottom);
            }
            score = score.wrapping_add_signed(carry as isize);
            if last == self.blocks - 1 && cutoff + (len - column) < score {
                return None;
            }
        }
        (score <= cutoff).then_some(score)
    }
}

/// 64 rows of one column: where the value rises and where it falls from a row to the next.
#[derive(Clone, Copy, Debug)]
struct Column {
    rises: u64,
    falls: u64,
}

impl Default for Column {
    fn default() -> Self {
        Column {
            rises: u64::MAX,
            falls: 0,
        }
    }
}

impl Column {
    /// Moves one symbol on. `carry` is how the row above changes; returned is how row `bottom`
    /// does.
    #[inline(always)]
    fn advance(&mut self, mask: u64, carry: i32, bottom: u32) -> i32 {
        let from_above = u64::from(carry < 0);
        let vertical = mask | self.falls;
        let mask = mask | from_above;
        let diagonal = ((mask & self.rises).wrapping_add(self.rises) ^ self.rises) | mask;
        let rises = self.falls | !(diagonal | self.rises);
        let falls = self.rises & diagonal;
        let change = (rises >> bottom & 1) as i32 - (falls >> bottom & 1) as i32;
        let rises = rises << 1 | u64::from(0 < carry);
        let falls = falls << 1 | from_above;
        self.rises = falls | !(vertical | rises);
        self.falls = rises & vertical;
        change
    }
}
