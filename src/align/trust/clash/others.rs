//! Whether two sides of a bead speak of other places, or of other persons.

use std::cell::LazyCell;
use std::ops::Range;

use super::{Both, MOST_COMPARED, Value, may_be_name};
use crate::align::reading::words::{Kind, Token, Word};
use crate::align::vocabulary::lexicon::{Group, Lexicon, Sense, places};
use crate::align::vocabulary::sound::{may_be_one, readings};
use crate::align::vocabulary::spelling::lower;

/// What is one of the places of the lexicon.
const PLACES: [Group; 2] = [Group::Country, Group::City];

/// What surnames end in that are spelt by rule in all three languages. Foreign ones are not: Wheeler is
/// Уилер and Уиллер.
const SURNAMES: [&str; 4] = ["ov", "ev", "ов", "ев"];

impl Both<'_> {
    /// Whether the two sides of a bead speak of two countries, or two cities or regions, that the
    /// lexicon knows, and one of them stands nowhere in the other version.
    pub(super) fn have_other_places(&self, sides: &[Range<usize>; 2]) -> bool {
        let Some(lexicon) = self.lexicon else {
            return false;
        };
        let open = |group: Group| {
            [0, 1].map(|side| {
                let is_open = |word: &u32| {
                    let mut links = self.links_of_place(side, *word, lexicon);
                    self.word(side, *word).says_alone(group, lexicon)
                        && !links.any(|to| self.stands(1 - side, to, sides))
                };
                let places = self.values[side].places[sides[side].clone()].iter();
                places
                    .flatten()
                    .copied()
                    .filter(is_open)
                    .collect::<Vec<u32>>()
            })
        };
        let clash = |group: Group| {
            let mut open = open(group);
            if open.iter().any(Vec::is_empty) {
                return false;
            }
            for (side, open) in open.iter_mut().enumerate() {
                let forms = self.forms(side, sides);
                let language = self.texts[side].words.language;
                open.retain(|word| {
                    let form = &forms[word].form;
                    let mut named = places(language, form).iter();
                    form.starts_with(char::is_uppercase)
                        && named.any(|place| lexicon.group(*place) == group)
                });
            }
            let is_nowhere = |side: usize| {
                let mut open = open[side].iter();
                open.any(|&word| self.links_of_place(side, word, lexicon).next().is_none())
            };
            !open.iter().any(Vec::is_empty) && (is_nowhere(0) || is_nowhere(1))
        };
        PLACES.into_iter().any(clash)
    }

    /// Whether each side of a bead speaks of a person that the other does not name, and one of them
    /// stands nowhere in the other version.
    pub(super) fn have_other_persons(&self, sides: &[Range<usize>; 2]) -> bool {
        let open = [0, 1].map(|side| {
            let mut open = self.words_of(side, sides, Value::Name);
            open.retain(|&word| !self.is_answered(side, word, sides));
            open
        });
        !open.iter().any(Vec::is_empty)
            && (self.have_other_surnames(&open, sides) || self.have_other_names(&open, sides))
    }

    /// Whether two persons of one first name have other surnames, of these words of both sides.
    fn have_other_surnames(&self, open: &[Vec<u32>; 2], sides: &[Range<usize>; 2]) -> bool {
        let surnames = [0, 1].map(|side| self.surnames(side, &open[side], sides));
        let is_same_first = |one: u32, other: u32| self.links(0, one).any(|to| to == other);
        // Of every surname, whether the other side has a name that may be it.
        let are_named = LazyCell::new(|| {
            [0, 1].map(|side| -> Vec<bool> {
                let there = self.readings_of(1 - side, &open[1 - side], sides);
                let own = surnames[side].iter().map(|(.., form)| form);
                own.map(|form| is_read_in(form, &there)).collect()
            })
        });
        let [one, other] = &surnames;
        one.iter().enumerate().any(|(own, (first, word, _))| {
            let mut others = other.iter().enumerate();
            others.any(|(there, (other_first, other_word, _))| {
                is_same_first(*first, *other_first)
                    && self.one_stands_nowhere(&[vec![*word], vec![*other_word]])
                    && !are_named[0][own]
                    && !are_named[1][there]
            })
        })
    }

    /// Surnames that stand behind another name, out of these words of one side of a bead: the one before,
    /// the surname, and how it is written.
    fn surnames(
        &self,
        side: usize,
        open: &[u32],
        sides: &[Range<usize>; 2],
    ) -> Vec<(u32, u32, String)> {
        let mut surnames = Vec::new();
        for sentence in self.sentences(side, sides) {
            let mut before: Option<u32> = None;
            for token in sentence {
                let is_surname =
                    || self.is_unknown_name(side, token, open) && is_surname(&token.form);
                if let Some(first) = before.filter(|_| is_surname()) {
                    surnames.push((first, token.word, token.form.to_string()));
                }
                before = (token.kind == Kind::Name).then_some(token.word);
            }
        }
        surnames.truncate(MOST_COMPARED);
        surnames
    }

    /// Whether each side names a person of whom the other has no name, of these words.
    fn have_other_names(&self, open: &[Vec<u32>; 2], sides: &[Range<usize>; 2]) -> bool {
        let may_name_one = |side: usize| {
            let words = open[side].iter().map(|&word| self.word(side, word));
            2 <= words.filter(|word| word.senses.is_empty()).count()
        };
        if !may_name_one(0) || !may_name_one(1) || !self.one_stands_nowhere(open) {
            return false;
        }
        let one = self.persons(0, &open[0], sides);
        if one.is_empty() {
            return false;
        }
        let other = self.persons(1, &open[1], sides);
        if other.is_empty() {
            return false;
        }
        let [names, other_names] = [0, 1].map(|side| self.readings_of(side, &open[side], sides));
        // Of one person, one name may be written or even translated otherwise; not all are.
        let is_named = |person: &[String], names: &[Vec<Vec<u8>>]| {
            person.iter().any(|name| is_read_in(name, names))
        };
        one.iter().any(|person| !is_named(person, &other_names))
            && other.iter().any(|person| !is_named(person, &names))
    }

    /// Names side by side that the lexicon does not know, out of these words of one side of a bead.
    fn persons(&self, side: usize, open: &[u32], sides: &[Range<usize>; 2]) -> Vec<Vec<String>> {
        let mut persons: Vec<Vec<String>> = Vec::new();
        for sentence in self.sentences(side, sides) {
            persons.push(Vec::new());
            for token in sentence {
                let is_name = self.is_unknown_name(side, token, open);
                match (is_name, persons.last_mut()) {
                    (true, Some(person)) => person.push(token.form.to_string()),
                    _ => persons.push(Vec::new()),
                }
            }
        }
        persons.retain(|person| 2 <= person.len());
        persons.truncate(MOST_COMPARED);
        persons
    }

    /// What these words of one side of a bead sound like, as they are written there.
    fn readings_of(
        &self,
        side: usize,
        words: &[u32],
        sides: &[Range<usize>; 2],
    ) -> Vec<Vec<Vec<u8>>> {
        let forms = self.forms(side, sides);
        let forms = words.iter().map(|word| forms[word].lower());
        forms.map(readings).collect()
    }

    /// Whether a word as it is written is a name that the lexicon does not know, and one of these.
    fn is_unknown_name(&self, side: usize, token: &Token<'_>, open: &[u32]) -> bool {
        let language = self.texts[side].words.language;
        let may_be_name = |lexicon| may_be_name(&token.form, language, lexicon);
        token.kind == Kind::Name
            && open.binary_search(&token.word).is_ok()
            && self.word(side, token.word).senses.is_empty()
            && self.lexicon.is_some_and(may_be_name)
    }

    /// Whether some of these words of both sides has nothing in the other version that may translate
    /// it.
    fn one_stands_nowhere(&self, open: &[Vec<u32>; 2]) -> bool {
        let is_nowhere = |side: usize| {
            let mut open = open[side].iter();
            open.any(|&word| self.is_nowhere(side, word))
        };
        is_nowhere(0) || is_nowhere(1)
    }

    /// What may translate a place: not another one, however alike they sound: Uzbekistan, Казахстан.
    fn links_of_place(
        &self,
        side: usize,
        word: u32,
        lexicon: &Lexicon,
    ) -> impl Iterator<Item = u32> {
        let senses = self.word(side, word).senses;
        self.links(side, word).filter(move |&to| {
            let to = self.word(1 - side, to);
            let is_same = |sense: &Sense| senses.iter().any(|own| own.entry == sense.entry);
            to.senses.iter().any(is_same) || !names_place(to, lexicon)
        })
    }
}

/// Whether a word names one of the places of the lexicon.
pub(super) fn names_place(word: &Word<'_>, lexicon: &Lexicon) -> bool {
    let mut whole = word.senses.iter().filter(|sense| sense.share == 1.0);
    whole.any(|sense| PLACES.contains(&lexicon.group(sense.entry)))
}

/// Whether a name sounds like one of those.
fn is_read_in(name: &str, names: &[Vec<Vec<u8>>]) -> bool {
    let own = readings(&lower(name));
    names.iter().any(|name| may_be_one(&own, name))
}

/// Whether a name ends in one of [`SURNAMES`] and what may be a case or a gender.
fn is_surname(form: &str) -> bool {
    const LONGEST_ENDING: usize = 4;
    let ends_in = |surname: &&str| {
        let ending = form.rsplit_once(*surname).map(|(_, ending)| ending);
        ending.is_some_and(|ending| ending.chars().count() <= LONGEST_ENDING)
    };
    SURNAMES.iter().any(ends_in)
}
