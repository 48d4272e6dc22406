//! Tables that have slipped: the texts of one column belong to the rows above or below.

use super::lexicon::Lexicon;
use super::weights::WEIGHTS;
use super::words::Words;
use super::{Sources, WordLinks, pair, priors};
use crate::lang::Language;

/// Slips by more rows are not looked for.
const FARTHEST: usize = 3;

/// How much likelier, on average, a row's text must be a translation of the text so many rows away
/// than of its own row's, as a natural logarithm.
const SURE: f64 = 2.0;

/// By how many rows the second column has slipped against the first: the translation of row `i`
/// stands in row `i + slip`. Nothing if the rows fit as well as they are, or are too few to tell.
pub(crate) fn slip(languages: [Language; 2], rows: &[[String; 2]]) -> Option<isize> {
    let inner = FARTHEST..rows.len().saturating_sub(FARTHEST);
    if inner.len() < FARTHEST {
        return None;
    }
    let lexicon = Some(Lexicon::built_in());
    let sources = Sources {
        lexicon,
        dictionary: None,
    };
    let words = [0, 1].map(|side| {
        let texts: Vec<&str> = rows.iter().map(|row| row[side].as_str()).collect();
        Words::read(languages[side], &texts, sources)
    });
    let [one, other] = &words;
    let priors = words
        .each_ref()
        .map(|words| priors(words, lexicon, &WEIGHTS));
    let links = WordLinks::find(one, other, None);
    let scores = pair([one, other], [&priors[0], &priors[1]], &links, 1);
    let mean = |slip: isize| {
        let there = |row: usize| row.saturating_add_signed(slip);
        let sum: f64 = inner
            .clone()
            .map(|row| scores.bead(row, 1, there(row), 1))
            .sum();
        sum / inner.len() as f64
    };
    let own = mean(0);
    let farthest = FARTHEST as isize;
    (-farthest..=farthest)
        .map(|slip| (slip, mean(slip)))
        .filter(|&(_, mean)| 0.0 < mean && SURE < mean - own)
        .max_by(|one, other| one.1.total_cmp(&other.1))
        .map(|(slip, _)| slip)
}
