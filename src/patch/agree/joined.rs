//! Russian nouns that a number counts together with the one right behind it: 22 агентства, фонда и программы, but
//! 11 агентств, фондов и программ.

use super::attribute::is_attribute;
use super::counted::{is_measure, stands_behind};
use crate::patch::reading::lists::is_listed;
use crate::patch::reading::value::Class;

/// Whether behind a noun that a number counts, a measure or none, with a conjunction or a mark between, another
/// word stands that may be counted with it. Of 3 школы и 2 больницы each has its number.
pub(super) fn counts_more(rest: &str, is_measured: bool, class: Class) -> bool {
    const MOST_ATTRIBUTES: usize = 3;
    let rest = rest.trim_start();
    let (mark, after) = match rest.strip_prefix([',', '(', '/', '–', '—']) {
        Some(after) => (rest.chars().next(), after.trim_start()),
        None => (None, rest),
    };
    let conjunctions = || ["и", "или", "либо"].into_iter();
    let behind_conjunction = conjunctions().find_map(|link| {
        let after = after.strip_prefix(link)?;
        after.starts_with(char::is_whitespace).then_some(after)
    });
    if mark.is_none() && behind_conjunction.is_none() {
        return false;
    }
    let words = behind_conjunction.unwrap_or(after).split_whitespace();
    let mut words = words.enumerate();
    let is_noun =
        |(at, word): &(usize, &str)| MOST_ATTRIBUTES <= *at || !is_attribute(&word.to_lowercase());
    let Some((_, written)) = words.find(is_noun) else {
        return false;
    };
    let word = written.trim_matches(|c: char| !c.is_alphanumeric());
    // Names are not counted.
    if !word.starts_with(char::is_lowercase) {
        return false;
    }
    // Behind a measure another one may stand, and nothing else that is counted.
    if is_measured {
        return is_measure(word);
    }
    let mut goes_on = || {
        let next = words.next().map(|(_, word)| word);
        written.ends_with(',') || next.is_some_and(|next| conjunctions().any(|link| link == next))
    };
    // В Арале закрыты 3 завода, построена дорога.
    let may_be_verb = behind_conjunction.is_none()
        && matches!(mark, Some(',' | '–' | '—'))
        && !(mark == Some(',') && goes_on());
    may_be_counted(word, class, may_be_verb)
}

/// Whether a word may be a noun as it stands behind a number of a class; where a clause may begin, no verb.
fn may_be_counted(word: &str, class: Class, may_be_verb: bool) -> bool {
    const ENDINGS_OF_VERBS: [&str; 15] = [
        "ет", "ит", "ут", "ют", "ат", "ят", "л", "ла", "ли", "ло", "ся", "сь", "на", "ны", "ть",
    ];
    const ENDINGS_OF_FEW: [&str; 4] = ["а", "я", "ы", "и"];
    const NO_ENDINGS_OF_MANY: [&str; 14] = [
        "а", "я", "ы", "и", "о", "е", "у", "ю", "ам", "ям", "ом", "ем", "ах", "ях",
    ];
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let lists = [
        "ru inert",
        "ru prepositions",
        "ru pronouns",
        "ru plural pronouns",
    ];
    let is_no_noun = lists.iter().any(|list| is_listed(list, word)) || word.starts_with("котор");
    let is_form = || match class {
        Class::One => true,
        Class::Few | Class::Fraction => ends(&ENDINGS_OF_FEW),
        Class::Many => !ends(&NO_ENDINGS_OF_MANY),
    };
    let is_verb = || may_be_verb && ends(&ENDINGS_OF_VERBS);
    !is_no_noun && stands_behind(word, class).unwrap_or_else(|| is_form() && !is_verb())
}
