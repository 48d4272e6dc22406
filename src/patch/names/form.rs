//! The form in which another name takes the place of one that was found, or why nobody knows it.

use std::ops::Range;

use super::found::Found;
use super::known::{NameKind, Names};
use super::russian::{self, Gender, declined};
use super::side::Side;
use super::{english, kazakh};
use crate::lang::{KK, RU};
use crate::patch::agree::{Form, agreeing};
use crate::patch::outcome::Refusal;
use crate::patch::reading::capitals::with_capital;
use crate::patch::reading::kazakh::is_particle;
use crate::patch::reading::lists::{is_listed, is_listed_form};

/// A name as it must stand where another one was found, with the tokens that it takes the place
/// of.
pub(super) fn form(
    names: &dyn Names,
    target: &Side<'_>,
    found: &Found,
    name: &str,
) -> Result<(Range<usize>, String), Refusal> {
    let (tokens, form) = match target.text.language.primary() {
        "ru" => (
            found.tokens.clone(),
            in_russian(names, target, found, name)?,
        ),
        "kk" => in_kazakh(names, target, found, name)?,
        "en" => {
            english::with_article(target, found, name).ok_or_else(|| agreement(target, found))?
        }
        _ => (found.tokens.clone(), name.to_owned()),
    };
    let written = target.text.written(&found.tokens);
    let form = sized(form, written, &found.name);
    Ok(match tokens.start {
        0 => (tokens, with_capital(&form)),
        _ => (tokens, form),
    })
}

fn in_russian(
    names: &dyn Names,
    target: &Side<'_>,
    found: &Found,
    name: &str,
) -> Result<String, Refusal> {
    let doubt = || doubt(target, found);
    let is_right = declined(&found.name, found.kind).zip(declined(name, found.kind));
    let (old, new) = is_right.ok_or_else(doubt)?;
    let before = target.before(found.tokens.start);
    let cases = russian::governed(before, found.cases);
    let in_cases = (0..russian::CASES).filter(|case| cases & 1 << case != 0);
    let form_in = |case| match russian::locative(before, case, name) {
        Some(form) => form,
        None => &*new.forms[case],
    };
    let mut forms: Vec<&str> = in_cases.map(form_in).collect();
    forms.dedup();
    let [form] = forms[..] else {
        return Err(doubt());
    };
    // Мартин is an Englishman or a Russian: с Мартином, с Мартиным.
    if russian::may_be_foreign(name, found.kind)
        && form == new.forms[russian::INSTRUMENTAL_AT]
        && !names.is_attested(form, RU)
    {
        return Err(doubt());
    }
    if russian::is_attribute(&found.name) != russian::is_attribute(name) {
        return Err(doubt());
    }
    let is_subject = cases & russian::NOMINATIVE != 0;
    let genders = [old.gender, new.gender];
    let may_agree =
        old.gender != new.gender || old.gender == Gender::Unknown && is_subject && old != new;
    if !russian::preposition_stays(before, &found.name, name)
        || may_agree && speaks_of(target, found, genders, is_subject)
    {
        return Err(agreement(target, found));
    }
    Ok(form.to_owned())
}

/// The name in its case, with a particle behind it that goes with its sound.
fn in_kazakh(
    names: &dyn Names,
    target: &Side<'_>,
    found: &Found,
    name: &str,
) -> Result<(Range<usize>, String), Refusal> {
    let is_attested = |form: &str| names.is_attested(form, KK);
    let case = found.cases.trailing_zeros() as usize;
    let form = kazakh::in_case(name, case, &is_attested).ok_or_else(|| doubt(target, found))?;
    let Range { start, end } = found.tokens;
    let behind = target.behind(end);
    if !is_particle(behind) {
        return Ok((start..end, form));
    }
    let particle = kazakh::moved_particle(behind, &found.name, name);
    let particle = particle.ok_or_else(|| agreement(target, found))?;
    match particle == behind {
        true => Ok((start..end, form)),
        false => Ok((start..end + 1, format!("{form} {particle}"))),
    }
}

fn doubt(target: &Side<'_>, found: &Found) -> Refusal {
    Refusal::Form(target.text.written(&found.tokens).to_owned())
}

fn agreement(target: &Side<'_>, found: &Found) -> Refusal {
    Refusal::Agreement(target.text.written(&found.tokens).to_owned())
}

/// Whether a Russian text has words that may agree with a name: attributes and titles beside it, what
/// may be said of it as a subject, pronouns for it.
fn speaks_of(target: &Side<'_>, found: &Found, [old, new]: [Gender; 2], is_subject: bool) -> bool {
    const ATTRIBUTES: &[&str] = &[
        "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым",
        "им", "ых", "их", "ую", "юю", "ей", "ом", "ем",
    ];
    let may_be_attribute = |word: &str| {
        word.chars().count() > 4 && ATTRIBUTES.iter().any(|ending| word.ends_with(ending))
    };
    let before = target.before(found.tokens.start);
    // Певица Анна Каримова, but министр, whoever it is.
    let has_title = || {
        let is_word = before.starts_with(char::is_alphabetic);
        let hangs = |list| is_listed(list, before);
        found.kind == NameKind::Other
            && is_word
            && !is_listed_form("of", before, RU)
            && !hangs("ru prepositions")
            && !hangs("ru inert")
    };
    // В Японии, богатой лесами.
    let has_attribute_behind = || {
        target.behind(found.tokens.end) == ","
            && may_be_attribute(target.behind(found.tokens.end + 1))
    };
    let may_be_several = [old, new].map(is_one).contains(&false);
    let others = target.forms.iter().enumerate();
    let mut others = others.filter(|(at, _)| !found.tokens.contains(at));
    let has_pronoun = |form: &String| {
        is_listed("ru pronouns", form)
            || may_be_several && is_listed("ru plural pronouns", form)
            || form.starts_with("котор")
    };
    may_be_attribute(before)
        || has_title()
        || has_attribute_behind()
        || others.any(|(_, form)| has_pronoun(form))
        || is_subject && !is_joined(target, found) && has_predicate(target, found, [old, new])
}

/// Whether another name is joined to one, so that both are several, whatever they are: США и Китай.
fn is_joined(target: &Side<'_>, found: &Found) -> bool {
    let Range { start, end } = found.tokens;
    let is_name = |place: usize| place < target.forms.len() && target.text.is_capital(place);
    target.behind(end) == "и" && is_name(end + 1)
        || target.before(start) == "и" && 2 <= start && is_name(start - 2)
}

/// Whether a text has words that may agree with a name as their subject, and would not with another one
/// of another gender or number.
fn has_predicate(target: &Side<'_>, found: &Found, [old, new]: [Gender; 2]) -> bool {
    let mut forms = match old {
        Gender::Masculine => vec![Form::Masculine],
        Gender::Feminine => vec![Form::Feminine],
        Gender::Neuter => vec![Form::Neuter],
        Gender::Plural => vec![Form::Plural, Form::Several],
        Gender::Unknown => {
            let of_one = [
                Form::Masculine,
                Form::Feminine,
                Form::Neuter,
                Form::Singular,
            ];
            [&of_one[..], &[Form::Plural, Form::Several]].concat()
        }
    };
    if is_one(old) && !is_one(new) {
        forms.push(Form::Singular);
    }
    let name = target.text.bytes(&found.tokens);
    let is_apart = |word: &Range<usize>| word.end <= name.start || name.end <= word.start;
    agreeing(target.text.text, &forms).iter().any(is_apart)
}

/// Whether a name of this gender is known to be one thing.
fn is_one(gender: Gender) -> bool {
    !matches!(gender, Gender::Plural | Gender::Unknown)
}

/// A form with the capitals that the other name has in its place: all letters, where that name is
/// written so there, and otherwise those of the words that both have: Pavlodar Region, Kostanay
/// Region.
fn sized(form: String, written: &str, name: &str) -> String {
    let is_loud = |text: &str| !text.chars().any(char::is_lowercase);
    if is_loud(written) && !is_loud(name) {
        return form.to_uppercase();
    }
    let mut words: Vec<String> = form.split(' ').map(str::to_owned).collect();
    for (word, model) in words.iter_mut().rev().zip(written.rsplit(' ')) {
        if word.to_lowercase() == model.to_lowercase() {
            model.clone_into(word);
        }
    }
    words.join(" ")
}
