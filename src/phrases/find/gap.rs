//! Whether another word may stand among those of a phrase.

use std::ops::Range;

use super::super::words::{FIRST, FUNCTION, LAST, Piece, is_joiner};
use crate::lang::{Language, RU};

/// A phrase with fewer words is not known by them any more if another stands among them.
const LEAST_WORDS_AROUND_GAP: usize = 3;

/// Whether a phrase may be torn apart by this word: it keeps so many words that it is known by
/// them, and the word belongs to the next one, which it agrees with.
pub(super) fn allows(
    language: Language,
    text: &str,
    pieces: &[Piece],
    places: &Range<usize>,
    gap: &Range<usize>,
) -> bool {
    let words = pieces[places.clone()].iter().filter(|piece| piece.is(LAST));
    let next = &pieces[gap.end];
    let around = pieces[gap.start - 1].range().end..next.range().end;
    let between = text[around].chars();
    LEAST_WORDS_AROUND_GAP < words.count()
        && pieces[gap.start].is(FIRST)
        && !next.is(FUNCTION)
        && between
            .clone()
            .all(|c| c.is_alphanumeric() || c.is_whitespace() || is_joiner(c))
        && (!language.same_language(RU)
            || agrees(&text[pieces[gap.end - 1].range()], &text[next.range()]))
}

/// Whether a Russian adjective or possessive, by its ending, may belong to the word behind it.
fn agrees(adjective: &str, word: &str) -> bool {
    /// Endings of adjectives, and of the nouns that have them.
    const AGREEING: &[(&[&str], &[&str])] = &[
        (&["ого", "его"], &["а", "я"]),
        (&["ому", "ему"], &["у", "ю"]),
        (&["ых", "их"], &["ов", "ев", "ей", "ий", "ах", "ях"]),
        (&["ым", "им"], &["ом", "ем", "ам", "ям"]),
        (&["ыми", "ими"], &["ами", "ями", "ьми"]),
        (&["ую", "юю", "ою", "ашу"], &["у", "ю", "ь"]),
        (&["ая", "яя", "оя", "аша"], &["а", "я", "ь"]),
        (&["ое", "ее", "аше"], &["о", "е", "мя"]),
        (&["ые", "ие", "ои", "аши"], &["ы", "и", "а", "я"]),
        (&["ой", "ей"], &["ы", "и", "е", "ой", "ей", "ью"]),
        (&["ом", "ем"], &["е", "и", "у"]),
    ];
    let [adjective, word] = [adjective, word].map(str::to_lowercase);
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
    let mut rows = AGREEING.iter().filter(|(own, _)| ends(&adjective, own));
    matches!(&*adjective, "его" | "ее" | "её" | "их")
        || rows.any(|(own, nouns)| ends(&word, own) || ends(&word, nouns))
        // Национальный банк; in the plural, реформ.
        || ends(&adjective, &["ый", "ий", "ой", "аш", "ых", "их"])
            && !word.ends_with(|c| "аеиоуыэюя".contains(c))
}
