//! Word alignment: which words of a text answer to which words of its translation, and how surely.
//!
//! A [`Model`] knows two languages. Before any training it has figures, names, loan words and the
//! built-in lexicon to go by; trained on pairs of texts, it learns their words and how the order of
//! one language follows that of the other. [`Memory::words`](crate::Memory::words) trains one on a
//! memory and keeps it there.

mod bytes;
mod hmm;
mod prior;
mod said;
mod text;
mod train;

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::lang::Language;
use crate::span::span;
use hmm::{Jumps, Lattice};
use prior::Hints;
pub(crate) use said::{Sayings, Spoken, SpokenWords};
use text::{Vocabulary, Word};

/// What is known of how words of two languages translate each other.
///
/// # Example
/// ```
/// use tolmach::words::Model;
/// use tolmach::{EN, RU};
/// let model = Model::new(EN, RU); // or Model::train(EN, RU, &pairs)
/// let (source, target) = ("The President visited Almaty.", "Президент посетил Алматы.");
/// let words = model.align(source, target);
/// let city = source.find("Almaty").unwrap();
/// let there = words.target(city..city + 6).unwrap();
/// assert_eq!(&target[there.range], "Алматы");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    languages: [Language; 2],
    sides: [Side; 2],
    /// Per word of the source and word of the target, how often they answer to each other.
    counts: FxHashMap<(u32, u32), f32>,
}

/// Words of two languages that translate each other, as stems.
pub(crate) struct Translations {
    languages: [Language; 2],
    /// Per language, its words, each with its translations and the share of all that either has as
    /// a counterpart.
    sides: [FxHashMap<String, Vec<(String, f32)>>; 2],
}

impl Translations {
    /// The translations of a word of one language in the other.
    pub(crate) fn of(&self, from: Language, stem: &str, to: Language) -> &[(String, f32)] {
        let side = match self.languages {
            languages if languages == [from, to] => 0,
            languages if languages == [to, from] => 1,
            _ => return &[],
        };
        self.sides[side].get(stem).map_or(&[], Vec::as_slice)
    }
}

/// One language of a model.
#[derive(Clone, Debug, Default, PartialEq)]
struct Side {
    vocabulary: Vocabulary,
    /// Per word, how many words of the other language answer to it.
    totals: Vec<f32>,
    /// Per word, how often it has no counterpart.
    empty: Vec<f32>,
    all_empty: f32,
    /// How the other language's words move along this one's.
    jumps: Jumps,
}

/// A word and a word of the translation that answers to it, as bytes of the two texts.
///
/// # Example
/// ```
/// use tolmach::words::Model;
/// use tolmach::{EN, KK};
/// let words = Model::new(EN, KK).align("Kazakhstan", "Қазақстан");
/// let link = &words.links()[0];
/// assert_eq!((link.source.clone(), link.target.clone()), (0..10, 0..18));
/// assert!(0.5 < link.probability);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The word in the source text.
    #[serde(serialize_with = "span")]
    pub source: Range<usize>,
    /// The word in the target text.
    #[serde(serialize_with = "span")]
    pub target: Range<usize>,
    /// How likely the two answer to each other, 0..=1.
    pub probability: f32,
}

/// The part of one text that answers to a part of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Projection {
    /// The bytes from the first word that answers to the last.
    #[serde(serialize_with = "span")]
    pub range: Range<usize>,
    /// How likely a word of the range belongs there, in the mean: 0..=1.
    pub confidence: f32,
}

/// Two texts with their words linked.
#[derive(Clone, Debug)]
pub struct Links {
    /// The words of each text, as bytes.
    words: [Vec<Range<usize>>; 2],
    /// Per word of the source, per word of the target.
    probabilities: Vec<f32>,
    /// The same in each direction alone: target words come from source words, and back.
    forth: Vec<f32>,
    back: Vec<f32>,
}

impl Model {
    /// A model that has seen no text.
    pub fn new(source: Language, target: Language) -> Self {
        Model::untrained([source, target])
    }

    /// A model trained on pairs of texts that translate each other. Their order is of no
    /// consequence, and a pair that occurs twice counts once.
    ///
    /// # Example
    /// ```
    /// use tolmach::words::Model;
    /// use tolmach::{EN, KK};
    /// let pairs = [("green house", "жасыл үй"), ("green tree", "жасыл ағаш"), ("old house", "ескі үй")];
    /// let model = Model::train(EN, KK, &pairs);
    /// assert_eq!(model.align("green", "жасыл").links().len(), 1);
    /// ```
    pub fn train(source: Language, target: Language, pairs: &[(&str, &str)]) -> Self {
        // One model for both directions, to the last bit.
        if target < source {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|&(a, b)| (b, a)).collect();
            return train::train([target, source], &pairs).swapped();
        }
        train::train([source, target], pairs)
    }

    fn untrained(languages: [Language; 2]) -> Self {
        Model {
            languages,
            sides: Default::default(),
            counts: FxHashMap::default(),
        }
    }

    /// The same model for the other direction.
    #[must_use]
    pub fn swapped(self) -> Self {
        let [source, target] = self.languages;
        let [from, to] = self.sides;
        let counts = self.counts.into_iter();
        Model {
            languages: [target, source],
            sides: [to, from],
            counts: counts.map(|((x, y), count)| ((y, x), count)).collect(),
        }
    }

    /// Words that translate each other; pairs that are met too seldom to tell are left out.
    pub(crate) fn translations(&self) -> Translations {
        let mut translations = Translations {
            languages: self.languages,
            sides: Default::default(),
        };
        let keys = self.sides.each_ref().map(|side| side.vocabulary.keys());
        for (&(x, y), &count) in &self.counts {
            let [from, to] = &self.sides;
            let all = from.totals[x as usize] + to.totals[y as usize];
            let share = 2.0 * count / (all + 1.0);
            if LEAST_SHARE <= share {
                let words = [keys[0][x as usize], keys[1][y as usize]];
                for (side, translations) in translations.sides.iter_mut().enumerate() {
                    let translations = translations.entry(words[side].to_owned()).or_default();
                    translations.push((words[1 - side].to_owned(), share));
                }
            }
        }
        translations
    }

    /// The source and the target language.
    pub fn languages(&self) -> [Language; 2] {
        self.languages
    }

    /// Links the words of two texts.
    pub fn align(&self, source: &str, target: &str) -> Links {
        let a = text::words(source, self.languages[0]);
        let b = text::words(target, self.languages[1]);
        let hints = |words: &[Word], text: &str, language| -> Vec<Hints> {
            let hint = |w: &Word| Hints::of(&text[w.range.clone()], &w.key, language);
            words.iter().map(hint).collect()
        };
        let hints = [
            hints(&a, source, self.languages[0]),
            hints(&b, target, self.languages[1]),
        ];
        let numbers = |words: &[Word], side: usize| -> Vec<Option<u32>> {
            let vocabulary = &self.sides[side].vocabulary;
            words.iter().map(|word| vocabulary.get(&word.key)).collect()
        };
        let numbers = [numbers(&a, 0), numbers(&b, 1)];
        let all = [0, 1].map(|side| -> Vec<f32> {
            let total = |word: u32| self.sides[side].totals[word as usize];
            let totals = numbers[side].iter().map(|word| word.map_or(0.0, total));
            totals.map(all_counts).collect()
        });
        let (rows, columns) = (a.len(), b.len());
        let mut emit = [vec![0.0; rows * columns], vec![0.0; rows * columns]];
        for (i, x) in numbers[0].iter().enumerate() {
            for (j, y) in numbers[1].iter().enumerate() {
                let strength = hints[0][i].strength(&hints[1][j]);
                let count = x.zip(*y).and_then(|pair| self.counts.get(&pair));
                let count = count.copied().unwrap_or_default();
                emit[0][j * rows + i] = likely(count, strength, all[0][i]);
                emit[1][i * columns + j] = likely(count, strength, all[1][j]);
            }
        }
        let mut lattices = [Lattice::default(), Lattice::default()];
        for (side, lattice) in lattices.iter_mut().enumerate() {
            let other = &self.sides[1 - side];
            let empty: Vec<f32> = numbers[1 - side]
                .iter()
                .map(|word| word.map_or(other.likely_empty_new(), |w| other.likely_empty(w)))
                .collect();
            let width = [rows, columns][side];
            lattice.run(&emit[side], &empty, width, &self.sides[side].jumps, None);
        }
        let mut probabilities = Vec::new();
        agree(&lattices, rows, columns, &mut probabilities);
        let [forth, back] = lattices;
        let mut turned = vec![0.0; rows * columns];
        for (at, probability) in forth.posterior.into_iter().enumerate() {
            turned[at % rows * columns + at / rows] = probability;
        }
        Links {
            words: [a, b].map(|words| words.into_iter().map(|word| word.range).collect()),
            probabilities,
            forth: turned,
            back: back.posterior,
        }
    }
}

/// What both directions say together, per word of the first text and word of the second.
fn agree(lattices: &[Lattice; 2], rows: usize, columns: usize, both: &mut Vec<f32>) {
    both.clear();
    both.resize(rows * columns, 0.0);
    for (i, row) in both.chunks_exact_mut(columns.max(1)).enumerate() {
        for (j, both) in row.iter_mut().enumerate() {
            let (forth, back) = (
                lattices[0].posterior[j * rows + i],
                lattices[1].posterior[i * columns + j],
            );
            *both = (forth * back).sqrt();
        }
    }
}

/// Pseudo-counts of variational Bayes: of any two words that stand together, of two words that are
/// known to translate each other, and the number of words that each is taken to stand with.
const ANY: f32 = 0.05;
const KNOWN: f32 = 2.0;
const COMPANY: f32 = 20.0;

/// Words that belong to an answer less than this, all together, are none.
const LEAST_ANSWER: f32 = 0.05;

/// How much the probability that a word answers to none weighs against its links.
const UNLINKED: f32 = 0.5;

/// Words of which a smaller share translates each other are not told.
const LEAST_SHARE: f32 = 0.15;

/// Nothing is impossible.
const LEAST: f32 = 1e-5;

/// How likely a word comes from another: that `count` of its counterparts are this one, and that the
/// two are known to translate each other by `strength`. `all` is [`all_counts`] of the other word.
fn likely(count: f32, strength: f32, all: f32) -> f32 {
    let here = count + KNOWN * strength;
    if here == 0.0 {
        return LEAST;
    }
    (digamma(here + ANY) - all).exp().max(LEAST)
}

/// What the counts of a word with `total` counterparts are weighed against.
fn all_counts(total: f32) -> f32 {
    digamma(total + KNOWN + COMPANY * ANY)
}

/// The derivative of the logarithm of the gamma function: by recurrence to 6, then its asymptotic
/// series.
fn digamma(x: f32) -> f32 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 6.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    sum + x.ln() - 0.5 / x - square * (1.0 / 12.0 - square / 120.0)
}

impl Side {
    fn new(vocabulary: Vocabulary) -> Self {
        let words = vocabulary.len();
        Side {
            vocabulary,
            totals: vec![0.0; words],
            empty: vec![0.0; words],
            all_empty: 0.0,
            jumps: Jumps::default(),
        }
    }

    fn forget(&mut self) {
        self.totals.fill(0.0);
        self.empty.fill(0.0);
        self.all_empty = 0.0;
    }

    fn add_empty(&mut self, word: u32, count: f32) {
        self.empty[word as usize] += count;
        self.all_empty += count;
    }

    /// How likely a word without counterpart is this one.
    fn likely_empty(&self, word: u32) -> f32 {
        (self.empty[word as usize] + 0.1)
            / (self.all_empty + 0.1 * self.vocabulary.len() as f32 + 100.0)
    }

    fn likely_empty_new(&self) -> f32 {
        0.1 / (self.all_empty + 0.1 * self.vocabulary.len() as f32 + 100.0)
    }
}

impl Links {
    /// The links that are likelier than not, in the order of the source, then of the target.
    pub fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        let columns = self.words[1].len();
        for (at, &probability) in self.probabilities.iter().enumerate() {
            if 0.5 < probability {
                links.push(Link {
                    source: self.words[0][at / columns].clone(),
                    target: self.words[1][at % columns].clone(),
                    probability,
                });
            }
        }
        links
    }

    /// The part of the target that answers to `source`, a part of the source text in bytes; a word
    /// that is touched counts as a whole. `None` where nothing answers.
    pub fn target(&self, source: Range<usize>) -> Option<Projection> {
        self.project(0, &source)
    }

    /// The part of the source that answers to a part of the target, as [`target`](Self::target).
    pub fn source(&self, target: Range<usize>) -> Option<Projection> {
        self.project(1, &target)
    }

    /// A word belongs to the answer by as much of what links it, in both directions, as comes from
    /// the range.
    fn project(&self, side: usize, range: &Range<usize>) -> Option<Projection> {
        let columns = self.words[1].len();
        let inside: Vec<usize> = touched(&self.words[side], range).collect();
        let others = &self.words[1 - side];
        let belongs = |other: usize| {
            let place = |word: usize| match side {
                0 => word * columns + other,
                _ => other * columns + word,
            };
            let links = |word: usize| self.forth[place(word)] + self.back[place(word)];
            let own = [&self.forth, &self.back][side];
            let all = 0..self.words[side].len();
            let linked: f32 = all.clone().map(|word| own[place(word)]).sum();
            let unlinked = UNLINKED * (1.0 - linked).max(0.0);
            let from_inside: f32 = inside.iter().map(|&word| links(word)).sum();
            from_inside / (all.map(links).sum::<f32>() + unlinked).max(f32::MIN_POSITIVE)
        };
        let belongs: Vec<f32> = (0..others.len()).map(belongs).collect();
        window(&belongs, others)
    }
}

/// The numbers of the words that a range touches.
fn touched<'a>(
    words: &'a [Range<usize>],
    range: &'a Range<usize>,
) -> impl Iterator<Item = usize> + 'a {
    let touches = |word: &Range<usize>| word.start < range.end && range.start < word.end;
    (0..words.len()).filter(move |&at| touches(&words[at]))
}

/// The run of words whose expected F1 is the best, given how likely each word belongs to it.
fn window(belongs: &[f32], words: &[Range<usize>]) -> Option<Projection> {
    let all: f32 = belongs.iter().sum();
    if all < LEAST_ANSWER {
        return None;
    }
    let mut best = (0.0, 0..0, 0.0);
    for start in 0..belongs.len() {
        let mut sum = 0.0;
        for (end, belongs) in belongs.iter().enumerate().skip(start) {
            sum += belongs;
            let length = (end + 1 - start) as f32;
            let f1 = 2.0 * sum / (length + all);
            if best.0 < f1 {
                best = (f1, words[start].start..words[end].end, sum / length);
            }
        }
    }
    let (_, range, confidence) = best;
    Some(Projection { range, confidence })
}

#[cfg(test)]
mod tests;
