//! Splits a text into segments: `cargo run --release --example segment -- --lang ru FILE`.

use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use serde_json::json;
use tolmach::Language;
use tolmach::segment::Segmenter;
use tolmach::text::{stem, tokens};

/// Split a text into segments (sentences), one per line.
///
/// Line breaks inside a segment are printed as blanks; with --json the text is exact.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The text's language: en, ru, kk, or any other BCP 47 tag
    #[arg(long, value_name = "L")]
    lang: Language,
    /// Take the rules of an SRX file instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    srx: Option<PathBuf>,
    /// Print the tokens instead of the segments, with their kinds and stems
    #[arg(long)]
    tokens: bool,
    /// Print JSON objects: {"text", "start", "end"}, UTF-8 byte offsets; for tokens also "kind", "stem"
    #[arg(long)]
    json: bool,
    /// The text, UTF-8; standard input if none is given
    file: Option<PathBuf>,
}

fn main() {
    if let Err(error) = run(&Arguments::parse()) {
        eprintln!("segment: {error:#}");
        std::process::exit(1);
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let text = read(arguments)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let written = if arguments.tokens {
        write_tokens(&mut out, &text, arguments)
    } else {
        write_segments(&mut out, &text, &segmenter(arguments)?, arguments)
    };
    match written.and_then(|()| out.flush()) {
        // The reader has seen enough: `segment … | head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("cannot write the segments"),
    }
}

fn write_segments(
    out: &mut impl Write,
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

fn write_tokens(out: &mut impl Write, text: &str, arguments: &Arguments) -> io::Result<()> {
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

fn segmenter(arguments: &Arguments) -> anyhow::Result<Segmenter> {
    let Some(path) = &arguments.srx else {
        return Ok(Segmenter::new(arguments.lang));
    };
    let srx = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (segmenter, report) =
        Segmenter::from_srx(&srx, arguments.lang).with_context(|| path.display().to_string())?;
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

fn read(arguments: &Arguments) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    match &arguments.file {
        Some(path) => {
            bytes =
                std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        }
        None => {
            io::stdin()
                .read_to_end(&mut bytes)
                .context("cannot read standard input")?;
        }
    }
    String::from_utf8(bytes).context("the text is not UTF-8")
}
