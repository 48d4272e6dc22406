//! Russian verbs, told by their endings.

use super::lists::is_listed;

/// Whether the word may be a Russian verb of the present or future, which agrees in number.
pub(super) fn is_present(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ет", "ит", "ут", "ют", "ат", "ят", "тся"];
    is_verb(word, ENDINGS)
}

/// Whether the word may be a Russian verb of the past or a short participle, which agree with
/// their subject.
pub(super) fn is_past(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ен", "ена", "ено", "ены", "ан",
        "ана", "ано", "аны", "ян", "яна", "яно", "яны", "ят", "ята", "ято", "яты", "ыт", "ыта",
        "ыто", "ыты",
    ];
    is_verb(word, ENDINGS)
}

fn is_verb(word: &str, endings: &[&str]) -> bool {
    const SHORTEST: usize = 4;
    // Казахстан has the ending of one.
    let is_country = word.ends_with("стан") || word.ends_with("стана");
    word.chars().count() >= SHORTEST
        && !is_country
        && endings.iter().any(|ending| word.ends_with(ending))
        && !is_listed("ru no verbs", word)
}
