//! The words by which figures are said to be rounded: about, свыше, жуық.

use std::sync::LazyLock;

use crate::lang::{EN, KK, Language, RU};

/// Whether a figure beside such a word is said to be rounded.
pub(crate) fn is_approximate(word: &str, language: Language) -> bool {
    let Some(column) = [EN, RU, KK].iter().position(|l| l.same_language(language)) else {
        return false;
    };
    let word = word.to_lowercase();
    LISTED[column].iter().any(|listed| listed.is(&word))
}

/// A word of the list; one with a star stands for all that begin so.
struct Listed {
    word: &'static str,
    begins: bool,
}

impl Listed {
    fn is(&self, word: &str) -> bool {
        match self.begins {
            true => word.starts_with(self.word),
            false => word == self.word,
        }
    }
}

static LISTED: LazyLock<[Vec<Listed>; 3]> = LazyLock::new(|| {
    ["en: ", "ru: ", "kk: "].map(|tag| {
        let lines = include_str!("approximate.txt").lines();
        let words = lines.filter_map(|line| line.strip_prefix(tag));
        let words = words.flat_map(str::split_whitespace);
        let listed = words.map(|word| Listed {
            word: word.trim_end_matches('*'),
            begins: word.ends_with('*'),
        });
        listed.collect()
    })
});

#[cfg(test)]
mod tests {
    use super::is_approximate;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn rounding_is_said_in_three_languages() {
        for (word, language) in [
            ("Nearly", EN),
            ("около", RU),
            ("превысил", RU),
            ("жуықтап", KK),
        ] {
            assert!(is_approximate(word, language), "{word}");
        }
        for (word, language) in [("tenge", EN), ("околоток", RU), ("асфальт", KK), ("", KK)]
        {
            assert!(!is_approximate(word, language), "{word}");
        }
    }
}
