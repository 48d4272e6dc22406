//! How much of a text a translation says, by what is known before any training.

use rustc_hash::FxHashMap;

use super::prior::Hints;
use super::text::form_and_key;
use crate::lang::Language;

/// More words of a text are not looked at: the work grows with the product of both sides.
const MOST_WORDS: usize = 100;

/// A text whose words are looked for in many translations.
pub(crate) struct Sayings {
    words: Vec<Hints>,
    /// Per language the words of translations, each with how surely it translates the words of the text.
    known: FxHashMap<Language, FxHashMap<String, Box<[f32]>>>,
}

impl Sayings {
    pub(crate) fn new(text: &str, language: Language) -> Self {
        let words = form_and_key(text, language).take(MOST_WORDS);
        Sayings {
            words: words
                .map(|(form, key)| Hints::of(form, &key(), language))
                .collect(),
            known: FxHashMap::default(),
        }
    }

    /// The share of the text's words that `translation` has a word for, each counted by how surely
    /// the likeliest one translates it, 0 to 1.
    pub(crate) fn said_by(&mut self, translation: &str, language: Language) -> f64 {
        let mut best = vec![0f32; self.words.len()];
        let known = self.known.entry(language).or_default();
        for (form, key) in form_and_key(translation, language).take(MOST_WORDS) {
            if !known.contains_key(form) {
                let word = Hints::of(form, &key(), language);
                let strengths = self.words.iter().map(|asked| asked.strength(&word));
                known.insert(form.to_owned(), strengths.collect());
            }
            for (best, &strength) in best.iter_mut().zip(&known[form]) {
                *best = best.max(strength);
            }
        }
        f64::from(best.iter().sum::<f32>()) / best.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK};

    #[test]
    fn a_translation_says_what_its_words_are_known_for() {
        let mut asked = Sayings::new("Kazakhstan in 2024", EN);
        let all = asked.said_by("2024 жылы Қазақстанда", KK);
        let half = asked.said_by("Қазақстанда", KK);
        assert_eq!(asked.said_by("", KK), 0.0);
        assert!(0.0 < half && half < all && all <= 1.0, "{half} {all}");
        assert_eq!(Sayings::new("", EN).said_by("Қазақстан", KK), 0.0);
    }
}
