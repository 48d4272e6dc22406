//! Which of a few languages a text is in.

use std::sync::LazyLock;

use crate::lang::{EN, KK, Language, RU};

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

/// What a text's plain words say of its language: English, Russian or Kazakh. Words with a capital
/// and what stands in quotation marks may be names, and names are written alike in all languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) language: Language,
    /// How many words were looked at.
    pub(crate) words: usize,
    /// By how much more they speak for this language than for the next, in points …
    margin: i32,
    /// … of so many letters.
    letters: i32,
}

impl Plain {
    pub(crate) fn of(text: &str) -> Option<Plain> {
        let mut clues = Clues::default();
        for word in common_words(text) {
            clues.see_letters(word);
            clues.see_word(word);
        }
        let Clues {
            latin, cyrillic, ..
        } = clues;
        let told = |language, margin| {
            (0 < margin).then_some(Plain {
                language,
                words: clues.words,
                margin,
                letters: latin + cyrillic,
            })
        };
        let more = clues.russian - clues.kazakh;
        match (latin > 4 * cyrillic, cyrillic > 4 * latin) {
            (true, _) => told(EN, clues.english),
            (_, true) if more > 0 => told(RU, more),
            (_, true) => told(KK, -more),
            _ => None,
        }
    }

    /// Whether a sentence says this clearly: of some 20,000 Kazakh and Russian ones of news and
    /// government pages, all that are told to be in another language are.
    pub(crate) fn is_clear(self) -> bool {
        self.says(3, 6)
    }

    /// Whether many texts, put together, say it clearly.
    pub(crate) fn is_clear_of_many(self) -> bool {
        self.says(12, 12)
    }

    /// Whether it is likelier than not.
    pub(crate) fn is_likely(self) -> bool {
        self.says(2, 3)
    }

    fn says(self, words: usize, margin: i32) -> bool {
        // A text of another language holds words and letters of this one too.
        let least = match self.language == EN {
            true => 3 * self.words as i32 / 10,
            false => self.letters * 3 / 20,
        };
        words <= self.words && margin.max(least) <= self.margin
    }
}

/// The words of a text that may be no names: in lower case, and outside quotation marks.
pub(crate) fn common_words(text: &str) -> impl Iterator<Item = &str> {
    let parts = outside_quotes(text);
    let words = parts.flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '-'));
    words.filter(|word| word.starts_with(char::is_lowercase))
}

/// The text without what stands in quotation marks, if that is so short that it may be a name.
pub(crate) fn outside_quotes(text: &str) -> impl Iterator<Item = &str> {
    const MOST_WORDS: usize = 8;
    const MOST_LETTERS: usize = 200;
    let mut rest = text;
    std::iter::from_fn(move || {
        let found = rest.find(['«', '“', '„', '"']);
        let Some(start) = found.filter(|_| !rest.is_empty()) else {
            return (!rest.is_empty()).then(|| std::mem::take(&mut rest));
        };
        let open = rest[start..].chars().next().unwrap_or_default();
        let inside = start + open.len_utf8();
        let close: &[char] = match open {
            '«' => &['»'],
            '"' => &['"'],
            _ => &['”', '“'],
        };
        let mut letters = rest[inside..].char_indices();
        let reach = letters.nth(MOST_LETTERS);
        let reach = reach.map_or(rest.len(), |(at, _)| inside + at);
        let end = rest[inside..reach].find(close).map(|end| inside + end);
        let name = end.filter(|&end| rest[inside..end].split_whitespace().count() <= MOST_WORDS);
        let part = &rest[..start];
        rest = &rest[name.unwrap_or(inside)..];
        // What closes is no mark that opens.
        let closing = rest.chars().next().filter(|_| name.is_some());
        rest = &rest[closing.map_or(0, char::len_utf8)..];
        Some(part)
    })
}

/// What speaks for a language in a text.
#[derive(Default)]
struct Clues {
    words: usize,
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
        self.words += 1;
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
    use super::{Plain, detect, outside_quotes};
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

    #[test]
    fn common_words_tell_and_names_do_not() {
        let clear = |text: &str| Plain::of(text).filter(|plain| plain.is_clear());
        for (text, language) in [
            ("Он сказал, что библиотека будет открыта.", Some(RU)),
            ("Ол кітапхананың ашық болатынын айтты.", Some(KK)),
            ("He said that the library would be open.", Some(EN)),
            ("Награждена медалью «Ерен еңбегі үшін».", None),
            ("Иван Петров, Николай Чернов", None),
            ("«Smoke on the Water»", None),
            ("г. Астана, ул. Кабанбай батыра, 12", None),
            ("", None),
        ] {
            assert_eq!(clear(text).map(|plain| plain.language), language, "{text}");
        }
        let short = Plain::of("Принята конституция.").unwrap();
        assert_eq!((short.language, short.words), (RU, 1));
        assert!(!short.is_likely());
    }

    #[test]
    fn short_quotations_are_left_out() {
        let left = |text| outside_quotes(text).collect::<Vec<_>>().concat();
        for (text, expected) in [
            ("без кавычек", "без кавычек"),
            ("орден «Парасат» и «Даңқ» вручен", "орден  и  вручен"),
            ("the “Altyn” and „Kumis“ medals", "the  and  medals"),
            ("\"one\" two", " two"),
            ("не закрыта «кавычка", "не закрыта кавычка"),
            ("«а б в г д е ж з и» к", "а б в г д е ж з и» к"),
            ("", ""),
        ] {
            assert_eq!(left(text), expected, "{text}");
        }
    }
}
