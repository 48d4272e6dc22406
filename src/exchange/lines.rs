//! Line-aligned corpora (Moses style): `NAME.en`, `NAME.ru`, `NAME.kk`, one segment a line.

use std::path::{Path, PathBuf};

use super::{entry, read_rows};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::unit::Entry;

/// A corpus of files that share their name and have [languages](Language::from_name) for endings;
/// line *n* of one is the translation of line *n* of the others. A line with bytes that are not UTF-8 among
/// others is an error.
///
/// # Example
/// ```
/// use tolmach::exchange::LineAligned;
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("corpus.en");
/// std::fs::write(path.with_extension("en"), "one\ntwo\n").unwrap();
/// std::fs::write(path.with_extension("kk"), "бір\nекі\n").unwrap();
/// let corpus = LineAligned::open(&path)?;
/// assert_eq!(corpus.count(), 2);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Debug)]
pub struct LineAligned {
    path: PathBuf,
    sides: Vec<(Language, std::vec::IntoIter<String>)>,
    line: u64,
}

/// Whether `path` is one side of a line-aligned corpus: a language tag for its ending, and a
/// sister file with another one.
pub fn is_line_aligned(path: &Path) -> bool {
    path.is_file() && sides(path).is_ok_and(|sides| sides.len() > 1)
}

impl LineAligned {
    /// Opens the corpus that the file `path` (any of its sides) belongs to.
    ///
    /// # Errors
    /// If a file cannot be read or decoded, there is no second side, or the sides differ in their
    /// number of lines.
    pub fn open(path: &Path) -> Result<Self> {
        let found = sides(path)?;
        if found.len() < 2 {
            let message = "no second side; put files of one name side by side, \
                           such as corpus.en and corpus.kk";
            return Err(Error::input(message).in_file(path));
        }
        let mut sides = Vec::with_capacity(found.len());
        for (language, file) in found {
            let text = read_rows(&file)?;
            // Old programs end lines with CR alone.
            let text = match text.contains('\n') {
                true => text,
                false => text.replace('\r', "\n"),
            };
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            sides.push((language, lines));
        }
        let lines = sides[0].1.len();
        if let Some((language, other)) = sides.iter().find(|(_, side)| side.len() != lines) {
            let message = format!(
                "{} lines in {} and {} in {language}; line-aligned files have the same number",
                lines,
                sides[0].0,
                other.len()
            );
            return Err(Error::input(message).in_file(path));
        }
        Ok(LineAligned {
            path: path.to_owned(),
            sides: sides
                .into_iter()
                .map(|(l, side)| (l, side.into_iter()))
                .collect(),
            line: 0,
        })
    }
}

impl Iterator for LineAligned {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut texts = Vec::with_capacity(self.sides.len());
        for (language, side) in &mut self.sides {
            texts.push((*language, side.next()?));
        }
        self.line += 1;
        let cells = texts
            .iter()
            .map(|(language, text)| (*language, text.as_str()));
        Some(entry(cells, &self.path, self.line))
    }
}

/// The files of the corpus, ordered by language.
fn sides(path: &Path) -> Result<Vec<(Language, PathBuf)>> {
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let listing = folder
        .read_dir()
        .map_err(|e| Error::io("read", folder, e))?;
    let mut found = Vec::new();
    for file in listing.filter_map(|entry| entry.ok().map(|e| e.path())) {
        if let Some(language) = language_of(&file)
            && file.file_stem() == path.file_stem()
            && file.is_file()
        {
            found.push((language, file));
        }
    }
    found.sort();
    found.dedup_by_key(|(language, _)| *language);
    // The one asked for is a side itself.
    Ok(language_of(path).map_or_else(Vec::new, |_| found))
}

/// The language that the file's ending names.
fn language_of(file: &Path) -> Option<Language> {
    Language::from_name(file.extension()?.to_str()?).ok()
}
