//! What a target says that follows from a figure, and would be untrue of another: there a patch is refused.

mod apposed;
pub(super) mod beyond;
mod dates;
pub(super) mod days;
pub(super) mod derived;
pub(super) mod implied;
mod in_words;
mod reckoned;
mod unanswered;
