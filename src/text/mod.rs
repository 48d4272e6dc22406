//! What text is: its match form, its tokens, its stems, and which language it seems to be.
//!
//! Nothing here knows of segments, units or files: text and a [`Language`](crate::Language) go in.

mod calendar;
mod decode;
mod detect;
mod fold;
mod morph;
mod negation;
mod script;
mod token;

pub(crate) use calendar::{MONTHS, check_day};
pub use decode::decode;
pub(crate) use decode::lines;
pub use detect::detect;
pub use fold::{Folded, fold, mixed_script_words};
pub use morph::stem;
pub use negation::negations;
pub(crate) use token::number_len;
pub use token::{Token, TokenKind, Value, power_of_ten, tokens};
