//! What the programs have in common: where texts come from, how results and errors are told.
// Each program uses its part.
#![allow(dead_code)]

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use tolmach::release::read_text;
use tolmach::text::decode;
use tolmach::{Document, Language, Memory};

/// Runs a program that writes its results to standard output; what fails is told on standard
/// error, and the exit code is 1.
pub(crate) fn run(program: impl FnOnce(&mut dyn Write) -> Result<()>) -> ExitCode {
    let mut out = BufWriter::new(io::stdout().lock());
    match program(&mut out).and_then(|()| Ok(out.flush()?)) {
        Err(error) if !is_closed_pipe(&error) => {
            tell(&error);
            ExitCode::FAILURE
        }
        // Who read the results may have seen enough: `… | head`.
        _ => ExitCode::SUCCESS,
    }
}

/// Tells an error with what lies beneath it, on one line.
pub(crate) fn tell(error: &anyhow::Error) {
    eprintln!("error: {error:#}");
}

/// Ends the program with exit code 2, as for arguments that cannot be parsed.
pub(crate) fn wrong_usage(message: impl std::fmt::Display) -> ! {
    eprintln!("error: {message}\n\nFor more information, try '--help'.");
    std::process::exit(2);
}

/// A text has no translations into its own language.
pub(crate) fn check_languages(from: Language, to: &[Language]) {
    if let Some(own) = to.iter().find(|to| to.matches(from)) {
        wrong_usage(format!(
            "--to {own} is the language of --from {from}; give another"
        ));
    }
}

/// Says if the memory has no text at all in a language, such as one that was mistyped.
pub(crate) fn warn_of_unknown(
    memory: &Memory,
    languages: impl IntoIterator<Item = Language>,
) -> Result<()> {
    let known = memory.languages()?;
    for language in languages {
        if !known.iter().any(|known| known.matches(language)) {
            let known: Vec<String> = known.iter().map(Language::to_string).collect();
            let known = match known.is_empty() {
                true => "nothing at all".to_owned(),
                false => known.join(", "),
            };
            eprintln!("warning: the memory has no text in {language}; it has {known}");
        }
    }
    Ok(())
}

/// A memory that is there already, to be changed: a mistyped name makes none.
pub(crate) fn existing(db: &Path) -> Result<Memory> {
    drop(Memory::open_read_only(db)?);
    Ok(Memory::open(db)?)
}

/// A file's text; "-" is standard input.
pub(crate) fn text(path: &Path) -> Result<String> {
    if !is_standard_input(path) {
        return Ok(read_text(path)?);
    }
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .context("standard input")?;
    decode(bytes).context("standard input")
}

/// A file's lines; "-" is standard input.
pub(crate) fn lines(path: &Path) -> Result<Vec<String>> {
    Ok(text(path)?.lines().map(str::to_owned).collect())
}

/// A file's document; "-" is plain text on standard input.
pub(crate) fn document(path: &Path, language: Language) -> Result<Document> {
    match is_standard_input(path) {
        true => Ok(Document::from_text(language, &text(path)?)),
        false => Ok(Document::read(path, language)?),
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    error
        .chain()
        .any(|cause| cause.downcast_ref().is_some_and(closed))
}
