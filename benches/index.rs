//! The fuzzy index beside brute force, by threshold.
//!
//! Corpus: the first 100,000 lines of `en1m.txt` in the folder `TOLMACH_DATA` (one text a line),
//! or without it as many seeded texts over 5,000 made-up words. Queries: every 997th text with a
//! word left out. Each iteration asks the next query, so that figures are means.
//!
//! `TOLMACH_DATA=… cargo bench --bench index`
#![allow(missing_docs)]

use std::borrow::Cow;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tolmach::distance::{Measure, Score, Scorer};
use tolmach::index::{BLOCK_LEN, Block, Search, Texts, search};

const SIZE: usize = 100_000;

struct Memory(Vec<String>);

impl Texts for Memory {
    fn text(&self, id: u64) -> tolmach::Result<Cow<'_, str>> {
        Ok(Cow::Borrowed(&self.0[id as usize]))
    }
}

fn index(c: &mut Criterion) {
    let memory = Memory(corpus());
    let mut texts: Vec<(u64, String)> = (0..).zip(memory.0.iter().cloned()).collect();
    texts.sort_by_cached_key(|(_, text)| text.chars().count());
    let mut blocks: Vec<Block> = Vec::new();
    for part in texts.chunks_mut(BLOCK_LEN) {
        blocks.push(Block::build(part).unwrap());
    }
    let queries: Vec<String> = memory.0.iter().step_by(997).map(|t| shortened(t)).collect();
    let mut queries = queries.iter().cycle();
    let mut next = move || queries.next().unwrap();

    let mut group = c.benchmark_group("mean");
    for threshold in [50, 70, 85, 100] {
        let asked = Search {
            threshold,
            ..Search::default()
        };
        group.bench_function(format!("index/{threshold}"), |b| {
            b.iter(|| search(&blocks, [], &|_| false, &memory, next(), &asked, None).unwrap())
        });
    }
    group.sample_size(10);
    group.bench_function("brute force/70", |b| {
        b.iter(|| {
            let scorer = Scorer::new(next(), Measure::Mean);
            let floor = Score::from_percent(70);
            let reached = |text: &&String| scorer.score(text, floor).is_some();
            black_box(memory.0.iter().filter(reached).count())
        })
    });
    group.bench_function("build", |b| {
        b.iter(|| Block::build(&mut texts[..BLOCK_LEN]).unwrap())
    });
    group.finish();
}

fn corpus() -> Vec<String> {
    if let Some(folder) = std::env::var_os("TOLMACH_DATA") {
        let path = std::path::Path::new(&folder).join("en1m.txt");
        let text = std::fs::read_to_string(&path).expect("TOLMACH_DATA has en1m.txt");
        return text.lines().take(SIZE).map(str::to_owned).collect();
    }
    let mut state = 20_201_202u64;
    let mut next = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let word = |n: usize| -> String {
        let syllables = [
            "ka", "ter", "o", "min", "sul", "re", "an", "dy", "pro", "est",
        ];
        let digits = [n % 10, n / 10 % 10, n / 100 % 10, n / 1000];
        digits.into_iter().map(|digit| syllables[digit]).collect()
    };
    (0..SIZE)
        .map(|_| {
            let words = 4 + next(16);
            // The product makes low numbers frequent, as words are.
            let words: Vec<String> = (0..words)
                .map(|_| word(next(5000) * next(5000) / 5000))
                .collect();
            words.join(" ")
        })
        .collect()
}

fn shortened(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    words.remove(words.len() / 2);
    words.join(" ")
}

criterion_group!(benches, index);
criterion_main!(benches);
