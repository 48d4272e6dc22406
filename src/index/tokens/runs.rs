//! Texts with an exact run of tokens.
//!
//! A text with a run has every two of its tokens that follow each other, and is in the list of each
//! such pair; where words are frequent, their pairs still are not. The shortest list is looked up
//! in the second shortest; what is in both has the run or not by its fingerprints, which are kept
//! in order, and at last by its text. A single pair has no second list, and may share its own with a
//! frequent pair: then it is looked up in those of its tokens.

use std::hint::black_box;
use std::ops::Range;

use super::super::{Indexed, Part};
use super::block::{TokenBlock, fingerprint};
use crate::distance::tokens;
use crate::error::Result;

/// So many blocks are looked through together, and as many texts of one: what is needed of each lies
/// far from that of the others, and one by one, each would be waited for.
const BLOCKS_AT_ONCE: usize = 4;
const TEXTS_AT_ONCE: usize = 16;

/// So few texts of a pair's list are looked at in the time in which another list is found.
const FEW: usize = 8;
/// To look one text up in a list that is so many times as long takes as long as to look at it.
const LONGER: usize = 32;

/// Ids of the texts in which the tokens of `words` stand one after the other, ascending: all, or
/// any `limit` of them where there are more.
///
/// # Errors
/// Those of the texts and blocks.
///
/// # Example
/// ```
/// use tolmach::index::{GramBlock, Indexed, Texts, TokenBlock, containing};
/// # use std::borrow::Cow;
/// # struct Slice<'a>(&'a [&'a str]);
/// # impl Texts for Slice<'_> {
/// #     fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
/// #         Ok(self.0[id as usize].into())
/// #     }
/// # }
/// let memory = Slice(&["a state visit to astana", "astana, on a state visit", "visit a state"]);
/// let texts: Vec<_> = (0..).zip(memory.0.iter().map(|text| text.to_string())).collect();
/// let indexed = Indexed::<GramBlock, _> {
///     blocks: &[],
///     token_blocks: &[TokenBlock::build(&texts)?],
///     tail: &[],
///     removed: &|_| false,
///     texts: &memory,
/// };
/// assert_eq!(containing(&indexed, "a state visit", 10)?, [0, 1]);
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn containing<P, T: Part<Block = TokenBlock>>(
    indexed: &Indexed<'_, P, T>,
    words: &str,
    limit: usize,
) -> Result<Vec<u64>> {
    let run: Vec<&str> = tokens(words).collect();
    if run.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let fingerprints: Vec<u16> = run.iter().map(|token| fingerprint(token)).collect();
    let mut found = Vec::new();
    let admits = |part: &&T| {
        let lengths = part.lengths();
        lengths.is_some_and(|(_, most)| run.len() <= most)
    };
    let parts: Vec<&T> = indexed.token_blocks.iter().filter(admits).collect();
    let mut ranks = Vec::new();
    for parts in parts.chunks(BLOCKS_AT_ONCE) {
        let mut blocks = Vec::with_capacity(BLOCKS_AT_ONCE);
        for part in parts {
            let block = part.block()?;
            blocks.push((block, block.lists_for(&fingerprints)));
        }
        for (_, lists) in &blocks {
            black_box(lists.map(|list| list.first().copied()));
        }
        for (block, lists) in blocks {
            gather(lists, &mut ranks);
            for ranks in ranks.chunks(TEXTS_AT_ONCE) {
                for &rank in ranks {
                    black_box(block.of_rank(rank as usize).first().copied());
                }
                for &rank in ranks {
                    if !block.may_have(rank as usize, &fingerprints) {
                        continue;
                    }
                    let id = block.ids()[rank as usize];
                    if (indexed.removed)(id) || find_run(&indexed.texts.text(id)?, &run).is_none() {
                        continue;
                    }
                    found.push(id);
                    if found.len() == limit {
                        found.sort_unstable();
                        return Ok(found);
                    }
                }
            }
        }
    }
    let with_run = |(_, text): &&(u64, String)| find_run(text, &run).is_some();
    let of_tail = indexed.tail.iter().filter(with_run);
    found.extend(of_tail.map(|&(id, _)| id).take(limit - found.len()));
    found.sort_unstable();
    Ok(found)
}

/// The bytes of a text in which the tokens of a run stand first.
pub(crate) fn find_run(text: &str, run: &[&str]) -> Option<Range<usize>> {
    let first = run.first()?;
    let in_word = |c: char| c.is_alphanumeric();
    text.match_indices(first).find_map(|(start, _)| {
        let begins_inside = first.starts_with(in_word) && text[..start].ends_with(in_word);
        let mut own = tokens(&text[start..]).filter(|_| !begins_inside);
        let same = |_, &token: &&str| own.next().filter(|&own| own == token);
        let last = run.iter().try_fold("", same)?;
        Some(start..last.as_ptr().addr() - text.as_ptr().addr() + last.len())
    })
}

impl TokenBlock {
    /// Two lists that have every text with a run, the shorter first; it twice where it is enough.
    fn lists_for(&self, run: &[u16]) -> [&[u16]; 2] {
        let pairs = run.windows(2);
        let pairs = two_shortest(pairs.map(|pair| self.list_of_pair(pair[0], pair[1])));
        match pairs {
            [Some(shortest), Some(second)] => [shortest, second],
            [Some(pair), None] if pair.len() <= FEW => [pair; 2],
            [pair, _] => {
                // The first of equal tokens is its own element.
                let tokens = run.iter().map(|&token| self.list(token));
                let [shortest, second] = two_shortest(pair.into_iter().chain(tokens));
                let shortest = shortest.unwrap_or_default();
                [shortest, second.unwrap_or(shortest)]
            }
        }
    }

    /// Whether a text's fingerprints hold a run.
    fn may_have(&self, rank: usize, run: &[u16]) -> bool {
        let own = self.of_rank(rank);
        match *run {
            [first, second, ref rest @ ..] => {
                // Read to the end, which takes less time than to look each time whether to stop.
                let pairs = own.iter().zip(own.get(1..).unwrap_or_default());
                let of_run = |(&a, &b): (&u16, &u16)| (a == first) & (b == second);
                pairs.fold(false, |any, pair| any | of_run(pair))
                    && (rest.is_empty() || own.windows(run.len()).any(|window| window == run))
            }
            _ => own.contains(&run[0]),
        }
    }
}

/// The shortest of some lists, and the shortest other.
fn two_shortest<'l>(lists: impl Iterator<Item = &'l [u16]>) -> [Option<&'l [u16]>; 2] {
    let mut two = [None; 2];
    for list in lists {
        let shorter = |other: Option<&[u16]>| other.is_none_or(|other| list.len() < other.len());
        if shorter(two[0]) {
            two = [Some(list), two[0]];
        } else if shorter(two[1]) && !two[0].is_some_and(|other| std::ptr::eq(list, other)) {
            two[1] = Some(list);
        }
    }
    two
}

/// Gathers what is in two lists, the shorter first, or what may be, once each.
fn gather([shortest, mut second]: [&[u16]; 2], ranks: &mut Vec<u16>) {
    let is_looked_up = second.len() <= LONGER * shortest.len();
    let may_be_in_second = |&rank: &u16| {
        if is_looked_up {
            second = from(second, rank);
        }
        !is_looked_up || second.first() == Some(&rank)
    };
    ranks.clear();
    ranks.extend(shortest.iter().copied().filter(may_be_in_second));
    // Pairs of one bucket put a text into its list more than once.
    ranks.dedup();
}

/// The rest of an ascending list from the first that is not below `least`, found in steps that
/// double (J. Bentley and A. Yao, *An almost optimal algorithm for unbounded searching*, 1976).
fn from(list: &[u16], least: u16) -> &[u16] {
    let mut step = 1;
    while step < list.len() && list[step] < least {
        step *= 2;
    }
    let start = step / 2;
    let end = (step + 1).min(list.len());
    &list[start + list[start..end].partition_point(|&rank| rank < least)..]
}
