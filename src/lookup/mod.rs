//! Questions to a memory and their answers.
//!
//! A [`Query`] asks; each [`Match`] says how near a stored unit is, what it lost points for
//! ([`Penalty`]), and where the two texts differ ([`Edit`]). Nothing here knows of the file.
//!
//! # The percent
//! The [measure](crate::distance::Measure) of the two match forms, rounded down: 100 where they
//! are equal and never otherwise. From that are taken, each shown in the ledger:
//! - what is above [`NEGATED_MOST`], where one text has more [negations](crate::text::negations) than the
//!   other, or has one where the other has none: they say the contrary of each other, however alike they
//!   look. A word that denies one of the other text by its formation (`unavailable`, `careless`,
//!   `незаконный`, `емтихансыз`) or forbids what that allows is such a negation;
//! - two points for each five hundredths, rounded up, by which the alignment is less sure than
//!   [`SURE_FROM`], where the match is no context match: what stands where it stood is told with the
//!   doubt, but comes back whole;
//! - what [`Query::age_penalty`] asks for.
//!
//! Where the texts differ in figures and names alone and these were carried into every translation,
//! one point is lost instead of theirs.
//!
//! An exact match in the same context as before has 101 (one neighbour) or 102 (both). Nothing
//! else in the memory changes a percent.
//!
//! # The order
//! See [`Order`].

mod chrf;
mod coverage;
mod edits;
mod figures;
mod ledger;
mod matched;
mod penalty;
mod query;
mod rank;

pub use self::coverage::{
    Analysis, Band, Cover, Coverage, Covered, CoveredWord, Fragment, KnownPhrase, Volume,
};
pub use self::edits::{Edit, EditKind};
pub use self::ledger::{NEGATED_MOST, SURE_FROM};
pub use self::matched::{Match, MatchKind, Patched};
pub use self::penalty::{Penalty, PenaltyReason};
pub use self::query::{Order, Query};

pub(crate) use self::ledger::{Asked, Form, doubt};
pub(crate) use self::rank::{Nominee, band, usefulness};
