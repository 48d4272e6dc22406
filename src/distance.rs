//! How alike two texts are: the crate's published measures, prepared once and scored many times.
//!
//! All of them work on *match forms*: strings that are folded already. Nothing here folds.
//!
//! | measure | value for texts *a* and *b* |
//! |---|---|
//! | [`Measure::Characters`] | 1 - d / max(\|a\|, \|b\|), d the Levenshtein distance over `char`s |
//! | [`Measure::Mean`] | the mean of that and of 2c / (g(a) + g(b)), the Dice coefficient over multisets of 4-grams |
//! | [`Measure::Tokens`] | 1 - d / max(tokens), d the Levenshtein distance over [`tokens`] |
//!
//! The 4-grams are those of the bare text, not padded, as in the measurements that chose the
//! measure: a text of n >= 4 characters has n - 3 of them. A text of one to three characters is
//! a gram of its own, equal only to itself, and the empty text has none. Two empty texts are
//! equal, so their similarity is 1. One edit changes at most four grams of either text, short
//! ones included, which is what the index's bounds stand on.
//!
//! Every value is a [`Score`], a fraction of integers, made in one place. Percents are rounded
//! down from the fraction, never from a float, and 100 means that the strings are equal.
//!
//! Distances are computed by Myers' bit vectors (G. Myers, *A fast bit-vector algorithm for
//! approximate string matching based on dynamic programming*, 1999) in the form for Levenshtein
//! distance of H. Hyyrö (*A bit-vector algorithm for computing Levenshtein and Damerau edit
//! distances*, 2003), 64 rows at a time, within Ukkonen's diagonal band for the cut-off
//! (E. Ukkonen, *Algorithms for approximate string matching*, 1985).
//!
//! Limits: exact for texts of up to 2^30 characters; work grows with the product of the lengths
//! divided by 64, less where the cut-off is small.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

/// The length of the n-grams, in characters.
pub const GRAM: usize = 4;

/// Which similarity is meant.
///
/// # Example
/// ```
/// use tolmach::distance::{Measure, Scorer};
/// let percent = |measure| Scorer::new("the new law", measure).percent("the new laws", 0);
/// assert_eq!(percent(Measure::Mean), Some(92));
/// assert_eq!(percent(Measure::Characters), Some(91));
/// assert_eq!(percent(Measure::Tokens), Some(66));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Measure {
    /// The mean of Levenshtein similarity over characters and of Dice over 4-grams.
    #[default]
    Mean,
    /// Levenshtein similarity over characters.
    Characters,
    /// Levenshtein similarity over [`tokens`].
    Tokens,
}

/// A similarity as a fraction of integers from 0 to 1, so that it can be compared exactly.
///
/// # Example
/// ```
/// use tolmach::distance::Score;
/// let (third, other) = (Score::characters(2, 3), Score::characters(20, 30));
/// assert_eq!((third.percent(), third.similarity()), (33, 1.0 / 3.0));
/// assert_eq!(third, other);
/// assert!(third < Score::characters(0, 3));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Score {
    numerator: u64,
    denominator: u64,
}

impl Score {
    /// The least of all, which every pair of texts reaches.
    pub const ZERO: Score = Score::new(0, 1);

    const fn new(numerator: u64, denominator: u64) -> Self {
        Score {
            numerator,
            denominator,
        }
    }

    /// The fraction `percent` / 100: what a threshold asks for. More than 100 is out of reach.
    pub const fn from_percent(percent: u8) -> Self {
        Score::new(percent as u64, 100)
    }

    /// [`Measure::Characters`] of texts of which the longer has `longer` characters.
    pub fn characters(distance: usize, longer: usize) -> Self {
        match longer {
            0 => Score::new(1, 1),
            _ => Score::new((longer - distance) as u64, longer as u64),
        }
    }

    /// [`Measure::Mean`] of texts that share `shared` of together `grams` 4-grams.
    pub fn mean(distance: usize, longer: usize, shared: usize, grams: usize) -> Self {
        let (distance, longer) = (distance as u64, longer as u64);
        let (shared, grams) = (shared as u64, grams as u64);
        match longer {
            0 => Score::new(1, 1),
            // (1 - d / m + 2c / g) / 2 over the common denominator 2mg.
            _ => Score::new(
                (longer - distance) * grams + 2 * shared * longer,
                2 * longer * grams,
            ),
        }
    }

    /// [`Measure::Tokens`] of texts of which the longer has `longer` tokens. Texts that are
    /// not `equal` though their tokens are (only blanks differ) lose half an edit.
    pub fn tokens(distance: usize, longer: usize, equal: bool) -> Self {
        let halves = 2 * longer.max(1) as u64;
        let lost = match distance {
            0 => u64::from(!equal),
            _ => 2 * distance as u64,
        };
        Score::new(halves - lost, halves)
    }

    /// The percent, rounded down.
    pub fn percent(self) -> u8 {
        (u128::from(self.numerator) * 100 / u128::from(self.denominator)) as u8
    }

    /// The similarity as a float: the one nearest to the fraction.
    pub fn similarity(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// A fraction that is not above `similarity`; `None` where that is above 1 or not a number.
    fn below(similarity: f64) -> Option<Self> {
        const PARTS: f64 = (1u64 << 40) as f64;
        if similarity.is_nan() || 1.0 < similarity {
            return None;
        }
        // One part less than the floor makes up for any rounding of the caller's.
        Some(Score::new(
            ((similarity * PARTS).floor() - 1.0).max(0.0) as u64,
            PARTS as u64,
        ))
    }

    /// The greatest distance at which texts can still reach `self` by characters.
    pub(crate) fn characters_cutoff(self, longer: usize) -> Option<usize> {
        let kept = div_ceil(
            u128::from(self.numerator) * longer as u128,
            self.denominator,
        );
        (longer as u128)
            .checked_sub(kept)
            .map(|cutoff| cutoff as usize)
    }

    /// The greatest distance at which texts that share at most `shared` grams can still reach
    /// `self` by the mean.
    pub(crate) fn mean_cutoff(self, longer: usize, shared: usize, grams: usize) -> Option<usize> {
        if longer == 0 {
            return (self.numerator <= self.denominator).then_some(0);
        }
        let (m, c, g) = (longer as u128, shared as u128, grams as u128);
        let (p, q) = (u128::from(self.numerator), u128::from(self.denominator));
        // (m - d) g q >= 2m (p g - c q)
        let lacking = (p * g).saturating_sub(c * q);
        let kept = (2 * m * lacking).div_ceil(g * q);
        m.checked_sub(kept).map(|cutoff| cutoff as usize)
    }
}

fn div_ceil(numerator: u128, denominator: u64) -> u128 {
    numerator.div_ceil(u128::from(denominator))
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.numerator) * u128::from(other.denominator);
        let right = u128::from(other.numerator) * u128::from(self.denominator);
        left.cmp(&right)
    }
}

/// A query, prepared once for a [`Measure`] and compared with many candidates.
///
/// # Example
/// ```
/// use tolmach::distance::{Measure, Scorer};
/// let scorer = Scorer::new("президент", Measure::Mean);
/// assert_eq!(scorer.percent("президент", 100), Some(100));
/// assert_eq!(scorer.percent("президента", 70), Some(91));
/// assert_eq!(scorer.percent("резидент", 90), None);
/// assert_eq!(scorer.similarity("президент", 1.0), Some(1.0));
/// ```
#[derive(Clone, Debug)]
pub struct Scorer {
    query: Box<str>,
    prepared: Preparation,
}

#[derive(Clone, Debug)]
enum Preparation {
    Mean(Prepared, Profile),
    Characters(Prepared),
    Tokens(PreparedTokens),
}

impl Scorer {
    /// Prepares `query`.
    pub fn new(query: &str, measure: Measure) -> Self {
        Scorer {
            query: query.into(),
            prepared: match measure {
                Measure::Mean => Preparation::Mean(Prepared::new(query), Profile::new(query)),
                Measure::Characters => Preparation::Characters(Prepared::new(query)),
                Measure::Tokens => Preparation::Tokens(PreparedTokens::new(query)),
            },
        }
    }

    /// The similarity, if it is at least `at_least`; the sooner given up, the higher that is.
    pub fn similarity(&self, candidate: &str, at_least: f64) -> Option<f64> {
        let similarity = self.score(candidate, Score::below(at_least)?)?.similarity();
        (at_least <= similarity).then_some(similarity)
    }

    /// The percent, rounded down, if it is at least `at_least`.
    pub fn percent(&self, candidate: &str, at_least: u8) -> Option<u8> {
        // floor(100 x) >= p exactly where x >= p / 100, p being whole.
        self.score(candidate, Score::from_percent(at_least))
            .map(Score::percent)
    }

    /// The exact value, if it is at least `floor`.
    pub fn score(&self, candidate: &str, floor: Score) -> Option<Score> {
        self.score_sharing(candidate, floor, usize::MAX)
    }

    /// As [`score`](Self::score), for a caller who knows that the texts share at most `shared`
    /// grams: [`Measure::Mean`] gives up the sooner.
    pub(crate) fn score_sharing(
        &self,
        candidate: &str,
        floor: Score,
        shared: usize,
    ) -> Option<Score> {
        let score = match &self.prepared {
            Preparation::Mean(prepared, profile) => {
                let len = candidate.chars().count();
                let longer = prepared.len().max(len);
                let (own, other) = (profile.total(), gram_count(len));
                let grams = own + other;
                let shared = shared.min(own).min(other);
                // The distance first: what Dice leaves to it is a tight cut-off, and it is
                // cheaper than the count.
                let cutoff = floor.mean_cutoff(longer, shared, grams)?;
                let distance = prepared.distance_of(candidate, len, cutoff)?;
                Score::mean(distance, longer, profile.shared(candidate), grams)
            }
            Preparation::Characters(prepared) => {
                let len = candidate.chars().count();
                let longer = prepared.len().max(len);
                let cutoff = floor.characters_cutoff(longer)?;
                Score::characters(prepared.distance_of(candidate, len, cutoff)?, longer)
            }
            Preparation::Tokens(prepared) => {
                let len = tokens(candidate).count();
                let longer = prepared.pattern.len.max(len);
                let cutoff = floor.characters_cutoff(longer)?;
                let distance = prepared.distance(candidate, len, cutoff)?;
                Score::tokens(distance, longer, *self.query == *candidate)
            }
        };
        (floor <= score).then_some(score)
    }
}

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
    pattern: Pattern,
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

    fn distance_of(&self, candidate: &str, len: usize, cutoff: usize) -> Option<usize> {
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
struct PreparedTokens {
    pattern: Pattern,
    numbers: FxHashMap<Box<str>, u32>,
}

impl PreparedTokens {
    fn new(text: &str) -> Self {
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

    fn distance(&self, candidate: &str, len: usize, cutoff: usize) -> Option<usize> {
        let symbols = tokens(candidate).map(|token| self.numbers.get(token).copied().unwrap_or(0));
        self.pattern.distance(symbols, len, cutoff)
    }
}

/// The tokens that [`Measure::Tokens`] compares: runs of letters and digits, and every other
/// character but white space by itself.
///
/// # Example
/// ```
/// let tokens: Vec<_> = tolmach::distance::tokens("No. 7, «Абай»").collect();
/// assert_eq!(tokens, ["No", ".", "7", ",", "«", "Абай", "»"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = match rest.find(|c: char| !c.is_alphanumeric()) {
            Some(0) => first.len_utf8(),
            Some(end) => end,
            None => rest.len(),
        };
        let (token, after) = rest.split_at(end);
        rest = after;
        Some(token)
    })
}

/// A multiset of character 4-grams.
///
/// # Example
/// ```
/// use tolmach::distance::Profile;
/// let profile = Profile::new("banana");
/// assert_eq!((profile.total(), profile.shared("bananas")), (3, 3));
/// assert_eq!(Profile::new("aaaaaa").shared("aaaaa"), 2);
/// assert_eq!(Profile::new("abc").total(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Profile {
    total: usize,
    slots: FxHashMap<u128, u32>,
    counts: Vec<u32>,
}

impl Profile {
    /// The profile of `text`.
    pub fn new(text: &str) -> Self {
        let mut slots = FxHashMap::default();
        let mut counts: Vec<u32> = Vec::new();
        let mut total = 0;
        for gram in grams(text) {
            let slot = *slots.entry(gram).or_insert_with(|| {
                counts.push(0);
                counts.len() as u32 - 1
            });
            counts[slot as usize] += 1;
            total += 1;
        }
        Profile {
            total,
            slots,
            counts,
        }
    }

    /// How many grams there are, repeated ones counted each time.
    pub fn total(&self) -> usize {
        self.total
    }

    /// How many of them `candidate` has too, each as often as both have it.
    pub fn shared(&self, candidate: &str) -> usize {
        let mut left = self.counts.clone();
        let mut shared = 0;
        for gram in grams(candidate) {
            if let Some(&slot) = self.slots.get(&gram) {
                let left = &mut left[slot as usize];
                shared += usize::from(0 < *left);
                *left = left.saturating_sub(1);
            }
        }
        shared
    }
}

/// How many 4-grams a text of `len` characters has.
pub(crate) fn gram_count(len: usize) -> usize {
    match len {
        0 => 0,
        _ => len.saturating_sub(GRAM - 1).max(1),
    }
}

/// The 4-grams of `text` in order, packed 32 bits a character. Characters count from 1, so
/// that a short text is no 4-gram.
pub(crate) fn grams(text: &str) -> impl Iterator<Item = u128> {
    let append = |gram: u128, c: char| gram << 32 | (c as u128 + 1);
    let mut rest = text.chars();
    let head = rest.by_ref().take(GRAM - 1).fold(0, append);
    let short = (head != 0 && rest.as_str().is_empty()).then_some(head);
    short.into_iter().chain(rest.scan(head, move |gram, c| {
        *gram = append(*gram, c);
        Some(*gram)
    }))
}

/// Bit vectors of a sequence of numbered symbols: which positions hold which symbol.
#[derive(Clone, Debug)]
struct Pattern {
    len: usize,
    blocks: usize,
    masks: Masks,
}

#[derive(Clone, Debug)]
enum Masks {
    /// A row of words for each symbol, that of the unknown symbol 0 first.
    Dense(Vec<u64>),
    /// By symbol and block, for texts whose rows would fill the memory.
    Sparse(FxHashMap<(u32, usize), u64>),
}

/// 32 MB of masks; an ordinary sentence needs 500 bytes.
const MOST_DENSE: usize = 1 << 22;

impl Pattern {
    /// Of symbols numbered from 1 to `known`.
    fn new(symbols: &[u32], known: u32) -> Self {
        let blocks = symbols.len().div_ceil(64);
        let rows = known as usize + 1;
        let places = symbols.iter().enumerate();
        let masks = if rows.saturating_mul(blocks) <= MOST_DENSE {
            let mut dense = vec![0; rows * blocks];
            for (at, &symbol) in places {
                dense[symbol as usize * blocks + at / 64] |= 1 << (at % 64);
            }
            Masks::Dense(dense)
        } else {
            let mut sparse = FxHashMap::default();
            for (at, &symbol) in places {
                *sparse.entry((symbol, at / 64)).or_insert(0) |= 1 << (at % 64);
            }
            Masks::Sparse(sparse)
        };
        Pattern {
            len: symbols.len(),
            blocks,
            masks,
        }
    }

    fn distance(
        &self,
        candidate: impl Iterator<Item = u32>,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        let longer = self.len.max(len);
        let cutoff = cutoff.min(longer);
        if cutoff < self.len.abs_diff(len) {
            return None;
        }
        if self.len == 0 || len == 0 {
            return Some(longer);
        }
        match &self.masks {
            Masks::Dense(masks) if self.blocks == 1 => {
                self.distance_in_a_word(masks, candidate, len, cutoff)
            }
            Masks::Dense(masks) => {
                let mask = |symbol: u32, block: usize| masks[symbol as usize * self.blocks + block];
                self.distance_in_blocks(mask, candidate, len, cutoff)
            }
            Masks::Sparse(masks) => {
                let mask =
                    |symbol: u32, block: usize| masks.get(&(symbol, block)).copied().unwrap_or(0);
                self.distance_in_blocks(mask, candidate, len, cutoff)
            }
        }
    }

    fn distance_in_a_word(
        &self,
        masks: &[u64],
        candidate: impl Iterator<Item = u32>,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        let mut column = Column::default();
        let mut score = self.len;
        for (at, symbol) in candidate.enumerate() {
            let step = column.advance(masks[symbol as usize], 1, self.len as u32 - 1);
            score = score.wrapping_add_signed(step as isize);
            // Each character to come can lower the score by one at most.
            if cutoff + (len - at - 1) < score {
                return None;
            }
        }
        Some(score)
    }

    fn distance_in_blocks(
        &self,
        mask: impl Fn(u32, usize) -> u64,
        candidate: impl Iterator<Item = u32>,
        len: usize,
        cutoff: usize,
    ) -> Option<usize> {
        // A path of at most `cutoff` edits makes del deletions and ins insertions with
        // del - ins = rows - columns and del + ins <= cutoff: it stays that near the diagonal.
        let below = (cutoff + self.len - len.min(self.len + cutoff)) / 2;
        let above = (cutoff + len - self.len.min(len + cutoff)) / 2;
        let block_of = |row: usize| (row.clamp(1, self.len) - 1) / 64;
        let end_of = |block: usize| ((block + 1) * 64).min(self.len);

        let mut columns = vec![Column::default(); self.blocks];
        let mut last = block_of(below);
        // The value in the last row of block `last`.
        let mut score = end_of(last);
        for (at, symbol) in candidate.enumerate() {
            let column = at + 1;
            // Cells outside the band get the cost of a real, if not the best, path: straight
            // down into a block that is entered, straight across above one.
            let first = block_of(column.saturating_sub(above));
            let reach = block_of(column + below);
            while last < reach {
                score += end_of(last + 1) - end_of(last);
                last += 1;
            }
            let mut carry = 1;
            for (block, column) in columns.iter_mut().enumerate().take(last + 1).skip(first) {
                let bottom = (end_of(block) - block * 64 - 1) as u32;
                carry = column.advance(mask(symbol, block), carry, bottom);
            }
            score = score.wrapping_add_signed(carry as isize);
            if last == self.blocks - 1 && cutoff + (len - column) < score {
                return None;
            }
        }
        (score <= cutoff).then_some(score)
    }
}

/// 64 rows of one column: where the value rises and where it falls from a row to the next.
#[derive(Clone, Copy, Debug)]
struct Column {
    rises: u64,
    falls: u64,
}

impl Default for Column {
    fn default() -> Self {
        Column {
            rises: u64::MAX,
            falls: 0,
        }
    }
}

impl Column {
    /// Moves one symbol on. `carry` is how the row above changes; returned is how row `bottom`
    /// does.
    #[inline(always)]
    fn advance(&mut self, mask: u64, carry: i32, bottom: u32) -> i32 {
        let from_above = u64::from(carry < 0);
        let vertical = mask | self.falls;
        let mask = mask | from_above;
        let diagonal = ((mask & self.rises).wrapping_add(self.rises) ^ self.rises) | mask;
        let rises = self.falls | !(diagonal | self.rises);
        let falls = self.rises & diagonal;
        let change = (rises >> bottom & 1) as i32 - (falls >> bottom & 1) as i32;
        let rises = rises << 1 | u64::from(0 < carry);
        let falls = falls << 1 | from_above;
        self.rises = falls | !(vertical | rises);
        self.falls = rises & vertical;
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Two texts, often related, over an alphabet that makes coincidences.
    fn pairs() -> impl Strategy<Value = (String, String)> {
        let texts = prop_oneof![
            "a{0,9}",
            "[ab]{0,150}",
            "[abc ]{0,20}",
            "[а-еңқ𝒳😀 .]{0,300}",
            "[ab 😀]{60,70}"
        ];
        let edits = proptest::collection::vec((0usize..300, "[ab😀 ]{0,3}", 0usize..3), 0..12);
        let related = (texts.clone(), edits).prop_map(|(text, edits)| {
            let mut chars: Vec<char> = text.chars().collect();
            for (at, new, gone) in edits {
                let at = at.min(chars.len());
                let end = (at + gone).min(chars.len());
                chars.splice(at..end, new.chars());
            }
            (text, chars.into_iter().collect())
        });
        prop_oneof![related, (texts.clone(), texts)]
    }

    fn oracle(a: &str, b: &str) -> usize {
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        strsim::generic_levenshtein(&a, &b)
    }

    fn naive_grams(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        match chars.len() {
            0 => Vec::new(),
            1..4 => vec![text.to_owned()],
            _ => chars.windows(4).map(|gram| gram.iter().collect()).collect(),
        }
    }

    fn naive_shared(a: &str, b: &str) -> usize {
        let mut left = naive_grams(b);
        let mut shared = 0;
        for gram in naive_grams(a) {
            if let Some(at) = left.iter().position(|other| *other == gram) {
                left.swap_remove(at);
                shared += 1;
            }
        }
        shared
    }

    fn naive(a: &str, b: &str, measure: Measure) -> f64 {
        let of = |d: usize, m: usize| {
            if m == 0 {
                1.0
            } else {
                1.0 - d as f64 / m as f64
            }
        };
        let longer = a.chars().count().max(b.chars().count());
        match measure {
            Measure::Characters => of(oracle(a, b), longer),
            Measure::Mean => {
                let grams = naive_grams(a).len() + naive_grams(b).len();
                let dice = match grams {
                    0 => 1.0,
                    _ => 2.0 * naive_shared(a, b) as f64 / grams as f64,
                };
                (of(oracle(a, b), longer) + dice) / 2.0
            }
            Measure::Tokens => {
                let (x, y): (Vec<_>, Vec<_>) = (tokens(a).collect(), tokens(b).collect());
                let (d, m) = (strsim::generic_levenshtein(&x, &y), x.len().max(y.len()));
                match d {
                    0 if a != b => 1.0 - 0.5 / m.max(1) as f64,
                    _ => of(d, m),
                }
            }
        }
    }

    const MEASURES: [Measure; 3] = [Measure::Mean, Measure::Characters, Measure::Tokens];

    #[test]
    fn empty_and_short_texts() {
        for (a, b, mean, characters, tokens) in [
            ("", "", 100, 100, 100),
            ("", "a", 0, 0, 0),
            ("", " ", 0, 0, 50),
            ("ab", "ab", 100, 100, 100),
            ("abc", "abd", 33, 66, 0),
            ("abc", "abcd", 37, 75, 0),
            ("a b", "a  b", 37, 75, 75),
            ("😀", "😁", 0, 0, 0),
        ] {
            for (measure, expected) in MEASURES.into_iter().zip([mean, characters, tokens]) {
                let percent = |a, b| Scorer::new(a, measure).percent(b, 0);
                assert_eq!(percent(a, b), Some(expected), "{a:?} {b:?} {measure:?}");
                assert_eq!(percent(b, a), Some(expected), "{b:?} {a:?} {measure:?}");
            }
        }
    }

    #[test]
    fn a_hundred_only_for_equal_texts() {
        let long = "слово ".repeat(400);
        let other = format!("{long}а");
        for measure in MEASURES {
            assert_eq!(Scorer::new(&long, measure).percent(&other, 0), Some(99));
            assert_eq!(Scorer::new(&long, measure).percent(&other, 100), None);
            assert_eq!(Scorer::new(&long, measure).percent(&long, 100), Some(100));
            assert_eq!(Scorer::new(&long, measure).percent(&long, 101), None);
            assert_eq!(Scorer::new(&long, measure).similarity(&long, 1.1), None);
            assert_eq!(
                Scorer::new(&long, measure).similarity(&long, f64::NAN),
                None
            );
            assert_eq!(
                Scorer::new(&long, measure).similarity(&long, -1.0),
                Some(1.0)
            );
        }
    }

    #[test]
    fn many_distinct_characters_need_no_more_than_their_number() {
        let text: String = ('\u{4e00}'..'\u{9000}').collect();
        let prepared = Prepared::new(&text);
        assert!(matches!(prepared.pattern.masks, Masks::Sparse(_)));
        let mut other: Vec<char> = text.chars().collect();
        other.remove(1000);
        other[2000] = 'x';
        let other: String = other.into_iter().collect();
        assert_eq!(prepared.distance(&other, 5), Some(2));
        assert_eq!(prepared.distance(&other, 1), None);
    }

    proptest! {
        #[test]
        fn distances_are_those_of_strsim((a, b) in pairs(), cutoff in 0usize..40) {
            let expected = oracle(&a, &b);
            let prepared = Prepared::new(&a);
            prop_assert_eq!(prepared.distance(&b, usize::MAX), Some(expected));
            for cutoff in [cutoff, expected, expected + 1, expected.saturating_sub(1)] {
                let within = (expected <= cutoff).then_some(expected);
                prop_assert_eq!(prepared.distance(&b, cutoff), within);
            }
        }

        #[test]
        fn shared_grams_are_counted_naively((a, b) in pairs()) {
            let profile = Profile::new(&a);
            prop_assert_eq!(profile.total(), naive_grams(&a).len());
            prop_assert_eq!(profile.total(), gram_count(a.chars().count()));
            prop_assert_eq!(profile.shared(&b), naive_shared(&a, &b));
        }

        #[test]
        fn an_edit_changes_four_grams_at_most((a, b) in pairs()) {
            let most = naive_grams(&a).len().max(naive_grams(&b).len());
            prop_assert!(most <= naive_shared(&a, &b) + 4 * oracle(&a, &b));
        }

        #[test]
        fn measures_are_their_formulas((a, b) in pairs(), at_least in 0.0..1.0f64, percent in 0u8..=101) {
            for measure in MEASURES {
                let scorer = Scorer::new(&a, measure);
                let value = scorer.similarity(&b, 0.0).unwrap();
                prop_assert!((value - naive(&a, &b, measure)).abs() < 1e-12);
                prop_assert_eq!(value == 1.0, a == b);
                for at_least in [at_least, value, value.next_up()] {
                    let reached = (at_least <= value).then_some(value);
                    prop_assert_eq!(scorer.similarity(&b, at_least), reached);
                }
                let all = scorer.percent(&b, 0).unwrap();
                prop_assert_eq!(all == 100, a == b);
                for percent in [percent, all, all + 1] {
                    prop_assert_eq!(scorer.percent(&b, percent), (percent <= all).then_some(all));
                }
            }
        }
    }
}
