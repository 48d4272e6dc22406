//! Parts of the day that are said beside hours: 2 часа ночи, but 5 часов утра.

use super::kazakh::moved_number_ending;
use super::lists::{is_listed, listed_for};
use super::slot::{Slot, hung};
use super::text::Text;
use super::value::Value;
use crate::text::TokenKind;

impl Text<'_> {
    /// Whether the part of the day that is said beside an hour, if there is one, is said beside another
    /// one, too.
    pub(super) fn keeps_part_of_day(&self, slot: &Slot<'_>, new: &Value) -> bool {
        // Днем, в 14:00.
        if let (Value::Time { hour: old, .. }, Value::Time { hour, .. }) = (&slot.value, new)
            && old / 6 != hour / 6
            && self.hours_beside(slot).is_none()
            && !self.found_of("times of day").is_empty()
        {
            return false;
        }
        self.hours_beside(slot).is_none_or(|hours| {
            let is_among = |value: &Value| {
                let hour = match value {
                    Value::Time { hour, .. } => hour.to_string(),
                    Value::Number(number) => number.clone(),
                    _ => return false,
                };
                hours.split(',').any(|known| known == hour)
            };
            let half = |value: &Value| match value {
                Value::Time { hour, .. } => Some(hour / 12),
                Value::Number(number) => number.parse::<u8>().ok().map(|hour| hour / 12),
                _ => None,
            };
            // Of the two clocks, the same: 19:00 is in the evening, 9:00 is not.
            is_among(&slot.value) && is_among(new) && half(&slot.value) == half(new)
        })
    }

    /// The hour of the day that a bare number surely tells: 19 in 7 часов вечера, 9 in сағат 9-да; one end
    /// of a range may have it from the other: с 9 до 18 часов.
    pub(super) fn full_hour(&self, slot: &Slot<'_>, other: Option<&Slot<'_>>) -> Option<u8> {
        let number: u8 = match &slot.value {
            Value::Number(number) if slot.kind == TokenKind::Number && slot.power() == 0 => {
                number.parse().ok()?
            }
            _ => return None,
        };
        if !(1..24).contains(&number) {
            return None;
        }
        let Some(hours) = self.hours_beside(slot) else {
            let is_of_range = || {
                other.is_some_and(|other| {
                    let is_plain = other.hour.is_some() && self.hours_beside(other).is_none();
                    is_plain && self.joins(slot, other)
                })
            };
            return (self.is_behind_hour(slot) || is_of_range()).then_some(number);
        };
        let has = |hour: u8| hours.split(',').any(|known| known.parse() == Ok(hour));
        match number {
            _ if !has(number) => None,
            // One hour behind it is one on some clocks: 12 часов дня.
            12 => None,
            1..12 if has(number + 12) => Some(number + 12),
            _ => Some(number),
        }
    }

    /// Whether a word beside a number makes it an hour: в 19 часов, сағат 19-да.
    fn is_behind_hour(&self, slot: &Slot<'_>) -> bool {
        let (before, behind) = self.words_around(slot);
        match self.language.primary() {
            "ru" => {
                matches!(&*behind, "час" | "часа" | "часов")
                    && is_listed("ru before hours", &before)
            }
            "kk" => before == "сағат",
            _ => false,
        }
    }

    /// Whether a full hour of the text has the ending of its zeros, and not of its hour: 10.00-ден.
    pub(super) fn reads_zeros(&self, slots: &[Slot<'_>]) -> bool {
        slots.iter().any(|slot| match slot.value {
            Value::Time { hour, minute: 0 } => {
                let ending = hung(slot.written);
                let is_of = |number: &str| moved_number_ending(ending, number, number).is_some();
                !ending.is_empty() && is_of("0") && !is_of(&hour.to_string())
            }
            _ => false,
        })
    }

    /// The hours of the part of the day that is said beside a figure.
    pub(super) fn hours_beside(&self, slot: &Slot<'_>) -> Option<&'static str> {
        // At 2 o'clock in the morning.
        const MOST_BETWEEN: usize = 3;
        let is_hour = match &slot.value {
            Value::Time { .. } => true,
            Value::Number(number) => number.parse().is_ok_and(|hour: u8| hour <= 24),
            _ => false,
        };
        if !is_hour || !matches!(slot.kind, TokenKind::Number | TokenKind::Time) {
            return None;
        }
        let list = |name: &str| format!("{} {name}", self.language.primary());
        let (parts, links) = (list("parts of day"), list("beside hours"));
        let beside = |places: &mut dyn Iterator<Item = usize>| {
            let mut links = places.take(MOST_BETWEEN + 1).map_while(|place| {
                let word = self.word(Some(place))?;
                let hours = listed_for(&parts, &word);
                (hours.is_some() || is_listed(&links, &word)).then_some((word, hours))
            });
            let mut is_behind_hour = slot.kind == TokenKind::Time;
            links.find_map(|(word, hours)| {
                // 3 дня are three days, 2 night shifts are no hours, nor are 5 градус.
                let needs_no_hour = || match self.language.primary() {
                    "en" => ["noon", "midnight", "tonight"].contains(&&*word),
                    "kk" => !slot.ending.is_empty(),
                    _ => word != "дня",
                };
                let is_part = hours.is_some() && (is_behind_hour || needs_no_hour());
                is_behind_hour = true;
                hours.filter(|_| is_part)
            })
        };
        match self.language.primary() {
            "kk" => beside(&mut (0..slot.place).rev()),
            _ => beside(&mut (slot.last + 1..self.tokens.len())),
        }
    }
}
