//! Release folders: which files are documents, what encoding they are in, what `release.json` says.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Document, Rejected, Release};
use crate::error::{Error, Result};
use crate::lang::Language;
use crate::text::{check_day, decode, lines};

/// The file beside the documents that says when and where the release was published.
const METADATA: &str = "release.json";

impl Release {
    /// Reads a release folder; its name is the key.
    ///
    /// Documents are the files named by a language tag: `en.txt`, `ru.html`, `kk-Latn.txt` …, as
    /// [`Language::from_name`] takes it; of two in one language, the plain text is taken. UTF-8 is
    /// expected, UTF-16 with a byte order mark understood. Whatever cannot be used is listed in
    /// [`Release::rejected`], and the rest goes on.
    ///
    /// # Errors
    /// If the folder cannot be read or holds no file that is named as a document, or if its name
    /// [cannot be a key](Release::new).
    ///
    /// # Example
    /// ```
    /// use tolmach::release::Release;
    /// let release = Release::read_dir("examples/releases/2023-09-14-green-energy-auctions")?;
    /// assert_eq!(release.date.as_deref(), Some("2023-09-14"));
    /// assert_eq!(release.documents.len(), 3);
    /// assert!(release.rejected.is_empty());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn read_dir(path: impl AsRef<Path>) -> Result<Release> {
        let path = path.as_ref();
        let entries = entries(path)?;
        let mut release = Release::new(key(path)?).map_err(|e| e.in_file(path))?;
        let mut files: Vec<(Language, Format, PathBuf)> = Vec::new();
        for entry in entries {
            match Entry::of(&entry) {
                Entry::Document(language, format) => files.push((language, format, entry)),
                Entry::Metadata => release.read_metadata(&entry),
                Entry::Other(reason) => release.reject(Error::input(reason).in_file(&entry)),
            }
        }
        if files.is_empty() {
            return Err(Error::input(
                "no document in this folder; a release holds files named by language, such as en.txt, ru.txt or kk.html",
            )
            .in_file(path));
        }
        files.sort_by(|a, b| (a.0, a.1, &a.2).cmp(&(b.0, b.1, &b.2)));
        for (language, format, file) in files {
            if let Some(taken) = release.documents.iter().find(|d| d.language == language) {
                let taken = taken.path.as_deref().and_then(Path::file_name);
                let reason = format!(
                    "{} is the {language} document already; keep one of the two",
                    taken.unwrap_or_default().display()
                );
                release.reject(Error::input(reason).in_file(&file));
                continue;
            }
            match read_document(language, format, &file) {
                Ok(document) => release.documents.push(document),
                Err(error) => release.reject(error),
            }
        }
        Ok(release)
    }

    fn reject(&mut self, error: Error) {
        self.rejected.push(Rejected::from(error));
    }

    fn read_metadata(&mut self, path: &Path) {
        let text = match read_text(path) {
            Ok(text) => text,
            Err(error) => return self.reject(error),
        };
        let value: serde_json::Value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => {
                let line = error.line() as u64;
                let malformed = Error::input(
                    "malformed JSON; date, address and titles of this release are not known until it is mended",
                );
                return self.reject(malformed.because(error).in_file(path).at_line(line));
            }
        };
        let Some(fields) = value.as_object() else {
            return self.reject(
                Error::input("a JSON object is expected: {\"date\":…, \"url\":…, \"title\":{…}}")
                    .in_file(path),
            );
        };
        let mut flaws = Vec::new();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_null()) {
            match (name.as_str(), value) {
                ("date", serde_json::Value::String(date)) => match check_day(date) {
                    Ok(()) => self.date = Some(date.clone()),
                    Err(error) => flaws.push(error.at_item("date")),
                },
                ("url", serde_json::Value::String(url)) => self.url = Some(url.clone()),
                ("title", serde_json::Value::Object(titles)) => {
                    for (tag, title) in titles {
                        match (Language::parse(tag), title.as_str()) {
                            (Ok(language), Some(title)) => {
                                self.title.insert(language, title.to_owned());
                            }
                            (Err(error), _) => flaws.push(error.at_item("title")),
                            (Ok(_), None) => flaws.push(
                                Error::input("a text is expected").at_item(format!("title.{tag}")),
                            ),
                        }
                    }
                }
                ("date" | "url", _) => {
                    flaws.push(Error::input("a text is expected").at_item(name));
                }
                ("title", _) => flaws.push(
                    Error::input("titles by language are expected: {\"en\":\"…\", \"ru\":\"…\"}")
                        .at_item(name),
                ),
                // Fields of other programs and of later versions are theirs.
                _ => {}
            }
        }
        for flaw in flaws {
            self.reject(flaw.in_file(path));
        }
    }
}

impl Document {
    /// Reads a file: an HTML page if its name ends in `.html`, `.htm` or `.xhtml`, otherwise plain
    /// text; encoded as [`read_text`] has it.
    ///
    /// # Errors
    /// If the file cannot be read or is no text; the error names the file and, where there is one,
    /// the line.
    ///
    /// # Example
    /// ```
    /// use tolmach::{Document, KK};
    /// let path = "examples/releases/2023-09-14-green-energy-auctions/kk.txt";
    /// let document = Document::read(path, KK)?;
    /// assert_eq!(document.path.as_deref(), Some(path.as_ref()));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn read(path: impl AsRef<Path>, language: Language) -> Result<Document> {
        let path = path.as_ref();
        let format = Format::of(path).unwrap_or(Format::Text);
        document(language, format, path, &read_text(path)?)
    }
}

/// Reads a whole text file: UTF-8 or, with a byte order mark, UTF-16; the mark is left out.
///
/// # Errors
/// If the file cannot be read, or [decoded](decode); the error names the file and the line.
///
/// # Example
/// ```
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("kk.txt");
/// std::fs::write(&path, "\u{feff}Отырыс")?;
/// assert_eq!(tolmach::release::read_text(&path)?, "Отырыс");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_text(path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    let bytes = fs::read(path).map_err(|error| Error::io("read", path, error))?;
    decode(bytes).map_err(|error| error.in_file(path))
}

/// Reads a folder of release folders, one at a time, in the order of their names. Plain files in
/// it, such as a `README.md`, and hidden folders are passed over; any other folder is a release or
/// an error.
///
/// # Errors
/// If the folder cannot be read, or holds no folder.
///
/// # Example
/// ```
/// let releases = tolmach::release::read_collection("examples/releases")?;
/// assert_eq!(releases.len(), 33);
/// for (path, release) in releases {
///     assert_eq!(path.file_name().unwrap().to_str(), Some(release?.key.as_str()));
/// }
/// # Ok::<(), tolmach::Error>(())
/// ```
pub fn read_collection(path: impl AsRef<Path>) -> Result<Collection> {
    let path = path.as_ref();
    let mut folders = entries(path)?;
    folders.retain(|entry| entry.is_dir());
    if folders.is_empty() {
        return Err(Error::input(
            "no release in this folder; a collection holds a folder per release, with files such as en.txt in each",
        )
        .in_file(path));
    }
    Ok(Collection {
        folders: folders.into_iter(),
    })
}

/// The releases of a collection with their folders, read as they are asked for; see
/// [`read_collection`]. Its length is known beforehand.
///
/// # Example
/// ```
/// let mut releases = tolmach::release::read_collection("examples/releases")?;
/// let (path, release) = releases.next().unwrap();
/// assert!(path.ends_with("2021-09-16-collective-security-council-session"));
/// assert!(release.is_ok());
/// assert_eq!(releases.len(), 32);
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Debug)]
pub struct Collection {
    folders: std::vec::IntoIter<PathBuf>,
}

impl Iterator for Collection {
    type Item = (PathBuf, Result<Release>);

    fn next(&mut self) -> Option<Self::Item> {
        let folder = self.folders.next()?;
        let release = Release::read_dir(&folder);
        Some((folder, release))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.folders.size_hint()
    }
}

impl ExactSizeIterator for Collection {}

/// Whether the path is a folder that [`Release::read_dir`] would find documents in: one with a
/// file such as `en.txt` or `kk.html`. A folder of such folders is none.
///
/// # Example
/// ```
/// use tolmach::release::is_release_dir;
/// assert!(is_release_dir("examples/releases/2023-09-14-green-energy-auctions"));
/// assert!(!is_release_dir("examples/releases"));
/// assert!(!is_release_dir("no such folder"));
/// ```
pub fn is_release_dir(path: impl AsRef<Path>) -> bool {
    entries(path.as_ref()).is_ok_and(|entries| {
        entries
            .iter()
            .any(|entry| matches!(Entry::of(entry), Entry::Document(..)))
    })
}

/// What a file in a release folder is.
enum Entry {
    Document(Language, Format),
    Metadata,
    /// Nothing that is read, and why.
    Other(String),
}

/// The formats of documents, the preferred one first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Text,
    Html,
}

impl Format {
    /// The format that the path's ending tells.
    fn of(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            _ => None,
        }
    }
}

impl Entry {
    fn of(path: &Path) -> Entry {
        if path.is_dir() {
            return Entry::Other("a folder inside a release is not read".to_owned());
        }
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Entry::Other("the file's name is not UTF-8; rename it".to_owned());
        };
        if name == METADATA {
            return Entry::Metadata;
        }
        let Some(format) = Format::of(path) else {
            return Entry::Other(
                "not a document of the release; documents end in .txt or .html".to_owned(),
            );
        };
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        match Language::from_name(stem) {
            Ok(language) => Entry::Document(language, format),
            Err(error) => Entry::Other(format!("the file's name says no language: {error}")),
        }
    }
}

/// What the folder holds, sorted by name, hidden files left out.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error| Error::io("read", folder, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

/// The folder's own name, also where the path ends in `.` or `..`.
fn key(folder: &Path) -> Result<String> {
    let name = match folder.file_name() {
        Some(name) => name.to_owned(),
        None => fs::canonicalize(folder)
            .map_err(|error| Error::io("read", folder, error))?
            .file_name()
            .unwrap_or_default()
            .to_owned(),
    };
    name.into_string().map_err(|_| {
        Error::input("the folder's name is not UTF-8 and cannot be a key; rename it")
            .in_file(folder)
    })
}

/// A document of a release: one that has text.
fn read_document(language: Language, format: Format, path: &Path) -> Result<Document> {
    let text = read_text(path)?;
    let document = document(language, format, path, &text)?;
    if document.blocks.is_empty() {
        return Err(Error::input(match text.is_empty() {
            true => "the file is empty; fill it or remove it",
            false => "the file holds no text, as if it were empty; fill it or remove it",
        })
        .in_file(path));
    }
    Ok(document)
}

fn document(language: Language, format: Format, path: &Path, text: &str) -> Result<Document> {
    if let Some(at) = text.find('\0') {
        return Err(Error::input(
            "a NUL byte in the text; the file may be damaged or no text at all: save it as UTF-8 text",
        )
        .in_file(path)
        .at_line(lines(&text[..at]).count() as u64));
    }
    let mut document = match format {
        Format::Text => Document::from_text(language, text),
        #[cfg(feature = "html")]
        Format::Html => Document::from_html(language, text),
        #[cfg(not(feature = "html"))]
        Format::Html => {
            return Err(Error::input(
                "this build does not read HTML; build it with the feature `html`, or save the page as text",
            )
            .in_file(path));
        }
    };
    document.path = Some(path.to_owned());
    Ok(document)
}
