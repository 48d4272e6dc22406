//! Tolmach (толмач / тілмаш, "interpreter") is a translation memory for texts that are published
//! in English, Russian and Kazakh: it splits releases into segments, aligns all languages at once,
//! keeps the units in one SQLite file, and finds what was translated before, exactly or nearly.
//!
//! # The types
//! - [`Memory`]: the flagship; opens, imports, looks up.
//! - [`Searcher`]: the same lookups from many threads at once.
//! - [`Query`] and [`Match`]: a question to a memory, and a unit proposed for it.
//! - [`Release`], [`Document`]: a publication, and its text in one language.
//! - [`Unit`], [`Variant`], [`Provenance`]: what is stored, and where it came from.
//! - [`Language`]: a BCP 47 tag; [`EN`], [`RU`], [`KK`].
//! - [`segment::Segmenter`], [`align::Aligner`]: the parts, usable by themselves.
//! - [`Error`]: what went wrong, where, and what to do.
//!
//! # Examples
//! A memory file, a folder of releases, a lookup:
//! ```no_run
//! use tolmach::{EN, KK, Memory, Query, Release};
//! let mut memory = Memory::open("press.tm")?;
//! let report = memory.import(&Release::read_dir("releases/2024-05-06")?)?;
//! println!("{} new units", report.new);
//! for reason in &report.quarantined {
//!     println!("nothing was stored: {reason}");
//! }
//! for m in memory.lookup(&Query::new("The Head of State received the ambassador.").from(EN).to(KK))? {
//!     println!("{}%  {}", m.percent(), m.proposal());
//! }
//! # Ok::<(), tolmach::Error>(())
//! ```
//! Any direction, and several languages at once:
//! ```
//! use tolmach::{EN, Entry, KK, Memory, Query, RU};
//! let mut memory = Memory::in_memory()?;
//! let unit = Entry::new([(EN, "Head of State"), (RU, "Глава государства"), (KK, "Мемлекет басшысы")]);
//! memory.import_entries("glossary", [Ok(unit)])?;
//! let found = memory.lookup(&Query::new("мемлекет басшысы").from(KK).to(RU).to(EN))?;
//! assert_eq!(found[0].percent(), 100);
//! let targets: Vec<_> = found[0].targets().map(|t| t.text.as_str()).collect();
//! assert_eq!(targets, ["Глава государства", "Head of State"]);
//! # Ok::<(), tolmach::Error>(())
//! ```
//! Sentences of a Kazakh text:
//! ```
//! use tolmach::{KK, segment::Segmenter};
//! let text = "Отырыс 2024 ж. өтті. Оған Қ. Сапаров қатысты.";
//! let segments = Segmenter::new(KK).segments(text);
//! assert_eq!(&text[segments[1].clone()], "Оған Қ. Сапаров қатысты.");
//! ```
//! Three versions aligned at once:
//! ```
//! use tolmach::align::{Aligner, Version};
//! use tolmach::{EN, KK, RU};
//! let version = |language, segments: &[&'static str]| Version { language, segments: segments.to_vec(), blocks: vec![] };
//! let alignment = Aligner::new().align(&[
//!     version(EN, &["The session was held on 5 May in Astana.", "15 documents were signed."]),
//!     version(RU, &["Заседание прошло 5 мая в Астане.", "Подписано 15 документов."]),
//!     version(KK, &["Отырыс 5 мамырда Астанада өтті.", "15 құжатқа қол қойылды."]),
//! ]);
//! assert_eq!(alignment.beads.len(), 2);
//! ```
//! The form in which texts are compared:
//! ```
//! use tolmach::{RU, text::fold};
//! assert_eq!(fold("«Ёлка»\u{a0}–  ЙОД", RU), fold("\"елка\" - йод", RU));
//! assert_ne!(fold("йод", RU), fold("иод", RU));
//! ```
//!
//! # What costs what
//! Opening a memory reads its header. The fuzzy index stands in the file, in blocks of texts of few
//! lengths; the first lookup loads those whose lengths can match, some 125 to 150 bytes a text, and
//! a change by any process costs the reading of what changed. A lookup counts shared 4-grams in the
//! index and fetches the few texts that can reach the threshold: no match is lost. The token
//! measure has lists of its own that the file keeps, the character measure under 85% some that are
//! made of all texts when they are first asked for (a second or two a million texts); both then
//! stay in memory. Every reader, and so every thread of a [`Searcher`], keeps up to 256 MB of the
//! file's pages (a memory opened for writing 64), and up to 320 MB of texts and units that it met. An
//! import writes one transaction per release or table; removed texts leave their place in the index
//! empty until a third of it is, or [`Memory::compact`] is called.
//!
//! # Limits
//! The character measure around 50% compares with most texts of the language: exact, but slow in
//! large memories. Alignment and segmentation are made for English, Russian and Kazakh; other
//! languages work with general rules.
//!
//! # Features
//! - `bundled` (default): compiles SQLite in; without it the system's is linked.
//! - `html` (default): reads releases from HTML pages.
//! - `exchange` (default): the module `exchange`, tables and line-aligned corpora.
//! - `portable`: no wide instructions even where the machine has them. It serves to measure what they
//!   bring, and should not be asked for by libraries: it holds for all that use this crate.
// Save one module of the index, which says why.
#![deny(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod align;
pub mod distance;
mod error;
#[cfg(feature = "exchange")]
pub mod exchange;
pub mod index;
mod lang;
mod leb128;
mod lookup;
mod memory;
pub mod patch;
pub mod phrases;
pub mod release;
pub mod segment;
mod span;
mod store;
pub mod text;
mod unit;
pub mod words;
mod work;

pub use crate::error::{Error, ErrorKind, Location, Result};
pub use crate::lang::{EN, KK, Language, RU};
pub use crate::lookup::{
    Analysis, Band, Cover, Coverage, Covered, CoveredWord, Edit, EditKind, Fragment, KnownPhrase,
    Match, MatchKind, NEGATED_MOST, Order, Patched, Penalty, PenaltyReason, Query, SURE_FROM,
    Volume,
};
pub use crate::memory::{
    Concordance, ConcordanceLine, Difference, ImportOptions, ImportReport, Memory, MiningReport,
    Passage, Pivoted, Quarantine, Searcher, TermReport, TermStatus, Verification,
};
pub use crate::release::{Document, Release};
pub use crate::unit::{Entry, Place, Provenance, Unit, UnitId, Variant};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
