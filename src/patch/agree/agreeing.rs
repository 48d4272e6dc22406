//! Russian words that may agree with a subject, told by their endings.
//!
//! What agrees cannot be listed: готова, согласна, крупнейшая, одна из первых, была. So it is asked the
//! other way round: a word with an ending that agrees is taken to do so, unless it is known to hang on
//! something else.

use std::ops::Range;

use super::counted::is_thing;
use crate::patch::reading::lists::{is_listed, listed};
use crate::text::MONTHS;

/// What is said of a subject in a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::patch) enum Form {
    /// Он готов, был, крупнейший.
    Masculine,
    Feminine,
    Neuter,
    /// Они готовы, были, крупнейшие.
    Plural,
    /// Он, она, оно ждет.
    Singular,
    /// Они ждут.
    Several,
    /// 5 стран ждет, 5 стран закрыто, 5 стран нет.
    Impersonal,
}

impl Form {
    fn may_end(self, word: &str) -> bool {
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        let ends_in = |letters: &str| word.ends_with(|c| letters.contains(c));
        match self {
            Form::Masculine => ends_in("бвгджзйклмнпрстфхцчшщ") || ends(&["лся", "йся"]),
            Form::Feminine => ends(&["а", "я", "лась", "ой", "ей"]),
            Form::Neuter => ends(&["о", "е", "лось", "еся", "ым", "им"]),
            Form::Plural => ends(&["ы", "и", "е", "лись", "еся"]),
            Form::Singular => ends(&["ет", "ит", "ст", "тся"]),
            Form::Impersonal => ends(&["ло", "лось", "но", "то", "ет", "ит", "тся"]),
            Form::Several => ends(&["ут", "ют", "ат", "ят", "тся"]),
        }
    }
}

/// The places of the words that may agree with a subject in one of these forms.
pub(in crate::patch) fn agreeing(text: &str, forms: &[Form]) -> Vec<Range<usize>> {
    let (mut found, mut before, mut end) = (Vec::new(), String::new(), 0);
    for (start, written) in words(text) {
        let gap = &text[end..start];
        let is_behind_dash = gap.trim_end().ends_with(['–', '—', '-']) && gap.contains(' ');
        let begins = start == 0 || gap.trim_end().ends_with(['.', '!', '?', ':', '«', '“']);
        end = start + written.len();
        let word = written.to_lowercase().replace('ё', "е");
        let has_capital = written.starts_with(char::is_uppercase);
        let has_preposition = gap.trim().is_empty() && is_listed("ru prepositions", &before);
        let is_name = has_capital && (!begins || is_behind_dash);
        // 5 школ открылось, сообщает акимат.
        let is_reporting =
            forms.contains(&Form::Plural) && gap.trim() == "," && is_listed("ru reporting", &word);
        let hangs = has_preposition || is_name || is_reporting || is_listed("ru inert", &word);
        // What a dash joins to a subject is said of it: 5 стран – лидеры.
        let may_agree =
            || is_behind_dash || forms.iter().any(|form| form.may_end(&word)) && !is_inert(&word);
        if is_pronoun(&word, forms) || !hangs && may_agree() {
            found.push(start..end);
        }
        before = word;
    }
    found
}

/// Whether the word, in lower case, is a noun that is known, or has an ending of nouns and cases that
/// nothing that agrees has.
fn is_inert(word: &str) -> bool {
    let ends = |list: &str| listed(list).iter().any(|ending| word.ends_with(ending));
    let is_oblique = || ends("ru oblique endings") && !is_listed("ru short in oblique", word);
    is_listed("ru nouns", word)
        || is_thing(word)
        || MONTHS.russian.contains(&word)
        || ends("ru noun endings")
        || is_oblique()
}

/// Whether the word, in lower case, is a pronoun for something in one of these forms.
fn is_pronoun(word: &str, forms: &[Form]) -> bool {
    is_listed("ru pronouns", word)
        || forms.contains(&Form::Plural) && is_listed("ru plural pronouns", word)
}

/// Runs of letters with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphabetic());
    let place = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let words = words.filter(|word| !word.is_empty());
    words.map(move |word| (place(word), word))
}
