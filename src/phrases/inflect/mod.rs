//! The forms of a phrase by number and case, as far as rules tell them: to know a written form by,
//! and to make one that never stood.

mod english;
mod kazakh;
mod russian;

use std::collections::BTreeSet;

use super::declension;
use crate::lang::{EN, KK, Language, RU};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Number {
    Singular,
    Plural,
}

/// The cases of Russian and Kazakh; the Russian prepositional is the locative. English has the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Instrumental,
    Locative,
    /// The Kazakh locative before a noun: облыстағы.
    Attributive,
    Ablative,
}

/// What a form may be: one form may be several (Главе is dative and prepositional).
pub(super) type Readings = BTreeSet<(Number, Case)>;

/// Whether a phrase may be written so, where its stems are the same: an English stem is also that of
/// words made of it (currently, presidency), and an acronym has no forms with other letters.
pub(super) fn is_form_of(form: &str, citation: &str, language: Language) -> bool {
    let is_acronym = |c: &str| 1 < c.chars().count() && c.chars().all(char::is_uppercase);
    if is_acronym(citation) && !form.to_lowercase().starts_with(&citation.to_lowercase()) {
        return false;
    }
    !language.same_language(EN) || english::is_form_of(form, citation)
}

/// The forms of a phrase. Only the words up to its head change; what depends on the head stays, or
/// is not known.
#[derive(Debug, Default)]
pub(super) struct Paradigm {
    /// The changing words in each form that is known. A cell with several has rivals, of which the rules
    /// do not know the right one.
    cells: Vec<(Number, Case, String)>,
    /// What stands before them, in whatever form: its stems are known.
    before: String,
    /// What stands behind the head.
    rest: String,
    does_rest_stay: bool,
    /// The nominative of the plural may have another ending than the cells have, and the other cases are
    /// certain only if some plural is attested.
    is_plural_doubtful: bool,
    /// It may be a name, which has no other number: its forms are read, but none is made.
    is_name: bool,
}

impl Paradigm {
    /// Of a phrase in its citation form; empty where the rules are not certain.
    pub(super) fn of(citation: &str, language: Language) -> Paradigm {
        let mut words = citation.split([' ', '-']);
        let is_single = !citation.contains([' ', '-']);
        // Қазақстан Республикасы; in English a post is written so, too.
        let may_be_name = words.all(|word| word.starts_with(char::is_uppercase))
            && (is_single || !citation.contains('-') && !language.same_language(EN));
        let paradigm = if language.same_language(EN) {
            english::paradigm(citation)
        } else if language.same_language(RU) {
            russian::paradigm(citation)
        } else if language.same_language(KK) {
            kazakh::paradigm(citation)
        } else {
            None
        };
        Paradigm {
            is_name: may_be_name,
            ..paradigm.unwrap_or_default()
        }
    }

    /// What a written form may be. Where its head may be one or many, the words behind it tell: as in the
    /// citation form, they belong to one (Главы государства, главы государств).
    pub(super) fn read(&self, form: &str) -> Readings {
        let form = form.to_lowercase();
        let form = self.changing(&form);
        let own = self.rest.to_lowercase();
        let mut readings = Readings::new();
        let mut is_as_cited = true;
        for (number, case, lead) in &self.cells {
            if let Some(rest) = behind(form, &lead.to_lowercase()) {
                is_as_cited = rest == own;
                readings.insert((*number, *case));
            }
        }
        let told = match is_as_cited {
            true => Number::Singular,
            false => Number::Plural,
        };
        if !self.does_rest_stay && readings.iter().any(|&(number, _)| number == told) {
            readings.retain(|&(number, _)| number == told);
        }
        readings
    }

    /// Whether a written form may be one of the phrase's in the singular, as far as all of these are known.
    pub(super) fn may_be(&self, form: &str) -> bool {
        let of_one = self
            .cells
            .iter()
            .filter(|(number, ..)| *number == Number::Singular);
        let cases: BTreeSet<Case> = of_one.map(|&(_, case, _)| case).collect();
        cases.len() < declension::CASES || !self.read(form).is_empty()
    }

    /// The number of a written form: as read, or, where the rules do not know the head, as its ending or
    /// its adjective tells beside the citation form.
    pub(super) fn number(&self, form: &str, citation: &str, language: Language) -> Option<Number> {
        number_of(&self.read(form)).or_else(|| {
            let looks = |text: &str| looks_plural(&text.to_lowercase(), language);
            (looks(form) && !looks(citation)).then_some(Number::Plural)
        })
    }

    /// The form with one of these numbers and cases, if it is but one. What depends on the head is
    /// taken from an attested form of this number.
    pub(super) fn make<'f>(
        &self,
        number: Number,
        cases: &BTreeSet<Case>,
        attested: impl Iterator<Item = &'f str> + Clone,
    ) -> Option<String> {
        if self.is_name {
            return None;
        }
        if self.is_plural_doubtful && number == Number::Plural {
            let is_like_nominative =
                |case: &Case| matches!(case, Case::Nominative | Case::Accusative);
            let is_plural = |form| {
                let readings = self.read(form);
                !readings.is_empty() && readings.iter().all(|&(other, _)| other == number)
            };
            if cases.iter().any(is_like_nominative) || !attested.clone().any(is_plural) {
                return None;
            }
        }
        let wanted = |cell: &&(Number, Case, String)| cell.0 == number && cases.contains(&cell.1);
        let mut leads = self.cells.iter().filter(wanted).map(|(.., lead)| lead);
        let lead = leads.next()?;
        if leads.any(|other| other != lead) {
            return None;
        }
        let rest = match self.does_rest_stay {
            true => self.rest.clone(),
            false => self.rest_of(number, attested)?,
        };
        Some(format!("{}{lead}{rest}", self.before))
    }

    /// A form without what stands before its changing words.
    fn changing<'f>(&self, form: &'f str) -> &'f str {
        let words = self.before.matches(' ').count();
        form.splitn(words + 1, ' ').last().unwrap_or(form)
    }

    /// What stands behind the head in an attested form of this number.
    fn rest_of<'f>(
        &self,
        number: Number,
        mut attested: impl Iterator<Item = &'f str>,
    ) -> Option<String> {
        attested.find_map(|form| {
            let readings = self.read(form);
            let is_of_number = readings.iter().all(|&(other, _)| other == number);
            if readings.is_empty() || !is_of_number {
                return None;
            }
            let lower = form.to_lowercase();
            let lower = self.changing(&lower);
            let mut leads = self.cells.iter().map(|(.., lead)| lead.to_lowercase());
            leads.find_map(|lead| behind(lower, &lead).map(str::to_owned))
        })
    }
}

/// The number, if the readings agree about it.
pub(super) fn number_of(readings: &Readings) -> Option<Number> {
    let mut numbers = readings.iter().map(|&(number, _)| number);
    let first = numbers.next()?;
    numbers.all(|other| other == first).then_some(first)
}

/// The number that a wording shows by an ending alone: in Russian that of an adjective in front. An English end
/// does not tell it (investment, Foreign Affairs).
pub(super) fn shown_number(text: &str, language: Language) -> Option<Number> {
    let text = text.to_lowercase();
    let first = text.split_once(' ').map(|(first, _)| first);
    let is_russian = language.same_language(RU) && first.is_some_and(declension::is_adjective);
    let is_told = is_russian || language.same_language(KK);
    is_told.then(|| match looks_plural(&text, language) {
        true => Number::Plural,
        false => Number::Singular,
    })
}

/// Whether a wording in lower case shows by an ending alone that it is of many.
fn looks_plural(text: &str, language: Language) -> bool {
    let ends = |word: &str, ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let mut words = text.split(' ');
    if language.same_language(EN) {
        return words
            .any(|word| ends(word, &["s", "men", "children"]) && !ends(word, &["ss", "'s", "’s"]));
    }
    if language.same_language(RU) {
        let first = words.next().filter(|_| text.contains(' '));
        return first.and_then(declension::shown) == Some(declension::Shown::Many);
    }
    const MANY: [&str; 6] = ["лар", "лер", "дар", "дер", "тар", "тер"];
    let last = words.next_back().unwrap_or(text);
    language.same_language(KK)
        && MANY
            .iter()
            .any(|end| last.find(end).is_some_and(|at| 3 < at))
}

/// What stands behind these whole words at the beginning of a form.
fn behind<'f>(form: &'f str, lead: &str) -> Option<&'f str> {
    let rest = form.strip_prefix(lead)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

/// The citation form's words up to its head, and what stands behind them.
fn split_behind(citation: &str, words: usize) -> (Vec<&str>, String) {
    let all: Vec<&str> = citation.split(' ').collect();
    let (lead, rest) = all.split_at(words.min(all.len()));
    let rest: Vec<String> = rest.iter().map(|word| format!(" {word}")).collect();
    (lead.to_vec(), rest.concat())
}

#[cfg(test)]
mod tests;
