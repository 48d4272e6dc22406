//! Sub-segment matches: the longest runs of words that a text shares with stored ones.

use std::ops::Range;

use super::Memory;
use crate::error::Result;
use crate::lang::Language;
use crate::phrases::{self, Wording};

impl Memory {
    /// The longest runs of words that a text shares with stored texts that have a translation into
    /// `to`: the bytes of each, in order, none inside another, of `least` words or more.
    ///
    /// They serve a text that no unit has as a whole;
    /// [`concordance_exact`](Memory::concordance_exact) shows where each stands, with what stands
    /// for it. Words are compared as there; marks between them count.
    ///
    /// # Errors
    /// If the file cannot be read.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("table", [
    ///     Ok(Entry::new([(EN, "He chaired the State Commission."), (KK, "Ол мемлекеттік комиссияны басқарды.")])),
    ///     Ok(Entry::new([(EN, "A commission on water was formed."), (KK, "Су жөніндегі комиссия құрылды.")])),
    /// ])?;
    /// let text = "The state commission on water met.";
    /// let runs = memory.shared_runs(text, EN, KK, 2)?;
    /// let runs: Vec<&str> = runs.into_iter().map(|run| &text[run]).collect();
    /// assert_eq!(runs, ["The state commission", "commission on water"]);
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn shared_runs(
        &self,
        text: &str,
        from: Language,
        to: Language,
        least: usize,
    ) -> Result<Vec<Range<usize>>> {
        self.store()
            .in_snapshot(|| self.runs(text, from, to, least))
    }

    fn runs(
        &self,
        text: &str,
        from: Language,
        to: Language,
        least: usize,
    ) -> Result<Vec<Range<usize>>> {
        let words = phrases::words_of(text);
        let bytes = |run: &Range<usize>| words[run.start].start..words[run.end - 1].end;
        let mut runs: Vec<Range<usize>> = Vec::new();
        let mut end = 0;
        for start in 0..words.len() {
            // What stands somewhere stands there without its first word too.
            end = end.max(start);
            while end < words.len() && self.has(&text[bytes(&(start..end + 1))], from, to)? {
                end += 1;
            }
            let is_new = runs.last().is_none_or(|last| last.end < end);
            if is_new && least.max(1) <= end - start {
                runs.push(start..end);
            }
        }
        Ok(runs.iter().map(bytes).collect())
    }

    /// Whether these words stand in a text that has a translation.
    fn has(&self, words: &str, from: Language, to: Language) -> Result<bool> {
        let Some(wording) = Wording::new(from, words) else {
            return Ok(false);
        };
        let stems = wording.stems();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let mut found = Ok(false);
        self.store().each_text_with(from, &stems, |segment, text| {
            if matches!(found, Ok(false)) && !wording.places(text).is_empty() {
                let units = self.store().translations_of_segment(segment, to);
                found = units.map(|units| !units.is_empty());
            }
        })?;
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK};
    use crate::unit::Entry;

    fn words(most: usize) -> impl Strategy<Value = Vec<&'static str>> {
        let word = prop::sample::select(&["head", "of", "state", "States", "5", "UN"][..]);
        prop::collection::vec(word, 1..most)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn they_are_those_of_comparing_everything(
            stored in prop::collection::vec(words(7), 1..30),
            query in words(10),
            least in 1_usize..4,
        ) {
            let mut memory = Memory::in_memory().unwrap();
            let entries = stored.iter().enumerate().map(|(i, words)| {
                let other = (i % 4 != 3).then(|| (KK, format!("мәтін {i}")));
                Ok(Entry::new([(EN, words.join(" "))].into_iter().chain(other)))
            });
            let _ = memory.import_entries("table", entries).unwrap();
            let lower = |words: &[&str]| -> Vec<String> {
                words.iter().map(|word| word.to_lowercase()).collect()
            };
            // The same words may stand twice, once with a translation.
            let translated = stored.iter().enumerate().filter(|(i, _)| i % 4 != 3);
            let translated: Vec<Vec<String>> = translated.map(|(_, w)| lower(w)).collect();
            let asked = lower(&query);
            let has = |run: &[String]| translated.iter().any(|text| {
                text.windows(run.len()).any(|window| window == run)
            });
            let mut all: Vec<Range<usize>> = Vec::new();
            for start in 0..asked.len() {
                for end in start + least..=asked.len() {
                    if has(&asked[start..end]) {
                        all.push(start..end);
                    }
                }
            }
            let inside = |a: &Range<usize>, b: &Range<usize>| {
                a != b && b.start <= a.start && a.end <= b.end
            };
            let longest = all.iter().filter(|run| !all.iter().any(|other| inside(run, other)));
            let expected: Vec<String> = longest.map(|run| query[run.clone()].join(" ")).collect();
            let text = query.join(" ");
            let told = memory.shared_runs(&text, EN, KK, least).unwrap();
            let told: Vec<String> = told.into_iter().map(|run| text[run].to_owned()).collect();
            prop_assert_eq!(told, expected);
        }
    }
}
