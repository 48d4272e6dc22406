//! Which texts of a block have which tokens: as kept in the file, and as searched.
//!
//! Kept are the fingerprints alone, in about one and a half bytes a token; the lists are sorted
//! out of them when they are loaded, which takes a hundredth of a second a block.
//!
//! | what | bytes |
//! |---|---|
//! | mark, version, zeros, number of texts, check sum of what follows | 20 |
//! | the most frequent fingerprints, of 16 bits | 2 [`FREQUENT`] |
//! | text by text, its tokens; then [`END`] | |
//!
//! A token is one byte below 0x80 for a frequent fingerprint, numbered from [`FIRST`] on, or the
//! fingerprint itself in two, the higher first, with the highest bit set. [`GONE`] stands in the
//! place of a text that was removed before.

use std::ops::{Range, RangeInclusive};

use super::super::Texts;
use super::super::block::{Block, check_sum, mix, u32_at, u64_at};
use crate::distance::tokens;
use crate::error::{Error, Result};

const MARK: [u8; 4] = *b"TMtk";
const VERSION: u8 = 1;
const SUM: usize = 12;
const HEAD: usize = 20;

const END: u8 = 0;
const GONE: u8 = 1;
const FIRST: u8 = 2;
const FREQUENT: usize = 126;
/// In a fingerprint's first byte.
const TWO_BYTES: u8 = 0x80;

/// Bits of a fingerprint.
const BITS: u32 = 15;

/// What a bucket's list should hold on average, so that the directory stays small beside them.
const USUAL_LIST: usize = 16;

/// Which texts of a block have which tokens.
///
/// A text's *rank* is its place by number of tokens, so that those of like lengths stand together
/// in every list.
#[derive(Clone, Debug)]
pub(in crate::index) struct TokenLists {
    /// By rank: the slot.
    slots: Vec<u16>,
    /// By rank: where the fingerprints begin; then where the last end.
    starts: Vec<u32>,
    fingerprints: Vec<u16>,
    bits: u32,
    /// By bucket: where its list begins; then where the last ends.
    directory: Vec<u32>,
    ranks: Vec<u16>,
    /// Slots of texts that were removed before the lists were made. A reader of an older state may
    /// still have them: to such a one they are candidates always.
    missing: Vec<u16>,
    /// Every number of tokens that occurs, with the first rank that has more; ascending.
    lengths: Vec<(usize, usize)>,
}

impl TokenLists {
    pub(in crate::index) fn build(
        block: &Block,
        texts: &dyn Texts,
        removed: &dyn Fn(u64) -> bool,
    ) -> Result<Self> {
        let (starts, fingerprints, missing) = block.elements(texts, removed, |text, found| {
            found.extend(tokens(text).map(fingerprint));
        })?;
        Ok(TokenLists::of(&starts, &fingerprints, missing))
    }

    /// Of texts by slot.
    fn of(starts: &[u32], fingerprints: &[u16], missing: Vec<u16>) -> Self {
        let of_slot =
            |&slot: &u16| starts[slot as usize] as usize..starts[slot as usize + 1] as usize;
        let mut slots: Vec<u16> = (0..starts.len() - 1).map(|slot| slot as u16).collect();
        slots.sort_by_key(|slot| of_slot(slot).len());
        let most = (fingerprints.len() / USUAL_LIST).max(1);
        let bits = most.ilog2().min(BITS);
        let mut lists = TokenLists {
            starts: Vec::with_capacity(starts.len()),
            fingerprints: Vec::with_capacity(fingerprints.len()),
            bits,
            directory: vec![0; (1 << bits) + 1],
            ranks: vec![0; fingerprints.len()],
            lengths: Vec::new(),
            missing,
            slots,
        };
        lists.starts.push(0);
        for (slot, rank) in lists.slots.iter().zip(1..) {
            let own = &fingerprints[of_slot(slot)];
            lists.fingerprints.extend(own);
            lists.starts.push(lists.fingerprints.len() as u32);
            match lists.lengths.last_mut() {
                Some((length, end)) if *length == own.len() => *end = rank,
                _ => lists.lengths.push((own.len(), rank)),
            }
        }
        lists.fill();
        lists
    }

    /// Sorts the ranks into their lists, by counting: they stay ascending in each.
    fn fill(&mut self) {
        let mut buckets = self.fingerprints.clone();
        let mut directory = std::mem::take(&mut self.directory);
        for pair in self.starts.windows(2) {
            let own = &mut buckets[pair[0] as usize..pair[1] as usize];
            turn_into_elements(own);
            for element in own {
                *element = self.bucket(*element) as u16;
                directory[*element as usize + 1] += 1;
            }
        }
        for bucket in 1..directory.len() {
            directory[bucket] += directory[bucket - 1];
        }
        let mut free = directory.clone();
        for (rank, pair) in self.starts.windows(2).enumerate() {
            for &bucket in &buckets[pair[0] as usize..pair[1] as usize] {
                let place = &mut free[bucket as usize];
                self.ranks[*place as usize] = rank as u16;
                *place += 1;
            }
        }
        self.directory = directory;
    }

    /// The bytes to keep.
    pub(in crate::index) fn to_bytes(&self) -> Vec<u8> {
        let mut counts = vec![0u32; 1 << BITS];
        for &fingerprint in &self.fingerprints {
            counts[fingerprint as usize] += 1;
        }
        let mut frequent: Vec<u16> = (0..1 << BITS).collect();
        frequent.sort_by_key(|&f| std::cmp::Reverse(counts[f as usize]));
        frequent.truncate(FREQUENT);
        let mut codes = vec![None; 1 << BITS];
        for (&fingerprint, code) in frequent.iter().zip(FIRST..) {
            codes[fingerprint as usize] = Some(code);
        }

        let mut bytes = Vec::with_capacity(HEAD + 2 * self.fingerprints.len());
        bytes.extend(MARK);
        bytes.extend([VERSION, 0, 0, 0]);
        bytes.extend((self.slots.len() as u32).to_le_bytes());
        bytes.extend([0; 8]);
        bytes.extend(frequent.iter().flat_map(|f| f.to_le_bytes()));
        let mut rank_of = vec![0u16; self.slots.len()];
        for (rank, &slot) in self.slots.iter().enumerate() {
            rank_of[slot as usize] = rank as u16;
        }
        for (slot, &rank) in rank_of.iter().enumerate() {
            if self.is_missing(slot) {
                bytes.push(GONE);
            }
            for &fingerprint in self.of_rank(rank as usize) {
                match codes[fingerprint as usize] {
                    Some(code) => bytes.push(code),
                    None => bytes.extend([TWO_BYTES | (fingerprint >> 8) as u8, fingerprint as u8]),
                }
            }
            bytes.push(END);
        }
        let sum = check_sum(0, &bytes[HEAD..]);
        bytes[SUM..HEAD].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// The lists of a block of `len` texts, from the bytes that were kept.
    pub(in crate::index) fn from_bytes(bytes: &[u8], len: usize) -> Result<Self> {
        let damaged = |what: &str| Error::damaged(format!("the tokens of an index block {what}"));
        let texts = HEAD + 2 * FREQUENT;
        if bytes.len() < texts || bytes[..4] != MARK {
            return Err(damaged("do not begin as such"));
        }
        if bytes[4..8] != [VERSION, 0, 0, 0] {
            return Err(damaged("are of an unknown version"));
        }
        if u32_at(bytes, 8) as usize != len || u64_at(bytes, SUM) != check_sum(0, &bytes[HEAD..]) {
            return Err(damaged("are not those of its texts"));
        }
        let frequent: Vec<u16> = bytes[HEAD..texts]
            .as_chunks::<2>()
            .0
            .iter()
            .map(|&pair| u16::from_le_bytes(pair) & ((1 << BITS) - 1))
            .collect();
        let mut starts = Vec::with_capacity(len + 1);
        starts.push(0);
        let mut fingerprints = Vec::with_capacity(bytes.len() - texts);
        let mut missing = Vec::new();
        let mut rest = bytes[texts..].iter();
        while let Some(&code) = rest.next() {
            match code {
                END => starts.push(fingerprints.len() as u32),
                GONE => missing.push((starts.len() - 1) as u16),
                TWO_BYTES.. => {
                    let low = rest.next().copied().unwrap_or(0);
                    fingerprints.push(u16::from_be_bytes([code & !TWO_BYTES, low]));
                }
                _ => fingerprints.push(frequent[(code - FIRST) as usize]),
            }
        }
        let whole = bytes.len() == texts || bytes.ends_with(&[END]);
        if starts.len() != len + 1 || !whole || !missing.is_sorted_by(|a, b| a < b) {
            return Err(damaged("are not as many as its texts"));
        }
        Ok(TokenLists::of(&starts, &fingerprints, missing))
    }

    /// The slot of a rank.
    pub(super) fn slot(&self, rank: usize) -> usize {
        self.slots[rank] as usize
    }

    /// The fingerprints of a text, in its order.
    pub(super) fn of_rank(&self, rank: usize) -> &[u16] {
        &self.fingerprints[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The ranks of the texts with so many tokens.
    pub(super) fn with_lengths(&self, lengths: RangeInclusive<usize>) -> Range<usize> {
        let end = |places: usize| places.checked_sub(1).map_or(0, |last| self.lengths[last].1);
        let before = self
            .lengths
            .partition_point(|(len, _)| len < lengths.start());
        let within = self
            .lengths
            .partition_point(|(len, _)| len <= lengths.end());
        end(before)..end(within)
    }

    /// Slots of texts that the lists do not know.
    pub(super) fn missing(&self) -> impl Iterator<Item = usize> {
        self.missing.iter().map(|&slot| slot as usize)
    }

    pub(super) fn is_missing(&self, slot: usize) -> bool {
        self.missing.binary_search(&(slot as u16)).is_ok()
    }

    fn bucket(&self, element: u16) -> usize {
        (u32::from(element) >> (BITS - self.bits)) as usize
    }

    /// The ranks of the texts that may have an element, ascending.
    pub(super) fn list(&self, element: u16) -> &[u16] {
        let bucket = self.bucket(element);
        &self.ranks[self.directory[bucket] as usize..self.directory[bucket + 1] as usize]
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
