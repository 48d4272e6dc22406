//! Word lists, from data files: a heading of language and subject, and its words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lang::{EN, KK, Language, RU};
use crate::text::stem;

/// By heading, which begins with the tag of the language.
static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let files = [
        include_str!("names/names.txt"),
        include_str!("agree/words.txt"),
        include_str!("implied.txt"),
    ];
    let lines = files.into_iter().flat_map(str::lines);
    let lists = lines.filter_map(|line| line.split_once(": "));
    lists
        .map(|(heading, words)| (heading, words.split(' ').collect()))
        .collect()
});

/// The words of a list.
pub(super) fn listed(heading: &str) -> &'static [&'static str] {
    LISTS.get(heading).map_or(&[], Vec::as_slice)
}

pub(super) fn is_listed(heading: &str, word: &str) -> bool {
    listed(heading).contains(&word)
}

/// What a list has behind the stroke for a word.
pub(super) fn listed_for(heading: &str, word: &str) -> Option<&'static str> {
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
