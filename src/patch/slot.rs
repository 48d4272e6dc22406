//! The figures of a text: what a patch may change.

use std::ops::Range;

use super::agree::class;
use super::kazakh;
use crate::lang::{KK, Language};
use crate::text::{Token, TokenKind, Value, fold, number_len, stem};

/// A token that has a value, and its parts.
#[derive(Clone, Debug)]
pub(super) struct Slot<'t> {
    pub(super) token: &'t Token,
    /// Its place among the tokens.
    pub(super) place: usize,
    pub(super) value: &'t Value,
    /// The token as written.
    pub(super) written: &'t str,
    /// The number in it, sign and ending apart; for dates and times the whole token.
    pub(super) number: Range<usize>,
    /// What hangs on the number behind a hyphen: `ке` of `15-ке`, `го` of `21-го`.
    pub(super) ending: &'t str,
}

impl<'t> Slot<'t> {
    fn new(text: &'t str, token: &'t Token, place: usize) -> Option<Self> {
        let value = token.value.as_ref()?;
        let written = token.text(text);
        let mut number = 0..written.len();
        if matches!(value, Value::Number(_)) {
            number.start = written.find(|c: char| c.is_ascii_digit())?;
            number.end = number.start + number_len(&written[number.start..]);
        }
        let behind = &written[number.end..];
        let ending = behind.strip_prefix(['-', '‐', '‑']).unwrap_or_default();
        Some(Slot {
            token,
            place,
            value,
            written,
            number,
            ending,
        })
    }

    /// The number without what stands around it.
    pub(super) fn digits(&self) -> &'t str {
        &self.written[self.number.clone()]
    }

    /// What the token has before and behind the number: `$`, ` млн тенге`.
    pub(super) fn around(&self) -> (&'t str, &'t str) {
        (
            &self.written[..self.number.start],
            &self.written[self.number.end..],
        )
    }

    /// Whether the other figure, in the same language, says its value in the same way.
    pub(super) fn is_shaped_like(&self, other: &Slot<'_>, language: Language) -> bool {
        if self.token.kind != other.token.kind {
            return false;
        }
        match (self.value, other.value) {
            (Value::Number(a), Value::Number(b)) => {
                let in_kazakh = language.same_language(KK) && !self.ending.is_empty();
                if in_kazakh || self.ending.is_empty() != other.ending.is_empty() {
                    let moved = kazakh::moved_number_ending(self.ending, a, b);
                    return moved.as_deref() == Some(other.ending);
                }
                let is_english_ordinal =
                    self.token.kind == TokenKind::Ordinal && language.primary() == "en";
                is_english_ordinal || self.is_surrounded_like(other, language)
            }
            (
                Value::Date {
                    year: a, month: m, ..
                },
                Value::Date {
                    year: b, month: n, ..
                },
            ) => {
                let months = (kazakh_month(self.written), kazakh_month(other.written));
                let declined = match months {
                    (Some(a), Some(b)) => kazakh::moved_month(&a, *m, *n).as_deref() == Some(&*b),
                    (None, None) => true,
                    _ => false,
                };
                a.is_some() == b.is_some() && declined
            }
            (Value::Time { .. }, Value::Time { .. }) => true,
            _ => false,
        }
    }

    fn is_surrounded_like(&self, other: &Slot<'_>, language: Language) -> bool {
        let ((before, behind), (other_before, other_behind)) = (self.around(), other.around());
        let agrees = class(self.value, language) != class(other.value, language);
        let words = |text: &str| -> Vec<String> {
            let words = text.split_whitespace();
            words
                .map(|word| match agrees {
                    true => stem(word, language),
                    false => fold(word, language),
                })
                .collect()
        };
        words(before) == words(other_before) && words(behind) == words(other_behind)
    }
}

/// The figures of a text; `tokens` are its tokens.
pub(super) fn slots<'t>(text: &'t str, tokens: &'t [Token]) -> Vec<Slot<'t>> {
    let tokens = tokens.iter().enumerate();
    tokens
        .filter_map(|(place, token)| Slot::new(text, token, place))
        .collect()
}

/// The Kazakh month with its ending that a date is written with, in lower case.
pub(super) fn kazakh_month(date: &str) -> Option<String> {
    words(date)
        .map(|range| date[range].to_lowercase())
        .find(|word| kazakh::is_month(word))
}

/// The words of a date or time, runs of letters.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphabetic)?;
        let len = text[start..].find(|c: char| !c.is_alphabetic());
        rest = len.map_or(text.len(), |len| start + len);
        Some(start..rest)
    })
}
