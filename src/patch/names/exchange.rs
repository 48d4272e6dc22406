//! What a target says beyond its source: it may follow from a name that is exchanged, and would have to
//! change with it: the capital of a country, its people, the person who holds an office there.

use std::ops::Range;

use super::known::{Between, WordSense};
use super::side::Side;
use crate::lang::EN;
use crate::patch::reading::lists::is_listed_form;
use crate::text::{TokenKind, fold};

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
        let words = 0..self.target.forms.len();
        let mut words = words.filter(|&place| !is_among(&self.found, place) && self.is_word(place));
        words.any(|place| {
            let is_name = || {
                !is_headline
                    && !text.begins(place)
                    && text.is_capital(place)
                    && !self.holds_office(place)
            };
            self.tells_kind(place)
                || self.tells_rule(place)
                || self.parts(place).any(|part| {
                    let is_open = match self.sense(part) {
                        WordSense::Common => false,
                        // A text says its own country, where another one says the Republic, the capital.
                        WordSense::Place => self.is_home || !self.is_home_word(part),
                        WordSense::Unknown => is_name() && !self.is_named_beside(place),
                    };
                    is_open && !self.is_said(part)
                })
        })
    }

    fn is_word(&self, place: usize) -> bool {
        let kind = self.target.text.tokens[place].kind;
        matches!(kind, TokenKind::Word | TokenKind::Acronym)
    }

    /// What hyphens join in a word of the target.
    fn parts(&self, place: usize) -> impl Iterator<Item = &str> {
        let parts = self.target.written(place).split(['-', '‑']);
        parts.filter(|part| part.chars().nth(1).is_some())
    }

    fn sense(&self, word: &str) -> WordSense {
        self.between.names.sense(word, self.between.to)
    }

    fn is_home_word(&self, word: &str) -> bool {
        is_listed_form("home", &fold(word, self.between.to), self.between.to)
    }

    /// Whether a word of the target tells which kind of place it speaks of, or whose money, and the source
    /// does not: the southern capital.
    fn tells_kind(&self, place: usize) -> bool {
        let Between { from, to, .. } = *self.between;
        let is_home = |form: &String| is_listed_form("home", form, from);
        !self.target.text.is_capital(place)
            && is_listed_form("told of places", &self.target.forms[place], to)
            && !self.is_said(&self.target.forms[place])
            && !self.source.forms.iter().any(is_home)
            && !self.source.text.text.contains(['$', '€', '₽', '¥'])
    }

    /// Whether a word of the target names those who rule or make laws somewhere as they are called there
    /// and not everywhere, and the source does not: Сейм, Верховная Рада, Ақ үй; the Emperor of Japan.
    fn tells_rule(&self, place: usize) -> bool {
        let (form, to) = (&self.target.forms[place], self.between.to);
        let is_called_so = || {
            is_listed_form("bodies", form, to)
                || self.target.text.is_capital(place) && is_listed_form("big bodies", form, to)
        };
        let is_of_name = || {
            let mut found = self.found.iter();
            is_listed_form("rulers", form, to) && found.any(|name| self.is_of(place, name))
        };
        (is_called_so() && (self.is_home || !self.is_home_word(form)) || is_of_name())
            && !self.is_said(self.target.written(place))
    }

    /// Whether a word of the target has a name as its possessor: Император Японии, the Emperor of Japan,
    /// Japan’s Emperor, Жапония Императоры.
    fn is_of(&self, place: usize, name: &Range<usize>) -> bool {
        let target = self.target;
        let behind = match is_listed_form("state", target.behind(name.end), self.between.to) {
            true => name.end + 1,
            false => name.end,
        };
        match self.between.to.primary() {
            "ru" => place + 1 == name.start,
            "kk" => place == behind,
            _ => {
                let article = usize::from(target.before(name.start) == "the");
                let is_genitive = target.before_article(name.start) == "of";
                place == behind || is_genitive && place + article + 2 == name.start
            }
        }
    }

    /// Whether a word of the source that is not exchanged may say what one of the target does.
    fn is_said(&self, word: &str) -> bool {
        let Between { names, from, to } = *self.between;
        (0..self.source.forms.len()).any(|other| {
            !is_among(&self.stored, other)
                && names.may_say_the_same((word, to), (self.source.written(other), from))
        })
    }

    /// Whether a word of the target is of the first and last name of who is its subject, where the source
    /// begins with an office that none of the exchanged names gives: «Глава государства принял посла
    /// Японии».
    fn holds_office(&self, place: usize) -> bool {
        const FIRST: usize = 3;
        let text = self.target.text;
        let Range { start, end } = self.person(place);
        let opens = |place: usize| {
            let form = &self.target.forms[place];
            let is_common = self.sense(self.target.written(place)) == WordSense::Common;
            !is_among(&self.found, place)
                && (text.is_capital(place) && is_common
                    || is_listed_form("offices", form, text.language))
        };
        start + 1 < end
            && start < FIRST
            && (0..start).all(opens)
            && self.target.behind(end).starts_with(char::is_alphabetic)
            && self.source_begins_with_office()
    }

    /// The unknown words with capitals that a word of the target stands among: of one person.
    fn person(&self, place: usize) -> Range<usize> {
        // Nobody has more names on either side of one.
        const MOST: usize = 4;
        let is_name = |place: &usize| {
            self.target.text.is_capital(*place)
                && !is_among(&self.found, *place)
                && self.sense(self.target.written(*place)) == WordSense::Unknown
        };
        let before = (0..place).rev().take(MOST).take_while(is_name).count();
        let behind = (place..self.target.forms.len())
            .take(MOST)
            .take_while(is_name)
            .count();
        place - before..place + behind
    }

    /// Whether the source has another name of the person of whom a word of the target is one: Jun
    /// Yamada is Дзюн Ямада.
    fn is_named_beside(&self, place: usize) -> bool {
        let mut names = self.person(place);
        names.any(|name| self.is_said(self.target.written(name)))
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
