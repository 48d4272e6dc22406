//! How far to trust what was found: each bead, and the alignment as a whole.

pub(super) mod aligned;
mod answers;
pub(super) mod clash;
pub(super) mod foreign;
pub(super) mod grade;
mod moved;
mod order;
pub(super) mod part;
mod runs;
pub(super) mod slip;
mod stray;
