//! Interchange: tables and line-aligned corpora in, as iterators over [`Entry`].
//!
//! A file is read and decoded when it is opened; its records are parsed as they are asked for. A
//! record that cannot be used is an `Err` with file and line, and the records after it go on.

mod lines;
mod table;

use std::fs;
use std::path::Path;

pub use self::lines::{LineAligned, is_line_aligned};
pub use self::table::Table;
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::text::{UNDECODED, decode_rows};
use crate::unit::Entry;

fn read_rows(path: &Path) -> Result<String> {
    let bytes = fs::read(path).map_err(|error| Error::io("read", path, error))?;
    decode_rows(bytes).map_err(|error| error.in_file(path))
}

/// The record on a line as an entry, if it has text; cells are stored without white space around
/// them, and empty ones not at all.
fn entry<'t>(
    cells: impl Iterator<Item = (Language, &'t str)>,
    path: &Path,
    line: u64,
) -> Result<Entry> {
    let refused = |message: String| Err(Error::input(message).in_file(path).at_line(line));
    let cells = cells.map(|(language, text)| (language, text.trim()));
    let entry = Entry::new(cells.filter(|(_, text)| !text.is_empty()));
    if entry.variants.is_empty() {
        return refused("no text in any language".to_owned());
    }
    if let Some(bad) = entry.variants.iter().find(|v| v.text.contains(UNDECODED)) {
        return refused(format!(
            "the {} text has bytes that are not UTF-8; write it anew",
            bad.language
        ));
    }
    if let Some(bad) = entry.variants.iter().find(|v| v.text.contains('\0')) {
        return refused(format!(
            "a NUL character in the {} text; remove it",
            bad.language
        ));
    }
    Ok(entry)
}
