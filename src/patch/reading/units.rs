//! Quantities: so many units of measure, said in figures or in words: 24 часа, полтора года, a week.

use std::cell::OnceCell;
use std::ops::Range;

use super::letters::{month_of, number_in};
use super::lists::{is_listed, listed};
use super::slot::Slot;
use super::text::Text;
use super::value::Value;
use super::weekdays::weekday_in_any_form;
use crate::lang::{KK, Language, RU};
use crate::text::{TokenKind, Unit, is_hyphen, unit_of};

/// In seconds.
pub(crate) const HOUR: f64 = 3600.0;
pub(crate) const DAY: f64 = 24.0 * HOUR;
pub(crate) const YEAR: f64 = 365.25 * DAY;
pub(crate) const MONTH: f64 = YEAR / 12.0;

/// So many of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Quantity {
    unit: Unit,
    amount: f64,
    /// The bytes of its number and its unit.
    pub(crate) range: Range<usize>,
    /// The bytes of its figure; nothing where it is said in words.
    pub(crate) figure: Option<Range<usize>>,
}

impl Quantity {
    pub(crate) fn is(&self, other: &Quantity) -> bool {
        self.unit == other.unit && self.amount == other.amount
    }

    pub(crate) fn is_in_unit_of(&self, other: &Quantity) -> bool {
        self.unit == other.unit
    }

    /// The years of the calendar are no quantities.
    fn is_year(&self) -> bool {
        self.figure.is_some() && self.unit.size == YEAR && 1000.0 <= self.amount
    }

    /// How many of a unit of time of so many seconds there are, if it is said in these.
    pub(crate) fn in_units_of(&self, seconds: f64) -> Option<f64> {
        let is_same = self.unit.measures == "time" && self.unit.size == seconds;
        is_same.then_some(self.amount)
    }

    /// How many of a unit of time of so many seconds it is, said in these or in longer ones: a week has 7
    /// days.
    pub(crate) fn in_parts_of(&self, seconds: f64) -> Option<f64> {
        let is_whole = self.unit.measures == "time" && seconds <= self.unit.size;
        is_whole.then_some(self.amount * self.unit.size / seconds)
    }

    /// Whether the other is as much, more or less, in another unit: 12 months and a year, 90 days and 3
    /// months.
    pub(crate) fn is_as_much_as(&self, other: &Quantity) -> bool {
        const OFF: f64 = 0.1;
        let [one, two] = [self, other].map(|quantity| quantity.amount * quantity.unit.size);
        self.unit.measures == other.unit.measures
            && self.unit.size != other.unit.size
            && (one - two).abs() <= OFF * one.min(two)
    }
}

/// Whether a word in lower case is one of a list of its language.
fn is_in(list: &str, word: &str, language: Language) -> bool {
    is_listed(&format!("{} {list}", language.primary()), word)
}

/// A word of a text.
struct Word<'t> {
    range: Range<usize>,
    written: &'t str,
    lower: OnceCell<String>,
}

impl Word<'_> {
    /// In lower case, which few words are asked for.
    fn lower(&self) -> &str {
        let lower = || self.written.to_lowercase().replace('ё', "е");
        self.lower.get_or_init(lower)
    }
}

/// What a text says of quantities; `slots` are its figures.
pub(crate) fn quantities(text: &Text<'_>, slots: &[Slot<'_>]) -> Vec<Quantity> {
    let reader = Reader {
        text,
        words: words(text.text),
    };
    let mut found = reader.in_figures(slots);
    let mut taken = vec![false; reader.words.len()];
    let figures = found.iter().map(|quantity| quantity.range.clone());
    let tokens = slots
        .iter()
        .map(|slot| text.tokens[slot.place].range.clone());
    for range in figures.chain(tokens) {
        let first = reader
            .words
            .partition_point(|word| word.range.end <= range.start);
        let words = reader.words[first..].iter().zip(&mut taken[first..]);
        let inside = words.take_while(|(word, _)| word.range.start < range.end);
        inside.for_each(|(_, taken)| *taken = true);
    }
    let in_words = (0..taken.len()).filter(|&place| !taken[place]);
    found.extend(in_words.filter_map(|place| reader.in_words(place)));
    found.extend(text.found_of("periods").iter().filter_map(|period| {
        let unit = Unit {
            measures: "time",
            size: DAY * period.says.parse::<f64>().ok()?,
        };
        Some(Quantity {
            unit,
            amount: 1.0,
            range: text.bytes(&period.tokens),
            figure: None,
        })
    }));
    found.retain(|quantity| !quantity.is_year());
    found
}

/// What it says of them in figures.
pub(crate) fn quantities_in_figures(text: &Text<'_>, slots: &[Slot<'_>]) -> Vec<Quantity> {
    let reader = Reader {
        text,
        words: words(text.text),
    };
    let mut found = reader.in_figures(slots);
    found.retain(|quantity| !quantity.is_year());
    found
}

fn amount(slot: &Slot<'_>) -> Option<f64> {
    let is_number = matches!(slot.value, Value::Number(_)) && slot.kind == TokenKind::Number;
    is_number.then(|| slot.amount()?.parse().ok()).flatten()
}

struct Reader<'t> {
    text: &'t Text<'t>,
    words: Vec<Word<'t>>,
}

impl Reader<'_> {
    /// The quantities of figures.
    fn in_figures(&self, slots: &[Slot<'_>]) -> Vec<Quantity> {
        let text = self.text;
        let mut found: Vec<Quantity> = Vec::new();
        // A range has its unit behind its end: 12–18 months.
        for (at, slot) in slots.iter().enumerate().rev() {
            let Some(amount) = amount(slot) else { continue };
            let own = self.unit_behind(slot);
            let inherited = || {
                let next = slots.get(at + 1).filter(|next| text.joins(slot, next))?;
                let of_next = |quantity: &&Quantity| quantity.figure.as_ref() == Some(&next.range);
                let next = found.last().filter(of_next)?;
                Some((next.unit, slot.range.end))
            };
            if let Some((unit, end)) = own.or_else(inherited) {
                found.push(Quantity {
                    unit,
                    amount,
                    range: slot.range.start..end,
                    figure: Some(slot.range.clone()),
                });
            }
        }
        found
    }

    /// The unit of a figure, and where it ends.
    fn unit_behind(&self, slot: &Slot<'_>) -> Option<(Unit, usize)> {
        const MOST_BETWEEN: usize = 2;
        let language = self.text.language;
        let number = match &slot.scale {
            Some(scale) => slot.range.start + scale.end,
            None if slot.ending.is_empty() => slot.range.start + slot.number.end,
            None => slot.range.end,
        };
        let first = self.words.partition_point(|word| word.range.start < number);
        let mut end = number;
        let mut is_square = false;
        for word in self.words[first..].iter().take(MOST_BETWEEN + 1) {
            if !self.text.text[end..word.range.start].chars().all(joins) {
                return None;
            }
            end = word.range.end;
            if let Some(unit) = unit_of(word.lower(), true, language) {
                let unit = match is_square && unit.measures == "length" {
                    true => Unit {
                        measures: "area",
                        size: unit.size * unit.size,
                    },
                    false => unit,
                };
                return Some((unit, end));
            }
            is_square |= is_in("squares", word.lower(), language);
            if !is_square && !is_in("before units", word.lower(), language) {
                return None;
            }
        }
        None
    }

    /// The quantity whose unit, without a figure, is the word at a place: two weeks, полтора часа, неделя.
    fn in_words(&self, place: usize) -> Option<Quantity> {
        // Two hundred and twenty-five and a half.
        const MOST_WORDS: usize = 8;
        let language = self.text.language;
        let word = &self.words[place];
        let (unit, first_part) = self.unit_or_compound(place)?;
        let (mut number, mut start) = (first_part, place);
        while first_part.is_none() && place - start < MOST_WORDS && self.follows(start) {
            let before = &self.words[start - 1];
            let value = number_in(before.lower(), language);
            number = match (value, number) {
                (Some(value), None) => Some(value),
                // Two thousand, and twenty-five.
                (Some(value), Some(known)) if value < known => Some(value * known),
                (Some(value), Some(known)) => Some(value + known),
                // Half an hour; два с половиной.
                (None, _) if self.belongs_to_half(start - 1, number) => number,
                (None, None) if is_in("before units", before.lower(), language) => None,
                (None, _) => break,
            };
            start -= 1;
        }
        let has_half_behind = self.has_half_behind(place);
        let amount = number.unwrap_or(1.0) + if has_half_behind { 0.5 } else { 0.0 };
        let is_bare = number.is_none() && !has_half_behind;
        (!is_bare || !self.is_rate(place)).then(|| Quantity {
            unit,
            amount,
            range: self.words[start].range.start..word.range.end,
            figure: None,
        })
    }

    /// The unit that a word names, and the number that it begins with: двухдневный.
    fn unit_or_compound(&self, place: usize) -> Option<(Unit, Option<f64>)> {
        let language = self.text.language;
        let word = self.words[place].lower();
        if let Some(unit) = unit_of(word, false, language) {
            return Some((unit, None));
        }
        if !language.same_language(RU) {
            return None;
        }
        let mut parts = (1..).zip(listed("ru first parts"));
        parts.find_map(|(number, part)| {
            let unit = unit_of(word.strip_prefix(part)?, true, language)?;
            Some((unit, Some(f64::from(number))))
        })
    }

    /// Whether nothing but a blank or a hyphen stands before a word, and behind another one.
    fn follows(&self, place: usize) -> bool {
        place > 0 && {
            let gap = self.words[place - 1].range.end..self.words[place].range.start;
            self.text.text[gap].chars().all(joins)
        }
    }

    /// Whether a word only joins a half to a number or to a unit.
    fn belongs_to_half(&self, place: usize, number: Option<f64>) -> bool {
        let is = |place: Option<usize>, words: &[&str]| {
            let word = place.and_then(|place| self.words.get(place));
            word.is_some_and(|word| words.contains(&word.lower()))
        };
        let before = place.checked_sub(1);
        let is_article = is(Some(place), &["a", "an"]);
        match number {
            None => is_article && is(before, &["half"]),
            Some(half) => {
                half == 0.5
                    && (is(Some(place), &["с", "and"]) || is_article && is(before, &["and"]))
            }
        }
    }

    /// Whether half of a unit is added behind it: a year and a half, год с половиной.
    fn has_half_behind(&self, place: usize) -> bool {
        let behind: Vec<&str> = self.words[place + 1..]
            .iter()
            .take(3)
            .map(|word| word.lower())
            .collect();
        behind.starts_with(&["and", "a", "half"]) || behind.starts_with(&["с", "половиной"])
    }

    /// Whether a unit without a number says how often, 24 hours a day, раз в год, күніне, or of what a date
    /// is one: 5 мамыр күні.
    fn is_rate(&self, place: usize) -> bool {
        let language = self.text.language;
        let word = self.words[place].lower();
        let is_each = ["ына", "іне"].iter().any(|ending| word.ends_with(ending));
        if language.same_language(KK) && is_each {
            return true;
        }
        if !self.follows(place) {
            return false;
        }
        let before = &self.words[place - 1];
        let tokens = &self.text.tokens;
        let token = tokens.partition_point(|token| token.range.start <= before.range.start);
        let is_date = token.checked_sub(1).is_some_and(|token| {
            let written = self.text.token(token);
            tokens[token].kind == TokenKind::Date
                || month_of(written, false, false, language).is_some()
        });
        let is_month = || {
            let month = month_of(before.lower(), false, false, language);
            month.is_some() && language.primary() != "en"
        };
        if is_date || is_month() || weekday_in_any_form(before.lower(), language).is_some() {
            return true;
        }
        // 24 hours, or a day; 24 hours (a day); for a day; с интервалом в неделю.
        let is_article = matches!(before.lower(), "a" | "an");
        let is_apart = is_article && !self.follows(place - 1);
        let is_link = || {
            let link = self.words[..place - 1].last();
            link.is_some_and(|link| is_in("no rates", link.lower(), language))
        };
        is_in("rates", before.lower(), language) && !is_apart && !is_link()
    }
}

/// Whether a character may stand between a number and its unit.
fn joins(c: char) -> bool {
    c.is_whitespace() || is_hyphen(c) || c == '.'
}

/// Runs of letters and digits.
fn words(text: &str) -> Vec<Word<'_>> {
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let runs = runs.filter(|run| !run.is_empty());
    let word = |written| {
        let start = str::as_ptr(written) as usize - text.as_ptr() as usize;
        Word {
            range: start..start + written.len(),
            written,
            lower: OnceCell::new(),
        }
    };
    runs.map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::EN;
    use crate::patch::reading::slot::Grain;

    fn said(text: &str, language: Language) -> Vec<(&'static str, f64)> {
        let text = Text::new(text, language);
        let found = quantities(&text, &text.slots(Grain::Whole));
        let mut found: Vec<_> = found
            .iter()
            .map(|q| (q.range.start, q.unit.measures, q.amount * q.unit.size))
            .collect();
        found.sort_by_key(|(start, ..)| *start);
        found
            .into_iter()
            .map(|(_, kind, all)| (kind, all))
            .collect()
    }

    #[test]
    fn quantities_are_read_in_figures_and_in_words() {
        for (text, language, all) in [
            ("24 часа, или 1 сутки", RU, &[DAY, DAY][..]),
            ("24 сағат, немесе бір тәулік", KK, &[DAY, DAY]),
            ("24 hours, or a day", EN, &[DAY, DAY]),
            ("24 hours a day", EN, &[DAY]),
            ("полтора часа (90 минут)", RU, &[5400.0, 5400.0]),
            ("an hour and a half, 90 minutes", EN, &[5400.0, 5400.0]),
            ("half an hour", EN, &[1800.0]),
            ("два с половиной часа", RU, &[9000.0]),
            ("бір жарым сағат", KK, &[5400.0]),
            ("полгода", RU, &[YEAR / 2.0]),
            ("two weeks, 14 days", EN, &[14.0 * DAY, 14.0 * DAY]),
            ("a 12-month course", EN, &[YEAR]),
            ("двухдневный курс", RU, &[2.0 * DAY]),
            ("12 айлық жылдық курс", KK, &[YEAR, YEAR]),
            ("12 месяцев 2024 года", RU, &[YEAR]),
            ("двадцать пять лет", RU, &[25.0 * YEAR]),
            ("100 лет – век", RU, &[100.0 * YEAR, 100.0 * YEAR]),
            ("12–24 months", EN, &[YEAR, 2.0 * YEAR]),
            ("5 школ, раз в год", RU, &[]),
            ("5 мамыр күні", KK, &[]),
        ] {
            let said = said(text, language);
            assert_eq!(said.len(), all.len(), "{text}: {said:?}");
            for ((kind, found), expected) in said.iter().zip(all) {
                assert_eq!(*kind, "time", "{text}");
                assert!((found - expected).abs() < 1.0, "{text}: {found}");
            }
        }
        for (text, kind, all) in [
            ("1000 кг", "mass", 1e6),
            ("1,5 тыс. т", "mass", 1.5e9),
            ("80 кв. м", "area", 80.0),
            ("2 кв. км", "area", 2e6),
            ("3 мили", "length", 3.0 * 1609.344),
        ] {
            assert_eq!(said(text, RU), [(kind, all)], "{text}");
        }
    }
}
