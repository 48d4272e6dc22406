//! What the memory holds already, as evidence for the alignment of a release.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Memory;
use super::import::Segmented;
use crate::align::{Aligner, Bead, Dictionary, Similarity};
use crate::error::Result;
use crate::lang::Language;
use crate::unit::{Entry, UnitId};
use crate::words::Translations;

impl Memory {
    /// The aligner, knowing the units of other releases, and the words that all units teach.
    pub(super) fn informed(
        &self,
        aligner: &Aligner,
        release: &str,
        documents: &[Segmented],
    ) -> Result<Aligner> {
        let units = self.known_units(release, documents)?;
        let words = self.learnt_words(documents)?;
        let aligner = aligner.clone().similarity(Arc::new(units));
        Ok(aligner.dictionary(Arc::new(words)))
    }

    fn known_units(&self, release: &str, documents: &[Segmented]) -> Result<KnownUnits> {
        let mut known = HashMap::<Language, HashMap<String, Vec<UnitId>>>::new();
        for document in documents {
            for text in &document.texts {
                let store = self.store();
                let units = store.units_elsewhere(document.language, text, release)?;
                if !units.is_empty() {
                    let texts = known.entry(document.language).or_default();
                    texts.insert(text.clone(), units);
                }
            }
        }
        Ok(KnownUnits(known))
    }

    fn learnt_words(&self, documents: &[Segmented]) -> Result<LearntWords> {
        let mut learnt = Vec::new();
        for (number, from) in documents.iter().enumerate() {
            for to in &documents[number + 1..] {
                learnt.push(self.translations(from.language, to.language)?);
            }
        }
        Ok(LearntWords(learnt))
    }

    /// The beads that the memory holds of the release, if its texts are the same as these. They
    /// stay: what the memory has learnt since must not change a release that did not.
    pub(super) fn standing_beads(
        &self,
        release: &str,
        documents: &[Segmented],
    ) -> Result<Option<Vec<Bead>>> {
        let mut next = vec![0; documents.len()];
        let mut beads = Vec::new();
        for entry in self.standing_entries(release)? {
            let sides: Vec<Range<usize>> = documents
                .iter()
                .zip(&next)
                .map(|(document, &next)| document.reading_on(next, &entry))
                .collect();
            let filled = sides.iter().filter(|side| !side.is_empty()).count();
            if filled < entry.variants.len() {
                return Ok(None);
            }
            for (next, side) in next.iter_mut().zip(&sides) {
                *next = side.end;
            }
            beads.push(Bead {
                sides,
                confidence: entry.confidence,
            });
        }
        let ends = documents.iter().map(|document| document.texts.len());
        Ok(ends.eq(next).then_some(beads))
    }

    /// What the memory holds of a release, in order.
    fn standing_entries(&self, release: &str) -> Result<Vec<Entry>> {
        let store = self.store();
        let mut entries = Vec::new();
        for id in store.units_of_release(release)? {
            let Some(unit) = store.unit(id)? else {
                continue;
            };
            let places = unit.provenance.into_iter();
            for place in places.filter(|place| place.release == release && place.part == 0) {
                let entry = Entry {
                    variants: unit.variants.clone(),
                    confidence: place.confidence,
                    places: place.places,
                };
                entries.push((place.position, entry));
            }
        }
        entries.sort_by_key(|(position, _)| *position);
        Ok(entries.into_iter().map(|(_, entry)| entry).collect())
    }
}

impl Segmented {
    /// The segments from `next` on that are the entry's text in this language; none if they are not.
    fn reading_on(&self, next: usize, entry: &Entry) -> Range<usize> {
        let variant = entry.variants.iter().find(|v| v.language == self.language);
        let text = variant.map_or("", |variant| variant.text.as_str());
        (next + 1..=self.texts.len())
            .map(|end| next..end)
            .take_while(|side| {
                self.texts[side.clone()]
                    .iter()
                    .map(String::len)
                    .sum::<usize>()
                    <= text.len()
            })
            .find(|side| self.texts[side.clone()].join(" ") == text)
            .unwrap_or(next..next)
    }
}

/// Segments that the memory knows from other releases.
struct KnownUnits(HashMap<Language, HashMap<String, Vec<UnitId>>>);

/// What it says for two segments that the memory holds in one unit.
const KNOWN: f32 = 4.0;

impl Similarity for KnownUnits {
    fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32 {
        let units = |(language, text): (Language, &str)| self.0.get(&language)?.get(text);
        match (units(one), units(other)) {
            (Some(one), Some(other)) if one.iter().any(|unit| other.contains(unit)) => KNOWN,
            _ => 0.0,
        }
    }
}

/// What all units teach, of every two languages of a release.
struct LearntWords(Vec<Arc<Translations>>);

impl Dictionary for LearntWords {
    fn translations(&self, from: Language, stem: &str, to: Language) -> Vec<(String, f32)> {
        let learnt = self.0.iter().map(|words| words.of(from, stem, to));
        learnt.flatten().cloned().collect()
    }
}
