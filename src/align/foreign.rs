//! Text that is not in the language of its version: exchanged, not translated, or damaged.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashSet};
use std::iter::Sum;

use serde::Serialize;

use super::grade::Reason;
use super::letters::Threes;
use super::lexicon::Lexicon;
use super::plain::{KAZAKH_LETTERS, Plain, common_words, outside_quotes};
use super::spelling::is_letter;
use super::words::Kind;
use super::{Sentences, Text, Version};
use crate::lang::{EN, KK, Language, RU};
use crate::text::{detect, is_cyrillic, is_latin};
use crate::unit::Variant;

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

/// How sure a bead is of which a text is in another language than it is said to be.
pub(crate) const UNTRANSLATED: f32 = 0.01;

/// Of a version's letters, so many in other languages are too many: a paragraph that was not
/// translated spoils its beads, a quarter the release.
const MOST_UNTRANSLATED: f64 = 0.25;
/// Fewer letters, of a text or of what is not translated in it, are no ground for an accusation.
const LEAST_LETTERS: f64 = 200.0;
const LEAST_UNTRANSLATED: f64 = 100.0;

/// Why the versions are not in their languages, each with its number. Compared with them, all
/// others would look as if much were missing in them.
pub(super) fn foreign(texts: &[&Text<'_>], lexicon: Option<&Lexicon>) -> Vec<(usize, Reason)> {
    let versions = texts.iter().enumerate();
    let reasons = versions.filter_map(|(number, text)| {
        let reason = whole(text)
            .or_else(|| untranslated(text))
            .or_else(|| lexicon.and_then(|_| garbled(text)));
        reason.map(|reason| (number, reason))
    });
    reasons.collect()
}

/// Per version and sentence, the language that it is plainly in, if that is another one.
pub(super) fn sentences(texts: &[Text<'_>]) -> Vec<Vec<Option<Language>>> {
    let sets = texts.iter().map(|text| {
        let sentences = &text.sentences.texts;
        let set = LazyCell::new(|| sentences.iter().copied().collect::<HashSet<&str>>());
        (text.version.language, set)
    });
    let others: Vec<_> = sets.collect();
    let stands_in = |sentence: &str, language: Language| {
        let mut others = others.iter();
        others.any(|(of, set)| of.same_language(language) && set.contains(sentence))
    };
    let versions = texts.iter().map(|text| {
        let sentences = text.sentences.texts.iter();
        let language = text.version.language;
        let sentences = sentences.zip(&text.letters);
        let told = sentences.map(|(sentence, letters)| match is_judged(language) {
            true => other_language(sentence, letters, language, stands_in),
            false => copied(sentence, language, stands_in),
        });
        told.collect()
    });
    versions.collect()
}

/// What the texts of a table's column say of its language.
pub(crate) enum Column {
    /// They are plainly in it, and in as many words as can tell one row from another.
    Told,
    /// They are too few or too much alike, or names or figures.
    Untold,
    Wrong(Reason),
}

impl Column {
    /// Of a column's texts in the rows from this one on.
    pub(crate) fn of(language: Language, texts: &[&str], first: usize) -> Self {
        let letters: Letters = texts.iter().map(|text| Letters::of(text)).sum();
        if let Some(damage) = letters.damage() {
            return Column::Wrong(Reason::Damaged { language, damage });
        }
        let plain = Plain::of(&texts.join("\n")).filter(|plain| plain.is_clear_of_many());
        let differ = || {
            let words = texts.iter().flat_map(|text| text.split_whitespace());
            let words = words.filter(|word| word.chars().all(char::is_lowercase));
            words.collect::<BTreeSet<&str>>().len()
        };
        match plain {
            Some(plain) if plain.language.same_language(language) => {
                match texts.len() <= differ() {
                    true => Column::Told,
                    false => Column::Untold,
                }
            }
            Some(plain) if is_judged(language) && !letters.are_clearly_of(language) => {
                Column::Wrong(Reason::ForeignColumn {
                    language,
                    other: plain.language,
                    first,
                    last: first + texts.len() - 1,
                })
            }
            _ => Column::Untold,
        }
    }
}

/// What is wrong with a version as a whole.
fn whole(text: &Text<'_>) -> Option<Reason> {
    let version = text.version;
    let language = version.language;
    let letters = Letters::of_segments(text);
    if let Some(damage) = letters.damage() {
        return Some(Reason::Damaged { language, damage });
    }
    if letters.fit(language) {
        return None;
    }
    let text = version.segments.join("\n");
    let english = || Plain::of(&text).is_some_and(|plain| plain.language == EN && plain.is_clear());
    if letters.are_latin() && is_cyrillic_kazakh(language) && !english() {
        return Some(Reason::LatinKazakh { language });
    }
    let told = detect(&text, &[EN, RU, KK]);
    let is_other = told.is_some_and(|told| !told.same_language(language));
    is_other.then_some(Reason::SwappedLanguage { language })
}

/// Whether much of a version is in another language.
fn untranslated(text: &Text<'_>) -> Option<Reason> {
    let all: f64 = text.letters(0..text.words.lengths.len());
    let told = (0..).zip(&text.foreign);
    let foreign: Vec<(usize, Language)> = told
        .filter_map(|(sentence, told)| told.map(|other| (sentence, other)))
        .collect();
    let letters = |sentence: usize| text.letters(sentence..sentence + 1);
    let some: f64 = foreign.iter().map(|&(sentence, _)| letters(sentence)).sum();
    if all < LEAST_LETTERS || some < LEAST_UNTRANSLATED.max(MOST_UNTRANSLATED * all) {
        return None;
    }
    let &(_, other) = foreign
        .iter()
        .max_by(|one, other| letters(one.0).total_cmp(&letters(other.0)))?;
    let segments = foreign
        .iter()
        .map(|&(at, _)| text.sentences.segment[at] + 1);
    let mut segments: Vec<usize> = segments.collect();
    segments.dedup();
    Some(Reason::Untranslated {
        language: text.version.language,
        other,
        percent: (100.0 * some / all) as u8,
        segments,
    })
}

/// Whether a version's words are none: of those of any true text, the lexicon knows more than a
/// third, and most often three quarters; where all are mixed up, a sixth, and where some are, up to
/// three fifths. There the letters tell: of the threes of letters in true text, the lexicon lacks an
/// eighth at most, of those in words that are mixed up a quarter and more. A text that is full of names
/// must not be refused for them.
fn garbled(text: &Text<'_>) -> Option<Reason> {
    const LEAST_WORDS: usize = 30;
    const MOST_ODD: f64 = 1.0 / 6.0;
    let language = text.version.language;
    let words = text.words.vocabulary.iter();
    let words = words.filter(|word| word.kind == Kind::Plain && 2 < word.letters);
    let known = words.clone().filter(|word| !word.senses.is_empty()).count();
    let all = words.count();
    let are_odd = || {
        let words = plain_words(text.version);
        let threes = Threes::of(language).filter(|_| LEAST_WORDS <= words.len());
        threes.is_some_and(|threes| MOST_ODD < threes.odd(words.into_iter()))
    };
    let is_garbled = is_judged(language)
        && LEAST_WORDS <= all
        && (5 * known < all || 5 * known < 3 * all && are_odd());
    let damage = Damage::Garbled;
    is_garbled.then_some(Reason::Damaged { language, damage })
}

/// The longer words of a version that have no capital, in the letters of its language.
fn plain_words<'a>(version: &Version<'a>) -> BTreeSet<&'a str> {
    const SHORTEST: usize = 4;
    let is_own = match version.language.same_language(EN) {
        true => is_latin,
        false => is_cyrillic,
    };
    let segments = version.segments.iter();
    let words = segments.flat_map(|segment| segment.split(|c: char| !c.is_alphabetic()));
    let words =
        words.filter(|word| word.starts_with(char::is_lowercase) && word.chars().all(is_own));
    let words = words.filter(|word| word.chars().nth(SHORTEST - 1).is_some());
    words.collect()
}

/// Whether a row of a table has a text that is plainly in another language than its column.
pub(crate) fn is_mixed_up(row: &[Variant]) -> bool {
    let scripts = row.iter().map(|variant| Scripts::of(&variant.text));
    let scripts: Vec<Scripts> = scripts.collect();
    let mut variants = row.iter().zip(&scripts);
    variants.any(|(variant, scripts)| {
        let (text, language) = (&variant.text, variant.language);
        let stands_in = |text: &str, language: Language| {
            let mut others = row
                .iter()
                .filter(|other| other.language.same_language(language));
            others.any(|other| other.text == text)
        };
        match is_judged(language) {
            true => {
                let letters = || Letters::of(text);
                scripts.may_be_foreign(text, language)
                    && other_language(text, &letters(), language, |_, _| false).is_some()
            }
            false => copied(text, language, stands_in).is_some(),
        }
    }) || {
        // Exchanged, each by itself may be a name.
        let of = |language: Language| {
            let mut variants = row.iter().zip(&scripts);
            let of = variants.find(|(variant, _)| variant.language.same_language(language));
            of.map(|(_, scripts)| scripts)
        };
        let [russian, kazakh] = [RU, KK].map(of);
        let is_exchanged = |russian: &Scripts, kazakh: &Scripts| {
            russian.cyrillic < russian.kazakh * KAZAKH && kazakh.kazakh == 0 && 0 < kazakh.cyrillic
        };
        russian
            .zip(kazakh)
            .is_some_and(|(russian, kazakh)| is_exchanged(russian, kazakh))
    }
}

/// The language that a sentence of a version in one that is not [judged](is_judged) was copied from:
/// nothing is known of it but that it has not the sentences of another.
fn copied(
    sentence: &str,
    language: Language,
    stands_in: impl Fn(&str, Language) -> bool,
) -> Option<Language> {
    let mut others = [EN, RU, KK]
        .into_iter()
        .filter(|l| !l.same_language(language));
    let is_text = || has_plain_words(sentence) && !is_code(sentence);
    others.find(|&other| stands_in(sentence, other) && is_text())
}

/// The language that a sentence of such letters, of a version in this one, is plainly in, if that is
/// another: by its alphabet, by itself, or as it stands in another version to the letter.
fn other_language(
    sentence: &str,
    letters: &Letters,
    language: Language,
    stands_in: impl Fn(&str, Language) -> bool,
) -> Option<Language> {
    if letters.are_clearly_of(language) {
        return None;
    }
    letters.other_alphabet(sentence, language).or_else(|| {
        let plain = Plain::of(sentence).filter(|plain| !plain.language.same_language(language))?;
        let is_copied = || plain.is_likely() && stands_in(sentence, plain.language);
        (plain.is_clear() && !is_code(sentence) || is_copied()).then_some(plain.language)
    })
}

/// Whether a text has so many words that are no names that no two languages share them.
fn has_plain_words(text: &str) -> bool {
    const MANY: usize = 3;
    const SHORTEST: usize = 3;
    let words = text.split(|c: char| !c.is_alphabetic());
    let plain = words.filter(|word| {
        word.chars().all(char::is_lowercase) && word.chars().nth(SHORTEST - 1).is_some()
    });
    plain.take(MANY).count() == MANY
}

/// Whether a text is a formula, an address or a pattern, of which the words tell nothing, or so short
/// that they tell too little.
fn is_code(text: &str) -> bool {
    const LEAST: usize = 8;
    // So many words with blanks between are a text, whatever signs stand among them.
    const MANY_WORDS: usize = 3;
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let words = text.split_whitespace().filter(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.is_empty() && word.chars().all(char::is_lowercase)
    });
    // A list of names for one thing: deciwatt;dW.
    let is_glued = |(mark, next): (char, char)| matches!(mark, ',' | ';') && next.is_alphabetic();
    let has_signs = text.contains(['/', '\\', '=', '<', '>', '%', '{', '$', '_', '@', '|'])
        || text.chars().zip(text.chars().skip(1)).any(is_glued);
    letters.count() < LEAST || has_signs && words.count() < MANY_WORDS
}

/// Whether a text in Latin letters has English words: in lower case, outside quotation marks, and no
/// part of an address, a code, or a name such as Head of the Class.
fn has_english_words(text: &str) -> bool {
    const LEAST: usize = 4;
    let words = outside_quotes(text).flat_map(str::split_whitespace);
    let words = words.map(|word| word.trim_matches(|c: char| c.is_ascii_punctuation()));
    let (mut all, mut known) = (0, 0);
    for word in words.filter(|word| LEAST <= word.len()) {
        all += 1;
        let is_plain = word.chars().all(|c| c.is_ascii_lowercase());
        let is_known = || !Lexicon::built_in().senses_of_word(EN, word).is_empty();
        known += usize::from(is_plain && is_known());
    }
    1 < known || 0 < known && all <= 2 * known
}

/// Whether it is one of the three that can be told apart, in its usual letters.
fn is_judged(language: Language) -> bool {
    let [english, russian] = [EN, RU].map(|our| language.same_language(our));
    match language.script() {
        None => english || russian || is_cyrillic_kazakh(language),
        Some("Latn") => english,
        Some("Cyrl") => russian || is_cyrillic_kazakh(language),
        Some(_) => false,
    }
}

fn is_cyrillic_kazakh(language: Language) -> bool {
    language.same_language(KK) && language.script().is_none_or(|script| script == "Cyrl")
}

/// Of a Kazakh text's letters, one in nine is a letter that Russian lacks, and in Russian text that
/// is full of Kazakh names one in 23. Between them, and in short texts of loan words and names,
/// letters alone accuse nobody.
const KAZAKH: usize = 14;

/// A text's letters by the first byte of each, which is quickly counted.
#[derive(Default)]
struct Scripts {
    latin: usize,
    cyrillic: usize,
    /// Of the Cyrillic ones, those that only Kazakh has, but for і.
    kazakh: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
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
    fn may_be_foreign(&self, text: &str, language: Language) -> bool {
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
pub(super) struct Letters {
    latin: usize,
    /// Latin ones with a mark.
    marked: usize,
    /// All Cyrillic ones …
    cyrillic: usize,
    /// … and those that Kazakh has and Russian has not.
    kazakh: usize,
    /// Of other scripts.
    other: usize,
    /// Question marks in the place of letters.
    lost: usize,
    /// Letters of UTF-8 read as Windows-1251, where each becomes two.
    misread: usize,
}

impl Letters {
    pub(super) fn of(text: &str) -> Self {
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

    /// Of the segments of a text, most of which are one sentence.
    fn of_segments(text: &Text<'_>) -> Self {
        let Sentences { texts, segment, .. } = &text.sentences;
        let mut first = 0;
        let segments = segment.chunk_by(|one, next| one == next).map(|sentences| {
            let sentence = first;
            first += sentences.len();
            let segment = text.version.segments[sentences[0]];
            match texts[sentence].len() == segment.len() {
                true => text.letters[sentence],
                false => Letters::of(segment),
            }
        });
        segments.sum()
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

    fn damage(&self) -> Option<Damage> {
        const LEAST: usize = 10;
        let all = self.all();
        if LEAST.max(all / 20) <= self.lost {
            return Some(Damage::QuestionMarks);
        }
        // No language has marks on every second letter.
        let misread = LEAST.max(all / 10) <= self.misread || LEAST.max(all / 2) <= self.marked;
        misread.then_some(Damage::Misread)
    }

    fn are_latin(&self) -> bool {
        self.all() < 2 * (self.latin + self.marked)
    }

    /// Whether they may be of a text in this language.
    fn fit(&self, language: Language) -> bool {
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

    /// The other language that a sentence of such letters is in, if they and the words that they
    /// make up tell, however short it is.
    fn other_alphabet(&self, sentence: &str, language: Language) -> Option<Language> {
        const LEAST: usize = 3;
        let is_latin = 4 * self.cyrillic < self.latin;
        if language.same_language(EN) {
            let other = if self.kazakh == 0 { RU } else { KK };
            return (LEAST <= self.cyrillic).then_some(other);
        }
        if is_latin {
            return (!is_code(sentence) && has_english_words(sentence)).then_some(EN);
        }
        // Kazakh names stand in Russian with their letters; other words do not.
        let has_kazakh = |word: &&str| word.contains(KAZAKH_LETTERS);
        let kazakh = common_words(sentence).filter(has_kazakh).count();
        let is_kazakh = language.same_language(RU)
            && common_words(sentence).count() < 2 * kazakh
            && Plain::of(sentence).is_some_and(|plain| plain.language == KK);
        is_kazakh.then_some(KK)
    }

    /// Whether a sentence of such letters is surely in one of our languages.
    fn are_clearly_of(&self, language: Language) -> bool {
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
