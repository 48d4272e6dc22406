//! Multisets of character 4-grams.

use rustc_hash::FxHashMap;

use super::GRAM;

/// A multiset of character 4-grams.
///
/// # Example
/// ```
/// use tolmach::distance::Profile;
/// let profile = Profile::new("banana");
/// assert_eq!((profile.total(), profile.shared("bananas")), (3, 3));
/// assert_eq!(Profile::new("aaaaaa").shared("aaaaa"), 2);
/// assert_eq!(Profile::new("abc").total(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Profile {
    total: usize,
    slots: FxHashMap<u128, u32>,
    counts: Vec<u32>,
}

impl Profile {
    /// The profile of `text`.
    pub fn new(text: &str) -> Self {
        let mut slots = FxHashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut total = 0;
        for gram in grams(text) {
            let slot = *slots.entry(gram).or_insert_with(|| {
                counts.push(0);
                counts.len() as u32 - 1
            });
            counts[slot as usize] += 1;
            total += 1;
        }
        Profile {
            total,
            slots,
            counts,
        }
    }

    /// How many grams there are, repeated ones counted each time.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many of them `candidate` has too, each as often as both have it.
    pub fn shared(&self, candidate: &str) -> usize {
        let mut left = self.counts.clone();
        let mut shared = 0;
        for gram in grams(candidate) {
            if let Some(&slot) = self.slots.get(&gram) {
                let left = &mut left[slot as usize];
                shared += usize::from(0 < *left);
                *left = left.saturating_sub(1);
            }
        }
        shared
    }
}

/// How many 4-grams a text of `len` characters has.
pub(crate) fn gram_count(len: usize) -> usize {
    match len {
        0 => 0,
        _ => len.saturating_sub(GRAM - 1).max(1),
    }
}

/// The 4-grams of `text` in order, packed 32 bits a character. Characters count from 1, so
/// that a short text is no 4-gram.
pub(crate) fn grams(text: &str) -> impl Iterator<Item = u128> {
    let append = |gram: u128, c: char| gram << 32 | (c as u128 + 1);
    let mut rest = text.chars();
    let head = rest.by_ref().take(GRAM - 1).fold(0, append);
    let short = (head != 0 && rest.as_str().is_empty()).then_some(head);
    short.into_iter().chain(rest.scan(head, move |gram, c| {
        *gram = append(*gram, c);
        Some(*gram)
    }))
}
