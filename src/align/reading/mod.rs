//! What is read out of each version by itself: its sentences, its words, its figures, its letters.

pub(super) mod decimal;
pub(super) mod letters;
pub(super) mod lists;
pub(super) mod numerals;
pub(super) mod opposed;
pub(super) mod plain;
pub(super) mod reckoned;
pub(super) mod sentences;
pub(super) mod sources;
pub(super) mod text;
pub(super) mod words;
