//! What is known beside the texts: the built-in lexicon, and what a caller knows.

use crate::align::vocabulary::lexicon::Lexicon;
use crate::lang::Language;

/// What is known of words before the texts are read.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sources<'a> {
    pub(crate) lexicon: Option<&'a Lexicon>,
    pub(crate) dictionary: Option<&'a dyn Dictionary>,
}

/// Evidence from outside, such as sentence embeddings or what a memory knows.
///
/// # Example
/// ```
/// use std::sync::Arc;
/// use tolmach::align::{Aligner, Similarity, Version};
/// use tolmach::{EN, Language, RU};
///
/// struct Greetings;
/// impl Similarity for Greetings {
///     fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32 {
///         if (one.1, other.1) == ("Hi!", "Привет!") { 4.0 } else { 0.0 }
///     }
/// }
/// let aligner = Aligner::new().similarity(Arc::new(Greetings));
/// let alignment = aligner.align(&[
///     Version::new(EN, vec!["Hi!", "Bye."]),
///     Version::new(RU, vec!["Стоп.", "Привет!", "Пока."]),
/// ]);
/// assert!(alignment.beads.iter().any(|bead| bead.sides == [0..1, 1..2]));
/// ```
pub trait Similarity: Send + Sync {
    /// How much likelier these two segments are if they translate each other than if they do not,
    /// as a natural logarithm: 0 says nothing, 3 is about 20 to 1 for it, -3 against it. It is
    /// asked for every two segments that could meet.
    fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32;
}

/// Words that are known to translate each other, such as a glossary's or those that a memory
/// teaches, beside the built-in lexicon.
///
/// # Example
/// ```
/// use std::sync::Arc;
/// use tolmach::align::{Aligner, Dictionary, Version};
/// use tolmach::{EN, KK, Language};
///
/// struct Trees;
/// impl Dictionary for Trees {
///     fn translations(&self, from: Language, stem: &str, to: Language) -> Vec<(String, f32)> {
///         match (from.primary(), stem, to.primary()) {
///             ("en", "birch", "kk") => vec![("қайың".to_owned(), 0.9)],
///             _ => Vec::new(),
///         }
///     }
/// }
/// let alignment = Aligner::new().dictionary(Arc::new(Trees)).align(&[
///     Version::new(EN, vec!["Birches."]),
///     Version::new(KK, vec!["Үйеңкілер.", "Қайыңдар."]),
/// ]);
/// assert!(alignment.beads.iter().any(|bead| bead.sides == [0..1, 1..2]));
/// ```
pub trait Dictionary: Send + Sync {
    /// The translations of a word in another language, each with how surely it is one, 0..=1. Words
    /// are told as [`text::stem`](crate::text::stem) gives them, the first of those that the aligner
    /// takes for one word. Of two languages it may be asked in either direction.
    fn translations(&self, from: Language, stem: &str, to: Language) -> Vec<(String, f32)>;
}
