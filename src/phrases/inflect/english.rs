//! English: singular and plural of a phrase's head.

use std::sync::LazyLock;

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
    let (singular, plural) = numbers(noun)?;
    let cell = |number, noun: String| {
        let words: Vec<&str> = before.iter().copied().chain([&*noun]).collect();
        (number, Case::Nominative, words.join(" "))
    };
    let mut cells = vec![cell(Number::Singular, singular)];
    cells.extend(plural.map(|plural| cell(Number::Plural, plural)));
    Some(Paradigm {
        cells,
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

/// What the data say of the ends of nouns.
struct Nouns(Vec<(&'static str, Vec<&'static str>)>);

static NOUNS: LazyLock<Nouns> = LazyLock::new(|| {
    let lines = include_str!("en.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        Some((words.next()?, words.collect()))
    });
    Nouns(rows.collect())
});

impl Nouns {
    fn of(&self, kind: &str) -> impl Iterator<Item = &'static str> {
        let rows = self.0.iter().filter(move |(known, _)| *known == kind);
        rows.flat_map(|(_, words)| words.iter().copied())
    }

    fn has(&self, kind: &str, word: &str) -> bool {
        self.of(kind).any(|known| known == word)
    }

    fn has_end(&self, kind: &str, word: &str) -> bool {
        self.of(kind).any(|end| word.ends_with(end))
    }
}

/// A noun in the singular and in the plural, if that is certain; `None` if not even its number is.
fn numbers(noun: &str) -> Option<(String, Option<String>)> {
    let low = noun.to_lowercase();
    let last = low.rsplit(is_hyphen).next()?;
    let is_people = ["man", "men"].iter().any(|end| low.ends_with(end));
    if NOUNS.has("mass", last) || NOUNS.has("postposed", last) || is_people {
        return None;
    }
    let is_plural = 3 < low.len() && low.ends_with('s');
    let one = ["ss", "us", "is", "'s", "’s"];
    if !is_plural || one.iter().any(|end| low.ends_with(end)) {
        let plural = plural(noun);
        let is_known = plural.is_some() || NOUNS.has_end("singular", &low);
        return is_known.then(|| (noun.to_owned(), plural));
    }
    if NOUNS.has_end("many", &low) && !NOUNS.has_end("regular", &low) {
        return None;
    }
    let (cut, added) = match () {
        () if low.ends_with("ies") => (3, "y"),
        () if ["sses", "xes", "ches", "shes"]
            .iter()
            .any(|end| low.ends_with(end)) =>
        {
            (2, "")
        }
        () => (1, ""),
    };
    let singular = format!("{}{added}", noun.get(..noun.len() - cut)?);
    Some((singular, Some(noun.to_owned())))
}

/// Of a noun in the singular.
fn plural(noun: &str) -> Option<String> {
    let low = noun.to_lowercase();
    let is_foreign = NOUNS.has_end("singular", &low) && !NOUNS.has_end("plain", &low);
    let is_other = low.ends_with('s') && !low.ends_with("ss") || low.ends_with("ed");
    if noun.len() < 3
        || !noun.is_ascii()
        || !low.ends_with(|c: char| c.is_ascii_alphabetic())
        || is_foreign
        || is_other
    {
        return None;
    }
    let before_y = low.strip_suffix('y').and_then(|stem| stem.chars().last());
    if before_y.is_some_and(|c| !"aeiou".contains(c)) {
        return Some(format!("{}ies", &noun[..noun.len() - 1]));
    }
    let hissing = ["s", "x", "ch", "sh"];
    let ending = match hissing.iter().any(|end| low.ends_with(end)) {
        true => "es",
        false => "s",
    };
    Some(format!("{noun}{ending}"))
}
