//! Decades, with their century or without it: 1990s, 90-е, 1990 жылдары.

use super::lists::is_listed;
use super::slot::{Slot, bare};
use super::text::Text;
use super::value::Value;
use crate::text::{TokenKind, is_hyphen};

/// The years before the decades that are written without a century.
const CENTURY: f64 = 1900.0;

/// Whether one of two figures that mean the same decade has its century: 1990s, 90-е.
pub(crate) fn is_of_other_form(one: &Slot<'_>, other: &Slot<'_>) -> bool {
    let both = bare(one).zip(bare(other));
    both.is_some_and(|(one, other)| (one - other).abs() == CENTURY)
}

/// A decade of the last century without it, or with it where it has none; the twenties may be those of this one.
pub(crate) fn in_other_form(decade: &str) -> Option<String> {
    const EARLIEST: f64 = 30.0;
    let number: f64 = decade.parse().ok()?;
    let has_century = CENTURY <= number;
    let short = if has_century {
        number - CENTURY
    } else {
        number
    };
    let other = if has_century { short } else { short + CENTURY };
    (EARLIEST..100.0)
        .contains(&short)
        .then(|| other.to_string())
}

impl Text<'_> {
    /// Whether a figure names a decade: 1990s, 1990-е, 1990 жылдары; but 2019–2021 жылдары are years.
    pub(crate) fn is_decade(&self, slot: &Slot<'_>) -> bool {
        let behind = &self.text[slot.range.start + slot.number.end..];
        let is_alone = || self.first_of_range(slot.place) == slot.place;
        let hung = behind.strip_prefix(is_hyphen).unwrap_or_default();
        let letters = |text: &str| text.chars().take_while(|c| c.is_alphabetic()).collect();
        let hung: String = letters(hung);
        let next = || self.word(Some(slot.last + 1)).unwrap_or_default();
        let is_round = slot.digits().ends_with('0');
        match self.language.primary() {
            _ if slot.kind != TokenKind::Number && slot.kind != TokenKind::Ordinal => false,
            "en" => {
                let ending: String = letters(behind.trim_start_matches(['’', '\'']));
                is_round && ending == "s"
            }
            "ru" => {
                // 20-х годов, but 20-х чисел and 20-е заседание; стал 20-м.
                let is_of_years = || match slot.digits().len() {
                    4 => true,
                    2 => {
                        let next = next();
                        next.is_empty() && hung != "м" || next.starts_with("год")
                    }
                    _ => false,
                };
                is_round && is_listed("ru endings of decades", &hung) && is_of_years()
            }
            "kk" => is_alone() && (next().starts_with("жылдар") || hung.starts_with("жылдар")),
            _ => false,
        }
    }

    /// Whether a figure may say something else: it is a decade as the source has one, and so is what it
    /// will say.
    pub(crate) fn keeps_decade(&self, slot: &Slot<'_>, is_of_source: bool, new: &Value) -> bool {
        let is_round = matches!(new, Value::Number(number) if number.ends_with('0'));
        self.is_decade(slot) == is_of_source && (is_round || !is_of_source)
    }

    /// The only decade that is written with a century where another one, of the last century, is written without, or
    /// the other way round: 1990s, 90-е.
    pub(crate) fn decade_like<'p>(
        &self,
        other: &Slot<'_>,
        slots: &'p [Slot<'p>],
    ) -> Option<(usize, &'p Slot<'p>)> {
        let decade = in_other_form(other.digits())?;
        let mut alike = slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| self.is_decade(slot) && slot.digits() == decade);
        let first = alike.next();
        first.filter(|_| alike.next().is_none())
    }
}
