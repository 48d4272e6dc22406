//! What an import tells.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::align::Reason;
use crate::release::Rejected;
use crate::store::Changes;

/// What an import did.
///
/// The counts add up: every segment stands in one bead, every bead that is not `doubtful` is one
/// entry, the `parts` of beads are more, and `new + known + unchanged` is the number of all entries,
/// unless the release is quarantined.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[must_use = "it says whether anything was stored, and what was left out"]
#[non_exhaustive]
pub struct ImportReport {
    /// The release's key.
    pub release: String,
    /// Segments by language.
    pub segments: BTreeMap<String, usize>,
    /// Beads by type: segments a side, languages in the order of `segments`, as in `1-2-1`.
    pub beads: BTreeMap<String, usize>,
    /// Entries that are [parts](crate::align::Aligner::divisions) of beads: what some languages say sentence by
    /// sentence where another joins it.
    pub parts: usize,
    /// Entries whose unit the memory did not hold.
    pub new: usize,
    /// Entries whose unit it held at another place.
    pub known: usize,
    /// Entries that stood in this very place already.
    pub unchanged: usize,
    /// Occurrences of an earlier version of the release that are gone.
    pub removed: usize,
    /// Blocks left out as [boilerplate](crate::release::boilerplate).
    pub boilerplate: usize,
    /// Beads left out because they were less sure than [`ImportOptions::min_confidence`](crate::ImportOptions::min_confidence).
    pub doubtful: usize,
    /// The entries of a table, by their numbers from 1, of which a text is plainly in another
    /// language than it is said to be. They are stored with next to no confidence.
    pub mixed_up: Vec<usize>,
    /// Why the release or the table as a whole cannot be trusted; empty if it can. Unless
    /// [`Quarantine::Keep`](crate::Quarantine::Keep) was chosen, nothing of it was stored.
    pub quarantined: Vec<Reason>,
    /// What could not be used, each with place and reason.
    pub rejected: Vec<Rejected>,
}

impl ImportReport {
    /// All entries that were read: `new + known + unchanged`.
    pub fn entries(&self) -> usize {
        self.new + self.known + self.unchanged
    }

    pub(super) fn count(&mut self, changes: Changes) {
        self.new = changes.new;
        self.known = changes.known;
        self.unchanged = changes.unchanged;
        self.removed = changes.removed;
    }
}
