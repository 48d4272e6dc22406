//! What text is: its match form, its tokens, its stems, and which language it seems to be.
//!
//! Nothing here knows of segments, units or files: text and a [`Language`](crate::Language) go in.

mod approximate;
mod calendar;
mod decode;
mod denial;
mod detect;
mod fold;
mod morph;
mod negation;
mod numerals;
mod script;
mod token;
mod units;

pub(crate) use approximate::is_approximate;
pub(crate) use calendar::{MONTHS, check_day, last_day};
pub(crate) use decode::lines;
pub use decode::{UNDECODED, decode, decode_rows};
pub(crate) use denial::{denials, deniers};
pub use detect::detect;
pub(crate) use detect::{is_common_english, is_plainly_russian};
pub use fold::{Folded, fold, mixed_script_words};
pub(crate) use morph::kk::{are_endings, fronted, negated_verb};
pub use morph::stem;
pub(crate) use negation::may_negate;
pub use negation::negations;
pub(crate) use numerals::numeral;
pub(crate) use script::{is_cyrillic, is_latin};
pub use token::{Token, TokenKind, Value, power_of_ten, tokens};
pub(crate) use token::{is_acronym, is_hyphen, is_inside_word, number_len};
pub(crate) use units::{Unit, unit_of};

/// The first character boundary at or after a byte: `str::ceil_char_boundary`, which is younger
/// than the oldest compiler that the crate builds with.
pub(crate) fn ceiling(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}
