//! What it says of a bead where blocks begin in two texts.

use super::weights::Weights;
use crate::align::reading::sentences::Sentences;

/// Where blocks begin in two texts, and what that says of a bead: one text's borders are taken to
/// be copied from the other's as often as [`Weights::blocks`] says, and to fall at random otherwise.
pub(super) struct BlockBorders {
    begins: [Vec<bool>; 2],
    /// Per text and cut, what it says of a bead to have all blocks in it that begin before that.
    sums: [Vec<f64>; 2],
    /// By whether a block begins in the first text and in the second.
    at_start: [[f64; 2]; 2],
}

impl BlockBorders {
    /// Nothing if either text is all one block.
    pub(super) fn new(texts: [&Sentences<'_>; 2], weights: &Weights) -> Option<Self> {
        let begins = texts.map(|text| &text.block);
        let blocks = begins.map(|begins| begins.iter().filter(|&&begins| begins).count());
        if blocks.iter().any(|&blocks| blocks < 2) {
            return None;
        }
        let copied = weights.blocks;
        let one = (1.0 - copied).ln();
        let inside = texts.map(|text| {
            let begins = text.block.iter().map(|&begins| f64::from(begins) * one);
            let mut inside: Vec<f64> = begins.collect();
            if text.have_title() {
                inside[1] += weights.title;
            }
            sums(&inside)
        });
        let often = (blocks[0] + blocks[1]) as f64 / (begins[0].len() + begins[1].len()) as f64;
        let same = |often: f64| (copied / often + 1.0 - copied).ln();
        Some(BlockBorders {
            begins: begins.map(Vec::clone),
            sums: inside,
            at_start: [[same(1.0 - often), one], [one, same(often)]],
        })
    }

    pub(super) fn bead(&self, i: usize, a: usize, j: usize, b: usize) -> f64 {
        let [one, other] = &self.begins;
        let inside =
            |side: usize, from: usize, to: usize| self.sums[side][to] - self.sums[side][from];
        self.at_start[usize::from(one[i])][usize::from(other[j])]
            + inside(0, i + 1, i + a)
            + inside(1, j + 1, j + b)
    }
}

pub(super) fn sums(values: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    std::iter::once(0.0)
        .chain(values.iter().map(|value| {
            sum += value;
            sum
        }))
        .collect()
}
