//! chrF++ of many texts at once.
//!
//! What texts share is counted over all of them together. Their places are sorted by the symbols from
//! there on, so that what begins alike stands side by side: as in a suffix tree, whose inner nodes are
//! the n-grams that occur more than once (M. Abouelhoda, S. Kurtz and E. Ohlebusch, *Replacing suffix
//! trees with enhanced suffix arrays*, 2004). One sort serves the n-grams of every order.

use std::hash::Hash;
use std::ops::Range;

use rustc_hash::FxHashMap;

/// The n-grams of chrF++: of the characters without blanks 1 to 6, of the words 1 and 2.
const CHARACTERS: usize = 6;
const WORDS: usize = 2;
const ORDERS: usize = CHARACTERS + WORDS;

/// chrF++ of a proposal: `precision` is the share of its n-grams that the reference has, `recall` the
/// share of the reference's that it has, which has twice the weight; from 0 to 1.
pub(super) fn chrf(precision: f64, recall: f64) -> f64 {
    match precision == 0.0 || recall == 0.0 {
        true => 0.0,
        false => 5.0 * precision * recall / (4.0 * precision + recall),
    }
}

/// What two texts share: the mean share of the n-grams of the one, and of the other, over the orders
/// that both have.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Shares {
    pub(super) of_own: f64,
    pub(super) of_other: f64,
}

/// Texts that are compared with each other.
pub(super) struct Pool {
    characters: Grams,
    words: Grams,
}

impl Pool {
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Self {
        let characters = |text: &'t str| text.chars().filter(|c| !c.is_whitespace());
        Pool {
            characters: Grams::new(texts.clone().map(characters), CHARACTERS),
            words: Grams::new(texts.map(crate::distance::tokens), WORDS),
        }
    }

    /// What each of some texts shares with every text, one after the other; of itself, nothing is told.
    pub(super) fn shares(&self, of: &[usize]) -> Vec<Shares> {
        let texts = self.words.lens.len();
        let mut common = vec![[0; ORDERS]; of.len() * texts];
        self.characters.count_common(of, 0, &mut common);
        self.words.count_common(of, CHARACTERS, &mut common);
        let counts: Vec<[f64; ORDERS]> = (0..texts).map(|text| self.counts(text)).collect();
        let pairs = of
            .iter()
            .flat_map(|&own| (0..texts).map(move |other| (own, other)));
        let shares = pairs.zip(&common).map(|((own, other), common)| {
            let mut shares = Shares::default();
            for (order, &common) in common.iter().enumerate() {
                shares.of_own += f64::from(common) / counts[own][order];
                shares.of_other += f64::from(common) / counts[other][order];
            }
            let both_have = |grams: &Grams| {
                let shorter = grams.lens[own].min(grams.lens[other]);
                shorter.min(grams.longest)
            };
            let orders = both_have(&self.characters) + both_have(&self.words);
            if orders != 0 {
                shares.of_own /= orders as f64;
                shares.of_other /= orders as f64;
            }
            shares
        });
        shares.collect()
    }

    /// How many n-grams of each order a text has, and 1 where it has none.
    fn counts(&self, text: usize) -> [f64; ORDERS] {
        std::array::from_fn(|order| {
            let (len, before) = match order.checked_sub(CHARACTERS) {
                None => (self.characters.lens[text], order),
                Some(order) => (self.words.lens[text], order),
            };
            len.saturating_sub(before).max(1) as f64
        })
    }
}

/// The n-grams of texts that are sequences of symbols.
struct Grams {
    longest: usize,
    /// How many symbols each text has.
    lens: Vec<usize>,
    /// The texts of all places, the places sorted by the symbols from there on.
    texts: Vec<u32>,
    /// How many symbols, up to the longest n-gram, each place has in common with the one before.
    alike: Vec<usize>,
}

impl Grams {
    fn new<S: Hash + Eq>(
        texts: impl Iterator<Item = impl Iterator<Item = S>>,
        longest: usize,
    ) -> Self {
        let mut numbers: FxHashMap<S, u32> = FxHashMap::default();
        // One text after the other, with as many zeros behind each as no n-gram passes over.
        let (mut symbols, mut owners, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let mut lens = Vec::new();
        for (number, text) in (0..).zip(texts) {
            let start = symbols.len();
            symbols.extend(text.map(|symbol| {
                let next = numbers.len() as u32 + 1;
                *numbers.entry(symbol).or_insert(next)
            }));
            places.extend(start..symbols.len());
            lens.push(symbols.len() - start);
            symbols.resize(symbols.len() + longest, 0);
            owners.resize(symbols.len(), number);
        }
        sort(&mut places, &symbols, numbers.len() + 1, longest);
        let mut alike = vec![0; places.len()];
        for (pair, alike) in places.windows(2).zip(alike.iter_mut().skip(1)) {
            let (one, other) = (
                &symbols[pair[0]..][..longest],
                &symbols[pair[1]..][..longest],
            );
            while *alike < longest && one[*alike] == other[*alike] && one[*alike] != 0 {
                *alike += 1;
            }
        }
        Grams {
            longest,
            lens,
            texts: places.iter().map(|&place| owners[place]).collect(),
            alike,
        }
    }

    /// Adds how many n-grams each of some texts has in common with every text, the lowest order at
    /// the place `first`.
    fn count_common(&self, of: &[usize], first: usize, common: &mut [[u32; ORDERS]]) {
        let mut rows = vec![None; self.lens.len()];
        for (row, &text) in of.iter().enumerate() {
            rows[text] = Some(row);
        }
        // How many of the places before each are of texts with a row: many n-grams are of none.
        let mut before = vec![0];
        before.extend(self.texts.iter().scan(0, |before, &text| {
            *before += u32::from(rows[text as usize].is_some());
            Some(*before)
        }));
        let mut common = Common {
            rows,
            counts: vec![0; self.lens.len()],
            having: Vec::new(),
            together: FxHashMap::default(),
            bits: vec![0; self.lens.len().div_ceil(64)].into(),
            common,
        };
        // The depths of the nodes around a place, and where each begins.
        let mut open = vec![(0, 0)];
        for end in 1..=self.texts.len() {
            let depth = self.alike.get(end).copied().unwrap_or(0);
            let mut start = end - 1;
            while let Some((deeper, from)) = open.pop_if(|(deeper, _)| depth < *deeper) {
                // N-grams of up to so many symbols are those of the node around this one.
                let above = open.last().map_or(0, |&(above, _)| above.max(depth));
                if before[from] < before[end] {
                    common.add(&self.texts[from..end], first + above..first + deeper);
                }
                start = from;
            }
            if open.last().is_some_and(|&(above, _)| above < depth) {
                open.push((depth, start));
            }
        }
        common.add_together();
    }
}

/// Sorts places by the `longest` symbols from there on, of an alphabet of so many, by counting, the
/// last of them first; two at once where there are not many pairs beside the places.
fn sort(places: &mut Vec<usize>, symbols: &[u32], alphabet: usize, longest: usize) {
    let at_once = match alphabet * alphabet <= 2 * places.len() {
        true => 2,
        false => 1,
    };
    let digits: Vec<usize> = match at_once {
        1 => symbols.iter().map(|&symbol| symbol as usize).collect(),
        _ => {
            let behind = symbols.iter().skip(1).chain([&0]);
            let pairs = symbols.iter().zip(behind);
            pairs
                .map(|(&a, &b)| a as usize * alphabet + b as usize)
                .collect()
        }
    };
    let mut sorted = vec![0; places.len()];
    let mut starts = vec![0; alphabet.pow(at_once as u32) + 1];
    for ahead in (0..longest).step_by(at_once).rev() {
        let digits = &digits[ahead..];
        starts.fill(0);
        for &place in &*places {
            starts[digits[place] + 1] += 1;
        }
        for digit in 1..starts.len() {
            starts[digit] += starts[digit - 1];
        }
        for &place in &*places {
            let next = &mut starts[digits[place]];
            sorted[*next] = place;
            *next += 1;
        }
        std::mem::swap(places, &mut sorted);
    }
}

/// How many n-grams each of some texts has in common with every text.
struct Common<'c> {
    /// The row of each of the texts in `common`.
    rows: Vec<Option<usize>>,
    /// How often each text has an n-gram, and which texts have it.
    counts: Vec<u32>,
    having: Vec<usize>,
    /// The n-grams that many texts have, by which texts have them, as bits: look-alikes have most of
    /// theirs in common. One that some have twice is there once more for these.
    together: FxHashMap<Box<[u64]>, [u32; ORDERS]>,
    bits: Box<[u64]>,
    common: &'c mut [[u32; ORDERS]],
}

impl Common<'_> {
    /// Adds an n-gram of each of some orders that the texts have.
    fn add(&mut self, texts: &[u32], orders: Range<usize>) {
        /// So many pairs are counted one by one.
        const FEW: usize = 64;
        for &text in texts {
            let count = &mut self.counts[text as usize];
            if *count == 0 {
                self.having.push(text as usize);
            }
            *count += 1;
        }
        let own = self
            .having
            .iter()
            .filter(|&&text| self.rows[text].is_some());
        let pairs = own.count() * self.having.len();
        let mut times = [0; ORDERS];
        times[orders].fill(1);
        if FEW < pairs {
            self.keep(&times);
        } else {
            self.count(&times);
        }
        for text in self.having.drain(..) {
            self.counts[text] = 0;
        }
    }

    /// Keeps n-grams for later, so many of each order: once those that have them, once more those that
    /// have them twice. Two texts are together as often as both have them.
    fn keep(&mut self, times: &[u32; ORDERS]) {
        while !self.having.is_empty() {
            self.bits.fill(0);
            for &text in &self.having {
                self.bits[text / 64] |= 1 << (text % 64);
            }
            match self.together.get_mut(&*self.bits) {
                Some(known) => add(known, times),
                None => drop(self.together.insert(self.bits.clone(), *times)),
            }
            self.having.retain(|&text| {
                self.counts[text] -= 1;
                self.counts[text] != 0
            });
        }
    }

    fn add_together(&mut self) {
        for (bits, times) in std::mem::take(&mut self.together) {
            let texts = 0..self.counts.len();
            self.having
                .extend(texts.filter(|text| bits[text / 64] >> (text % 64) & 1 == 1));
            for &text in &self.having {
                self.counts[text] = 1;
            }
            self.count(&times);
            for text in self.having.drain(..) {
                self.counts[text] = 0;
            }
        }
    }

    /// Counts n-grams that the texts have, so many of each order.
    fn count(&mut self, times: &[u32; ORDERS]) {
        let texts = self.counts.len();
        for &own in &self.having {
            let Some(row) = self.rows[own] else {
                continue;
            };
            let count = self.counts[own];
            let row = &mut self.common[row * texts..][..texts];
            for &other in &self.having {
                match count.min(self.counts[other]) {
                    1 => add(&mut row[other], times),
                    least => add(&mut row[other], &times.map(|times| least * times)),
                }
            }
        }
    }
}

fn add(sum: &mut [u32; ORDERS], more: &[u32; ORDERS]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// chrF++ of every two texts, by their places.
    fn of_all(texts: &[&str]) -> Vec<Vec<f64>> {
        let all: Vec<usize> = (0..texts.len()).collect();
        let shares = Pool::new(texts.iter().copied()).shares(&all);
        let with_others = |shares: &[Shares]| {
            let shares = shares.iter();
            shares.map(|s| chrf(s.of_other, s.of_own)).collect()
        };
        shares.chunks(texts.len()).map(with_others).collect()
    }

    #[test]
    fn chrf_is_that_of_the_paper() {
        let found = of_all(&["the cat is here", "the cat is here", "доклад", ""]);
        assert_eq!(found[0][1..], [1.0, 0.0, 0.0]);
        // Orders 1 to 3 of the characters and 1 of the words: precision and recall are
        // (3/4 + 2/3 + 1/2 + 0 + 0) / 5, the fourth order included.
        let found = of_all(&["abcd", "abce"]);
        assert!((found[0][1] - (0.75 + 2.0 / 3.0 + 0.5) / 5.0).abs() < 1e-12);
        // What covers the reference is worth more than a part of it.
        let found = of_all(&["one two three", "one two"]);
        assert!(found[0][1] < found[1][0]);
    }

    /// chrF++ by counting, order by order.
    pub(in crate::lookup) fn slow_chrf(reference: &str, proposal: &str) -> f64 {
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

    proptest! {
        #[test]
        fn chrf_of_many_texts_is_that_of_each_two(
            texts in prop::collection::vec("(law|laws|of|Astana|заң|17|aaaa|,| ){0,12}", 1..24),
            step in 1usize..6,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let found = of_all(&texts);
            for (own, row) in found.iter().enumerate() {
                for (other, found) in row.iter().enumerate().filter(|(other, _)| *other != own) {
                    let (own, other) = (texts[own], texts[other]);
                    let slow = slow_chrf(own, other);
                    prop_assert!((found - slow).abs() < 1e-12, "{own:?} {other:?} {found} {slow}");
                }
            }
            let some: Vec<usize> = (0..texts.len()).rev().step_by(step).collect();
            let shares = Pool::new(texts.iter().copied()).shares(&some);
            for (own, shares) in some.into_iter().zip(shares.chunks(texts.len())) {
                let shares: Vec<f64> = shares.iter().map(|s| chrf(s.of_other, s.of_own)).collect();
                prop_assert_eq!(&shares, &found[own]);
            }
        }
    }
}
