//! Alignment: two or more language versions of one text, segment by segment, to beads.
//!
//! Every pair of versions is searched by itself, and every path gets its probability; then the
//! pairs are told what the other versions say; then links are joined, from the surest down, into
//! beads over all versions. Beads never cross, and hold every segment exactly once.

mod evidence;
mod grade;
mod join;
pub(crate) mod lexicon;
mod search;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lang::Language;
use evidence::{Cover, WordLinks};
pub(crate) use evidence::{likeness, sound};
pub use grade::{Grade, Reason};
use join::Pairs;
use lexicon::Lexicon;
use search::{Band, Scores};
use words::Words;

/// One language's text, cut into segments.
///
/// # Example
/// ```
/// use tolmach::{EN, align::Version};
/// let version = Version::new(EN, vec!["The title", "A sentence."]);
/// assert!(version.blocks.is_empty()); // where blocks begin is unknown
/// ```
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// The language of the text.
    pub language: Language,
    /// The segments in their order.
    pub segments: Vec<&'a str>,
    /// The number of the first segment of each block; empty if unknown.
    pub blocks: Vec<usize>,
}

impl<'a> Version<'a> {
    /// A text of which the blocks are unknown.
    ///
    /// # Example
    /// ```
    /// use tolmach::{RU, align::Version};
    /// assert_eq!(Version::new(RU, vec!["Да."]).segments.len(), 1);
    /// ```
    pub fn new(language: Language, segments: Vec<&'a str>) -> Self {
        Version {
            language,
            segments,
            blocks: Vec::new(),
        }
    }
}

/// Whether the aligner may use its built-in lexicon.
///
/// # Example
/// ```
/// use tolmach::align::{Aligner, UseLexicon};
/// let bare = Aligner::new().lexicon(UseLexicon::No);
/// # let _ = bare;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseLexicon {
    /// Use it.
    Yes,
    /// Align by lengths, numbers, names and what the texts themselves teach.
    No,
}

/// Aligns the versions of a text.
///
/// # Example
/// ```
/// use tolmach::align::{Aligner, Version};
/// use tolmach::{EN, KK, RU};
/// let alignment = Aligner::new().align(&[
///     Version::new(EN, vec!["Good morning.", "The President visited Almaty on 5 May."]),
///     Version::new(RU, vec!["Доброе утро.", "Президент посетил Алматы 5 мая."]),
///     Version::new(KK, vec!["Қайырлы таң.", "Президент 5 мамырда Алматыға барды."]),
/// ]);
/// assert_eq!(alignment.beads.len(), 2);
/// assert_eq!(alignment.beads[1].sides, [1..2, 1..2, 1..2]);
/// ```
#[derive(Clone, Debug)]
pub struct Aligner {
    max_merge: usize,
    lexicon: UseLexicon,
}

impl Default for Aligner {
    fn default() -> Self {
        Aligner {
            max_merge: 4,
            lexicon: UseLexicon::Yes,
        }
    }
}

/// The beads of an alignment, and how far to trust the whole.
///
/// # Example
/// ```
/// use tolmach::align::{Aligner, Version};
/// use tolmach::{EN, RU};
/// let alignment = Aligner::new().align(&[
///     Version::new(EN, vec!["Yes."]),
///     Version::new(RU, vec![]),
/// ]);
/// assert_eq!(alignment.beads[0].sides, [0..1, 0..0]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The beads, in an order in which every version reads on.
    pub beads: Vec<Bead>,
    /// How far the whole can be trusted.
    pub grade: Grade,
}

/// Segments of the versions that say the same.
///
/// # Example
/// ```
/// use tolmach::align::Bead;
/// let bead = Bead { sides: vec![0..2, 0..1], confidence: 0.9 };
/// assert_eq!(bead.sides[0].len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// A range of segments per version, in their order; empty where a version leaves it out.
    pub sides: Vec<Range<usize>>,
    /// How likely the bead is exactly right, 0..=1.
    pub confidence: f32,
}

impl Aligner {
    /// An aligner with the built-in lexicon that merges up to four segments.
    ///
    /// # Example
    /// ```
    /// let aligner = tolmach::align::Aligner::new();
    /// # let _ = aligner;
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// How many segments of one version a bead may have in a pair of versions: 4 unless told,
    /// between 1 and 8.
    ///
    /// # Example
    /// ```
    /// let aligner = tolmach::align::Aligner::new().max_merge(2);
    /// # let _ = aligner;
    /// ```
    #[must_use]
    pub fn max_merge(mut self, segments: usize) -> Self {
        self.max_merge = segments.clamp(1, 8);
        self
    }

    /// Whether the built-in lexicon is used: it is unless told.
    ///
    /// # Example
    /// ```
    /// use tolmach::align::{Aligner, UseLexicon};
    /// let bare = Aligner::new().lexicon(UseLexicon::No);
    /// # let _ = bare;
    /// ```
    #[must_use]
    pub fn lexicon(mut self, lexicon: UseLexicon) -> Self {
        self.lexicon = lexicon;
        self
    }

    /// Aligns two or more versions of one text.
    ///
    /// # Example
    /// ```
    /// use tolmach::align::{Aligner, Version};
    /// use tolmach::{EN, RU};
    /// let alignment = Aligner::new().align(&[
    ///     Version::new(EN, vec!["In 2019 he lived in London.", "He worked in a bank."]),
    ///     Version::new(RU, vec!["В 2019 году он жил в Лондоне и работал в банке."]),
    /// ]);
    /// assert_eq!(alignment.beads[0].sides, [0..2, 0..1]);
    /// ```
    pub fn align(&self, versions: &[Version<'_>]) -> Alignment {
        let lexicon = match self.lexicon {
            UseLexicon::Yes => Some(Lexicon::built_in()),
            UseLexicon::No => None,
        };
        let words: Vec<Words> = versions
            .iter()
            .map(|version| Words::read(version.language, &version.segments))
            .collect();
        let sizes: Vec<usize> = versions
            .iter()
            .map(|version| version.segments.len())
            .collect();

        let mut evidence = BTreeMap::new();
        let mut pairs = Pairs {
            sizes,
            posteriors: BTreeMap::new(),
        };
        for a in 0..words.len() {
            for b in a + 1..words.len() {
                let pair = Evidence::gather(&words[a], &words[b], lexicon, self.max_merge);
                let posterior = pair.search(&words[a], &words[b], self.max_merge, None);
                pairs.posteriors.insert((a, b), posterior);
                evidence.insert((a, b), pair);
            }
        }
        let rounds = if words.len() == 2 { 0 } else { ROUNDS };
        // Words learnt from so little text do harm beside a good lexicon, and good without one.
        let passes = if lexicon.is_some() { 1 } else { 2 };
        for pass in 0..passes {
            if 0 < pass {
                let learnt: Vec<_> = std::mem::take(&mut evidence)
                    .into_iter()
                    .map(|((a, b), pair): ((usize, usize), Evidence)| {
                        let mut links = pair.links;
                        links.learn(&words[a], &words[b], &pairs.posteriors[&(a, b)]);
                        (
                            (a, b),
                            Evidence::weigh(&words[a], &words[b], links, lexicon, self.max_merge),
                        )
                    })
                    .collect();
                evidence.extend(learnt);
                if words.len() == 2 {
                    let posterior =
                        evidence[&(0, 1)].search(&words[0], &words[1], self.max_merge, None);
                    pairs.posteriors.insert((0, 1), posterior);
                }
            }
            for _ in 0..rounds {
                let told: Vec<_> = evidence
                    .iter()
                    .map(|(&(a, b), pair)| {
                        let extra = pairs.consistency(a, b);
                        let posterior =
                            pair.search(&words[a], &words[b], self.max_merge, Some(&extra));
                        ((a, b), posterior)
                    })
                    .collect();
                pairs.posteriors.extend(told);
            }
        }
        let beads: Vec<Bead> = pairs
            .beads(self.max_merge)
            .into_iter()
            .map(|(sides, confidence)| Bead { sides, confidence })
            .collect();
        let grade = grade::grade(versions, &words, &beads);
        Alignment { beads, grade }
    }
}

/// How often the pairs are told what the other versions say.
const ROUNDS: usize = 2;

/// How much the words' log-odds count: they are not independent of each other, and both
/// directions say much of the same.
const WORD_WEIGHT: f64 = 0.4;

/// What is known of a pair of versions before the search.
struct Evidence {
    forth: Cover,
    back: Cover,
    ratio: f64,
    links: WordLinks,
}

impl Evidence {
    fn gather(a: &Words, b: &Words, lexicon: Option<&Lexicon>, max_merge: usize) -> Self {
        Self::weigh(a, b, WordLinks::find(a, b, lexicon), lexicon, max_merge)
    }

    fn weigh(
        a: &Words,
        b: &Words,
        links: WordLinks,
        lexicon: Option<&Lexicon>,
        max_merge: usize,
    ) -> Self {
        let (letters_a, letters_b): (f64, f64) = (a.lengths.iter().sum(), b.lengths.iter().sum());
        // A long text knows its own ratio; a short one is pulled towards 1.
        const PRIOR: f64 = 400.0;
        Evidence {
            forth: Cover::of(
                a,
                b,
                &links.forth,
                lexicon,
                &links.learnt[0],
                max_merge,
                WORD_WEIGHT,
            ),
            back: Cover::of(
                b,
                a,
                &links.back,
                lexicon,
                &links.learnt[1],
                max_merge,
                WORD_WEIGHT,
            ),
            ratio: ((letters_b + PRIOR) / (letters_a + PRIOR))
                .ln()
                .clamp(-0.4, 0.4),
            links,
        }
    }

    fn search(
        &self,
        a: &Words,
        b: &Words,
        max_merge: usize,
        extra: Option<&[f32]>,
    ) -> search::Posterior {
        let scores = Scores {
            first: a,
            second: b,
            forth: &self.forth,
            back: &self.back,
            max_merge,
            ratio: self.ratio,
        };
        search::search(
            &scores,
            Band::around(a.segments.len(), b.segments.len(), &[]),
            extra,
        )
    }
}
