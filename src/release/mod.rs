//! Releases: one publication in one to many languages, its documents and their blocks, and how
//! they are read from a folder, from plain text and from HTML.
//!
//! A release on disk is a folder named by its key, with one file per language (`en.txt`,
//! `ru.txt`, `kk-Latn.html` …) and, if wanted, a `release.json` with `date`, `url` and `title`.
//! [`Release::read_dir`] reads one, [`read_collection`] a folder of them. What cannot be used does
//! not stop the rest: it is listed in [`Release::rejected`] with its place and the reason.
//!
//! # Example
//! ```
//! use tolmach::release::{BlockKind, Release};
//! use tolmach::{EN, KK};
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("2023-04-12-session");
//! std::fs::create_dir(&path)?;
//! std::fs::write(path.join("en.txt"), "The session\n\nIt was held\nin Astana.\n")?;
//! std::fs::write(path.join("kk.txt"), "Отырыс\n\nОл Астанада өтті.\n")?;
//! std::fs::write(path.join("notes.txt"), "Not in any language.")?;
//!
//! let release = Release::read_dir(&path)?;
//! assert_eq!(release.key, "2023-04-12-session");
//! let english = release.document(EN).unwrap();
//! assert_eq!(english.blocks[0].kind, BlockKind::Title);
//! assert_eq!(english.blocks[1].text, "It was held in Astana.");
//! assert!(release.document(KK).is_some());
//! assert!(release.rejected[0].to_string().contains("notes.txt"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod boilerplate;
#[cfg(feature = "html")]
mod html;
mod plain;
mod read;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use self::boilerplate::boilerplate;
pub use self::read::{Collection, is_release_dir, read_collection, read_text};
use crate::error::{Error, Location, Result};
use crate::lang::Language;
use crate::text::check_day;

/// One publication, in one to many languages.
///
/// # Example
/// ```
/// use tolmach::release::{Document, Release};
/// use tolmach::{EN, KK, RU};
///
/// let release = Release::new("2023-04-12-session")?
///     .with_date("2023-04-12")?
///     .with_url("https://press.example.kz/en/2023-04-12-session")
///     .with_document(Document::from_text(EN, "The session\n\nIt was held in Astana."))
///     .with_document(Document::from_text(RU, "Заседание\n\nОно прошло в Астане."));
/// assert_eq!(release.documents.len(), 2);
/// assert!(release.document(KK).is_none());
/// # Ok::<(), tolmach::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Release {
    /// The name that the release is known and found again by; [`Release::new`] says what it may be.
    pub key: String,
    /// The day of publication, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The titles that `release.json` gives; a document's own title is among its blocks.
    pub title: BTreeMap<Language, String>,
    /// The texts, one per language.
    pub documents: Vec<Document>,
    /// What reading the release left out, and why; empty for a release that was not read.
    pub rejected: Vec<Rejected>,
}

impl Release {
    /// A release without documents.
    ///
    /// # Errors
    /// [bad input](Error::is_bad_input) if the key could not name a folder everywhere: it is
    /// empty, `.` or `..`, or holds a slash, a backslash, or a control character.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::Release;
    /// assert!(Release::new("2023-04-12-session").is_ok());
    /// assert!(Release::new("2023/04/12").unwrap_err().is_bad_input());
    /// ```
    pub fn new(key: impl Into<String>) -> Result<Self> {
        let key = key.into();
        check_key(&key)?;
        Ok(Release {
            key,
            date: None,
            url: None,
            title: BTreeMap::new(),
            documents: Vec::new(),
            rejected: Vec::new(),
        })
    }

    /// Adds a document; one in the same language that is already there is replaced.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::{Document, Release};
    /// use tolmach::EN;
    /// let release = Release::new("a")?
    ///     .with_document(Document::from_text(EN, "Old"))
    ///     .with_document(Document::from_text(EN, "New"));
    /// assert_eq!(release.documents.len(), 1);
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    #[must_use]
    pub fn with_document(mut self, document: Document) -> Self {
        match self
            .documents
            .iter_mut()
            .find(|known| known.language == document.language)
        {
            Some(known) => *known = document,
            None => self.documents.push(document),
        }
        self
    }

    /// Sets the day of publication.
    ///
    /// # Errors
    /// [bad input](Error::is_bad_input) if it is no day of the calendar written `YYYY-MM-DD`.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::Release;
    /// assert!(Release::new("a")?.with_date("2024-02-29").is_ok());
    /// assert!(Release::new("a")?.with_date("2023-02-29").is_err());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn with_date(mut self, date: impl Into<String>) -> Result<Self> {
        let date = date.into();
        check_day(&date)?;
        self.date = Some(date);
        Ok(self)
    }

    /// Sets the address of publication.
    ///
    /// # Example
    /// ```
    /// let release = tolmach::release::Release::new("a")?.with_url("https://press.example.kz/a");
    /// assert_eq!(release.url.as_deref(), Some("https://press.example.kz/a"));
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    #[must_use]
    pub fn with_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the title in one language.
    ///
    /// # Example
    /// ```
    /// let release = tolmach::release::Release::new("a")?.with_title(tolmach::EN, "The session");
    /// assert_eq!(release.title[&tolmach::EN], "The session");
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    #[must_use]
    pub fn with_title(mut self, language: Language, title: impl Into<String>) -> Self {
        self.title.insert(language, title.into());
        self
    }

    /// Refuses what [`Release::new`], [`with_date`](Release::with_date), [`read_dir`](Release::read_dir)
    /// and [`with_document`](Release::with_document) would not make: the fields are open to all.
    pub(crate) fn check(&self) -> Result<()> {
        check_key(&self.key)?;
        self.date.as_deref().map_or(Ok(()), check_day)?;
        for (
            number,
            Document {
                language, blocks, ..
            },
        ) in self.documents.iter().enumerate()
        {
            let mut before = self.documents[..number].iter();
            let flaw = if before.any(|other| other.language == *language) {
                format!("two documents in {language}; a release has one a language")
            } else if let Some(block) = blocks.iter().position(|block| block.text.contains('\0')) {
                let block = block + 1;
                format!("a NUL character in block {block} of the {language} document; remove it")
            } else {
                continue;
            };
            return Err(Error::input(flaw).at_item(&self.key));
        }
        Ok(())
    }

    /// The document in this language: the one with the very tag, or else the first whose tag
    /// [matches](Language::matches) it.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::{Document, Release};
    /// use tolmach::{Language, RU};
    /// let russian = Document::from_text(Language::parse("ru-KZ")?, "Заседание");
    /// let release = Release::new("a")?.with_document(russian);
    /// assert!(release.document(RU).is_some());
    /// # Ok::<(), tolmach::Error>(())
    /// ```
    pub fn document(&self, language: Language) -> Option<&Document> {
        let exact = self.documents.iter().find(|d| d.language == language);
        exact.or_else(|| self.documents.iter().find(|d| d.language.matches(language)))
    }
}

/// A release's text in one language.
///
/// # Example
/// ```
/// use tolmach::release::Document;
/// let document = Document::from_text(tolmach::RU, "Заседание\n\nОно прошло в Астане.");
/// assert_eq!(document.blocks.len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Document {
    /// The language of the text.
    pub language: Language,
    /// The text, in reading order.
    pub blocks: Vec<Block>,
    /// The file that the document was read from.
    pub path: Option<PathBuf>,
}

impl Document {
    /// A document of ready-made blocks.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::{Block, BlockKind, Document};
    /// let title = Block::new(BlockKind::Title, "The session");
    /// assert_eq!(Document::new(tolmach::EN, vec![title]).blocks.len(), 1);
    /// ```
    pub fn new(language: Language, blocks: Vec<Block>) -> Self {
        Document {
            language,
            blocks,
            path: None,
        }
    }

    /// Reads plain text: blank lines separate blocks, the first block is the title, the lines of a
    /// block are joined by one blank. Where several lines of a block begin as list items do (`-`,
    /// `–`, `•`, `1.`, `1)`, `а)`), each item becomes a block; neighbouring blocks that begin so
    /// are list items too. Item signs stay in the text.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::{BlockKind, Document};
    /// let text = "Результаты\r\n\r\nПриняты:\r\n– Декларация;\r\n– План\r\nна 2024 год.";
    /// let document = Document::from_text(tolmach::RU, text);
    /// let plan = &document.blocks[3];
    /// assert_eq!((plan.kind, plan.text.as_str()), (BlockKind::ListItem, "– План на 2024 год."));
    /// assert_eq!(plan.line, 5);
    /// ```
    pub fn from_text(language: Language, text: &str) -> Self {
        Document::new(language, plain::blocks(text))
    }

    /// Reads an HTML page: its block-level elements become blocks, the first `h1` (or else the
    /// page's `title`, or else the first block) the title. Scripts, styles, menus, page headers
    /// and footers, asides and forms are dropped, entities decoded, white space collapsed. Mind
    /// that tables become a block per cell, and that styles which hide text are not looked at.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::{BlockKind, Document};
    /// let page = "<nav>Menu</nav><h1>The&nbsp;session</h1><p>Held in\n <b>Astana</b>.<ul><li>Plan</ul>";
    /// let document = Document::from_html(tolmach::EN, page);
    /// let texts: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
    /// assert_eq!(texts, ["The\u{a0}session", "Held in Astana.", "Plan"]);
    /// assert_eq!(document.blocks[2].kind, BlockKind::ListItem);
    /// ```
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    pub fn from_html(language: Language, page: &str) -> Self {
        Document::new(language, html::blocks(page))
    }
}

/// A title, paragraph, list item or quotation.
///
/// # Example
/// ```
/// use tolmach::release::{Block, BlockKind};
/// let block = Block::new(BlockKind::Paragraph, "It was held in Astana.");
/// assert_eq!(block.line, 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Block {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Its text, on one line.
    pub text: String,
    /// The line of its file that it begins on, counted from 1; 0 if unknown.
    #[serde(default)]
    pub line: u64,
}

impl Block {
    /// A block that came from no file.
    ///
    /// # Example
    /// ```
    /// use tolmach::release::{Block, BlockKind};
    /// assert_eq!(Block::new(BlockKind::Title, "The session").text, "The session");
    /// ```
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Block {
            kind,
            text: text.into(),
            line: 0,
        }
    }
}

/// What kind of block it is.
///
/// # Example
/// ```
/// use tolmach::release::BlockKind;
/// assert_eq!(serde_json::to_string(&BlockKind::ListItem)?, "\"list_item\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// The document's title.
    Title,
    /// A paragraph, or anything that is none of the others.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A quotation set apart from the text.
    Quotation,
}

/// Something that was not read, where it stands, and why.
///
/// `Display` prints all of it: `…/kk.txt:3: …`.
///
/// # Example
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("en.txt"), "The session")?;
/// std::fs::write(folder.path().join("kk.txt"), "")?;
/// let release = tolmach::release::Release::read_dir(folder.path())?;
/// assert!(release.rejected[0].location.path.as_ref().unwrap().ends_with("kk.txt"));
/// assert!(release.rejected[0].reason.contains("empty"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rejected {
    /// The file, the line and the item concerned, as far as they are known.
    pub location: Location,
    /// Why it was not read, and what to do about it.
    pub reason: String,
}

impl From<Error> for Rejected {
    fn from(error: Error) -> Self {
        let mut reason = error.kind().to_string();
        if let Some(source) = std::error::Error::source(&error) {
            reason.push_str(&format!(" ({source})"));
        }
        Rejected {
            location: error.location().cloned().unwrap_or_default(),
            reason,
        }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.location != Location::default() {
            write!(f, "{}: ", self.location)?;
        }
        f.write_str(&self.reason)
    }
}

fn check_key(key: &str) -> Result<()> {
    let Some(reason) = flaw_of_key(key) else {
        return Ok(());
    };
    let shown: String = key.escape_debug().take(60).collect();
    Err(Error::input(format!(
        "“{shown}” cannot be a release key: {reason}; give a name that a folder could have, such as 2023-04-12-session"
    )))
}

/// Why the key is none; one that passes names a folder on every system.
fn flaw_of_key(key: &str) -> Option<&'static str> {
    if key.trim().is_empty() {
        return Some("it is empty");
    }
    if key == "." || key == ".." {
        return Some("it names the folder itself or the one above");
    }
    if key.contains(['/', '\\']) {
        return Some("it holds a slash");
    }
    if key.contains(char::is_control) {
        return Some("it holds a control character");
    }
    None
}
