//! The figures of runs, as kept in `benches/record`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// `benches/record`, beside this crate.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("record")
}

#[derive(Default, Serialize, Deserialize)]
pub struct Record {
    pub machine: String,
    pub runs: Vec<Run>,
}

#[derive(Serialize, Deserialize)]
pub struct Run {
    pub date: String,
    pub language: String,
    pub origin: String,
    pub texts: usize,
    pub mean_characters: f64,
    pub queries: usize,
    pub judged: usize,
    /// Processes that wanted to run, over the last minute, before and after.
    pub load: [f64; 2],
    pub families: Vec<FamilyRow>,
    pub rows: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
pub struct FamilyRow {
    pub name: String,
    pub build_seconds: f64,
    pub first_lookup_ms: f64,
    pub heap_bytes: usize,
    pub file_bytes: u64,
}

#[derive(Serialize, Deserialize)]
pub struct Row {
    pub measure: String,
    pub threshold: u8,
    pub engine: String,
    pub queries: usize,
    pub median_ms: f64,
    pub p95_ms: f64,
    pub p99_ms: f64,
    pub mean_ms: f64,
    /// `None` where the engine answers in another measure, or nothing was to be found.
    pub recall: Option<f64>,
    /// How many times as long as `Memory::lookup`, for the same queries.
    pub times_median: Option<f64>,
    pub times_mean: Option<f64>,
}

impl Run {
    /// Tables, for people.
    pub fn tables(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_tables(&mut out);
        out
    }

    fn write_tables(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "\n## {} texts, {}, {}, {:.0} characters on average\n\n{}; up to {} queries, the first {} \
             judged; load {:.1} before, {:.1} after\n",
            self.texts,
            self.language,
            self.origin,
            self.mean_characters,
            self.date,
            self.queries,
            self.judged,
            self.load[0],
            self.load[1]
        )?;
        writeln!(out, "| built | s | first lookup ms | heap MB | file MB |")?;
        writeln!(out, "|---|---|---|---|---|")?;
        for family in &self.families {
            writeln!(
                out,
                "| {} | {:.1} | {} | {:.1} | {:.1} |",
                family.name,
                family.build_seconds,
                shown(family.first_lookup_ms),
                family.heap_bytes as f64 / 1e6,
                family.file_bytes as f64 / 1e6
            )?;
        }
        let mut cell = None;
        for row in &self.rows {
            if cell != Some((&row.measure, row.threshold)) {
                cell = Some((&row.measure, row.threshold));
                writeln!(
                    out,
                    "\n| {} {}% | median ms | p95 | p99 | mean | recall | queries | times median | \
                     times mean |\n|---|---|---|---|---|---|---|---|---|",
                    row.measure, row.threshold
                )?;
            }
            let recall = match row.recall {
                Some(recall) => format!("{recall:.4}"),
                None => "-".to_owned(),
            };
            writeln!(
                out,
                "| {} | {} | {} | {} | {} | {recall} | {} | {} | {} |",
                row.engine,
                shown(row.median_ms),
                shown(row.p95_ms),
                shown(row.p99_ms),
                shown(row.mean_ms),
                row.queries,
                row.times_median.map_or(String::new(), shown),
                row.times_mean.map_or(String::new(), shown),
            )?;
        }
        Ok(())
    }
}

/// Three digits that matter.
fn shown(value: f64) -> String {
    match value {
        v if v < 0.1 => format!("{v:.4}"),
        v if v < 1.0 => format!("{v:.3}"),
        v if v < 10.0 => format!("{v:.2}"),
        v if v < 100.0 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

/// Puts `run` into today's record of this machine, in place of one of the same texts.
pub fn keep(run: Run) -> Result<PathBuf> {
    let machine = machine();
    let path = folder().join(format!("{}-{machine}.json", run.date));
    let mut record = match path.exists() {
        true => read(&path)?,
        false => Record::default(),
    };
    record.machine = machine;
    let same = |old: &Run| {
        (&old.language, &old.origin, old.texts) == (&run.language, &run.origin, run.texts)
    };
    record.runs.retain(|old| !same(old));
    record.runs.push(run);
    record
        .runs
        .sort_by(|a, b| (&a.language, &a.origin, a.texts).cmp(&(&b.language, &b.origin, b.texts)));
    std::fs::create_dir_all(folder())?;
    std::fs::write(&path, serde_json::to_string_pretty(&record)? + "\n")?;
    Ok(path)
}

pub fn read(path: &Path) -> Result<Record> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no record", path.display()))
}

/// The record of the latest day.
pub fn newest() -> Result<PathBuf> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder())? {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            found.push(path);
        }
    }
    let newest = found.into_iter().max();
    newest.context("there is no record yet; make one with the command `run`")
}

pub fn today() -> String {
    OffsetDateTime::now_utc().date().to_string()
}

/// The load average of the last minute; 0 where the system does not tell.
pub fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let first = text.split(' ').next().and_then(|load| load.parse().ok());
    first.unwrap_or_default()
}

/// The processor's name, how many there are, and whether their wide instructions stood idle, fit for
/// a file's name.
fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == "model name").then(|| value.trim().to_lowercase())
    });
    let model = model.unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let words = model.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let idle = if cfg!(feature = "portable") {
        "-portable"
    } else {
        ""
    };
    format!("{}-x{cores}{idle}", words.join("-"))
}
