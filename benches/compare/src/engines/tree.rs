//! A tree by distances (W. Burkhard and R. Keller, *Some approaches to best-match file
//! searching*, 1973): the triangle inequality leaves branches out, few of them at many edits.

use anyhow::Result;
use bk_tree::{BKTree, Metric};
use rapidfuzz::distance::levenshtein;
use tolmach::distance::Measure;

use super::{Engine, Found, Made, Question, Texts, ranked};

pub fn levenshtein(texts: &Texts) -> Made<'_> {
    let mut tree = BKTree::new(Levenshtein);
    for (number, form) in (0..).zip(&texts.forms) {
        tree.add(Key { number, form });
    }
    let engine = Tree { texts, tree };
    Ok((vec![("bk-tree, characters", Box::new(engine))], 0))
}

struct Key<'t> {
    number: u32,
    form: &'t str,
}

struct Levenshtein;

impl Metric<Key<'_>> for Levenshtein {
    fn distance(&self, a: &Key<'_>, b: &Key<'_>) -> u32 {
        levenshtein::distance(a.form.chars(), b.form.chars()) as u32
    }

    fn threshold_distance(&self, a: &Key<'_>, b: &Key<'_>, threshold: u32) -> Option<u32> {
        let arguments = levenshtein::Args::default().score_cutoff(threshold as usize);
        levenshtein::distance_with_args(a.form.chars(), b.form.chars(), &arguments)
            .map(|distance| distance as u32)
    }
}

struct Tree<'t> {
    texts: &'t Texts,
    tree: BKTree<Key<'t>, Levenshtein>,
}

impl Engine for Tree<'_> {
    fn answers(&self, measure: Measure) -> bool {
        measure == Measure::Characters
    }

    fn find(
        &mut self,
        question: &Question<'_>,
        measure: Measure,
        threshold: u8,
    ) -> Result<Vec<Found>> {
        // Of 1 - d / m >= t with m at most d more than the query has.
        let length = question.form.chars().count();
        let edits = length * (100 - usize::from(threshold)) / usize::from(threshold.max(1));
        let asked = Key {
            number: 0,
            form: question.form,
        };
        let found = self.tree.find(&asked, edits as u32);
        let numbers = found.map(|(_, key)| key.number);
        Ok(ranked(self.texts, numbers, question, measure, threshold))
    }
}
