//! Segments per second against the length of the document, beside a plain Gale & Church aligner
//! over the whole square. Texts are made from a seed, in the words of the aligner's examples; they
//! measure time alone, not quality.
//!
//! `cargo bench --bench align`

use std::time::Instant;

use tolmach::align::{Aligner, Version};
use tolmach::{EN, KK, RU};

const WORDS: [[&str; 3]; 24] = [
    ["president", "президент", "президент"],
    ["government", "правительство", "үкімет"],
    ["meeting", "встреча", "кездесу"],
    ["country", "страна", "ел"],
    ["development", "развитие", "даму"],
    ["economy", "экономика", "экономика"],
    ["region", "регион", "өңір"],
    ["water", "вода", "су"],
    ["school", "школа", "мектеп"],
    ["law", "закон", "заң"],
    ["work", "работа", "жұмыс"],
    ["new", "новый", "жаңа"],
    ["year", "год", "жыл"],
    ["minister", "министр", "министр"],
    ["support", "поддержка", "қолдау"],
    ["security", "безопасность", "қауіпсіздік"],
    ["agreement", "соглашение", "келісім"],
    ["language", "язык", "тіл"],
    ["city", "город", "қала"],
    ["people", "народ", "халық"],
    ["market", "рынок", "нарық"],
    ["energy", "энергия", "энергия"],
    ["project", "проект", "жоба"],
    ["question", "вопрос", "мәселе"],
];

/// Numbers that look random and are the same in every run (xorshift).
struct Seed(u64);

impl Seed {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Three versions of a text of so many sentences: in each, some are missing and some joined.
fn versions(sentences: usize) -> [Vec<String>; 3] {
    let mut seed = Seed(20_201_202);
    let mut texts: [Vec<String>; 3] = Default::default();
    for _ in 0..sentences {
        let name = seed.below(sentences);
        let words: Vec<usize> = (0..6 + seed.below(12)).map(|_| seed.below(24)).collect();
        for (language, text) in texts.iter_mut().enumerate() {
            let mut sentence: Vec<String> = words
                .iter()
                .map(|&word| WORDS[word][language].to_owned())
                .collect();
            sentence.push(format!("{name}."));
            let sentence = sentence.join(" ");
            match seed.below(100) {
                0..4 => {}
                4..12 if !text.is_empty() => {
                    let last = text.last_mut().expect("not empty");
                    last.push(' ');
                    last.push_str(&sentence);
                }
                _ => text.push(sentence),
            }
        }
    }
    texts
}

/// The beads of Gale & Church 1993 by dynamic programming over the whole square: the rival.
fn gale_church(a: &[String], b: &[String]) -> usize {
    const KINDS: [(usize, usize, f64); 6] = [
        (1, 1, 0.0),
        (1, 0, 4.5),
        (0, 1, 4.5),
        (2, 1, 2.3),
        (1, 2, 2.3),
        (2, 2, 4.4),
    ];
    let sums = |text: &[String]| -> Vec<f64> {
        let mut sum = 0.0;
        let lengths = text.iter().map(|segment| {
            sum += segment.chars().count() as f64;
            sum
        });
        std::iter::once(0.0).chain(lengths).collect()
    };
    let (long_a, long_b) = (sums(a), sums(b));
    let width = b.len() + 1;
    let mut cost = vec![(f64::INFINITY, 0u8); (a.len() + 1) * width];
    cost[0].0 = 0.0;
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            for (kind, &(x, y, prior)) in KINDS.iter().enumerate() {
                if i < x || j < y {
                    continue;
                }
                let (p, q) = (long_a[i] - long_a[i - x], long_b[j] - long_b[j - y]);
                let off = (q - p) / (6.8 * (p + q).max(1.0) / 2.0).sqrt();
                let length = if x * y == 0 { 0.0 } else { 0.5 * off * off };
                let path = cost[(i - x) * width + j - y].0 + prior + length;
                if path < cost[i * width + j].0 {
                    cost[i * width + j] = (path, kind as u8);
                }
            }
        }
    }
    let (mut i, mut j, mut beads) = (a.len(), b.len(), 0);
    while 0 < i + j {
        let (x, y, _) = KINDS[usize::from(cost[i * width + j].1)];
        (i, j, beads) = (i - x, j - y, beads + 1);
    }
    beads
}

fn main() {
    // Bench targets are run by `cargo test` too: then the smallest size alone.
    let measured = std::env::args().any(|argument| argument == "--bench");
    let sizes: &[usize] = match measured {
        true => &[20, 100, 300, 1000, 3000, 10_000],
        false => &[20],
    };
    let aligner = Aligner::new();
    println!("made-up texts, seed 20201202; best of three runs (one from 1000 sentences on)");
    println!(
        "{:>9} {:>9} {:>22} {:>22} {:>22}",
        "sentences", "segments", "three: ms, seg/s", "two: ms, seg/s", "Gale-Church: ms, seg/s"
    );
    for &sentences in sizes {
        let texts = versions(sentences);
        let all: Vec<Version<'_>> = texts
            .iter()
            .zip([EN, RU, KK])
            .map(|(text, language)| {
                Version::new(language, text.iter().map(String::as_str).collect())
            })
            .collect();
        let runs = if sentences < 1000 { 3 } else { 1 };
        let time = |work: &dyn Fn() -> usize| -> f64 {
            (0..runs)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(work());
                    start.elapsed().as_secs_f64()
                })
                .fold(f64::INFINITY, f64::min)
        };
        let segments: usize = texts.iter().map(Vec::len).sum();
        let pair = texts[0].len() + texts[1].len();
        let mut row = format!("{sentences:>9} {segments:>9}");
        let mut tell = |seconds: f64, segments: usize| {
            let rate = segments as f64 / seconds;
            row += &format!(" {:>11.2} {rate:>10.0}", seconds * 1000.0);
        };
        tell(time(&|| aligner.align(&all).beads.len()), segments);
        tell(time(&|| aligner.align(&all[..2]).beads.len()), pair);
        tell(time(&|| gale_church(&texts[0], &texts[1])), pair);
        println!("{row}");
    }
}
