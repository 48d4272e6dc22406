//! What stands around a place: bounded looks back and ahead.

use super::labels::{is_roman, single_letter};
use super::signs::is_dash;
use super::{LOOK_BACK, NEAR, Scan};
use crate::text::ceiling;
use crate::work;

impl<'a> Scan<'a> {
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The last character before a byte that is no white space.
    pub(super) fn ink_before(&self, at: usize) -> Option<char> {
        let before = self.text[..at].trim_end();
        work::done(at - before.len());
        before.chars().next_back()
    }

    /// The characters before a byte back to white space or the segment's beginning.
    pub(super) fn token_before(&self, at: usize) -> &'a str {
        let floor = at.saturating_sub(LOOK_BACK).max(self.start.min(at));
        let piece = &self.text[ceiling(self.text, floor)..at];
        work::done(piece.len());
        match piece.rfind(char::is_whitespace) {
            Some(i) => piece[i..].trim_start(),
            None => piece,
        }
    }

    /// The word at or after a byte, past opening marks.
    pub(super) fn word_at(&self, at: usize) -> &'a str {
        let rest = &self.text[at..];
        let rest = &rest[..ceiling(rest, LOOK_BACK)];
        work::done(rest.len());
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
        let word = |c: char| c.is_alphanumeric() || c == '-';
        &rest[..rest.find(|c| !word(c)).unwrap_or(rest.len())]
    }

    /// Whether the word at a byte is an initial: "В. Иванов" begins no sentence with «в».
    pub(super) fn is_initial_at(&self, at: usize) -> bool {
        let word = self.word_at(at);
        let rest = &self.text[at..];
        single_letter(word) && rest.starts_with(word) && rest[word.len()..].starts_with('.')
    }

    /// Whether the segment has neither letter nor number before a byte.
    pub(super) fn only_signs_before(&self, at: usize) -> bool {
        let from = self.start.min(at);
        work::done(LOOK_BACK.min(at - from));
        at - from <= LOOK_BACK && !self.text[from..at].contains(char::is_alphanumeric)
    }

    /// The number or Roman numeral right before a word that begins at a byte: "1998", "90-х",
    /// "XIX", but not the postcode of "140000, г. Павлодар", nor a number that is a name and says
    /// neither how many nor when: «Лицей № 165 г. Алматы».
    pub(super) fn number_before(&self, from: usize) -> Option<&'a str> {
        let before = self.text[..from].trim_end();
        work::done(from - before.len());
        let token = self.token_before(before.len());
        let token = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        let last = token.rsplit(['-', '–', '—']).next().unwrap_or(token);
        let digit = |c: char| c.is_ascii_digit();
        let number = token.starts_with(digit) || is_roman(last);
        let is_name = || self.ink_before(before.len() - token.len()) == Some('№');
        (number && token.ends_with(char::is_alphanumeric) && !is_name()).then_some(token)
    }

    /// Whether the segment up to a byte has no more than this many words.
    pub(super) fn opens_with(&self, words: usize, at: usize) -> bool {
        let so_far = &self.text[self.start..at];
        so_far.len() < LOOK_BACK && so_far.split_whitespace().count() <= words
    }

    pub(super) fn capital_after_dash(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
        work::done(self.text.len() - at - rest.len());
        rest.starts_with(char::is_uppercase)
    }

    /// Where the bracket or quote that opens at a byte closes, counting nested ones, if that is
    /// near and in the same line.
    pub(super) fn closes(&self, at: usize, open: char, close: char) -> Option<usize> {
        let mut depth = 0;
        for (i, c) in self.text[at..].char_indices().take(NEAR) {
            work::done(1);
            match c {
                '\n' => return None,
                _ if c == open => depth += 1,
                _ if c == close => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at + i);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// The same for quotes that do not nest: the first of the marks that has no blank before it.
    pub(super) fn closes_at_first(&self, at: usize, marks: &[char]) -> Option<usize> {
        let mut before = ' ';
        for (i, c) in self.text[at..].char_indices().take(NEAR) {
            work::done(1);
            if c == '\n' {
                return None;
            }
            if i > 0 && marks.contains(&c) {
                return (!before.is_whitespace()).then_some(at + i);
            }
            before = c;
        }
        None
    }
}
