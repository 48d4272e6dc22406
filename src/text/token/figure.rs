//! Figures: numbers, amounts, percentages, ordinals, dates and times, with what they say.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Found, TokenKind, Value, begin, is_hyphen, word_len};
use crate::lang::{KK, Language};
use crate::text::calendar::{MONTHS, last_day};
use crate::text::{ceiling, morph};
use crate::work;

/// Whether a number stands at the beginning, or behind one blank.
pub(super) fn begins(rest: &str) -> bool {
    let rest = rest.strip_prefix(is_blank).unwrap_or(rest);
    rest.starts_with(|c: char| c.is_ascii_digit())
}

/// A word of so many bytes is no ending.
const LONGER_THAN_ENDINGS: usize = 128;

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The words that multiply the number before them, which may have endings, and their powers of ten.
const SCALES: &[(&str, u8)] = &[
    ("thousand", 3),
    ("тыс", 3),
    ("мың", 3),
    ("million", 6),
    ("mln", 6),
    ("млн", 6),
    ("миллион", 6),
    ("billion", 9),
    ("bln", 9),
    ("bn", 9),
    ("млрд", 9),
    ("миллиард", 9),
    ("trillion", 12),
    ("трлн", 12),
    ("триллион", 12),
];

/// The power of ten that a scale word behind a number stands for, in any of its forms; `None` for
/// other words.
///
/// # Example
/// ```
/// use tolmach::text::power_of_ten;
/// assert_eq!(power_of_ten("миллиардов"), Some(9));
/// assert_eq!(power_of_ten("мыңнан"), Some(3));
/// assert_eq!(power_of_ten("тысячелетие"), None);
/// ```
pub fn power_of_ten(word: &str) -> Option<u8> {
    // Тысячами has five letters behind its stem; with more it is another word.
    const LONGEST_ENDING: usize = 5;
    let word = word.to_lowercase();
    let is_form_of = |name: &str| {
        let ending = word.strip_prefix(name).map(|ending| ending.chars().count());
        ending.is_some_and(|letters| letters <= LONGEST_ENDING)
    };
    match &*word {
        "k" => Some(3),
        "tn" => Some(12),
        _ => {
            let found = SCALES.iter().find(|(name, _)| is_form_of(name));
            found.map(|&(_, power)| power)
        }
    }
}

/// The length of the number in figures that `rest` begins with, marks included.
pub(crate) fn number_len(rest: &str) -> usize {
    PATTERNS.number.find(rest).map_or(0, |number| number.end())
}

/// What begins with a digit.
pub(super) fn figure(rest: &str, language: Language) -> Option<Found> {
    let p = &*PATTERNS;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest[digits..].chars().next();
    let dates: &[&Regex] = match (digits, behind) {
        (4, Some('-')) => &[&p.iso_date],
        (4, Some(c)) if is_blank(c) || c == 'ж' => &[&p.year_first, &p.year_month_first],
        (1 | 2, Some('.' | '/')) => &[&p.dotted_date],
        (1 | 2, Some(c)) if is_blank(c) || c.is_alphabetic() || is_hyphen(c) => &[&p.day_first],
        _ => &[],
    };
    let date = dates.iter().find_map(|regex| date_of(rest, regex));
    if date.is_some() {
        return date;
    }
    if digits <= 2
        && let Some(found) = [&p.time, &p.half_day_time, &p.dotted_time]
            .iter()
            .find_map(|regex| time_of(&regex.captures(rest)?))
    {
        return Some(with_ending(found, rest, language));
    }
    let number = p.number.find(rest)?;
    let value = Some(Value::Number(decimal(number.as_str(), language)));
    let behind = &rest[number.end()..];
    for (regex, kind) in [
        (&p.percent_ending, TokenKind::Percent),
        (&p.money_ending, TokenKind::Currency),
        (&p.ordinal_ending, TokenKind::Ordinal),
    ] {
        if let Some(ending) = regex.find(behind) {
            let len = number.end() + ending.end();
            if kind == TokenKind::Ordinal && !ends_word(&rest[len..]) {
                continue;
            }
            return Some(with_ending((len, kind, value), rest, language));
        }
    }
    if language.same_language(KK)
        && let Some(ordinal) = p.kazakh_ordinal.captures(behind)
        && morph::kk::are_endings(&ordinal["ending"])
    {
        let len = number.end() + ordinal[0].len();
        return Some((len, TokenKind::Ordinal, value));
    }
    Some(with_ending(
        (number.end(), TokenKind::Number, value),
        rest,
        language,
    ))
}

/// An amount behind its sign.
pub(super) fn amount(rest: &str, language: Language) -> Option<Found> {
    let found = PATTERNS.sign_first.captures(rest)?;
    let value = Value::Number(decimal(&found["number"], language));
    let amount = (found[0].len(), TokenKind::Currency, Some(value));
    Some(with_ending(amount, rest, language))
}

/// An amount behind a currency's code of `len` letters: `US$ 5`, `KZT 5 million`.
pub(super) fn coded_amount(rest: &str, len: usize, language: Language) -> Option<Found> {
    let is_code = matches!(&rest[..len], "US" if rest[len..].starts_with('$'))
        || matches!(rest.get(..3), Some("USD" | "KZT" | "EUR" | "RUB" | "CNY"))
            && begins(&rest[3..]);
    is_code.then(|| amount(rest, language)).flatten()
}

/// A date that begins with a month's name, the word of `len` bytes.
pub(super) fn month_first(rest: &str, len: usize) -> Option<Found> {
    let behind = &rest[len..];
    if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return begins(behind.strip_prefix('.').unwrap_or(behind))
            .then(|| date_of(rest, &PATTERNS.month_first))
            .flatten();
    }
    let is_genitive = rest[..len].ends_with('ң') && begins(behind);
    let has_month_s_word =
        behind.starts_with(is_blank) && behind.trim_start().starts_with("айының");
    (is_genitive || has_month_s_word)
        .then(|| date_of(rest, &PATTERNS.kazakh_month_first))
        .flatten()
}

/// Takes in a Kazakh ending behind a hyphen: `2024-ке`, `20%-ға`, `18:00-де`, `$5-ға`.
fn with_ending((len, kind, value): Found, rest: &str, language: Language) -> Found {
    let behind = &rest[len..];
    let ending = behind.strip_prefix(is_hyphen).unwrap_or_default();
    let hyphen = behind.len() - ending.len();
    let letters = word_len(&ending[..ceiling(ending, LONGER_THAN_ENDINGS)]);
    work::done(letters);
    let is_ending =
        language.same_language(KK) && letters > 0 && morph::kk::are_endings(&ending[..letters]);
    let more = if is_ending { hyphen + letters } else { 0 };
    (len + more, kind, value)
}

fn ends_word(rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
}

fn date_of(rest: &str, regex: &Regex) -> Option<Found> {
    let found = regex.captures(rest)?;
    let day = number(&found, "day")?;
    let month = match number(&found, "month") {
        Some(number) => number,
        None => MONTHS.number(&found["month"].to_lowercase())?,
    };
    if let Some(ending) = found.name("ending")
        && !morph::kk::are_endings(&ending.as_str().to_lowercase())
    {
        return None;
    }
    let year = found.name("year").and_then(|m| m.as_str().parse().ok());
    let possible = (1..=12).contains(&month) && (1..=last_day(month, year)).contains(&day);
    let value = Value::Date { year, month, day };
    possible.then_some((found[0].len(), TokenKind::Date, Some(value)))
}

fn time_of(found: &Captures<'_>) -> Option<Found> {
    let mut hour = number(found, "hour")?;
    let minute = number(found, "minute").unwrap_or(0);
    let half = found.name("half").map(|m| m.as_str().as_bytes()[0]);
    match half {
        Some(b'a' | b'A') if hour == 12 => hour = 0,
        Some(b'p' | b'P') if hour < 12 => hour += 12,
        _ => {}
    }
    // A dotted time is known by the word behind it, which is not part of it.
    let len = found.name("time").map_or(found[0].len(), |time| time.len());
    let value = Value::Time { hour, minute };
    (hour < 24 && minute < 60).then_some((len, TokenKind::Time, Some(value)))
}

fn number(found: &Captures<'_>, name: &str) -> Option<u8> {
    found.name(name)?.as_str().parse().ok()
}

/// A number's digits with a point before the fraction and nothing else.
fn decimal(written: &str, language: Language) -> String {
    let is_mark = |c: char| c == ',' || c == '.';
    let marks: Vec<char> = written.chars().filter(|&c| is_mark(c)).collect();
    let blanks = written.chars().any(char::is_whitespace);
    let last_group = written.rsplit(is_mark).next().unwrap_or(written).len();
    let fraction = match marks[..] {
        [] => None,
        [mark] => {
            let groups_by_comma = language.primary() == "en" && !blanks;
            let is_group = mark == ',' && groups_by_comma && last_group == 3;
            (!is_group).then_some(mark)
        }
        // 1.2.3 is the number of a section.
        _ if marks.iter().all(|&m| m == '.')
            && written.split('.').skip(1).any(|g| g.len() != 3) =>
        {
            return written.to_owned();
        }
        // The last mark is the fraction's if it is not the one that groups.
        [.., before, last] => (before != last).then_some(last),
    };
    let digits = |part: &str| -> String { part.chars().filter(char::is_ascii_digit).collect() };
    match fraction.and_then(|mark| written.rsplit_once(mark)) {
        Some((whole, part)) => format!("{}.{part}", digits(whole)),
        None => digits(written),
    }
}

/// Each matches only where a token, or the rest of one, begins.
struct Patterns {
    iso_date: Regex,
    dotted_date: Regex,
    day_first: Regex,
    month_first: Regex,
    kazakh_month_first: Regex,
    year_first: Regex,
    year_month_first: Regex,
    time: Regex,
    half_day_time: Regex,
    dotted_time: Regex,
    number: Regex,
    ordinal_ending: Regex,
    kazakh_ordinal: Regex,
    percent_ending: Regex,
    money_ending: Regex,
    sign_first: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let b = r"[ \x{a0}\x{2009}\x{202f}]";
    let number = format!(
        r"(?:\d{{1,3}}(?:{b}\d{{3}})+\b(?:[.,]\d+)?|\d{{1,3}}(?:,\d{{3}}){{2,}}(?:\.\d+)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d+)?|\d{{1,3}},\d{{3}}\.\d+|\d{{1,3}}\.\d{{3}},\d+|\d+(?:\.\d+){{2,}}|\d+(?:[.,]\d+)?)"
    );
    let scales: Vec<&str> = SCALES.iter().map(|&(name, _)| name).collect();
    let scale = format!(r"(?i:{}|tn)\p{{L}}{{0,3}}\.?", scales.join("|"));
    let money = format!(
        r"(?i:(?:(?:us|u\.s\.|ақш){b})?(?:(?:тенге|теңге|tenge|доллар|dollar|рубл|pound|фунт|юан|yuan)\p{{L}}*|(?:еуро(?:ға|ны|ның|мен|дан|да|сы)?|евро|euros?|kzt|usd|eur|rub)\b|(?:руб|долл|тг)\b\.?))"
    );
    let english = r"(?i:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)";
    let russian =
        "(?i:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)";
    let kazakh = "(?i:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйе[кг]|қазан|қараша|желтоқсан)";
    let of_month = format!(
        r"(?P<month>{kazakh})(?:[дтн][ыі]ң|{b}+айының){b}+(?P<day>\d{{1,2}})[-‑](?P<ending>\p{{L}}+)"
    );
    let of_year = format!(r"(?P<year>\d{{4}})(?:{b}+(?:жылғы|жылдың|жылы|жыл)|{b}*ж\.){b}*");
    Patterns {
        iso_date: begin(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
        dotted_date: begin(
            r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})(?:[гж]\b|\b)",
        ),
        day_first: begin(&format!(
            r"(?P<day>\d{{1,2}})(?:st|nd|rd|th|[-‑]?го)?{b}+(?:of{b}+)?(?P<month>{english}|{russian}|{kazakh})(?P<ending>\p{{L}}*)(?:,?{b}+(?P<year>\d{{4}})\b(?:{b}*(?:года|году|годом|г\.|г\b|жыл\p{{L}}*|ж\.))?)?",
        )),
        month_first: begin(&format!(
            r"(?P<month>{english}){b}+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?{b}+(?P<year>\d{{4}})\b)?"
        )),
        kazakh_month_first: begin(&of_month),
        year_first: begin(&format!(
            r"{of_year}(?P<day>\d{{1,2}})(?:{b}+|-)(?P<month>{kazakh})(?P<ending>\p{{L}}*)"
        )),
        year_month_first: begin(&format!("{of_year}{of_month}")),
        time: begin(
            r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?\b(?:\s?(?P<half>[aApP])(?:\.[mM]\.|[mM]\b))?",
        ),
        half_day_time: begin(
            r"(?P<hour>\d{1,2})(?:\.(?P<minute>\d{2}))?\s?(?P<half>[aApP])(?:\.[mM]\.|[mM]\b)",
        ),
        dotted_time: begin(&format!(
            r"(?P<time>(?P<hour>\d{{1,2}})\.(?P<minute>\d{{2}})){b}(?:час|ч\.|сағат)"
        )),
        number: begin(&number),
        ordinal_ending: begin(
            r"(?:st|nd|rd|th)|[-‑](?:й|я|е|го|му|м|х|ю|ый|ая|ое|ой|ом|ми|ого|ому)",
        ),
        kazakh_ordinal: begin(r"[-‑](?:[ыі]?н)?(?:шы|ші)(?P<ending>\p{L}*)"),
        percent_ending: begin(&format!(
            r"{b}?%|{b}(?:percent|per cent|пайыз|процент)\p{{L}}*"
        )),
        money_ending: begin(&format!(
            r"(?:{b}?{scale})?{b}?(?:[$€£₸₽¥]|(?:\b|-){money})"
        )),
        sign_first: begin(&format!(
            r"(?:(?:US)?[$€£₸₽¥]|[A-Z]{{3}}){b}?(?P<number>{number})(?:{b}?{scale}\b)?"
        )),
    }
});
