//! Which of the phrases that were met in a text are told: those that stand, and what they overlap.

use std::cmp::Reverse;
use std::ops::Range;

use super::super::words::{ACRONYM, BREAK, CAPITAL, FIRST, Piece};
use super::met::Met;

/// A phrase that crosses one that stands by more than a word is told, too, unless that one is more than so
/// many times as sure.
const RIVAL: u64 = 2;

/// The phrases that are told, in order, each by its number among all that were met, and whether it is
/// overlapped.
pub(super) fn told(
    text: &str,
    pieces: &[Piece],
    all: &[Met],
    sureness: &dyn Fn(usize) -> f32,
) -> Vec<(usize, bool)> {
    let longest = all.iter().map(|met| met.places.len()).max().unwrap_or(0);
    // A form that no phrase begins or ends with: meets with the President.
    let is_sound =
        |range: &Range<usize>| pieces[range.start].begins() && pieces[range.end - 1].ends();
    let sure = |phrase: usize| ordered(sureness(phrase));
    let weight = |met: &Met| {
        let words = met.places.len() as u64;
        (
            is_sound(&met.places),
            met.gap.is_none(),
            sure(met.phrase) * words,
        )
    };
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_cached_key(|&i| (Reverse(weight(&all[i])), all[i].place()));
    // By piece, the phrases that stand and begin there.
    let mut standing: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    let near = |standing: &[Vec<usize>], range: &Range<usize>| -> Vec<usize> {
        let starts = range.start.saturating_sub(longest)..range.end;
        standing[starts].iter().flatten().copied().collect()
    };
    for i in order {
        let Met { places, gap, .. } = &all[i];
        let is_in_the_way =
            |other: &Range<usize>| cross(places, other) || gap.is_some() && covers(other, places);
        if !near(&standing, places)
            .iter()
            .any(|&other| is_in_the_way(&all[other].places))
        {
            standing[places.start].push(i);
        }
    }
    let mut kept: Vec<(usize, bool)> = Vec::new();
    for (i, met) in all.iter().enumerate() {
        let range = &met.places;
        let near = near(&standing, range);
        if near.contains(&i) && met.gap.is_some() {
            kept.push((i, false));
        }
        if met.gap.is_some() {
            continue;
        }
        let is_nested = near
            .iter()
            .any(|&other| is_inside(range, &all[other].places));
        let mut crossed = near
            .iter()
            .filter(|&&other| cross(range, &all[other].places))
            .peekable();
        let is_told_beside = |other: &Met| {
            is_chain(range, &other.places) || sure(other.phrase) <= RIVAL * sure(met.phrase)
        };
        let is_doubt = crossed.peek().is_some()
            && is_sound(range)
            && crossed.all(|&other| is_told_beside(&all[other]));
        if is_nested || is_doubt || near.contains(&i) {
            let is_cut = is_cut_from_name(text, pieces, range);
            kept.push((i, is_nested || is_doubt || is_cut));
        }
    }
    kept.sort_by_key(|&(i, _)| (all[i].places.start, Reverse(all[i].places.end)));
    kept
}

/// Whether a phrase with an article that it does not need goes on as another name: Head of the State
/// Agency is no Head of State.
fn is_cut_from_name(text: &str, pieces: &[Piece], places: &Range<usize>) -> bool {
    let is_name = |piece: &Piece| piece.is(CAPITAL) && !piece.is(ACRONYM);
    let (last, next) = (&pieces[places.end - 1], &pieces[places.end]);
    let between = |a: &Piece, b: &Piece| &text[a.range().end..b.range().start];
    let mut pairs = pieces[places.clone()].windows(2);
    next.stem != BREAK
        && next.is(FIRST)
        && is_name(last)
        && is_name(next)
        && between(last, next).chars().all(char::is_whitespace)
        && pairs.any(|pair| between(&pair[0], &pair[1]).contains(char::is_alphabetic))
}

/// Whether two ranges share a part of each, but not the whole of either.
fn cross(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.start && b.start < a.end && a.end < b.end
        || b.start < a.start && a.start < b.end && b.end < a.end
}

/// Whether the last piece of one is the first of the other: of Павлодар қаласы әкімдігі, both the first two
/// words are a phrase and the last two.
fn is_chain(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start + 1 == b.end || b.start + 1 == a.end
}

fn covers(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.start && b.end <= a.end
}

fn is_inside(a: &Range<usize>, b: &Range<usize>) -> bool {
    a != b && covers(b, a)
}

/// A sureness as a number that orders.
pub(super) fn ordered(sureness: f32) -> u64 {
    (sureness.clamp(0.0, 1.0) * 1e6) as u64
}
