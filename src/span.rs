//! Stretches of bytes, or of segments, as JSON: `[start, end]`.

use std::ops::Range;

use serde::{Serialize, Serializer};

pub(crate) fn span<S: Serializer>(range: &Range<usize>, to: S) -> Result<S::Ok, S::Error> {
    [range.start, range.end].serialize(to)
}

pub(crate) fn span_or_none<S: Serializer>(
    range: &Option<Range<usize>>,
    to: S,
) -> Result<S::Ok, S::Error> {
    let range = range.as_ref().map(|r| [r.start, r.end]);
    range.serialize(to)
}

pub(crate) fn spans<S: Serializer>(ranges: &[Range<usize>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(ranges.iter().map(|r| [r.start, r.end]))
}
