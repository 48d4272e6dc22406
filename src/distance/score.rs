//! Similarities as fractions of integers.

use std::cmp::Ordering;

/// A similarity as a fraction of integers from 0 to 1, so that it can be compared exactly.
///
/// # Example
/// ```
/// use tolmach::distance::Score;
/// let (third, other) = (Score::characters(2, 3), Score::characters(20, 30));
/// assert_eq!((third.percent(), third.similarity()), (33, 1.0 / 3.0));
/// assert_eq!(third, other);
/// assert!(third < Score::characters(0, 3));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Score {
    numerator: u64,
    denominator: u64,
}

impl Score {
    /// The least of all, which every pair of texts reaches.
    pub const ZERO: Score = Score::new(0, 1);

    const fn new(numerator: u64, denominator: u64) -> Self {
        Score {
            numerator,
            denominator,
        }
    }

    /// The fraction `percent` / 100: what a threshold asks for. More than 100 is out of reach.
    pub const fn from_percent(percent: u8) -> Self {
        Score::new(percent as u64, 100)
    }

    /// [`Measure::Characters`](super::Measure::Characters) of texts of which the longer has `longer` characters.
    pub fn characters(distance: usize, longer: usize) -> Self {
        match longer {
            0 => Score::new(1, 1),
            _ => Score::new((longer - distance) as u64, longer as u64),
        }
    }

    /// [`Measure::Mean`](super::Measure::Mean) of texts that share `shared` of together `grams` 4-grams.
    pub fn mean(distance: usize, longer: usize, shared: usize, grams: usize) -> Self {
        let (distance, longer) = (distance as u64, longer as u64);
        let (shared, grams) = (shared as u64, grams as u64);
        match longer {
            0 => Score::new(1, 1),
            // (1 - d / m + 2c / g) / 2 over the common denominator 2mg.
            _ => Score::new(
                (longer - distance) * grams + 2 * shared * longer,
                2 * longer * grams,
            ),
        }
    }

    /// [`Measure::Tokens`](super::Measure::Tokens) of texts of which the longer has `longer` tokens. Texts that are
    /// not `equal` though their tokens are (only blanks differ) lose half an edit.
    pub fn tokens(distance: usize, longer: usize, equal: bool) -> Self {
        let halves = 2 * longer.max(1) as u64;
        let lost = match distance {
            0 => u64::from(!equal),
            _ => 2 * distance as u64,
        };
        Score::new(halves - lost, halves)
    }

    /// The percent, rounded down.
    pub fn percent(self) -> u8 {
        (u128::from(self.numerator) * 100 / u128::from(self.denominator)) as u8
    }

    /// The similarity as a float: the one nearest to the fraction.
    pub fn similarity(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// A fraction that is not above `similarity`; `None` where that is above 1 or not a number.
    pub(super) fn below(similarity: f64) -> Option<Self> {
        const PARTS: f64 = (1u64 << 40) as f64;
        if similarity.is_nan() || 1.0 < similarity {
            return None;
        }
        // One part less than the floor makes up for any rounding of the caller's.
        Some(Score::new(
            ((similarity * PARTS).floor() - 1.0).max(0.0) as u64,
            PARTS as u64,
        ))
    }

    /// The greatest distance at which texts can still reach `self` by characters.
    pub(crate) fn characters_cutoff(self, longer: usize) -> Option<usize> {
        let kept = div_ceil(
            u128::from(self.numerator) * longer as u128,
            self.denominator,
        );
        (longer as u128)
            .checked_sub(kept)
            .map(|cutoff| cutoff as usize)
    }

    /// The greatest distance at which texts that share at most `shared` grams can still reach
    /// `self` by the mean.
    pub(crate) fn mean_cutoff(self, longer: usize, shared: usize, grams: usize) -> Option<usize> {
        if longer == 0 {
            return (self.numerator <= self.denominator).then_some(0);
        }
        let (m, c, g) = (longer as u128, shared as u128, grams as u128);
        let (p, q) = (u128::from(self.numerator), u128::from(self.denominator));
        // (m - d) g q >= 2m (p g - c q)
        let lacking = (p * g).saturating_sub(c * q);
        let kept = (2 * m * lacking).div_ceil(g * q);
        m.checked_sub(kept).map(|cutoff| cutoff as usize)
    }
}

fn div_ceil(numerator: u128, denominator: u64) -> u128 {
    numerator.div_ceil(u128::from(denominator))
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.numerator) * u128::from(other.denominator);
        let right = u128::from(other.numerator) * u128::from(self.denominator);
        left.cmp(&right)
    }
}
