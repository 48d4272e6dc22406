//! Concordance: where a phrase stands in a text, and what stands for it in the translation.

use std::ops::Range;

use super::words::{FIRST, LAST, Lexer, Piece};
use crate::lang::Language;

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
