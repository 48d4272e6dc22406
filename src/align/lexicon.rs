//! The lexicon that the aligner is born with: English, Russian and Kazakh words of news and
//! official style, in `lexicon.tsv`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::words::{is_letter, lower, stem};
use crate::lang::{EN, KK, Language, RU};

static TABLE: &str = include_str!("lexicon.tsv");

/// Words that carry no meaning of their own inside a longer entry.
const LIGHT: &[&str] = &[
    "алу",
    "беру",
    "ету",
    "болу",
    "салу",
    "қою",
    "жасау",
    "және",
    "мен",
    "the",
    "of",
    "to",
    "be",
    "a",
    "and",
    "in",
    "for",
    "get",
    "make",
    "take",
    "в",
    "и",
    "на",
    "с",
    "по",
    "о",
    "из",
    "для",
    "от",
    "быть",
    "не",
    "up",
    "out",
    "off",
    "on",
];

/// Stems and the entries that they stand in.
pub(crate) struct Lexicon {
    stems: [FxHashMap<String, Vec<Sense>>; 3],
    /// Per entry: it is a function word, which says little about what a segment is about.
    function: Vec<bool>,
}

/// An entry that a stem stands in, and how much of the entry the stem is.
#[derive(Clone, Copy)]
pub(crate) struct Sense {
    pub(crate) entry: u32,
    pub(crate) share: f32,
}

impl Lexicon {
    /// The built-in lexicon, read on first use.
    pub(crate) fn built_in() -> &'static Lexicon {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        BUILT_IN.get_or_init(|| Lexicon::parse(TABLE))
    }

    fn parse(table: &str) -> Self {
        let mut lexicon = Lexicon {
            stems: Default::default(),
            function: Vec::new(),
        };
        let mut function = false;
        for line in table.lines() {
            if let Some(group) = line.strip_prefix('#') {
                function = group.contains("function");
                continue;
            }
            let entry = lexicon.function.len() as u32;
            lexicon.function.push(function);
            for (column, cell) in line.split('\t').take(3).enumerate() {
                for alternative in cell.split('|') {
                    lexicon.add(column, entry, alternative);
                }
            }
        }
        lexicon
    }

    fn add(&mut self, column: usize, entry: u32, alternative: &str) {
        let language = [EN, RU, KK][column];
        let words = || {
            alternative
                .split(|c: char| !is_letter(c))
                .filter(|word| !word.is_empty())
        };
        let one = words().count() == 1;
        let content = |word: &&str| one || !LIGHT.contains(word);
        let share = 1.0 / (words().filter(content).count().max(1) as f32).sqrt();
        for word in words().filter(content) {
            let lower = lower(word);
            let stem = stem(language, &lower).to_owned();
            let senses = self.stems[column].entry(stem).or_default();
            match senses.last_mut() {
                Some(last) if last.entry == entry => last.share = last.share.max(share),
                _ => senses.push(Sense { entry, share }),
            }
        }
    }

    /// The entries of a stem.
    pub(super) fn senses(&self, language: Language, stem: &str) -> &[Sense] {
        let column = [EN, RU, KK].iter().position(|l| l.same_language(language));
        column
            .and_then(|column| self.stems[column].get(stem))
            .map_or(&[], Vec::as_slice)
    }

    /// The entries of a word in any form, in the order of the lexicon.
    pub(crate) fn senses_of_word(&self, language: Language, word: &str) -> &[Sense] {
        self.senses(language, stem(language, &lower(word)))
    }

    /// Whether the entry is a function word.
    pub(super) fn is_function(&self, entry: u32) -> bool {
        self.function[entry as usize]
    }
}
