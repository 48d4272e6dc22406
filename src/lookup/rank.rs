//! What comes first among matches of about the same percent.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A candidate, by its match forms.
pub(crate) struct Nominee<'a> {
    pub(crate) percent: u8,
    pub(crate) source: &'a str,
    pub(crate) target: &'a str,
}

/// The band of a percent, which no usefulness outweighs; better is greater.
pub(crate) fn band(percent: u8) -> u8 {
    match percent {
        0..=74 => 0,
        75..=84 => 75,
        85..=94 => 85,
        95..=99 => 95,
        _ => percent,
    }
}

/// Weight of the percent beside three times the chrF++ of the sources.
const PERCENT: f64 = 0.25;
/// Weight of the agreement of the translations.
const AGREEMENT: f64 = 0.6;
/// How soon a candidate that is less like the query loses its say.
const TEMPERATURE: f64 = 0.15;

/// How useful each candidate's translation is expected to be; only the order has a meaning. The
/// candidates must come in an order that depends on their content alone.
pub(crate) fn usefulness(query: &str, nominees: &[Nominee<'_>]) -> Vec<u64> {
    let asked = Profile::new(query);
    let likeness: Vec<f64> = nominees
        .iter()
        .map(|nominee| {
            let source = Profile::new(nominee.source);
            PERCENT * f64::from(nominee.percent) / 100.0 + (1.0 - PERCENT) * asked.chrf(&source)
        })
        .collect();
    let best = likeness.iter().copied().fold(0.0, f64::max);
    let say: Vec<f64> = likeness
        .iter()
        .map(|likeness| ((likeness - best) / TEMPERATURE).exp())
        .collect();
    let targets: Vec<Profile> = nominees.iter().map(|n| Profile::new(n.target)).collect();
    let mut agreement = vec![0.0; nominees.len()];
    for i in 0..nominees.len() {
        for j in 0..i {
            let (as_reference, as_proposal) = targets[i].chrf_both(&targets[j]);
            agreement[j] += say[i] * as_reference;
            agreement[i] += say[j] * as_proposal;
        }
    }
    let all: f64 = say.iter().sum();
    (0..nominees.len())
        .map(|i| {
            let others = (all - say[i]).max(f64::MIN_POSITIVE);
            let useful = likeness[i] + AGREEMENT * agreement[i] / others;
            // Whole parts, so that the last bits of a sum decide nothing.
            (useful * 1e6).round() as u64
        })
        .collect()
}

/// The n-grams of chrF++: of the characters without blanks 1 to 6, of the words 1 and 2, hashed
/// and sorted by order.
struct Profile {
    orders: [Vec<u32>; ORDERS],
}

const CHARACTERS: usize = 6;
const WORDS: usize = 2;
const ORDERS: usize = CHARACTERS + WORDS;

impl Profile {
    fn new(text: &str) -> Self {
        let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let words: Vec<&str> = crate::distance::tokens(text).collect();
        let orders = std::array::from_fn(|order| match order.checked_sub(CHARACTERS) {
            None => hashes(&characters, order + 1),
            Some(order) => hashes(&words, order + 1),
        });
        Profile { orders }
    }

    /// chrF++ of `other` with `self` as the reference, from 0 to 1.
    fn chrf(&self, other: &Profile) -> f64 {
        self.chrf_both(other).0
    }

    /// chrF++ with `self` and with `other` as the reference: the mean over the orders that both
    /// have of precision and of recall, recall having twice the weight.
    fn chrf_both(&self, other: &Profile) -> (f64, f64) {
        let (mut of_own, mut of_other, mut orders) = (0.0, 0.0, 0.0);
        for (own, other) in self.orders.iter().zip(&other.orders) {
            if !own.is_empty() && !other.is_empty() {
                let common = common(own, other) as f64;
                of_own += common / own.len() as f64;
                of_other += common / other.len() as f64;
                orders += 1.0;
            }
        }
        if of_own == 0.0 || of_other == 0.0 {
            return (0.0, 0.0);
        }
        let f = |precision: f64, recall: f64| 5.0 * precision * recall / (4.0 * precision + recall);
        let (of_own, of_other) = (of_own / orders, of_other / orders);
        (f(of_other, of_own), f(of_own, of_other))
    }
}

fn hashes<T: Hash>(items: &[T], n: usize) -> Vec<u32> {
    let mut hashes: Vec<u32> = items
        .windows(n)
        .map(|gram| {
            let mut hasher = FxHasher::default();
            gram.hash(&mut hasher);
            (hasher.finish() >> 32) as u32
        })
        .collect();
    hashes.sort_unstable();
    hashes
}

/// How many elements two sorted multisets share.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chrf_is_that_of_the_paper() {
        let reference = Profile::new("the cat is here");
        assert_eq!(reference.chrf(&Profile::new("the cat is here")), 1.0);
        assert_eq!(reference.chrf(&Profile::new("доклад")), 0.0);
        // Orders 1 to 3 of the characters and 1 of the words: precision and recall are
        // (3/4 + 2/3 + 1/2 + 0 + 0) / 5, the fourth order included.
        let found = Profile::new("abcd").chrf(&Profile::new("abce"));
        assert!((found - (0.75 + 2.0 / 3.0 + 0.5) / 5.0).abs() < 1e-12);
        // What covers the reference is worth more than a part of it.
        let (whole, part) = (Profile::new("one two three"), Profile::new("one two"));
        assert!(part.chrf(&whole) > whole.chrf(&part));
    }

    #[test]
    fn translations_that_agree_come_first() {
        let nominee = |source, target| Nominee {
            percent: 60,
            source,
            target,
        };
        let nominees = [
            nominee("meeting with the envoy of Japan", "отказ от приглашения"),
            nominee("meeting with the envoy of Malta", "встреча с послом Мальты"),
            nominee(
                "meeting with the envoy of Spain",
                "встреча с послом Испании",
            ),
        ];
        let useful = usefulness("meeting with the envoy of Qatar", &nominees);
        assert!(useful[1] > useful[0] && useful[2] > useful[0]);
    }
}
