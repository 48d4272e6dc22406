//! A figure among its neighbours, and what becomes of them.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::agreeing::{Form, agreeing};
use crate::lang::Language;
use crate::patch::reading::lists::is_listed;
use crate::patch::reading::value::Class;

/// A figure among its neighbours in a target.
pub(in crate::patch) struct Neighbours<'t> {
    /// The word right before it, folded.
    pub(in crate::patch) before: &'t str,
    /// The word before the first figure of the range or the list that this one ends, folded: на of
    /// на 10–12 процентов.
    pub(in crate::patch) head: &'t str,
    /// The word right behind it, folded: the rest of its own token, or the next one.
    pub(in crate::patch) behind: &'t str,
    /// That word and those which follow it with nothing but blanks between, folded.
    pub(in crate::patch) following: &'t [String],
    /// What stands before the figure.
    pub(in crate::patch) lead: &'t str,
    /// What stands behind the figure's own token.
    pub(in crate::patch) rest: &'t str,
    /// How many of the words that follow are in the figure's own token.
    pub(in crate::patch) own: usize,
    /// Whether the figure, or its range, begins the text, or what follows a colon or a dash.
    pub(in crate::patch) is_opening: bool,
    /// The small letters that hang on its token behind a hyphen: `ти` of `5-ти`.
    pub(in crate::patch) hung: &'t str,
    /// Whether the source's figure counts what stands beside it, or is its number.
    pub(in crate::patch) counts: Option<bool>,
    pub(in crate::patch) whole: &'t Whole<'t>,
}

/// The whole target, of which much is asked that is the same for all of its figures.
pub(in crate::patch) struct Whole<'t> {
    pub(in crate::patch) text: &'t str,
    has_english_verb: OnceCell<bool>,
    has_pronoun: OnceCell<bool>,
    agrees_with_one: OnceCell<Vec<Range<usize>>>,
    agrees_with_more: OnceCell<Vec<Range<usize>>>,
    agrees_with_many: OnceCell<Vec<Range<usize>>>,
    denied: OnceCell<HashSet<String>>,
}

/// What becomes of the words around a figure when it is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) enum Fit {
    /// They stay.
    Right,
    /// The words right behind it become these.
    Behind(Vec<String>),
    /// The word right before it becomes this one.
    Before(String),
    /// So do the word right before it and those right behind.
    Around(String, Vec<String>),
    /// They would have to change, or may have to.
    Wrong,
}

impl<'t> Whole<'t> {
    pub(in crate::patch) fn new(text: &'t str) -> Self {
        Whole {
            text,
            has_english_verb: OnceCell::new(),
            has_pronoun: OnceCell::new(),
            agrees_with_one: OnceCell::new(),
            agrees_with_more: OnceCell::new(),
            agrees_with_many: OnceCell::new(),
            denied: OnceCell::new(),
        }
    }

    /// Whether it has an English verb that agrees with a subject.
    pub(in crate::patch) fn has_english_verb(&self) -> bool {
        let has_verb = || self.words().any(|word| is_listed("en verbs", &word));
        *self.has_english_verb.get_or_init(has_verb)
    }

    /// Whether it has a pronoun that may stand for what is counted.
    pub(in crate::patch) fn has_pronoun(&self, language: Language) -> bool {
        let has_pronoun = || {
            let list = format!("{} pronouns", language.primary());
            self.words().any(|word| is_listed(&list, &word))
        };
        *self.has_pronoun.get_or_init(has_pronoun)
    }

    /// Whether it has Russian words, other than the figure with what it counts, that may agree with that
    /// as a subject, and would not if its class were another one: 5 стран готовы, 21 страна готова.
    pub(in crate::patch) fn agrees(&self, [old, new]: [Class; 2], counted: &Range<usize>) -> bool {
        use Form::*;
        let (words, forms): (_, &[Form]) = match (old, new) {
            (Class::One, _) => (
                &self.agrees_with_one,
                &[Masculine, Feminine, Neuter, Singular],
            ),
            (_, Class::One) => (&self.agrees_with_more, &[Plural, Several, Neuter, Singular]),
            // 5 стран ждут and 5 стран ждет, but 2 страны ждут.
            (_, Class::Few) => (&self.agrees_with_many, &[Impersonal]),
            _ => return false,
        };
        let words = words.get_or_init(|| agreeing(self.text, forms));
        words.first().is_some_and(|word| word.start < counted.start)
            || words.last().is_some_and(|word| counted.end < word.end)
    }

    /// Whether не stands before this word, in lower case.
    pub(in crate::patch) fn denies(&self, word: &str) -> bool {
        let denied = self.denied.get_or_init(|| {
            let words: Vec<String> = self.words().collect();
            let pairs = words.windows(2).filter(|pair| pair[0] == "не");
            pairs.map(|pair| pair[1].clone()).collect()
        });
        denied.contains(word)
    }

    /// Its words in lower case.
    fn words(&self) -> impl Iterator<Item = String> + '_ {
        let words = self.text.split(|c: char| !c.is_alphabetic());
        words.map(str::to_lowercase)
    }
}

impl From<bool> for Fit {
    fn from(is_right: bool) -> Self {
        if is_right { Fit::Right } else { Fit::Wrong }
    }
}

impl Fit {
    /// Both of two changes; but only one side of a figure is written anew.
    pub(in crate::patch) fn and(self, other: Fit) -> Fit {
        match (self, other) {
            (Fit::Right, fit) | (fit, Fit::Right) => fit,
            _ => Fit::Wrong,
        }
    }
}

impl Neighbours<'_> {
    /// Whether the figure is the first of two that a mark joins: 3 of 3:1, 1 of 1/8.
    pub(in crate::patch) fn is_joined_by(&self, mark: char) -> bool {
        let other = self.rest.strip_prefix(mark);
        other.is_some_and(|other| other.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// What stands behind the tags or the quotation mark that the figure stands in: `<b>5</b> laws`.
    pub(in crate::patch) fn behind_marks(&self) -> Option<&str> {
        let mut behind = self.rest;
        if self.lead.ends_with(['«', '“', '„', '"']) {
            behind = behind.strip_prefix(['»', '”', '“', '"']).unwrap_or(behind);
        }
        while let Some(tag) = behind.strip_prefix('<') {
            behind = tag.split_once('>')?.1;
        }
        (behind.len() < self.rest.len()).then_some(behind)
    }

    /// The first of two figures that a mark joins, if the figure is the second.
    pub(in crate::patch) fn other_before(&self, mark: char) -> Option<&str> {
        let lead = self.lead.strip_suffix(mark)?;
        let before = lead.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &lead[before.len()..];
        // 4,00/4,33 are no whole numbers.
        (!digits.is_empty() && !before.ends_with(['.', ','])).then_some(digits)
    }

    /// What follows some of the words behind the figure.
    pub(in crate::patch) fn rest_behind(&self, words: usize) -> &str {
        (self.own..words).fold(self.rest, |rest, _| {
            let rest = rest.trim_start();
            rest.trim_start_matches(|c: char| c.is_alphabetic() || c == '-')
        })
    }
}
