//! Imports releases and tables into a memory: the crate's main job.
//!
//! ```text
//! cargo run --release --example import                        # the bundled releases
//! cargo run --release --example import -- --db press.tm releases/ terms.tsv corpus.en
//! ```

#[path = "shared/console.rs"]
mod console;

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
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

/// The exit code if every path was read, but one was left out as a whole.
const LEFT_OUT: u8 = 3;

/// Imports releases and tables into a translation memory.
#[derive(Parser)]
#[command(after_help = "\
A PATH is a release (a folder with en.txt, ru.txt, kk.txt or .html, any of them), a collection (a \
folder of such folders), a TSV or CSV table with a header row of language tags, or one side of a \
line-aligned corpus (corpus.en beside corpus.kk). A release is kept under the name of its folder, a \
table or corpus under its whole path. Importing one again changes nothing; importing a corrected one \
replaces what changed.

Exit code: 0 if every PATH was stored, even if some of its rows or files were rejected (the summary names \
them); 1 if one could not be read or stored; 2 for wrong usage; 3 if all were read, but one is left out as \
a whole: quarantined, because its versions are no translations of each other, or without a usable text.

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

fn main() -> ExitCode {
    run(Arguments::parse()).unwrap_or_else(|error| {
        console::tell(&error);
        ExitCode::FAILURE
    })
}

fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let bundled = arguments.paths.is_empty();
    if bundled {
        arguments.paths.push(PathBuf::from(BUNDLED));
        if let Some(folder) = arguments.db.parent() {
            std::fs::create_dir_all(folder)?;
        }
    }
    let mut import = Import::new(&arguments.db)?;
    for path in &arguments.paths {
        if let Err(error) = import.path(path) {
            console::tell(&error);
            import.failed = true;
        }
    }
    if bundled {
        import.memory()?.mine_phrases(Mining::new())?;
    }
    let exit = import.end()?;
    if bundled {
        let memory = Memory::open_read_only(&arguments.db)?;
        for text in ["Head of State", "Collective Security Council"] {
            show(&memory, text)?;
        }
    }
    Ok(exit)
}

/// An import of several paths into one memory.
struct Import<'a> {
    db: &'a Path,
    /// Open as soon as there is a file: paths that cannot be read make none.
    memory: Option<Memory>,
    total: ImportReport,
    /// The releases of this run by key, each with its folder and a hash of its texts.
    releases: HashMap<String, (PathBuf, u64)>,
    failed: bool,
    left_out: bool,
}

impl<'a> Import<'a> {
    fn new(db: &'a Path) -> Result<Self> {
        let memory = db.exists().then(|| Memory::open(db)).transpose()?;
        Ok(Import {
            db,
            memory,
            total: ImportReport::default(),
            releases: HashMap::new(),
            failed: false,
            left_out: false,
        })
    }

    fn memory(&mut self) -> Result<&mut Memory> {
        let memory = match self.memory.take() {
            Some(memory) => memory,
            None => Memory::open(self.db)?,
        };
        Ok(self.memory.insert(memory))
    }

    fn path(&mut self, path: &Path) -> Result<()> {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        match ending.to_ascii_lowercase().as_str() {
            _ if path.is_dir() && is_release_dir(path) => {
                let report = self.release(path, Release::read_dir(path)?)?;
                self.summary(&report);
                Ok(())
            }
            _ if path.is_dir() => self.collection(path),
            "tsv" | "csv" => self.table(path),
            "tmx" | "xlf" | "xliff" | "tbx" | "po" | "jsonl" => bail!(
                "{}: {ending} files are not read yet; convert it to TSV with a header row of language tags",
                path.display()
            ),
            _ if is_line_aligned(path) => {
                // All sides are one corpus, whichever is named.
                let key = key(&path.with_extension(""))?;
                let entries = LineAligned::open(path)?.progress_with(progress());
                let report = self.memory()?.import_entries(&key, entries)?;
                self.summary(&report);
                Ok(())
            }
            _ if path.exists() => bail!(
                "{}: neither a folder, a TSV or CSV table, nor a side of a line-aligned corpus",
                path.display()
            ),
            _ => bail!("{}: no such file or folder", path.display()),
        }
    }

    fn collection(&mut self, path: &Path) -> Result<()> {
        let releases = read_collection(path)?;
        let mut unread = 0;
        let bar = ProgressBar::new(releases.len() as u64).with_style(style());
        for (folder, release) in releases {
            bar.inc(1);
            let report = match release {
                Ok(release) => self.release(&folder, release),
                Err(error) => Err(error.into()),
            };
            bar.suspend(|| match report {
                Ok(report) => self.summary(&report),
                Err(error) => {
                    unread += 1;
                    console::tell(&error);
                }
            });
        }
        bar.finish_and_clear();
        if 0 < unread {
            bail!(
                "{}: {unread} releases could not be imported",
                path.display()
            );
        }
        Ok(())
    }

    fn release(&mut self, folder: &Path, release: Release) -> Result<ImportReport> {
        let mut hasher = DefaultHasher::new();
        for document in &release.documents {
            (document.language, &document.blocks).hash(&mut hasher);
        }
        let texts = hasher.finish();
        if let Some((other, known)) = self.releases.get(&release.key)
            && *known != texts
        {
            bail!(
                "{}: a release of this name, with other texts, was imported from {} just now, and would be replaced; rename one of the folders",
                folder.display(),
                other.display()
            );
        }
        let report = self.memory()?.import(&release)?;
        self.releases
            .insert(release.key, (folder.to_owned(), texts));
        Ok(report)
    }

    fn table(&mut self, path: &Path) -> Result<()> {
        let table = Table::open(path)?;
        if !table.ignored().is_empty() {
            say(&format!(
                "{}: columns that are no language are left out: “{}”",
                path.display(),
                table.ignored().join("”, “")
            ));
        }
        let entries = table.progress_with(progress());
        let report = self.memory()?.import_entries(&key(path)?, entries)?;
        self.summary(&report);
        Ok(())
    }

    fn summary(&mut self, report: &ImportReport) {
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
        if 0 < report.parts {
            say(&format!(
                "  parts:    {} of beads that some languages divide finer than all together",
                report.parts
            ));
        }
        say(&format!(
            "  units:    {} new, {} known, {} unchanged, {} removed; boilerplate left out: {}",
            report.new, report.known, report.unchanged, report.removed, report.boilerplate
        ));
        for rejected in &report.rejected {
            say(&format!("  rejected: {rejected}"));
        }
        if let [first, ..] = report.mixed_up[..] {
            say(&format!(
                "  doubtful: {} entries with a text in another language than its column's, from entry \
                 {first} on; lookups lower them",
                report.mixed_up.len()
            ));
        }
        for reason in &report.quarantined {
            say(&format!("  quarantined, nothing stored: {reason}"));
            eprintln!(
                "warning: {}: quarantined, nothing stored: {reason}",
                report.release
            );
        }
        if report.entries() == 0 && report.quarantined.is_empty() {
            let reason = match report.rejected.is_empty() {
                true => "it has no text",
                false => "all of it was rejected",
            };
            eprintln!("warning: {}: nothing stored, {reason}", report.release);
        }
        self.left_out |= report.entries() == 0;
        let total = &mut self.total;
        // The first reason stands for its release.
        total
            .quarantined
            .extend(report.quarantined.first().cloned());
        total.new += report.new;
        total.known += report.known;
        total.unchanged += report.unchanged;
        total.removed += report.removed;
        total.rejected.extend(report.rejected.iter().cloned());
    }

    /// Tells the sum of all; the exit code.
    fn end(self) -> Result<ExitCode> {
        let total = self.total;
        // Closed, the file holds what the write-ahead log held.
        drop(self.memory);
        if self.db.exists() {
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
                self.db.display(),
                std::fs::metadata(self.db)?.len() / 1024,
            ));
        }
        if !total.rejected.is_empty() {
            eprintln!(
                "warning: {} rejected; the summary gives each with its place and reason",
                total.rejected.len()
            );
        }
        Ok(match (self.failed, self.left_out) {
            (true, _) => ExitCode::FAILURE,
            (false, true) => ExitCode::from(LEFT_OUT),
            (false, false) => ExitCode::SUCCESS,
        })
    }
}

/// The key under which a file's entries are kept: its whole path, however it was typed.
fn key(path: &Path) -> Result<String> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = std::fs::canonicalize(folder.unwrap_or(Path::new(".")))
        .with_context(|| path.display().to_string())?;
    let whole = folder.join(path.file_name().unwrap_or_default());
    let key = whole
        .to_str()
        .with_context(|| format!("{}: the path is not UTF-8; rename it", path.display()))?;
    Ok(key.to_owned())
}

/// The stock phrases in a text with their commonest translations, and the nearest units.
fn show(memory: &Memory, text: &str) -> Result<()> {
    say(&format!("\nlookup: {text}"));
    let book = memory.phrases(EN, &[RU, KK])?;
    for hit in book.find(text).iter().filter(|hit| !hit.is_overlapped) {
        say(&format!("  stock phrase: {}", hit.text));
        for language in [RU, KK] {
            if let Some(best) = hit.phrase.translations(language).first() {
                let (form, times) = (best.form_for(hit).text, best.count);
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

fn progress() -> ProgressBar {
    ProgressBar::no_length().with_style(style())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{pos} {elapsed} {per_sec} {wide_bar}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
