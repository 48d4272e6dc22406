//! The number of a list item, in front of its text: `2) `, `3.1. `.

/// The number in front of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label<'t> {
    /// The whole, with the blank behind it.
    pub(super) written: &'t str,
    pub(super) number: &'t str,
}

impl Label<'_> {
    /// Its length in bytes; nothing where there is none.
    pub(super) fn len(label: Option<Self>) -> usize {
        label.map_or(0, |label| label.written.len())
    }

    /// The label with another number.
    pub(super) fn with_number(self, number: &str) -> String {
        self.written.replacen(self.number, number, 1)
    }
}

/// The number in front of a text, if one stands there. A year is none, and neither is a number with a
/// full stop that a figure follows.
pub(super) fn label(text: &str) -> Option<Label<'_>> {
    const MOST_DIGITS: usize = 3;
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let run = &text[..text.find(|c| !is_number(c))?];
    let number = run.trim_end_matches('.');
    let with_mark = &text[number.len()..];
    let behind = with_mark.strip_prefix(['.', ')'])?;
    let rest = behind.trim_start();
    let is_label = !number.is_empty()
        && number
            .split('.')
            .all(|part| (1..=MOST_DIGITS).contains(&part.len()))
        && rest.len() < behind.len()
        && !(with_mark.starts_with('.') && rest.starts_with(char::is_numeric))
        && rest.contains(char::is_alphabetic);
    is_label.then(|| Label {
        written: &text[..text.len() - rest.len()],
        number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_list_items_are_told_from_other_figures() {
        for (text, expected) in [
            ("2) the law;", Some(("2) ", "2"))),
            ("3.1. Общие положения", Some(("3.1. ", "3.1"))),
            ("12.  «Медаль»", Some(("12.  ", "12"))),
            ("2024. Итоги", None),
            ("5.5 млн тенге", None),
            ("2) 5 мая", Some(("2) ", "2"))),
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
