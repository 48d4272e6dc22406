//! SQLite's own full-text index: candidates by words or 3-grams, re-ranked.

use std::collections::HashMap;
use std::rc::Rc;

use anyhow::Result;
use rusqlite::{Connection, params};
use tempfile::TempDir;
use tolmach::distance::Measure;

use super::{Engine, Found, Made, Named, Question, Texts, ranked};

pub fn words(texts: &Texts) -> Made<'_> {
    let (index, bytes) = Index::build(texts, Terms::Words)?;
    let engine = Rarest(Rc::new(index), 6);
    Ok((vec![("FTS5 words, 6 rarest", Box::new(engine))], bytes))
}

pub fn grams(texts: &Texts) -> Made<'_> {
    let (index, bytes) = Index::build(texts, Terms::Grams)?;
    let index = Rc::new(index);
    let engines: Vec<Named<'_>> = vec![
        (
            "FTS5 3-grams, 8 rarest",
            Box::new(Rarest(Rc::clone(&index), 8)),
        ),
        ("FTS5 3-grams, bm25 top 200", Box::new(Ranked(index))),
    ];
    Ok((engines, bytes))
}

/// All texts that have one of so many of the query's terms, the rarest.
struct Rarest<'t>(Rc<Index<'t>>, usize);

/// The first 200 texts by bm25 over all terms of the query.
struct Ranked<'t>(Rc<Index<'t>>);

#[derive(Clone, Copy)]
enum Terms {
    Words,
    Grams,
}

impl Terms {
    fn of(self, form: &str) -> Vec<String> {
        match self {
            Terms::Words => {
                let words = form.split(|c: char| !c.is_alphanumeric());
                words.filter(|w| !w.is_empty()).map(str::to_owned).collect()
            }
            Terms::Grams => {
                let letters: Vec<char> = form.chars().collect();
                letters
                    .windows(3)
                    .map(|gram| gram.iter().collect())
                    .collect()
            }
        }
    }
}

struct Index<'t> {
    texts: &'t Texts,
    connection: Connection,
    terms: Terms,
    /// In how many texts a term occurs.
    counts: HashMap<String, i64>,
    _folder: TempDir,
}

impl<'t> Index<'t> {
    fn build(texts: &'t Texts, terms: Terms) -> Result<(Self, u64)> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("fts5.db");
        let mut connection = Connection::open(&path)?;
        let tokenizer = match terms {
            Terms::Words => "unicode61 remove_diacritics 0",
            Terms::Grams => "trigram",
        };
        connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE texts USING fts5(text, content = '', tokenize = '{tokenizer}');
             CREATE VIRTUAL TABLE terms USING fts5vocab(texts, 'row');"
        ))?;
        let transaction = connection.transaction()?;
        let mut insert = transaction.prepare("INSERT INTO texts (rowid, text) VALUES (?1, ?2)")?;
        for (number, form) in texts.forms.iter().enumerate() {
            insert.execute(params![number as i64, form])?;
        }
        drop(insert);
        transaction.execute("INSERT INTO texts (texts) VALUES ('optimize')", [])?;
        transaction.commit()?;

        let mut counts = HashMap::new();
        let mut select = connection.prepare("SELECT term, doc FROM terms")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            counts.insert(row.get(0)?, row.get(1)?);
        }
        drop(rows);
        drop(select);
        let bytes = std::fs::metadata(&path)?.len();
        let index = Index {
            texts,
            connection,
            terms,
            counts,
            _folder: folder,
        };
        Ok((index, bytes))
    }

    /// What `sql` selects by the query's terms, at most so many of them, re-ranked.
    fn find(
        &self,
        sql: &str,
        most: usize,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let mut terms = self.terms.of(question.form);
        terms.sort_unstable();
        terms.dedup();
        let mut terms: Vec<(i64, String)> = terms
            .into_iter()
            .filter_map(|term| Some((*self.counts.get(&term)?, term)))
            .collect();
        terms.sort_unstable();
        terms.truncate(most);
        let quoted = |(_, term): &(i64, String)| format!("\"{}\"", term.replace('"', "\"\""));
        let quoted: Vec<String> = terms.iter().map(quoted).collect();
        if quoted.is_empty() {
            return Ok(Vec::new());
        }
        let mut select = self.connection.prepare_cached(sql)?;
        let numbers: rusqlite::Result<Vec<u32>> = select
            .query_map([quoted.join(" OR ")], |row| row.get(0))?
            .collect();
        Ok(ranked(
            self.texts,
            numbers?.into_iter(),
            question,
            measure,
            threshold,
        ))
    }
}

impl Engine for Rarest<'_> {
    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let sql = "SELECT rowid FROM texts WHERE texts MATCH ?1";
        self.0.find(sql, self.1, question, measure, threshold)
    }
}

impl Engine for Ranked<'_> {
    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let sql = "SELECT rowid FROM texts WHERE texts MATCH ?1 ORDER BY rank LIMIT 200";
        self.0.find(sql, usize::MAX, question, measure, threshold)
    }
}
