//! A figure of a text: what a patch may change.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::kazakh::{self, FullHours};
use super::lists::listed;
use super::scale::{self, moved_scale, power_behind_money, power_in};
use super::value::{Value, class};
use super::weekdays::are_in_one_form;
use crate::lang::{KK, Language};
use crate::text::{Token, TokenKind, are_endings, fold, is_hyphen, number_len, stem};

/// How dates that name their month are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// As one figure.
    Whole,
    /// As day, month and year: the only way where another language has them apart, as
    /// `May 5–7, 2024` has what `5–7 мая 2024 года` says.
    Parts,
}

/// A figure, and its parts.
#[derive(Clone, Debug)]
pub(crate) struct Slot<'t> {
    pub(crate) kind: TokenKind,
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
    /// The place of its first token.
    pub(crate) place: usize,
    /// The place of its last: a scale word behind a number may be a token of its own.
    pub(crate) last: usize,
    pub(crate) value: Value,
    /// As it is written.
    pub(crate) written: &'t str,
    /// The number in it, sign and ending apart; the whole if it is no number.
    pub(crate) number: Range<usize>,
    /// What hangs on the number behind a hyphen: `ке` of `15-ке`, `го` of `21-го`.
    pub(crate) ending: &'t str,
    /// The bytes of the scale word behind the number: of `млн` in `5 млн тенге`.
    pub(crate) scale: Option<Range<usize>>,
    /// The power of ten of its scale word.
    power: u8,
    /// Whether it ends a name behind a dash: ЭКСПО – 2017.
    pub(crate) ends_name: bool,
    /// Whether it counts percentage points: 5 п.п.; a text may call them points.
    pub(crate) is_of_points: bool,
    /// The hour of the day that a bare number surely tells: 19 in 7 часов вечера.
    pub(crate) hour: Option<u8>,
}

impl<'t> Slot<'t> {
    pub(super) fn new(
        text: &'t str,
        kind: TokenKind,
        range: Range<usize>,
        place: usize,
        value: Value,
    ) -> Self {
        let written = &text[range.clone()];
        let mut number = 0..written.len();
        let start = written.find(|c: char| c.is_ascii_digit());
        if let (Value::Number(_), Some(start)) = (&value, start) {
            number = start..start + number_len(&written[start..]);
        }
        let behind = &written[number.end..];
        Slot {
            kind,
            range,
            place,
            last: place,
            value,
            written,
            ending: behind.strip_prefix(['-', '‐', '‑']).unwrap_or_default(),
            number,
            scale: None,
            power: 0,
            ends_name: false,
            is_of_points: false,
            hour: None,
        }
    }

    /// The same with the scale word that its token has, or the next one is; `behind` are the tokens behind it.
    pub(super) fn with_scale(
        mut self,
        text: &'t str,
        behind: &[Token],
        language: Language,
    ) -> Self {
        let is_money = self.kind == TokenKind::Currency
            || behind.get(1).is_some_and(|word| {
                let word = fold(word.text(text), language);
                currency_of(&word).is_some()
            });
        let power = |word: &str| {
            let of_money = || power_behind_money(word, language).filter(|_| is_money);
            power_in(word, language).or_else(of_money)
        };
        if let Some(next) = behind.first()
            && self.number.end == self.written.len()
            && next.kind == TokenKind::Word
            && text[self.range.end..next.range.start].chars().count() <= 1
            && power(next.text(text)).is_some()
        {
            self.range.end = next.range.end;
            self.written = &text[self.range.clone()];
            self.last += 1;
        }
        let behind = &self.written[self.number.end..];
        let word = words(behind).next().filter(|_| self.ending.is_empty());
        if let Some(word) = word
            && let Some(power) = power(&behind[word.clone()])
        {
            self.scale = Some(self.number.end + word.start..self.number.end + word.end);
            self.power = power;
        }
        self
    }

    /// The number without what stands around it.
    pub(crate) fn digits(&self) -> &'t str {
        &self.written[self.number.clone()]
    }

    /// What it has before and behind the number: `$`, ` млн тенге`.
    pub(crate) fn around(&self) -> (&'t str, &'t str) {
        (
            &self.written[..self.number.start],
            &self.written[self.number.end..],
        )
    }

    pub(crate) fn scale_word(&self) -> Option<&'t str> {
        self.scale.clone().map(|range| &self.written[range])
    }

    /// The currency of an amount of money, as far as it is known.
    pub(crate) fn currency(&self) -> Option<&'static str> {
        if self.kind != TokenKind::Currency {
            return None;
        }
        let written = self.written.to_lowercase();
        let signs = written.chars().filter(|c| !c.is_alphanumeric());
        let mut signs = signs.map(String::from);
        let named = words(&written).find_map(|word| currency_of(&written[word]));
        named.or_else(|| signs.find_map(|sign| currency_of(&sign)))
    }

    /// The power of ten of its scale word.
    pub(crate) fn power(&self) -> u8 {
        self.power
    }

    /// What it says in the end: `12` behind `млн` is `12000000`.
    pub(crate) fn amount(&self) -> Option<String> {
        match &self.value {
            Value::Number(number) => scale::shifted(number, i32::from(self.power())),
            _ => None,
        }
    }

    /// Whether it is a whole number that is written with a fraction of nothing: 6.0 million; but not 13.00.
    pub(crate) fn is_rounded(&self) -> bool {
        matches!(&self.value, Value::Number(number) if number.ends_with(".0"))
    }

    /// A number as this figure writes it, which answers to one that has a fraction of nothing where this one has
    /// none, or the other way round: 6.0 million, 6 млн.
    pub(crate) fn rounded_as(&self, other: &Slot<'_>, number: &str) -> String {
        match (other.is_rounded(), self.is_rounded()) {
            (false, true) if !number.contains('.') => format!("{number}.0"),
            (true, false) => number.strip_suffix(".0").unwrap_or(number).to_owned(),
            _ => number.to_owned(),
        }
    }

    /// Whether it is a year without its century: 26 in 2025/26.
    pub(crate) fn is_short_year(&self) -> bool {
        matches!(&self.value, Value::Number(year) if year.len() == 4)
            && self.digits().len() == SHORT_YEAR
    }

    /// The number of something, or of how many there are, where it may as well be written in words.
    pub(crate) fn number(&self) -> Option<f64> {
        let is_bare = matches!(self.kind, TokenKind::Number | TokenKind::Ordinal);
        match &self.value {
            Value::Number(number) if is_bare && self.power == 0 => number.parse().ok(),
            _ => None,
        }
    }

    /// What it says, with the power of its scale word.
    pub(crate) fn says(&self) -> (Value, u8) {
        (self.value.clone(), self.power())
    }

    /// The time of day that it may say, if it is a bare number: `14.30`.
    pub(crate) fn dotted_time(&self) -> Option<(u8, u8)> {
        let (hour, minute) = self.digits().split_once('.')?;
        let is_short = hour.len() <= 2 && minute.len() == 2 && self.kind == TokenKind::Number;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        (is_short && hour < 24 && minute < 60).then_some((hour, minute))
    }

    /// The time of day that a number tells, with minutes or without.
    pub(crate) fn told_time(&self) -> Option<(u8, u8)> {
        self.dotted_time().or_else(|| Some((self.hour?, 0)))
    }

    /// Another hour on the clock of this one, of twelve hours or of twenty-four; nothing where that has
    /// none such.
    pub(crate) fn on_clock(&self, (hour, minute): (u8, u8)) -> Option<String> {
        const HALF: u8 = 12;
        let own: u8 = self.digits().parse().ok()?;
        let shown = match self.hour? == own {
            true => hour,
            false => hour.checked_sub(HALF)?,
        };
        (minute == 0 && shown != 0).then(|| shown.to_string())
    }

    pub(crate) fn says_the_same(&self, other: &Slot<'_>) -> bool {
        self.value == other.value && self.power() == other.power()
    }

    /// Whether the other figure, in the same language, says its value in the same way.
    pub(crate) fn is_shaped_like(&self, other: &Slot<'_>, language: Language) -> bool {
        if self.kind != other.kind {
            return false;
        }
        match (&self.value, &other.value) {
            (Value::Number(a), Value::Number(b)) => {
                // The day of one date is not the year of another.
                let is_year = |slot: &Slot<'_>| slot.digits().len() == 4;
                if self.kind == TokenKind::Date && is_year(self) != is_year(other) {
                    return false;
                }
                let in_kazakh = language.same_language(KK) && !self.ending.is_empty();
                if in_kazakh || self.ending.is_empty() != other.ending.is_empty() {
                    let moved = kazakh::moved_number_ending(self.ending, a, b);
                    let endings = [(&**a, self.ending), (&**b, other.ending)];
                    return moved.as_deref() == Some(other.ending)
                        || in_kazakh && kazakh::have_one_ending(endings);
                }
                let is_english_ordinal = matches!(self.kind, TokenKind::Ordinal | TokenKind::Date)
                    && language.primary() == "en";
                let is_same_part = self.around().0 == other.around().0;
                is_english_ordinal && is_same_part || self.is_surrounded_like(other, language)
            }
            (
                &Value::Date {
                    year: a,
                    month: m,
                    day: d,
                },
                &Value::Date {
                    year: b,
                    month: n,
                    day: e,
                },
            ) => {
                let months = (kazakh_month(self.written), kazakh_month(other.written));
                let declined = match months {
                    (Some(a), Some(b)) => kazakh::moved_month(&a, m, n).as_deref() == Some(&*b),
                    (None, None) => true,
                    _ => false,
                };
                // 6/7 may be in June as well as in July, in English only the writer knows; he may
                // have told with another date: 13/5, but not with 5/5.
                let is_clear = language.primary() != "en"
                    || !self.written.contains('/')
                    || d > 12
                    || d == m
                    || e != n && other.written.contains('/');
                a.is_some() == b.is_some() && declined && is_clear
            }
            (
                &Value::Time { hour, minute },
                &Value::Time {
                    hour: other_hour,
                    minute: other_minute,
                },
            ) => match (hung(self.written), hung(other.written)) {
                ("", "") => true,
                // Of a full hour nobody knows whether its zeros are read; one of the two may tell.
                (own, others) => {
                    let times = [(hour, minute), (other_hour, other_minute)];
                    let there =
                        kazakh::moved_time_ending(own, times[0], times[1], FullHours::Unknown);
                    let back = || {
                        kazakh::moved_time_ending(others, times[1], times[0], FullHours::Unknown)
                    };
                    there.as_deref() == Some(others) || back().as_deref() == Some(own)
                }
            },
            (Value::Month(a), Value::Month(b)) => {
                let month = |slot: &Slot<'_>| slot.written.to_lowercase();
                !language.same_language(KK)
                    || kazakh::moved_month(&month(self), *a, *b).as_deref() == Some(&*month(other))
            }
            (&Value::Weekday(a), &Value::Weekday(b)) => {
                are_in_one_form((self.written, a), (other.written, b), language)
            }
            (Value::Roman(_), Value::Roman(_)) => true,
            _ => false,
        }
    }

    fn is_surrounded_like(&self, other: &Slot<'_>, language: Language) -> bool {
        let agrees = class(&self.value, language) != class(&other.value, language);
        let form = |word: &str| match agrees {
            true => stem(word, language),
            false => fold(word, language),
        };
        let scaled_like = match (self.scale_word(), other.scale_word()) {
            (None, None) => true,
            (Some(_), Some(_)) if self.power() != other.power() && !language.same_language(KK) => {
                true
            }
            (Some(own), Some(others)) => {
                let moved = moved_scale(own, other.power(), language);
                moved.is_some_and(|moved| form(&moved) == form(others))
                    || self.power() == other.power() && form(own) == form(others)
            }
            _ => false,
        };
        let words = |slot: &Slot<'_>| -> [Vec<String>; 2] {
            let scale = slot.scale.clone();
            let (before, behind) = slot.around();
            let behind =
                &slot.written[scale.map_or(slot.written.len() - behind.len(), |s| s.end)..];
            [before, behind].map(|text| text.split_whitespace().map(form).collect())
        };
        scaled_like && words(self) == words(other)
    }
}

/// The number of a figure, its scale word aside.
pub(crate) fn bare(slot: &Slot<'_>) -> Option<f64> {
    match &slot.value {
        Value::Number(number) => number.parse().ok(),
        _ => None,
    }
}

/// The currency that a folded word or sign names.
pub(super) fn currency_of(word: &str) -> Option<&'static str> {
    static CURRENCIES: LazyLock<ByInitial> = LazyLock::new(|| {
        let mut by_initial = ByInitial::default();
        for (name, currency) in listed("currencies")
            .iter()
            .filter_map(|c| c.split_once('/'))
        {
            let initial = name.chars().next().unwrap_or_default();
            by_initial
                .entry(initial)
                .or_default()
                .push((name, currency));
        }
        by_initial
    });
    let mut currencies = CURRENCIES.get(&word.chars().next()?)?.iter();
    // European is no euro, батыс no baht.
    let is_ending = |rest: &str| {
        let rest = rest.strip_prefix('ь').unwrap_or(rest);
        rest.is_empty() || listed("endings of currencies").contains(&rest) || are_endings(rest)
    };
    let named = currencies.find(|(name, _)| word.strip_prefix(name).is_some_and(is_ending));
    named.map(|&(_, currency)| currency)
}

/// Names with what they name, by their first letter: of nearly any word it tells that it is none of them.
type ByInitial = FxHashMap<char, Vec<(&'static str, &'static str)>>;

/// So many figures has a year behind a stroke.
pub(super) const SHORT_YEAR: usize = 2;

/// Whether a date can be taken by its parts.
pub(crate) fn names_its_month(date: &str) -> bool {
    words(date).any(|word| word.len() > 2)
}

pub(crate) fn is_hyphen_or_dash(c: char) -> bool {
    is_hyphen(c) || matches!(c, '–' | '—' | '−')
}

/// What hangs on a time of day behind a hyphen: `да` of `14:30-да`.
pub(crate) fn hung(time: &str) -> &str {
    let end = time
        .rfind(|c: char| c.is_ascii_digit())
        .map_or(0, |end| end + 1);
    time[end..]
        .strip_prefix(['-', '‐', '‑'])
        .unwrap_or_default()
}

/// The Kazakh month with its ending that a date is written with, in lower case.
pub(super) fn kazakh_month(date: &str) -> Option<String> {
    words(date)
        .map(|range| date[range].to_lowercase())
        .find(|word| kazakh::is_month(word))
}

/// The words of a date or time, runs of letters.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let len = text[start..].find(|c: char| !c.is_alphabetic());
        rest = len.map_or(text.len(), |len| start + len);
        Some(start..rest)
    })
}
