//! The texts of a block as columns of classes of characters: what the letters' filter compares.

use std::cmp::Reverse;
use std::ops::Range;

use super::Texts;
use super::lanes::{self, CLASSES, Column, LANES};
use crate::error::{Error, Result};

/// Texts as columns of classes.
#[derive(Debug)]
pub(super) struct Letters {
    /// By symbol.
    pub(super) classes: [u8; 256],
    pub(super) columns: Vec<Column>,
    /// In order of slots, and so of lengths; all slots are in one.
    pub(super) batches: Vec<Batch>,
    /// Slots of texts that were removed before the columns were made. A reader of an older state may
    /// still have them: to such a one they are candidates always.
    pub(super) missing: Vec<u16>,
}

#[derive(Debug)]
pub(super) struct Batch {
    pub(super) slots: Range<usize>,
    /// None for texts that are compared one by one.
    pub(super) columns: Range<usize>,
}

/// The longest text that has columns.
const LONGEST: usize = 1 << 12;
/// Fewer texts are not worth columns.
const FEW: usize = 8;

impl Letters {
    /// Of the texts with these ids and lengths, in order of lengths.
    pub(super) fn build(
        slots: &[(u64, usize)],
        texts: &dyn Texts,
        removed: &dyn Fn(u64) -> bool,
    ) -> Result<Self> {
        let (mut starts, mut symbols, mut missing) = (vec![0], Vec::new(), Vec::new());
        for (slot, &(id, _)) in slots.iter().enumerate() {
            match removed(id) {
                true => missing.push(slot as u16),
                false => symbols.extend(texts.text(id)?.chars().map(symbol)),
            }
            starts.push(symbols.len());
        }
        let (len, length) = (slots.len(), |slot: usize| slots[slot].1);
        let is_as_built = |slot: usize| {
            starts[slot + 1] - starts[slot] == length(slot)
                || missing.binary_search(&(slot as u16)).is_ok()
        };
        if !(0..len).all(is_as_built) {
            return Err(Error::damaged(
                "a text is not as long as when it was indexed",
            ));
        }
        let classes = classes_of(&symbols);
        for symbol in &mut symbols {
            *symbol = classes[*symbol as usize];
        }

        let (mut batches, mut columns) = (Vec::new(), Vec::new());
        let mut start = 0;
        while start < len {
            // Few columns stand empty.
            let longest = length(start) * 5 / 4 + 4;
            let most = len.min(start + LANES);
            let alike = (start..most).take_while(|&slot| length(slot) <= longest);
            let slots = start..start + alike.count();
            start = slots.end;
            let first = columns.len();
            if FEW <= slots.len() && length(slots.end - 1) <= LONGEST {
                let classes = |slot| &symbols[starts[slot]..starts[slot + 1]];
                // Longer than all that are left, if the longest were removed.
                let longest = length(slots.end - 1);
                columns.extend(lanes::columns(longest, slots.clone().map(classes)));
            }
            batches.push(Batch {
                slots,
                columns: first..columns.len(),
            });
        }
        columns.shrink_to_fit();
        Ok(Letters {
            classes,
            columns,
            batches,
            missing,
        })
    }

    pub(super) fn misses(&self, slot: usize) -> bool {
        self.missing.binary_search(&(slot as u16)).is_ok()
    }
}

/// Classes by symbol, by falling frequency.
fn classes_of(symbols: &[u8]) -> [u8; 256] {
    let mut counts = [0u32; 256];
    for &symbol in symbols {
        counts[symbol as usize] += 1;
    }
    let mut by_count: Vec<u8> = (0..=u8::MAX).collect();
    by_count.sort_by_key(|&symbol| Reverse(counts[symbol as usize]));
    let mut classes = [0; 256];
    for (rank, symbol) in by_count.into_iter().enumerate() {
        classes[symbol as usize] = (rank + 1).min(CLASSES - 1) as u8;
    }
    classes
}

/// Equal for equal characters, and different for those that one text mostly has.
pub(super) fn symbol(c: char) -> u8 {
    match c.is_ascii() {
        true => c as u8,
        // This factor keeps the Cyrillic letters of Russian and Kazakh and usual marks apart.
        false => 0x80 | ((c as u32).wrapping_mul(2_840_528_987) >> 25) as u8,
    }
}
