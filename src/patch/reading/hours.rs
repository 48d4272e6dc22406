//! Parts of the day that are said beside hours: 2 часа ночи, but 5 часов утра.

use super::kazakh::{FullHours, moved_number_ending};
use super::lists::{is_listed, listed_for};
use super::slot::{Slot, hung};
use super::text::Text;
use super::value::Value;
use crate::text::TokenKind;

impl Text<'_> {
    /// Whether the part of the day that is said beside an hour, if there is one, is said beside another
    /// one, too; `are_told` if the query says, in the words of the source, in how many parts of the day
    /// something is.
    pub(crate) fn keeps_part_of_day(
        &self,
        slot: &Slot<'_>,
        new: &Value,
        are_told: impl FnOnce(usize) -> bool,
    ) -> bool {
        // Днем, в 14:00.
        if let (Value::Time { hour: old, .. }, Value::Time { hour, .. }) = (&slot.value, new)
            && old / 6 != hour / 6
            && self.hours_beside(slot).is_none()
            && !are_told(self.times_of_day())
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

    /// How many words say in which part of the day something is: днем, but not с Днем Победы.
    pub(crate) fn times_of_day(&self) -> usize {
        let found = self.found_of("times of day");
        let is_day = |place: usize| {
            let before = self.word(place.checked_sub(1)).unwrap_or_default();
            let is_feast = self.is_capital(place) && !self.is_opening(place);
            self.words()[place] == "днем" && (is_feast || is_listed("ru before days", &before))
        };
        let times = found.iter().filter(|found| !is_day(found.tokens.start));
        times.count()
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

    /// How the full hours of the text are read, as the endings of some tell: 10.00-ден has that of its
    /// zeros, 10.00-нан that of its hour.
    pub(crate) fn full_hours(&self, slots: &[Slot<'_>]) -> FullHours {
        let readings = slots.iter().filter_map(|slot| match slot.value {
            Value::Time { hour, minute: 0 } => {
                let ending = hung(slot.written);
                let is_of = |number: &str| moved_number_ending(ending, number, number).is_some();
                match (is_of("0"), is_of(&hour.to_string())) {
                    _ if ending.is_empty() => None,
                    (true, false) => Some(FullHours::WithZeros),
                    (false, true) => Some(FullHours::Bare),
                    _ => None,
                }
            }
            _ => None,
        });
        let mut readings = readings.peekable();
        match readings.peek().copied() {
            Some(first) if readings.all(|other| other == first) => first,
            _ => FullHours::Unknown,
        }
    }

    /// The hours of the part of the day that is said beside a figure.
    pub(crate) fn hours_beside(&self, slot: &Slot<'_>) -> Option<&'static str> {
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
