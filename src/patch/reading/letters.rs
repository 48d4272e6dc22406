//! Figures that are written in letters: months without a day, Roman numerals, numbers in words.

use super::capitals::in_case_of;
use super::kazakh;
use crate::lang::Language;
use crate::text::{MONTHS, numeral, stem};

/// Stems and endings of the Russian months: nominative, genitive, dative, instrumental,
/// prepositional.
const RUSSIAN_STEMS: [&str; 12] = [
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
];
const SOFT: [&str; 5] = ["ь", "я", "ю", "ем", "е"];
const HARD: [&str; 5] = ["", "а", "у", "ом", "е"];
const MAY: [&str; 5] = ["й", "я", "ю", "ем", "е"];

fn russian_endings(month: usize) -> &'static [&'static str; 5] {
    match RUSSIAN_STEMS[month] {
        "март" | "август" => &HARD,
        "ма" => &MAY,
        _ => &SOFT,
    }
}

/// Month, counted from 0, and case of a Russian month's name in lower case.
fn russian_month(word: &str) -> Option<(usize, usize)> {
    // Most words begin otherwise.
    if !word.starts_with(['я', 'ф', 'м', 'а', 'и', 'с', 'о', 'н', 'д']) {
        return None;
    }
    let word = word.replace('ё', "е");
    RUSSIAN_STEMS.iter().enumerate().find_map(|(month, stem)| {
        let ending = word.strip_prefix(stem)?;
        let case = russian_endings(month).iter().position(|e| *e == ending)?;
        Some((month, case))
    })
}

/// The month, 1 to 12, that a word names without doubt. In English a capital letter tells `May`
/// from `may`; in Russian and Kazakh a small one tells months from people and places (`Марта`,
/// `Қазан`). At the beginning of a text only a figure behind the word tells.
pub(crate) fn month_of(
    word: &str,
    begins: bool,
    before_figure: bool,
    language: Language,
) -> Option<u8> {
    let is_capital = word.starts_with(char::is_uppercase);
    let is_clear = match language.primary() {
        "en" => is_capital && (!begins || before_figure || !matches!(word, "May" | "March")),
        _ => !is_capital || begins,
    };
    if !is_clear {
        return None;
    }
    if language.primary() == "en" {
        let mut names = MONTHS.english.iter();
        let month = names.position(|name| name.eq_ignore_ascii_case(word))?;
        return Some(month as u8 + 1);
    }
    let word = word.to_lowercase();
    let month = match language.primary() {
        "ru" => russian_month(&word)?.0,
        "kk" => (0..12).find(|&month| kazakh::is_month_form(&word, month as u8 + 1))?,
        _ => return None,
    };
    Some(month as u8 + 1)
}

/// Another month's name in the form of `written`.
pub(crate) fn moved_month_name(
    written: &str,
    old: u8,
    new: u8,
    language: Language,
) -> Option<String> {
    let word = written.to_lowercase();
    let at = |month: u8| usize::from(month).checked_sub(1).filter(|&at| at < 12);
    let moved = match language.primary() {
        "en" => MONTHS.english[at(new)?].to_owned(),
        "ru" => {
            let (_, case) = russian_month(&word)?;
            let new = at(new)?;
            format!("{}{}", RUSSIAN_STEMS[new], russian_endings(new)[case])
        }
        "kk" => kazakh::moved_month(&word, old, new)?,
        _ => return None,
    };
    Some(in_case_of(written, &moved))
}

/// The greatest Roman numeral that is known: longer ones are words and codes more often.
const MOST: u8 = 39;

/// The number that a word writes in Roman figures. `I` is an English word, and so may be `V` and
/// `X`.
pub(super) fn roman_of(word: &str, names_word: bool, language: Language) -> Option<u8> {
    // Cyrillic Х, І and У look the same, or nearly, and are typed for them. One alone may be an initial,
    // unless the next word is no name: І тоқсан; У is a preposition.
    let latin = |c: char| match c {
        'Х' => 'X',
        'І' => 'I',
        'У' => 'V',
        c => c,
    };
    let is_numeral = |c: char| matches!(c, 'I' | 'V' | 'X');
    if !word.chars().map(latin).all(is_numeral) {
        return None;
    }
    let numeral: String = word.chars().map(latin).collect();
    let is_doubtful = || word == "У" || word != numeral && !names_word;
    if numeral.len() == 1 && (language.primary() == "en" || is_doubtful()) {
        return None;
    }
    (1..=MOST).find(|&number| roman(number).as_deref() == Some(&numeral))
}

/// The number in Roman figures.
pub(crate) fn roman(number: u8) -> Option<String> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let (tens, ones) = (usize::from(number / 10), usize::from(number % 10));
    (1..=MOST)
        .contains(&number)
        .then(|| format!("{}{}", "X".repeat(tens), ONES[ones]))
}

/// Whether a word with this stem is a number in words.
pub(crate) fn is_number(word_stem: &str, language: Language) -> bool {
    numeral(word_stem, language).is_some_and(|(_, is_sure)| is_sure)
}

/// What a word with this stem says as a number in words, where one may be expected.
pub(crate) fn number_of(word_stem: &str, language: Language) -> Option<f64> {
    numeral(word_stem, language).map(|(number, _)| number)
}

/// What a word says as a number, where one may be expected.
pub(crate) fn number_in(word: &str, language: Language) -> Option<f64> {
    number_of(&stem(word, language), language)
}

/// Whether a word with this stem is a number in words where one may be expected.
pub(crate) fn may_be_number(word_stem: &str, language: Language) -> bool {
    numeral(word_stem, language).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn months_are_told_from_other_words() {
        let inside = |word, language| month_of(word, false, false, language);
        for (word, language, month) in [
            ("May", EN, Some(5)),
            ("may", EN, None),
            ("мая", RU, Some(5)),
            ("маем", RU, Some(5)),
            ("июнем", RU, Some(6)),
            ("Марта", RU, None),
            ("майский", RU, None),
            ("мамырдан", KK, Some(5)),
            ("қыркүйегінде", KK, Some(9)),
            ("Қазан", KK, None),
            ("қазандық", KK, None),
        ] {
            assert_eq!(inside(word, language), month, "{word}");
        }
        assert_eq!(month_of("May", true, false, EN), None);
        assert_eq!(month_of("May", true, true, EN), Some(5));
    }

    #[test]
    fn months_keep_their_case() {
        for (written, old, new, language, expected) in [
            ("мае", 5, 3, RU, "марте"),
            ("марту", 3, 9, RU, "сентябрю"),
            ("Август", 8, 5, RU, "Май"),
            ("июнем", 6, 8, RU, "августом"),
            ("May", 5, 10, EN, "October"),
            ("мамырға", 5, 9, KK, "қыркүйекке"),
        ] {
            let moved = moved_month_name(written, old, new, language);
            assert_eq!(moved.as_deref(), Some(expected));
        }
    }

    #[test]
    fn numbers_in_words_are_known_in_their_forms() {
        for (word, language, expected) in [
            ("fourth", EN, true),
            ("one", EN, false),
            ("пятью", RU, true),
            ("второго", RU, true),
            ("сторона", RU, false),
            ("үшінші", KK, true),
            ("бестен", KK, true),
            ("тоқсан", KK, false),
        ] {
            assert_eq!(
                is_number(&stem(word, language), language),
                expected,
                "{word}"
            );
        }
    }

    #[test]
    fn words_that_may_be_numbers_are_known() {
        for (word, language) in [("one", EN), ("одного", RU), ("тысяч", RU), ("тоқсан", KK)]
        {
            let stem = stem(word, language);
            let found = (is_number(&stem, language), may_be_number(&stem, language));
            assert_eq!(found, (false, true), "{word}");
        }
    }

    #[test]
    fn roman_numerals_are_read_and_written() {
        for number in 1..=MOST {
            assert_eq!(roman_of(&roman(number).unwrap(), false, RU), Some(number));
        }
        for word in ["IIII", "VX", "IC", "MIX", "IIX", ""] {
            assert_eq!(roman_of(word, false, RU), None, "{word}");
        }
        for (word, number) in [
            ("ХХІ", Some(21)),
            ("ХХI", Some(21)),
            ("ХУІІІ", Some(18)),
            ("ІУ", Some(4)),
            ("Х", None),
            ("У", None),
            ("ХУХ", None),
        ] {
            assert_eq!(roman_of(word, false, RU), number, "{word}");
        }
        assert_eq!(
            (roman_of("I", false, EN), roman_of("I", false, KK)),
            (None, Some(1))
        );
        assert_eq!(roman_of("І", true, KK), Some(1));
        assert_eq!(roman_of("У", true, RU), None);
    }
}
