//! As many of the best as were asked for.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Hit, Search};
use crate::distance::Score;

/// The best so far, the worst of them on top.
pub(super) struct Best {
    threshold: Score,
    limit: usize,
    heap: BinaryHeap<Found>,
}

impl Best {
    pub(super) fn new(search: &Search) -> Self {
        Best {
            threshold: Score::from_percent(search.threshold),
            limit: search.limit,
            heap: BinaryHeap::new(),
        }
    }

    /// What a text must reach to be of interest, though it may still lose by its id.
    pub(super) fn floor(&self) -> Score {
        match self.heap.peek() {
            Some(worst) if self.heap.len() == self.limit => worst.score.max(self.threshold),
            _ => self.threshold,
        }
    }

    /// Whether a text with this id and at most this score can still be among the best.
    pub(super) fn admits(&self, score: Score, id: u64) -> bool {
        match self.heap.peek() {
            Some(worst) if self.heap.len() == self.limit => Found { score, id } < *worst,
            _ => self.threshold <= score,
        }
    }

    pub(super) fn offer(&mut self, found: Found) {
        if self.heap.len() < self.limit {
            self.heap.push(found);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && found < *worst
        {
            *worst = found;
        }
    }

    pub(super) fn into_hits(self) -> Vec<Hit> {
        let hits = self.heap.into_sorted_vec().into_iter();
        hits.map(|Found { score, id }| Hit {
            id,
            percent: score.percent(),
            similarity: score.similarity(),
        })
        .collect()
    }
}

/// Ordered from the best: by falling score, then by rising id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) score: Score,
    pub(super) id: u64,
}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = other.score.cmp(&self.score);
        by_score.then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
