//! What one version says in another order than the others: reversed, shuffled, its halves exchanged.
//!
//! Beads never cross, so that in such a version the search finds little, or takes strangers for
//! translations. Its order shows in which sentences answer to which, wherever they stand.

use std::ops::Range;

use super::part::{Gap, Part, weight};
use crate::align::pair::Pairs;
use crate::align::pair::scores::Scores;
use crate::align::reading::text::Text;
use crate::align::reading::words::Words;

/// Two sentences answer to each other if they are likelier than this to be translations, as log-odds,
/// and neither has a likelier one in the other text.
const ANSWERS: f64 = 2.0;

/// Of the answers between two versions, the share that must cross the others: of ten thousand edited
/// versions none has so many.
const DISORDER: f64 = 1.0 / 3.0;

/// Fewer answers tell nothing of the order, nor do those of less than this share of the shorter text.
const LEAST: usize = 4;
const LEAST_SHARE: f64 = 0.5;

/// What stands in beads surer than this is in its place.
const CERTAIN: f64 = 0.9;

/// The version that has much of what the others say in another order, and the longest stretch of them
/// that stands elsewhere there. Of two, the second is named.
pub(super) fn disordered(
    texts: &[&Text<'_>],
    parts: &[Part<'_>],
    pairs: &Pairs,
) -> Option<(usize, Gap)> {
    let versions = 0..texts.len();
    if !versions
        .clone()
        .any(|version| is_doubtful(version, texts, parts))
    {
        return None;
    }
    let orders = pairs.iter().filter_map(|(&versions, pair)| {
        let words = [versions.0, versions.1].map(|version| &texts[version].words);
        Order::of(versions, &pair.scores, words)
    });
    let orders: Vec<Order> = orders.collect();
    let of = |version: usize| orders.iter().filter(move |order| order.has(version));
    let disorder = |version: usize| {
        let all: usize = of(version).map(|order| order.answers.len()).sum();
        let crossing: usize = of(version).map(Order::crossing).sum();
        crossing as f64 / all.max(1) as f64
    };
    let (version, disorder) = versions
        .map(|version| (version, disorder(version)))
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    if disorder < DISORDER {
        return None;
    }
    let stretches = of(version).flat_map(|order| order.stretches(version));
    let (other, stretch) = stretches.max_by(|(one, here), (other, there)| {
        weight(texts[*one], here).total_cmp(&weight(texts[*other], there))
    })?;
    Some((version, Gap::of(texts[other], stretch)))
}

/// Whether so much of a version may stand in another order: what has its place surely does not.
fn is_doubtful(version: usize, texts: &[&Text<'_>], parts: &[Part<'_>]) -> bool {
    let in_place = parts.iter().filter(|part| {
        let sides = part.sides.iter();
        // In what order several sentences answer to several, a bead does not tell.
        let several = sides.clone().filter(|side| 1 < side.len()).count();
        let answered = 1 < sides.filter(|side| !side.is_empty()).count();
        CERTAIN <= part.sure && several < 2 && answered
    });
    let in_place: f64 = in_place
        .map(|part| weight(texts[version], &part.sides[version]))
        .sum();
    let all = 0..texts[version].words.segments.len();
    in_place < (1.0 - DISORDER) * weight(texts[version], &all)
}

/// Which sentences of two versions answer to each other, and which of them cross the others.
struct Order {
    versions: (usize, usize),
    /// In the order of the first version.
    answers: Vec<Answer>,
}

struct Answer {
    sentences: [usize; 2],
    /// It stands in another order than most.
    crosses: bool,
}

impl Order {
    /// Nothing if too little answers to each other.
    fn of(versions: (usize, usize), scores: &Scores, words: [&Words<'_>; 2]) -> Option<Self> {
        let sizes = words.map(|words| words.segments.len());
        let best = |side: usize, sentence: usize| {
            let odds = |there: usize| scores.apart(words, side, sentence, there..there + 1);
            let likely = scores.likeliest(words, side, sentence);
            let likely = likely.map(|there| (there, odds(there)));
            let best = likely.max_by(|one, other| one.1.total_cmp(&other.1))?;
            (ANSWERS < best.1).then_some(best.0)
        };
        let back: Vec<Option<usize>> = (0..sizes[1]).map(|there| best(1, there)).collect();
        let forth = (0..sizes[0]).filter_map(|here| Some([here, best(0, here)?]));
        let answers: Vec<[usize; 2]> = forth
            .filter(|&[here, there]| back[there] == Some(here))
            .collect();
        let least = LEAST_SHARE * sizes[0].min(sizes[1]) as f64;
        if answers.len() < LEAST || (answers.len() as f64) < least {
            return None;
        }
        let places: Vec<usize> = answers.iter().map(|answer| answer[1]).collect();
        let is_in_chain = longest_chain(&places);
        let answers = answers.into_iter().zip(is_in_chain);
        let answers = answers.map(|(sentences, is_in_chain)| Answer {
            sentences,
            crosses: !is_in_chain,
        });
        Some(Order {
            versions,
            answers: answers.collect(),
        })
    }

    fn has(&self, version: usize) -> bool {
        self.versions.0 == version || self.versions.1 == version
    }

    fn crossing(&self) -> usize {
        self.answers.iter().filter(|answer| answer.crosses).count()
    }

    /// What of the version that this one is compared with crosses what stands before and behind it.
    fn stretches(&self, version: usize) -> Vec<(usize, Range<usize>)> {
        let (other, side) = match self.versions {
            (one, other) if one == version => (other, 1),
            (one, _) => (one, 0),
        };
        let mut answers: Vec<&Answer> = self.answers.iter().collect();
        answers.sort_unstable_by_key(|answer| answer.sentences[side]);
        let runs = answers.chunk_by(|one, next| one.crosses && next.crosses);
        let runs = runs.filter(|run| run[0].crosses);
        let stretch =
            |run: &[&Answer]| run[0].sentences[side]..run[run.len() - 1].sentences[side] + 1;
        runs.map(|run| (other, stretch(run))).collect()
    }
}

/// Which of these numbers are in a longest chain of them that rises (Schensted 1961).
fn longest_chain(numbers: &[usize]) -> Vec<bool> {
    // Per length, where the chain of this length stands that ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = Vec::with_capacity(numbers.len());
    for (at, &number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < number);
        before.push(length.checked_sub(1).map(|length| ends[length]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut is_in_chain = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        is_in_chain[at] = true;
        next = before[at];
    }
    is_in_chain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::longest_chain;

    proptest! {
        #[test]
        fn no_chain_is_longer(numbers in prop::collection::vec(0usize..12, 0..12)) {
            let is_in_chain = longest_chain(&numbers);
            let chain = numbers.iter().zip(&is_in_chain).filter(|(_, is_in)| **is_in);
            let chain: Vec<usize> = chain.map(|(number, _)| *number).collect();
            prop_assert!(chain.is_sorted_by(|one, next| one < next));
            let rises = |chosen: &u32| {
                let chosen = (0..numbers.len()).filter(|at| chosen >> at & 1 == 1);
                chosen.map(|at| numbers[at]).is_sorted_by(|one, next| one < next)
            };
            let longest = (0u32..1 << numbers.len()).filter(rises).map(u32::count_ones).max();
            prop_assert_eq!(chain.len() as u32, longest.unwrap());
        }
    }
}
