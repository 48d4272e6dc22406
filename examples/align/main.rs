//! Aligns the language versions of a text and prints a bead per line, or writes a page for a reviser.

mod figures;
mod html;
#[path = "../shared/page.rs"]
mod page;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;
use tolmach::align::{Aligner, Version};
use tolmach::segment::Segmenter;
use tolmach::{Document, Language};

/// Align the versions of a text, segment by segment.
///
/// Prints a bead per line: the texts of each language, separated by tabs.
#[derive(Parser)]
struct Arguments {
    /// A version: its language tag and its file in UTF-8, such as en=release/en.txt (two or more)
    #[arg(long = "file", value_name = "LANG=FILE", required = true)]
    files: Vec<String>,
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

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut texts = Vec::new();
    for file in &arguments.files {
        let Some((tag, path)) = file.split_once('=') else {
            bail!("“{file}” names no language; write LANG=FILE, such as en={file}");
        };
        let path = PathBuf::from(path);
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        texts.push((tag, path, Language::parse(tag)?, text));
    }
    if texts.len() < 2 {
        bail!("give two or more versions, such as --file en=EN.txt --file ru=RU.txt");
    }
    let texts: Vec<Text> = texts
        .into_iter()
        .map(|(tag, path, language, text)| {
            Text::new(tag, &path, language, &text, arguments.presegmented)
        })
        .collect();
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
            println!("{}: {} beads", path.display(), alignment.beads.len());
            return Ok(());
        }
    }

    let mut out = String::new();
    for bead in &alignment.beads {
        if arguments.json {
            let mut object = serde_json::Map::new();
            for (text, side) in texts.iter().zip(&bead.sides) {
                object.insert(text.tag.to_owned(), side.clone().collect::<Vec<_>>().into());
            }
            let rounded = (f64::from(bead.confidence) * 1000.0).round() / 1000.0;
            object.insert("confidence".to_owned(), rounded.into());
            out.push_str(&serde_json::Value::Object(object).to_string());
        } else {
            let columns: Vec<String> = versions
                .iter()
                .zip(&bead.sides)
                .map(|(v, side)| v.segments[side.clone()].join(" "))
                .collect();
            out.push_str(&columns.join("\t"));
        }
        out.push('\n');
    }
    use std::io::Write;
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
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
    fn new(tag: &'a str, path: &Path, language: Language, text: &str, presegmented: bool) -> Self {
        let (mut segments, mut blocks) = (Vec::new(), Vec::new());
        if presegmented {
            segments.extend(text.lines().map(str::to_owned));
        } else {
            let segmenter = Segmenter::new(language);
            for block in Document::from_text(language, text).blocks {
                blocks.push(segments.len());
                let ranges = segmenter.segments(&block.text).into_iter();
                segments.extend(ranges.map(|range| block.text[range].to_owned()));
            }
        }
        Text {
            tag,
            file: path.display().to_string(),
            language,
            segments,
            blocks,
        }
    }
}
