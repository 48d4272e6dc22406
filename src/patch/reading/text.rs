//! A text cut into tokens, with its figures and what stands around them.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::kazakh::ABLATIVE;
use super::lists::{Found, is_listed_form, is_listed_stem, phrases};
use super::slot::{Grain, Slot, currency_of};
use super::slots::slots;
use super::value::Value;
use crate::lang::{KK, Language};
use crate::text::{Token, TokenKind, fold, stem, tokens};

/// What a sign before a figure says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Minus,
    Plus,
}

/// What a figure says, with the power of its scale word, its sign and its currency.
pub(crate) type Said = (Value, u8, Option<Sign>, Option<&'static str>);

/// A text in its language, cut into tokens.
pub(crate) struct Text<'t> {
    pub(crate) text: &'t str,
    pub(crate) language: Language,
    pub(crate) tokens: Cow<'t, [Token]>,
    /// Its figures, dates taken whole, where they were worked out before.
    figures: Option<Vec<Slot<'t>>>,
    stems: Rc<Stems>,
    pub(crate) kept: Kept,
}

/// The stems of words that were asked for. A source shares those of the query, of which it has most words.
#[derive(Default)]
struct Stems(RefCell<FxHashMap<String, Rc<str>>>);

/// What was worked out of a text, which each of its figures asks for.
#[derive(Default)]
pub(crate) struct Kept {
    words: OnceCell<Vec<String>>,
    found: RefCell<FxHashMap<&'static str, Rc<[Found]>>>,
    pub(crate) feasts: OnceCell<usize>,
}

impl<'t> Text<'t> {
    pub(crate) fn new(text: &'t str, language: Language) -> Self {
        Text::of(text, language, Cow::Owned(tokens(text, language)))
    }

    pub(crate) fn of(text: &'t str, language: Language, tokens: Cow<'t, [Token]>) -> Self {
        Text {
            text,
            language,
            tokens,
            figures: None,
            stems: Rc::default(),
            kept: Kept::default(),
        }
    }

    /// The same, its figures worked out for all who ask for them.
    pub(crate) fn with_figures(mut self) -> Self {
        self.figures = Some(self.figures(Grain::Whole));
        self
    }

    /// The same, beside a text that has many of its words.
    pub(crate) fn beside(mut self, other: &Text<'_>) -> Self {
        if self.language.primary() == other.language.primary() {
            self.stems = Rc::clone(&other.stems);
        }
        self
    }

    /// The stem of a word of the text.
    pub(crate) fn stem(&self, word: &str) -> Rc<str> {
        let mut stems = self.stems.0.borrow_mut();
        if let Some(known) = stems.get(word) {
            return Rc::clone(known);
        }
        let found: Rc<str> = stem(word, self.language).into();
        stems.insert(word.to_owned(), Rc::clone(&found));
        found
    }

    /// The token at each place, if it is a word, folded.
    pub(crate) fn words(&self) -> &[String] {
        let word = |place| self.word(Some(place)).unwrap_or_default();
        let words = || (0..self.tokens.len()).map(word).collect();
        self.kept.words.get_or_init(words)
    }

    /// The words that a list of the language has, as their beginnings or whole; searched once.
    pub(crate) fn found_of(&self, list: &'static str) -> Rc<[Found]> {
        if let Some(found) = self.kept.found.borrow().get(list) {
            return Rc::clone(found);
        }
        let phrases = phrases(&format!("{} {list}", self.language.primary()));
        let words = if phrases.is_empty() {
            &[]
        } else {
            self.words()
        };
        let found_at = |place: usize| {
            phrases.iter().find_map(|phrase| {
                let len = phrase.opens(&words[place..])?;
                let (tokens, says) = (place..place + len, phrase.says);
                Some(Found { tokens, says })
            })
        };
        let found: Rc<[Found]> = (0..words.len()).filter_map(found_at).collect();
        let mut kept = self.kept.found.borrow_mut();
        Rc::clone(kept.entry(list).or_insert(found))
    }

    pub(crate) fn token(&self, place: usize) -> &str {
        self.tokens[place].text(self.text)
    }

    /// The bytes of some tokens.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end
    }

    pub(crate) fn written(&self, tokens: &Range<usize>) -> &str {
        &self.text[self.bytes(tokens)]
    }

    /// Whether there are words among some tokens.
    pub(crate) fn has_words(&self, tokens: &Range<usize>) -> bool {
        let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        self.tokens[tokens.clone()].iter().any(is_word)
    }

    /// Whether a word among some tokens has a capital letter.
    pub(crate) fn has_capital(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|place| self.is_capital(place))
    }

    /// Whether some tokens are words that [begin like a name](begins_like_name).
    pub(crate) fn may_be_name(&self, tokens: &Range<usize>) -> bool {
        let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        let words = tokens.clone().map(|place| self.token(place));
        self.tokens[tokens.clone()].iter().all(is_word) && begins_like_name(words, self.language)
    }

    pub(crate) fn is_capital(&self, place: usize) -> bool {
        self.token(place).starts_with(char::is_uppercase)
    }

    /// Whether a word has a capital, and no more capitals behind it.
    fn begins_name(&self, place: usize) -> bool {
        let mut letters = self.token(place).chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    }

    pub(crate) fn slots(&self, grain: Grain) -> Cow<'_, [Slot<'_>]> {
        match &self.figures {
            Some(figures) if grain == Grain::Whole => Cow::Borrowed(figures),
            _ => Cow::Owned(self.figures(grain)),
        }
    }

    fn figures(&self, grain: Grain) -> Vec<Slot<'t>> {
        let mut slots = slots(self.text, &self.tokens, self.language, grain);
        slots
            .retain(|slot| !matches!(slot.value, Value::Weekday(_)) || self.is_weekday(slot.place));
        for at in (0..slots.len()).rev() {
            let next = slots.get(at + 1);
            slots[at].hour = self.full_hour(&slots[at], next);
        }
        for at in 1..slots.len() {
            if slots[at].hour.is_none() && slots[at - 1].hour.is_some() {
                slots[at].hour = self.full_hour(&slots[at], Some(&slots[at - 1]));
            }
        }
        slots
    }

    /// What its figures say, with their signs.
    pub(crate) fn says(&self) -> Vec<Said> {
        let slots = self.slots(Grain::Whole);
        let says = slots.iter().map(|slot| {
            let (value, power) = slot.says();
            (value, power, self.sign(slot), slot.currency())
        });
        says.collect()
    }

    /// The sign before a figure, in a mark or in words. A dash right behind a letter or digit joins,
    /// and so does one between figures: 5–7, 5 – 7, EXPO-2017.
    pub(crate) fn sign(&self, slot: &Slot<'_>) -> Option<Sign> {
        let is_dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '−');
        let number = slot.range.start + slot.number.start;
        let is_between = |c: char| c.is_whitespace() || "$€£¥₸₽".contains(c);
        let before = self.text[..number].trim_end_matches(is_between);
        if let Some(before) = before.strip_suffix(is_dash) {
            let joins = before.ends_with(char::is_alphanumeric)
                || before.trim_end().ends_with(|c: char| c.is_ascii_digit());
            return (!joins).then_some(Sign::Minus);
        }
        let word = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        match &*word.to_lowercase() {
            "" if before.ends_with('+') => Some(Sign::Plus),
            "minus" | "минус" => Some(Sign::Minus),
            "plus" | "плюс" => Some(Sign::Plus),
            _ => None,
        }
    }

    /// The mark of a sign right before a number.
    pub(crate) fn mark_of_sign(&self, slot: &Slot<'_>) -> Option<Range<usize>> {
        let number = slot.range.start + slot.number.start;
        let mark = self.text[..number].chars().next_back()?;
        let is_mark = matches!(mark, '-' | '−' | '–' | '+');
        (is_mark && self.sign(slot).is_some()).then(|| number - mark.len_utf8()..number)
    }

    /// Whether a bracket opens right before a figure and its sign.
    pub(crate) fn opens_bracket(&self, slot: &Slot<'_>) -> bool {
        let before = self.text[..slot.range.start].trim_end_matches(['-', '−', '–', '+']);
        before.ends_with('(')
    }

    /// Whether a figure has the mark of another sign before it than a figure of another text: -5, +7.
    pub(crate) fn turns_sign(
        &self,
        slot: &Slot<'_>,
        other: &Text<'_>,
        other_slot: &Slot<'_>,
    ) -> bool {
        self.mark_of_sign(slot).is_some()
            && other.mark_of_sign(other_slot).is_some()
            && self.sign(slot) != other.sign(other_slot)
    }

    /// The token at a place, if it is a word, folded.
    pub(crate) fn word(&self, place: Option<usize>) -> Option<String> {
        let token = self.tokens.get(place?)?;
        let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        let is_numero = token.text(self.text) == "№";
        (is_word || is_numero).then(|| word_form(token.text(self.text), self.language))
    }

    /// The words that follow a figure with nothing but blanks between, folded: the rest of its own
    /// token, and the next ones; and how many of them are its own.
    pub(crate) fn words_behind(&self, slot: &Slot<'_>) -> (Vec<String>, usize) {
        const MOST: usize = 5;
        let own = match slot.ending {
            "" => slot.around().1,
            _ => "",
        };
        let own = own.split_whitespace();
        let mut words: Vec<String> = own
            .map(|word| word_form(word, self.language))
            .filter(|word| !word.is_empty())
            .collect();
        let own = words.len();
        for (at, token) in self
            .tokens
            .iter()
            .enumerate()
            .skip(slot.last + 1)
            .take(MOST)
        {
            let Some(word) = self.word(Some(at)) else {
                break;
            };
            let before = &self.text[self.tokens[at - 1].range.end..token.range.start];
            // Колл-центр 1494 Агентства: what begins a name is not counted.
            let is_name = self.language.primary() != "en" && self.begins_name(at);
            if is_name || !before.chars().all(char::is_whitespace) {
                break;
            }
            words.push(word);
        }
        (words, own)
    }

    /// Whether two figures are a range or a list, with but a mark or a conjunction between: 5–7, 1 and 2
    /// May, January-March.
    pub(crate) fn joins(&self, one: &Slot<'_>, other: &Slot<'_>) -> bool {
        let are_months =
            [one, other].map(|slot| matches!(slot.value, Value::Month(_))) == [true; 2];
        if one.place == other.place && are_months {
            return true;
        }
        let (first, second) = match one.place < other.place {
            true => (one.last, other.place),
            false => (other.last, one.place),
        };
        let begins_range =
            |slot: &Slot<'_>| self.language.same_language(KK) && ABLATIVE.contains(&slot.ending);
        match second.saturating_sub(first) {
            // 19,9-дан 20,4-ке дейін.
            1 => begins_range(if one.place < other.place { one } else { other }),
            2 => self.is_link(&self.tokens[first + 1]),
            _ => false,
        }
    }

    fn is_link(&self, token: &Token) -> bool {
        token.kind == TokenKind::Punctuation || self.is_join(token)
    }

    /// Whether a word stands between the figures of a range or a list.
    pub(crate) fn is_join(&self, token: &Token) -> bool {
        let stem = self.stem(token.text(self.text));
        is_listed_stem("joins", &stem, self.language)
    }

    /// The currency of a number: of its own words, or of the next two: 5 млн японских иен.
    pub(crate) fn currency(&self, slot: &Slot<'_>) -> Option<&'static str> {
        const NEAR: usize = 3;
        let is_number = matches!(slot.kind, TokenKind::Number | TokenKind::Currency);
        let behind = || {
            let (words, _) = self.words_behind(slot);
            words.iter().take(NEAR).find_map(|word| currency_of(word))
        };
        slot.currency().or_else(behind).filter(|_| is_number)
    }

    pub(crate) fn words_around(&self, slot: &Slot<'_>) -> (String, String) {
        let before = self.word(slot.place.checked_sub(1));
        let (_, rest) = slot.around();
        let own = rest
            .split_whitespace()
            .map(|word| word_form(word, self.language))
            .find(|word| !word.is_empty());
        let behind = match rest.trim().is_empty() || !slot.ending.is_empty() {
            true => self.word(Some(slot.last + 1)),
            false => own,
        };
        (before.unwrap_or_default(), behind.unwrap_or_default())
    }

    /// The words nearest to a figure, passing over a few marks and other figures: what `27` stands
    /// before in `«27» мая` and `27–29 мая`; each with the number of figures passed.
    pub(crate) fn nearest_words(&self, slot: &Slot<'_>) -> [(String, usize); 2] {
        const MOST_PASSED: usize = 3;
        let (before, behind) = self.words_around(slot);
        let nearest = |places: &mut dyn Iterator<Item = usize>| {
            let mut figures = 0;
            let mut places = places.take(MOST_PASSED + 1).take_while(|&place| {
                let kind = self.tokens[place].kind;
                !matches!(
                    kind,
                    TokenKind::Placeholder | TokenKind::Tag | TokenKind::Url
                )
            });
            let word = places.find_map(|place| {
                figures += usize::from(self.tokens[place].value.is_some());
                self.word(Some(place))
            });
            (word.unwrap_or_default(), figures)
        };
        let or_nearest = |word: String, places: &mut dyn Iterator<Item = usize>| match &*word {
            "" => nearest(places),
            _ => (word, 0),
        };
        [
            or_nearest(before, &mut (0..slot.place).rev()),
            or_nearest(behind, &mut (slot.last + 1..self.tokens.len())),
        ]
    }
}

/// Whether words begin with a capital letter, or with what kind of place the capital behind it names:
/// область Абай.
pub(crate) fn begins_like_name<'w>(
    mut words: impl Iterator<Item = &'w str>,
    language: Language,
) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    match words.next() {
        Some(first) if !is_capital(first) => {
            words.next().is_some_and(is_capital) && is_listed_form("generic", first, language)
        }
        first => first.is_some(),
    }
}

/// A word as it is compared: folded, without the full stop of an abbreviation.
fn word_form(written: &str, language: Language) -> String {
    let folded = fold(written, language);
    folded
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '№')
        .to_owned()
}
