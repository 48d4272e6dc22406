//! What figures say, and the classes of forms that they ask of the words behind them.

use crate::lang::Language;
use crate::text;

/// What a figure says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A decimal: digits, and a point where there is a fraction; a scale word is not counted in.
    Number(String),
    Date {
        year: Option<u16>,
        month: u8,
        day: u8,
    },
    Time {
        hour: u8,
        minute: u8,
    },
    /// A month named by itself, 1 to 12.
    Month(u8),
    /// A day of the week, 1 to 7 from Monday.
    Weekday(u8),
    /// A Roman numeral.
    Roman(u8),
}

impl From<&text::Value> for Value {
    fn from(value: &text::Value) -> Self {
        match *value {
            text::Value::Number(ref number) => Value::Number(number.clone()),
            text::Value::Date { year, month, day } => Value::Date { year, month, day },
            text::Value::Time { hour, minute } => Value::Time { hour, minute },
        }
    }
}

impl Value {
    /// A date without its year; anything else as it is.
    pub(crate) fn without_year(&self) -> Value {
        match *self {
            Value::Date { month, day, .. } => Value::Date {
                year: None,
                month,
                day,
            },
            ref value => value.clone(),
        }
    }
}

/// The class of forms that a number asks of the words behind it; words behind numbers of one class
/// are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    One,
    Few,
    Many,
    Fraction,
}

/// The class of a figure in a language; `None` where nothing agrees with figures.
pub(crate) fn class(value: &Value, language: Language) -> Option<Class> {
    let number = match value {
        Value::Number(number) => number.clone(),
        Value::Time { hour, .. } => hour.to_string(),
        Value::Date { .. } | Value::Month(_) | Value::Weekday(_) | Value::Roman(_) => return None,
    };
    match language.primary() {
        "en" => Some(if number == "1" {
            Class::One
        } else {
            Class::Many
        }),
        "ru" => Some(russian_class(&number)),
        _ => None,
    }
}

fn russian_class(number: &str) -> Class {
    if number.contains('.') {
        return Class::Fraction;
    }
    let mut digits = number.bytes().rev();
    match (digits.next(), digits.next()) {
        (_, Some(b'1')) => Class::Many,
        (Some(b'1'), _) => Class::One,
        (Some(b'2'..=b'4'), _) => Class::Few,
        _ => Class::Many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_numbers_have_three_classes_and_fractions() {
        for (class, numbers) in [
            (Class::One, &["1", "21", "101", "1001"][..]),
            (Class::Few, &["2", "3", "4", "22", "1234"]),
            (
                Class::Many,
                &["0", "5", "10", "11", "12", "14", "111", "20", "1000"],
            ),
            (Class::Fraction, &["1.5", "0.1"]),
        ] {
            for number in numbers {
                assert_eq!(russian_class(number), class, "{number}");
            }
        }
    }
}
