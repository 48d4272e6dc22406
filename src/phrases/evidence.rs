//! What word alignment answers to each place of a phrase.

use rustc_hash::FxHashMap;

use super::Corpus;
use super::counted::Counted;
use super::grams::{LONGEST, NONE, Side};
use super::words::{BREAK, FIRST, FUNCTION, LAST};
use crate::words::Model;

/// By place and length of a phrase, the pieces of the other text that answer to it.
#[derive(Default)]
pub(super) struct Answers(FxHashMap<(u32, u8), Answer>);

/// A run of pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Answers {
    pub(super) fn get(&self, place: u32, len: usize) -> Option<Answer> {
        self.0.get(&(place, len as u8)).copied()
    }
}

/// Aligns the words of all units and asks for every place of every phrase, in both directions.
pub(super) fn ask(corpus: &Corpus, model: &Model, a: &Counted, b: &Counted) -> [Answers; 2] {
    let mut answers = [Answers::default(), Answers::default()];
    let [from, to] = [a, b].map(|c| c.side.lexer.language());
    for (number, unit) in corpus.units.iter().enumerate() {
        let (Some(first), Some(second)) = (unit.text(from), unit.text(to)) else {
            continue;
        };
        let number = number as u32;
        let asked = [phrases(a, number), phrases(b, number)];
        if asked.iter().all(Vec::is_empty) {
            continue;
        }
        let alignment = model.align(first, second);
        for (direction, (here, there)) in [(a, b), (b, a)].into_iter().enumerate() {
            for &(place, len) in &asked[direction] {
                let pieces = &here.side.pieces[place..place + len];
                let bytes = pieces[0].range().start..pieces[len - 1].range().end;
                let told = match direction {
                    0 => alignment.target(bytes),
                    _ => alignment.source(bytes),
                };
                if let Some(told) = told
                    && let Some((start, len_there)) = run(&there.side, number, &told.range)
                {
                    let answer = Answer {
                        start,
                        len: len_there,
                    };
                    answers[direction]
                        .0
                        .insert((place as u32, len as u8), answer);
                }
            }
        }
    }
    answers
}

/// The places of phrases in a unit.
fn phrases(counted: &Counted, unit: u32) -> Vec<(usize, usize)> {
    let Counted {
        side,
        grams,
        accepted,
    } = counted;
    let mut found = Vec::new();
    for place in side.of_unit(unit) {
        for len in 1..=LONGEST {
            let gram = grams.at(place, len);
            if gram == NONE {
                break;
            }
            if accepted.is[gram as usize] && side.is_sound(place, len) {
                found.push((place, len));
            }
        }
    }
    found
}

/// The pieces of whole words that a range of bytes touches, without words of grammar at its ends.
fn run(side: &Side, unit: u32, bytes: &std::ops::Range<usize>) -> Option<(u32, u32)> {
    let places = side.of_unit(unit);
    let touched = |&at: &usize| {
        let piece = side.pieces[at];
        piece.stem != BREAK && piece.range().start < bytes.end && bytes.start < piece.range().end
    };
    let mut first = places.clone().find(touched)?;
    let mut last = places.clone().rev().find(touched)?;
    while places.start < first && !side.pieces[first].is(FIRST) {
        first -= 1;
    }
    while last + 1 < places.end && !side.pieces[last].is(LAST) {
        last += 1;
    }
    while first < last && side.pieces[first].is(FUNCTION) {
        first += 1;
    }
    while first < last && side.pieces[last].is(FUNCTION) {
        last -= 1;
    }
    Some((first as u32, (last + 1 - first) as u32))
}
