//! Aligns the language versions of a text and prints a bead per line, or writes a page for a reviser.

#[path = "../shared/console.rs"]
mod console;
mod figures;
mod html;
#[path = "../shared/page.rs"]
mod page;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use clap::Parser;
use tolmach::Language;
use tolmach::align::{Aligner, Version};
use tolmach::segment::Segmenter;

/// Align the versions of a text, segment by segment.
///
/// Prints a bead per line: the texts of each language, separated by tabs.
#[derive(Parser)]
struct Arguments {
    /// A version: its language tag and its file (text, .html, or "-"), such as en=release/en.txt; two
    /// or more
    #[arg(long = "file", value_name = "LANG=FILE", required = true)]
    files: Vec<VersionFile>,
    /// The files hold one segment per line already
    #[arg(long)]
    presegmented: bool,
    /// Print JSON: {"en":[0,1],"ru":[0],"kk":[],"confidence":0.93}, numbers of segments from 0
    #[arg(long)]
    json: bool,
    /// Write a page that shows the beads side by side, for any browser, in place of the lines
    #[arg(long, value_name = "OUT")]
    html: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    check(&arguments.files);
    console::run(|out| run(out, &arguments))
}

/// Two or more versions, each in a language of its own.
fn check(files: &[VersionFile]) {
    let is_twice = |(i, file): (usize, &VersionFile)| {
        let earlier = files[..i].iter();
        earlier.clone().any(|other| other.language == file.language)
    };
    if files.len() < 2 {
        console::wrong_usage(
            "give two or more versions, such as --file en=EN.txt --file ru=RU.txt",
        );
    }
    if let Some((_, file)) = files.iter().enumerate().find(|&file| is_twice(file)) {
        console::wrong_usage(format!("two versions in {}; keep one", file.language));
    }
}

fn run(out: &mut dyn Write, arguments: &Arguments) -> Result<()> {
    let texts = arguments.files.iter();
    let texts = texts.map(|file| Text::read(file, arguments.presegmented));
    let texts: Vec<Text> = texts.collect::<Result<_>>()?;
    let versions: Vec<Version<'_>> = texts
        .iter()
        .map(|text| Version {
            language: text.language,
            segments: text.segments.iter().map(String::as_str).collect(),
            blocks: text.blocks.clone(),
        })
        .collect();
    let alignment = Aligner::new().align(&versions);

    for reason in &alignment.grade.reasons {
        eprintln!("warning: {reason}");
    }
    if let Some(path) = &arguments.html {
        std::fs::write(path, html::page(&texts, &alignment))
            .with_context(|| format!("cannot write {}", path.display()))?;
        if !arguments.json {
            writeln!(out, "{}: {} beads", path.display(), alignment.beads.len())?;
            return Ok(());
        }
    }

    for bead in &alignment.beads {
        if arguments.json {
            let mut object = serde_json::Map::new();
            for (text, side) in texts.iter().zip(&bead.sides) {
                object.insert(text.tag.to_owned(), side.clone().collect::<Vec<_>>().into());
            }
            let rounded = (f64::from(bead.confidence) * 1000.0).round() / 1000.0;
            object.insert("confidence".to_owned(), rounded.into());
            writeln!(out, "{}", serde_json::Value::Object(object))?;
        } else {
            let columns: Vec<String> = versions
                .iter()
                .zip(&bead.sides)
                .map(|(v, side)| v.segments[side.clone()].join(" "))
                .collect();
            writeln!(out, "{}", columns.join("\t"))?;
        }
    }
    Ok(())
}

/// What `--file` gives; the tag is printed as it was written.
#[derive(Clone)]
struct VersionFile {
    tag: String,
    language: Language,
    path: PathBuf,
}

impl FromStr for VersionFile {
    type Err = anyhow::Error;

    fn from_str(file: &str) -> Result<Self> {
        let Some((tag, path)) = file.split_once('=') else {
            bail!("it names no language; write LANG=FILE, such as en={file}");
        };
        Ok(VersionFile {
            tag: tag.to_owned(),
            language: Language::parse(tag)?,
            path: PathBuf::from(path),
        })
    }
}

/// A version cut into segments; `blocks` are the numbers of the segments that begin a block.
struct Text<'a> {
    tag: &'a str,
    file: String,
    language: Language,
    segments: Vec<String>,
    blocks: Vec<usize>,
}

impl<'a> Text<'a> {
    fn read(file: &'a VersionFile, presegmented: bool) -> Result<Self> {
        let (mut segments, mut blocks) = (Vec::new(), Vec::new());
        if presegmented {
            segments = console::lines(&file.path)?;
        } else {
            let segmenter = Segmenter::new(file.language);
            for block in console::document(&file.path, file.language)?.blocks {
                blocks.push(segments.len());
                let ranges = segmenter.segments(&block.text).into_iter();
                segments.extend(ranges.map(|range| block.text[range].to_owned()));
            }
        }
        Ok(Text {
            tag: &file.tag,
            file: file.path.display().to_string(),
            language: file.language,
            segments,
            blocks,
        })
    }
}
