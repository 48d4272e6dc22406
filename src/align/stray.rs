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
        let mut sum = Wide::ZERO;
        for other in others {
            let cell = |segment: usize| self.cell(side, segment, other);
            if let (Some(to), Some(from)) = (cell(segment), cell(segment + 1)) {
                sum += paths.forward[to] * paths.backward[from];
            }
        }
        sum.share(paths.total()).ln()
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
