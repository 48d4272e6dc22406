//! What marks a list item, in front of its text: `2) `, `3.1. `, `– `.

/// The number or the dash in front of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label<'t> {
    /// The whole, with the blank behind it.
    pub(super) written: &'t str,
    /// The number, or a dash for all of its kind.
    pub(crate) number: &'t str,
}

const DASH: &str = "–";

impl Label<'_> {
    /// Its length in bytes; nothing where there is none.
    pub(crate) fn len(label: Option<Self>) -> usize {
        label.map_or(0, |label| label.written.len())
    }

    /// The other label in the form of this one: a number takes the marks of a number.
    pub(crate) fn moved(self, other: Label<'_>) -> String {
        match self.number == DASH || other.number == DASH {
            true => other.written.to_owned(),
            false => self.written.replacen(self.number, other.number, 1),
        }
    }
}

/// What marks a text as an item of a list, if anything does. A year does not, and neither does a number
/// with a full stop, or a dash, that a figure follows.
pub(crate) fn label(text: &str) -> Option<Label<'_>> {
    let (number, behind, may_have_figure) = numbered(text).or_else(|| {
        let behind = text.strip_prefix(['-', '–', '—', '•'])?;
        Some((DASH, behind, false))
    })?;
    let rest = behind.trim_start();
    let is_label = rest.len() < behind.len()
        && (may_have_figure || !rest.starts_with(char::is_numeric))
        && rest.contains(char::is_alphabetic);
    is_label.then(|| Label {
        written: &text[..text.len() - rest.len()],
        number,
    })
}

/// Whether a text begins with what marks an item of a list otherwise than by a number or dash: b), (iv),
/// II.
pub(crate) fn is_lettered(text: &str) -> bool {
    const MOST_LETTERS: usize = 2;
    let inside = text.strip_prefix('(').unwrap_or(text);
    let behind = inside.trim_start_matches(char::is_alphanumeric);
    let mark = &inside[..inside.len() - behind.len()];
    let is_all = |is: fn(char) -> bool| !mark.is_empty() && mark.chars().all(is);
    let is_roman = is_all(|c| "IVXІХ".contains(c));
    let is_short = is_all(char::is_alphanumeric) && mark.chars().count() <= MOST_LETTERS;
    // What has a digit and no bracket before it is a number.
    let is_number = inside.len() == text.len() && mark.starts_with(char::is_numeric);
    let has_bracket = is_roman || is_short || is_all(|c| "ivx".contains(c));
    !is_number && (behind.starts_with(')') && has_bracket || behind.starts_with('.') && is_roman)
}

/// A number with its mark in front of a text, what stands behind, and whether that may be a figure.
fn numbered(text: &str) -> Option<(&str, &str, bool)> {
    const MOST_DIGITS: usize = 3;
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let run = &text[..text.find(|c| !is_number(c))?];
    let number = run.trim_end_matches('.');
    let with_mark = &text[number.len()..];
    let behind = with_mark.strip_prefix(['.', ')'])?;
    let mut parts = number.split('.');
    let is_short = parts.all(|part| (1..=MOST_DIGITS).contains(&part.len()));
    is_short.then_some((number, behind, with_mark.starts_with(')')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_list_items_are_told_from_words() {
        for text in ["b) item", "ә) тармақ", "(iv) item", "II. Item", "(2) item"] {
            assert!(is_lettered(text), "{text}");
        }
        for text in [
            "Item",
            "Sect. 5",
            "2) item",
            "(the item)",
            "Item) it",
            "",
            "– item",
        ] {
            assert!(!is_lettered(text), "{text}");
        }
    }

    #[test]
    fn numbers_of_list_items_are_told_from_other_figures() {
        for (text, expected) in [
            ("2) the law;", Some(("2) ", "2"))),
            ("3.1. Общие положения", Some(("3.1. ", "3.1"))),
            ("12.  «Медаль»", Some(("12.  ", "12"))),
            ("2024. Итоги", None),
            ("5.5 млн тенге", None),
            ("2) 5 мая", Some(("2) ", "2"))),
            ("– Закон", Some(("– ", "–"))),
            ("- Закон", Some(("- ", "–"))),
            ("– 5 градусов", None),
            ("-Закон", None),
            ("5. 6. 2024", None),
            ("5.) law", None),
            ("5)", None),
            ("2)law", None),
            (".5. law", None),
            ("", None),
        ] {
            let found = label(text).map(|label| (label.written, label.number));
            assert_eq!(found, expected, "{text}");
        }
    }
}
