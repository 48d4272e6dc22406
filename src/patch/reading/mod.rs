//! What is read out of a text: its figures, in digits and in letters, and what the words around them make of them.

pub(super) mod capitals;
pub(super) mod decades;
mod hours;
pub(super) mod kazakh;
pub(super) mod label;
pub(super) mod letters;
pub(super) mod lists;
pub(super) mod scale;
pub(super) mod slot;
mod slots;
pub(super) mod text;
pub(super) mod units;
pub(super) mod value;
pub(super) mod weekdays;
