//! Units of measure.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::morph::kk::are_endings;
use crate::lang::{EN, KK, Language, RU};

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Unit {
    /// What it measures: time, mass.
    pub(crate) measures: &'static str,
    /// In the smallest unit of what it measures.
    pub(crate) size: f64,
}

/// The name of a unit in a language.
struct Name {
    written: &'static str,
    /// Whether it may go on in any way.
    is_begun: bool,
    /// Whether it is a unit only behind a figure.
    needs_figure: bool,
    unit: Unit,
}

/// The names of units in English, Russian and Kazakh, by their first letters.
static NAMES: LazyLock<[HashMap<char, Vec<Name>>; 3]> = LazyLock::new(|| {
    ["en", "ru", "kk"].map(|tag| {
        let mut names: HashMap<char, Vec<Name>> = HashMap::new();
        for line in include_str!("units.txt").lines() {
            let mut fields = line.splitn(3, ' ');
            let (Some(measures), Some(Ok(size)), Some(all)) =
                (fields.next(), fields.next().map(str::parse), fields.next())
            else {
                continue;
            };
            let unit = Unit { measures, size };
            let mut lists = all.split(" | ");
            let own = lists.find_map(|list| list.strip_prefix(tag));
            let mut needs_figure = false;
            for word in own.unwrap_or_default().split_whitespace() {
                match word.chars().next() {
                    Some('+') => needs_figure = true,
                    first => names
                        .entry(first.unwrap_or_default())
                        .or_default()
                        .push(Name {
                            written: word.trim_end_matches('*'),
                            is_begun: word.ends_with('*'),
                            needs_figure,
                            unit,
                        }),
                }
            }
        }
        names
    })
});

/// The unit that a word in lower case names.
pub(crate) fn unit_of(word: &str, is_behind_figure: bool, language: Language) -> Option<Unit> {
    let column = [EN, RU, KK]
        .iter()
        .position(|l| l.same_language(language))?;
    let is_kazakh = language.same_language(KK);
    let is_form = |name: &&Name| {
        let rest = word.strip_prefix(name.written);
        (is_behind_figure || !name.needs_figure)
            && rest.is_some_and(|rest| {
                rest.is_empty() || name.is_begun || is_kazakh && are_endings(rest)
            })
    };
    let names = NAMES[column].get(&word.chars().next()?)?;
    names.iter().find(is_form).map(|name| name.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_in_their_forms() {
        for (word, language, measures, size) in [
            ("hours", EN, "time", 3600.0),
            ("тонна", RU, "mass", 1e6),
            ("жылға", KK, "time", 31_557_600.0),
            ("км", KK, "length", 1000.0),
        ] {
            let unit = Unit { measures, size };
            assert_eq!(unit_of(word, false, language), Some(unit), "{word}");
        }
        for (word, language) in [("hourglass", KK), ("час-пик", KK), ("t", EN), ("школа", RU)]
        {
            assert_eq!(unit_of(word, false, language), None, "{word}");
        }
        assert!(unit_of("t", true, EN).is_some());
    }
}
