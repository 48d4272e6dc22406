//! Comparing with every text, and the oracle that this is.

use std::collections::HashMap;

use anyhow::Result;
use rapidfuzz::distance::levenshtein::{Args, BatchComparator};
use rustc_hash::FxHashMap;
use tolmach::distance::{GRAM, Measure, Score, tokens};

use super::{Engine, Found, Made, Named, Question, Texts, best};

pub fn rapidfuzz(texts: &Texts) -> Made<'_> {
    let engines: Vec<Named<'_>> = vec![
        ("rapidfuzz, all characters", Box::new(Characters(texts))),
        ("rapidfuzz + 4-gram Dice, all", Box::new(Mean(texts))),
    ];
    Ok((engines, 0))
}

pub fn rapidfuzz_tokens(texts: &Texts) -> Made<'_> {
    let engine = Box::new(tokenised(texts));
    Ok((vec![("rapidfuzz, all token ids", engine)], 0))
}

pub fn strsim(texts: &Texts) -> Made<'_> {
    Ok((vec![("strsim, all characters", Box::new(Strsim(texts)))], 0))
}

fn tokenised(texts: &Texts) -> Tokens<'_> {
    let mut ids = HashMap::new();
    let mut text = |form| -> Vec<u32> {
        let id = |token| {
            let next = ids.len() as u32;
            *ids.entry(token).or_insert(next)
        };
        tokens(form).map(id).collect()
    };
    let stored = texts.forms.iter().map(|form| text(form)).collect();
    Tokens { texts, ids, stored }
}

/// What is true, by whichever of the engines below is made for the measure: none of them uses
/// Tolmach's distances or grams, only its tokens and the arithmetic of its fractions.
pub struct Oracle<'t> {
    characters: Characters<'t>,
    mean: Mean<'t>,
    tokens: Tokens<'t>,
}

impl<'t> Oracle<'t> {
    pub fn new(texts: &'t Texts) -> Self {
        Oracle {
            characters: Characters(texts),
            mean: Mean(texts),
            tokens: tokenised(texts),
        }
    }

    /// All that reach the threshold, the best [`super::TOP`] of them.
    pub fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        match measure {
            Measure::Characters => self.characters.find(question, measure, threshold),
            Measure::Tokens => self.tokens.find(question, measure, threshold),
            _ => self.mean.find(question, measure, threshold),
        }
    }

    /// The percent of one text.
    pub fn percent(&self, question: &Question<'_>, measure: Measure, number: u32) -> u8 {
        let form = &self.mean.0.forms[number as usize];
        let score = match measure {
            Measure::Characters => levenshtein(&comparator(question.form), question.form, form, 0),
            Measure::Tokens => {
                let asked = self.tokens.asked(question.form);
                self.tokens.score(&asked, question.form, number, 0)
            }
            _ => MeanScorer::new(question.form).score(form, 0),
        };
        score.map_or(0, Score::percent)
    }
}

fn comparator(form: &str) -> BatchComparator<char> {
    BatchComparator::new(form.chars())
}

/// As a cut-off for rapidfuzz, a little lower than meant, since it is a float.
fn cut(threshold: u8) -> f64 {
    f64::from(threshold) / 100.0 - 1e-9
}

fn levenshtein(
    comparator: &BatchComparator<char>,
    asked: &str,
    form: &str,
    threshold: u8,
) -> Option<Score> {
    let arguments = Args::default().score_cutoff(cut(threshold));
    comparator.normalized_similarity_with_args(form.chars(), &arguments)?;
    let distance = comparator.distance(form.chars());
    let longer = asked.chars().count().max(form.chars().count());
    reaching(Score::characters(distance, longer), threshold)
}

fn reaching(score: Score, threshold: u8) -> Option<Score> {
    (Score::from_percent(threshold) <= score).then_some(score)
}

fn numbered(texts: &Texts) -> impl Iterator<Item = (u32, &String)> {
    (0..).zip(&texts.forms)
}

struct Characters<'t>(&'t Texts);

impl Engine for Characters<'_> {
    fn answers(&self, measure: Measure) -> bool {
        measure != Measure::Tokens
    }

    fn answers_otherwise(&self, measure: Measure) -> bool {
        measure == Measure::Mean
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        _measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let comparator = comparator(question.form);
        let score = |(number, form): (u32, &String)| {
            let score = levenshtein(&comparator, question.form, form, threshold)?;
            Some((number, score))
        };
        Ok(best(numbered(self.0).filter_map(score).collect()))
    }
}

struct Mean<'t>(&'t Texts);

impl Engine for Mean<'_> {
    fn answers(&self, measure: Measure) -> bool {
        measure == Measure::Mean
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        _measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let mut scorer = MeanScorer::new(question.form);
        let score = |(number, form): (u32, &String)| Some((number, scorer.score(form, threshold)?));
        Ok(best(numbered(self.0).filter_map(score).collect()))
    }
}

/// Dice over 4-grams, and Levenshtein as far as that leaves it a chance.
struct MeanScorer {
    length: usize,
    comparator: BatchComparator<char>,
    /// Places in `counts`.
    grams: FxHashMap<[char; GRAM], usize>,
    counts: Vec<usize>,
    left: Vec<usize>,
}

impl MeanScorer {
    fn new(asked: &str) -> Self {
        let (mut grams, mut counts) = (FxHashMap::default(), Vec::new());
        each_gram(asked, |gram| {
            let place = *grams.entry(gram).or_insert_with(|| {
                counts.push(0);
                counts.len() - 1
            });
            counts[place] += 1;
        });
        MeanScorer {
            length: asked.chars().count(),
            comparator: comparator(asked),
            left: counts.clone(),
            grams,
            counts,
        }
    }

    fn score(&mut self, form: &str, threshold: u8) -> Option<Score> {
        self.left.clone_from(&self.counts);
        let (mut shared, mut grams) = (0, self.counts.iter().sum());
        let length = each_gram(form, |gram| {
            grams += 1;
            if let Some(&place) = self.grams.get(&gram)
                && 0 < self.left[place]
            {
                self.left[place] -= 1;
                shared += 1;
            }
        });
        let longer = self.length.max(length);
        if grams == 0 {
            return Some(Score::mean(0, 0, 0, 0));
        }
        let dice = 2.0 * shared as f64 / grams as f64;
        let needed = 2.0 * cut(threshold) - dice;
        if 1.0 < needed {
            return None;
        }
        let arguments = Args::default().score_cutoff(needed.max(0.0));
        self.comparator
            .normalized_similarity_with_args(form.chars(), &arguments)?;
        let distance = self.comparator.distance(form.chars());
        reaching(Score::mean(distance, longer, shared, grams), threshold)
    }
}

/// Calls for each 4-gram, or for a shorter text as a whole; returns the text's length.
fn each_gram(text: &str, mut call: impl FnMut([char; GRAM])) -> usize {
    let (mut gram, mut length) = (['\0'; GRAM], 0);
    for letter in text.chars() {
        gram.rotate_left(1);
        gram[GRAM - 1] = letter;
        length += 1;
        if GRAM <= length {
            call(gram);
        }
    }
    if (1..GRAM).contains(&length) {
        call(gram);
    }
    length
}

/// Texts as numbers, one a token.
struct Tokens<'t> {
    texts: &'t Texts,
    ids: HashMap<&'t str, u32>,
    stored: Vec<Vec<u32>>,
}

impl Tokens<'_> {
    /// A query's tokens; unknown ones get numbers that no text has.
    fn asked(&self, form: &str) -> (usize, BatchComparator<u32>) {
        let mut unknown = HashMap::new();
        let id = |token| match self.ids.get(token) {
            Some(&id) => id,
            None => {
                let next = u32::MAX - unknown.len() as u32;
                *unknown.entry(token).or_insert(next)
            }
        };
        let ids: Vec<u32> = tokens(form).map(id).collect();
        (ids.len(), BatchComparator::new(ids))
    }

    fn score(
        &self,
        (length, comparator): &(usize, BatchComparator<u32>),
        asked: &str,
        number: u32,
        threshold: u8,
    ) -> Option<Score> {
        let stored = &self.stored[number as usize];
        let arguments = Args::default().score_cutoff(cut(threshold));
        let ids = stored.iter().copied();
        comparator.normalized_similarity_with_args(ids.clone(), &arguments)?;
        let equal = asked == self.texts.forms[number as usize];
        let longer = stored.len().max(*length);
        reaching(
            Score::tokens(comparator.distance(ids), longer, equal),
            threshold,
        )
    }
}

impl Engine for Tokens<'_> {
    fn answers(&self, measure: Measure) -> bool {
        measure == Measure::Tokens
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        _measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let asked = self.asked(question.form);
        let score = |number| {
            let score = self.score(&asked, question.form, number, threshold)?;
            Some((number, score))
        };
        let numbers = 0..self.stored.len() as u32;
        Ok(best(numbers.filter_map(score).collect()))
    }
}

struct Strsim<'t>(&'t Texts);

impl Engine for Strsim<'_> {
    fn answers(&self, measure: Measure) -> bool {
        measure == Measure::Characters
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        _measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        let length = question.form.chars().count();
        let score = |(number, form): (u32, &String)| {
            let distance = strsim::levenshtein(question.form, form);
            let longer = length.max(form.chars().count());
            let score = reaching(Score::characters(distance, longer), threshold)?;
            Some((number, score))
        };
        Ok(best(numbered(self.0).filter_map(score).collect()))
    }
}
