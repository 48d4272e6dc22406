//! Questions to a memory and their answers.

use serde::Serialize;

use crate::distance::Measure;
use crate::lang::Language;
use crate::unit::{Provenance, Unit, Variant};

/// A text to look up.
///
/// | option | meaning | default |
/// |---|---|---|
/// | [`from`](Query::from) | the text's language | required |
/// | [`to`](Query::to), repeatable | languages wanted; a match has at least one | any other |
/// | [`threshold`](Query::threshold) | lowest percent, 0 to 100 | 70 |
/// | [`limit`](Query::limit) | most matches returned | 5 |
/// | [`context`](Query::context) | the segments before and after | none |
/// | [`measure`](Query::measure) | the base similarity | [`Measure::Mean`] |
///
/// # Example
/// ```
/// use tolmach::{EN, KK, Query};
/// let query = Query::new("The Head of State received the ambassador.").from(EN).to(KK).threshold(80);
/// ```
#[derive(Clone, Debug)]
pub struct Query<'q> {
    pub(crate) text: &'q str,
    pub(crate) from: Option<Language>,
    pub(crate) to: Vec<Language>,
    pub(crate) threshold: u8,
    pub(crate) limit: usize,
    pub(crate) context: [Option<&'q str>; 2],
    pub(crate) measure: Measure,
}

impl<'q> Query<'q> {
    /// A query with the defaults of the table above.
    pub fn new(text: &'q str) -> Self {
        Query {
            text,
            from: None,
            to: Vec::new(),
            threshold: 70,
            limit: 5,
            context: [None; 2],
            measure: Measure::default(),
        }
    }

    /// The text's language.
    pub fn from(mut self, language: Language) -> Self {
        self.from = Some(language);
        self
    }

    /// A language wanted; call it again for another one.
    pub fn to(mut self, language: Language) -> Self {
        self.to.push(language);
        self
    }

    /// The lowest percent of a match; above 102 nothing is found.
    pub fn threshold(mut self, percent: u8) -> Self {
        self.threshold = percent;
        self
    }

    /// The most matches returned.
    pub fn limit(mut self, matches: usize) -> Self {
        self.limit = matches;
        self
    }

    /// The segments before and after the text in its document, for context matches.
    pub fn context(mut self, previous: Option<&'q str>, next: Option<&'q str>) -> Self {
        self.context = [previous, next];
        self
    }

    /// The base similarity.
    pub fn measure(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }
}

/// What kind of match; better is greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MatchKind {
    /// The match forms differ.
    Fuzzy,
    /// The match forms are equal.
    Exact,
    /// Exact, and a neighbour (101) or both (102) are the same too.
    Context,
}

/// Why a match lost points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Penalty {
    /// What differs.
    pub reason: PenaltyReason,
    /// Points lost.
    pub points: u8,
}

/// What a [`Penalty`] is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PenaltyReason {
    /// The texts differ.
    Text,
}

/// A unit proposed for a query.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Match {
    pub(crate) percent: u8,
    pub(crate) kind: MatchKind,
    pub(crate) raw_equal: bool,
    pub(crate) penalties: Vec<Penalty>,
    pub(crate) unit: Unit,
    /// Place of the source among the unit's variants.
    pub(crate) source: usize,
    /// Places of the wanted variants, in the order of the query's languages.
    pub(crate) targets: Vec<usize>,
}

impl Match {
    /// 0 to 102, rounded down: 100 for equal match forms, 101 and 102 with the same context.
    pub fn percent(&self) -> u8 {
        self.percent
    }

    /// The kind of match.
    pub fn kind(&self) -> MatchKind {
        self.kind
    }

    /// Whether query and source are equal to the letter.
    pub fn raw_equal(&self) -> bool {
        self.raw_equal
    }

    /// The ledger: what the match lost points for; 100 minus its sum is the percent below 101.
    pub fn penalties(&self) -> &[Penalty] {
        &self.penalties
    }

    /// The whole unit.
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The stored text that resembles the query.
    pub fn source(&self) -> &Variant {
        &self.unit.variants[self.source]
    }

    /// The first wanted translation.
    pub fn target(&self) -> &Variant {
        &self.unit.variants[self.targets[0]]
    }

    /// The wanted translations, in the order of the query's languages.
    pub fn targets(&self) -> impl Iterator<Item = &Variant> {
        self.targets.iter().map(|&place| &self.unit.variants[place])
    }

    /// Where the unit stands, the newest first.
    pub fn provenance(&self) -> &[Provenance] {
        &self.unit.provenance
    }
}
