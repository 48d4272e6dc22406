//! Whether what a bead holds together answers to each other: a sentence to which nothing else does
//! stands beside another by its length and its place alone, and the surer its neighbours are, the surer
//! it looks.
//!
//! Only words and marks count here: by how much what is found of them on the other sides outweighs what
//! is not, in standard deviations: a long translation leaves many words open, and finds many. Of 1,450
//! true beads of news one in a hundred lies under [`LEAST`], of 700 of releases one; of sentences that
//! stand where another's translation should, four in five. Where several sentences stand together, each
//! is asked by itself as well: a stranger among them hides behind what its neighbours find.

use std::ops::Range;

use super::runs;
use crate::align::joint::Told;
use crate::align::pair::Pairs;
use crate::align::pair::scores::Said;
use crate::align::reading::text::Text;
use crate::align::reading::words::{Kind, Words};

/// From here on a side is rather a translation than not …
const LEAST: f64 = -1.4;
/// … and how fast that becomes sure, as log-odds.
const STEEP: f64 = 2.5;
/// The same of a side of which nothing at all is found, which is seldom: one true bead in 150. If it is
/// as short as a name, it has little to be found.
const LEAST_IF_NOTHING: f64 = -1.0;
/// The same of a sentence among others of its side: only what it says itself counts there.
const LEAST_OF_SEVERAL: f64 = -1.6;
/// How much the log-odds of the search count beside the words: strangers stand in beads less likely than
/// most …
const BESIDE: f64 = 0.5;
/// … and the log-odds from which on they speak for a translation …
const LIKELY: f64 = 0.5;
/// … but never for what answers less than the least. How fast that becomes unsure: in releases that are
/// what they should be it is a free translation as a rule.
const GENTLE: f64 = 0.5;
/// Less than this counts as nothing.
const FAINTEST: f64 = 0.02;
/// Below this, a text of a few sentences is surely no translation.
const SURELY_STRANGE: f64 = -2.0;
/// Where the lexicon knows so few of a text's words, they are no witnesses.
const LEAST_KNOWN: f64 = 0.2;
/// A sentence that the search left alone is as likely a stranger's as a free translation if the likest of
/// those that the others say there answers to it by so much less than nothing.
const ALONE: f64 = 1.1;
/// So many comparisons of sentences are worth it.
pub(super) const MOST_COMPARED: usize = 1_000;

/// What the words of beads say of their sides.
pub(crate) struct Answers {
    beads: Vec<Bead>,
    /// Per version, whether the lexicon knows enough of its words for those that are not found to count.
    are_known: Vec<bool>,
}

struct Bead {
    /// The most that is believed.
    most: f64,
    /// Per version, whether its side is no translation of the others.
    strange: Vec<bool>,
}

impl Answers {
    pub(super) fn find(texts: &[&Text<'_>], told: &[Told], pairs: &Pairs) -> Self {
        let mut answers = Answers {
            beads: Vec::with_capacity(told.len()),
            are_known: texts.iter().map(|text| are_known(&text.words)).collect(),
        };
        let mut beads = Vec::with_capacity(told.len());
        for told in told {
            let mut sums = vec![Sum::default(); texts.len()];
            for &(a, b) in pairs.keys() {
                if told.sides[a].is_empty() || told.sides[b].is_empty() {
                    continue;
                }
                let parts = told.parts.iter().map(|part| {
                    let [one, other] = [a, b].map(|version| (version, part[version].clone()));
                    answers.said(pairs, one, other)
                });
                if let Some(said) = parts.sum::<Option<Said>>() {
                    sums[a].add(said);
                    sums[b].add(said);
                }
            }
            beads.push(sums);
        }
        // Per version, how likely it is a stranger's in each bead.
        let runs: Vec<Vec<f64>> = (0..texts.len())
            .map(|version| runs::strange(&answers.deviations(version, told, &beads, pairs)))
            .collect();
        for (number, (told, sums)) in told.iter().zip(beads).enumerate() {
            let sides = sums.iter().filter_map(Sum::above);
            let sentences = answers.sentences(told, pairs);
            let least = sides.chain(sentences).reduce(f64::min);
            let likely = log_odds(told.probability) - LIKELY;
            let most = |above: f64| {
                let odds = STEEP * above + BESIDE * likely;
                believed(if above < 0.0 {
                    odds.min(GENTLE * above)
                } else {
                    odds
                })
            };
            // What is less likely than not does not count: it is too little to go by.
            let in_run = |version: usize| {
                let likely = runs[version][number];
                (0.5 < likely && !told.sides[version].is_empty()).then_some(likely)
            };
            let strangest = (0..texts.len()).filter_map(in_run).fold(0.0, f64::max);
            let strange = sums.iter().enumerate();
            let strange =
                strange.map(|(version, sum)| sum.is_strange() || in_run(version).is_some());
            answers.beads.push(Bead {
                most: least.map_or(1.0, most).min(1.0 - strangest),
                strange: strange.collect(),
            });
        }
        answers
    }

    /// By how much each sentence that stands among others in a bead answers more than the least that a
    /// translation does.
    fn sentences(&self, told: &Told, pairs: &Pairs) -> impl Iterator<Item = f64> {
        let several = told.sides.iter().enumerate();
        let several = several.filter(|(_, side)| 1 < side.len());
        let sentences =
            several.flat_map(|(version, side)| side.clone().map(move |at| (version, at)));
        sentences.filter_map(move |(version, sentence)| {
            let mut sum = Sum::default();
            for (&(a, b), pair) in pairs {
                let (side, other) = match version {
                    _ if version == a => (0, b),
                    _ if version == b => (1, a),
                    _ => continue,
                };
                let are_known = self.are_known[a] && self.are_known[b];
                let said = || pair.scores.said_by(side, sentence, &told.sides[other]);
                if let Some(said) = are_known.then(said).flatten() {
                    sum.add(said);
                }
            }
            Some(sum.answered()? - LEAST_OF_SEVERAL)
        })
    }

    /// Per bead, by how much a version's side of it answers to the others, in standard deviations; of what
    /// it says alone where the others say something alone, too, by how much to what is likest to it there.
    fn deviations(
        &self,
        version: usize,
        told: &[Told],
        sums: &[Vec<Sum>],
        pairs: &Pairs,
    ) -> Vec<Option<f64>> {
        let is_alone = |bead: usize| {
            let mut sides = told[bead].sides.iter().enumerate();
            sides.all(|(other, side)| side.is_empty() || other == version)
        };
        let is_loose = |bead: usize| is_alone(bead) || told[bead].sides[version].is_empty();
        let beads: Vec<usize> = (0..told.len()).collect();
        let mut deviations = Vec::with_capacity(told.len());
        for run in beads.chunk_by(|&one, &next| is_loose(one) && is_loose(next)) {
            let there: Vec<(usize, usize)> = run
                .iter()
                .filter(|&&bead| told[bead].sides[version].is_empty())
                .flat_map(|&bead| {
                    let sides = told[bead].sides.iter().enumerate();
                    sides.flat_map(|(other, side)| side.clone().map(move |at| (other, at)))
                })
                .collect();
            let likest = |own: usize| {
                let compared = there.iter();
                let compared = compared.map(|&other| self.compared(pairs, (version, own), other));
                compared.filter_map(|sum| sum.answered()).reduce(f64::max)
            };
            let few = run.len() * there.len() <= MOST_COMPARED;
            deviations.extend(run.iter().map(|&bead| {
                let alone = || {
                    let own = told[bead].sides[version].clone().filter(|_| few);
                    Some(own.filter_map(likest).reduce(f64::max)? + ALONE)
                };
                sums[bead][version].answered().or_else(alone)
            }));
        }
        deviations
    }

    /// The most that can be said for a bead.
    pub(super) fn most(&self, bead: usize) -> f64 {
        self.beads[bead].most
    }

    /// Per version, whether its side of a bead is no translation of the others.
    pub(super) fn strange(&self, bead: usize) -> &[bool] {
        &self.beads[bead].strange
    }

    /// Whether a version of a few sentences is surely no translation of the others.
    pub(super) fn is_strange(&self, texts: &[&Text<'_>], pairs: &Pairs, version: usize) -> bool {
        let all = |version: usize| (version, 0..texts[version].words.segments.len());
        let others = (0..texts.len()).filter(|&other| other != version);
        let mut sum = Sum::default();
        for said in others.filter_map(|other| self.said(pairs, all(version), all(other))) {
            sum.add(said);
        }
        0.0 < sum.sides && sum.deviations() < SURELY_STRANGE
    }

    /// Whether a sentence of one version may translate one of another, each told as its version and its
    /// number.
    pub(super) fn may_answer(
        &self,
        pairs: &Pairs,
        one: (usize, usize),
        other: (usize, usize),
    ) -> bool {
        !self.compared(pairs, one, other).is_strange()
    }

    /// What the words of two sentences, each told as its version and its number, say of each other.
    fn compared(&self, pairs: &Pairs, one: (usize, usize), other: (usize, usize)) -> Sum {
        let [one, other] = [one, other].map(|(version, at)| (version, at..at + 1));
        let mut sum = Sum::default();
        if let Some(said) = self.said(pairs, one, other) {
            sum.add(said);
        }
        sum
    }

    /// What the words of some sentences of two versions say of each other, if anything.
    fn said(
        &self,
        pairs: &Pairs,
        one: (usize, Range<usize>),
        other: (usize, Range<usize>),
    ) -> Option<Said> {
        let ((a, rows), (b, columns)) = match one.0 < other.0 {
            true => (one, other),
            false => (other, one),
        };
        let scores = &pairs.get(&(a, b))?.scores;
        let are_known = self.are_known[a] && self.are_known[b];
        let is_told = are_known && scores.looks_at(rows.clone(), columns.clone());
        is_told.then(|| scores.said(rows, columns))?
    }
}

/// What the words of a side and those of each other side say of each other.
#[derive(Clone, Copy, Default)]
struct Sum {
    sides: f64,
    said: Said,
}

impl Sum {
    fn add(&mut self, said: Said) {
        self.sides += 1.0;
        self.said = [self.said, said].into_iter().sum();
    }

    fn deviations(&self) -> f64 {
        let Said { nothing, found } = self.said;
        let (nothing, found) = (nothing / self.sides, found / self.sides);
        (nothing + found) / (1.0 - nothing).sqrt()
    }

    /// The deviations, if anything is known.
    fn answered(&self) -> Option<f64> {
        (0.0 < self.sides).then(|| self.deviations())
    }

    /// By how much the side answers more than the least that a translation does, if anything is known.
    fn above(&self) -> Option<f64> {
        let least = match self.said.found < FAINTEST * self.sides {
            true => LEAST_IF_NOTHING,
            false => LEAST,
        };
        Some(self.answered()? - least)
    }

    fn is_strange(&self) -> bool {
        self.above().is_some_and(|above| above < 0.0)
    }
}

/// The probability that has these log-odds.
fn believed(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// Of a probability; of certainty, too, as finite ones.
fn log_odds(probability: f64) -> f64 {
    const MOST: f64 = 6.0;
    (probability / (1.0 - probability)).ln().clamp(-MOST, MOST)
}

/// Whether the lexicon knows enough of a text's words for those that it does not find to count.
fn are_known(words: &Words<'_>) -> bool {
    let plain = words.vocabulary.iter();
    let plain = plain.filter(|word| word.kind == Kind::Plain);
    let known = plain.clone().filter(|word| !word.senses.is_empty());
    LEAST_KNOWN * (plain.count() as f64) < known.count() as f64
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
    use crate::align::vocabulary::lexicon::Lexicon;
    use crate::lang::{EN, RU};

    const MOST: usize = 3;

    proptest! {
        /// What segments say of each other is what each word of both sides says by itself.
        #[test]
        fn words_are_asked_one_by_one(
            one in prop::collection::vec("([1-9] |law |house ){1,4}", 1..6),
            other in prop::collection::vec("([1-9] |закон |дом ){1,4}", 1..6),
            [i, a, j, b] in [0usize..6, 0usize..4, 0usize..6, 0usize..4],
        ) {
            let sources = Sources { lexicon: Some(Lexicon::built_in()), dictionary: None };
            let texts = [(EN, &one), (RU, &other)].map(|(language, text)| {
                let segments: Vec<&str> = text.iter().map(String::as_str).collect();
                Words::read(language, &segments, sources)
            });
            let words = [&texts[0], &texts[1]];
            let priors = words.map(|words| priors(words, sources.lexicon, &WEIGHTS));
            let links = WordLinks::find([&Heard::of(words[0]), &Heard::of(words[1])], None);
            let scores = pair(words, [&priors[0], &priors[1]], &links, MOST);
            let side = |from: usize, count: usize, text: &[String]| {
                let from = from % text.len();
                from..(from + count).min(text.len())
            };
            let sides = [side(i, a, &one), side(j, b, &other)];
            let said = scores.said(sides[0].clone(), sides[1].clone()).unwrap();
            let (mut nothing, mut found) = (0.0, 0.0);
            for here in 0..2 {
                let there = &sides[1 - here];
                for segment in sides[here].clone() {
                    nothing += scores.covers[here].nothing[segment];
                    for &word in words[here].segments[segment].iter().filter(|_| !there.is_empty()) {
                        let places = scores.covers[here].found(word, there.start..there.start + 1);
                        found += places.map(|(_, gains)| f64::from(gains.as_flattened()[there.len() - 1])).sum::<f64>();
                    }
                }
            }
            prop_assert!((said.nothing - nothing).abs() < 1e-4, "{} {nothing}", said.nothing);
            prop_assert!((said.found - found).abs() < 1e-4, "{} {found}", said.found);
            prop_assert!(scores.said(0..MOST + 1, 0..1).is_none());
        }
    }
}
