//! What each kind of evidence counts for.

/// Log-odds, calibrated so that the probabilities of beads come true.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights {
    /// Shapes of beads between two versions, and among more.
    pub(super) shapes: [Shapes; 2],
    /// How much a pair of versions counts in the joint search of two, three and four: what the
    /// pairs say is not independent.
    pub(crate) pair: [f64; 3],
    /// How much the words' log-odds count: they are not independent of each other, and both
    /// directions say much of the same.
    pub(super) words: f64,
    /// How much the log-odds of the lengths count.
    pub(super) length: f64,
    /// The variance of the logarithm of two lengths: of long texts, and per letter of short ones.
    pub(super) spread: [f64; 2],
    /// The same of texts that do not belong together.
    pub(super) random: f64,
    /// For a segment that one of two versions has in a bead that others hold together.
    pub(crate) gap: f64,
    /// How often a block of one version begins where one of the other does because that does.
    pub(super) blocks: f64,
    /// For a title in one bead with the text under it, where blocks are known.
    pub(super) title: f64,
    /// For translations so free that no other evidence is left.
    pub(super) free: f64,
    /// How often words are found in a translation, and by chance.
    pub(super) rates: Rates,
    /// As if so many segments had been looked at before the document.
    pub(super) prior_segments: f64,
}

/// Log-odds of the shapes of beads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shapes {
    /// Per two units that a version joins in one segment.
    pub(super) join: f64,
    /// More, if no version has the bead in one segment.
    pub(super) several: f64,
    /// Per version that leaves the bead out.
    pub(super) missing: f64,
    /// For a segment that stands alone.
    pub(super) alone: f64,
    /// For a bead of one segment in each version that has it.
    pub(super) one: f64,
}

/// How often a word of each kind is found in the translation of its segment, and how often in
/// any other segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    pub(super) number: [f64; 2],
    pub(super) digit: [f64; 2],
    pub(super) mark: [f64; 2],
    pub(super) initial: [f64; 2],
    pub(super) name: [f64; 2],
    pub(super) function: [f64; 2],
    pub(super) short: [f64; 2],
    pub(super) unknown: [f64; 2],
    pub(super) known: [f64; 2],
    /// Of words whose links were learnt from the texts themselves.
    pub(super) learnt: f64,
}

pub(crate) static WEIGHTS: Weights = Weights {
    shapes: [
        Shapes {
            join: -2.6,
            several: 1.5,
            missing: -2.6,
            alone: -2.6,
            one: 0.0,
        },
        Shapes {
            join: -0.405,
            several: -0.2,
            missing: -3.343,
            alone: -3.237,
            one: 1.395,
        },
    ],
    pair: [1.0, 0.676, 0.5],
    words: 0.389,
    length: 0.828,
    spread: [0.017, 4.469],
    random: 1.524,
    gap: -4.038,
    blocks: 0.4,
    title: -3.0,
    free: -5.4,
    rates: Rates {
        number: [0.98, 0.025],
        digit: [0.98, 0.06],
        mark: [0.875, 0.103],
        initial: [0.375, 0.075],
        name: [0.75, 0.015],
        function: [0.57, 0.187],
        short: [0.3, 0.09],
        unknown: [0.147, 0.009],
        known: [0.5, 0.019],
        learnt: 0.45,
    },
    prior_segments: 24.375,
};

impl Weights {
    /// Log-odds of a bead's shape, as if the versions were made from common units by joining
    /// neighbours and leaving some out: the fewest joins that explain the shape count.
    pub(crate) fn shape(&self, sides: &[usize]) -> f64 {
        let weights = &self.shapes[usize::from(2 < sides.len())];
        let filled = sides.iter().filter(|&&side| side != 0).count();
        let segments: usize = sides.iter().sum();
        let most = sides.iter().copied().max().unwrap_or(0);
        if filled == 1 {
            return if segments == 1 {
                weights.alone
            } else {
                f64::NEG_INFINITY
            };
        }
        // k units hold together if their k - 1 borders are each bridged by some version.
        let units = most.max((segments - 1).div_ceil(filled - 1));
        let joins = filled * units - segments;
        let several = sides.iter().all(|&side| side != 1);
        weights.join * joins as f64
            + weights.missing * (sides.len() - filled) as f64
            + if several { weights.several } else { 0.0 }
            + if most == 1 { weights.one } else { 0.0 }
    }

    /// Log-odds of two lengths, as translations against at random (after Gale & Church 1993).
    /// `ratio` is the logarithm of how many letters the second text has for one of the first.
    pub(super) fn lengths(&self, a: &Length, b: &Length, ratio: f64) -> f64 {
        let short = if a.letters <= b.letters { a } else { b };
        let off = (b.logarithm - a.logarithm - ratio).clamp(-2.2, 2.2);
        off * off * short.steepness + short.most
    }

    /// What the log-odds need to know of a length in letters.
    pub(super) fn length(&self, letters: f64) -> Length {
        let variance = self.spread[0] + self.spread[1] / (letters.max(1.0) + 4.0);
        let random = self.random + variance;
        Length {
            letters,
            logarithm: (letters + 2.0).ln(),
            steepness: self.length * 0.5 * (1.0 / random - 1.0 / variance),
            most: self.length * 0.5 * (random / variance).ln(),
        }
    }
}

/// The length of some segments of one text.
#[derive(Clone, Copy)]
pub(super) struct Length {
    letters: f64,
    logarithm: f64,
    /// If it is the shorter of two: what a difference costs, and what none gains.
    steepness: f64,
    most: f64,
}

impl Length {
    pub(super) fn letters(&self) -> f64 {
        self.letters
    }
}
