//! The cuts through all versions that are looked at.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{MOST_VERSIONS, Position, pivot};
use crate::align::pair::band::Band;
use crate::align::pair::scores::Scores;
use crate::align::pair::search::Posterior;

/// Nodes of the lattice per row before the windows are narrowed, for two, three and four versions:
/// with every version, a node has more beads that begin there.
const NODES_PER_ROW: [usize; 3] = [500, 200, 40];

/// Rows that count for that: short texts may have more a row, and very long ones of which nothing
/// tells the sentences apart do not take memory by the gigabyte.
const ROWS: Range<usize> = 200..10_000;

/// Cuts less likely than this are left out; more, if that leaves too many nodes.
const FAINT: [f32; 5] = [1e-5, 1e-4, 1e-3, 0.03, 0.5];

pub(super) type Windows = [Range<usize>; MOST_VERSIONS];

/// The cuts through all versions that are looked at: rows are segments of the longest version,
/// and every other version has a window of cuts per row.
pub(super) struct Lattice {
    pub(super) sizes: Vec<usize>,
    /// The longest version.
    pub(super) pivot: usize,
    /// Per version but the pivot, its windows.
    bands: Vec<Option<Band>>,
    /// Per row, the number of its first node.
    pub(super) starts: Vec<usize>,
}

impl Lattice {
    pub(super) fn new(
        sizes: &[usize],
        scores: &BTreeMap<(usize, usize), Scores>,
        posteriors: &BTreeMap<(usize, usize), Posterior>,
    ) -> Self {
        let pivot = pivot(sizes).expect("there are versions");
        let rows = sizes[pivot] + 1;
        let spanned = |faint: f32| {
            let bands: Vec<Option<Band>> = (0..sizes.len())
                .map(|version| {
                    let pair = (version.min(pivot), version.max(pivot));
                    (version != pivot).then(|| {
                        let band = &scores[&pair].band;
                        let cuts = &posteriors[&pair].cuts;
                        windows(sizes, pivot, version, band, cuts, faint)
                    })
                })
                .collect();
            let mut starts = vec![0usize];
            for row in 0..rows {
                let nodes: usize = bands
                    .iter()
                    .flatten()
                    .map(|band| band.columns(row).len())
                    .product();
                starts.push(starts[row].saturating_add(nodes));
            }
            Lattice {
                sizes: sizes.to_vec(),
                pivot,
                bands,
                starts,
            }
        };
        let most = NODES_PER_ROW[sizes.len().clamp(2, MOST_VERSIONS) - 2];
        let fits = |lattice: &Lattice| lattice.nodes() <= most * rows.clamp(ROWS.start, ROWS.end);
        FAINT
            .into_iter()
            .map(spanned)
            .find(fits)
            .unwrap_or_else(|| spanned(f32::INFINITY))
    }

    fn nodes(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// The cuts of every version that are looked at in a row.
    pub(super) fn windows(&self, row: usize) -> Windows {
        std::array::from_fn(|version| match self.bands.get(version) {
            Some(Some(band)) => band.columns(row),
            Some(None) => row..row + 1,
            None => 0..1,
        })
    }

    /// The cuts of two versions that occur together.
    pub(super) fn project(&self, (a, b): (usize, usize)) -> Band {
        let mut rows = vec![(u32::MAX, 0u32); self.sizes[a] + 1];
        for row in 0..=self.sizes[self.pivot] {
            let columns = |version: usize| match &self.bands[version] {
                Some(band) => band.columns(row),
                None => row..row + 1,
            };
            let there = columns(b);
            for at in columns(a) {
                let (low, high) = (there.start as u32, there.end as u32 - 1);
                rows[at] = (rows[at].0.min(low), rows[at].1.max(high));
            }
        }
        Band::over(rows, self.sizes[b])
    }

    /// All cuts, every one after those that it can follow.
    pub(super) fn positions(&self) -> Vec<Position> {
        let mut all = Vec::with_capacity(self.nodes());
        for row in 0..=self.sizes[self.pivot] {
            let [first, second, third, fourth] = self.windows(row);
            for a in first {
                for b in second.clone() {
                    for c in third.clone() {
                        all.extend(fourth.clone().map(|d| [a, b, c, d]));
                    }
                }
            }
        }
        all
    }
}

/// Per row of the pivot, the cuts of a version that are likely enough.
fn windows(
    sizes: &[usize],
    pivot: usize,
    version: usize,
    band: &Band,
    cuts: &[f32],
    faint: f32,
) -> Band {
    let mut rows = vec![(u32::MAX, 0); sizes[pivot] + 1];
    let mut best = vec![0f32; sizes[pivot] + 1];
    let first = sizes[pivot.min(version)];
    for row in 0..=first {
        for column in band.columns(row) {
            let sure = cuts[band.cell(row, column).expect("a column of this row")];
            let (at, cut) = if pivot < version {
                (row, column as u32)
            } else {
                (column, row as u32)
            };
            if faint <= sure {
                rows[at] = (rows[at].0.min(cut), rows[at].1.max(cut));
            } else if faint == f32::INFINITY && best[at] < sure {
                (best[at], rows[at]) = (sure, (cut, cut));
            }
        }
    }
    Band::over(rows, sizes[version])
}
