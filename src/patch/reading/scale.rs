//! Scale words: thousand, million, billion, trillion, and amounts that count them in.

use super::capitals::in_case_of;
use super::kazakh::moved_scale_ending;
use crate::lang::{KK, Language};
use crate::text::power_of_ten;

/// Words of one style for 10³, 10⁶, 10⁹ and 10¹², with the languages that have them: one takes the
/// place of another, ending and all. Russian thousands are declined in their own way, and nothing
/// takes their place.
const STYLES: &[(&[&str], [Option<&str>; 4])] = &[
    (
        &["en"],
        [
            Some("thousand"),
            Some("million"),
            Some("billion"),
            Some("trillion"),
        ],
    ),
    (&["en"], [None, Some("mln"), Some("bln"), None]),
    (&["en"], [None, None, Some("bn"), Some("tn")]),
    (&["en"], [Some("k"), None, None, None]),
    (
        &["ru", "kk"],
        [None, Some("млн"), Some("млрд"), Some("трлн")],
    ),
    (&["ru", "kk"], [Some("тыс"), None, None, None]),
    (
        &["ru"],
        [None, Some("миллион"), Some("миллиард"), Some("триллион")],
    ),
    (
        &["kk"],
        [
            Some("мың"),
            Some("миллион"),
            Some("миллиард"),
            Some("триллион"),
        ],
    ),
];

fn styles(language: Language) -> impl Iterator<Item = &'static [Option<&'static str>; 4]> {
    let has = move |languages: &[&str]| languages.contains(&language.primary());
    let rows = STYLES.iter().filter(move |(languages, _)| has(languages));
    rows.map(|(_, style)| style)
}

fn name_of(style: &[Option<&'static str>; 4], power: u8) -> Option<&'static str> {
    *style.get(usize::from((power / 3).checked_sub(1)?))?
}

/// The power of ten that a scale word of the language stands for; `None` for words of others.
pub(super) fn power_in(word: &str, language: Language) -> Option<u8> {
    let (lower, power) = (word.to_lowercase(), power_of_ten(word)?);
    let is_form = |name: &str| lower.starts_with(name);
    let is_known = styles(language).any(|style| name_of(style, power).is_some_and(is_form));
    is_known.then_some(power)
}

/// The power of ten of a letter that is one behind a sum of money: $5m, but a road of 5m.
pub(super) fn power_behind_money(letter: &str, language: Language) -> Option<u8> {
    let letter = letter.to_lowercase();
    match (language.primary(), &*letter) {
        ("en", "m") => Some(6),
        ("en", "b") => Some(9),
        _ => None,
    }
}

/// The scale word as it is for another power of ten; `None` if its style has no such word.
pub(crate) fn moved_scale(word: &str, power: u8, language: Language) -> Option<String> {
    let (lower, old) = (word.to_lowercase(), power_of_ten(word)?);
    styles(language).find_map(|style| {
        let (old, new) = (name_of(style, old)?, name_of(style, power)?);
        let ending = lower.strip_prefix(old)?;
        let moved = match language.same_language(KK) && !ending.is_empty() {
            true => moved_scale_ending(ending, old, new)?,
            false => ending.to_owned(),
        };
        Some(in_case_of(word, &format!("{new}{moved}")))
    })
}

/// A decimal times a power of ten, without zeros that say nothing.
pub(crate) fn shifted(number: &str, power: i32) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_decimal = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !is_decimal(whole) || !is_decimal(fraction) {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i32 + power;
    let padded = match point {
        ..=0 => format!("{}{digits}", "0".repeat(1 + point.unsigned_abs() as usize)),
        // The width of a format ends at 65,535, a number need not.
        _ => {
            let lacking = (point as usize).saturating_sub(digits.len());
            digits + &"0".repeat(lacking)
        }
    };
    let (whole, fraction) = padded.split_at(point.max(1) as usize);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, RU};

    #[test]
    fn scale_words_keep_their_style_and_ending() {
        for (word, power, language, expected) in [
            ("million", 9, EN, Some("billion")),
            ("Million", 12, EN, Some("Trillion")),
            ("миллионов", 9, RU, Some("миллиардов")),
            ("млн", 9, RU, Some("млрд")),
            ("миллионға", 9, KK, Some("миллиардқа")),
            ("мыңнан", 9, KK, Some("миллиардтан")),
            ("тысяч", 6, RU, None),
            ("миллион", 3, RU, None),
            ("миллион", 3, KK, Some("мың")),
            ("bn", 6, EN, None),
        ] {
            assert_eq!(
                moved_scale(word, power, language).as_deref(),
                expected,
                "{word}"
            );
        }
    }

    #[test]
    fn scale_words_are_of_their_language() {
        for (word, language, expected) in [
            ("мыңға", KK, Some(3)),
            ("мың", RU, None),
            ("мыңов", RU, None),
            ("тысяч", RU, Some(3)),
            ("млрд", KK, Some(9)),
            ("млрд", EN, None),
            ("K", EN, Some(3)),
        ] {
            assert_eq!(power_in(word, language), expected, "{word}");
        }
    }

    #[test]
    fn decimals_are_shifted_both_ways() {
        for (number, power, expected) in [
            ("12", 3, "12000"),
            ("1.2", 6, "1200000"),
            ("12000", -3, "12"),
            ("12345", -3, "12.345"),
            ("5", -3, "0.005"),
            ("0", 6, "0"),
            ("1.50", 0, "1.5"),
        ] {
            assert_eq!(
                shifted(number, power).as_deref(),
                Some(expected),
                "{number}"
            );
        }
        assert_eq!(shifted("1.2.3", 3), None);
        let long = "7".repeat(70_000);
        assert_eq!(shifted(&long, 3), Some(long + "000"));
    }
}
