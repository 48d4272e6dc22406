//! Tokens: the words, figures and marks of a text, each with its place, figures with their value.

mod figure;

pub(crate) use figure::number_len;
pub use figure::power_of_ten;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lang::Language;
use crate::text::{ceiling, morph, script};
use crate::work;

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
    /// What it says, for figures, dates and times; for names with a number, the number.
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
    /// A number in figures, with the Kazakh ending that hangs on it (`2024-ке`).
    Number,
    /// A day, with or without its year (`5 мая 2024 г.`, `мамырдың 5-інде`).
    Date,
    /// A time of day (`14:30`, `2 p.m.`).
    Time,
    /// A number with `%` or its word, and with its ending (`20%-ға`).
    Percent,
    /// An amount of money, its scale word included (`12,5 млрд тенге`).
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
    /// Anything else; `№` and the `No.` before a number are this.
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

/// The names of hosts have no more bytes.
const LONGEST_HOST: usize = 253;

type Found = (usize, TokenKind, Option<Value>);

/// The token that `rest` begins with.
fn token(rest: &str, first: char, language: Language) -> Found {
    let p = &*PATTERNS;
    let plain = |regex: &Regex, kind| regex.find(rest).map(|m| (m.end(), kind, None));
    let found = match first {
        '0'..='9' => figure::figure(rest, language),
        '<' => plain(&p.tag, TokenKind::Tag),
        '%' | '{' => plain(&p.placeholder, TokenKind::Placeholder),
        '$' => {
            plain(&p.placeholder, TokenKind::Placeholder).or_else(|| figure::amount(rest, language))
        }
        '€' | '£' | '₸' | '₽' | '¥' => figure::amount(rest, language),
        c if script::is_letter(c) => word(rest, language),
        _ => None,
    };
    found.unwrap_or_else(|| mark(rest, first))
}

fn word(rest: &str, language: Language) -> Option<Found> {
    if let Some(len) = plain_word_len(rest) {
        return Some((len, TokenKind::Word, None));
    }
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric();
    let ascii = rest.bytes().take_while(is_plain).count();
    if ascii > 0 {
        let behind = rest[ascii..].chars().next();
        if matches!(behind, Some(':' | '.' | '@' | '+' | '_' | '-'))
            && may_be_address(rest)
            && let Some(url) = address(rest)
        {
            // A full stop or bracket behind an address belongs to the sentence, and so does the
            // Kazakh ending of gov.kz-тен.
            let bare = |url| str::trim_end_matches(url, ['.', ',', ';', ':', '!', '?', ')']);
            let url = bare(url);
            let url = match url.rsplit_once('-') {
                Some((_, "")) | None => url,
                Some((url, ending)) if morph::kk::are_endings(ending) => bare(url),
                Some(_) => url,
            };
            return Some((url.len(), TokenKind::Url, None));
        }
        if let Some(found) = figure::coded_amount(rest, ascii, language) {
            return Some(found);
        }
        if behind == Some('.')
            && ascii == 1
            && let Some(dotted) = PATTERNS.dotted_acronym.find(rest)
        {
            return Some((dotted.end(), TokenKind::Acronym, None));
        }
        if behind == Some('.')
            && matches!(&rest[..ascii], "No" | "Nos" | "no" | "nos")
            && figure::begins(&rest[ascii + 1..])
        {
            return Some((ascii + 1, TokenKind::Symbol, None));
        }
    }
    let len = word_len(rest);
    if len == 0 {
        return None;
    }
    if let Some(date) = figure::month_first(rest, len) {
        return Some(date);
    }
    // Endings do not count: ҰҚШҰ-ның, NATO's.
    let head = match len == ascii {
        true => Some(&rest[..len]),
        false => rest[..len].split(['-', '\'', '’']).next(),
    };
    let kind = if head.is_some_and(is_acronym) {
        TokenKind::Acronym
    } else {
        TokenKind::Word
    };
    Some((len, kind, number_in_name(&rest[..len])))
}

/// The length of a word of Latin letters, all but the first small, with nothing behind it that may make more
/// of it: of nearly all English words.
fn plain_word_len(rest: &str) -> Option<usize> {
    let small = |from: usize| {
        let bytes = rest.as_bytes()[from..].iter();
        bytes.take_while(|byte| byte.is_ascii_lowercase()).count()
    };
    let first = usize::from(rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let len = first + small(first);
    let ends = match rest.as_bytes()[len..] {
        [] | [b',' | b';' | b')' | b'"', ..] => true,
        [b' ', next, ..] => next.is_ascii_alphabetic(),
        _ => false,
    };
    (0 < len && ends).then_some(len)
}

/// Whether `rest` begins with what has an @, a colon or a full stop where every address has one: most
/// words with a mark behind do not, and the patterns are dear.
fn may_be_address(rest: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte);
    let near = rest.bytes().take(LONGEST_HOST);
    let len = near.take_while(is_part).count();
    work::done(len);
    let (part, behind) = rest.split_at(len);
    match behind.chars().next() {
        Some('@') => true,
        Some(':') if behind.starts_with("://") => true,
        Some(c) if !c.is_whitespace() => part.contains('.'),
        // A full stop at the end is the sentence's.
        _ => part.strip_suffix('.').unwrap_or(part).contains('.'),
    }
}

/// The web or e-mail address that `rest` begins with.
fn address(rest: &str) -> Option<&str> {
    let p = &*PATTERNS;
    if let Some(url) = p.url.find(rest) {
        return Some(url.as_str());
    }
    let near = &rest[..ceiling(rest, LONGEST_HOST)];
    work::done(near.len());
    let host = p.host.find(near)?.end();
    let path = p.path.find(&rest[host..]).map_or(0, |path| path.end());
    Some(&rest[..host + path])
}

/// The number of `ЭКСПО-2017`, `COVID-19`.
fn number_in_name(word: &str) -> Option<Value> {
    let start = word.bytes().position(|byte| byte.is_ascii_digit())?;
    let digits = word[start..].bytes().take_while(u8::is_ascii_digit).count();
    let (name, behind) = (&word[..start], &word[start + digits..]);
    let is_apart =
        name.ends_with(is_hyphen) && (behind.is_empty() || behind.starts_with(is_hyphen));
    let is_only = !behind.contains(|c: char| c.is_ascii_digit());
    (is_apart && is_only).then(|| Value::Number(word[start..start + digits].to_owned()))
}

/// The length of the word that `rest` begins with.
fn word_len(rest: &str) -> usize {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric();
    let start = rest.bytes().take_while(plain).count();
    let mut len = start;
    let mut chars = rest[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = is_hyphen(c) || matches!(c, '\'' | '’' | 'ʼ');
        let joins = joins
            && chars
                .peek()
                .is_some_and(|&(_, c)| script::is_letter(c) || c.is_numeric());
        if !(script::is_letter(c) || joins || c.is_numeric() || is_inside_word(c)) {
            break;
        }
        len = start + at + c.len_utf8();
    }
    len
}

pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

/// Combining marks and what hides inside words without being seen.
pub(crate) fn is_inside_word(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    ) || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// Two to eight capitals, figures among them: longer words in capitals are titles and shouting.
pub(crate) fn is_acronym(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphabetic() || script::is_cyrillic(c);
    let is_capital = |c: char| c.is_uppercase() || !is_plain(c) && c.is_numeric();
    word.chars().all(is_capital)
        && (2..=8).contains(&word.chars().filter(|c| c.is_uppercase()).count())
}

fn mark(rest: &str, first: char) -> Found {
    let run = |is_same: fn(u8) -> bool| rest.bytes().take_while(|&byte| is_same(byte)).count();
    let punctuation = match first {
        '.' => run(|byte| byte == b'.'),
        '-' => run(|byte| byte == b'-'),
        '?' | '!' => run(|byte| matches!(byte, b'?' | b'!')),
        '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' => 0,
        _ if first.is_ascii() => usize::from(first.is_ascii_punctuation()),
        _ => PATTERNS.punctuation.find(rest).map_or(0, |mark| mark.end()),
    };
    if punctuation > 0 {
        return (punctuation, TokenKind::Punctuation, None);
    }
    // A mark of its own takes the combining marks behind it along.
    let len = rest
        .char_indices()
        .skip(1)
        .find(|&(_, c)| !is_inside_word(c))
        .map_or(rest.len(), |(at, _)| at);
    (len.max(first.len_utf8()), TokenKind::Symbol, None)
}

/// Each matches only where a token begins.
struct Patterns {
    tag: Regex,
    placeholder: Regex,
    /// An address that is known by how it begins, or by its `@`.
    url: Regex,
    /// A domain that is known by its last part.
    host: Regex,
    /// What follows a host.
    path: Regex,
    dotted_acronym: Regex,
    punctuation: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns {
    tag: begin(r"</?[A-Za-z][A-Za-z0-9:_-]*(?:\s[^<>]{0,400})?/?>|<!--.{0,400}?-->"),
    placeholder: begin(
        r"\$\{[^{}\s]{1,80}\}|\{\{[^{}]{1,80}\}\}|\{[\w.:,-]{0,80}\}|%\(\w{1,80}\)[sdifr]|%(?:\d{1,2}\$)?[-+0#]?\d{0,3}(?:\.\d{1,2})?(?:l?[sdiufxXcgeE@])\b|%\d{1,2}\b",
    ),
    url: begin(
        r#"(?:https?|ftp)://[^\s<>"«»“”]+|www\.[^\s<>"«»“”]+|[A-Za-z0-9_.+-]{1,80}@[A-Za-z0-9-]{1,80}(?:\.[A-Za-z0-9-]{1,80})*\.[A-Za-z0-9-]{0,79}[A-Za-z0-9]"#,
    ),
    host: begin(r"(?:[A-Za-z0-9-]{1,60}\.)+(?:kz|ru|com|org|gov|net|edu|int|eu)\b"),
    path: begin(r#"/[^\s<>"«»“”]*"#),
    dotted_acronym: begin(r"(?:[A-Z]\.){2,6}"),
    punctuation: begin(r"\p{P}"),
});

/// A pattern that matches only at the beginning.
fn begin(pattern: &str) -> Regex {
    // The patterns are constants of this module: one that does not compile fails every test.
    Regex::new(&format!("^(?:{pattern})")).expect(pattern)
}

#[cfg(test)]
mod tests;
