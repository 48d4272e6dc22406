//! Levenshtein distances from a query to hundreds of texts at once.
//!
//! Up to 512 texts of about one length are a *batch*, and each of them is a *lane*: one bit of
//! every word. A character is known by a class of 5 bits, which lie in as many [`Line`]s. Let *n*
//! be the rows of the table (the query's characters), *M* its columns, *m* a text's length, and *D*
//! the greatest distance that is of interest for it.
//!
//! 1. **Cells.** Neighbouring cells of the table differ by -1, 0 or 1, so that a cell is told by
//!    two steps, and the steps that leave it by seven logical operations on those that enter it
//!    and on whether the characters are equal (G. Myers, *A fast bit-vector algorithm for
//!    approximate string matching based on dynamic programming*, 1999; H. Hyyrö, 2003). Myers
//!    has 64 cells of one column in a word; here a word is one cell of 64 texts (T. Nishimura and
//!    others, *Accelerating the Smith-Waterman algorithm using bitwise parallel bulk computation
//!    technique on GPU*, 2017). Nothing is carried from bit to bit, no row is empty, and the
//!    table can be cut anywhere. Equal characters have equal classes: the distance over
//!    classes is at most the true one.
//! 2. **Ends together.** Texts stand to the right, so that all distances are found in one
//!    cell, (n, M). In the columns before a text, which equal nothing, the topmost cells do not
//!    rise, and every column is as the one before the first: cell (i, j) is i.
//! 3. **Band.** A path of at most D edits strays at most (D + m - n) / 2 cells below the diagonal
//!    that ends in (n, M) and at most (D + n - m) / 2 above it (E. Ukkonen, *Algorithms for
//!    approximate string matching*, 1985). Cells outside the widest band of a batch are taken for
//!    one more than their neighbour inside, which is the cost of a path, if not of the best.
//! 4. **Cut-off.** Along a diagonal values never fall, and rise by 0 or 1. A counter follows the one
//!    that ends in (n, M), in binary digits of a line each. It begins so that it overflows where D
//!    is exceeded; when all lanes have, the batch is done with.

use std::ops::Range;

use super::width::{self, Width};

/// How many bits a class has.
const PLANES: usize = 5;
/// Class 0 is that of no character.
pub(super) const CLASSES: usize = 1 << PLANES;

/// A bit for each text of a batch.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Line([u64; WORDS]);

const WORDS: usize = 8;
pub(super) const LANES: usize = 64 * WORDS;
const ZERO: Line = Line([0; WORDS]);

/// The digits of a class for each text of a batch.
pub(super) type Column = [Line; PLANES];

/// Batches have a multiple of as many columns.
const STEP: usize = 4;

/// The columns of up to [`LANES`] texts given by their classes, of which none is longer than
/// `longest`.
pub(super) fn columns<'t>(longest: usize, texts: impl Iterator<Item = &'t [u8]>) -> Vec<Column> {
    let mut columns = vec![[ZERO; PLANES]; longest.next_multiple_of(STEP)];
    for (lane, text) in texts.enumerate() {
        let first = columns.len() - text.len();
        for (column, &class) in columns[first..].iter_mut().zip(text) {
            for (plane, line) in column.iter_mut().enumerate() {
                line.0[lane / 64] |= u64::from(class >> plane & 1) << (lane % 64);
            }
        }
    }
    columns
}

/// Texts of one length, neighbours in a batch.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) lanes: Range<usize>,
    pub(super) length: usize,
    /// The greatest distance of interest, if any is; never below the difference of the lengths.
    pub(super) cutoff: Option<usize>,
}

/// A text within its cut-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Within {
    pub(super) lane: usize,
    /// How far its distance is below the cut-off.
    pub(super) left: usize,
}

/// A query's classes.
#[derive(Default)]
pub(super) struct Rows {
    classes: Vec<u8>,
    distinct: Vec<u8>,
    scratch: Vec<Steps>,
}

/// The longest query; what it takes is 128 bytes a character.
pub(super) const MOST_ROWS: usize = 1 << 13;
/// Of a counter, which reaches twice a cut-off.
const MOST_DIGITS: usize = MOST_ROWS.ilog2() as usize + 1;

impl Rows {
    /// At most [`MOST_ROWS`].
    pub(super) fn set(&mut self, classes: impl Iterator<Item = u8>) {
        self.classes.clear();
        self.classes.extend(classes);
        self.distinct.clone_from(&self.classes);
        self.distinct.sort_unstable();
        self.distinct.dedup();
        self.scratch.resize(self.classes.len(), Steps::FIRST);
    }

    /// Finds the texts of a batch that are within their cut-offs. `runs` are in order of length
    /// and of lanes.
    pub(super) fn compare(
        &mut self,
        width: Width,
        columns: &[Column],
        runs: &[Run],
        found: &mut Vec<Within>,
    ) {
        found.clear();
        width.run(Task {
            rows: self,
            columns,
            runs,
            found,
        });
    }
}

/// A batch to compare with.
struct Task<'t> {
    rows: &'t mut Rows,
    columns: &'t [Column],
    runs: &'t [Run],
    found: &'t mut Vec<Within>,
}

/// The steps between a cell and the one below, for each lane.
#[derive(Clone, Copy)]
struct Steps {
    /// Those that do not rise.
    level: Line,
    falls: Line,
}

impl Steps {
    /// In the column before the first.
    const FIRST: Steps = Steps {
        level: ZERO,
        falls: ZERO,
    };
}

/// The steps between a cell and the one to the right.
#[derive(Clone, Copy)]
struct Across<const N: usize> {
    rises: [u64; N],
    falls: [u64; N],
}

/// Which lanes have which class, in some columns.
type Equal<const C: usize> = [[Line; C]; CLASSES];

impl width::Task for Task<'_> {
    #[inline(always)]
    fn run<const N: usize>(mut self, _: impl width::Spread) {
        match N {
            8 => self.compare::<N, 4>(),
            _ => self.compare::<N, 2>(),
        }
    }
}

impl Task<'_> {
    /// Compares `N` words of lanes at a time, `C` columns in one go.
    #[inline(always)]
    fn compare<const N: usize, const C: usize>(&mut self) {
        let lanes = self.runs.last().map_or(0, |run| run.lanes.end);
        for word in (0..lanes.div_ceil(64)).step_by(N) {
            self.run_words::<N, C>(word);
        }
    }

    #[inline(always)]
    fn run_words<const N: usize, const C: usize>(&mut self, word: usize) {
        let Rows {
            classes,
            distinct,
            scratch,
        } = &mut *self.rows;
        let rows = classes.len();
        let lanes = 64 * word..64 * (word + N);
        let runs = self.runs.iter().filter_map(|run| {
            let here = run.lanes.start < lanes.end && lanes.start < run.lanes.end;
            here.then_some((run, run.cutoff?))
        });
        let Some(most) = runs.clone().map(|(_, cutoff)| cutoff).max() else {
            return;
        };
        let above = |(run, cutoff): (&Run, usize)| (cutoff + rows - run.length) / 2;
        let above = runs.clone().map(above).max().unwrap_or(0) as isize;
        let below = |(run, cutoff): (&Run, usize)| (cutoff + run.length - rows) / 2;
        let below = runs.clone().map(below).max().unwrap_or(0) as isize;
        // Column j has its cell on the last diagonal in row j - ahead.
        let ahead = self.columns.len() as isize - rows as isize;

        let digits = most.max(1).ilog2() as usize + 1;
        let mut counter = [[0; N]; MOST_DIGITS];
        let mut alive = [0; N];
        for (run, cutoff) in runs {
            // Where the diagonal leaves the first row or column.
            let first = match ahead {
                0.. => run.length.saturating_sub(rows),
                _ => rows - self.columns.len(),
            };
            let count = (1 << digits) - 1 - cutoff + first;
            let lanes = lanes_from::<N>(&run.lanes, word);
            alive = of(|i| alive[i] | lanes[i]);
            for (place, digit) in counter[..digits].iter_mut().enumerate() {
                if count >> place & 1 == 1 {
                    *digit = of(|i| digit[i] | lanes[i]);
                }
            }
        }

        let shortest = self.runs.first().map_or(0, |run| run.length);
        let mut equal: Equal<C> = [[ZERO; C]; CLASSES];
        let mut entered = 0;
        for (at, columns) in self.columns.as_chunks::<C>().0.iter().enumerate() {
            let column = C * at;
            find_equal::<N, C>(columns, word, distinct, &mut equal);

            // Rows count from 1.
            let diagonal = column as isize + 1 - ahead;
            let top = (diagonal - above).max(1) as usize;
            let bottom = (diagonal + below + C as isize - 1).clamp(0, rows as isize) as usize;
            if entered < bottom {
                scratch[entered..bottom].fill(Steps::FIRST);
                entered = bottom;
            }
            let mut across = [Across {
                rises: [u64::MAX; N],
                falls: [0; N],
            }; C];
            if top == 1 && column < self.columns.len() - shortest {
                for (column, across) in (column..).zip(&mut across) {
                    let length = self.columns.len() - column;
                    let begun = self.runs.partition_point(|run| run.length < length);
                    let lane = self.runs.get(begun).map_or(LANES, |run| run.lanes.start);
                    across.rises = lanes_from(&(lane..LANES), word);
                }
            }

            // Calls, not a closure, which would be compiled without the wide instructions.
            let mut row = top - 1;
            for place in 0..C {
                let to = diagonal + place as isize;
                if 0 < to {
                    let rows = row..to as usize;
                    row = rows.end;
                    let steps = &mut scratch[rows.clone()];
                    let same = sweep::<N, C>(steps, &classes[rows], &equal, &mut across);
                    let mut carry: [_; N] = of(|i| !same[place][i]);
                    for digit in &mut counter[..digits] {
                        let sum = of(|i| digit[i] ^ carry[i]);
                        carry = of(|i| digit[i] & carry[i]);
                        *digit = sum;
                    }
                    alive = of(|i| alive[i] & !carry[i]);
                }
            }
            let rows = row..bottom;
            sweep::<N, C>(
                &mut scratch[rows.clone()],
                &classes[rows],
                &equal,
                &mut across,
            );
            if alive == [0; N] {
                return;
            }
        }

        for (place, mut lanes) in alive.into_iter().enumerate() {
            while lanes != 0 {
                let lane = lanes.trailing_zeros();
                lanes &= lanes - 1;
                let digit = |digit: usize| (counter[digit][place] >> lane & 1) << digit;
                let count = (0..digits).map(digit).sum::<u64>() as usize;
                self.found.push(Within {
                    lane: 64 * (word + place) + lane as usize,
                    left: (1 << digits) - 1 - count,
                });
            }
        }
    }
}

/// Goes down some rows in `C` columns side by side. Returned are the last row's cells that are
/// as those diagonally before them.
#[inline(always)]
fn sweep<const N: usize, const C: usize>(
    steps: &mut [Steps],
    classes: &[u8],
    equal: &Equal<C>,
    across: &mut [Across<N>; C],
) -> [[u64; N]; C] {
    let mut diagonals = [[0; N]; C];
    let mut beside = *across;
    for (steps, &class) in steps.iter_mut().zip(classes) {
        let equal = &equal[class as usize % CLASSES];
        let (mut level, mut falls) = (words::<N>(&steps.level, 0), words::<N>(&steps.falls, 0));
        for column in 0..C {
            let above = beside[column];
            let same: [_; N] = of(|i| equal[column].0[i] | falls[i] | above.falls[i]);
            beside[column] = Across {
                rises: of(|i| falls[i] | (!same[i] & level[i])),
                falls: of(|i| same[i] & !level[i]),
            };
            level = of(|i| !above.falls[i] & (same[i] | above.rises[i]));
            falls = of(|i| above.rises[i] & same[i]);
            diagonals[column] = same;
        }
        steps.level.0[..N].copy_from_slice(&level);
        steps.falls.0[..N].copy_from_slice(&falls);
    }
    *across = beside;
    diagonals
}

/// Finds which lanes have the classes of `distinct`.
#[inline(always)]
fn find_equal<const N: usize, const C: usize>(
    columns: &[Column; C],
    word: usize,
    distinct: &[u8],
    equal: &mut Equal<C>,
) {
    for (at, [a, b, c, d, e]) in columns.iter().enumerate() {
        let low = products::<N>(words(a, word), words(b, word));
        let middle = words::<N>(c, word);
        let middle = [of(|i| !middle[i]), middle];
        let high = products::<N>(words(d, word), words(e, word));
        for &class in distinct {
            let class = class as usize % CLASSES;
            let (low, middle, high) = (&low[class & 3], &middle[class >> 2 & 1], &high[class >> 3]);
            let lanes: [u64; N] = of(|i| low[i] & middle[i] & high[i]);
            equal[class][at].0[..N].copy_from_slice(&lanes);
        }
    }
}

/// Where two digits are 0, 1, 2 and 3.
#[inline(always)]
fn products<const N: usize>(ones: [u64; N], twos: [u64; N]) -> [[u64; N]; 4] {
    [
        of(|i| !ones[i] & !twos[i]),
        of(|i| ones[i] & !twos[i]),
        of(|i| !ones[i] & twos[i]),
        of(|i| ones[i] & twos[i]),
    ]
}

/// Unlike `array::from_fn`, this becomes vector instructions.
#[inline(always)]
fn of<const N: usize>(word: impl Fn(usize) -> u64) -> [u64; N] {
    let mut words = [0; N];
    for (at, place) in words.iter_mut().enumerate() {
        *place = word(at);
    }
    words
}

#[inline(always)]
fn words<const N: usize>(line: &Line, from: usize) -> [u64; N] {
    *line.0[from..].first_chunk().expect("as many words")
}

/// The bits of `lanes` in the words from `word` on.
#[inline(always)]
fn lanes_from<const N: usize>(lanes: &Range<usize>, word: usize) -> [u64; N] {
    of(|i| {
        let below = |lane: usize| match lane.saturating_sub(64 * (word + i)) {
            lane @ 0..64 => (1u64 << lane) - 1,
            _ => u64::MAX,
        };
        below(lanes.end) & !below(lanes.start)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts() -> impl Strategy<Value = (Vec<u8>, Vec<Vec<u8>>)> {
        let letters = prop_oneof![Just(1..2u8), Just(1..4u8), Just(1..CLASSES as u8)];
        let lengths = prop_oneof![Just(0..10usize), Just(30..50), Just(60..90), Just(0..200)];
        (letters, lengths, 1..=LANES).prop_flat_map(|(letters, lengths, texts)| {
            let text = proptest::collection::vec(letters, lengths);
            (text.clone(), proptest::collection::vec(text, 1..=texts))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn distances_are_those_of_strsim_at_any_width((query, mut texts) in texts(), cutoff in 0..150usize) {
            // Some are near the query.
            for (at, text) in texts.iter_mut().enumerate().step_by(3) {
                text.clone_from(&query);
                text.truncate(query.len() - at.min(query.len()));
            }
            texts.sort_by_key(Vec::len);
            let mut runs: Vec<Run> = Vec::new();
            for (lane, text) in texts.iter().enumerate() {
                match runs.last_mut() {
                    Some(run) if run.length == text.len() => run.lanes.end += 1,
                    _ => runs.push(Run {
                        lanes: lane..lane + 1,
                        length: text.len(),
                        // The higher for some lengths, and none for others.
                        cutoff: (text.len() % 5 != 1).then_some(cutoff + text.len() % 3)
                            .filter(|&cutoff| query.len().abs_diff(text.len()) <= cutoff),
                    }),
                }
            }
            let mut expected = Vec::new();
            for run in &runs {
                for lane in run.lanes.clone() {
                    let distance = strsim::generic_levenshtein(&query, &texts[lane]);
                    let left = run.cutoff.and_then(|cutoff| cutoff.checked_sub(distance));
                    expected.extend(left.map(|left| Within { lane, left }));
                }
            }
            let longest = texts.last().map_or(0, Vec::len);
            let columns = columns(longest, texts.iter().map(Vec::as_slice));
            let (mut rows, mut found) = (Rows::default(), Vec::new());
            rows.set(query.iter().copied());
            for width in Width::available() {
                rows.compare(width, &columns, &runs, &mut found);
                prop_assert_eq!(&found, &expected, "{:?}", width);
            }
        }
    }
}
