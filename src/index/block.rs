//! Blocks: immutable, checked, read in place from the bytes that the store keeps.
//!
//! All numbers are little-endian. *n* is the number of texts, ordered by length in characters
//! (then by id); a text's place in that order is its *slot*.
//!
//! | what | bytes |
//! |---|---|
//! | head: mark, version, bits of a bucket number, n, units of postings, *r*, two check sums | 40 |
//! | ids | 8n |
//! | [bags](super::bag) of characters | 8n |
//! | the lengths that occur, in characters, *r* of them, each with the first slot beyond | 8r |
//! | where each bucket's list begins, in units, and where the last ends | 4(2^bits + 1) |
//! | postings, in units of 16 bits | 2 units |
//!
//! A list is kept in one of three forms. A short one is its slots, ascending, a unit each. Where
//! that saves a fifth, it is the gaps between them, a byte each, of which 255 goes on by that much
//! without a slot; the highest bit of where the list begins tells so. One of more than n / 16
//! slots is a bitmap of ⌈n / 16⌉ units, which its size tells.

use std::ops::Range;
use std::sync::OnceLock;

use super::Texts;
use super::bag::Bag;
use super::columns::Letters;
use super::having::{Postings, retain_common};
use super::once::Once;
use crate::distance::{gram_count, grams};
use crate::error::{Error, Result};

/// The most texts that a block holds: as many as there are 16-bit slots.
pub const BLOCK_LEN: usize = 1 << 16;

/// The longest text of a block, in characters.
pub(crate) const LONGEST: usize = 1 << 30;

const MARK: [u8; 4] = *b"TMgb";
const VERSION: u8 = 2;
const HEAD: usize = 40;
/// The check sum of all but the postings lies at the first place, that of the postings at the second.
const SUMS: [usize; 2] = [24, 32];
const MOST_BITS: u32 = 16;
/// In the directory: the list is one of gaps.
const GAPS: u32 = 1 << 31;
/// The greatest gap; as much is gone on by without a slot.
pub(super) const SKIP: u8 = u8::MAX;
/// One in so many texts in a list of gaps, and it is searched as a bitmap.
const DENSE: usize = 48;
/// What a bucket's list should hold on average: the directory then takes a thirtieth of a list.
const USUAL_LIST: usize = 64;

/// An immutable part of the index: up to [`BLOCK_LEN`] texts by id, with their postings.
///
/// The texts themselves are not in it. It owns the bytes and reads them in place: to keep a
/// block is to write [`as_bytes`](GramBlock::as_bytes), to have it again costs one pass over all but
/// the postings.
///
/// # Example
/// ```
/// use tolmach::index::GramBlock;
/// let texts = [(7, "a longer text".to_owned()), (3, "a text".to_owned())];
/// let block = GramBlock::build(&texts)?;
/// let again = GramBlock::from_bytes(block.as_bytes().to_vec())?;
/// again.verify()?;
/// assert_eq!(again.ids().collect::<Vec<_>>(), [3, 7]);
///
/// let mut damaged = block.to_bytes();
/// damaged[40] ^= 1;
/// assert!(GramBlock::from_bytes(damaged).unwrap_err().is_bad_memory());
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Debug)]
pub struct GramBlock {
    bytes: Vec<u8>,
    len: usize,
    bits: u32,
    /// The lengths that occur, with the first slot beyond each.
    runs: Vec<(u32, u32)>,
    /// The long lists, by bucket.
    dense: Vec<Dense>,
    /// Where the directory begins.
    directory: usize,
    /// Where the postings begin.
    postings: usize,
    letters: Once<Letters>,
}

/// A list that is searched as a bitmap.
#[derive(Debug)]
struct Dense {
    bucket: usize,
    /// How many there are, or somewhat more.
    slots: usize,
    /// Made when it is first asked for, if gaps are what is kept.
    bitmap: OnceLock<Box<[u8]>>,
}

/// The slots of a bucket.
#[derive(Clone, Copy, Debug)]
pub(super) enum List<'b> {
    Slots(&'b [[u8; 2]]),
    Gaps(&'b [u8]),
    Bitmap { bits: &'b [u8], slots: usize },
}

impl List<'_> {
    /// Whether a slot is in the list; of gaps, which tell it only when they are read, always.
    pub(super) fn may_have(&self, slot: usize) -> bool {
        match self {
            List::Slots(slots) => slots
                .binary_search_by_key(&slot, |&unit| u16::from_le_bytes(unit) as usize)
                .is_ok(),
            List::Gaps(_) => true,
            List::Bitmap { bits, .. } => is_one(bits, slot),
        }
    }

    pub(super) fn first_byte(&self) -> Option<u8> {
        match self {
            List::Slots(slots) => slots.as_flattened().first().copied(),
            List::Gaps(bytes) | List::Bitmap { bits: bytes, .. } => bytes.first().copied(),
        }
    }
}

impl Postings for List<'_> {
    fn len(&self) -> usize {
        match self {
            List::Slots(slots) => slots.len(),
            List::Gaps(gaps) => gaps.len(),
            List::Bitmap { slots, .. } => *slots,
        }
    }

    fn all(&self) -> Vec<u16> {
        match self {
            List::Slots(slots) => slots.iter().map(|&unit| u16::from_le_bytes(unit)).collect(),
            List::Gaps(gaps) => slots_of(gaps).collect(),
            List::Bitmap { bits, .. } => (0..8 * bits.len())
                .filter(|&slot| is_one(bits, slot))
                .map(|slot| slot as u16)
                .collect(),
        }
    }

    fn retain(&self, texts: &mut Vec<u16>) {
        match self {
            List::Gaps(gaps) => retain_common(texts, slots_of(gaps)),
            _ => texts.retain(|&slot| self.may_have(slot as usize)),
        }
    }
}

fn is_one(bits: &[u8], place: usize) -> bool {
    // A damaged list may name slots that there are none of.
    let byte = bits.get(place / 8);
    byte.is_some_and(|byte| byte >> (place % 8) & 1 == 1)
}

/// The slots that gaps lead to.
fn slots_of(gaps: &[u8]) -> impl Iterator<Item = u16> {
    let slots = gaps.iter().scan(0u16, |slot, &gap| {
        *slot = slot.wrapping_add(u16::from(gap));
        Some((gap != SKIP).then_some(*slot))
    });
    slots.flatten()
}

impl GramBlock {
    /// Builds a block of texts with their ids.
    ///
    /// # Errors
    /// More than [`BLOCK_LEN`] texts, or one of more than 2^30 characters, are bad input.
    pub fn build(texts: &[(u64, String)]) -> Result<GramBlock> {
        if BLOCK_LEN < texts.len() {
            return Err(Error::input(format!(
                "{} texts for a block, which holds {BLOCK_LEN}; build several",
                texts.len()
            )));
        }
        GramBlock::of_sorted(texts, &by_length(texts))
    }

    /// Builds the blocks of any number of texts, as few as hold them, each of few lengths: a search
    /// visits those alone that its query's length admits.
    ///
    /// # Errors
    /// Of each block, as [`build`](GramBlock::build).
    pub fn build_all(texts: &[(u64, String)]) -> impl Iterator<Item = Result<GramBlock>> {
        let sorted = by_length(texts);
        even_parts(sorted.len()).map(move |part| GramBlock::of_sorted(texts, &sorted[part]))
    }

    fn of_sorted(texts: &[(u64, String)], sorted: &[Sorted]) -> Result<GramBlock> {
        let len = sorted.len();
        let lengths: Vec<usize> = sorted.iter().map(|of| of.length).collect();
        if lengths.last().is_some_and(|&longest| LONGEST < longest) {
            return Err(Error::input("a text of more than 2^30 characters"));
        }
        let total: usize = lengths.iter().map(|&length| gram_count(length)).sum();
        let bits = (total / USUAL_LIST).max(1).ilog2().min(MOST_BITS);

        // Side by side, since they are read more than once: each would be waited for where it lies.
        let mut joined = String::new();
        let mut bounds = vec![0];
        for of in sorted {
            joined.push_str(&texts[of.place].1);
            bounds.push(joined.len());
        }
        let texts = || bounds.windows(2).map(|of| &joined[of[0]..of[1]]);
        let (starts, units) = postings(texts(), total, bits)?;
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (length, end) in lengths.iter().map(|&length| length as u32).zip(1..) {
            match runs.last_mut() {
                Some(run) if run.0 == length => run.1 = end,
                _ => runs.push((length, end)),
            }
        }
        let directory = HEAD + 16 * len + 8 * runs.len();
        let postings = directory + 4 * starts.len();
        let mut bytes = Vec::with_capacity(postings + 2 * units.len());
        bytes.extend(MARK);
        bytes.extend([VERSION, bits as u8, 0, 0]);
        bytes.extend((len as u32).to_le_bytes());
        bytes.extend((units.len() as u32).to_le_bytes());
        bytes.extend((runs.len() as u32).to_le_bytes());
        bytes.resize(HEAD, 0);
        bytes.extend(sorted.iter().flat_map(|of| of.id.to_le_bytes()));
        let bags = texts().map(|text| Bag::of(text).to_bits());
        bytes.extend(bags.flat_map(u64::to_le_bytes));
        let runs_kept = runs.iter().flat_map(|&(length, end)| [length, end]);
        bytes.extend(runs_kept.flat_map(u32::to_le_bytes));
        bytes.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        let mut block = GramBlock {
            directory,
            postings,
            bytes,
            len,
            bits,
            runs,
            dense: Vec::new(),
            letters: Once::default(),
        };
        for (place, sum) in SUMS.into_iter().zip(block.sums()) {
            block.bytes[place..place + 8].copy_from_slice(&sum.to_le_bytes());
        }
        block.find_dense();
        Ok(block)
    }

    /// Takes a block from its bytes, without a copy.
    ///
    /// Everything but the postings is checked, which is what opening should pay for; no bytes
    /// make a search panic. [`verify`](GramBlock::verify) reads the postings too.
    ///
    /// # Errors
    /// Bytes that [`as_bytes`](GramBlock::as_bytes) did not give are a damaged memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<GramBlock> {
        let damaged = |what: &str| Err(Error::damaged(format!("a block of the index {what}")));
        if bytes.len() < HEAD || bytes[..4] != MARK {
            return damaged("does not begin as one");
        }
        if bytes[4] != VERSION {
            return damaged("is of an unknown version");
        }
        let bits = u32::from(bytes[5]);
        let (len, units) = (u32_at(&bytes, 8) as usize, u32_at(&bytes, 12) as usize);
        let runs = u32_at(&bytes, 16) as usize;
        if MOST_BITS < bits || BLOCK_LEN < len || len < runs {
            return damaged("is larger than can be");
        }
        let directory = HEAD + 16 * len + 8 * runs;
        let postings = directory + 4 * ((1 << bits) + 1);
        if (bytes.len() as u64) != postings as u64 + 2 * units as u64 {
            return damaged("has not its length");
        }
        let run = |at: usize| (u32_at(&bytes, at), u32_at(&bytes, at + 4));
        let runs = (HEAD + 16 * len..directory).step_by(8).map(run).collect();
        let mut block = GramBlock {
            bytes,
            len,
            bits,
            runs,
            dense: Vec::new(),
            directory,
            postings,
            letters: Once::default(),
        };
        if block.head_sum() != u64_at(&block.bytes, SUMS[0]) {
            return damaged("does not match its check sum");
        }
        let starts = block.bytes[directory..postings].as_chunks::<4>().0;
        let mut starts = starts
            .iter()
            .map(|&start| u32::from_le_bytes(start) & !GAPS);
        if !starts.clone().is_sorted() || starts.next_back() != Some(units as u32) {
            return damaged("has lists that overlap");
        }
        let sorted = block.runs.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1);
        let (longest, end) = block.runs.last().copied().unwrap_or_default();
        if !sorted || end as usize != len || LONGEST < longest as usize {
            return damaged("is not sorted");
        }
        block.find_dense();
        Ok(block)
    }

    fn find_dense(&mut self) {
        let starts = self.bytes[self.directory..self.postings].as_chunks::<4>().0;
        let starts = starts.iter().map(|&start| u32::from_le_bytes(start));
        let ends = starts.clone().skip(1).map(|end| end & !GAPS);
        let postings = self.bytes[self.postings..].as_chunks::<2>().0;
        let dense = (0..)
            .zip(starts.zip(ends))
            .filter_map(|(bucket, (start, end))| {
                let units = &postings[(start & !GAPS) as usize..end as usize];
                let slots = match start & GAPS {
                    0 if units.len() == self.len.div_ceil(16) => {
                        let ones = units
                            .iter()
                            .map(|&unit| u16::from_le_bytes(unit).count_ones());
                        ones.sum::<u32>() as usize
                    }
                    0 => return None,
                    _ => 2 * units.len(),
                };
                (self.len / DENSE <= slots && 0 < slots).then(|| Dense {
                    bucket,
                    slots,
                    bitmap: OnceLock::new(),
                })
            });
        self.dense = dense.collect();
    }

    /// The bytes to keep.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A copy of [`as_bytes`](Self::as_bytes).
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bytes.clone()
    }

    /// Checks the postings too, by their check sum.
    ///
    /// # Errors
    /// Postings that are not those of the build are a damaged memory.
    pub fn verify(&self) -> Result<()> {
        match self.sums()[1] == u64_at(&self.bytes, SUMS[1]) {
            true => Ok(()),
            false => Err(Error::damaged(
                "postings of the index do not match their check sum",
            )),
        }
    }

    /// How many texts it holds.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The ids, by length of their texts in characters.
    pub fn ids(&self) -> impl Iterator<Item = u64> {
        (0..self.len).map(|slot| self.id(slot))
    }

    pub(super) fn id(&self, slot: usize) -> u64 {
        u64_at(&self.bytes, HEAD + 8 * slot)
    }

    /// The length in characters.
    pub(super) fn length(&self, slot: usize) -> usize {
        self.run_of(slot).0 as usize
    }

    pub(super) fn bag(&self, slot: usize) -> Bag {
        Bag::from_bits(u64_at(&self.bytes, HEAD + 8 * self.len + 8 * slot))
    }

    /// The texts as symbols, made when they are first asked for.
    pub(super) fn letters(
        &self,
        texts: &dyn Texts,
        removed: &dyn Fn(u64) -> bool,
    ) -> Result<&Letters> {
        self.letters.get_or_make(|| {
            let slots = 0..self.len;
            let slots: Vec<_> = slots
                .map(|slot| (self.id(slot), self.length(slot)))
                .collect();
            Letters::build(&slots, texts, removed)
        })
    }

    /// The first slot from `from` on whose text is longer than that of `from`.
    pub(super) fn end_of_run(&self, from: usize) -> usize {
        self.run_of(from).1 as usize
    }

    fn run_of(&self, slot: usize) -> (u32, u32) {
        self.runs[self.runs.partition_point(|&(_, end)| end as usize <= slot)]
    }

    /// How many bits a bucket's number has.
    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    pub(super) fn list(&self, bucket: usize) -> List<'_> {
        let at = self.directory + 4 * bucket;
        let (start, end) = (u32_at(&self.bytes, at), u32_at(&self.bytes, at + 4) & !GAPS);
        let place = |unit: u32| self.postings + 2 * unit as usize;
        let bytes = &self.bytes[place(start & !GAPS)..place(end)];
        let gaps = start & GAPS != 0;
        if self.len / DENSE <= bytes.len()
            && let Ok(place) = self
                .dense
                .binary_search_by_key(&bucket, |dense| dense.bucket)
        {
            let Dense { slots, bitmap, .. } = &self.dense[place];
            let bits = match gaps {
                true => bitmap.get_or_init(|| self.bitmap(bytes)),
                false => bytes,
            };
            return List::Bitmap {
                bits,
                slots: *slots,
            };
        }
        match gaps {
            true => List::Gaps(bytes),
            false => List::Slots(bytes.as_chunks::<2>().0),
        }
    }

    fn bitmap(&self, gaps: &[u8]) -> Box<[u8]> {
        let mut bitmap = vec![0; 2 * self.len.div_ceil(16)];
        for slot in slots_of(gaps) {
            if let Some(byte) = bitmap.get_mut(slot as usize / 8) {
                *byte |= 1 << (slot % 8);
            }
        }
        bitmap.into()
    }

    fn head_sum(&self) -> u64 {
        let [head, rest] = [&self.bytes[..SUMS[0]], &self.bytes[HEAD..self.postings]];
        check_sum(check_sum(0, head), rest)
    }

    fn sums(&self) -> [u64; 2] {
        [self.head_sum(), check_sum(0, &self.bytes[self.postings..])]
    }
}

/// A text by its place among others, ordered by length in characters, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sorted {
    length: usize,
    id: u64,
    place: usize,
}

fn by_length(texts: &[(u64, String)]) -> Vec<Sorted> {
    let texts = texts.iter().enumerate();
    let sorted = texts.map(|(place, &(id, ref text))| Sorted {
        length: text.chars().count(),
        id,
        place,
    });
    let mut sorted: Vec<Sorted> = sorted.collect();
    sorted.sort_unstable();
    sorted
}

/// As few parts of about one size as so many texts need, to be a block each.
pub(super) fn even_parts(texts: usize) -> impl Iterator<Item = Range<usize>> {
    let blocks = texts.div_ceil(BLOCK_LEN).max(1);
    let size = texts.div_ceil(blocks).max(1);
    let starts = (0..texts).step_by(size);
    starts.map(move |start| start..texts.min(start + size))
}

/// Where each bucket's list starts, and the lists.
fn postings<'t>(
    texts: impl ExactSizeIterator<Item = &'t str>,
    total: usize,
    bits: u32,
) -> Result<(Vec<u32>, Vec<u16>)> {
    if u32::try_from(total).is_err() {
        return Err(Error::input("texts too long for one block; build several"));
    }
    let words = texts.len().div_ceil(16);
    // Sorted by counting: slots stay ascending within a bucket.
    let mut pairs = Vec::with_capacity(total);
    let mut ends = vec![0u32; (1 << bits) + 1];
    let mut elements = Elements::new(bits);
    for (slot, text) in texts.enumerate() {
        elements.of(text, |bucket| {
            pairs.push((bucket as u16, slot as u16));
            ends[bucket as usize + 1] += 1;
        });
    }
    for bucket in 1..ends.len() {
        ends[bucket] += ends[bucket - 1];
    }
    // By the highest bits first: then what follows each other goes to places near each other.
    let low = bits.saturating_sub(8);
    let mut free: Vec<u32> = ends.iter().step_by(1 << low).copied().collect();
    let mut coarse = vec![(0u16, 0u16); pairs.len()];
    for pair in pairs {
        let place = &mut free[pair.0 as usize >> low];
        coarse[*place as usize] = pair;
        *place += 1;
    }
    let mut slots = vec![0u16; coarse.len()];
    let mut free = ends.clone();
    for (bucket, slot) in coarse {
        let (start, place) = (ends[bucket as usize], &mut free[bucket as usize]);
        // Two elements of a text may share a bucket.
        let is_new = *place == start || slots[*place as usize - 1] != slot;
        slots[*place as usize] = slot;
        *place += u32::from(is_new);
    }

    let mut units: Vec<u16> = Vec::with_capacity(slots.len());
    let mut starts = Vec::with_capacity(ends.len());
    let mut gaps = Vec::new();
    let begin = |units: &Vec<u16>| {
        let start = u32::try_from(units.len()).ok();
        start
            .filter(|start| start & GAPS == 0)
            .ok_or_else(|| Error::input("texts too long for one block; build several"))
    };
    for (&start, &end) in ends.iter().zip(&free).take(1 << bits) {
        let list = &slots[start as usize..end as usize];
        let start = begin(&units)?;
        if words <= list.len() && !list.is_empty() {
            let from = units.len();
            units.resize(from + words, 0);
            for &slot in list {
                units[from + slot as usize / 16] |= 1u16 << (slot % 16);
            }
            starts.push(start);
            continue;
        }
        let save = |gaps: usize| gaps * 5 <= 2 * list.len() * 4;
        gaps.clear();
        // Most lists are too sparse, and known to be so at once.
        if save(least_gaps(list)) {
            gaps_of(list, &mut gaps);
        }
        if !gaps.is_empty() && save(gaps.len()) {
            let pairs = gaps.chunks(2);
            units.extend(
                pairs.map(|pair| {
                    u16::from_le_bytes([pair[0], pair.get(1).copied().unwrap_or(SKIP)])
                }),
            );
            starts.push(start | GAPS);
        } else {
            units.extend(list);
            starts.push(start);
        }
    }
    starts.push(begin(&units)?);
    Ok((starts, units))
}

/// Gaps take no fewer bytes than this: one a slot, and together they go on by the last.
fn least_gaps(slots: &[u16]) -> usize {
    let last = slots.last().map_or(0, |&last| usize::from(last));
    let without_skips = (usize::from(SKIP) - 1) * slots.len();
    slots.len() + last.saturating_sub(without_skips) / usize::from(SKIP)
}

/// Appends the gaps of ascending slots, from 0 on.
fn gaps_of(slots: &[u16], gaps: &mut Vec<u8>) {
    let mut last = 0;
    for &slot in slots {
        let mut gap = slot - last;
        while u16::from(SKIP) <= gap {
            gaps.push(SKIP);
            gap -= u16::from(SKIP);
        }
        gaps.push(gap as u8);
        last = slot;
    }
}

/// Turns a text into the buckets of its grams.
///
/// The i-th occurrence of a gram is an element of its own, so that a multiset of grams becomes
/// a set of elements: grams shared by two texts, each as often as both have it, are elements
/// shared. Where grams collide, elements shared can only become more.
#[derive(Debug)]
struct Elements {
    bits: u32,
    /// By bucket: the text that was there last, and how often.
    seen: Vec<(u32, u32)>,
    text: u32,
}

impl Elements {
    fn new(bits: u32) -> Self {
        Elements {
            bits,
            seen: vec![(0, 0); 1 << bits],
            text: 0,
        }
    }

    /// Calls `each` with every element's bucket: as many as the text has grams.
    fn of(&mut self, text: &str, mut each: impl FnMut(u32)) {
        self.text += 1;
        for gram in grams(text) {
            let first = bucket(hash(gram), self.bits);
            let (text, count) = &mut self.seen[first as usize];
            if *text == self.text {
                *count += 1;
                each(bucket(repetition(first, *count), self.bits));
            } else {
                (*text, *count) = (self.text, 0);
                each(first);
            }
        }
    }
}

/// The buckets of a text's elements, ascending: those of [`Elements`], for a text alone, which is
/// not worth a table.
pub(super) fn buckets_of(text: &str, bits: u32) -> Vec<u32> {
    let mut buckets: Vec<u32> = grams(text).map(|gram| bucket(hash(gram), bits)).collect();
    buckets.sort_unstable();
    for same in buckets.chunk_by_mut(|a, b| a == b) {
        let first = same[0];
        for (count, repeated) in (1..).zip(&mut same[1..]) {
            *repeated = bucket(repetition(first, count), bits);
        }
    }
    buckets.sort_unstable();
    buckets
}

/// The hash of an element whose bucket the text has had so often already.
fn repetition(bucket: u32, count: u32) -> u64 {
    mix(u64::from(bucket) << 32 | u64::from(count))
}

fn bucket(hash: u64, bits: u32) -> u32 {
    (hash >> 32) as u32 >> (32 - bits.max(1)) & ((1 << bits) - 1)
}

// Hashes are part of the file's format.
fn hash(gram: u128) -> u64 {
    let (low, high) = (gram as u64, (gram >> 64) as u64);
    mix(mix(low) ^ high)
}

pub(super) fn mix(x: u64) -> u64 {
    let x = (x ^ x >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (x ^ x >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

pub(super) fn check_sum(start: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let fold = |sum: u64, word: [u8; 8]| mix(sum.rotate_left(5) ^ u64::from_le_bytes(word));
    let sum = words.iter().fold(start, |sum, &word| fold(sum, word));
    fold(sum, last) ^ bytes.len() as u64
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
}
