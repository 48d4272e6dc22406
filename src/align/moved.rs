//! What one version says in another place than the others: a segment that was moved, a slip by one,
//! exchanged halves.
//!
//! Beads never cross, so what was moved is left alone, or drawn into a bead beside it. It betrays
//! itself when it is put where its translation stands: the versions then align clearly better.

use std::ops::Range;

use super::grade::{Gap, Part, weight};
use super::weights::WEIGHTS;
use super::{Pairs, Text};

/// How much likelier, as a natural logarithm, the versions must be with a sentence in another place
/// before it is said to have been moved: there are many places, and few sentences are moved.
const SURE: f64 = 4.4;

/// A sentence that stands alone costs less than what brings it to a place with less for it than this,
/// as log-odds, would have to outweigh.
const FAINT: f64 = -2.0;

/// Beads surer than this hold no sentence of another place, if they hold no other of its version.
const CERTAIN: f64 = 0.9;

/// What a version says in another place than another version.
pub(super) struct Moved {
    /// What the other says.
    pub(super) gap: Gap,
    pub(super) weight: f64,
}

impl Moved {
    /// Of what stands in another place of a version than of the others, the heaviest.
    pub(super) fn find(
        version: usize,
        texts: &[Text<'_>],
        parts: &[Part<'_>],
        counted: &[bool],
        pairs: &Pairs,
    ) -> Option<Moved> {
        let others = (0..texts.len()).filter(|&other| other != version && counted[other]);
        let search = Search {
            version,
            others: others
                .filter(|&other| pairs.contains_key(&(version.min(other), version.max(other))))
                .collect(),
            texts,
            parts,
            pairs,
        };
        let mut found: Vec<(usize, Range<usize>)> = search
            .doubtful()
            .filter_map(|(part, sentence)| search.elsewhere(part, sentence))
            .collect();
        found.sort_unstable_by_key(|(other, there)| (*other, there.start));
        let mut stretches: Vec<(usize, Range<usize>)> = Vec::new();
        for (other, there) in found {
            match stretches.last_mut() {
                Some((last, stretch))
                    if *last == other && search.lacks(other, stretch.end..there.start) =>
                {
                    stretch.end = stretch.end.max(there.end);
                }
                _ => stretches.push((other, there)),
            }
        }
        let moved = stretches.into_iter().map(|(other, stretch)| Moved {
            weight: weight(&texts[other], &stretch),
            gap: Gap::of(&texts[other], stretch),
        });
        moved.max_by(|one, other| one.weight.total_cmp(&other.weight))
    }
}

struct Search<'a> {
    version: usize,
    /// The versions that it is compared with.
    others: Vec<usize>,
    texts: &'a [Text<'a>],
    parts: &'a [Part<'a>],
    pairs: &'a Pairs,
}

impl Search<'_> {
    /// The sentences that may belong elsewhere, each with the number of its part.
    fn doubtful(&self) -> impl Iterator<Item = (usize, usize)> {
        let parts = self.parts.iter().enumerate().filter(|(_, part)| {
            let alone = self
                .others
                .iter()
                .all(|&other| part.sides[other].is_empty());
            alone || 1 < part.sides[self.version].len() || part.sure < CERTAIN
        });
        parts.flat_map(|(number, part)| {
            let sentences = part.sides[self.version].clone();
            sentences.map(move |sentence| (number, sentence))
        })
    }

    /// Where a sentence surely belongs, if not here: to these of another version.
    fn elsewhere(&self, own: usize, sentence: usize) -> Option<(usize, Range<usize>)> {
        let found = self.others.iter().flat_map(|&other| {
            let (side, words) = self.pair(other);
            let scores = &self.pairs[&(self.version.min(other), self.version.max(other))];
            let likely = scores.likeliest(words, side, sentence);
            let likely = likely.filter(move |&there| {
                FAINT < scores.apart(words, side, sentence, there..there + 1)
            });
            let parts = likely.map(move |there| self.part_of(other, there));
            // Of neighbours, the search itself has seen whether they belong together.
            let parts = parts.filter(move |&part| 1 < part.abs_diff(own));
            parts.filter_map(move |part| {
                let (gain, beside) = self.gain(sentence, part, other)?;
                Some((gain, other, beside))
            })
        });
        let best = found.max_by(|one, other| one.0.total_cmp(&other.0));
        best.filter(|best| SURE < best.0)
            .map(|(_, other, beside)| (other, beside))
    }

    /// How much likelier the versions are with the sentence near this part, and what it stands
    /// beside in another version then.
    fn gain(&self, sentence: usize, part: usize, beside: usize) -> Option<(f64, Range<usize>)> {
        let near = part.saturating_sub(1)..(part + 2).min(self.parts.len());
        let side = |version: usize| {
            let sides = |part: usize| &self.parts[part].sides[version];
            sides(near.start).start..sides(near.end - 1).end
        };
        let here = side(self.version);
        let cuts = here.start..here.end + 1;
        let mut gains = vec![0.0; cuts.len()];
        let mut with = vec![0..0; cuts.len()];
        for &other in &self.others {
            let scores = &self.pairs[&(self.version.min(other), self.version.max(other))];
            let (side_of, words) = self.pair(other);
            let without = scores.without(side_of, sentence);
            let places = scores.with(words, side_of, sentence, cuts.clone(), side(other));
            for (number, place) in places.into_iter().enumerate() {
                gains[number] += without + place.gain;
                if other == beside {
                    with[number] = place.beside;
                }
            }
        }
        let scale = WEIGHTS.pair[(self.texts.len()).clamp(2, 4) - 2];
        let best = (0..gains.len()).filter(|&cut| !with[cut].is_empty());
        let best = best.max_by(|&one, &other| gains[one].total_cmp(&gains[other]))?;
        Some((scale * gains[best], with[best].clone()))
    }

    /// Whether the version has nothing beside these sentences of another one.
    fn lacks(&self, other: usize, mut sentences: Range<usize>) -> bool {
        sentences.all(|sentence| {
            let part = &self.parts[self.part_of(other, sentence)];
            part.sides[self.version].is_empty()
        })
    }

    /// The number of the part that a sentence stands in.
    fn part_of(&self, version: usize, sentence: usize) -> usize {
        let sides = |part: &Part<'_>| part.sides[version].end <= sentence;
        self.parts.partition_point(sides)
    }

    /// The words of the version and of another, in the order of their numbers, and which of the two
    /// is the version.
    fn pair(&self, other: usize) -> (usize, [&super::Words<'_>; 2]) {
        let mut pair = [self.version, other];
        pair.sort_unstable();
        let side = usize::from(other < self.version);
        (side, pair.map(|version| &self.texts[version].words))
    }
}
