//! The joint search: beads over all versions at once, each with its probability.
//!
//! Cuts that the pairs of versions think possible span a lattice; forward and backward over it
//! give every bead its probability; the beads told are those that promise the most right ones
//! (maximum expected accuracy, as Do et al. 2005 decode alignments of sequences).

pub(super) mod groups;
mod kinds;
mod lattice;
mod pairs;

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use self::kinds::{Kind, Orders, kinds};
use self::lattice::{Lattice, Windows};
use self::pairs::PairScores;
use super::pair::scores::Scores;
use super::pair::search::Posterior;
use super::pair::weights::Weights;
use super::pair::wide::Wide;
use crate::work;

/// So many versions are searched jointly: the lattice grows with the product of their windows.
pub(super) const MOST_VERSIONS: usize = 4;

/// What a bead must be likelier than to be told.
const DOUBT: f64 = 0.45;

/// Paths less likely than this are not followed …
const FAINTEST: f64 = 1e-5;
/// … and what they took is made good once no more than this is left of all, where nearly all of that meets
/// in a node: over a thousand beads it would be most. Versions that do not belong together never meet so.
const DRIED: f64 = 0.9;
const MEET: f64 = 0.9;

type Position = [usize; MOST_VERSIONS];

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
        pairs: scores
            .iter()
            .map(|(&pair, scores)| PairScores::new(pair, scores, &lattice, most, weights))
            .collect(),
        windows: (0..=sizes[lattice.pivot])
            .map(|row| lattice.windows(row))
            .collect(),
        lattice,
        positions,
    };
    search.tell(&search.beads())
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
    /// Of every two versions.
    pairs: Vec<PairScores>,
}

impl Search {
    fn cells(&self, at: &Position) -> Cells {
        let mut cells = Cells::default();
        for (cell, of_pair) in cells.iter_mut().zip(&self.pairs) {
            let (a, b) = of_pair.pair;
            *cell = of_pair.band.cell(at[a], at[b]);
        }
        cells
    }

    /// Log-odds of the bead of this kind that begins in these cells. Where no version has it in one
    /// segment, some pair of versions must hold it together.
    fn score(&self, cells: &Cells, kind: &Kind) -> f64 {
        let mut score = 0.0;
        let mut held = f64::NEG_INFINITY;
        for (of_pair, cell) in self.pairs.iter().zip(cells) {
            let (a, b) = of_pair.pair;
            if 0 < kind.steps[a] && 0 < kind.steps[b] {
                let said = cell.map(|cell| of_pair.of(cell, kind.steps[a], kind.steps[b]));
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
