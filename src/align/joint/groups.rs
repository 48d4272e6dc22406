//! More versions than are searched together, in groups about the first one.

use crate::align::joint::{self, Told};

/// Two alignments that share their first version as one, of so many versions: cut where both are.
pub(crate) fn merged(one: &[Told], other: &[Told], versions: usize) -> Vec<Told> {
    let mut next = vec![0; versions];
    let mut beads = Vec::new();
    let (mut x, mut y) = (0, 0);
    while x < one.len() || y < other.len() {
        let mut bead = Told {
            sides: next.iter().map(|&at| at..at).collect(),
            probability: 1.0,
            parts: Vec::new(),
        };
        let start = next[0];
        // Beads are taken from both until they end at the same sentence of the first version; those
        // without a sentence of it stand for themselves.
        let (mut left, mut right) = (start, start);
        loop {
            let alone = other.get(y).is_some_and(|bead| bead.sides[0].is_empty());
            let from_left = left < right || left == right && x < one.len() && !alone;
            let (taken, at) = if from_left {
                x += 1;
                (&one[x - 1], &mut left)
            } else {
                y += 1;
                (&other[y - 1], &mut right)
            };
            *at = taken.sides[0].end;
            bead.sides[0].end = left.max(right);
            let first = if from_left { 1 } else { joint::MOST_VERSIONS };
            for (version, side) in taken.sides[1..].iter().enumerate() {
                bead.sides[first + version].end = side.end;
            }
            bead.probability = bead.probability.min(taken.probability);
            if left == right {
                break;
            }
        }
        for (next, side) in next.iter_mut().zip(&bead.sides) {
            *next = side.end;
        }
        bead.parts = vec![bead.sides.clone()];
        beads.push(bead);
    }
    beads
}
