//! The sentences inside segments: what one version joins in a segment, another may have in two,
//! and the marks between its sentences show it. Sentences are what is aligned; segments that share
//! one are then one bead.

use std::ops::Range;
use std::sync::OnceLock;

use crate::align::Version;
use crate::lang::{EN, KK, Language, RU};
use crate::segment::Segmenter;

/// A segment of more sentences is looked at as a whole: it is no sentence that was joined to
/// another, but a text that was never cut.
const MOST_SENTENCES: usize = 50;

/// A version, sentence by sentence.
pub(crate) struct Sentences<'a> {
    pub(crate) texts: Vec<&'a str>,
    /// Per sentence, the segment that it stands in.
    pub(crate) segment: Vec<usize>,
    /// Per sentence, whether a block begins with it.
    pub(crate) block: Vec<bool>,
}

impl<'a> Sentences<'a> {
    /// The sentences of a version; a segment without any text counts as one, and so does one that
    /// has too many.
    pub(super) fn of(version: &Version<'a>) -> Self {
        let segmenter = segmenter(version.language);
        let mut sentences = Sentences {
            texts: Vec::with_capacity(version.segments.len()),
            segment: Vec::with_capacity(version.segments.len()),
            block: Vec::with_capacity(version.segments.len()),
        };
        let mut block = vec![false; version.segments.len()];
        for &first in &version.blocks {
            if let Some(begins) = block.get_mut(first) {
                *begins = true;
            }
        }
        for (number, &segment) in version.segments.iter().enumerate() {
            let ranges = segmenter.segments(segment);
            let pieces = ranges.into_iter().flat_map(|range| items(&segment[range]));
            let first = sentences.texts.len();
            sentences.texts.extend(pieces.take(MOST_SENTENCES + 1));
            if !(1..=MOST_SENTENCES).contains(&(sentences.texts.len() - first)) {
                sentences.texts.truncate(first);
                sentences.texts.push(segment);
            }
            sentences.segment.resize(sentences.texts.len(), number);
            sentences.block.push(block[number]);
            sentences.block.resize(sentences.texts.len(), false);
        }
        sentences
    }

    /// Per cut before, between and after the sentences, whether a segment begins or ends there.
    pub(crate) fn borders(&self) -> Vec<bool> {
        let within = self.segment.windows(2).map(|pair| pair[0] != pair[1]);
        let first = std::iter::once(true);
        match self.segment.is_empty() {
            true => vec![true],
            false => first.clone().chain(within).chain(first).collect(),
        }
    }

    /// Whether the first sentence is a title: a block of its own without a mark at its end.
    pub(crate) fn have_title(&self) -> bool {
        const MARKS: [char; 7] = ['.', '!', '?', '…', ':', ';', ','];
        let is_alone = self.block.get(1) == Some(&true);
        is_alone && !self.texts[0].trim_end().ends_with(MARKS)
    }

    /// The segments that these sentences make up.
    pub(crate) fn segments(&self, sentences: Range<usize>) -> Range<usize> {
        let after = |sentence: usize| match sentence {
            0 => 0,
            _ => self.segment[sentence - 1] + 1,
        };
        after(sentences.start)..after(sentences.end)
    }
}

/// A sentence that lists three things or more between semicolons, cut behind them: another version may
/// have them as a list, item by item, or as sentences, more than are looked at as one translation.
fn items(sentence: &str) -> impl Iterator<Item = &str> {
    const BETWEEN: &str = "; ";
    // Most have none, which a single character tells soonest.
    let is_list = sentence.contains(';') && 2 <= sentence.matches(BETWEEN).take(2).count();
    let items = is_list.then(|| sentence.split_inclusive(BETWEEN));
    items
        .into_iter()
        .flatten()
        .chain((!is_list).then_some(sentence))
}

/// The built-in rules; those of our languages are read once.
fn segmenter(language: Language) -> Segmenter {
    static OURS: OnceLock<[Segmenter; 3]> = OnceLock::new();
    let languages = [EN, RU, KK];
    match languages.iter().position(|l| l.same_language(language)) {
        Some(number) => OURS.get_or_init(|| languages.map(Segmenter::new))[number].clone(),
        None => Segmenter::new(language),
    }
}
