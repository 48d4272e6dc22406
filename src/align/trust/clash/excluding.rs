//! Whether two sides of a bead exclude each other: by opposite words, by the same figure in other units or
//! currencies, or by other numerals.

use std::cell::OnceCell;
use std::ops::Range;

use super::Both;
use super::denial::Denied;
use crate::align::reading::decimal::Decimal;
use crate::align::reading::opposed::{Member, are_opposed, counted, members};
use crate::align::reading::reckoned::{counts, said_by};
use crate::align::reading::text::Text;
use crate::align::reading::words::{Kind, Token};
use crate::lang::Language;
use crate::text::{TokenKind, Unit, numeral, stem, tokens, unit_of};
use crate::work;

/// What a sentence says that excludes something else, read once for all beads and pairs.
pub(super) struct Excluding<'a> {
    text: &'a Text<'a>,
    pub(super) sentence: &'a [Token<'a>],
    members: Vec<Member>,
    measured: Vec<Measured>,
    pub(super) denied: Vec<Denied>,
    /// What the numerals count that the lexicon knows, which are most, and found fast.
    known: Numerals,
    numerals: OnceCell<Numerals>,
    tells_time: OnceCell<bool>,
}

impl<'a> Excluding<'a> {
    /// Of every sentence of a text.
    pub(super) fn all(text: &'a Text<'a>) -> Vec<Self> {
        let vocabulary = text.words.vocabulary.iter();
        let is_numeral = vocabulary.map(|word| counts(word.senses).next().is_some());
        let are_numerals: Vec<bool> = is_numeral.collect();
        let read = |sentence: &'a Vec<Token<'a>>| Excluding {
            text,
            sentence,
            members: members(sentence, text.version.language),
            measured: Measured::all(sentence, text.version.language),
            denied: Denied::all(sentence, text.version.language),
            known: Numerals::of(text, sentence, |word| are_numerals[word as usize]),
            numerals: OnceCell::new(),
            tells_time: OnceCell::new(),
        };
        text.words.tokens.iter().map(read).collect()
    }

    fn numerals(&self, does_know: bool) -> &Numerals {
        let all = || Numerals::of(self.text, self.sentence, |_| true);
        match does_know {
            true => &self.known,
            false => self.numerals.get_or_init(all),
        }
    }

    /// Whether it has a unit of time.
    fn tells_time(&self) -> bool {
        *self.tells_time.get_or_init(|| {
            self.sentence.iter().any(|token| {
                let unit = unit_of(token.lower(), true, self.text.version.language);
                unit.is_some_and(|unit| unit.measures == "time")
            })
        })
    }
}

/// A figure, and what is counted right behind it.
struct Measured {
    value: String,
    /// Its scale and its currency.
    counted: Vec<Member>,
    unit: Option<Unit>,
}

impl Measured {
    fn all(sentence: &[Token<'_>], language: Language) -> Vec<Self> {
        let mut measured: Vec<Measured> = Vec::new();
        let (mut is_open, mut before) = (false, None);
        for token in sentence {
            if token.kind == Kind::Number {
                measured.push(Measured {
                    value: token.form.to_string(),
                    counted: before.take().into_iter().collect(),
                    unit: None,
                });
                is_open = true;
                continue;
            }
            if !is_open && token.kind != Kind::Mark {
                before = None;
                continue;
            }
            let form = token.lower();
            let counted = counted(form, language);
            before = counted.filter(|_| token.kind == Kind::Mark);
            let Some(last) = measured.last_mut().filter(|_| is_open) else {
                continue;
            };
            match counted {
                Some(counted) if last.counted.contains(&counted) => {}
                Some(counted) => last.counted.push(counted),
                None => {
                    last.unit = unit_of(form, true, language);
                    is_open = false;
                }
            }
        }
        measured
    }
}

/// What the numerals and figures of a sentence count.
#[derive(Default)]
struct Numerals {
    in_words: Vec<f64>,
    /// By each numeral, articles and shares among them.
    each: Vec<f64>,
    figures: Vec<f64>,
}

impl Numerals {
    /// Of a sentence, and those words that may be numerals.
    fn of(text: &Text<'_>, sentence: &[Token<'_>], may_be: impl Fn(u32) -> bool) -> Self {
        let language = text.version.language;
        let mut found = Numerals::default();
        for token in sentence {
            if token.kind == Kind::Number {
                let figure = Decimal::read(&token.form).map(|figure| figure.value());
                found.figures.extend(figure);
                continue;
            }
            if !may_be(token.word) {
                continue;
            }
            let before = found.each.len();
            let senses = text.words.vocabulary[token.word as usize].senses;
            found.each.extend(counts(senses));
            let is_known = before < found.each.len();
            let count = numeral(&stem(token.lower(), language), language);
            let unknown = count.filter(|_| !is_known);
            found.each.extend(unknown.map(|(count, _)| count));
            let count = count.filter(|(count, is_sure)| *is_sure && is_small(*count));
            found.in_words.extend(count.map(|(count, _)| count));
        }
        found
    }
}

/// What one side of a bead counts.
struct Counts {
    /// By words that are nothing but numerals.
    in_words: Vec<f64>,
    /// By these words together, and any other.
    said: Vec<f64>,
    figures: Vec<f64>,
    /// Whether this side has a unit of time, or the other.
    tell_time: bool,
}

impl Counts {
    fn has(&self, count: f64) -> bool {
        // Three decades are thirty years, two dozens 24.
        const TIMES: [f64; 3] = [1.0, 10.0, 12.0];
        // Two weeks are 14 days, three days 72 hours; and five in the evening is 17 hours.
        const TIMES_OF_TIME: [f64; 2] = [7.0, 24.0];
        const NOON: f64 = 12.0;
        let is_times = |all: &[f64], one: f64, other: f64| all.iter().any(|t| one == t * other);
        let is_hour = |one: f64, other: f64| other < NOON && one == other + NOON;
        let is = |one: f64, other: f64| {
            is_times(&TIMES, one, other)
                || self.tell_time && (is_times(&TIMES_OF_TIME, one, other) || is_hour(one, other))
        };
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
    /// Whether each side of a bead says what the other excludes.
    pub(super) fn exclude(&self, sides: &[Range<usize>; 2]) -> bool {
        self.say_opposites(sides)
            || self.are_measured_otherwise(sides)
            || self.have_other_numerals(sides)
    }

    /// What each numeral on one side counts.
    pub(super) fn numerals(&self, side: usize, sides: &[Range<usize>; 2]) -> Vec<f64> {
        let sentences = self.of_side(side, sides).iter();
        let all = sentences.flat_map(|said| said.numerals(false).each.iter().copied());
        all.collect()
    }

    fn say_opposites(&self, sides: &[Range<usize>; 2]) -> bool {
        let members = [0, 1].map(|side| {
            let sentences = self.of_side(side, sides).iter();
            let members = sentences.flat_map(|said| said.members.iter().copied());
            members.collect::<Vec<_>>()
        });
        are_opposed([&members[0], &members[1]])
    }

    pub(super) fn of_side(&self, side: usize, sides: &[Range<usize>; 2]) -> &[Excluding<'_>] {
        &self.excluding[side][sides[side].clone()]
    }

    /// Whether a figure that stands once on each side counts millions on one and billions on the other,
    /// or days and years.
    fn are_measured_otherwise(&self, sides: &[Range<usize>; 2]) -> bool {
        let by_value = |one: &&Measured, other: &&Measured| {
            work::done(1);
            one.value.cmp(&other.value)
        };
        // In the order of their values.
        let [one, other] = [0, 1].map(|side| {
            let sentences = self.of_side(side, sides).iter();
            let mut all: Vec<&Measured> = sentences.flat_map(|said| &said.measured).collect();
            all.sort_unstable_by(by_value);
            let same = all.chunk_by(|one, other| one.value == other.value);
            let only = same.filter_map(|same| match same {
                [only] => Some(*only),
                _ => None,
            });
            only.collect::<Vec<_>>()
        });
        let differ = |one: &Measured, other: &Measured| {
            let mut units = one.unit.iter().zip(&other.unit);
            are_opposed([&one.counted, &other.counted])
                || units.any(|(one, other)| are_exchanged(one, other))
        };
        one.iter().any(|own| {
            let there = other.binary_search_by(|there| by_value(there, own));
            there.is_ok_and(|there| differ(own, other[there]))
        })
    }

    /// Whether each side counts by numerals what the other does not, or one by a numeral and the other by
    /// its only figure.
    fn have_other_numerals(&self, sides: &[Range<usize>; 2]) -> bool {
        let has_any = |side: usize| {
            let mut sentences = self.of_side(side, sides).iter();
            sentences.any(|said| !said.known.in_words.is_empty())
        };
        if !has_any(0) && !has_any(1) {
            return false;
        }
        let is_other = |does_know: bool| {
            let [one, other] = [0, 1].map(|side| self.counts(side, sides, does_know));
            let is_said = !one.in_words.is_empty() && !other.in_words.is_empty();
            is_said && !one.has_any(&other.in_words) && !other.has_any(&one.in_words)
                || one.has_other_figure(&other) && self.counts_by_figure(1, sides)
                || other.has_other_figure(&one) && self.counts_by_figure(0, sides)
        };
        is_other(true) && is_other(false)
    }

    /// Whether a figure on one side counts something: it is no day, percentage, hour or sum of money.
    fn counts_by_figure(&self, side: usize, sides: &[Range<usize>; 2]) -> bool {
        let text = self.texts[side];
        let mut sentences = text.sentences.texts[sides[side].clone()].iter();
        sentences.any(|sentence| {
            let tokens = tokens(sentence, text.version.language);
            tokens.iter().any(|token| token.kind == TokenKind::Number)
        })
    }

    /// What the numerals on one side count: all, or those that the lexicon knows.
    fn counts(&self, side: usize, sides: &[Range<usize>; 2], does_know: bool) -> Counts {
        let sentences = self.of_side(side, sides).iter();
        let numerals: Vec<&Numerals> = sentences.map(|said| said.numerals(does_know)).collect();
        let all = |of: fn(&Numerals) -> &Vec<f64>| -> Vec<f64> {
            numerals
                .iter()
                .flat_map(|numerals| of(numerals).iter().copied())
                .collect()
        };
        let mut in_words = all(|numerals| &numerals.in_words);
        in_words.sort_unstable_by(f64::total_cmp);
        in_words.dedup();
        Counts {
            in_words,
            said: said_by(&all(|numerals| &numerals.each)),
            figures: all(|numerals| &numerals.figures),
            tell_time: [0, 1].into_iter().any(|side| {
                let mut sentences = self.of_side(side, sides).iter();
                sentences.any(Excluding::tells_time)
            }),
        }
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
