//! What two texts say of a segment that may stand in another place than its translation: by how much
//! all their alignments together would weigh more if it stood elsewhere.

use std::ops::Range;

use crate::align::pair::scores::Scores;
use crate::align::pair::wide::Wide;
use crate::align::reading::words::Words;
use crate::work;

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
    /// Whether its neighbours stand beside these, too.
    pub(super) joined: bool,
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
        let here = segment..segment + 1;
        let is_in_band = match side {
            0 => self.looks_at(here.clone(), all.clone()),
            _ => self.looks_at(all.clone(), here.clone()),
        };
        let mut sums: Vec<(usize, f64)> = Vec::new();
        if is_in_band && all.len() <= PLACES {
            let found = |place: usize| self.found_of(side, here.clone(), &(place..place + 1));
            sums.extend(all.map(|place| (place, found(place))));
        } else {
            let words = words[side].segments[segment].iter();
            let found = words.map(|&word| self.covers[side].found(word, all.clone()));
            let telling = found.filter(|found| found.len() <= PLACES * self.most);
            let many: usize = telling.clone().map(|found| found.len()).sum();
            let places = telling.flatten();
            let places = places.map(|(place, gains)| (place, f64::from(gains[0][0])));
            if all.len() <= many {
                sums.extend(all.clone().map(|place| (place, 0.0)));
                places.for_each(|(place, gain)| sums[place].1 += gain);
            } else {
                // Few places of a long text are found, so that no room is made for all.
                sums.extend(places);
                sums.sort_by_key(|sum| sum.0);
                sums.dedup_by(|next, one| {
                    let is_same = one.0 == next.0;
                    one.1 += if is_same { next.1 } else { 0.0 };
                    is_same
                });
            }
        }
        work::done(sums.len());
        // The likeliest first; of equals, the first.
        let mut best: Vec<(usize, f64)> = Vec::with_capacity(LIKELIEST + 1);
        for (place, sum) in sums {
            let rank = best.partition_point(|better| sum <= better.1);
            if 0.0 < sum && rank < LIKELIEST {
                best.insert(rank, (place, sum));
                best.truncate(LIKELIEST);
            }
        }
        best.into_iter().map(|place| place.0)
    }

    /// Log-odds of a segment and successive ones of the other text as one bead, wherever they stand.
    pub(super) fn apart(
        &self,
        words: [&Words<'_>; 2],
        side: usize,
        segment: usize,
        there: Range<usize>,
    ) -> f64 {
        let [(i, a), (j, b)] = match side {
            0 => [(segment, 1), (there.start, there.len())],
            _ => [(there.start, there.len()), (segment, 1)],
        };
        if self.looks_at(i..i + a, j..j + b) {
            return self.bead(i, a, j, b);
        }
        let found = |side: usize, segment: usize, first: usize, merged: usize| -> f64 {
            let here = words[side].segments[segment].iter();
            let found = here.filter_map(|&word| self.covers[side].found_from(word, first));
            found.map(|gains| f64::from(gains[merged - 1])).sum()
        };
        let shown = self.shown(i, a, j, b);
        let forth = found(side, segment, there.start, there.len());
        let back = there.map(|other| found(1 - side, other, segment, 1));
        self.freely(shown + forth + back.sum::<f64>())
    }

    /// The same if neighbours of the place that the segment is put in are in the bead, too.
    ///
    /// None if it answers nothing of the other text that they leave open: it is only like them. Where no
    /// third version bears it out, that must make up for what of the segment may be unanswered.
    pub(super) fn joined(
        &self,
        words: [&Words<'_>; 2],
        side: usize,
        segment: usize,
        here: Range<usize>,
        there: Range<usize>,
        borne_out: bool,
    ) -> Option<f64> {
        // What is found among so many merged segments counts less.
        let merged = here.len();
        if self.most <= merged {
            return None;
        }
        let cover = &self.covers[1 - side];
        let among = |word: u32, first: usize, merged_there: usize| {
            let found = cover.found_from(word, first);
            found.map_or(0.0, |gains| gains[merged_there - 1].min(gains[merged]))
        };
        let back = there
            .clone()
            .flat_map(|other| &words[1 - side].segments[other]);
        let back = back.map(|&word| {
            let found = among(word, here.start, merged).max(among(word, segment, 1));
            f64::from(found)
        });
        let bead = match side {
            0 => [here.clone(), there.clone()],
            _ => [there.clone(), here.clone()],
        };
        let [rows, columns] = &bead;
        let shown = self.shown(rows.start, rows.len(), columns.start, columns.len());
        let known = self.found_of(1 - side, there.clone(), &here);
        let answers = back.sum::<f64>() - known + self.longer(side, segment, &bead);
        let open = self.nothing_of(side, segment);
        if answers + if borne_out { 0.0 } else { open } <= 0.0 {
            return None;
        }
        let own = words[side].segments[segment].iter();
        let own = own.filter_map(|&word| self.covers[side].found_from(word, there.start));
        let own = own.map(|gains| f64::from(gains[there.len() - 1]));
        let forth = self.found_of(side, here, &there) + own.sum::<f64>();
        Some(self.freely(shown + known + answers + open + forth))
    }

    /// What it brings at most to leave a segment out: what it costs where it stands alone, since all paths
    /// where it does weigh no more than all. As much as it is, unless all paths are yet to be found.
    pub(super) fn most_without(&self, side: usize, segment: usize) -> f64 {
        const ROUNDING: f64 = 1e-6;
        match self.are_paths_found() {
            true => self.without(side, segment),
            false => ROUNDING - self.weights.shape(&[1, 0]),
        }
    }

    /// What it brings to leave a segment out.
    pub(super) fn without(&self, side: usize, segment: usize) -> f64 {
        let paths = self.paths();
        let others = match side {
            0 => self.band.columns(segment),
            _ => self.band.rows_at(segment + 1),
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

    /// What it brings to put a segment before each of some others of its text, alone, beside some of
    /// these of the other text, or with neighbours in a bead.
    pub(super) fn with(
        &self,
        words: [&Words<'_>; 2],
        side: usize,
        segment: usize,
        places: Range<usize>,
        there: Range<usize>,
        borne_out: bool,
    ) -> Vec<Place> {
        let paths = self.paths();
        let mut sums = vec![(Wide::ZERO, 0.0, 0..0, false); places.len()];
        let mut add = |place: usize, weight: Wide, from: [usize; 2], to: [usize; 2]| {
            let cell = |[segment, other]: [usize; 2]| self.cell(side, segment, other);
            let (Some(before), Some(behind)) = (cell(from), cell(to)) else {
                return;
            };
            let (sum, most, beside, joined) = &mut sums[place - places.start];
            let path = paths.forward[before] * weight * paths.backward[behind];
            *sum += path;
            let share = path.share(paths.total());
            if *most < share {
                (*most, *beside, *joined) = (share, from[1]..to[1], from[0] != to[0]);
            }
        };
        for start in there.start..=there.end {
            for end in start..=there.end.min(start + self.most) {
                let odds = match start == end {
                    true => 0.0,
                    false => self.apart(words, side, segment, start..end),
                };
                let weight = Wide::exp(odds + self.weights.shape(&[1, end - start]));
                for place in places.clone() {
                    add(place, weight, [place, start], [place, end]);
                }
                // It may be a part of a bead that its neighbours there have.
                let longest = match end - start {
                    1 => self.most - 1,
                    2 => 1.min(self.most - 1),
                    _ => 0,
                };
                for from in places.start..places.end - 1 {
                    for to in from + 1..places.end.min(from + longest + 1) {
                        let (here, beside) = (from..to, start..end);
                        let joined = self.joined(words, side, segment, here, beside, borne_out);
                        let Some(odds) = joined else {
                            continue;
                        };
                        let shape = self.weights.shape(&[to - from + 1, end - start]);
                        let weight = Wide::exp(odds + shape);
                        for place in from..=to {
                            add(place, weight, [from, start], [to, end]);
                        }
                    }
                }
            }
        }
        let gain = |sum: Wide| sum.share(paths.total()).ln();
        let places = sums.into_iter();
        places
            .map(|(sum, _, beside, joined)| Place {
                gain: gain(sum),
                beside,
                joined,
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

    use super::*;
    use crate::align::pair::cover::priors;
    use crate::align::pair::links::{Heard, WordLinks};
    use crate::align::pair::pair;
    use crate::align::pair::weights::WEIGHTS;
    use crate::align::reading::sources::Sources;
    use crate::lang::{EN, KK};

    const MOST: usize = 3;

    fn read(texts: &[Vec<String>; 2]) -> [Words<'_>; 2] {
        let sources = Sources::default();
        let languages = [EN, KK].into_iter().zip(texts);
        let mut words = languages.map(|(language, text)| {
            let segments: Vec<&str> = text.iter().map(String::as_str).collect();
            Words::read(language, &segments, sources)
        });
        std::array::from_fn(|_| words.next().unwrap())
    }

    fn scores(words: [&Words<'_>; 2]) -> Scores {
        let priors = words.map(|words| priors(words, None, &WEIGHTS));
        let links = WordLinks::find([&Heard::of(words[0]), &Heard::of(words[1])], None);
        pair(words, [&priors[0], &priors[1]], &links, MOST)
    }

    /// The logarithm of the weight of all paths over these segments of the first text, in this
    /// order, and all of the second.
    fn slow(
        scores: &Scores,
        words: [&Words<'_>; 2],
        order: &[(usize, bool)],
        columns: usize,
    ) -> f64 {
        let mut paths = vec![vec![0.0; columns + 1]; order.len() + 1];
        paths[0][0] = 1.0;
        for row in 0..=order.len() {
            for column in 0..=columns {
                for (a, b) in (0..=MOST).flat_map(|a| (0..=MOST).map(move |b| (a, b))) {
                    if row < a || column < b || a + b == 0 {
                        continue;
                    }
                    let rows = &order[row - a..row];
                    if 2 < a.min(b) || 1 < a.min(b) && 4 < a + b {
                        continue;
                    }
                    let at_home: Vec<usize> =
                        rows.iter().filter(|row| !row.1).map(|row| row.0).collect();
                    if at_home.windows(2).any(|two| two[0] + 1 != two[1]) {
                        continue;
                    }
                    let moved = rows.iter().find(|row| row.1).map(|row| row.0);
                    let odds = match (a, b, moved) {
                        (0, 1, _) | (1, 0, _) => Some(0.0),
                        (0, _, _) | (_, 0, _) => None,
                        (1, _, Some(moved)) => Some(scores.bead(moved, 1, column - b, b)),
                        (_, _, Some(moved)) => {
                            let here = at_home[0]..at_home[0] + a - 1;
                            scores.joined(words, 0, moved, here, column - b..column, true)
                        }
                        (_, _, None) => Some(scores.bead(rows[0].0, a, column - b, b)),
                    };
                    let Some(odds) = odds else {
                        continue;
                    };
                    let weight = (odds + WEIGHTS.shape(&[a, b])).exp();
                    paths[row][column] += paths[row - a][column - b] * weight;
                }
            }
        }
        paths[order.len()][columns].ln()
    }

    #[test]
    fn a_bead_with_a_neighbour_is_that_of_both() {
        let texts = |one: [&str; 3], other: [&str; 2]| -> [Vec<String>; 2] {
            [
                one.map(str::to_owned).to_vec(),
                other.map(str::to_owned).to_vec(),
            ]
        };
        let joined = |one, other, borne_out| {
            let texts = texts(one, other);
            let words = read(&texts);
            let words = [&words[0], &words[1]];
            let scores = scores(words);
            let odds = scores.joined(words, 0, 0, 1..2, 0..1, borne_out);
            (odds, scores.bead(0, 2, 0, 1))
        };
        for borne_out in [false, true] {
            let (odds, both) = joined(["1 2 3", "4 5 6", "7"], ["1 2 3 4 5 6", "7"], borne_out);
            assert!((odds.unwrap() - both).abs() < 1e-4, "{odds:?} {both}");
            // It is only like the neighbour, which has its translation.
            let (odds, _) = joined(["4 5 6", "4 5 6", "7"], ["4 5 6", "7"], borne_out);
            assert_eq!(odds, None);
        }
        // Little is answered, and more is not.
        let texts = (["1 2 3 8 9", "4 5 6", "7"], ["1 4 5 6", "7"]);
        assert!(joined(texts.0, texts.1, true).0.is_some());
        assert_eq!(joined(texts.0, texts.1, false).0, None);
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
            let texts = [one, other];
            let words = read(&texts);
            let words = [&words[0], &words[1]];
            let scores = scores(words);
            let order: Vec<(usize, bool)> = (0..rows).map(|row| (row, false)).collect();
            let as_is = slow(&scores, words, &order, columns);
            let total = scores.paths().total().share(Wide::ONE).ln();
            prop_assert!((total - as_is).abs() < 0.01, "{total} {as_is}");
            let mut with = order.clone();
            with.insert(place, (segment, true));
            let with = slow(&scores, words, &with, columns) - as_is;
            let told = &scores.with(words, 0, segment, 0..rows + 1, 0..columns, true)[place];
            prop_assert!((told.gain - with).abs() < 0.01, "{} {with}", told.gain);
            let mut without = order;
            without.remove(segment);
            let without = slow(&scores, words, &without, columns) - as_is;
            let told = scores.without(0, segment);
            prop_assert!((told - without).abs() < 0.01, "{told} {without}");
            // From the other side it is the same.
            let [one, other] = words;
            let turned = self::scores([other, one]);
            prop_assert!((turned.without(1, segment) - told).abs() < 0.01);
        }
    }
}
