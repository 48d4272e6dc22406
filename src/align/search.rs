//! The search over two texts: how likely each path through the band is.

use std::cell::OnceCell;
use std::iter::Sum;
use std::ops::Range;

use super::cover::{Cover, LANES, MOST, lanes};
use super::sentences::Sentences;
use super::weights::{Length, Weights};
use super::wide::Wide;
use super::words::Words;
use crate::work;

/// Up to this many cells all are searched.
const SMALL: usize = 1_000;

/// Up to this many cells the weights of beads are kept for the way back.
const KEPT: usize = 10_000;

/// Segments to each side of the band's line where no point is near, and about every point.
pub(super) const WIDE: usize = 100;
const MARGIN: usize = 10;

/// The most that evidence from outside counts for or against two segments, as a logarithm.
const MOST_TOLD: f32 = 100.0;

/// A weight that is smaller than another by this, as a logarithm, adds nothing that counts.
const NOTHING: f64 = 8.0;

/// For every row 0..=n of a table, the columns that are looked at.
#[derive(Clone)]
pub(super) struct Band {
    rows: Vec<Row>,
    cells: usize,
}

/// The first column of a row, how many it has, and the number of its first cell.
#[derive(Clone, Copy)]
struct Row {
    low: usize,
    count: usize,
    start: usize,
}

impl Row {
    fn columns(&self) -> Range<usize> {
        self.low..self.low + self.count
    }

    fn cell(&self, column: usize) -> Option<usize> {
        let past = column.wrapping_sub(self.low);
        (past < self.count).then(|| self.start + past)
    }
}

impl Band {
    /// Whether two texts are small enough to be searched as a whole.
    pub(super) fn whole(n: usize, m: usize) -> bool {
        (n + 1) * (m + 1) <= SMALL
    }

    /// A band about the line through the guide's points, which ascend in both numbers: between
    /// near points everything is searched, between distant ones what lies about the line. Repeats
    /// ascend, too, and are looked at one by one.
    pub(super) fn around(
        n: usize,
        m: usize,
        guide: &[(usize, usize)],
        repeats: &[[Range<usize>; 2]],
    ) -> Self {
        let mut rows = vec![(u32::MAX, 0); n + 1];
        for region in between(n, m, guide, repeats) {
            search_in(&region, &mut rows, m);
        }
        one_by_one(&mut rows, repeats);
        Band::over(rows, m)
    }

    /// The band of these columns, widened until a path of single steps leads through.
    pub(super) fn over(mut rows: Vec<(u32, u32)>, m: usize) -> Self {
        let n = rows.len() - 1;
        rows[0].0 = 0;
        rows[n].1 = m as u32;
        // Neighbouring rows must overlap, and never turn back.
        for row in 1..=n {
            rows[row].1 = rows[row].1.max(rows[row - 1].1);
        }
        for row in (0..n).rev() {
            rows[row].0 = rows[row].0.min(rows[row + 1].0);
        }
        for row in 0..=n {
            let (low, high) = rows[row];
            let next = rows.get(row + 1).map_or(0, |next| next.0);
            rows[row] = (low.min(high), high.max(low).max(next));
        }
        let mut cells = 0;
        let rows = rows.into_iter().map(|(low, high)| {
            let row = Row {
                low: low as usize,
                count: (high - low) as usize + 1,
                start: cells,
            };
            cells += row.count;
            row
        });
        Band {
            rows: rows.collect(),
            cells,
        }
    }

    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    pub(super) fn columns(&self, row: usize) -> Range<usize> {
        self.rows[row].columns()
    }

    pub(super) fn cells_of(&self, row: usize) -> Range<usize> {
        let Row { start, count, .. } = self.rows[row];
        start..start + count
    }

    /// The rows that look at a column.
    pub(super) fn rows_at(&self, column: usize) -> Range<usize> {
        let first = self.rows.partition_point(|row| row.columns().end <= column);
        first..self.rows.partition_point(|row| row.low <= column)
    }

    /// Per column, the rows that look at it.
    fn rows_by_column(&self) -> Vec<Range<usize>> {
        let columns = self.rows.last().map_or(0, |row| row.columns().end);
        let mut turned = vec![0..0; columns];
        for row in 0..self.rows.len() {
            for rows in &mut turned[self.columns(row)] {
                if rows.end == 0 {
                    rows.start = row;
                }
                rows.end = row + 1;
            }
        }
        turned
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        self.rows.get(row)?.cell(column)
    }
}

/// What stands between the guide's points, and is not in a repeat.
pub(super) fn between(
    n: usize,
    m: usize,
    guide: &[(usize, usize)],
    repeats: &[[Range<usize>; 2]],
) -> Vec<[Range<usize>; 2]> {
    let mut regions = Vec::with_capacity(guide.len() + repeats.len() + 1);
    let mut points = guide.iter().copied().peekable();
    let mut start = (0, 0);
    for [one, other] in repeats.iter().chain([&[n..n, m..m]]) {
        let end = (one.start, other.start);
        while let Some(point) = points.next_if(|point| point.0 < end.0) {
            regions.push([start.0..point.0, start.1..point.1]);
            start = point;
        }
        regions.push([start.0..end.0, start.1..end.1]);
        while points.next_if(|point| point.0 < one.end).is_some() {}
        start = (one.end, other.end);
    }
    regions
}

/// Widens the columns of rows, of so many columns, to what is searched in a region and about it.
fn search_in([across, along]: &[Range<usize>; 2], rows: &mut [(u32, u32)], m: usize) {
    let n = rows.len() - 1;
    let (run, rise) = (across.len(), along.len());
    let whole = (rise + 1) * (run + 1) <= SMALL;
    let first = across.start.saturating_sub(MARGIN);
    let last = (across.end + MARGIN).min(n);
    for (row, columns) in (first..).zip(&mut rows[first..=last]) {
        let past = row.clamp(across.start, across.end) - across.start;
        let (first, last) = match whole {
            true => (along.start, along.end),
            false => {
                let centre = along.start + rise * past / run.max(1);
                (centre.saturating_sub(WIDE), centre + WIDE)
            }
        };
        columns.0 = columns.0.min(first.saturating_sub(MARGIN) as u32);
        columns.1 = columns.1.max((last + MARGIN).min(m) as u32);
    }
}

/// Narrows the columns of rows to paths that meet the line of a repeat at every second segment, and
/// have between whatever is likeliest. What one text has more stands behind the rest.
fn one_by_one(rows: &mut [(u32, u32)], repeats: &[[Range<usize>; 2]]) {
    let mut behind = (0, 0);
    for [one, other] in repeats {
        let start = other.start as u32;
        for columns in &mut rows[behind.0..=one.start] {
            columns.0 = columns.0.max(behind.1);
        }
        for columns in &mut rows[behind.0.saturating_sub(1)..=one.start] {
            columns.1 = columns.1.min(start);
        }
        let shared = one.len().min(other.len());
        for (past, columns) in (1..).zip(&mut rows[one.start + 1..one.end]) {
            let on_line = start + past.min(shared) as u32;
            let aside = u32::from(past % 2 == 1 && past < shared);
            *columns = (on_line - aside, on_line + aside);
        }
        let columns = &mut rows[one.end];
        columns.0 = columns.0.max(start + shared as u32);
        columns.1 = columns.1.max(other.end as u32);
        behind = (one.end + 1, other.end as u32);
    }
    if let Some(rows) = rows.get_mut(behind.0..) {
        for columns in rows {
            columns.0 = columns.0.max(behind.1);
        }
    }
}

/// What the search believes about two texts.
pub(super) struct Posterior {
    /// Per cell (i, j): the probability that segments i and j stand in one bead.
    pub(super) links: Vec<f32>,
    /// Per cell (i, j): the probability that a bead ends before i and j in both texts.
    pub(super) cuts: Vec<f32>,
}

/// Per cell (i, j): the weight of all paths to it, and from it to the end.
pub(super) struct Paths {
    pub(super) forward: Vec<Wide>,
    pub(super) backward: Vec<Wide>,
}

impl Paths {
    /// The weight of all paths.
    pub(super) fn total(&self) -> Wide {
        self.forward[self.forward.len() - 1]
    }
}

/// What the words of segments of two texts say of each other, as log-odds.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    /// If none is found on the other side.
    pub(super) nothing: f64,
    /// How much more those say that are.
    pub(super) found: f64,
}

impl Sum for Said {
    fn sum<I: Iterator<Item = Self>>(said: I) -> Self {
        said.fold(Said::default(), |sum, said| Said {
            nothing: sum.nothing + said.nothing,
            found: sum.found + said.found,
        })
    }
}

/// Everything that is known about two texts before the search.
pub(super) struct Scores {
    pub(super) band: Band,
    pub(super) weights: &'static Weights,
    pub(super) most: usize,
    rows: usize,
    columns: usize,
    /// Logarithm of how many letters the second text has for one of the first.
    ratio: f64,
    /// Per text, first segment and number of segments.
    merged: [Vec<Merged>; 2],
    pub(super) covers: [Cover; 2],
    lanes: usize,
    /// Per cell and number of merged segments, in so many lanes: what is found of the first text's
    /// segment in the second's merged ones, and the other way. Behind the last cell, nothing is.
    forth: Vec<f32>,
    back: Vec<f32>,
    blocks: Option<BlockBorders>,
    paths: OnceCell<Paths>,
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
    pub(super) fn structure(&mut self, texts: [&Sentences<'_>; 2]) {
        self.blocks = BlockBorders::new(texts, self.weights);
    }

    /// Takes evidence from outside: log-odds of every two segments that could meet. A bead has the
    /// mean of what its segments find at best on the other side.
    pub(super) fn tell(&mut self, log_odds: impl Fn(usize, usize) -> f32) {
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
    pub(super) fn bead(&self, i: usize, a: usize, j: usize, b: usize) -> f64 {
        self.corner(i, j).bead(a, b)
    }

    /// The place where beads begin, to be asked for several of them.
    pub(super) fn corner(&self, i: usize, j: usize) -> Corner<'_> {
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
    pub(super) fn looks_at(&self, rows: Range<usize>, columns: Range<usize>) -> bool {
        rows.into_iter().all(|row| {
            let band = self.band.columns(row);
            band.start <= columns.start && columns.end <= band.end
        })
    }

    /// Some translations are so free that no evidence is left.
    pub(super) fn freely(&self, score: f64) -> f64 {
        let (more, less) = (score.max(self.weights.free), score.min(self.weights.free));
        match more - less < NOTHING {
            true => more + (less - more).exp().ln_1p(),
            false => more,
        }
    }

    /// What speaks for a bead before any word is found.
    pub(super) fn shown(&self, i: usize, a: usize, j: usize, b: usize) -> f64 {
        let merged = [(0, i, a), (1, j, b)]
            .map(|(side, from, count)| &self.merged[side][from * self.most + count - 1]);
        let blocks = self.blocks.as_ref();
        self.shown_by(merged) + blocks.map_or(0.0, |blocks| blocks.bead(i, a, j, b))
    }

    /// The same but for where blocks begin.
    fn shown_by(&self, [one, other]: [&Merged; 2]) -> f64 {
        let lengths = self.weights.lengths(&one.length, &other.length, self.ratio);
        lengths + one.nothing + other.nothing
    }

    /// What it says of the lengths of a bead to have a segment of one text from elsewhere in it, too.
    pub(super) fn longer(&self, side: usize, segment: usize, bead: &[Range<usize>; 2]) -> f64 {
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
    pub(super) fn nothing_of(&self, side: usize, segment: usize) -> f64 {
        self.merged[side][segment * self.most].nothing
    }

    /// What is found of segments of one text in these of the other.
    pub(super) fn found_of(&self, side: usize, here: Range<usize>, there: &Range<usize>) -> f64 {
        let found = here.map(|segment| match side {
            0 => self.found(&self.forth, segment, there.start, there.len()),
            _ => self.found(&self.back, there.start, segment, there.len()),
        });
        found.sum()
    }

    /// What the words of some segments of both texts say of each other; nothing of more than are merged.
    pub(super) fn said(&self, rows: Range<usize>, columns: Range<usize>) -> Option<Said> {
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
    pub(super) fn said_by(
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
    fn found_in(&self, table: &[f32], cell: Option<usize>, merged: usize) -> f64 {
        cell.map_or(0.0, |cell| f64::from(table[cell * self.lanes + merged - 1]))
    }

    /// Adds the weights of all beads of this shape table that begin in a row, per column as many as the
    /// table has: the exponentials of their log-odds.
    fn beads(&self, row: usize, shapes: &Shapes, weights: &mut Vec<Wide>) {
        let most = self.most;
        let columns = self.band.columns(row);
        work::done(columns.len() * most * most);
        let (first, each) = (weights.len(), shapes.all.len());
        weights.resize(first + columns.len() * each, Wide::ZERO);
        let rows = &self.band.rows[row..];
        // Per column, what is found of the first text's segments in so many of the second, and of these in
        // the first. The shape with one segment less of either text stands before any other.
        let mut found = vec![([0.0; MOST], 0.0); columns.len()];
        for (number, &(a, b, shape)) in shapes.all.iter().enumerate() {
            if self.rows < row + a {
                continue;
            }
            let last = columns.end.min((self.columns + 1).saturating_sub(b));
            if a == 0 || b == 0 {
                for past in 0..last.saturating_sub(columns.start) {
                    weights[first + past * each + number] = shape;
                }
                continue;
            }
            let one = &self.merged[0][row * most + a - 1];
            for column in columns.start..last {
                let past = column - columns.start;
                let (forth, back) = &mut found[past];
                if b == 1 {
                    *back = 0.0;
                }
                forth[b - 1] += self.found_in(&self.forth, rows[a - 1].cell(column), b);
                *back += self.found_in(&self.back, rows[0].cell(column + b - 1), a);
                let other = &self.merged[1][column * most + b - 1];
                let blocks = self.blocks.as_ref();
                let blocks = blocks.map_or(0.0, |blocks| blocks.bead(row, a, column, b));
                let score = self.shown_by([one, other]) + blocks + forth[b - 1] + *back;
                let mut weight = shapes.free;
                if self.weights.free - NOTHING < score {
                    weight += Wide::exp(score);
                }
                weights[first + past * each + number] = weight * shape;
            }
        }
    }

    /// The probabilities of all cuts in the band, and of all links if they are asked for.
    pub(super) fn posterior(&self, links: bool) -> Posterior {
        let band = &self.band;
        let shapes = Shapes::new(self.most, self.weights);
        let (forward, kept) = self.forward(&shapes);
        let total = forward[band.cells() - 1];
        let mut linked = vec![0.0; if links { band.cells() } else { 0 }];
        let backward = self.backward(&shapes, kept, |cell, (i, a), (j, b), path| {
            if !links {
                return;
            }
            let sure = (forward[cell] * path).share(total) as f32;
            if sure <= 1e-6 {
                return;
            }
            for row in i..i + a {
                for column in j..j + b {
                    if let Some(cell) = band.cell(row, column) {
                        linked[cell] += sure;
                    }
                }
            }
        });
        let ways = forward.iter().zip(&backward);
        let cuts = ways.map(|(&to, &from)| ((to * from).share(total) as f32).min(1.0));
        let posterior = Posterior {
            cuts: cuts.collect(),
            links: linked,
        };
        self.paths.get_or_init(|| Paths { forward, backward });
        posterior
    }

    /// Per cell, the weight of all paths to it; and the beads of all rows, if they are few.
    fn forward(&self, shapes: &Shapes) -> (Vec<Wide>, Option<Vec<Wide>>) {
        let band = &self.band;
        let each = shapes.all.len();
        let are_kept = band.cells() <= KEPT;
        let mut beads = Vec::with_capacity(if are_kept { band.cells() * each } else { 0 });
        let mut forward = vec![Wide::ZERO; band.cells()];
        forward[0] = Wide::ONE;
        for i in 0..=self.rows {
            if !are_kept {
                beads.clear();
            }
            let first = beads.len();
            self.beads(i, shapes, &mut beads);
            let cells = band.columns(i).zip(band.cells_of(i));
            for ((j, cell), beads) in cells.zip(beads[first..].chunks_exact(each)) {
                let here = forward[cell].settled();
                forward[cell] = here;
                if here.is_zero() {
                    continue;
                }
                for (a, b, weight) in shapes.of_cell(beads) {
                    if let Some(to) = band.cell(i + a, j + b) {
                        forward[to] += here * weight;
                    }
                }
            }
        }
        (forward, are_kept.then_some(beads))
    }

    /// Per cell, the weight of all paths from it to the end. Calls `found` with every bead: its
    /// cell, its first segment and number of segments in both texts, and the weight of all paths
    /// that begin with it.
    fn backward(
        &self,
        shapes: &Shapes,
        kept: Option<Vec<Wide>>,
        mut found: impl FnMut(usize, (usize, usize), (usize, usize), Wide),
    ) -> Vec<Wide> {
        let band = &self.band;
        let each = shapes.all.len();
        let mut here = Vec::new();
        let mut backward = vec![Wide::ZERO; band.cells()];
        backward[band.cells() - 1] = Wide::ONE;
        for i in (0..=self.rows).rev() {
            let cells = band.cells_of(i);
            let beads = match &kept {
                Some(all) => &all[cells.start * each..cells.end * each],
                None => {
                    here.clear();
                    self.beads(i, shapes, &mut here);
                    &here
                }
            };
            let cells = band.columns(i).zip(cells);
            for ((j, cell), beads) in cells.zip(beads.chunks_exact(each)).rev() {
                let mut rest = backward[cell];
                for (a, b, weight) in shapes.of_cell(beads) {
                    if let Some(to) = band.cell(i + a, j + b) {
                        let path = weight * backward[to];
                        rest += path;
                        found(cell, (i, a), (j, b), path);
                    }
                }
                backward[cell] = rest.settled();
            }
        }
        backward
    }

    /// How much likelier the texts are with all that may translate each other than with every segment
    /// alone, as a logarithm.
    pub(super) fn belong(&self) -> f64 {
        let segments = (self.rows + self.columns) as f64;
        self.paths().total().ln() - segments * self.weights.shape(&[1, 0])
    }

    pub(super) fn are_paths_found(&self) -> bool {
        self.paths.get().is_some()
    }

    /// All paths through the band, found on first use.
    pub(super) fn paths(&self) -> &Paths {
        self.paths.get_or_init(|| {
            let shapes = Shapes::new(self.most, self.weights);
            let (forward, kept) = self.forward(&shapes);
            let backward = self.backward(&shapes, kept, |_, _, _, _| {});
            Paths { forward, backward }
        })
    }
}

/// So many successive segments of a text.
struct Merged {
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
pub(super) struct Corner<'a> {
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
    pub(super) fn bead(&self, a: usize, b: usize) -> f64 {
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

/// Where blocks begin in two texts, and what that says of a bead: one text's borders are taken to
/// be copied from the other's as often as [`Weights::blocks`] says, and to fall at random otherwise.
struct BlockBorders {
    begins: [Vec<bool>; 2],
    /// Per text and cut, what it says of a bead to have all blocks in it that begin before that.
    sums: [Vec<f64>; 2],
    /// By whether a block begins in the first text and in the second.
    at_start: [[f64; 2]; 2],
}

impl BlockBorders {
    /// Nothing if either text is all one block.
    fn new(texts: [&Sentences<'_>; 2], weights: &Weights) -> Option<Self> {
        let begins = texts.map(|text| &text.block);
        let blocks = begins.map(|begins| begins.iter().filter(|&&begins| begins).count());
        if blocks.iter().any(|&blocks| blocks < 2) {
            return None;
        }
        let copied = weights.blocks;
        let one = (1.0 - copied).ln();
        let inside = texts.map(|text| {
            let begins = text.block.iter().map(|&begins| f64::from(begins) * one);
            let mut inside: Vec<f64> = begins.collect();
            if text.have_title() {
                inside[1] += weights.title;
            }
            sums(&inside)
        });
        let often = (blocks[0] + blocks[1]) as f64 / (begins[0].len() + begins[1].len()) as f64;
        let same = |often: f64| (copied / often + 1.0 - copied).ln();
        Some(BlockBorders {
            begins: begins.map(Vec::clone),
            sums: inside,
            at_start: [[same(1.0 - often), one], [one, same(often)]],
        })
    }

    fn bead(&self, i: usize, a: usize, j: usize, b: usize) -> f64 {
        let [one, other] = &self.begins;
        let inside =
            |side: usize, from: usize, to: usize| self.sums[side][to] - self.sums[side][from];
        self.at_start[usize::from(one[i])][usize::from(other[j])]
            + inside(0, i + 1, i + a)
            + inside(1, j + 1, j + b)
    }
}

/// What the shapes of beads between two texts weigh.
struct Shapes {
    /// By the numbers of segments, those that stand alone first; only those that are looked at: the
    /// lattice leaves room for more of the rare ones that neither text has in one segment.
    all: Vec<(usize, usize, Wide)>,
    /// What a bead weighs without any evidence.
    free: Wide,
}

impl Shapes {
    fn new(most: usize, weights: &Weights) -> Self {
        let both = (1..=most).flat_map(|a| (1..=most).map(move |b| (a, b)));
        let looked_at = both.filter(|&(a, b)| a.min(b) < 2 || a + b <= 4);
        let all: Vec<_> = [(1, 0), (0, 1)].into_iter().chain(looked_at).collect();
        // What is found of a bead is added up from those with one segment less.
        let follows = |(at, &(a, b)): (usize, &(usize, usize))| {
            let before =
                |less: (usize, usize)| less.0 == 0 || less.1 == 0 || all[..at].contains(&less);
            a * b == 0 || before((a - 1, b)) && before((a, b - 1))
        };
        debug_assert!(all.iter().enumerate().all(follows));
        let weigh = |&(a, b): &(usize, usize)| (a, b, Wide::exp(weights.shape(&[a, b])));
        Shapes {
            all: all.iter().map(weigh).collect(),
            free: Wide::exp(weights.free),
        }
    }

    /// The beads of a cell that weigh something.
    fn of_cell(&self, beads: &[Wide]) -> impl Iterator<Item = (usize, usize, Wide)> {
        let all = self.all.iter().zip(beads);
        all.filter(|(_, weight)| !weight.is_zero())
            .map(|(&(a, b, _), &weight)| (a, b, weight))
    }
}

fn sums(values: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain(values.iter().map(|value| {
            sum += value;
            sum
        }))
        .collect()
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
