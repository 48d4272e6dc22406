//! Where two long texts surely meet: the search keeps to a band about these points.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::band::WIDE;
use super::links::WordLinks;
use crate::align::reading::words::Words;
use crate::work;

/// Words that stand in more segments say too little about any one of them.
const RARE: usize = 5;

/// Points are believed if others near them say the same: within so many segments …
const NEAR: usize = 24;
/// … shifted by no more than this against each other …
const SHIFT: usize = 8;
/// … and of so much weight together.
const ENOUGH: f32 = 2.0;

/// Segments that likely belong together, ascending in both texts: the heaviest chain of segments
/// that share rare words, without the points that stand alone.
pub(super) fn anchors(a: &Words<'_>, b: &Words<'_>, links: &WordLinks) -> Vec<(usize, usize)> {
    let mut weights: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    for (x, linked) in links.forth.iter().enumerate() {
        let here = a.places.get(x);
        for &(y, strength) in linked {
            let there = b.places.get(y as usize);
            if here.len().max(there.len()) <= RARE {
                let weight = strength / (here.len() * there.len()) as f32;
                for &i in here {
                    for &j in there {
                        *weights.entry((i, j)).or_default() += weight;
                    }
                }
            }
        }
    }
    let mut points: Vec<(u32, u32, f32)> = weights
        .into_iter()
        .map(|((i, j), weight)| (i, j, weight.min(1.0)))
        .collect();
    // Of one row's points a chain can have one: the later are looked at first.
    points.sort_unstable_by_key(|&(i, j, _)| (i, std::cmp::Reverse(j)));
    believed(&heaviest_chain(&points, b.segments.len()))
}

/// The points of a chain that others near them bear out.
fn believed(chain: &[(u32, u32, f32)]) -> Vec<(usize, usize)> {
    let mut believed = Vec::new();
    let (mut from, mut to) = (0, 0);
    for &(i, j, _) in chain {
        let (i, j) = (i as usize, j as usize);
        while chain[from].0 as usize + NEAR < i {
            from += 1;
        }
        while to < chain.len() && chain[to].0 as usize <= i + NEAR {
            to += 1;
        }
        let agreeing: f32 = chain[from..to]
            .iter()
            .filter(|point| (point.1 as usize + i).abs_diff(point.0 as usize + j) <= SHIFT)
            .map(|point| point.2)
            .sum();
        if ENOUGH <= agreeing {
            believed.push((i, j));
        }
    }
    believed
}

/// The same where the texts repeat themselves, so that no word is rare: the heaviest chain near the line
/// through a region, where segments weigh as much as they have words in common.
pub(super) fn near_line(
    a: &Words<'_>,
    b: &Words<'_>,
    links: &WordLinks,
    [rows, columns]: &[Range<usize>; 2],
) -> Vec<(usize, usize)> {
    const WIDTH: usize = 2 * WIDE + 1;
    /// That segments have a partner at all counts for half of what they may have in common: a chain seldom
    /// pays for what it leaves out where the text begins anew.
    const PAIR: f32 = 0.5;
    /// What a step says besides how much two segments have in common.
    const LEAVE_ROW: u8 = 0;
    const LEAVE_COLUMN: u8 = 1;
    const BOTH: u8 = 2;
    const MOST: f32 = (u8::MAX - BOTH) as f32;
    let window = |row: usize| {
        let centre = columns.start + columns.len() * (row - rows.start) / rows.len();
        let low = centre.saturating_sub(WIDE).max(columns.start);
        low..(low + WIDTH).min(columns.end)
    };
    // Per row and column near the line, the last step of the heaviest chain that ends before both.
    let mut steps = vec![LEAVE_ROW; rows.len() * WIDTH];
    // Of the row before, what chains weigh; and of the column before the window.
    let mut best = [0f32; WIDTH];
    let mut before = 0f32;
    let mut start = columns.start;
    let mut shared = [0f32; WIDTH];
    for (row, steps) in rows.clone().zip(steps.chunks_exact_mut(WIDTH)) {
        let window = window(row);
        work::done(window.len());
        let moved = (window.start - start).min(WIDTH);
        start = window.start;
        if 0 < moved {
            before = best[moved - 1];
            let last = best[WIDTH - 1];
            best.rotate_left(moved);
            best[WIDTH - moved..].fill(last);
        }
        shared.fill(0.0);
        for &word in &a.segments[row] {
            for &(other, strength) in links.forth.get(word as usize) {
                let places = b.places.get(other as usize);
                let near = places.partition_point(|&place| (place as usize) < window.start);
                let near = places[near..].iter().map(|&place| place as usize);
                for place in near.take_while(|&place| place < window.end) {
                    shared[place - window.start] += strength;
                }
            }
        }
        let (mut diagonal, mut left) = (before, before);
        let cells = best.iter_mut().zip(steps).zip(&shared);
        for (((best, step), shared), column) in cells.zip(window) {
            let words = a.segments[row].len().max(b.segments[column].len()).max(1);
            let share = (shared / words as f32).min(1.0);
            let (up, both) = (*best, diagonal + share * share + PAIR);
            (left, *step) = match () {
                _ if up < both && left < both => (both, BOTH + (share * MOST) as u8),
                _ if left <= up => (up, LEAVE_ROW),
                _ => (left, LEAVE_COLUMN),
            };
            diagonal = up;
            *best = left;
        }
    }
    let mut chain = Vec::new();
    let (mut row, mut column) = (rows.end, columns.end);
    while rows.start < row && columns.start < column {
        let window = window(row - 1);
        column = column.min(window.end);
        let step = match window.start < column {
            true => steps[(row - 1 - rows.start) * WIDTH + column - 1 - window.start],
            false => LEAVE_ROW,
        };
        row -= usize::from(step != LEAVE_COLUMN);
        column -= usize::from(step != LEAVE_ROW);
        if BOTH <= step {
            chain.push((row as u32, column as u32, f32::from(step - BOTH) / MOST));
        }
    }
    chain.reverse();
    believed(&chain)
}

/// The heaviest chain that ascends in both numbers, by a Fenwick tree over the columns
/// (Fredman 1975 finds the longest so).
fn heaviest_chain(points: &[(u32, u32, f32)], columns: usize) -> Vec<(u32, u32, f32)> {
    let mut tree: Vec<(f32, u32)> = vec![(0.0, u32::MAX); columns + 1];
    let mut before = Vec::with_capacity(points.len());
    let mut best = (0.0, u32::MAX);
    for (number, &(_, j, weight)) in points.iter().enumerate() {
        let mut reached = (0.0, u32::MAX);
        let mut at = j as usize;
        while 0 < at {
            if reached.0 < tree[at].0 {
                reached = tree[at];
            }
            at &= at - 1;
        }
        before.push(reached.1);
        let chain = (reached.0 + weight, number as u32);
        let mut at = j as usize + 1;
        while at <= columns {
            if tree[at].0 < chain.0 {
                tree[at] = chain;
            }
            at += at & at.wrapping_neg();
        }
        if best.0 < chain.0 {
            best = chain;
        }
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != u32::MAX {
        chain.push(points[at as usize]);
        at = before[at as usize];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::heaviest_chain;

    proptest! {
        #[test]
        fn no_chain_is_heavier(
            mut points in prop::collection::vec((0u32..9, 0u32..9, 1u8..9), 0..12)
        ) {
            points.sort_unstable_by_key(|&(i, j, _)| (i, std::cmp::Reverse(j)));
            points.dedup_by_key(|point| (point.0, point.1));
            let points: Vec<_> =
                points.iter().map(|&(i, j, weight)| (i, j, f32::from(weight))).collect();
            let chain = heaviest_chain(&points, 9);
            prop_assert!(chain.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 < p[1].1));
            let weight = |chain: &[(u32, u32, f32)]| chain.iter().map(|p| p.2).sum::<f32>();
            // Every set of points, tried out.
            let most = (0u32..1 << points.len())
                .map(|set| -> Vec<_> {
                    (0..points.len()).filter(|i| set >> i & 1 == 1).map(|i| points[i]).collect()
                })
                .filter(|set| set.windows(2).all(|p| p[0].0 < p[1].0 && p[0].1 < p[1].1))
                .map(|set| weight(&set))
                .fold(0.0, f32::max);
            prop_assert_eq!(weight(&chain), most);
        }
    }
}
