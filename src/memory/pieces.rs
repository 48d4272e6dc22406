//! A document as what is stored and looked up: its segments, without the boilerplate around them.

use std::ops::Range;

use crate::release::{Document, boilerplate};
use crate::segment::Segmenter;

/// A segment with its place.
pub(super) struct Piece<'d> {
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    pub(super) text: &'d str,
}

/// The segments of all blocks but the boilerplate, and how many blocks that is.
pub(super) fn pieces(document: &Document) -> (Vec<Piece<'_>>, usize) {
    let segmenter = Segmenter::new(document.language);
    let left_out = boilerplate(document);
    let blocks = document.blocks.iter().enumerate();
    let blocks = blocks.filter(|&(number, _)| !left_out[number]);
    let pieces = blocks.flat_map(|(block, content)| {
        let segments = segmenter.segments(&content.text).into_iter();
        segments.map(move |range| Piece {
            block,
            text: &content.text[range.clone()],
            range,
        })
    });
    let count = left_out.iter().filter(|&&is_left_out| is_left_out).count();
    (pieces.collect(), count)
}
