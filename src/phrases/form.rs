//! The form of a translation that the place of its phrase asks for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::book::{Hit, Origin, Translation};
use super::inflect::{Case, Number, Paradigm, Readings, number_of};
use super::written::{Form, FormKind, counted};
use crate::lang::{EN, Language};

impl Translation {
    /// The form for the place where the phrase stands here: as it was written in such a place; or as it
    /// was written elsewhere in the number and the case that the place asks for; or, in a number that
    /// was never written, made by rules where they are certain. The citation form if nothing of this
    /// is known, and if the phrase itself is cited: nothing stands before it, and it is in its own
    /// citation form.
    ///
    /// # Example
    /// ```
    /// use tolmach::phrases::{FormKind, Mining};
    /// use tolmach::{EN, Entry, KK, Memory};
    /// let mut memory = Memory::in_memory()?;
    /// let rows = [
    ///     ("A letter to the Head of State", "Мемлекет басшысына хат"),
    ///     ("He wrote to the Head of State.", "Ол Мемлекет басшысына жазды."),
    ///     ("The Head of State arrived.", "Мемлекет басшысы келді."),
    /// ];
    /// memory.import_entries("rows", rows.map(|(en, kk)| Ok(Entry::new([(EN, en), (KK, kk)]))))?;
    /// memory.mine_phrases(Mining::new())?;
    /// let phrases = memory.phrases(EN, &[KK])?;
    /// let told = |text| {
    ///     let hits = phrases.find(text);
    ///     let form = hits[0].phrase.translations(KK)[0].form_for(&hits[0]);
    ///     (form.text.into_owned(), form.kind)
    /// };
    /// assert_eq!(told("a gift to the Head of State"), ("Мемлекет басшысына".to_owned(), FormKind::Attested));
    /// assert_eq!(told("gifts to the Heads of State"), ("Мемлекет басшыларына".to_owned(), FormKind::Built));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn form_for(&self, hit: &Hit<'_>) -> Form<'_> {
        choose(self, hit)
    }
}

/// The form of a translation for a hit.
fn choose<'t>(translation: &'t Translation, hit: &Hit<'_>) -> Form<'t> {
    let citation = (translation.citation.as_str(), 0);
    if translation.origin == Origin::Forbidden
        || hit.is_opening && hit.text.to_lowercase() == hit.phrase.text.to_lowercase()
    {
        return Form::of(citation, FormKind::Citation);
    }
    let uses = &translation.uses;
    let source = Paradigm::of(&hit.phrase.text, hit.language);
    let target = Paradigm::of(&translation.citation, translation.language);
    let cited = &hit.phrase.text;
    let here = Place::of(&hit.context, &source, cited, hit.language);
    let governed = governed(&here, hit.language, translation.language);
    // What was written but once, in a case that grammar does not expect, was asked for by another word.
    let is_usual = |&&(form, n): &&(&str, u32)| {
        let readings = target.read(form);
        let is_expected = readings.iter().any(|(_, case)| governed.contains(case));
        2 <= n || readings.is_empty() || governed.is_empty() || is_expected
    };
    let same = uses.iter().filter(|(used, _)| used.context == hit.context);
    let same = counted(same.map(|(used, n)| (used.form.as_str(), *n)));
    if let Some(&form) = same.iter().find(is_usual) {
        return Form::of(form, FormKind::Attested);
    }
    let places: Vec<(Place<'_>, &str, u32)> = uses
        .iter()
        .map(|(used, n)| {
            let place = Place::of(&used.context, &source, cited, hit.language);
            (place, used.form.as_str(), *n)
        })
        .collect();
    let forms = |is_wanted: &dyn Fn(&Place<'_>) -> bool| {
        let wanted = places.iter().filter(|(place, ..)| is_wanted(place));
        counted(wanted.map(|&(_, form, n)| (form, n)))
    };
    let number = here.number;
    let is_of_number = |place: &Place<'_>| number.is_some() && place.number == number;
    let is_alike = |place: &Place<'_>| place.is_alike(&here, hit.language);
    let same = forms(&|place| is_alike(place) && is_of_number(place));
    if let Some(&form) = same.iter().find(is_usual) {
        return Form::of(form, FormKind::Attested);
    }
    let alike = forms(&is_alike);
    // Where the phrase in this number was told in the other one, it is told so here.
    let of_number = forms(&is_of_number);
    let told_so = of_number
        .iter()
        .find_map(|(form, _)| number_of(&target.read(form)));
    let wanted = told_so.or(number);
    if let Some(wanted) = wanted {
        let cases = cases(&governed, &alike, &target);
        let suits = |form: &str| {
            let readings = target.read(form);
            cases.iter().any(|&case| readings.contains(&(wanted, case)))
        };
        if suits(citation.0) {
            return Form::of(citation, FormKind::Citation);
        }
        let attested = translation
            .attested
            .iter()
            .map(|(form, n)| (form.as_str(), *n));
        let own = forms(&|_| true);
        let mut suitable = own.iter().copied().chain(attested.clone());
        if let Some(form) = suitable.find(|(form, _)| suits(form)) {
            return Form::of(form, FormKind::Suitable);
        }
        // Where grammar lets expect several cases and no place tells the right one, any form of this number
        // that was written is surer than one that was not.
        let is_unsure = alike.is_empty() && hit.language.same_language(EN) && 1 < governed.len();
        let mut suitable = own.iter().copied().chain(attested.clone());
        let is_wanted = |form: &str| number_of(&target.read(form)) == Some(wanted);
        if is_unsure && let Some(form) = suitable.find(|(form, _)| is_wanted(form)) {
            return Form::of(form, FormKind::Suitable);
        }
        let own_number = number_of(&target.read(citation.0));
        if number == Some(wanted) && own_number.is_some_and(|own| own != wanted) {
            let known = own
                .iter()
                .copied()
                .chain(attested.clone())
                .map(|(form, _)| form);
            if let Some(text) = target.make(wanted, &cases, known) {
                let forms = own.iter().copied().chain(attested.clone());
                return Form {
                    text: Cow::Owned(in_usual_case(text, forms)),
                    count: 0,
                    kind: FormKind::Built,
                };
            }
        }
    }
    // A form of unknown number is of the number of what it translates, as a rule: that of the citation.
    let cited_number = source
        .number(cited, cited, hit.language)
        .or(number.map(|_| Number::Singular));
    let is_other = |form: &str| match (wanted, number_of(&target.read(form))) {
        (Some(wanted), Some(own)) => own != wanted,
        (Some(wanted), None) => {
            let is_told_so = of_number.iter().any(|(told, _)| *told == form);
            !is_told_so && cited_number != Some(wanted)
        }
        (None, _) => false,
    };
    // In English the word before tells more than the number does.
    let (form, kind) = match alike.first() {
        Some(&form) if hit.language.same_language(EN) => (form, FormKind::Attested),
        _ => (citation, FormKind::Citation),
    };
    match is_other(form.0) {
        true => Form::of(form, FormKind::OtherNumber),
        false => Form::of(form, kind),
    }
}

/// A form with a small first letter, if it is mostly written so: a capital letter may be that of headings.
fn in_usual_case<'f>(text: String, forms: impl Iterator<Item = (&'f str, u32)>) -> String {
    let (mut small, mut large) = (0u64, 0u64);
    for (form, n) in forms {
        match form.starts_with(char::is_lowercase) {
            true => small += u64::from(n),
            false => large += u64::from(n),
        }
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if large < small => first.to_lowercase().chain(letters).collect(),
        _ => text,
    }
}

/// Where a phrase stands: what its translation's form depends on.
struct Place<'u> {
    /// The word of grammar before it, in English.
    before: &'u str,
    readings: Readings,
    number: Option<Number>,
}

impl<'u> Place<'u> {
    fn of(context: &'u str, source: &Paradigm, cited: &str, language: Language) -> Self {
        let (before, form) = match language.same_language(EN) {
            true => context.split_once('\t').unwrap_or(("", context)),
            false => ("", context),
        };
        Place {
            before,
            readings: source.read(form),
            number: source.number(form, cited, language),
        }
    }

    /// Whether the number alone may tell the two apart.
    fn is_alike(&self, other: &Place<'_>, language: Language) -> bool {
        match language.same_language(EN) {
            true => !self.before.is_empty() && self.before == other.before,
            false => {
                let cases = |place: &Place<'_>| -> BTreeSet<Case> {
                    place.readings.iter().map(|&(_, case)| case).collect()
                };
                let (own, other) = (cases(self), cases(other));
                // A word whose accusative is like the one case has none that is like the other: министры, министров.
                let is_like = |cases: &BTreeSet<Case>| {
                    [Case::Nominative, Case::Genitive].map(|case| cases.contains(&case))
                };
                let is_apart = matches!(
                    (is_like(&own), is_like(&other)),
                    ([true, false], [false, true]) | ([false, true], [true, false])
                );
                let mut common = own.intersection(&other);
                common.any(|case| *case != Case::Accusative || !is_apart)
            }
        }
    }
}

/// The cases of the translation that a place asks for: those of the forms that stand in places that are
/// alike. What grammar expects counts as if it had been seen there, so that a single odd use does
/// not outweigh it, and decides where a form may be several cases.
fn cases(governed: &[Case], alike: &[(&str, u32)], target: &Paradigm) -> BTreeSet<Case> {
    let mut seen: BTreeMap<Case, u64> = BTreeMap::new();
    for (form, n) in alike {
        let cases = target.read(form).into_iter().map(|(_, case)| case);
        for case in cases.collect::<BTreeSet<_>>() {
            *seen.entry(case).or_default() += u64::from(*n);
        }
    }
    for (case, n) in governed.iter().zip([2, 1]) {
        *seen.entry(*case).or_default() += n;
    }
    let most = seen.values().max().copied();
    let best = seen.into_iter().filter(|(_, n)| Some(*n) == most);
    best.map(|(case, _)| case).collect()
}

/// The cases that grammar lets expect, the likeliest first.
fn governed(here: &Place<'_>, from: Language, to: Language) -> Vec<Case> {
    static TABLE: LazyLock<Vec<([&str; 3], Vec<Case>)>> = LazyLock::new(|| {
        let lines = include_str!("government.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        let rows = lines.filter_map(|line| {
            let mut fields = line.split_whitespace();
            let key = [fields.next()?, fields.next()?, fields.next()?];
            Some((key, fields.filter_map(case_named).collect()))
        });
        rows.collect()
    });
    let of = |key: &str| -> Option<&Vec<Case>> {
        let key = [from.primary(), to.primary(), key];
        TABLE
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, cases)| cases)
    };
    if from.same_language(EN) {
        return match (here.before, to.same_language(EN)) {
            ("", _) | (_, true) => vec![Case::Nominative],
            (word, _) => of(word).cloned().unwrap_or(vec![Case::Nominative]),
        };
    }
    if to.same_language(EN) {
        return vec![Case::Nominative];
    }
    let own = here.readings.iter().map(|&(_, case)| letter_of(case));
    own.filter_map(of).flatten().copied().collect()
}

const LETTERS: [(&str, Case); 8] = [
    ("n", Case::Nominative),
    ("g", Case::Genitive),
    ("d", Case::Dative),
    ("a", Case::Accusative),
    ("i", Case::Instrumental),
    ("l", Case::Locative),
    ("t", Case::Attributive),
    ("b", Case::Ablative),
];

fn case_named(letter: &str) -> Option<Case> {
    let found = LETTERS.iter().find(|(name, _)| *name == letter)?;
    Some(found.1)
}

fn letter_of(case: Case) -> &'static str {
    let found = LETTERS.iter().find(|(_, known)| *known == case);
    found.map_or("", |(name, _)| name)
}
