//! What the figures of a text say, so that versions can be compared.

use std::ops::Range;

use tolmach::Language;
use tolmach::text::{TokenKind, Value, power_of_ten, tokens};

/// A figure of a text.
pub(crate) struct Figure {
    pub(crate) range: Range<usize>,
    /// Its value, in parts that other versions may write apart: the day and the year of a date.
    pub(crate) says: Vec<String>,
    /// Whether other versions must have it; a Roman numeral may be written out or be no numeral.
    pub(crate) binding: bool,
}

/// The figures of a text.
pub(crate) fn figures(text: &str, language: Language) -> Vec<Figure> {
    let mut figures = Vec::new();
    for token in tokens(text, language) {
        let word = &text[token.range.clone()];
        let says = match token.value {
            Some(Value::Number(number)) => {
                vec![shift(&number, scale(word, &text[token.range.end..]))]
            }
            Some(Value::Date { year, month, day }) => {
                let year = year.map(|year| year.to_string());
                let day = format!("{day}.{month}.");
                [day].into_iter().chain(year).collect()
            }
            Some(Value::Time { hour, minute }) => vec![format!("{hour}:{minute:02}")],
            _ => match roman(word) {
                Some(number) => vec![number.to_string()],
                None => continue,
            },
        };
        figures.push(Figure {
            binding: !matches!(token.kind, TokenKind::Word | TokenKind::Acronym),
            range: token.range,
            says,
        });
    }
    figures
}

/// The power of ten of a scale word in an amount or right behind it: 6,5 тыс. is 6500.
fn scale(amount: &str, behind: &str) -> usize {
    let mut words = amount.split(|c: char| !c.is_alphabetic());
    let next = behind
        .strip_prefix([' ', '\u{a0}', '\u{202f}'])
        .unwrap_or("");
    let next: String = next
        .chars()
        .take_while(|c| c.is_alphabetic())
        .take(16)
        .collect();
    let power = words.find_map(power_of_ten).or_else(|| power_of_ten(&next));
    power.map_or(0, usize::from)
}

/// A decimal times a power of ten.
fn shift(number: &str, power: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let moved = format!("{fraction:0<power$}");
    let (into, rest) = moved.split_at(power);
    let whole = format!("{whole}{into}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match rest.trim_end_matches('0') {
        "" => whole.to_owned(),
        rest => format!("{whole}.{rest}"),
    }
}

/// The value of a small Roman numeral.
fn roman(word: &str) -> Option<usize> {
    const NUMERALS: &[&str] = &[
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
        "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI",
    ];
    let found = NUMERALS.iter().position(|&numeral| numeral == word);
    found.map(|at| at + 1)
}
