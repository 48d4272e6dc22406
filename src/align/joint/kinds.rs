//! The shapes of beads, and in which order they may stand.

use super::{MOST_VERSIONS, Position};
use crate::align::pair::weights::Weights;

/// A shape of bead.
pub(super) struct Kind {
    /// How many segments of each version.
    pub(super) steps: Position,
    /// The versions that it has text in, as bits.
    pub(super) support: usize,
    /// What it weighs, as a logarithm.
    pub(super) shape: f64,
    /// No version has it in one segment.
    pub(super) several: bool,
}

/// All shapes of beads, by their steps as the digits of a number to the base of one more than are merged;
/// nothing where none is looked at.
pub(super) fn kinds(versions: usize, most: usize, weights: &Weights) -> Vec<Option<Kind>> {
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
pub(super) struct Orders {
    pub(super) states: usize,
    /// Per support, the states that it may follow, each with the next state.
    pub(super) follow: Vec<Vec<(usize, usize)>>,
}

impl Orders {
    pub(super) fn new(versions: usize) -> Self {
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
