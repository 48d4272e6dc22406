//! English: Snowball, and one spelling for six endings that Britain and America spell differently.

use std::sync::LazyLock;

use snowstem::{Algorithm, Stemmer};

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

pub(super) fn stem(word: &str) -> String {
    let stem = SNOWBALL.stem(word);
    // Ends of stems and the American ones; shorter words are others (hour, this, fence).
    const SPELLINGS: &[(&str, &str, usize)] = &[
        ("our", "or", 6),
        ("tr", "ter", 4),
        ("is", "iz", 6),
        ("fenc", "fens", 6),
        ("cenc", "cens", 6),
        ("gramm", "gram", 5),
    ];
    for &(ending, american, least) in SPELLINGS {
        if least <= stem.len()
            && let Some(head) = stem.strip_suffix(ending)
        {
            return format!("{head}{american}");
        }
    }
    stem.into_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn spellings_share_a_stem() {
        for (british, american) in [
            ("labour", "labor"),
            ("neighbouring", "neighboring"),
            ("centres", "center"),
            ("organisation", "organization"),
            ("defence", "defenses"),
            ("licence", "license"),
            ("programme", "programs"),
        ] {
            assert_eq!(stem(british), stem(american), "{british}");
        }
        assert_ne!(stem("hour"), stem("hor"));
    }
}
