//! Tolmach's lookup beside what else one could take: the same queries to all, interleaved, on one
//! thread, with recall beside speed.
//!
//! ```text
//! cargo run --release -- run --size 100000      # in benches/compare
//! cargo run --release -- chart
//! cargo run --release -- record
//! ```
//! The first prints tables and keeps their figures in `benches/record/DATE-MACHINE.json`; runs of
//! several sizes stand in one file. The second draws the newest record. The third does both, for
//! all sizes up to a million and all languages, within a quarter of an hour. With `TOLMACH_DATA`, the
//! texts are real; see `benches/corpus`. With `--features portable`, Tolmach leaves the wide
//! instructions of the machine unused.
//!
//! Each engine takes some queries in a row, as a batch or a translator asks them, then the next one the
//! same: so its caches hold what it left there itself, and whatever else the machine does meets all
//! alike. With `--in-a-row 1`, engines take turns query by query, and each begins with caches that
//! another has filled. Before that, each is asked a hundred other queries, or as many as it answers in
//! half a second, that are not counted: what the first of them load stays there for all that follow.
//! What the very first lookup takes is told with what is built.
//!
//! All engines search match forms, which are made beforehand for all but `Memory::lookup`. Times
//! are processor times of the thread, builds wall-clock times. An engine that has used up its
//! time for a measure and threshold is asked no more, and the table says how many queries it got.
//! Recall is the share of the five best texts, found by brute force for the first queries, whose
//! place is taken by a text of no lower percent. `Memory::lookup` is asked for the order by percent,
//! and where it takes points from a match for a negation more or less, they are given back.

mod chart;
#[path = "../../corpus/mod.rs"]
mod corpus;
mod engines;
mod record;
mod run;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tolmach::{EN, KK, Language, RU};

/// Tolmach's lookup beside what else one could take.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Asks all engines, prints tables and keeps a record
    Run(RunArguments),
    /// Draws latency against size from a record, as SVG beside it
    Chart {
        /// The record; the newest if none is given
        record: Option<PathBuf>,
        /// Language of the texts
        #[arg(long, default_value = "en")]
        language: Language,
    },
    /// Runs all sizes and languages, keeps the record anew and draws it
    Record,
}

/// The runs of a record: language, texts, families, minutes, and queries judged. Whatever takes
/// seconds for a query or minutes for an index is left out of the larger ones.
const RECORD: [(Language, usize, &[&str], u64, usize); 6] = [
    (EN, 10_000, &[], 1, 150),
    (
        EN,
        100_000,
        &["Tolmach", "rapidfuzz", "strsim", "tantivy", "FTS5 words"],
        2,
        40,
    ),
    (EN, 300_000, LARGE, 2, 20),
    (EN, 1_000_000, LARGE, 4, 10),
    (RU, 432_000, &["Tolmach", "rapidfuzz"], 2, 10),
    (KK, 100_000, &["Tolmach", "rapidfuzz"], 1, 20),
];
const LARGE: &[&str] = &["Tolmach", "rapidfuzz", "words"];

#[derive(clap::Args)]
struct RunArguments {
    /// How many texts
    #[arg(long, default_value_t = 10_000)]
    size: usize,
    /// Language of the texts: en, ru, kk
    #[arg(long, default_value = "en")]
    language: Language,
    /// How many queries at most
    #[arg(long, default_value_t = 1_000)]
    queries: usize,
    /// For how many queries recall is taken; as many as brute force can do in minutes if not given
    #[arg(long)]
    judged: Option<usize>,
    /// Seconds that an engine may use for a measure and threshold
    #[arg(long, default_value_t = 8.0)]
    budget: f64,
    /// How many queries an engine is asked in a row
    #[arg(long, default_value_t = 20)]
    in_a_row: usize,
    /// Minutes of asking, after which an engine gets no more queries than it must
    #[arg(long, default_value_t = 30)]
    minutes: u64,
    /// Only engines whose family's name contains this (repeatable)
    #[arg(long)]
    only: Vec<String>,
    /// Keep no record
    #[arg(long)]
    no_record: bool,
}

fn main() -> Result<ExitCode> {
    match Arguments::parse().command {
        Command::Run(arguments) => Ok(exit_code(run::run(&arguments)?)),
        Command::Chart { record, language } => {
            draw(record, language)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Record => {
            let mut lossless = true;
            for (language, size, families, minutes, judged) in RECORD {
                eprintln!("\n{size} texts, {language}, {minutes} minutes after the builds");
                lossless &= run::run(&RunArguments {
                    size,
                    language,
                    queries: 1_000,
                    judged: Some(judged),
                    budget: 8.0,
                    in_a_row: 20,
                    minutes,
                    only: families.iter().map(|name| name.to_string()).collect(),
                    no_record: false,
                })?;
            }
            draw(None, EN)?;
            Ok(exit_code(lossless))
        }
    }
}

fn exit_code(lossless: bool) -> ExitCode {
    match lossless {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Draws a record, the newest if none is given, beside it.
fn draw(record: Option<PathBuf>, language: Language) -> Result<()> {
    let path = match record {
        Some(path) => path,
        None => record::newest()?,
    };
    let drawn = path.with_extension("svg");
    std::fs::write(&drawn, chart::svg(&record::read(&path)?, language)?)?;
    println!("{}", drawn.display());
    Ok(())
}
