//! What the aligner sees of a text: for each segment its length, its words as stems, and its
//! numbers by value.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Sources;
use super::evidence::{class_of_sound, sound};
use super::lexicon::Sense;
use crate::lang::{EN, KK, Language, RU};
use crate::text;

/// Longer words are cut here: a megabyte without a space is one word and no name.
const LONGEST_WORD: usize = 48;

/// A language's text as the aligner sees it: words of all segments, each written down once.
pub(super) struct Words<'l> {
    pub(super) language: Language,
    /// Every distinct word of the text.
    pub(super) vocabulary: Vec<Word<'l>>,
    /// The number of each stem in the vocabulary. No word begins with a digit, and every number
    /// does: the two cannot be taken for each other.
    pub(super) numbers: FxHashMap<String, u32>,
    /// The words that sound like something, by the class of their first sound, then by number.
    pub(super) sounds: Vec<(u8, u32)>,
    /// The entries of the lexicon that its words stand in, with the word's number and how much of
    /// the entry it is, in order.
    pub(super) entries: Vec<(u32, u32, f32)>,
    /// Per segment, the distinct words in it, as sorted numbers in the vocabulary.
    pub(super) segments: Vec<Vec<u32>>,
    /// Per segment, its length in letters and digits and everything else but spaces.
    pub(super) lengths: Vec<f64>,
    /// Per word, the segments that it stands in.
    pub(super) places: Vec<Vec<u32>>,
}

/// One word of a text.
pub(super) struct Word<'l> {
    /// How many letters the whole word has, as it stands first.
    pub(super) letters: usize,
    pub(super) kind: Kind,
    /// The entries of the lexicon that it stands in.
    pub(super) senses: &'l [Sense],
    /// As it sounds; empty for what is no word, or too short.
    pub(super) sound: Vec<u8>,
    /// The word as a dictionary knows it, if there is one.
    pub(super) key: Option<String>,
}

/// What kind of evidence a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A number, written as its value.
    Number,
    /// Begins with a capital inside a sentence, or is all capitals: likely a name.
    Name,
    /// Any other word.
    Plain,
    /// A mark of punctuation that survives translation.
    Mark,
}

impl<'l> Words<'l> {
    pub(super) fn read(language: Language, segments: &[&str], sources: Sources<'l>) -> Self {
        // About so many distinct words there are.
        let letters: usize = segments.iter().map(|text| text.len()).sum();
        let likely = (letters / 8).min(10_000);
        let mut words = Words {
            language,
            vocabulary: Vec::with_capacity(likely),
            numbers: FxHashMap::with_capacity_and_hasher(likely, Default::default()),
            sounds: Vec::with_capacity(likely),
            entries: Vec::new(),
            segments: Vec::with_capacity(segments.len()),
            lengths: Vec::with_capacity(segments.len()),
            places: Vec::with_capacity(likely),
        };
        let mut lower = String::new();
        for (number, text) in segments.iter().enumerate() {
            let mut here = Vec::new();
            each_word(text, |form, kind| {
                let form = match form.chars().all(is_lower) {
                    true => form,
                    false => {
                        lower.clear();
                        push_lower(form, &mut lower);
                        &lower
                    }
                };
                here.push(words.number(form, kind, sources));
            });
            here.sort_unstable();
            here.dedup();
            for &id in &here {
                words.places[id as usize].push(number as u32);
            }
            words.segments.push(here);
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            words.lengths.push(letters as f64);
        }
        words.sounds.sort_unstable();
        let entries = (0..).zip(&words.vocabulary).flat_map(|(number, word)| {
            let senses = word.senses.iter();
            senses.map(move |sense| (sense.entry, number, sense.share))
        });
        words.entries = entries.collect();
        words
            .entries
            .sort_unstable_by_key(|entry| (entry.0, entry.1));
        words
    }

    /// The number of a word, in lower case, in the vocabulary, which it enters if it is new.
    fn number(&mut self, form: &str, kind: Kind, sources: Sources<'l>) -> u32 {
        let language = self.language;
        let is_word = matches!(kind, Kind::Name | Kind::Plain);
        let stem = if is_word { stem(language, form) } else { form };
        if let Some(&known) = self.numbers.get(stem) {
            if kind == Kind::Name {
                self.vocabulary[known as usize].kind = Kind::Name;
            }
            return known;
        }
        let number = self.vocabulary.len() as u32;
        let sound = if is_word { sound(form) } else { Vec::new() };
        if let Some(&first) = sound.first() {
            self.sounds.push((class_of_sound(first), number));
        }
        self.numbers.insert(stem.to_owned(), number);
        self.vocabulary.push(Word {
            letters: form.chars().count(),
            kind,
            senses: match sources.lexicon {
                Some(lexicon) => lexicon.senses(language, stem),
                None => &[],
            },
            sound,
            key: (is_word && sources.dictionary.is_some()).then(|| text::stem(form, language)),
        });
        self.places.push(Vec::new());
        number
    }
}

/// Calls `found` with every word, number and telling mark of the text.
fn each_word(text: &str, mut found: impl FnMut(&str, Kind)) {
    let mut rest = text;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let (value, length) = number(rest);
            found(&value, Kind::Number);
            rest = &rest[length..];
            first = false;
        } else if is_letter(c) {
            let length = rest
                .find(|c: char| !is_letter(c) && !is_joiner(c))
                .unwrap_or(rest.len());
            let word = &rest[..length];
            let capital = c.is_uppercase();
            let all_capital = word.chars().nth(1).is_some_and(char::is_uppercase);
            let kind = if all_capital || capital && !first {
                Kind::Name
            } else {
                Kind::Plain
            };
            for part in word.split(is_joiner).filter(|part| !part.is_empty()) {
                let end = part.char_indices().nth(LONGEST_WORD);
                found(&part[..end.map_or(part.len(), |(at, _)| at)], kind);
            }
            rest = &rest[length..];
            first = false;
        } else {
            match c {
                '?' | '!' | '%' | '$' | '€' | '£' | ';' => {
                    found(c.encode_utf8(&mut [0; 4]), Kind::Mark)
                }
                '(' => found("(", Kind::Mark),
                ':' => found(":", Kind::Mark),
                '“' | '«' | '„' | '"' => found("\"", Kind::Mark),
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// Apostrophes inside words: the parts are looked at one by one.
fn is_joiner(c: char) -> bool {
    c == '\'' || c == '’'
}

/// The number that the text begins with, by value (without separators of thousands, with a point
/// before decimals), and its length in bytes.
fn number(text: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = digits(0);
    let mut value = text[..end.min(LONGEST_WORD)].to_owned();
    loop {
        let rest = &text[end..];
        let Some(mark) = rest.chars().next() else {
            break;
        };
        let after = end + mark.len_utf8();
        let group = if matches!(mark, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'') {
            digits(after)
        } else {
            0
        };
        if group == 3
            && value.len() <= 15
            && !value.contains('.')
            && !value.starts_with('0')
            && end <= 3 + value.len()
        {
            value.push_str(&text[after..after + 3]);
        } else if (1..=2).contains(&group) && matches!(mark, ',' | '.') && !value.contains('.') {
            value.push('.');
            value.push_str(&text[after..after + group]);
        } else {
            break;
        }
        end = after + group;
    }
    let trimmed = value.trim_start_matches('0');
    let value = if trimmed.is_empty() || trimmed.starts_with('.') {
        value
    } else {
        trimmed.to_owned()
    };
    (value, end)
}

/// Whether it is alphabetic; those of our languages are known without a search.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        _ => c.is_alphabetic(),
    }
}

/// Lower case; letters that writers exchange freely are made one.
pub(super) fn lower(word: &str) -> String {
    let mut lower = String::with_capacity(word.len());
    push_lower(word, &mut lower);
    lower
}

fn push_lower(word: &str, lower: &mut String) {
    for c in word.chars() {
        match c {
            _ if is_lower(c) => lower.push(c),
            'ё' | 'Ё' => lower.push('е'),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

/// Whether it is surely in lower case, and written in one way.
fn is_lower(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => !c.is_ascii_uppercase(),
        '\u{430}'..='\u{44f}' => true,
        'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => true,
        _ => false,
    }
}

/// The part of a word, in lower case, that its inflected forms share: the word without its longest
/// known ending, cut. Where beads are looked for this serves as well as [`text::stem`], in less
/// than half the time of the whole alignment.
///
/// [`text::stem`]: crate::text::stem
pub(super) fn stem(language: Language, word: &str) -> &str {
    let endings = if language.same_language(EN) {
        &ENDINGS[0]
    } else if language.same_language(RU) {
        &ENDINGS[1]
    } else if language.same_language(KK) {
        return cut(word, 5);
    } else {
        return cut(word, 6);
    };
    let tail = packed(word);
    let bytes = endings.longest.min(word.len());
    let mut stems = (1..=bytes).rev().filter_map(|bytes| {
        let ending = tail & (u64::MAX >> (64 - 8 * bytes));
        let stem = word.get(..word.len() - bytes)?;
        endings.packed.contains(&ending).then_some(stem)
    });
    let stem = stems.find(|stem| stem.chars().nth(LEAST_STEM - 1).is_some());
    cut(stem.unwrap_or(word), 6)
}

/// How many letters an ending leaves at least.
const LEAST_STEM: usize = 3;

/// The endings of a language.
struct Endings {
    packed: FxHashSet<u64>,
    /// How many bytes the longest has.
    longest: usize,
}

/// The endings of English and of Russian.
static ENDINGS: LazyLock<[Endings; 2]> = LazyLock::new(|| {
    ["en", "ru"].map(|tag| {
        let lines = include_str!("endings.txt").lines();
        let own = lines.filter_map(|line| line.strip_prefix(tag));
        let endings = || own.clone().flat_map(str::split_whitespace);
        Endings {
            packed: endings().map(packed).collect(),
            longest: endings().map(str::len).max().unwrap_or(0),
        }
    })
});

/// The last eight bytes of a word as a number.
fn packed(word: &str) -> u64 {
    let tail = word.bytes().rev().take(8).enumerate();
    tail.map(|(at, byte)| u64::from(byte) << (8 * at)).sum()
}

fn cut(word: &str, letters: usize) -> &str {
    match word.char_indices().nth(letters) {
        Some((at, _)) => &word[..at],
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, LEAST_STEM, cut, is_letter, lower, stem};
    use crate::align::lexicon::single_words;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn letters_are_those_of_the_standard_library() {
        for c in char::MIN..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            let plain: String = c.to_lowercase().collect();
            assert_eq!(lower(&c.to_string()), plain.replace('ё', "е"), "{c:?}");
        }
    }

    #[test]
    fn the_longest_ending_is_cut() {
        assert!(ENDINGS.iter().all(|endings| endings.longest <= 8));
        for (tag, language) in [("en", EN), ("ru", RU)] {
            let lines = include_str!("endings.txt").lines();
            let own = lines.filter_map(|line| line.strip_prefix(tag));
            let endings: Vec<&str> = own.flat_map(str::split_whitespace).collect();
            for word in single_words(language).map(lower) {
                let stems = endings
                    .iter()
                    .filter_map(|ending| word.strip_suffix(ending));
                let stems = stems.filter(|stem| LEAST_STEM <= stem.chars().count());
                let shortest = stems.min_by_key(|stem| stem.len()).unwrap_or(&word);
                assert_eq!(stem(language, &word), cut(shortest, 6), "{word}");
            }
        }
    }

    #[test]
    fn forms_share_a_stem() {
        assert_eq!(stem(EN, "meetings"), stem(EN, "meeting"));
        assert_eq!(stem(RU, "встречами"), stem(RU, "встреча"));
        assert_eq!(stem(KK, "кездесудің"), stem(KK, "кездесу"));
        assert_eq!(stem(RU, "дня"), "дня");
    }
}
