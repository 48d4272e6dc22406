//! A translation as it is written in a place.

use std::borrow::Cow;

use serde::Serialize;

/// A translation in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Form<'t> {
    /// As it is written.
    pub text: Cow<'t, str>,
    /// How often it was written so in such a place; 0 if it was not.
    pub count: u32,
    /// What speaks for it.
    pub kind: FormKind,
}

/// What speaks for a form of a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FormKind {
    /// It was written in such a place.
    Attested,
    /// It was written elsewhere, and has the number and the case that the place asks for.
    Suitable,
    /// It was never written, but made by rules that are certain.
    Built,
    /// Nothing is known of the form that the place asks for: it is the citation form.
    Citation,
    /// It has another number than the place asks for.
    OtherNumber,
}

impl<'t> Form<'t> {
    pub(super) fn of((text, count): (&'t str, u32), kind: FormKind) -> Self {
        Form {
            text: Cow::Borrowed(text),
            count,
            kind,
        }
    }
}

/// Forms with their counts, the commonest first.
pub(super) fn counted<'u>(uses: impl Iterator<Item = (&'u str, u32)>) -> Vec<(&'u str, u32)> {
    let mut counts: Vec<(&str, u32)> = Vec::new();
    for (form, count) in uses {
        match counts.iter_mut().find(|(known, _)| *known == form) {
            Some(known) => known.1 = known.1.saturating_add(count),
            None => counts.push((form, count)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}
