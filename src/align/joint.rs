//! The joint search: beads over all versions at once, each with its probability.
//!
//! Cuts that the pairs of versions think possible span a lattice; forward and backward over it
//! give every bead its probability; the beads told are those that promise the most right ones
//! (maximum expected accuracy, as Do et al. 2005 decode alignments of sequences).

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::cover::MOST;
use super::search::{Band, Posterior, Scores};
use super::weights::Weights;
use super::wide::Wide;
use crate::work;

/// So many versions are searched jointly: the lattice grows with the product of their windows.
pub(super) const MOST_VERSIONS: usize = 4;

/// Nodes of the lattice per row before the windows are narrowed, for two, three and four versions:
/// with every version, a node has more beads that begin there.
const NODES_PER_ROW: [usize; 3] = [500, 200, 40];

/// Rows that count for that: short texts may have more a row, and very long ones of which nothing
/// tells the sentences apart do not take memory by the gigabyte.
const ROWS: Range<usize> = 200..10_000;

/// Cuts less likely than this are left out; more, if that leaves too many nodes.
const FAINT: [f32; 5] = [1e-5, 1e-4, 1e-3, 0.03, 0.5];

/// What a bead must be likelier than to be told.
const DOUBT: f64 = 0.45;

/// Paths less likely than this are not followed …
const FAINTEST: f64 = 1e-5;
/// … and what they took is made good once no more than this is left of all, where nearly all of that meets
/// in a node: over a thousand beads it would be most. Versions that do not belong together never meet so.
const DRIED: f64 = 0.9;
const MEET: f64 = 0.9;

type Position = [usize; MOST_VERSIONS];
type Windows = [Range<usize>; MOST_VERSIONS];

/// For every two versions, the cell of their cuts.
type Cells = [Option<usize>; MOST_VERSIONS * (MOST_VERSIONS - 1) / 2];

/// The longest version: the search needs the cuts between it and every other one.
pub(super) fn pivot(sizes: &[usize]) -> Option<usize> {
    (0..sizes.len()).rev().max_by_key(|&version| sizes[version])
}

/// A bead, as ranges of sentences.
pub(super) struct Told {
    pub(super) sides: Sides,
    pub(super) probability: f64,
    /// The beads that it would fall into if segments could be cut between their sentences.
    pub(super) parts: Vec<Sides>,
}

/// A range of sentences per version.
pub(super) type Sides = Vec<Range<usize>>;

/// Beads over all versions, in order; `borders` tells per version and cut whether a segment begins
/// there. The posteriors are those of pairs with the [`pivot`].
pub(super) fn search(
    borders: &[Vec<bool>],
    scores: &BTreeMap<(usize, usize), Scores>,
    posteriors: &BTreeMap<(usize, usize), Posterior>,
    most: usize,
    weights: &Weights,
) -> Vec<Told> {
    let sizes: Vec<usize> = borders.iter().map(|borders| borders.len() - 1).collect();
    let lattice = Lattice::new(&sizes, scores, posteriors);
    let positions = lattice.positions();
    let search = Search {
        whole: positions
            .iter()
            .map(|at| at.iter().zip(borders).all(|(&cut, borders)| borders[cut]))
            .collect(),
        kinds: kinds(sizes.len(), most, weights),
        most,
        orders: Orders::new(sizes.len()),
        scale: weights.pair[sizes.len().clamp(2, 4) - 2],
        blocks: scores
            .iter()
            .map(|(&pair, scores)| Blocks::new(pair, scores, &lattice, most, weights))
            .collect(),
        windows: (0..=sizes[lattice.pivot])
            .map(|row| lattice.windows(row))
            .collect(),
        lattice,
        positions,
    };
    search.tell(&search.beads())
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
    fn windows(&self, row: usize) -> Windows {
        std::array::from_fn(|version| match self.bands.get(version) {
            Some(Some(band)) => band.columns(row),
            Some(None) => row..row + 1,
            None => 0..1,
        })
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
        Blocks {
            pair,
            most,
            table,
            band,
        }
    }

    fn of(&self, cell: usize, a: usize, b: usize) -> [f32; 2] {
        self.table[(cell * self.most + a - 1) * self.most + b - 1]
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

/// All shapes of beads, by the [`number`] of their steps; nothing where none is looked at.
fn kinds(versions: usize, most: usize, weights: &Weights) -> Vec<Option<Kind>> {
    let all = (most + 1).pow(versions as u32);
    let kind = |mut number: usize| {
        let mut steps = [0; MOST_VERSIONS];
        for side in steps[..versions].iter_mut().rev() {
            (*side, number) = (number % (most + 1), number / (most + 1));
        }
        let sides = &steps[..versions];
        let filled = sides.iter().filter(|&&side| 0 < side).count();
        let joins = sides.iter().sum::<usize>() - filled;
        if joins > 8 || filled == 0 {
            return None;
        }
        let shape = weights.shape(sides);
        (shape != f64::NEG_INFINITY).then(|| Kind {
            steps,
            support: (0..versions)
                .filter(|&version| 0 < sides[version])
                .map(|version| 1 << version)
                .sum(),
            shape,
            several: sides.iter().all(|&side| side != 1),
        })
    };
    (0..all).map(kind).collect()
}

/// Beads without a common version may stand in either order; counting one order alone (the
/// lexicographic normal form of traces) keeps every alignment one path. A state is the set of
/// supports that may not follow.
struct Orders {
    states: usize,
    /// Per support, the states that it may follow, each with the next state.
    follow: Vec<Vec<(usize, usize)>>,
}

impl Orders {
    fn new(versions: usize) -> Self {
        let supports = 1usize << versions;
        let rank = |support: usize| (support.count_ones(), support);
        let mut states = vec![0u32];
        let mut follow = vec![Vec::new(); supports];
        let mut state = 0;
        while let Some(&forbidden) = states.get(state) {
            for (support, follow) in follow.iter_mut().enumerate().skip(1) {
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
                let next = known.unwrap_or_else(|| {
                    states.push(after);
                    states.len() - 1
                });
                follow.push((state, next));
            }
            state += 1;
        }
        Orders {
            states: states.len(),
            follow,
        }
    }
}

/// A bead as its first sentence and number of sentences per version.
type Key = [(u32, u32); MOST_VERSIONS];

/// The beads that begin at a node, each as the node where it ends and how much of all paths takes
/// it there.
type Steps = Vec<(usize, f64)>;

struct Search {
    lattice: Lattice,
    /// Per row, the cuts of every version that are looked at.
    windows: Vec<Windows>,
    /// All cuts of the lattice, every one after those that it can follow.
    positions: Vec<Position>,
    /// Per cut, whether every version begins a segment there.
    whole: Vec<bool>,
    /// By their steps, as the digits of a number to the base of one more than are merged.
    kinds: Vec<Option<Kind>>,
    most: usize,
    orders: Orders,
    scale: f64,
    blocks: Vec<Blocks>,
}

impl Search {
    fn cells(&self, at: &Position) -> Cells {
        let mut cells = Cells::default();
        for (cell, blocks) in cells.iter_mut().zip(&self.blocks) {
            let (a, b) = blocks.pair;
            *cell = blocks.band.cell(at[a], at[b]);
        }
        cells
    }

    /// Log-odds of the bead of this kind that begins in these cells. Where no version has it in one
    /// segment, some pair of versions must hold it together.
    fn score(&self, cells: &Cells, kind: &Kind) -> f64 {
        let mut score = 0.0;
        let mut held = f64::NEG_INFINITY;
        for (blocks, cell) in self.blocks.iter().zip(cells) {
            let (a, b) = blocks.pair;
            if 0 < kind.steps[a] && 0 < kind.steps[b] {
                let said = cell.map(|cell| blocks.of(cell, kind.steps[a], kind.steps[b]));
                let [whole, part] = said.map_or([f64::NEG_INFINITY; 2], |said| said.map(f64::from));
                score += part;
                held = held.max(whole - part);
            }
        }
        if kind.several {
            score += held;
        }
        kind.shape + self.scale * score
    }

    fn weight(&self, cells: &Cells, kind: &Kind) -> Wide {
        Wide::exp(self.score(cells, kind))
    }

    /// Calls `found` with every step from a cut that stays in the lattice.
    fn steps(&self, at: &Position, mut found: impl FnMut(&Kind, usize)) {
        let Lattice {
            pivot,
            sizes,
            starts,
            ..
        } = &self.lattice;
        let rows = at[*pivot]..=sizes[*pivot].min(at[*pivot] + self.most);
        for (row, start) in rows.clone().zip(&starts[rows]) {
            let windows = &self.windows[row];
            // By how many steps every version stays in its window.
            let steps: [Range<usize>; MOST_VERSIONS] = std::array::from_fn(|version| {
                let window = &windows[version];
                let first = window.start.saturating_sub(at[version]);
                first..window.end.saturating_sub(at[version]).min(self.most + 1)
            });
            work::done(steps.iter().map(Range::len).product());
            let node = |before: usize, version: usize, step: usize| {
                before * windows[version].len() + at[version] + step - windows[version].start
            };
            let kind = |before: usize, version: usize, step: usize| match version < sizes.len() {
                true => before * (self.most + 1) + step,
                false => before,
            };
            for a in steps[0].clone() {
                let (node_a, kind_a) = (node(0, 0, a), kind(0, 0, a));
                for b in steps[1].clone() {
                    let (node_b, kind_b) = (node(node_a, 1, b), kind(kind_a, 1, b));
                    for c in steps[2].clone() {
                        let (node_c, kind_c) = (node(node_b, 2, c), kind(kind_b, 2, c));
                        for d in steps[3].clone() {
                            let (node_d, kind_d) = (node(node_c, 3, d), kind(kind_c, 3, d));
                            if let Some(kind) = &self.kinds[kind_d] {
                                found(kind, start + node_d);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Per node and state, the weight of all paths from it to the end.
    fn backward(&self) -> Vec<Wide> {
        let states = self.orders.states;
        let mut backward = vec![Wide::ZERO; self.positions.len() * states];
        let end = backward.len() - states;
        backward[end..].fill(Wide::ONE);
        let mut here = vec![Wide::ZERO; states];
        for (number, at) in self.positions.iter().enumerate().rev().skip(1) {
            here.fill(Wide::ZERO);
            let cells = self.cells(at);
            self.steps(at, |kind, node| {
                let mut weight = None;
                let ends = &backward[node * states..][..states];
                for &(state, next) in &self.orders.follow[kind.support] {
                    let rest = ends[next];
                    if !rest.is_zero() {
                        here[state] +=
                            *weight.get_or_insert_with(|| self.weight(&cells, kind)) * rest;
                    }
                }
            });
            let settled = here.iter().map(|weight| weight.settled());
            for (there, weight) in backward[number * states..].iter_mut().zip(settled) {
                *there = weight;
            }
        }
        backward
    }

    /// Per node that all versions begin a segment at, the beads that begin there. A bead ends where
    /// all versions next begin a segment: until then some segment holds its sentences together.
    ///
    /// All paths set out together, and divide at every step as the paths from there to the end do;
    /// as many as reach the end of a bead are its probability.
    fn beads(&self) -> Vec<Steps> {
        let backward = self.backward();
        let states = self.orders.states;
        let last = self.positions.len() - 1;
        let mut beads = vec![Steps::new(); self.positions.len()];
        let mut flows: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        let mut all = vec![0.0; states];
        all[0] = 1.0;
        flows.insert(0, all);
        // One way to the end is never lost, however faint: the likeliest from bead to bead.
        let mut thread = 0;
        // Every path is somewhere in what flows: faint ones that are not followed are missing.
        let mut left = 1.0;
        while let Some((first, mut flow)) = flows.pop_first() {
            let followed = first == thread;
            if first == last {
                break;
            }
            let mut here: f64 = flow.iter().sum();
            if left < DRIED && MEET * left < here {
                let others = flows.values_mut().flatten();
                replenish(flow.iter_mut().chain(others).collect());
                (left, here) = (1.0, flow.iter().sum());
            }
            left -= here;
            if !followed && here < FAINTEST {
                continue;
            }
            for (end, flow) in self.divide(first, flow, followed, &backward) {
                let sure = flow.iter().sum();
                left += sure;
                beads[first].push((end, sure));
                add(&mut flows, end, &flow);
            }
            if followed {
                let likeliest = beads[first].iter().max_by(|x, y| x.1.total_cmp(&y.1));
                thread = likeliest.expect("a way to the end").0;
            }
        }
        beads
    }

    /// Where the beads that begin at this node end, and what of the flow, by state, takes them
    /// there. If the flow is followed, some of it reaches an end.
    fn divide(
        &self,
        first: usize,
        flow: Vec<f64>,
        followed: bool,
        backward: &[Wide],
    ) -> Vec<(usize, Vec<f64>)> {
        let states = flow.len();
        let mut thread = followed.then_some(first);
        let mut flows = BTreeMap::from([(first, flow)]);
        let mut ends = Vec::new();
        let mut parts = Vec::new();
        while let Some((number, mut flow)) = flows.pop_first() {
            if number != first && self.whole[number] {
                ends.push((number, flow));
                continue;
            }
            let sum: f64 = flow.iter().sum();
            if thread == Some(number) && sum < FAINTEST {
                flow.iter_mut().for_each(|part| *part *= FAINTEST / sum);
            }
            let at = &self.positions[number];
            let cells = self.cells(at);
            let mut likeliest = (0.0, number);
            self.steps(at, |kind, node| {
                let mut weight = None;
                for &(state, next) in &self.orders.follow[kind.support] {
                    let rest = backward[node * states + next];
                    if 0.0 < flow[state] && !rest.is_zero() {
                        let path = *weight.get_or_insert_with(|| self.weight(&cells, kind)) * rest;
                        let part = flow[state] * path.share(backward[number * states + state]);
                        parts.push((node, next, part));
                        if likeliest.0 < part {
                            likeliest = (part, node);
                        }
                    }
                }
            });
            let followed = thread == Some(number);
            for (node, state, part) in parts.drain(..) {
                if FAINTEST < part || followed && node == likeliest.1 {
                    flows.entry(node).or_insert_with(|| vec![0.0; states])[state] += part;
                }
            }
            if followed {
                thread = Some(likeliest.1);
            }
        }
        ends
    }

    /// The path whose beads are right most often, where one that is not likelier than [`DOUBT`]
    /// does not pay; segments that stand alone count nothing.
    fn tell(&self, beads: &[Steps]) -> Vec<Told> {
        // A bead is the same wherever the versions stand that it has nothing of.
        let mut sums: FxHashMap<Key, f64> = FxHashMap::default();
        for (number, steps) in beads.iter().enumerate() {
            for &(node, sure) in steps {
                *sums.entry(self.key(number, node)).or_default() += sure;
            }
        }
        let last = self.positions.len() - 1;
        let mut best = vec![(f64::NEG_INFINITY, 0); self.positions.len()];
        best[last].0 = 0.0;
        for number in (0..last).rev() {
            for &(node, _) in &beads[number] {
                let key = self.key(number, node);
                let several = 1 < key.iter().filter(|side| 0 < side.1).count();
                let gain = if several { sums[&key] - DOUBT } else { 0.0 };
                if best[number].0 < best[node].0 + gain {
                    best[number] = (best[node].0 + gain, node);
                }
            }
        }
        let mut at = 0;
        let mut told = Vec::new();
        while at != last {
            let to = best[at].1;
            told.push(Told {
                sides: self.sides(at, to),
                probability: sums[&self.key(at, to)].min(1.0),
                parts: self.parts(at, to),
            });
            at = to;
        }
        told
    }

    /// The likeliest path between two nodes, bead by bead.
    fn parts(&self, from: usize, to: usize) -> Vec<Sides> {
        let (start, end) = (&self.positions[from], &self.positions[to]);
        if start.iter().zip(end).all(|(start, end)| end - start <= 1) {
            return vec![self.sides(from, to)];
        }
        let mut best = vec![(f64::NEG_INFINITY, to); to - from + 1];
        best[to - from].0 = 0.0;
        for number in (from..to).rev() {
            let at = &self.positions[number];
            if at.iter().zip(end).any(|(at, end)| end < at) {
                continue;
            }
            let cells = self.cells(at);
            self.steps(at, |kind, node| {
                if node <= to && f64::NEG_INFINITY < best[node - from].0 {
                    let path = best[node - from].0 + self.score(&cells, kind);
                    if best[number - from].0 < path {
                        best[number - from] = (path, node);
                    }
                }
            });
        }
        let mut parts = Vec::new();
        let mut at = from;
        while at != to {
            let next = best[at - from].1;
            parts.push(self.sides(at, next));
            at = next;
        }
        parts
    }

    fn sides(&self, from: usize, to: usize) -> Sides {
        let (from, to) = (&self.positions[from], &self.positions[to]);
        let versions = 0..self.lattice.sizes.len();
        versions.map(|version| from[version]..to[version]).collect()
    }

    fn key(&self, from: usize, to: usize) -> Key {
        let (from, to) = (&self.positions[from], &self.positions[to]);
        std::array::from_fn(|version| match to[version] - from[version] {
            0 => (0, 0),
            steps => (from[version] as u32, steps as u32),
        })
    }
}

/// Makes good what faint paths took away, as if the others had been all from the start.
fn replenish(flows: Vec<&mut f64>) {
    let sum: f64 = flows.iter().map(|flow| **flow).sum();
    for flow in flows {
        *flow /= sum;
    }
}

/// Adds to what flows through a node.
fn add(flows: &mut BTreeMap<usize, Vec<f64>>, node: usize, flow: &[f64]) {
    let there = flows.entry(node).or_insert_with(|| vec![0.0; flow.len()]);
    for (there, part) in there.iter_mut().zip(flow) {
        *there += part;
    }
}
