//! Denial by the formation of words: `unavailable` beside `available`, `бесплатный` beside `платный`.
//!
//! Alone, such a word negates nothing: `under`, `interest`, `бессмертный`. It does where the word
//! without its prefix stands in the other text.

use std::ops::Range;

use crate::lang::Language;
use crate::text::morph::kk::are_endings;
use crate::text::stem;

/// Where the words of a match form stand that may deny others.
pub(crate) fn deniers(form: &str, language: Language) -> Vec<Range<usize>> {
    let may_deny: &dyn Fn(&str) -> bool = match language.primary() {
        "en" => {
            let has_less = form.contains("less");
            &move |word| {
                // Most words begin otherwise.
                let may_deny = matches!(
                    word.as_bytes(),
                    [b'u', b'n', ..]
                        | [b'n', b'o', ..]
                        | [b'd', b'i', ..]
                        | [b'i', b'l' | b'm' | b'n' | b'r', ..]
                        | [b'p', b'r', ..]
                        | [b'f', b'o', ..]
                        | [b'b', b'a', ..]
                );
                (may_deny || has_less && word.contains("less"))
                    && (english_bases(word).next().is_some() || forbids(word, EN_PERMISSION))
            }
        }
        "ru" => &|word| russian_bases(word).next().is_some() || forbids(word, RU_PERMISSION),
        "kk" => {
            // Дәрігерсіз, "you are a doctor", lacks nothing.
            let is_said_to_you = words(form).any(|(_, word)| word.starts_with("сіз"));
            &move |word| {
                (kazakh_base(word).is_some() || forbids(word, KK_PERMISSION))
                    && !(is_said_to_you && word.ends_with('з'))
            }
        }
        _ => return Vec::new(),
    };
    let deniers = words(form).filter(|(_, word)| may_deny(word));
    deniers
        .map(|(start, word)| start..start + word.len())
        .collect()
}

/// Where those of the [`deniers`] of a form begin that deny a word of `other`, a form of the same
/// language: the form lacks that word, and `other` the one that denies it.
pub(crate) fn denials(
    form: &str,
    deniers: &[Range<usize>],
    other: &str,
    language: Language,
) -> Vec<usize> {
    // A text of so many is a list of words.
    const MOST: usize = 64;
    if MOST < deniers.len() {
        return Vec::new();
    }
    let denies_other = |range: &&Range<usize>| {
        let word = &form[(*range).clone()];
        let denies_one_of = |text| words(text).any(|(_, said)| denies(word, said, language));
        let is_in_other = || words(other).any(|(_, said)| is_same(word, said, language));
        // Nearly every word stands in both.
        let stands_in_other = words(other).any(|(_, said)| said == word);
        !stands_in_other && denies_one_of(other) && !denies_one_of(form) && !is_in_other()
    };
    let denials = deniers.iter().filter(denies_other);
    denials.map(|range| range.start).collect()
}

/// Whether one word says that there is not what the other says.
fn denies(word: &str, said: &str, language: Language) -> bool {
    let (is_made_of, permission) = match language.primary() {
        "en" => {
            let mut bases = english_bases(word);
            let is_made_of = bases.any(|base| is_same(base, said, language));
            (is_made_of, EN_PERMISSION)
        }
        "ru" => {
            let mut bases = russian_bases(word);
            let is_made_of = bases.any(|base| is_same(base, said, language));
            (is_made_of, RU_PERMISSION)
        }
        _ => {
            let base = kazakh_base(word);
            let is_made_of = base.is_some_and(|base| {
                // Келісімінсіз, "without his consent", beside келісімімен.
                let of_somebody = base.strip_suffix('н').filter(|of| of.ends_with(['ы', 'і']));
                let of_somebody = of_somebody.filter(|of| 5 <= of.chars().count());
                is_kazakh_form(said, base) || of_somebody.is_some_and(|of| is_kazakh_form(said, of))
            });
            (is_made_of, KK_PERMISSION)
        }
    };
    is_made_of && !is_exception(word, language)
        || forbids(word, permission) && permission.1.iter().any(|stem| said.starts_with(stem))
}

/// Whether two words are forms of one.
fn is_same(word: &str, other: &str, language: Language) -> bool {
    word == other
        || word.chars().take(3).eq(other.chars().take(3))
            && stem(word, language) == stem(other, language)
}

/// Beginnings of words that forbid, and of those that allow.
type Permission = (&'static [&'static str], &'static [&'static str]);

const EN_PERMISSION: Permission = (
    &["prohibit", "forbid", "banned"],
    &["allow", "permitted", "permits"],
);
const RU_PERMISSION: Permission = (
    &["запрещ", "воспрещ"],
    &["разреш", "можно", "допуска", "дозвол", "позвол"],
);
const KK_PERMISSION: Permission = (&["тыйым"], &["рұқсат", "болады", "мүмкін"]);

fn forbids(word: &str, (forbidding, _): Permission) -> bool {
    forbidding.iter().any(|stem| word.starts_with(stem))
}

/// What is left of a word without what may deny it.
fn english_bases(word: &str) -> impl Iterator<Item = &str> {
    // In- is im-, il-, ir- before sounds like its own.
    const PREFIXES: &[(&str, &str)] = &[
        ("un", ""),
        ("non-", ""),
        ("non", ""),
        ("dis", ""),
        ("im", "bmp"),
        ("il", "l"),
        ("ir", "r"),
    ];
    let stripped = PREFIXES.iter().filter_map(move |(prefix, before)| {
        let base = word.strip_prefix(prefix)?;
        (before.is_empty() || base.starts_with(|c| before.contains(c))).then_some(base)
    });
    let in_ = word.strip_prefix("in");
    let in_ = in_.filter(|base| !base.starts_with(['b', 'l', 'm', 'p', 'r']));
    let less = word.strip_suffix("ly").unwrap_or(word);
    let less = less
        .strip_suffix("ness")
        .filter(|w| w.ends_with("less"))
        .unwrap_or(less);
    let less = less.strip_suffix("less");
    stripped
        .chain(in_)
        .chain(less)
        .filter(|base| 3 <= base.len())
}

fn russian_bases(word: &str) -> impl Iterator<Item = &str> {
    let bases = ["не", "без", "бес"].into_iter();
    let bases = bases.filter_map(move |prefix| word.strip_prefix(prefix));
    let bases = bases.map(|base| base.trim_start_matches('ъ'));
    bases.filter(|base| 4 <= base.chars().count())
}

/// What a Kazakh word in -сыз, -сіз, with or without endings behind it, says to be lacking.
fn kazakh_base(word: &str) -> Option<&str> {
    // Барғансыз, "you have gone", says who did it.
    const PARTICIPLES: &[&str] = &["ған", "ген", "қан", "кен", "тын", "тін", "мақ", "мек"];
    let at = ["сыз", "сіз"]
        .iter()
        .filter_map(|suffix| word.rfind(suffix))
        .max()?;
    let (base, ending) = (&word[..at], &word[at + "сыз".len()..]);
    let is_noun = ending.is_empty()
        || are_endings(ending)
        || ["дық", "дік", "дығ", "діг"]
            .iter()
            .any(|noun| ending.starts_with(noun));
    let is_base = 2 <= base.chars().count() && !PARTICIPLES.iter().any(|end| base.ends_with(end));
    (is_noun && is_base).then_some(base)
}

/// Whether a word is one of the forms of a noun, or of what has it, in -лы.
fn is_kazakh_form(word: &str, base: &str) -> bool {
    let softened = |last: char, soft: char| {
        let base = base.strip_suffix(last)?;
        word.strip_prefix(base)?.strip_prefix(soft)
    };
    let rest = word
        .strip_prefix(base)
        .or_else(|| softened('қ', 'ғ'))
        .or_else(|| softened('к', 'г'))
        .or_else(|| softened('п', 'б'));
    let Some(rest) = rest else {
        return false;
    };
    let has_it = ["лы", "лі", "ды", "ді", "ты", "ті"]
        .iter()
        .any(|having| rest.strip_prefix(having).is_some_and(are_endings_or_none));
    // Барасыз, "you go", lacks nothing that барады has, but бағасыз does that бағалы has.
    match base.ends_with(['а', 'е', 'й', 'и']) {
        true => has_it && rest.starts_with('л') || rest == "мен",
        false => has_it || are_endings_or_none(rest),
    }
}

fn are_endings_or_none(letters: &str) -> bool {
    letters.is_empty() || are_endings(letters)
}

/// Whether a word only looks as if it denied another.
fn is_exception(word: &str, language: Language) -> bool {
    let listed = match language.primary() {
        "en" => include_str!("denial/en.txt"),
        "ru" => include_str!("denial/ru.txt"),
        _ => include_str!("denial/kk.txt"),
    };
    let lines = listed.lines().filter(|line| !line.starts_with('#'));
    lines
        .flat_map(str::split_whitespace)
        .any(|listed| match listed.strip_suffix('*') {
            Some(beginning) => word.starts_with(beginning),
            None => word == listed,
        })
}

/// The words of a match form, with where they begin.
fn words(form: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_apart = |c: char| !c.is_alphabetic() && c != '-';
    let mut at = 0;
    let words = form.split_inclusive(is_apart).map(move |word| {
        let start = at;
        at += word.len();
        (start, word.trim_end_matches(is_apart))
    });
    words.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK, RU};

    fn denied<'f>(form: &'f str, other: &str, language: Language) -> Vec<&'f str> {
        let starts = denials(form, &deniers(form, language), other, language);
        let words = starts.iter().map(|&start| {
            let word = form[start..].split(' ').next();
            word.unwrap_or_default()
        });
        words.collect()
    }

    #[test]
    fn what_denies_a_word_of_the_other_text_is_found() {
        for (language, form, other, expected) in [
            (
                EN,
                "it is unavailable",
                "it is available",
                vec!["unavailable"],
            ),
            (EN, "it is unavailable", "it is here", vec![]),
            (
                EN,
                "it is unavailable",
                "it is available or unavailable",
                vec![],
            ),
            (EN, "legal and illegal", "legal", vec![]),
            (EN, "careless work", "careful work", vec!["careless"]),
            (
                EN,
                "acted carelessly",
                "acted carefully",
                vec!["carelessly"],
            ),
            (
                EN,
                "non-essential goods",
                "essential goods",
                vec!["non-essential"],
            ),
            (EN, "the information", "the formation", vec![]),
            (EN, "informal talks", "formal talks", vec!["informal"]),
            (
                EN,
                "smoking is prohibited",
                "smoking is allowed",
                vec!["prohibited"],
            ),
            (
                RU,
                "вход бесплатный",
                "вход для детей платный",
                vec!["бесплатный"],
            ),
            (RU, "на этой неделе", "на деле", vec![]),
            (RU, "запрещено", "можно", vec!["запрещено"]),
            (
                KK,
                "орын жеткіліксіз",
                "орын жеткілікті",
                vec!["жеткіліксіз"],
            ),
            (
                KK,
                "қосымша емтихансыз",
                "қосымша емтиханмен",
                vec!["емтихансыз"],
            ),
            (
                KK,
                "оның келісімінсіз",
                "оның келісімімен",
                vec!["келісімінсіз"],
            ),
            (KK, "сіз барасыз", "ол барады", vec![]),
            (KK, "сіз барғансыз", "ол барған", vec![]),
            (KK, "сөзсіз", "сөз", vec![]),
        ] {
            assert_eq!(denied(form, other, language), expected, "{form} / {other}");
        }
    }
}
