//! What a phrase is translated by: the sequences of the other language that keep company with it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::counted::Counted;
use super::evidence::Answers;
use super::grams::{Gram, NONE, Side};
use super::words::FUNCTION;

/// A translation of a phrase, with the places where both stand.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) target: Gram,
    /// How closely the two keep company, and how far word alignment agrees, 0 to 1.
    pub(super) confidence: f32,
    /// A place of the phrase and one of the translation in the same unit.
    pub(super) places: Vec<(u32, u32)>,
}

/// Units looked at for one phrase; a commoner phrase is sampled evenly.
const UNITS_MOST: usize = 2_000;
/// Translations kept of one phrase.
const TRANSLATIONS_MOST: usize = 6;
/// Weaker company is chance.
const LEAST_DICE: f64 = 0.08;
/// How far company alone speaks for a translation, where word alignment speaks for it at all.
const UNASKED: f64 = 0.15;
/// Candidates that word alignment is asked about.
const CANDIDATES_MOST: usize = 40;

/// Finds translations from one language to another.
pub(super) struct Translator<'a> {
    from: &'a Counted,
    to: &'a Counted,
    answers: &'a Answers,
    /// By sequence of the target language, the units with both languages that it stands in.
    frequency: Vec<u32>,
    seen: Vec<(u32, u32)>,
    round: u32,
}

impl<'a> Translator<'a> {
    pub(super) fn new(from: &'a Counted, to: &'a Counted, answers: &'a Answers) -> Self {
        let total = to.grams.total();
        let mut frequency = vec![0; total];
        for gram in 0..total as Gram {
            let mut last = NONE;
            for &place in to.grams.places(gram) {
                let unit = to.side.units[place as usize];
                if unit != last {
                    last = unit;
                    frequency[gram as usize] += u32::from(!from.side.of_unit(unit).is_empty());
                }
            }
        }
        Translator {
            from,
            to,
            answers,
            frequency,
            seen: vec![(NONE, 0); total],
            round: 0,
        }
    }

    /// The translations of a phrase, the likeliest first.
    pub(super) fn translations(&mut self, phrase: Gram) -> Vec<Found> {
        let len = self.from.grams.len(phrase);
        let mut open: Vec<(u32, u32)> = Vec::new();
        for &place in self.from.grams.places(phrase) {
            let unit = self.from.side.units[place as usize];
            if self.from.side.is_sound(place as usize, len)
                && open.last().is_none_or(|&(_, last)| last != unit)
                && !self.to.side.of_unit(unit).is_empty()
            {
                open.push((place, unit));
            }
        }
        if open.len() > UNITS_MOST {
            let step = open.len() as f64 / UNITS_MOST as f64;
            open = (0..UNITS_MOST)
                .map(|i| open[(i as f64 * step) as usize])
                .collect();
        }
        let all = open.len();
        let Some(&(place, _)) = open.first() else {
            return Vec::new();
        };
        let wanted = content(&self.from.side, place as usize, len);
        let mut found: Vec<Found> = Vec::new();
        while open.len() >= 2 && found.len() < TRANSLATIONS_MOST {
            let Some((target, score, together)) = self.best(&open, len, all, wanted) else {
                break;
            };
            let target_len = self.to.grams.len(target);
            let (mut places, mut left) = (Vec::new(), Vec::new());
            for (place, unit) in open {
                let here = self.to.side.of_unit(unit).find(|&at| {
                    self.to.grams.at(at, target_len) == target
                        && self.to.side.is_whole(at, target_len)
                });
                match here {
                    Some(at) => places.push((place, at as u32)),
                    None => left.push((place, unit)),
                }
            }
            open = left;
            if places.is_empty() {
                break;
            }
            let n = f64::from(together);
            found.push(Found {
                target,
                confidence: (score * n / (n + 1.0)).min(1.0) as f32,
                places,
            });
        }
        found
    }

    /// The target sequence that keeps the closest company with the phrase in the open units and that
    /// word alignment speaks for: its number, score, and how many units have it. The score is the
    /// geometric mean of the Dice coefficient and of how well the words agree.
    fn best(
        &mut self,
        open: &[(u32, u32)],
        len: usize,
        all: usize,
        wanted: usize,
    ) -> Option<(Gram, f64, u32)> {
        let to = &self.to.side;
        let mut met: Vec<Gram> = Vec::new();
        self.round += 1;
        for &(_, unit) in open {
            for at in to.of_unit(unit) {
                for len in 1..=self.to.grams.longest() {
                    let gram = self.to.grams.at(at, len);
                    if gram == NONE {
                        break;
                    }
                    if !to.is_sound(at, len) {
                        continue;
                    }
                    let stamp = &mut self.seen[gram as usize];
                    if stamp.0 == self.round {
                        stamp.1 += 1;
                    } else {
                        *stamp = (self.round, 1);
                        met.push(gram);
                    }
                }
            }
        }
        // Occurrences, not units: what the coefficient can be at most.
        let mut bounds: Vec<(f64, Gram)> = met
            .into_iter()
            .filter_map(|gram| {
                let most = self.seen[gram as usize].1.min(open.len() as u32);
                let bound = self.dice(gram, most, all);
                (most >= 2 && bound >= LEAST_DICE).then_some((bound, gram))
            })
            .collect();
        // Of equal ones the longer first, which has the greater number.
        bounds.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        bounds.truncate(CANDIDATES_MOST);
        let mut best: Option<(f64, Gram, u32)> = None;
        for (_, gram) in bounds {
            let (together, support) = self.support(gram, open, len);
            let dice = self.dice(gram, together, all);
            // What no word points at is a translation only in perfect company: it stands in all of
            // these units and nowhere else. In two units much does so by chance.
            let is_perfect = 3 <= together
                && together as usize == open.len()
                && together == self.frequency[gram as usize];
            let is_chance = support == 0.0 && !is_perfect;
            if together < 2 || dice < LEAST_DICE || is_chance {
                continue;
            }
            let f1 = UNASKED + (1.0 - UNASKED) * support / f64::from(together);
            let score = self.shape(gram, wanted) * (dice * f1).sqrt();
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, gram, together));
            }
        }
        best.map(|(score, gram, together)| (gram, score, together))
    }

    /// The Dice coefficient of a phrase that stands in `all` units and a target sequence that
    /// stands beside it in `together` of them.
    fn dice(&self, gram: Gram, together: u32, all: usize) -> f64 {
        2.0 * f64::from(together) / (all as f64 + f64::from(self.frequency[gram as usize]))
    }

    /// In how many of the open units a target sequence stands, and how far word alignment points
    /// at it there: the F1 of its pieces and those of the answer, in all.
    fn support(&self, gram: Gram, open: &[(u32, u32)], len: usize) -> (u32, f64) {
        let target_len = self.to.grams.len(gram);
        let places = self.to.grams.places(gram);
        let (mut together, mut support) = (0, 0.0);
        for &(place, unit) in open {
            let range = self.to.side.of_unit(unit);
            let from = places.partition_point(|&at| (at as usize) < range.start);
            let here = places[from..]
                .iter()
                .take_while(|&&at| (at as usize) < range.end);
            let mut here = here
                .filter(|&&at| self.to.side.is_whole(at as usize, target_len))
                .peekable();
            together += u32::from(here.peek().is_some());
            if let Some(answer) = self.answers.get(place, len) {
                let overlap = |&at: &u32| {
                    let end = (at + target_len as u32).min(answer.start + answer.len);
                    let common = end.saturating_sub(at.max(answer.start));
                    2.0 * f64::from(common) / (target_len as f64 + f64::from(answer.len))
                };
                support += here.map(overlap).fold(0.0, f64::max);
            }
        }
        (together, support)
    }

    /// Whether the sequence looks like the phrase's equal: itself a phrase, and about as long.
    fn shape(&self, gram: Gram, wanted: usize) -> f64 {
        let place = self.to.grams.places(gram)[0] as usize;
        let words = content(&self.to.side, place, self.to.grams.len(gram)).max(1);
        let ratio = words.min(wanted).max(1) as f64 / words.max(wanted) as f64;
        let length = ratio.powf(0.5);
        let accepted = if self.to.accepted.whole[gram as usize] {
            1.1
        } else if self.to.accepted.is[gram as usize] {
            1.0
        } else {
            0.9
        };
        length * accepted
    }
}

/// How many words of content, and parts of such between hyphens, a sequence has: Премьер-министр is as
/// long as Prime Minister.
fn content(side: &Side, place: usize, len: usize) -> usize {
    let pieces = side.pieces[place..place + len].iter();
    pieces.filter(|piece| !piece.is(FUNCTION)).count()
}

/// The written forms at places, each with its count.
pub(super) fn count<T: std::hash::Hash + Eq + Ord>(
    items: impl Iterator<Item = T>,
) -> Vec<(T, u32)> {
    let mut counts: FxHashMap<T, u32> = FxHashMap::default();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    let mut counts: Vec<(T, u32)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// The written words of a language, to know a form by.
pub(super) fn written(texts: impl Iterator<Item = impl AsRef<str>>) -> FxHashSet<String> {
    let mut known = FxHashSet::default();
    for text in texts {
        for word in text
            .as_ref()
            .split(|c: char| !c.is_alphanumeric() && c != '-')
        {
            if !known.contains(word) {
                known.insert(word.to_owned());
            }
        }
    }
    known
}
