//! What a memory holds: units, their variants, and where each came from.

use std::cmp::Ordering;

use serde::Serialize;

use crate::lang::Language;

/// The number of a unit inside its memory; it is never given to another unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct UnitId(pub(crate) i64);

impl UnitId {
    /// The number as it stands in the memory's file.
    pub fn get(self) -> i64 {
        self.0
    }
}

/// A unit's text in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The language, as precise as it was given.
    pub language: Language,
    /// The text as it came.
    pub text: String,
}

/// A translation unit: variants in one to many languages, all equal peers, and every occurrence.
///
/// # Example
/// ```
/// use tolmach::{EN, KK, Entry, Memory};
/// let mut memory = Memory::in_memory()?;
/// let entry = Entry::new([(EN, "Head of State"), (KK, "Мемлекет басшысы")]);
/// memory.import_entries("glossary", [Ok(entry)])?;
/// let unit = memory.units()?.remove(0);
/// assert_eq!(unit.variant(KK).unwrap().text, "Мемлекет басшысы");
/// assert_eq!(unit.provenance[0].release, "glossary");
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// Its number.
    pub id: UnitId,
    /// One variant per language, ordered by language.
    pub variants: Vec<Variant>,
    /// Where it stands, the newest first.
    pub provenance: Vec<Provenance>,
}

impl Unit {
    /// The variant whose language [matches](Language::matches), the same tag before another one.
    pub fn variant(&self, language: Language) -> Option<&Variant> {
        let exact = self.variants.iter().find(|v| v.language == language);
        exact.or_else(|| self.variants.iter().find(|v| v.language.matches(language)))
    }
}

/// One occurrence of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Provenance {
    /// Key of the release (or name of the table) it came from.
    pub release: String,
    /// The release's date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The release's address.
    pub url: Option<String>,
    /// The bead's number in the release, counted from 0.
    pub position: u32,
    /// 0 for the whole bead. Greater for what two languages say sentence by sentence where a third
    /// joins it: such a unit stands in the memory beside that of the bead.
    #[serde(skip_serializing_if = "is_whole")]
    pub part: u32,
    /// How sure the alignment is, 0 to 1; 1 where the input itself paired the texts.
    pub confidence: f32,
    /// Where the text begins in each language's document; empty for tables.
    pub places: Vec<Place>,
}

impl Provenance {
    /// The order in which occurrences are told.
    pub(crate) fn newest_first(&self, other: &Self) -> Ordering {
        let by_day = other.date.cmp(&self.date);
        let by_release = by_day.then_with(|| self.release.cmp(&other.release));
        by_release.then((self.position, self.part).cmp(&(other.position, other.part)))
    }
}

fn is_whole(part: &u32) -> bool {
    *part == 0
}

/// Where a variant begins in its document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The document's language.
    pub language: Language,
    /// Number of the block, counted from 0.
    pub block: u32,
    /// Number of the segment in the document, counted from 0.
    pub segment: u32,
}

/// A unit on its way into a memory.
///
/// # Example
/// ```
/// use tolmach::{EN, Entry, RU};
/// let entry = Entry::new([(EN, "Head of State"), (RU, "Глава государства")]);
/// assert_eq!(entry.variants.len(), 2);
/// assert_eq!(entry.confidence, 1.0);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// One variant per language.
    pub variants: Vec<Variant>,
    /// How sure the pairing is, 0 to 1.
    pub confidence: f32,
    /// Where the text begins in each language's document, if there are documents.
    pub places: Vec<Place>,
}

impl Entry {
    /// An entry whose texts are surely translations of each other.
    pub fn new<S: Into<String>>(variants: impl IntoIterator<Item = (Language, S)>) -> Self {
        let variants = variants.into_iter().map(|(language, text)| Variant {
            language,
            text: text.into(),
        });
        Entry {
            variants: variants.collect(),
            confidence: 1.0,
            places: Vec::new(),
        }
    }
}
