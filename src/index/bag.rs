//! Bags of characters: which a text has, and how often, in eight bytes.
//!
//! Characters fall into 16 classes, and of each is told how often the text has it, up to 15. An
//! edit takes away one character, or adds one, or does both, so that a distance is at least what
//! one bag has more than the other, class by class (I. Bartolini, P. Ciaccia and M. Patella,
//! *String matching with metric trees using an approximate distance*, 2002). To put characters
//! into one class, or to count no further, can only make this less.

const CLASSES: usize = 16;
const MOST: u8 = 15;

/// How often a text has the characters of each class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bag([u8; CLASSES]);

impl Bag {
    pub(super) fn of(text: &str) -> Self {
        let mut counts = [0; CLASSES];
        for c in text.chars() {
            counts[class(c)] += 1;
        }
        Bag(counts.map(|count: u32| count.min(u32::from(MOST)) as u8))
    }

    pub(super) fn to_bits(self) -> u64 {
        self.0
            .iter()
            .rev()
            .fold(0, |bits, &count| bits << 4 | u64::from(count))
    }

    pub(super) fn from_bits(bits: u64) -> Self {
        let mut counts = [0; CLASSES];
        for (class, count) in counts.iter_mut().enumerate() {
            *count = (bits >> (4 * class)) as u8 & MOST;
        }
        Bag(counts)
    }

    /// The least distance between a text with this bag and one with the `other`.
    pub(super) fn distance(&self, other: &Bag) -> usize {
        let more = |a: &Bag, b: &Bag| -> u8 {
            let pairs = a.0.iter().zip(&b.0);
            pairs.map(|(a, b)| a.saturating_sub(*b)).sum()
        };
        more(self, other).max(more(other, self)) as usize
    }
}

// Classes are part of the file's format. The factor, found by trial, is one by which the frequent
// letters of English, Russian and Kazakh are as evenly spread as they can be.
fn class(c: char) -> usize {
    ((c as u32).wrapping_mul(2_401_836_155) >> 28) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn never_above_the_distance(a in "[abқ😀 ]{0,60}", b in "[abcқ😀 ]{0,60}") {
            let (x, y) = (Bag::of(&a), Bag::of(&b));
            prop_assert!(x.distance(&y) <= strsim::levenshtein(&a, &b));
            prop_assert_eq!(x.distance(&Bag::from_bits(x.to_bits())), 0);
        }
    }
}
