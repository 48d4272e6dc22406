//! Whether letters make up words of a language: which three follow each other there.

use std::sync::{LazyLock, OnceLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexicon::entries;
use super::spelling::{is_letter, lower};
use crate::lang::{EN, KK, Language, RU};

/// The threes of letters in the words of a language, with their beginnings and ends, and how often each
/// stands there.
pub(crate) struct Threes(FxHashMap<[char; 3], u32>);

impl Threes {
    /// Those that the lexicon's words have, read on first use; nothing for other languages than ours.
    pub(crate) fn of(language: Language) -> Option<&'static Threes> {
        static OURS: OnceLock<[Threes; 3]> = OnceLock::new();
        let column = [EN, RU, KK]
            .iter()
            .position(|l| l.same_language(language))?;
        let ours = OURS.get_or_init(|| {
            [0, 1, 2].map(|column| {
                let cells = entries().map(|(_, cells)| cells[column]);
                let words = cells.flat_map(|cell| cell.split(|c| !is_letter(c)));
                let mut counts = FxHashMap::default();
                for three in words.flat_map(|word| threes(&lower(word))) {
                    *counts.entry(three).or_default() += 1;
                }
                Threes(counts)
            })
        });
        Some(&ours[column])
    }

    /// Which share of the threes in these words no word of the language has.
    pub(crate) fn odd<'a>(&self, words: impl Iterator<Item = &'a str>) -> f64 {
        let (mut all, mut odd) = (0u32, 0u32);
        for three in words.flat_map(|word| threes(&lower(word))) {
            all += 1;
            odd += u32::from(!self.0.contains_key(&three));
        }
        f64::from(odd) / f64::from(all.max(1))
    }
}

/// The logarithm of how much likelier a word's threes of letters are in Russian than in Kazakh, and how
/// many they are.
pub(crate) fn leaning(word: &str) -> (f64, usize) {
    /// What a three counts that no word has.
    const UNSEEN: f64 = 0.5;
    static RATIOS: LazyLock<(FxHashMap<[char; 3], f64>, f64)> = LazyLock::new(|| {
        let Some([russian, kazakh]) = Threes::of(RU).zip(Threes::of(KK)).map(<[_; 2]>::from) else {
            return (FxHashMap::default(), 0.0);
        };
        let kinds = russian.0.keys().chain(kazakh.0.keys());
        let kinds = kinds.collect::<FxHashSet<_>>();
        let of_all = |threes: &Threes| {
            let sum: u32 = threes.0.values().sum();
            f64::from(sum) + UNSEEN * kinds.len() as f64
        };
        let unseen = (of_all(kazakh) / of_all(russian)).ln();
        let count = |threes: &Threes, three: &[char; 3]| {
            f64::from(threes.0.get(three).copied().unwrap_or_default()) + UNSEEN
        };
        let ratio = |three: &[char; 3]| {
            (
                *three,
                (count(russian, three) / count(kazakh, three)).ln() + unseen,
            )
        };
        (kinds.iter().copied().map(ratio).collect(), unseen)
    });
    let (ratios, unseen) = &*RATIOS;
    let threes = threes(&lower(word));
    let more = threes
        .iter()
        .map(|three| ratios.get(three).unwrap_or(unseen));
    (more.sum(), threes.len())
}

/// A word's letters, three by three, as if a blank stood on either side.
fn threes(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect()
}
