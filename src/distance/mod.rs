//! How alike two texts are: the crate's published measures, prepared once and scored many times.
//!
//! All of them work on *match forms*: strings that are folded already. Nothing here folds.
//!
//! | measure | value for texts *a* and *b* |
//! |---|---|
//! | [`Measure::Characters`] | 1 - d / max(\|a\|, \|b\|), d the Levenshtein distance over `char`s |
//! | [`Measure::Mean`] | the mean of that and of 2c / (g(a) + g(b)), the Dice coefficient over multisets of 4-grams |
//! | [`Measure::Tokens`] | 1 - d / max(tokens), d the Levenshtein distance over [`tokens`] |
//!
//! The 4-grams are those of the bare text, not padded, as in the measurements that chose the
//! measure: a text of n >= 4 characters has n - 3 of them. A text of one to three characters is
//! a gram of its own, equal only to itself, and the empty text has none. Two empty texts are
//! equal, so their similarity is 1. One edit changes at most four grams of either text, short
//! ones included, which is what the index's bounds stand on.
//!
//! Every value is a [`Score`], a fraction of integers, made in one place. Percents are rounded
//! down from the fraction, never from a float, and 100 means that the strings are equal.
//!
//! Distances are computed by Myers' bit vectors (G. Myers, *A fast bit-vector algorithm for
//! approximate string matching based on dynamic programming*, 1999) in the form for Levenshtein
//! distance of H. Hyyrö (*A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances*, 2003), 64 rows at a time, within Ukkonen's diagonal band for the cut-off
//! (E. Ukkonen, *Algorithms for approximate string matching*, 1985).
//!
//! Limits: exact for texts of up to 2^30 characters; work grows with the product of the lengths
//! divided by 64, less where the cut-off is small.

mod grams;
mod pattern;
mod prepared;
mod score;
#[cfg(test)]
mod tests;

pub use self::grams::Profile;
pub(crate) use self::grams::{gram_count, grams};
pub(crate) use self::pattern::Pattern;
use self::prepared::PreparedTokens;
pub use self::prepared::{Prepared, tokens};
pub use self::score::Score;

/// The length of the n-grams, in characters.
pub const GRAM: usize = 4;

/// Which similarity is meant.
///
/// # Example
/// ```
/// use tolmach::distance::{Measure, Scorer};
/// let percent = |measure| Scorer::new("the new law", measure).percent("the new laws", 0);
/// assert_eq!(percent(Measure::Mean), Some(92));
/// assert_eq!(percent(Measure::Characters), Some(91));
/// assert_eq!(percent(Measure::Tokens), Some(66));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// The mean of Levenshtein similarity over characters and of Dice over 4-grams.
    #[default]
    Mean,
    /// Levenshtein similarity over characters.
    Characters,
    /// Levenshtein similarity over [`tokens`].
    Tokens,
}

/// So many characters are a long text, whose distance costs more than its grams.
const LONG: usize = 4096;

/// A query, prepared once for a [`Measure`] and compared with many candidates.
///
/// # Example
/// ```
/// use tolmach::distance::{Measure, Scorer};
/// let scorer = Scorer::new("президент", Measure::Mean);
/// assert_eq!(scorer.percent("президент", 100), Some(100));
/// assert_eq!(scorer.percent("президента", 70), Some(91));
/// assert_eq!(scorer.percent("резидент", 90), None);
/// assert_eq!(scorer.similarity("президент", 1.0), Some(1.0));
/// ```
#[derive(Clone, Debug)]
pub struct Scorer {
    query: Box<str>,
    prepared: Preparation,
}

#[derive(Clone, Debug)]
enum Preparation {
    Mean(Prepared, Profile),
    Characters(Prepared),
    Tokens(PreparedTokens),
}

impl Scorer {
    /// Prepares `query`.
    pub fn new(query: &str, measure: Measure) -> Self {
        Scorer {
            query: query.into(),
            prepared: match measure {
                Measure::Mean => Preparation::Mean(Prepared::new(query), Profile::new(query)),
                Measure::Characters => Preparation::Characters(Prepared::new(query)),
                Measure::Tokens => Preparation::Tokens(PreparedTokens::new(query)),
            },
        }
    }

    /// The similarity, if it is at least `at_least`; the sooner given up, the higher that is.
    pub fn similarity(&self, candidate: &str, at_least: f64) -> Option<f64> {
        let similarity = self.score(candidate, Score::below(at_least)?)?.similarity();
        (at_least <= similarity).then_some(similarity)
    }

    /// The percent, rounded down, if it is at least `at_least`.
    pub fn percent(&self, candidate: &str, at_least: u8) -> Option<u8> {
        // floor(100 x) >= p exactly where x >= p / 100, p being whole.
        self.score(candidate, Score::from_percent(at_least))
            .map(Score::percent)
    }

    /// The exact value, if it is at least `floor`.
    pub fn score(&self, candidate: &str, floor: Score) -> Option<Score> {
        self.score_sharing(candidate, floor, usize::MAX)
    }

    /// What a text of the candidate's length can reach at most.
    pub(crate) fn most_by_length(&self, candidate: &str) -> Score {
        let bounds = |own: usize, other: usize| (own.abs_diff(other), own.max(other));
        match &self.prepared {
            Preparation::Mean(prepared, profile) => {
                let len = candidate.chars().count();
                let (distance, longer) = bounds(prepared.len(), len);
                let (own, other) = (profile.total(), gram_count(len));
                Score::mean(distance, longer, own.min(other), own + other)
            }
            Preparation::Characters(prepared) => {
                let (distance, longer) = bounds(prepared.len(), candidate.chars().count());
                Score::characters(distance, longer)
            }
            Preparation::Tokens(prepared) => {
                let (distance, longer) = bounds(prepared.pattern.len, tokens(candidate).count());
                Score::tokens(distance, longer, true)
            }
        }
    }

    /// As [`score`](Self::score), for a caller who knows that the texts share at most `shared`
    /// grams: [`Measure::Mean`] gives up the sooner.
    pub(crate) fn score_sharing(
        &self,
        candidate: &str,
        floor: Score,
        shared: usize,
    ) -> Option<Score> {
        let score = match &self.prepared {
            Preparation::Mean(prepared, profile) => {
                let len = candidate.chars().count();
                let longer = prepared.len().max(len);
                let (own, other) = (profile.total(), gram_count(len));
                let grams = own + other;
                let count = || profile.shared(candidate);
                // The distance of texts comes first: what Dice leaves to it is a tight cut-off, and
                // it is cheaper than the count. That of long texts is not.
                let counted = (LONG < longer).then(count);
                let most = counted.unwrap_or(shared).min(own).min(other);
                let cutoff = floor.mean_cutoff(longer, most, grams)?;
                // No edit takes more than four grams away.
                let gone = own.max(other) - most;
                if counted.is_some() && GRAM * cutoff < gone {
                    return None;
                }
                let distance = prepared.distance_of(candidate, len, cutoff)?;
                Score::mean(distance, longer, counted.unwrap_or_else(count), grams)
            }
            Preparation::Characters(prepared) => {
                let len = candidate.chars().count();
                let longer = prepared.len().max(len);
                let cutoff = floor.characters_cutoff(longer)?;
                Score::characters(prepared.distance_of(candidate, len, cutoff)?, longer)
            }
            Preparation::Tokens(prepared) => {
                let len = tokens(candidate).count();
                let longer = prepared.pattern.len.max(len);
                let cutoff = floor.characters_cutoff(longer)?;
                let distance = prepared.distance(candidate, len, cutoff)?;
                Score::tokens(distance, longer, *self.query == *candidate)
            }
        };
        (floor <= score).then_some(score)
    }
}
