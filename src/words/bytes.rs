//! A model as bytes, for keeping.

use super::hmm::Jumps;
use super::text::Vocabulary;
use super::{Model, Side};
use crate::lang::Language;

/// Changes whenever models of before are of no use: other stems, another format.
const FORMAT: u32 = 2;

impl Model {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + self.counts.len() * 12);
        put(&mut out, FORMAT);
        for side in &self.sides {
            put(&mut out, side.vocabulary.len() as u32);
            for key in side.vocabulary.keys() {
                put(&mut out, key.len() as u32);
                out.extend_from_slice(key.as_bytes());
            }
            let jumps = side.jumps.weights.iter().chain([&side.jumps.empty]);
            let counts = side.totals.iter().chain(&side.empty);
            for number in counts.chain([&side.all_empty]).chain(jumps) {
                put(&mut out, number.to_bits());
            }
        }
        put(&mut out, self.counts.len() as u32);
        let mut counts: Vec<_> = self.counts.iter().collect();
        counts.sort_unstable_by_key(|&(pair, _)| *pair);
        for (&(x, y), count) in counts {
            for number in [x, y, count.to_bits()] {
                put(&mut out, number);
            }
        }
        out
    }

    /// The model that [`to_bytes`](Self::to_bytes) wrote; `None` if the bytes are of another
    /// format or damaged.
    pub(crate) fn from_bytes(languages: [Language; 2], bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        if take(&mut rest)? != FORMAT {
            return None;
        }
        let mut model = Model::untrained(languages);
        for side in &mut model.sides {
            *side = read_side(&mut rest)?;
        }
        for _ in 0..take(&mut rest)? {
            let (x, y) = (take(&mut rest)?, take(&mut rest)?);
            let [from, to] = &model.sides;
            if from.totals.len() <= x as usize || to.totals.len() <= y as usize {
                return None;
            }
            model.counts.insert((x, y), number(&mut rest)?);
        }
        rest.is_empty().then_some(model)
    }
}

fn read_side(rest: &mut &[u8]) -> Option<Side> {
    let mut vocabulary = Vocabulary::default();
    for _ in 0..take(rest)? {
        let length = take(rest)? as usize;
        let (key, behind) = rest.split_at_checked(length)?;
        vocabulary.number(std::str::from_utf8(key).ok()?);
        *rest = behind;
    }
    let mut side = Side::new(vocabulary);
    for count in side.totals.iter_mut().chain(&mut side.empty) {
        *count = number(rest)?;
    }
    side.all_empty = number(rest)?;
    let Jumps { weights, empty } = &mut side.jumps;
    for weight in weights.iter_mut().chain([empty]) {
        *weight = number(rest)?;
    }
    Some(side)
}

fn put(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn take(rest: &mut &[u8]) -> Option<u32> {
    let (bytes, behind) = rest.split_first_chunk()?;
    *rest = behind;
    Some(u32::from_le_bytes(*bytes))
}

/// A number that a count or a probability may be.
fn number(rest: &mut &[u8]) -> Option<f32> {
    let number = f32::from_bits(take(rest)?);
    (number.is_finite() && 0.0 <= number).then_some(number)
}
