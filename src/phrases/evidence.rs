//! What word alignment answers to each place of a phrase.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Corpus;
use super::grams::{LONGEST, NONE, Side};
use super::mine::Counted;
use super::words::{BREAK, FIRST, FUNCTION, LAST};
use crate::words::Model;

/// What the other text answers to the phrases of one language.
pub(super) struct Answers {
    /// By place and length of a phrase, the pieces that answer to it.
    runs: FxHashMap<(u32, u8), Answer>,
    /// By piece, the piece of the other text that answers to it, or [`NONE`]; and the other way
    /// round.
    links: [Vec<u32>; 2],
}

/// A run of pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Answers {
    fn new(sides: [&Side; 2]) -> Self {
        Answers {
            runs: FxHashMap::default(),
            links: sides.map(|side| vec![NONE; side.pieces.len()]),
        }
    }

    pub(super) fn get(&self, place: u32, len: usize) -> Option<Answer> {
        self.runs.get(&(place, len as u8)).copied()
    }

    /// The piece of the other text that answers to a piece.
    pub(super) fn link(&self, here: usize) -> Option<usize> {
        let there = self.links[0][here];
        (there != NONE).then_some(there as usize)
    }

    /// The piece that a piece of the other text answers to.
    pub(super) fn linked(&self, there: usize) -> Option<usize> {
        let here = self.links[1][there];
        (here != NONE).then_some(here as usize)
    }
}

/// Aligns the words of all units and asks for every place of every phrase, in both directions.
pub(super) fn ask(corpus: &Corpus, model: &Model, a: &Counted, b: &Counted) -> [Answers; 2] {
    let mut answers = [[a, b], [b, a]].map(|sides| Answers::new(sides.map(|c| &c.side)));
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
        for link in alignment.links() {
            let places = [(a, link.source), (b, link.target)]
                .map(|(c, range)| touched(&c.side, number, &range).next());
            if let [Some(here), Some(there)] = places {
                let [forth, back] = &mut answers;
                (forth.links[0][here], forth.links[1][there]) = (there as u32, here as u32);
                (back.links[0][there], back.links[1][here]) = (here as u32, there as u32);
            }
        }
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
                        .runs
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

/// The pieces of a unit that a range of bytes touches.
fn touched<'a>(
    side: &'a Side,
    unit: u32,
    bytes: &'a Range<usize>,
) -> impl DoubleEndedIterator<Item = usize> + 'a {
    side.of_unit(unit).filter(move |&at| {
        let piece = side.pieces[at];
        piece.stem != BREAK && piece.range().start < bytes.end && bytes.start < piece.range().end
    })
}

/// The pieces of whole words that a range of bytes touches, without words of grammar at its ends.
fn run(side: &Side, unit: u32, bytes: &Range<usize>) -> Option<(u32, u32)> {
    let places = side.of_unit(unit);
    let mut first = touched(side, unit, bytes).next()?;
    let mut last = touched(side, unit, bytes).next_back()?;
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
