//! Kazakh names in their cases. Where their letters do not tell how they are read, a form must be
//! attested.

use crate::patch::reading::kazakh::{ENDINGS, Last, RIGID, Sound, moved_ending};
use crate::patch::reading::lists::is_listed;
use crate::text::fronted;
use crate::text::is_acronym;

/// How many forms a name has: the bare one, one for each of the first six of [`ENDINGS`], and the
/// instrumental.
pub(super) const CASES: usize = 8;

/// The cases, a bit each, of where something is, comes from or goes to.
pub(super) const LOCAL: u16 = 0b1_1110;
pub(super) const DATIVE: u16 = 1 << 1;
pub(super) const LOCATIVE: u16 = 1 << 2 | 1 << 3;
pub(super) const GENITIVE: u16 = 1 << 5;
pub(super) const INSTRUMENTAL: u16 = 1 << 7;

/// The first six of [`ENDINGS`] behind a possessive: in the order of the rows.
const BEHIND_POSSESSIVE: [&str; 6] = ["на", "нда", "ндағы", "нан", "ның", "н"];

/// The case, counted from 0, in which a text in lower case has a name.
pub(super) fn case_of(written: &str, name: &str) -> Option<usize> {
    let ending = written.strip_prefix(&*name.to_lowercase())?;
    let ending = ending.strip_prefix(['-', '‑']).unwrap_or(ending);
    let writes = |form: &str| form == ending || fronted(form) == ending;
    (0..CASES).find(|&case| match case {
        0 => ending.is_empty(),
        1..7 if is_possessive(name) => writes(BEHIND_POSSESSIVE[case - 1]),
        1..7 => ENDINGS[case - 1].iter().any(|form| writes(form)),
        _ => RIGID[0].contains(&ending),
    })
}

/// A name in a case. Where its letters do not tell how it is read, the one form that `is_attested`.
pub(super) fn in_case(
    name: &str,
    case: usize,
    is_attested: &dyn Fn(&str) -> bool,
) -> Option<String> {
    let sound = sound_of(name);
    let endings: Vec<String> = match (case, sound) {
        (0, _) => return Some(name.to_owned()),
        (1..7, _) if is_possessive(name) => {
            let ending = BEHIND_POSSESSIVE[case - 1];
            let front = sound?.front;
            vec![if front {
                fronted(ending)
            } else {
                ending.to_owned()
            }]
        }
        (1..7, Some(sound)) => vec![sound.written(&ENDINGS[case - 1], false)],
        (1..7, None) => {
            let back = ENDINGS[case - 1].iter();
            back.flat_map(|ending| [(*ending).to_owned(), fronted(ending)])
                .collect()
        }
        (_, Some(sound)) => vec![sound.written(&RIGID[0], true)],
        (_, None) => RIGID[0].iter().map(|&ending| ending.to_owned()).collect(),
    };
    let hyphen = if is_acronym(name) { "-" } else { "" };
    let mut forms: Vec<String> = endings
        .iter()
        .map(|ending| format!("{name}{hyphen}{ending}"))
        .collect();
    if sound.is_none() {
        forms.sort_unstable();
        forms.dedup();
        forms.retain(|form| is_attested(form));
    }
    let only = forms.pop()?;
    forms.is_empty().then_some(only)
}

/// A particle behind one name as it stands behind another; `None` where nobody knows.
pub(super) fn moved_particle(particle: &str, old: &str, new: &str) -> Option<String> {
    let (old, new) = (sound_of(old)?, sound_of(new)?);
    match old == new {
        true => Some(particle.to_owned()),
        false => moved_ending(particle, old, new),
    }
}

/// Whether a name ends in the possessive, which cases have endings of their own behind: Құрама
/// Штаттары, Біріккен Ұлттар Ұйымы.
fn is_possessive(name: &str) -> bool {
    name.contains(' ') && name.ends_with(['ы', 'і'])
}

/// Of a name as it is written; `None` where its letters do not tell how it is read.
fn sound_of(name: &str) -> Option<Sound> {
    if is_acronym(name) {
        return sound_of_acronym(name);
    }
    let part = name.rsplit([' ', '-', '‑']).next()?.to_lowercase();
    let letters: Vec<char> = part.chars().collect();
    let (&last, &before) = (letters.last()?, letters.iter().rev().nth(1)?);
    let is_vowel = |c: char| "аоұыеәөүіияэёюу".contains(c);
    // Behind another vowel, у at the end is a consonant: Атырау.
    let is_glide = last == 'у' && is_vowel(before);
    let heard = &letters[..letters.len() - usize::from(is_glide)];
    let vowel = *heard.iter().rev().find(|&&c| is_vowel(c))?;
    let is_back = |c: &char| "аоұықғ".contains(*c);
    let has_back = letters.iter().any(is_back);
    // Есеновке as well as Есеновқа, but Сапаровқа.
    let is_mixed = part.ends_with("ов") && !letters[..letters.len() - 2].iter().any(is_back);
    let front = match vowel {
        _ if is_mixed => return None,
        'а' | 'о' | 'ұ' | 'ы' | 'я' | 'ё' => false,
        // Тоқаевқа, but Сергеевке.
        'е' if part.ends_with("ев") && has_back => return None,
        'е' | 'ә' | 'ө' | 'ү' | 'і' | 'э' => true,
        // Нұрғалиға, but Тбилисиге.
        'и' if last == 'и' && has_back => return None,
        'и' => true,
        _ => return None,
    };
    let last = match last {
        'у' if is_glide => Last::Liquid,
        'у' | 'ю' => return None,
        c if is_vowel(c) => Last::Vowel,
        // Израильге.
        'ь' if before == 'л' && front => Last::Liquid,
        'ь' | 'ъ' => return None,
        // Минск and New York take a vowel in between, or none.
        'к' | 'г' if !is_vowel(before) => return None,
        'р' | 'л' | 'й' => Last::Liquid,
        'з' | 'ж' => Last::Sibilant,
        'м' | 'н' | 'ң' => Last::Nasal,
        _ => Last::Voiceless,
    };
    Some(Sound { front, last })
}

/// Behind a vowel an acronym has endings that go with it, however its letters are read: БҰҰ-ға,
/// БАӘ-ге.
fn sound_of_acronym(name: &str) -> Option<Sound> {
    let (front, last) = match name.chars().next_back()? {
        'А' | 'О' | 'Ұ' => (false, Last::Vowel),
        'Ә' | 'Ө' | 'Ү' | 'Э' => (true, Last::Vowel),
        _ if is_listed("kk read", name) => (false, Last::Voiceless),
        _ => return None,
    };
    Some(Sound { front, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_declined_by_their_sound() {
        let nowhere = |_: &str| false;
        for (name, dative, locative, ablative, instrumental) in [
            (
                "Жапония",
                "Жапонияға",
                "Жапонияда",
                "Жапониядан",
                "Жапониямен",
            ),
            ("Ресей", "Ресейге", "Ресейде", "Ресейден", "Ресеймен"),
            (
                "Өзбекстан",
                "Өзбекстанға",
                "Өзбекстанда",
                "Өзбекстаннан",
                "Өзбекстанмен",
            ),
            ("Париж", "Парижге", "Парижде", "Парижден", "Парижбен"),
            ("Кувейт", "Кувейтке", "Кувейтте", "Кувейттен", "Кувейтпен"),
            ("Атырау", "Атырауға", "Атырауда", "Атыраудан", "Атыраумен"),
            ("Алматы", "Алматыға", "Алматыда", "Алматыдан", "Алматымен"),
            (
                "Израиль",
                "Израильге",
                "Израильде",
                "Израильден",
                "Израильмен",
            ),
            (
                "Ерлан Сапаров",
                "Ерлан Сапаровқа",
                "Ерлан Сапаровта",
                "Ерлан Сапаровтан",
                "Ерлан Сапаровпен",
            ),
            (
                "Араб Әмірліктері",
                "Араб Әмірліктеріне",
                "Араб Әмірліктерінде",
                "Араб Әмірліктерінен",
                "Араб Әмірліктерімен",
            ),
            (
                "Құрама Штаттары",
                "Құрама Штаттарына",
                "Құрама Штаттарында",
                "Құрама Штаттарынан",
                "Құрама Штаттарымен",
            ),
        ] {
            for (case, form) in [
                (0, name),
                (1, dative),
                (2, locative),
                (4, ablative),
                (7, instrumental),
            ] {
                assert_eq!(
                    in_case(name, case, &nowhere).as_deref(),
                    Some(form),
                    "{name} {case}"
                );
                assert_eq!(case_of(&form.to_lowercase(), name), Some(case), "{form}");
            }
        }
        // What is read in several ways is written as it was written before.
        for name in [
            "Сеул",
            "Баку",
            "Тоқаев",
            "Данияр Есенов",
            "Төлегенов",
            "Минск",
            "Беларусь",
            "ХВҚ",
            "Мали",
        ] {
            assert_eq!(in_case(name, 1, &nowhere), None, "{name}");
        }
        let seen = |form: &str| matches!(form, "ХВҚ-ға" | "Сеулге");
        assert_eq!(in_case("ХВҚ", 1, &seen).as_deref(), Some("ХВҚ-ға"));
        for (name, case, form) in [
            ("АҚШ", 1, "АҚШ-қа"),
            ("АҚШ", 7, "АҚШ-пен"),
            ("БҰҰ", 5, "БҰҰ-ның"),
            ("БАӘ", 1, "БАӘ-ге"),
            ("ЕО", 7, "ЕО-мен"),
        ] {
            assert_eq!(in_case(name, case, &nowhere).as_deref(), Some(form));
        }
        assert_eq!(in_case("Сеул", 1, &seen).as_deref(), Some("Сеулге"));
        assert_eq!(case_of("ақш-тың", "АҚШ"), Some(5));
        assert_eq!(case_of("жапониялық", "Жапония"), None);
        for (particle, old, new, expected) in [
            ("мен", "Жапония", "Қытай", Some("мен")),
            ("мен", "Жапония", "Кувейт", Some("пен")),
            ("пен", "АҚШ", "Жапония", Some("мен")),
            ("да", "Жапония", "Кувейт", Some("те")),
            ("мен", "Жапония", "Минск", None),
            ("пен", "Жапония", "Қытай", None),
        ] {
            let moved = moved_particle(particle, old, new);
            assert_eq!(moved.as_deref(), expected, "{new} {particle}");
        }
    }
}
