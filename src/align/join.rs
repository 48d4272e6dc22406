//! From what is believed of every two texts to beads over all of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::search::{Band, Posterior};

/// Links less likely than this are left out of the sums.
const FAINT: f32 = 0.01;

/// The beliefs about all pairs of versions, by the numbers of the versions, smaller first.
pub(super) struct Pairs {
    pub(super) sizes: Vec<usize>,
    pub(super) posteriors: BTreeMap<(usize, usize), Posterior>,
}

impl Pairs {
    /// How likely segment `i` of version `a` and `j` of `b` stand in one bead.
    fn link(&self, a: usize, i: usize, b: usize, j: usize) -> f64 {
        if a < b {
            self.posteriors[&(a, b)].link(i, j)
        } else {
            self.posteriors[&(b, a)].link(j, i)
        }
    }

    /// How likely a bead ends before `i` in `a` and `j` in `b`.
    fn cut(&self, a: usize, i: usize, b: usize, j: usize) -> f64 {
        if a < b {
            self.posteriors[&(a, b)].cut(i, j)
        } else {
            self.posteriors[&(b, a)].cut(j, i)
        }
    }

    /// Per segment of `a`, the likely links to `b`.
    fn rows(&self, a: usize, b: usize) -> Vec<Vec<(u32, f32)>> {
        let mut rows = vec![Vec::new(); self.sizes[a]];
        let (posterior, turned) = if a < b {
            (&self.posteriors[&(a, b)], false)
        } else {
            (&self.posteriors[&(b, a)], true)
        };
        let (n, m) = (self.sizes[a.min(b)], self.sizes[a.max(b)]);
        for i in 0..n {
            for j in posterior.band.columns(i).filter(|&j| j < m) {
                let sure = posterior.link(i, j) as f32;
                if FAINT < sure {
                    let (from, to) = if turned { (j, i) } else { (i, j) };
                    rows[from].push((to as u32, sure));
                }
            }
        }
        rows
    }

    /// What the other versions say about links between `a` and `b`: log-odds per cell of the band.
    /// Two segments that meet in a third text belong together; two that have different partners
    /// there do not (the consistency transformation of Do et al. 2005, as odds).
    pub(super) fn consistency(&self, a: usize, b: usize) -> Vec<f32> {
        let band: &Band = &self.posteriors[&(a, b)].band;
        let mut extra = vec![0f32; band.cells()];
        let (n, m) = (self.sizes[a], self.sizes[b]);
        for c in (0..self.sizes.len()).filter(|&c| c != a && c != b) {
            let (from_a, from_c) = (self.rows(a, c), self.rows(c, b));
            let from_b = self.rows(b, c);
            let mass = |links: &[(u32, f32)]| {
                links
                    .iter()
                    .map(|link| link.1)
                    .fold(0f32, f32::max)
                    .min(1.0)
            };
            let mass_b: Vec<f32> = from_b.iter().map(|row| mass(row)).collect();
            let mut meet = vec![0f32; m];
            for i in 0..n {
                let columns = band.columns(i).start..band.columns(i).end.min(m);
                for &(k, sure) in &from_a[i] {
                    for &(j, next) in &from_c[k as usize] {
                        meet[j as usize] += sure * next;
                    }
                }
                let mass_a = mass(&from_a[i]);
                for j in columns {
                    let meeting = meet[j].min(1.0);
                    let apart = (mass_a * mass_b[j] - meeting).max(0.0);
                    let neither = (1.0 - mass_a) * (1.0 - mass_b[j]);
                    let one = (1.0 - meeting - apart - neither).max(0.0);
                    let odds = 12.0 * meeting + 0.06 * apart + 1.5 * neither + 0.5 * one;
                    extra[band.cell(i, j).expect("a column of this row")] +=
                        0.693 * odds.max(1e-3).ln();
                }
                for &(k, _) in &from_a[i] {
                    for &(j, _) in &from_c[k as usize] {
                        meet[j as usize] = 0.0;
                    }
                }
            }
        }
        extra
    }

    /// Beads over all versions: links from the surest down are joined unless they would cross.
    pub(super) fn beads(&self, max_merge: usize) -> Vec<(Vec<Range<usize>>, f32)> {
        let mut links = Vec::new();
        for &(a, b) in self.posteriors.keys() {
            for (i, row) in self.rows(a, b).iter().enumerate() {
                for &(j, sure) in row {
                    if 0.43 <= sure {
                        links.push((sure, a, i, b, j as usize));
                    }
                }
            }
        }
        links.sort_by(|x, y| {
            y.0.total_cmp(&x.0)
                .then((x.1, x.2, x.3, x.4).cmp(&(y.1, y.2, y.3, y.4)))
        });
        let mut groups = Groups::new(&self.sizes, max_merge);
        for (_, a, i, b, j) in links {
            groups.join((a, i), (b, j));
        }
        groups
            .in_order()
            .into_iter()
            .map(|sides| {
                let sure = self.confidence(&sides);
                (sides, sure)
            })
            .collect()
    }

    /// How likely the bead stands exactly so: it begins and ends where two texts are cut
    /// together, and nothing outside belongs to it.
    fn confidence(&self, sides: &[Range<usize>]) -> f32 {
        let mut sure = 1f64;
        for &(a, b) in self.posteriors.keys() {
            let (one, other) = (&sides[a], &sides[b]);
            if !one.is_empty() && !other.is_empty() {
                let start = self.cut(a, one.start, b, other.start);
                let end = self.cut(a, one.end, b, other.end);
                let held = one
                    .clone()
                    .map(|i| {
                        other
                            .clone()
                            .map(|j| self.link(a, i, b, j))
                            .fold(0.0, f64::max)
                    })
                    .fold(1.0, f64::min);
                sure = sure.min(start.min(end)).min(held.max(start * end * 0.5));
            } else {
                let (filled, full, hollow) = if one.is_empty() {
                    (b, other, a)
                } else {
                    (a, one, b)
                };
                for i in full.clone() {
                    let linked: f64 = (0..self.sizes[hollow])
                        .skip(sides[hollow].start.saturating_sub(8))
                        .take(16)
                        .map(|j| self.link(filled, i, hollow, j))
                        .fold(0.0, f64::max);
                    sure = sure.min(1.0 - linked);
                }
            }
        }
        sure.clamp(0.0, 1.0) as f32
    }
}

/// Segments joined so far; every group is one range per version, and no two groups cross.
struct Groups {
    sizes: Vec<usize>,
    max_merge: usize,
    /// Per version and segment, its group.
    of: Vec<Vec<usize>>,
    groups: Vec<Vec<Range<usize>>>,
}

impl Groups {
    fn new(sizes: &[usize], max_merge: usize) -> Self {
        let mut groups = Vec::new();
        let mut of = Vec::new();
        for (version, &size) in sizes.iter().enumerate() {
            of.push((groups.len()..groups.len() + size).collect());
            for segment in 0..size {
                let mut sides = vec![0..0; sizes.len()];
                sides[version] = segment..segment + 1;
                groups.push(sides);
            }
        }
        Groups {
            sizes: sizes.to_vec(),
            max_merge,
            of,
            groups,
        }
    }

    fn join(&mut self, (a, i): (usize, usize), (b, j): (usize, usize)) {
        let (one, other) = (self.of[a][i], self.of[b][j]);
        if one == other {
            return;
        }
        let mut joined = Vec::with_capacity(self.sizes.len());
        for (x, y) in self.groups[one].iter().zip(&self.groups[other]) {
            joined.push(match (x.is_empty(), y.is_empty()) {
                (true, _) => y.clone(),
                (_, true) => x.clone(),
                _ => x.start.min(y.start)..x.end.max(y.end),
            });
        }
        if joined.iter().any(|side| self.max_merge + 1 < side.len())
            || !self.fits(&joined, one, other)
        {
            return;
        }
        for (version, side) in joined.iter().enumerate() {
            for segment in side.clone() {
                self.of[version][segment] = one;
            }
        }
        self.groups[one] = joined;
        if one != other {
            self.groups[other] = vec![0..0; self.sizes.len()];
        }
    }

    /// Whether the ranges hold no part of another group, but for segments that stand alone, and
    /// cross no other group.
    fn fits(&self, joined: &[Range<usize>], one: usize, other: usize) -> bool {
        for (version, side) in joined.iter().enumerate() {
            for segment in side.clone() {
                let group = self.of[version][segment];
                if group != one && group != other && 1 < self.versions(group) {
                    return false;
                }
            }
            if side.is_empty() {
                continue;
            }
            // The nearest group on each side that shares another version with this one must lie
            // on the same side there.
            for (third, there) in joined.iter().enumerate() {
                if third == version || there.is_empty() {
                    continue;
                }
                let shares =
                    |&segment: &usize| !self.groups[self.of[version][segment]][third].is_empty();
                let before = (0..side.start).rev().take(REACH).find(shares);
                let after = (side.end..self.sizes[version]).take(REACH).find(shares);
                if before.is_some_and(|s| there.start < self.groups[self.of[version][s]][third].end)
                    || after
                        .is_some_and(|s| self.groups[self.of[version][s]][third].start < there.end)
                {
                    return false;
                }
            }
        }
        true
    }

    fn versions(&self, group: usize) -> usize {
        self.groups[group]
            .iter()
            .filter(|side| !side.is_empty())
            .count()
    }

    /// The groups in an order in which every version reads on.
    fn in_order(mut self) -> Vec<Vec<Range<usize>>> {
        let mut next = vec![0; self.sizes.len()];
        let mut beads = Vec::new();
        loop {
            let heads: Vec<usize> = (0..next.len())
                .filter(|&v| next[v] < self.sizes[v])
                .collect();
            if heads.is_empty() {
                return beads;
            }
            let ready = |group: &[Range<usize>]| {
                group
                    .iter()
                    .zip(&next)
                    .all(|(side, &next)| side.is_empty() || side.start == next)
            };
            let found = heads
                .iter()
                .map(|&v| self.of[v][next[v]])
                .find(|&g| ready(&self.groups[g]));
            if let Some(group) = found {
                let mut sides = self.groups[group].clone();
                for (side, next) in sides.iter_mut().zip(&mut next) {
                    if Range::is_empty(side) {
                        *side = *next..*next;
                    }
                    *next = side.end;
                }
                beads.push(sides);
            } else {
                // Groups of different versions wait for each other in a circle: one lets go.
                let version = heads[0];
                let group = self.of[version][next[version]];
                let side = self.groups[group][version].clone();
                self.groups[group][version] = 0..0;
                let mut alone = vec![0..0; self.sizes.len()];
                alone[version] = side.clone();
                for segment in side {
                    self.of[version][segment] = self.groups.len();
                }
                self.groups.push(alone);
            }
        }
    }
}

/// How far a crossing group is looked for.
const REACH: usize = 64;
