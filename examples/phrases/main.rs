//! Stock phrases: mines them, finds them in texts, lists them, shows them in context.
//!
//! ```text
//! cargo run --release --example phrases -- mine --db target/press.tm
//! cargo run --release --example phrases -- find --db target/press.tm --from en --to ru,kk "to the Heads of State"
//! cargo run --release --example phrases -- list --db target/press.tm --from en --to kk
//! cargo run --release --example phrases -- list --db target/press.tm --from en --to ru,kk --html glossary.html
//! cargo run --release --example phrases -- concord --db target/press.tm --from en --to kk "Head of State"
//! cargo run --release --example phrases -- terms import --db target/press.tm terms.tsv
//! ```

#[path = "../shared/console.rs"]
mod console;
mod glossary;
#[path = "../shared/page.rs"]
mod page;
mod terms;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand};
use serde_json::{Value, json};
use tolmach::phrases::{FormKind, Hit, Mining, Origin, PhraseBook, Translation};
use tolmach::{Concordance, ConcordanceLine, Language, Memory};

use crate::terms::Terms;

/// Stock phrases: mines them, finds them in texts, lists them, shows them in context.
#[derive(Parser)]
#[command(after_help = "Example: phrases mine --db target/press.tm
Then:    phrases find --db target/press.tm --from en --to ru,kk \"to the Heads of State\"")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Mines the memory's phrases, in place of those mined before
    Mine {
        /// The memory, as made by the `import` example
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// In how many releases a phrase must stand; each row of a table counts as one
        #[arg(long, value_name = "N", default_value_t = 2)]
        min_releases: usize,
    },
    /// Finds the phrases of texts, in any inflected form, with their translations
    Find {
        #[command(flatten)]
        asked: Asked,
        /// A file with one text per line; "-" is standard input
        #[arg(long, value_name = "F", conflicts_with = "texts")]
        file: Option<PathBuf>,
        /// The texts
        #[arg(value_name = "TEXT", required_unless_present = "file")]
        texts: Vec<String>,
    },
    /// Lists all phrases, the surest first, or writes a glossary of them
    List {
        #[command(flatten)]
        asked: Asked,
        /// At most so many, the surest
        #[arg(long, value_name = "N", default_value_t = usize::MAX, hide_default_value = true)]
        limit: usize,
        /// Write a glossary page for any browser, to search, sort and print
        #[arg(long, value_name = "OUT", conflicts_with = "json")]
        html: Option<PathBuf>,
    },
    /// Shows every unit with a phrase
    Concord {
        #[command(flatten)]
        asked: Asked,
        /// Only these very words, not their other forms
        #[arg(long)]
        exact: bool,
        /// If no unit has the whole: its longest parts of two words and more, as they are written
        #[arg(long)]
        parts: bool,
        /// The phrase, in any form
        phrase: String,
    },
    /// Lists the acronyms whose full names the texts tell
    Acronyms {
        /// The memory
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
    /// The curated list of terms, which win over what is mined
    Terms {
        #[command(subcommand)]
        terms: Terms,
    },
}

#[derive(Args)]
struct Asked {
    /// The memory
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Language of the phrases (BCP 47: en, ru, kk, …)
    #[arg(long, value_name = "L")]
    from: Language,
    /// Languages wanted
    #[arg(long, value_name = "L,L", value_delimiter = ',', required = true)]
    to: Vec<Language>,
    /// As of this day (YYYY-MM-DD): later releases do not count
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
    /// One JSON object per line
    #[arg(long)]
    json: bool,
}

impl Asked {
    fn memory(&self) -> Result<Memory> {
        Ok(Memory::open_read_only(&self.db)?)
    }

    fn book(&self, memory: &Memory) -> Result<PhraseBook> {
        let book = memory.phrases_as_of(self.from, &self.to, self.as_of.as_deref())?;
        if book.is_stale() {
            eprintln!(
                "note: the memory has units that no phrases were mined from; `phrases mine` brings them up to date"
            );
        }
        Ok(book)
    }
}

fn main() -> ExitCode {
    let command = Arguments::parse().command;
    if let Command::Find { asked, .. }
    | Command::List { asked, .. }
    | Command::Concord { asked, .. } = &command
    {
        console::check_languages(asked.from, &asked.to);
    }
    console::run(|out| run(out, command))
}

fn run(out: &mut dyn Write, command: Command) -> Result<()> {
    match command {
        Command::Mine { db, min_releases } => mine(out, &db, min_releases),
        Command::Find { asked, file, texts } => find(out, &asked, file.as_deref(), texts),
        Command::List { asked, limit, html } => match html {
            Some(path) => list_html(out, &asked, limit, &path),
            None => list(out, &asked, limit),
        },
        Command::Concord {
            asked,
            exact,
            parts,
            phrase,
        } => concord(out, &asked, exact, parts, &phrase),
        Command::Acronyms { db, json } => acronyms(out, &db, json),
        Command::Terms { terms } => terms::run(out, terms),
    }
}

fn mine(out: &mut dyn Write, db: &Path, min_releases: usize) -> Result<()> {
    let mut memory = console::existing(db)?;
    let report = memory.mine_phrases(Mining::new().min_releases(min_releases))?;
    let counts: Vec<String> = report
        .phrases
        .iter()
        .map(|(l, n)| format!("{n} {l}"))
        .collect();
    writeln!(
        out,
        "{} units; phrases: {}; {} translations",
        report.units,
        if counts.is_empty() {
            "none".to_owned()
        } else {
            counts.join(", ")
        },
        report.translations
    )?;
    Ok(())
}

fn find(out: &mut dyn Write, asked: &Asked, file: Option<&Path>, texts: Vec<String>) -> Result<()> {
    let texts = match file {
        Some(file) => console::lines(file)?,
        None => texts,
    };
    let book = asked.book(&asked.memory()?)?;
    for text in &texts {
        let hits = book.find(text);
        if asked.json {
            writeln!(out, "{}", json!({ "query": text, "phrases": hits }))?;
            continue;
        }
        writeln!(out, "{text}")?;
        for hit in &hits {
            let indent = if hit.is_overlapped { "    " } else { "  " };
            let gap = hit.gap.as_ref().map(|gap| &text[gap.clone()]);
            let gap = gap.map_or(String::new(), |word| format!(", without “{word}”"));
            writeln!(out, "{indent}{}  [{}{gap}]", hit.text, hit.phrase.text)?;
            for &language in &asked.to {
                let told = hit.phrase.translations(language).iter().take(3);
                let told: Vec<String> = told.map(|t| shown_here(t, hit)).collect();
                if !told.is_empty() {
                    writeln!(out, "{indent}  {language}: {}", told.join(" | "))?;
                }
            }
        }
    }
    Ok(())
}

/// A translation for the terminal, in the form that it has here.
fn shown_here(t: &Translation, hit: &Hit<'_>) -> String {
    let form = t.form_for(hit);
    let told = shown(t, &form.text);
    let of = match form.kind {
        FormKind::Built => format!(", made of {}", t.citation),
        FormKind::OtherNumber => ", in another number".to_owned(),
        _ if form.text != t.citation => format!(", of {}", t.citation),
        _ => return told,
    };
    match told.strip_suffix(')') {
        Some(told) => format!("{told}{of})"),
        None => told,
    }
}

/// A translation for the terminal, in this form.
fn shown(t: &Translation, form: &str) -> String {
    let since = t.preferred_since.as_ref();
    let since = since.map_or(String::new(), |day| format!(", since {day}"));
    let also = t.other_name.as_ref();
    let also = also.map_or(String::new(), |name| format!(" = {name}"));
    match t.origin {
        Origin::Forbidden => format!("never: {}", t.citation),
        Origin::Curated if t.count == 0 => format!("{form}{also} (curated)"),
        _ => format!("{form}{also} ({}{since})", t.count),
    }
}

fn list_html(out: &mut dyn Write, asked: &Asked, limit: usize, path: &Path) -> Result<()> {
    let memory = asked.memory()?;
    let book = asked.book(&memory)?;
    let page = glossary::glossary(&memory, &book, asked.from, &asked.to, limit)?;
    std::fs::write(path, page).with_context(|| format!("cannot write {}", path.display()))?;
    let count = book.phrases().len().min(limit);
    writeln!(out, "{}: {count} phrases", path.display())?;
    Ok(())
}

fn list(out: &mut dyn Write, asked: &Asked, limit: usize) -> Result<()> {
    let book = asked.book(&asked.memory()?)?;
    for phrase in book.phrases().iter().take(limit) {
        if asked.json {
            writeln!(out, "{}", serde_json::to_string(phrase)?)?;
            continue;
        }
        writeln!(
            out,
            "{}  ({} in {} releases)",
            phrase.text, phrase.count, phrase.releases
        )?;
        for &language in &asked.to {
            let told = phrase.translations(language).iter().take(3);
            let told: Vec<String> = told.map(|t| shown(t, &t.citation)).collect();
            if !told.is_empty() {
                writeln!(out, "    {language}: {}", told.join(" | "))?;
            }
        }
    }
    Ok(())
}

fn acronyms(out: &mut dyn Write, db: &Path, json: bool) -> Result<()> {
    for acronym in Memory::open_read_only(db)?.acronyms()? {
        if json {
            writeln!(out, "{}", serde_json::to_string(&acronym)?)?;
            continue;
        }
        let others = acronym.counterparts.iter();
        let others: Vec<String> = others.map(|(l, short)| format!("{l}: {short}")).collect();
        writeln!(
            out,
            "{}: {}  {}  ({})  {}",
            acronym.language,
            acronym.short,
            acronym.full,
            acronym.count,
            others.join("  ")
        )?;
    }
    Ok(())
}

fn concord(
    out: &mut dyn Write,
    asked: &Asked,
    exact: bool,
    parts: bool,
    phrase: &str,
) -> Result<()> {
    let memory = asked.memory()?;
    for &language in &asked.to {
        let concordance = match exact {
            true => memory.concordance_exact(phrase, asked.from, language),
            false => memory.concordance(phrase, asked.from, language),
        }?;
        show(out, asked, language, &concordance)?;
        if parts && concordance.lines.is_empty() {
            for part in memory.shared_runs(phrase, asked.from, language, 2)? {
                let part = memory.concordance_exact(&phrase[part], asked.from, language)?;
                show(out, asked, language, &part)?;
            }
        }
    }
    Ok(())
}

fn show(
    out: &mut dyn Write,
    asked: &Asked,
    language: Language,
    concordance: &Concordance,
) -> Result<()> {
    if concordance.lines.is_empty() && !asked.json {
        writeln!(out, "{language}: no unit has it")?;
    }
    let mut group = None;
    for line in &concordance.lines {
        if asked.json {
            writeln!(out, "{}", line_json(line, language))?;
            continue;
        }
        if group != Some(line.group) {
            group = Some(line.group);
            match line.group.map(|number| &concordance.groups[number]) {
                Some((text, count)) => writeln!(out, "{language}: {text} ({count})")?,
                None => writeln!(out, "{language}: translation not recognised")?,
            }
        }
        writeln!(out, "  {}", marked(&line.source, Some(&line.source_span)))?;
        writeln!(
            out,
            "    {}",
            marked(&line.target, line.target_span.as_ref())
        )?;
    }
    Ok(())
}

fn line_json(line: &ConcordanceLine, language: Language) -> Value {
    let span = |s: &std::ops::Range<usize>| json!([s.start, s.end]);
    json!({
        "source": line.source,
        "target": line.target,
        "source_span": span(&line.source_span),
        "target_span": line.target_span.as_ref().map(span),
        "language": language.to_string(),
        "release": line.release,
        "date": line.date,
    })
}

fn marked(text: &str, span: Option<&std::ops::Range<usize>>) -> String {
    match span {
        Some(s) => format!(
            "{}[{}]{}",
            &text[..s.start],
            &text[s.clone()],
            &text[s.end..]
        ),
        None => text.to_owned(),
    }
}
