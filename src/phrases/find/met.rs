//! A phrase met in a text.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use super::super::words::Piece;

/// A phrase met among the pieces of a text, and the gap among them.
pub(super) struct Met {
    pub(super) places: Range<usize>,
    pub(super) phrase: usize,
    pub(super) gap: Option<Range<usize>>,
}

impl Met {
    /// What is written, without the gap.
    pub(super) fn form<'t>(&self, text: &'t str, pieces: &[Piece]) -> Cow<'t, str> {
        let range = bytes(pieces, &self.places);
        match self.gap.as_ref().map(|gap| bytes(pieces, gap)) {
            None => Cow::Borrowed(&text[range]),
            Some(gap) => {
                let behind = text[gap.end..range.end].trim_start();
                Cow::Owned(text[range.start..gap.start].to_owned() + behind)
            }
        }
    }

    /// Tells any two apart, and of those that begin together the longest comes first.
    pub(super) fn place(&self) -> (usize, Reverse<usize>, usize, Option<usize>) {
        let gap = self.gap.as_ref().map(|gap| gap.start);
        (
            self.places.start,
            Reverse(self.places.end),
            self.phrase,
            gap,
        )
    }
}

pub(super) fn bytes(pieces: &[Piece], places: &Range<usize>) -> Range<usize> {
    pieces[places.start].range().start..pieces[places.end - 1].range().end
}
