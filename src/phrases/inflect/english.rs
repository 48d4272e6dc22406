//! English: singular and plural of a phrase's head.

use super::{Case, Number, Paradigm, split_behind};
use crate::lang::EN;
use crate::phrases::abbreviations::in_full;
use crate::phrases::words::is_function_word;
use crate::text::is_hyphen;

pub(super) fn paradigm(citation: &str) -> Option<Paradigm> {
    let words: Vec<&str> = citation.split(' ').collect();
    // What stands behind a preposition says of what the head is one.
    let head = words
        .iter()
        .position(|word| is_function_word(&word.to_lowercase(), EN))
        .unwrap_or(words.len());
    let (lead, rest) = split_behind(citation, head);
    let (noun, before) = lead.split_last()?;
    let (singular, plural) = match singular(noun) {
        Some(singular) => (singular, (*noun).to_owned()),
        None => ((*noun).to_owned(), plural(noun)?),
    };
    let cell = |number, noun: String| {
        let words: Vec<&str> = before.iter().copied().chain([&*noun]).collect();
        (number, Case::Nominative, words.join(" "))
    };
    Some(Paradigm {
        cells: vec![
            cell(Number::Singular, singular),
            cell(Number::Plural, plural),
        ],
        before: String::new(),
        rest,
        does_rest_stay: true,
        is_plural_doubtful: false,
        is_name: false,
    })
}

/// Whether two wordings differ in endings alone that change no word into another, in the order of the
/// words, and in "of": developed is a form of develop, development is none.
pub(super) fn is_form_of(form: &str, citation: &str) -> bool {
    let words = |text: &str| {
        let text = text.to_lowercase();
        let words = text.split(|c: char| c.is_whitespace() || is_hyphen(c));
        let words = words.filter(|word| !matches!(*word, "" | "of" | "the" | "a" | "an"));
        let mut words: Vec<String> = words.map(uninflected).collect();
        words.sort_unstable();
        words
    };
    words(form) == words(citation)
}

/// A word in lower case without its endings.
fn uninflected(word: &str) -> String {
    let word = word.replace(['’', 'ʼ'], "'");
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'');
    let word = word.strip_suffix("'s").unwrap_or(word).replace('\'', "");
    let word = in_full(&word, EN).unwrap_or(&word);
    // First a noun's endings, then a verb's: meetings, meet.
    const ENDINGS: [&[(&str, &str)]; 2] = [
        &[("ies", "y"), ("es", ""), ("s", "")],
        &[("ied", "y"), ("ed", ""), ("ing", "")],
    ];
    let mut stem = word.to_owned();
    for endings in ENDINGS {
        let shorter = endings.iter().find_map(|(ending, instead)| {
            let head = stem.strip_suffix(ending)?;
            (2 < head.chars().count()).then(|| format!("{head}{instead}"))
        });
        stem = shorter.unwrap_or(stem);
    }
    if stem.ends_with('e') {
        stem.pop();
    }
    // Planned is of plan.
    let mut letters = stem.chars().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && last == before
    {
        stem.pop();
    }
    stem
}

/// Of a noun in the plural; `None` if it seems to be in the singular.
fn singular(noun: &str) -> Option<String> {
    let is_plural = noun.ends_with('s') && !noun.ends_with("ss");
    let others = ["us", "is", "ous", "'s", "’s"];
    if noun.len() < 4 || !is_plural || others.iter().any(|end| noun.ends_with(end)) {
        return None;
    }
    if let Some(stem) = noun.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let hissing = ["sses", "xes", "ches", "shes"];
    let without = match hissing.iter().any(|end| noun.ends_with(end)) {
        true => 2,
        false => 1,
    };
    Some(noun[..noun.len() - without].to_owned())
}

fn plural(noun: &str) -> Option<String> {
    const IRREGULAR: &[&str] = &["man", "child", "person", "people", "foot", "media", "data"];
    let low = noun.to_lowercase();
    if noun.len() < 3
        || !noun.is_ascii()
        || !low.ends_with(|c: char| c.is_ascii_alphabetic())
        || low.ends_with("ed")
        || IRREGULAR.iter().any(|end| low.ends_with(end))
    {
        return None;
    }
    let before_y = low.strip_suffix('y').and_then(|stem| stem.chars().last());
    if before_y.is_some_and(|c| !"aeiou".contains(c)) {
        return Some(format!("{}ies", &noun[..noun.len() - 1]));
    }
    let hissing = ["s", "x", "z", "ch", "sh"];
    let ending = match hissing.iter().any(|end| low.ends_with(end)) {
        true => "es",
        false => "s",
    };
    Some(format!("{noun}{ending}"))
}
