//! A text in which names are looked for.

use std::ops::Range;

use crate::patch::reading::lists::is_listed_form;
use crate::patch::reading::text::Text;
use crate::text::{Token, fold};

/// A text with the match forms of its tokens.
pub(super) struct Side<'t> {
    pub(super) text: &'t Text<'t>,
    pub(super) forms: Vec<String>,
}

impl<'t> Side<'t> {
    pub(super) fn new(text: &'t Text<'t>) -> Self {
        let form = |token: &Token| fold(token.text(text.text), text.language);
        Side {
            text,
            forms: text.tokens.iter().map(form).collect(),
        }
    }

    /// A word as it is written, but for an English genitive.
    pub(super) fn written(&self, place: usize) -> &str {
        let word = self.text.token(place);
        let word = word.strip_suffix('s').unwrap_or(word);
        let bare = word.strip_suffix(['\'', '’']);
        bare.unwrap_or(self.text.token(place))
    }

    /// The word before a place; nothing where none stands there.
    pub(super) fn before(&self, place: usize) -> &str {
        place
            .checked_sub(1)
            .map_or("", |before| &self.forms[before])
    }

    /// The same, an English article passed over.
    pub(super) fn before_article(&self, place: usize) -> &str {
        match self.before(place) {
            "the" => self.before(place - 1),
            before => before,
        }
    }

    pub(super) fn behind(&self, place: usize) -> &str {
        self.forms.get(place).map_or("", |form| form)
    }

    /// Whether a token outside these has a word that begins like one of a name: Japanese beside
    /// Japan.
    pub(super) fn says_again(&self, name: &str, tokens: &Range<usize>) -> bool {
        const LEAST: usize = 4;
        const MOST_ENDING: usize = 3;
        let name = fold(name, self.text.language);
        let word = name.split(' ').max_by_key(|word| word.chars().count());
        let word = word.unwrap_or_default();
        let letters = word.chars().count();
        let kept = letters.saturating_sub(MOST_ENDING).max(LEAST).min(letters);
        let beginning: String = word.chars().take(kept).collect();
        let others = self.forms.iter().enumerate();
        let mut others = others.filter(|(at, _)| !tokens.contains(at));
        // US does not begin use.
        others.any(|(_, form)| match LEAST <= letters {
            true => form.starts_with(&beginning),
            false => *form == beginning,
        })
    }

    /// Whether some tokens are part of what stands in quotation marks.
    pub(super) fn is_quoted(&self, tokens: &Range<usize>) -> bool {
        let before = &self.text.text[..self.text.bytes(tokens).start];
        let marks = before.chars().filter(|c| "«»“”„\"".contains(*c));
        marks.fold(false, |is_open, mark| match mark {
            '«' | '„' => true,
            '»' | '”' => false,
            // Each of these opens in one language and closes in another.
            _ => !is_open,
        })
    }

    /// Whether a word of a list stands beside some tokens, in English also with `of` between.
    pub(super) fn is_beside(&self, list: &str, tokens: &Range<usize>) -> bool {
        let start = match self.before(tokens.start) {
            "of" => tokens.start - 1,
            _ => tokens.start,
        };
        let language = self.text.language;
        [self.before(start), self.behind(tokens.end)]
            .iter()
            .any(|word| is_listed_form(list, word, language))
    }
}
