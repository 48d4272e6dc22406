//! What was counted in one language of a corpus.

use super::grams::{Grams, Side};
use super::mine::Accepted;

/// A language of the corpus with all that was counted in it.
pub(super) struct Counted {
    pub(super) side: Side,
    pub(super) grams: Grams,
    pub(super) accepted: Accepted,
}
