//! Recognition: the phrases of a text, in whatever form they stand.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::context;
use super::words::{BREAK, FIRST, FUNCTION, LAST, Lexer, Piece, UNKNOWN};
use crate::lang::Language;

/// Recognises the phrases of one language: a trie over their stems.
#[derive(Debug)]
pub(crate) struct Finder {
    lexer: Lexer,
    /// Clones of the lexer, with the written forms that they have met: one for each text that is read
    /// at the same time.
    idle: Mutex<Vec<Lexer>>,
    /// By stem, the state behind it at a phrase's beginning.
    roots: Vec<u32>,
    edges: FxHashMap<(u32, u32), u32>,
    /// By state, the phrase that ends there.
    ends: Vec<u32>,
}

/// A phrase in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    /// Its number among those that the finder was made of.
    pub(crate) phrase: usize,
    /// It lies inside a longer one, or across one that stands.
    pub(crate) is_overlapped: bool,
    /// No word stands before it in its clause.
    pub(crate) is_opening: bool,
    /// What the form of its translation depends on.
    pub(crate) context: String,
}

const NOWHERE: u32 = u32::MAX;

impl Finder {
    /// `keys`: the phrases' stems, joined by blanks.
    pub(crate) fn new<'k>(language: Language, keys: impl Iterator<Item = &'k str>) -> Self {
        let mut finder = Finder {
            lexer: Lexer::new(language),
            idle: Mutex::default(),
            roots: Vec::new(),
            edges: FxHashMap::default(),
            ends: Vec::new(),
        };
        for (phrase, key) in keys.enumerate() {
            let lexer = &mut finder.lexer;
            let stems: Vec<u32> = key.split(' ').map(|stem| lexer.number(stem)).collect();
            finder.add(&stems, phrase as u32);
        }
        finder.lexer.freeze();
        finder
    }

    fn add(&mut self, stems: &[u32], phrase: u32) {
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

    /// All phrases of the text, in order. Of two that cross, the one stands that has more words, each
    /// counted by how sure the phrase is. Those that lie wholly inside one that stands are told too,
    /// and those that cross only what is no surer; they say so.
    pub(crate) fn find(&self, text: &str, sureness: &dyn Fn(usize) -> f32) -> Vec<Span> {
        let pieces = self.read(text);
        let mut all: Vec<(Range<usize>, usize)> = Vec::new();
        let mut longest = 0;
        for at in 0..pieces.len() {
            self.matches_at(&pieces, at, |end, phrase| {
                longest = longest.max(end - at);
                all.push((at..end, phrase));
            });
        }
        // A form that no phrase begins or ends with: meets with the President.
        let is_sound =
            |range: &Range<usize>| pieces[range.start].begins() && pieces[range.end - 1].ends();
        let sure = |phrase: usize| ordered(sureness(phrase));
        let weight = |(range, phrase): &(Range<usize>, usize)| {
            (is_sound(range), sure(*phrase) * range.len() as u64)
        };
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_cached_key(|&i| (Reverse(weight(&all[i])), all[i].0.start));
        // By piece, the phrases that stand and begin there.
        let mut standing: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
        let near = |standing: &[Vec<usize>], range: &Range<usize>| -> Vec<usize> {
            let starts = range.start.saturating_sub(longest)..range.end;
            standing[starts].iter().flatten().copied().collect()
        };
        for i in order {
            let range = &all[i].0;
            if !near(&standing, range)
                .iter()
                .any(|&other| cross(range, &all[other].0))
            {
                standing[range.start].push(i);
            }
        }
        let mut kept: Vec<(usize, bool)> = Vec::new();
        for (i, (range, phrase)) in all.iter().enumerate() {
            let near = near(&standing, range);
            let is_nested = near.iter().any(|&other| is_inside(range, &all[other].0));
            let mut crossed = near
                .iter()
                .filter(|&&other| cross(range, &all[other].0))
                .peekable();
            let is_doubt = crossed.peek().is_some()
                && is_sound(range)
                && crossed.all(|&other| sure(all[other].1) <= sure(*phrase));
            if is_nested || is_doubt || near.contains(&i) {
                kept.push((i, is_nested || is_doubt));
            }
        }
        kept.sort_by_key(|&(i, _)| (all[i].0.start, Reverse(all[i].0.end)));
        kept.into_iter()
            .map(|(i, is_overlapped)| {
                let (places, phrase) = (&all[i].0, all[i].1);
                let range = pieces[places.start].range().start..pieces[places.end - 1].range().end;
                let before = places.start.checked_sub(1).map(|at| pieces[at]);
                let before = before.filter(|piece| piece.stem != BREAK);
                let word = before.filter(|piece| piece.is(FUNCTION));
                let word = word.map_or("", |piece| &text[piece.range()]);
                Span {
                    phrase,
                    is_overlapped,
                    is_opening: before.is_none(),
                    context: context(self.lexer.language(), word, &text[range.clone()]),
                    range,
                }
            })
            .collect()
    }

    fn read(&self, text: &str) -> Vec<Piece> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let known = idle().pop();
        let mut lexer = known.unwrap_or_else(|| self.lexer.clone());
        let mut pieces = Vec::new();
        lexer.read(text, &mut pieces);
        idle().push(lexer);
        pieces
    }

    fn matches_at(&self, pieces: &[Piece], at: usize, mut found: impl FnMut(usize, usize)) {
        let piece = pieces[at];
        if piece.stem >= UNKNOWN || !piece.is(FIRST) {
            return;
        }
        let mut state = self
            .roots
            .get(piece.stem as usize)
            .copied()
            .unwrap_or(NOWHERE);
        let mut end = at + 1;
        while state != NOWHERE {
            let phrase = self.ends[state as usize];
            if phrase != NOWHERE && pieces[end - 1].is(LAST) {
                found(end, phrase as usize);
            }
            state = match pieces.get(end) {
                Some(next) if next.stem < UNKNOWN => self
                    .edges
                    .get(&(state, next.stem))
                    .copied()
                    .unwrap_or(NOWHERE),
                _ => NOWHERE,
            };
            end += 1;
        }
    }
}

/// Whether two ranges share a part of each, but not the whole of either.
fn cross(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.start && b.start < a.end && a.end < b.end
        || b.start < a.start && a.start < b.end && b.end < a.end
}

fn is_inside(a: &Range<usize>, b: &Range<usize>) -> bool {
    a != b && b.start <= a.start && a.end <= b.end
}

/// A sureness as a number that orders.
fn ordered(sureness: f32) -> u64 {
    (sureness.clamp(0.0, 1.0) * 1e6) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::key;
    use super::*;
    use crate::lang::EN;

    const WORDS: &[&str] = &[
        "head",
        "heads",
        "state",
        "of",
        "well",
        "known",
        "well-known",
        "UN",
    ];

    fn words(most: usize) -> impl Strategy<Value = String> {
        let word = prop::sample::select(WORDS);
        let between = prop::sample::select(&[" ", " ", " ", " the ", "-", ", ", ". ", " «"][..]);
        prop::collection::vec((word, between), 1..most)
            .prop_map(|words| words.into_iter().flat_map(|(w, b)| [w, b]).collect())
    }

    /// Every place is compared with every phrase, and every candidate with all that were kept.
    fn obvious(keys: &[String], text: &str, sure: &dyn Fn(usize) -> f32) -> Vec<Span> {
        let mut lexer = Lexer::new(EN);
        let mut pieces = Vec::new();
        lexer.read(text, &mut pieces);
        let mut all: Vec<(Range<usize>, usize)> = Vec::new();
        for start in 0..pieces.len() {
            for end in start + 1..=pieces.len() {
                let part = &pieces[start..end];
                if part.iter().any(|piece| piece.stem == BREAK) {
                    break;
                }
                let stems: Vec<&str> = part.iter().map(|piece| lexer.name(piece.stem)).collect();
                let phrase = keys.iter().position(|key| *key == stems.join(" "));
                if let Some(phrase) = phrase
                    && part[0].is(FIRST)
                    && part[part.len() - 1].is(LAST)
                {
                    all.push((start..end, phrase));
                }
            }
        }
        let weight = |(range, phrase): &(Range<usize>, usize)| {
            let [first, last] = [range.start, range.end - 1].map(|at| pieces[at]);
            let is_sound = first.begins() && last.ends();
            (is_sound, ordered(sure(*phrase)) * range.len() as u64)
        };
        all.sort_by(|a, b| weight(b).cmp(&weight(a)).then(a.0.start.cmp(&b.0.start)));
        let inside = |a: &Range<usize>, b: &Range<usize>| b.start <= a.start && a.end <= b.end;
        let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
        let is_clear =
            |a: &Range<usize>, b: &Range<usize>| inside(a, b) || inside(b, a) || apart(a, b);
        let mut stay: Vec<(Range<usize>, usize)> = Vec::new();
        for (range, phrase) in &all {
            if stay.iter().all(|(other, _)| is_clear(range, other)) {
                stay.push((range.clone(), *phrase));
            }
        }
        let mut kept: Vec<(Range<usize>, usize, bool)> = Vec::new();
        for (range, phrase) in &all {
            let is_standing = stay.iter().any(|(other, _)| other == range);
            let is_nested = stay
                .iter()
                .any(|(other, _)| inside(range, other) && other != range);
            let crossed: Vec<_> = stay
                .iter()
                .filter(|(other, _)| !is_clear(range, other))
                .collect();
            let is_doubt = !crossed.is_empty()
                && weight(&(range.clone(), *phrase)).0
                && crossed
                    .iter()
                    .all(|(_, other)| ordered(sure(*other)) <= ordered(sure(*phrase)));
            if is_standing || is_nested || is_doubt {
                kept.push((range.clone(), *phrase, is_nested || is_doubt));
            }
        }
        kept.sort_by_key(|(range, ..)| (range.start, Reverse(range.end)));
        let spans = kept
            .into_iter()
            .map(|(places, phrase, is_overlapped)| Span {
                range: pieces[places.start].range().start..pieces[places.end - 1].range().end,
                phrase,
                is_overlapped,
                is_opening: false,
                context: String::new(),
            });
        spans.collect()
    }

    proptest! {
        #[test]
        fn the_automaton_finds_what_comparing_everything_finds(
            phrases in prop::collection::vec(words(4), 0..12),
            texts in prop::collection::vec(words(25), 1..4),
        ) {
            let keys: Vec<String> = phrases.iter().filter_map(|text| key(text, EN)).collect();
            let finder = Finder::new(EN, keys.iter().map(String::as_str));
            let sure = |phrase: usize| (phrase * 5 % 7) as f32 / 7.0;
            for text in &texts {
                let found = finder.find(text, &sure).into_iter().map(|span| Span {
                    is_opening: false,
                    context: String::new(),
                    ..span
                });
                let found: Vec<Span> = found.collect();
                prop_assert_eq!(found, obvious(&keys, text, &sure), "{:?} in {}", keys, text);
            }
        }
    }
}
