//! A third language as a witness: what translates the translation of a phrase translates the phrase.

use rustc_hash::FxHashMap;

use super::FoundOf;
use super::grams::{Gram, Side};
use super::translate::Found;

/// Puts first what a pivot language says a phrase is translated by, where it is surer than what was
/// found directly: `direct` leads from the phrase's language to the target's, `to` and `on` by way of
/// the pivot, whose texts are `middle`. Both have to stand in the same units.
pub(super) fn by_way(direct: &mut Vec<FoundOf>, to: &[FoundOf], on: &[FoundOf], middle: &Side) {
    let on: FxHashMap<Gram, &Found> = first_of(on).collect();
    let mut known: FxHashMap<Gram, usize> = FxHashMap::default();
    known.extend(
        direct
            .iter()
            .zip(0..)
            .map(|((phrase, ..), at)| (*phrase, at)),
    );
    for (phrase, wholeness, found) in to {
        let Some(there) = found.first() else {
            continue;
        };
        let Some(back) = on.get(&there.target) else {
            continue;
        };
        let confidence = there.confidence * back.confidence;
        let at = known.get(phrase).copied();
        let is_surer = at.is_none_or(|at| {
            let best = direct[at].2.first();
            best.is_none_or(|best| best.target != back.target && best.confidence < confidence)
        });
        let places = joined(there, back, middle);
        if !is_surer || places.len() < 2 {
            continue;
        }
        let translation = Found {
            target: back.target,
            confidence,
            places,
        };
        match at {
            Some(at) => {
                let list = &mut direct[at].2;
                list.retain(|other| other.target != translation.target);
                list.insert(0, translation);
            }
            None => direct.push((*phrase, *wholeness, vec![translation])),
        }
    }
}

fn first_of(list: &[FoundOf]) -> impl Iterator<Item = (Gram, &Found)> {
    list.iter()
        .filter_map(|(phrase, _, found)| Some((*phrase, found.first()?)))
}

/// Places of the phrase and of what its translation is translated by, in the same unit.
fn joined(there: &Found, back: &Found, middle: &Side) -> Vec<(u32, u32)> {
    let unit = |place: u32| middle.units[place as usize];
    let targets: FxHashMap<u32, u32> = back
        .places
        .iter()
        .map(|&(place, at)| (unit(place), at))
        .collect();
    let joined = there.places.iter();
    joined
        .filter_map(|&(place, at)| Some((place, *targets.get(&unit(at))?)))
        .collect()
}
