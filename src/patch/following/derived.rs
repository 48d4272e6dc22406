//! What a target says that follows from a figure in it, and would have to change with the figure: 24 часа
//! (1 сутки), 5 школ, все пять, the age beside the year of birth, a sum that the source leaves to the
//! reader.

use std::cell::{LazyCell, OnceCell};
use std::collections::HashMap;
use std::ops::Range;

use crate::lang::Language;
use crate::patch::pairs::meaning;
use crate::patch::reading::lists::{is_listed, listed, phrases};
use crate::patch::reading::slot::{Slot, bare};
use crate::patch::reading::text::Text;
use crate::patch::reading::units::{DAY, HOUR, MONTH, Quantity, YEAR, quantities};
use crate::patch::reading::value::Value;
use crate::text::{Token, TokenKind, fold, is_approximate, is_hyphen, stem};

/// What a target says, and its source does not, or not as often.
pub(crate) struct Unsaid<'p> {
    pub(super) source: &'p Text<'p>,
    pub(super) sources: &'p [Slot<'p>],
    pub(super) target: &'p Text<'p>,
    pub(super) targets: &'p [Slot<'p>],
    pub(super) figures: Vec<&'p Slot<'p>>,
    /// Numbers in words.
    pub(super) in_words: Vec<f64>,
    /// Shares in words, in percent.
    shares: Vec<f64>,
    /// How many times as much, in words.
    multiples: Vec<f64>,
    /// The same of the source.
    pub(super) shares_of_source: Vec<f64>,
    pub(super) multiples_of_source: Vec<f64>,
    /// Of the source and of the target.
    quantities: OnceCell<[Vec<Quantity>; 2]>,
    /// The tokens of the target's numbers to which nothing answers.
    pub(super) unanswered: OnceCell<Vec<Range<usize>>>,
}

impl<'p> Unsaid<'p> {
    pub(crate) fn new(
        (source, sources): (&'p Text<'p>, &'p [Slot<'p>]),
        (target, targets): (&'p Text<'p>, &'p [Slot<'p>]),
    ) -> Self {
        let [of_source, of_target] = [sources, targets].map(|slots| {
            let mut times: HashMap<String, usize> = HashMap::new();
            for saying in slots.iter().flat_map(sayings) {
                *times.entry(saying).or_default() += 1;
            }
            times
        });
        let is_said = |slot: &Slot<'_>| {
            sayings(slot).any(|saying| {
                let times = of_source.get(&saying);
                times.is_some_and(|times| of_target[&saying] <= *times)
            })
        };
        let is_amount = |slot: &&Slot<'_>| {
            use TokenKind::*;
            matches!(slot.kind, Number | Percent | Currency | Time) && !slot.ends_name
        };
        let figures = targets.iter().filter(is_amount);
        let mut figures: Vec<&Slot<'_>> = figures.filter(|slot| !is_said(slot)).collect();
        let [mut words, mut in_words] = [source, target].map(Text::values_in_words);
        words.extend(source.says_as_well_as().then_some(2.0));
        // Девятиэтажный.
        words.extend(source.numbers_in_compounds());
        in_words.extend(target.numbers_in_compounds());
        take(&mut in_words, &mut words);
        // What one has in figures the other may have in words.
        figures.retain(|slot| {
            let same = |word: &f64| amount(slot) == Some(*word);
            let word = words.iter().position(same);
            word.map(|word| words.swap_remove(word)).is_none()
        });
        let amounts = |slots: &[Slot<'_>]| slots.iter().filter_map(amount).collect::<Vec<f64>>();
        let (mut left, mut written) = (amounts(sources), amounts(targets));
        take(&mut written, &mut left);
        take(&mut in_words, &mut left);
        let [shares_of_source, mut shares] = [source, target].map(Text::shares_in_words);
        take(&mut shares, &mut shares_of_source.clone());
        let [multiples_of_source, mut multiples] = [source, target].map(Text::multiples_in_words);
        take(&mut multiples, &mut multiples_of_source.clone());
        Unsaid {
            source,
            sources,
            target,
            targets,
            figures,
            in_words,
            shares,
            multiples,
            shares_of_source,
            multiples_of_source,
            quantities: OnceCell::new(),
            unanswered: OnceCell::new(),
        }
    }

    /// Whether any of it may follow from what this figure of the target says, which becomes `new`;
    /// `changed` are all figures that change.
    pub(crate) fn may_follow_from(
        &self,
        figure: &Slot<'_>,
        new: &Value,
        changed: &[&Slot<'_>],
    ) -> bool {
        let follows = |unsaid: &&Slot<'_>| {
            self.is_converted(unsaid, figure)
                || self.restates(unsaid, figure)
                || self.is_age(unsaid, figure)
                || self.is_age(figure, unsaid)
                || self.is_share(unsaid, figure)
                || self.is_reckoned(unsaid, figure)
        };
        self.figures.iter().any(follows)
            || self.is_sum_of_unsaid(figure)
            || self.is_said_in_words(figure)
            || self.is_worked_out(figure)
            || self.has_span(figure)
            || self.names_part_of_year(figure, new)
            || self.is_measured_otherwise(figure, changed)
    }

    /// Whether two figures say one thing in another currency, or as the hour of another place.
    fn is_converted(&self, unsaid: &Slot<'_>, changed: &Slot<'_>) -> bool {
        let are = |kind| unsaid.kind == kind && changed.kind == kind;
        are(TokenKind::Time) || are(TokenKind::Currency) && unsaid.currency() != changed.currency()
    }

    /// Whether two figures stand side by side as one thing that is said in two ways: 3 km (2 miles), 3
    /// км, или 2 мили; but not 2 или 3 мили.
    fn restates(&self, one: &Slot<'_>, other: &Slot<'_>) -> bool {
        let (first, second) = match one.range.start < other.range.start {
            true => (one, other),
            false => (other, one),
        };
        let counted = |slot: &Slot<'_>| {
            let word = self.target.words_around(slot).1;
            stem(&word, self.target.language)
        };
        let is_year = |slot: &Slot<'_>| amount(slot).is_some_and(is_year);
        match self.link(first.range.end..second.range.start) {
            Some(Link::Bracket) => !is_year(first) && !is_year(second),
            Some(Link::Word) => counted(first) != counted(second),
            None => false,
        }
    }

    /// What stands between two figures or quantities and says that they are one.
    fn link(&self, between: Range<usize>) -> Option<Link> {
        const MOST_WORDS: usize = 3;
        const MOST_BYTES: usize = 200;
        let language = self.target.language;
        let between = self.target.text.get(between)?;
        let is_end = |c: char| c.is_ascii_digit() || ";:)!?".contains(c);
        if between.len() > MOST_BYTES || between.contains(is_end) {
            return None;
        }
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|c: char| !c.is_alphabetic());
            let words = words.filter(|word| !word.is_empty());
            words.map(|word| fold(word, language)).collect()
        };
        let list = |name: &str| format!("{} {name}", language.primary());
        let (restating, attributes) = (list("restating"), list("attributes"));
        if let Some((before, inside)) = between.split_once('(') {
            let is_attribute = |word: &String| {
                let mut all = listed(&attributes).iter();
                all.any(|attribute| word.starts_with(attribute))
            };
            let [before, inside] = [before, inside].map(words);
            let is_short = before.len().max(inside.len()) <= MOST_WORDS;
            // 20 квартир (площадь 80 кв. м).
            return (is_short && !inside.iter().any(is_attribute)).then_some(Link::Bracket);
        }
        let words = words(between);
        let is_link = |word: &String| is_listed(&restating, word);
        let at = words.iter().position(is_link)?;
        let mut inside = words[at..].iter();
        let is_restated = (1..=MOST_WORDS).contains(&at)
            && inside.all(|word| is_link(word) || is_approximate(word, language));
        is_restated.then_some(Link::Word)
    }

    /// Whether a number is the age of somebody who was born in a year: 63 in 2024, born in 1961.
    fn is_age(&self, age: &Slot<'_>, year: &Slot<'_>) -> bool {
        const NOW: Range<f64> = 2000.0..2032.0;
        const YOUNGEST: f64 = 10.0;
        let (Some(age_in_years), Some(year)) = (amount(age), amount(year)) else {
            return false;
        };
        let behind = &self.target.text[age.range.end..];
        let is_between_commas = || {
            self.target.text[..age.range.start]
                .trim_end()
                .ends_with(',')
                && behind.starts_with(',')
        };
        is_year(year)
            && YOUNGEST <= age_in_years
            && NOW.contains(&(year + age_in_years))
            && (self.target.is_before("years", age) || is_between_commas())
    }

    /// Whether a percentage is the share that two figures of the source have in each other, or the growth
    /// from one to the other.
    fn is_share(&self, unsaid: &Slot<'_>, changed: &Slot<'_>) -> bool {
        let is_of = |own: f64, other: f64, share: f64| {
            // The share of 2019 in 2018 is nearly all.
            if is_year(own) && is_year(other) {
                return false;
            }
            let off = |of: f64| {
                (100.0 * of - share)
                    .abs()
                    .min((100.0 * (of - 1.0).abs() - share).abs())
            };
            off(own / other).min(off(other / own)) < 0.5
        };
        unsaid.kind == TokenKind::Percent
            && self.sources.len() <= MOST_SOURCES
            && READINGS.iter().any(|read| {
                let (Some(share), Some(own)) = (read(unsaid), read(changed)) else {
                    return false;
                };
                let mut others = self.sources.iter().filter_map(read);
                others.any(|other| is_of(own, other, share))
            })
    }

    /// Whether a figure is the sum, the difference, the product or the ratio of what another says and of
    /// what others of the source say, or what one percentage leaves of all.
    fn is_reckoned(&self, unsaid: &Slot<'_>, figure: &Slot<'_>) -> bool {
        if self.sources.len() > MOST_SOURCES || !self.target.is_amount(figure) {
            return false;
        }
        READINGS.iter().any(|read| {
            let (Some(number), Some(own)) = (read(unsaid), read(figure)) else {
                return false;
            };
            let others = self.others_like(figure, *read);
            let is_of = |other: &f64| {
                let times = [own / other, other / own];
                is_equal(number, (own - other).abs())
                    || 1.0 < own.min(*other) && is_equal(number, own * other)
                    || 1.0 < number && times.iter().any(|times| is_equal(*times, number))
            };
            // An index of 102.3 is 2.3% more; в 5 раз, на 400%.
            let is_index = || {
                let percents = [(100.0 - own).abs(), 100.0 * own, 100.0 * (own - 1.0)];
                let is_it = |percent: &f64| is_equal(number, *percent);
                unsaid.kind == TokenKind::Percent && percents.iter().any(is_it)
            };
            let is_rest =
                figure.kind == TokenKind::Percent && is_equal(number, 100.0 - own) || is_index();
            is_sum(number, own, &others) || is_rest || others.iter().any(is_of)
        })
    }

    /// Whether what the target alone says adds up to a figure: 15 человек: 8 мужчин и 7 женщин.
    fn is_sum_of_unsaid(&self, figure: &Slot<'_>) -> bool {
        const MOST: usize = 4;
        let parts = self
            .figures
            .iter()
            .filter(|part| self.target.is_amount(part));
        let parts: Vec<f64> = parts.filter_map(|part| amount(part)).collect();
        let own = amount(figure).filter(|_| self.target.is_amount(figure));
        (2..=MOST).contains(&parts.len())
            && own.is_some_and(|own| is_equal(own, parts.iter().sum()))
    }

    /// Whether words say what a figure says, or what follows from it: 5 школ, все пять; 25%, четверть.
    fn is_said_in_words(&self, figure: &Slot<'_>) -> bool {
        // Of a share, as it is rounded in words.
        const OFF: f64 = 2.0;
        let own = amount(figure).filter(|_| self.target.is_amount(figure));
        let ratios = || -> Vec<f64> {
            let own = bare(figure).filter(|_| self.target.is_amount(figure));
            let few = own.filter(|_| self.sources.len() <= MOST_SOURCES);
            let ratios = few.map(|own| {
                let others = self.others_like(figure, bare);
                let ratios = others.iter().map(|other| (own / other).max(other / own));
                ratios.collect()
            });
            ratios.unwrap_or_default()
        };
        let is_share = |share: &f64| {
            let percent = own.filter(|_| figure.kind == TokenKind::Percent);
            let is_same = |percent: f64| (percent - share).abs() <= OFF;
            percent.is_some_and(is_same) || ratios().iter().any(|ratio| is_same(100.0 / ratio))
        };
        // Nearly twice as much.
        const ABOUT: f64 = 0.15;
        // Вдвое, в 2 раза.
        let are_times = LazyCell::new(|| {
            let list = format!("{} times", self.target.language.primary());
            is_listed(&list, &self.target.words_around(figure).1)
        });
        let is_multiple = |times: &f64| {
            let is_same = |ratio: &f64| (ratio - times).abs() <= ABOUT * times;
            ratios().iter().any(is_same)
                || own.is_some_and(|own| is_equal(own, *times)) && *are_times
        };
        let says_total = LazyCell::new(|| self.target.says_total() || self.target.explains(figure));
        let is_number = |&number: &f64| {
            let is_all = |own| {
                self.sources.len() <= MOST_SOURCES
                    && *says_total
                    && is_sum(number, own, &self.others_like(figure, amount))
            };
            // One is said of anything, but the first is counted.
            let is_it = own.is_some_and(|own| is_equal(number, own));
            is_it || 1.0 < number && own.is_some_and(is_all)
        };
        // Пятый форум, 5-й; пятое мая (5 мая), but not 2 марта, and far from it двусторонние.
        const BESIDE: usize = 2;
        let is_beside = |number: f64| {
            let mut numbers = self.target.numbers_in_places().into_iter();
            numbers.any(|(own, at)| {
                own == number && self.target.is_near(figure, &(at..at + 1), BESIDE)
            })
        };
        let ordinal = match figure.value {
            Value::Date { day, .. } => Some(f64::from(day)).filter(|day| is_beside(*day)),
            Value::Roman(number) => Some(f64::from(number)),
            _ => bare(figure).filter(|_| {
                figure.kind == TokenKind::Ordinal
                    || !figure.ending.is_empty()
                    || !self.target.hung(figure).is_empty()
            }),
        };
        let is_order = |number: &f64| ordinal.is_some_and(|own| is_equal(*number, own));
        // Каждый четвертый, 25 процентов.
        let is_part = |number: &f64| 1.0 < *number && is_share(&(100.0 / number));
        self.shares.iter().any(is_share)
            || self.in_words.iter().any(is_part)
            || self.multiples.iter().any(is_multiple)
            || self.in_words.iter().any(is_number)
            || self.in_words.iter().any(is_order)
    }

    /// Whether the target says, and the source does not, how long it is from one point in time to another:
    /// 5–7 May, 3 days; 9:00 to 18:00, nine hours.
    fn has_span(&self, figure: &Slot<'_>) -> bool {
        const MOST_POINTS: usize = 16;
        let own = self.point(figure, self.targets);
        let Some((kind, own)) = own.filter(|_| self.sources.len() <= MOST_POINTS) else {
            return false;
        };
        let points = self
            .sources
            .iter()
            .filter_map(|slot| self.point(slot, self.sources));
        let between = |other: f64| (own - other).abs();
        let mut others: Vec<f64> = points
            .filter(|point| point.0 == kind)
            .map(|(_, other)| between(other))
            .collect();
        if kind == PointKind::Hour {
            // Over midnight.
            others.extend(others.clone().iter().map(|between| 24.0 - between));
        }
        let is_between = |number: f64| {
            let is_inclusive =
                |between: f64| kind != PointKind::Hour && is_equal(number, between + 1.0);
            let mut others = others.iter();
            1.0 < number
                && others.any(|&between| is_equal(number, between) || is_inclusive(between))
        };
        let unit = match kind {
            PointKind::Hour => HOUR,
            PointKind::Day(_) => DAY,
            PointKind::Year => YEAR,
        };
        // An hour may be any, but 1 час is counted.
        let is_one = |quantity: &Quantity, number: f64| {
            is_equal(number, 1.0)
                && quantity.figure.is_some()
                && others.iter().any(|&b| is_equal(b, 1.0))
        };
        let mut unsaid = self.unsaid_quantities();
        unsaid.any(|quantity| {
            let number = quantity.in_parts_of(unit);
            number.is_some_and(|number| is_between(number) || is_one(quantity, number))
        })
    }

    /// Whether the target names a part of the year, or a century, that the source does not name and that
    /// another date is not in: в январе, в первом квартале; I квартал (январь – март); 1895, XIX век.
    fn names_part_of_year(&self, figure: &Slot<'_>, new: &Value) -> bool {
        let month = |value: &Value| match value {
            Value::Date { month, .. } | Value::Month(month) => Some(*month),
            _ => None,
        };
        let months = |slots: &[Slot<'_>]| {
            let is_month = |slot: &&Slot<'_>| matches!(slot.value, Value::Month(_));
            slots.iter().filter(is_month).count()
        };
        if let Some((PointKind::Year, year)) = point(figure) {
            let century = (year / 100.0).ceil();
            let is_it = |slot: &Slot<'_>| {
                let number = match &slot.value {
                    Value::Roman(number) => Some(f64::from(*number)),
                    _ => bare(slot),
                };
                number == Some(century)
            };
            return self.targets.iter().any(is_it) && !self.sources.iter().any(is_it);
        }
        match (month(&figure.value), month(new)) {
            (Some(old), Some(new)) if old == new => false,
            (Some(_), _) => {
                let is_month = matches!(figure.value, Value::Month(_));
                self.source.parts_of_year() < self.target.parts_of_year()
                    || is_month && self.has_unsaid_months()
            }
            _ => {
                let (before, behind) = self.target.words_around(figure);
                let language = self.target.language;
                let is_part = [before, behind]
                    .iter()
                    .any(|word| is_part_of_year(word, language));
                let is_of_months = || {
                    let [_, of_target] = self.quantities();
                    let mut of_target = of_target.iter();
                    of_target.any(|quantity| {
                        quantity.figure.as_ref() == Some(&figure.range)
                            && quantity.in_units_of(MONTH).is_some()
                    })
                };
                months(self.sources) < months(self.targets) && (is_part || is_of_months())
            }
        }
    }

    /// Whether the target says of how many months something is, and the source does not.
    fn has_unsaid_months(&self) -> bool {
        let mut unsaid = self.unsaid_quantities();
        unsaid.any(|quantity| {
            quantity
                .in_units_of(MONTH)
                .is_some_and(|months| 1.0 < months)
        })
    }

    /// The point in time that a figure tells, one of `slots`.
    fn point(&self, slot: &Slot<'_>, slots: &[Slot<'_>]) -> Option<(PointKind, f64)> {
        let own = point(slot);
        let Value::Number(day) = &slot.value else {
            return own;
        };
        let text = if std::ptr::eq(slots, self.targets) {
            self.target
        } else {
            self.source
        };
        // С 5 по 7 мая.
        let of_range = slots.iter().find_map(|other| match other.value {
            Value::Date { month, .. } if text.joins(slot, other) => {
                Some((PointKind::Day(month), day.parse().ok()?))
            }
            _ => None,
        });
        of_range.or(own)
    }

    /// What the figures of the source say that are of the kind of a figure, but for the one that it
    /// answers to.
    fn others_like(&self, figure: &Slot<'_>, read: fn(&Slot<'_>) -> Option<f64>) -> Vec<f64> {
        let is_percent = |slot: &Slot<'_>| slot.kind == TokenKind::Percent;
        let is_like = |slot: &&Slot<'_>| {
            is_percent(slot) == is_percent(figure) && self.source.is_amount(slot)
        };
        let alike = self.sources.iter().filter(is_like);
        let mut others: Vec<f64> = alike.filter_map(read).collect();
        let own = read(figure);
        if let Some(itself) = others.iter().position(|other| Some(*other) == own) {
            others.swap_remove(itself);
        }
        others
    }

    /// Whether the target says what a figure says in another unit as well, and does not change that: 12
    /// месяцев – год.
    fn is_measured_otherwise(&self, figure: &Slot<'_>, changed: &[&Slot<'_>]) -> bool {
        let [of_source, of_target] = self.quantities();
        if MOST_QUANTITIES < of_target.len() {
            return false;
        }
        let of_figure = |quantity: &&Quantity| quantity.figure.as_ref() == Some(&figure.range);
        let Some(own) = of_target.iter().find(of_figure) else {
            return false;
        };
        let changes = |quantity: &Quantity| {
            let mut changed = changed.iter();
            changed.any(|slot| quantity.figure.as_ref() == Some(&slot.range))
        };
        let is_linked = |other: &Quantity| {
            let (first, second) = match own.range.start < other.range.start {
                true => (own, other),
                false => (other, own),
            };
            self.link(first.range.end..second.range.start).is_some()
        };
        of_target.iter().any(|other| {
            own.is_as_much_as(other)
                && !changes(other)
                && (is_unsaid(other, of_source, of_target) || is_linked(other))
        })
    }

    /// Whether a figure of the target has another unit than the source's figure that it answers to: 5 km, 5
    /// метр.
    pub(crate) fn is_of_other_unit(&self, source: &Slot<'_>, figure: &Slot<'_>) -> bool {
        let [of_source, of_target] = self.quantities();
        let of = |quantities: &'_ [Quantity], slot: &Slot<'_>| {
            let mut all = quantities.iter();
            all.position(|quantity| quantity.figure.as_ref() == Some(&slot.range))
        };
        let both = of(of_source, source).zip(of(of_target, figure));
        both.is_some_and(|(one, other)| {
            let (one, other) = (&of_source[one], &of_target[other]);
            // One letter may be of two units: г.
            let is_told = |text: &Text<'_>, quantity: &Quantity| {
                let written = &text.text[quantity.range.clone()];
                let letters = written.chars().rev().take_while(|c| c.is_alphabetic());
                1 < letters.count()
            };
            !one.is_in_unit_of(other) && is_told(self.source, one) && is_told(self.target, other)
        })
    }

    pub(super) fn quantities(&self) -> &[Vec<Quantity>; 2] {
        self.quantities.get_or_init(|| {
            [
                quantities(self.source, self.sources),
                quantities(self.target, self.targets),
            ]
        })
    }

    /// The quantities that the source does not say, or not as often.
    pub(super) fn unsaid_quantities(&self) -> impl Iterator<Item = &Quantity> {
        let [of_source, of_target] = self.quantities();
        let are_many = MOST_QUANTITIES < of_target.len();
        let compared = if are_many { &[] } else { &of_target[..] };
        compared
            .iter()
            .filter(|quantity| is_unsaid(quantity, of_source, of_target))
    }
}

/// Each is compared with each; of more, none is.
const MOST_QUANTITIES: usize = 64;

/// In texts with more figures, what is the sum or the share of two may be anything.
pub(super) const MOST_SOURCES: usize = 4;

/// What says that two figures are one thing.
enum Link {
    Bracket,
    Word,
}

#[derive(Clone, Copy, PartialEq)]
enum PointKind {
    Hour,
    /// Of a month, which is told.
    Day(u8),
    Year,
}

/// The point in time that a figure tells.
fn point(slot: &Slot<'_>) -> Option<(PointKind, f64)> {
    match slot.value {
        Value::Time { hour, minute } => {
            Some((PointKind::Hour, f64::from(hour) + f64::from(minute) / 60.0))
        }
        Value::Date { month, day, .. } => Some((PointKind::Day(month), f64::from(day))),
        Value::Number(_) => {
            let year = amount(slot).filter(|&year| is_year(year) && slot.kind == TokenKind::Number);
            year.map(|year| (PointKind::Year, year))
        }
        _ => None,
    }
}

/// Whether a target says a quantity more often than its source.
fn is_unsaid(quantity: &Quantity, of_source: &[Quantity], of_target: &[Quantity]) -> bool {
    let times = |all: &[Quantity]| all.iter().filter(|other| other.is(quantity)).count();
    times(of_source) < times(of_target)
}

/// Whether a number is the sum of a figure and of another one, or of all.
fn is_sum(number: f64, own: f64, others: &[f64]) -> bool {
    let all: f64 = own + others.iter().sum::<f64>();
    let is_of = |other: &f64| is_equal(number, own + other);
    !others.is_empty() && is_equal(number, all) || others.iter().any(is_of)
}

/// Takes away from both what both have.
fn take(one: &mut Vec<f64>, other: &mut Vec<f64>) {
    one.retain(|number| {
        let same = other.iter().position(|known| known == number);
        same.map(|same| other.swap_remove(same)).is_none()
    });
}

pub(super) fn is_equal(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * one.abs().max(other.abs())
}

pub(super) fn is_year(number: f64) -> bool {
    number.fract() == 0.0 && (1850.0..2100.0).contains(&number)
}

/// How figures may be reckoned with: as amounts, or, from 50 to 75 million, without their scale.
pub(super) const READINGS: [fn(&Slot<'_>) -> Option<f64>; 2] = [amount, bare];

/// The number that a figure says; of a date, its year.
pub(super) fn amount(slot: &Slot<'_>) -> Option<f64> {
    match slot.value {
        Value::Number(_) => slot.amount()?.parse().ok(),
        Value::Date { year, .. } => year.map(f64::from),
        _ => None,
    }
}

/// What a figure may be said to say; of a date, its parts as well.
pub(super) fn sayings(slot: &Slot<'_>) -> impl Iterator<Item = String> {
    let parts = match slot.value {
        Value::Date { year, day, .. } => [Some(day.to_string()), year.map(|y| y.to_string())],
        Value::Number(ref number) => [Some(number.clone()), None],
        _ => [None, None],
    };
    let mut all = vec![meaning(slot)];
    all.extend(parts.into_iter().flatten());
    all.extend(slot.hour.map(|hour| hour.to_string()));
    all.dedup();
    // 45 schools do not say 45%; but points may be those of percents.
    let signs: &[&str] = match slot.kind {
        _ if slot.is_of_points => &["", "%"],
        TokenKind::Percent => &["%"],
        _ => &[""],
    };
    let signed = |saying: String| signs.iter().map(move |sign| format!("{saying}{sign}"));
    all.into_iter().flat_map(signed)
}

impl Text<'_> {
    /// Whether a figure says how much or how many, and is no year, no number of something, no part of a
    /// score or of a fraction, and marks no item of a list: 1) заявление.
    pub(super) fn is_amount(&self, slot: &Slot<'_>) -> bool {
        use TokenKind::*;
        let before = &self.text[..slot.range.start];
        let behind = &self.text[slot.range.start + slot.number.end..];
        let is_open = || before.matches('(').count() > before.matches(')').count();
        let is_item = || behind.starts_with(')') && !is_open();
        matches!(slot.kind, Number | Percent | Currency)
            && point(slot).is_none()
            && !is_item()
            && !before.trim_end().ends_with('№')
            && !before.ends_with([':', '/'])
            && !behind.starts_with([':', '/'])
    }

    /// Whether behind a number stands a word that is one of a list but for a short ending: 63 года.
    pub(super) fn is_before(&self, list: &str, slot: &Slot<'_>) -> bool {
        const LONGEST_ENDING: usize = 4;
        let is_it = |start: usize| {
            let word = self.text[start..].trim_start_matches(|c: char| !c.is_alphanumeric());
            let ending = |start: &&str| {
                let letters = word.strip_prefix(start)?.chars();
                Some(letters.take_while(|c| c.is_alphabetic()).count())
            };
            let mut endings = listed(list).iter().filter_map(ending);
            endings.any(|len| len <= LONGEST_ENDING)
        };
        // 5-летие, 33-я годовщина.
        let number = slot.range.start + slot.number.end;
        is_it(number) || !slot.ending.is_empty() && is_it(slot.range.end)
    }

    /// Whether a word says that a number is the sum of others.
    fn says_total(&self) -> bool {
        let list = format!("{} totals", self.language.primary());
        let mut words = self
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        words.any(|token| is_listed(&list, &fold(token.text(self.text), self.language)))
    }

    /// Whether a colon or a dash stands before a figure, which may be a part of what stands before that: seven
    /// children: 5 boys and 2 girls.
    fn explains(&self, slot: &Slot<'_>) -> bool {
        let before = &self.text[..slot.range.start];
        [": ", " – ", " — ", "("]
            .iter()
            .any(|mark| before.contains(mark))
    }

    /// Whether it joins two things as English does with both: как дома, так и за рубежом.
    fn says_as_well_as(&self) -> bool {
        let is = |token: &Token, word: &str| token.text(self.text) == word;
        let mut pairs = self.tokens.windows(2);
        pairs.any(|pair| is(&pair[0], "так") && is(&pair[1], "и"))
    }

    /// How many words name parts of the year.
    fn parts_of_year(&self) -> usize {
        // 20-летний is no summer.
        let is_hung = |place: usize| {
            let before = &self.text[..self.tokens[place].range.start];
            let number = before.strip_suffix(is_hyphen);
            number.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
        };
        let found = self.found_of("seasons");
        found
            .iter()
            .filter(|found| !is_hung(found.tokens.start))
            .count()
    }
}

/// Whether a word names a season, a quarter or a half of the year.
fn is_part_of_year(word: &str, language: Language) -> bool {
    let seasons = phrases(&format!("{} seasons", language.primary()));
    let words = [word.to_owned()];
    seasons.iter().any(|season| season.opens(&words).is_some())
}
