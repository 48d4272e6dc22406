//! Which of our languages a sentence is plainly in.

use crate::align::vocabulary::threes::leaning;
use crate::lang::{EN, KK, Language, RU};
use crate::text::{is_common_english, is_cyrillic, is_latin, is_plainly_russian};

/// The letters that Kazakh has and Russian has not, in lower case.
pub(crate) const KAZAKH_LETTERS: [char; 9] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'і'];

/// What a text's plain words say of its language: English, Russian or Kazakh. Words with a capital
/// and what stands in quotation marks may be names, and names are written alike in all languages.
///
/// Latin letters are English where the commonest words are. Russian and Kazakh are told apart by the
/// threes of letters in their words, which those of the lexicon have more often in one than in the
/// other (naive Bayes over character n-grams: Cavnar and Trenkle, N-Gram-Based Text Categorization, 1994).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Plain {
    pub(crate) language: Language,
    /// How many words were looked at.
    pub(super) words: usize,
    /// By how much more they speak for this language than for the next: in English three for each of
    /// the commonest words, otherwise the logarithm of how much likelier it is …
    margin: f64,
    /// … by so many threes of letters.
    threes: usize,
}

impl Plain {
    pub(crate) fn of(text: &str) -> Option<Plain> {
        let (mut words, mut latin, mut cyrillic) = (0, 0, 0);
        let (mut english, mut russian, mut threes) = (0.0, 0.0, 0);
        let (mut is_inflected, mut has_kazakh) = (false, false);
        for word in common_words(text) {
            words += 1;
            latin += word.chars().filter(|&c| is_latin(c)).count();
            let of_word = word.chars().filter(|&c| is_cyrillic(c)).count();
            cyrillic += of_word;
            if of_word == 0 {
                english += 3.0 * f64::from(u8::from(is_common_english(word)));
            } else if word.chars().all(|c| is_cyrillic(c) || c == '-') {
                let (more, of) = leaning(word);
                russian += more;
                threes += of;
                is_inflected |= is_plainly_russian(word);
                has_kazakh |= word.contains(KAZAKH_LETTERS);
            }
        }
        // What begins a sentence has a capital, name or not: its threes excuse, and only its form accuses.
        let first = || {
            let first = outside_quotes(text).next()?.split_whitespace().next()?;
            let first = first.trim_matches(|c: char| !c.is_alphabetic());
            let is_plain = first.starts_with(char::is_uppercase) && first.chars().all(is_cyrillic);
            is_plain.then(|| first.to_lowercase())
        };
        let first = first().unwrap_or_default();
        let of_first = leaning(&first).0;
        let told = |language, margin: f64| {
            (0.0 < margin).then_some(Plain {
                language,
                words,
                margin,
                threes,
            })
        };
        match (latin > 4 * cyrillic, cyrillic > 4 * latin) {
            (true, _) => told(EN, english),
            // Kazakh has many a word from Russian, though not in its forms: монитор, принтер.
            (_, true) if russian > 0.0 => {
                let is_inflected = is_inflected || is_plainly_russian(&first);
                told(RU, russian + of_first.min(0.0)).filter(|_| is_inflected && !has_kazakh)
            }
            (_, true) => told(KK, -russian - of_first.max(0.0)),
            _ => None,
        }
    }

    /// Whether a sentence says this clearly: of some 83,000 rows of real tables, most of them short ones
    /// of software, 78 are said to hold another language, and all but two of these do.
    pub(crate) fn is_clear(self) -> bool {
        match self.language == EN {
            true => self.says_in_english(3, 6.0),
            false => 2 <= self.words && self.leans(10.0),
        }
    }

    /// Whether many texts, put together, say it clearly.
    pub(crate) fn is_clear_of_many(self) -> bool {
        const MANY: usize = 12;
        match self.language == EN {
            true => self.says_in_english(MANY, 12.0),
            false => MANY <= self.words && self.is_clear(),
        }
    }

    /// Whether it is likelier than not.
    pub(crate) fn is_likely(self) -> bool {
        match self.language == EN {
            true => self.says_in_english(2, 3.0),
            false => 2 <= self.words && self.leans(4.0),
        }
    }

    fn says_in_english(self, words: usize, margin: f64) -> bool {
        // A text of another language holds words of this one too.
        let least = 0.3 * self.words as f64;
        words <= self.words && margin.max(least) <= self.margin
    }

    fn leans(self, margin: f64) -> bool {
        // Loan words are much alike in both, however many.
        let least = 0.4 * self.threes as f64;
        margin.max(least) <= self.margin
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

#[cfg(test)]
mod tests {
    use super::*;

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
            // Loan words, in Kazakh as in Russian.
            ("калькулятор, терминал, магистратура", None),
            ("калий перманганаты, натрий хлориді", None),
        ] {
            assert_eq!(clear(text).map(|plain| plain.language), language, "{text}");
        }
        let short = Plain::of("Новая конституция.").unwrap();
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
