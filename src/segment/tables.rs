//! The built-in knowledge of a language, read from `rules/*.txt`.

use rustc_hash::FxHashMap;

use crate::lang::{EN, KK, Language, RU};

/// What a word is before a full stop, or at a sentence's beginning.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Word {
    pub(super) before_name: bool,
    pub(super) before_number: bool,
    pub(super) inside: bool,
    pub(super) month: bool,
    pub(super) between_names: bool,
    pub(super) either: bool,
    pub(super) unit: bool,
    pub(super) after_unit: bool,
    pub(super) year: bool,
    pub(super) foreign: bool,
    pub(super) clock: bool,
    pub(super) after_clock: bool,
    pub(super) ending: bool,
    pub(super) noun: bool,
    pub(super) opener: bool,
    pub(super) starter: bool,
    pub(super) exclaims: bool,
    pub(super) speaks: bool,
    pub(super) surname: bool,
    pub(super) numbered: bool,
}

impl Word {
    pub(super) fn is_abbreviation(self) -> bool {
        self.before_name
            || self.before_number
            || self.inside
            || self.either
            || self.unit
            || self.year
            || self.foreign
            || self.clock
    }
}

pub(super) struct Tables {
    words: FxHashMap<&'static str, Word>,
    /// Endings of verbs and short participles.
    pub(super) predicates: Vec<&'static str>,
    pub(super) cyrillic: bool,
    /// Sentences end in their verb, so hardly ever in a year or a unit.
    pub(super) verb_last: bool,
}

impl Tables {
    pub(super) fn of(language: Language) -> Tables {
        let source = match language {
            l if l.same_language(EN) => include_str!("rules/en.txt"),
            l if l.same_language(RU) => include_str!("rules/ru.txt"),
            l if l.same_language(KK) => include_str!("rules/kk.txt"),
            _ => "",
        };
        let mut tables = Tables {
            words: FxHashMap::default(),
            predicates: Vec::new(),
            cyrillic: language.same_language(RU) || language.same_language(KK),
            verb_last: language.same_language(KK),
        };
        let mut section = "";
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
                continue;
            }
            if section == "predicates" {
                tables.predicates.extend(line.split_whitespace());
                continue;
            }
            for entry in line.split_whitespace() {
                let word = tables.words.entry(entry).or_default();
                match section {
                    "before-name" => word.before_name = true,
                    "before-number" => word.before_number = true,
                    "month" => (word.month, word.before_number) = (true, true),
                    "inside" => word.inside = true,
                    "between-names" => word.between_names = true,
                    "either" => word.either = true,
                    "unit" => word.unit = true,
                    "after-unit" => word.after_unit = true,
                    "year" => word.year = true,
                    "foreign" => word.foreign = true,
                    "clock" => word.clock = true,
                    "after-clock" => word.after_clock = true,
                    "endings" => word.ending = true,
                    "nouns" => word.noun = true,
                    "openers" => word.opener = true,
                    "exclaims" => word.exclaims = true,
                    "speaks" => word.speaks = true,
                    "surnames" => word.surname = true,
                    "numbered" => word.numbered = true,
                    "starters" => word.starter = true,
                    _ => debug_assert!(false, "no section {section}"),
                }
            }
        }
        tables
    }

    #[cfg(test)]
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'static str, Word)> {
        self.words.iter().map(|(&entry, &word)| (entry, word))
    }

    /// What is known of a word, whatever its case.
    pub(super) fn word(&self, word: &str) -> Word {
        // Longer than any entry.
        if word.len() > 40 {
            return Word::default();
        }
        if let Some(&found) = self.words.get(word) {
            return found;
        }
        let lower = word.to_lowercase();
        self.words.get(lower.as_str()).copied().unwrap_or_default()
    }
}
