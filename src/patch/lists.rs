//! Word lists, from data files: a heading of language and subject, and its words.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::lang::{EN, KK, Language, RU};
use crate::text::stem;
use crate::work;

/// By heading, which begins with the tag of the language.
static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let files = [
        include_str!("names/names.txt"),
        include_str!("agree/words.txt"),
        include_str!("apposed.txt"),
        include_str!("implied.txt"),
    ];
    let lines = files.into_iter().flat_map(str::lines);
    let lines = lines.filter(|line| !line.starts_with('#'));
    let lists = lines.filter_map(|line| line.split_once(": "));
    lists
        .map(|(heading, words)| (heading, words.split(' ').collect()))
        .collect()
});

/// Words that stand side by side, as a list of them has it.
pub(super) struct Phrase {
    parts: Vec<&'static str>,
    /// What the list has behind the stroke.
    pub(super) says: &'static str,
}

impl Phrase {
    /// How many of these words are the phrase, if they begin with it: as its parts begin, or whole where a
    /// point ends them; a star is any word.
    pub(super) fn opens(&self, words: &[String]) -> Option<usize> {
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
pub(super) struct Found {
    /// The places of their tokens.
    pub(super) tokens: Range<usize>,
    /// What the list has behind the stroke.
    pub(super) says: &'static str,
}

/// The phrases of a list.
pub(super) fn phrases(heading: &str) -> &'static [Phrase] {
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
pub(super) fn listed(heading: &str) -> &'static [&'static str] {
    LISTS.get(heading).map_or(&[], Vec::as_slice)
}

pub(super) fn is_listed(heading: &str, word: &str) -> bool {
    listed(heading).contains(&word)
}

/// What a list has behind the stroke for a word.
pub(super) fn listed_for(heading: &str, word: &str) -> Option<&'static str> {
    work::done(1);
    let word = word.to_lowercase();
    let same = |name: &str| name.chars().flat_map(char::to_lowercase).eq(word.chars());
    let mut pairs = listed(heading).iter().filter_map(|l| l.split_once('/'));
    pairs.find_map(|(name, other)| same(name).then_some(other))
}

/// Whether a word is one of a list of its language, in any form.
pub(super) fn is_listed_form(list: &str, word: &str, language: Language) -> bool {
    static STEMS: LazyLock<HashMap<&str, HashSet<String>>> = LazyLock::new(|| {
        let stems = |(heading, words): (&&'static str, &Vec<&str>)| {
            let is_of = |language: &Language| heading.starts_with(language.primary());
            let language = [EN, RU, KK].into_iter().find(is_of)?;
            let stems = words.iter().map(|word| stem(word, language));
            Some((*heading, stems.collect()))
        };
        LISTS.iter().filter_map(stems).collect()
    });
    let list = STEMS.get(&*format!("{} {list}", language.primary()));
    !word.is_empty() && list.is_some_and(|list| list.contains(&stem(word, language)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_has_a_word_twice() {
        for (heading, words) in LISTS.iter() {
            let mut known = HashSet::new();
            let twice = words.iter().find(|word| !known.insert(**word));
            assert_eq!(twice, None, "{heading}");
        }
    }
}
