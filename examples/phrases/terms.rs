//! The curated list: what people say a term is to be called, or must not be.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use tolmach::exchange::Table;
use tolmach::phrases::Term;
use tolmach::{Language, Memory, TermStatus};

use crate::console;

#[derive(Subcommand)]
pub(crate) enum Terms {
    /// Adds a term, which is found from either language, or says anew whether it is forbidden
    Add {
        #[command(flatten)]
        named: Named,
        /// What the term must not be called
        #[arg(long)]
        forbidden: bool,
    },
    /// Removes a term
    Remove {
        #[command(flatten)]
        named: Named,
    },
    /// Adds the rows of a table; a row that cannot be used is told with its line
    Import {
        /// The memory; made if there is none
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// What the first language's terms must not be called in the others
        #[arg(long)]
        forbidden: bool,
        /// CSV or TSV with a header row of language tags
        #[arg(value_name = "TABLE")]
        table: PathBuf,
    },
    /// Lists all terms in the order in which they were added
    List {
        /// The memory
        #[arg(long, value_name = "FILE")]
        db: PathBuf,
        /// One JSON object per line
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub(crate) struct Named {
    /// The memory; to add a term, it is made if there is none
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// The term's language
    #[arg(long, value_name = "L")]
    from: Language,
    /// The other language
    #[arg(long, value_name = "L")]
    to: Language,
    /// The term
    #[arg(value_name = "TEXT")]
    text: String,
    /// What it is to be called there
    #[arg(value_name = "TARGET")]
    target: String,
}

impl Named {
    fn term(self) -> (PathBuf, Term) {
        let term = Term::new(self.from, self.text, self.to, self.target);
        (self.db, term)
    }
}

pub(crate) fn run(out: &mut dyn Write, terms: Terms) -> Result<()> {
    match terms {
        Terms::Add { named, forbidden } => {
            console::check_languages(named.from, &[named.to]);
            let (db, term) = named.term();
            let term = if forbidden { term.forbidden() } else { term };
            let changed = Memory::open(db)?.add_terms(&[term])?;
            let told = ["the list has it already", "added"][changed];
            writeln!(out, "{told}")?;
        }
        Terms::Remove { named } => {
            let (db, term) = named.term();
            if !console::existing(&db)?.remove_term(&term)? {
                bail!("the list has no such term; `phrases terms list` shows what it has");
            }
            writeln!(out, "removed")?;
        }
        Terms::Import {
            db,
            forbidden,
            table,
        } => {
            let table = Table::open(&table)?;
            for name in table.ignored() {
                eprintln!("note: column “{name}” is no language tag and was left out");
            }
            let status = match forbidden {
                true => TermStatus::Forbidden,
                false => TermStatus::Preferred,
            };
            let report = Memory::open(db)?.import_terms(table, status)?;
            for rejected in &report.rejected {
                eprintln!("rejected: {}: {}", rejected.location, rejected.reason);
            }
            writeln!(
                out,
                "{} rows: {} terms new, {} known; {} rows rejected",
                report.rows,
                report.new,
                report.known,
                report.rejected.len()
            )?;
        }
        Terms::List { db, json } => {
            for term in Memory::open_read_only(db)?.terms()? {
                if json {
                    let line = json!({
                        "from": term.language().to_string(),
                        "text": term.text(),
                        "to": term.target_language().to_string(),
                        "target": term.target(),
                        "forbidden": term.is_forbidden(),
                    });
                    writeln!(out, "{line}")?;
                    continue;
                }
                let verb = if term.is_forbidden() { "never" } else { "→" };
                writeln!(
                    out,
                    "{}: {}  {verb}  {}: {}",
                    term.language(),
                    term.text(),
                    term.target_language(),
                    term.target()
                )?;
            }
        }
    }
    Ok(())
}
