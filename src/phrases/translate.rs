//! What a phrase is translated by: the sequences of the other language that keep company with it.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::Answers;
use super::grams::{Gram, NONE, Side};
use super::mine::Counted;
use super::words::{CAPITAL, FUNCTION};
use crate::text::power_of_ten;

/// A place of the phrase that is translated.
#[derive(Clone, Copy)]
struct Place {
    at: u32,
    unit: u32,
}

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
/// What single links of words weigh beside the runs that answer to each other.
const LINKS: f64 = 0.5;
/// Candidates that word alignment is asked about.
const CANDIDATES_MOST: usize = 100;

/// What a translation has to have.
struct Wanted {
    /// So many words of content, about.
    words: usize,
    scales: Scales,
}

/// The scale words of a sequence (million, млрд): what has others is another amount.
#[derive(PartialEq)]
struct Scales {
    /// As powers of ten.
    powers: Vec<u8>,
    /// There is nothing else to say what it is an amount of.
    are_alone: bool,
}

/// How word alignment judges a target sequence.
#[derive(Default)]
struct Support {
    /// In so many units it stands.
    together: u32,
    /// How far the alignment points at it there, in all: the mean F1 of its pieces and those of the
    /// answer, and of its links.
    sum: f64,
    /// In so many of them it is [astray](Translator::is_astray).
    astray: u32,
}

/// Finds translations from one language to another.
pub(super) struct Translator<'a> {
    from: &'a Counted,
    to: &'a Counted,
    answers: &'a Answers,
    /// By sequence of the target language, the units with both languages that it stands in.
    frequency: Vec<u32>,
    /// The scale words of both languages (million, млрд) by stem, as powers of ten.
    scales: [FxHashMap<u32, u8>; 2],
    seen: Vec<Seen>,
    round: u32,
}

/// What a round has seen of a target sequence.
#[derive(Clone, Copy, Default)]
struct Seen {
    round: u32,
    /// How often it stands there as whole words.
    whole: u32,
    /// Whether a phrase may begin and end with it somewhere.
    is_met: bool,
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
            scales: [from, to].map(|counted| {
                let names = (0..).zip(counted.side.lexer.names());
                let powers = names.filter_map(|(stem, name)| Some((stem, power_of_ten(name)?)));
                powers.collect()
            }),
            seen: vec![Seen::default(); total],
            round: 0,
        }
    }

    /// The translations of a phrase, the likeliest first.
    pub(super) fn translations(&mut self, phrase: Gram) -> Vec<Found> {
        let len = self.from.grams.len(phrase);
        let mut open: Vec<Place> = Vec::new();
        for &at in self.from.grams.places(phrase) {
            let unit = self.from.side.units[at as usize];
            if self.from.side.is_sound(at as usize, len)
                && open.last().is_none_or(|last| last.unit != unit)
                && !self.to.side.of_unit(unit).is_empty()
            {
                open.push(Place { at, unit });
            }
        }
        if open.len() > UNITS_MOST {
            let step = open.len() as f64 / UNITS_MOST as f64;
            open = (0..UNITS_MOST)
                .map(|i| open[(i as f64 * step) as usize])
                .collect();
        }
        let all = open.len();
        let Some(first) = open.first() else {
            return Vec::new();
        };
        let at = first.at as usize;
        let wanted = Wanted {
            words: content(&self.from.side, at, len),
            scales: scales(&self.scales[0], &self.from.side, at, len),
        };
        let mut found: Vec<Found> = Vec::new();
        while open.len() >= 2 && found.len() < TRANSLATIONS_MOST {
            let Some((target, score, together)) = self.best(&open, len, all, &wanted) else {
                break;
            };
            let target = match self.from.accepted.whole[phrase as usize] {
                true => self.widened(target, &open, len),
                false => target,
            };
            let (mut places, mut left) = (Vec::new(), Vec::new());
            for place in open {
                match self.of_unit(target, place.unit).next() {
                    Some(at) => places.push((place.at, at)),
                    None => left.push(place),
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
        open: &[Place],
        len: usize,
        all: usize,
        wanted: &Wanted,
    ) -> Option<(Gram, f64, u32)> {
        let to = &self.to.side;
        let mut met: Vec<Gram> = Vec::new();
        self.round += 1;
        for place in open {
            for at in to.of_unit(place.unit) {
                for len in 1..=self.to.grams.longest() {
                    let gram = self.to.grams.at(at, len);
                    if gram == NONE {
                        break;
                    }
                    let seen = &mut self.seen[gram as usize];
                    if seen.round != self.round {
                        *seen = Seen {
                            round: self.round,
                            ..Seen::default()
                        };
                    }
                    seen.whole += u32::from(to.is_whole(at, len));
                    if !seen.is_met && to.is_sound(at, len) {
                        seen.is_met = true;
                        met.push(gram);
                    }
                }
            }
        }
        // What the score can be at most, by occurrences, not units, and with all words in agreement.
        let mut bounds: Vec<(f64, Gram)> = met
            .into_iter()
            .filter_map(|gram| {
                let most = self.seen[gram as usize].whole.min(open.len() as u32);
                let dice = self.dice(gram, most, all);
                let is_company = 2 <= most && LEAST_DICE <= dice;
                (is_company && self.scales_of(gram) == wanted.scales)
                    .then(|| (self.shape(gram, wanted.words) * dice.sqrt(), gram))
            })
            .collect();
        // Of equal ones the longer first, which has the greater number.
        bounds.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        bounds.truncate(CANDIDATES_MOST);
        let mut best: Option<(f64, Gram, u32)> = None;
        for (bound, gram) in bounds {
            if best.is_some_and(|(most, ..)| bound <= most) {
                break;
            }
            let Support {
                together,
                sum: support,
                astray,
            } = self.support(gram, open, len);
            let dice = self.dice(gram, together, all);
            // What no word points at is a translation only in perfect company: it stands in all of
            // these units and nowhere else. In two units much does so by chance.
            let is_perfect = 3 <= together
                && together as usize == open.len()
                && together == self.frequency[gram as usize];
            let is_chance = support == 0.0 && !is_perfect;
            let is_astray = together < 2 * astray;
            if together < 2 || dice < LEAST_DICE || is_chance || is_astray {
                continue;
            }
            let f1 = UNASKED + (1.0 - UNASKED) * support / f64::from(together);
            let score = self.shape(gram, wanted.words) * (dice * f1).sqrt();
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

    /// How word alignment judges a target sequence in the open units.
    fn support(&self, gram: Gram, open: &[Place], len: usize) -> Support {
        let target_len = self.to.grams.len(gram);
        let mut all = Support::default();
        for place in open {
            let own = place.at as usize;
            let answer = self.answers.get(place.at, len);
            let overlap = |at: u32| {
                let Some(answer) = answer else {
                    return 0.0;
                };
                let end = (at + target_len as u32).min(answer.start + answer.len);
                let common = end.saturating_sub(at.max(answer.start));
                let both = target_len as f64 + f64::from(answer.len);
                let runs = 2.0 * f64::from(common) / both;
                let links = self.links(own, len, at as usize, target_len);
                (1.0 - LINKS) * runs + LINKS * links.unwrap_or(runs)
            };
            let here = self.of_unit(gram, place.unit).map(|at| (overlap(at), at));
            // Of equal ones the first.
            if let Some((most, at)) = here.reduce(|a, b| if a.0 < b.0 { b } else { a }) {
                all.together += 1;
                all.sum += most;
                all.astray += u32::from(self.is_astray(own, len, at as usize, target_len));
            }
        }
        all
    }

    /// Whether a target sequence has a word of content that answers to one outside the phrase: it belongs
    /// to another name (Жамбылской области, for облыс); or the words of the phrase are answered outside
    /// the sequence as much as inside, so that it stands for a part of it alone. Which of two that are the
    /// same answers to one, word alignment may confuse: Совет коллективной безопасности Организации
    /// Договора о коллективной безопасности.
    fn is_astray(&self, at: usize, len: usize, there: usize, target_len: usize) -> bool {
        let (own, target) = (at..at + len, there..there + target_len);
        let is_foreign = |at: usize| {
            let linked = self.answers.linked(at);
            linked.is_some_and(|here| is_outside(&self.from.side, &own, here))
        };
        let links = own.clone().filter_map(|at| self.answers.link(at));
        let (outside, inside): (Vec<usize>, Vec<usize>) =
            links.partition(|&there| is_outside(&self.to.side, &target, there));
        let mut words = target.clone();
        words.any(|at| !self.to.side.pieces[at].is(FUNCTION) && is_foreign(at))
            || !outside.is_empty() && inside.len() <= outside.len()
    }

    /// How far the words of a phrase and a target sequence are linked to each other, and to no others:
    /// the F1 of their links; `None` if they have none.
    fn links(&self, at: usize, len: usize, there: usize, target_len: usize) -> Option<f64> {
        let (own, target) = (at..at + len, there..there + target_len);
        let forth = own.clone().filter_map(|at| self.answers.link(at));
        let back = target.clone().filter_map(|at| self.answers.linked(at));
        let all = forth.clone().count() + back.clone().count();
        let common = forth.filter(|at| target.contains(at)).count()
            + back.filter(|at| own.contains(at)).count();
        (0 < all).then(|| common as f64 / all as f64)
    }

    /// Where a target sequence stands in a unit as whole words.
    fn of_unit(&self, gram: Gram, unit: u32) -> impl Iterator<Item = u32> {
        let len = self.to.grams.len(gram);
        let places = self.to.grams.places(gram);
        let range = self.to.side.of_unit(unit);
        let from = places.partition_point(|&at| (at as usize) < range.start);
        let until = places.partition_point(|&at| (at as usize) < range.end);
        let places = places[from..until].iter().copied();
        places.filter(move |&at| self.to.side.is_whole(at as usize, len))
    }

    /// A target sequence that never stands without the same neighbours, together with them, if it is
    /// a phrase then and they answer to nothing outside the phrase that is translated; and if they
    /// belong to its name (United Nations: Организация Объединенных Наций), or it leaves as many words
    /// of the phrase without an answer.
    fn widened(&self, gram: Gram, open: &[Place], len: usize) -> Gram {
        let grams = &self.to.grams;
        let target_len = grams.len(gram);
        let places = grams.places(gram);
        let first = places[0] as usize;
        let words = content(&self.to.side, first, target_len);
        let met = || {
            open.iter().flat_map(|place| {
                let here = self.of_unit(gram, place.unit);
                here.map(|at| (place.at as usize, at as usize))
            })
        };
        let unanswered = |(own, at): (usize, usize)| {
            let links = (at..at + target_len).filter_map(|there| self.answers.linked(there));
            let links: Vec<usize> = links.collect();
            let words = (own..own + len).filter(|&at| !self.from.side.pieces[at].is(FUNCTION));
            words.filter(|word| !links.contains(word)).count()
        };
        let mut unanswered: Vec<usize> = met().map(unanswered).collect();
        unanswered.sort_unstable();
        let unanswered = unanswered[unanswered.len() / 2];
        for wide_len in (target_len + 1..=grams.longest()).rev() {
            for before in 0..=(wide_len - target_len).min(first) {
                let wide = grams.at(first - before, wide_len);
                let added = |at: usize| {
                    let from = at - before;
                    (from..at).chain(at + target_len..from + wide_len)
                };
                let is_free = |(own, at): (usize, usize)| {
                    let mut links = added(at).filter_map(|there| self.answers.linked(there));
                    links.all(|here| (own..own + len).contains(&here))
                };
                let is_name = |place: usize| {
                    let pieces = &self.to.side.pieces;
                    pieces[place].is(CAPITAL) && added(place).all(|at| pieces[at].is(CAPITAL))
                };
                if wide != NONE
                    && self.scales_of(wide) == self.scales_of(gram)
                    && grams.places(wide).len() == places.len()
                    && self.to.accepted.is[wide as usize]
                    && met().all(is_free)
                    && (content(&self.to.side, first - before, wide_len) - words <= unanswered
                        || places.iter().all(|&at| is_name(at as usize)))
                {
                    return wide;
                }
            }
        }
        gram
    }

    /// The scale words of a target sequence.
    fn scales_of(&self, gram: Gram) -> Scales {
        let grams = &self.to.grams;
        let place = grams.places(gram)[0] as usize;
        scales(&self.scales[1], &self.to.side, place, grams.len(gram))
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
        } else if self.to.accepted.torn[gram as usize] {
            0.8
        } else {
            0.9
        };
        length * accepted
    }
}

/// The scale words of a sequence; `powers`: those of the language, by stem.
fn scales(powers: &FxHashMap<u32, u8>, side: &Side, place: usize, len: usize) -> Scales {
    let pieces = side.pieces[place..place + len].iter();
    let powers: Vec<u8> = pieces
        .filter_map(|piece| powers.get(&piece.stem).copied())
        .collect();
    Scales {
        are_alone: powers.len() == len,
        powers,
    }
}

/// Whether a word of content outside a sequence is none of its words, too.
fn is_outside(side: &Side, sequence: &Range<usize>, at: usize) -> bool {
    let piece = side.pieces[at];
    let own = &side.pieces[sequence.clone()];
    !sequence.contains(&at)
        && !piece.is(FUNCTION)
        && own.iter().all(|other| other.stem != piece.stem)
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
