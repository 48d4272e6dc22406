//! Scale words: thousand, million, billion, trillion, and amounts that count them in.

use super::kazakh::moved_scale_ending;
use super::render::in_case_of;
use crate::lang::{KK, Language};
use crate::text::power_of_ten;

/// Words of one style for 10³, 10⁶, 10⁹ and 10¹²: one takes the place of another, ending and all.
/// Russian thousands are declined in their own way and are in none.
const STYLES: &[[Option<&str>; 4]] = &[
    [
        Some("thousand"),
        Some("million"),
        Some("billion"),
        Some("trillion"),
    ],
    [None, Some("mln"), Some("bln"), None],
    [None, None, Some("bn"), Some("tn")],
    [None, Some("млн"), Some("млрд"), Some("трлн")],
    [
        Some("мың"),
        Some("миллион"),
        Some("миллиард"),
        Some("триллион"),
    ],
];

/// The scale word as it is for another power of ten; `None` if its style has no such word.
pub(super) fn moved_scale(word: &str, power: u8, language: Language) -> Option<String> {
    let (lower, old) = (word.to_lowercase(), power_of_ten(word)?);
    let at = |power: u8| Some(usize::from((power / 3).checked_sub(1)?));
    STYLES.iter().find_map(|style| {
        let old = (*style.get(at(old)?)?)?;
        let new = (*style.get(at(power)?)?)?;
        let ending = lower.strip_prefix(old)?;
        let moved = match language.same_language(KK) && !ending.is_empty() {
            true => moved_scale_ending(ending, old, new)?,
            false => ending.to_owned(),
        };
        Some(in_case_of(word, &format!("{new}{moved}")))
    })
}

/// A decimal times a power of ten, without zeros that say nothing.
pub(super) fn shifted(number: &str, power: i32) -> Option<String> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_decimal = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !is_decimal(whole) || !is_decimal(fraction) {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i32 + power;
    let padded = match point {
        ..=0 => format!("{}{digits}", "0".repeat(1 + point.unsigned_abs() as usize)),
        _ => format!("{digits:0<width$}", width = point as usize),
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
    }
}
