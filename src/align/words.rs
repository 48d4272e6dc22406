//! What the aligner sees of a text: for each segment its length, its words as stems, and its
//! numbers by value.

use rustc_hash::FxHashMap;

use super::evidence::{class_of_sound, sound};
use super::lexicon::{Lexicon, Sense};
use crate::lang::{EN, KK, Language, RU};

/// Longer words are cut here: a megabyte without a space is one word and no name.
const LONGEST_WORD: usize = 48;

/// A language's text as the aligner sees it: words of all segments, each written down once.
pub(super) struct Words<'l> {
    /// Every distinct word of the text.
    pub(super) vocabulary: Vec<Word<'l>>,
    /// The number of each stem in the vocabulary. No word begins with a digit, and every number
    /// does: the two cannot be taken for each other.
    pub(super) numbers: FxHashMap<String, u32>,
    /// The words that sound like something, by the class of their first sound, then by number.
    pub(super) sounds: Vec<(u8, u32)>,
    /// Per segment, the distinct words in it, as sorted numbers in the vocabulary.
    pub(super) segments: Vec<Vec<u32>>,
    /// Per segment, its length in letters and digits and everything else but spaces.
    pub(super) lengths: Vec<f64>,
    /// Per word, the segments that it stands in.
    pub(super) places: Vec<Vec<u32>>,
}

/// One word of a text.
pub(super) struct Word<'l> {
    pub(super) stem: String,
    /// The whole word in lower case, in its first spelling.
    pub(super) form: String,
    pub(super) kind: Kind,
    /// The entries of the lexicon that it stands in.
    pub(super) senses: &'l [Sense],
    /// As it sounds; empty for what is no word, or too short.
    pub(super) sound: Vec<u8>,
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
    pub(super) fn read(
        language: Language,
        segments: &[&str],
        lexicon: Option<&'l Lexicon>,
    ) -> Self {
        let mut words = Words {
            vocabulary: Vec::new(),
            numbers: FxHashMap::default(),
            sounds: Vec::new(),
            segments: Vec::with_capacity(segments.len()),
            lengths: Vec::with_capacity(segments.len()),
            places: Vec::new(),
        };
        for (number, text) in segments.iter().enumerate() {
            let mut here = Vec::new();
            each_word(text, |form, kind| {
                here.push(words.number(language, form, kind));
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
        for (number, word) in (0..).zip(&mut words.vocabulary) {
            if let Some(lexicon) = lexicon {
                word.senses = lexicon.senses(language, &word.stem);
            }
            if matches!(word.kind, Kind::Name | Kind::Plain) {
                word.sound = sound(&word.form);
                if let Some(&first) = word.sound.first() {
                    words.sounds.push((class_of_sound(first), number));
                }
            }
        }
        words.sounds.sort_unstable();
        words
    }

    /// The number of a word in the vocabulary, which it enters if it is new.
    fn number(&mut self, language: Language, form: &str, kind: Kind) -> u32 {
        let form = lower(form);
        let stem = match kind {
            Kind::Number | Kind::Mark => form.clone(),
            Kind::Name | Kind::Plain => stem(language, &form),
        };
        if let Some(&known) = self.numbers.get(&stem) {
            if kind == Kind::Name {
                self.vocabulary[known as usize].kind = Kind::Name;
            }
            return known;
        }
        let number = self.vocabulary.len() as u32;
        self.numbers.insert(stem.clone(), number);
        self.vocabulary.push(Word {
            stem,
            form,
            kind,
            senses: &[],
            sound: Vec::new(),
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
        } else if c.is_alphabetic() {
            let length = rest
                .find(|c: char| !c.is_alphabetic() && !is_joiner(c))
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

/// Lower case; letters that writers exchange freely are made one.
pub(super) fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ё' { 'е' } else { c })
        .collect()
}

/// The part of a word, in lower case, that its inflected forms share.
pub(super) fn stem(language: Language, word: &str) -> String {
    let endings: &[&str] = if language.same_language(EN) {
        &["ings", "ing", "ies", "ied", "ed", "es", "ly", "s", "e", "y"]
    } else if language.same_language(RU) {
        RUSSIAN
    } else if language.same_language(KK) {
        return cut(word, 5).to_owned();
    } else {
        &[]
    };
    let letters = word.chars().count();
    for ending in endings {
        if let Some(stem) = word.strip_suffix(ending)
            && letters >= ending.chars().count() + 3
        {
            return cut(stem, 6).to_owned();
        }
    }
    cut(word, 6).to_owned()
}

const RUSSIAN: &[&str] = &[
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ешь", "ишь", "ете", "ите",
    "ать", "ять", "ить", "еть", "ует", "уют", "ала", "ила", "али", "или", "ало", "ило", "ия", "ии",
    "ию", "ие", "ая", "яя", "ое", "ее", "ые", "ый", "ий", "ой", "ей", "ую", "юю", "ом", "ем", "ам",
    "ям", "ах", "ях", "ов", "ев", "ых", "их", "ым", "им", "ет", "ит", "ут", "ют", "ат", "ят", "ал",
    "ил", "ть", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь", "й",
];

fn cut(word: &str, letters: usize) -> &str {
    match word.char_indices().nth(letters) {
        Some((at, _)) => &word[..at],
        None => word,
    }
}
