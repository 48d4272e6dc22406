//! Expectation maximisation: IBM model 1 (Brown et al. 1993), then the hidden Markov model, in both
//! directions at once, which teach each other: only what both find likely is counted (Liang, Taskar
//! and Klein 2006). Counts are weighed by variational Bayes, as rare words ask for.

use rustc_hash::FxHashMap;

use super::hmm::{JumpCounts, Lattice};
use super::text::{Reader, Vocabulary};
use super::{Model, Side};
use crate::lang::Language;

/// Pairs with more words on a side teach little for what they cost.
const LONGEST_PAIR: usize = 200;

/// More pairs of words than this, each in each pair of texts, are not looked at: texts are then left
/// out evenly. Some 200,000 sentences of 20 words.
const MOST_PLACES: usize = 80_000_000;

/// What is less likely is not counted: most words of two texts have nothing to do with each other.
const NEGLIGIBLE: f32 = 1e-4;

const ROUNDS_WITHOUT_ORDER: usize = 4;
const ROUNDS: usize = 9;

/// Counts below this are forgotten at the end.
const FORGOTTEN: f32 = 0.01;

/// A pair of texts in numbers.
struct Pair {
    words: [Vec<u32>; 2],
    /// Where its word pairs begin in `Corpus::places`.
    start: usize,
}

/// All pairs, and the words that stand together in some.
struct Corpus {
    pairs: Vec<Pair>,
    /// Per pair and word of the first text, per word of the second: the number of the cell.
    places: Vec<u32>,
    cells: Vec<(u32, u32)>,
    /// Per cell, how likely the words translate each other before any text is read.
    strengths: Vec<f32>,
    vocabularies: [Vocabulary; 2],
}

pub(super) fn train(languages: [Language; 2], pairs: &[(&str, &str)]) -> Model {
    let corpus = Corpus::read(languages, pairs);
    let mut model = Model::untrained(languages);
    if corpus.pairs.is_empty() {
        return model;
    }
    let mut counts = vec![0f32; corpus.cells.len()];
    model.sides = [0, 1].map(|side| Side::new(corpus.vocabularies[side].clone()));
    let mut work = Work::default();
    for round in 0..ROUNDS {
        let likely = corpus.likely(&model, &counts);
        counts.fill(0.0);
        model.sides.iter_mut().for_each(Side::forget);
        let mut jumps = [JumpCounts::default(), JumpCounts::default()];
        for pair in &corpus.pairs {
            work.expect(pair, &corpus, &model, &likely, round, &mut jumps);
            work.count(pair, &corpus, &mut counts, &mut model.sides);
        }
        if ROUNDS_WITHOUT_ORDER <= round {
            for (side, jumps) in model.sides.iter_mut().zip(&jumps) {
                side.jumps = jumps.estimate();
            }
        }
    }
    let counted = corpus.cells.iter().copied().zip(counts);
    model.counts = counted.filter(|cell| FORGOTTEN <= cell.1).collect();
    model
}

impl Corpus {
    fn read(languages: [Language; 2], pairs: &[(&str, &str)]) -> Self {
        // The order of the texts must not matter, to the last bit.
        let mut texts = pairs.to_vec();
        texts.sort_unstable();
        texts.dedup();
        let mut readers = languages.map(Reader::new);
        let mut read: Vec<[Vec<u32>; 2]> = Vec::with_capacity(texts.len());
        let mut size = 0;
        for (a, b) in texts {
            let words = [readers[0].read(a), readers[1].read(b)];
            let fits = |words: &Vec<u32>| (1..=LONGEST_PAIR).contains(&words.len());
            if words.iter().all(fits) {
                size += words[0].len() * words[1].len();
                read.push(words);
            }
        }
        let step = size.div_ceil(MOST_PLACES).max(1);
        let mut corpus = Corpus {
            pairs: Vec::with_capacity(read.len() / step),
            places: Vec::with_capacity(size / step),
            cells: Vec::new(),
            strengths: Vec::new(),
            vocabularies: Default::default(),
        };
        let mut known: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for words in read.into_iter().step_by(step) {
            let start = corpus.places.len();
            for &x in &words[0] {
                for &y in &words[1] {
                    let cell = *known.entry((x, y)).or_insert_with(|| {
                        corpus.cells.push((x, y));
                        let strength =
                            readers[0].hints[x as usize].strength(&readers[1].hints[y as usize]);
                        corpus.strengths.push(strength);
                        corpus.cells.len() as u32 - 1
                    });
                    corpus.places.push(cell);
                }
            }
            corpus.pairs.push(Pair { words, start });
        }
        corpus.vocabularies = readers.map(|reader| reader.vocabulary);
        corpus
    }

    /// Per cell, how likely its second word comes from the first, and the first from the second.
    fn likely(&self, model: &Model, counts: &[f32]) -> Vec<[f32; 2]> {
        let all = [0, 1].map(|side| -> Vec<f32> {
            let totals = model.sides[side].totals.iter();
            totals.map(|&total| super::all_counts(total)).collect()
        });
        let cells = self.cells.iter().zip(counts).zip(&self.strengths);
        cells
            .map(|((&(x, y), &count), &strength)| {
                let likely = |all: f32| super::likely(count, strength, all);
                [likely(all[0][x as usize]), likely(all[1][y as usize])]
            })
            .collect()
    }
}

/// Rooms for the work on one pair.
#[derive(Default)]
struct Work {
    lattices: [Lattice; 2],
    emit: [Vec<f32>; 2],
    empty: Vec<f32>,
    both: Vec<f32>,
}

impl Work {
    fn expect(
        &mut self,
        pair: &Pair,
        corpus: &Corpus,
        model: &Model,
        likely: &[[f32; 2]],
        round: usize,
        jumps: &mut [JumpCounts; 2],
    ) {
        let [rows, columns] = [pair.words[0].len(), pair.words[1].len()];
        let places = &corpus.places[pair.start..pair.start + rows * columns];
        for emit in &mut self.emit {
            emit.clear();
            emit.resize(rows * columns, 0.0);
        }
        for (at, &cell) in places.iter().enumerate() {
            let (i, j) = (at / columns, at % columns);
            let [forth, back] = likely[cell as usize];
            self.emit[0][j * rows + i] = forth;
            self.emit[1][at] = back;
        }
        for (side, jumps) in jumps.iter_mut().enumerate() {
            // The words of the other side come from the words of this one.
            let words = pair.words[1 - side].iter();
            let other = &model.sides[1 - side];
            self.empty.clear();
            self.empty
                .extend(words.map(|&word| other.likely_empty(word)));
            let (width, lattice) = (pair.words[side].len(), &mut self.lattices[side]);
            let (emit, own) = (&self.emit[side], &model.sides[side].jumps);
            if round < ROUNDS_WITHOUT_ORDER {
                lattice.run_unordered(emit, &self.empty, width, own);
            } else {
                lattice.run(emit, &self.empty, width, own, Some(jumps));
            }
        }
    }

    /// Adds what the pair teaches.
    fn count(&mut self, pair: &Pair, corpus: &Corpus, counts: &mut [f32], sides: &mut [Side; 2]) {
        let [rows, columns] = [pair.words[0].len(), pair.words[1].len()];
        let places = &corpus.places[pair.start..pair.start + rows * columns];
        super::agree(&self.lattices, rows, columns, &mut self.both);
        for (at, &both) in self.both.iter().enumerate() {
            if NEGLIGIBLE < both {
                counts[places[at] as usize] += both;
                sides[0].totals[pair.words[0][at / columns] as usize] += both;
                sides[1].totals[pair.words[1][at % columns] as usize] += both;
            }
        }
        for (i, &x) in pair.words[0].iter().enumerate() {
            let linked: f32 = self.both[i * columns..(i + 1) * columns].iter().sum();
            sides[0].add_empty(x, (1.0 - linked).max(0.0));
        }
        for (j, &y) in pair.words[1].iter().enumerate() {
            let linked: f32 = self.both.iter().skip(j).step_by(columns).sum();
            sides[1].add_empty(y, (1.0 - linked).max(0.0));
        }
    }
}
