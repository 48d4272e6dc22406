//! Stems: what the forms of a word share, for retrieval and for recognising phrases.

mod en;
pub(super) mod kk;
mod ru;

use crate::lang::Language;
use crate::text::fold::fold;

/// The stem of a word: the same for the word's inflected forms, and for as few other words as
/// can be managed by rule. It need not be a word itself.
///
/// The word may come in any case and spelling; it is folded first. For other languages than
/// English, Russian and Kazakh the stem is the match form.
///
/// # Example
/// ```
/// use tolmach::text::stem;
/// use tolmach::{EN, KK, RU};
/// assert_eq!(stem("meetings", EN), stem("Meeting", EN));
/// assert_eq!(stem("президентом", RU), stem("Президент", RU));
/// assert_eq!(stem("Қазақстанның", KK), "қазақстан");
/// assert_eq!(stem("азаматтығынан", KK), "азаматтық"); // ғ is қ again
/// ```
pub fn stem(word: &str, language: Language) -> String {
    let folded = fold(word, language);
    match language.primary() {
        "en" => en::stem(&folded),
        "ru" => ru::stem(&folded),
        "kk" => kk::stem(&folded),
        _ => folded,
    }
}
