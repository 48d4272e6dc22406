//! Word lists, from data files: a heading of language and subject, and its words.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::lang::{EN, KK, Language, RU};
use crate::text::stem;
use crate::work;

/// By heading, which begins with the tag of the language.
static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    lists()
        .map(|(heading, words)| (heading, words.split(' ').collect()))
        .collect()
});

/// The headings of all lists, with their words.
fn lists() -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = [
        include_str!("../names/names.txt"),
        include_str!("../agree/words.txt"),
        include_str!("../following/apposed.txt"),
        include_str!("../following/implied.txt"),
    ];
    let lines = files.into_iter().flat_map(str::lines);
    let lines = lines.filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": "))
}

/// Words that stand side by side, as a list of them has it.
pub(crate) struct Phrase {
    parts: Vec<&'static str>,
    /// What the list has behind the stroke.
    pub(super) says: &'static str,
}

impl Phrase {
    /// How many of these words are the phrase, if they begin with it: as its parts begin, or whole where a
    /// point ends them; a star is any word.
    pub(crate) fn opens(&self, words: &[String]) -> Option<usize> {
        let is_part = |part: &str, word: &String| match part.strip_suffix('.') {
            Some(whole) => word == whole,
            None => !word.is_empty() && (part == "*" || word.starts_with(part)),
        };
        let words = words.get(..self.parts.len())?;
        let mut parts = self.parts.iter().zip(words);
        parts
            .all(|(part, word)| is_part(part, word))
            .then_some(words.len())
    }
}

/// Words of a text that a list has.
#[derive(Clone)]
pub(crate) struct Found {
    /// The places of their tokens.
    pub(crate) tokens: Range<usize>,
    /// What the list has behind the stroke.
    pub(crate) says: &'static str,
}

/// The phrases of a list.
pub(crate) fn phrases(heading: &str) -> &'static [Phrase] {
    static PHRASES: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
        let phrase = |entry: &&'static str| {
            let (phrase, says) = entry.split_once('/').unwrap_or((*entry, ""));
            let parts = phrase.split('_').collect();
            Phrase { parts, says }
        };
        let lists = LISTS.iter();
        lists
            .map(|(heading, entries)| (*heading, entries.iter().map(phrase).collect()))
            .collect()
    });
    PHRASES.get(heading).map_or(&[], Vec::as_slice)
}

/// The words of a list.
pub(crate) fn listed(heading: &str) -> &'static [&'static str] {
    LISTS.get(heading).map_or(&[], Vec::as_slice)
}

pub(crate) fn is_listed(heading: &str, word: &str) -> bool {
    listed(heading).contains(&word)
}

/// What a list has behind the stroke for a word.
pub(crate) fn listed_for(heading: &str, word: &str) -> Option<&'static str> {
    static PAIRS: LazyLock<HashMap<&str, HashMap<String, &str>>> = LazyLock::new(|| {
        let pairs = |entries: &Vec<&'static str>| {
            let pairs = entries.iter().filter_map(|entry| entry.split_once('/'));
            // Of two that are alike the first counts.
            let pairs = pairs
                .rev()
                .map(|(name, other)| (name.to_lowercase(), other));
            pairs.collect::<HashMap<_, _>>()
        };
        let lists = LISTS.iter();
        lists
            .map(|(heading, entries)| (*heading, pairs(entries)))
            .collect()
    });
    work::done(1);
    PAIRS.get(heading)?.get(&word.to_lowercase()).copied()
}

/// Whether a word is one of a list of its language, in any form.
pub(crate) fn is_listed_form(list: &str, word: &str, language: Language) -> bool {
    !word.is_empty() && is_listed_stem(list, &stem(word, language), language)
}

/// The same of a word's stem.
pub(crate) fn is_listed_stem(list: &str, word_stem: &str, language: Language) -> bool {
    type Stems = HashMap<(&'static str, &'static str), HashSet<String>>;
    static STEMS: LazyLock<Stems> = LazyLock::new(|| {
        let stems = |(heading, words): (&&'static str, &Vec<&str>)| {
            let (tag, list) = heading.split_once(' ')?;
            let is_of = |language: &Language| language.primary() == tag;
            let language = [EN, RU, KK].into_iter().find(is_of)?;
            let stems = words.iter().map(|word| stem(word, language));
            Some(((tag, list), stems.collect()))
        };
        LISTS.iter().filter_map(stems).collect()
    });
    let list = STEMS.get(&(language.primary(), list));
    list.is_some_and(|list| list.contains(word_stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_stands_twice() {
        assert_eq!(lists().count(), LISTS.len());
    }

    #[test]
    fn no_list_has_a_word_twice() {
        for (heading, words) in LISTS.iter() {
            let mut known = HashSet::new();
            let twice = words.iter().find(|word| !known.insert(**word));
            assert_eq!(twice, None, "{heading}");
        }
    }
}
