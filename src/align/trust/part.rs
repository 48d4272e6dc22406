//! Parts of a release's versions: what belongs together in all of them, and what one has alone.

use std::ops::Range;

use serde::Serialize;

use crate::align::joint::Sides;
use crate::align::reading::text::Text;
use crate::lang::Language;

/// Successive segments of one version that another version lacks.
///
/// # Example
/// ```
/// use tolmach::EN;
/// use tolmach::align::Gap;
/// let gap = Gap { language: EN, first: 9, last: 16 };
/// assert_eq!(gap.to_string(), "what en says in segments 9 to 16");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The language of the version that has them.
    pub language: Language,
    /// The number of the first, counted from 1.
    pub first: usize,
    /// The number of the last.
    pub last: usize,
}

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Gap {
            language,
            first,
            last,
        } = self;
        match first == last {
            true => write!(f, "what {language} says in segment {first}"),
            false => write!(f, "what {language} says in segments {first} to {last}"),
        }
    }
}

/// Sentences of the versions that say the same, and how sure their bead is.
pub(super) struct Part<'a> {
    /// The number of the bead that segments tie it to.
    pub(super) bead: usize,
    pub(super) sides: &'a Sides,
    pub(super) sure: f64,
    /// Per version, whether its side of the bead is no translation of the others.
    pub(super) strange: &'a [bool],
}

/// What sentences weigh: between counting their letters and counting them, since short ones are
/// lost as easily as long ones, and say less.
pub(super) fn weight(text: &Text<'_>, sentences: &Range<usize>) -> f64 {
    let lengths = text.words.lengths[sentences.clone()].iter();
    lengths.map(|length| length.sqrt()).sum()
}
