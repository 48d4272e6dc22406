//! Phrases: how fast they are mined, how fast 100,000 of them are recognised, and how fast the 50
//! surest are shown in context.
//!
//! Corpus: pairs of line-aligned `en.txt` and `kk.txt` in the folder `TOLMACH_DATA`, or without it
//! 4,000 seeded pairs over 3,000 made-up words with recurring expressions. Recognition: as many
//! made-up English phrases of two to four words, in the English text of the corpus.
//! Throughput is in bytes of English text for recognition, in words of both texts for mining, in
//! units told for concordances.
//!
//! `TOLMACH_DATA=… cargo bench --bench phrases`
#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tolmach::phrases::{Mining, Term};
use tolmach::{EN, Entry, KK, Memory};

const SEED: u64 = 20_201_202;
const PHRASES: usize = 100_000;

fn phrases(c: &mut Criterion) {
    let pairs = corpus();
    let words = |text: &str| text.split_whitespace().count() as u64;
    let all_words: u64 = pairs.iter().map(|(a, b)| words(a) + words(b)).sum();
    let mut memory = Memory::in_memory().unwrap();
    let entries = pairs
        .iter()
        .map(|(a, b)| Ok(Entry::new([(EN, a.as_str()), (KK, b.as_str())])));
    let report = memory.import_entries("corpus", entries).unwrap();
    assert!(report.quarantined.is_empty(), "{:?}", report.quarantined);
    memory.words(EN, KK).unwrap();

    let mut group = c.benchmark_group("phrases");
    group.sample_size(10);
    group.throughput(Throughput::Elements(all_words));
    group.bench_function("mine", |b| {
        b.iter(|| memory.mine_phrases(Mining::new()).unwrap())
    });

    // Units with the phrase, their translations grouped and their target spans marked.
    let book = memory.phrases(EN, &[KK]).unwrap();
    let asked: Vec<&str> = book
        .phrases()
        .iter()
        .take(50)
        .map(|p| p.text.as_str())
        .collect();
    let lines = |phrase: &&str| memory.concordance(phrase, EN, KK).unwrap().lines.len();
    let all: usize = asked.iter().map(lines).sum();
    group.throughput(Throughput::Elements(all as u64));
    group.bench_function("concordance/50", |b| {
        b.iter(|| asked.iter().map(lines).sum::<usize>())
    });

    let mut vocabulary: Vec<&str> = pairs
        .iter()
        .flat_map(|(a, _)| a.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.len() > 3)
        .collect();
    vocabulary.sort_unstable();
    vocabulary.dedup();
    let mut random = Random(SEED);
    let terms: Vec<Term> = (0..PHRASES)
        .map(|_| {
            let length = 2 + random.below(3);
            let words: Vec<&str> = (0..length)
                .map(|_| vocabulary[random.below(vocabulary.len())])
                .collect();
            Term::new(EN, words.join(" "), KK, "сөз тіркесі")
        })
        .collect();
    let mut list = Memory::in_memory().unwrap();
    list.add_terms(&terms).unwrap();
    let book = list.phrases(EN, &[KK]).unwrap();
    let text: Vec<&str> = pairs.iter().map(|(a, _)| a.as_str()).collect();
    let bytes: usize = text.iter().map(|t| t.len()).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("find/100000", |b| {
        b.iter(|| text.iter().map(|line| book.find(line).len()).sum::<usize>())
    });
    group.finish();
}

fn corpus() -> Vec<(String, String)> {
    if let Some(folder) = std::env::var_os("TOLMACH_DATA") {
        let read = |name: &str| {
            let path = std::path::Path::new(&folder).join(name);
            std::fs::read_to_string(&path).expect("TOLMACH_DATA has en.txt and kk.txt")
        };
        let (en, kk) = (read("en.txt"), read("kk.txt"));
        let lines = en.lines().zip(kk.lines());
        return lines.map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    }
    let mut random = Random(SEED);
    let phrases: Vec<Vec<usize>> = (0..300)
        .map(|_| {
            (0..2 + random.below(3))
                .map(|_| random.below(3000))
                .collect()
        })
        .collect();
    (0..4000)
        .map(|_| {
            let mut numbers = Vec::new();
            for _ in 0..3 {
                numbers.extend((0..2 + random.below(4)).map(|_| random.below(3000)));
                numbers.extend(&phrases[random.below(300)]);
            }
            let say = |syllables: [&str; 10]| {
                let word = |n: usize| -> String {
                    [n % 10, n / 10 % 10, n / 100 % 10, n / 1000]
                        .map(|d| syllables[d])
                        .concat()
                };
                let words: Vec<String> = numbers.iter().map(|&n| word(n)).collect();
                words.join(" ")
            };
            (
                say([
                    "ka", "ter", "o", "min", "sul", "re", "an", "dy", "pro", "est",
                ]),
                say([
                    "қа", "тер", "ө", "мін", "сұл", "ре", "ан", "ды", "бар", "ест",
                ]),
            )
        })
        .collect()
}

/// A linear congruential generator: the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

criterion_group!(benches, phrases);
criterion_main!(benches);
