//! Questions to a memory and their answers.
//!
//! A [`Query`] asks; each [`Match`] says how near a stored unit is, what it lost points for
//! ([`Penalty`]), and where the two texts differ ([`Edit`]). Nothing here knows of the file.
//! How a percent comes about, [`Match`] says; what comes first, [`Order`].

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
