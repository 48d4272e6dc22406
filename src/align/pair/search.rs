//! The search over two texts: how likely each path through the band is.

use super::cover::MOST;
use super::scores::{NOTHING, Paths, Scores};
use super::weights::Weights;
use super::wide::Wide;
use crate::work;

/// Up to this many cells the weights of beads are kept for the way back.
const KEPT: usize = 10_000;

/// What the search believes about two texts.
pub(crate) struct Posterior {
    /// Per cell (i, j): the probability that segments i and j stand in one bead.
    pub(super) links: Vec<f32>,
    /// Per cell (i, j): the probability that a bead ends before i and j in both texts.
    pub(crate) cuts: Vec<f32>,
}

impl Scores {
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
    pub(crate) fn posterior(&self, links: bool) -> Posterior {
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
    pub(crate) fn belong(&self) -> f64 {
        let segments = (self.rows + self.columns) as f64;
        self.paths().total().ln() - segments * self.weights.shape(&[1, 0])
    }

    pub(crate) fn are_paths_found(&self) -> bool {
        self.paths.get().is_some()
    }

    /// All paths through the band, found on first use.
    pub(crate) fn paths(&self) -> &Paths {
        self.paths.get_or_init(|| {
            let shapes = Shapes::new(self.most, self.weights);
            let (forward, kept) = self.forward(&shapes);
            let backward = self.backward(&shapes, kept, |_, _, _, _| {});
            Paths { forward, backward }
        })
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
