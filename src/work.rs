//! Work done, counted in tests alone: that folding, tokens, segmentation, alignment and patches are
//! linear, and that long texts are compared only where they are alike, is asserted on their work,
//! never on a clock.

#[cfg(not(test))]
pub(crate) fn done(_: usize) {}

#[cfg(test)]
thread_local!(static DONE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });

#[cfg(test)]
pub(crate) fn done(steps: usize) {
    DONE.set(DONE.get() + steps);
}

/// What this thread has done: bytes looked at, beads weighed.
#[cfg(test)]
pub(crate) fn so_far() -> usize {
    DONE.get()
}
