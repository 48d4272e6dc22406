//! Russian words around a figure: nouns, verbs, prepositions.

use super::counted::{governs, moved_noun};
use super::neighbours::{Fit, Neighbours};
use crate::lang::RU;
use crate::patch::lists::{is_listed, listed};
use crate::patch::slot::Slot;
use crate::patch::value::{Class, Value, class};
use crate::patch::verbs::{is_past, is_present};
use crate::text::{TokenKind, stem};

pub(super) fn russian(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    // A number behind these counts nothing, if nothing stands behind it that it could count.
    // Of these each is a part of those that follow, in the genitive, and has none of them that
    // could be counted: пункт 3 статьи 5, but в статье 3 пункта.
    let old_value = &slot.value;
    if !vocal_preposition_stays(neighbours, slot, new) {
        return Fit::Wrong;
    }
    // Behind a day stands its month, behind an ordinal what it orders; and with the numbers of a
    // range what stands behind agrees with the last.
    if matches!(slot.kind, TokenKind::Date | TokenKind::Ordinal) || begins_range(slot, neighbours) {
        return Fit::Right;
    }
    let old = old_value;
    let is_year = |value: &Value| {
        let plausible = |n: &String| n.len() == 4 && matches!(n.as_bytes()[0], b'1' | b'2');
        matches!(value, Value::Number(n) if plausible(n))
    };
    let (old_class, new_class) = (class(old, RU), class(new, RU));
    let Neighbours { before, behind, .. } = neighbours;
    // 21 «золотая» медаль.
    let rest = &neighbours.text[slot.range.end..];
    let next = rest.trim_start();
    let is_quoted = next.len() < rest.len() && next.starts_with(['«', '„', '“', '"']);
    let counts_nothing = behind.is_empty() && !is_quoted || is_listed("ru invariable", behind);
    let is_numbered = || {
        let parts = listed("ru parts").iter();
        let parts: Vec<_> = parts.filter_map(|part| part.split_once('/')).collect();
        let head = stem(before, RU);
        let is_head = |name: &str| match name {
            // Часто has its stem.
            "часть" => matches!(*before, "часть" | "части" | "частью"),
            name => stem(name, RU) == head,
        };
        let part = parts.iter().position(|(name, _)| is_head(name));
        let is_of_a_whole = part.is_some_and(|part| {
            parts[part + 1..].iter().any(|(_, whole)| whole == behind)
                || is_listed("ru wholes", behind)
        });
        let has_head = part.is_some() || listed("ru numbered").iter().any(|name| is_head(name));
        *before == "№" || is_of_a_whole || has_head && counts_nothing
    };
    if old_class == new_class
        || behind.starts_with("год") && is_year(old) && is_year(new)
        || is_numbered()
    {
        return Fit::Right;
    }
    // Выделен 1 млн, выделено 2 млн; but behind a preposition a number is no subject.
    let is_one = |class| class == Some(Class::One);
    let is_one_changed = is_one(old_class) != is_one(new_class);
    let is_subject = !is_listed("ru prepositions", before);
    if is_one_changed
        && is_subject
        && (is_adjective(before) && !governs(before)
            || neighbours.words().any(|word| is_past(&word)))
    {
        return Fit::Wrong;
    }
    // In these cases the plural is one for 2 and for 5: в 2 городах, в 5 городах.
    let is_plural = |class| matches!(class, Some(Class::Few | Class::Many));
    if counts_nothing || is_plural(old_class) && is_plural(new_class) && is_oblique(behind) {
        return Fit::Right;
    }
    // 5 человек работают, 21 человек работает; 5 домов, построенных здесь.
    let speaks_of_it = || {
        let behind_noun = rest.trim_start().trim_start_matches(char::is_alphabetic);
        behind_noun.trim_start().starts_with(',')
            || is_subject && neighbours.words().any(|word| is_present(&word))
    };
    let (Some(old), Some(new)) = (old_class, new_class) else {
        return Fit::Wrong;
    };
    let before = match (*before, neighbours.is_opening) {
        ("", true) => Some(""),
        ("", false) => None,
        (word, _) => Some(word),
    };
    let noun = before.and_then(|before| moved_noun(behind, old, new, before, is_one_changed));
    match noun {
        Some(noun) if !is_one_changed || !speaks_of_it() => Fit::With(noun),
        _ => Fit::Wrong,
    }
}

/// Whether the word has an ending that is one for all numbers but those of the class of 1.
fn is_oblique(word: &str) -> bool {
    ["ах", "ях", "ами", "ями"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Whether the word may be a Russian adjective, which agrees with a number behind it.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ый", "ий", "ой", "ые", "ие", "ая", "яя", "ое", "ее"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether the figure is the first of two with a dash between: 2021–2025.
fn begins_range(slot: &Slot<'_>, neighbours: &Neighbours<'_>) -> bool {
    let rest = neighbours.text[slot.range.end..].trim_start();
    let behind = rest.strip_prefix(['-', '‑', '–', '—']);
    behind.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// со 2-го, во 2-й, со 100, об 11: the preposition shows how the number sounds. What is not seen to
/// be counted may be an ordinal: со 2 по 5 мая, во 2 квартале, but в 2 городах.
fn vocal_preposition_stays(neighbours: &Neighbours<'_>, slot: &Slot<'_>, new: &Value) -> bool {
    let Neighbours { before, behind, .. } = *neighbours;
    let is_counted = slot.kind == TokenKind::Number
        && (slot.scale.is_some() || matches!(behind, "раза" | "раз") || is_oblique(behind));
    let spoken = |value: &Value| match value {
        Value::Number(number) => number.split('.').next().unwrap_or("").to_owned(),
        Value::Date { day, .. } => day.to_string(),
        Value::Time { hour, .. } => hour.to_string(),
        Value::Roman(number) => number.to_string(),
        Value::Month(_) => String::new(),
    };
    let (old, new) = (spoken(&slot.value), spoken(new));
    let same = |is: &dyn Fn(&str) -> bool| is(&old) == is(&new);
    let leading = |n: &str| n[..n.len().min((n.len() + 2) % 3 + 1)].to_owned();
    let second = |n: &str| !is_counted && n == "2";
    let hundred = |n: &str| leading(n).len() == 3 && leading(n).starts_with('1');
    let one = |n: &str| matches!(&*leading(n), "1" | "11");
    match before {
        "с" | "со" => same(&second) && same(&hundred),
        "в" | "во" | "к" | "ко" => same(&second),
        "о" | "об" => same(&one),
        _ => true,
    }
}
