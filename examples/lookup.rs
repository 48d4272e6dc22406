//! Looks texts up in a memory.
//!
//! ```text
//! cargo run --release --example lookup -- --db target/press.tm --from en --to ru,kk "Head of State"
//! ```

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use serde_json::{Map, json};
use tolmach::{Language, Match, Memory, Query};

/// Looks texts up in a memory: the stored units nearest to each.
#[derive(Parser)]
#[command(
    after_help = "Example: lookup --db target/press.tm --from en --to ru,kk \"Head of State\""
)]
struct Arguments {
    /// The memory, as made by the `import` example
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Language of the texts (BCP 47: en, ru, kk, …)
    #[arg(long, value_name = "L")]
    from: Language,
    /// Languages wanted
    #[arg(long, value_name = "L,L", value_delimiter = ',', required = true)]
    to: Vec<Language>,
    /// Lowest percent shown
    #[arg(long, value_name = "N", default_value_t = 70)]
    threshold: u8,
    /// Most matches per text
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// One JSON object per text
    #[arg(long)]
    json: bool,
    /// A file with one text per line
    #[arg(long, value_name = "F", conflicts_with = "texts")]
    file: Option<PathBuf>,
    /// The texts
    #[arg(value_name = "TEXT", required_unless_present = "file")]
    texts: Vec<String>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let memory = Memory::open_read_only(&arguments.db)?;
    let texts = match &arguments.file {
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            text.lines().map(str::to_owned).collect()
        }
        None => arguments.texts.clone(),
    };
    let mut out = std::io::stdout().lock();
    for text in &texts {
        let mut query = Query::new(text)
            .from(arguments.from)
            .threshold(arguments.threshold)
            .limit(arguments.limit);
        for &language in &arguments.to {
            query = query.to(language);
        }
        let matches = memory.lookup(&query)?;
        if arguments.json {
            let matches: Vec<_> = matches.iter().map(as_json).collect();
            writeln!(out, "{}", json!({ "query": text, "matches": matches }))?;
        } else {
            show(&mut out, text, &matches)?;
        }
    }
    Ok(())
}

fn as_json(found: &Match) -> serde_json::Value {
    let targets: Map<_, _> = found
        .proposals()
        .map(|(language, text)| (language.to_string(), json!(text)))
        .collect();
    json!({
        "percent": found.percent(),
        "kind": found.kind(),
        "source": found.source().text,
        "targets": targets,
        "release": found.provenance().first().map(|p| &p.release),
        "penalties": found.penalties(),
    })
}

fn show(out: &mut impl Write, text: &str, matches: &[Match]) -> Result<()> {
    writeln!(out, "{text}")?;
    if matches.is_empty() {
        writeln!(out, "  no match")?;
    }
    for found in matches {
        let release = found.provenance().first().map_or("", |p| &p.release);
        writeln!(
            out,
            "  {:>3}%  {}: {}   [{release}]",
            found.percent(),
            found.source().language,
            found.source().text
        )?;
        for target in found.targets() {
            writeln!(out, "        {}: {}", target.language, target.text)?;
        }
    }
    Ok(())
}
