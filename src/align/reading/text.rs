//! A version as it is searched, read once.

use std::ops::Range;

use super::letters::Letters;
use super::sentences::Sentences;
use super::sources::Sources;
use super::words::Words;
use crate::align::Version;
use crate::lang::Language;

/// A version as it is searched.
pub(crate) struct Text<'a> {
    pub(crate) version: &'a Version<'a>,
    pub(crate) sentences: Sentences<'a>,
    /// Of the sentences.
    pub(crate) words: Words<'a>,
    /// Per sentence, the language that it is plainly in, if that is another than the version's.
    pub(crate) foreign: Vec<Option<Language>>,
    /// Per sentence, its letters.
    pub(crate) letters: Vec<Letters>,
}

impl<'a> Text<'a> {
    pub(crate) fn read(version: &'a Version<'a>, sources: Sources<'a>) -> Self {
        let sentences = Sentences::of(version);
        let words = Words::read(version.language, &sentences.texts, sources);
        Text {
            version,
            foreign: vec![None; sentences.texts.len()],
            letters: sentences
                .texts
                .iter()
                .map(|text| Letters::of(text))
                .collect(),
            sentences,
            words,
        }
    }

    /// The segment that the sentence stands in.
    pub(crate) fn segment_of(&self, sentence: usize) -> (Language, &str) {
        let segment = self.sentences.segment[sentence];
        (self.version.language, self.version.segments[segment])
    }

    /// How many letters and marks these sentences have.
    pub(crate) fn letters(&self, sentences: Range<usize>) -> f64 {
        self.words.lengths[sentences].iter().sum()
    }
}
