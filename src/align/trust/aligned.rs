//! Versions as they are aligned, and how sure each bead of them is.

use super::answers::Answers;
use super::clash::Clashes;
use super::foreign::UNTRANSLATED;
use crate::align::joint::Told;
use crate::align::pair::Pairs;
use crate::align::reading::text::Text;
use crate::align::vocabulary::lexicon::Lexicon;

/// Versions as they are aligned.
pub(crate) struct Aligned {
    pub(crate) told: Vec<Told>,
    pub(crate) pairs: Pairs,
    pub(crate) clashes: Clashes,
    pub(crate) answers: Answers,
    /// Per bead, the most that can be said for it.
    surest: Vec<f64>,
}

impl Aligned {
    /// What the beads that were found of versions, and what was found of their pairs, make of each other;
    /// up to `max_merge` sentences of a version were looked at as one.
    pub(crate) fn new(
        texts: &[&Text<'_>],
        told: Vec<Told>,
        pairs: Pairs,
        lexicon: Option<&Lexicon>,
        max_merge: usize,
    ) -> Self {
        Aligned {
            surest: (0..told.len())
                .map(|bead| surest(texts, &told, bead, max_merge))
                .collect(),
            clashes: Clashes::find(texts, &told, &pairs, lexicon),
            answers: Answers::find(texts, &told, &pairs),
            told,
            pairs,
        }
    }

    /// How sure a bead of this probability is: where contradictions shake it, or where its words do
    /// not answer to each other, less.
    pub(crate) fn sure(&self, bead: usize, probability: f64) -> f64 {
        let shaken = self.clashes.sure(bead, probability);
        let sure = match self.clashes.are_grave(bead) {
            true => shaken,
            false => borne_out(shaken),
        };
        sure.min(self.answers.most(bead)).min(self.surest[bead])
    }
}

/// How often a bead of this probability is right if neither its words nor its figures speak against it:
/// of those that the search gives 0.65, four in five, of 0.75, nine in ten. Its odds are squared.
fn borne_out(probability: f64) -> f64 {
    let (right, wrong) = (probability.powi(2), (1.0 - probability).powi(2));
    right / (right + wrong)
}

/// The most that can be said for a bead, whatever its words say: hardly anything where a side is
/// not translated; and where it is as long as any that is looked at, and beside it more is left
/// over, it may as well be longer.
fn surest(texts: &[&Text<'_>], told: &[Told], bead: usize, max_merge: usize) -> f64 {
    const CUT_SHORT: f64 = 0.5;
    let Told { sides, parts, .. } = &told[bead];
    let is_foreign = |version: usize| {
        let sentences = &texts[version].foreign[sides[version].clone()];
        sentences.iter().any(Option::is_some)
    };
    // In a version, beside the bead, what another one lacks that has text in the bead.
    let is_left_over = |version: usize, beside: Option<usize>| {
        let beside = beside.and_then(|beside| told.get(beside));
        beside.is_some_and(|beside| {
            let mut pairs = beside.sides.iter().zip(sides);
            !beside.sides[version].is_empty()
                && pairs.any(|(beside, here)| beside.is_empty() && !here.is_empty())
        })
    };
    let is_cut_short = |version: usize| {
        parts.iter().any(|part| part[version].len() == max_merge)
            && (is_left_over(version, bead.checked_sub(1)) || is_left_over(version, Some(bead + 1)))
    };
    match () {
        _ if (0..texts.len()).any(is_foreign) => f64::from(UNTRANSLATED),
        _ if 1 < max_merge && (0..texts.len()).any(is_cut_short) => CUT_SHORT,
        _ => 1.0,
    }
}
