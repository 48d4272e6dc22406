//! What a target says beyond its source: it may follow from a name that is exchanged, and would have to
//! change with it: the capital of a country, its people, the person who holds an office there.

use std::ops::Range;

use super::known::{Between, WordSense};
use super::side::Side;
use crate::lang::EN;
use crate::patch::lists::is_listed_form;
use crate::text::TokenKind;

/// Two translations, and what is exchanged in them.
pub(super) struct Exchange<'a> {
    pub(super) between: &'a Between<'a>,
    pub(super) source: &'a Side<'a>,
    pub(super) target: &'a Side<'a>,
    /// The tokens of the source's names.
    pub(super) stored: Vec<Range<usize>>,
    /// Those of the target's.
    pub(super) found: Vec<Range<usize>>,
    /// Whether what is exchanged is of the country that texts speak of without naming it.
    pub(super) is_home: bool,
}

impl Exchange<'_> {
    /// Whether the target has a name, or what is of a place, that nothing in the source says but the
    /// names that are exchanged.
    pub(super) fn leaves_what_may_follow(&self) -> bool {
        let text = self.target.text;
        // In an English headline any word has a capital.
        let is_headline = text.language.same_language(EN) && text.is_headline();
        (0..self.target.forms.len()).any(|place| {
            let is_open = match self.sense(place) {
                _ if is_among(&self.found, place) => false,
                WordSense::Common => false,
                // A text says its own country, where another one says the Republic, the capital.
                WordSense::Place => self.is_home || !self.is_home_word(place),
                WordSense::Unknown => {
                    !is_headline && !text.begins(place) && !self.holds_office(place)
                }
            };
            is_open && !self.is_said(place)
        })
    }

    fn sense(&self, place: usize) -> WordSense {
        let text = self.target.text;
        match text.tokens[place].kind {
            TokenKind::Word | TokenKind::Acronym => {
                let word = self.target.written(place);
                self.between.names.sense(word, text.language)
            }
            _ => WordSense::Common,
        }
    }

    fn is_home_word(&self, place: usize) -> bool {
        is_listed_form("home", &self.target.forms[place], self.target.text.language)
    }

    /// Whether a word of the source that is not exchanged may say what one of the target does.
    fn is_said(&self, place: usize) -> bool {
        let Between { names, from, to } = *self.between;
        let word = (self.target.written(place), to);
        (0..self.source.forms.len()).any(|other| {
            !is_among(&self.stored, other)
                && names.may_say_the_same(word, (self.source.written(other), from))
        })
    }

    /// Whether a word of the target is of the first and last name of who is its subject, where the source
    /// begins with an office that none of the exchanged names gives: «Глава государства принял посла
    /// Японии».
    fn holds_office(&self, place: usize) -> bool {
        const FIRST: usize = 3;
        let text = self.target.text;
        let is_name = |place: usize| {
            text.is_capital(place)
                && !is_among(&self.found, place)
                && self.sense(place) == WordSense::Unknown
        };
        let start = (0..=place).rev().take_while(|&p| is_name(p)).last();
        let end = (place..self.target.forms.len())
            .take_while(|&p| is_name(p))
            .last();
        let (Some(start), Some(end)) = (start, end) else {
            return false;
        };
        let opens = |place: usize| {
            let form = &self.target.forms[place];
            text.is_capital(place) && self.sense(place) == WordSense::Common
                || is_listed_form("offices", form, text.language)
        };
        start < end
            && start < FIRST
            && (0..start).all(opens)
            && self.target.behind(end + 1).starts_with(char::is_alphabetic)
            && self.source_begins_with_office()
    }

    fn source_begins_with_office(&self) -> bool {
        const FIRST: usize = 4;
        let language = self.source.text.language;
        let is_office = |form: &String| is_listed_form("offices", form, language);
        let Some(office) = self.source.forms.iter().take(FIRST).position(is_office) else {
            return false;
        };
        // The President of the Republic of Korea, but the Head of State received the Ambassador of Japan.
        let reach = match language.same_language(EN) {
            true => office + FIRST,
            false => office + 1,
        };
        self.stored.iter().all(|name| reach < name.start)
    }
}

fn is_among(names: &[Range<usize>], place: usize) -> bool {
    names.iter().any(|name| name.contains(&place))
}
