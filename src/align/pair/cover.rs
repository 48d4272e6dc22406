//! How much a segment's words say for or against a place in the other text.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::weights::Weights;
use crate::align::reading::lists::Lists;
use crate::align::reading::words::{Kind, Word, Words};
use crate::align::vocabulary::lexicon::{Group, Lexicon};

/// No more segments are merged.
pub(crate) const MOST: usize = 8;

/// Gains stand in memory by so many.
pub(super) const LANES: usize = 4;

/// The room for the gains of up to so many merged segments.
pub(super) fn lanes(most: usize) -> usize {
    most.next_multiple_of(LANES)
}

/// The [`prior`]s of all words of a text.
pub(crate) fn priors(
    words: &Words<'_>,
    lexicon: Option<&Lexicon>,
    weights: &Weights,
) -> Vec<[f64; 2]> {
    let vocabulary = words.vocabulary.iter();
    vocabulary
        .map(|word| prior(word, lexicon, weights))
        .collect()
}

/// What the words of one text say about segments of another.
pub(crate) struct Cover {
    /// Per segment: what its words say if none of them is found.
    pub(crate) nothing: Vec<f64>,
    most: usize,
    pub(super) lanes: usize,
    /// Per word, where it begins in the next two.
    starts: Vec<usize>,
    /// Segments of the other text, ascending, from which on the word is found among merged ones.
    firsts: Vec<u32>,
    /// For each of them, per number of merged segments, in so many lanes: how much more that says.
    gains: Vec<[f32; LANES]>,
}

impl Cover {
    /// The log-odds of finding each word's translation in its true place against a place at random
    /// (the translation model of Brown et al. 1993, told only found or not found, which a lexicon
    /// without probabilities allows).
    pub(super) fn of(
        [words, other]: [&Words<'_>; 2],
        priors: &[[f64; 2]],
        links: &Lists<(u32, f32)>,
        learnt: &[bool],
        most: usize,
        weights: &Weights,
    ) -> Self {
        // A segment that stands over and over says no more of how common its words are than once.
        let again: FxHashSet<u32> = other.again().collect();
        let is_first = |place: u32| again.is_empty() || !again.contains(&place);
        let segments = (other.segments.len() - again.len()) as f64;
        let count = words.vocabulary.len();
        let mut nothing = Vec::with_capacity(count);
        let mut cover = Cover {
            nothing: Vec::new(),
            most,
            lanes: lanes(most),
            starts: Vec::with_capacity(count + 1),
            firsts: Vec::with_capacity(2 * count),
            gains: Vec::with_capacity(2 * count),
        };
        // Few words differ in both.
        let mut known: FxHashMap<[u64; 2], (f64, [f32; MOST])> = FxHashMap::default();
        let mut here: Vec<u32> = Vec::new();
        // Per segment of the other text, and behind it, the strength of the best link there.
        let mut strengths = vec![0f32; other.segments.len() + MOST];
        for (number, (&[mut rate, chance], linked)) in priors.iter().zip(links.iter()).enumerate() {
            for &(to, strength) in linked {
                let places = other.places.get(to as usize);
                here.extend(places);
                for &place in places {
                    let strongest = &mut strengths[place as usize];
                    *strongest = strongest.max(strength);
                }
            }
            here.sort_unstable();
            here.dedup();
            if learnt[number] {
                rate = rate.max(weights.rates.learnt);
            }
            let seen = here.iter().filter(|place| is_first(**place));
            let seen: f64 = seen
                .map(|place| f64::from(strengths[*place as usize]))
                .sum();
            let chance = ((seen - 1.0).max(0.0) + chance * weights.prior_segments)
                / (segments + weights.prior_segments);
            let chance = chance.min(0.9);
            let rate = rate.max(chance);
            let (missed, gains) = known
                .entry([rate, chance].map(f64::to_bits))
                .or_insert_with(|| said(rate, chance, most, weights));
            nothing.push(weights.words * *missed);
            cover.starts.push(cover.firsts.len());
            cover.add(&here, &strengths, gains);
            for place in here.drain(..) {
                strengths[place as usize] = 0.0;
            }
        }
        cover.starts.push(cover.firsts.len());
        let sum = |segment: &Vec<u32>| segment.iter().map(|&word| nothing[word as usize]).sum();
        cover.nothing = words.segments.iter().map(sum).collect();
        cover
    }

    /// Takes in a word that is found in these segments, of these strengths per segment.
    fn add(&mut self, places: &[u32], strengths: &[f32], gains: &[f32; MOST]) {
        let mut next = 0;
        for &place in places {
            for first in next.max((place + 1).saturating_sub(self.most as u32))..place + 1 {
                self.firsts.push(first);
                let merged = &strengths[first as usize..][..self.lanes];
                let mut strongest = 0f32;
                let lanes = merged.as_chunks::<LANES>().0.iter();
                for (strengths, gains) in lanes.zip(gains.as_chunks::<LANES>().0) {
                    self.gains.push(std::array::from_fn(|lane| {
                        if strongest < strengths[lane] {
                            strongest = strengths[lane];
                        }
                        strongest * gains[lane]
                    }));
                }
            }
            next = place + 1;
        }
    }

    /// How much more it says that a word is found among segments of the other text from this one on, per
    /// number of merged segments; nothing if it is not.
    pub(crate) fn found_from(&self, word: u32, first: usize) -> Option<&[f32]> {
        let (start, end) = (self.starts[word as usize], self.starts[word as usize + 1]);
        let number = start
            + self.firsts[start..end]
                .binary_search(&(first as u32))
                .ok()?;
        let each = self.lanes / LANES;
        Some(self.gains[number * each..][..each].as_flattened())
    }

    /// Segments of the other text between these, ascending, from which on the word is found among
    /// merged ones; and how much more that says per number of merged segments.
    pub(crate) fn found(
        &self,
        word: u32,
        within: Range<usize>,
    ) -> impl ExactSizeIterator<Item = (usize, &[[f32; LANES]])> {
        let (start, end) = (self.starts[word as usize], self.starts[word as usize + 1]);
        let before = |bound: usize| match &self.firsts[start..end] {
            [first, ..] if bound <= *first as usize => start,
            [.., last] if (*last as usize) < bound => end,
            firsts => start + firsts.partition_point(|&first| (first as usize) < bound),
        };
        let near = before(within.start)..before(within.end);
        let firsts = self.firsts[near.clone()].iter();
        let each = self.lanes / LANES;
        let gains = self.gains[near.start * each..near.end * each].chunks_exact(each);
        firsts.map(|&first| first as usize).zip(gains)
    }
}

/// What it says if a word is not found, and how much more if it is found among so many merged
/// segments.
fn said(rate: f64, chance: f64, most: usize, weights: &Weights) -> (f64, [f32; MOST]) {
    let missed = ((1.0 - rate) / (1.0 - chance)).ln();
    let mut gains = [0f32; MOST];
    for (merged, gain) in (1..).zip(&mut gains[..most]) {
        let chance = 1.0 - (1.0 - chance).powi(merged);
        *gain = (weights.words * ((rate.max(chance) / chance).ln() - missed)) as f32;
    }
    (missed, gains)
}

/// How often a word is translated by one that is linked to it, and how often that happens by
/// chance, before the document is looked at.
fn prior(word: &Word<'_>, lexicon: Option<&Lexicon>, weights: &Weights) -> [f64; 2] {
    let rates = &weights.rates;
    match word.kind {
        Kind::Number if word.letters == 1 => rates.digit,
        Kind::Number => rates.number,
        Kind::Mark => rates.mark,
        Kind::Name if word.letters <= 2 => rates.initial,
        Kind::Name => rates.name,
        Kind::Plain => {
            let function = lexicon.is_some_and(|lexicon| word.is(Group::Function, lexicon));
            match () {
                _ if function => rates.function,
                _ if word.letters <= 3 => rates.short,
                _ if word.senses.is_empty() => rates.unknown,
                _ => rates.known,
            }
        }
    }
}
