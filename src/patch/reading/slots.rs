//! Which figures a text has: those of its tokens, and what the words around them make of them.

use std::ops::Range;

use super::kazakh::{ABLATIVE, DATIVE};
use super::letters::{month_of, roman_of};
use super::lists::{is_listed_form, listed_for};
use super::slot::{Grain, SHORT_YEAR, Slot, is_hyphen_or_dash, names_its_month, words};
use super::value::Value;
use super::weekdays::weekday_of;
use crate::lang::{KK, Language};
use crate::text::{self, Token, TokenKind, is_hyphen};

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
                slots.extend(number.map(|mut number| {
                    number.kind = TokenKind::Number;
                    number
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
