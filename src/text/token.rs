//! Tokens: the words, figures and marks of a text, each with its place, figures with their value.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::lang::Language;

/// A piece of text that translators treat as one.
///
/// # Example
/// ```
/// use tolmach::RU;
/// use tolmach::text::{TokenKind, Value, tokens};
/// let text = "Выделено 1 234,5 млн тенге";
/// let token = &tokens(text, RU)[1];
/// assert_eq!(token.kind, TokenKind::Currency);
/// assert_eq!(token.text(text), "1 234,5 млн тенге");
/// assert_eq!(token.value, Some(Value::Number("1234.5".to_owned())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// The token's bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// What it says, for figures, dates and times.
    pub value: Option<Value>,
}

impl Token {
    /// The token as written; `text` is the text that was cut into tokens.
    ///
    /// # Panics
    /// If `text` is another, shorter text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }
}

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum TokenKind {
    /// A word, inner hyphens and apostrophes included (`Алма-Ата`, `don't`).
    Word,
    /// A number in figures.
    Number,
    /// A day, with or without its year.
    Date,
    /// A time of day.
    Time,
    /// A number with `%` or its word.
    Percent,
    /// An amount of money, its scale word included.
    Currency,
    /// `5th`, `5-й`, `5-ші`.
    Ordinal,
    /// A word in capitals (`БҰҰ`, `COVID-19`, `U.S.`).
    Acronym,
    /// `%s`, `{0}`, `%(name)s`, `${name}`.
    Placeholder,
    /// `<b>`, `</b>`, `<br/>`.
    Tag,
    /// A web or e-mail address.
    Url,
    /// A mark of punctuation; an ellipsis or `?!` is one.
    Punctuation,
    /// Anything else.
    Symbol,
}

/// What a figure, a date or a time says, whatever language it is written in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Value {
    /// A decimal: digits, and a point where there is a fraction. `1 234,5` is `1234.5`.
    Number(String),
    /// A day of the calendar.
    Date {
        /// The year, if written.
        year: Option<u16>,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// A time of day.
    Time {
        /// 0 to 23.
        hour: u8,
        /// 0 to 59.
        minute: u8,
    },
}

/// Cuts `text` into tokens; what lies between them is blank.
///
/// The language decides what is ambiguous (`1,234` is a thousand in English and a fraction in
/// Russian and Kazakh); dates and amounts are known in all three languages whatever it is.
///
/// # Example
/// ```
/// use tolmach::{EN, KK};
/// use tolmach::text::{TokenKind, Value, tokens};
/// let day = Some(Value::Date { year: Some(2024), month: 5, day: 5 });
/// assert_eq!(tokens("2024 жылғы 5 мамыр", KK)[0].value, day);
/// assert_eq!(tokens("May 5, 2024", EN)[0].value, day);
/// let kinds: Vec<_> = tokens("<b>%s</b>, don't", EN).iter().map(|t| t.kind).collect();
/// use TokenKind::*;
/// assert_eq!(kinds, [Tag, Placeholder, Tag, Punctuation, Word]);
/// ```
pub fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (len, kind, value) = token(&text[at..], c, language);
        found.push(Token {
            range: at..at + len,
            kind,
            value,
        });
        at += len;
    }
    found
}

type Found = (usize, TokenKind, Option<Value>);

/// The token that `rest` begins with.
fn token(rest: &str, first: char, language: Language) -> Found {
    let p = &*PATTERNS;
    let plain = |regex: &Regex, kind| regex.find(rest).map(|m| (m.end(), kind, None));
    let found = match first {
        '0'..='9' => figure(rest, language),
        '<' => plain(&p.tag, TokenKind::Tag),
        '%' | '{' => plain(&p.placeholder, TokenKind::Placeholder),
        '$' => plain(&p.placeholder, TokenKind::Placeholder).or_else(|| amount(rest, language)),
        '€' | '£' | '₸' | '₽' | '¥' => amount(rest, language),
        c if c.is_alphabetic() => word(rest),
        _ => None,
    };
    found.unwrap_or_else(|| mark(rest, first))
}

fn word(rest: &str) -> Option<Found> {
    if rest.as_bytes()[0].is_ascii_alphanumeric() {
        let len = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let behind = rest[len..].chars().next();
        if matches!(behind, Some(':' | '.' | '@' | '+' | '_' | '-'))
            && let Some(url) = PATTERNS.url.find(rest)
        {
            // A full stop or bracket behind an address belongs to the sentence.
            let url = url
                .as_str()
                .trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
            return Some((url.len(), TokenKind::Url, None));
        }
        if month(&rest[..len]).is_some()
            && let Some(date) = PATTERNS.month_first.captures(rest)
            && let Some(found) = date_of(&date)
        {
            return Some(found);
        }
        if behind == Some('.')
            && len == 1
            && let Some(dotted) = PATTERNS.dotted_acronym.find(rest)
        {
            return Some((dotted.end(), TokenKind::Acronym, None));
        }
    }
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '-' | '‐' | '‑' | '\'' | '’' | 'ʼ')
            && chars.peek().is_some_and(|&(_, c)| c.is_alphanumeric());
        if !(c.is_alphanumeric() || joins || is_inside_word(c)) {
            break;
        }
        len = at + c.len_utf8();
    }
    let kind = if is_acronym(&rest[..len]) {
        TokenKind::Acronym
    } else {
        TokenKind::Word
    };
    (len > 0).then_some((len, kind, None))
}

/// Combining marks and what hides inside words without being seen.
fn is_inside_word(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    ) || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

fn is_acronym(word: &str) -> bool {
    // Longer words in capitals are titles and shouting.
    const LONGEST: usize = 7;
    let head = word.split('-').next().unwrap_or(word);
    let capitals = head.chars().filter(|c| c.is_uppercase()).count();
    (2..=LONGEST).contains(&capitals) && head.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// What begins with a digit.
fn figure(rest: &str, language: Language) -> Option<Found> {
    let p = &*PATTERNS;
    for regex in [&p.iso_date, &p.dotted_date, &p.day_first, &p.year_first] {
        if let Some(found) = regex.captures(rest).and_then(|c| date_of(&c)) {
            return Some(found);
        }
    }
    if let Some(found) = p.time.captures(rest).and_then(|c| time_of(&c)) {
        return Some(found);
    }
    let number = p.number.find(rest)?;
    let value = Some(Value::Number(decimal(number.as_str(), language)));
    let behind = &rest[number.end()..];
    for (regex, kind) in [
        (&p.ordinal_ending, TokenKind::Ordinal),
        (&p.percent_ending, TokenKind::Percent),
        (&p.money_ending, TokenKind::Currency),
    ] {
        if let Some(ending) = regex.find(behind) {
            return Some((number.end() + ending.end(), kind, value));
        }
    }
    Some((number.end(), TokenKind::Number, value))
}

/// An amount behind its sign.
fn amount(rest: &str, language: Language) -> Option<Found> {
    let found = PATTERNS.sign_first.captures(rest)?;
    let value = Value::Number(decimal(&found["number"], language));
    Some((found[0].len(), TokenKind::Currency, Some(value)))
}

fn mark(rest: &str, first: char) -> Found {
    if let Some(run) = PATTERNS.punctuation.find(rest) {
        return (run.end(), TokenKind::Punctuation, None);
    }
    // A mark of its own takes the combining marks behind it along.
    let len = rest
        .char_indices()
        .skip(1)
        .find(|&(_, c)| !is_inside_word(c))
        .map_or(rest.len(), |(at, _)| at);
    (len.max(first.len_utf8()), TokenKind::Symbol, None)
}

fn date_of(found: &Captures<'_>) -> Option<Found> {
    let number = |name| {
        found
            .name(name)
            .and_then(|m| m.as_str().parse::<u16>().ok())
    };
    let day = u8::try_from(number("day")?).ok()?;
    let month = match found.name("month") {
        Some(name) => match name.as_str().parse() {
            Ok(number) => number,
            Err(_) => month(name.as_str())?,
        },
        None => return None,
    };
    let possible = (1..=12).contains(&month) && (1..=31).contains(&day);
    let value = Value::Date {
        year: number("year").or(number("year2")),
        month,
        day,
    };
    possible.then_some((found[0].len(), TokenKind::Date, Some(value)))
}

fn time_of(found: &Captures<'_>) -> Option<Found> {
    let number = |name| found.name(name).and_then(|m| m.as_str().parse::<u8>().ok());
    let mut hour = number("hour").or(number("hour2"))?;
    let minute = number("minute").unwrap_or(0);
    let half = found.name("half").or(found.name("half2"));
    match half.map(|m| m.as_str().as_bytes()[0]) {
        Some(b'a' | b'A') if hour == 12 => hour = 0,
        Some(b'p' | b'P') if hour < 12 => hour += 12,
        _ => {}
    }
    let value = Value::Time { hour, minute };
    (hour < 24 && minute < 60).then_some((found[0].len(), TokenKind::Time, Some(value)))
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
        // The last mark is the fraction's if it is not the one that groups.
        [.., before, last] => (before != last).then_some(last),
    };
    let mut digits: String = match fraction {
        Some(mark) => match written.rsplit_once(mark) {
            Some((whole, part)) => {
                let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
                format!("{whole}.{part}")
            }
            None => written.to_owned(),
        },
        None => written.chars().filter(char::is_ascii_digit).collect(),
    };
    digits.retain(|c| c.is_ascii_digit() || c == '.');
    digits
}

/// The month that a word begins to name, in any of the three languages.
fn month(word: &str) -> Option<u8> {
    let lower = word.to_lowercase();
    let at = MONTHS.iter().position(|m| lower.starts_with(m))?;
    Some((at % 12 + 1) as u8)
}

/// Beginnings of the months' names: English, Russian, Kazakh.
const MONTHS: [&str; 36] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];

/// Each matches only where a token, or the rest of one, begins.
struct Patterns {
    tag: Regex,
    placeholder: Regex,
    url: Regex,
    dotted_acronym: Regex,
    iso_date: Regex,
    dotted_date: Regex,
    day_first: Regex,
    month_first: Regex,
    year_first: Regex,
    time: Regex,
    number: Regex,
    ordinal_ending: Regex,
    percent_ending: Regex,
    money_ending: Regex,
    sign_first: Regex,
    punctuation: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let number = r"(?:\d{1,3}(?:[ \x{a0}\x{2009}\x{202f}]\d{3})+\b(?:[.,]\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3},\d{3}\.\d+|\d{1,3}\.\d{3},\d+|\d+(?:[.,]\d+)?)";
    let b = r"[ \x{a0}\x{2009}\x{202f}]";
    let scale = "(?i:million|billion|trillion|thousand|bn|mln|млн|млрд|трлн|тыс|мың|миллион|миллиард|триллион)[\\p{L}]{0,3}\\.?";
    let money = "(?i:тенге|теңге|tenge|доллар|dollar|euro|евро|еуро|рубл|pounds?|фунт|юан|yuan|kzt|usd|eur|rub)\\p{L}*";
    let english = "(?i:january|february|march|april|may|june|july|august|september|october|november|december|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|oct\\.?|nov\\.?|dec\\.?)";
    let russian =
        "(?i:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)";
    let kazakh = "(?i:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\\p{L}*";
    // The patterns are constants of this file: one that does not compile fails every test.
    let compile = |pattern: &str| Regex::new(&format!("^(?:{pattern})")).expect(pattern);
    Patterns {
        tag: compile(r"</?[A-Za-z][A-Za-z0-9:_-]*(?:\s[^<>]{0,400})?/?>|<!--.{0,400}?-->"),
        placeholder: compile(
            r"\$\{[^{}\s]{1,80}\}|\{\{[^{}]{1,80}\}\}|\{[\w.:,-]{0,80}\}|%\(\w{1,80}\)[sdifr]|%(?:\d{1,2}\$)?[-+0#]?\d{0,3}(?:\.\d{1,2})?(?:l?[sdiufxXcgeE@])\b|%\d{1,2}\b",
        ),
        url: compile(
            r#"(?:https?|ftp)://[^\s<>"«»“”]+|www\.[^\s<>"«»“”]+|[A-Za-z0-9_.+-]{1,80}@[A-Za-z0-9-]{1,80}(?:\.[A-Za-z0-9-]{1,80})+|(?:[A-Za-z0-9-]{1,60}\.)+(?:kz|ru|com|org|gov|net|edu|int|eu)\b(?:/[^\s<>"«»“”]*)?"#,
        ),
        dotted_acronym: compile(r"(?:[A-Z]\.){2,6}"),
        iso_date: compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b"),
        dotted_date: compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})\b"),
        day_first: compile(&format!(
            r"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{b}+(?:of{b}+)?(?P<month>{english}\b|{russian}\b|{kazakh})(?:,?{b}+(?P<year>\d{{4}})\b(?:{b}*(?:года|году|г\.|г\b))?)?"
        )),
        month_first: compile(&format!(
            r"(?P<month>{english}){b}+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?{b}+(?P<year>\d{{4}})\b)?"
        )),
        year_first: compile(&format!(
            r"(?P<year>\d{{4}}){b}+(?:жылғы|жылдың|жылы|ж\.){b}*(?P<day>\d{{1,2}})(?:{b}+|-)(?P<month>{kazakh})"
        )),
        time: compile(
            r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?\b(?:\s?(?P<half>[aApP])\.?[mM]\b\.?)?|(?P<hour2>\d{1,2})\s?(?P<half2>[ap])\.m\.",
        ),
        number: compile(number),
        ordinal_ending: compile(
            r"(?:st|nd|rd|th)\b|[-‑](?:й|я|е|го|му|м|х|ю|ый|ая|ое|ой|ом|ми|ого|ому|шы|ші|інші|ыншы|нші|ншы)\b",
        ),
        percent_ending: compile(&format!(
            r"{b}?%|{b}(?:percent|per cent|пайыз|процент)\p{{L}}*"
        )),
        money_ending: compile(&format!(
            r"(?:{b}?{scale})?{b}?(?:[$€£₸₽¥]|(?:\b|-){money})"
        )),
        sign_first: compile(&format!(
            r"[$€£₸₽¥]{b}?(?P<number>{number})(?:{b}?{scale}\b)?"
        )),
        punctuation: compile(r"\.{2,}|[?!]+|-{2,}|\p{P}"),
    }
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn each_kind_is_one_token() {
        use TokenKind::*;
        for (text, language, kind) in [
            ("Алма-Ата", RU, Word),
            ("don’t", EN, Word),
            ("тегін", KK, Word),
            ("БҰҰ", KK, Acronym),
            ("COVID-19", EN, Acronym),
            ("U.S.", EN, Acronym),
            ("5th", EN, Ordinal),
            ("5-й", RU, Ordinal),
            ("5-ші", KK, Ordinal),
            ("5,5%", RU, Percent),
            ("5 пайызға", KK, Percent),
            ("$1.5 million", EN, Currency),
            ("20 млрд теңге", KK, Currency),
            ("14:30", RU, Time),
            ("2:30 p.m.", EN, Time),
            ("%(x)s", EN, Placeholder),
            ("${x}", EN, Placeholder),
            ("{0}", EN, Placeholder),
            ("%s", EN, Placeholder),
            ("<br/>", EN, Tag),
            ("https://www.gov.kz/a?b=c", KK, Url),
            ("press@mfa.gov.kz", KK, Url),
            ("?!", RU, Punctuation),
            ("...", RU, Punctuation),
            ("+", RU, Symbol),
        ] {
            let found = tokens(text, language);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].kind, kind, "{text}");
        }
    }

    #[test]
    fn numbers_have_one_value_in_every_spelling() {
        for (text, language, value) in [
            ("1 234,5", RU, "1234.5"),
            ("1\u{a0}234,5", KK, "1234.5"),
            ("1,234.5", EN, "1234.5"),
            ("1.234,5", RU, "1234.5"),
            ("1,234", EN, "1234"),
            ("1,234", RU, "1.234"),
            ("1,234,567", EN, "1234567"),
            ("2024", EN, "2024"),
        ] {
            let found = &tokens(text, language)[0];
            assert_eq!(found.value, Some(Value::Number(value.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_day_has_one_value_in_every_language() {
        for (text, language) in [
            ("5 мая 2024 г.", RU),
            ("5 мая 2024 года", RU),
            ("2024 жылғы 5 мамыр", KK),
            ("2024 жылғы 5 мамырда", KK),
            ("May 5, 2024", EN),
            ("5 May 2024", EN),
            ("05.05.2024", RU),
            ("2024-05-05", EN),
        ] {
            let found = tokens(text, language);
            let (year, month, day) = (Some(2024), 5, 5);
            let value = Some(Value::Date { year, month, day });
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].value, value, "{text}");
        }
    }

    proptest! {
        #[test]
        fn tokens_cover_all_but_blanks(text in "(\\PC|[0-9 .,%<>{}$a-z]){0,40}") {
            for language in [EN, RU, KK] {
                let mut at = 0;
                for token in tokens(&text, language) {
                    prop_assert!(text[at..token.range.start].chars().all(char::is_whitespace));
                    prop_assert!(token.range.start < token.range.end);
                    at = token.range.end;
                }
                prop_assert!(text[at..].chars().all(char::is_whitespace));
            }
        }
    }
}
