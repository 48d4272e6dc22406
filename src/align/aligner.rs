//! The aligner: its options, and the way from versions to beads.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::joint::groups::merged;
use super::joint::{self, Told};
use super::pair::cover::priors;
use super::pair::links::{Heard, WordLinks};
use super::pair::scores::Scores;
use super::pair::search::Posterior;
use super::pair::weights::WEIGHTS;
use super::pair::{Pair, Pairs, pair};
use super::reading::sources::{Dictionary, Similarity, Sources};
use super::reading::text::Text;
use super::trust::aligned::Aligned;
use super::trust::foreign;
use super::trust::grade::{self, Grade, Reason};
use super::vocabulary::lexicon::Lexicon;
use super::{Alignment, Bead, Version};

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
        let lexicon = self.sources().lexicon;
        Aligned::new(texts, told, pairs, lexicon, self.max_merge)
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
