//! Which texts have which stems: what a concordance reads in place of all texts.

use super::words::{BREAK, Lexer, Piece};
use crate::lang::Language;
use crate::leb128::{put, take};

/// The lists of texts by stem, in the making: of one part of the texts after the other.
pub(crate) struct StemLists {
    lexer: Lexer,
    pieces: Vec<Piece>,
    /// By number of the stem.
    lists: Vec<List>,
}

/// As many written forms are kept for the next part: some 20 MB of them.
const KEPT: usize = if cfg!(test) { 4 } else { 100_000 };

/// Numbers of texts in ascending order, as differences in LEB128.
#[derive(Default)]
struct List {
    last: u64,
    bytes: Vec<u8>,
}

impl StemLists {
    pub(crate) fn new(language: Language) -> Self {
        StemLists {
            lexer: Lexer::new(language),
            pieces: Vec::new(),
            lists: Vec::new(),
        }
    }

    /// Adds a text; texts come in the order of their numbers, which begin at 1.
    pub(crate) fn add(&mut self, number: u64, text: &str) {
        self.pieces.clear();
        self.lexer.read(text, &mut self.pieces);
        for piece in self.pieces.iter().filter(|piece| piece.stem != BREAK) {
            let stem = piece.stem as usize;
            if self.lists.len() <= stem {
                self.lists.resize_with(stem + 1, List::default);
            }
            let list = &mut self.lists[stem];
            if list.last < number {
                put(&mut list.bytes, number - list.last);
                list.last = number;
            }
        }
    }

    /// Forgets the texts, and the words once they are many: most words of a part stood in the part
    /// before, and to find the stem of one takes as long as to read a line.
    pub(crate) fn clear(&mut self) {
        if KEPT < self.lexer.forms() {
            *self = StemLists::new(self.lexer.language());
        }
        for list in &mut self.lists {
            list.last = 0;
            list.bytes.clear();
        }
    }

    /// Every stem with its list, sorted.
    pub(crate) fn sorted(&self) -> Vec<(&str, &[u8])> {
        let lists = self.lists.iter().enumerate();
        let lists = lists.filter(|(_, list)| !list.bytes.is_empty());
        let named = lists.map(|(stem, list)| (self.lexer.name(stem as u32), &list.bytes[..]));
        let mut named: Vec<_> = named.collect();
        named.sort_unstable();
        named
    }
}

/// The numbers of a list; `None` if the bytes are damaged.
pub(crate) fn texts_of(list: &[u8]) -> Option<Vec<u64>> {
    let mut numbers = Vec::new();
    let mut rest = list.iter();
    let mut number = 0_u64;
    while !rest.as_slice().is_empty() {
        number = number.checked_add(take(&mut rest)?)?;
        numbers.push(number);
    }
    Some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::EN;

    #[test]
    fn lists_come_back_as_they_went_in() {
        let numbers = [1, 2, 130, 131, 20_000, 5_000_000_000, u64::MAX];
        let mut lists = StemLists::new(EN);
        for number in numbers {
            lists.add(number, "states, a State");
        }
        let lists = lists.sorted();
        assert_eq!(lists.len(), 1);
        assert_eq!(texts_of(lists[0].1).unwrap(), numbers);
        assert_eq!(texts_of(&lists[0].1[..lists[0].1.len() - 1]), None);
        assert_eq!(texts_of(&[0xff; 20]), None);
    }

    #[test]
    fn a_part_is_the_same_whatever_was_listed_before() {
        let texts = [
            "states of a union",
            "a union",
            "seven small words",
            "union, united",
        ];
        let mut lists = StemLists::new(EN);
        let mut kept = Vec::new();
        for (number, text) in (1..).zip(texts) {
            lists.add(number, text);
            let mut alone = StemLists::new(EN);
            alone.add(number, text);
            assert!(!lists.sorted().is_empty());
            assert_eq!(lists.sorted(), alone.sorted(), "{text}");
            lists.clear();
            assert!(lists.sorted().is_empty());
            kept.push(lists.lexer.forms());
        }
        // Words are kept, and forgotten once they are more than four.
        assert_eq!(kept, [4, 4, 0, 2]);
    }
}
