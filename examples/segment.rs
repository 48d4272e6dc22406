//! Splits a text into segments: `cargo run --release --example segment -- --lang ru FILE`.

#[path = "shared/console.rs"]
mod console;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use serde_json::json;
use tolmach::Language;
use tolmach::segment::Segmenter;
use tolmach::text::{stem, tokens};

/// Split a text into segments (sentences), one per line.
///
/// Line breaks inside a segment are printed as blanks; with --json the text is exact. Offsets count
/// from behind a byte order mark, if there is one.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The text's language: en, ru, kk, or any other BCP 47 tag
    #[arg(long, value_name = "L")]
    lang: Language,
    /// Take the rules of an SRX file instead of the built-in ones
    #[arg(long, value_name = "FILE", conflicts_with = "tokens")]
    srx: Option<PathBuf>,
    /// Print the tokens instead of the segments, with their kinds and stems
    #[arg(long)]
    tokens: bool,
    /// Print JSON objects: {"text", "start", "end"}, UTF-8 byte offsets; for tokens also "kind", "stem"
    #[arg(long)]
    json: bool,
    /// The text, in UTF-8, or in UTF-16 with a byte order mark; standard input if none is given, or "-"
    file: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    console::run(|out| run(out, &arguments))
}

fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<()> {
    let file = arguments.file.as_deref().unwrap_or(Path::new("-"));
    let text = console::text(file)?;
    if arguments.tokens {
        write_tokens(out, &text, arguments)?;
    } else {
        write_segments(out, &text, &segmenter(arguments)?, arguments)?;
    }
    Ok(())
}

fn write_segments(
    out: &mut dyn Write,
    text: &str,
    segmenter: &Segmenter,
    arguments: &Arguments,
) -> io::Result<()> {
    for range in segmenter.segments(text) {
        let segment = &text[range.clone()];
        if arguments.json {
            let object = json!({"text": segment, "start": range.start, "end": range.end});
            writeln!(out, "{object}")?;
        } else {
            let words: Vec<&str> = segment.split(['\n', '\r']).map(str::trim).collect();
            writeln!(out, "{}", words.join(" "))?;
        }
    }
    Ok(())
}

fn write_tokens(out: &mut dyn Write, text: &str, arguments: &Arguments) -> io::Result<()> {
    for token in tokens(text, arguments.lang) {
        let (word, range) = (token.text(text), &token.range);
        let stem = stem(word, arguments.lang);
        if arguments.json {
            let object = json!({"text": word, "start": range.start, "end": range.end,
                "kind": token.kind, "stem": stem});
            writeln!(out, "{object}")?;
        } else {
            writeln!(out, "{word}\t{:?}\t{stem}", token.kind)?;
        }
    }
    Ok(())
}

fn segmenter(arguments: &Arguments) -> Result<Segmenter> {
    let Some(path) = &arguments.srx else {
        return Ok(Segmenter::new(arguments.lang));
    };
    let named = || path.display().to_string();
    let srx = std::fs::read(path).with_context(named)?;
    let (segmenter, report) = Segmenter::from_srx(&srx, arguments.lang).with_context(named)?;
    for rule in &report.skipped {
        eprintln!(
            "{}: {}: rule skipped: {}",
            path.display(),
            rule.location,
            rule.reason
        );
    }
    Ok(segmenter)
}
