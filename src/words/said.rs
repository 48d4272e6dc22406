//! How much of a text a translation says, by what is known before any training.

use std::cell::RefCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::prior::Hints;
use super::text::form_and_figure;
use crate::lang::Language;
use crate::text::stem;

/// More words of a text are not looked at: the work grows with the product of both sides.
const MOST_WORDS: usize = 100;

/// The words of a text, each with what it says about its translations.
pub(crate) struct Spoken(Box<[Arc<Hints>]>);

/// Reads words, and knows those that it read before: texts say the same ones again and again.
#[derive(Default)]
pub(crate) struct SpokenWords(RefCell<FxHashMap<Language, Words>>);

type Words = FxHashMap<Box<str>, Arc<Hints>>;

impl SpokenWords {
    /// How many are kept of a language: before there are more, all of them are forgotten.
    const MOST: usize = if cfg!(test) { 4 } else { 16_384 };

    pub(crate) fn read(&self, text: &str, language: Language) -> Spoken {
        let mut languages = self.0.borrow_mut();
        let known = languages.entry(language).or_default();
        let words = form_and_figure(text, language).take(MOST_WORDS);
        let words = words.map(|(form, figure)| {
            if let Some(figure) = figure {
                return Arc::new(Hints::of(form, &figure, language));
            }
            if let Some(word) = known.get(form) {
                return Arc::clone(word);
            }
            if known.len() == Self::MOST {
                known.clear();
            }
            let word = Arc::new(Hints::of(form, &stem(form, language), language));
            known.insert(form.into(), Arc::clone(&word));
            word
        });
        Spoken(words.collect())
    }
}

/// A text whose words are looked for in many translations.
pub(crate) struct Sayings<'s> {
    words: &'s Spoken,
    /// Where `strengths` begin to tell how surely a word of translations translates the words of the
    /// text, by where the word lies.
    known: FxHashMap<*const Hints, usize>,
    strengths: Vec<f32>,
}

impl<'s> Sayings<'s> {
    pub(crate) fn of(words: &'s Spoken) -> Self {
        Sayings {
            words,
            known: FxHashMap::default(),
            strengths: Vec::new(),
        }
    }

    /// The share of the text's words that a translation has a word for, each counted by how surely
    /// the likeliest one translates it, 0 to 1.
    pub(crate) fn said_by(&mut self, translation: &'s Spoken) -> f64 {
        let asked = &self.words.0;
        let mut best = vec![0f32; asked.len()];
        for word in &translation.0 {
            let strengths = &mut self.strengths;
            let start = *self.known.entry(Arc::as_ptr(word)).or_insert_with(|| {
                strengths.extend(asked.iter().map(|asked| asked.strength(word)));
                strengths.len() - asked.len()
            });
            for (best, &strength) in best.iter_mut().zip(&self.strengths[start..]) {
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

    fn said(words: &SpokenWords, text: &str, translation: &str) -> f64 {
        let (text, translation) = (words.read(text, EN), words.read(translation, KK));
        Sayings::of(&text).said_by(&translation)
    }

    #[test]
    fn a_translation_says_what_its_words_are_known_for() {
        let words = SpokenWords::default();
        let asked = words.read("Kazakhstan in 2024", EN);
        let [all, half, none] =
            ["2024 жылы Қазақстанда", "Қазақстанда", ""].map(|text| words.read(text, KK));
        let mut sayings = Sayings::of(&asked);
        let [all, half, none] = [&all, &half, &none].map(|said| sayings.said_by(said));
        assert_eq!(none, 0.0);
        assert!(0.0 < half && half < all && all <= 1.0, "{half} {all}");
        assert_eq!(said(&words, "", "Қазақстан"), 0.0);
    }

    #[test]
    fn words_that_were_read_before_say_the_same() {
        let words = SpokenWords::default();
        for (text, translation) in [
            ("Kazakhstan in 2024", "2024 жылы Қазақстанда"),
            ("The law on banks", "Банктер туралы заң"),
            ("5 May 2024", "2024 жылғы 5 мамыр"),
            ("Astana, Almaty and Tokyo", "Астана, Алматы және Токио"),
        ]
        .repeat(2)
        {
            let alone = said(&SpokenWords::default(), text, translation);
            assert_eq!(said(&words, text, translation), alone, "{text}");
            assert!(0.0 < alone, "{text}");
        }
    }
}
