//! Tables whose rows do not belong together: the texts of one column belong to the rows above or
//! below, or to none.

use super::lexicon::Lexicon;
use super::search::Scores;
use super::weights::WEIGHTS;
use super::words::Words;
use super::{Sources, WordLinks, pair, priors};
use crate::lang::Language;

/// Slips by more rows are not looked for.
const FARTHEST: usize = 3;
/// Rows beyond those, and up to here, tell what chance gives.
const CHANCE: usize = 9;

/// How much likelier, on average, a row's text must be a translation of the text so many rows away
/// than of its own row's, as a natural logarithm.
const SURE: f64 = 2.0;
/// How much likelier it must be a translation of its own row's text than chance has it, for the two
/// to belong together.
const LIKELIER: f64 = 0.5;

/// Some rows of two columns, compared.
pub(crate) struct Rows {
    scores: Scores,
    rows: usize,
}

impl Rows {
    pub(crate) fn compare(languages: [Language; 2], columns: [&[&str]; 2]) -> Self {
        let lexicon = Some(Lexicon::built_in());
        let sources = Sources {
            lexicon,
            dictionary: None,
        };
        let words = [0, 1].map(|side| Words::read(languages[side], columns[side], sources));
        let [one, other] = &words;
        let priors = words
            .each_ref()
            .map(|words| priors(words, lexicon, &WEIGHTS));
        let links = WordLinks::find(one, other, None);
        Rows {
            scores: pair([one, other], [&priors[0], &priors[1]], &links, 1),
            rows: columns[0].len(),
        }
    }

    /// By how many rows the second column has slipped against the first: the translation of row `i`
    /// stands in row `i + slip`. Nothing if the rows fit as well as they are, or are too few to tell.
    pub(crate) fn slip(&self) -> Option<isize> {
        let inner = FARTHEST..self.rows.saturating_sub(FARTHEST);
        if inner.len() < FARTHEST {
            return None;
        }
        let mean = |slip: isize| {
            let there = |row: usize| row.saturating_add_signed(slip);
            let scores = inner
                .clone()
                .map(|row| self.scores.bead(row, 1, there(row), 1));
            scores.sum::<f64>() / inner.len() as f64
        };
        let own = mean(0);
        let farthest = FARTHEST as isize;
        (-farthest..=farthest)
            .map(|slip| (slip, mean(slip)))
            .filter(|&(_, mean)| 0.0 < mean && SURE < mean - own)
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(slip, _)| slip)
    }

    /// In how many rows the two texts belong together rather than by chance.
    pub(crate) fn belong(&self) -> usize {
        let belongs = |&row: &usize| {
            let near = row.saturating_sub(CHANCE)..self.rows.min(row + CHANCE + 1);
            let far = near.filter(|other| FARTHEST < other.abs_diff(row));
            let scores = far.map(|other| self.scores.bead(row, 1, other, 1));
            let (sum, count) =
                scores.fold((0.0, 0.0), |(sum, count), score| (sum + score, count + 1.0));
            sum / count + LIKELIER < self.scores.bead(row, 1, row, 1)
        };
        (0..self.rows).filter(belongs).count()
    }
}
