//! As many of the best as were asked for.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Hit, Search, Ties};
use crate::distance::Score;

/// The best so far.
pub(super) struct Best {
    threshold: Score,
    limit: usize,
    ties: Ties,
    /// As many as asked for at most, the worst of them on top.
    heap: BinaryHeap<Found>,
    /// What was not good enough, if ties are kept and when it came it was one.
    tied: Vec<Found>,
}

impl Best {
    pub(super) fn new(search: &Search) -> Self {
        Best {
            threshold: Score::from_percent(search.threshold),
            limit: search.limit,
            ties: search.ties,
            heap: BinaryHeap::new(),
            tied: Vec::new(),
        }
    }

    /// What a text must reach to be of interest, though it may still lose by its id.
    pub(super) fn floor(&self) -> Score {
        match (self.worst(), self.ties) {
            (Some(worst), Ties::Cut) => worst.score.max(self.threshold),
            (Some(worst), Ties::Kept | Ties::KeptByPercent) => {
                Score::from_percent(worst.score.percent()).max(self.threshold)
            }
            (None, _) => self.threshold,
        }
    }

    /// Whether a text with this id and at most this score can still be among the best.
    pub(super) fn admits(&self, score: Score, id: u64) -> bool {
        match (self.worst(), self.ties) {
            (Some(worst), Ties::Cut) => Found { score, id } < *worst,
            _ => self.floor() <= score,
        }
    }

    pub(super) fn ties(&self) -> Ties {
        self.ties
    }

    /// The worst, if there are as many as asked for.
    fn worst(&self) -> Option<&Found> {
        self.heap.peek().filter(|_| self.heap.len() == self.limit)
    }

    pub(super) fn offer(&mut self, mut found: Found) {
        if self.heap.len() < self.limit {
            return self.heap.push(found);
        }
        if let Some(mut worst) = self.heap.peek_mut()
            && found < *worst
        {
            std::mem::swap(&mut *worst, &mut found);
        }
        if self.ties != Ties::Cut && self.floor() <= found.score {
            self.tied.push(found);
        }
    }

    pub(super) fn into_hits(self) -> Vec<Hit> {
        let floor = self.floor();
        let mut best = self.heap.into_sorted_vec();
        let tied = self.tied.into_iter();
        best.extend(tied.filter(|found| floor <= found.score));
        best.sort_unstable();
        let hits = best.into_iter();
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
