//! Negation: the words that turn a sentence into its contrary.

use std::borrow::Cow;

use crate::lang::Language;
use crate::text::fold::fold;
use crate::text::morph;
use crate::text::token::{Token, TokenKind};

/// The places among `tokens` of the words that negate: `not`, `no`, `never`, `without`, `n't`, `hardly`,
/// `refused to` and their like; `не`, `ни`, `нет`, `нельзя`, `без`, `едва ли`, `отказался`; `емес`,
/// `жоқ`, `бас тартты`, and Kazakh verbs in -ма-, -ме-, -ба-, -бе-, -па-, -пе-. `Not only`, `не только`
/// and `ғана емес` negate nothing. In other languages than English, Russian and Kazakh none is known.
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
    let is_negation = match language.primary() {
        "en" => is_english,
        "ru" => is_russian,
        "kk" => is_kazakh,
        _ => return Vec::new(),
    };
    let words = Words {
        text,
        tokens,
        language,
    };
    let is_word = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
    (0..tokens.len())
        .filter(|&place| is_word(&tokens[place]) && is_negation(&words, place))
        .collect()
}

/// The words of a text, as they are compared.
struct Words<'t> {
    text: &'t str,
    tokens: &'t [Token],
    language: Language,
}

impl<'t> Words<'t> {
    fn written(&self, place: usize) -> &'t str {
        self.tokens
            .get(place)
            .map_or("", |token| token.text(self.text))
    }

    fn folded(&self, place: usize) -> Cow<'t, str> {
        let written = self.written(place);
        match written.bytes().all(|b| b.is_ascii_lowercase()) && self.language.primary() == "en" {
            true => Cow::Borrowed(written),
            false => Cow::Owned(fold(written, self.language)),
        }
    }

    fn is_followed_by(&self, place: usize, words: &[&str]) -> bool {
        words.contains(&&*self.folded(place + 1))
    }
}

fn is_english(words: &Words<'_>, place: usize) -> bool {
    // Longer than any word of the lists.
    const LONGEST: usize = 12;
    if words.written(place).len() > LONGEST {
        return false;
    }
    let word = words.folded(place);
    // School No 5.
    let is_numero = || {
        let next = words.tokens.get(place + 1);
        words.written(place) == "No" && next.is_some_and(|next| next.value.is_some())
    };
    match ENGLISH.contains(&&*word) && !is_numero() || word.ends_with("n't") {
        true => !words.is_followed_by(place, &["only", "just", "merely", "solely", "simply"]),
        false => {
            REFUSING.iter().any(|verb| word.starts_with(verb))
                && words.is_followed_by(place, &["to"])
        }
    }
}

fn is_russian(words: &Words<'_>, place: usize) -> bool {
    let first = words.written(place).chars().next();
    if first.is_none_or(|first| !"нНбБоОвВеЕ".contains(first) && !first.is_ascii()) {
        return false;
    }
    let word = words.folded(place);
    match &*word {
        "не" => !words.is_followed_by(place, &["только", "просто"]),
        "едва" | "вряд" => words.is_followed_by(place, &["ли"]),
        word => RUSSIAN.contains(&word) || REFUSED.iter().any(|verb| word.starts_with(verb)),
    }
}

fn is_kazakh(words: &Words<'_>, place: usize) -> bool {
    // Names end so too: Құнанбай, Семей.
    let is_name = place > 0 && words.written(place).starts_with(char::is_uppercase);
    let word = words.folded(place);
    let before = |ends: &[&str]| {
        let before = place.checked_sub(1).map(|before| words.folded(before));
        before.is_some_and(|before| ends.iter().any(|end| before.ends_with(end)))
    };
    match &*word {
        // Қол қоюдан бас тартты: what is refused stands in the ablative. Бас тарту is a noun as well.
        "бас" => {
            let verb = words.folded(place + 1);
            verb.starts_with("тарт") && verb != "тарту" && before(ABLATIVE)
        }
        "екіталай" => true,
        word if word.starts_with("емес") => !before(&["ғана", "қана"]),
        word => word.starts_with("жоқ") || !is_name && morph::kk::negated_verb(word).is_some(),
    }
}

/// Whether a match form may have one of the [`negations`], seen without its tokens: what is one stands
/// there as a word, or behind letters of a figure or placeholder that end before their word does.
pub(crate) fn may_negate(form: &str, language: Language) -> bool {
    let (words, stems) = match language.primary() {
        "en" => (ENGLISH, REFUSING),
        "ru" => (RUSSIAN, REFUSED),
        "kk" => return true,
        _ => return false,
    };
    let is_plain = !form.contains(|c: char| c.is_numeric() || matches!(c, '%' | '$' | '{'));
    let has_stem = stems.iter().any(|stem| form.contains(stem));
    if has_stem && !is_plain {
        return true;
    }
    let is_negation = |word: &str| match is_plain {
        true => {
            words.contains(&word) || has_stem && stems.iter().any(|stem| word.starts_with(stem))
        }
        false => words.iter().any(|negation| word.ends_with(negation)),
    };
    form.split(|c: char| !c.is_alphabetic()).any(is_negation) || form.contains("n't")
}

const ENGLISH: &[&str] = &[
    "not", "no", "never", "cannot", "nor", "neither", "none", "nobody", "nothing", "nowhere",
    "without", "hardly", "scarcely",
];

/// Beginnings of what negates the verb behind a `to`.
const REFUSING: &[&str] = &["refus", "declin", "fail", "unable"];

const RUSSIAN: &[&str] = &["не", "ни", "нет", "нельзя", "без", "едва", "вряд"];

/// Beginnings of the forms of отказать and отказаться, but not of the noun.
const REFUSED: &[&str] = &[
    "отказал",
    "отказат",
    "отказав",
    "отказан",
    "отказыва",
    "откаж",
];

/// Endings of what somebody abstains from.
const ABLATIVE: &[&str] = &["дан", "ден", "тан", "тен", "нан", "нен"];

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
        assert_eq!(
            negating("No one came to School No 7, no 8.", EN),
            ["No", "no"]
        );
        for (text, language) in [
            (
                "Not only he; they refused it, the refusal, a failing heart, unable",
                EN,
            ),
            ("Не только он, отказ, едва успел", RU),
            ("Ол ғана емес, бас прокурор тартты, бас тарту", KK),
        ] {
            assert_eq!(negating(text, language), [""; 0]);
        }
        assert_eq!(negating("Небо и нить незаметны, Нетания", RU), [""; 0]);
        assert_eq!(
            negating(
                "He refused to pay, failed to come and hardly spoke to them",
                EN
            ),
            ["refused", "failed", "hardly"]
        );
        assert_eq!(
            negating("Он отказался платить, едва ли придет, вряд ли знает", RU),
            ["отказался", "едва", "вряд"]
        );
        assert_eq!(
            negating("Төлеуден бас тартты, келуі екіталай", KK),
            ["бас", "екіталай"]
        );
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
            "күтпейтіндігін",
            "орындамайтындығын",
            "айтпай-ақ",
            "алмаса",
            "туылмауым",
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
            "томас",
            "алмасса",
        ] {
            assert_eq!(negating(word, KK), [""; 0], "{word}");
        }
    }

    proptest! {
        #[test]
        fn where_none_may_be_none_is(
            text in "(not|no|n't|cannot|refused to|hardly|only|отказался|едва ли|никто|не|без|ни| |-|'|5|2024 года|5 мая |%\\(x\\)s|\\$5 |economy|<b>|жоқ|емес|барма){0,9}",
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
