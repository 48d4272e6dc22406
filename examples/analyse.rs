//! How much of new texts a memory has already: a leverage analysis.
//!
//! ```text
//! cargo run --release --example analyse -- --db target/press.tm --from en --to kk press-release.txt
//! ```

#[path = "shared/console.rs"]
mod console;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget};
use serde_json::json;
use tolmach::{Analysis, Band, Language, Memory, Query, Volume};

/// How much of each text, and of all together, a memory has: segments, words and characters by
/// band of percents. Repetitions are segments under 100% that came before in the texts.
#[derive(Parser)]
#[command(after_help = "Example: analyse --db target/press.tm --from en --to kk en.txt page.html")]
struct Arguments {
    /// The memory, as made by the `import` example
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Language of the texts (BCP 47: en, ru, kk, …)
    #[arg(long, value_name = "L")]
    from: Language,
    /// Language wanted
    #[arg(long, value_name = "L")]
    to: Language,
    /// One JSON object per file, and one for all
    #[arg(long)]
    json: bool,
    /// Texts: HTML pages by their ending (.html, .htm, .xhtml), anything else is plain text; "-" is
    /// standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::check_languages(arguments.from, &[arguments.to]);
    console::run(|out| run(out, &arguments))
}

fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<()> {
    let memory = Memory::open_read_only(&arguments.db)?;
    console::warn_of_unknown(&memory, [arguments.from, arguments.to])?;
    let like = Query::new("").to(arguments.to).threshold(50).limit(1);
    let progress = ProgressBar::with_draw_target(
        Some(arguments.files.len() as u64),
        match io::stderr().is_terminal() {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        },
    );
    let mut all = Analysis::default();
    for file in &arguments.files {
        let document = console::document(file, arguments.from)?;
        let coverage = memory.coverage(&document, &like)?;
        let before = all.clone();
        all.add(&coverage);
        show(out, arguments, &file.display().to_string(), |band| {
            all.volume(band) - before.volume(band)
        })?;
        progress.inc(1);
    }
    progress.finish_and_clear();
    if arguments.files.len() > 1 {
        show(out, arguments, "all", |band| all.volume(band))?;
    }
    Ok(())
}

fn show(
    out: &mut dyn Write,
    arguments: &Arguments,
    name: &str,
    volume: impl Fn(Band) -> Volume,
) -> Result<()> {
    let mut total = Volume::default();
    for band in Band::ALL {
        total += volume(band);
    }
    if arguments.json {
        let bands: serde_json::Map<_, _> = Band::ALL
            .iter()
            .map(|&band| (band.name().to_owned(), json!(volume(band))))
            .collect();
        writeln!(
            out,
            "{}",
            json!({ "file": name, "bands": bands, "total": total })
        )?;
        return Ok(());
    }
    writeln!(out, "{name}")?;
    writeln!(
        out,
        "{:>12} {:>9} {:>9} {:>11} {:>7}",
        "band", "segments", "words", "characters", "words %"
    )?;
    let mut line = |name: &str, volume: Volume| {
        let share = 100.0 * volume.words as f64 / total.words.max(1) as f64;
        let Volume {
            segments,
            words,
            characters,
            ..
        } = volume;
        writeln!(
            out,
            "{name:>12} {segments:>9} {words:>9} {characters:>11} {share:>6.1}%"
        )
    };
    for band in Band::ALL {
        line(band.name(), volume(band))?;
    }
    line("total", total)?;
    Ok(())
}
