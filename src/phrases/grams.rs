//! Recurring sequences of stems: counted level by level, each only where the level before recurs
//! (Agrawal & Srikant 1994), so that the work is near-linear in the text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::words::{BREAK, FIRST, LAST, Lexer, Piece};

/// The longest sequence, in pieces of words.
pub(super) const LONGEST: usize = 10;

/// All texts of one language, one after the other.
pub(super) struct Side {
    pub(super) lexer: Lexer,
    pub(super) pieces: Vec<Piece>,
    /// The unit of each piece.
    pub(super) units: Vec<u32>,
    /// By unit, where its pieces begin; one more at the end.
    begins: Vec<u32>,
}

impl Side {
    /// `texts`: by unit, its text in this language.
    pub(super) fn read<'t>(mut lexer: Lexer, texts: impl Iterator<Item = Option<&'t str>>) -> Self {
        let (mut pieces, mut units, mut begins) = (Vec::new(), Vec::new(), vec![0]);
        for (unit, text) in texts.enumerate() {
            if let Some(text) = text {
                lexer.read(text, &mut pieces);
            }
            units.resize(pieces.len(), unit as u32);
            begins.push(pieces.len() as u32);
        }
        Side {
            lexer,
            pieces,
            units,
            begins,
        }
    }

    /// The places of a unit's pieces.
    pub(super) fn of_unit(&self, unit: u32) -> Range<usize> {
        self.begins[unit as usize] as usize..self.begins[unit as usize + 1] as usize
    }

    /// Whether `len` pieces at `at` are whole written words.
    pub(super) fn is_whole(&self, at: usize, len: usize) -> bool {
        self.pieces[at].is(FIRST) && self.pieces[at + len - 1].is(LAST)
    }

    /// Whether a phrase may begin and end here.
    pub(super) fn is_sound(&self, at: usize, len: usize) -> bool {
        self.is_whole(at, len) && self.pieces[at].begins() && self.pieces[at + len - 1].ends()
    }
}

/// A recurring sequence: a number, smaller for shorter sequences.
pub(super) type Gram = u32;
pub(super) const NONE: Gram = u32::MAX;

/// The sequences that stand in at least so many units.
pub(super) struct Grams {
    /// By length less one and place, the sequence that begins there.
    at: Vec<Vec<Gram>>,
    /// First number of each length, and one more at the end.
    firsts: Vec<u32>,
    /// By sequence, where its places begin in `places`; one more at the end.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Grams {
    /// Counts the sequences that stand in at least `least` units.
    pub(super) fn count(side: &Side, least: u32) -> Self {
        let mut grams = Grams {
            at: Vec::new(),
            firsts: vec![0],
            starts: vec![0],
            places: Vec::new(),
        };
        // A single stem, then pairs of overlapping sequences one shorter.
        let stems = side.pieces.iter().map(|p| match p.stem {
            BREAK => NONE,
            stem => stem,
        });
        let mut level: Vec<Gram> = stems.collect();
        for len in 1..=LONGEST {
            if len > 1 {
                let before = &grams.at[len - 2];
                level = pairs(before);
            }
            if !grams.keep(&mut level, side, least) {
                break;
            }
            grams.at.push(std::mem::take(&mut level));
        }
        grams
    }

    /// Numbers the sequences of a level that recur and forgets the others; whether any do.
    fn keep(&mut self, level: &mut [Gram], side: &Side, least: u32) -> bool {
        let kinds = level
            .iter()
            .filter(|&&g| g != NONE)
            .max()
            .map_or(0, |&g| g as usize + 1);
        let mut units = vec![(0u32, NONE); kinds];
        for (&gram, &unit) in level.iter().zip(&side.units) {
            if gram != NONE && units[gram as usize].1 != unit {
                let (count, last) = &mut units[gram as usize];
                (*count, *last) = (*count + 1, unit);
            }
        }
        let base = self.firsts.last().copied().unwrap_or(0);
        let mut next = base;
        let numbers: Vec<Gram> = units
            .iter()
            .map(|&(count, _)| {
                if count < least {
                    return NONE;
                }
                next += 1;
                next - 1
            })
            .collect();
        if next == base {
            return false;
        }
        let mut counts = vec![0u32; (next - base) as usize];
        for gram in level.iter_mut().filter(|g| **g != NONE) {
            *gram = numbers[*gram as usize];
            if *gram != NONE {
                counts[(*gram - base) as usize] += 1;
            }
        }
        let mut start = self.places.len() as u32;
        let mut fill: Vec<u32> = Vec::with_capacity(counts.len());
        for count in counts {
            fill.push(start);
            start += count;
            self.starts.push(start);
        }
        self.places.resize(start as usize, 0);
        for (place, &gram) in level.iter().enumerate() {
            if gram != NONE {
                let slot = &mut fill[(gram - base) as usize];
                self.places[*slot as usize] = place as u32;
                *slot += 1;
            }
        }
        self.firsts.push(next);
        true
    }

    /// How many lengths recur.
    pub(super) fn longest(&self) -> usize {
        self.at.len()
    }

    /// The numbers of all sequences of a length.
    pub(super) fn of_len(&self, len: usize) -> Range<Gram> {
        let first = |len: usize| self.firsts[len.min(self.longest())];
        first(len - 1)..first(len)
    }

    pub(super) fn total(&self) -> usize {
        self.starts.len() - 1
    }

    /// The length of a sequence, in pieces.
    pub(super) fn len(&self, gram: Gram) -> usize {
        self.firsts.partition_point(|&first| first <= gram)
    }

    /// The sequence of `len` pieces at a place.
    pub(super) fn at(&self, place: usize, len: usize) -> Gram {
        self.at.get(len - 1).map_or(NONE, |level| level[place])
    }

    /// Where the sequence begins, in order.
    pub(super) fn places(&self, gram: Gram) -> &[u32] {
        let (from, to) = (self.starts[gram as usize], self.starts[gram as usize + 1]);
        &self.places[from as usize..to as usize]
    }
}

/// Sequences one longer, numbered as they are met.
fn pairs(before: &[Gram]) -> Vec<Gram> {
    let mut known: FxHashMap<(Gram, Gram), Gram> = FxHashMap::default();
    let mut longer = vec![NONE; before.len()];
    for at in 0..before.len().saturating_sub(1) {
        let (left, right) = (before[at], before[at + 1]);
        if left != NONE && right != NONE {
            let next = known.len() as Gram;
            longer[at] = *known.entry((left, right)).or_insert(next);
        }
    }
    longer
}
