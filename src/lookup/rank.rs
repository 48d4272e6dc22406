//! What comes first among matches of about the same percent.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use crate::lang::Language;
use crate::words::Sayings;

/// A candidate, by its match forms.
pub(crate) struct Nominee<'a> {
    pub(crate) percent: u8,
    pub(crate) source: &'a str,
    pub(crate) target: &'a str,
    /// Of the target.
    pub(crate) language: Language,
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
/// Weight of the query's words that the translation has words for.
const SAID: f64 = 0.5;
/// How soon a candidate that is less like the query loses its say.
const TEMPERATURE: f64 = 0.15;

/// How useful each candidate's translation is expected to be; only the order has a meaning. The
/// candidates must come in an order that depends on their content alone.
pub(crate) fn usefulness(query: &str, language: Language, nominees: &[Nominee<'_>]) -> Vec<u64> {
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
    let mut sayings = Sayings::new(query, language);
    (0..nominees.len())
        .map(|i| {
            let others = (all - say[i]).max(f64::MIN_POSITIVE);
            let said = sayings.said_by(nominees[i].target, nominees[i].language);
            let useful = likeness[i] + AGREEMENT * agreement[i] / others + SAID * said;
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
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK, RU};

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
            language: RU,
        };
        let nominees = [
            nominee("meeting with the envoy of Japan", "отказ от приглашения"),
            nominee("meeting with the envoy of Malta", "встреча с послом Мальты"),
            nominee(
                "meeting with the envoy of Spain",
                "встреча с послом Испании",
            ),
        ];
        let useful = usefulness("meeting with the envoy of Qatar", EN, &nominees);
        assert!(useful[1] > useful[0] && useful[2] > useful[0]);
    }

    /// chrF++ by counting, order by order.
    fn slow_chrf(reference: &str, proposal: &str) -> f64 {
        fn grams<T: Eq + Hash + Clone>(items: &[T], n: usize) -> HashMap<Vec<T>, usize> {
            let mut grams = HashMap::new();
            for gram in items.windows(n) {
                *grams.entry(gram.to_vec()).or_default() += 1;
            }
            grams
        }
        fn shares<T: Eq + Hash + Clone>(a: &[T], b: &[T], n: usize) -> Option<[f64; 2]> {
            let (in_a, in_b) = (grams(a, n), grams(b, n));
            let common: usize = in_a
                .iter()
                .map(|(g, c)| *c.min(in_b.get(g).unwrap_or(&0)))
                .sum();
            let (all_a, all_b) = (in_a.values().sum::<usize>(), in_b.values().sum::<usize>());
            (all_a * all_b > 0)
                .then(|| [common as f64 / all_a as f64, common as f64 / all_b as f64])
        }
        let letters =
            |text: &str| -> Vec<char> { text.chars().filter(|c| !c.is_whitespace()).collect() };
        let words = |text: &str| -> Vec<String> {
            crate::distance::tokens(text).map(str::to_owned).collect()
        };
        let of_letters = (1..=6).filter_map(|n| shares(&letters(reference), &letters(proposal), n));
        let of_words = (1..=2).filter_map(|n| shares(&words(reference), &words(proposal), n));
        let all: Vec<[f64; 2]> = of_letters.chain(of_words).collect();
        let mean = |side: usize| all.iter().map(|s| s[side]).sum::<f64>() / all.len() as f64;
        let (recall, precision) = (mean(0), mean(1));
        match recall * precision > 0.0 {
            true => 5.0 * precision * recall / (4.0 * precision + recall),
            false => 0.0,
        }
    }

    /// The usefulness of one candidate, by the formula.
    fn slow_usefulness(query: &str, nominees: &[Nominee<'_>], of: usize) -> f64 {
        let likeness = |n: &Nominee<'_>| {
            PERCENT * f64::from(n.percent) / 100.0 + (1.0 - PERCENT) * slow_chrf(query, n.source)
        };
        let best = nominees.iter().map(likeness).fold(0.0, f64::max);
        let say = |n: &Nominee<'_>| ((likeness(n) - best) / TEMPERATURE).exp();
        let own = &nominees[of];
        let others = || {
            nominees
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != of)
                .map(|(_, n)| n)
        };
        let all: f64 = others().map(say).sum();
        let agreement: f64 = others()
            .map(|n| say(n) * slow_chrf(n.target, own.target))
            .sum();
        let agreement = if all > 0.0 { agreement / all } else { 0.0 };
        let said = Sayings::new(query, EN).said_by(own.target, own.language);
        likeness(own) + AGREEMENT * agreement + SAID * said
    }

    proptest! {
        #[test]
        fn usefulness_is_its_formula(
            query in "(law|laws|of|Astana|17| ){0,8}",
            texts in prop::collection::vec(("(law|laws|Astana|17| ){1,6}", "(заң|заңы|Астана|17| ){1,6}", 20u8..=99), 1..12),
        ) {
            let nominees: Vec<Nominee<'_>> = texts.iter().map(|(source, target, percent)| Nominee {
                percent: *percent,
                source,
                target,
                language: KK,
            }).collect();
            let fast = usefulness(&query, EN, &nominees);
            for (of, fast) in fast.into_iter().enumerate() {
                let slow = slow_usefulness(&query, &nominees, of);
                prop_assert!((fast as f64 / 1e6 - slow).abs() < 2e-6, "{} {}", fast, slow);
            }
        }
    }
}
