//! The figures of a text: what a patch may change.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::kazakh::{self, ABLATIVE, DATIVE, FullHours};
use super::letters::{month_of, roman_of};
use super::lists::{is_listed_form, listed, listed_for};
use super::scale::{self, moved_scale, power_behind_money, power_in};
use super::value::{Value, class};
use super::weekdays::{are_in_one_form, weekday_of};
use crate::lang::{KK, Language};
use crate::text::{self, Token, TokenKind, are_endings, fold, is_hyphen, number_len, stem};

/// How dates that name their month are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// As one figure.
    Whole,
    /// As day, month and year: the only way where another language has them apart, as
    /// `May 5–7, 2024` has what `5–7 мая 2024 года` says.
    Parts,
}

/// A figure, and its parts.
#[derive(Clone, Debug)]
pub(super) struct Slot<'t> {
    pub(super) kind: TokenKind,
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// The place of its first token.
    pub(super) place: usize,
    /// The place of its last: a scale word behind a number may be a token of its own.
    pub(super) last: usize,
    pub(super) value: Value,
    /// As it is written.
    pub(super) written: &'t str,
    /// The number in it, sign and ending apart; the whole if it is no number.
    pub(super) number: Range<usize>,
    /// What hangs on the number behind a hyphen: `ке` of `15-ке`, `го` of `21-го`.
    pub(super) ending: &'t str,
    /// The bytes of the scale word behind the number: of `млн` in `5 млн тенге`.
    pub(super) scale: Option<Range<usize>>,
    /// The power of ten of its scale word.
    power: u8,
    /// Whether it ends a name behind a dash: ЭКСПО – 2017.
    pub(super) ends_name: bool,
    /// Whether it counts percentage points: 5 п.п.; a text may call them points.
    pub(super) is_of_points: bool,
    /// The hour of the day that a bare number surely tells: 19 in 7 часов вечера.
    pub(super) hour: Option<u8>,
}

impl<'t> Slot<'t> {
    fn new(
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
    fn with_scale(mut self, text: &'t str, behind: &[Token], language: Language) -> Self {
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
    pub(super) fn digits(&self) -> &'t str {
        &self.written[self.number.clone()]
    }

    /// What it has before and behind the number: `$`, ` млн тенге`.
    pub(super) fn around(&self) -> (&'t str, &'t str) {
        (
            &self.written[..self.number.start],
            &self.written[self.number.end..],
        )
    }

    pub(super) fn scale_word(&self) -> Option<&'t str> {
        self.scale.clone().map(|range| &self.written[range])
    }

    /// The currency of an amount of money, as far as it is known.
    pub(super) fn currency(&self) -> Option<&'static str> {
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
    pub(super) fn power(&self) -> u8 {
        self.power
    }

    /// What it says in the end: `12` behind `млн` is `12000000`.
    pub(super) fn amount(&self) -> Option<String> {
        match &self.value {
            Value::Number(number) => scale::shifted(number, i32::from(self.power())),
            _ => None,
        }
    }

    /// Whether it is a year without its century: 26 in 2025/26.
    pub(super) fn is_short_year(&self) -> bool {
        matches!(&self.value, Value::Number(year) if year.len() == 4)
            && self.digits().len() == SHORT_YEAR
    }

    /// The number of something, or of how many there are, where it may as well be written in words.
    pub(super) fn number(&self) -> Option<f64> {
        let is_bare = matches!(self.kind, TokenKind::Number | TokenKind::Ordinal);
        match &self.value {
            Value::Number(number) if is_bare && self.power == 0 => number.parse().ok(),
            _ => None,
        }
    }

    /// What it says, with the power of its scale word.
    pub(super) fn says(&self) -> (Value, u8) {
        (self.value.clone(), self.power())
    }

    /// The time of day that it may say, if it is a bare number: `14.30`.
    pub(super) fn dotted_time(&self) -> Option<(u8, u8)> {
        let (hour, minute) = self.digits().split_once('.')?;
        let is_short = hour.len() <= 2 && minute.len() == 2 && self.kind == TokenKind::Number;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        (is_short && hour < 24 && minute < 60).then_some((hour, minute))
    }

    /// The time of day that a number tells, with minutes or without.
    pub(super) fn told_time(&self) -> Option<(u8, u8)> {
        self.dotted_time().or_else(|| Some((self.hour?, 0)))
    }

    /// Another hour on the clock of this one, of twelve hours or of twenty-four; nothing where that has
    /// none such.
    pub(super) fn on_clock(&self, (hour, minute): (u8, u8)) -> Option<String> {
        const HALF: u8 = 12;
        let own: u8 = self.digits().parse().ok()?;
        let shown = match self.hour? == own {
            true => hour,
            false => hour.checked_sub(HALF)?,
        };
        (minute == 0 && shown != 0).then(|| shown.to_string())
    }

    pub(super) fn says_the_same(&self, other: &Slot<'_>) -> bool {
        self.value == other.value && self.power() == other.power()
    }

    /// Whether the other figure, in the same language, says its value in the same way.
    pub(super) fn is_shaped_like(&self, other: &Slot<'_>, language: Language) -> bool {
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
pub(super) fn bare(slot: &Slot<'_>) -> Option<f64> {
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

/// The figures of a text; `tokens` are its tokens.
pub(super) fn slots<'t>(
    text: &'t str,
    tokens: &[Token],
    language: Language,
    grain: Grain,
) -> Vec<Slot<'t>> {
    let mut slots: Vec<Slot<'t>> = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        let next = tokens.get(place + 1);
        let slot = |kind, value| Slot::new(text, kind, token.range.clone(), place, value);
        match &token.value {
            // The season of 2023/24 is no June: 2023/24 маусымында.
            &Some(text::Value::Date { day, .. })
                if year_before(&text[..token.range.start])
                    .is_some_and(|year| (year + 1) % 100 == u16::from(day)) =>
            {
                let number = parts(text, token, place, language).next();
                slots.extend(number.map(|number| Slot {
                    kind: TokenKind::Number,
                    ..number
                }));
            }
            Some(text::Value::Date { .. })
                if grain == Grain::Parts && names_its_month(token.text(text)) =>
            {
                slots.extend(parts(text, token, place, language));
            }
            Some(value) => {
                let slot = slot(token.kind, Value::from(value));
                slots.push(match slot.value {
                    Value::Number(_) => slot.with_scale(text, &tokens[place + 1..], language),
                    _ => slot,
                });
            }
            None if !matches!(token.kind, TokenKind::Word | TokenKind::Acronym) => {}
            None => {
                let written = token.text(text);
                let names = next.filter(|next| next.kind == TokenKind::Word);
                let names =
                    names.is_some_and(|next| next.text(text).starts_with(char::is_lowercase));
                let roman = roman_of(written, names, language);
                let part = part_of_year(written, language);
                slots.extend(part.map(|number| slot(TokenKind::Ordinal, Value::Number(number))));
                slots.extend(months(text, tokens, place, language));
                let weekday = weekday_of(written, language);
                slots.extend(weekday.map(|day| slot(TokenKind::Date, Value::Weekday(day))));
                slots.extend(roman.map(|number| slot(TokenKind::Ordinal, Value::Roman(number))));
            }
        }
    }
    tell_seasons(&mut slots, text);
    tell_times(&mut slots, text, tokens, language);
    tell_percents(&mut slots, text, tokens, language);
    tell_points(&mut slots, text);
    tell_names(&mut slots, text, tokens);
    slots
}

/// Makes years of what has two figures behind the year before it: 2025/26 is 2025–2026.
fn tell_seasons(slots: &mut [Slot<'_>], text: &str) {
    for slot in slots {
        let is_short = slot.kind == TokenKind::Number && slot.scale.is_none();
        let digits = slot.digits();
        if !is_short || digits.len() != SHORT_YEAR || slot.number.start != 0 {
            continue;
        }
        let before = year_before(&text[..slot.range.start]);
        let year = before.map(|year| (year + 1).to_string());
        if let Some(year) = year.filter(|year| year.ends_with(digits)) {
            slot.value = Value::Number(year);
        }
    }
}

/// So many figures has a year behind a stroke.
const SHORT_YEAR: usize = 2;

/// The year that ends a text with a stroke or a dash behind it.
fn year_before(text: &str) -> Option<u16> {
    let text = text.strip_suffix(|c: char| c == '/' || is_hyphen_or_dash(c))?;
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &text[before.len()..];
    let year = year.parse().ok().filter(|_| year.len() == 4);
    year.filter(|year| (1850..2100).contains(year))
}

/// The number of an English quarter or half of a year: Q3, H1.
fn part_of_year(word: &str, language: Language) -> Option<String> {
    let number = match word.strip_prefix('Q') {
        Some(quarter) if matches!(quarter, "1" | "2" | "3" | "4") => quarter,
        _ => word
            .strip_prefix('H')
            .filter(|half| matches!(*half, "1" | "2"))?,
    };
    (language.primary() == "en").then(|| number.to_owned())
}

/// The months that a word names: one, or two with a hyphen between, January-March.
fn months<'t>(text: &'t str, tokens: &[Token], place: usize, language: Language) -> Vec<Slot<'t>> {
    let token = &tokens[place];
    let written = token.text(text);
    if language.primary() == "en" && !written.starts_with(char::is_uppercase) {
        return Vec::new();
    }
    let slot = |range: Range<usize>, month| {
        let range = token.range.start + range.start..token.range.start + range.end;
        Slot::new(text, TokenKind::Date, range, place, Value::Month(month))
    };
    let month_in = |word: &str, begins: bool| month_of(word, begins, true, language);
    if let Some((first, second)) = written.split_once(is_hyphen) {
        let both = month_in(first, place == 0).zip(month_in(second, false));
        let second = written.len() - second.len()..written.len();
        let both = both.map(|(one, other)| [slot(0..first.len(), one), slot(second, other)]);
        return both.into_iter().flatten().collect();
    }
    // The first word of a text is a month before its year, and before another month.
    let next = |ahead: usize| tokens.get(place + ahead);
    let is_joined = |next: &Token| {
        let link = next.text(text);
        link.starts_with(is_hyphen_or_dash) || is_listed_form("joins", link, language)
    };
    let is_month = |token: &Token| month_in(token.text(text), false).is_some();
    let is_told = || {
        next(1).is_some_and(|next| next.value.is_some())
            || next(2).is_some_and(is_month) && next(1).is_some_and(is_joined)
    };
    // Few words may be a month at all.
    let may_be = month_in(written, place == 0);
    let month = may_be.and_then(|_| month_of(written, place == 0, is_told(), language));
    Vec::from_iter(month.map(|month| slot(0..written.len(), month)))
}

/// Makes times of day of numbers behind the word for hour, сағат 9.00-ден 18.30-ға дейін, and of what can
/// be nothing else: 9.00-ден 18.30-ға дейін.
fn tell_times(slots: &mut [Slot<'_>], text: &str, tokens: &[Token], language: Language) {
    if !language.same_language(KK) {
        return;
    }
    let is_hour = |place: usize| {
        let word = tokens[place].text(text).to_lowercase();
        word.starts_with("сағат") || listed_for("kk parts of day", &word).is_some()
    };
    let mut last_of_time = None;
    for at in 0..slots.len() {
        let before = slots[at].place.checked_sub(1);
        let is_told =
            || before.is_some_and(|before| last_of_time == Some(before) || is_hour(before));
        let is_begun = || {
            let next = slots.get(at + 1);
            next.is_some_and(|next| {
                next.place == slots[at].last + 1 && begins_hours(&slots[at], next)
            })
        };
        if let Some((hour, minute)) = slots[at].dotted_time()
            && (is_told() || is_begun())
        {
            slots[at].kind = TokenKind::Time;
            slots[at].value = Value::Time { hour, minute };
        }
        if slots[at].kind == TokenKind::Time {
            last_of_time = Some(slots[at].last);
        }
    }
}

/// Whether two numbers are the ends of some hours of a day: 9.00-ден 18.30-ға.
fn begins_hours(first: &Slot<'_>, second: &Slot<'_>) -> bool {
    let is_round = |slot: &Slot<'_>| {
        let time = slot.dotted_time();
        time.is_some_and(|(_, minute)| minute % 5 == 0)
    };
    ABLATIVE.contains(&first.ending)
        && DATIVE.contains(&second.ending)
        && is_round(first)
        && is_round(second)
        && first.dotted_time() < second.dotted_time()
}

/// Makes percentages of numbers that get their percent sign from what follows: 5–10%,
/// 14-процентный.
fn tell_percents(slots: &mut [Slot<'_>], text: &str, tokens: &[Token], language: Language) {
    const LONGEST: usize = 3;
    let written = |place: usize| tokens.get(place).map_or("", |token| token.text(text));
    for at in (0..slots.len()).rev() {
        let slot = &slots[at];
        if slot.kind != TokenKind::Number {
            continue;
        }
        let behind = slot.last + 1;
        let is_hung = written(behind).starts_with(is_hyphen)
            && ["процентн", "пайызд", "percent"]
                .iter()
                .any(|word| written(behind + 1).to_lowercase().starts_with(word));
        let whole = slot.digits().split(['.', ',']).next().unwrap_or("");
        let begins_range = whole.len() <= LONGEST
            && slots.get(at + 1).is_some_and(|next| {
                let joins = || {
                    let link = written(behind).to_lowercase();
                    link.starts_with(['-', '‐', '‑', '–', '—'])
                        || is_listed_form("joins", &link, language)
                };
                let follows = next.place == behind && !slot.ending.is_empty()
                    || next.place == behind + 1 && joins();
                next.kind == TokenKind::Percent && follows
            });
        if is_hung || begins_range {
            slots[at].kind = TokenKind::Percent;
        }
    }
}

/// Tells what counts percentage points: 5 percentage points, 5 пайыздық тармақ, 5 п.п.
fn tell_points(slots: &mut [Slot<'_>], text: &str) {
    let is_between = |c: char| c == '.' || c.is_whitespace();
    let begins = |rest: &str, one: char, other: char| {
        let rest = rest.trim_start().strip_prefix(one);
        let rest = rest.and_then(|rest| rest.trim_start_matches(is_between).strip_prefix(other));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    for slot in slots {
        let rest = &text[slot.range.end..];
        slot.is_of_points = match slot.kind {
            TokenKind::Number => [('п', 'п'), ('п', 'т'), ('p', 'p')]
                .iter()
                .any(|(one, other)| begins(rest, *one, *other)),
            TokenKind::Percent => words(slot.around().1).any(|word| {
                let word = &slot.around().1[word];
                word == "percentage" || word.starts_with("процентн") || word == "пайыздық"
            }),
            _ => false,
        };
    }
}

/// Tells the years that end names behind a dash, as EXPO-2017 has it in one word: ЭКСПО – 2017,
/// «Қазақстан – 2050».
fn tell_names(slots: &mut [Slot<'_>], text: &str, tokens: &[Token]) {
    let token = |place: Option<usize>| tokens.get(place?);
    let begins = |token: Option<&Token>, marks: &[char]| {
        token.is_some_and(|token| token.text(text).starts_with(marks))
    };
    for slot in slots.iter_mut() {
        let digits = slot.digits();
        let is_year = digits.len() == 4
            && digits.starts_with(['1', '2'])
            && digits.bytes().all(|b| b.is_ascii_digit());
        // В сезоне-2024 is in that year's; but ЭКСПО-2017 has a name.
        let before = slot.around().0;
        if slot.kind == TokenKind::Word && is_year && !before.contains(char::is_uppercase) {
            slot.ends_name = true;
        }
        if slot.kind != TokenKind::Number {
            continue;
        }
        let dash = token(slot.place.checked_sub(1));
        let name = token(slot.place.checked_sub(2));
        let is_quoted = || begins(token(Some(slot.last + 1)), &['»', '”', '"']);
        let is_name = name.is_some_and(|name| match name.kind {
            TokenKind::Acronym => true,
            kind => kind == TokenKind::Word && is_quoted(),
        });
        if is_year && is_name && begins(dash, &['-', '‑', '–', '—']) {
            slot.ends_name = true;
        }
    }
}

/// Whether a date can be taken by its parts.
pub(super) fn names_its_month(date: &str) -> bool {
    words(date).any(|word| word.len() > 2)
}

/// Day, month and year of a date that names its month.
fn parts<'t>(
    text: &'t str,
    token: &Token,
    place: usize,
    language: Language,
) -> impl Iterator<Item = Slot<'t>> {
    let start = token.range.start;
    let written = token.text(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = &written[at..];
            let from = at + rest.find(char::is_alphanumeric)?;
            let is_number = written[from..].starts_with(|c: char| c.is_ascii_digit());
            let len =
                |text: &str, is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
            if !is_number {
                at = from + len(&written[from..], char::is_alphabetic);
                let month = month_of(&written[from..at], true, true, language);
                let Some(month) = month else { continue };
                let range = start + from..start + at;
                return Some(Slot::new(
                    text,
                    TokenKind::Date,
                    range,
                    place,
                    Value::Month(month),
                ));
            }
            let digits = len(&written[from..], |c| c.is_ascii_digit());
            let behind = &written[from + digits..];
            let hung = behind.strip_prefix(['-', '‐', '‑']).unwrap_or(behind);
            let ending = len(hung, char::is_alphabetic);
            at = from
                + digits
                + if ending > 0 {
                    behind.len() - hung.len() + ending
                } else {
                    0
                };
            let number = written[from..from + digits].trim_start_matches('0');
            let value = Value::Number(if number.is_empty() { "0" } else { number }.to_owned());
            return Some(Slot::new(
                text,
                TokenKind::Date,
                start + from..start + at,
                place,
                value,
            ));
        }
    })
}

pub(super) fn is_hyphen_or_dash(c: char) -> bool {
    is_hyphen(c) || matches!(c, '–' | '—' | '−')
}

/// What hangs on a time of day behind a hyphen: `да` of `14:30-да`.
pub(super) fn hung(time: &str) -> &str {
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
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let len = text[start..].find(|c: char| !c.is_alphabetic());
        rest = len.map_or(text.len(), |len| start + len);
        Some(start..rest)
    })
}
