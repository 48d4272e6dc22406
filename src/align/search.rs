//! The search over two texts: every path through the band with its probability.

use std::ops::Range;

use super::evidence::Cover;
use super::words::Words;

/// Below this many cells the whole square is searched.
const SMALL: usize = 60_000;

/// For every row 0..=n of a table, the columns that are looked at.
pub(super) struct Band {
    rows: Vec<(u32, u32)>,
    starts: Vec<usize>,
}

impl Band {
    /// A band about the line through the guide's points, which ascend in both numbers.
    pub(super) fn around(n: usize, m: usize, guide: &[(usize, usize)]) -> Self {
        let mut rows = vec![(0, m as u32); n + 1];
        if SMALL < (n + 1) * (m + 1) {
            let mut points = vec![(0, 0)];
            points.extend_from_slice(guide);
            points.push((n, m));
            for pair in points.windows(2) {
                let ((from, low), (to, high)) = (pair[0], pair[1]);
                let (rise, run) = (high - low, (to - from).max(1));
                // Between distant guides the path may wander: the band is as wide as they are far.
                let half = 24 + (rise.max(run) / 2).min(400) + rise.abs_diff(run).min(2000);
                for (row, columns) in rows.iter_mut().enumerate().take(to + 1).skip(from) {
                    let centre = low + rise * (row - from) / run;
                    let span = (
                        centre.saturating_sub(half) as u32,
                        (centre + half).min(m) as u32,
                    );
                    *columns = if row == from && from != 0 {
                        (columns.0.min(span.0), columns.1.max(span.1))
                    } else {
                        span
                    };
                }
            }
            rows[0].0 = 0;
            rows[n].1 = m as u32;
            // Neighbouring rows must overlap, and never turn back.
            for row in 1..=n {
                rows[row].0 = rows[row].0.min(rows[row - 1].1);
                rows[row].1 = rows[row].1.max(rows[row - 1].1);
            }
            for row in (0..n).rev() {
                rows[row].0 = rows[row].0.min(rows[row + 1].0);
            }
        }
        let mut starts = Vec::with_capacity(n + 2);
        let mut start = 0;
        for &(low, high) in &rows {
            starts.push(start);
            start += (high - low) as usize + 1;
        }
        starts.push(start);
        Band { rows, starts }
    }

    pub(super) fn cells(&self) -> usize {
        self.starts[self.rows.len()]
    }

    pub(super) fn columns(&self, row: usize) -> Range<usize> {
        self.rows[row].0 as usize..self.rows[row].1 as usize + 1
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let &(low, high) = self.rows.get(row)?;
        (low as usize <= column && column <= high as usize)
            .then(|| self.starts[row] + column - low as usize)
    }
}

/// What the search believes about two texts.
pub(super) struct Posterior {
    pub(super) band: Band,
    /// Per cell (i, j): the probability that segments i and j stand in one bead.
    pub(super) links: Vec<f32>,
    /// Per cell (i, j): the probability that a bead ends before i and j in both texts.
    pub(super) cuts: Vec<f32>,
}

impl Posterior {
    pub(super) fn link(&self, i: usize, j: usize) -> f64 {
        self.band
            .cell(i, j)
            .map_or(0.0, |cell| f64::from(self.links[cell]))
    }

    pub(super) fn cut(&self, i: usize, j: usize) -> f64 {
        self.band
            .cell(i, j)
            .map_or(0.0, |cell| f64::from(self.cuts[cell]))
    }
}

/// Everything that is known about two texts before the search.
pub(super) struct Scores<'a> {
    pub(super) first: &'a Words,
    pub(super) second: &'a Words,
    /// Words of the first text, found in the second, and the other way.
    pub(super) forth: &'a Cover,
    pub(super) back: &'a Cover,
    pub(super) max_merge: usize,
    /// Logarithm of how many letters the second text has for one of the first.
    pub(super) ratio: f64,
}

/// Log-odds of a bead's shape, against leaving its segments alone.
fn shape(a: usize, b: usize) -> f64 {
    match (a.min(b), a.max(b)) {
        (0, _) => -2.6,
        (1, 1) => -0.25,
        (1, 2) => -2.7,
        (1, 3) => -5.768,
        (1, _) => -5.5,
        (2, 2) => -3.22,
        (2, 3) => -6.0,
        _ => -7.5,
    }
}

/// Log-odds of two lengths, as translations against at random (after Gale & Church 1993).
fn length(a: f64, b: f64, ratio: f64) -> f64 {
    let short = a.min(b).max(1.0);
    let variance = 0.026 + 2.2 / (short + 4.0);
    const RANDOM: f64 = 0.75;
    let off = (b + 2.0).ln() - (a + 2.0).ln() - ratio;
    let off = off.clamp(-2.2, 2.2);
    0.801
        * (0.5 * off * off * (1.0 / (RANDOM + variance) - 1.0 / variance)
            + 0.5 * ((RANDOM + variance) / variance).ln())
}

/// The probabilities of all beads in the band, forward and backward over it.
/// `extra(i, j)` is what other texts say about the link of two segments.
pub(super) fn search(scores: &Scores<'_>, band: Band, extra: Option<&[f32]>) -> Posterior {
    let (n, m) = (scores.first.segments.len(), scores.second.segments.len());
    let most = scores.max_merge;
    let back = found(&band, scores.back, most, false);
    let forth = found(&band, scores.forth, most, true);
    let sums = |values: &[f64]| -> Vec<f64> {
        let mut sum = 0.0;
        std::iter::once(0.0)
            .chain(values.iter().map(|value| {
                sum += value;
                sum
            }))
            .collect()
    };
    let (long_a, long_b) = (sums(&scores.first.lengths), sums(&scores.second.lengths));
    let (none_a, none_b) = (sums(&scores.forth.nothing), sums(&scores.back.nothing));

    let bead = |i: usize, a: usize, j: usize, b: usize| -> f64 {
        if a == 0 || b == 0 {
            return shape(a, b);
        }
        let mut score = shape(a, b)
            + length(
                long_a[i + a] - long_a[i],
                long_b[j + b] - long_b[j],
                scores.ratio,
            )
            + none_a[i + a]
            - none_a[i]
            + none_b[j + b]
            - none_b[j];
        for row in i..i + a {
            if let Some(cell) = band.cell(row, j) {
                score += f64::from(forth[cell * most + b - 1]);
            }
        }
        for column in j..j + b {
            if let Some(cell) = band.cell(i, column) {
                score += f64::from(back[cell * most + a - 1]);
            }
        }
        if let Some(extra) = extra {
            for row in i..i + a {
                for column in j..j + b {
                    if let Some(cell) = band.cell(row, column) {
                        score += f64::from(extra[cell]);
                    }
                }
            }
        }
        score
    };
    let kinds: Vec<(usize, usize)> = (0..=most)
        .flat_map(|a| (0..=most).map(move |b| (a, b)))
        .filter(|&(a, b)| match a.min(b) {
            0 => a + b == 1,
            1 => true,
            _ => a + b <= 6,
        })
        .collect();

    let mut forward = vec![f64::NEG_INFINITY; band.cells()];
    forward[0] = 0.0;
    let mut terms = Vec::with_capacity(kinds.len());
    for i in 0..=n {
        for j in band.columns(i) {
            if i + j == 0 {
                continue;
            }
            terms.clear();
            for &(a, b) in &kinds {
                if a <= i
                    && b <= j
                    && let Some(from) = band.cell(i - a, j - b)
                    && forward[from] != f64::NEG_INFINITY
                {
                    terms.push(forward[from] + bead(i - a, a, j - b, b));
                }
            }
            let cell = band.cell(i, j).expect("a column of this row");
            forward[cell] = log_sum(&terms);
        }
    }
    let last = band.cells() - 1;
    let total = forward[last];
    let mut backward = vec![f64::NEG_INFINITY; band.cells()];
    backward[last] = 0.0;
    let mut posterior = Posterior {
        links: vec![0.0; band.cells()],
        cuts: vec![0.0; band.cells()],
        band: Band {
            rows: Vec::new(),
            starts: Vec::new(),
        },
    };
    for i in (0..=n).rev() {
        for j in band.columns(i).rev() {
            let cell = band.cell(i, j).expect("a column of this row");
            terms.clear();
            if cell == last {
                terms.push(0.0);
            }
            for &(a, b) in &kinds {
                if n < i + a || m < j + b {
                    continue;
                }
                let Some(to) = band.cell(i + a, j + b) else {
                    continue;
                };
                if backward[to] == f64::NEG_INFINITY {
                    continue;
                }
                let term = backward[to] + bead(i, a, j, b);
                terms.push(term);
                let sure = (forward[cell] + term - total).exp() as f32;
                if sure <= 1e-6 {
                    continue;
                }
                for row in i..i + a {
                    for column in j..j + b {
                        if let Some(cell) = band.cell(row, column) {
                            posterior.links[cell] += sure;
                        }
                    }
                }
            }
            backward[cell] = log_sum(&terms);
            posterior.cuts[cell] = ((forward[cell] + backward[cell] - total).exp() as f32).min(1.0);
        }
    }
    posterior.band = band;
    posterior
}

/// Per cell and number of merged segments, what words of the one segment gain from being found in
/// the merged segments of the other text that begin there. Rows are the first text; `rows_have`
/// says that the words belong to its segments, and columns are merged, or the reverse.
fn found(band: &Band, cover: &Cover, most: usize, rows_have: bool) -> Vec<f32> {
    let mut table = vec![0.0; band.cells() * most];
    for (segment, words) in cover.found.iter().enumerate() {
        for word in words {
            let places = word.places.as_slice();
            for (number, &(place, _)) in places.iter().enumerate() {
                for first in (place as usize + 1).saturating_sub(most)..=place as usize {
                    // Each start counts once: from the first place that lies at or after it.
                    if number != 0 && first as u32 <= places[number - 1].0 {
                        continue;
                    }
                    let cell = if rows_have {
                        band.cell(segment, first)
                    } else {
                        band.cell(first, segment)
                    };
                    let Some(cell) = cell else { continue };
                    let mut strength = 0f32;
                    let mut next = number;
                    for merged in 1..=most {
                        while next < places.len() && (places[next].0 as usize) < first + merged {
                            strength = strength.max(places[next].1);
                            next += 1;
                        }
                        table[cell * most + merged - 1] += strength * word.gain[merged - 1];
                    }
                }
            }
        }
    }
    table
}

fn log_sum(terms: &[f64]) -> f64 {
    let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + terms
        .iter()
        .map(|term| (term - most).exp())
        .sum::<f64>()
        .ln()
}
