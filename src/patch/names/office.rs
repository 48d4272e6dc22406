//! Words that agree with who holds an office of a place: in another place that may be another person,
//! whose gender nobody knows. What is said of a man is said of anybody.

use std::ops::Range;

use super::found::Found;
use super::side::Side;
use crate::lang::RU;
use crate::patch::reading::lists::{is_listed, is_listed_form};

/// Whether a target speaks of a woman where a source does not, and has an office beside a name.
pub(super) fn speaks_of_a_woman(source: &Side<'_>, target: &Side<'_>, found: &Found) -> bool {
    office(target, &found.tokens).is_some_and(|office| {
        let is_said = names_woman(target) || agrees_with_woman(target, &found.tokens, office);
        is_said && !names_woman(source)
    })
}

/// The place of the office that a name belongs to.
fn office(side: &Side<'_>, name: &Range<usize>) -> Option<usize> {
    const NEAR: usize = 4;
    let before = (name.start.saturating_sub(NEAR)..name.start).rev();
    let behind = name.end..side.forms.len().min(name.end + NEAR);
    let language = side.text.language;
    let mut places = before.chain(behind);
    places.find(|&place| is_listed_form("offices", &side.forms[place], language))
}

fn names_woman(side: &Side<'_>) -> bool {
    let list = format!("{} woman", side.text.language.primary());
    side.forms.iter().any(|form| is_listed(&list, form))
}

/// Whether Russian words beside an office have a woman's forms: заявила, избрана, новая, посетившей.
fn agrees_with_woman(side: &Side<'_>, name: &Range<usize>, office: usize) -> bool {
    if !side.text.language.same_language(RU) {
        return false;
    }
    let ends = |word: &str, endings: &[&str]| {
        const SHORTEST: usize = 4;
        SHORTEST < word.chars().count() && endings.iter().any(|ending| word.ends_with(ending))
    };
    let is_subject = is_listed("ru offices", &side.forms[office]);
    let before = side.before(office);
    let is_attribute = match is_subject {
        true => ends(before, &["ая", "яя"]),
        false => ends(before, &["ой", "ую"]),
    };
    let participles = [
        "шая", "щая", "шей", "щей", "шую", "щую", "ная", "нной", "мая", "мой",
    ];
    let is_participle =
        side.behind(name.end) == "," && ends(side.behind(name.end + 1), &participles);
    // The verb that stands nearest: прибыла Президент, Президент … заявила.
    let is_past = |word: &&str| {
        ends(
            word,
            &["л", "ла", "ло", "ли", "лся", "лась", "лось", "лись"],
        )
    };
    let is_womans = |word: &str| ends(word, &["ла", "лась"]);
    let has_verb = || match is_past(&before) {
        true => is_womans(before),
        false => {
            let behind = side.forms[office + 1..].iter().map(String::as_str);
            let mut verbs = behind.filter(is_past);
            verbs.next().is_some_and(is_womans)
        }
    };
    let is_short = || ends(side.behind(name.end), &["ана", "ена", "ята"]);
    is_attribute || is_participle || is_subject && (has_verb() || is_short())
}
