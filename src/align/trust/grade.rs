//! How far an alignment as a whole can be trusted, and why not further.

use std::ops::Range;

use serde::Serialize;

use super::answers::Answers;
use super::answers::MOST_COMPARED;
use super::clash::{Clashes, Quote, Stranger};
use super::moved::Moved;
use super::order;
use super::part::{Gap, Part, weight};
use crate::align::joint::Told;
use crate::align::pair::Pairs;
use crate::align::reading::letters::Damage;
use crate::align::reading::text::Text;
use crate::lang::Language;

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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Reason {
    /// The version hardly says what the others say: another text, or one in another order.
    NotATranslation {
        /// The version's language.
        language: Language,
        /// The language of the other version, if there is no third: either may be the stranger.
        against: Option<Language>,
    },
    /// The version is of another release on the same subject: it answers the others sentence by
    /// sentence, but most of its figures, dates and names are others.
    AnotherRelease {
        /// The version's language.
        language: Language,
        /// The language of the other version, if there is no third: either may be the stranger.
        against: Option<Language>,
        /// What it says otherwise, and what another version says there.
        example: [Quote; 2],
    },
    /// The version's text is not in the language that it is said to be in.
    SwappedLanguage {
        /// The language that it is said to be in.
        language: Language,
    },
    /// Much of the version's text is in the language of another: it was not translated.
    Untranslated {
        /// The version's language.
        language: Language,
        /// The language that it is in.
        other: Language,
        /// How much of it, in percent.
        percent: u8,
        /// The numbers of the segments, counted from 1.
        segments: Vec<usize>,
    },
    /// The version's text is no text in any language.
    Damaged {
        /// The language that it is said to be in.
        language: Language,
        /// What has become of it.
        damage: Damage,
    },
    /// The version may be in its language, but in Latin letters, and its tag does not say so.
    LatinKazakh {
        /// The tag that it has.
        language: Language,
    },
    /// The texts of a table's column are in another language than it is said to be.
    ForeignColumn {
        /// The language of the column.
        language: Language,
        /// The language that the texts are in.
        other: Language,
        /// The number of the first row looked at, counted from 1.
        first: usize,
        /// The number of the last.
        last: usize,
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

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reason::NotATranslation {
                language,
                against: None,
            } => write!(
                f,
                "the {language} text is no translation of the others, or in another order"
            ),
            Reason::NotATranslation {
                language,
                against: Some(other),
            } => write!(
                f,
                "the {other} and {language} texts are no translations of each other, or in another order"
            ),
            Reason::AnotherRelease {
                language,
                against,
                example: [here, there],
            } => {
                match against {
                    None => write!(f, "the {language} text is of another release")?,
                    Some(other) => write!(
                        f,
                        "the {other} and {language} texts are of different releases"
                    )?,
                }
                write!(f, " on the same subject: {here} where {there}")
            }
            Reason::SwappedLanguage { language } => {
                write!(f, "the text given as {language} is in another language")
            }
            Reason::Untranslated {
                language,
                other,
                percent,
                segments,
            } => {
                write!(
                    f,
                    "{percent}% of the text given as {language} is in {other}: segments "
                )?;
                let runs = segments.chunk_by(|one, next| one + 1 == *next);
                for (number, run) in runs.enumerate() {
                    let comma = if number == 0 { "" } else { ", " };
                    match run {
                        [first, .., last] => write!(f, "{comma}{first} to {last}")?,
                        _ => write!(f, "{comma}{}", run[0])?,
                    }
                }
                Ok(())
            }
            Reason::Damaged { language, damage } => {
                write!(f, "the {language} text is damaged: {damage}")
            }
            Reason::LatinKazakh { language } => write!(
                f,
                "the text given as {language} is in Latin letters; if it is Kazakh, tag it kk-Latn"
            ),
            Reason::ForeignColumn {
                language,
                other,
                first,
                last,
            } => write!(
                f,
                "in rows {first} to {last} the text given as {language} is in {other}: look whether \
                 columns are exchanged, or one was copied into another"
            ),
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
const MOST_LACKED: f64 = 0.26;
/// Fewer letters are no ground for an accusation.
const LEAST_LETTERS: f64 = 200.0;

/// A version that does not belong to the others, or to the other: it spoils the alignment of those
/// that belong together.
pub(crate) fn stranger(
    texts: &[&Text<'_>],
    told: &[Told],
    pairs: &Pairs,
    clashes: &Clashes,
    answers: &Answers,
) -> Option<(usize, Reason)> {
    let language = |version: usize| texts[version].version.language;
    // Of two, nothing tells which is the stranger.
    let against = |version: usize| (texts.len() == 2).then(|| language(1 - version));
    let parts = parts(told, answers, |_, probability| probability);
    if let Some((version, gap)) = order::disordered(texts, &parts, pairs) {
        let reason = Reason::Moved {
            language: language(version),
            gap,
        };
        return Some((version, reason));
    }
    let no_translation = |version: usize| {
        let reason = Reason::NotATranslation {
            language: language(version),
            against: against(version),
        };
        (version, reason)
    };
    if let Some(version) = unlike(texts, &parts, pairs, answers) {
        return Some(no_translation(version));
    }
    let stranger = clashes.stranger(texts.len());
    if let Some(Stranger { version, example }) = stranger.filter(|s| is_long(texts[s.version])) {
        let reason = Reason::AnotherRelease {
            language: language(version),
            against: against(version),
            example,
        };
        return Some((version, reason));
    }
    if !clashes.are_any() {
        return None;
    }
    // What contradicts may be too little for that, and yet leave little that is sure.
    let shaken = self::parts(told, answers, |bead, probability| {
        clashes.sure(bead, probability)
    });
    unlike(texts, &shaken, pairs, answers).map(no_translation)
}

/// What versions that belong together lack, or have in another place.
pub(crate) fn faults(
    texts: &[&Text<'_>],
    told: &[Told],
    pairs: &Pairs,
    answers: &Answers,
) -> Vec<Reason> {
    let parts = parts(told, answers, |_, probability| probability);
    let mut reasons = Vec::new();
    let measures = measures(texts, &parts, pairs, answers);
    for (version, measure) in measures.into_iter().enumerate() {
        let language = texts[version].version.language;
        let moved = Moved::find(version, texts, &parts, pairs, answers);
        let explained = moved.as_ref().map_or(0.0, |moved| moved.weight);
        reasons.extend(moved.map(|moved| Reason::Moved {
            language,
            gap: moved.gap,
        }));
        let others = (0..texts.len()).filter(|&other| other != version);
        let is_long = others.clone().any(|other| is_long(texts[other]));
        if is_long && measure.lacks() && explained < 0.5 * measure.lacked.weight {
            reasons.push(Reason::Partial {
                language,
                percent: (100.0 * (1.0 - measure.answered / measure.others)) as u8,
                gap: measure.gap(others, texts, &parts),
            });
        }
    }
    reasons
}

/// The mean confidence of the text in beads of two and more versions, each as sure as this says of
/// its number and probability.
pub(crate) fn confidence(
    texts: &[&Text<'_>],
    told: &[Told],
    pairs: &Pairs,
    answers: &Answers,
    sure: impl Fn(usize, f64) -> f64,
) -> f32 {
    let parts = parts(told, answers, sure);
    let everything = measures(texts, &parts, pairs, answers);
    let own: f64 = everything.iter().map(|measure| measure.own).sum();
    let sure: f64 = everything.iter().map(|measure| measure.matched).sum();
    if own == 0.0 { 1.0 } else { (sure / own) as f32 }
}

/// The parts of all beads, each as sure as this says of its bead's number and probability.
fn parts<'a>(
    told: &'a [Told],
    answers: &'a Answers,
    sure: impl Fn(usize, f64) -> f64,
) -> Vec<Part<'a>> {
    let beads = told.iter().enumerate();
    let parts = beads.flat_map(|(bead, told)| {
        let sure = sure(bead, told.probability);
        let parts = told.parts.iter();
        let strange = answers.strange(bead);
        parts.map(move |sides| Part {
            bead,
            sides,
            sure,
            strange,
        })
    });
    parts.collect()
}

/// The versions, measured against each other.
fn measures(
    texts: &[&Text<'_>],
    parts: &[Part<'_>],
    pairs: &Pairs,
    answers: &Answers,
) -> Vec<Measure> {
    let may_answer = |one, other| answers.may_answer(pairs, one, other);
    let versions = 0..texts.len();
    versions
        .map(|version| Measure::of(version, texts, parts, &may_answer))
        .collect()
}

/// The version that says least of what the others do, two by two, if any says hardly anything.
fn unlike(
    texts: &[&Text<'_>],
    parts: &[Part<'_>],
    pairs: &Pairs,
    answers: &Answers,
) -> Option<usize> {
    let measures = measures(texts, parts, pairs, answers);
    let is_strange = |version: usize| {
        let is_judged = is_long(texts[version]) || answers.is_strange(texts, pairs, version);
        is_judged && measures[version].is_strange()
    };
    if texts.len() < 2 || !(0..texts.len()).any(is_strange) {
        return None;
    }
    let belongs = |version: usize| -> f64 {
        let own = pairs
            .iter()
            .filter(|(pair, _)| pair.0 == version || pair.1 == version);
        own.map(|(_, pair)| pair.scores.belong()).sum()
    };
    // Of two, the second is named.
    (0..texts.len())
        .rev()
        .min_by(|&one, &other| belongs(one).total_cmp(&belongs(other)))
}

fn is_long(text: &Text<'_>) -> bool {
    LEAST_LETTERS <= text.letters(0..text.words.lengths.len())
}

/// How well a version fits the others, by the weight of sentences.
struct Measure {
    own: f64,
    /// Of this, together with other versions, as far as the beads are sure.
    matched: f64,
    /// What the others say, on average: what one of several says alone may be its own addition.
    others: f64,
    /// Of this, what this version says too.
    answered: f64,
    /// The parts in which most of it is missing in one place, and how much.
    lacked: Stretch,
}

impl Measure {
    fn of(
        version: usize,
        texts: &[&Text<'_>],
        parts: &[Part<'_>],
        may_answer: &impl Fn((usize, usize), (usize, usize)) -> bool,
    ) -> Self {
        let others = (0..texts.len()).filter(|&other| other != version);
        let others: Vec<usize> = others.collect();
        let said: Vec<Said> = parts
            .iter()
            .map(|part| Said::of(version, &others, texts, part))
            .collect();
        let sum = |of: fn(&Said) -> f64| said.iter().map(of).sum::<f64>();
        let mut measure = Measure {
            own: sum(|said| said.own),
            matched: sum(|said| said.matched),
            others: sum(|said| said.others),
            answered: sum(|said| said.answered),
            lacked: Stretch::default(),
        };
        let mut open = Stretch::default();
        let mut start = 0;
        for run in said.chunk_by(|one, other| one.is_loose && other.is_loose) {
            let sum = |of: fn(&Said) -> f64| run.iter().map(of).sum::<f64>();
            let end = start + run.len();
            // In which order loose beads stand means nothing, and what one side says there may be a
            // free translation of what the other does.
            let said = match run[0].is_loose {
                true => {
                    let free = free(version, texts, &parts[start..end], may_answer);
                    (sum(|said| said.others) - free).max(0.0)
                }
                false => run[0].others * run[0].sure,
            };
            let wanting = said - 2.0 * sum(|said| said.answered);
            measure.lacked.extend(&mut open, start..end, wanting);
            start = end;
        }
        measure
    }

    /// Whether neither says much of what the other does. A whole text beside a part of it is no
    /// stranger: it answers the part.
    fn is_strange(&self) -> bool {
        self.matched < LEAST_MATCHED * self.own && self.answered < LEAST_MATCHED * self.others
    }

    fn lacks(&self) -> bool {
        self.answered < LEAST_ANSWERED * self.others
            || MOST_LACKED * self.others <= self.lacked.weight
    }

    /// Where most of what is missing is missing: the version that has most there, and its segments.
    fn gap(
        &self,
        others: impl Iterator<Item = usize>,
        texts: &[&Text<'_>],
        parts: &[Part<'_>],
    ) -> Option<Gap> {
        if self.lacked.weight < MOST_LACKED * self.others {
            return None;
        }
        let (other, side) = others
            .map(|other| (other, self.lacked.side(other, parts)))
            .max_by(|(a, one), (b, other)| {
                let weight = |version: usize, side| weight(texts[version], side);
                weight(*a, one).total_cmp(&weight(*b, other)).then(b.cmp(a))
            })?;
        Some(Gap::of(texts[other], side))
    }
}

impl Gap {
    /// The segments that these sentences stand in.
    pub(super) fn of(text: &Text<'_>, sentences: Range<usize>) -> Self {
        let segment = |sentence: usize| text.sentences.segment[sentence] + 1;
        Gap {
            language: text.version.language,
            first: segment(sentences.start),
            last: segment(sentences.end - 1),
        }
    }
}

/// What is said in a part, by weight.
struct Said {
    own: f64,
    matched: f64,
    others: f64,
    answered: f64,
    sure: f64,
    /// Whether the version says it alone, or the others do, or what each says there is no translation.
    is_loose: bool,
}

impl Said {
    fn of(version: usize, others: &[usize], texts: &[&Text<'_>], part: &Part<'_>) -> Self {
        let weight = |version: usize| weight(texts[version], &part.sides[version]);
        let own = weight(version);
        let is_strange = part.strange[version];
        // Of all others, or of those that it may answer.
        let weights = |any: bool| {
            let others = others.iter().copied();
            let others = others.filter(move |&other| any || !is_strange && !part.strange[other]);
            others.map(weight)
        };
        let mean = |any: bool| weights(any).sum::<f64>() / others.len().max(1) as f64;
        let most = weights(false).fold(0.0, f64::max);
        // A translation is seldom half as long: what goes beyond that has no answer.
        let covered = |text: f64, by: f64| text.min(2.0 * by) * part.sure;
        Said {
            own,
            matched: covered(own, most),
            others: mean(true),
            answered: covered(mean(false), own),
            sure: part.sure,
            is_loose: is_strange || own == 0.0 || mean(true) == 0.0,
        }
    }
}

/// Of what a version says alone in some parts, the weight of the sentences that may translate one that
/// another says there; none of a run of strangers does.
fn free(
    version: usize,
    texts: &[&Text<'_>],
    parts: &[Part<'_>],
    may_answer: &impl Fn((usize, usize), (usize, usize)) -> bool,
) -> f64 {
    let others = || (0..texts.len()).filter(|&other| other != version);
    let is_alone = |part: &&Part<'_>| others().all(|other| part.sides[other].is_empty());
    let there = parts.iter().flat_map(|part| {
        let sides = others().map(|other| (other, part.sides[other].clone()));
        sides.flat_map(|(other, side)| side.map(move |sentence| (other, sentence)))
    });
    let there: Vec<(usize, usize)> = there.collect();
    let own = parts.iter().filter(is_alone);
    let own = own.filter(|part| !part.strange[version]);
    let own = own.flat_map(|part| part.sides[version].clone());
    let few = own.clone().count() * there.len() <= MOST_COMPARED;
    let may_translate = |&own: &usize| {
        let mut there = there.iter();
        there.any(|&other| may_answer((version, own), other))
    };
    let free = own.filter(|own| !few || may_translate(own));
    free.map(|own| weight(texts[version], &(own..own + 1)))
        .sum()
}

/// Successive parts, and how much more text of them is wanting than not.
#[derive(Clone, Copy, Default)]
struct Stretch {
    from: usize,
    to: usize,
    weight: f64,
}

impl Stretch {
    /// Takes the next parts into the stretch that is `open`, which is begun anew where it weighs
    /// nothing; keeps the heaviest (the maximum sum of successive numbers, Bentley 1984).
    fn extend(&mut self, open: &mut Stretch, parts: Range<usize>, wanting: f64) {
        if open.weight <= 0.0 {
            *open = Stretch {
                from: parts.start,
                to: parts.start,
                weight: 0.0,
            };
        }
        open.weight += wanting;
        open.to = parts.end;
        if self.weight < open.weight {
            *self = *open;
        }
    }

    /// The sentences of a version in these parts.
    fn side(&self, version: usize, parts: &[Part<'_>]) -> Range<usize> {
        match &parts[self.from..self.to] {
            [first, .., last] => first.sides[version].start..last.sides[version].end,
            [one] => one.sides[version].clone(),
            [] => 0..0,
        }
    }
}
