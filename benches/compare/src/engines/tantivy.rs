//! A full-text index in Rust: the texts that share most with the query, re-ranked.

use std::rc::Rc;

use ::tantivy::collector::TopDocs;
use ::tantivy::indexer::NoMergePolicy;
use ::tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use ::tantivy::schema::{
    FAST, Field, IndexRecordOption, Schema, TantivyDocument, TextFieldIndexing, TextOptions,
};
use ::tantivy::tokenizer::{NgramTokenizer, TextAnalyzer};
use ::tantivy::{Index, IndexWriter, Searcher, Term};
use anyhow::Result;
use tempfile::TempDir;
use tolmach::distance::Measure;

use super::{Engine, Found, Made, Named, Question, Texts, ranked};

pub fn words(texts: &Texts) -> Made<'_> {
    let (index, bytes) = Tantivy::build(texts, "default")?;
    let wider = index.with_candidates(1_000);
    let engines: Vec<Named<'_>> = vec![
        ("tantivy words, top 100", Box::new(index)),
        ("tantivy words, top 1000", Box::new(wider)),
    ];
    Ok((engines, bytes))
}

pub fn grams(texts: &Texts) -> Made<'_> {
    let (index, bytes) = Tantivy::build(texts, GRAMS)?;
    Ok((vec![("tantivy 3-grams, top 100", Box::new(index))], bytes))
}

const GRAMS: &str = "3-grams";
const HEAP: usize = 200_000_000;

struct Tantivy<'t> {
    texts: &'t Texts,
    searcher: Searcher,
    analyser: TextAnalyzer,
    field: Field,
    candidates: usize,
    _folder: Rc<TempDir>,
}

impl<'t> Tantivy<'t> {
    fn build(texts: &'t Texts, tokenizer: &str) -> Result<(Self, u64)> {
        let folder = tempfile::tempdir()?;
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::WithFreqs);
        let options = TextOptions::default().set_indexing_options(indexing);
        let field = schema.add_text_field("text", options);
        let number = schema.add_u64_field("number", FAST);
        let index = Index::create_in_dir(&folder, schema.build())?;
        let grams = TextAnalyzer::from(NgramTokenizer::all_ngrams(3, 3)?);
        index.tokenizers().register(GRAMS, grams);

        let mut writer: IndexWriter = index.writer_with_num_threads(1, HEAP)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for (n, form) in texts.forms.iter().enumerate() {
            let mut document = TantivyDocument::default();
            document.add_text(field, form);
            document.add_u64(number, n as u64);
            writer.add_document(document)?;
        }
        writer.commit()?;
        // One segment is searched fastest.
        let segments = index.searchable_segment_ids()?;
        if 1 < segments.len() {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()?;

        let mut bytes = 0;
        for file in std::fs::read_dir(&folder)? {
            bytes += file?.metadata()?.len();
        }
        let engine = Tantivy {
            texts,
            searcher: index.reader()?.searcher(),
            analyser: index.tokenizer_for_field(field)?,
            field,
            candidates: 100,
            _folder: Rc::new(folder),
        };
        Ok((engine, bytes))
    }

    fn with_candidates(&self, candidates: usize) -> Self {
        Tantivy {
            texts: self.texts,
            searcher: self.searcher.clone(),
            analyser: self.analyser.clone(),
            field: self.field,
            candidates,
            _folder: Rc::clone(&self._folder),
        }
    }
}

impl Engine for Tantivy<'_> {
    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let mut terms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        let field = self.field;
        let mut stream = self.analyser.token_stream(question.form);
        stream.process(&mut |token| {
            let term = Term::from_field_text(field, &token.text);
            let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
            terms.push((Occur::Should, Box::new(term)));
        });
        let top = TopDocs::with_limit(self.candidates).order_by_score();
        let mut numbers = Vec::with_capacity(self.candidates);
        for (_, address) in self.searcher.search(&BooleanQuery::new(terms), &top)? {
            let segment = self.searcher.segment_reader(address.segment_ord);
            let column = segment.fast_fields().u64("number")?;
            numbers.extend(column.first(address.doc_id).map(|number| number as u32));
        }
        Ok(ranked(
            self.texts,
            numbers.into_iter(),
            question,
            measure,
            threshold,
        ))
    }
}
