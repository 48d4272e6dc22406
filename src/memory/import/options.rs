//! How a release or a table is imported.

use crate::align::Aligner;

/// What happens to a release whose versions are no translations of each other.
///
/// # Example
/// ```
/// use tolmach::{ImportOptions, Quarantine};
/// assert_eq!(Quarantine::default(), Quarantine::Refuse);
/// let options = ImportOptions::new().quarantine(Quarantine::Keep);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quarantine {
    /// Nothing of it is stored; what the memory holds of the release already stays.
    #[default]
    Refuse,
    /// It is stored, and no bead is surer than the release as a whole; lookups carry the penalty.
    Keep,
}

/// How a release is imported.
///
/// # Example
/// ```
/// use tolmach::{Document, EN, ImportOptions, KK, Memory, Quarantine, Release};
/// let options = ImportOptions::new().quarantine(Quarantine::Keep).min_confidence(0.5);
/// let release = Release::new("2024-05-06")?
///     .with_document(Document::from_text(EN, "Meeting"))
///     .with_document(Document::from_text(KK, "Кездесу"));
/// let report = Memory::in_memory()?.import_with(&release, &options)?;
/// assert!(report.quarantined.is_empty());
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    pub(super) aligner: Aligner,
    pub(super) quarantine: Quarantine,
    pub(super) min_confidence: f32,
    pub(super) evidence_from_memory: bool,
}

impl ImportOptions {
    /// Doubtful releases are refused; every bead of the others is stored with its confidence.
    pub fn new() -> Self {
        Self::default()
    }

    /// What aligns the versions, such as one with a similarity or a dictionary of your own.
    ///
    /// # Example
    /// ```
    /// use tolmach::ImportOptions;
    /// use tolmach::align::{Aligner, UseLexicon};
    /// let options = ImportOptions::new().aligner(Aligner::new().lexicon(UseLexicon::No));
    /// ```
    #[must_use]
    pub fn aligner(mut self, aligner: Aligner) -> Self {
        self.aligner = aligner;
        self
    }

    /// What happens to a release whose versions are no translations of each other.
    #[must_use]
    pub fn quarantine(mut self, quarantine: Quarantine) -> Self {
        self.quarantine = quarantine;
        self
    }

    /// Beads of several languages that are less sure than this, 0..=1, are not stored; lookups
    /// lower those that are by what their [confidence](crate::PenaltyReason::Confidence) lacks.
    #[must_use]
    pub fn min_confidence(mut self, confidence: f32) -> Self {
        self.min_confidence = confidence;
        self
    }

    /// What the memory knows is evidence for the alignment: the units of other releases, and the
    /// words that all units teach, where the built-in lexicon does not reach. They take the place of the
    /// [aligner](ImportOptions::aligner)'s own similarity and dictionary. Off by default: what
    /// is stored then depends on what was imported before. A release whose texts the memory holds
    /// already keeps its beads all the same, unless doubtful ones were left out of it.
    #[must_use]
    pub fn evidence_from_memory(mut self, counts: bool) -> Self {
        self.evidence_from_memory = counts;
        self
    }
}
