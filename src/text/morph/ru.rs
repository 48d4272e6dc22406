//! Russian: Snowball, and what it does to nouns mended.
//!
//! Snowball does not know that рынок has the forms рынка, рынку: their stems are brought together
//! here. And it takes some forms of a noun for a verb's, others not: органы and защите, beside
//! органов and защита. Stock phrases are made of nouns, so the noun is kept. (Repeating Snowball
//! until nothing more comes off would unite these too, but twice as many different words.)

use std::sync::LazyLock;

use snowstem::{Algorithm, Stemmer};

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));

pub(super) fn stem(word: &str) -> String {
    let stem = SNOWBALL.stem(word);
    // Two letters are too little to know a word by (Азия, Азии → аз).
    let stem = match stem.chars().count() < 3 {
        true => without_ending(word),
        false => of_noun(word, &stem),
    };
    without_fleeting_vowel(of_listed(stem))
}

/// Nouns whose vowel flees though no rule tells it: by the stem with it and the one without.
const FLEETING: &[(&str, &str)] = &[
    ("ден", "дн"),
    ("заем", "займ"),
    ("камен", "камн"),
    ("корен", "корн"),
    ("наем", "найм"),
    ("огон", "огн"),
    ("перечен", "перечн"),
    ("посол", "посл"),
    ("угол", "угл"),
    ("уровен", "уровн"),
];

fn of_listed(stem: String) -> String {
    // Дня is too short for its ending to be taken off.
    const DAYS: &[&str] = &[
        "дне",
        "дней",
        "днем",
        "дни",
        "дню",
        "дня",
        "дням",
        "днями",
        "днях",
    ];
    if DAYS.contains(&stem.as_str()) {
        return "дн".to_owned();
    }
    let listed = FLEETING.iter().find(|(with, _)| *with == stem);
    listed.map_or(stem, |(_, without)| (*without).to_owned())
}

/// The word without the longest ending of a noun that leaves three letters.
fn without_ending(word: &str) -> String {
    const ENDINGS: &[&str] = &[
        "ами", "ями", "ах", "ях", "ам", "ям", "ой", "ей", "ем", "ом", "ью", "ов", "ев", "а", "я",
        "у", "ю", "ы", "и", "е", "о", "ь", "й",
    ];
    let stems = ENDINGS.iter().filter_map(|e| word.strip_suffix(e));
    let stem = stems.into_iter().find(|stem| 3 <= stem.chars().count());
    stem.unwrap_or(word).to_owned()
}

/// Snowball's stem of a word with what it took for a verb's ending: защит(е), орган(ы); ассамбле(я)
/// as ассамбл(еи).
fn of_noun(word: &str, stem: &str) -> String {
    match word.strip_prefix(stem) {
        Some("ите" | "ит") => format!("{stem}ит"),
        Some("ен" | "ена" | "ено" | "ены") => format!("{stem}ен"),
        Some("н" | "на" | "но" | "ны") if stem.ends_with(['а', 'я']) => format!("{stem}н"),
        _ => {
            let bare = stem.strip_suffix('е');
            let bare = bare.filter(|bare| 3 <= bare.chars().count());
            bare.unwrap_or(stem).to_owned()
        }
    }
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
            ("защите", "защита"),
            ("органы", "органов"),
            ("казахстаном", "казахстан"),
            ("кредите", "кредит"),
            ("ассамблеи", "ассамблея"),
            ("азией", "азия"),
            ("идей", "идея"),
            ("посла", "посол"),
            ("дня", "день"),
            ("днем", "день"),
            ("дней", "день"),
            ("днями", "день"),
            ("уровня", "уровень"),
            ("перечнем", "перечень"),
            ("ордена", "орденом"),
            ("обмен", "обмену"),
        ] {
            assert_eq!(stem(form), stem(lemma), "{form}");
        }
        assert_ne!(stem("урок"), stem("урка"));
    }
}
