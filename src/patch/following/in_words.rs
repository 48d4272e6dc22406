//! What the words of a text say of numbers: все пять, четверть, вдвое, пятерка.

use super::derived::amount;
use crate::lang::{KK, Language};
use crate::patch::reading::kazakh::ABLATIVE;
use crate::patch::reading::letters::{is_number, number_in, number_of};
use crate::patch::reading::lists::{is_listed, listed, listed_for};
use crate::patch::reading::slot::Slot;
use crate::patch::reading::text::Text;
use crate::text::{TokenKind, fold, is_hyphen, stem};

impl Text<'_> {
    /// The shares that words say, in percent.
    pub(super) fn shares_in_words(&self) -> Vec<f64> {
        let words = self.folded_words();
        let parts = words.iter().flat_map(|word| word.split(is_hyphen));
        let parts: Vec<&str> = parts.collect();
        let share = |(place, word): (usize, &&str)| {
            let before = place.checked_sub(1).map(|before| parts[before]);
            let fraction = before.and_then(|before| self.fraction([before, word]));
            fraction.or_else(|| self.begins_like("shares", word))
        };
        let in_one = parts.iter().enumerate().filter_map(share);
        let of_so_many = words.windows(3).filter_map(|words| self.fraction_of(words));
        in_one.chain(of_so_many).collect()
    }

    /// How many times as much words say there is: вдвое, в два раза, every second.
    pub(super) fn multiples_in_words(&self) -> Vec<f64> {
        let list = format!("{} times", self.language.primary());
        let words = self.folded_words();
        let is_times = |place: Option<usize>| {
            let word = place.and_then(|place| words.get(place));
            word.is_some_and(|word| is_listed(&list, word))
        };
        let multiple = |(place, word): (usize, &String)| {
            let number = number_in(word, self.language)?;
            (is_times(Some(place + 1)) || is_times(place.checked_sub(1))).then_some(number)
        };
        let in_one_word = self.found_of("multiples");
        let in_one_word = in_one_word
            .iter()
            .filter_map(|found| found.says.parse().ok());
        let mut all: Vec<f64> = in_one_word.collect();
        all.extend(words.iter().enumerate().filter_map(multiple));
        all
    }

    /// What a list has for how a word begins.
    pub(super) fn begins_like(&self, list: &str, word: &str) -> Option<f64> {
        let list = format!("{} {list}", self.language.primary());
        let mut all = listed(&list)
            .iter()
            .filter_map(|entry| entry.split_once('/'));
        let (_, number) = all.find(|(name, _)| word.starts_with(name))?;
        number.parse().ok()
    }

    fn folded_words(&self) -> Vec<String> {
        let words = self
            .tokens
            .iter()
            .filter(|token| token.kind == TokenKind::Word);
        let words = words.map(|token| fold(token.text(self.text), self.language));
        words.collect()
    }

    /// The numbers that words say by themselves: пятерка.
    pub(crate) fn collectives(&self) -> Vec<f64> {
        let list = format!("{} collectives", self.language.primary());
        let words = self.words().iter();
        let known = words.filter_map(|word| listed_for(&list, word));
        known.filter_map(|number| number.parse().ok()).collect()
    }

    /// The numbers that words begin with: двухдневный.
    pub(super) fn numbers_in_compounds(&self) -> impl Iterator<Item = f64> {
        let parts = listed("ru first parts");
        let compounds = ["ru compounds", "ru compounds in words"].map(listed);
        let number = move |word: &String| {
            let is_of = |part: &&str| {
                let begins = |rest: &str| {
                    let mut all = compounds.iter().copied().flatten();
                    all.any(|begin| rest.starts_with(begin))
                };
                word.strip_prefix(part).is_some_and(begins)
            };
            let place = parts.iter().position(is_of)?;
            Some((place + 1) as f64)
        };
        self.words().iter().filter_map(number)
    }

    /// Whether a figure in brackets says again what words before it say: пять (5) дней, одна страна (1). Behind a
    /// figure a number's word is its scale, 12 мың (57%); and what is compared with a share is no number: more
    /// than half (55%).
    pub(crate) fn is_said_before_bracket(&self, figure: &Slot<'_>) -> bool {
        const MOST_WORDS: usize = 4;
        let bracket = figure.place.checked_sub(1);
        let Some(bracket) = bracket.filter(|place| self.token(*place) == "(") else {
            return false;
        };
        let numbers = (0..bracket)
            .rev()
            .map_while(|place| Some((place, self.word(Some(place))?)))
            .take(MOST_WORDS)
            .filter_map(|(place, word)| Some((place, number_in(&word, self.language)?, word)));
        let is_scale = |place: usize| place > 0 && self.tokens[place - 1].value.is_some();
        let numbers: Vec<(usize, f64, String)> =
            numbers.filter(|(place, ..)| !is_scale(*place)).collect();
        let is_share = |word: &str, place| {
            self.begins_like("shares", word).is_some() && self.is_compared(place)
        };
        let is_number_before = numbers
            .first()
            .is_some_and(|(place, _, word)| place + 1 == bracket && !is_share(word, *place));
        let own = amount(figure);
        let all: f64 = numbers.iter().map(|(_, number, _)| number).sum();
        let mut each = numbers.iter().map(|(_, number, _)| *number);
        is_number_before
            || each.any(|number| own == Some(number))
            || 1 < numbers.len() && own == Some(all)
    }

    /// The numbers that are written in words, and what says that there are two of something.
    pub(super) fn values_in_words(&self) -> Vec<f64> {
        let numbers = self.numbers_in_places().into_iter();
        numbers.map(|(number, _)| number).collect()
    }

    /// The same, with the places of their first words.
    pub(super) fn numbers_in_places(&self) -> Vec<(f64, usize)> {
        let language = self.language;
        let list = |name: &str| format!("{} {name}", language.primary());
        let (collectives, no_numbers) = (list("collectives"), list("no numbers"));
        let (mut values, mut last, mut is_behind_figure) = (Vec::new(), None, false);
        let no_numbers_begin = self.found_of("like numbers");
        let is_no_number = |place: usize| {
            let mut found = no_numbers_begin.iter();
            found.any(|found| found.tokens.contains(&place))
        };
        for (place, token) in self.tokens.iter().enumerate() {
            // Behind a figure a number's word is its scale, or a second.
            let is_unit = std::mem::replace(&mut is_behind_figure, token.value.is_some());
            let word = fold(token.text(self.text), language);
            // A hundred and fifty-five.
            if last.is_some_and(|last| 100.0 <= last) && word == "and" {
                continue;
            }
            if token.kind != TokenKind::Word
                || is_unit
                || is_listed(&no_numbers, &word)
                || is_no_number(place)
            {
                last = None;
                continue;
            }
            if let Some(number) = listed_for(&collectives, &word) {
                let number: Option<f64> = number.parse().ok();
                match (last, values.last_mut(), number) {
                    // Два десятка.
                    (Some(last), Some((value, _)), Some(ten)) if last < ten => *value *= ten,
                    _ => values.extend(number.map(|number| (number, place))),
                }
                last = None;
                continue;
            }
            for part in word.split(is_hyphen) {
                last = add_in_words(&mut values, last, (part, place), language);
            }
        }
        let jubilees = self.found_of("anniversaries");
        let years = jubilees
            .iter()
            .filter_map(|found| Some((found.says.parse::<f64>().ok()?, found.tokens.start)));
        values.extend(years);
        values
    }
}

/// Adds what a word says to the number that the words before it say, twenty and five, or to all numbers;
/// tells what the number's last word said.
fn add_in_words(
    values: &mut Vec<(f64, usize)>,
    last: Option<f64>,
    (word, place): (&str, usize),
    language: Language,
) -> Option<f64> {
    const HUNDRED: f64 = 100.0;
    let stem = stem(word, language);
    let number = number_of(&stem, language)?;
    match (last, values.last_mut()) {
        (Some(last), Some((value, _))) if number < last => *value += number,
        (Some(_), Some((value, _))) if HUNDRED <= number => *value *= number,
        _ if is_number(&stem, language) => values.push((number, place)),
        _ => return None,
    }
    // Бестен бір is one fifth.
    let is_from = || ABLATIVE.iter().any(|end| word.ends_with(end));
    let is_whole_of = language.same_language(KK) && is_from();
    (!is_whole_of).then_some(number)
}
