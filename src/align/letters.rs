//! Whether letters make up words of a language: which three follow each other there.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::lexicon::entries;
use super::spelling::{is_letter, lower};
use crate::lang::{EN, KK, Language, RU};

/// The threes of letters in the words of a language, with their beginnings and ends.
pub(super) struct Threes(FxHashSet<[char; 3]>);

impl Threes {
    /// Those that the lexicon's words have, read on first use; nothing for other languages than ours.
    pub(super) fn of(language: Language) -> Option<&'static Threes> {
        static OURS: OnceLock<[Threes; 3]> = OnceLock::new();
        let column = [EN, RU, KK]
            .iter()
            .position(|l| l.same_language(language))?;
        let ours = OURS.get_or_init(|| {
            [0, 1, 2].map(|column| {
                let cells = entries().map(|(_, cells)| cells[column]);
                let words = cells.flat_map(|cell| cell.split(|c| !is_letter(c)));
                Threes(words.flat_map(|word| threes(&lower(word))).collect())
            })
        });
        Some(&ours[column])
    }

    /// Which share of the threes in these words no word of the language has.
    pub(super) fn odd<'a>(&self, words: impl Iterator<Item = &'a str>) -> f64 {
        let (mut all, mut odd) = (0u32, 0u32);
        for three in words.flat_map(|word| threes(&lower(word))) {
            all += 1;
            odd += u32::from(!self.0.contains(&three));
        }
        f64::from(odd) / f64::from(all.max(1))
    }
}

/// A word's letters, three by three, as if a blank stood on either side.
fn threes(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
    letters
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect()
}
