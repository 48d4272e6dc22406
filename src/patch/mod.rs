//! Patched matches: figures and names that differ between a query and the source of a match are
//! carried into the match's target, in the target's own format and with the endings that they ask for.
//!
//! A patch is made only where each changed figure or name has exactly one counterpart, where the target's
//! words around it stay right, and where the result, read again, says what it should. Everything
//! else is refused with its reason: a wrong figure that looks right is worse than a fuzzy match.
//!
//! ```
//! use tolmach::patch::patch;
//! use tolmach::{EN, KK, RU};
//! let (query, source) = ("Held on 6 June 2025.", "Held on 5 May 2024.");
//! let russian = patch(query, source, EN, "Проведено 5 мая 2024 года.", RU)?;
//! assert_eq!(russian.text, "Проведено 6 июня 2025 года.");
//! let kazakh = patch(query, source, EN, "2024 жылғы 5 мамырда өтті.", KK)?;
//! assert_eq!(kazakh.text, "2025 жылғы 6 маусымда өтті.");
//! assert!(kazakh.complete);
//! # Ok::<(), tolmach::patch::Refusal>(())
//! ```

mod agree;
mod figures;
mod following;
mod names;
mod outcome;
mod pairs;
mod reading;
mod render;
mod splice;
mod untouched;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::lang::Language;
use crate::text::{Token, TokenKind, fold, tokens};
use figures::{begin_to_differ_in_words, patch_differing, patch_figures};
use names::{Differing, differing, renamed};
use pairs::differ_in_notation;
use reading::label::{Label, is_lettered, label};
use reading::text::{Said, Text};
use reading::value::Value;

pub use names::{Name, NameKind, Names, WordSense};
pub use outcome::{Change, Patch, Refusal};

pub(crate) use names::{is_name, name_forms};

/// Carries the figures in which `query` differs from `source` into `target`, the translation of
/// `source`.
///
/// Figures are numbers, percentages, amounts with their scale words, ordinals, Roman numerals,
/// dates, months, days of the week and times. Grouping and decimal marks, the order of a date, the clock, the
/// months' names and their endings, Kazakh endings behind numbers (5-ке, 6-ға) are the target's.
/// Dates are taken whole first; where that finds no counterpart, by day, month and year. The number
/// of a list item in front of the text is carried by itself, and put or taken away where the query
/// has one and the source none, or the other way round. Where the target says more than the source,
/// and that may follow from a changed figure (24 часа, или 1 сутки; 5 школ, все пять; a sum; the day of
/// the week beside a date), the patch is refused.
///
/// # Errors
/// A [`Refusal`], where the target cannot be changed without doubt.
///
/// # Example
/// ```
/// use tolmach::patch::{Refusal, patch};
/// use tolmach::{EN, KK, RU};
/// let done = patch("$2.5 million", "$1.2 million", EN, "1,2 млн долларов", RU)?;
/// assert_eq!(done.text, "2,5 млн долларов");
/// let done = patch("by June 2025", "by May 2024", EN, "2024 жылғы мамырға дейін", KK)?;
/// assert_eq!(done.text, "2025 жылғы маусымға дейін");
/// let done = patch("6-ға жуық", "5-ке жуық", KK, "около 5", RU)?;
/// assert_eq!(done.text, "около 6");
/// let done = patch("21 documents", "5 documents", EN, "5 документов", RU)?;
/// assert_eq!(done.text, "21 документ");
/// // 5 новых документов, but 21 новый документ.
/// let refused = patch("21 new documents", "5 new documents", EN, "5 новых документов", RU);
/// assert_eq!(refused, Err(Refusal::Agreement("5".to_owned())));
/// # Ok::<(), Refusal>(())
/// ```
pub fn patch(
    query: &str,
    source: &str,
    source_language: Language,
    target: &str,
    target_language: Language,
) -> Result<Patch, Refusal> {
    patch_with_names(&(), query, source, source_language, target, target_language)
}

/// The same, and names: where query and source differ in a name of which `names` knows both, the
/// target gets the other one in the case in which the first stands there.
///
/// The new form is made by rule where its letters leave no doubt, English with its article, Kazakh by
/// vowel harmony, Russian where the case is told or has the same form as the others that it may be.
/// Words that would have to agree with another gender or number, a second place that speaks of the
/// name, a name with two translations: all that is refused.
///
/// # Errors
/// A [`Refusal`], where the target cannot be changed without doubt.
pub fn patch_with_names(
    names: &dyn Names,
    query: &str,
    source: &str,
    source_language: Language,
    target: &str,
    target_language: Language,
) -> Result<Patch, Refusal> {
    let [query, source] = [query, source].map(|text| Reading::new(text, source_language));
    carried(
        names,
        &query,
        &source,
        &Target::new(target, target_language),
    )
}

/// What patches must know of a text, worked out once.
pub(crate) struct Read {
    tokens: Vec<Token>,
    /// What its figures say, with their signs; of translations it is not asked.
    says: OnceLock<Vec<Said>>,
    is_foreign: bool,
}

impl Read {
    pub(crate) fn new(text: &str, language: Language) -> Self {
        Read {
            tokens: tokens(text, language),
            says: OnceLock::new(),
            is_foreign: is_foreign(text),
        }
    }

    fn text<'t>(&'t self, text: &'t str, language: Language) -> Text<'t> {
        Text::of(text, language, Cow::Borrowed(&self.tokens))
    }
}

/// A query, or the source of a match, read once for many patches.
pub(crate) struct Reading<'t> {
    text: Text<'t>,
    says: Cow<'t, [Said]>,
    label: Option<Label<'t>>,
    is_foreign: bool,
}

impl<'t> Reading<'t> {
    pub(crate) fn new(text: &'t str, language: Language) -> Self {
        let (is_foreign, label) = (is_foreign(text), label(text));
        let text = Text::new(text, language).with_figures();
        Reading {
            says: Cow::Owned(text.says()),
            label,
            is_foreign,
            text,
        }
    }

    /// The same of a text that was read before, and is held against this one.
    pub(crate) fn beside<'s>(
        &self,
        text: &'s str,
        language: Language,
        read: &'s Read,
    ) -> Reading<'s> {
        let (label, read_text) = (label(text), read.text(text, language));
        Reading {
            says: Cow::Borrowed(read.says.get_or_init(|| read_text.says())),
            label,
            is_foreign: read.is_foreign,
            text: read_text.beside(&self.text),
        }
    }

    /// Runs of words that all stand in what can be patched whole, unless names differ that are made of small
    /// words.
    pub(crate) fn untouched(&self) -> impl Iterator<Item = &'t str> {
        let runs = untouched::untouched(&self.text).into_iter();
        runs.map(|run| &self.text.text[run])
    }

    /// The text without the number of a list item.
    fn unlabelled(&self) -> Reading<'t> {
        Reading::new(
            &self.text.text[Label::len(self.label)..],
            self.text.language,
        )
    }
}

/// The translation of the source of a match.
pub(crate) struct Target<'t> {
    text: Text<'t>,
    is_foreign: bool,
}

impl<'t> Target<'t> {
    fn new(text: &'t str, language: Language) -> Self {
        Target {
            text: Text::new(text, language),
            is_foreign: is_foreign(text),
        }
    }

    /// The same of a text that was read before.
    pub(crate) fn over(text: &'t str, language: Language, read: &'t Read) -> Self {
        Target {
            text: read.text(text, language),
            is_foreign: read.is_foreign,
        }
    }
}

/// As [`patch_with_names`], of texts that were read already.
pub(crate) fn carried(
    names: &dyn Names,
    query: &Reading<'_>,
    source: &Reading<'_>,
    target: &Target<'_>,
) -> Result<Patch, Refusal> {
    let of_query = query.label.map(|label| label.number);
    let of_source = source.label.map(|label| label.number);
    if of_query == of_source || query.is_foreign || source.is_foreign || target.is_foreign {
        return patch_rest(names, query, source, target);
    }
    let begins_with_figure = query.text.text.starts_with(char::is_numeric);
    let (written, target_language) = (target.text.text, target.text.language);
    let label = label(written);
    let is_lettered = [query.text.text, source.text.text, written]
        .into_iter()
        .any(is_lettered);
    match of_source {
        // Behind a letter no number is put: 2) б) отчеты.
        _ if is_lettered => Err(Refusal::Unpaired),
        // What is no label may be one that is not known: 1 200), 2,5.
        Some(number) if of_query.is_none() && begins_with_figure => {
            Err(Refusal::Ambiguous(number.to_owned()))
        }
        _ if of_source == label.map(|label| label.number) => Ok(labelled(
            names,
            query,
            source,
            (written, label),
            target_language,
        )),
        // Another figure of the target is no label: 6. Отпуск, 6.1. Отпуск до 6 месяцев.
        Some(number) if number.starts_with(char::is_numeric) && !begins_with(written, number) => {
            Err(Refusal::Absent(number.to_owned()))
        }
        _ => patch_rest(names, query, source, target),
    }
}

/// Whether the patch of a translation may be whole, seen without their figures.
pub(crate) fn may_be_whole(
    names: &dyn Names,
    query: &Reading<'_>,
    source: &Reading<'_>,
    target_language: Language,
) -> bool {
    query.text.tokens.len() == source.text.tokens.len()
        // What is said alike may be written in more words: 5 million, 5,000,000.
        || query.says == source.says
        || query.label.map(|label| label.number) != source.label.map(|label| label.number)
        || !differing(names, &query.text, &source.text, target_language).names.is_empty()
}

/// Whether a text has a number of a list item in front, though a figure may follow it.
fn begins_with(text: &str, number: &str) -> bool {
    let behind = text.strip_prefix(number);
    behind.is_some_and(|behind| {
        let rest = behind.trim_start_matches(['.', ')']);
        rest.starts_with(char::is_whitespace)
    })
}

/// The patch of texts of which the query is another item of a list than the others, or is one where
/// they are none, or none where they are one.
fn labelled(
    names: &dyn Names,
    query: &Reading<'_>,
    source: &Reading<'_>,
    (target, label): (&str, Option<Label<'_>>),
    target_language: Language,
) -> Patch {
    let [of_query, of_source, of_target] = [query.label, source.label, label].map(Label::len);
    let new = match (query.label, label) {
        (Some(asked), Some(stored)) => stored.moved(asked),
        _ => query.text.text[..of_query].to_owned(),
    };
    let [query, source] = [query, source].map(Reading::unlabelled);
    let rest = &target[of_target..];
    let patch = patch_rest(names, &query, &source, &Target::new(rest, target_language));
    let mut patch = or_left(
        patch,
        [query.text.text, source.text.text, rest],
        query.text.language,
    );
    for change in &mut patch.changes {
        for (range, by) in [
            (&mut change.query, of_query),
            (&mut change.source, of_source),
            (&mut change.target, of_target),
            (&mut change.patched, new.len()),
        ] {
            *range = range.start + by..range.end + by;
        }
    }
    patch.text.insert_str(0, &new);
    let number = Change {
        kind: TokenKind::Number,
        old: target[..of_target].to_owned(),
        query: 0..of_query,
        source: 0..of_source,
        target: 0..of_target,
        patched: 0..new.len(),
        new,
    };
    patch.changes.insert(0, number);
    patch
}

/// The patch of texts without the numbers of list items: names first, figures in what comes of it.
fn patch_rest(
    names: &dyn Names,
    query: &Reading<'_>,
    source: &Reading<'_>,
    target: &Target<'_>,
) -> Result<Patch, Refusal> {
    let is_script = query.is_foreign || source.is_foreign || target.is_foreign;
    let target = &target.text;
    let target_language = target.language;
    let differing = match is_script {
        true => Differing::default(),
        false => differing(names, &query.text, &source.text, target_language),
    };
    // Whatever hangs on them, figures that say the same have nothing to carry.
    if differing.names.is_empty() && query.says == source.says {
        let is_notation = !is_script
            && query
                .says
                .iter()
                .any(|said| matches!(said.0, Value::Number(_)))
            && differ_in_notation(&query.text, &source.text)
            && fold(query.text.text, query.text.language)
                != fold(source.text.text, source.text.language);
        return match is_notation {
            // The target says it in its own notation already.
            true => Ok(Patch {
                text: target.text.to_owned(),
                changes: Vec::new(),
                complete: true,
                left: None,
            }),
            false if begin_to_differ_in_words(&query.text, &source.text) => Err(Refusal::InWords),
            false => Err(Refusal::Unchanged),
        };
    }
    let (query, source) = (&query.text, &source.text);
    let texts = [query, source, target];
    let unknown = || differing.unknown(query, source);
    // A name that is left is told beside what is carried.
    let told = |mut patch: Patch| {
        if matches!(patch.left, None | Some(Refusal::Words)) && !patch.complete {
            let name = unknown().map(|name| Refusal::Unknown(name.to_owned()));
            patch.left = Some(name.unwrap_or(Refusal::Words));
        }
        patch
    };
    if differing.names.is_empty() {
        return patch_differing(texts, is_script).map(told);
    }
    match renamed(names, texts, &differing.names) {
        Ok(renamed) => {
            let source = &Text::new(&renamed.source, query.language);
            let target = &Text::new(&renamed.target, target_language);
            let figures = patch_figures([query, source, target], is_script);
            let written = [query, source, target].map(|text| text.text);
            let figures = or_left(figures, written, query.language);
            Ok(told(renamed.with(figures)))
        }
        Err(refusal) => match patch_figures(texts, is_script) {
            Ok(figures) => Ok(Patch {
                left: Some(refusal),
                ..figures
            }),
            Err(Refusal::Unchanged) => Err(refusal),
            Err(other) => Err(other),
        },
    }
}

/// The patch, or, where it is refused, the target as it is, for something else to be changed in.
fn or_left(
    patch: Result<Patch, Refusal>,
    [query, source, target]: [&str; 3],
    language: Language,
) -> Patch {
    patch.unwrap_or_else(|refusal| {
        let complete = fold(query, language) == fold(source, language);
        Patch {
            text: target.to_owned(),
            changes: Vec::new(),
            complete,
            left: match refusal {
                Refusal::Unchanged if complete => None,
                Refusal::Unchanged => Some(Refusal::Words),
                refusal => Some(refusal),
            },
        }
    })
}

/// Whether the text has letters that run from right to left, or other digits than ours.
fn is_foreign(text: &str) -> bool {
    // The tables of Unicode are asked only outside the alphabets that nearly all text is written in.
    let has_foreign = |c: char| match c {
        '\0'..='\x7f' | 'Ѐ'..='ԯ' => false,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' => true,
        '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}' => true,
        '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' => true,
        '²' | '³' | '\u{2150}'..='\u{218b}' => false,
        _ => c.is_numeric(),
    };
    text.chars().any(has_foreign)
}

#[cfg(test)]
mod tests;
