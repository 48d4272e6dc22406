//! Where two long texts surely meet: the search keeps to a band about these points.

use rustc_hash::FxHashMap;

use super::links::WordLinks;
use super::words::Words;

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
    let chain = heaviest_chain(&points, b.segments.len());
    let mut believed = Vec::new();
    let (mut from, mut to) = (0, 0);
    for &(i, j, _) in &chain {
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
