//! What is known of two words before any text is read: figures of one value, words of one
//! spelling, names and loan words that sound alike, and the built-in lexicon.

use crate::align::vocabulary::lexicon::{Lexicon, Sense};
use crate::align::{class_of_sound, likeness, sound};
use crate::lang::Language;

/// What a word says about its translations.
#[derive(Clone)]
pub(super) struct Hints {
    key: String,
    sound: Vec<u8>,
    /// Of the first sound: transliterations keep their first consonant; a first vowel may be any.
    class: Option<u8>,
    senses: &'static [Sense],
}

impl Hints {
    /// The hints of a word with its `key`.
    pub(super) fn of(form: &str, key: &str, language: Language) -> Self {
        let figure = key.starts_with('#');
        let lower = form.to_lowercase();
        let sound = if figure { Vec::new() } else { sound(&lower) };
        Hints {
            key: key.to_owned(),
            class: sound.first().copied().map(class_of_sound),
            sound,
            senses: Lexicon::built_in().senses_of_word(language, &lower),
        }
    }

    /// How likely the two words translate each other, 0..=1, on no other evidence.
    pub(super) fn strength(&self, other: &Hints) -> f32 {
        if self.key == other.key {
            return 1.0;
        }
        self.shared_sense(other).max(self.alike(other))
    }

    fn shared_sense(&self, other: &Hints) -> f32 {
        let (mut mine, mut theirs) = (self.senses.iter(), other.senses.iter());
        let (mut a, mut b) = (mine.next(), theirs.next());
        let mut best = 0f32;
        // Both lists are in the order of the lexicon's entries.
        while let (Some(x), Some(y)) = (a, b) {
            match x.entry.cmp(&y.entry) {
                std::cmp::Ordering::Less => a = mine.next(),
                std::cmp::Ordering::Greater => b = theirs.next(),
                std::cmp::Ordering::Equal => {
                    best = best.max(x.share * y.share);
                    (a, b) = (mine.next(), theirs.next());
                }
            }
        }
        best
    }

    fn alike(&self, other: &Hints) -> f32 {
        if self.class.is_none() || self.class != other.class {
            return 0.0;
        }
        // Short words are alike by chance more often.
        let least = match self.sound.len().min(other.sound.len()) {
            ..6 => 0.8,
            _ => 0.7,
        };
        let likeness = likeness(&self.sound, &other.sound, least);
        if likeness < least {
            return 0.0;
        }
        0.4 + 0.6 * (likeness - least) / (1.0 - least)
    }
}
