//! What the aligner sees of a text: for each segment its length, its words as stems, and its
//! numbers by value.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Sources;
use super::lexicon::{Group, Lexicon, Sense};
use super::lists::Lists;
use super::sound::{class_of_sound, push_sound};
use super::spelling::{is_letter, is_lower, lower, push_lower, stem};
use crate::lang::Language;
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
    pub(super) places: Lists<u32>,
    /// How all words sound, one behind the other.
    all_sounds: Vec<u8>,
}

/// One word of a text.
pub(super) struct Word<'l> {
    /// How many letters the whole word has, as it stands first.
    pub(super) letters: usize,
    pub(super) kind: Kind,
    /// The entries of the lexicon that it stands in.
    pub(super) senses: &'l [Sense],
    /// Where in [`Words::all_sounds`] it is as it sounds; empty for what is no word, or too short.
    sound: Range<usize>,
    /// The word as a dictionary knows it, if there is one.
    pub(super) key: Option<String>,
}

impl Word<'_> {
    /// Whether an entry that it stands in is of this group.
    pub(super) fn is(&self, group: Group, lexicon: &Lexicon) -> bool {
        let mut senses = self.senses.iter();
        senses.any(|sense| lexicon.group(sense.entry) == group)
    }

    /// Whether it says something of this group by itself: what is a word of longer names alone (United,
    /// Saint) names none of them.
    pub(super) fn says_alone(&self, group: Group, lexicon: &Lexicon) -> bool {
        let mut whole = self.senses.iter().filter(|sense| sense.share == 1.0);
        whole.any(|sense| lexicon.group(sense.entry) == group)
    }
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
            places: Lists::default(),
            all_sounds: Vec::with_capacity(letters),
        };
        let mut lower = String::new();
        for text in segments {
            let mut here = Vec::new();
            each_word(text, |form, kind, is_lower| {
                let form = match is_lower {
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
            words.segments.push(here);
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            words.lengths.push(letters as f64);
        }
        let places = (0..).zip(&words.segments);
        let places = places.flat_map(|(number, here)| here.iter().map(move |&id| (id, number)));
        words.places = Lists::of(words.vocabulary.len(), places);
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

    /// How a word of the vocabulary sounds.
    pub(super) fn sound(&self, word: &Word<'_>) -> &[u8] {
        &self.all_sounds[word.sound.clone()]
    }

    /// Calls `found` with the number of every word of a text that was read before, what it is where
    /// it stands, and how it is written there; of figures, their value.
    pub(super) fn recall(&self, text: &str, mut found: impl FnMut(u32, Kind, &str)) {
        each_word(text, |form, kind, _| {
            let number = match kind {
                Kind::Name | Kind::Plain => self.numbers.get(stem(self.language, &lower(form))),
                Kind::Number | Kind::Mark => self.numbers.get(form),
            };
            if let Some(&number) = number {
                found(number, kind, form);
            }
        });
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
        let start = self.all_sounds.len();
        if is_word {
            push_sound(form, &mut self.all_sounds);
        }
        let sound = start..self.all_sounds.len();
        if let Some(&first) = self.all_sounds.get(start) {
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
        number
    }
}

/// Calls `found` with every word, number and telling mark of the text, and whether it is surely in
/// lower case.
pub(super) fn each_word(text: &str, mut found: impl FnMut(&str, Kind, bool)) {
    let mut rest = text;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let (value, length) = number(rest);
            found(&value, Kind::Number, true);
            rest = &rest[length..];
            first = false;
        } else if is_letter(c) {
            let (mut length, mut lower, mut joined) = (0, true, false);
            for c in rest.chars() {
                if is_joiner(c) {
                    joined = true;
                } else if !is_letter(c) {
                    break;
                }
                lower &= is_lower(c);
                length += c.len_utf8();
            }
            let word = &rest[..length];
            let capital = !lower && c.is_uppercase();
            let all_capital = !lower && word.chars().nth(1).is_some_and(char::is_uppercase);
            let kind = if all_capital || capital && !first {
                Kind::Name
            } else {
                Kind::Plain
            };
            let mut told = |part: &str| {
                let end = match part.len() <= LONGEST_WORD {
                    true => None,
                    false => part.char_indices().nth(LONGEST_WORD),
                };
                let end = end.map_or(part.len(), |(at, _)| at);
                found(&part[..end], kind, lower);
            };
            match joined {
                true => word
                    .split(is_joiner)
                    .filter(|part| !part.is_empty())
                    .for_each(told),
                false => told(word),
            }
            rest = &rest[length..];
            first = false;
        } else {
            match c {
                '?' | '!' | '%' | '$' | '€' | '£' | '₸' | '₽' | ';' => {
                    found(c.encode_utf8(&mut [0; 4]), Kind::Mark, true)
                }
                '(' => found("(", Kind::Mark, true),
                ':' => found(":", Kind::Mark, true),
                '“' | '«' | '„' | '"' => found("\"", Kind::Mark, true),
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
