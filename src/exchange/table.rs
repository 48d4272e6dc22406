//! TSV and CSV with a header row of language tags.

use std::path::{Path, PathBuf};

use super::{entry, read_rows};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::unit::Entry;

/// A table of units: one row each, one column a language, named in the header row.
///
/// Columns whose name [says no language](Language::from_name) are left out and listed in
/// [`Table::ignored`]. Rows with
/// another number of columns than the header are errors, and so are some rows with bytes that are not UTF-8
/// among others; cells may be empty. TSV is read as it
/// stands, without quoting; CSV by RFC 4180, between semicolons if the header is, as spreadsheets write it
/// where the comma is the decimal mark, and a row whose quotation marks do not fit is an error.
///
/// # Example
/// ```
/// use tolmach::exchange::Table;
/// # let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("terms.tsv");
/// std::fs::write(&path, "en\tkk\nHead of State\tМемлекет басшысы\nodd row\n").unwrap();
/// let table = Table::open(&path)?;
/// let rows: Vec<_> = table.collect();
/// assert!(rows[0].is_ok());
/// assert_eq!(rows[1].as_ref().unwrap_err().location().unwrap().line, Some(3));
/// # Ok::<(), tolmach::Error>(())
/// ```
pub struct Table {
    path: PathBuf,
    records: csv::StringRecordsIntoIter<std::io::Cursor<String>>,
    /// What stands between the cells of a row, if cells may stand in quotation marks.
    separator: Option<char>,
    columns: Vec<Option<Language>>,
    ignored: Vec<String>,
    line: u64,
}

impl Table {
    /// Opens a `.csv` file as CSV, any other as TSV, and reads its header.
    ///
    /// # Errors
    /// If the file cannot be read or decoded, or the header names fewer than two languages, or
    /// one twice.
    pub fn open(path: &Path) -> Result<Self> {
        let text = read_rows(path)?;
        // The csv reader counts lines by their line feeds, one late where lines end in CR LF.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let is_csv = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let separator = is_csv.then(|| separator(&text));
        let mut builder = csv::ReaderBuilder::new();
        builder.flexible(true);
        match separator {
            Some(separator) => builder.delimiter(separator as u8),
            None => builder.delimiter(b'\t').quoting(false),
        };
        let mut reader = builder.from_reader(std::io::Cursor::new(text));
        let header = reader.headers().map_err(|e| bad_record(path, e))?.clone();
        let columns: Vec<Option<Language>> = header
            .iter()
            .map(|name| Language::from_name(name).ok())
            .collect();
        let ignored = header
            .iter()
            .zip(&columns)
            .filter(|(_, language)| language.is_none());
        let ignored = ignored.map(|(name, _)| name.to_owned()).collect();
        let mut languages: Vec<Language> = columns.iter().flatten().copied().collect();
        let count = languages.len();
        languages.sort_unstable();
        languages.dedup();
        if count < 2 || languages.len() < count {
            let message = match (count, is_csv) {
                _ if header.is_empty() => "the file is empty; fill it or leave it out",
                (0 | 1, true) => {
                    "the header row names fewer than two languages; \
                     make the first row a row of language tags between commas, such as en,ru,kk"
                }
                (0 | 1, false) => {
                    "the header row names fewer than two languages; \
                     make the first row a row of language tags between tabs, such as en, ru, kk"
                }
                _ => "the header row names a language twice; rename or remove a column",
            };
            return Err(Error::input(message).in_file(path).at_line(1));
        }
        Ok(Table {
            path: path.to_owned(),
            records: reader.into_records(),
            separator,
            columns,
            ignored,
            line: 1,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The line on which the row begins that was told last, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Names of the columns that are no language.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("path", &self.path)
            .field("columns", &self.columns)
            .finish_non_exhaustive()
    }
}

impl Iterator for Table {
    type Item = Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.records.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(bad_record(&self.path, error))),
        };
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let reader = self.records.reader();
        let end = reader.position().byte() as usize;
        let read = reader.get_ref().get_ref().get(start..end);
        let read = read.unwrap_or_default();
        // The reader counts empty lines before a row as its own.
        let row = read.trim_start_matches('\n');
        let line = record.position().map_or(0, csv::Position::line);
        let line = line + (read.len() - row.len()) as u64;
        self.line = line;
        if let Some(separator) = self.separator
            && !closes_its_quotes(row, separator)
        {
            let last = line + row.trim_end_matches('\n').matches('\n').count() as u64;
            let message = format!(
                "a quotation mark opens a cell and is not closed at the end of one, so that all up to \
                 line {last} was taken for this row; close it, and write a mark inside such a cell twice"
            );
            return Some(Err(Error::input(message).in_file(&self.path).at_line(line)));
        }
        if record.len() != self.columns.len() {
            let message = format!(
                "{} columns where the header has {}",
                record.len(),
                self.columns.len()
            );
            return Some(Err(Error::input(message).in_file(&self.path).at_line(line)));
        }
        let cells = self.columns.iter().zip(record.iter());
        let cells = cells.filter_map(|(language, cell)| Some(((*language)?, cell)));
        Some(entry(cells, &self.path, line))
    }
}

/// What stands between the cells of a CSV, by its first line: of commas and semicolons, the more frequent.
fn separator(text: &str) -> char {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: char| header.matches(separator).count();
    match count(',') < count(';') {
        true => ';',
        false => ',',
    }
}

/// Whether each cell that begins with a quotation mark ends with one.
fn closes_its_quotes(row: &str, separator: char) -> bool {
    let mut rest = row;
    loop {
        let ends = [separator, '\n'];
        rest = match rest.strip_prefix('"').map(behind_quotes) {
            None => rest.trim_start_matches(|c| !ends.contains(&c)),
            Some(Some(behind)) if behind.is_empty() || behind.starts_with(ends) => behind,
            Some(_) => return false,
        };
        match rest.strip_prefix(separator) {
            Some(next) => rest = next,
            None => return true,
        }
    }
}

/// What stands behind the mark that closes a cell; two of them are one of its text.
fn behind_quotes(cell: &str) -> Option<&str> {
    let mut rest = cell;
    loop {
        let (_, behind) = rest.split_once('"')?;
        match behind.strip_prefix('"') {
            Some(next) => rest = next,
            None => return Some(behind),
        }
    }
}

fn bad_record(path: &Path, error: csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    Error::input("the table cannot be read")
        .in_file(path)
        .at_line(line)
        .because(error)
}
