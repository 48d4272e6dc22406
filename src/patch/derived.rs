//! Figures of the target that the source does not say: some follow from others, and would have to
//! change with them: 12 ай (1 жыл), the age beside the year of birth.

use std::collections::HashSet;

use super::lists::listed;
use super::pairs::meaning;
use super::slot::Slot;
use super::text::Text;
use super::value::Value;
use crate::text::TokenKind;

/// Figures of a target that no figure of the source says.
pub(super) struct Unsaid<'p> {
    text: &'p Text<'p>,
    unsaid: Vec<&'p Slot<'p>>,
    sources: &'p [Slot<'p>],
}

impl<'p> Unsaid<'p> {
    pub(super) fn new(
        sources: &'p [Slot<'p>],
        text: &'p Text<'p>,
        targets: &'p [Slot<'p>],
    ) -> Self {
        let said: HashSet<String> = sources.iter().flat_map(sayings).collect();
        let is_amount = |slot: &&Slot<'_>| {
            use TokenKind::*;
            matches!(slot.kind, Number | Percent | Currency | Time) && !slot.ends_name
        };
        let unsaid = targets.iter().filter(is_amount);
        let unsaid = unsaid.filter(|slot| !sayings(slot).any(|saying| said.contains(&saying)));
        Unsaid {
            text,
            unsaid: unsaid.collect(),
            sources,
        }
    }

    /// Whether one of them may follow from what this figure of the target says.
    pub(super) fn may_follow_from(&self, changed: &Slot<'_>) -> bool {
        let follows = |unsaid: &&Slot<'_>| {
            self.is_converted(unsaid, changed)
                || self.explains(unsaid, changed)
                || self.is_age(unsaid, changed)
                || self.is_age(changed, unsaid)
                || self.is_share(unsaid, changed)
        };
        self.unsaid.iter().any(follows)
    }

    /// Whether two figures say one thing in other units: in another currency, in years for months, as
    /// the hour of another place.
    fn is_converted(&self, unsaid: &Slot<'_>, changed: &Slot<'_>) -> bool {
        /// Months of a year, days, weeks, hours, minutes.
        const UNITS: [f64; 6] = [12.0, 7.0, 52.0, 365.0, 24.0, 60.0];
        let are = |kind| unsaid.kind == kind && changed.kind == kind;
        let are_times = || {
            [unsaid, changed]
                .iter()
                .all(|slot| self.is_before("times", slot))
        };
        let is_multiple = |(one, other): (f64, f64)| {
            let mut units = UNITS.iter();
            units.any(|unit| one * unit == other || other * unit == one)
        };
        are(TokenKind::Time)
            || are(TokenKind::Currency) && unsaid.currency() != changed.currency()
            || are_times() && amount(unsaid).zip(amount(changed)).is_some_and(is_multiple)
    }

    /// Whether a figure stands in brackets behind another one: 3 km (2 miles).
    fn explains(&self, inner: &Slot<'_>, outer: &Slot<'_>) -> bool {
        const MOST_WORDS: usize = 3;
        const MOST_BYTES: usize = 200;
        let between = self.text.text.get(outer.range.end..inner.range.start);
        let between = between.filter(|between| between.len() <= MOST_BYTES);
        let (before, inside) = between.and_then(|text| text.split_once('(')).unzip();
        let is_short = |text: &str| {
            let is_mark = |c: char| c.is_ascii_digit() || ".,;:()".contains(c);
            text.split_whitespace().count() <= MOST_WORDS && !text.contains(is_mark)
        };
        before.is_some_and(is_short)
            && inside.is_some_and(is_short)
            && [inner, outer].map(|slot| amount(slot).is_some_and(is_year)) == [false; 2]
    }

    /// Whether a number is the age of somebody who was born in a year: 63 in 2024, born in 1961.
    fn is_age(&self, age: &Slot<'_>, year: &Slot<'_>) -> bool {
        const NOW: std::ops::Range<f64> = 2000.0..2032.0;
        const YOUNGEST: f64 = 10.0;
        let (Some(age_in_years), Some(year)) = (amount(age), amount(year)) else {
            return false;
        };
        let behind = &self.text.text[age.range.end..];
        let is_between_commas = || {
            self.text.text[..age.range.start].trim_end().ends_with(',') && behind.starts_with(',')
        };
        is_year(year)
            && YOUNGEST <= age_in_years
            && NOW.contains(&(year + age_in_years))
            && (self.is_before("years", age) || is_between_commas())
    }

    /// Whether a percentage is the share that two figures of the source have in each other.
    fn is_share(&self, unsaid: &Slot<'_>, changed: &Slot<'_>) -> bool {
        const MOST_SOURCES: usize = 4;
        let (Some(share), Some(changed)) = (amount(unsaid), amount(changed)) else {
            return false;
        };
        let is_of = |other: f64| {
            // The share of 2019 in 2018 is nearly all.
            if is_year(changed) && is_year(other) {
                return false;
            }
            let shares = [changed / other, other / changed];
            shares.iter().any(|of| (100.0 * of - share).abs() < 0.5)
        };
        unsaid.kind == TokenKind::Percent
            && self.sources.len() <= MOST_SOURCES
            && self.sources.iter().filter_map(amount).any(is_of)
    }

    /// Whether behind a number stands a word that is one of a list but for a short ending: 63 года.
    fn is_before(&self, list: &str, slot: &Slot<'_>) -> bool {
        const LONGEST_ENDING: usize = 4;
        let behind = &self.text.text[slot.range.start + slot.number.end..];
        let word = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
        let ending = |start: &&str| {
            let letters = word.strip_prefix(start)?.chars();
            Some(letters.take_while(|c| c.is_alphabetic()).count())
        };
        let mut endings = listed(list).iter().filter_map(ending);
        endings.any(|len| len <= LONGEST_ENDING)
    }
}

fn is_year(number: f64) -> bool {
    number.fract() == 0.0 && (1850.0..2100.0).contains(&number)
}

/// The number that a figure says; of a date, its year.
fn amount(slot: &Slot<'_>) -> Option<f64> {
    match slot.value {
        Value::Number(_) => slot.amount()?.parse().ok(),
        Value::Date { year, .. } => year.map(f64::from),
        _ => None,
    }
}

/// What a figure may be said to say; of a date, its parts as well.
fn sayings(slot: &Slot<'_>) -> impl Iterator<Item = String> {
    let parts = match slot.value {
        Value::Date { year, day, .. } => [Some(day.to_string()), year.map(|y| y.to_string())],
        Value::Number(ref number) => [Some(number.clone()), None],
        _ => [None, None],
    };
    let all = std::iter::once(meaning(slot)).chain(parts.into_iter().flatten());
    // 45 schools do not say 45%.
    let sign = if slot.kind == TokenKind::Percent {
        "%"
    } else {
        ""
    };
    all.map(move |saying| saying + sign)
}
