//! Words that agree with a figure: where they would have to change, the figure may not.

use super::kazakh::{Sound, is_particle, particle_stays};
use super::slot::{Slot, Value};
use crate::lang::{Language, RU};
use crate::text::{TokenKind, fold, stem};

/// A figure among its neighbours in a target.
pub(super) struct Neighbours<'t> {
    /// The word right before it, folded.
    pub(super) before: &'t str,
    /// The word right behind it, folded: the rest of its own token, or the next one.
    pub(super) behind: &'t str,
    /// The small letters that hang on its token behind a hyphen: `ти` of `5-ти`.
    pub(super) hung: &'t str,
    /// The whole target.
    pub(super) text: &'t str,
}

/// Whether the target stays right around the figure when it becomes `new`.
pub(super) fn stays_right(
    slot: &Slot<'_>,
    new: &Value,
    neighbours: &Neighbours<'_>,
    language: Language,
) -> bool {
    if language.primary() != "en" && is_ending_of_a_number(neighbours.hung)
        || is_said_again(&neighbours.text[slot.range.end..])
    {
        return false;
    }
    match language.primary() {
        "en" => english(slot, new, neighbours),
        "ru" => russian(slot, new, neighbours),
        "kk" => kazakh(slot, new, neighbours),
        _ => true,
    }
}

/// Whether a figure is followed by itself in words: 5 (пять) дней.
fn is_said_again(behind: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let inside = behind.trim_start().strip_prefix('(');
    let inside = inside.and_then(|rest| Some(rest.split_once(')')?.0));
    inside.is_some_and(|inside| {
        let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '-');
        inside.split_whitespace().count() <= MOST_WORDS && inside.split_whitespace().all(is_word)
    })
}

/// Whether what hangs on a figure belongs to the number's own word: 5-ти, 5-еуі, 100-деген.
fn is_ending_of_a_number(hung: &str) -> bool {
    const LONGEST_ENDING: usize = 3;
    const NOUNS: &[&str] = &[
        "үй", "бап", "тур", "топ", "жол", "күн", "том", "жыл", "ай", "рет", "дом",
    ];
    const BEGINNINGS: &[&str] = &[
        "еу",
        "ау",
        "даған",
        "деген",
        "лаған",
        "леген",
        "таған",
        "теген",
        "дық",
        "дығ",
        "дік",
        "діг",
        "лық",
        "лығ",
        "лік",
        "ліг",
        "тық",
        "тығ",
        "тік",
        "тіг",
    ];
    let letters = hung.chars().count();
    (1..=LONGEST_ENDING).contains(&letters) && !NOUNS.contains(&hung)
        || BEGINNINGS
            .iter()
            .any(|beginning| hung.starts_with(beginning))
}

/// The class of forms that a number asks of the words behind it; words behind numbers of one class
/// are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    One,
    Few,
    Many,
    Fraction,
}

/// The class of a figure in a language; `None` where nothing agrees with figures.
pub(super) fn class(value: &Value, language: Language) -> Option<Class> {
    let number = match value {
        Value::Number(number) => number.clone(),
        Value::Time { hour, .. } => hour.to_string(),
        Value::Date { .. } | Value::Month(_) | Value::Roman(_) => return None,
    };
    match language.primary() {
        "en" => Some(if number == "1" {
            Class::One
        } else {
            Class::Many
        }),
        "ru" => Some(russian_class(&number)),
        _ => None,
    }
}

fn russian_class(number: &str) -> Class {
    if number.contains('.') {
        return Class::Fraction;
    }
    let mut digits = number.bytes().rev();
    match (digits.next(), digits.next()) {
        (_, Some(b'1')) => Class::Many,
        (Some(b'1'), _) => Class::One,
        (Some(b'2'..=b'4'), _) => Class::Few,
        _ => Class::Many,
    }
}

fn english(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> bool {
    const INVARIABLE: &[&str] = &[
        "million", "billion", "trillion", "thousand", "bn", "bln", "mln", "percent", "per",
        "tenge", "of", "in", "to", "and", "or", "from", "on", "at", "for", "by", "with", "as",
        "km", "kg",
    ];
    let is_article = matches!(neighbours.before, "a" | "an");
    let (old, new) = match (&slot.value, new) {
        (Value::Number(old), Value::Number(new)) => (old, new),
        (Value::Month(old), Value::Month(new)) => {
            let vowel = |month: &u8| matches!(month, 4 | 8 | 10);
            return !is_article || vowel(old) == vowel(new);
        }
        _ => return true,
    };
    if is_article && begins_with_vowel(old) != begins_with_vowel(new) {
        return false;
    }
    let is_cardinal = !matches!(slot.kind, TokenKind::Ordinal | TokenKind::Date);
    if !is_cardinal || (old == "1") == (new == "1") {
        return true;
    }
    // 1 of the plants was opened, 5 of the plants were.
    const VERBS: &[&str] = &["is", "are", "was", "were", "has", "have", "does", "do"];
    let has_verb = words(neighbours.text).any(|word| VERBS.contains(&&*word));
    !has_verb && (neighbours.behind.is_empty() || INVARIABLE.contains(&neighbours.behind))
}

/// Whether the English number's name begins with a vowel: 8, 11, 18, 80 to 89, and their thousands.
fn begins_with_vowel(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or(number);
    let leading = &whole[..(whole.len() + 2) % 3 + 1];
    leading.starts_with('8') || matches!(leading, "11" | "18")
}

fn russian(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> bool {
    const INVARIABLE: &[&str] = &[
        "млн",
        "млрд",
        "трлн",
        "тыс",
        "тенге",
        "км",
        "кг",
        "м",
        "га",
        "г",
        "мвт",
        "квт",
        "руб",
        "тг",
        "чел",
        "шт",
        "ч",
        "мин",
        "и",
        "в",
        "на",
        "до",
        "по",
        "с",
        "из",
        "для",
        "от",
        "к",
        "о",
        "или",
        "евро",
        "за",
        "при",
    ];
    // What a number behind these counts is not the word behind it: пункт 3 статьи 5.
    const NUMBERED: &[&str] = &[
        "статья",
        "пункт",
        "подпункт",
        "раздел",
        "глава",
        "приложение",
        "школа",
        "дом",
        "кабинет",
        "номер",
        "лицей",
        "этап",
        "форма",
        "таблица",
        "рисунок",
    ];
    let old_value = &slot.value;
    if !vocal_preposition_stays(neighbours.before, slot, new) {
        return false;
    }
    // Behind a day stands its month, behind an ordinal what it orders; and with the numbers of a
    // range what stands behind agrees with the last.
    if matches!(slot.kind, TokenKind::Date | TokenKind::Ordinal) || begins_range(slot, neighbours) {
        return true;
    }
    let old = old_value;
    let is_year = |value: &Value| {
        let plausible = |n: &String| n.len() == 4 && matches!(n.as_bytes()[0], b'1' | b'2');
        matches!(value, Value::Number(n) if plausible(n))
    };
    let (old_class, new_class) = (class(old, RU), class(new, RU));
    let Neighbours { before, behind, .. } = neighbours;
    let is_numbered = || {
        let head = stem(before, RU);
        // Часто has the stem of часть.
        matches!(*before, "№" | "часть" | "части" | "частью")
            || NUMBERED.iter().any(|name| stem(name, RU) == head)
    };
    if old_class == new_class
        || behind.starts_with("год") && is_year(old) && is_year(new)
        || is_numbered()
    {
        return true;
    }
    // Выделен 1 млн, выделено 2 млн.
    let is_one = |class| class == Some(Class::One);
    if is_one(old_class) != is_one(new_class)
        && (is_adjective(before) || words(neighbours.text).any(|word| is_past(&word)))
    {
        return false;
    }
    // In these cases the plural is one for 2 and for 5: в 2 городах, в 5 городах.
    let is_oblique = |word: &str| ["ах", "ях", "ами", "ями"].iter().any(|e| word.ends_with(e));
    let is_plural = |class| matches!(class, Some(Class::Few | Class::Many));
    behind.is_empty()
        || INVARIABLE.contains(behind)
        || is_plural(old_class) && is_plural(new_class) && is_oblique(behind)
}

/// Whether the word may be a Russian adjective, which agrees with a number behind it.
fn is_adjective(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ый", "ий", "ой", "ые", "ие", "ая", "яя", "ое", "ее"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether the word may be a Russian verb of the past or a short participle, which agree with
/// their subject.
fn is_past(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "л", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "ен", "ена", "ено", "ены", "ан",
        "ана", "ано", "аны", "ян", "яна", "яно", "яны", "ят", "ята", "ято", "яты", "ыт", "ыта",
        "ыто", "ыты",
    ];
    word.chars().count() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// Whether the figure is the first of two with a dash between: 2021–2025.
fn begins_range(slot: &Slot<'_>, neighbours: &Neighbours<'_>) -> bool {
    let rest = neighbours.text[slot.range.end..].trim_start();
    let behind = rest.strip_prefix(['-', '‑', '–', '—']);
    behind.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// The words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.map(str::to_lowercase)
}

/// со 2-го, во 2-й, со 100, об 11: the preposition shows how the number sounds.
fn vocal_preposition_stays(before: &str, slot: &Slot<'_>, new: &Value) -> bool {
    let is_ordinal = slot.kind != TokenKind::Number;
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
    let second = |n: &str| is_ordinal && n == "2";
    let hundred = |n: &str| leading(n).len() == 3 && leading(n).starts_with('1');
    let one = |n: &str| matches!(&*leading(n), "1" | "11");
    match before {
        "с" | "со" => same(&second) && same(&hundred),
        "в" | "во" | "к" | "ко" => same(&second),
        "о" | "об" => same(&one),
        _ => true,
    }
}

fn kazakh(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> bool {
    if !is_particle(neighbours.behind) {
        return true;
    }
    let stays = |old, new| particle_stays(neighbours.behind, old, new);
    match (&slot.value, new) {
        // Behind a sign or a word of its token the particle follows that.
        (Value::Number(_), _) if slot.ending.is_empty() && !slot.around().1.is_empty() => true,
        (Value::Number(old), Value::Number(new)) => {
            stays(Sound::of_number(old), Sound::of_number(new))
        }
        (
            Value::Date { month, day, .. },
            Value::Date {
                month: new_month,
                day: new_day,
                ..
            },
        ) => {
            stays(Sound::of_month(*month), Sound::of_month(*new_month))
                && stays(day_sound(*day), day_sound(*new_day))
        }
        (Value::Month(old), Value::Month(new)) => {
            stays(Sound::of_month(*old), Sound::of_month(*new))
        }
        _ => false,
    }
}

fn day_sound(day: u8) -> Option<Sound> {
    Sound::of_number(&day.to_string())
}

/// A word as agreement is judged by: folded, without the full stop of an abbreviation.
pub(super) fn word_form(written: &str, language: Language) -> String {
    let folded = fold(written, language);
    folded
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '№')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_numbers_have_three_classes_and_fractions() {
        for (class, numbers) in [
            (Class::One, &["1", "21", "101", "1001"][..]),
            (Class::Few, &["2", "3", "4", "22", "1234"]),
            (
                Class::Many,
                &["0", "5", "10", "11", "12", "14", "111", "20", "1000"],
            ),
            (Class::Fraction, &["1.5", "0.1"]),
        ] {
            for number in numbers {
                assert_eq!(russian_class(number), class, "{number}");
            }
        }
    }

    #[test]
    fn english_articles_go_by_the_name_s_sound() {
        for number in [
            "8", "11", "18", "80", "85", "800", "8000", "11000", "8.5", "18000000",
        ] {
            assert!(begins_with_vowel(number), "{number}");
        }
        for number in ["1", "10", "110", "118", "1100", "28", "180", "1800", "0.8"] {
            assert!(!begins_with_vowel(number), "{number}");
        }
    }
}
