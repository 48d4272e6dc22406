//! The letters of a text: of which language they may be, and what became of them.

use std::iter::Sum;

use serde::Serialize;

use crate::align::vocabulary::spelling::is_letter;
use crate::lang::{EN, KK, Language, RU};
use crate::text::{is_cyrillic, is_latin};

/// What has become of a text's letters.
///
/// # Example
/// ```
/// use tolmach::align::{Damage, Reason};
/// use tolmach::KK;
/// let reason = Reason::Damaged { language: KK, damage: Damage::QuestionMarks };
/// assert!(reason.to_string().contains("question marks"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Damage {
    /// They were replaced by question marks, as by a program that does not know them.
    QuestionMarks,
    /// They were read in another encoding than they were written in.
    Misread,
    /// They do not make up words.
    Garbled,
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Damage::QuestionMarks => {
                "its letters were replaced by question marks; take it from its source anew"
            }
            Damage::Misread => {
                "it was read in another encoding than it was written in; take it from its source \
                 anew, and save it as UTF-8"
            }
            Damage::Garbled => {
                "many of its words are none: its letters may be mixed up; take it from its source anew"
            }
        })
    }
}

/// Of a Kazakh text's letters, one in nine is a letter that Russian lacks, and in Russian text that
/// is full of Kazakh names one in 23. Between them, and in short texts of loan words and names,
/// letters alone accuse nobody.
pub(crate) const KAZAKH: usize = 14;

/// A text's letters by the first byte of each, which is quickly counted.
#[derive(Default)]
pub(crate) struct Scripts {
    latin: usize,
    pub(crate) cyrillic: usize,
    /// Of the Cyrillic ones, those that only Kazakh has, but for і.
    pub(crate) kazakh: usize,
}

impl Scripts {
    pub(crate) fn of(text: &str) -> Self {
        let mut scripts = Scripts::default();
        // In so small pieces that the counts of one fit into bytes, of which many are added at once.
        for piece in text.as_bytes().chunks(usize::from(u8::MAX)) {
            let (mut latin, mut cyrillic, mut kazakh) = (0u8, 0u8, 0u8);
            for &byte in piece {
                latin += u8::from((byte | 0x20).wrapping_sub(b'a') < 26);
                cyrillic += u8::from(byte & 0xfc == 0xd0);
                kazakh += u8::from(byte & 0xfe == 0xd2);
            }
            scripts.latin += usize::from(latin);
            scripts.cyrillic += usize::from(cyrillic);
            scripts.kazakh += usize::from(kazakh);
        }
        scripts
    }

    /// Whether a text of such letters in this language is worth a closer look.
    pub(crate) fn may_be_foreign(&self, text: &str, language: Language) -> bool {
        if language.same_language(EN) {
            self.latin < self.cyrillic
        } else if language.same_language(RU) {
            self.cyrillic < self.latin || 0 < self.kazakh || text.contains(['і', 'І'])
        } else {
            language.same_language(KK)
                && (self.cyrillic < self.latin || KAZAKH * self.kazakh <= self.cyrillic)
        }
    }
}

/// Latin, Cyrillic and Kazakh letters tell the three languages apart, at little cost, and what
/// stands for letters tells damage.
#[derive(Clone, Copy, Default)]
pub(crate) struct Letters {
    pub(crate) latin: usize,
    /// Latin ones with a mark.
    marked: usize,
    /// All Cyrillic ones …
    pub(crate) cyrillic: usize,
    /// … and those that Kazakh has and Russian has not.
    pub(crate) kazakh: usize,
    /// Of other scripts.
    other: usize,
    /// Question marks in the place of letters.
    lost: usize,
    /// Letters of UTF-8 read as Windows-1251, where each becomes two.
    misread: usize,
}

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        let mut letters = Letters::default();
        let mut counts = [0; Letter::KINDS];
        let (mut before, mut asks) = (' ', false);
        for c in text.chars() {
            let letter = LETTERS
                .get(c as usize)
                .map_or(Letter::Other, |letter| *letter);
            counts[letter as usize] += 1;
            if before == '?' {
                // What asks ends a word, and may ask loudly: what???
                let is_lost = c == '?' && !asks || c.is_alphabetic();
                letters.lost += usize::from(is_lost);
            } else if c == '?' {
                asks = before.is_alphanumeric();
            }
            if letter == Letter::Other {
                letters.see(c, before);
            }
            before = c;
        }
        letters.latin += counts[Letter::Latin as usize];
        letters.kazakh += counts[Letter::Kazakh as usize];
        letters.cyrillic += counts[Letter::Russian as usize] + counts[Letter::Kazakh as usize];
        letters
    }

    /// Counts a character that its number does not tell, behind another one.
    fn see(&mut self, c: char, before: char) {
        if c == '\u{fffd}' {
            self.lost += 1;
            return;
        }
        let is_second = matches!(before, 'Р' | 'С' | 'Т' | 'У') && SECOND.contains(c);
        self.misread += usize::from(is_second);
        match c {
            _ if is_cyrillic(c) => self.cyrillic += 1,
            _ if is_latin(c) => self.marked += 1,
            _ => self.other += usize::from(is_letter(c)),
        }
    }

    fn all(&self) -> usize {
        self.latin + self.marked + self.cyrillic + self.other
    }

    pub(crate) fn damage(&self) -> Option<Damage> {
        const LEAST: usize = 10;
        let all = self.all();
        if LEAST.max(all / 20) <= self.lost {
            return Some(Damage::QuestionMarks);
        }
        // No language has marks on every second letter.
        let misread = LEAST.max(all / 10) <= self.misread || LEAST.max(all / 2) <= self.marked;
        misread.then_some(Damage::Misread)
    }

    pub(crate) fn are_latin(&self) -> bool {
        self.all() < 2 * (self.latin + self.marked)
    }

    /// Whether they may be of a text in this language.
    pub(crate) fn fit(&self, language: Language) -> bool {
        let Letters {
            latin,
            marked,
            cyrillic,
            kazakh,
            ..
        } = *self;
        let latin = latin + marked;
        if latin + cyrillic < 100 || !is_judged(language) {
            return true;
        }
        if language.same_language(EN) {
            cyrillic < latin
        } else if language.same_language(RU) {
            latin < cyrillic && kazakh * KAZAKH < cyrillic
        } else {
            latin < cyrillic && cyrillic < kazakh * KAZAKH
        }
    }

    /// Whether a sentence of such letters is surely in one of our languages.
    pub(crate) fn are_clearly_of(&self, language: Language) -> bool {
        if language.same_language(EN) {
            self.cyrillic <= self.latin
        } else if language.same_language(RU) {
            self.latin <= self.cyrillic && self.kazakh == 0
        } else {
            self.latin <= self.cyrillic && self.cyrillic < self.kazakh * KAZAKH
        }
    }
}

impl Sum for Letters {
    fn sum<I: Iterator<Item = Self>>(letters: I) -> Self {
        letters.fold(Letters::default(), |one, other| Letters {
            latin: one.latin + other.latin,
            marked: one.marked + other.marked,
            cyrillic: one.cyrillic + other.cyrillic,
            kazakh: one.kazakh + other.kazakh,
            other: one.other + other.other,
            lost: one.lost + other.lost,
            misread: one.misread + other.misread,
        })
    }
}

/// What most characters are, told by their number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letter {
    Latin,
    Russian,
    Kazakh,
    /// A sign of ASCII.
    Sign,
    Other,
}

impl Letter {
    const KINDS: usize = 5;

    const fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Letter::Latin,
            'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' | 'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө'
            | 'Ұ' | 'Ү' | 'Һ' | 'І' => Letter::Kazakh,
            '\u{410}'..='\u{44f}' => Letter::Russian,
            _ if c.is_ascii() => Letter::Sign,
            _ => Letter::Other,
        }
    }
}

/// Of the first characters; all others are [`Letter::Other`].
static LETTERS: [Letter; 0x500] = {
    let mut letters = [Letter::Other; 0x500];
    let mut number = 0;
    while number < letters.len() {
        if let Some(c) = char::from_u32(number as u32) {
            letters[number] = Letter::of(c);
        }
        number += 1;
    }
    letters
};

/// What the second bytes of Cyrillic letters in UTF-8 are in Windows-1251, but for those that follow
/// a capital elsewhere.
const SECOND: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈ¤Ґ¦§©Є¬\u{ad}®Ї°±ґµ¶·№єјЅѕї";

/// Whether it is one of the three that can be told apart, in its usual letters.
pub(crate) fn is_judged(language: Language) -> bool {
    let [english, russian] = [EN, RU].map(|our| language.same_language(our));
    match language.script() {
        None => english || russian || is_cyrillic_kazakh(language),
        Some("Latn") => english,
        Some("Cyrl") => russian || is_cyrillic_kazakh(language),
        Some(_) => false,
    }
}

pub(crate) fn is_cyrillic_kazakh(language: Language) -> bool {
    language.same_language(KK) && language.script().is_none_or(|script| script == "Cyrl")
}
