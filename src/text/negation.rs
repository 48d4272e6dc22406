//! Negation: the words that turn a sentence into its contrary.

use std::borrow::Cow;

use crate::lang::Language;
use crate::text::fold::fold;
use crate::text::morph;
use crate::text::token::{Token, TokenKind};

/// The places among `tokens` of the words that negate: `not`, `no`, `never`, `without`, `n't` and their
/// like; `не`, `ни`, `нет`, `нельзя`, `без`; `емес`, `жоқ`, and Kazakh verbs in -ма-, -ме-, -ба-, -бе-, -па-,
/// -пе-. In other languages than English, Russian and Kazakh none is known.
///
/// `tokens` are the [`tokens`](crate::text::tokens) of `text`. Two texts that are alike but for the
/// number of their negations say the contrary of each other, whatever their similarity.
///
/// A Kazakh form that may as well be a noun's (`алма`, "apple" or "do not take"; `тапсырмасын`) is
/// taken for the noun.
///
/// # Example
/// ```
/// use tolmach::text::{negations, tokens};
/// use tolmach::{EN, KK};
/// let text = "It cannot and won't be postponed (No. 5)";
/// assert_eq!(negations(text, &tokens(text, EN), EN), [1, 3]);
/// let text = "Кітапханамен келісім жасалмады";
/// assert_eq!(negations(text, &tokens(text, KK), KK), [2]);
/// ```
pub fn negations(text: &str, tokens: &[Token], language: Language) -> Vec<usize> {
    let is_negation = |&place: &usize| {
        let token = &tokens[place];
        if !matches!(token.kind, TokenKind::Word | TokenKind::Acronym) {
            return false;
        }
        let written = token.text(text);
        // Longer than нельзя: no word of the closed lists.
        const LONGEST: usize = 12;
        if language.primary() != "kk" && written.len() > LONGEST {
            return false;
        }
        let is_folded =
            language.primary() == "en" && written.bytes().all(|b| b.is_ascii_lowercase());
        let word = match is_folded {
            true => Cow::Borrowed(written),
            false => Cow::Owned(fold(written, language)),
        };
        match language.primary() {
            "en" => ENGLISH.contains(&&*word) || word.ends_with("n't"),
            "ru" => RUSSIAN.contains(&&*word),
            "kk" => {
                // Names end so too: Құнанбай, Семей.
                let is_name = place > 0 && written.starts_with(char::is_uppercase);
                word.starts_with("емес")
                    || word.starts_with("жоқ")
                    || !is_name && morph::kk::is_negated_verb(&word)
            }
            _ => false,
        }
    };
    (0..tokens.len()).filter(is_negation).collect()
}

/// Whether a match form may have one of the [`negations`], seen without its tokens: what is one stands
/// there as a word, or behind letters of a figure or placeholder that end before their word does.
pub(crate) fn may_negate(form: &str, language: Language) -> bool {
    let words = match language.primary() {
        "en" => ENGLISH,
        "ru" => RUSSIAN,
        "kk" => return true,
        _ => return false,
    };
    let is_plain = !form.contains(|c: char| c.is_numeric() || matches!(c, '%' | '$' | '{'));
    let is_negation = |word: &str| match is_plain {
        true => words.contains(&word),
        false => words.iter().any(|negation| word.ends_with(negation)),
    };
    form.split(|c: char| !c.is_alphabetic()).any(is_negation) || form.contains("n't")
}

const ENGLISH: &[&str] = &[
    "not", "no", "never", "cannot", "nor", "neither", "none", "nobody", "nothing", "nowhere",
    "without",
];

const RUSSIAN: &[&str] = &["не", "ни", "нет", "нельзя", "без"];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK, RU};
    use crate::text::tokens;

    fn negating(text: &str, language: Language) -> Vec<&str> {
        let tokens = tokens(text, language);
        let places = negations(text, &tokens, language);
        places.into_iter().map(|p| tokens[p].text(text)).collect()
    }

    #[test]
    fn words_that_negate_are_found() {
        assert_eq!(
            negating("No one isn’t here, NOT even No. 7. no.", EN),
            ["No", "isn’t", "NOT", "no"]
        );
        assert_eq!(
            negating("Не был он ни здесь, ни там: нет.", RU),
            ["Не", "ни", "ни", "нет"]
        );
        assert_eq!(negating("Небо и нить незаметны, Нетания", RU), [""; 0]);
        assert_eq!(
            negating("Бұл дұрыс емес, ақша жоқ, еместігін айтты", KK),
            ["емес", "жоқ", "еместігін"]
        );
    }

    #[test]
    fn kazakh_verbs_are_negated_inside() {
        for verb in [
            "болмады",
            "келмейді",
            "бармаған",
            "жасалмағандықтан",
            "жазбайды",
            "сенбеймін",
            "айтпайтынын",
            "кеспеген",
            "қолданылмайды",
            "болмауы",
            "жібермеу",
            "бармай",
            "қарамастан",
            "келмесе",
            "өзгертпеңіз",
            "ұмытпайық",
            "білмес",
            "орындалмағаны",
            "көрмедім",
            "жетпеді",
            "Болмаса",
            "бермегенде",
            "жетпейтін",
            "болмасын",
        ] {
            assert_eq!(negating(verb, KK), [verb]);
        }
    }

    #[test]
    fn what_only_looks_negated_is_left_alone() {
        for word in [
            "алма",
            "алмаға",
            "алмасу",
            "алмасты",
            "кітапханамен",
            "бағдарламасын",
            "бағдарламаға",
            "тапсырмасын",
            "тапсырмасы",
            "көрмеде",
            "көрмені",
            "баспасөз",
            "мемлекеттің",
            "немесе",
            "тұмауға",
            "жанар-жағармай",
            "қамауында",
            "демеу",
            "мамандар",
            "дербес",
            "бармақ",
            "келмек",
            "ақпан",
            "аспан",
            "құрмет",
            "қызметкерлер",
            "мекемедегі",
            "бөлмесінде",
            "отбасы",
            "тармағы",
            "Сапаров Құнанбай Семей",
            "салмақ",
            "қозғалмалы",
            "әлемдегі",
            "барма-келме",
        ] {
            assert_eq!(negating(word, KK), [""; 0], "{word}");
        }
    }

    proptest! {
        #[test]
        fn where_none_may_be_none_is(
            text in "(not|no|n't|cannot|никто|не|без|ни| |-|'|5|2024 года|5 мая |%\\(x\\)s|\\$5 |economy|<b>|жоқ|емес|барма){0,9}",
        ) {
            for language in [EN, RU, KK] {
                let form = fold(&text, language);
                if !may_negate(&form, language) {
                    prop_assert_eq!(negating(&form, language), [""; 0], "{}", form);
                }
            }
        }
    }
}
