//! Stretches of one and the same sentence, such as a table's empty cells: nothing tells its sentences
//! apart but how many stand before them. Left to the search, which weighs them all alike, each would
//! answer a little to every one near it, and none to any.

use std::ops::Range;

use super::links::WordLinks;
use crate::align::reading::words::Words;

/// The stretches of two texts that translate each other, sentence by sentence from their start: the
/// first of one text the other's first, and so on, if both texts have as many. They are as long, or
/// their words answer to each other, and no point of the guide says otherwise.
pub(super) fn answering(
    a: &Words<'_>,
    b: &Words<'_>,
    links: &WordLinks,
    guide: &[(usize, usize)],
) -> Vec<[Range<usize>; 2]> {
    if a.stretches.len() != b.stretches.len() {
        return Vec::new();
    }
    let both = a.stretches.iter().cloned().zip(b.stretches.iter().cloned());
    let answering = both.filter(|(one, other)| {
        // The guide ascends in both numbers: as many of its points stand before both starts, and both ends.
        let is_on_guide = |i: usize, j: usize| {
            guide.partition_point(|point| point.0 < i) == guide.partition_point(|point| point.1 < j)
        };
        let is_passed_by_none =
            || is_on_guide(one.start, other.start) && is_on_guide(one.end, other.end);
        let answers = || {
            let words = a.segments[one.start].iter();
            let mut links = words.flat_map(|&word| links.forth.get(word as usize));
            links.any(|link| b.segments[other.start].contains(&link.0))
        };
        (one.len() == other.len() || answers()) && is_passed_by_none()
    });
    answering.map(|(one, other)| [one, other]).collect()
}
