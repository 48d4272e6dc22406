//! A figure among its neighbours, and what becomes of them.

/// A figure among its neighbours in a target.
pub(in crate::patch) struct Neighbours<'t> {
    /// The word right before it, folded.
    pub(in crate::patch) before: &'t str,
    /// The word before the first figure of the range or the list that this one ends, folded: на of
    /// на 10–12 процентов.
    pub(in crate::patch) head: &'t str,
    /// The word right behind it, folded: the rest of its own token, or the next one.
    pub(in crate::patch) behind: &'t str,
    /// That word and those which follow it with nothing but blanks between, folded.
    pub(in crate::patch) following: &'t [String],
    /// What stands behind the figure's own token.
    pub(in crate::patch) rest: &'t str,
    /// How many of the words that follow are in the figure's own token.
    pub(in crate::patch) own: usize,
    /// Whether the figure, or its range, begins the text, or what follows a colon or a dash.
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
    /// The words right behind it become these.
    Behind(Vec<String>),
    /// The word right before it becomes this one.
    Before(String),
    /// They would have to change, or may have to.
    Wrong,
}

impl From<bool> for Fit {
    fn from(is_right: bool) -> Self {
        if is_right { Fit::Right } else { Fit::Wrong }
    }
}

impl Fit {
    /// Both of two changes; but only one side of a figure is written anew.
    pub(in crate::patch) fn and(self, other: Fit) -> Fit {
        match (self, other) {
            (Fit::Right, fit) | (fit, Fit::Right) => fit,
            _ => Fit::Wrong,
        }
    }
}

impl Neighbours<'_> {
    /// The words of the whole target in lower case.
    pub(in crate::patch) fn words(&self) -> impl Iterator<Item = String> + '_ {
        let words = self.text.split(|c: char| !c.is_alphabetic());
        words.map(str::to_lowercase)
    }

    /// The same without names: words with a capital that begin no sentence.
    pub(in crate::patch) fn common_words(&self) -> impl Iterator<Item = String> + '_ {
        let text = self.text;
        let words = text.split(|c: char| !c.is_alphabetic());
        let is_common = move |word: &&str| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let before = text[..start].trim_end().chars().next_back();
            let mut letters = word.chars();
            let is_name = letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(char::is_lowercase)
                && before.is_some_and(|c| c.is_alphanumeric() || c == ',');
            !is_name
        };
        words.filter(is_common).map(str::to_lowercase)
    }

    /// What follows some of the words behind the figure.
    pub(in crate::patch) fn rest_behind(&self, words: usize) -> &str {
        (self.own..words).fold(self.rest, |rest, _| {
            let rest = rest.trim_start();
            rest.trim_start_matches(|c: char| c.is_alphabetic() || c == '-')
        })
    }
}
