//! Concordance: where a phrase stands in a text, and what stands for it in the translation.

use std::ops::Range;

use super::words::{BREAK, FIRST, LAST, Lexer, Piece, UNKNOWN};
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

    /// The longest run of the phrase's stems in a text: its bytes and how many stems it has.
    pub(crate) fn longest_run(&mut self, text: &str) -> Option<(Range<usize>, usize)> {
        self.pieces.clear();
        self.lexer.read(text, &mut self.pieces);
        let mut best: Option<(Range<usize>, usize)> = None;
        // By place in the phrase, how long a run ends at the piece before.
        let mut before = vec![0usize; self.stems.len() + 1];
        for (at, piece) in self.pieces.iter().enumerate() {
            let mut here = vec![0usize; self.stems.len() + 1];
            if piece.stem != BREAK && piece.stem != UNKNOWN {
                for (i, stem) in self.stems.iter().enumerate() {
                    if *stem == piece.stem {
                        here[i + 1] = before[i] + 1;
                        let len = here[i + 1];
                        if best.as_ref().is_none_or(|(_, most)| len > *most) {
                            let start = self.pieces[at + 1 - len].range().start;
                            best = Some((start..piece.range().end, len));
                        }
                    }
                }
            }
            before = here;
        }
        best
    }
}
