//! Russian verbs, told by their endings.

/// Whether the word may be a Russian verb of the present or future, which agrees in number.
pub(super) fn is_present(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ет", "ит", "ут", "ют", "ат", "ят", "тся"];
    word.chars().count() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether the word may be a Russian verb of the past or a short participle, which agree with
/// their subject.
pub(super) fn is_past(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ен", "ена", "ено", "ены", "ан",
        "ана", "ано", "аны", "ян", "яна", "яно", "яны", "ят", "ята", "ято", "яты", "ыт", "ыта",
        "ыто", "ыты",
    ];
    word.chars().count() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}
