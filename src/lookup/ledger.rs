//! The ledger of a match: how many points each difference took.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use super::edits::{Edit, Side, differences, differing_ranges};
use super::penalty::{Penalty, PenaltyReason};
use crate::lang::Language;
use crate::text::{may_negate, negations, tokens};

/// The most that two texts reach of which one negates what the other says: less than any match that
/// is commonly taken over without reading.
pub const NEGATED_MOST: u8 = 74;

/// The ledger of `points` lost by `edits`: shared out by how much each kind of difference changes,
/// How sure an alignment must be, in percent, to cost a match nothing. Of the beads that are surer, nearly
/// all are right; of those at 50 to 80 percent little more than half.
pub const SURE_FROM: u8 = 90;

/// The ledger of `points` lost by `edits`: shared out by how much each kind of difference changes,
/// in characters, by largest remainders.
pub(super) fn of_text(edits: &[Edit], points: u8) -> Vec<Penalty> {
    let mut weights: Vec<(PenaltyReason, usize)> = Vec::new();
    for edit in edits {
        match weights
            .iter_mut()
            .find(|(reason, _)| *reason == edit.reason)
        {
            Some((_, sum)) => *sum += edit.weight,
            None => weights.push((edit.reason, edit.weight)),
        }
    }
    let mut total: usize = weights.iter().map(|(_, weight)| weight).sum();
    if points > 0 && total == 0 {
        // No token and no blank differs, and yet the texts do.
        weights.retain(|(reason, _)| *reason != PenaltyReason::Spacing);
        weights.push((PenaltyReason::Spacing, 1));
        total = 1;
    }
    weights.sort_unstable();
    let share = |weight: usize| points as usize * weight / total.max(1);
    let mut ledger: Vec<Penalty> = weights
        .iter()
        .map(|&(reason, weight)| Penalty {
            reason,
            points: share(weight) as u8,
        })
        .collect();
    let given: u8 = ledger.iter().map(|penalty| penalty.points).sum();
    let mut by_remainder: Vec<usize> = (0..ledger.len()).collect();
    by_remainder.sort_by_key(|&i| std::cmp::Reverse(points as usize * weights[i].1 % total.max(1)));
    for &i in by_remainder.iter().take((points - given) as usize) {
        ledger[i].points += 1;
    }
    ledger
}

/// A match form, with where it negates, which is the same for every match.
pub(crate) struct Form {
    pub(crate) text: String,
    language: Language,
    negating: OnceLock<Box<[usize]>>,
}

impl Form {
    pub(crate) fn new(text: String, language: Language) -> Self {
        Form {
            text,
            language,
            negating: OnceLock::new(),
        }
    }

    /// Where the words begin that negate.
    fn negating(&self) -> &[usize] {
        self.negating.get_or_init(|| {
            if !may_negate(&self.text, self.language) {
                return Box::default();
            }
            let tokens = tokens(&self.text, self.language);
            let places = negations(&self.text, &tokens, self.language).into_iter();
            places.map(|place| tokens[place].range.start).collect()
        })
    }
}

/// The match form of a query, that those of many sources are held against.
pub(crate) struct Asked<'q> {
    pub(crate) form: &'q Form,
    side: OnceCell<Side<'q>>,
}

impl<'q> Asked<'q> {
    pub(crate) fn new(form: &'q Form) -> Self {
        Asked {
            form,
            side: OnceCell::new(),
        }
    }

    /// What a match of `percent` loses because one of the texts negates what the other says: one
    /// has more negations, or has one where the other has none.
    pub(crate) fn negated(&self, percent: u8, source: &Form) -> Option<Penalty> {
        let points = percent.checked_sub(NEGATED_MOST).filter(|&p| p > 0)?;
        if self.form.text == source.text {
            return None;
        }
        let is_contrary = match source.language == self.form.language {
            true => self.is_contrary(source),
            // Read as the query is: a tag with a region finds all regions.
            false => self.is_contrary(&Form::new(source.text.clone(), self.form.language)),
        };
        is_contrary.then_some(Penalty {
            reason: PenaltyReason::Negation,
            points,
        })
    }

    fn is_contrary(&self, source: &Form) -> bool {
        let (in_query, in_source) = (self.form.negating(), source.negating());
        in_query.len() != in_source.len() || !in_query.is_empty() && self.negates_elsewhere(source)
    }

    /// Whether one has a negation where the other has none, of as many.
    fn negates_elsewhere(&self, source: &Form) -> bool {
        let (of_query, of_source) = (self.form.negating(), source.negating());
        let within = |places: &[usize], range: &Range<usize>| {
            let inside = places.iter().filter(|place| range.contains(place));
            inside.count()
        };
        let asked = || Side::new(&self.form.text, self.form.language);
        let asked = self.side.get_or_init(asked);
        let source = Side::new(&source.text, source.language);
        let [in_asked, in_source] = differing_ranges(asked, &source);
        if within(of_query, &in_asked) + within(of_source, &in_source) == 0 {
            return false;
        }
        differences(asked, &source).iter().any(|edit| {
            !edit.is_free() && within(of_query, &edit.query) != within(of_source, &edit.source)
        })
    }
}

/// What a match loses for an alignment of this confidence: two points for each five hundredths below
/// [`SURE_FROM`], rounded up.
pub(crate) fn doubt(confidence: f32) -> Option<Penalty> {
    let sure = (confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
    let points = (2 * SURE_FROM.saturating_sub(sure)).div_ceil(5);
    (points > 0).then_some(Penalty {
        reason: PenaltyReason::Confidence,
        points,
    })
}
