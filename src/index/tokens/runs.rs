//! Texts with an exact run of tokens.
//!
//! A text with all tokens of a run is in the list of each. The shortest list is looked up in the
//! second shortest; what is in both has the run or not by its fingerprints, which are kept in
//! order, and at last by its text.

use super::super::{Part, Texts};
use super::lists::{TokenLists, fingerprint};
use crate::distance::tokens;
use crate::error::Result;

/// Ids of the texts in which the tokens of `words` stand one after the other, ascending: all, or
/// any `limit` of them where there are more. See [`search`](super::super::search) for the other arguments.
///
/// # Errors
/// Those of `texts`.
///
/// # Example
/// ```
/// use std::borrow::Cow;
/// use tolmach::index::{Block, Texts, containing};
///
/// struct Slice<'a>(&'a [&'a str]);
/// impl Texts for Slice<'_> {
///     fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
///         Ok(self.0[id as usize].into())
///     }
/// }
///
/// let memory = Slice(&["a state visit to astana", "astana, on a state visit", "visit a state"]);
/// let mut texts: Vec<_> = (0..).zip(memory.0.iter().map(|text| text.to_string())).collect();
/// let blocks = [Block::build(&mut texts)?];
/// assert_eq!(containing(&blocks, [], &|_| false, &memory, "a state visit", 10)?, [0, 1]);
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn containing<'t, P: Part>(
    blocks: &[P],
    tail: impl IntoIterator<Item = (u64, &'t str)>,
    removed: &dyn Fn(u64) -> bool,
    texts: &dyn Texts,
    words: &str,
    limit: usize,
) -> Result<Vec<u64>> {
    let run: Vec<&str> = tokens(words).collect();
    if run.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let fingerprints: Vec<u16> = run.iter().map(|token| fingerprint(token)).collect();
    let characters = words.chars().filter(|c| !c.is_whitespace()).count();
    let mut found = Vec::new();
    for part in blocks {
        if part
            .lengths()
            .is_none_or(|(_, longest)| longest < characters)
        {
            continue;
        }
        let block = part.block()?;
        let lists = block.tokens(|| part.token_bytes(), texts, removed)?;
        for slot in lists.with_run(&fingerprints).chain(lists.missing()) {
            let id = block.id(slot);
            // Tokens of one bucket put a text into its list more than once.
            if found.last() == Some(&id) || removed(id) || !has_run(&texts.text(id)?, &run) {
                continue;
            }
            found.push(id);
            if found.len() == limit {
                found.sort_unstable();
                return Ok(found);
            }
        }
    }
    let of_tail = tail.into_iter().filter(|(_, text)| has_run(text, &run));
    found.extend(of_tail.map(|(id, _)| id).take(limit - found.len()));
    found.sort_unstable();
    Ok(found)
}

fn has_run(text: &str, run: &[&str]) -> bool {
    let tokens: Vec<&str> = tokens(text).collect();
    tokens.windows(run.len()).any(|window| window == run)
}

impl TokenLists {
    /// The slots of the texts whose fingerprints hold such a run.
    fn with_run<'l>(&'l self, run: &'l [u16]) -> impl Iterator<Item = usize> + 'l {
        // The first of equal tokens is its own element.
        let mut lists: Vec<&[u16]> = run.iter().map(|&f| self.list(f)).collect();
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
            .map(|rank| self.slot(rank))
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
