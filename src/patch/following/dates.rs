//! Days and months that a target names, and its source does not: в ночь на 6 мая, 5 мамырдан 6 мамырға қараған
//! түні; by 15 November, до 15 октября.

use super::beyond::{is_of_day, year};
use super::days::weekday;
use super::derived::{Unsaid, sayings};
use crate::patch::reading::slot::Slot;
use crate::patch::reading::text::Text;
use crate::patch::reading::value::Value;
use crate::text;

impl Unsaid<'_> {
    /// Whether the target names another day or month than its source, beside the figure of a date or in its
    /// stead: what that is to the date nobody knows, or the stored texts contradict each other.
    pub(crate) fn names_other_day(&self, source: &Slot<'_>, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 8;
        let is_near = |slot: &Slot<'_>| {
            let tokens = slot.place..slot.last + 1;
            slot.place == figure.place || self.target.is_near(figure, &tokens, MOST_BETWEEN)
        };
        // From 2026, с 1 января 2026 года: where the source names no day, its year may be told by one.
        let tells_year = is_year(figure) && !self.sources.iter().any(names_day);
        let mut all = self.targets.iter();
        is_of_day(figure)
            && weekday(figure).is_none()
            && !tells_year
            && (self.is_of_other_date(source, figure)
                || all.any(|slot| is_near(slot) && self.is_other_day(slot)))
    }

    /// Whether the source names nowhere the day or the month that a figure of the target names.
    fn is_other_day(&self, slot: &Slot<'_>) -> bool {
        let (month, day) = match slot.value {
            Value::Date { month, day, .. } => (Some(month), Some(day)),
            Value::Month(month) => (Some(month), None),
            // The day of a date that is taken by its parts.
            Value::Number(ref number) if self.target.date_at(slot.place).is_some() => {
                (None, number.parse().ok())
            }
            _ => return false,
        };
        let names_month = |month| self.source.names_month(month, self.sources);
        let says_day = |day| self.says_day(day);
        !(self.is_like_number(slot) || month.is_none_or(names_month) && day.is_none_or(says_day))
    }

    /// Whether the source says the number of a day, in figures or in words.
    pub(super) fn says_day(&self, day: u8) -> bool {
        let number = day.to_string();
        let mut said = self.sources.iter().flat_map(sayings);
        said.any(|said| said == number) || self.source.values_in_words().contains(&f64::from(day))
    }

    /// Whether a day or a month and the one that it answers to are parts of dates that differ in the month or
    /// the year. Of two dates the first has the year in one language, the second in another.
    fn is_of_other_date(&self, source: &Slot<'_>, figure: &Slot<'_>) -> bool {
        let dates = self.source.date_at(source.place);
        let dates = dates.zip(self.target.date_at(figure.place));
        let differ = dates.is_some_and(|((year, month), (other_year, other_month))| {
            let years = year.zip(other_year);
            month != other_month || years.is_some_and(|(one, other)| one != other)
        });
        differ && !is_year(figure)
    }
}

/// Whether a figure is a year by itself.
fn is_year(slot: &Slot<'_>) -> bool {
    matches!(slot.value, Value::Number(_)) && year(slot).is_some()
}

fn names_day(slot: &Slot<'_>) -> bool {
    matches!(slot.value, Value::Date { .. } | Value::Month(_))
}

impl Text<'_> {
    /// The year and the month of the date that a token is.
    pub(super) fn date_at(&self, place: usize) -> Option<(Option<u16>, u8)> {
        match self.tokens[place].value {
            Some(text::Value::Date { year, month, .. }) => Some((year, month)),
            _ => None,
        }
    }
}
