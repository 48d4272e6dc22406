//! Days, and the months: their names in the three languages, and their days.

use crate::error::{Error, Result};

/// The words that name a month, by language; each list begins with January.
pub(crate) struct Months {
    /// English, in full.
    pub(crate) english: [&'static str; 12],
    /// Russian, in the genitive, as behind a day.
    pub(crate) russian: [&'static str; 12],
    /// Kazakh, without an ending.
    pub(crate) kazakh: [&'static str; 12],
}

pub(crate) const MONTHS: Months = Months {
    english: [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    russian: [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    kazakh: [
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
    ],
};

/// The last day of a month, 1 to 12; February has 29 where the year is not said.
pub(crate) fn last_day(month: u8, year: Option<u16>) -> u8 {
    let is_leap =
        |year: u16| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Refuses what is no day of the Gregorian calendar, written `YYYY-MM-DD`.
pub(crate) fn check_day(text: &str) -> Result<()> {
    if is_day(text) {
        return Ok(());
    }
    let shown: String = text.escape_debug().take(40).collect();
    Err(Error::input(format!(
        "“{shown}” is no date; write it as YYYY-MM-DD, such as 2023-04-12"
    )))
}

fn is_day(text: &str) -> bool {
    let has_shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    if !has_shape {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u16>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7) as u8, number(8..10) as u8);
    (1..=12).contains(&month) && (1..=last_day(month, Some(year))).contains(&day)
}

impl Months {
    /// The month, 1 to 12, that a word in lower case names: a Russian genitive, an English name or
    /// its abbreviation (`sept`, `sep.`), a Kazakh name with whatever ending.
    pub(crate) fn number(&self, word: &str) -> Option<u8> {
        let word = word.trim_end_matches('.');
        let is_english = |name: &&str| *name == word || word.len() >= 3 && name.starts_with(word);
        let is_kazakh = |name: &&str| {
            // September ends voiced before a vowel: қыркүйегі.
            let name = name.strip_suffix('к').unwrap_or(name);
            word.starts_with(name)
        };
        let at = (self.english.iter().position(is_english))
            .or_else(|| self.russian.iter().position(|name| *name == word))
            .or_else(|| self.kazakh.iter().position(is_kazakh))?;
        u8::try_from(at + 1).ok()
    }
}
