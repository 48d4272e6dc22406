//! Phrases by their stems, one after the other.

use rustc_hash::FxHashMap;

pub(super) const NOWHERE: u32 = u32::MAX;
/// Marks a phrase that ends here with its words in another order.
pub(super) const TURNED: u32 = 1 << 31;

/// A trie over the stems of phrases, which are numbers.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// By stem, the state behind it at a phrase's beginning.
    roots: Vec<u32>,
    edges: FxHashMap<(u32, u32), u32>,
    /// By state, the phrase that ends there.
    ends: Vec<u32>,
}

impl Trie {
    pub(super) fn add(&mut self, stems: &[u32], phrase: u32) {
        let mut state = NOWHERE;
        for (at, &stem) in stems.iter().enumerate() {
            let next = self.ends.len() as u32;
            state = if at == 0 {
                if self.roots.len() <= stem as usize {
                    self.roots.resize(stem as usize + 1, NOWHERE);
                }
                let root = &mut self.roots[stem as usize];
                if *root == NOWHERE {
                    *root = next;
                }
                *root
            } else {
                *self.edges.entry((state, stem)).or_insert(next)
            };
            if state == next {
                self.ends.push(NOWHERE);
            }
        }
        // The first of equal phrases stands.
        if let Some(end) = self.ends.get_mut(state as usize)
            && *end == NOWHERE
        {
            *end = phrase;
        }
    }

    /// The state behind a stem at a phrase's beginning.
    pub(super) fn root(&self, stem: u32) -> u32 {
        let root = self.roots.get(stem as usize);
        root.copied().unwrap_or(NOWHERE)
    }

    /// The state behind another stem.
    pub(super) fn next(&self, state: u32, stem: u32) -> u32 {
        self.edges.get(&(state, stem)).copied().unwrap_or(NOWHERE)
    }

    /// The phrase that ends in a state.
    pub(super) fn end(&self, state: u32) -> u32 {
        self.ends[state as usize]
    }
}
