//! What is known of names: asked of whoever has a dictionary.

use crate::distance::{Measure, Scorer};
use crate::lang::Language;
use crate::text::is_acronym;

/// What is known of names in several languages.
///
/// # Example
/// ```
/// use tolmach::patch::{Name, NameKind, Names, patch_with_names};
/// use tolmach::{EN, KK, Language};
/// struct Countries;
/// impl Names for Countries {
///     fn readings(&self, words: &str, _: Language, _: Language) -> Vec<Name> {
///         let known = [("Japan", "Жапония"), ("Kuwait", "Кувейт")];
///         let found = known.iter().filter(|(name, _)| *name == words);
///         found.map(|(name, kazakh)| Name::new(NameKind::Country, *name, [*kazakh])).collect()
///     }
/// }
/// let texts = ("A letter to Kuwait", "A letter to Japan", "Жапонияға хат");
/// let patched = patch_with_names(&Countries, texts.0, texts.1, EN, texts.2, KK)?;
/// assert_eq!(patched.text, "Кувейтке хат");
/// # Ok::<(), tolmach::patch::Refusal>(())
/// ```
pub trait Names {
    /// What words may name, in whatever form they stand; nothing if they are no name that is known.
    fn readings(&self, words: &str, from: Language, to: Language) -> Vec<Name>;

    /// Whether these very words stand in a text: for forms that no rule makes.
    fn is_attested(&self, _words: &str, _language: Language) -> bool {
        false
    }

    /// What a single word may be, in whatever form it stands. A name is not carried where the target has a
    /// word that is not common and that nothing in the source says: it may follow from the name.
    ///
    /// ```
    /// use tolmach::patch::{Name, Names, WordSense};
    /// use tolmach::{EN, Language};
    /// struct Capitals;
    /// impl Names for Capitals {
    ///     fn readings(&self, _: &str, _: Language, _: Language) -> Vec<Name> {
    ///         Vec::new()
    ///     }
    ///     fn sense(&self, word: &str, _: Language) -> WordSense {
    ///         match word.to_lowercase().as_str() {
    ///             "paris" | "rome" => WordSense::Place,
    ///             _ => WordSense::Common,
    ///         }
    ///     }
    /// }
    /// assert_eq!(Capitals.sense("Rome", EN), WordSense::Place);
    /// ```
    fn sense(&self, _word: &str, _language: Language) -> WordSense {
        WordSense::Common
    }

    /// Whether two words of two languages may say the same.
    fn may_say_the_same(&self, _word: (&str, Language), _other: (&str, Language)) -> bool {
        false
    }
}

/// What a single word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WordSense {
    /// It names nothing.
    Common,
    /// It names a place, a people or a body, or what is of one: Tashkent, Uzbek.
    Place,
    /// Nobody knows it. With a capital it is a name.
    Unknown,
}

/// Nothing is known.
impl Names for () {
    fn readings(&self, _: &str, _: Language, _: Language) -> Vec<Name> {
        Vec::new()
    }
}

/// A name in two languages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// What kind of thing it names.
    pub kind: NameKind,
    /// As a dictionary has it.
    pub citation: String,
    /// The same in the other language, the usual one first.
    pub translations: Vec<String>,
}

impl Name {
    /// A name with its translations.
    pub fn new<T: Into<String>>(
        kind: NameKind,
        citation: impl Into<String>,
        translations: impl IntoIterator<Item = T>,
    ) -> Self {
        Name {
            kind,
            citation: citation.into(),
            translations: translations.into_iter().map(Into::into).collect(),
        }
    }
}

/// What a name names: it is declined accordingly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// A state.
    Country,
    /// A city or town.
    City,
    /// A region, a river, a sea, or nobody knows which kind of place.
    Place,
    /// An organisation.
    Body,
    /// A person, or nobody knows.
    Other,
}

/// The names that are known between two languages.
pub(super) struct Between<'n> {
    pub(super) names: &'n dyn Names,
    pub(super) from: Language,
    pub(super) to: Language,
}

impl Between<'_> {
    pub(super) fn readings(&self, words: &str) -> Vec<Name> {
        self.names.readings(words, self.from, self.to)
    }

    /// A translation as the texts spell it, where they have one of its spellings and not the usual one:
    /// Turkistan for Turkestan.
    pub(super) fn spelt<'t>(&self, usual: &'t str, translations: &'t [String]) -> &'t str {
        // Of nine letters one or two differ.
        const ALIKE: u8 = 75;
        let scorer = Scorer::new(usual, Measure::Characters);
        let is_spelling = |other: &&str| {
            *other != usual
                && !is_acronym(other)
                && other.chars().next() == usual.chars().next()
                && scorer.percent(other, ALIKE).is_some()
        };
        let is_attested = |name: &str| self.names.is_attested(name, self.to);
        let mut spellings = translations
            .iter()
            .map(String::as_str)
            .filter(is_spelling)
            .peekable();
        if spellings.peek().is_none() || is_attested(usual) {
            return usual;
        }
        spellings.find(|other| is_attested(other)).unwrap_or(usual)
    }
}
