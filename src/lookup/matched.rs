//! What is found.

use std::ops::Range;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::edits::{self, Edit};
use super::figures;
use super::ledger;
use super::penalty::{Penalty, PenaltyReason};
use crate::lang::Language;
use crate::patch::{Patch, Refusal};
use crate::unit::{Provenance, Unit, Variant};
use crate::words::Model;

/// What kind of match; better is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MatchKind {
    /// The match forms differ.
    Fuzzy,
    /// They differ in figures or names alone, and all of these were carried into the first wanted
    /// translation that the unit has.
    Patched,
    /// The match forms are equal.
    Exact,
    /// Exact, and a neighbour (101) or both (102) are the same too.
    Context,
}

/// What became of the figures and names that differ, in one translation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Patched {
    /// The translation's language.
    pub language: Language,
    /// The percent that the match has where this language alone is wanted: 99 for a translation that is
    /// patched whole, less what else the [ledger](Match::penalties) lists; otherwise as without a patch.
    pub percent: u8,
    /// The translation with the query's figures and names, or why it was left as it is.
    pub result: Result<Patch, Refusal>,
}

impl Patched {
    /// Whether all that differs was carried into the translation.
    pub(crate) fn is_whole(&self) -> bool {
        self.result.as_ref().is_ok_and(|patch| patch.complete)
    }
}

impl Serialize for Patched {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Patched", 3)?;
        object.serialize_field("language", &self.language)?;
        object.serialize_field("percent", &self.percent)?;
        match &self.result {
            Ok(patch) => object.serialize_field("patch", patch)?,
            Err(refusal) => object.serialize_field("refused", refusal)?,
        }
        object.end()
    }
}

/// A unit proposed for a query.
///
/// Units that agree in the match forms of their source and of the wanted translations are one
/// match: [`unit`](Match::unit) is the one that is nearest to the letter, or the newest, and
/// [`provenance`](Match::provenance) lists the occurrences of all.
///
/// # The percent
/// The [measure](crate::distance::Measure) of the two [match forms](crate::text::fold), rounded down: 100
/// where they are equal and never otherwise. The default is
///
/// > ½ (1 - *d* / max(*m*, *n*)) + *c* / (*g* + *h*)
///
/// where *d* edits lead from a form of *m* characters to one of *n*, and *c* of their *g* and *h*
/// 4-grams are shared; the module [`distance`](crate::distance) has the others. From that are taken, each shown in the
/// [ledger](Match::penalties):
/// - what is above [`NEGATED_MOST`](super::NEGATED_MOST), where one text has more
///   [negations](crate::text::negations) than the other, or has one where the other has none: they say the
///   contrary of each other, however alike they look. A word that denies one of the other text by its
///   formation (`unavailable`, `careless`, `незаконный`, `емтихансыз`) or forbids what that allows is such
///   a negation;
/// - two points for each five hundredths, rounded up, by which the alignment is less sure than
///   [`SURE_FROM`](super::SURE_FROM), where the match is no context match: what stands where it stood is
///   told with the doubt, but comes back whole;
/// - what [`Query::age_penalty`](super::Query::age_penalty) asks for.
///
/// Where the texts differ in figures and names alone and these were [carried](crate::patch) into the first
/// wanted translation, one point is lost instead of theirs. An exact match in the same context as before has
/// 101 (one neighbour) or 102 (both). Nothing else in the memory changes a percent.
///
/// Serialises as an object with `percent`, `kind`, `raw_equal`, `ambiguous`, `source`, `targets`,
/// `patches`, `penalties`, `edits`, `unit`, `count`, `provenance`.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub(crate) query: String,
    pub(crate) from: Language,
    pub(crate) percent: u8,
    pub(crate) kind: MatchKind,
    pub(crate) ambiguous: bool,
    /// Points lost for other things than the text.
    pub(crate) beside: Vec<Penalty>,
    pub(crate) unit: Arc<Unit>,
    /// Where it stands, unless all units of the match and all their places are the unit's.
    pub(crate) provenance: Option<Vec<Provenance>>,
    pub(crate) patches: Vec<Patched>,
    /// Place of the source among the unit's variants.
    pub(crate) source: usize,
    /// Places of the wanted variants, in the order of the query's languages.
    pub(crate) targets: Vec<usize>,
}

impl Match {
    /// 0 to 102, rounded down: 100 for equal match forms, less only for what else the
    /// [ledger](Match::penalties) lists, 101 and 102 with the same context. Where figures or names
    /// differ, it is that of the first wanted translation; [`patches`](Match::patches) tells each.
    pub fn percent(&self) -> u8 {
        self.percent
    }

    /// The kind of match, with the first wanted translation.
    pub fn kind(&self) -> MatchKind {
        self.kind
    }

    /// Whether query and source are equal to the letter.
    pub fn raw_equal(&self) -> bool {
        self.source().text == self.query
    }

    /// Whether the memory holds other translations of the same text: they were all found too.
    pub fn ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// The ledger: what the match lost points for. Up to 100%, they add up to 100 minus the
    /// percent. What differs without a loss (letter case, quotation marks) is listed with no
    /// points, and so is a translation whose figures are not its source's. Worked out when asked for.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, PenaltyReason, Query};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("t", [Ok(Entry::new([(EN, "The documents were signed"), (KK, "Құжаттарға қол қойылды")]))])?;
    /// let found = memory.lookup(&Query::new("The document was signed").from(EN).to(KK))?;
    /// let penalties = found[0].penalties();
    /// let reasons: Vec<_> = penalties.iter().map(|p| p.reason).collect();
    /// assert_eq!(reasons, [PenaltyReason::Words, PenaltyReason::Endings]);
    /// assert_eq!(penalties.iter().map(|p| p.points).sum::<u8>(), 100 - found[0].percent());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn penalties(&self) -> Vec<Penalty> {
        let lost = 100 - self.percent.min(100);
        let beside: u8 = self.beside.iter().map(|penalty| penalty.points).sum();
        let mut ledger = ledger::of_text(&self.edits(), lost - beside);
        ledger.extend(&self.beside);
        if self
            .targets()
            .any(|target| figures::differ(self.source(), target))
        {
            ledger.push(Penalty {
                reason: PenaltyReason::Figures,
                points: 0,
            });
        }
        ledger
    }

    /// Where query and source differ, in order. Worked out when asked for.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, Query};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("t", [Ok(Entry::new([(EN, "The ambassador was received"), (KK, "Елші қабылданды")]))])?;
    /// let asked = "The minister was received";
    /// let found = memory.lookup(&Query::new(asked).from(EN).to(KK).threshold(50))?;
    /// let edit = &found[0].edits()[0];
    /// assert_eq!(&asked[edit.query.clone()], "minister");
    /// assert_eq!(&found[0].source().text[edit.source.clone()], "ambassador");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn edits(&self) -> Vec<Edit> {
        edits::between(&self.query, &self.source().text, self.from)
    }

    /// As [`edits`](Match::edits), each with the words of the first stored translation that answer to
    /// what differs: what has to be changed there. `words` is that of the two languages.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, Query};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("t", [Ok(Entry::new([(EN, "The talks were held in Almaty"), (KK, "Келіссөздер Алматыда өтті")]))])?;
    /// let found = memory.lookup(&Query::new("The talks were held in Astana").from(EN).to(KK))?;
    /// let edits = found[0].edits_by_words(&*memory.words(EN, KK)?);
    /// assert_eq!(&found[0].target().text[edits[0].target.clone().unwrap()], "Алматыда");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn edits_by_words(&self, words: &Model) -> Vec<Edit> {
        let mut edits = self.edits();
        if edits.iter().any(|edit| !edit.source.is_empty()) {
            let alignment = words.align(&self.source().text, &self.target().text);
            for edit in edits.iter_mut().filter(|edit| !edit.source.is_empty()) {
                edit.target = alignment
                    .target(edit.source.clone())
                    .map(|found| found.range);
            }
        }
        edits
    }

    /// The whole unit.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The stored text that resembles the query.
    pub fn source(&self) -> &Variant {
        &self.unit.variants[self.source]
    }

    /// The first wanted translation, as it is stored; see [`proposal`](Match::proposal).
    pub fn target(&self) -> &Variant {
        &self.unit.variants[self.targets[0]]
    }

    /// The wanted translations, in the order of the query's languages.
    pub fn targets(&self) -> impl Iterator<Item = &Variant> {
        self.targets.iter().map(|&place| &self.unit.variants[place])
    }

    /// What to put into the text, for the first wanted language: the stored translation, or
    /// the patched one.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, MatchKind, Query};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("t", [Ok(Entry::new([(EN, "Held on 5 May 2024."), (KK, "2024 жылғы 5 мамырда өтті.")]))])?;
    /// let found = memory.lookup(&Query::new("Held on 6 June 2025.").from(EN).to(KK).threshold(40))?;
    /// assert_eq!((found[0].kind(), found[0].percent()), (MatchKind::Patched, 99));
    /// assert_eq!(found[0].proposal(), "2025 жылғы 6 маусымда өтті.");
    /// assert_eq!(found[0].target().text, "2024 жылғы 5 мамырда өтті.");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn proposal(&self) -> &str {
        self.proposals().next().map_or("", |(_, text)| text)
    }

    /// What to put into the text, in the order of the query's languages.
    pub fn proposals(&self) -> impl Iterator<Item = (Language, &str)> {
        self.targets().enumerate().map(|(number, target)| {
            let patched = self.patches.get(number);
            let patch = patched.and_then(|patched| patched.result.as_ref().ok());
            (target.language, patch.map_or(&*target.text, |p| &p.text))
        })
    }

    /// What became of the figures and names that differ, in each wanted translation; nothing if none does,
    /// or if it was not [asked](super::Query::patch).
    pub fn patches(&self) -> &[Patched] {
        &self.patches
    }

    /// The bytes of the query that were carried into every wanted translation.
    pub(crate) fn carried(&self) -> Vec<Range<usize>> {
        let changes = |patched: &Patched| -> Vec<Range<usize>> {
            let changes = patched.result.iter().flat_map(|patch| &patch.changes);
            changes.map(|change| change.query.clone()).collect()
        };
        let mut patches = self.patches.iter().map(changes);
        let mut carried = patches.next().unwrap_or_default();
        for other in patches {
            carried.retain(|range| other.contains(range));
        }
        carried
    }

    /// How sure the alignment of source and translation is, 0 to 1, where it is surest. Less than
    /// [`SURE_FROM`](super::SURE_FROM) costs [points](PenaltyReason::Confidence).
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, Query};
    /// let mut memory = Memory::in_memory()?;
    /// let mut entry = Entry::new([(EN, "Head of State"), (KK, "Мемлекет басшысы")]);
    /// entry.confidence = 0.75;
    /// memory.import_entries("t", [Ok(entry)])?;
    /// let found = memory.lookup(&Query::new("Head of State").from(EN).to(KK))?;
    /// assert_eq!((found[0].confidence(), found[0].percent()), (0.75, 94));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn confidence(&self) -> f32 {
        let places = self.provenance().iter();
        places.map(|place| place.confidence).fold(0.0, f32::max)
    }

    /// Where the match stands, the newest first: every occurrence that the query's filters allow.
    pub fn provenance(&self) -> &[Provenance] {
        self.provenance.as_ref().unwrap_or(&self.unit.provenance)
    }
}

impl Serialize for Match {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let targets: Vec<&Variant> = self.targets().collect();
        let mut object = serializer.serialize_struct("Match", 12)?;
        object.serialize_field("percent", &self.percent)?;
        object.serialize_field("kind", &self.kind)?;
        object.serialize_field("raw_equal", &self.raw_equal())?;
        object.serialize_field("ambiguous", &self.ambiguous)?;
        object.serialize_field("source", self.source())?;
        object.serialize_field("targets", &targets)?;
        object.serialize_field("patches", &self.patches)?;
        object.serialize_field("penalties", &self.penalties())?;
        object.serialize_field("edits", &self.edits())?;
        object.serialize_field("unit", &self.unit.id)?;
        object.serialize_field("count", &self.provenance().len())?;
        object.serialize_field("provenance", self.provenance())?;
        object.end()
    }
}
