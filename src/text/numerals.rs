//! Numbers in words.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::morph::stem;
use crate::lang::{EN, KK, Language, RU};

/// What a word with this stem says as a number, and whether it is nothing else: one is an article as well.
pub(crate) fn numeral(word_stem: &str, language: Language) -> Option<(f64, bool)> {
    const LANGUAGES: [Language; 3] = [EN, RU, KK];
    static NUMERALS: LazyLock<[HashMap<String, (f64, bool)>; 3]> = LazyLock::new(|| {
        let lines = include_str!("numerals.txt").lines();
        let mut numerals = LANGUAGES.map(|_| HashMap::new());
        for line in lines.filter(|line| !line.starts_with('#')) {
            let mut fields = line.split(' ');
            let tag = fields.next().unwrap_or_default();
            let is_sure = !tag.ends_with('?');
            let tag = tag.trim_end_matches('?');
            let place = LANGUAGES.iter().position(|l| l.primary() == tag);
            let number = fields.next().and_then(|number| number.parse().ok());
            let (Some(place), Some(number)) = (place, number) else {
                continue;
            };
            for word in fields {
                let stem = stem(word, LANGUAGES[place]);
                let known = numerals[place].entry(stem).or_insert((number, is_sure));
                // Треть has the stem of третий.
                if is_sure && !known.1 {
                    *known = (number, true);
                }
            }
        }
        numerals
    });
    let place = LANGUAGES.iter().position(|l| l.same_language(language))?;
    NUMERALS[place].get(word_stem).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_have_a_value() {
        for (word, language, number) in [
            ("twelfth", EN, 12.0),
            ("полутора", RU, 1.5),
            ("двенадцати", RU, 12.0),
            ("третьего", RU, 3.0),
            ("сорока", RU, 40.0),
            ("екінші", KK, 2.0),
            ("жүзге", KK, 100.0),
        ] {
            assert_eq!(
                numeral(&stem(word, language), language).map(|(number, _)| number),
                Some(number),
                "{word}"
            );
        }
        assert_eq!(numeral(&stem("сторона", RU), RU), None);
    }
}
