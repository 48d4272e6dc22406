//! Common abbreviations of nouns.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::lang::Language;

/// The noun that a word in lower case is the abbreviation of.
pub(super) fn in_full(word: &str, language: Language) -> Option<&'static str> {
    static TABLES: LazyLock<FxHashMap<&str, FxHashMap<&str, &str>>> = LazyLock::new(|| {
        let lines = include_str!("abbreviations.txt").lines();
        let lists = lines.filter_map(|line| line.split_once(": "));
        lists
            .map(|(tag, list)| {
                let pairs = list.split(' ').filter_map(|pair| pair.split_once('/'));
                (tag, pairs.collect())
            })
            .collect()
    });
    TABLES.get(language.primary())?.get(word).copied()
}
