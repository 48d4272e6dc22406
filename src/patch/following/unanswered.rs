//! Numbers that a target says beside a figure, and to which nothing in its source answers: 5 часов – с 14:00 до
//! 19:00; до 2030 года, еще пять лет; 1975, почти полвека.

use std::ops::Range;

use super::beyond::year;
use super::derived::{Unsaid, amount, sayings};
use crate::patch::reading::letters::month_of;
use crate::patch::reading::lists::is_listed;
use crate::patch::reading::slot::{Slot, bare};
use crate::patch::reading::text::Text;
use crate::patch::reading::value::Value;
use crate::text::{TokenKind, is_hyphen};

impl Unsaid<'_> {
    /// Whether such a number stands near a figure that changes: it may follow from the figure in a way that
    /// nobody has foreseen.
    pub(crate) fn has_unanswered_beside(&self, figure: &Slot<'_>) -> bool {
        // In texts with more, numbers are told of others.
        const MOST_FIGURES: usize = 6;
        const MOST_BETWEEN: usize = 8;
        let is_it = |tokens: &Range<usize>| {
            self.target.is_near(figure, tokens, MOST_BETWEEN)
                && !self.target.is_named(tokens)
                && !self.measures_as_source(tokens)
        };
        self.targets.len() <= MOST_FIGURES && self.unanswered().iter().any(is_it)
    }

    /// The tokens of such numbers, and of those that belong to names or measure as much as the source.
    fn unanswered(&self) -> &[Range<usize>] {
        self.unanswered.get_or_init(|| {
            let in_figures = self.targets.iter().filter(|slot| !self.is_answered(slot));
            let mut found: Vec<Range<usize>> =
                in_figures.map(|slot| slot.place..slot.last + 1).collect();
            found.extend(self.unanswered_words());
            found.extend(self.unanswered_halves());
            found
        })
    }

    fn unanswered_words(&self) -> Vec<Range<usize>> {
        // Of so many it is judged as of a bound whether there are more.
        const LEAST_BOUND: f64 = 12.0;
        let mut said = self.source.values_in_words();
        said.extend(self.source.numbers_in_compounds());
        said.extend(self.sources.iter().filter_map(amount));
        let parts = self.sources.iter().flat_map(sayings);
        said.extend(parts.filter_map(|part| part.parse::<f64>().ok()));
        said.extend(&self.multiples_of_source);
        // One is an article as well; the first half and the fourth quarter are told by their number.
        let is_said = |number: f64| number == 1.0 || said.contains(&number);
        let unsaid = self.target.numbers_in_places().into_iter();
        let unsaid = unsaid.filter(|(number, place)| {
            let is_bound = LEAST_BOUND <= *number && self.target.is_compared(*place);
            !is_said(*number) && !is_said(number.trunc()) && !is_bound
        });
        // Полтора миллиона, one and a half million.
        let has_half = !self.source.found_of("half").is_empty();
        let unsaid = unsaid.filter(|(number, _)| {
            let thousands = number.abs().log10().div_euclid(3.0);
            !has_half || number / 1000f64.powf(thousands) != 1.5
        });
        unsaid.map(|(_, place)| place..place + 1).collect()
    }

    fn unanswered_halves(&self) -> Vec<Range<usize>> {
        let of_source = ["half", "half years"].map(|list| self.source.found_of(list).len());
        let of_target = self.target.found_of("half");
        let is_half = |slot: &Slot<'_>| {
            bare(slot).is_some_and(|number| number.fract() == 0.5 || number == 50.0)
        };
        // More than half, 55%, is judged as a bound.
        let is_percent = |slot: &Slot<'_>| slot.kind == TokenKind::Percent;
        let is_said = self.source.values_in_words().contains(&1.5)
            || self.sources.iter().any(is_half)
            || self.targets.iter().any(is_percent)
            || of_target.len() <= of_source.iter().sum();
        match is_said {
            true => Vec::new(),
            false => of_target.iter().map(|half| half.tokens.clone()).collect(),
        }
    }

    /// Whether something in the source may be what a figure of the target says.
    fn is_answered(&self, figure: &Slot<'_>) -> bool {
        use TokenKind::*;
        let is_in_source = |saying: String| {
            let mut said = self.sources.iter().flat_map(sayings);
            said.any(|said| said == saying)
        };
        // Until 10 May 2024 is not answered by another day of May, or of 2024.
        if let Value::Date { month, day, .. } = figure.value {
            return self.says_day(day) && self.source.names_month(month, self.sources);
        }
        let says_same = || sayings(figure).any(is_in_source);
        // 7 утра, 8 a.m.
        let says_hour = || {
            const HALF_A_DAY: f64 = 12.0;
            let hour = |slot: &Slot<'_>| match slot.value {
                Value::Time { hour, .. } => Some(f64::from(hour) % HALF_A_DAY),
                _ => None,
            };
            let own = bare(figure).map(|number| number % HALF_A_DAY);
            own.is_some() && self.sources.iter().any(|slot| hour(slot) == own)
        };
        let says_in_words = || {
            let number = amount(figure).unwrap_or(f64::NAN);
            self.source.values_in_words().contains(&number)
                || self.multiples_of_source.contains(&number)
        };
        let is_known = match figure.value {
            Value::Weekday(_) => true,
            Value::Time { .. } => !self.source.found_of("named hours").is_empty(),
            Value::Month(month) => self.source.names_month(month, self.sources),
            _ => figure.kind == Percent && !self.shares_of_source.is_empty(),
        };
        // Codes are no numbers.
        let is_name = matches!(figure.kind, Word | Acronym) || figure.ends_name;
        is_name
            || is_known
            || says_same()
            || says_in_words()
            || says_hour()
            || self.is_like_number(figure)
            || self.is_year_of_date(figure)
    }

    /// Маусым is June, and a season.
    pub(super) fn is_like_number(&self, figure: &Slot<'_>) -> bool {
        let like_numbers = self.target.found_of("like numbers");
        let mut all = like_numbers.iter();
        all.any(|found| found.tokens.contains(&figure.place))
    }

    /// Whether a year stands beside a month or a season, which the source may have alone: 2024 жылғы мамырда.
    fn is_year_of_date(&self, figure: &Slot<'_>) -> bool {
        const MOST_BETWEEN: usize = 2;
        let is_near = |place: usize| figure.place.abs_diff(place) <= MOST_BETWEEN;
        let is_date = |slot: &Slot<'_>| matches!(slot.value, Value::Month(_) | Value::Date { .. });
        let mut dates = self.targets.iter().filter(|slot| is_date(slot));
        year(figure).is_some()
            && (dates.any(|date| is_near(date.place))
                || self
                    .target
                    .found_of("seasons")
                    .iter()
                    .any(|season| is_near(season.tokens.start)))
    }

    /// Whether what is measured by a number is as much in the source in another unit: полгода, six months.
    fn measures_as_source(&self, tokens: &Range<usize>) -> bool {
        let [of_source, of_target] = self.quantities();
        let bytes = self.target.bytes(tokens);
        let mut own = of_target.iter().filter(|quantity| {
            quantity.range.start < bytes.end && bytes.start < quantity.range.end
        });
        own.any(|own| {
            let mut all = of_source.iter();
            all.any(|other| own.is(other) || own.is_as_much_as(other))
        })
    }
}

impl Text<'_> {
    /// Whether a number belongs to a name: Большая двадцатка, «100 нақты қадам».
    fn is_named(&self, tokens: &Range<usize>) -> bool {
        let before = &self.text[..self.tokens[tokens.start].range.start];
        let is_in = |open, close| before.matches(open).count() > before.matches(close).count();
        let is_opening = || before.trim_end().ends_with(['.', '!', '?', ':']) || before.is_empty();
        is_in('«', '»')
            || is_in('“', '”')
            || self.token(tokens.start).starts_with(char::is_uppercase) && !is_opening()
    }

    /// Whether a word compares something with a number: более двадцати, жүзден астам.
    pub(super) fn is_compared(&self, place: usize) -> bool {
        const BESIDE: usize = 2;
        let list = format!("{} comparing", self.language.primary());
        let words = &self.words()[place.saturating_sub(BESIDE)..];
        let mut beside = words.iter().take(2 * BESIDE + 1);
        beside.any(|word| is_listed(&list, word))
    }

    /// Whether a text names a month, in small letters, too.
    pub(super) fn names_month(&self, month: u8, slots: &[Slot<'_>]) -> bool {
        let is_of = |slot: &Slot<'_>| match slot.value {
            Value::Date { month: own, .. } | Value::Month(own) => own == month,
            _ => false,
        };
        // January-June, and in small letters.
        let is_it = |word: &str| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            let capital: String = first.chain(letters).collect();
            let mut all = [word, &capital].into_iter();
            all.any(|word| month_of(word, false, true, self.language) == Some(month))
        };
        let mut words = self.words().iter().flat_map(|word| word.split(is_hyphen));
        // Of a date in small letters no part is the month: january 1.
        let is_date = |place: usize| self.date_at(place).is_some_and(|date| date.1 == month);
        slots.iter().any(is_of) || words.any(is_it) || (0..self.tokens.len()).any(is_date)
    }
}
