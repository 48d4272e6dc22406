//! The cases of names in each language.

use super::kazakh;
use super::known::NameKind;
use super::russian::declined;
use crate::lang::{Language, RU};
use crate::patch::reading::text::begins_like_name;
use crate::text::fold;

/// The cases of a language, a bit each, in which a name stands as it is written here, folded.
pub(super) fn cases(written: &str, name: &str, kind: NameKind, language: Language) -> u16 {
    let folded = fold(name, language);
    match language.primary() {
        "ru" => {
            let forms = declined(name, kind).map(|declined| declined.forms);
            let same = |form: &String| fold(form, RU) == written;
            let forms = forms.iter().flatten().enumerate();
            forms.fold(0, |cases, (case, form)| {
                cases | u16::from(same(form)) << case
            })
        }
        "kk" => kazakh::case_of(written, &folded).map_or(0, |case| 1 << case),
        _ if written == folded => 1,
        "en" if written.strip_suffix("'s") == Some(&folded) => 1 << 1,
        _ => 0,
    }
}

/// Whether a text is written as names are.
pub(crate) fn is_name(text: &str, language: Language) -> bool {
    begins_like_name(text.split(' '), language)
}

/// The forms of a name that a rule makes, in a language that declines names in other ways than by
/// endings behind the whole.
pub(crate) fn name_forms(name: &str, kind: NameKind, language: Language) -> Vec<String> {
    let declined = declined(name, kind).filter(|_| language.same_language(RU));
    declined.map_or_else(Vec::new, |declined| declined.forms.into())
}
