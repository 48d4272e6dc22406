//! Single words, asked of the built-in lexicon: whether they name something, and whether two may say
//! the same.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::trust::clash::may_be_name;
use super::vocabulary::lexicon::{Group, Lexicon, Sense, entries_by_number};
use super::vocabulary::sound::{may_be_one, readings};
use super::vocabulary::spelling::{is_letter, lower};
use crate::lang::{EN, Language};
use crate::text::is_acronym;

/// Whether a word, in any form, names a place, a people or a body, or what is of one; `None` where
/// nothing is known of it.
pub(crate) fn names_something(word: &str, language: Language) -> Option<bool> {
    let lexicon = Lexicon::built_in();
    let parts = parts(word).map(|part| {
        let is_big = part.starts_with(char::is_uppercase);
        let senses = lexicon.senses_of_word(language, part);
        let of_base = base(part, language).map(|base| lexicon.senses_of_word(language, &base));
        let groups = |senses: &'static [Sense], is_whole: bool| {
            let senses = senses.iter();
            let senses = senses.filter(move |sense| !is_whole || sense.share == 1.0);
            senses.map(|sense| lexicon.group(sense.entry))
        };
        let is_name = |senses| {
            let is_place = |group| matches!(group, Group::Country | Group::City);
            groups(senses, false).all(Group::is_name) || groups(senses, true).any(is_place)
        };
        // Without a capital it is what is of a people at most: на русском, орысша. To polish is English.
        let is_of_people = |senses| {
            groups(senses, true).any(|group| group == Group::Name)
                && (!language.same_language(EN) || groups(senses, true).all(Group::is_name))
        };
        let is_made_of_people = || of_base.is_some_and(is_of_people);
        match is_big {
            _ if is_made_of_people() => Some(true),
            _ if senses.is_empty() && is_big && may_be_name(part, language, lexicon) => None,
            _ if senses.is_empty() => Some(false),
            // What bodies of the world do does not depend on a country.
            true if is_acronym(part) => {
                Some(groups(senses, false).any(|group| group == Group::Country))
            }
            true => Some(is_name(senses)),
            false => Some(is_of_people(senses)),
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
    // Of an entry of more words, what each says by itself is not what the others say: the Kazakh
    // National University.
    let senses = |word: &str, language| -> Vec<Sense> {
        let base = base(word, language).map(|base| lexicon.senses_of_word(language, &base));
        let own = lexicon.senses_of_word(language, word).iter();
        own.chain(base.unwrap_or_default()).copied().collect()
    };
    let says_all = |sense: &Sense| sense.share == 1.0;
    parts(one).any(|one| {
        let of_one = senses(one, language);
        parts(other).any(|other| {
            let of_other = senses(other, other_language);
            let are_parts = of_one.iter().any(says_all) && of_other.iter().any(says_all);
            let mut pairs = of_one
                .iter()
                .flat_map(|one| of_other.iter().map(move |other| (one, other)));
            if !of_one.is_empty() && !of_other.is_empty() {
                return pairs.any(|(one, other)| {
                    one.entry == other.entry && (!are_parts || says_all(one) || says_all(other))
                        || are_of_one_people(one.entry, other.entry)
                });
            }
            let [one, other] = [one, other].map(|word| readings(&lower(word)));
            are_big && !one[0].is_empty() && !other[0].is_empty() && may_be_one(&one, &other)
        })
    })
}

/// What a word is made of that says how something is said, or whose vowel is lost: казахский for
/// по-казахски, орыс for орысша, японец for японцами, китаец for китайцы.
fn base(word: &str, language: Language) -> Option<String> {
    let word = lower(word);
    match language.primary() {
        "ru" if word.ends_with("ски") || word.ends_with("цки") => Some(format!("{word}й")),
        "ru" => {
            let endings = ["ы", "ев", "ам", "ами", "ах", "а", "у", "ем", "ей"].iter();
            let mut stems =
                endings.filter_map(|ending| word.strip_suffix(ending)?.strip_suffix('ц'));
            let stem = stems.next()?;
            Some(format!("{}ец", stem.strip_suffix('й').unwrap_or(stem)))
        }
        "kk" => {
            let mut endings = ["ша", "ше"].iter();
            endings.find_map(|ending| Some(word.strip_suffix(ending)?.to_owned()))
        }
        _ => None,
    }
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
    use crate::lang::{KK, RU};

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
            ("по-казахски", RU, Some(true)),
            ("немцы", RU, Some(true)),
            ("китайцев", RU, Some(true)),
            ("японцами", RU, Some(true)),
            ("орысша", KK, Some(true)),
            ("русском", RU, Some(true)),
            ("практически", RU, Some(false)),
            ("месяцы", RU, Some(false)),
            ("пальцев", RU, Some(false)),
            ("басқаша", KK, Some(false)),
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
            ("по-узбекски", RU, "Uzbek", EN, true),
            ("японцы", RU, "Japanese", EN, true),
            ("орысша", KK, "Russian", EN, true),
            ("орысша", KK, "Kazakh", EN, false),
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
