//! Text that is not in the language of its version: exchanged, not translated, or damaged.

use std::cell::LazyCell;
use std::collections::{BTreeSet, HashSet};

use super::grade::Reason;
use crate::align::Version;
use crate::align::reading::letters::{
    Damage, KAZAKH, Letters, Scripts, is_cyrillic_kazakh, is_judged,
};
use crate::align::reading::plain::{KAZAKH_LETTERS, Plain, common_words, outside_quotes};
use crate::align::reading::sentences::Sentences;
use crate::align::reading::text::Text;
use crate::align::reading::words::Kind;
use crate::align::vocabulary::lexicon::Lexicon;
use crate::align::vocabulary::threes::Threes;
use crate::lang::{EN, KK, Language, RU};
use crate::text::{detect, is_cyrillic, is_latin};
use crate::unit::Variant;

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
pub(crate) fn foreign(texts: &[&Text<'_>], lexicon: Option<&Lexicon>) -> Vec<(usize, Reason)> {
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
pub(crate) fn sentences(texts: &[Text<'_>]) -> Vec<Vec<Option<Language>>> {
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
    let letters = letters_of_segments(text);
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

/// The letters of a text's segments, most of which are one sentence.
fn letters_of_segments(text: &Text<'_>) -> Letters {
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
    other_alphabet(letters, sentence, language).or_else(|| {
        let plain = Plain::of(sentence).filter(|plain| !plain.language.same_language(language))?;
        let is_copied = || plain.is_likely() && stands_in(sentence, plain.language);
        (plain.is_clear() && !is_code(sentence) || is_copied()).then_some(plain.language)
    })
}

/// The other language that a sentence of such letters is in, if they and the words that they
/// make up tell, however short it is.
fn other_alphabet(letters: &Letters, sentence: &str, language: Language) -> Option<Language> {
    const LEAST: usize = 3;
    let is_latin = 4 * letters.cyrillic < letters.latin;
    if language.same_language(EN) {
        let other = if letters.kazakh == 0 { RU } else { KK };
        return (LEAST <= letters.cyrillic).then_some(other);
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
