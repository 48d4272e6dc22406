//! Word lists, from data files: a heading of language and subject, and its words.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang::Language;
use crate::text::stem;

/// The words of a list of `names.txt`.
pub(super) fn listed(heading: &str) -> &'static [&'static str] {
    static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
        let files = [
            include_str!("names/names.txt"),
            include_str!("agree/words.txt"),
        ];
        let lines = files.into_iter().flat_map(str::lines);
        let lists = lines.filter_map(|line| line.split_once(": "));
        lists
            .map(|(heading, words)| (heading, words.split(' ').collect()))
            .collect()
    });
    LISTS.get(heading).map_or(&[], Vec::as_slice)
}

pub(super) fn is_listed(heading: &str, word: &str) -> bool {
    listed(heading).contains(&word)
}

/// What a list has behind the stroke for a word.
pub(super) fn listed_for(heading: &str, word: &str) -> Option<&'static str> {
    let same = |name: &str| name.to_lowercase() == word.to_lowercase();
    let mut pairs = listed(heading).iter().filter_map(|l| l.split_once('/'));
    pairs.find_map(|(name, other)| same(name).then_some(other))
}

/// Whether a word is one of a list of its language, in any form.
pub(super) fn is_listed_form(list: &str, word: &str, language: Language) -> bool {
    let list = listed(&format!("{} {list}", language.primary()));
    !word.is_empty()
        && list
            .iter()
            .any(|noun| stem(noun, language) == stem(word, language))
}
