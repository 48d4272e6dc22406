//! Blocks of tokens: as kept in the file, and as searched.
//!
//! Kept are the fingerprints alone, in about one and a half bytes a token; the lists are sorted
//! out of them when they are first asked for, which takes a hundredth of a second a block.
//!
//! | what | bytes |
//! |---|---|
//! | mark, version, zeros, number of texts, check sum of what follows | 20 |
//! | the most frequent fingerprints, of 16 bits | 2 [`FREQUENT`] |
//! | for each number of tokens that texts have, ascending: the number, how many texts, the texts | |
//! | a text: how far its id is from the one before, its tokens | |
//!
//! Numbers are in LEB128. A token is one byte below 0x80 for a frequent fingerprint, by its place
//! among them, or the fingerprint itself in two, the higher first, with the highest bit set.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

use super::super::Part;
use super::super::block::{BLOCK_LEN, check_sum, even_parts, mix, u32_at, u64_at};
use crate::distance::tokens;
use crate::error::{Error, Result};
use crate::leb128::{put, take};

const MARK: [u8; 4] = *b"TMtk";
const VERSION: u8 = 2;
const SUM: usize = 12;
const HEAD: usize = 20;

const FREQUENT: usize = 128;
/// In a fingerprint's first byte.
const TWO_BYTES: u8 = 0x80;

/// Bits of a fingerprint, and of the key of a pair.
const BITS: u32 = 15;
const PAIR_BITS: u32 = 24;

/// What a bucket's list should hold on average, so that the directory stays small beside them.
const USUAL_LIST: usize = 16;
/// What that of pairs should: a text that has another pair of the bucket is looked at in vain.
const USUAL_LIST_OF_PAIRS: usize = 4;

/// An immutable part of the index by tokens: up to [`BLOCK_LEN`] texts by id, with the tokens of
/// each.
///
/// # Example
/// ```
/// use tolmach::index::TokenBlock;
/// let texts = [(7, "a longer text".to_owned()), (3, "a text".to_owned())];
/// let block = TokenBlock::build(&texts)?;
/// let again = TokenBlock::from_bytes(&block.to_bytes())?;
/// assert_eq!(again.ids(), [3, 7]);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TokenBlock {
    /// By rank, a text's place by its number of tokens.
    ids: Vec<u64>,
    /// By rank, one text after the other.
    fingerprints: Vec<u16>,
    /// The numbers of tokens that texts have, ascending.
    lengths: Vec<Length>,
    /// The ranks of the texts that may have an element, made when first asked for.
    elements: OnceLock<Lists>,
    /// The ranks of the texts in which a token may follow another, likewise.
    pairs: OnceLock<Lists>,
}

/// The texts with one number of tokens.
#[derive(Clone, Copy, Debug)]
struct Length {
    tokens: usize,
    /// The first rank, and where its fingerprints begin.
    start: usize,
    fingerprints: usize,
    /// The first rank beyond.
    end: usize,
}

impl TokenBlock {
    /// Builds a block of texts with their ids.
    ///
    /// # Errors
    /// More than [`BLOCK_LEN`] texts, or together 2^32 tokens, are bad input.
    pub fn build(texts: &[(u64, String)]) -> Result<TokenBlock> {
        if BLOCK_LEN < texts.len() {
            return Err(Error::input(format!(
                "{} texts for a block, which holds {BLOCK_LEN}; build several",
                texts.len()
            )));
        }
        let (fingerprints, sorted) = by_tokens(texts);
        TokenBlock::of_sorted(&fingerprints, &sorted)
    }

    /// Builds the blocks of any number of texts, as few as hold them, each of few numbers of tokens:
    /// a search visits those alone that its query's number admits.
    ///
    /// # Errors
    /// Of each block, as [`build`](TokenBlock::build).
    pub fn build_all(texts: &[(u64, String)]) -> impl Iterator<Item = Result<TokenBlock>> {
        let (fingerprints, sorted) = by_tokens(texts);
        even_parts(sorted.len())
            .map(move |part| TokenBlock::of_sorted(&fingerprints, &sorted[part]))
    }

    /// Builds the blocks that [`build_all`](TokenBlock::build_all) would of the texts of some
    /// blocks that are `kept`; what is needed of the texts stands in the blocks.
    ///
    /// # Errors
    /// Of each block, as [`build`](TokenBlock::build).
    pub(crate) fn merge_all(
        blocks: &[TokenBlock],
        kept: impl Fn(u64) -> bool,
    ) -> impl Iterator<Item = Result<TokenBlock>> {
        let (mut fingerprints, mut sorted) = (Vec::new(), Vec::new());
        for block in blocks {
            for &Length {
                tokens,
                start: first,
                fingerprints: of_first,
                end,
            } in &block.lengths
            {
                let of_first = fingerprints.len() + of_first;
                let texts = (first..end).map(|rank| Sorted {
                    tokens,
                    id: block.ids[rank],
                    start: of_first + (rank - first) * tokens,
                });
                sorted.extend(texts.filter(|text| kept(text.id)));
            }
            fingerprints.extend(&block.fingerprints);
        }
        sorted.sort_unstable();
        even_parts(sorted.len())
            .map(move |part| TokenBlock::of_sorted(&fingerprints, &sorted[part]))
    }

    fn of_sorted(fingerprints: &[u16], sorted: &[Sorted]) -> Result<TokenBlock> {
        let mut block = TokenBlock::default();
        for &Sorted { tokens, id, start } in sorted {
            block
                .fingerprints
                .extend(&fingerprints[start..start + tokens]);
            block.add(id, tokens);
        }
        if u32::try_from(block.fingerprints.len()).is_err() {
            return Err(Error::input("texts too long for one block; build several"));
        }
        block.fingerprints.shrink_to_fit();
        Ok(block)
    }

    /// The block of the bytes that were kept.
    ///
    /// # Errors
    /// Bytes that [`to_bytes`](TokenBlock::to_bytes) did not give are a damaged memory.
    pub fn from_bytes(bytes: &[u8]) -> Result<TokenBlock> {
        let damaged = |what: &str| Error::damaged(format!("a token block of the index {what}"));
        let texts = HEAD + 2 * FREQUENT;
        if bytes.len() < texts || bytes[..4] != MARK {
            return Err(damaged("does not begin as one"));
        }
        if bytes[4..8] != [VERSION, 0, 0, 0] {
            return Err(damaged("is of an unknown version"));
        }
        let len = u32_at(bytes, 8) as usize;
        if BLOCK_LEN < len || u64_at(bytes, SUM) != check_sum(0, &bytes[HEAD..]) {
            return Err(damaged("does not match its check sum"));
        }
        let frequent: Vec<u16> = bytes[HEAD..texts]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&pair| u16::from_le_bytes(pair) & ((1 << BITS) - 1))
            .collect();
        let mut block = TokenBlock::default();
        block.ids.reserve_exact(len);
        block.fingerprints.reserve(bytes.len() - texts);
        block
            .read(&mut bytes[texts..].iter(), &frequent)
            .filter(|()| block.ids.len() == len)
            .ok_or_else(|| damaged("is not as long as it says"))?;
        block.fingerprints.shrink_to_fit();
        Ok(block)
    }

    /// The bytes to keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut counts = vec![0u32; 1 << BITS];
        for &fingerprint in &self.fingerprints {
            counts[fingerprint as usize] += 1;
        }
        let mut frequent: Vec<u16> = (0..1 << BITS).collect();
        frequent.sort_by_key(|&f| std::cmp::Reverse(counts[f as usize]));
        frequent.truncate(FREQUENT);
        let mut codes = vec![None; 1 << BITS];
        for (&fingerprint, code) in frequent.iter().zip(0u8..) {
            codes[fingerprint as usize] = Some(code);
        }

        let mut bytes = Vec::with_capacity(HEAD + 2 * self.fingerprints.len());
        bytes.extend(MARK);
        bytes.extend([VERSION, 0, 0, 0]);
        bytes.extend((self.ids.len() as u32).to_le_bytes());
        bytes.extend([0; HEAD - SUM]);
        bytes.extend(frequent.iter().flat_map(|f| f.to_le_bytes()));
        for length in &self.lengths {
            put(&mut bytes, length.tokens as u64);
            put(&mut bytes, (length.end - length.start) as u64);
            let mut last = 0;
            for rank in length.start..length.end {
                put(&mut bytes, self.ids[rank] - last);
                last = self.ids[rank];
                for &fingerprint in self.of_rank(rank) {
                    match codes[fingerprint as usize] {
                        Some(code) => bytes.push(code),
                        None => {
                            bytes.extend([TWO_BYTES | (fingerprint >> 8) as u8, fingerprint as u8]);
                        }
                    }
                }
            }
        }
        let sum = check_sum(0, &bytes[HEAD..]);
        bytes[SUM..HEAD].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// The ids, by number of tokens.
    pub fn ids(&self) -> &[u64] {
        &self.ids
    }

    /// The fingerprints of a text, in its order.
    pub(super) fn of_rank(&self, rank: usize) -> &[u16] {
        let place = self.lengths.partition_point(|length| length.end <= rank);
        let length = &self.lengths[place];
        let start = length.fingerprints + (rank - length.start) * length.tokens;
        &self.fingerprints[start..start + length.tokens]
    }

    /// The ranks of the texts with so many tokens, and the least number that one of them has.
    pub(super) fn with_lengths(&self, wanted: &RangeInclusive<usize>) -> (Range<usize>, usize) {
        let before = |length: &Length| length.tokens < *wanted.start();
        let first = self.lengths.partition_point(before);
        let within = |length: &Length| length.tokens <= *wanted.end();
        let end = self.lengths.partition_point(within);
        let within = &self.lengths[first..end.max(first)];
        match (within.first(), within.last()) {
            (Some(first), Some(last)) => (first.start..last.end, first.tokens),
            _ => (0..0, 0),
        }
    }

    /// The ranks of the texts that may have an element, ascending.
    pub(super) fn list(&self, element: u16) -> &[u16] {
        let elements = self.elements.get_or_init(|| {
            let mut elements = self.fingerprints.clone();
            for length in self.lengths.iter().filter(|length| length.tokens > 0) {
                let of_length = &mut elements[length.fingerprints()];
                of_length
                    .chunks_mut(length.tokens)
                    .for_each(turn_into_elements);
            }
            let keys = self.by_rank(&elements);
            let keys = keys.flat_map(|(rank, own)| own.iter().map(move |&key| (rank, key.into())));
            Lists::new(BITS, USUAL_LIST, keys)
        });
        elements.list(element.into())
    }

    /// The ranks of the texts in which the second token may follow the first, ascending; one stands
    /// there as often as they do.
    pub(super) fn list_of_pair(&self, first: u16, second: u16) -> &[u16] {
        let pairs = self.pairs.get_or_init(|| {
            let keys = self.by_rank(&self.fingerprints).flat_map(|(rank, own)| {
                let pairs = own.windows(2);
                pairs.map(move |pair| (rank, pair_key(pair[0], pair[1])))
            });
            Lists::new(PAIR_BITS, USUAL_LIST_OF_PAIRS, keys)
        });
        pairs.list(pair_key(first, second))
    }

    /// Adds the text with the last `tokens` fingerprints, which has no less than those before.
    fn add(&mut self, id: u64, tokens: usize) {
        let rank = self.ids.len();
        self.ids.push(id);
        match self.lengths.last_mut() {
            Some(last) if last.tokens == tokens => last.end = rank + 1,
            _ => self.lengths.push(Length {
                tokens,
                start: rank,
                fingerprints: self.fingerprints.len() - tokens,
                end: rank + 1,
            }),
        }
    }

    /// Adds kept texts; `None` if the bytes end too early or texts are out of order.
    fn read(&mut self, rest: &mut std::slice::Iter<'_, u8>, frequent: &[u16]) -> Option<()> {
        while !rest.as_slice().is_empty() {
            let length = usize::try_from(take(rest)?).ok()?;
            let texts = take(rest)?;
            if self
                .lengths
                .last()
                .is_some_and(|last| length <= last.tokens)
            {
                return None;
            }
            let mut id = 0u64;
            for _ in 0..texts {
                id = id.checked_add(take(rest)?)?;
                for _ in 0..length {
                    let code = *rest.next()?;
                    self.fingerprints.push(match code < TWO_BYTES {
                        true => frequent[code as usize],
                        false => u16::from_be_bytes([code & !TWO_BYTES, *rest.next()?]),
                    });
                }
                if self.ids.len() == BLOCK_LEN {
                    return None;
                }
                self.add(id, length);
            }
        }
        Some(())
    }

    /// What stands for the fingerprints of each text, with its rank.
    fn by_rank<'a>(&'a self, all: &'a [u16]) -> impl Iterator<Item = (usize, &'a [u16])> + Clone {
        self.lengths.iter().flat_map(|length| {
            let texts = all[length.fingerprints()].chunks(length.tokens.max(1));
            (length.start..length.end).zip(texts)
        })
    }
}

impl Length {
    /// Where the fingerprints of its texts stand.
    fn fingerprints(&self) -> Range<usize> {
        let all = (self.end - self.start) * self.tokens;
        self.fingerprints..self.fingerprints + all
    }
}

/// A text by where its fingerprints begin among those of others, ordered by their number, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sorted {
    tokens: usize,
    id: u64,
    start: usize,
}

/// The fingerprints of texts, one text after the other, and which text they are of, in order.
fn by_tokens(texts: &[(u64, String)]) -> (Vec<u16>, Vec<Sorted>) {
    let mut fingerprints = Vec::new();
    let sorted = texts.iter().map(|&(id, ref text)| {
        let start = fingerprints.len();
        fingerprints.extend(tokens(text).map(fingerprint));
        let tokens = fingerprints.len() - start;
        Sorted { tokens, id, start }
    });
    let mut sorted: Vec<Sorted> = sorted.collect();
    sorted.sort_unstable();
    (fingerprints, sorted)
}

/// Ranks by bucket.
#[derive(Clone, Debug)]
struct Lists {
    /// A bucket is what is left of a key without so many of its lowest bits.
    shift: u32,
    /// By bucket: where its list begins; then where the last ends.
    directory: Vec<u32>,
    ranks: Vec<u16>,
}

impl Lists {
    /// Sorts ranks by their keys of so many bits, by counting: they stay ascending in each list.
    fn new(bits: u32, usual_list: usize, keys: impl Iterator<Item = (usize, u32)> + Clone) -> Self {
        let len = keys.clone().count();
        let kept = (len / usual_list).max(1).ilog2().min(bits);
        let shift = bits - kept;
        let mut directory = vec![0u32; (1 << kept) + 1];
        for (_, key) in keys.clone() {
            directory[(key >> shift) as usize + 1] += 1;
        }
        for bucket in 1..directory.len() {
            directory[bucket] += directory[bucket - 1];
        }
        let mut free = directory.clone();
        let mut ranks = vec![0; len];
        for (rank, key) in keys {
            let place = &mut free[(key >> shift) as usize];
            ranks[*place as usize] = rank as u16;
            *place += 1;
        }
        Lists {
            shift,
            directory,
            ranks,
        }
    }

    fn list(&self, key: u32) -> &[u16] {
        let bucket = (key >> self.shift) as usize;
        &self.ranks[self.directory[bucket] as usize..self.directory[bucket + 1] as usize]
    }
}

impl Part for TokenBlock {
    type Block = TokenBlock;

    fn lengths(&self) -> Option<(usize, usize)> {
        Some((self.lengths.first()?.tokens, self.lengths.last()?.tokens))
    }

    fn block(&self) -> Result<&TokenBlock> {
        Ok(self)
    }
}

// Hashes are part of the file's format.
pub(super) fn fingerprint(token: &str) -> u16 {
    let (words, rest) = token.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let seed = token.len() as u64;
    let hash = words
        .iter()
        .fold(seed, |hash, &word| mix(hash ^ u64::from_le_bytes(word)));
    short(mix(hash ^ u64::from_le_bytes(last)))
}

fn pair_key(first: u16, second: u16) -> u32 {
    (mix(u64::from(first) << 16 | u64::from(second)) >> (u64::BITS - PAIR_BITS)) as u32
}

fn short(hash: u64) -> u16 {
    (hash >> (u64::BITS - BITS)) as u16
}

/// The elements of a text: the i-th occurrence of a token is one of its own, so that the multiset
/// of tokens becomes a set.
pub(super) fn turn_into_elements(fingerprints: &mut [u16]) {
    fingerprints.sort_unstable();
    for same in fingerprints.chunk_by_mut(|a, b| a == b) {
        let first = u64::from(same[0]);
        for (occurrence, element) in (1..).zip(&mut same[1..]) {
            *element = short(mix(occurrence << 16 | first));
        }
    }
}
