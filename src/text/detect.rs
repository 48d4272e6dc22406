//! Which of a few languages a text is in.

use std::sync::LazyLock;

use crate::lang::Language;

/// The language of `text` among `candidates`, or `None` when the text does not say.
///
/// It knows English, Russian and Kazakh (Cyrillic), by their letters and commonest words; of other
/// candidates it says nothing. Made to catch a swapped or untranslated text, sentence by sentence:
/// names, figures and words that two candidates share decide nothing.
///
/// # Example
/// ```
/// use tolmach::text::detect;
/// use tolmach::{EN, KK, RU};
/// let all = [EN, RU, KK];
/// assert_eq!(detect("The parties discussed cooperation.", &all), Some(EN));
/// assert_eq!(detect("Стороны обсудили сотрудничество.", &all), Some(RU));
/// assert_eq!(detect("Тараптар ынтымақтастықты талқылады.", &all), Some(KK));
/// assert_eq!(detect("2024", &all), None);
/// ```
pub fn detect(text: &str, candidates: &[Language]) -> Option<Language> {
    let mut clues = Clues::default();
    for piece in text.split_inclusive(|c: char| !c.is_alphabetic() && c != '-') {
        let word = piece.trim_end_matches(|c: char| !c.is_alphabetic() && c != '-');
        clues.see_letters(word);
        if !is_initial(piece) {
            clues.see_word(word);
        }
    }
    let of = |primary: &str| candidates.iter().find(|c| c.primary() == primary).copied();
    let (ru, kk, en) = (of("ru"), of("kk"), of("en"));
    let Clues {
        latin,
        cyrillic,
        english,
        russian,
        kazakh,
        ..
    } = clues;
    if latin > 2 * cyrillic {
        return en.filter(|_| english > 0 || latin >= 12);
    }
    if cyrillic <= 2 * latin {
        return None;
    }
    match (ru, kk) {
        (Some(_), Some(_)) if russian > kazakh + 1 => ru,
        (Some(_), Some(_)) if kazakh > russian + 1 => kk,
        (Some(_), None) => ru.filter(|_| russian > kazakh),
        (None, Some(_)) => kk.filter(|_| kazakh > russian),
        _ => None,
    }
}

/// Whether a word is among the commonest of Russian, or ends as no loan word in Kazakh does.
pub(crate) fn is_plainly_russian(word: &str) -> bool {
    const SHORTEST_STEM: usize = 3;
    let is_ending = |ending: &&str| {
        let stem = word.strip_suffix(ending);
        stem.is_some_and(|stem| SHORTEST_STEM <= stem.chars().count())
    };
    LISTED.russian.contains(&word) || LISTED.russian_inflections.iter().any(is_ending)
}

/// Whether an English word is among those that stand in nearly every sentence.
pub(crate) fn is_common_english(word: &str) -> bool {
    LISTED.english.contains(&word)
}

/// What speaks for a language in a text.
#[derive(Default)]
struct Clues {
    latin: i32,
    cyrillic: i32,
    english: i32,
    russian: i32,
    kazakh: i32,
}

impl Clues {
    fn see_letters(&mut self, word: &str) {
        for c in word.chars().flat_map(char::to_lowercase) {
            match c {
                'a'..='z' => self.latin += 1,
                'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => {
                    self.cyrillic += 1;
                    self.kazakh += 3;
                }
                // Kazakh has these in loan words only.
                'щ' | 'ъ' | 'ё' | 'ь' | 'ц' | 'ч' | 'в' | 'ю' | 'ф' | 'э' => {
                    self.cyrillic += 1;
                    self.russian += 1;
                }
                'а'..='я' => self.cyrillic += 1,
                _ => {}
            }
        }
    }

    fn see_word(&mut self, word: &str) {
        let word = word.to_lowercase();
        let is_in = |list: &[&str]| list.contains(&word.as_str());
        self.english += 3 * i32::from(is_in(&LISTED.english));
        self.russian += 4 * i32::from(is_in(&LISTED.russian));
        self.kazakh += 4 * i32::from(is_in(&LISTED.kazakh));
        let ends = |endings: &[&str]| endings.iter().any(|e| word.ends_with(e));
        // The names of countries end alike in both.
        if word.chars().count() > 4 && !word.ends_with("стан") {
            self.russian += 2 * i32::from(ends(&LISTED.russian_endings));
            self.kazakh += 2 * i32::from(ends(&LISTED.kazakh_endings));
        }
    }
}

/// Common words of each language, and endings.
struct Listed {
    english: Vec<&'static str>,
    russian: Vec<&'static str>,
    kazakh: Vec<&'static str>,
    russian_endings: Vec<&'static str>,
    russian_inflections: Vec<&'static str>,
    kazakh_endings: Vec<&'static str>,
}

static LISTED: LazyLock<Listed> = LazyLock::new(|| {
    let lines = || include_str!("detect.txt").lines();
    let listed = |heading: &str| {
        let mut lines = lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(name, _)| *name == heading);
        found.map_or_else(Vec::new, |(_, words)| words.split(' ').collect())
    };
    Listed {
        english: listed("en"),
        russian: listed("ru"),
        kazakh: listed("kk"),
        russian_endings: listed("ru endings"),
        russian_inflections: listed("ru inflections"),
        kazakh_endings: listed("kk endings"),
    }
});

/// «А. Мамин»: a capital with its full stop is no word.
fn is_initial(piece: &str) -> bool {
    let mut chars = piece.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.as_str() == "."
}

#[cfg(test)]
mod tests {
    use super::detect;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn sentences_are_told_apart() {
        let all = [EN, RU, KK];
        for (text, language) in [
            ("Мемлекет басшысы елшіні қабылдады.", Some(KK)),
            ("Глава государства принял посла.", Some(RU)),
            ("The Head of State received the ambassador.", Some(EN)),
            ("Бұл туралы Ақорда хабарлады.", Some(KK)),
            ("Республика Казахстан", Some(RU)),
            ("Да, был.", Some(RU)),
            ("А. Мамин баяндады.", Some(KK)),
            ("Позвонил А. Мамин, а я был занят.", Some(RU)),
            ("Он жыл.", Some(KK)),
            ("NATO", None),
            ("", None),
            ("12.05.2024", None),
        ] {
            assert_eq!(detect(text, &all), language, "{text}");
        }
        assert_eq!(detect("The Head of State", &[RU, KK]), None);
    }
}
