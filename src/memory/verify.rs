//! Proof on request: what a lookup read, and that nothing was lost.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Memory;
use super::reader::Reader;
use crate::distance::{Measure, Score, tokens};
use crate::error::Result;
use crate::index::{Sought, Stats, Ties};
use crate::lang::Language;
use crate::lookup::Query;
use crate::text::fold;

/// What [`Memory::verify`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Verification {
    /// How many texts were compared one by one.
    pub texts: usize,
    /// Texts that the index found wrongly or not at all; there should be none.
    pub differences: Vec<Difference>,
}

/// A text on which index and brute force disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The text's match form.
    pub text: String,
    /// Its percent by brute force; `None` if it is not among the best.
    pub expected: Option<u8>,
    /// Its percent by the index; `None` if that did not find it.
    pub found: Option<u8>,
}

impl Memory {
    /// What the index does for a query: texts admitted, counted, compared, left out by which bound.
    ///
    /// # Errors
    /// As [`lookup`](Memory::lookup).
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, Entry, KK, Memory, Query};
    /// let mut memory = Memory::in_memory()?;
    /// memory.import_entries("a", [Ok(Entry::new([(EN, "Good morning"), (KK, "Қайырлы таң")]))])?;
    /// let query = Query::new("good mornings").from(EN);
    /// let stats = memory.explain(&query)?;
    /// assert_eq!((stats.compared, stats.reached), (1, 1));
    /// assert!(memory.verify(&query)?.differences.is_empty());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn explain(&self, query: &Query<'_>) -> Result<Stats> {
        let from = query.checked()?;
        let mut stats = Stats::default();
        let (asked, reach) = (fold(query.text, from), (query.limit, Ties::Cut));
        let reader = &self.reader;
        let stats_of = Some(&mut stats);
        self.store()
            .in_snapshot(|| reader.candidates(query, from, Sought::all(&asked), reach, stats_of))?;
        Ok(stats)
    }

    /// Compares the query with every text of its language by the crate `strsim`, and the nearest
    /// with those that the index finds. Slow: a doubt, a test or a bug report is worth it.
    ///
    /// # Errors
    /// As [`lookup`](Memory::lookup).
    pub fn verify(&self, query: &Query<'_>) -> Result<Verification> {
        let from = query.checked()?;
        self.store().in_snapshot(|| self.reader.verify(query, from))
    }
}

impl Reader {
    fn verify(&self, query: &Query<'_>, from: Language) -> Result<Verification> {
        let asked = fold(query.text, from);
        let floor = Score::from_percent(super::reader::threshold(query));
        let mut forms = BTreeMap::new();
        let mut expected = BTreeMap::new();
        for language in self.store.indexed_languages()? {
            if !language.tag.matches(from) {
                continue;
            }
            let mut scored = Vec::new();
            for (id, text) in self.store.index_texts(language)? {
                let score = brute_force(&asked, &text, query.measure);
                if floor <= score {
                    scored.push((score, id));
                }
                forms.insert(id, text);
            }
            scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            scored.truncate(query.limit);
            expected.extend(scored.into_iter().map(|(score, id)| (id, score.percent())));
        }
        let (hits, _) = self.candidates(
            query,
            from,
            Sought::all(&asked),
            (query.limit, Ties::Cut),
            None,
        )?;
        let found: BTreeMap<u64, u8> = hits.iter().map(|hit| (hit.id, hit.percent)).collect();
        let differences = forms.iter().filter_map(|(id, text)| {
            let (expected, found) = (expected.get(id).copied(), found.get(id).copied());
            (expected != found).then(|| Difference {
                text: text.clone(),
                expected,
                found,
            })
        });
        Ok(Verification {
            texts: forms.len(),
            differences: differences.collect(),
        })
    }
}

/// A measure by its definition.
fn brute_force(a: &str, b: &str, measure: Measure) -> Score {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longer = x.len().max(y.len());
    match measure {
        Measure::Characters => Score::characters(strsim::generic_levenshtein(&x, &y), longer),
        Measure::Mean => {
            let (own, mut others) = (grams(&x), grams(&y));
            let total = own.len() + others.len();
            let mut shared = 0;
            for gram in own {
                if let Some(at) = others.iter().position(|&other| other == gram) {
                    others.swap_remove(at);
                    shared += 1;
                }
            }
            let distance = strsim::generic_levenshtein(&x, &y);
            Score::mean(distance, longer, shared, total)
        }
        Measure::Tokens => {
            let (x, y): (Vec<_>, Vec<_>) = (tokens(a).collect(), tokens(b).collect());
            let distance = strsim::generic_levenshtein(&x, &y);
            Score::tokens(distance, x.len().max(y.len()), a == b)
        }
    }
}

fn grams(text: &[char]) -> Vec<&[char]> {
    match text.len() {
        0 => Vec::new(),
        1..4 => vec![text],
        _ => text.windows(4).collect(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK};
    use crate::store::Kind;
    use crate::unit::Entry;

    #[derive(Clone, Debug)]
    enum Step {
        Import(u8, Vec<String>),
        Remove(u8),
        RemoveUnit(usize),
        Correct(usize, String),
        Compact,
        Reopen,
        Ask(String, u8, usize),
    }

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => "(the |new |old )?(council|minister|treaty) (met|said|of) [a-c]{1,3}( again){0,2}",
            2 => "a{1,12}",
            1 => "[аәқ😀𝒳 .!]{1,20}",
            1 => "[.,!? ]{1,6}",
            1 => "[a-z]{1,5}( [a-z]{1,5}){0,30}",
        ]
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            5 => (0u8..6, proptest::collection::vec(texts(), 1..40)).prop_map(|(r, t)| Step::Import(r, t)),
            1 => (0u8..6).prop_map(Step::Remove),
            1 => any::<usize>().prop_map(Step::RemoveUnit),
            1 => (any::<usize>(), texts()).prop_map(|(at, text)| Step::Correct(at, text)),
            1 => Just(Step::Compact),
            1 => Just(Step::Reopen),
            5 => (texts(), 0u8..=101, 0usize..12).prop_map(|(t, p, l)| Step::Ask(t, p, l)),
        ];
        proptest::collection::vec(step, 4..24)
    }

    fn ask(memory: &Memory, text: &str, threshold: u8, limit: usize) {
        for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
            for threshold in [threshold, 70] {
                let query = Query::new(text).from(EN).measure(measure);
                let query = query.threshold(threshold).limit(limit);
                let found = memory.verify(&query).unwrap();
                assert_eq!(found.differences, [], "{query:?}");
                memory.explain(&query).unwrap();
            }
        }
        let words: Vec<&str> = tokens(text).collect();
        for run in words.windows(words.len().clamp(1, 2)) {
            let run = run.join(" ");
            let found = memory.containing(&run, EN, usize::MAX).unwrap();
            for passage in &found {
                let shown = fold(&passage.text[passage.range.clone()], EN);
                let asked = fold(&run, EN);
                assert!(tokens(&shown).eq(tokens(&asked)), "{run:?} {passage:?}");
            }
            let found: Vec<&str> = found.iter().map(|passage| passage.text.as_str()).collect();
            assert_eq!(found, containing(memory, &run), "{run:?}");
            let some = memory.containing(&run, EN, limit).unwrap();
            assert_eq!(some.len(), found.len().min(limit), "{run:?}");
        }
    }

    /// By reading every text.
    fn containing(memory: &Memory, run: &str) -> Vec<String> {
        let forms = memory.store().indexed_languages().unwrap().into_iter();
        let forms = forms.filter(|language| language.tag == EN);
        let forms = forms.flat_map(|language| memory.store().index_texts(language).unwrap());
        let asked = fold(run, EN);
        let run: Vec<&str> = tokens(&asked).collect();
        let with_run = forms.filter(|(_, form)| {
            let own: Vec<&str> = tokens(form).collect();
            own.windows(run.len().max(1)).any(|window| window == run)
        });
        let mut ids: Vec<u64> = with_run.map(|(id, _)| id).collect();
        ids.sort_unstable();
        let texts = memory.store().texts(EN);
        let text = |id| texts.read(id, str::to_owned).unwrap();
        ids.into_iter().map(text).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Blocks are sealed at a few texts here, so that runs are merged at all levels.
        #[test]
        fn index_is_brute_force_after_any_changes(steps in steps()) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("press.tm");
            let mut memory = Memory::open(&path).unwrap();
            for step in steps {
                let units = memory.units().unwrap();
                let unit = |at: usize| Some(units.get(at % units.len().max(1))?.id);
                match step {
                    Step::Import(release, texts) => {
                        let entries = texts.iter().enumerate().map(|(at, text)| {
                            Ok(Entry::new([(EN, text.as_str()), (KK, &format!("{at}"))]))
                        });
                        let _ = memory.import_entries(&format!("r{release}"), entries).unwrap();
                    }
                    Step::Remove(release) => {
                        memory.remove_release(&format!("r{release}")).unwrap();
                    }
                    Step::RemoveUnit(at) => {
                        if let Some(unit) = unit(at) {
                            memory.remove(unit).unwrap();
                        }
                    }
                    Step::Correct(at, text) => {
                        if let Some(unit) = unit(at) && !text.trim().is_empty() {
                            let entry = Entry::new([(EN, text.as_str()), (KK, "түзетілді")]);
                            memory.update(unit, entry.variants).unwrap();
                        }
                    }
                    Step::Compact => memory.compact().unwrap(),
                    Step::Reopen => {
                        drop(memory);
                        memory = Memory::open(&path).unwrap();
                    }
                    Step::Ask(text, threshold, limit) => ask(&memory, &text, threshold, limit),
                }
            }
            ask(&memory, "the council met again", 40, 5);
            ask(&memory, "aaaa", 40, 5);
            prop_assert!(memory.check().unwrap().is_empty());
            // Whether a text came just now, lately or long ago, it is known again.
            let units = memory.units().unwrap().into_iter();
            let texts = units.map(|unit| unit.variants.into_iter().map(|variant| variant.text));
            let mut texts: Vec<Vec<String>> = texts.map(Iterator::collect).collect();
            let stored = texts.len();
            texts.sort_unstable();
            texts.dedup();
            prop_assert_eq!(texts.len(), stored);
        }
    }

    #[test]
    fn runs_become_runs_of_the_next_level() {
        let mut memory = Memory::in_memory().unwrap();
        let mut blocks = Vec::new();
        for batch in 0..160 {
            let entry = |at: usize| {
                let text = format!("the council met {at} times {}", batch * at);
                Ok(Entry::new([(EN, text.as_str()), (KK, "кеңес")]))
            };
            let _ = memory.import_entries(&format!("r{batch}"), (1..9).map(entry));
            if batch % 40 == 30 {
                memory.remove_release(&format!("r{}", batch - 15)).unwrap();
            }
            if batch % 16 == 15 {
                ask(&memory, "the council met 7 times 77", 40, 5);
                let languages = memory.store().indexed_languages().unwrap();
                let en = languages.into_iter().find(|of| of.tag == EN).unwrap();
                let of_kind = |kind| memory.store().index_blocks(en, kind).unwrap().len();
                blocks.push([of_kind(Kind::Characters), of_kind(Kind::Tokens)]);
            }
        }
        assert!(memory.check().unwrap().is_empty());
        // Of each kind, eight of a level are one of the next.
        assert_eq!(blocks, [1, 2, 3, 4, 5, 6, 7, 1, 2, 3].map(|runs| [runs; 2]));
    }

    #[test]
    fn odd_queries() {
        let mut memory = Memory::in_memory().unwrap();
        let texts = ["a", ".", "the council met", "- - -", "\u{200b}", "Қ"];
        let entries = texts.map(|text| Ok(Entry::new([(EN, text), (KK, "x")])));
        let _ = memory.import_entries("r", entries).unwrap();
        let huge = "the council met again and again. ".repeat(300_000);
        for text in ["", "   ", "\u{a0}", "...", ".", "?!", "\u{200b}"] {
            for threshold in [0, 50, 100, 101, 102, 255] {
                ask(&memory, text, threshold, 3);
            }
        }
        for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
            let query = Query::new(&huge).from(EN).measure(measure);
            assert_eq!(memory.lookup(&query).unwrap(), []);
            assert_eq!(memory.lookup(&query.threshold(0).limit(0)).unwrap(), []);
        }
    }
}
