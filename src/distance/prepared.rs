//! Texts prepared for distances over characters and over tokens.

use rustc_hash::FxHashMap;

use super::pattern::Pattern;

/// A text prepared for Levenshtein distances over characters.
///
/// # Example
/// ```
/// let kitten = tolmach::distance::Prepared::new("kitten");
/// assert_eq!(kitten.distance("sitting", 3), Some(3));
/// assert_eq!(kitten.distance("sitting", 2), None);
/// ```
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) pattern: Pattern,
    /// Numbers of the characters below [`COMMON`], 0 for those that do not occur.
    common: Vec<u32>,
    others: FxHashMap<char, u32>,
}

/// Latin, Greek and Cyrillic with their extensions lie below.
const COMMON: usize = 0x530;

impl Prepared {
    /// Prepares `text`.
    pub fn new(text: &str) -> Self {
        let mut common = vec![0; COMMON];
        let mut others = FxHashMap::default();
        let mut known = 0;
        let symbols: Vec<u32> = text
            .chars()
            .map(|c| {
                let number = match common.get_mut(c as usize) {
                    Some(number) => number,
                    None => others.entry(c).or_insert(0),
                };
                if *number == 0 {
                    known += 1;
                    *number = known;
                }
                *number
            })
            .collect();
        Prepared {
            pattern: Pattern::new(&symbols, known),
            common,
            others,
        }
    }

    /// The text's length in characters.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.pattern.len
    }

    /// The distance to `candidate`, if it is at most `cutoff`.
    pub fn distance(&self, candidate: &str, cutoff: usize) -> Option<usize> {
        self.distance_of(candidate, candidate.chars().count(), cutoff)
    }

    pub(super) fn distance_of(&self, candidate: &str, len: usize, cutoff: usize) -> Option<usize> {
        let symbols = candidate
            .chars()
            .map(|c| match self.common.get(c as usize) {
                Some(&number) => number,
                None => self.others.get(&c).copied().unwrap_or(0),
            });
        self.pattern.distance(symbols, len, cutoff)
    }
}

/// The token counterpart of [`Prepared`].
#[derive(Clone, Debug)]
pub(super) struct PreparedTokens {
    pub(super) pattern: Pattern,
    numbers: FxHashMap<Box<str>, u32>,
}

impl PreparedTokens {
    pub(super) fn new(text: &str) -> Self {
        let mut numbers: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let symbols: Vec<u32> = tokens(text)
            .map(|token| {
                let next = numbers.len() as u32 + 1;
                *numbers.entry(token.into()).or_insert(next)
            })
            .collect();
        PreparedTokens {
            pattern: Pattern::new(&symbols, numbers.len() as u32),
            numbers,
        }
    }

    pub(super) fn distance(&self, candidate: &str, len: usize, cutoff: usize) -> Option<usize> {
        let symbols = tokens(candidate).map(|token| self.numbers.get(token).copied().unwrap_or(0));
        self.pattern.distance(symbols, len, cutoff)
    }
}

/// Whether the character is a letter or digit; the tables of Unicode are asked only outside the
/// alphabets that nearly all text is written in.
fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' => true,
        _ => c.is_alphanumeric(),
    }
}

/// The tokens that [`Measure::Tokens`](super::Measure::Tokens) compares: runs of letters and digits, and every other
/// character but white space by itself.
///
/// # Example
/// ```
/// let tokens: Vec<_> = tolmach::distance::tokens("No. 7, «Абай»").collect();
/// assert_eq!(tokens, ["No", ".", "7", ",", "«", "Абай", "»"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = &str> + Clone {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = match rest.find(|c: char| !is_alphanumeric(c)) {
            Some(0) => first.len_utf8(),
            Some(end) => end,
            None => rest.len(),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}
