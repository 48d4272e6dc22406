//! Labels of list items: "1.", "2)", "a)", "IV."

use super::{LOOK_BACK, Scan, signs::opens};
use crate::text::ceiling;

impl Scan<'_> {
    /// "1. ", "2) ", "• ", "a) ", "- ".
    pub(super) fn is_list_item(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        if rest.starts_with(['•', '·', '●', '▪', '*', '-', '–', '—', '‣', '⁃', '◦'])
        {
            return true;
        }
        let label = rest
            .char_indices()
            .take(6)
            .find(|(_, c)| !c.is_alphanumeric() && *c != '.')
            .map_or("", |(i, _)| &rest[..i]);
        let after = &rest[label.len()..];
        !label.is_empty()
            && (after.starts_with(')') || label.ends_with('.'))
            && is_label(label.trim_end_matches('.'))
    }

    /// Where the label before the mark at a byte begins, if it opens an item: the one after the
    /// item that the segment begins with ("1) … 2)", "a. … b."), or a number after the ":" or
    /// ";" of a list ("решили: 1. Утвердить").
    ///
    /// Letters with a full stop are labels only in a list that has begun with its first letter:
    /// «г. Алматы, ул. Абая, д. 5». Even there, capitals are the initials of a second person, as in
    /// «А. Иванов принял Б. Петрова», unless a mark ends the item before.
    pub(super) fn next_label(&self, at: usize) -> Option<usize> {
        let token = self.token_before(at);
        let label = token.trim_end_matches('.');
        let end = at - (token.len() - label.len());
        let bare = label.trim_start_matches(|c: char| !c.is_alphanumeric());
        let from = end - bare.len();
        let before = &self.text[self.start.min(from)..from];
        if !is_label(bare) || !before.ends_with(char::is_whitespace) {
            return None;
        }
        let (first, rest) = label_and_rest(before);
        let follows = match (first.parse::<u32>(), bare.parse::<u32>()) {
            (Ok(a), Ok(b)) => a < b && b - a == 1,
            _ => {
                let stopped = rest.starts_with('.');
                let in_list = self.item == self.start || matches!(first, "a" | "A" | "а" | "А");
                let ended = || before.trim_end().ends_with(';');
                let is_initial = bare.starts_with(char::is_uppercase) && !ended();
                letter_follows(first, bare) && (!stopped || in_list && !is_initial)
            }
        };
        let same_mark = rest.bytes().next() == self.text[end..].bytes().next();
        (follows && same_mark || self.item_after_list_mark(bare, before, end)).then_some(from)
    }

    /// Whether the line at a byte begins with an initial, for all that can be seen: a capital and
    /// a full stop that do not follow the label of the line before.
    pub(super) fn opens_with_initial(&self, line: usize, line_before: &str) -> bool {
        let (letter, rest) = label_and_rest(&self.text[line..]);
        let (before, _) = label_and_rest(line_before);
        let follows = letter_follows(before, letter) || is_roman(before) && is_roman(letter);
        let capital = single_letter(letter) && letter.starts_with(char::is_uppercase);
        capital && rest.starts_with('.') && !follows
    }

    fn item_after_list_mark(&self, label: &str, before: &str, end: usize) -> bool {
        let number = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        let Some(rest) = self.text[end..].strip_prefix(['.', ')']) else {
            return false;
        };
        let item = rest.trim_start();
        // "1: 2." is a ratio.
        let list = before.trim_end();
        label.split('.').all(number)
            && list.ends_with([':', ';'])
            && !list[..list.len() - 1].ends_with(|c: char| c.is_ascii_digit())
            && item.len() < rest.len()
            && item.starts_with(|c: char| c.is_alphabetic() || opens(c))
    }
}

/// The word that a text begins with, past signs, and what follows it.
fn label_and_rest(text: &str) -> (&str, &str) {
    let opening = &text[..ceiling(text, LOOK_BACK)];
    let opening = opening.trim_start_matches(|c: char| !c.is_alphanumeric());
    let length = opening.find(|c: char| !c.is_alphanumeric()).unwrap_or(0);
    opening.split_at(length)
}

/// "a" and "b", «а» and «ә», «а» and «б»: lists leave out some letters.
fn letter_follows(first: &str, second: &str) -> bool {
    const ALPHABETS: [&str; 2] = [
        "abcdefghijklmnopqrstuvwxyz",
        "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщыіэюя",
    ];
    let left_out = |c| "әғёйқңөұүһі".contains(c);
    if !single_letter(first) || !single_letter(second) {
        return false;
    }
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    ALPHABETS.iter().any(|alphabet| {
        let rest = alphabet.split_once(&first).map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split_once(&second))
            .is_some_and(|(between, _)| between.chars().all(left_out))
    })
}

pub(super) fn single_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// With Cyrillic look-alikes.
pub(super) fn is_roman(word: &str) -> bool {
    let numeral = |c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'M' | 'І' | 'Х');
    !word.is_empty() && word.chars().all(numeral)
}

/// A list item's label: "1", "1.2", "a", "IV".
pub(super) fn is_label(word: &str) -> bool {
    let digits = |part: &str| part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    !word.is_empty() && (single_letter(word) || is_roman(word) || word.split('.').all(digits))
}
