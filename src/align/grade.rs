//! How far an alignment as a whole can be trusted, and why not further.

use serde::Serialize;

use super::{Bead, Text, Version};
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
/// let reason = Reason::Partial { language: RU };
/// assert_eq!(reason.to_string(), "much of what the other versions say is missing in ru");
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
    },
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
            Reason::Partial { language } => {
                write!(
                    f,
                    "much of what the other versions say is missing in {language}"
                )
            }
        }
    }
}

/// Of a version's text, the share that must be surely matched.
const LEAST_MATCHED: f64 = 0.35;
/// Of what other versions say, the share that a version must have.
const LEAST_ANSWERED: f64 = 0.6;
/// Fewer letters are no ground for an accusation.
const LEAST_LETTERS: f64 = 200.0;

pub(super) fn grade(versions: &[Version<'_>], texts: &[&Text<'_>], beads: &[Bead]) -> Grade {
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
            let missing = now.iter().filter(|(_, measure)| {
                LEAST_LETTERS <= measure.others
                    && measure.answered < LEAST_ANSWERED * measure.others
            });
            reasons.extend(missing.map(|&(version, _)| {
                let language = versions[version].language;
                Reason::Partial { language }
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
}

impl Measure {
    fn of(version: usize, texts: &[&Text<'_>], beads: &[Bead], counted: &[bool]) -> Self {
        let mut measure = Measure {
            own: 0.0,
            matched: 0.0,
            others: 0.0,
            answered: 0.0,
        };
        for bead in beads {
            let length = |version: usize| texts[version].length(bead.sides[version].clone());
            let own = length(version);
            let others = (0..texts.len())
                .filter(|&other| other != version && counted[other])
                .map(length)
                .fold(0.0, f64::max);
            let confidence = f64::from(bead.confidence);
            let present = !bead.sides[version].is_empty();
            let shared = 0.0 < others;
            measure.own += own;
            measure.others += others;
            if present && shared {
                measure.matched += own * confidence;
                measure.answered += others * confidence;
            }
        }
        measure
    }
}

/// Whether the letters fit the language: Cyrillic and Kazakh letters tell ours apart.
fn could_be(version: &Version<'_>) -> bool {
    let (mut latin, mut cyrillic, mut kazakh) = (0usize, 0usize, 0usize);
    for c in version.segments.iter().flat_map(|segment| segment.chars()) {
        match c.to_lowercase().next().unwrap_or(c) {
            'a'..='z' => latin += 1,
            'ә' | 'ғ' | 'қ' | 'ң' | 'ө' | 'ұ' | 'ү' | 'һ' | 'і' => kazakh += 1,
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
        latin < all_cyrillic && kazakh * 25 < all_cyrillic
    } else if language.same_language(KK) && language.script().is_none_or(|s| s == "Cyrl") {
        latin < all_cyrillic && all_cyrillic < kazakh * 25
    } else {
        true
    }
}
