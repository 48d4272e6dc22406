//! Lookup through a memory in a file: what it takes to make one, and how long an answer takes by
//! size, measure and threshold, length of the query, language and number of matches asked for.
//!
//! `cargo bench --bench lookup`, or `TOLMACH_DATA=… cargo bench --bench lookup` for real texts and
//! a million of them (`TOLMACH_MILLION=1` makes a million without); the corpora are described in
//! `benches/corpus`. All translations are one and the same short text, so that the figures are
//! those of one language. Each iteration asks the next query, so that times are means.
#![allow(missing_docs)]

mod corpus;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use corpus::{Asked, Class, Corpus};
use criterion::Criterion;
use tempfile::TempDir;
use tolmach::distance::Measure;
use tolmach::{EN, Entry, KK, Language, Memory, Query, RU};

const USUAL: usize = 100_000;
/// The memory that a child of the bench opens, to tell what it costs.
const OPENED: &str = "TOLMACH_BENCH_OPENED";

fn main() {
    if let Some(path) = std::env::var_os(OPENED) {
        return open_in_a_process_of_its_own(Path::new(&path));
    }
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let million = ["TOLMACH_DATA", "TOLMACH_MILLION"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    let mut sizes = vec![10_000, USUAL];
    sizes.extend(million.then_some(1_000_000));

    for size in sizes {
        let stored = Stored::make(EN, size);
        let (memory, queries) = stored.opened();
        for class in [Class::Exact, Class::Fuzzy, Class::None] {
            let of_class = queries.iter().filter(|asked| asked.class == class);
            let name = format!("{} texts/{class:?}", stored.size);
            bench(&mut criterion, "size", &name, &memory, of_class, usual);
        }
        if size == USUAL {
            in_detail(&mut criterion, &memory, queries);
        }
    }
    for language in [RU, KK] {
        let stored = Stored::make(language, USUAL);
        let (memory, queries) = stored.opened();
        let name = language.to_string();
        bench(&mut criterion, "language", &name, &memory, queries, |q| {
            usual(q).from(language)
        });
    }
    criterion.final_summary();
}

fn in_detail(criterion: &mut Criterion, memory: &Memory, queries: &[Asked]) {
    bench(criterion, "language", "en", memory, queries, usual);
    for measure in [Measure::Mean, Measure::Characters, Measure::Tokens] {
        for threshold in [50, 70, 85, 100] {
            let name = format!("{measure:?} {threshold}%");
            bench(criterion, "threshold", &name, memory, queries, |q| {
                usual(q).measure(measure).threshold(threshold)
            });
        }
    }
    for (from, to) in [(1, 39), (40, 79), (80, 129), (130, usize::MAX)] {
        let fits = |asked: &&Asked| (from..=to).contains(&asked.text.chars().count());
        let of_length = queries.iter().filter(fits);
        let name = format!("from {from} characters");
        bench(criterion, "length", &name, memory, of_length, usual);
    }
    for limit in [1, 5, 20, 100] {
        let name = format!("top {limit} at 50%");
        bench(criterion, "limit", &name, memory, queries, |q| {
            usual(q).threshold(50).limit(limit)
        });
    }
}

fn usual(query: Query<'_>) -> Query<'_> {
    query.from(EN)
}

fn bench<'q>(
    criterion: &mut Criterion,
    group: &str,
    name: &str,
    memory: &Memory,
    queries: impl IntoIterator<Item = &'q Asked>,
    with: impl Fn(Query<'q>) -> Query<'q>,
) {
    let queries = queries
        .into_iter()
        .map(|asked| with(Query::new(&asked.text)));
    let queries: Vec<Query<'_>> = queries.collect();
    let mut next = queries.iter().cycle();
    criterion.benchmark_group(group).bench_function(name, |b| {
        b.iter(|| memory.lookup(next.next().expect("there are queries")))
    });
}

/// A memory of a corpus in a file of its own.
struct Stored {
    size: usize,
    queries: Vec<Asked>,
    path: PathBuf,
    _folder: TempDir,
}

impl Stored {
    /// Makes the memory, and prints what that and the opening took.
    fn make(language: Language, size: usize) -> Stored {
        const BATCH: usize = 1_000;
        const SINGLE: usize = 50;
        let corpus = Corpus::load(language, size);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("bench.tm");
        let mut memory = Memory::open(&path).expect("a new memory");
        let added = |memory: &mut Memory, texts: &[String], key: &str| {
            let start = Instant::now();
            let entry = |text: &String| {
                Ok(Entry::new([
                    (language, text.as_str()),
                    (Language::parse("und")?, "translation"),
                ]))
            };
            let report = memory.import_entries(key, texts.iter().map(entry));
            assert_eq!(report.expect("an import").new, texts.len());
            start.elapsed().as_secs_f64()
        };

        // Behind as many as are compared one by one at most, and with no disk to wait for.
        let behind = corpus.texts.len().min(8_000) - SINGLE;
        let mut alone = Memory::in_memory().expect("a new memory");
        added(&mut alone, &corpus.texts[..behind], "whole");
        let one_by_one = corpus.texts[behind..][..SINGLE].iter().enumerate();
        let one_by_one = one_by_one.map(|(n, text)| {
            let text = std::slice::from_ref(text);
            added(&mut alone, text, &format!("single {n}"))
        });
        let without_disk: f64 = one_by_one.sum();

        let size = corpus.texts.len();
        let (whole, single) = corpus.texts.split_at(size - SINGLE);
        let seconds = added(&mut memory, whole, "whole");
        println!("\n{size} texts, {language}, {}", corpus.origin);
        println!(
            "  one import:      {:.0} units/s",
            whole.len() as f64 / seconds
        );
        let one_by_one = single.iter().enumerate().map(|(n, text)| {
            added(
                &mut memory,
                std::slice::from_ref(text),
                &format!("single {n}"),
            )
        });
        let seconds: f64 = one_by_one.sum();
        println!(
            "  one by one:      {:.2} ms each, with the commit; {:.2} ms in memory",
            seconds * 1e3 / SINGLE as f64,
            without_disk * 1e3 / SINGLE as f64
        );
        drop(memory);
        let mut grown = Memory::open(folder.path().join("grown.tm")).expect("a new memory");
        let batches = corpus.texts.chunks(BATCH).enumerate();
        let by_batch = batches.map(|(n, texts)| added(&mut grown, texts, &format!("batch {n}")));
        let seconds: f64 = by_batch.sum();
        println!(
            "  batches of {BATCH}: {:.0} units/s, from the first to the last",
            size as f64 / seconds
        );
        drop(grown);
        let bytes = path.metadata().map_or(0, |data| data.len());
        let characters: usize = corpus.texts.iter().map(String::len).sum();
        println!(
            "  file:            {:.1} MB, {:.0} bytes a text of {:.0} bytes",
            bytes as f64 / 1e6,
            bytes as f64 / size as f64,
            characters as f64 / size as f64
        );
        let stored = Stored {
            size,
            queries: corpus.queries,
            path,
            _folder: folder,
        };
        stored.report_opening();
        stored
    }

    fn opened(&self) -> (Memory, &[Asked]) {
        let memory = Memory::open_read_only(&self.path).expect("the memory just made");
        (memory, &self.queries)
    }

    /// In a process of its own, whose memory holds nothing else.
    fn report_opening(&self) {
        let asked = self.queries.iter().map(|asked| asked.text.as_str());
        let asked: Vec<&str> = asked.collect();
        let list = self.path.with_extension("queries");
        std::fs::write(&list, asked.join("\n")).expect("a list of queries");
        let program = std::env::current_exe().expect("the bench's own program");
        let child = Command::new(program).env(OPENED, &self.path).output();
        let child = child.expect("the bench runs once more");
        assert!(child.status.success(), "{child:?}");
        let answer = String::from_utf8(child.stdout).expect("four numbers");
        let numbers = answer.split_whitespace().map(|text| text.parse());
        let numbers: Result<Vec<f64>, _> = numbers.collect();
        let [first, bytes, first_by_tokens, token_bytes] = numbers.expect("four numbers")[..]
        else {
            panic!("four numbers, not {answer}");
        };
        println!("  first lookup:    {:.1} ms with the opening", first * 1e3);
        println!("  first by tokens: {:.1} ms", first_by_tokens * 1e3);
        for (what, bytes) in [
            ("resident:        ", bytes),
            ("more by tokens:  ", token_bytes),
        ] {
            println!(
                "  {what}{:.1} MB, {:.0} bytes a text",
                bytes / 1e6,
                bytes / self.size as f64
            );
        }
    }
}

/// Opens the memory at `path` and asks it by the mean, then by tokens; prints for each how many
/// seconds it took to the first answer, and how many bytes more are resident after all of them (0
/// where the system does not tell).
fn open_in_a_process_of_its_own(path: &Path) {
    let list = std::fs::read_to_string(path.with_extension("queries")).expect("a list of queries");
    let mut before = resident_bytes().unwrap_or_default();
    let mut start = Instant::now();
    let memory = Memory::open_read_only(path).expect("a memory");
    let language = memory.languages().expect("languages")[0];
    for measure in [Measure::Mean, Measure::Tokens] {
        let mut seconds = None;
        for text in list.lines() {
            let query = Query::new(text).from(language).measure(measure);
            memory.lookup(&query).expect("an answer");
            seconds.get_or_insert_with(|| start.elapsed().as_secs_f64());
        }
        let bytes = resident_bytes().unwrap_or_default();
        println!(
            "{} {}",
            seconds.unwrap_or_default(),
            bytes.saturating_sub(before)
        );
        (before, start) = (bytes, Instant::now());
    }
}

/// What the process holds in memory, where the system tells.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}
