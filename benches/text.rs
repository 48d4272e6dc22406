//! Fold, tokens and stems in bytes a second, beside what a program without them would call on the
//! same text: NFC and lower case of `unicode-normalization`, words of `unicode-segmentation`.
//!
//! `cargo bench --bench text`. Text: the bundled releases of a language, repeated to a quarter of a megabyte.

#![allow(missing_docs)]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tolmach::text::{TokenKind, fold, negations, stem, tokens};
use tolmach::{EN, KK, Language, RU};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

const BYTES: usize = 1 << 18;

/// Paragraphs of the bundled releases, again and again.
fn paragraphs(language: Language) -> Vec<String> {
    let releases = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases");
    let mut folders: Vec<_> = fs::read_dir(releases)
        .expect("the bundled releases")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    folders.sort();
    let text: String = folders
        .iter()
        .filter_map(|folder| fs::read_to_string(folder.join(format!("{language}.txt"))).ok())
        .collect();
    let lines = text.lines().filter(|line| !line.is_empty());
    let mut bytes = 0;
    lines
        .cycle()
        .take_while(|line| {
            bytes += line.len();
            bytes < BYTES
        })
        .map(str::to_owned)
        .collect()
}

fn text(c: &mut Criterion) {
    for language in [EN, RU, KK] {
        let lines = paragraphs(language);
        let bytes: usize = lines.iter().map(String::len).sum();
        let mut group = c.benchmark_group("text");
        group.throughput(Throughput::Bytes(bytes as u64));
        group.sample_size(10);
        let mut each = |name: &str, work: &dyn Fn(&str) -> usize| {
            group.bench_function(BenchmarkId::new(name, language), |b| {
                b.iter(|| {
                    lines
                        .iter()
                        .map(|line| work(black_box(line)))
                        .sum::<usize>()
                });
            });
        };
        each("fold", &|line| fold(line, language).len());
        each("rival: NFC, lower case", &|line| {
            line.nfc().collect::<String>().to_lowercase().len()
        });
        each("tokens", &|line| tokens(line, language).len());
        each("rival: UAX 29 words", &|line| line.unicode_words().count());
        each("negations", &|line| {
            negations(line, &tokens(line, language), language).len()
        });
        each("stems", &|line| {
            tokens(line, language)
                .iter()
                .filter(|token| token.kind == TokenKind::Word)
                .map(|token| stem(token.text(line), language).len())
                .sum()
        });
        group.finish();
    }
}

criterion_group!(benches, text);
criterion_main!(benches);
