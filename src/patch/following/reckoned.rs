//! What a target reckons from what its source says in words, in percents, in ordinals or in dates: a quarter
//! of the 80, 20; 8 лет – с 2017 года; с 43-го места на 35-е – на 8 позиций; 7 экспертов: трое и двое.

use std::cell::LazyCell;
use std::ops::Range;

use super::derived::{MOST_SOURCES, READINGS, Unsaid, amount, is_equal, is_year};
use crate::patch::pairs::meaning;
use crate::patch::reading::lists::{is_listed, listed_for};
use crate::patch::reading::slot::{Slot, bare};
use crate::patch::reading::text::Text;
use crate::patch::reading::units::{DAY, YEAR};
use crate::patch::reading::value::Value;
use crate::text::TokenKind;

impl Unsaid<'_> {
    /// Whether any of what the target says alone is reckoned from a figure of it, and from words or percents.
    pub(super) fn is_worked_out(&self, figure: &Slot<'_>) -> bool {
        self.has_since(figure)
            || self.has_first_or_last_day(figure)
            || self.is_other_of_two(figure)
            || self.sources.len() <= MOST_SOURCES
                && (self
                    .figures
                    .iter()
                    .any(|unsaid| self.is_part_of(unsaid, figure))
                    || self.is_sum_of_words(figure)
                    || self.has_difference(figure)
                    || self.is_compared(figure)
                    || self.has_one_left(figure))
    }

    /// Whether a figure is the share of another one that the source tells, or so many times that, or so many
    /// percent of it or more: half of the 60, 30; 100 тонн, 20%, 120 тонн.
    fn is_part_of(&self, unsaid: &Slot<'_>, figure: &Slot<'_>) -> bool {
        const OFF: f64 = 0.005;
        let is_percent = |slot: &Slot<'_>| slot.kind == TokenKind::Percent;
        if is_percent(unsaid) || !self.target.is_amount(figure) || !self.target.is_amount(unsaid) {
            return false;
        }
        let is_near = |one: f64, two: f64| (one - two).abs() <= OFF * two.abs();
        let is_percent_of = |number: f64, whole: f64, percent: f64| {
            let part = whole * percent / 100.0;
            [part, whole + part, whole - part]
                .iter()
                .any(|part| is_near(number, *part))
        };
        READINGS.iter().any(|read| {
            let (Some(number), Some(own)) = (read(unsaid), read(figure)) else {
                return false;
            };
            let others = self
                .sources
                .iter()
                .filter(|other| is_percent(other) != is_percent(figure));
            let mut others = others.filter_map(read);
            if is_percent(figure) {
                // From 500 to 550, by 10 percent.
                return others.any(|other| {
                    is_percent_of(number, other, own) || is_percent_of(other, number, own)
                });
            }
            // A third is 33 percent and something.
            let is_share = |share: &f64| (100.0 * number / own - share).abs() < 1.0;
            let is_multiple = |times: &f64| {
                number != *times && (is_near(number, own * times) || is_near(own, number * times))
            };
            self.shares_of_source.iter().any(is_share)
                || self.multiples_of_source.iter().any(is_multiple)
                || others.any(|percent| is_percent_of(number, own, percent))
        })
    }

    /// Whether words say the parts of a number: 5 экспертов: трое юристов и двое экономистов.
    fn is_sum_of_words(&self, figure: &Slot<'_>) -> bool {
        let own = amount(figure).filter(|_| self.target.is_amount(figure));
        let sum = self.in_words.iter().sum();
        1 < self.in_words.len() && own.is_some_and(|own| is_equal(own, sum))
    }

    /// Whether a number says how far a figure is from another one: 6 из 9, проиграв три; с 43-го места на
    /// 35-е, на 8 позиций.
    fn has_difference(&self, figure: &Slot<'_>) -> bool {
        let is_count = |slot: &Slot<'_>| {
            matches!(slot.kind, TokenKind::Number | TokenKind::Ordinal)
                && bare(slot).is_some_and(|number| number.fract() == 0.0 && !is_year(number))
        };
        let Some(own) = bare(figure).filter(|_| is_count(figure)) else {
            return false;
        };
        let counts: Vec<&Slot<'_>> = self.sources.iter().filter(|slot| is_count(slot)).collect();
        let are_ordinals = counts.iter().any(|slot| slot.kind == TokenKind::Ordinal);
        let others = counts.iter().filter_map(|slot| bare(slot));
        let differences: Vec<f64> = others.map(|other| (own - other).abs()).collect();
        let is_difference =
            |number: f64| 1.0 < number && differences.iter().any(|d| is_equal(*d, number));
        // So few may be any others, if nothing says that they are left, or that there is more.
        const FEW: f64 = 4.0;
        let is_told = LazyCell::new(|| self.says_more("rests") || self.says_more("judges"));
        let mut in_words = self.in_words.iter();
        let mut figures = self.figures.iter().filter_map(|slot| bare(slot));
        in_words.any(|number| is_difference(*number) && (FEW < *number || *is_told))
            || are_ordinals && figures.any(is_difference)
    }

    /// Whether the target alone says how far an amount is from what nobody names: 4,9%, на 0,1 п.п. ниже.
    fn is_compared(&self, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 3;
        let list = format!("{} comparatives", self.target.language.primary());
        let tells = |unsaid: &&Slot<'_>| {
            let behind = self.target.words_behind(unsaid).0;
            let mut near = behind.iter().take(MOST_BETWEEN + 1);
            near.any(|word| is_listed(&list, word))
        };
        self.target.is_amount(figure) && self.figures.iter().any(tells)
    }

    /// Whether one is left of a number: 2 из 3 задач выполнены, осталась одна.
    fn has_one_left(&self, figure: &Slot<'_>) -> bool {
        let own = bare(figure).filter(|_| self.target.is_amount(figure));
        let is_next = |own: f64| {
            let mut others = self.sources.iter().filter_map(bare);
            others.any(|other| is_equal((own - other).abs(), 1.0))
        };
        own.is_some_and(is_next) && self.says_more("ones") && self.says_more("rests")
    }

    /// Whether the target has more of the words of a list than the source.
    fn says_more(&self, list: &'static str) -> bool {
        let [of_source, of_target] =
            [self.source, self.target].map(|text| text.found_of(list).len());
        of_source < of_target
    }

    /// Whether a word says by itself that there are two: 2 меморандума – оба об энергетике; but not both
    /// sides.
    fn is_other_of_two(&self, figure: &Slot<'_>) -> bool {
        bare(figure) == Some(2.0) && self.source.twos_apart() < self.target.twos_apart()
    }

    /// Whether the target says since when something is, and how long that is: 8 лет – с 2017 года.
    fn has_since(&self, figure: &Slot<'_>) -> bool {
        // A year ago is what it is compared with.
        const FEWEST: f64 = 2.0;
        const NOW: Range<f64> = 2010.0..2032.0;
        let says_ago = LazyCell::new(|| self.says_more("ago"));
        let year_of = |slot: &Slot<'_>| {
            let year = bare(slot).filter(|year| is_year(*year));
            year.filter(|_| self.target.says_since(slot) || *says_ago)
        };
        if let Some(year) = year_of(figure) {
            let years = self.unsaid_quantities();
            let years = years.filter_map(|quantity| quantity.in_parts_of(YEAR));
            let half_a_century = self.in_words.iter().copied().filter(|_| *says_ago);
            let mut years = years.chain(half_a_century);
            return years.any(|all| FEWEST <= all && NOW.contains(&(year + all)));
        }
        let [_, of_target] = self.quantities();
        let mut own = of_target.iter();
        let own = own.find(|quantity| quantity.figure.as_ref() == Some(&figure.range));
        let Some(years) = own.and_then(|quantity| quantity.in_units_of(YEAR)) else {
            return false;
        };
        let mut since = self.figures.iter().filter_map(|slot| year_of(slot));
        since.any(|year| NOW.contains(&(year + years)))
    }

    /// Whether the target has the other end of so many days: 10-дневная смена завершится 20 июля, началась
    /// 11 июля.
    fn has_first_or_last_day(&self, figure: &Slot<'_>) -> bool {
        const MOST_DATES: usize = 8;
        let dates = || {
            let all = self.targets.iter();
            all.filter_map(|slot| Some((slot, day_of_year(&slot.value)?)))
        };
        let is_unsaid = |slot: &Slot<'_>| {
            let mut said = self.sources.iter();
            !said.any(|source| meaning(source) == meaning(slot))
        };
        let mut unsaid = dates().filter(|(slot, _)| is_unsaid(slot)).peekable();
        if MOST_DATES < dates().count() || unsaid.peek().is_none() {
            return false;
        }
        let [_, of_target] = self.quantities();
        let days = || {
            let all = of_target.iter();
            all.filter_map(|quantity| Some((quantity, quantity.in_parts_of(DAY)?)))
        };
        let is_of_figure = |slot: &Slot<'_>| slot.range == figure.range;
        unsaid.any(|(_, end)| {
            dates().any(|(slot, day)| {
                let between = (day - end).abs();
                let mut days = days();
                days.any(|(quantity, days)| {
                    let changes =
                        is_of_figure(slot) || quantity.figure.as_ref() == Some(&figure.range);
                    changes
                        && 0.0 < between
                        && (is_equal(days, between) || is_equal(days, between + 1.0))
                })
            })
        })
    }
}

/// The number of a day in a year that is no leap year.
fn day_of_year(value: &Value) -> Option<f64> {
    const BEFORE: [u16; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let Value::Date { month, day, .. } = value else {
        return None;
    };
    let before = BEFORE.get(usize::from(*month).checked_sub(1)?)?;
    Some(f64::from(before + u16::from(*day)))
}

impl Text<'_> {
    /// Whether what stands beside a year tells that something has been since then: с 2017 года, 2017 жылдан
    /// бері.
    fn says_since(&self, slot: &Slot<'_>) -> bool {
        let list = format!("{} since", self.language.primary());
        let is_since = |word: &String| is_listed(&list, word);
        let (behind, _) = self.words_behind(slot);
        is_since(&self.words_around(slot).0) || behind.iter().take(2).any(is_since)
    }

    /// How many words that say that there are two stand behind a mark.
    fn twos_apart(&self) -> usize {
        let is_apart = |place: &usize| {
            let before = place.checked_sub(1).map(|before| self.tokens[before].kind);
            before == Some(TokenKind::Punctuation)
        };
        let list = format!("{} collectives", self.language.primary());
        let says_two = |place: &usize| {
            let word = self.word(Some(*place));
            word.is_some_and(|word| listed_for(&list, &word) == Some("2"))
        };
        let places = 0..self.tokens.len();
        places.filter(is_apart).filter(says_two).count()
    }
}
