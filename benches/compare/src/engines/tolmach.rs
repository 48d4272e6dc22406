//! Tolmach: a memory in a file, and its index by itself.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use ::tolmach::distance::Measure;
use ::tolmach::index::{GramBlock, Indexed, Search, TokenBlock, search};
use ::tolmach::{Entry, Language, Match, Memory, NEGATED_MOST, Order, PenaltyReason, Query};
use anyhow::{Result, ensure};
use tempfile::TempDir;

use super::{Engine, Found, Made, Named, Question, TOP, Texts};

/// A memory in a file, asked by itself and through a searcher. One short text stands for all
/// translations, so that neither their text nor their index is counted.
pub fn memory(texts: &Texts) -> Made<'_> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("compare.tm");
    let (from, to) = (texts.language, Language::parse("und")?);
    let entries = texts.corpus.texts.iter().map(|text| {
        let entry = Entry::new([(from, text.as_str()), (to, "translation")]);
        Ok(entry)
    });
    let report = Memory::open(&path)?.import_entries("corpus", entries)?;
    ensure!(report.quarantined.is_empty(), "the corpus was refused");
    let bytes = std::fs::metadata(&path)?.len();

    let memory = Memory::open_read_only(&path)?;
    let searcher = memory.searcher()?;
    let numbers = texts.corpus.texts.iter().map(String::as_str).zip(0..);
    let (numbers, folder) = (Rc::new(numbers.collect()), Rc::new(folder));
    let lookup = |ask: Ask| {
        Box::new(Lookup {
            ask,
            from,
            to,
            numbers: Rc::clone(&numbers),
            _folder: Rc::clone(&folder),
        })
    };
    let engines: Vec<Named<'_>> = vec![
        (
            "Tolmach, Memory::lookup",
            lookup(Box::new(move |query| memory.lookup(query))),
        ),
        (
            "Tolmach, Searcher::lookup",
            lookup(Box::new(move |query| searcher.lookup(query))),
        ),
    ];
    Ok((engines, bytes))
}

type Ask = Box<dyn Fn(&Query<'_>) -> ::tolmach::Result<Vec<Match>>>;

struct Lookup<'t> {
    ask: Ask,
    from: Language,
    to: Language,
    numbers: Rc<HashMap<&'t str, u32>>,
    _folder: Rc<TempDir>,
}

impl<'t> Lookup<'t> {
    /// A query of the measure alone, without the order by usefulness.
    fn query<'q>(&self, question: &Question<'q>, measure: Measure, threshold: u8) -> Query<'q> {
        Query::new(question.raw)
            .from(self.from)
            .to(self.to)
            .order(Order::Percent)
            .measure(measure)
            .threshold(threshold)
    }

    fn number(&self, found: &Match) -> u32 {
        self.numbers[found.source().text.as_str()]
    }
}

impl Engine for Lookup<'_> {
    fn own(&self) -> bool {
        true
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let query = self.query(question, measure, threshold).limit(TOP);
        let matches = (self.ask)(&query)?;
        let found = |found| (self.number(found), found.percent());
        Ok(matches.iter().map(found).collect())
    }

    fn put_lower(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let lowered = threshold.min(NEGATED_MOST);
        let query = self.query(question, measure, lowered).limit(100);
        let matches = (self.ask)(&query)?;
        let found = |found: &Match| {
            let penalties = found.penalties();
            let negation = penalties
                .iter()
                .find(|penalty| penalty.reason == PenaltyReason::Negation)?;
            Some((self.number(found), found.percent() + negation.points))
        };
        Ok(matches.iter().filter_map(found).collect())
    }
}

pub fn index(texts: &Texts) -> Made<'_> {
    let numbered: Vec<(u64, String)> = (0..).zip(texts.forms.iter().cloned()).collect();
    let engine = Index {
        texts,
        blocks: GramBlock::build_all(&numbered).collect::<::tolmach::Result<_>>()?,
        token_blocks: TokenBlock::build_all(&numbered).collect::<::tolmach::Result<_>>()?,
    };
    Ok((vec![("Tolmach, index alone", Box::new(engine))], 0))
}

struct Index<'t> {
    texts: &'t Texts,
    blocks: Vec<GramBlock>,
    token_blocks: Vec<TokenBlock>,
}

impl ::tolmach::index::Texts for Texts {
    fn text(&self, id: u64) -> ::tolmach::Result<Cow<'_, str>> {
        Ok(Cow::Borrowed(&self.forms[id as usize]))
    }
}

impl Engine for Index<'_> {
    fn own(&self) -> bool {
        true
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let asked = Search {
            measure,
            threshold,
            limit: TOP,
            ..Search::default()
        };
        let indexed = Indexed {
            blocks: &self.blocks,
            token_blocks: &self.token_blocks,
            tail: &[],
            removed: &|_| false,
            texts: self.texts,
        };
        let hits = search(&indexed, question.form, &asked, None)?;
        let found = |hit: ::tolmach::index::Hit| (hit.id as u32, hit.percent);
        Ok(hits.into_iter().map(found).collect())
    }
}
