//! Single words, asked of the built-in lexicon: whether they name something, and whether two may say
//! the same.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::clash::may_be_name;
use super::lexicon::{Group, Lexicon, entries_by_number};
use super::sound::{may_be_one, readings};
use super::spelling::{is_letter, lower};
use crate::lang::Language;
use crate::text::is_acronym;

/// Whether a word, in any form, names a place, a people or a body, or what is of one; `None` where
/// nothing is known of it.
pub(crate) fn names_something(word: &str, language: Language) -> Option<bool> {
    let lexicon = Lexicon::built_in();
    let parts = parts(word).map(|part| {
        let is_big = part.starts_with(char::is_uppercase);
        let senses = lexicon.senses_of_word(language, part);
        let mut groups = senses.iter().map(|sense| lexicon.group(sense.entry));
        let has = |of: &[Group]| {
            let mut whole = senses.iter().filter(|sense| sense.share == 1.0);
            whole.any(|sense| of.contains(&lexicon.group(sense.entry)))
        };
        match is_big {
            _ if senses.is_empty() && is_big && may_be_name(part, language, lexicon) => None,
            _ if senses.is_empty() => Some(false),
            // What bodies of the world do does not depend on a country.
            true if is_acronym(part) => Some(groups.any(|group| group == Group::Country)),
            true => Some(groups.all(Group::is_name) || has(&[Group::Country, Group::City])),
            // Without a capital it is what is of a people at most.
            false => Some(groups.all(Group::is_name) && has(&[Group::Name])),
        }
    });
    let told: Vec<Option<bool>> = parts.collect();
    match told.contains(&Some(true)) {
        true => Some(true),
        false => (!told.contains(&None)).then_some(false),
    }
}

/// Whether two words may say the same: by the lexicon, which knows Japan by Japanese, too, and where it
/// does not know both, by their sound.
pub(crate) fn may_say_the_same(
    (one, language): (&str, Language),
    (other, other_language): (&str, Language),
) -> bool {
    let lexicon = Lexicon::built_in();
    let are_big = [one, other]
        .iter()
        .all(|word| word.starts_with(char::is_uppercase));
    parts(one).any(|one| {
        let senses = lexicon.senses_of_word(language, one);
        parts(other).any(|other| {
            let others = lexicon.senses_of_word(other_language, other);
            let mut pairs = senses
                .iter()
                .flat_map(|one| others.iter().map(move |other| (one.entry, other.entry)));
            if !senses.is_empty() && !others.is_empty() {
                return pairs.any(|(one, other)| one == other || are_of_one_people(one, other));
            }
            let [one, other] = [one, other].map(|word| readings(&lower(word)));
            are_big && !one[0].is_empty() && !other[0].is_empty() && may_be_one(&one, &other)
        })
    })
}

/// What hyphens join, but for single letters.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let parts = word.split(|c: char| !is_letter(c));
    parts.filter(|part| part.chars().nth(1).is_some())
}

fn are_of_one_people(one: u32, other: u32) -> bool {
    static PEOPLES: LazyLock<FxHashMap<u32, usize>> = LazyLock::new(|| {
        let lines = include_str!("peoples.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#')).enumerate();
        let peoples: FxHashMap<&str, usize> = lines
            .flat_map(|(people, line)| line.split('\t').map(move |word| (word, people)))
            .collect();
        let people = |english: &str| english.split('|').find_map(|word| peoples.get(word));
        entries_by_number()
            .filter_map(|(number, english)| Some((number, *people(english)?)))
            .collect()
    });
    let of = |entry: u32| PEOPLES.get(&entry);
    of(one).is_some() && of(one) == of(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn words_are_told_from_names() {
        for (word, language, expected) in [
            ("Ташкенте", RU, Some(true)),
            ("узбекский", RU, Some(true)),
            ("өзбек", KK, Some(true)),
            ("британская", RU, Some(true)),
            ("японско", RU, Some(true)),
            ("казахстанско-японские", RU, Some(true)),
            ("британдық", KK, Some(true)),
            ("Uzbek", EN, Some(true)),
            ("США", RU, Some(true)),
            ("Президента", RU, Some(false)),
            ("Премьер-министр", RU, Some(false)),
            ("Премьер-Министрі", KK, Some(false)),
            ("Министрге", KK, Some(false)),
            ("БҰҰ-ға", KK, Some(false)),
            ("Шығыс", KK, Some(false)),
            ("переговоры", RU, Some(false)),
            ("Эмманюэль", RU, None),
            ("Ираклием", RU, None),
            ("Кобахидзе", RU, None),
            ("Макрон", RU, None),
            ("Макроном", RU, None),
            ("Кобахидземен", KK, None),
            ("Starmer", EN, None),
        ] {
            assert_eq!(names_something(word, language), expected, "{word}");
        }
    }

    #[test]
    fn words_say_the_same_by_the_lexicon_and_by_sound() {
        for (one, language, other, other_language, expected) in [
            ("узбекский", RU, "Uzbekistan", EN, true),
            ("Японии", RU, "Japanese", EN, true),
            ("Ташкенте", RU, "capital", EN, false),
            ("Ташкенте", RU, "Tashkent", EN, true),
            ("Кобахидзе", RU, "Minister", EN, false),
            ("Ираклием", RU, "Talks", EN, false),
            ("Макрон", RU, "Astana", EN, false),
            ("британская", RU, "Queen", EN, false),
            ("Макроном", RU, "Macron", EN, true),
            ("Макроном", RU, "President", EN, false),
            ("Иран", RU, "Iraq", EN, false),
            ("Тоқаев", KK, "Tokayev", EN, true),
            ("Касым-Жомарт", RU, "Kassym-Jomart", EN, true),
        ] {
            let said = may_say_the_same((one, language), (other, other_language));
            assert_eq!(said, expected, "{one} {other}");
        }
    }
}
