//! The ledger of a match: how many points each difference took.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use super::edits::{Edit, Side, differences, differing_ranges};
use super::penalty::{Penalty, PenaltyReason};
use crate::lang::Language;
use crate::text::{denials, deniers, may_negate, negations, tokens};

/// The most that two texts reach of which one negates what the other says: less than any match that
/// is commonly taken over without reading.
pub const NEGATED_MOST: u8 = 74;

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
    let points_of = |weight: usize| usize::from(points) * weight;
    let mut ledger: Vec<Penalty> = weights
        .iter()
        .map(|&(reason, weight)| Penalty {
            reason,
            points: (points_of(weight) / total.max(1)) as u8,
        })
        .collect();
    let given: u8 = ledger.iter().map(|penalty| penalty.points).sum();
    let remainder = |at: &usize| points_of(weights[*at].1) % total.max(1);
    let mut by_remainder: Vec<usize> = (0..ledger.len()).collect();
    by_remainder.sort_by_key(|at| Reverse(remainder(at)));
    for &at in by_remainder.iter().take(usize::from(points - given)) {
        ledger[at].points += 1;
    }
    ledger
}

/// A match form, with where it negates, which is the same for every match.
pub(crate) struct Form {
    pub(crate) text: String,
    pub(crate) language: Language,
    negating: OnceLock<Box<[usize]>>,
    denying: OnceLock<Box<[Range<usize>]>>,
}

impl Form {
    pub(crate) fn new(text: String, language: Language) -> Self {
        Form {
            text,
            language,
            negating: OnceLock::new(),
            denying: OnceLock::new(),
        }
    }

    /// Where the words begin that negate, whatever the other text says.
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

    /// Where the words begin that negate beside `other`: those that always do, and those that deny a
    /// word of it.
    fn negating_beside(&self, other: &Form) -> Cow<'_, [usize]> {
        let negating = Cow::Borrowed(self.negating());
        let denying = self
            .denying
            .get_or_init(|| deniers(&self.text, self.language).into());
        if denying.is_empty() {
            return negating;
        }
        let mut denials = denials(&self.text, denying, &other.text, self.language);
        denials.retain(|at| !negating.contains(at));
        match denials.is_empty() {
            true => negating,
            false => [&negating, &*denials].concat().into(),
        }
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
        let in_query = self.form.negating_beside(source);
        let in_source = source.negating_beside(self.form);
        in_query.len() != in_source.len()
            || !in_query.is_empty() && self.negates_elsewhere(&in_query, source, &in_source)
    }

    /// Whether one has a negation where the other has none, of as many.
    fn negates_elsewhere(&self, of_query: &[usize], source: &Form, of_source: &[usize]) -> bool {
        let within = |places: &[usize], range: &Range<usize>| {
            let inside = places.iter().filter(|place| range.contains(place));
            inside.count()
        };
        // Most negations stand where the texts are the same to the letter.
        let [in_asked, in_source] = between_common_words(&self.form.text, &source.text);
        if within(of_query, &in_asked) + within(of_source, &in_source) == 0 {
            return false;
        }
        let asked = || Side::new(&self.form.text, self.form.language);
        let asked = self.side.get_or_init(asked);
        let source = Side::new(&source.text, source.language);
        let [in_asked, in_source] = differing_ranges(asked, &source);
        if within(of_query, &in_asked) + within(of_source, &in_source) == 0 {
            return false;
        }
        // What differs in one place is one difference, in whatever steps: never signed, did not sign.
        let mut differing: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for edit in differences(asked, &source) {
            match differing.last_mut() {
                Some((query, source))
                    if edit.query.start <= query.end + 1 && edit.source.start <= source.end + 1 =>
                {
                    (query.end, source.end) = (edit.query.end, edit.source.end);
                }
                _ if edit.is_free() => {}
                _ => differing.push((edit.query, edit.source)),
            }
        }
        differing
            .iter()
            .any(|(asked, stored)| within(of_query, asked) != within(of_source, stored))
    }
}

/// The bytes of each text between what both begin with and end with, as far as blanks.
fn between_common_words(a: &str, b: &str) -> [Range<usize>; 2] {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let front = a.as_bytes()[..common]
        .iter()
        .rposition(|&byte| byte == b' ');
    let front = front.map_or(0, |blank| blank + 1);
    let [rest_a, rest_b] = [a, b].map(|text| &text.as_bytes()[front..]);
    let equal = rest_a.iter().rev().zip(rest_b.iter().rev());
    let common = equal.take_while(|(a, b)| a == b).count();
    let back = &rest_a[rest_a.len() - common..];
    let back = back.iter().position(|&byte| byte == b' ');
    let back = back.map_or(0, |blank| common - blank);
    [a, b].map(|text| front..text.len() - back)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{EN, KK, RU};

    proptest! {
        /// What the precise comparison by tokens finds lies between the common words.
        #[test]
        fn between_common_words_nothing_negates_unseen(
            words in prop::collection::vec((0usize..12, 0usize..12, 0u8..6), 0..10),
            language in 0usize..3,
        ) {
            let (language, vocabulary) = [
                (EN, ["not", "no", "never", "did", "5", "May", "2024", "law", "<b>", "isn't", "(", "signed,"]),
                (RU, ["не", "ни", "без", "мая", "5", "2024", "закон", "нет.", "не-", "«", "подписан", "%"]),
                (KK, ["емес", "жоқ", "келмеді", "заң", "5", "мамыр", "2024", "емес,", "-", "%", "қол", "барма"]),
            ][language];
            // Two texts that mostly agree.
            let of = |side: usize| {
                let words = words.iter().map(|&(a, b, apart)| match (apart, side) {
                    (0, 0) => "",
                    (1, 1) => vocabulary[b],
                    _ => vocabulary[a],
                });
                Form::new(crate::text::fold(&words.collect::<Vec<_>>().join(" "), language), language)
            };
            let (query, source) = (of(0), of(1));
            let asked = Asked::new(&query);
            let of_query = query.negating_beside(&source);
            let of_source = source.negating_beside(&query);
            let sides = [&query, &source].map(|form| Side::new(&form.text, language));
            let within = |places: &[usize], range: &Range<usize>| {
                places.iter().filter(|place| range.contains(place)).count()
            };
            let [precise_a, precise_b] = differing_ranges(&sides[0], &sides[1]);
            let precise = within(&of_query, &precise_a) + within(&of_source, &precise_b);
            let [a, b] = between_common_words(&query.text, &source.text);
            let seen = within(&of_query, &a) + within(&of_source, &b);
            prop_assert!(precise <= seen, "{:?} {:?}", query.text, source.text);
            if precise == 0 {
                prop_assert!(!asked.negates_elsewhere(&of_query, &source, &of_source));
            }
        }
    }
}
