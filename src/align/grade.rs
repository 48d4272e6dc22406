//! How far an alignment as a whole can be trusted, and why not further.

use super::words::Words;
use super::{Bead, Version};
use crate::lang::{EN, KK, RU};

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

/// What is wrong with an alignment as a whole.
///
/// # Example
/// ```
/// use tolmach::align::{Aligner, Reason, Version};
/// use tolmach::{EN, RU};
/// let alignment = Aligner::new().align(&[
///     Version::new(EN, vec!["Yes.", "The government met on 5 May."]),
///     Version::new(RU, vec![]),
/// ]);
/// assert_eq!(alignment.grade.reasons, [Reason::Partial { version: 1 }]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The versions hardly say the same: another text, or paragraphs in another order.
    NotATranslation,
    /// The version's text is not in the language that it is said to be in.
    SwappedLanguage {
        /// The number of the version.
        version: usize,
    },
    /// Much of what the other versions say is missing in this one.
    Partial {
        /// The number of the version.
        version: usize,
    },
}

pub(super) fn grade(versions: &[Version<'_>], words: &[&Words], beads: &[Bead]) -> Grade {
    let length = |version: usize, bead: &Bead| -> f64 {
        bead.sides[version]
            .clone()
            .map(|segment| words[version].lengths[segment])
            .sum()
    };
    let mut all = 0.0;
    let mut sure = 0.0;
    let mut shared = vec![0.0; versions.len()];
    let mut lonely = vec![0.0; versions.len()];
    for bead in beads {
        let filled = bead.sides.iter().filter(|side| !side.is_empty()).count();
        for (version, side) in bead.sides.iter().enumerate() {
            let length = length(version, bead);
            all += length;
            if 1 < filled {
                sure += length * f64::from(bead.confidence);
            }
            if side.is_empty() {
                lonely[version] += (0..versions.len())
                    .map(|v| self::most(v, bead, words))
                    .fold(0.0, f64::max);
            } else {
                shared[version] += length;
            }
        }
    }
    let confidence = if all == 0.0 { 1.0 } else { sure / all };
    let mut reasons = Vec::new();
    for (number, version) in versions.iter().enumerate() {
        if !could_be(version) {
            reasons.push(Reason::SwappedLanguage { version: number });
        }
    }
    for version in 0..versions.len() {
        if shared[version] < lonely[version] {
            reasons.push(Reason::Partial { version });
        }
    }
    if confidence < 0.35 && reasons.is_empty() {
        reasons.push(Reason::NotATranslation);
    }
    Grade {
        confidence: confidence as f32,
        reasons,
    }
}

fn most(version: usize, bead: &Bead, words: &[&Words]) -> f64 {
    bead.sides[version]
        .clone()
        .map(|segment| words[version].lengths[segment])
        .sum()
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
