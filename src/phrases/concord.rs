//! Concordance: where a phrase stands in a text.

use std::ops::Range;

use super::words::{BREAK, FIRST, LAST, Lexer, Piece, is_joiner};
use crate::lang::Language;
use crate::text::{Folded, fold};

/// A phrase to look for in many texts, in any inflected form.
pub(crate) struct Pattern {
    lexer: Lexer,
    stems: Vec<u32>,
    pieces: Vec<Piece>,
}

impl Pattern {
    /// `key`: stems joined by blanks, as [`key`](super::key) gives them.
    pub(crate) fn new(language: Language, key: &str) -> Self {
        let mut lexer = Lexer::new(language);
        let stems = key.split(' ').map(|stem| lexer.number(stem)).collect();
        lexer.freeze();
        Pattern {
            lexer,
            stems,
            pieces: Vec::new(),
        }
    }

    /// All places of the phrase in a text, in bytes.
    pub(crate) fn places(&mut self, text: &str) -> Vec<Range<usize>> {
        self.pieces.clear();
        self.lexer.read(text, &mut self.pieces);
        let len = self.stems.len();
        let windows = self.pieces.windows(len);
        let same = windows.filter(|window| {
            window[0].is(FIRST)
                && window[len - 1].is(LAST)
                && window
                    .iter()
                    .zip(&self.stems)
                    .all(|(piece, stem)| piece.stem == *stem)
        });
        same.map(|window| window[0].range().start..window[len - 1].range().end)
            .collect()
    }
}

/// Words to look for as they are written; what a match form evens out may differ.
pub(crate) struct Wording {
    language: Language,
    form: String,
}

impl Wording {
    /// `None` if there is neither a letter nor a figure in the text.
    pub(crate) fn new(language: Language, text: &str) -> Option<Self> {
        let form = fold(text, language);
        let is_one = form.chars().any(char::is_alphanumeric);
        is_one.then_some(Wording { language, form })
    }

    /// Stems that every text has in which these words stand.
    pub(crate) fn stems(&self) -> Vec<String> {
        let mut lexer = Lexer::new(self.language);
        let mut pieces = Vec::new();
        lexer.read(&self.form, &mut pieces);
        let words = pieces.iter().filter(|piece| piece.stem != BREAK);
        words
            .map(|piece| lexer.name(piece.stem).to_owned())
            .collect()
    }

    /// All places of the words in a text, in bytes; they begin and end as whole words.
    pub(crate) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let folded = Folded::new(text, self.language);
        let whole = folded.text();
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(at) = whole[from..].find(&self.form) {
            let start = from + at;
            let end = start + self.form.len();
            if !is_inside_word(whole, start) && !is_inside_word(whole, end) {
                places.push(folded.source_range(start..end));
                from = end;
            } else {
                let first = whole[start..].chars().next();
                from = start + first.map_or(1, char::len_utf8);
            }
        }
        places
    }
}

/// Whether a word goes on across this place, by way of a hyphen or an apostrophe too.
fn is_inside_word(text: &str, at: usize) -> bool {
    let word_goes_on = |chars: &mut dyn Iterator<Item = char>| match chars.next() {
        Some(c) if is_joiner(c) => chars.next().is_some_and(char::is_alphanumeric),
        next => next.is_some_and(char::is_alphanumeric),
    };
    word_goes_on(&mut text[..at].chars().rev()) && word_goes_on(&mut text[at..].chars())
}
