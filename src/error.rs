//! What can go wrong: one small [`Error`] that says what, where, and what to do.

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};

/// The result of every fallible call of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// An error: its [`kind`](Error::kind), where it happened, and what lies beneath.
///
/// One word wide. The message names the remedy where there is one; the text of
/// [`source`](StdError::source) is not repeated in it.
///
/// # Example
/// ```
/// let error = tolmach::Language::parse("не язык").unwrap_err();
/// assert!(error.is_bad_input());
/// assert!(error.to_string().contains("BCP 47"));
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    location: Option<Location>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What kind of thing went wrong; its [`Display`](fmt::Display) form is the message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder cannot be read or written.
    #[error("cannot be {action}")]
    Io {
        /// What could not be done: "read", "written" …
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
    },
    /// The file is not a memory: no SQLite file, or one of another program.
    #[error(
        "not a Tolmach memory: {reason}; give the path of a memory, or a new path to create one"
    )]
    NotAMemory {
        /// What was found instead.
        reason: String,
    },
    /// The memory was written by a newer version of this crate.
    #[error(
        "the memory has schema {found}, this program knows up to {supported}; update the program"
    )]
    TooNew {
        /// Schema version of the file.
        found: u32,
        /// Newest schema version this program reads.
        supported: u32,
    },
    /// The memory's content contradicts itself or its SQLite file is malformed.
    #[error(
        "the memory is damaged: {detail}; restore it from a backup, or import its releases anew"
    )]
    Damaged {
        /// What was found.
        detail: String,
    },
    /// The memory may not be written.
    #[error("the memory is read-only: {detail}")]
    ReadOnly {
        /// What was tried, and what to do.
        detail: String,
    },
    /// Another process holds the memory's lock for longer than the time-out.
    #[error("the memory is locked by another process; wait for it to finish and try again")]
    Busy,
    /// No room is left for the memory's file.
    #[error(
        "no space left for the memory; nothing of the interrupted change was kept: make room and repeat it"
    )]
    Full,
    /// Something else went wrong inside SQLite.
    #[error(
        "SQLite failed to {action}, for the reason beneath; see whether the disk works and whether file \
         and folder may be read and written, and try again"
    )]
    Sqlite {
        /// What was tried.
        action: &'static str,
    },
    /// Input that cannot be used: a malformed file, tag, rule or row.
    #[error("{0}")]
    Input(String),
}

/// Where in the input an error happened.
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize)]
#[non_exhaustive]
pub struct Location {
    /// The file, if the input came from one.
    pub path: Option<PathBuf>,
    /// The line, counted from 1.
    pub line: Option<u64>,
    /// The unit, rule, column or key concerned.
    pub item: Option<String>,
}

impl Error {
    /// What kind of thing went wrong.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// Where in the input it happened, if that is known.
    pub fn location(&self) -> Option<&Location> {
        self.0.location.as_ref()
    }

    /// Whether another process holds the memory: trying again later may succeed.
    pub fn is_busy(&self) -> bool {
        self.0.kind == ErrorKind::Busy
    }

    /// Whether the input is at fault, not the memory or the machine.
    pub fn is_bad_input(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Input(_))
    }

    /// Whether the memory's file is at fault: foreign, too new or damaged.
    pub fn is_bad_memory(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::NotAMemory { .. } | ErrorKind::TooNew { .. } | ErrorKind::Damaged { .. }
        )
    }

    pub(crate) fn new(kind: ErrorKind) -> Self {
        Error(Box::new(Inner {
            kind,
            location: None,
            source: None,
        }))
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Input(message.into()))
    }

    pub(crate) fn damaged(detail: impl Into<String>) -> Self {
        Error::new(ErrorKind::Damaged {
            detail: detail.into(),
        })
    }

    pub(crate) fn io(action: &'static str, path: &Path, source: std::io::Error) -> Self {
        Error::new(ErrorKind::Io {
            action,
            path: path.to_owned(),
        })
        .in_file(path)
        .because(source)
    }

    pub(crate) fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.location_mut().path = Some(path.to_owned());
        self
    }

    pub(crate) fn at_line(mut self, line: u64) -> Self {
        self.location_mut().line = Some(line);
        self
    }

    pub(crate) fn at_item(mut self, item: impl Into<String>) -> Self {
        self.location_mut().item = Some(item.into());
        self
    }

    fn location_mut(&mut self) -> &mut Location {
        self.0.location.get_or_insert_with(Location::default)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.0.location {
            write!(f, "{location}: ")?;
        }
        write!(f, "{}", self.0.kind)
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        if let Some(path) = &self.path {
            write!(f, "{}", path.display())?;
            separator = ":";
        }
        if let Some(line) = self.line {
            write!(
                f,
                "{separator}{}{line}",
                if separator.is_empty() { "line " } else { "" }
            )?;
            separator = ": ";
        }
        if let Some(item) = &self.item {
            let separator = if separator == ":" { ": " } else { separator };
            write!(f, "{separator}{item}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("location", &self.0.location)
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_one_word() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
    }

    #[test]
    fn the_message_says_where_and_does_not_repeat_the_source() {
        let error = Error::input("3 columns where the header has 2")
            .in_file(Path::new("a.tsv"))
            .at_line(7)
            .at_item("column kk")
            .because(std::io::Error::other("beneath"));
        assert_eq!(
            error.to_string(),
            "a.tsv:7: column kk: 3 columns where the header has 2"
        );
        assert_eq!(Error::input("x").at_line(7).to_string(), "line 7: x");
        assert_eq!(error.source().unwrap().to_string(), "beneath");
    }
}
