//! What the word aligner sees of a text: its words, each with a key that its forms share.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::prior::Hints;
use crate::lang::Language;
use crate::text::{Token, TokenKind, Value, stem, tokens};

/// The most words of a text that are aligned; the rest stays without links. No unit of real
/// text comes near, and the work grows with the product of both sides.
pub(super) const MOST_WORDS: usize = 1_000;

/// Longer words are cut here before they are stemmed: nothing that long is a word.
const LONGEST_WORD: usize = 64;

/// A word of a text.
pub(super) struct Word {
    pub(super) range: Range<usize>,
    /// What the word's forms share: its stem, or a figure's value.
    pub(super) key: String,
}

/// The words of a text; marks are left out.
pub(super) fn words(text: &str, language: Language) -> Vec<Word> {
    tokens(text, language)
        .into_iter()
        .filter(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol))
        .take(MOST_WORDS)
        .map(|token| Word {
            key: key(&token, text, language),
            range: token.range,
        })
        .collect()
}

/// The words of a text as written, cut like [`words`], those that are figures with their key.
pub(super) fn form_and_figure(
    text: &str,
    language: Language,
) -> impl Iterator<Item = (&str, Option<String>)> {
    tokens(text, language)
        .into_iter()
        .filter(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol))
        .map(move |token| {
            let is_figure = token.value.is_some();
            let figure = is_figure.then(|| key(&token, text, language));
            (cut(token.text(text)), figure)
        })
}

fn key(token: &Token, text: &str, language: Language) -> String {
    match &token.value {
        Some(Value::Number(number)) => format!("#{number}"),
        Some(Value::Date { month, day, .. }) => format!("#{day}.{month}."),
        Some(Value::Time { hour, minute }) => format!("#{hour}:{minute}"),
        None => stem(cut(token.text(text)), language),
    }
}

fn cut(word: &str) -> &str {
    let end = word.char_indices().nth(LONGEST_WORD);
    &word[..end.map_or(word.len(), |(at, _)| at)]
}

/// The words of a language, numbered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<String, u32>,
}

impl Vocabulary {
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn get(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The number of the key, and whether it is new.
    pub(super) fn number(&mut self, key: &str) -> (u32, bool) {
        if let Some(number) = self.get(key) {
            return (number, false);
        }
        let number = self.len() as u32;
        self.numbers.insert(key.to_owned(), number);
        (number, true)
    }

    /// The keys by number.
    pub(super) fn keys(&self) -> Vec<&str> {
        let mut keys = vec![""; self.len()];
        for (key, &number) in &self.numbers {
            keys[number as usize] = key;
        }
        keys
    }
}

/// Reads texts of one language for training: numbers their words, and cuts and stems each form once.
pub(super) struct Reader {
    language: Language,
    pub(super) vocabulary: Vocabulary,
    pub(super) hints: Vec<Hints>,
    forms: FxHashMap<String, u32>,
}

impl Reader {
    pub(super) fn new(language: Language) -> Self {
        Reader {
            language,
            vocabulary: Vocabulary::default(),
            hints: Vec::new(),
            forms: FxHashMap::default(),
        }
    }

    /// The numbers of the text's words.
    pub(super) fn read(&mut self, text: &str) -> Vec<u32> {
        let tokens = tokens(text, self.language);
        let words = tokens
            .iter()
            .filter(|token| !matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol));
        words
            .map(|token| {
                let form = cut(token.text(text));
                if let Some(&number) = self.forms.get(form) {
                    return number;
                }
                let key = key(token, text, self.language);
                let (number, new) = self.vocabulary.number(&key);
                if new {
                    self.hints.push(Hints::of(form, &key, self.language));
                }
                self.forms.insert(form.to_owned(), number);
                number
            })
            .collect()
    }
}
