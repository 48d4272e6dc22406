//! Concordance: every unit with a phrase, and what stands for it there.

use std::cmp::Reverse;
use std::ops::Range;

use serde::Serialize;

use super::Memory;
use super::terms::between;
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::phrases::{self, Pattern, Wording};
use crate::span::{span, span_or_none};
use crate::unit::UnitId;
use crate::words::Projection;

/// Every unit with a phrase.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Concordance {
    /// The units, by translation, the commonest first, and the newest first within one.
    pub lines: Vec<ConcordanceLine>,
    /// The translations with the number of their units, the commonest first.
    pub groups: Vec<(String, u32)>,
}

/// One place of a phrase.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ConcordanceLine {
    /// The unit.
    pub unit: UnitId,
    /// Its text in the phrase's language.
    pub source: String,
    /// Its text in the other language.
    pub target: String,
    /// The bytes of the phrase in the source.
    #[serde(serialize_with = "span")]
    pub source_span: Range<usize>,
    /// The bytes of its translation in the target, where it is known.
    #[serde(serialize_with = "span_or_none")]
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
    /// English "A of B" and "B A" are one phrase: Minister of Energy, Energy Minister.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if the phrase has no words, or a mark or figure between
    /// them; or the file cannot be read.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory};
    /// let mut memory = Memory::in_memory()?;
    /// let unit = Entry::new([(EN, "Heads of State met."), (KK, "Мемлекет басшылары кездесті.")]);
    /// memory.import_entries("table", [Ok(unit)])?;
    /// let line = &memory.concordance("head of state", EN, KK)?.lines[0];
    /// assert_eq!(&line.source[line.source_span.clone()], "Heads of State");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn concordance(&self, phrase: &str, from: Language, to: Language) -> Result<Concordance> {
        let key = phrases::key(phrase, from).ok_or_else(|| {
            Error::input(
                "no phrase: give one or more words without punctuation or figures between them, \
                 or ask for the exact wording",
            )
        })?;
        let mut pattern = Pattern::new(from, &key);
        let stems = pattern.stems();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        self.concord(
            &stems,
            &mut |text| pattern.places(text),
            Some(&key),
            from,
            to,
        )
    }

    /// Every unit with these very words, in this form and order, and what stands for them in another
    /// language. Only letter case, the kinds of quotation marks, dashes and blanks, and the like may
    /// differ, as in an exact match; marks and figures between the words count.
    ///
    /// # Errors
    /// [Bad input](Error::is_bad_input) if there are no words; or the file cannot be read.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory};
    /// let mut memory = Memory::in_memory()?;
    /// let unit = Entry::new([(EN, "Heads of State met."), (KK, "Мемлекет басшылары кездесті.")]);
    /// memory.import_entries("table", [Ok(unit)])?;
    /// assert_eq!(memory.concordance_exact("heads of state", EN, KK)?.lines.len(), 1);
    /// assert!(memory.concordance_exact("head of state", EN, KK)?.lines.is_empty());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn concordance_exact(
        &self,
        words: &str,
        from: Language,
        to: Language,
    ) -> Result<Concordance> {
        let wording = Wording::new(from, words)
            .ok_or_else(|| Error::input("no words to look for: give a word or more"))?;
        let stems = wording.stems();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let key = phrases::key(words, from);
        self.concord(
            &stems,
            &mut |text| wording.places(text),
            key.as_deref(),
            from,
            to,
        )
    }

    /// `stems`: what every text has that is meant; `places`: where in a text; `key`: that of the
    /// phrase, if it is one.
    fn concord(
        &self,
        stems: &[&str],
        places: &mut dyn FnMut(&str) -> Vec<Range<usize>>,
        key: Option<&str>,
        from: Language,
        to: Language,
    ) -> Result<Concordance> {
        let read = || self.concord_now(stems, places, key, from, to);
        let concordance = self.store().in_snapshot(read)?;
        if !concordance.lines.is_empty() {
            // What had to be trained within the snapshot is kept now.
            self.words(from, to)?;
        }
        Ok(concordance)
    }

    fn concord_now(
        &self,
        stems: &[&str],
        places: &mut dyn FnMut(&str) -> Vec<Range<usize>>,
        key: Option<&str>,
        from: Language,
        to: Language,
    ) -> Result<Concordance> {
        let mut lines = self.lines(stems, places, from, to)?;
        if lines.is_empty() {
            return Ok(Concordance::default());
        }
        let words = self.words(from, to)?;
        let mut known: Vec<(String, Pattern)> = Vec::new();
        for (citation, stems) in self.known_translations(key, from, to)? {
            known.push((citation, Pattern::new(to, &stems)));
        }
        let mut counts: Vec<u32> = vec![0; known.len()];
        for line in &mut lines {
            let aligned = words.align(&line.source, &line.target);
            let answer = aligned.target(line.source_span.clone());
            (line.target_span, line.group) = answering(&mut known, &line.target, answer);
            if let Some(number) = line.group {
                counts[number] += 1;
            }
            if let Some((release, date)) = self.store().newest_release(line.unit)? {
                line.release = Some(release);
                line.date = date;
            }
        }
        let mut order: Vec<usize> = (0..known.len()).filter(|&n| 0 < counts[n]).collect();
        order.sort_by_key(|&number| (Reverse(counts[number]), number));
        for line in &mut lines {
            let rank = |number| order.iter().position(|&n| n == number);
            line.group = line.group.and_then(rank);
        }
        lines.sort_by(|a, b| {
            let group = |l: &ConcordanceLine| l.group.unwrap_or(usize::MAX);
            group(a)
                .cmp(&group(b))
                .then(b.date.cmp(&a.date))
                .then(a.unit.cmp(&b.unit))
        });
        let groups = order.iter().map(|&n| (known[n].0.clone(), counts[n]));
        Ok(Concordance {
            groups: groups.collect(),
            lines,
        })
    }

    /// The units with the phrase, by number, without what the other language has for it.
    fn lines(
        &self,
        stems: &[&str],
        places: &mut dyn FnMut(&str) -> Vec<Range<usize>>,
        from: Language,
        to: Language,
    ) -> Result<Vec<ConcordanceLine>> {
        let mut texts: Vec<(i64, String, Range<usize>)> = Vec::new();
        self.store().each_text_with(from, stems, |segment, text| {
            if let Some(place) = places(text).into_iter().next() {
                texts.push((segment, text.to_owned(), place));
            }
        })?;
        let mut lines = Vec::new();
        for (segment, source, place) in texts {
            for (unit, target) in self.store().translations_of_segment(segment, to)? {
                lines.push(ConcordanceLine {
                    unit,
                    source: source.clone(),
                    target,
                    source_span: place.clone(),
                    target_span: None,
                    release: None,
                    date: None,
                    group: None,
                });
            }
        }
        // Of two texts of a unit in one language, the first stands.
        lines.sort_by_key(|line| line.unit);
        lines.dedup_by_key(|line| line.unit);
        Ok(lines)
    }

    /// Citation form and stems of each known translation: curated, mined, forbidden.
    fn known_translations(
        &self,
        key: Option<&str>,
        from: Language,
        to: Language,
    ) -> Result<Vec<(String, String)>> {
        let Some(key) = key else {
            return Ok(Vec::new());
        };
        let (mut curated, mut forbidden) = (Vec::new(), Vec::new());
        for term in between(self.store().terms()?, from, to) {
            let is_asked = phrases::key(&term.text, from).as_deref() == Some(key);
            if is_asked && let Some(stems) = phrases::key(&term.target, to) {
                let list = if term.is_forbidden {
                    &mut forbidden
                } else {
                    &mut curated
                };
                list.push((term.target, stems));
            }
        }
        let mined = self.store().translations_of_phrase(from, key, to)?;
        let mut known: Vec<(String, String)> = Vec::new();
        for (citation, stems) in curated.into_iter().chain(mined).chain(forbidden) {
            if known.iter().all(|(_, other)| *other != stems) {
                known.push((citation, stems));
            }
        }
        Ok(known)
    }
}

/// Where a text answers, and by which of the known translations.
fn answering(
    known: &mut [(String, Pattern)],
    target: &str,
    answer: Option<Projection>,
) -> (Option<Range<usize>>, Option<usize>) {
    let mut best: Option<(f32, usize, Range<usize>)> = None;
    for (number, (_, pattern)) in known.iter_mut().enumerate() {
        for place in pattern.places(target) {
            // The likelier translation counts as long as it is not elsewhere.
            let near = answer.as_ref().map_or(0.5, |a| overlap(&a.range, &place));
            let score = near - 0.1 * number as f32;
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, number, place));
            }
        }
    }
    match (best, answer) {
        (Some((score, ..)), Some(answer)) if score < 0.2 && 0.4 < answer.confidence => {
            (Some(answer.range), None)
        }
        (Some((_, number, place)), _) => (Some(place), Some(number)),
        (None, answer) => (answer.map(|answer| answer.range), None),
    }
}

/// The F1 of two ranges.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> f32 {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK};
    use crate::text::fold;
    use crate::unit::Entry;

    const WORDS: &[&str] = &[
        "state",
        "States",
        "head",
        "heads",
        "of",
        "the",
        "council",
        "Council's",
        "well-known",
        "security",
        "5",
        "CSTO",
    ];

    fn words(most: usize) -> impl Strategy<Value = String> {
        let word = prop::sample::select(WORDS);
        let between = prop::sample::select(&[" ", " ", " ", ", ", "  ", ". ", " «", "» ", "-"][..]);
        prop::collection::vec((word, between), 1..most)
            .prop_map(|words| words.into_iter().flat_map(|(w, b)| [w, b]).collect())
    }

    fn naive(
        memory: &Memory,
        places: &mut dyn FnMut(&str) -> Vec<Range<usize>>,
    ) -> Vec<(UnitId, Range<usize>)> {
        let mut found = Vec::new();
        for unit in memory.units().unwrap() {
            let (Some(source), Some(_)) = (unit.variant(EN), unit.variant(KK)) else {
                continue;
            };
            if let Some(place) = places(&source.text).into_iter().next() {
                found.push((unit.id, place));
            }
        }
        found
    }

    fn told(concordance: &Concordance) -> Vec<(UnitId, Range<usize>)> {
        let lines = concordance.lines.iter();
        let mut told: Vec<_> = lines.map(|l| (l.unit, l.source_span.clone())).collect();
        told.sort_by_key(|(unit, _)| *unit);
        told
    }

    /// Whether no word goes on across this place, as people see it.
    fn is_edge(text: &str, at: usize) -> bool {
        let is_word = |c: char| c.is_alphanumeric();
        let mut before = text[..at].chars().rev();
        let mut after = text[at..].chars();
        match (before.next(), after.next()) {
            (Some('-' | '\''), Some(b)) if is_word(b) => !before.next().is_some_and(is_word),
            (Some(a), Some('-' | '\'')) if is_word(a) => !after.next().is_some_and(is_word),
            (Some(a), Some(b)) => !is_word(a) || !is_word(b),
            _ => true,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn it_tells_what_reading_everything_tells(
            first in prop::collection::vec(words(9), 10..40),
            second in prop::collection::vec(words(9), 1..30),
            gone in 0_usize..10,
            queries in prop::collection::vec(words(4), 6),
            compact: bool,
        ) {
            let mut memory = Memory::in_memory().unwrap();
            for (name, texts) in [("first", &first), ("second", &second)] {
                let entries = texts.iter().enumerate().map(|(i, text)| {
                    let other = (KK, format!("мәтін {i}"));
                    // Some have no translation.
                    let sides = [(EN, text.clone())].into_iter().chain((i % 5 != 4).then_some(other));
                    Ok(Entry::new(sides))
                });
                let _ = memory.import_entries(name, entries).unwrap();
                let ids = memory.store().unit_ids().unwrap();
                memory.remove(ids[gone.min(ids.len() - 1)]).unwrap();
                if compact {
                    memory.compact().unwrap();
                }
            }
            for query in &queries {
                if let Some(key) = phrases::key(query, EN) {
                    let mut pattern = Pattern::new(EN, &key);
                    let expected = naive(&memory, &mut |text| pattern.places(text));
                    let concordance = memory.concordance(query, EN, KK).unwrap();
                    prop_assert_eq!(told(&concordance), expected, "{}", query);
                }
                let asked = fold(query, EN);
                let expected = naive(&memory, &mut |text| {
                    let text = fold(text, EN);
                    let places = (0..text.len()).filter(|&at| text.is_char_boundary(at));
                    let places = places.filter(|&at| text[at..].starts_with(&asked));
                    let whole = places
                        .filter(|at| is_edge(&text, *at) && is_edge(&text, at + asked.len()));
                    whole.map(|at| at..at + asked.len()).collect()
                });
                let concordance = memory.concordance_exact(query, EN, KK).unwrap();
                let units = |found: Vec<(UnitId, Range<usize>)>| -> Vec<UnitId> {
                    found.into_iter().map(|(unit, _)| unit).collect()
                };
                for line in &concordance.lines {
                    prop_assert_eq!(fold(&line.source[line.source_span.clone()], EN), asked.clone());
                }
                prop_assert_eq!(units(told(&concordance)), units(expected), "{}", query);
            }
        }
    }
}
