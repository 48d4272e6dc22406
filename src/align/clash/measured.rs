//! Whether two sides of a bead count otherwise: the same figure in other units or currencies, or other numerals.

use std::ops::Range;

use super::Both;
use crate::align::decimal::Decimal;
use crate::align::opposed::{Member, are_opposed, counted};
use crate::align::reckoned::{counts, said_by};
use crate::align::spelling::lower;
use crate::align::words::{Kind, Word};
use crate::text::{Unit, numeral, stem, unit_of};

/// A figure, and what is counted right behind it.
struct Measured {
    value: String,
    /// Its scale and its currency.
    counted: Vec<Member>,
    unit: Option<Unit>,
}

/// What one side of a bead counts.
#[derive(Default)]
struct Counts {
    /// By words that are nothing but numerals.
    in_words: Vec<f64>,
    /// By these words together, and any other.
    said: Vec<f64>,
    figures: Vec<f64>,
}

impl Counts {
    fn has(&self, count: f64) -> bool {
        // Three decades are thirty years, and two years 24 months.
        const TIMES: [f64; 3] = [1.0, 10.0, 12.0];
        let is = |one: f64, other: f64| TIMES.iter().any(|times| one == times * other);
        let mut all = self.said.iter().chain(&self.figures);
        all.any(|&own| is(own, count) || is(count, own))
    }

    /// Whether these are counted in words, and the other only by a figure that says something else.
    fn has_other_figure(&self, other: &Counts) -> bool {
        let figure = match &other.figures[..] {
            [figure] if other.said.is_empty() && self.figures.is_empty() => *figure,
            _ => return false,
        };
        let is_other = is_small(figure) && !self.has(figure);
        is_other && !self.in_words.is_empty() && !other.has_any(&self.in_words)
    }

    fn has_any(&self, counts: &[f64]) -> bool {
        counts.iter().any(|&count| self.has(count))
    }
}

impl Both<'_> {
    /// Whether a figure that stands once on each side counts millions on one and billions on the other,
    /// or days and years.
    pub(super) fn are_measured_otherwise(&self, sides: &[Range<usize>; 2]) -> bool {
        let has_figure = |side: usize| self.has_word(side, sides, |word| word.kind == Kind::Number);
        if !(has_figure(0) && has_figure(1)) {
            return false;
        }
        let [one, other] = [0, 1].map(|side| self.measured(side, sides));
        let only = |all: &[Measured], value: &str| {
            let mut same = all.iter().filter(|measured| measured.value == value);
            same.next().is_some() && same.next().is_none()
        };
        let differ = |one: &Measured, other: &Measured| {
            let mut units = one.unit.iter().zip(&other.unit);
            are_opposed([&one.counted, &other.counted])
                || units.any(|(one, other)| are_exchanged(one, other))
        };
        one.iter().any(|own| {
            let others = other.iter().filter(|there| there.value == own.value);
            let is_single = || only(&one, &own.value) && only(&other, &own.value);
            others.clone().any(|there| differ(own, there)) && is_single()
        })
    }

    fn measured(&self, side: usize, sides: &[Range<usize>; 2]) -> Vec<Measured> {
        let text = self.texts[side];
        let language = text.version.language;
        let mut measured: Vec<Measured> = Vec::new();
        for sentence in &text.sentences.texts[sides[side].clone()] {
            let (mut is_open, mut before) = (false, None);
            text.words.recall(sentence, |_, kind, form| {
                if kind == Kind::Number {
                    measured.push(Measured {
                        value: form.to_owned(),
                        counted: before.take().into_iter().collect(),
                        unit: None,
                    });
                    is_open = true;
                    return;
                }
                let form = lower(form);
                let counted = counted(&form, language);
                before = counted.filter(|_| kind == Kind::Mark);
                let Some(last) = measured.last_mut().filter(|_| is_open) else {
                    return;
                };
                match counted {
                    Some(counted) => last.counted.push(counted),
                    None => {
                        last.unit = unit_of(&form, true, language);
                        is_open = false;
                    }
                }
            });
        }
        measured
    }

    /// Whether each side counts by numerals what the other does not, or one by a numeral and the other by
    /// its only figure.
    pub(super) fn have_other_numerals(&self, sides: &[Range<usize>; 2]) -> bool {
        // Most beads have no numeral, which the vocabulary tells without the words being read again.
        let counts = |word: &Word<'_>| counts(word.senses).next().is_some();
        if !(0..2).any(|side| self.has_word(side, sides, counts)) {
            return false;
        }
        // The lexicon tells most numerals, and fast.
        let is_other = |does_know: bool| {
            let [one, other] = [0, 1].map(|side| self.numerals(side, sides, does_know));
            let is_said = !one.in_words.is_empty() && !other.in_words.is_empty();
            is_said && !one.has_any(&other.in_words) && !other.has_any(&one.in_words)
                || one.has_other_figure(&other)
                || other.has_other_figure(&one)
        };
        is_other(true) && is_other(false)
    }

    /// Whether a side of a bead has such a word.
    fn has_word(
        &self,
        side: usize,
        sides: &[Range<usize>; 2],
        is: impl Fn(&Word<'_>) -> bool,
    ) -> bool {
        let mut words = self.texts[side].words.segments[sides[side].clone()]
            .iter()
            .flatten();
        words.any(|&word| is(self.word(side, word)))
    }

    /// What the numerals on one side count: all, or those that the lexicon knows.
    fn numerals(&self, side: usize, sides: &[Range<usize>; 2], does_know: bool) -> Counts {
        let text = self.texts[side];
        let language = text.version.language;
        let (mut found, mut said) = (Counts::default(), Vec::new());
        for sentence in &text.sentences.texts[sides[side].clone()] {
            text.words.recall(sentence, |word, kind, form| {
                if kind == Kind::Number {
                    let figure = Decimal::read(form).map(|figure| figure.value());
                    found.figures.extend(figure);
                    return;
                }
                let before = said.len();
                said.extend(counts(self.word(side, word).senses));
                let is_known = before < said.len();
                if does_know && !is_known {
                    return;
                }
                let count = numeral(&stem(&lower(form), language), language);
                said.extend(count.filter(|_| !is_known).map(|(count, _)| count));
                let count = count.filter(|(count, is_sure)| *is_sure && is_small(*count));
                found.in_words.extend(count.map(|(count, _)| count));
            });
        }
        found.said = said_by(&said);
        found
    }
}

/// Whether these are two units of one system: kilometres stand for miles, with other figures.
fn are_exchanged(one: &Unit, other: &Unit) -> bool {
    let power = (one.size / other.size).log10();
    let is_decimal = (power - power.round()).abs() < 1e-9;
    one.measures == other.measures && one != other && (is_decimal || one.measures == "time")
}

/// Larger counts are told in many ways; one is an article.
fn is_small(count: f64) -> bool {
    (2.0..100.0).contains(&count) && count.fract() == 0.0
}
