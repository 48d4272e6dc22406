//! Alignment: two or more language versions of one text, segment by segment, to beads.
//!
//! What is aligned are the sentences inside the segments, by their lengths, their words and where
//! blocks begin. Every pair of versions is searched by itself; what is left open by that spans a
//! lattice over all versions, where every path gets its probability. A segment holds its sentences
//! together, so a bead ends where every version begins a segment. Beads never cross, and hold every
//! segment exactly once.

mod anchors;
mod answers;
mod clash;
mod cover;
mod decimal;
mod divide;
mod foreign;
mod grade;
mod joint;
mod letters;
pub(crate) mod lexicon;
mod links;
mod lists;
mod moved;
mod naming;
mod numerals;
mod opposed;
mod order;
mod part;
mod plain;
mod reckoned;
mod repeats;
mod runs;
mod search;
mod sentences;
mod slip;
mod sound;
mod spelling;
mod stray;
#[cfg(test)]
mod tests;
mod weights;
mod wide;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::lang::Language;
use crate::span::spans;
use answers::Answers;
use clash::Clashes;
pub use clash::Quote;
use cover::{Cover, priors};
pub(crate) use decimal::Decimal;
pub use foreign::Damage;
use foreign::Letters;
pub(crate) use foreign::{Column, UNTRANSLATED, is_mixed_up};
pub use grade::{Grade, Reason};
use joint::Told;
use lexicon::Lexicon;
pub(crate) use lexicon::entries;
use links::{Heard, WordLinks};
pub(crate) use naming::{may_say_the_same, names_something};
pub use part::Gap;
use search::{Band, Posterior, Scores};
use sentences::Sentences;
pub(crate) use slip::Rows;
pub(crate) use sound::{class_of_sound, likeness, sound};
use weights::WEIGHTS;
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
#[derive(Clone)]
pub struct Aligner {
    max_merge: usize,
    lexicon: UseLexicon,
    similarity: Option<Arc<dyn Similarity>>,
    dictionary: Option<Arc<dyn Dictionary>>,
}

impl std::fmt::Debug for Aligner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Aligner")
            .field("max_merge", &self.max_merge)
            .field("lexicon", &self.lexicon)
            .field("similarity", &self.similarity.is_some())
            .field("dictionary", &self.dictionary.is_some())
            .finish()
    }
}

/// Evidence from outside, such as sentence embeddings or what a memory knows.
///
/// # Example
/// ```
/// use std::sync::Arc;
/// use tolmach::align::{Aligner, Similarity, Version};
/// use tolmach::{EN, Language, RU};
///
/// struct Greetings;
/// impl Similarity for Greetings {
///     fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32 {
///         if (one.1, other.1) == ("Hi!", "Привет!") { 4.0 } else { 0.0 }
///     }
/// }
/// let aligner = Aligner::new().similarity(Arc::new(Greetings));
/// let alignment = aligner.align(&[
///     Version::new(EN, vec!["Hi!", "Bye."]),
///     Version::new(RU, vec!["Стоп.", "Привет!", "Пока."]),
/// ]);
/// assert!(alignment.beads.iter().any(|bead| bead.sides == [0..1, 1..2]));
/// ```
pub trait Similarity: Send + Sync {
    /// How much likelier these two segments are if they translate each other than if they do not,
    /// as a natural logarithm: 0 says nothing, 3 is about 20 to 1 for it, -3 against it. It is
    /// asked for every two segments that could meet.
    fn log_odds(&self, one: (Language, &str), other: (Language, &str)) -> f32;
}

/// Words that are known to translate each other, such as a glossary's or those that a memory
/// teaches, beside the built-in lexicon.
///
/// # Example
/// ```
/// use std::sync::Arc;
/// use tolmach::align::{Aligner, Dictionary, Version};
/// use tolmach::{EN, KK, Language};
///
/// struct Trees;
/// impl Dictionary for Trees {
///     fn translations(&self, from: Language, stem: &str, to: Language) -> Vec<(String, f32)> {
///         match (from.primary(), stem, to.primary()) {
///             ("en", "birch", "kk") => vec![("қайың".to_owned(), 0.9)],
///             _ => Vec::new(),
///         }
///     }
/// }
/// let alignment = Aligner::new().dictionary(Arc::new(Trees)).align(&[
///     Version::new(EN, vec!["Birches."]),
///     Version::new(KK, vec!["Үйеңкілер.", "Қайыңдар."]),
/// ]);
/// assert!(alignment.beads.iter().any(|bead| bead.sides == [0..1, 1..2]));
/// ```
pub trait Dictionary: Send + Sync {
    /// The translations of a word in another language, each with how surely it is one, 0..=1. Words
    /// are told as [`text::stem`](crate::text::stem) gives them, the first of those that the aligner
    /// takes for one word. Of two languages it may be asked in either direction.
    fn translations(&self, from: Language, stem: &str, to: Language) -> Vec<(String, f32)>;
}

impl Default for Aligner {
    fn default() -> Self {
        Aligner {
            max_merge: 4,
            lexicon: UseLexicon::Yes,
            similarity: None,
            dictionary: None,
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bead {
    /// A range of segments per version, in their order; empty where a version leaves it out.
    #[serde(serialize_with = "spans")]
    pub sides: Vec<Range<usize>>,
    /// How likely the bead is exactly right, 0..=1. Of text that is plainly in another language than
    /// its version, as what was not translated, hardly; under 0.5 where the words of a side do not
    /// answer to those of the others.
    pub confidence: f32,
}

impl Aligner {
    /// An aligner with the built-in lexicon that merges up to four sentences.
    ///
    /// # Example
    /// ```
    /// let aligner = tolmach::align::Aligner::new();
    /// # let _ = aligner;
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// How many sentences of one version are looked at as one translation: 4 unless told, between
    /// 1 and 8. Segments that hold several sentences can tie more than these together.
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

    /// Evidence from outside, beside the aligner's own; a later one takes its place.
    ///
    /// # Example
    /// See [`Similarity`].
    #[must_use]
    pub fn similarity(mut self, similarity: Arc<dyn Similarity>) -> Self {
        self.similarity = Some(similarity);
        self
    }

    /// Words that translate each other, beside the built-in lexicon; a later dictionary takes the
    /// place of an earlier one.
    ///
    /// # Example
    /// See [`Dictionary`].
    #[must_use]
    pub fn dictionary(mut self, dictionary: Arc<dyn Dictionary>) -> Self {
        self.dictionary = Some(dictionary);
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
        let sources = self.sources();
        let mut texts: Vec<Text<'_>> = versions
            .iter()
            .map(|version| Text::read(version, sources))
            .collect();
        let foreign = foreign::sentences(&texts);
        for (text, foreign) in texts.iter_mut().zip(foreign) {
            text.foreign = foreign;
        }
        let texts: Vec<&Text<'_>> = texts.iter().collect();
        let whole = self.aligned(&texts);
        let reasons = self.reasons(&texts, &whole);
        let beads = whole.told.iter().enumerate().map(|(number, told)| Bead {
            sides: told
                .sides
                .iter()
                .zip(&texts)
                .map(|(side, text)| text.sentences.segments(side.clone()))
                .collect(),
            confidence: whole.sure(number, told.probability) as f32,
        });
        Alignment {
            beads: beads.collect(),
            grade: Grade {
                confidence: grade::confidence(
                    &texts,
                    &whole.told,
                    &whole.pairs,
                    &whole.answers,
                    |bead, sure| whole.sure(bead, sure),
                ),
                reasons,
            },
        }
    }

    fn aligned(&self, texts: &[&Text<'_>]) -> Aligned {
        let all: Vec<(usize, &Text<'_>)> = texts.iter().copied().enumerate().collect();
        let mut pairs = Pairs::new();
        let told = self.searched_in_groups(&all, &mut pairs);
        let clashes = Clashes::find(texts, &told, &pairs, self.sources().lexicon);
        Aligned {
            surest: (0..told.len())
                .map(|bead| self.surest(texts, &told, bead))
                .collect(),
            answers: Answers::find(texts, &told, &pairs),
            told,
            pairs,
            clashes,
        }
    }

    /// The most that can be said for a bead, whatever its words say: hardly anything where a side is
    /// not translated; and where it is as long as any that is looked at, and beside it more is left
    /// over, it may as well be longer.
    fn surest(&self, texts: &[&Text<'_>], told: &[Told], bead: usize) -> f64 {
        const CUT_SHORT: f64 = 0.5;
        let Told { sides, parts, .. } = &told[bead];
        let is_foreign = |version: usize| {
            let sentences = &texts[version].foreign[sides[version].clone()];
            sentences.iter().any(Option::is_some)
        };
        // In a version, beside the bead, what another one lacks that has text in the bead.
        let is_left_over = |version: usize, beside: Option<usize>| {
            let beside = beside.and_then(|beside| told.get(beside));
            beside.is_some_and(|beside| {
                let mut pairs = beside.sides.iter().zip(sides);
                !beside.sides[version].is_empty()
                    && pairs.any(|(beside, here)| beside.is_empty() && !here.is_empty())
            })
        };
        let is_cut_short = |version: usize| {
            parts
                .iter()
                .any(|part| part[version].len() == self.max_merge)
                && (is_left_over(version, bead.checked_sub(1))
                    || is_left_over(version, Some(bead + 1)))
        };
        match () {
            _ if (0..texts.len()).any(is_foreign) => f64::from(UNTRANSLATED),
            _ if 1 < self.max_merge && (0..texts.len()).any(is_cut_short) => CUT_SHORT,
            _ => 1.0,
        }
    }

    /// What is wrong with versions that are aligned so. Without one that does not belong to them,
    /// the others are aligned anew: they are judged by what they say of each other.
    fn reasons(&self, texts: &[&Text<'_>], aligned: &Aligned) -> Vec<Reason> {
        let Aligned {
            told,
            pairs,
            clashes,
            answers,
            ..
        } = aligned;
        let mut strangers = foreign::foreign(texts, self.sources().lexicon);
        if strangers.is_empty() {
            strangers.extend(grade::stranger(texts, told, pairs, clashes, answers));
        }
        if strangers.is_empty() {
            return grade::faults(texts, told, pairs, answers);
        }
        let (versions, mut reasons): (Vec<usize>, Vec<Reason>) = strangers.into_iter().unzip();
        let left = texts.iter().enumerate();
        let left = left.filter(|(version, _)| !versions.contains(version));
        let left: Vec<&Text<'_>> = left.map(|(_, text)| *text).collect();
        if 1 < left.len() {
            reasons.extend(self.reasons(&left, &self.aligned(&left)));
        }
        reasons
    }

    fn sources(&self) -> Sources<'_> {
        Sources {
            lexicon: match self.lexicon {
                UseLexicon::Yes => Some(Lexicon::built_in()),
                UseLexicon::No => None,
            },
            dictionary: self.dictionary.as_deref(),
        }
    }

    /// So many versions that they cannot be searched together are cut into groups about the first
    /// version, and cut where all groups agree.
    fn searched_in_groups(&self, texts: &[(usize, &Text<'_>)], pairs: &mut Pairs) -> Vec<Told> {
        const MOST: usize = joint::MOST_VERSIONS;
        if texts.len() <= MOST {
            return self.searched(texts, pairs);
        }
        let some = self.searched(&texts[..MOST], pairs);
        let about = self.searched_in_groups(&[&texts[..1], &texts[MOST..]].concat(), pairs);
        merged(&some, &about, texts.len())
    }

    /// The beads of some versions, each with its number; what was found of their pairs is put to
    /// the others.
    fn searched(&self, texts: &[(usize, &Text<'_>)], told: &mut Pairs) -> Vec<Told> {
        let (numbers, texts): (Vec<usize>, Vec<&Text<'_>>) = texts.iter().copied().unzip();
        let Sources {
            lexicon,
            dictionary,
        } = self.sources();
        let priors: Vec<Vec<[f64; 2]>> = texts
            .iter()
            .map(|text| priors(&text.words, lexicon, &WEIGHTS))
            .collect();
        let pairs: Vec<(usize, usize)> = (0..texts.len())
            .flat_map(|a| (a + 1..texts.len()).map(move |b| (a, b)))
            .collect();
        let heard: Vec<Heard<'_>> = texts.iter().map(|text| Heard::of(&text.words)).collect();
        let mut links: BTreeMap<(usize, usize), WordLinks> = pairs
            .iter()
            .map(|&(a, b)| {
                let links = WordLinks::find([&heard[a], &heard[b]], dictionary);
                ((a, b), links)
            })
            .collect();
        let borders: Vec<Vec<bool>> = texts.iter().map(|text| text.sentences.borders()).collect();
        let sizes: Vec<usize> = borders.iter().map(|borders| borders.len() - 1).collect();
        let pivot = joint::pivot(&sizes);
        let mut scores: BTreeMap<(usize, usize), Scores> = BTreeMap::new();
        let mut posteriors: BTreeMap<(usize, usize), Posterior> = BTreeMap::new();
        // Words learnt from so little text do harm beside a good lexicon, and good without one.
        let passes = if lexicon.is_some() { 1 } else { 2 };
        for pass in 0..passes {
            for &(a, b) in &pairs {
                let (one, other) = (texts[a], texts[b]);
                let links = links.get_mut(&(a, b)).expect("links of every pair");
                if 0 < pass {
                    let scores = &scores[&(a, b)];
                    let posterior = &posteriors[&(a, b)];
                    links.learn(&one.words, &other.words, &scores.band, posterior);
                }
                let words = [&one.words, &other.words];
                let priors = [&priors[a][..], &priors[b][..]];
                let mut pair = pair(words, priors, links, self.max_merge);
                pair.structure([&one.sentences, &other.sentences]);
                if let Some(similarity) = &self.similarity {
                    pair.tell(|i, j| similarity.log_odds(one.segment_of(i), other.segment_of(j)));
                }
                let is_last = pass + 1 == passes;
                if !is_last || pivot == Some(a) || pivot == Some(b) {
                    posteriors.insert((a, b), pair.posterior(!is_last));
                }
                scores.insert((a, b), pair);
            }
        }
        if texts.is_empty() {
            return Vec::new();
        }
        let beads = joint::search(&borders, &scores, &posteriors, self.max_merge, &WEIGHTS);
        for (((a, b), scores), links) in scores.into_iter().zip(links.into_values()) {
            told.insert((numbers[a], numbers[b]), Pair { scores, links });
        }
        beads
    }
}

/// Versions as they are aligned.
struct Aligned {
    told: Vec<Told>,
    pairs: Pairs,
    clashes: Clashes,
    answers: Answers,
    /// Per bead, the most that can be said for it.
    surest: Vec<f64>,
}

impl Aligned {
    /// How sure a bead of this probability is: where contradictions shake it, or where its words do
    /// not answer to each other, less.
    fn sure(&self, bead: usize, probability: f64) -> f64 {
        let shaken = self.clashes.sure(bead, probability);
        let sure = match self.clashes.are_grave(bead) {
            true => shaken,
            false => borne_out(shaken),
        };
        sure.min(self.answers.most(bead)).min(self.surest[bead])
    }
}

/// How often a bead of this probability is right if neither its words nor its figures speak against it:
/// of those that the search gives 0.65, four in five, of 0.75, nine in ten. Its odds are squared.
fn borne_out(probability: f64) -> f64 {
    let (right, wrong) = (probability.powi(2), (1.0 - probability).powi(2));
    right / (right + wrong)
}

/// What is known of versions, two by two.
type Pairs = BTreeMap<(usize, usize), Pair>;

/// What is known of two versions.
struct Pair {
    scores: Scores,
    links: WordLinks,
}

/// What is known of words before the texts are read.
#[derive(Clone, Copy, Default)]
struct Sources<'a> {
    lexicon: Option<&'a Lexicon>,
    dictionary: Option<&'a dyn Dictionary>,
}

/// A version as it is searched.
struct Text<'a> {
    version: &'a Version<'a>,
    sentences: Sentences<'a>,
    /// Of the sentences.
    words: Words<'a>,
    /// Per sentence, the language that it is plainly in, if that is another than the version's.
    foreign: Vec<Option<Language>>,
    /// Per sentence, its letters.
    letters: Vec<Letters>,
}

impl<'a> Text<'a> {
    fn read(version: &'a Version<'a>, sources: Sources<'a>) -> Self {
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
    fn segment_of(&self, sentence: usize) -> (Language, &str) {
        let segment = self.sentences.segment[sentence];
        (self.version.language, self.version.segments[segment])
    }

    /// How many letters and marks these sentences have.
    fn letters(&self, sentences: Range<usize>) -> f64 {
        self.words.lengths[sentences].iter().sum()
    }
}

/// Two alignments that share their first version as one, of so many versions: cut where both are.
fn merged(one: &[Told], other: &[Told], versions: usize) -> Vec<Told> {
    let mut next = vec![0; versions];
    let mut beads = Vec::new();
    let (mut x, mut y) = (0, 0);
    while x < one.len() || y < other.len() {
        let mut bead = Told {
            sides: next.iter().map(|&at| at..at).collect(),
            probability: 1.0,
            parts: Vec::new(),
        };
        let start = next[0];
        // Beads are taken from both until they end at the same sentence of the first version; those
        // without a sentence of it stand for themselves.
        let (mut left, mut right) = (start, start);
        loop {
            let alone = other.get(y).is_some_and(|bead| bead.sides[0].is_empty());
            let from_left = left < right || left == right && x < one.len() && !alone;
            let (taken, at) = if from_left {
                x += 1;
                (&one[x - 1], &mut left)
            } else {
                y += 1;
                (&other[y - 1], &mut right)
            };
            *at = taken.sides[0].end;
            bead.sides[0].end = left.max(right);
            let first = if from_left { 1 } else { joint::MOST_VERSIONS };
            for (version, side) in taken.sides[1..].iter().enumerate() {
                bead.sides[first + version].end = side.end;
            }
            bead.probability = bead.probability.min(taken.probability);
            if left == right {
                break;
            }
        }
        for (next, side) in next.iter_mut().zip(&bead.sides) {
            *next = side.end;
        }
        bead.parts = vec![bead.sides.clone()];
        beads.push(bead);
    }
    beads
}

/// What is known of a pair of versions before the search.
fn pair(
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
    let regions = search::between(rows, columns, &guide, &repeats);
    let is_open = |region: &&[Range<usize>; 2]| region.iter().any(|side| OPEN < side.len());
    let open = regions.iter().filter(is_open);
    let near = open.flat_map(|region| anchors::near_line(a, b, links, region));
    guide.extend(near);
    guide.sort_unstable();
    let band = Band::around(rows, columns, &guide, &repeats);
    Scores::new([a, b], [forth, back], ratio, max_merge, &WEIGHTS, band)
}
