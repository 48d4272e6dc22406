//! Texts with an exact run of tokens.
//!
//! A text with a run has every two of its tokens that follow each other, and is in the list of each
//! such pair; where words are frequent, their pairs still are not. The shortest list is looked up
//! in the second shortest; what is in both has the run or not by its fingerprints, which are kept
//! in order, and at last by its text. A single pair has no second list, and may share its own with a
//! frequent pair: then it is looked up in those of its tokens.

use super::super::{Indexed, Part};
use super::block::{TokenBlock, fingerprint};
use crate::distance::tokens;
use crate::error::Result;

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
    for part in indexed.token_blocks {
        if part.lengths().is_none_or(|(_, most)| most < run.len()) {
            continue;
        }
        for id in part.block()?.with_run(&fingerprints) {
            // Pairs of one bucket put a text into its list more than once.
            let known = found.last() == Some(&id);
            if known || (indexed.removed)(id) || !has_run(&indexed.texts.text(id)?, &run) {
                continue;
            }
            found.push(id);
            if found.len() == limit {
                found.sort_unstable();
                return Ok(found);
            }
        }
    }
    let of_tail = indexed.tail.iter().filter(|(_, text)| has_run(text, &run));
    found.extend(of_tail.map(|&(id, _)| id).take(limit - found.len()));
    found.sort_unstable();
    Ok(found)
}

fn has_run(text: &str, run: &[&str]) -> bool {
    let tokens: Vec<&str> = tokens(text).collect();
    tokens.windows(run.len()).any(|window| window == run)
}

impl TokenBlock {
    /// The ids of the texts whose fingerprints hold such a run.
    fn with_run<'l>(&'l self, run: &'l [u16]) -> impl Iterator<Item = u64> + 'l {
        let pairs = run.windows(2);
        let mut lists: Vec<&[u16]> = pairs
            .map(|pair| self.list_of_pair(pair[0], pair[1]))
            .collect();
        if lists.len() < 2 {
            // The first of equal tokens is its own element.
            lists.extend(run.iter().map(|&token| self.list(token)));
        }
        lists.sort_unstable_by_key(|list| list.len());
        lists.dedup();
        let shortest = lists[0];
        let mut second = lists.get(1).copied();
        let in_both = shortest.iter().filter(move |&&rank| {
            second.as_mut().is_none_or(|list| {
                *list = from(list, rank);
                list.first() == Some(&rank)
            })
        });
        let ranks = in_both.map(|&rank| rank as usize);
        ranks
            .filter(move |&rank| self.of_rank(rank).windows(run.len()).any(|w| w == run))
            .map(|rank| self.ids()[rank])
    }
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
