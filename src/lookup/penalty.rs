//! What a match loses points for.

use serde::Serialize;

/// Why a match lost points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Penalty {
    /// What differs.
    pub reason: PenaltyReason,
    /// Points lost; none for what is reported only.
    pub points: u8,
}

/// What a [`Penalty`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PenaltyReason {
    /// Words that the other text lacks.
    Words,
    /// Words of one stem with other endings.
    Endings,
    /// Numbers, dates, times, amounts.
    Numbers,
    /// Tags, placeholders, addresses.
    Tags,
    /// Marks of punctuation and symbols.
    Punctuation,
    /// Blanks.
    Spacing,
    /// Capital and small letters.
    Case,
    /// Spellings that no reader tells apart: `ё` and `е`, a Latin letter in a Cyrillic word.
    Spelling,
    /// One text negates what the other says.
    Negation,
    /// The alignment of source and translation is unsure: two points for each five hundredths that its
    /// [confidence](super::Match::confidence) is below 0.9 ([`SURE_FROM`](super::SURE_FROM)), rounded up
    /// (0.8: 4, 0.7: 8, 0.5: 16, 0.2: 28). Reported only where the match is a context match.
    Confidence,
    /// The match is older than what was [asked](super::Query::age_penalty) for.
    Age,
    /// The figures and names that differ were carried into the first wanted translation, and nothing
    /// else differs.
    Patched,
    /// A translation says another figure than its source. Reported only: what the texts lose is what
    /// query and source differ in.
    Figures,
}
