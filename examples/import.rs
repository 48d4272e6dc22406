//! Imports releases and tables into a memory: the crate's main job.
//!
//! ```text
//! cargo run --release --example import                        # the bundled releases
//! cargo run --release --example import -- --db press.tm releases/ terms.tsv corpus.en
//! ```

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser;
use indicatif::{ProgressBar, ProgressIterator, ProgressStyle};
use tolmach::exchange::{LineAligned, Table, is_line_aligned};
use tolmach::phrases::Mining;
use tolmach::release::{is_release_dir, read_collection};
use tolmach::{EN, ImportReport, KK, Memory, Query, RU, Release};

const BUNDLED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/releases");

/// Imports releases and tables into a translation memory.
#[derive(Parser)]
#[command(after_help = "\
A PATH is a release (a folder with en.txt, ru.txt, kk.txt or .html, any of them), a collection (a \
folder of such folders), a TSV or CSV table with a header row of language tags, or one side of a \
line-aligned corpus (corpus.en beside corpus.kk). Importing a path again changes nothing; importing a \
corrected one replaces what changed.

Example: import --db press.tm releases/ terms.tsv
Then:    lookup --db press.tm --from en --to ru,kk \"Head of State\"")]
struct Arguments {
    /// The memory; made if it is not there
    #[arg(long, value_name = "FILE", default_value = "target/press.tm")]
    db: PathBuf,
    /// What to import; the bundled releases if none is given
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let bundled = arguments.paths.is_empty();
    if bundled && let Some(folder) = arguments.db.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut memory = Memory::open(&arguments.db)?;
    let mut failed = false;
    let paths = if bundled {
        vec![PathBuf::from(BUNDLED)]
    } else {
        arguments.paths
    };
    let mut total = ImportReport::default();
    for path in &paths {
        if let Err(error) = import(&mut memory, path, &mut total) {
            eprintln!("error: {error:#}");
            failed = true;
        }
    }
    if bundled {
        memory.mine_phrases(Mining::new())?;
    }
    // Closed, the file holds what the write-ahead log held.
    drop(memory);
    say(&format!(
        "total: {} entries: {} new, {} known, {} unchanged; {} removed; {} rejected; {}memory {} ({} kB)",
        total.entries(),
        total.new,
        total.known,
        total.unchanged,
        total.removed,
        total.rejected.len(),
        match total.quarantined.len() {
            0 => String::new(),
            releases => format!("{releases} quarantined; "),
        },
        arguments.db.display(),
        std::fs::metadata(&arguments.db)?.len() / 1024,
    ));
    if bundled {
        let memory = Memory::open_read_only(&arguments.db)?;
        for text in ["Head of State", "Collective Security Council"] {
            show(&memory, text)?;
        }
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn import(memory: &mut Memory, path: &Path, total: &mut ImportReport) -> Result<()> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    if path.is_dir() && is_release_dir(path) {
        let report = memory.import(&Release::read_dir(path)?)?;
        summary(&report, total);
    } else if path.is_dir() {
        let releases: Vec<_> = read_collection(path)?.collect();
        if releases.is_empty() {
            bail!(
                "{}: no release in this folder; a release is a folder with en.txt, ru.txt, kk.txt …",
                path.display()
            );
        }
        let mut unread = 0;
        let bar = ProgressBar::new(releases.len() as u64).with_style(style());
        for (folder, release) in releases {
            bar.inc(1);
            match release
                .map_err(anyhow::Error::from)
                .and_then(|r| Ok(memory.import(&r)?))
            {
                Ok(report) => bar.suspend(|| summary(&report, total)),
                Err(error) => {
                    unread += 1;
                    bar.suspend(|| eprintln!("error: {}: {error:#}", folder.display()));
                }
            }
        }
        bar.finish_and_clear();
        if 0 < unread {
            bail!(
                "{}: {unread} releases could not be imported",
                path.display()
            );
        }
    } else if ["tsv", "csv"].contains(&ending) {
        let table = Table::open(path)?;
        if !table.ignored().is_empty() {
            say(&format!(
                "{}: columns that are no language are left out: {}",
                path.display(),
                table.ignored().join(", ")
            ));
        }
        let entries = table.progress_with(ProgressBar::no_length().with_style(style()));
        summary(&memory.import_entries(&name(path)?, entries)?, total);
    } else if is_line_aligned(path) {
        let entries =
            LineAligned::open(path)?.progress_with(ProgressBar::no_length().with_style(style()));
        summary(&memory.import_entries(&name(path)?, entries)?, total);
    } else if ["tmx", "xlf", "xliff", "tbx", "po", "jsonl"].contains(&ending) {
        bail!(
            "{}: {ending} files are not read yet; convert it to TSV with a header row of language tags",
            path.display()
        );
    } else if path.exists() {
        bail!(
            "{}: neither a folder, a TSV or CSV table, nor a line-aligned corpus",
            path.display()
        );
    } else {
        bail!("{}: no such file or folder", path.display());
    }
    Ok(())
}

/// The key under which a file's entries are kept: two files of one name in two folders are two.
fn name(path: &Path) -> Result<String> {
    let name = path.to_str().context("the path is not UTF-8")?;
    Ok(name.to_owned())
}

fn summary(report: &ImportReport, total: &mut ImportReport) {
    let joined = |counts: &BTreeMap<String, usize>| {
        let counts: Vec<_> = counts
            .iter()
            .map(|(what, n)| format!("{what} {n}"))
            .collect();
        counts.join(", ")
    };
    say(&report.release);
    say(&format!("  segments: {}", joined(&report.segments)));
    say(&format!("  beads:    {}", joined(&report.beads)));
    say(&format!(
        "  units:    {} new, {} known, {} unchanged, {} removed; page furniture left out: {}",
        report.new, report.known, report.unchanged, report.removed, report.boilerplate
    ));
    for rejected in &report.rejected {
        say(&format!("  rejected: {rejected}"));
    }
    for reason in &report.quarantined {
        say(&format!("  quarantined, nothing stored: {reason}"));
    }
    // The first reason stands for its release.
    total.quarantined.extend(report.quarantined.first());
    total.new += report.new;
    total.known += report.known;
    total.unchanged += report.unchanged;
    total.removed += report.removed;
    total.rejected.extend(report.rejected.iter().cloned());
}

/// The stock phrases in a text with their commonest translations, and the nearest units.
fn show(memory: &Memory, text: &str) -> Result<()> {
    say(&format!("\nlookup: {text}"));
    let book = memory.phrases(EN, &[RU, KK])?;
    for hit in book.find(text).iter().filter(|hit| !hit.is_overlapped) {
        say(&format!("  stock phrase: {}", hit.text));
        for language in [RU, KK] {
            if let Some(best) = hit.phrase.translations(language).first() {
                let (form, times) = (best.form_for(hit), best.count);
                say(&format!("        {language}: {form} ({times} times)"));
            }
        }
    }
    let query = Query::new(text)
        .from(EN)
        .to(RU)
        .to(KK)
        .threshold(20)
        .limit(3);
    for found in memory.lookup(&query)? {
        say(&format!(
            "  {:>3}%  {}",
            found.percent(),
            found.source().text
        ));
        for target in found.targets() {
            say(&format!("        {}: {}", target.language, target.text));
        }
    }
    Ok(())
}

/// Prints a line; who reads the summary may leave, the import goes on.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{pos} {elapsed} {per_sec} {wide_bar}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
