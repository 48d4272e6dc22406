//! The joint search: beads over all versions at once, each with its probability.
//!
//! Cuts that the pairs of versions think possible span a lattice; forward and backward over it
//! give every bead its probability; the beads told are those that promise the most right ones
//! (maximum expected accuracy, as Do et al. 2005 decode alignments of sequences).

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::search::{Band, Posterior, Scores, log_sum};
use super::weights::Weights;

/// So many versions are searched jointly: the lattice grows with the product of their windows.
pub(super) const MOST_VERSIONS: usize = 4;

/// Nodes of the lattice per row before the windows are narrowed, for two, three and four versions:
/// with every version, a node has more beads that begin there.
const NODES_PER_ROW: [usize; 3] = [1000, 600, 40];

/// Cuts less likely than this are left out; more, if that leaves too many nodes.
const FAINT: [f32; 5] = [1e-5, 1e-4, 1e-3, 0.03, 0.5];

/// What a bead must be likelier than to be told.
const DOUBT: f64 = 0.45;

type Position = [usize; MOST_VERSIONS];

/// Beads over all versions, in order, with their probabilities.
pub(super) fn search(
    sizes: &[usize],
    scores: &BTreeMap<(usize, usize), Scores<'_>>,
    posteriors: &BTreeMap<(usize, usize), Posterior>,
    most: usize,
    weights: &Weights,
) -> Vec<(Vec<Range<usize>>, f64)> {
    let lattice = Lattice::new(sizes, scores, posteriors);
    let search = Search {
        kinds: kinds(sizes.len(), most, weights),
        orders: Orders::new(sizes.len()),
        scale: weights.pair[sizes.len().clamp(2, 4) - 2],
        blocks: scores
            .iter()
            .map(|(&pair, scores)| Blocks::new(pair, scores, &lattice, most, weights))
            .collect(),
        lattice,
    };
    let forward = search.forward();
    let beads = search.beads(&forward);
    search.tell(&beads)
}

/// The cuts through all versions that are looked at: rows are segments of the longest version,
/// and every other version has a window of cuts per row.
struct Lattice {
    sizes: Vec<usize>,
    /// The longest version.
    pivot: usize,
    /// Per version but the pivot, its windows.
    bands: Vec<Option<Band>>,
    starts: Vec<usize>,
}

impl Lattice {
    fn new(
        sizes: &[usize],
        scores: &BTreeMap<(usize, usize), Scores<'_>>,
        posteriors: &BTreeMap<(usize, usize), Posterior>,
    ) -> Self {
        let pivot = (0..sizes.len())
            .rev()
            .max_by_key(|&version| sizes[version])
            .expect("there are versions");
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
        let fits = |lattice: &Lattice| lattice.nodes() <= most * rows.max(200);
        FAINT
            .into_iter()
            .map(spanned)
            .find(fits)
            .unwrap_or_else(|| spanned(f32::INFINITY))
    }

    fn nodes(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    fn node(&self, at: &Position) -> Option<usize> {
        let row = at[self.pivot];
        let mut number = 0;
        for (version, band) in self.bands.iter().enumerate() {
            if let Some(band) = band {
                let columns = band.columns(row);
                if !columns.contains(&at[version]) {
                    return None;
                }
                number = number * columns.len() + at[version] - columns.start;
            }
        }
        Some(self.starts[row] + number)
    }

    /// The cuts of two versions that occur together.
    fn project(&self, (a, b): (usize, usize)) -> Band {
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
    fn positions(&self) -> Vec<Position> {
        let mut all = Vec::with_capacity(self.nodes());
        for row in 0..=self.sizes[self.pivot] {
            let mut here = vec![[0; MOST_VERSIONS]];
            here[0][self.pivot] = row;
            for (version, band) in self.bands.iter().enumerate() {
                if let Some(band) = band {
                    here = here
                        .iter()
                        .flat_map(|at| {
                            band.columns(row).map(|column| {
                                let mut at = *at;
                                at[version] = column;
                                at
                            })
                        })
                        .collect();
                }
            }
            all.extend(here);
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

/// What two versions say of beads that begin at the cuts of the lattice.
struct Blocks {
    pair: (usize, usize),
    band: Band,
    most: usize,
    /// Per cell and number of segments of the first and of the second version: log-odds of the
    /// segments as one bead, and as part of a bead that other versions hold together.
    table: Vec<[f32; 2]>,
}

impl Blocks {
    fn new(
        pair: (usize, usize),
        scores: &Scores<'_>,
        lattice: &Lattice,
        most: usize,
        weights: &Weights,
    ) -> Self {
        let band = lattice.project(pair);
        let mut blocks = Blocks {
            pair,
            most,
            table: vec![[0.0; 2]; band.cells() * most * most],
            band,
        };
        let (n, m) = (lattice.sizes[pair.0], lattice.sizes[pair.1]);
        for i in (0..n).rev() {
            for j in blocks.band.columns(i).rev() {
                let cell = blocks.band.cell(i, j).expect("a column of this row");
                for a in 1..=most.min(n - i) {
                    for b in 1..=most.min(m - j) {
                        let whole = scores.bead(i, a, j, b);
                        let part = |i, a, j, b| blocks.at(i, a, j, b)[1];
                        // The best way to cut both, or to leave out what these two do not share.
                        let mut best = whole;
                        for x in 1..a {
                            for y in 1..b {
                                best =
                                    best.max(part(i, x, j, y) + part(i + x, a - x, j + y, b - y));
                            }
                        }
                        if 1 < a {
                            let rest = part(i, a - 1, j, b).max(part(i + 1, a - 1, j, b));
                            best = best.max(rest + weights.gap);
                        }
                        if 1 < b {
                            let rest = part(i, a, j, b - 1).max(part(i, a, j + 1, b - 1));
                            best = best.max(rest + weights.gap);
                        }
                        blocks.table[(cell * most + a - 1) * most + b - 1] =
                            [whole as f32, best as f32];
                    }
                }
            }
        }
        blocks
    }

    fn at(&self, i: usize, a: usize, j: usize, b: usize) -> [f64; 2] {
        self.band.cell(i, j).map_or([f64::NEG_INFINITY; 2], |cell| {
            self.table[(cell * self.most + a - 1) * self.most + b - 1].map(f64::from)
        })
    }
}

/// A shape of bead.
struct Kind {
    steps: Position,
    /// The versions that it has text in, as bits.
    support: usize,
    shape: f64,
    /// No version has it in one segment.
    several: bool,
}

fn kinds(versions: usize, most: usize, weights: &Weights) -> Vec<Kind> {
    let mut shapes = vec![Vec::new()];
    for _ in 0..versions {
        shapes = shapes
            .iter()
            .flat_map(|shape: &Vec<usize>| (0..=most).map(|side| [&shape[..], &[side]].concat()))
            .collect();
    }
    let likely = |shape: &Vec<usize>| {
        let joins: usize = shape.iter().map(|side| side.saturating_sub(1)).sum();
        shape.iter().any(|&side| side != 0) && joins <= 8
    };
    shapes
        .into_iter()
        .filter(likely)
        .map(|sides| {
            let mut steps = [0; MOST_VERSIONS];
            steps[..versions].copy_from_slice(&sides);
            Kind {
                steps,
                support: (0..versions)
                    .filter(|&v| 0 < sides[v])
                    .map(|v| 1 << v)
                    .sum(),
                shape: weights.shape(&sides),
                several: sides.iter().all(|&side| side != 1),
            }
        })
        .filter(|kind| kind.shape != f64::NEG_INFINITY)
        .collect()
}

/// Beads without a common version may stand in either order; counting one order alone (the
/// lexicographic normal form of traces) keeps every alignment one path. A state is the set of
/// supports that may not follow.
struct Orders {
    /// Per state and support, the next state.
    next: Vec<Vec<Option<usize>>>,
}

impl Orders {
    fn new(versions: usize) -> Self {
        let supports = 1usize << versions;
        let rank = |support: usize| (support.count_ones(), support);
        let mut states = vec![0u32];
        let mut next = Vec::new();
        while next.len() < states.len() {
            let forbidden = states[next.len()];
            let mut row = vec![None; supports];
            for (support, entry) in row.iter_mut().enumerate().skip(1) {
                if forbidden >> support & 1 == 1 {
                    continue;
                }
                let after: u32 = (1..supports)
                    .filter(|&other| {
                        other & support == 0
                            && (forbidden >> other & 1 == 1 || rank(other) < rank(support))
                    })
                    .map(|other| 1 << other)
                    .sum();
                let known = states.iter().position(|&state| state == after);
                *entry = Some(known.unwrap_or_else(|| {
                    states.push(after);
                    states.len() - 1
                }));
            }
            next.push(row);
        }
        Orders { next }
    }
}

/// A bead as its first segment and number of segments per version.
type Key = [(u32, u32); MOST_VERSIONS];

struct Search {
    lattice: Lattice,
    kinds: Vec<Kind>,
    orders: Orders,
    scale: f64,
    blocks: Vec<Blocks>,
}

impl Search {
    fn versions(&self) -> usize {
        self.lattice.sizes.len()
    }

    /// Log-odds of the bead of this kind that begins here. Where no version has it in one segment,
    /// some pair of versions must hold it together.
    fn score(&self, at: &Position, kind: &Kind) -> f64 {
        let mut score = 0.0;
        let mut held = f64::NEG_INFINITY;
        for blocks in &self.blocks {
            let (a, b) = blocks.pair;
            if 0 < kind.steps[a] && 0 < kind.steps[b] {
                let [whole, part] = blocks.at(at[a], kind.steps[a], at[b], kind.steps[b]);
                score += part;
                held = held.max(whole - part);
            }
        }
        if kind.several {
            score += held;
        }
        kind.shape + self.scale * score
    }

    fn before(&self, at: &Position, kind: &Kind) -> Option<Position> {
        let mut from = *at;
        for (at, step) in from.iter_mut().zip(&kind.steps) {
            *at = at.checked_sub(*step)?;
        }
        Some(from)
    }

    fn after(&self, at: &Position, kind: &Kind) -> Option<Position> {
        let mut to = *at;
        for (version, &size) in self.lattice.sizes.iter().enumerate() {
            to[version] += kind.steps[version];
            if size < to[version] {
                return None;
            }
        }
        Some(to)
    }

    /// Per node and state, the logarithm of all paths to it.
    fn forward(&self) -> Vec<f64> {
        let states = self.orders.next.len();
        let mut forward = vec![f64::NEG_INFINITY; self.lattice.nodes() * states];
        forward[0] = 0.0;
        let mut terms = vec![Vec::new(); states];
        for (number, at) in self.lattice.positions().iter().enumerate().skip(1) {
            for kind in &self.kinds {
                let Some(from) = self.before(at, kind) else {
                    continue;
                };
                let Some(node) = self.lattice.node(&from) else {
                    continue;
                };
                let paths = &forward[node * states..][..states];
                if paths.iter().all(|&path| path == f64::NEG_INFINITY) {
                    continue;
                }
                let score = self.score(&from, kind);
                for (state, &path) in paths.iter().enumerate() {
                    if let Some(next) = self.orders.next[state][kind.support]
                        && path != f64::NEG_INFINITY
                    {
                        terms[next].push(path + score);
                    }
                }
            }
            for (state, terms) in terms.iter_mut().enumerate() {
                forward[number * states + state] = log_sum(terms);
                terms.clear();
            }
        }
        forward
    }

    /// Every bead that is not all too unlikely, with its probability.
    fn beads(&self, forward: &[f64]) -> FxHashMap<Key, f64> {
        let states = self.orders.next.len();
        let nodes = self.lattice.nodes();
        let total = log_sum(&forward[(nodes - 1) * states..]);
        let mut backward = vec![f64::NEG_INFINITY; nodes * states];
        backward[(nodes - 1) * states..].fill(0.0);
        let mut beads: FxHashMap<Key, f64> = FxHashMap::default();
        let mut terms = vec![Vec::new(); states];
        for (number, at) in self.lattice.positions().iter().enumerate().rev().skip(1) {
            let here = &forward[number * states..][..states];
            if here.iter().all(|&path| path == f64::NEG_INFINITY) {
                continue;
            }
            for kind in &self.kinds {
                let Some(node) = self.after(at, kind).and_then(|to| self.lattice.node(&to)) else {
                    continue;
                };
                let score = self.score(at, kind);
                let mut sure = 0.0;
                for state in 0..states {
                    if let Some(next) = self.orders.next[state][kind.support] {
                        let path = backward[node * states + next] + score;
                        if path != f64::NEG_INFINITY {
                            terms[state].push(path);
                            sure += (here[state] + path - total).exp();
                        }
                    }
                }
                if 1e-4 < sure {
                    *beads.entry(key(at, kind)).or_default() += sure;
                }
            }
            for (state, terms) in terms.iter_mut().enumerate() {
                backward[number * states + state] = log_sum(terms);
                terms.clear();
            }
        }
        beads
    }

    /// The path whose beads are right most often, where one that is not likelier than [`DOUBT`]
    /// does not pay; segments that stand alone count nothing.
    fn tell(&self, beads: &FxHashMap<Key, f64>) -> Vec<(Vec<Range<usize>>, f64)> {
        let nodes = self.lattice.nodes();
        let mut best = vec![(f64::NEG_INFINITY, 0u32); nodes];
        best[nodes - 1].0 = 0.0;
        let positions = self.lattice.positions();
        for (number, at) in positions.iter().enumerate().rev().skip(1) {
            for (which, kind) in self.kinds.iter().enumerate() {
                let gain = if kind.support.is_power_of_two() {
                    0.0
                } else {
                    match beads.get(&key(at, kind)) {
                        Some(sure) => sure - DOUBT,
                        None => continue,
                    }
                };
                let Some(node) = self.after(at, kind).and_then(|to| self.lattice.node(&to)) else {
                    continue;
                };
                let path = best[node].0 + gain;
                if best[number].0 < path {
                    best[number] = (path, which as u32);
                }
            }
        }
        let mut at = [0; MOST_VERSIONS];
        let mut told = Vec::new();
        while at[..self.versions()] != self.lattice.sizes[..] {
            let node = self.lattice.node(&at).expect("a node of the path");
            let kind = &self.kinds[best[node].1 as usize];
            let sides = (0..self.versions())
                .map(|version| at[version]..at[version] + kind.steps[version])
                .collect();
            let sure = beads.get(&key(&at, kind)).copied().unwrap_or(0.0);
            told.push((sides, sure.min(1.0)));
            at = self.after(&at, kind).expect("a step of the path");
        }
        told
    }
}

fn key(at: &Position, kind: &Kind) -> Key {
    std::array::from_fn(|version| match kind.steps[version] {
        0 => (0, 0),
        steps => (at[version] as u32, steps as u32),
    })
}
