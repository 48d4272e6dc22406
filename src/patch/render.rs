//! Writing a new value in the form in which the old one is written.

use super::reading::capitals::in_case_of;
use super::reading::decades::{in_other_form, is_of_other_form};
use super::reading::kazakh::{self, FullHours};
use super::reading::letters::{moved_month_name, roman};
use super::reading::scale::{moved_scale, shifted};
use super::reading::slot::{Slot, hung, names_its_month, words};
use super::reading::value::Value;
use crate::lang::{KK, Language};
use crate::text::{MONTHS, TokenKind};

/// What a target tells of how one of its figures is to be written.
#[derive(Clone, Copy)]
pub(super) struct Habits {
    /// How its full hours are read.
    pub(super) full_hours: FullHours,
    /// Whether the figure is an ordinal.
    pub(super) is_ordinal: bool,
    /// Whether it groups the digits of other numbers, of four digits and of more, if it has such.
    pub(super) groups: [Option<bool>; 2],
}

/// The target's figure with the value of the query's; `None` where the form cannot carry it.
///
/// `query` and `source` are the figures that differ, `target` the one to be written anew.
pub(super) fn render(
    query: &Slot<'_>,
    source: &Slot<'_>,
    target: &Slot<'_>,
    language: Language,
    habits: Habits,
) -> Option<String> {
    let Habits {
        full_hours,
        is_ordinal,
        groups,
    } = habits;
    match (&target.value, &query.value) {
        (Value::Number(old), Value::Number(new)) => {
            let (new, scale) = scaled(query, source, target, new, language)?;
            let number = number(query, source, target, &new, (language, groups))?;
            let (before, behind) = target.around();
            let behind = match (&target.scale, scale) {
                (Some(place), Some(scale)) => {
                    let [blank, rest] = [
                        target.number.end..place.start,
                        place.end..target.written.len(),
                    ]
                    .map(|range| &target.written[range]);
                    format!("{blank}{scale}{rest}")
                }
                _ => ending(target, behind, old, &new, (language, is_ordinal))?,
            };
            Some(format!("{before}{number}{behind}"))
        }
        (
            &Value::Date { year, month, day },
            &Value::Date {
                year: new_year,
                month: new_month,
                day: new_day,
            },
        ) => date(
            target.written,
            query.written,
            (year, month, day),
            (new_year, new_month, new_day),
            language,
        ),
        (&Value::Time { hour: h, minute: m }, &Value::Time { hour, minute }) => {
            time(target, query.written, (h, m), (hour, minute), full_hours)
        }
        (&Value::Time { hour: h, minute: m }, Value::Number(_)) => {
            let new = query.told_time()?;
            time(target, query.written, (h, m), new, full_hours)
        }
        (&Value::Month(old), &Value::Month(new)) => {
            moved_month_name(target.written, old, new, language)
        }
        (Value::Number(old), &Value::Time { hour, minute }) if target.hour.is_some() => {
            let new = target.on_clock((hour, minute))?;
            let (before, behind) = target.around();
            let behind = ending(target, behind, old, &new, (language, is_ordinal))?;
            Some(format!("{before}{new}{behind}"))
        }
        (Value::Number(_), &Value::Time { hour, minute }) => {
            let width = if is_padded(target.written) { 2 } else { 1 };
            Some(format!("{hour:0width$}.{minute:02}"))
        }
        (Value::Roman(_), &Value::Roman(new)) => roman(new),
        (Value::Roman(_), Value::Number(new)) => roman(new.parse().ok()?),
        (Value::Number(old), Value::Roman(new)) => {
            let new = new.to_string();
            let (before, behind) = target.around();
            let behind = ending(target, behind, old, &new, (language, is_ordinal))?;
            Some(format!("{before}{new}{behind}"))
        }
        _ => None,
    }
}

/// The number to write, and the scale word behind it. Where the target has the source's scale word, it
/// gets the query's; where it says the same amount by another one, it keeps that.
fn scaled(
    query: &Slot<'_>,
    source: &Slot<'_>,
    target: &Slot<'_>,
    new: &str,
    language: Language,
) -> Option<(String, Option<String>)> {
    if is_of_other_form(source, target) {
        return Some((in_other_form(new)?, None));
    }
    if source.power() == target.power() {
        let scale = match (target.scale_word(), &target.scale) {
            (Some(word), Some(place)) if query.power() != target.power() => {
                // Млн-нан is read out, and млрд otherwise.
                let is_hung = target.written[place.end..].starts_with(['-', '‐', '‑']);
                Some(moved_scale(word, query.power(), language).filter(|_| !is_hung)?)
            }
            (word, _) => word.map(str::to_owned),
        };
        let has_place = scale.is_some() || query.power() == 0;
        return has_place.then(|| (target.rounded_as(source, new), scale));
    }
    if query.power() != source.power() {
        return None;
    }
    let power = i32::from(query.power()) - i32::from(target.power());
    let number = shifted(new, power)?;
    let decimals = |number: &str| number.split_once('.').map_or(0, |(_, part)| part.len());
    let Value::Number(old) = &target.value else {
        return None;
    };
    // 500 is no 0,5 мың, and a million no 1000 мың: the amount asks for another word.
    let is_usual = |number: &str| {
        let whole = number.split('.').next().unwrap_or("");
        whole != "0" && whole.len() <= 3
    };
    let is_scaled_well = target.scale.is_none() || is_usual(&number) || !is_usual(old);
    let fits = is_scaled_well && decimals(&number) <= decimals(old);
    fits.then(|| (number, target.scale_word().map(str::to_owned)))
}

/// The query's number with the target's marks.
fn number(
    query: &Slot<'_>,
    source: &Slot<'_>,
    target: &Slot<'_>,
    new: &str,
    (language, habit): (Language, [Option<bool>; 2]),
) -> Option<String> {
    let Value::Number(old) = &target.value else {
        return None;
    };
    if new.matches('.').count() > 1 {
        return Some(new.to_owned());
    }
    if target.kind == TokenKind::Date {
        let pads = pads_day(target.digits(), query.digits());
        return Some(format!("{new:0>width$}", width = if pads { 2 } else { 1 }));
    }
    // 1998/99, but 1999/2000.
    let is_short = target.is_short_year() || query.is_short_year() && target.digits().len() != 4;
    if is_short && new.len() == 4 && !new.ends_with("00") {
        return Some(new[2..].to_owned());
    }
    let is_english = language.primary() == "en";
    let (whole, fraction) = match new.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (new, None),
    };
    let marks = |text: &str| {
        text.chars()
            .filter(|c| !c.is_ascii_digit())
            .collect::<String>()
    };
    let target_marks = marks(target.digits());
    let has_fraction = old.contains('.');
    let grouping = match (has_fraction, target_marks.chars().count()) {
        (_, 0) | (true, 1) => None,
        _ => target_marks.chars().next(),
    };
    let point = match (has_fraction, target_marks.chars().last()) {
        (true, Some(point)) => point,
        _ if is_english => '.',
        _ => ',',
    };
    // A figure that the target writes otherwise than the source does (1,234 as 1234) shows a habit, and so
    // does one of as many digits, or of more than four as the new one is; otherwise the query decides.
    let groups = |slot: &Slot<'_>| {
        let Value::Number(value) = &slot.value else {
            return false;
        };
        let point = usize::from(value.contains('.'));
        marks(slot.digits()).chars().count() > point
    };
    let can_group = |slot: &Slot<'_>| {
        let digits = slot.digits().chars().filter(char::is_ascii_digit).count();
        digits >= 4 && matches!(slot.value, Value::Number(_))
    };
    let target_digits = old.split('.').next().map_or(0, str::len);
    let tells_habit = match whole.len() {
        4 => target_digits == 4,
        _ => 4 < target_digits || groups(target),
    };
    let grouped = match (groups(query), groups(source)) {
        (a, b) if a == b && can_group(source) && can_group(target) => groups(target),
        _ if source.power() != target.power() && can_group(target) => groups(target),
        _ if tells_habit => groups(target),
        (query, _) if can_group(target) => query,
        (query, _) => habit[usize::from(4 < whole.len())].unwrap_or(query),
    };
    let grouped = grouped && 4 <= whole.len();
    let mut written = String::new();
    let separator = grouping.unwrap_or(if is_english { ',' } else { '\u{a0}' });
    if separator == point && grouped && fraction.is_some() {
        return None;
    }
    for (at, digit) in whole.chars().enumerate() {
        if grouped && at > 0 && (whole.len() - at) % 3 == 0 {
            written.push(separator);
        }
        written.push(digit);
    }
    if let Some(fraction) = fraction {
        written.push(point);
        written.push_str(fraction);
    }
    Some(written)
}

/// What stands behind the number, as it must stand behind the new one.
fn ending(
    target: &Slot<'_>,
    behind: &str,
    old: &str,
    new: &str,
    (language, is_ordinal): (Language, bool),
) -> Option<String> {
    let has_ordinal_ending = matches!(&*behind.to_lowercase(), "st" | "nd" | "rd" | "th");
    if has_ordinal_ending && language.primary() == "en" {
        return Some(in_case_of(behind, english_ordinal(new)?));
    }
    if target.ending.is_empty() {
        return Some(behind.to_owned());
    }
    if language.same_language(KK) {
        let moved = kazakh::moved_number_ending(target.ending, old, new)?;
        let hyphen = &behind[..behind.len() - target.ending.len()];
        return Some(format!("{hyphen}{moved}"));
    }
    // Long endings differ from ordinal to ordinal; 2-х may be двух as 3-х is трех, where 5-х can but be
    // пятых. In 2-м is во втором.
    const LASTING: &[&str] = &["й", "я", "е", "го", "му"];
    const OF_ORDINALS: &[&str] = &["м", "х"];
    let lasts = LASTING.contains(&target.ending)
        || OF_ORDINALS.contains(&target.ending) && (!is_few(old) || is_few(new))
        || target.ending == "м" && is_ordinal;
    lasts.then(|| behind.to_owned())
}

/// Whether a Russian number ends in два, три or четыре.
fn is_few(number: &str) -> bool {
    let mut digits = number.bytes().rev();
    matches!(digits.next(), Some(b'2'..=b'4')) && digits.next() != Some(b'1')
}

/// Whether the day is to be written with a zero in front. Behind a day of two digits nobody knows
/// how the target writes the ninth, and the query decides.
fn pads_day(old: &str, query: &str) -> bool {
    is_padded(old) || old.len() == 2 && is_padded(query)
}

/// Whether a figure begins with a zero that says nothing: 09:05, but 0:05.
fn is_padded(figure: &str) -> bool {
    let rest = figure.strip_prefix('0');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn english_ordinal(number: &str) -> Option<&'static str> {
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut digits = number.bytes().rev();
    Some(match (digits.next(), digits.next()) {
        (_, Some(b'1')) => "th",
        (Some(b'1'), _) => "st",
        (Some(b'2'), _) => "nd",
        (Some(b'3'), _) => "rd",
        _ => "th",
    })
}

type Day = (Option<u16>, u8, u8);

/// A date with another day in it: digits and names are exchanged where they stand.
fn date(written: &str, query: &str, old: Day, new: Day, language: Language) -> Option<String> {
    // 05.05.2024г
    let numeric = written.trim_end_matches(['г', 'ж']);
    if !numeric.contains(char::is_alphabetic) {
        // In English, 5/5 does not tell where 6/7 has its month.
        let is_unclear = language.primary() == "en" && written.contains('/');
        let is_lost = is_unclear && old.1 == old.2 && new.1 != new.2;
        return if is_lost {
            None
        } else {
            let tail = &written[numeric.len()..];
            Some(numeric_date(numeric, old, new)? + tail)
        };
    }
    // In figures a query's day has its zero for another reason: 01.06.2025, but 1 июня.
    let query = if names_its_month(query) { query } else { "" };
    let mut text = String::new();
    let mut at = 0;
    let (mut day_done, mut month_done, mut day_is_last) = (false, false, false);
    while let Some(c) = written[at..].chars().next() {
        let same = |d: char| {
            if c.is_ascii_digit() {
                d.is_ascii_digit()
            } else {
                d.is_alphabetic()
            }
        };
        if !c.is_ascii_digit() && !c.is_alphabetic() {
            text.push(c);
            at += c.len_utf8();
            continue;
        }
        let run = &written[at..];
        let run = &run[..run.find(|d| !same(d)).unwrap_or(run.len())];
        at += run.len();
        if c.is_ascii_digit() && run.len() == 4 {
            text.push_str(&new.0?.to_string());
        } else if c.is_ascii_digit() {
            if std::mem::replace(&mut day_done, true) {
                return None;
            }
            day_is_last = month_done;
            let width = if pads_day(run, query) { 2 } else { 1 };
            match old.2 == new.2 {
                true => text.push_str(run),
                false => text.push_str(&format!("{:0width$}", new.2)),
            }
        } else if matches!(run, "st" | "nd" | "rd" | "th") {
            text.push_str(english_ordinal(&new.2.to_string())?);
        } else if !month_done && let Some(month) = month(run, old.1, new.1) {
            month_done = true;
            text.push_str(&month);
        } else if day_is_last && text.ends_with(['-', '‑']) {
            // Мамырдың 5-інде.
            let moved = |number: u8| number.to_string();
            text.push_str(&kazakh::moved_number_ending(
                run,
                &moved(old.2),
                &moved(new.2),
            )?);
        } else {
            text.push_str(run);
        }
    }
    (day_done && month_done).then_some(text)
}

/// 05.05.2024, 2024-05-05.
fn numeric_date(written: &str, old: Day, new: Day) -> Option<String> {
    let mark = written.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = written.split(mark).collect();
    let pads = parts.iter().any(|p| p.starts_with('0')) || parts.iter().all(|p| p.len() >= 2);
    let mut order = [(old.2, new.2), (old.1, new.1)];
    let year_first = parts.first()?.len() == 4;
    if year_first {
        order.reverse();
    }
    let mut small = order.into_iter();
    let mut written = Vec::new();
    for part in parts {
        written.push(if part.len() == 4 {
            new.0?.to_string()
        } else {
            match small.next()? {
                (old, new) if old == new => part.to_owned(),
                (_, new) if pads && part.len() == 2 => format!("{new:02}"),
                (_, new) => new.to_string(),
            }
        });
    }
    Some(written.join(&mark.to_string()))
}

/// The new month in the form in which the old one is written; `None` if the word is no month.
fn month(written: &str, old: u8, new: u8) -> Option<String> {
    let word = written.to_lowercase();
    let (old_at, new_at) = (usize::from(old) - 1, usize::from(new) - 1);
    let (old_name, new_name) = (*MONTHS.english.get(old_at)?, *MONTHS.english.get(new_at)?);
    if word == *MONTHS.russian.get(old_at)? {
        return Some(in_case_of(written, MONTHS.russian[new_at]));
    }
    if word == old_name {
        return Some(in_case_of(written, new_name));
    }
    if word.len() >= 3 && old_name.starts_with(&word) {
        return Some(in_case_of(written, &new_name[..3]));
    }
    let moved = kazakh::moved_month(&word, old, new)?;
    Some(in_case_of(written, &moved))
}

/// A time of day in the target's clock, of twelve hours or of twenty-four.
fn time(
    target: &Slot<'_>,
    query: &str,
    old: (u8, u8),
    (hour, minute): (u8, u8),
    full_hours: FullHours,
) -> Option<String> {
    let written = target.written;
    let digits = |c: char| c.is_ascii_digit();
    let runs: Vec<&str> = written
        .split(|c| !digits(c))
        .filter(|r| !r.is_empty())
        .collect();
    // Seconds are in no value.
    if runs.len() > 2
        || query
            .split(|c| !digits(c))
            .filter(|r| !r.is_empty())
            .count()
            > 2
    {
        return None;
    }
    let half = words(written).next().map(|range| &written[range]);
    let half = half.filter(|word| matches!(word.as_bytes()[0], b'a' | b'p' | b'A' | b'P'));
    let end = written.rfind(digits)? + 1;
    let mark = written[..end].chars().find(|c| !digits(*c));
    let (shown, tail) = match half {
        None => {
            let ending = hung(written);
            let moved = match ending {
                "" => String::new(),
                ending => kazakh::moved_time_ending(ending, old, (hour, minute), full_hours)?,
            };
            let before = &written[end..written.len() - ending.len()];
            if before.contains(char::is_alphabetic) {
                return None;
            }
            (hour, format!("{before}{moved}"))
        }
        Some(half) => {
            let letter = match (hour < 12, half.starts_with(char::is_uppercase)) {
                (true, true) => "A",
                (true, false) => "a",
                (false, true) => "P",
                (false, false) => "p",
            };
            let tail = written[end..].replacen(&half[..1], letter, 1);
            ((hour + 11) % 12 + 1, tail)
        }
    };
    let shown_before = *runs.first()?;
    let pads =
        is_padded(shown_before) || half.is_none() && shown_before.len() == 2 && is_padded(query);
    let width = if pads { 2 } else { 1 };
    Some(match (mark, minute) {
        (Some(mark), _) => format!("{shown:0width$}{mark}{minute:02}{tail}"),
        (None, 0) => format!("{shown}{tail}"),
        (None, _) => format!("{shown}:{minute:02}{tail}"),
    })
}
