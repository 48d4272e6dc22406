//! What two texts say of a segment that may stand in another place than its translation: by how much
//! all their alignments together would weigh more if it stood elsewhere.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::search::Scores;
use super::wide::Wide;
use super::words::Words;

/// Of the segments that words of a segment are found in, so many are looked at.
const LIKELIEST: usize = 3;

/// Words with more places say too little about any one of them.
const PLACES: usize = 50;

/// A place for a segment.
#[derive(Clone)]
pub(super) struct Place {
    /// What it brings, as a logarithm.
    pub(super) gain: f64,
    /// The segments of the other text that it most likely has there, and how likely that is; empty
    /// if it is likeliest alone.
    pub(super) beside: Range<usize>,
}

impl Scores {
    /// The segments of the other text that most of what a segment says is found in.
    pub(super) fn likeliest(
        &self,
        words: [&Words<'_>; 2],
        side: usize,
        segment: usize,
    ) -> impl Iterator<Item = usize> {
        let all = 0..words[1 - side].segments.len();
        let mut sums: FxHashMap<usize, f32> = FxHashMap::default();
        for &word in &words[side].segments[segment] {
            let found = self.covers[side].found(word, all.clone());
            if found.len() <= PLACES * self.most {
                for (place, gains) in found {
                    *sums.entry(place).or_default() += gains[0];
                }
            }
        }
        let mut places: Vec<(usize, f32)> = sums.into_iter().collect();
        places.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        places.into_iter().take(LIKELIEST).map(|(place, _)| place)
    }

    /// Log-odds of a segment and successive ones of the other text as one bead, wherever they stand.
    pub(super) fn apart(
        &self,
        words: [&Words<'_>; 2],
        side: usize,
        segment: usize,
        there: Range<usize>,
    ) -> f64 {
        let found = |side: usize, segment: usize, first: usize, merged: usize| -> f64 {
            let here = words[side].segments[segment].iter();
            let found = here.flat_map(|&word| self.covers[side].found(word, first..first + 1));
            found.map(|(_, gains)| f64::from(gains[merged - 1])).sum()
        };
        let shown = match side {
            0 => self.shown(segment, 1, there.start, there.len()),
            _ => self.shown(there.start, there.len(), segment, 1),
        };
        let forth = found(side, segment, there.start, there.len());
        let back = there.map(|other| found(1 - side, other, segment, 1));
        self.freely(shown + forth + back.sum::<f64>())
    }

    /// What it brings to leave a segment out.
    pub(super) fn without(&self, side: usize, segment: usize) -> f64 {
        let paths = self.paths();
        let others = match side {
            0 => self.band.columns(segment),
            _ => 0..self.band.rows(),
        };
        let alone = Wide::exp(self.weights.shape(&[1, 0]));
        let mut sum = 0.0;
        for other in others {
            let cell = |segment: usize, other: usize| self.cell(side, segment, other);
            let Some(from) = cell(segment + 1, other) else {
                continue;
            };
            let share = |path: Wide| (path * paths.backward[from]).share(paths.total());
            // A segment of the other text that stands alone there stands before this one or after
            // it, which is one path without it.
            let before = other.checked_sub(1).and_then(|other| cell(segment, other));
            sum += cell(segment, other).map_or(0.0, |to| share(paths.forward[to]));
            sum -= before.map_or(0.0, |to| share(paths.forward[to] * alone));
        }
        sum.ln()
    }

    /// What it brings to put a segment before each of some others of its text, alone or beside some
    /// of these of the other text.
    pub(super) fn with(
        &self,
        words: [&Words<'_>; 2],
        side: usize,
        segment: usize,
        places: Range<usize>,
        there: Range<usize>,
    ) -> Vec<Place> {
        let paths = self.paths();
        let mut sums = vec![(Wide::ZERO, 0.0, 0..0); places.len()];
        for start in there.start..=there.end {
            for end in start..=there.end.min(start + self.most) {
                let odds = match start == end {
                    true => 0.0,
                    false => self.apart(words, side, segment, start..end),
                };
                let weight = Wide::exp(odds + self.weights.shape(&[1, end - start]));
                for (place, (sum, most, beside)) in places.clone().zip(&mut sums) {
                    let cell = |other: usize| self.cell(side, place, other);
                    if let (Some(to), Some(from)) = (cell(start), cell(end)) {
                        let path = paths.forward[to] * weight * paths.backward[from];
                        *sum += path;
                        let share = path.share(paths.total());
                        if *most < share {
                            (*most, *beside) = (share, start..end);
                        }
                    }
                }
            }
        }
        let gain = |sum: Wide| sum.share(paths.total()).ln();
        let places = sums.into_iter();
        places
            .map(|(sum, _, beside)| Place {
                gain: gain(sum),
                beside,
            })
            .collect()
    }

    /// The cell before a segment of a text and one of the other.
    fn cell(&self, side: usize, segment: usize, other: usize) -> Option<usize> {
        match side {
            0 => self.band.cell(segment, other),
            _ => self.band.cell(other, segment),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::links::WordLinks;
    use super::super::weights::WEIGHTS;
    use super::super::{Sources, pair, priors};
    use super::*;
    use crate::lang::{EN, KK};

    const MOST: usize = 3;

    fn read(texts: &[Vec<String>; 2]) -> [Words<'static>; 2] {
        let sources = Sources {
            lexicon: None,
            dictionary: None,
        };
        let languages = [EN, KK].into_iter().zip(texts);
        let mut words = languages.map(|(language, text)| {
            let segments: Vec<&str> = text.iter().map(String::as_str).collect();
            Words::read(language, &segments, sources)
        });
        std::array::from_fn(|_| words.next().unwrap())
    }

    fn scores(words: [&Words<'_>; 2]) -> Scores {
        let priors = words.map(|words| priors(words, None, &WEIGHTS));
        let links = WordLinks::find(words[0], words[1], None);
        pair(words, [&priors[0], &priors[1]], &links, MOST)
    }

    /// The logarithm of the weight of all paths over these segments of the first text, in this
    /// order, and all of the second. Of the first, beads hold several only where nothing was moved.
    fn slow(scores: &Scores, order: &[(usize, bool)], columns: usize) -> f64 {
        let mut paths = vec![vec![0.0; columns + 1]; order.len() + 1];
        paths[0][0] = 1.0;
        for row in 0..=order.len() {
            for column in 0..=columns {
                for (a, b) in (0..=MOST).flat_map(|a| (0..=MOST).map(move |b| (a, b))) {
                    if row < a || column < b || a + b == 0 {
                        continue;
                    }
                    let rows = &order[row - a..row];
                    let joined = rows.windows(2).all(|two| two[0].0 + 1 == two[1].0);
                    let moved = rows.iter().any(|row| row.1);
                    if 1 < a && (moved || !joined) || 2 < a.min(b) || 1 < a.min(b) && 4 < a + b {
                        continue;
                    }
                    let odds = match (a, b) {
                        (0, 1) | (1, 0) => 0.0,
                        (0, _) | (_, 0) => continue,
                        _ => scores.bead(rows[0].0, a, column - b, b),
                    };
                    let weight = (odds + WEIGHTS.shape(&[a, b])).exp();
                    paths[row][column] += paths[row - a][column - b] * weight;
                }
            }
        }
        paths[order.len()][columns].ln()
    }

    proptest! {
        #[test]
        fn gains_are_those_of_all_paths(
            one in prop::collection::vec("([1-9] ){1,3}", 2..6),
            other in prop::collection::vec("([1-9] ){1,3}", 1..6),
            segment in 0usize..6,
            place in 0usize..6,
        ) {
            let (rows, columns) = (one.len(), other.len());
            let (segment, place) = (segment % rows, place % (rows + 1));
            let words = read(&[one, other]);
            let words = [&words[0], &words[1]];
            let scores = scores(words);
            let order: Vec<(usize, bool)> = (0..rows).map(|row| (row, false)).collect();
            let as_is = slow(&scores, &order, columns);
            let total = scores.paths().total().share(Wide::ONE).ln();
            prop_assert!((total - as_is).abs() < 0.01, "{total} {as_is}");
            let mut with = order.clone();
            with.insert(place, (segment, true));
            let with = slow(&scores, &with, columns) - as_is;
            let told = &scores.with(words, 0, segment, place..place + 1, 0..columns)[0];
            prop_assert!((told.gain - with).abs() < 0.01, "{} {with}", told.gain);
            let mut without = order;
            without.remove(segment);
            let without = slow(&scores, &without, columns) - as_is;
            let told = scores.without(0, segment);
            prop_assert!((told - without).abs() < 0.01, "{told} {without}");
            // From the other side it is the same.
            let [one, other] = words;
            let turned = self::scores([other, one]);
            prop_assert!((turned.without(1, segment) - told).abs() < 0.01);
        }
    }
}
