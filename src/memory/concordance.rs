//! Concordance: every unit with a phrase, and what stands for it there.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Memory;
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::phrases::{self, Pattern};
use crate::unit::UnitId;

/// Every unit with a phrase.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Concordance {
    /// The units, by translation, the commonest first, and the newest first within one.
    pub lines: Vec<ConcordanceLine>,
    /// The translations with the number of their units, the commonest first.
    pub groups: Vec<(String, u32)>,
}

/// One place of a phrase.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConcordanceLine {
    /// The unit.
    pub unit: UnitId,
    /// Its text in the phrase's language.
    pub source: String,
    /// Its text in the other language.
    pub target: String,
    /// The bytes of the phrase in the source.
    pub source_span: Range<usize>,
    /// The bytes of its translation in the target, where it is known.
    pub target_span: Option<Range<usize>>,
    /// Key of the newest release.
    pub release: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The translation's group: its number in [`Concordance::groups`].
    pub group: Option<usize>,
}

impl Memory {
    /// Every unit with `phrase`, in any inflected form, and what stands for it in another language.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if the phrase has no words, or a mark or figure between
    /// them; or the file cannot be read.
    pub fn concordance(&self, phrase: &str, from: Language, to: Language) -> Result<Concordance> {
        let key = phrases::key(phrase, from).ok_or_else(|| {
            Error::input(
                "no phrase: give one or more words without punctuation or figures between them",
            )
        })?;
        let mut pattern = Pattern::new(from, &key);
        let mut lines = Vec::new();
        self.store().each_pair(from, to, |unit, source, target| {
            if let Some(place) = pattern.places(source).into_iter().next() {
                lines.push(ConcordanceLine {
                    unit: UnitId(unit),
                    source: source.to_owned(),
                    target: target.to_owned(),
                    source_span: place,
                    target_span: None,
                    release: None,
                    date: None,
                    group: None,
                });
            }
        })?;
        let book = self.phrases(from, &[to])?;
        let known = book
            .find(phrase)
            .into_iter()
            .find(|hit| hit.text.trim() == phrase.trim());
        let mut patterns: Vec<(String, Pattern)> = Vec::new();
        for translation in known.iter().flat_map(|hit| hit.phrase.translations(to)) {
            patterns.push((
                translation.citation.clone(),
                Pattern::new(to, &translation.stems),
            ));
        }
        let words = self.words(from, to)?;
        let mut groups: FxHashMap<usize, u32> = FxHashMap::default();
        for line in &mut lines {
            let answer = words
                .align(&line.source, &line.target)
                .target(line.source_span.clone());
            let answer = answer.map(|a| (a.range, a.confidence));
            let mut best: Option<(f32, usize, Range<usize>)> = None;
            for (number, (_, pattern)) in patterns.iter_mut().enumerate() {
                for place in pattern.places(&line.target) {
                    // The likelier translation counts as long as it is not elsewhere.
                    let near = answer
                        .as_ref()
                        .map_or(0.5, |(range, _)| overlap(range, &place));
                    let score = near - 0.1 * number as f32;
                    if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                        best = Some((score, number, place));
                    }
                }
            }
            match (best, answer) {
                (Some((score, ..)), Some((range, confidence)))
                    if score < 0.2 && confidence > 0.4 =>
                {
                    line.target_span = Some(range);
                }
                (Some((_, number, place)), _) => {
                    line.target_span = Some(place);
                    line.group = Some(number);
                    *groups.entry(number).or_default() += 1;
                }
                (None, answer) => line.target_span = answer.map(|(range, _)| range),
            }
            if let Some(unit) = self.store().unit(line.unit)?
                && let Some(newest) = unit.provenance.into_iter().next()
            {
                line.release = Some(newest.release);
                line.date = newest.date;
            }
        }
        let mut order: Vec<(usize, u32)> = groups.into_iter().collect();
        order.sort_by_key(|&(number, count)| (std::cmp::Reverse(count), number));
        let rank: FxHashMap<usize, usize> = order
            .iter()
            .enumerate()
            .map(|(i, &(n, _))| (n, i))
            .collect();
        for line in &mut lines {
            line.group = line.group.map(|number| rank[&number]);
        }
        lines.sort_by(|a, b| {
            let group = |l: &ConcordanceLine| l.group.unwrap_or(usize::MAX);
            group(a)
                .cmp(&group(b))
                .then(b.date.cmp(&a.date))
                .then(a.unit.cmp(&b.unit))
        });
        Ok(Concordance {
            lines,
            groups: order
                .into_iter()
                .map(|(number, count)| (patterns[number].0.clone(), count))
                .collect(),
        })
    }
}

/// The F1 of two ranges.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f32 {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}
