//! The form in which another name takes the place of one that was found, or why nobody knows it.

use std::ops::Range;

use super::found::Found;
use super::known::Names;
use super::russian::{self, Gender, declined};
use super::side::Side;
use super::{english, kazakh};
use crate::lang::{KK, RU};
use crate::patch::capitals::with_capital;
use crate::patch::kazakh::is_particle;
use crate::patch::lists::is_listed;
use crate::patch::outcome::Refusal;
use crate::patch::verbs::{is_past, is_present};

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
        "kk" => (found.tokens.clone(), in_kazakh(names, target, found, name)?),
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
    let may_agree =
        old.gender != new.gender || old.gender == Gender::Unknown && is_subject && old != new;
    if !russian::preposition_stays(before, &found.name, name)
        || may_agree && speaks_of(target, found, is_subject)
    {
        return Err(agreement(target, found));
    }
    Ok(form.to_owned())
}

fn in_kazakh(
    names: &dyn Names,
    target: &Side<'_>,
    found: &Found,
    name: &str,
) -> Result<String, Refusal> {
    let behind = target.behind(found.tokens.end);
    if is_particle(behind) && !kazakh::particle_stays(behind, &found.name, name) {
        return Err(agreement(target, found));
    }
    let is_attested = |form: &str| names.is_attested(form, KK);
    let case = found.cases.trailing_zeros() as usize;
    kazakh::in_case(name, case, &is_attested).ok_or_else(|| doubt(target, found))
}

fn doubt(target: &Side<'_>, found: &Found) -> Refusal {
    Refusal::Form(target.text.written(&found.tokens).to_owned())
}

fn agreement(target: &Side<'_>, found: &Found) -> Refusal {
    Refusal::Agreement(target.text.written(&found.tokens).to_owned())
}

/// Whether a Russian text has words that may agree with a name: attributes before it, verbs and
/// participles of which it may be the subject, pronouns for it.
fn speaks_of(target: &Side<'_>, found: &Found, is_subject: bool) -> bool {
    const ATTRIBUTES: &[&str] = &[
        "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым",
        "им", "ых", "их", "ую", "юю", "ей", "ом", "ем",
    ];
    let before = target.before(found.tokens.start);
    let has_attribute =
        before.chars().count() > 4 && ATTRIBUTES.iter().any(|ending| before.ends_with(ending));
    let others = target.forms.iter().enumerate();
    let mut others = others.filter(|(at, _)| !found.tokens.contains(at));
    has_attribute
        || others.any(|(_, form)| {
            is_listed("ru pronouns", form)
                || form.starts_with("котор")
                || is_subject && (is_past(form) || is_present(form))
        })
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
