//! What comes of a patch: the target with its changes, or the reason why it was left.

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::span::span;
use crate::text::TokenKind;

/// A target with the query's figures and names in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Patch {
    /// The target, changed.
    pub text: String,
    /// What was changed, in the order of the query.
    pub changes: Vec<Change>,
    /// Whether query and source differ in nothing but figures and names, and words that agree with
    /// figures:
    /// then the patched target is a translation of the whole query.
    pub complete: bool,
    /// Why something else that differs was left as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Refusal>,
}

/// A figure or name that was carried over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What the figure is in the target; a name is words.
    pub kind: TokenKind,
    /// The target's words before.
    pub old: String,
    /// The target's words now.
    pub new: String,
    /// The figure's bytes in the query.
    #[serde(serialize_with = "span")]
    pub query: Range<usize>,
    /// The bytes of what it differs from in the source.
    #[serde(serialize_with = "span")]
    pub source: Range<usize>,
    /// The bytes of the old figure in the stored target.
    #[serde(serialize_with = "span")]
    pub target: Range<usize>,
    /// The bytes of the new figure in the patched text.
    #[serde(serialize_with = "span")]
    pub patched: Range<usize>,
}

/// Why a target was left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase", tag = "reason", content = "figure")]
#[non_exhaustive]
pub enum Refusal {
    /// No figure differs, and no name that is known.
    Unchanged,
    /// The figures of query and source do not answer to each other one to one.
    Unpaired,
    /// Numbers in words differ: twelve, third. These are not carried.
    InWords,
    /// The figure or name stands twice, in the source or in the target, or the name has two
    /// translations.
    Ambiguous(String),
    /// The target has no such figure or name: the figure may be written in words.
    Absent(String),
    /// A word of the target, or the preposition before the name, would have to change with it.
    Agreement(String),
    /// The figure or name cannot be written in the target's form.
    Form(String),
    /// Of the two names that differ, this one is not known in both languages.
    Unknown(String),
    /// Something differs that is no figure and no known name: words, or marks.
    Words,
    /// A text runs from right to left, or has other digits than 0 to 9.
    Script,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unchanged => f.write_str("no figure and no known name differs"),
            Refusal::Unpaired => {
                f.write_str("the figures of query and source do not answer to each other")
            }
            Refusal::InWords => f.write_str("numbers in words differ, which are not carried"),
            Refusal::Ambiguous(figure) => {
                write!(f, "“{figure}” stands there twice, or may mean two things")
            }
            Refusal::Absent(figure) => write!(f, "the target has nothing that says “{figure}”"),
            Refusal::Agreement(figure) => {
                write!(f, "words beside “{figure}” would have to change with it")
            }
            Refusal::Form(figure) => {
                write!(f, "nothing new can be written as “{figure}” is")
            }
            Refusal::Unknown(name) => write!(f, "nothing tells what “{name}” is called there"),
            Refusal::Words => f.write_str("more differs than figures and known names"),
            Refusal::Script => f.write_str("right-to-left text or digits other than 0 to 9"),
        }
    }
}

impl std::error::Error for Refusal {}
