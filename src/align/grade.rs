//! How far an alignment as a whole can be trusted, and why not further.

use std::ops::Range;

use serde::Serialize;

use super::{Aligner, Bead, Text, Version};
use crate::lang::{EN, KK, Language, RU};

/// How far an alignment as a whole can be trusted.
///
/// # Example
/// ```
/// use tolmach::align::{Aligner, Version};
/// use tolmach::{EN, RU};
/// let alignment = Aligner::new().align(&[
///     Version::new(EN, vec!["The government met on 5 May."]),
///     Version::new(RU, vec!["Правительство собралось 5 мая."]),
/// ]);
/// assert!(alignment.grade.reasons.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Grade {
    /// The mean confidence of the text that stands in beads of two and more versions, 0..=1.
    pub confidence: f32,
    /// What is wrong; empty for an alignment that can be trusted.
    pub reasons: Vec<Reason>,
}

/// What is wrong with an alignment as a whole. With two versions that do not belong together, the
/// second is named.
///
/// # Example
/// ```
/// use tolmach::align::Reason;
/// use tolmach::RU;
/// let reason = Reason::Partial { language: RU, percent: 60, gap: None };
/// assert_eq!(reason.to_string(), "60% of what the other versions say is missing in ru, here and there");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Reason {
    /// The version hardly says what the others say: another text, or one in another order.
    NotATranslation {
        /// The version's language.
        language: Language,
    },
    /// The version's text is not in the language that it is said to be in.
    SwappedLanguage {
        /// The language that it is said to be in.
        language: Language,
    },
    /// Much of what the other versions say is missing in this one.
    Partial {
        /// The version's language.
        language: Language,
        /// How much of it, in percent.
        percent: u8,
        /// Where, if it is missing in one place.
        gap: Option<Gap>,
    },
    /// What another version says here stands in another place of this one.
    Moved {
        /// The version's language.
        language: Language,
        /// What is not in its place.
        gap: Gap,
    },
    /// The rows of a table do not belong together: a column has slipped against another.
    Slipped {
        /// The language of the column.
        language: Language,
        /// The language of the other column.
        against: Language,
        /// By how many rows: 1 if every text belongs to the row above.
        rows: isize,
        /// The number of the first row looked at, counted from 1.
        first: usize,
        /// The number of the last.
        last: usize,
    },
}

/// Successive segments of one version that another version lacks.
///
/// # Example
/// ```
/// use tolmach::EN;
/// use tolmach::align::Gap;
/// let gap = Gap { language: EN, first: 9, last: 16 };
/// assert_eq!(gap.to_string(), "what en says in segments 9 to 16");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The language of the version that has them.
    pub language: Language,
    /// The number of the first, counted from 1.
    pub first: usize,
    /// The number of the last.
    pub last: usize,
}

impl std::fmt::Display for Gap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Gap {
            language,
            first,
            last,
        } = self;
        match first == last {
            true => write!(f, "what {language} says in segment {first}"),
            false => write!(f, "what {language} says in segments {first} to {last}"),
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reason::NotATranslation { language } => write!(
                f,
                "the {language} text is no translation of the others, or in another order"
            ),
            Reason::SwappedLanguage { language } => {
                write!(f, "the text given as {language} is in another language")
            }
            Reason::Partial {
                language,
                percent,
                gap,
            } => {
                write!(
                    f,
                    "{percent}% of what the other versions say is missing in {language}, "
                )?;
                match gap {
                    Some(gap) => write!(f, "most of it in one place: {gap}"),
                    None => f.write_str("here and there"),
                }
            }
            Reason::Slipped {
                language,
                against,
                rows,
                first,
                last,
            } => {
                let (far, way) = (
                    rows.unsigned_abs(),
                    if 0 < *rows { "above" } else { "below" },
                );
                let s = if far == 1 { "" } else { "s" };
                write!(
                    f,
                    "in rows {first} to {last} the {language} text belongs to the {against} text \
                     {far} row{s} {way}: the columns have slipped; look for a missing or doubled cell"
                )
            }
            Reason::Moved { language, gap } => {
                write!(f, "{gap} stands in another place of the {language} text")
            }
        }
    }
}

/// Of a version's text, the share that must be surely matched.
const LEAST_MATCHED: f64 = 0.35;
/// Of what other versions say, the share that a version must have …
const LEAST_ANSWERED: f64 = 0.6;
/// … and the share that it may lack in one place: drops that are scattered over a text are the way
/// of translators, a long one is a page that was lost.
const MOST_LACKED: f64 = 0.25;
/// Fewer letters are no ground for an accusation.
const LEAST_LETTERS: f64 = 200.0;

pub(super) fn grade(
    aligner: &Aligner,
    versions: &[Version<'_>],
    texts: &[Text<'_>],
    beads: &[Bead],
) -> Grade {
    let mut reasons = Vec::new();
    // Versions that can be compared with: one that belongs to another text would make all others
    // look as if much were missing in them.
    let mut counted: Vec<bool> = versions.iter().map(could_be).collect();
    for (version, _) in versions.iter().zip(&counted).filter(|(_, fits)| !**fits) {
        let language = version.language;
        reasons.push(Reason::SwappedLanguage { language });
    }
    let measures = |counted: &[bool]| -> Vec<(usize, Measure)> {
        let numbers = (0..versions.len()).filter(|&version| counted[version]);
        numbers
            .map(|version| (version, Measure::of(version, texts, beads, counted)))
            .collect()
    };
    let everything = measures(&vec![true; versions.len()]);
    let own: f64 = everything.iter().map(|(_, measure)| measure.own).sum();
    let sure: f64 = everything.iter().map(|(_, measure)| measure.matched).sum();
    loop {
        let now = measures(&counted);
        let stranger = now
            .iter()
            .filter(|(_, measure)| {
                LEAST_LETTERS <= measure.own && measure.matched < LEAST_MATCHED * measure.own
            })
            .min_by(|(a, one), (b, other)| {
                let share = |measure: &Measure| measure.matched / measure.own;
                share(one).total_cmp(&share(other)).then(b.cmp(a))
            });
        let Some(&(stranger, _)) = stranger.filter(|_| 1 < now.len()) else {
            let lacking = now.iter().filter(|(_, measure)| measure.lacks());
            reasons.extend(lacking.map(|(version, measure)| {
                let language = versions[*version].language;
                let gap = measure.gap(*version, texts, beads, &counted);
                let moved = gap.filter(|(other, gap)| {
                    let lacked = &versions[*other].segments[gap.first - 1..gap.last];
                    let lacked = Version::new(gap.language, lacked.to_vec());
                    measure.has_moved(aligner, lacked, *version, &versions[*version], beads)
                });
                match moved {
                    Some((_, gap)) => Reason::Moved { language, gap },
                    None => Reason::Partial {
                        language,
                        percent: (100.0 * (1.0 - measure.answered / measure.others)) as u8,
                        gap: gap.map(|(_, gap)| gap),
                    },
                }
            }));
            break;
        };
        let language = versions[stranger].language;
        reasons.push(Reason::NotATranslation { language });
        counted[stranger] = false;
    }
    Grade {
        confidence: if own == 0.0 { 1.0 } else { (sure / own) as f32 },
        reasons,
    }
}

/// How well a version fits the others, in letters.
struct Measure {
    own: f64,
    /// Of these, in beads with other versions, as far as the beads are sure.
    matched: f64,
    /// What the others say: per bead, the most that one of them says.
    others: f64,
    /// Of this, in beads that this version has too.
    answered: f64,
    /// The beads in which most of it is missing in one place, and how much.
    lacked: Stretch,
    /// The beads in which most of its own text is unmatched in one place, and how much.
    unmatched: Stretch,
}

impl Measure {
    fn of(version: usize, texts: &[Text<'_>], beads: &[Bead], counted: &[bool]) -> Self {
        let mut measure = Measure {
            own: 0.0,
            matched: 0.0,
            others: 0.0,
            answered: 0.0,
            lacked: Stretch::default(),
            unmatched: Stretch::default(),
        };
        let (mut lacked, mut unmatched) = (Stretch::default(), Stretch::default());
        for (number, bead) in beads.iter().enumerate() {
            let length = |version: usize| texts[version].length(bead.sides[version].clone());
            let own = length(version);
            let others = (0..texts.len())
                .filter(|&other| other != version && counted[other])
                .map(length)
                .fold(0.0, f64::max);
            let together = !bead.sides[version].is_empty() && 0.0 < others;
            let sure = match together {
                true => f64::from(bead.confidence),
                false => 0.0,
            };
            measure.own += own;
            measure.others += others;
            // A translation is seldom half as long: what goes beyond that has no answer.
            let covered = |part: f64, by: f64| part.min(2.0 * by) * sure;
            let (matched, answered) = (covered(own, others), covered(others, own));
            measure.matched += matched;
            measure.answered += answered;
            measure.lacked.extend(&mut lacked, number, others, answered);
            measure
                .unmatched
                .extend(&mut unmatched, number, own, matched);
        }
        measure
    }

    fn lacks(&self) -> bool {
        LEAST_LETTERS <= self.others
            && (self.answered < LEAST_ANSWERED * self.others
                || MOST_LACKED * self.others <= self.lacked.weight)
    }

    /// Where most of what is missing is missing: the version that has most there, and its segments.
    fn gap(
        &self,
        version: usize,
        texts: &[Text<'_>],
        beads: &[Bead],
        counted: &[bool],
    ) -> Option<(usize, Gap)> {
        if self.lacked.weight < MOST_LACKED * self.others {
            return None;
        }
        let others = (0..texts.len()).filter(|&other| other != version && counted[other]);
        let (other, side) = others
            .map(|other| (other, self.lacked.side(other, beads)))
            .max_by(|(a, one), (b, other)| {
                let length =
                    |version: usize, side: &Range<usize>| texts[version].length(side.clone());
                length(*a, one).total_cmp(&length(*b, other)).then(b.cmp(a))
            })?;
        let gap = Gap {
            language: texts[other].version.language,
            first: side.start + 1,
            last: side.end,
        };
        Some((other, gap))
    }

    /// Whether what is lacked stands in another place of the version: there is a place where its
    /// own text has no match, and the two belong together.
    fn has_moved(
        &self,
        aligner: &Aligner,
        lacked: Version<'_>,
        number: usize,
        version: &Version<'_>,
        beads: &[Bead],
    ) -> bool {
        if self.unmatched.weight < MOST_LACKED * self.own {
            return false;
        }
        let own = &version.segments[self.unmatched.side(number, beads)];
        let parts = [lacked, Version::new(version.language, own.to_vec())];
        let (texts, beads) = aligner.aligned(&parts);
        let measure = Measure::of(1, &texts, &beads, &[true, true]);
        measure.others <= 2.0 * measure.answered
    }
}

/// Successive beads, and how much more text of them is wanting than not.
#[derive(Clone, Copy, Default)]
struct Stretch {
    from: usize,
    to: usize,
    weight: f64,
}

impl Stretch {
    /// Takes the next bead's text into the stretch that is `open`, which is begun anew where it
    /// weighs nothing; keeps the heaviest (the maximum sum of successive numbers, Bentley 1984).
    fn extend(&mut self, open: &mut Stretch, bead: usize, text: f64, present: f64) {
        if open.weight <= 0.0 {
            *open = Stretch {
                from: bead,
                to: bead,
                weight: 0.0,
            };
        }
        open.weight += text - 2.0 * present;
        open.to = bead + 1;
        if self.weight < open.weight {
            *self = *open;
        }
    }

    /// The segments of a version in these beads.
    fn side(&self, version: usize, beads: &[Bead]) -> Range<usize> {
        match &beads[self.from..self.to] {
            [first, .., last] => first.sides[version].start..last.sides[version].end,
            [one] => one.sides[version].clone(),
            [] => 0..0,
        }
    }
}

/// Of a Kazakh text's letters, at least one in so many is a letter that Russian lacks: in fact one
/// in nine, and in Russian text that is full of Kazakh names one in 23.
const KAZAKH: usize = 14;

/// Whether the letters fit the language: Cyrillic and Kazakh letters tell ours apart.
fn could_be(version: &Version<'_>) -> bool {
    let (mut latin, mut cyrillic, mut kazakh) = (0usize, 0usize, 0usize);
    for c in version.segments.iter().flat_map(|segment| segment.chars()) {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => kazakh += 1,
            'Ә' | 'Ғ' | 'Қ' | 'Ң' | 'Ө' | 'Ұ' | 'Ү' | 'Һ' | 'І' => kazakh += 1,
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            _ => {}
        }
    }
    let all_cyrillic = cyrillic + kazakh;
    if latin + all_cyrillic < 100 {
        return true;
    }
    let language = version.language;
    if language.same_language(EN) {
        all_cyrillic < latin
    } else if language.same_language(RU) {
        latin < all_cyrillic && kazakh * KAZAKH < all_cyrillic
    } else if language.same_language(KK) && language.script().is_none_or(|s| s == "Cyrl") {
        latin < all_cyrillic && all_cyrillic < kazakh * KAZAKH
    } else {
        true
    }
}
