//! What segments of two texts say of each other: lengths, words, blocks and evidence from outside.

use std::cell::OnceCell;
use std::iter::Sum;
use std::ops::Range;

use super::band::Band;
use super::borders::{BlockBorders, sums};
use super::cover::{Cover, LANES, MOST, lanes};
use super::weights::{Length, Weights};
use super::wide::Wide;
use crate::align::reading::sentences::Sentences;
use crate::align::reading::words::Words;

/// The most that evidence from outside counts for or against two segments, as a logarithm.
const MOST_TOLD: f32 = 100.0;

/// A weight that is smaller than another by this, as a logarithm, adds nothing that counts.
pub(super) const NOTHING: f64 = 8.0;

/// Everything that is known about two texts before the search.
pub(crate) struct Scores {
    pub(crate) band: Band,
    pub(crate) weights: &'static Weights,
    pub(crate) most: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Logarithm of how many letters the second text has for one of the first.
    ratio: f64,
    /// Per text, first segment and number of segments.
    pub(super) merged: [Vec<Merged>; 2],
    pub(crate) covers: [Cover; 2],
    lanes: usize,
    /// Per cell and number of merged segments, in so many lanes: what is found of the first text's
    /// segment in the second's merged ones, and the other way. Behind the last cell, nothing is.
    pub(super) forth: Vec<f32>,
    pub(super) back: Vec<f32>,
    pub(super) blocks: Option<BlockBorders>,
    pub(super) paths: OnceCell<Paths>,
}

impl Scores {
    pub(super) fn new(
        texts: [&Words<'_>; 2],
        covers: [Cover; 2],
        ratio: f64,
        most: usize,
        weights: &'static Weights,
        band: Band,
    ) -> Self {
        Scores {
            weights,
            most,
            rows: texts[0].segments.len(),
            columns: texts[1].segments.len(),
            ratio,
            merged: [0, 1].map(|side| merged(texts[side], &covers[side], most, weights)),
            lanes: lanes(most),
            forth: found(&band, texts[0], &covers[0], true),
            back: found(&band, texts[1], &covers[1], false),
            covers,
            blocks: None,
            paths: OnceCell::new(),
            band,
        }
    }

    /// Takes the block structure as evidence: per text, where blocks begin and whether the first is a
    /// title.
    pub(crate) fn structure(&mut self, texts: [&Sentences<'_>; 2]) {
        self.blocks = BlockBorders::new(texts, self.weights);
    }

    /// Takes evidence from outside: log-odds of every two segments that could meet. A bead has the
    /// mean of what its segments find at best on the other side.
    pub(crate) fn tell(&mut self, log_odds: impl Fn(usize, usize) -> f32) {
        let mut told = vec![0f32; self.band.cells()];
        for i in 0..self.rows {
            for j in self.band.columns(i).filter(|&j| j < self.columns) {
                let cell = self.band.cell(i, j).expect("a column of this row");
                // A caller may say anything.
                told[cell] = match log_odds(i, j) {
                    odds if odds.is_nan() => 0.0,
                    odds => odds.clamp(-MOST_TOLD, MOST_TOLD),
                };
            }
        }
        let at = |i: usize, j: usize| self.band.cell(i, j).map_or(0.0, |cell| told[cell]);
        for i in 0..self.rows {
            for j in self.band.columns(i).filter(|&j| j < self.columns) {
                let cell = self.band.cell(i, j).expect("a column of this row");
                let (mut along, mut down) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
                for merged in 0..self.most {
                    if j + merged < self.columns {
                        along = along.max(at(i, j + merged));
                    }
                    if i + merged < self.rows {
                        down = down.max(at(i + merged, j));
                    }
                    self.forth[cell * self.lanes + merged] += 0.5 * along;
                    self.back[cell * self.lanes + merged] += 0.5 * down;
                }
            }
        }
    }

    /// What speaks for `a` segments from `i` on and `b` from `j` on being translations, as
    /// log-odds.
    pub(crate) fn bead(&self, i: usize, a: usize, j: usize, b: usize) -> f64 {
        self.corner(i, j).bead(a, b)
    }

    /// The place where beads begin, to be asked for several of them.
    pub(crate) fn corner(&self, i: usize, j: usize) -> Corner<'_> {
        // Nothing is found outside of the band.
        let outside = self.band.cells();
        let found = |cell: Option<usize>| cell.unwrap_or(outside) * self.lanes;
        let rows = &self.band.rows[i..];
        let mut forth = [outside * self.lanes; MOST];
        for (place, row) in forth[..self.most].iter_mut().zip(rows) {
            *place = found(row.cell(j));
        }
        let mut back = [0; MOST];
        for (place, column) in back[..self.most].iter_mut().zip(j..) {
            *place = found(rows[0].cell(column));
        }
        Corner {
            scores: self,
            merged: [
                &self.merged[0][i * self.most..],
                &self.merged[1][j * self.most..],
            ],
            at: [i, j],
            forth,
            back,
        }
    }

    /// Whether the band holds all that these segments say of each other.
    pub(crate) fn looks_at(&self, rows: Range<usize>, columns: Range<usize>) -> bool {
        rows.into_iter().all(|row| {
            let band = self.band.columns(row);
            band.start <= columns.start && columns.end <= band.end
        })
    }

    /// Some translations are so free that no evidence is left.
    pub(crate) fn freely(&self, score: f64) -> f64 {
        let (more, less) = (score.max(self.weights.free), score.min(self.weights.free));
        match more - less < NOTHING {
            true => more + (less - more).exp().ln_1p(),
            false => more,
        }
    }

    /// What speaks for a bead before any word is found.
    pub(crate) fn shown(&self, i: usize, a: usize, j: usize, b: usize) -> f64 {
        let merged = [(0, i, a), (1, j, b)]
            .map(|(side, from, count)| &self.merged[side][from * self.most + count - 1]);
        let blocks = self.blocks.as_ref();
        self.shown_by(merged) + blocks.map_or(0.0, |blocks| blocks.bead(i, a, j, b))
    }

    /// The same but for where blocks begin.
    pub(super) fn shown_by(&self, [one, other]: [&Merged; 2]) -> f64 {
        let lengths = self.weights.lengths(&one.length, &other.length, self.ratio);
        lengths + one.nothing + other.nothing
    }

    /// What it says of the lengths of a bead to have a segment of one text from elsewhere in it, too.
    pub(crate) fn longer(&self, side: usize, segment: usize, bead: &[Range<usize>; 2]) -> f64 {
        let length = |side: usize, range: &Range<usize>| -> &Length {
            &self.merged[side][range.start * self.most + range.len() - 1].length
        };
        let [row, column] = [length(0, &bead[0]), length(1, &bead[1])];
        let more = length(side, &(segment..segment + 1)).letters();
        let longer = self.weights.length([row, column][side].letters() + more);
        let with = match side {
            0 => self.weights.lengths(&longer, column, self.ratio),
            _ => self.weights.lengths(row, &longer, self.ratio),
        };
        with - self.weights.lengths(row, column, self.ratio)
    }

    /// What it says if none of a segment's words is found.
    pub(crate) fn nothing_of(&self, side: usize, segment: usize) -> f64 {
        self.merged[side][segment * self.most].nothing
    }

    /// What is found of segments of one text in these of the other.
    pub(crate) fn found_of(&self, side: usize, here: Range<usize>, there: &Range<usize>) -> f64 {
        let found = here.map(|segment| match side {
            0 => self.found(&self.forth, segment, there.start, there.len()),
            _ => self.found(&self.back, there.start, segment, there.len()),
        });
        found.sum()
    }

    /// What the words of some segments of both texts say of each other; nothing of more than are merged.
    pub(crate) fn said(&self, rows: Range<usize>, columns: Range<usize>) -> Option<Said> {
        let sides = [&rows, &columns];
        if sides.iter().any(|side| self.most < side.len()) {
            return None;
        }
        let of_both = self.merged.iter().zip(sides);
        let nothing = of_both.map(|(merged, side)| match side.len() {
            0 => 0.0,
            count => merged[side.start * self.most + count - 1].nothing,
        });
        let found = match sides.iter().any(|side| side.is_empty()) {
            true => 0.0,
            false => {
                let forth = self.found_of(0, rows.clone(), &columns);
                forth + self.found_of(1, columns.clone(), &rows)
            }
        };
        Some(Said {
            nothing: nothing.sum(),
            found,
        })
    }

    /// What the words of one segment say of segments of the other text; nothing of none, or of more than
    /// are merged.
    pub(crate) fn said_by(
        &self,
        side: usize,
        segment: usize,
        there: &Range<usize>,
    ) -> Option<Said> {
        (1..=self.most).contains(&there.len()).then(|| Said {
            nothing: self.nothing_of(side, segment),
            found: self.found_of(side, segment..segment + 1, there),
        })
    }

    fn found(&self, table: &[f32], row: usize, column: usize, merged: usize) -> f64 {
        self.found_in(table, self.band.cell(row, column), merged)
    }

    /// The same of a cell; nothing is found outside of the band.
    pub(super) fn found_in(&self, table: &[f32], cell: Option<usize>, merged: usize) -> f64 {
        cell.map_or(0.0, |cell| f64::from(table[cell * self.lanes + merged - 1]))
    }
}

/// What the words of segments of two texts say of each other, as log-odds.
#[derive(Clone, Copy, Default)]
pub(crate) struct Said {
    /// If none is found on the other side.
    pub(crate) nothing: f64,
    /// How much more those say that are.
    pub(crate) found: f64,
}

impl Sum for Said {
    fn sum<I: Iterator<Item = Self>>(said: I) -> Self {
        said.fold(Said::default(), |sum, said| Said {
            nothing: sum.nothing + said.nothing,
            found: sum.found + said.found,
        })
    }
}

/// Per cell (i, j): the weight of all paths to it, and from it to the end.
pub(crate) struct Paths {
    pub(crate) forward: Vec<Wide>,
    pub(crate) backward: Vec<Wide>,
}

impl Paths {
    /// The weight of all paths.
    pub(crate) fn total(&self) -> Wide {
        self.forward[self.forward.len() - 1]
    }
}

/// So many successive segments of a text.
pub(super) struct Merged {
    length: Length,
    /// What they say if none of their words is found.
    nothing: f64,
}

/// Per segment and number of segments from it on; as many as there are, where there are fewer.
fn merged(words: &Words<'_>, cover: &Cover, most: usize, weights: &Weights) -> Vec<Merged> {
    let (lengths, nothing) = (sums(&words.lengths), sums(&cover.nothing));
    let last = words.lengths.len();
    let mut merged = Vec::with_capacity(last * most);
    for from in 0..last {
        merged.extend((1..=most).map(|count| {
            let to = last.min(from + count);
            Merged {
                length: weights.length(lengths[to] - lengths[from]),
                nothing: nothing[to] - nothing[from],
            }
        }));
    }
    merged
}

/// A cell as the place where beads begin.
pub(crate) struct Corner<'a> {
    scores: &'a Scores,
    at: [usize; 2],
    /// Of each text, by the number of segments.
    merged: [&'a [Merged]; 2],
    /// Where in the tables is what the segments so many steps on find.
    forth: [usize; MOST],
    back: [usize; MOST],
}

impl Corner<'_> {
    /// What speaks for so many segments of both texts being translations, as log-odds.
    pub(crate) fn bead(&self, a: usize, b: usize) -> f64 {
        let mut score = self.shown(a, b);
        for found in &self.forth[..a] {
            score += f64::from(self.scores.forth[found + b - 1]);
        }
        for found in &self.back[..b] {
            score += f64::from(self.scores.back[found + a - 1]);
        }
        self.scores.freely(score)
    }

    /// What speaks for a bead before any word is found.
    fn shown(&self, a: usize, b: usize) -> f64 {
        let [one, other] = self.merged;
        let blocks = self.scores.blocks.as_ref();
        let blocks = blocks.map_or(0.0, |blocks| blocks.bead(self.at[0], a, self.at[1], b));
        self.scores.shown_by([&one[a - 1], &other[b - 1]]) + blocks
    }
}

/// Per cell and number of merged segments, what words of the one segment gain from being found in
/// the merged segments of the other text that begin there. Rows are the first text; `rows_have`
/// says that the words belong to its segments, and columns are merged, or the reverse.
fn found(band: &Band, words: &Words<'_>, cover: &Cover, rows_have: bool) -> Vec<f32> {
    let each = cover.lanes / LANES;
    let mut table = vec![[0.0; LANES]; (band.cells() + 1) * each];
    let turned = if rows_have {
        Vec::new()
    } else {
        band.rows_by_column()
    };
    for (segment, here) in words.segments.iter().enumerate() {
        let reach = match rows_have {
            true => band.columns(segment),
            false => turned[segment].clone(),
        };
        for &word in here {
            for (first, gains) in cover.found(word, reach.clone()) {
                let cell = match rows_have {
                    true => band.rows[segment].start + first - reach.start,
                    false => match band.cell(first, segment) {
                        Some(cell) => cell,
                        None => continue,
                    },
                };
                for (sums, gains) in table[cell * each..].iter_mut().zip(gains) {
                    *sums = std::array::from_fn(|lane| sums[lane] + gains[lane]);
                }
            }
        }
    }
    table.into_flattened()
}
