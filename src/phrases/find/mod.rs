//! Recognition: the phrases of a text, in whatever form they stand.

mod gap;
mod met;
mod standing;
mod trie;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use self::gap::allows;
use self::met::{Met, bytes};
use self::trie::{NOWHERE, TURNED, Trie};
use super::context;
use super::words::{BREAK, FIRST, FUNCTION, LAST, Lexer, MODIFIER, Piece, UNKNOWN};
use crate::lang::{EN, Language};

/// Recognises the phrases of one language: a trie over their stems.
#[derive(Debug)]
pub(crate) struct Finder {
    lexer: Lexer,
    /// Clones of the lexer, with the written forms that they have met: one for each text that is read
    /// at the same time.
    idle: Mutex<Vec<Lexer>>,
    trie: Trie,
}

/// A phrase in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    /// Its number among those that the finder was made of.
    pub(crate) phrase: usize,
    /// The word among its words that the phrase does not have.
    pub(crate) gap: Option<Range<usize>>,
    /// It lies inside a longer one or name, or across one that stands.
    pub(crate) is_overlapped: bool,
    /// No word stands before it in its clause.
    pub(crate) is_opening: bool,
    /// What the form of its translation depends on.
    pub(crate) context: String,
}

impl Finder {
    /// `keys`: the phrases' stems, joined by blanks.
    pub(crate) fn new<'k>(language: Language, keys: impl Iterator<Item = &'k str>) -> Self {
        let mut finder = Finder {
            lexer: Lexer::new(language),
            idle: Mutex::default(),
            trie: Trie::default(),
        };
        let mut phrases: Vec<Vec<u32>> = Vec::new();
        for (phrase, key) in keys.enumerate() {
            let lexer = &mut finder.lexer;
            let stems: Vec<u32> = key.split(' ').map(|stem| lexer.number(stem)).collect();
            finder.trie.add(&stems, phrase as u32);
            phrases.push(stems);
        }
        // A phrase that is written in that order has its place already.
        if language.same_language(EN) {
            let of = finder.lexer.number("of");
            for (phrase, stems) in phrases.iter().enumerate() {
                if let Some(stems) = turned(stems, of) {
                    finder.trie.add(&stems, phrase as u32 | TURNED);
                }
            }
        }
        finder.lexer.freeze();
        finder
    }

    pub(crate) fn language(&self) -> Language {
        self.lexer.language()
    }

    /// All phrases of the text, in order. Of two that cross, the one stands that has more words, each
    /// counted by how sure the phrase is, and first of all one without a gap. Those that lie wholly
    /// inside one that stands are told too, and those that share but a word with what they cross, or cross
    /// only what is not much surer; they say so. With a gap only those are told that stand.
    ///
    /// `is_form` tells whether a phrase may be written so: its stems may be those of other words.
    pub(crate) fn find(
        &self,
        text: &str,
        sureness: &dyn Fn(usize) -> f32,
        is_form: &dyn Fn(usize, &str) -> bool,
    ) -> Vec<Span> {
        let pieces = self.read(text);
        let mut all: Vec<Met> = Vec::new();
        for at in 0..pieces.len() {
            self.matches_at(text, &pieces, at, |met| {
                if is_form(met.phrase, &met.form(text, &pieces)) {
                    all.push(met);
                }
            });
        }
        let told = standing::told(text, &pieces, &all, sureness);
        told.into_iter()
            .map(|(i, is_overlapped)| {
                let met = &all[i];
                let before = met.places.start.checked_sub(1).map(|at| pieces[at]);
                let before = before.filter(|piece| piece.stem != BREAK);
                let word = before.filter(|piece| piece.is(FUNCTION));
                let word = word.map_or("", |piece| &text[piece.range()]);
                let form = met.form(text, &pieces);
                Span {
                    range: bytes(&pieces, &met.places),
                    phrase: met.phrase,
                    gap: met.gap.as_ref().map(|gap| bytes(&pieces, gap)),
                    is_overlapped,
                    is_opening: before.is_none(),
                    context: context(self.lexer.language(), word, &form),
                }
            })
            .collect()
    }

    fn read(&self, text: &str) -> Vec<Piece> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let known = idle().pop();
        let mut lexer = known.unwrap_or_else(|| self.lexer.clone());
        let mut pieces = Vec::new();
        lexer.read(text, &mut pieces);
        idle().push(lexer);
        pieces
    }

    fn matches_at(&self, text: &str, pieces: &[Piece], at: usize, mut found: impl FnMut(Met)) {
        let piece = pieces[at];
        if piece.stem >= UNKNOWN || !piece.is(FIRST) {
            return;
        }
        let mut state = self.trie.root(piece.stem);
        let mut end = at + 1;
        while state != NOWHERE {
            let phrase = self.trie.end(state);
            let is_sound = || piece.begins() && pieces[end - 1].ends();
            let is_turned = phrase & TURNED != 0;
            if phrase != NOWHERE && pieces[end - 1].is(LAST) && (!is_turned || is_sound()) {
                found(Met {
                    places: at..end,
                    phrase: (phrase & !TURNED) as usize,
                    gap: None,
                });
            }
            if pieces[end].is(MODIFIER) {
                self.matches_behind_gap(text, pieces, at..end, state, &mut found);
            }
            state = self.next(state, &pieces[end]);
            end += 1;
        }
    }

    /// The phrases that begin with the pieces `head`, which lead to this state, and go on behind the
    /// word that follows.
    fn matches_behind_gap(
        &self,
        text: &str,
        pieces: &[Piece],
        head: Range<usize>,
        state: u32,
        found: &mut impl FnMut(Met),
    ) {
        let word = pieces[head.end..].iter().position(|piece| piece.is(LAST));
        let Some(gap) = word.map(|last| head.end..head.end + last + 1) else {
            return;
        };
        let (mut state, mut end) = (self.next(state, &pieces[gap.end]), gap.end + 1);
        while state != NOWHERE {
            let phrase = self.trie.end(state);
            if phrase & TURNED == 0 && pieces[end - 1].is(LAST) {
                let met = Met {
                    places: head.start..end,
                    phrase: phrase as usize,
                    gap: Some(gap.clone()),
                };
                if allows(self.language(), text, pieces, &met.places, &gap) {
                    found(met);
                }
            }
            state = self.next(state, &pieces[end]);
            end += 1;
        }
    }

    /// The state behind another piece.
    fn next(&self, state: u32, piece: &Piece) -> u32 {
        match piece.stem < UNKNOWN {
            true => self.trie.next(state, piece.stem),
            false => NOWHERE,
        }
    }
}

/// An English phrase with what follows its one "of" before its head: Minister of Energy, Energy
/// Minister.
fn turned(stems: &[u32], of: u32) -> Option<Vec<u32>> {
    let mut parts = stems.split(|&stem| stem == of);
    let (head, owner) = (parts.next()?, parts.next()?);
    let is_turned = head.len() == 1 && !owner.is_empty() && parts.next().is_none();
    is_turned.then(|| [owner, head].concat())
}

#[cfg(test)]
mod tests;
