//! Days of the week in a text: which words name them, and in what form they stand.

use crate::patch::pairs::Pair;
use crate::patch::reading::lists::is_listed;
use crate::patch::reading::slot::Slot;
use crate::patch::reading::text::Text;
use crate::patch::reading::value::Value;
use crate::patch::reading::weekdays::{Place, governed, weekday_in_any_form};
use crate::text::{Token, TokenKind, fold, is_hyphen};

/// The days of the week that a target names, and those that stand in the query or come from there.
pub(crate) struct Weekdays {
    named: Vec<u8>,
    told: Vec<u8>,
}

impl Weekdays {
    /// `complete` says that query and source differ in figures only.
    pub(crate) fn new(
        (source, sources): (&Text<'_>, &[Slot<'_>]),
        (target, targets): (&Text<'_>, &[Slot<'_>]),
        pairs: &[Pair<'_>],
        complete: bool,
    ) -> Self {
        let mut named: Vec<u8> = targets.iter().filter_map(weekday).collect();
        named.extend(target.other_weekdays(targets));
        let mut told: Vec<u8> = pairs.iter().filter_map(|(_, s)| weekday(s)).collect();
        if complete {
            told.extend(source.other_weekdays(sources));
        }
        Weekdays { named, told }
    }

    /// Whether the target names none: then it leaves out that of another date, too.
    pub(crate) fn are_left_out(&self) -> bool {
        self.named.is_empty()
    }

    /// Whether all of them may stand with another date.
    pub(crate) fn are_told(&self) -> bool {
        self.named.iter().all(|day| self.told.contains(day))
    }
}

/// The day of the week that a figure says.
pub(crate) fn weekday(slot: &Slot<'_>) -> Option<u8> {
    match slot.value {
        Value::Weekday(day) => Some(day),
        _ => None,
    }
}

impl Text<'_> {
    /// Whether a word that may name a day of the week does so: окружающая среда is none, nor are people
    /// called Friday.
    pub(crate) fn is_weekday(&self, place: usize) -> bool {
        let is_clear = match self.language.primary() {
            "en" => self.is_capital(place),
            _ => !self.is_capital(place) || self.is_opening(place),
        };
        let is_milieu = || {
            self.language.primary() == "ru"
                && self.token(place).to_lowercase().starts_with("сред")
                && !self.is_wednesday(place)
        };
        is_clear && !is_milieu()
    }

    /// Whether среда is the day: в среду, со среды, среда, 7 мая.
    fn is_wednesday(&self, place: usize) -> bool {
        let before = self.word(place.checked_sub(1)).unwrap_or_default();
        let is_governed = match &*self.token(place).to_lowercase() {
            "среду" if matches!(&*before, "и" | "или") => self.names_other_weekday(place),
            "среду" => is_listed("ru before wednesday", &before),
            "среды" => is_listed("ru before genitive wednesday", &before),
            "среде" => matches!(&*before, "к" | "ко"),
            _ => false,
        };
        // В среду обитания, but в среду состоялось.
        let behind = self.word(Some(place + 1)).unwrap_or_default();
        let is_attribute = ["ая", "ую", "ой", "ей"]
            .iter()
            .any(|end| before.ends_with(end));
        is_governed && !is_listed("ru behind milieu", &behind)
            || !is_attribute && self.is_beside_date(place)
    }

    /// Whether a word before a token names a day of the week: в понедельник и среду.
    fn names_other_weekday(&self, place: usize) -> bool {
        let mut words = (0..place)
            .rev()
            .map(|other| self.token(other).to_lowercase());
        words.any(|word| weekday_in_any_form(&word, self.language).is_some())
    }

    /// Whether a date stands beside a token, with at most a mark between.
    fn is_beside_date(&self, place: usize) -> bool {
        let is = |place: Option<usize>, kind| {
            let token = place.and_then(|place| self.tokens.get(place));
            token.is_some_and(|token| token.kind == kind)
        };
        let is_beside = |one: Option<usize>, two: Option<usize>| {
            is(one, TokenKind::Date) || is(one, TokenKind::Punctuation) && is(two, TokenKind::Date)
        };
        is_beside(Some(place + 1), Some(place + 2))
            || is_beside(place.checked_sub(1), place.checked_sub(2))
    }

    /// Where a day of the week stands.
    pub(crate) fn place_of_weekday<'w>(&self, slot: &Slot<'_>, before: &'w str) -> Place<'w> {
        Place {
            before,
            is_apart: self.is_apart(slot.place),
            is_said_of: self.is_said_of(slot),
        }
    }

    /// Whether a day of the week stands by itself, beside a date that nothing governs: 5 мая, понедельник;
    /// but not в понедельник, 5 мая, и вторник, 6 мая.
    fn is_apart(&self, place: usize) -> bool {
        let is_governed = || {
            (1..place).any(|other| {
                let names = weekday_in_any_form(&self.token(other).to_lowercase(), self.language);
                names.is_some() && governed(&self.token(other - 1).to_lowercase()).is_some()
            })
        };
        let before = place.checked_sub(1).map(|before| self.tokens[before].kind);
        self.is_beside_date(place)
            && before.is_none_or(|kind| matches!(kind, TokenKind::Punctuation | TokenKind::Date))
            && !is_governed()
    }

    /// Whether behind a day of the week, and the date beside it, a word stands that may agree with it.
    fn is_said_of(&self, slot: &Slot<'_>) -> bool {
        const ENDINGS: [&str; 9] = ["ен", "ан", "ит", "ет", "тся", "лся", "лась", "лось", "ым"];
        let is_apart = |token: &&Token| {
            use TokenKind::*;
            matches!(token.kind, Punctuation | Date | Number | Symbol)
        };
        let mut behind = self.tokens[slot.last + 1..].iter().skip_while(is_apart);
        let word = behind
            .next()
            .map(|token| fold(token.text(self.text), self.language));
        word.is_some_and(|word| {
            ENDINGS.iter().any(|ending| word.ends_with(ending))
                || matches!(
                    &*word,
                    "был" | "была" | "было" | "станет" | "стал" | "стала" | "стало"
                )
        })
    }

    /// The days of the week that it names, in whatever form, as far as figures do not say them: Mondays,
    /// пн; `slots` are its figures.
    fn other_weekdays(&self, slots: &[Slot<'_>]) -> Vec<u8> {
        let is_other = |place: usize| {
            slots
                .iter()
                .all(|s| s.place != place || weekday(s).is_none())
        };
        let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        let mut days = Vec::new();
        for (place, token) in self.tokens.iter().enumerate() {
            let written = token.text(self.text);
            // Sun and wed are words.
            let is_clear = self.language.primary() != "en" || self.is_capital(place);
            if is_word(token) && is_clear && is_other(place) {
                let word = fold(written, self.language);
                let parts = word.split(is_hyphen);
                days.extend(parts.filter_map(|part| weekday_in_any_form(part, self.language)));
            }
        }
        days
    }
}
