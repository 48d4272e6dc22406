//! What two versions say of the beads of all.

use super::lattice::Lattice;
use crate::align::pair::band::Band;
use crate::align::pair::cover::MOST;
use crate::align::pair::scores::Scores;
use crate::align::pair::weights::Weights;

/// What two versions say of beads that begin at the cuts of the lattice.
pub(super) struct PairScores {
    pub(super) pair: (usize, usize),
    pub(super) band: Band,
    most: usize,
    /// Per cell and number of segments of the first and of the second version: log-odds of the
    /// segments as one bead, and as part of a bead that other versions hold together.
    table: Vec<[f32; 2]>,
}

impl PairScores {
    pub(super) fn new(
        pair: (usize, usize),
        scores: &Scores,
        lattice: &Lattice,
        most: usize,
        weights: &Weights,
    ) -> Self {
        let band = lattice.project(pair);
        let each = most * most;
        let mut table = vec![[0.0; 2]; band.cells() * each];
        let (n, m) = (lattice.sizes[pair.0], lattice.sizes[pair.1]);
        for i in (0..n).rev() {
            for (j, cell) in band.columns(i).zip(band.cells_of(i)).rev() {
                // All cells that beads end in stand behind this one.
                let (here, behind) = table.split_at_mut((cell + 1) * each);
                let here = &mut here[cell * each..];
                let mut rests = [[None; MOST]; MOST];
                for (row, rests) in (i..).zip(&mut rests[..most]) {
                    for (column, rest) in (j..).zip(&mut rests[..most]) {
                        let at = band.cell(row, column).filter(|&at| at != cell);
                        *rest = at.map(|at| &behind[(at - cell - 1) * each..][..each]);
                    }
                }
                // What is told of a bead of so many segments that begins so many segments on.
                let rest = |[x, y]: [usize; 2], [a, b]: [usize; 2]| match rests[x][y] {
                    Some(parts) => f64::from(parts[(a - 1) * most + b - 1][1]),
                    None => f64::NEG_INFINITY,
                };
                let corner = scores.corner(i, j);
                for a in 1..=most.min(n - i) {
                    for b in 1..=most.min(m - j) {
                        let first = |a: usize, b: usize| f64::from(here[(a - 1) * most + b - 1][1]);
                        let whole = corner.bead(a, b);
                        // The best way to cut both, or to leave out what these two do not share.
                        let mut best = whole;
                        for x in 1..a {
                            for y in 1..b {
                                best = best.max(first(x, y) + rest([x, y], [a - x, b - y]));
                            }
                        }
                        if 1 < a {
                            let rest = first(a - 1, b).max(rest([1, 0], [a - 1, b]));
                            best = best.max(rest + weights.gap);
                        }
                        if 1 < b {
                            let rest = first(a, b - 1).max(rest([0, 1], [a, b - 1]));
                            best = best.max(rest + weights.gap);
                        }
                        here[(a - 1) * most + b - 1] = [whole as f32, best as f32];
                    }
                }
            }
        }
        PairScores {
            pair,
            most,
            table,
            band,
        }
    }

    /// Log-odds of so many segments of both from a cell on, as one bead and as part of one.
    pub(super) fn of(&self, cell: usize, a: usize, b: usize) -> [f32; 2] {
        self.table[(cell * self.most + a - 1) * self.most + b - 1]
    }
}
