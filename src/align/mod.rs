//! Alignment: two or more language versions of one text, segment by segment, to beads.
//!
//! What is aligned are the sentences inside the segments, by their lengths, their words and where
//! blocks begin. Every pair of versions is searched by itself; what is left open by that spans a
//! lattice over all versions, where every path gets its probability. A segment holds its sentences
//! together, so a bead ends where every version begins a segment. Beads never cross, and hold every
//! segment exactly once.

mod aligner;
mod divide;
mod joint;
mod naming;
mod pair;
mod reading;
#[cfg(test)]
mod tests;
mod trust;
pub(crate) mod vocabulary;

use std::ops::Range;

use serde::Serialize;

pub use self::aligner::{Aligner, UseLexicon};
pub(crate) use self::naming::{may_say_the_same, names_something};
pub(crate) use self::reading::decimal::Decimal;
pub use self::reading::letters::Damage;
pub use self::reading::sources::{Dictionary, Similarity};
pub use self::trust::clash::Quote;
pub(crate) use self::trust::foreign::{Column, UNTRANSLATED, is_mixed_up};
pub use self::trust::grade::{Grade, Reason};
pub use self::trust::part::Gap;
pub(crate) use self::trust::slip::Rows;
pub(crate) use self::vocabulary::lexicon::entries;
pub(crate) use self::vocabulary::sound::{class_of_sound, likeness, sound};
use crate::lang::Language;
use crate::span::spans;

/// One language's text, cut into segments.
///
/// # Example
/// ```
/// use tolmach::{EN, align::Version};
/// let version = Version::new(EN, vec!["The title", "A sentence."]);
/// assert!(version.blocks.is_empty()); // where blocks begin is unknown
/// ```
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// The language of the text.
    pub language: Language,
    /// The segments in their order.
    pub segments: Vec<&'a str>,
    /// The number of the first segment of each block; empty if unknown.
    pub blocks: Vec<usize>,
}

impl<'a> Version<'a> {
    /// A text of which the blocks are unknown.
    ///
    /// # Example
    /// ```
    /// use tolmach::{RU, align::Version};
    /// assert_eq!(Version::new(RU, vec!["Да."]).segments.len(), 1);
    /// ```
    pub fn new(language: Language, segments: Vec<&'a str>) -> Self {
        Version {
            language,
            segments,
            blocks: Vec::new(),
        }
    }
}

/// The beads of an alignment, and how far to trust the whole.
///
/// # Example
/// ```
/// use tolmach::align::{Aligner, Version};
/// use tolmach::{EN, RU};
/// let alignment = Aligner::new().align(&[
///     Version::new(EN, vec!["Yes."]),
///     Version::new(RU, vec![]),
/// ]);
/// assert_eq!(alignment.beads[0].sides, [0..1, 0..0]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alignment {
    /// The beads, in an order in which every version reads on.
    pub beads: Vec<Bead>,
    /// How far the whole can be trusted.
    pub grade: Grade,
}

/// Segments of the versions that say the same.
///
/// # Example
/// ```
/// use tolmach::align::Bead;
/// let bead = Bead { sides: vec![0..2, 0..1], confidence: 0.9 };
/// assert_eq!(bead.sides[0].len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bead {
    /// A range of segments per version, in their order; empty where a version leaves it out.
    #[serde(serialize_with = "spans")]
    pub sides: Vec<Range<usize>>,
    /// How likely the bead is exactly right, 0..=1. Of text that is plainly in another language than
    /// its version, as what was not translated, hardly; under 0.5 where the words of a side do not
    /// answer to those of the others.
    pub confidence: f32,
}
