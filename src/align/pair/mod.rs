//! What is known of two versions before all are searched at once.

pub(super) mod anchors;
pub(super) mod band;
pub(super) mod borders;
pub(super) mod cover;
pub(super) mod links;
pub(super) mod repeats;
pub(super) mod scores;
pub(super) mod search;
pub(super) mod weights;
pub(super) mod wide;

use std::collections::BTreeMap;
use std::ops::Range;

use self::band::{Band, between};
use self::cover::Cover;
use self::links::WordLinks;
use self::scores::Scores;
use self::weights::WEIGHTS;
use super::reading::words::Words;

/// What is known of versions, two by two.
pub(super) type Pairs = BTreeMap<(usize, usize), Pair>;

/// What is known of two versions.
pub(super) struct Pair {
    pub(super) scores: Scores,
    pub(super) links: WordLinks,
}

/// What is known of a pair of versions before the search.
pub(super) fn pair(
    [a, b]: [&Words<'_>; 2],
    priors: [&[[f64; 2]]; 2],
    links: &WordLinks,
    max_merge: usize,
) -> Scores {
    let [learnt_a, learnt_b] = &links.learnt;
    let forth = Cover::of(
        [a, b],
        priors[0],
        &links.forth,
        learnt_a,
        max_merge,
        &WEIGHTS,
    );
    let back = Cover::of(
        [b, a],
        priors[1],
        &links.back,
        learnt_b,
        max_merge,
        &WEIGHTS,
    );
    let (letters_a, letters_b): (f64, f64) = (a.lengths.iter().sum(), b.lengths.iter().sum());
    // A long text knows its own ratio; a short one is pulled towards 1.
    const PRIOR: f64 = 400.0;
    let ratio = ((letters_b + PRIOR) / (letters_a + PRIOR))
        .ln()
        .clamp(-0.4, 0.4);
    let band = band(a, b, links);
    Scores::new([a, b], [forth, back], ratio, max_merge, &WEIGHTS, band)
}

/// Which sentences of two texts are compared.
fn band(a: &Words<'_>, b: &Words<'_>, links: &WordLinks) -> Band {
    // In longer regions without a point of the guide, points are looked for by all words.
    const OPEN: usize = 500;
    let (rows, columns) = (a.segments.len(), b.segments.len());
    let is_whole = Band::whole(rows, columns);
    let repeat = !a.stretches.is_empty() && !b.stretches.is_empty();
    let mut guide = match is_whole && !repeat {
        true => Vec::new(),
        false => anchors::anchors(a, b, links),
    };
    let repeats = match repeat {
        true => repeats::answering(a, b, links, &guide),
        false => Vec::new(),
    };
    if is_whole {
        guide.clear();
    }
    let regions = between(rows, columns, &guide, &repeats);
    let is_open = |region: &&[Range<usize>; 2]| region.iter().any(|side| OPEN < side.len());
    let open = regions.iter().filter(is_open);
    let near = open.flat_map(|region| anchors::near_line(a, b, links, region));
    guide.extend(near);
    guide.sort_unstable();
    Band::around(rows, columns, &guide, &repeats)
}
