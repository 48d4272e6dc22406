//! A figure among its neighbours, and what becomes of them.

/// A figure among its neighbours in a target.
pub(in crate::patch) struct Neighbours<'t> {
    /// The word right before it, folded.
    pub(in crate::patch) before: &'t str,
    /// The word right behind it, folded: the rest of its own token, or the next one.
    pub(in crate::patch) behind: &'t str,
    /// Whether the figure begins the text, or what follows a colon or a dash.
    pub(in crate::patch) is_opening: bool,
    /// The small letters that hang on its token behind a hyphen: `ти` of `5-ти`.
    pub(in crate::patch) hung: &'t str,
    /// The whole target.
    pub(in crate::patch) text: &'t str,
}

/// What becomes of the words around a figure when it is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::patch) enum Fit {
    /// They stay.
    Right,
    /// The word right behind it becomes this one.
    With(String),
    /// They would have to change, or may have to.
    Wrong,
}

impl From<bool> for Fit {
    fn from(is_right: bool) -> Self {
        if is_right { Fit::Right } else { Fit::Wrong }
    }
}

impl Neighbours<'_> {
    /// The words of the whole target in lower case.
    pub(in crate::patch) fn words(&self) -> impl Iterator<Item = String> + '_ {
        let words = self.text.split(|c: char| !c.is_alphabetic());
        words.map(str::to_lowercase)
    }
}
