//! What a source tells of the case in which a Russian name stands, where its form does not: с США, в
//! США, торговля США.

use std::ops::Range;

use super::kazakh;
use super::russian::{ACCUSATIVE, GENITIVE, INSTRUMENTAL, PREPOSITIONAL};
use super::side::Side;
use crate::lang::EN;
use crate::patch::reading::kazakh::is_particle;
use crate::patch::reading::lists::{is_listed, is_listed_form};

/// The cases that a name may have behind a Russian word, when it stands so in the source; all where that
/// does not tell.
pub(super) fn told(source: &Side<'_>, stored: &Range<usize>, cases: u16, before: &str) -> u16 {
    let is = match source.text.language.primary() {
        "en" => in_english(source, stored),
        "kk" => in_kazakh(source, stored, cases),
        _ => return u16::MAX,
    };
    match before {
        "с" | "со" if is == Some(Relation::With) => INSTRUMENTAL,
        "в" | "во" | "на" if is == Some(Relation::Into) => ACCUSATIVE,
        "в" | "во" | "на" if is == Some(Relation::Inside) => PREPOSITIONAL,
        _ if is != Some(Relation::Of) || is_listed("ru prepositions", before) || before == "и" => {
            u16::MAX
        }
        _ => GENITIVE,
    }
}

/// What a name is to what is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    With,
    Into,
    Inside,
    Of,
}

fn in_english(source: &Side<'_>, stored: &Range<usize>) -> Option<Relation> {
    let is_genitive = source.forms[stored.end - 1].ends_with("'s");
    let has_motion = || {
        let mut forms = source.forms.iter();
        forms.any(|form| is_listed("en motion", form))
    };
    match source.before_article(stored.start) {
        _ if is_genitive => Some(Relation::Of),
        "of" => {
            let start = stored.start - usize::from(source.before(stored.start) == "the");
            let before = source.before(start - 1);
            // The city of Almaty is «город Алматы».
            let is_other = is_listed("en no genitive", before)
                || ["generic", "state"]
                    .iter()
                    .any(|list| is_listed_form(list, before, EN));
            (!is_other).then_some(Relation::Of)
        }
        word if is_listed("en with", word) => Some(Relation::With),
        word if is_listed("en into", word) => Some(Relation::Into),
        word if is_listed("en inside", word) && !has_motion() => Some(Relation::Inside),
        _ => None,
    }
}

fn in_kazakh(source: &Side<'_>, stored: &Range<usize>, cases: u16) -> Option<Relation> {
    let has_case = |of: u16| cases & of != 0;
    match cases {
        _ if has_case(kazakh::DATIVE) => Some(Relation::Into),
        _ if has_case(kazakh::LOCATIVE) => Some(Relation::Inside),
        _ if has_case(kazakh::GENITIVE) => Some(Relation::Of),
        _ if has_case(kazakh::INSTRUMENTAL) || is_particle(source.behind(stored.end)) => {
            Some(Relation::With)
        }
        _ => None,
    }
}
