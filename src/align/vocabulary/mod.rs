//! What is known of words before any text is read: their translations, their stems, their sound.

pub(crate) mod lexicon;
pub(super) mod sound;
pub(super) mod spelling;
pub(super) mod threes;
