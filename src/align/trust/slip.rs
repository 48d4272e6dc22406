//! Tables whose rows do not belong together: the texts of one column belong to the rows above or
//! below, or to none.

use std::ops::Range;

use crate::align::pair::cover::priors;
use crate::align::pair::links::{Heard, WordLinks};
use crate::align::pair::pair;
use crate::align::pair::scores::Scores;
use crate::align::pair::weights::WEIGHTS;
use crate::align::reading::sources::Sources;
use crate::align::reading::words::Words;
use crate::align::vocabulary::lexicon::Lexicon;
use crate::lang::Language;

/// Slips by more rows are not looked for.
const FARTHEST: usize = 3;
/// Rows beyond those, and up to here, tell what chance gives.
const CHANCE: usize = 9;

/// How much likelier a row's text must be a translation of the text so many rows away than of its own
/// row's to speak for a slip, as a natural logarithm; one row says no more than [`MOST`].
const SURE: f64 = 1.0;
const MOST: f64 = 6.0;
/// So much must speak for a slip, and so much more by the logarithm of how many rows there are …
const EVIDENT: f64 = 2.0;
const EVIDENT_BY_ROWS: f64 = 3.0;
/// … in at least so many rows.
const LEAST: usize = 3;
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
        let links = WordLinks::find([&Heard::of(one), &Heard::of(other)], None);
        Rows {
            scores: pair([one, other], [&priors[0], &priors[1]], &links, 1),
            rows: columns[0].len(),
        }
    }

    /// By how many rows the second column has slipped against the first, and in which rows of it: the
    /// translation of row `i` stands in row `i + slip`. Nothing if the last rows fit as well as they
    /// are, or are too few to tell: what is missing moves all that follow.
    pub(crate) fn slip(&self) -> Option<(isize, Range<usize>)> {
        let farthest = FARTHEST as isize;
        let slips = (-farthest..=farthest).filter(|&slip| slip != 0);
        let runs = slips.map(|slip| (slip, self.run(slip)));
        let (slip, (evidence, rows)) = runs.max_by(|one, other| one.1.0.total_cmp(&other.1.0))?;
        // The more rows, the more of them look by chance like their neighbours.
        let least = EVIDENT + EVIDENT_BY_ROWS * (self.rows as f64).ln();
        let is_slip = LEAST <= rows.len() && least < evidence;
        // The last ones have theirs in rows behind them.
        is_slip.then(|| {
            (
                slip,
                rows.start..rows.end.saturating_add_signed(slip.max(0)),
            )
        })
    }

    /// The rows from which on all are likeliest to have slipped by so many, and what speaks for it.
    fn run(&self, slip: isize) -> (f64, Range<usize>) {
        let own = 0..self.rows;
        let there = |row: usize| row.checked_add_signed(slip).filter(|row| own.contains(row));
        let slipped = own.clone().rev().filter_map(|row| Some((row, there(row)?)));
        let (mut best, mut evidence, mut end) = ((0.0, 0..0), 0.0, None);
        for (row, there) in slipped {
            let elsewhere = self.scores.bead(row, 1, there, 1);
            evidence += (elsewhere - self.scores.bead(row, 1, row, 1)).min(MOST) - SURE;
            let end = *end.get_or_insert(row + 1);
            if best.0 < evidence {
                best = (evidence, row..end);
            }
        }
        best
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
