//! Scripts: letters that look alike across them, and Kazakh in its Latin alphabets.

use std::ops::Range;

use crate::lang::{KK, Language};

/// What to do with a word of both scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Homoglyphs {
    /// Nothing: one script, or a mixture that is meant.
    None,
    ToCyrillic,
    ToLatin,
    /// A Roman numeral, to Latin letters.
    ToNumeral,
}

impl Homoglyphs {
    /// The letter in the word's one script.
    pub(crate) fn apply(self, c: char) -> char {
        match self {
            Homoglyphs::None => c,
            Homoglyphs::ToCyrillic => cyrillic_of(c).unwrap_or(c),
            Homoglyphs::ToLatin => latin_of(c).unwrap_or(c),
            Homoglyphs::ToNumeral => numeral_of(c).unwrap_or(c),
        }
    }
}

/// Whether the character is a letter; the tables of Unicode are asked only outside the alphabets
/// that nearly all text is written in.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || is_cyrillic(c) || !c.is_ascii() && c.is_alphabetic()
}

/// Judges a word's letters: mixed only if letters of both scripts are there, and a mistake only if
/// all letters of one script look like letters of the other.
pub(crate) fn homoglyphs(
    letters: impl Iterator<Item = char> + Clone,
    language: Language,
) -> Homoglyphs {
    // Nearly every word is of one script, and the look at each letter's twin is dear.
    if !(letters.clone().any(is_cyrillic) && letters.clone().any(is_latin)) {
        return Homoglyphs::None;
    }
    let (mut to_cyrillic, mut to_latin) = (true, true);
    for c in letters {
        if is_cyrillic(c) {
            to_latin &= latin_of(c).is_some();
        } else if is_latin(c) {
            to_cyrillic &= cyrillic_of(c).is_some();
        }
    }
    let cyrillic_first = matches!(language.primary(), "ru" | "kk" | "uk" | "be" | "ky" | "bg");
    match (to_cyrillic, to_latin) {
        (true, true) if cyrillic_first => Homoglyphs::ToCyrillic,
        (_, true) => Homoglyphs::ToLatin,
        (true, false) => Homoglyphs::ToCyrillic,
        (false, false) => Homoglyphs::None,
    }
}

/// The letter of a Roman numeral that a capital stands for; У is typed for V.
fn numeral_of(c: char) -> Option<char> {
    match c {
        'I' | 'І' => Some('I'),
        'V' | 'У' => Some('V'),
        'X' | 'Х' => Some('X'),
        _ => None,
    }
}

/// Whether a Roman numeral may begin here that Cyrillic letters are typed in.
pub(crate) fn may_begin_numeral(mut letters: impl Iterator<Item = char>) -> bool {
    let (first, second) = (letters.next(), letters.next());
    let is_of_both = |c: Option<char>| c.and_then(numeral_of).is_some();
    is_of_both(first) && is_of_both(second)
}

/// Whether a word is a Roman numeral below 40 with Cyrillic letters in it: ХІХ, ІV. One letter by itself
/// is a word more often.
pub(crate) fn is_cyrillic_numeral(letters: impl Iterator<Item = char> + Clone) -> bool {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const MOST_LETTERS: usize = 7;
    if !letters.clone().any(is_cyrillic) || letters.clone().nth(1).is_none() {
        return false;
    }
    let latin = letters.take(MOST_LETTERS + 1).map(numeral_of);
    let Some(latin) = latin.collect::<Option<String>>() else {
        return false;
    };
    ["", "X", "XX", "XXX"].iter().any(|tens| {
        latin
            .strip_prefix(tens)
            .is_some_and(|rest| ONES.contains(&rest))
    })
}

pub(crate) fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}')
}

pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{259}') && c.is_alphabetic()
}

// Every lower-case letter here stands with its capital: a word that cannot be mapped in one case
// must not become mappable when folded to the other.
const LOOKALIKES: [(char, char); 20] = [
    ('a', 'а'),
    ('A', 'А'),
    ('c', 'с'),
    ('C', 'С'),
    ('e', 'е'),
    ('E', 'Е'),
    ('i', 'і'),
    ('I', 'І'),
    ('o', 'о'),
    ('O', 'О'),
    ('p', 'р'),
    ('P', 'Р'),
    ('x', 'х'),
    ('X', 'Х'),
    ('y', 'у'),
    ('Y', 'У'),
    ('B', 'В'),
    ('K', 'К'),
    ('M', 'М'),
    ('T', 'Т'),
];

fn cyrillic_of(c: char) -> Option<char> {
    match c {
        'h' => Some('һ'),
        'H' => Some('Н'),
        'ə' | 'ǝ' => Some('ә'),
        'Ə' | 'Ǝ' => Some('Ә'),
        _ => LOOKALIKES.iter().find(|p| p.0 == c).map(|p| p.1),
    }
}

fn latin_of(c: char) -> Option<char> {
    match c {
        'Н' => Some('H'),
        // The fold writes ё as е, which is one.
        'ё' => Some('e'),
        'Ё' => Some('E'),
        _ => LOOKALIKES.iter().find(|p| p.1 == c).map(|p| p.0),
    }
}

/// The Latin alphabets that Kazakhstan has decreed or proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// Apostrophes: a' g' n' o' s' c' u' y'.
    Y2017,
    /// Acutes: á ǵ ń ó ú ý, and sh, ch.
    Y2018,
    /// Umlauts, breve, cedilla: ä ö ü ū ğ ñ ş.
    Y2021,
}

/// The alphabet of a Kazakh text in Latin letters; `None` for any other text.
///
/// Without letters that only Kazakh has, a text counts as Kazakh Latin only if the tag says so
/// (`kk-Latn`): "NATO" in a Kazakh text is English.
pub(crate) fn latin_kazakh(text: &str, language: Language) -> Option<Alphabet> {
    if !language.same_language(KK) || text.chars().any(is_cyrillic) || !text.chars().any(is_latin) {
        return None;
    }
    let (mut umlauts, mut acutes, mut apostrophes) = (0, 0, 0);
    let mut before = ' ';
    for c in text.chars() {
        match c {
            'ä' | 'ö' | 'ü' | 'ū' | 'ğ' | 'ñ' | 'ş' | 'Ä' | 'Ö' | 'Ü' | 'Ū' | 'Ğ' | 'Ñ' | 'Ş'
            | '\u{308}' | '\u{304}' | '\u{306}' | '\u{303}' | '\u{327}' => umlauts += 1,
            'á' | 'ǵ' | 'ń' | 'ó' | 'ú' | 'ý' | 'Á' | 'Ǵ' | 'Ń' | 'Ó' | 'Ú' | 'Ý' | '\u{301}' =>
            {
                acutes += 1;
            }
            // Not n' and s' alone, which English has too (men's, workers').
            _ if is_apostrophe(c) && "agnoscuyiAGNOSCUYI".contains(before) => apostrophes += 1,
            _ => {}
        }
        before = c;
    }
    if umlauts > 0 && umlauts >= acutes {
        Some(Alphabet::Y2021)
    } else if acutes > 0 {
        Some(Alphabet::Y2018)
    } else if apostrophes > 1 || apostrophes == 1 && language.script().is_some() {
        Some(Alphabet::Y2017)
    } else {
        (language.script() == Some("Latn")).then_some(Alphabet::Y2021)
    }
}

/// Writes Kazakh Latin in Cyrillic; each letter with the range of letters that it comes from.
pub(crate) fn to_cyrillic(letters: &[char], alphabet: Alphabet) -> Vec<(char, Range<usize>)> {
    let mut written: Vec<(char, Range<usize>)> = Vec::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let lower = lower_of(letters[at], alphabet);
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let (mut c, mut len) = match letter(lower, next, alphabet) {
            Some(found) => found,
            None => (letters[at], 1),
        };
        // One Latin letter serves for и and й, and йа, йу are я, ю.
        if c == 'и' {
            let after_vowel = written
                .last()
                .is_some_and(|&(v, _)| "аәеиоөуұүыіяю".contains(v));
            let follower = letters.get(at + len).map(|&f| lower_of(f, alphabet));
            match (after_vowel, follower) {
                (true, Some('a')) => (c, len) = ('я', len + 1),
                (true, Some('u')) if alphabet == Alphabet::Y2021 => (c, len) = ('ю', len + 1),
                (true, Some('ý')) => (c, len) = ('ю', len + 1),
                (true, _) => c = 'й',
                (false, _) => {}
            }
        }
        written.push((c, at..at + len));
        at += len;
    }
    written
}

fn letter(lower: char, next: char, alphabet: Alphabet) -> Option<(char, usize)> {
    if alphabet == Alphabet::Y2017 && is_apostrophe(next) {
        let c = match lower {
            'a' => 'ә',
            'g' => 'ғ',
            'i' => 'и',
            'n' => 'ң',
            'o' => 'ө',
            's' => 'ш',
            'c' => 'ч',
            'u' => 'ү',
            'y' => 'у',
            _ => return letter(lower, ' ', alphabet),
        };
        return Some((c, 2));
    }
    if alphabet != Alphabet::Y2021 && next.eq_ignore_ascii_case(&'h') {
        match lower {
            's' => return Some(('ш', 2)),
            'c' => return Some(('ч', 2)),
            _ => {}
        }
    }
    let modern = alphabet == Alphabet::Y2021;
    let c = match lower {
        'a' => 'а',
        'ä' | 'á' | 'ə' => 'ә',
        'b' => 'б',
        'c' => 'ц',
        'd' => 'д',
        'e' => 'е',
        'f' => 'ф',
        'g' => 'г',
        'ğ' | 'ǵ' => 'ғ',
        'h' | 'x' => 'х',
        'i' if modern => 'и',
        'i' => 'і',
        'ı' if modern => 'і',
        'ı' => 'и',
        'j' => 'ж',
        'k' => 'к',
        'l' => 'л',
        'm' => 'м',
        'n' => 'н',
        'ñ' | 'ń' => 'ң',
        'o' => 'о',
        'ö' | 'ó' => 'ө',
        'p' => 'п',
        'q' => 'қ',
        'r' => 'р',
        's' => 'с',
        'ş' => 'ш',
        't' => 'т',
        'u' if modern => 'у',
        'u' | 'ū' => 'ұ',
        'ü' | 'ú' => 'ү',
        'v' | 'w' => 'в',
        'y' => 'ы',
        'ý' => 'у',
        'z' => 'з',
        _ => return None,
    };
    Some((c, 1))
}

/// Lower case as the alphabet has it: since 2021 the capital of `i` is `İ` and that of `ı` is `I`.
fn lower_of(c: char, alphabet: Alphabet) -> char {
    match c {
        'İ' => 'i',
        'I' if alphabet == Alphabet::Y2021 => 'ı',
        'I' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | 'ʹ')
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_are_those_of_unicode() {
        for c in '\0'..='\u{fff}' {
            assert_eq!(super::is_letter(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
