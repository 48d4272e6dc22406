//! SimString's CPMerge (N. Okazaki and J. Tsujii, *Simple and efficient algorithm for approximate
//! dictionary matching*, 2010): all texts of a least Dice over 4-grams, re-ranked.
//!
//! A mean of t needs a Dice of 2t - 1 (of bare texts; SimString pads), which at 50% is none at
//! all: there, and for the other measures, the Dice asked for is a guess.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;
use simstring_rust::Searcher;
use simstring_rust::database::HashDb;
use simstring_rust::extractors::CharacterNgrams;
use simstring_rust::measures::Dice;
use tolmach::distance::{GRAM, Measure};

use super::{Engine, Found, Made, Question, Texts, ranked};

const LEAST: f64 = 0.25;

pub fn dice(texts: &Texts) -> Made<'_> {
    let mut database = HashDb::new(Arc::new(CharacterNgrams::new(GRAM, "$")));
    for form in &texts.forms {
        database.insert(form.clone());
    }
    let numbers = texts.forms.iter().map(String::as_str).zip(0..).collect();
    let engine = SimString {
        texts,
        database,
        numbers,
    };
    Ok((vec![("simstring 4-grams, by Dice", Box::new(engine))], 0))
}

struct SimString<'t> {
    texts: &'t Texts,
    database: HashDb,
    numbers: HashMap<&'t str, u32>,
}

impl Engine for SimString<'_> {
    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let alpha = (2.0 * f64::from(threshold) / 100.0 - 1.0).max(LEAST);
        let searcher = Searcher::new(&self.database, Dice);
        let found = searcher.search(question.form, alpha)?;
        let numbers = found.into_iter().map(|form| self.numbers[form]);
        Ok(ranked(self.texts, numbers, question, measure, threshold))
    }
}
