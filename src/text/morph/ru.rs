//! Russian: Snowball, and fleeting vowels.
//!
//! Snowball does not know that рынок has the forms рынка, рынку: their stems are brought together
//! here. (Repeating Snowball until nothing more comes off would unite more forms, капитан and
//! капитанов, but twice as many different words.)

use std::sync::LazyLock;

use snowstem::{Algorithm, Stemmer};

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));

pub(super) fn stem(word: &str) -> String {
    let stem = SNOWBALL.stem(word);
    // Two letters are too little to know a word by (идея, идей → ид).
    let is_short = stem.chars().count() < 3;
    without_fleeting_vowel(if is_short {
        word.to_owned()
    } else {
        stem.into_owned()
    })
}

/// рынок, рынк(а) → рынк; боец, бойц(ы) → бойц; конец, конц(а) → конц.
fn without_fleeting_vowel(stem: String) -> String {
    let is_vowel = |c: char| "аеиоуыэюя".contains(c);
    if let Some(head) = stem.strip_suffix("ец")
        && let Some(last) = head.chars().last()
        && head.chars().any(is_vowel)
    {
        let joint = if is_vowel(last) { "й" } else { "" };
        return format!("{head}{joint}ц");
    }
    if let Some(head) = stem.strip_suffix("ок")
        && head.chars().count() >= 3
        && head.chars().last().is_some_and(|c| !is_vowel(c))
    {
        return format!("{head}к");
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_share_a_stem() {
        for (form, lemma) in [
            ("рынка", "рынок"),
            ("поставок", "поставка"),
            ("бойцы", "боец"),
            ("концом", "конец"),
            ("президентами", "президент"),
            ("сотрудничества", "сотрудничество"),
            ("казахстанской", "казахстанский"),
        ] {
            assert_eq!(stem(form), stem(lemma), "{form}");
        }
        assert_ne!(stem("урок"), stem("урка"));
    }
}
