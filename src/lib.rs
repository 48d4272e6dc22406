//! Tolmach: a translation memory. (The guide is being written; see README.md.)
#![forbid(unsafe_code)]
#![allow(dead_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod error;
mod lang;

pub use crate::error::{Error, ErrorKind, Location, Result};
pub use crate::lang::{EN, KK, Language, RU};
