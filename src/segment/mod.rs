//! Segmentation: a text's sentences as byte ranges.
//!
//! A [`Segmenter`] is made once per language, or from a user's SRX file, and is cheap to clone.
//! The built-in rules are tables of abbreviations and of words that begin sentences
//! (`rules/*.txt`) and a decision over them, made in one pass: whether "1898 г. В" ends a sentence
//! depends on how much of the sentence stands before it, whether a quotation does on what follows
//! its end, whether "2." does on the list that it is in: SRX cannot say that. SRX is the door for
//! users' own rules, and is read by an engine of its own; what SRX can say of the built-in rules
//! is at hand as [`srx_rules`], for other tools.
//!
//! # Quotations
//! Speech is split at its sentences, in every language alike: each has its own translation, and
//! its own use again. «A. B», – деді … gives two segments, as “A. B,” said … does, and as
//! «A, – сказал он. – B» does. A quoted name or slogan stays whole within its sentence: a bracket
//! does too.

mod decide;
mod srx;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod twin;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Result;
use crate::lang::{EN, KK, Language, RU};

use self::srx::SrxRules;
pub use self::srx::{SkippedRule, SrxReport};
use self::tables::Tables;

/// Splits text into segments (normally sentences).
///
/// `Send`, `Sync`, and one word to clone.
///
/// # What a line break means
/// A blank line always ends a segment. A single line break ends one too, unless the text goes on:
/// the next line begins with a small letter, or the line is so long that it seems wrapped and
/// does not end in a final mark.
///
/// # Example
/// ```
/// use tolmach::{RU, segment::Segmenter};
/// let text = "Родился в 1954 г. в г. Алматы. Живёт на ул. Абая.";
/// let segments: Vec<&str> = Segmenter::new(RU)
///     .segments(text)
///     .into_iter()
///     .map(|range| &text[range])
///     .collect();
/// assert_eq!(segments, ["Родился в 1954 г. в г. Алматы.", "Живёт на ул. Абая."]);
/// ```
#[derive(Clone)]
pub struct Segmenter(Arc<Rules>);

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = match *self.0 {
            Rules::Own(_) => "built-in",
            Rules::Srx(_) => "SRX",
        };
        f.debug_tuple("Segmenter").field(&rules).finish()
    }
}

enum Rules {
    Own(Tables),
    Srx(SrxRules),
}

impl Segmenter {
    /// The built-in rules for English, Russian or Kazakh; the marks alone for any other language.
    ///
    /// # Example
    /// ```
    /// use tolmach::{KK, segment::Segmenter};
    /// let segmenter = Segmenter::new(KK);
    /// assert_eq!(segmenter.segments("Қ. К. Тоқаев келді. Жиын өтті.").len(), 2);
    /// ```
    pub fn new(language: Language) -> Segmenter {
        Segmenter(Arc::new(Rules::Own(Tables::of(language))))
    }

    /// The rules that an SRX file (1.0 or 2.0, UTF-8 or UTF-16) maps to the language, and a report
    /// of those that were left out. See [`SrxReport`] for an example.
    ///
    /// Linear in the text, whatever the rules; a pattern sees 512 bytes to either side of a place.
    /// Nothing is ever fetched: no DTD, no external entity.
    ///
    /// # Errors
    /// [bad input](crate::Error::is_bad_input) if it is no SRX file, no well-formed XML, or maps no
    /// rules to the language.
    pub fn from_srx(srx: &[u8], language: Language) -> Result<(Segmenter, SrxReport)> {
        let (rules, report) = SrxRules::read(srx, language)?;
        Ok((Segmenter(Arc::new(Rules::Srx(rules))), report))
    }

    /// The byte ranges of the segments, without white space around them: ascending, disjoint, and
    /// nothing but white space outside them.
    ///
    /// # Example
    /// ```
    /// use tolmach::{EN, segment::Segmenter};
    /// assert_eq!(Segmenter::new(EN).segments(" It is. Is it? "), [1..7, 8..14]);
    /// ```
    pub fn segments(&self, text: &str) -> Vec<Range<usize>> {
        let mut segments = Vec::new();
        let mut start = 0;
        let mut push = |end: usize| {
            let piece = &text[start..end];
            let trimmed = piece.trim_start();
            let from = start + piece.len() - trimmed.len();
            let trimmed = trimmed.trim_end();
            if !trimmed.is_empty() {
                segments.push(from..from + trimmed.len());
            }
            start = end;
        };
        match &*self.0 {
            Rules::Own(tables) => decide::breaks(tables, text, &mut push),
            Rules::Srx(rules) => rules.breaks(text, &mut push),
        }
        push(text.len());
        segments
    }
}

/// The built-in rules of a language as an SRX 2.0 file, for CAT tools and other engines: portable
/// patterns, every group explained. Somewhat weaker than [`Segmenter::new`], which knows more than
/// SRX can say; `None` for a language without rules.
///
/// # Example
/// ```
/// use tolmach::{KK, segment::{Segmenter, srx_rules}};
/// let (segmenter, report) = Segmenter::from_srx(srx_rules(KK).unwrap().as_bytes(), KK)?;
/// assert!(report.skipped.is_empty());
/// assert_eq!(segmenter.segments("Қ. К. Тоқаев келді. Жиын өтті.").len(), 2);
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn srx_rules(language: Language) -> Option<&'static str> {
    match language {
        l if l.same_language(EN) => Some(include_str!("rules/en.srx")),
        l if l.same_language(RU) => Some(include_str!("rules/ru.srx")),
        l if l.same_language(KK) => Some(include_str!("rules/kk.srx")),
        _ => None,
    }
}
