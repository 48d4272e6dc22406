//! What the aligner sees of a text: for each segment its length, its words as stems, and its
//! numbers by value.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lists::Lists;
use super::sources::Sources;
use crate::align::vocabulary::lexicon::{Group, Lexicon, Sense};
use crate::align::vocabulary::sound::{class_of_sound, push_sound};
use crate::align::vocabulary::spelling::{Stem, is_letter, is_lower, lower, stem};
use crate::lang::Language;
use crate::text;

/// Longer words are cut here: a megabyte without a space is one word and no name.
const LONGEST_WORD: usize = 48;

/// Entries of the lexicon are told apart by the remainder of their numbers first.
const ENTRIES: u32 = 512;

/// Fewer equal sentences in a row are no stretch: they are left to the search.
const LONG: usize = 8;

/// A language's text as the aligner sees it: words of all segments, each written down once.
pub(crate) struct Words<'a> {
    pub(crate) language: Language,
    /// Every distinct word of the text.
    pub(crate) vocabulary: Vec<Word<'a>>,
    /// The number in the vocabulary of each stem and mark …
    pub(crate) stems: FxHashMap<Stem, u32>,
    /// … and of each figure, by its value.
    pub(crate) figures: FxHashMap<String, u32>,
    /// Per letter, the words that sound like something of which it is the [`class_of_sound`].
    pub(crate) sounds: Lists<u32>,
    /// The entries of the lexicon that its words stand in, each with the word's number and how much of
    /// the entry it is; by their numbers' last bits, which most have for themselves.
    pub(crate) entries: Lists<(u32, u32, f32)>,
    /// Per segment, everything in it where it stands.
    pub(crate) tokens: Vec<Vec<Token<'a>>>,
    /// Per segment, the distinct words in it, as sorted numbers in the vocabulary.
    pub(crate) segments: Vec<Vec<u32>>,
    /// Per segment, its length in letters and digits and everything else but spaces.
    pub(crate) lengths: Vec<f64>,
    /// Where one segment stands over and over.
    pub(crate) stretches: Vec<Range<usize>>,
    /// Per word, the segments that it stands in.
    pub(crate) places: Lists<u32>,
    /// How all words sound, one behind the other.
    all_sounds: Vec<u8>,
}

/// One word of a text.
pub(crate) struct Word<'a> {
    /// How many letters the whole word has, as it stands first.
    pub(crate) letters: usize,
    pub(crate) kind: Kind,
    /// The entries of the lexicon that it stands in.
    pub(crate) senses: &'a [Sense],
    /// Where in [`Words::all_sounds`] it is as it sounds; empty for what is no word, or too short.
    sound: Range<usize>,
    /// The word as a dictionary knows it, if there is one.
    pub(crate) key: Option<String>,
}

impl Word<'_> {
    /// Whether an entry that it stands in is of this group.
    pub(crate) fn is(&self, group: Group, lexicon: &Lexicon) -> bool {
        let mut senses = self.senses.iter();
        senses.any(|sense| lexicon.group(sense.entry) == group)
    }

    /// Whether it says something of this group by itself: what is a word of longer names alone (United,
    /// Saint) names none of them.
    pub(crate) fn says_alone(&self, group: Group, lexicon: &Lexicon) -> bool {
        let mut whole = self.senses.iter().filter(|sense| sense.share == 1.0);
        whole.any(|sense| lexicon.group(sense.entry) == group)
    }
}

/// A word, a figure or a telling mark where it stands.
pub(crate) struct Token<'a> {
    /// Its number in the vocabulary.
    pub(crate) word: u32,
    /// What it is here.
    pub(crate) kind: Kind,
    /// As it is written here; of figures, the value.
    pub(crate) form: Cow<'a, str>,
    /// How it is written in lower case, if that may be otherwise.
    lower: Option<Box<str>>,
}

impl Token<'_> {
    /// How it is written in lower case.
    pub(crate) fn lower(&self) -> &str {
        self.lower.as_deref().unwrap_or(&self.form)
    }
}

/// What kind of evidence a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A number, written as its value.
    Number,
    /// Begins with a capital inside a sentence, or is all capitals: likely a name.
    Name,
    /// Any other word.
    Plain,
    /// A mark of punctuation that survives translation.
    Mark,
}

impl<'a> Words<'a> {
    pub(crate) fn read(language: Language, segments: &[&'a str], sources: Sources<'a>) -> Self {
        // About so many distinct words there are.
        let letters: usize = segments.iter().map(|text| text.len()).sum();
        let likely = (letters / 8).min(10_000);
        let mut words = Words {
            language,
            vocabulary: Vec::with_capacity(likely),
            stems: FxHashMap::with_capacity_and_hasher(likely, Default::default()),
            figures: FxHashMap::default(),
            sounds: Lists::default(),
            entries: Lists::default(),
            tokens: Vec::with_capacity(segments.len()),
            segments: Vec::with_capacity(segments.len()),
            lengths: Vec::with_capacity(segments.len()),
            stretches: stretches(segments),
            places: Lists::default(),
            all_sounds: Vec::with_capacity(letters),
        };
        for text in segments {
            let mut tokens = Vec::with_capacity(text.len() / 8);
            each_word(text, |form, kind, is_lower| {
                let mut token = Token {
                    word: 0,
                    kind,
                    lower: (!is_lower).then(|| lower(&form).into()),
                    form,
                };
                token.word = words.number(token.lower(), kind, sources);
                tokens.push(token);
            });
            let mut here: Vec<u32> = tokens.iter().map(|token| token.word).collect();
            here.sort_unstable();
            here.dedup();
            words.tokens.push(tokens);
            words.segments.push(here);
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            words.lengths.push(letters as f64);
        }
        let places = (0..).zip(&words.segments);
        let places = places.flat_map(|(number, here)| here.iter().map(move |&id| (id, number)));
        words.places = Lists::of(words.vocabulary.len(), places);
        let numbered = (0..).zip(&words.vocabulary);
        let sounds = numbered.clone().filter_map(|(number, word)| {
            let first = words.sound(word).first()?;
            Some((u32::from(class_of_sound(*first) - b'a'), number))
        });
        let sounds = Lists::of(26, sounds);
        let entries = numbered.flat_map(|(number, word)| {
            let senses = word.senses.iter();
            senses.map(move |sense| (sense.entry % ENTRIES, (sense.entry, number, sense.share)))
        });
        let entries = Lists::of(ENTRIES as usize, entries);
        (words.sounds, words.entries) = (sounds, entries);
        words
    }

    /// The segments that stand over and over, without the first of each.
    pub(crate) fn again(&self) -> impl Iterator<Item = u32> {
        let stretches = self.stretches.iter();
        stretches.flat_map(|stretch| stretch.start as u32 + 1..stretch.end as u32)
    }

    /// How a word of the vocabulary sounds.
    pub(crate) fn sound(&self, word: &Word<'_>) -> &[u8] {
        &self.all_sounds[word.sound.clone()]
    }

    /// The number of a word, in lower case, in the vocabulary, which it enters if it is new.
    fn number(&mut self, form: &str, kind: Kind, sources: Sources<'a>) -> u32 {
        let language = self.language;
        let is_word = matches!(kind, Kind::Name | Kind::Plain);
        let number = self.vocabulary.len() as u32;
        let stem = match kind {
            Kind::Number => None,
            Kind::Mark => Stem::of(form),
            Kind::Name | Kind::Plain => Stem::of(stem(language, form)),
        };
        let known = match stem {
            Some(stem) => *self.stems.entry(stem).or_insert(number),
            None => match self.figures.get(form) {
                Some(&known) => known,
                None => {
                    self.figures.insert(form.to_owned(), number);
                    number
                }
            },
        };
        if known != number {
            if kind == Kind::Name {
                self.vocabulary[known as usize].kind = Kind::Name;
            }
            return known;
        }
        let start = self.all_sounds.len();
        if is_word {
            push_sound(form, &mut self.all_sounds);
        }
        self.vocabulary.push(Word {
            letters: form.chars().count(),
            kind,
            senses: match sources.lexicon {
                Some(lexicon) => stem.map_or(&[], |stem| lexicon.senses(language, stem)),
                None => &[],
            },
            sound: start..self.all_sounds.len(),
            key: (is_word && sources.dictionary.is_some()).then(|| text::stem(form, language)),
        });
        number
    }
}

/// Where a text says one sentence over and over.
fn stretches(segments: &[&str]) -> Vec<Range<usize>> {
    let mut start = 0;
    let runs = segments.chunk_by(|one, next| one == next).map(|run| {
        start += run.len();
        start - run.len()..start
    });
    runs.filter(|run| LONG <= run.len()).collect()
}

/// Calls `found` with every word, number and telling mark of the text, and whether it is surely in
/// lower case.
fn each_word<'a>(text: &'a str, mut found: impl FnMut(Cow<'a, str>, Kind, bool)) {
    let mut rest = text;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let (value, length) = number(rest);
            found(value, Kind::Number, true);
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
            let mut told = |part: &'a str| {
                let end = match part.len() <= LONGEST_WORD {
                    true => None,
                    false => part.char_indices().nth(LONGEST_WORD),
                };
                let end = end.map_or(part.len(), |(at, _)| at);
                found(part[..end].into(), kind, lower);
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
                '?' | '!' | '%' | '$' | '€' | '£' | '₸' | '₽' | ';' | '(' | ':' => {
                    found(rest[..c.len_utf8()].into(), Kind::Mark, true)
                }
                '“' | '«' | '„' | '"' => found("\"".into(), Kind::Mark, true),
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
fn number(text: &str) -> (Cow<'_, str>, usize) {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = digits(0);
    let mut value = Cow::Borrowed(&text[..end.min(LONGEST_WORD)]);
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
            value.to_mut().push_str(&text[after..after + 3]);
        } else if (1..=2).contains(&group) && matches!(mark, ',' | '.') && !value.contains('.') {
            value.to_mut().push('.');
            value.to_mut().push_str(&text[after..after + group]);
        } else {
            break;
        }
        end = after + group;
    }
    let trimmed = value.trim_start_matches('0');
    let is_kept = trimmed.len() == value.len() || trimmed.is_empty() || trimmed.starts_with('.');
    let value = match is_kept {
        true => value,
        false => trimmed.to_owned().into(),
    };
    (value, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_stretches_count() {
        let mut text = vec!["-"; LONG - 1];
        assert!(stretches(&text).is_empty());
        text.extend(vec!["Yes."; LONG]);
        text.push("No.");
        text.extend(vec!["-"; LONG + 1]);
        let first = LONG - 1..2 * LONG - 1;
        assert_eq!(stretches(&text), [first, 2 * LONG..3 * LONG + 1]);
        assert!(stretches(&[]).is_empty());
    }
}
