//! Figures that a translator reckons anew, or writes in words: periods and temperatures in other
//! units, shares and growth in other words.

use std::sync::LazyLock;

use super::decimal::Decimal;
use crate::align::vocabulary::lexicon::{Lexicon, Sense};
use crate::lang::EN;
use crate::text::{Unit, numeral, stem, unit_of};
use crate::work;

/// A number, and what it counts.
pub(crate) struct Figure {
    pub(crate) decimal: Decimal,
    /// Whether it may be a time of day with minutes: 17.30, but not 5.30 percent.
    pub(crate) has_minutes: bool,
    /// Whether what stands beside it makes it an hour.
    pub(crate) is_hour: bool,
    pub(crate) is_rounded: bool,
    /// Whether it may be in thousands or millions.
    pub(crate) may_be_scaled: bool,
    pub(crate) in_percent: bool,
    /// Whether it says how much was added, or taken.
    pub(crate) is_difference: bool,
    pub(crate) in_degrees: bool,
    /// In a currency, or another unit of which no other is known, that the other side does not name.
    pub(crate) in_own_unit: bool,
    pub(crate) units: Vec<Unit>,
}

impl Figure {
    pub(crate) fn of(decimal: Decimal) -> Self {
        Figure {
            decimal,
            has_minutes: false,
            is_hour: false,
            is_rounded: false,
            may_be_scaled: true,
            in_percent: false,
            is_difference: false,
            in_degrees: false,
            in_own_unit: false,
            units: Vec::new(),
        }
    }

    /// Whether the other is this one, rounded or reckoned anew.
    pub(crate) fn is_one(&self, other: &Figure) -> bool {
        const NEARLY: f64 = 0.02;
        work::done(1);
        let values = [self, other].map(|figure| figure.decimal.value());
        let [least, most] = [values[0].min(values[1]), values[0].max(values[1])];
        // Of what is said to be rounded on both sides, both have the round figure, or nearly.
        let is_rounded = match self.is_rounded && other.is_rounded {
            true => most - least <= NEARLY * most,
            false => self.is_rounded || other.is_rounded,
        };
        let may_be_scaled = self.may_be_scaled && other.may_be_scaled;
        let is_about = self.decimal.is_about(&other.decimal, may_be_scaled);
        let is_share = |one: &Figure, other: &Figure| {
            let values = [one, other].map(|figure| figure.decimal.value());
            // Growth by 117% is not growth by 17%.
            let are_differences = one.is_difference && other.is_difference;
            let are_shares = one.in_percent && !(other.in_percent && are_differences);
            are_shares && is_same_share(values, other.in_percent)
        };
        let is_part = |part: &Figure, whole: &Figure| {
            whole.has_minutes && part.decimal.is_part_of_time(&whole.decimal)
                || part.decimal.is_end_of_year(&whole.decimal)
        };
        is_about && (is_rounded || !self.decimal.is_near(&other.decimal))
            || (self.is_hour || other.is_hour) && self.decimal.is_hour_of(&other.decimal)
            || is_part(self, other)
            || is_part(other, self)
            || is_same_quantity(values, [&self.units, &other.units])
            || self.in_degrees && other.in_degrees && is_same_temperature(values)
            || is_share(self, other)
            || is_share(other, self)
    }
}

/// English units that alignment looks for, as the lexicon names them in all languages.
const UNITS: [&str; 22] = [
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "decade",
    "mm",
    "millimeter",
    "cm",
    "centimeter",
    "inch",
    "foot",
    "meter",
    "kilometer",
    "mile",
    "gram",
    "ounce",
    "pound",
    "kilogram",
    "ton",
];

/// English numerals that may be counted.
const NUMERALS: [&str; 46] = [
    "zero",
    "half",
    "one",
    "first",
    "two",
    "second",
    "three",
    "third",
    "four",
    "fourth",
    "five",
    "fifth",
    "six",
    "sixth",
    "seven",
    "seventh",
    "eight",
    "eighth",
    "nine",
    "ninth",
    "ten",
    "tenth",
    "dozen",
    "eleven",
    "eleventh",
    "twelve",
    "twelfth",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "twentieth",
    "thirty",
    "thirtieth",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
];

/// Десяток, which the lexicon has with the dozen.
const TEN: (&str, f64) = ("dozen", 10.0);

/// The units that a word with these senses names.
pub(crate) fn units(senses: &[Sense]) -> impl Iterator<Item = Unit> {
    static ENTRIES: LazyLock<Vec<(u32, Unit)>> = LazyLock::new(|| {
        let known = UNITS
            .iter()
            .filter_map(|name| Some((*name, unit_of(name, true, EN)?)));
        entries(known)
    });
    of_entries(senses, &ENTRIES)
}

/// What a word with these senses counts by itself, if it is a numeral.
pub(crate) fn counts(senses: &[Sense]) -> impl Iterator<Item = f64> {
    static ENTRIES: LazyLock<Vec<(u32, f64)>> = LazyLock::new(|| {
        let known = NUMERALS.iter().filter_map(|name| {
            let (number, _) = numeral(&stem(name, EN), EN)?;
            Some((*name, number))
        });
        entries(known.chain([TEN]))
    });
    let whole = senses.iter().filter(|sense| sense.share == 1.0);
    of_entries(whole, &ENTRIES)
}

/// What is known of English words, by the entries of the lexicon that they stand in, which ascend.
fn entries<T: Copy>(named: impl Iterator<Item = (&'static str, T)>) -> Vec<(u32, T)> {
    let entries = named.flat_map(|(name, known)| {
        let senses = Lexicon::built_in().senses_of_word(EN, name).iter();
        senses.map(move |sense| (sense.entry, known))
    });
    let mut entries: Vec<(u32, T)> = entries.collect();
    entries.sort_by_key(|(entry, _)| *entry);
    entries
}

fn of_entries<'s, T: Copy>(
    senses: impl IntoIterator<Item = &'s Sense>,
    entries: &[(u32, T)],
) -> impl Iterator<Item = T> {
    senses.into_iter().flat_map(|sense| {
        let first = entries.partition_point(|(entry, _)| *entry < sense.entry);
        let own = entries[first..].iter();
        let own = own.take_while(|(entry, _)| *entry == sense.entry);
        own.map(|(_, known)| *known)
    })
}

/// The figures that numerals may say together: twenty and five 25, five and a half 5.5, two and
/// hundred 200.
pub(crate) fn said_by(numerals: &[f64]) -> Vec<f64> {
    // A sentence of more is a list.
    const MOST: usize = 8;
    const HUNDRED: f64 = 100.0;
    let numerals = &numerals[..numerals.len().min(MOST)];
    let mut said = numerals.to_vec();
    if numerals.contains(&HUNDRED) {
        let few = numerals.iter().filter(|count| **count < 10.0);
        said.extend(few.map(|count| count * HUNDRED));
    }
    let round = said.clone();
    // Units stand behind tens, and both behind hundreds.
    for _ in 0..2 {
        let behind = said.clone();
        for &count in &round {
            let place = 10f64.powf(count.max(1.0).log10().floor());
            let smaller = behind.iter().filter(|smaller| **smaller < place);
            let is_round = 1.0 <= count && count % place == 0.0;
            said.extend(smaller.filter(|_| is_round).map(|smaller| count + smaller));
        }
        said.sort_unstable_by(f64::total_cmp);
        said.dedup();
    }
    said
}

/// Whether so many of one of these units are so many of another one of those: 120 months, ten years.
pub(crate) fn is_same_quantity([one, other]: [f64; 2], [units, others]: [&[Unit]; 2]) -> bool {
    let mut pairs = units
        .iter()
        .flat_map(|unit| others.iter().map(move |other| (*unit, *other)));
    pairs.any(|(unit, other_unit)| {
        let is_about = |size: f64, other_size: f64, share: f64, most: f64| {
            // In the smaller unit, whose figures are finer.
            let finer = size.min(other_size);
            let (one, other) = (one * size / finer, other * other_size / finer);
            let off = (share * one.min(other)).max(most);
            unit != other_unit && 0.0 < one.min(other) && (one - other).abs() <= off
        };
        let is_about = |share, most| is_about(unit.size, other_unit.size, share, most);
        unit.measures == other_unit.measures
            && match unit.measures {
                // Three months have 90 to 92 days.
                "time" => is_about(0.02, 0.0),
                // Three inches are 7 or 8 centimetres.
                _ => is_about(0.03, 0.7),
            }
    })
}

/// Whether so many percent, more, or less are so many times as much, or so many percent of what there
/// was: 30% more, 1.3 times, 130%.
fn is_same_share([percent, other]: [f64; 2], in_percent: bool) -> bool {
    if in_percent {
        return 0.0 < percent && other == 100.0 + percent;
    }
    let share = percent / 100.0;
    let times = [share, 1.0 + share, 1.0 - share, 1.0 / (1.0 - share)];
    // 27% more is told as 1.3 times, but 3% more not as once.
    let off = (0.04 * other).min(0.2 * share);
    let mut times = times.into_iter().map(|times| (times - other).abs());
    0.0 < share && 0.0 < other && times.any(|far| far <= off)
}

/// Whether one is the other in degrees Fahrenheit, to the next whole degree: 27, 80.
fn is_same_temperature([one, other]: [f64; 2]) -> bool {
    let is = |celsius: f64, fahrenheit: f64| (1.8 * celsius + 32.0 - fahrenheit).abs() <= 1.0;
    is(one, other) || is(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{KK, RU};

    fn unit(name: &str) -> Unit {
        unit_of(name, true, EN).unwrap()
    }

    #[test]
    fn the_lexicon_knows_every_name() {
        for name in UNITS.iter().chain(&NUMERALS) {
            let senses = Lexicon::built_in().senses_of_word(EN, name);
            assert!(!senses.is_empty(), "{name}");
        }
        assert!(UNITS.iter().all(|name| unit_of(name, true, EN).is_some()));
        assert!(
            NUMERALS
                .iter()
                .all(|name| numeral(&stem(name, EN), EN).is_some())
        );
    }

    #[test]
    fn numerals_are_read_in_every_language() {
        let counts = |language, word| -> Vec<f64> {
            counts(Lexicon::built_in().senses_of_word(language, word)).collect()
        };
        for (language, word, count) in [
            (EN, "seven", 7.0),
            (RU, "седьмая", 7.0),
            (RU, "семи", 7.0),
            (KK, "жеті", 7.0),
            (KK, "он", 10.0),
            (RU, "сорока", 40.0),
        ] {
            assert!(counts(language, word).contains(&count), "{word}");
        }
        assert!(counts(RU, "школа").is_empty());
    }

    #[test]
    fn numerals_say_figures_together() {
        for (numerals, figure) in [
            (&[20.0, 5.0][..], 25.0),
            (&[5.0, 0.5], 5.5),
            (&[2.0, 100.0], 200.0),
            (&[100.0, 20.0, 5.0], 125.0),
            (&[7.0], 7.0),
        ] {
            assert!(said_by(numerals).contains(&figure), "{numerals:?}");
        }
        for (numerals, figure) in [
            (&[5.0, 3.0][..], 8.0),
            (&[12.0, 3.0], 15.0),
            (&[5.0, 20.0], 520.0),
        ] {
            assert!(!said_by(numerals).contains(&figure), "{numerals:?}");
        }
    }

    #[test]
    fn quantities_are_told_in_other_units() {
        let same = |one: f64, name: &str, other: f64, other_name: &str| {
            let units = [[unit(name)], [unit(other_name)]];
            let forth = is_same_quantity([one, other], [&units[0], &units[1]]);
            let back = is_same_quantity([other, one], [&units[1], &units[0]]);
            assert_eq!(forth, back, "{one} {name} {other} {other_name}");
            forth
        };
        assert!(same(120.0, "month", 10.0, "year") && same(90.0, "day", 3.0, "month"));
        assert!(same(48.0, "hour", 2.0, "day") && same(1.0, "decade", 10.0, "year"));
        assert!(same(52.0, "week", 1.0, "year") && same(1.0, "quarter", 3.0, "month"));
        assert!(!same(120.0, "month", 12.0, "year") && !same(80.0, "day", 3.0, "month"));
        // In one unit, other figures are others.
        assert!(!same(5.0, "year", 5.0, "year") && !same(5.0, "year", 6.0, "year"));
        assert!(!is_same_quantity([5.0, 5.0], [&[], &[]]));
        assert!(same(40.0, "mile", 65.0, "kilometer") && same(3.0, "inch", 7.0, "centimeter"));
        assert!(same(200.0, "mile", 320.0, "kilometer") && same(150.0, "pound", 68.0, "kilogram"));
        assert!(!same(40.0, "mile", 68.0, "kilometer") && !same(5.0, "mile", 9.0, "kilometer"));
        assert!(!same(1.0, "day", 1.0, "meter"));
    }

    #[test]
    fn temperatures_are_told_on_two_scales() {
        assert!(is_same_temperature([80.0, 27.0]) && is_same_temperature([0.0, 32.0]));
        assert!(!is_same_temperature([80.0, 24.0]) && !is_same_temperature([27.0, 27.0]));
    }

    #[test]
    fn shares_are_told_in_other_words() {
        for (percent, times) in [
            (30.0, 1.3),
            (27.0, 1.3),
            (50.0, 0.5),
            (50.0, 2.0),
            (100.0, 2.0),
            (300.0, 3.0),
            (200.0, 3.0),
        ] {
            assert!(is_same_share([percent, times], false), "{percent} {times}");
        }
        for (percent, times) in [
            (30.0, 1.5),
            (30.0, 30.0),
            (30.0, 130.0),
            (14.6, 8.3),
            (3.0, 7.0),
            (0.0, 1.0),
            (3.0, 1.0),
            (100.0, 0.0),
        ] {
            assert!(!is_same_share([percent, times], false), "{percent} {times}");
        }
        assert!(is_same_share([30.0, 130.0], true));
        for (percent, other) in [(30.0, 131.0), (30.0, 1.3), (80.0, 20.0), (0.0, 100.0)] {
            assert!(!is_same_share([percent, other], true), "{percent} {other}");
        }
    }
}
