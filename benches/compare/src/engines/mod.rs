//! Who takes part.
//!
//! Left out: the Levenshtein automata of `fst`, which are made for one or two edits in a word and
//! grow beyond all memory at the 25 edits that 70% of a sentence allows; SymSpell, which stores
//! every deletion of so many letters; `nucleo` and `fuzzy-matcher`, which look for letters in
//! order, as a file picker does, and know no replaced word.

mod brute_force;
mod fts5;
mod simstring;
mod tantivy;
mod tolmach;
mod tree;

use std::time::Instant;

use ::tolmach::Language;
use ::tolmach::distance::{Measure, Score, Scorer};
use anyhow::Result;
use peak_alloc::PeakAlloc;

use crate::corpus::Corpus;

pub use self::brute_force::Oracle;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// How many matches are asked for.
pub const TOP: usize = 5;

/// What is searched: the corpus and its match forms, by number.
pub struct Texts {
    pub language: Language,
    pub corpus: Corpus,
    pub forms: Vec<String>,
}

/// A query as it came, and its match form.
pub struct Question<'q> {
    pub raw: &'q str,
    pub form: &'q str,
}

/// The number of a text, and its percent.
pub type Found = (u32, u8);

/// One way to search.
pub trait Engine {
    /// Whether it is a part of Tolmach.
    fn own(&self) -> bool {
        false
    }

    /// Whether it answers in a measure at all.
    fn answers(&self, _measure: Measure) -> bool {
        true
    }

    /// Whether its answers in this measure are those of another one, asked for a comparison of
    /// time alone.
    fn answers_otherwise(&self, _measure: Measure) -> bool {
        false
    }

    /// The best texts of at least `threshold` percent, the best first, at most [`TOP`].
    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>>;

    /// Texts that reach the threshold, but that the engine puts lower or leaves out for a reason
    /// that it tells, with their percents without it. Asked for without being timed.
    fn put_lower(
        &mut self,
        _question: &Question<'_>,
        _measure: Measure,
        _threshold: u8,
    ) -> Result<Vec<Found>> {
        Ok(Vec::new())
    }
}

/// Engines that share what was built of the texts.
pub struct Family<'t> {
    pub name: &'static str,
    pub engines: Vec<Named<'t>>,
    pub build_seconds: f64,
    /// The first lookup of the first engine, which may load something.
    pub first_lookup_seconds: f64,
    /// On the heap, after the first lookup.
    pub heap_bytes: usize,
    pub file_bytes: u64,
}

pub type Named<'t> = (&'static str, Box<dyn Engine + 't>);

/// The engines of a family, and how many bytes they have in files.
type Made<'t> = Result<(Vec<Named<'t>>, u64)>;

/// Builds the families whose name contains one of `wanted`, or all.
pub fn build<'t>(
    texts: &'t Texts,
    first: &Question<'_>,
    wanted: &[String],
) -> Result<Vec<Family<'t>>> {
    type Make<'t> = fn(&'t Texts) -> Made<'t>;
    let all: [(&'static str, Make<'t>); 11] = [
        ("Tolmach memory", tolmach::memory),
        ("Tolmach index", tolmach::index),
        ("rapidfuzz", brute_force::rapidfuzz),
        ("rapidfuzz tokens", brute_force::rapidfuzz_tokens),
        ("strsim", brute_force::strsim),
        ("tantivy words", tantivy::words),
        ("tantivy 3-grams", tantivy::grams),
        ("FTS5 words", fts5::words),
        ("FTS5 3-grams", fts5::grams),
        ("simstring", simstring::dice),
        ("bk-tree", tree::levenshtein),
    ];
    let mut families = Vec::new();
    for (name, make) in all {
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part)) {
            continue;
        }
        let (start, heap) = (Instant::now(), HEAP.current_usage());
        let (mut engines, file_bytes) = make(texts)?;
        let build_seconds = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let measure = match engines[0].1.answers(Measure::Mean) {
            true => Measure::Mean,
            false => Measure::Characters,
        };
        engines[0].1.find(first, measure, 70)?;
        let first_lookup_seconds = start.elapsed().as_secs_f64();
        eprintln!("{name}: built in {build_seconds:.1} s");
        families.push(Family {
            name,
            engines,
            build_seconds,
            first_lookup_seconds,
            heap_bytes: HEAP.current_usage().saturating_sub(heap),
            file_bytes,
        });
    }
    Ok(families)
}

/// The best of `candidates` by the measure itself.
fn ranked(
    texts: &Texts,
    candidates: impl Iterator<Item = u32>,
    question: &Question<'_>,
    measure: Measure,
    threshold: u8,
) -> Vec<Found> {
    let scorer = Scorer::new(question.form, measure);
    let floor = Score::from_percent(threshold);
    let scored = candidates.filter_map(|number| {
        let score = scorer.score(&texts.forms[number as usize], floor)?;
        Some((number, score))
    });
    best(scored.collect())
}

/// The [`TOP`] best, equals by number.
fn best(mut scored: Vec<(u32, Score)>) -> Vec<Found> {
    scored.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let top = scored.into_iter().take(TOP);
    top.map(|(number, score)| (number, score.percent()))
        .collect()
}
