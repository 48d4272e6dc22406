//! Words that agree with a figure: where they would have to change and no table tells how, the figure
//! may not.

use super::counted::{governs, moved_noun};
use super::kazakh::{Sound, is_particle, particle_stays};
use super::letters::may_be_number;
use super::slot::{Slot, Value};
use crate::lang::{EN, Language, RU};
use crate::text::{MONTHS, TokenKind, fold, stem};

/// A figure among its neighbours in a target.
pub(super) struct Neighbours<'t> {
    /// The word right before it, folded.
    pub(super) before: &'t str,
    /// The word right behind it, folded: the rest of its own token, or the next one.
    pub(super) behind: &'t str,
    /// Whether the figure begins the text, or what follows a colon or a dash.
    pub(super) is_opening: bool,
    /// The small letters that hang on its token behind a hyphen: `ти` of `5-ти`.
    pub(super) hung: &'t str,
    /// The whole target.
    pub(super) text: &'t str,
}

/// What becomes of the words around a figure when it is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// They stay.
    Right,
    /// The word right behind it becomes this one.
    With(String),
    /// They would have to change, or may have to.
    Wrong,
}

impl From<bool> for Fit {
    fn from(is_right: bool) -> Self {
        if is_right { Fit::Right } else { Fit::Wrong }
    }
}

/// What becomes of the target around the figure when it becomes `new`.
pub(super) fn fit(
    slot: &Slot<'_>,
    new: &Value,
    neighbours: &Neighbours<'_>,
    language: Language,
) -> Fit {
    if language.primary() != "en" && is_ending_of_a_number(neighbours.hung, language)
        || is_said_again(&neighbours.text[slot.range.end..])
        || says_again(&neighbours.text[..slot.range.start], language)
    {
        return Fit::Wrong;
    }
    match language.primary() {
        "en" => english(slot, new, neighbours).into(),
        "ru" => russian(slot, new, neighbours),
        "kk" => kazakh(slot, new, neighbours).into(),
        _ => Fit::Right,
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

/// Whether a figure in brackets follows itself in words: пять (5) дней.
fn says_again(before: &str, language: Language) -> bool {
    let outside = before.trim_end().strip_suffix('(').map(str::trim_end);
    let word = outside.and_then(|outside| outside.rsplit(|c: char| !c.is_alphabetic()).next());
    word.is_some_and(|word| may_be_number(&stem(word, language), language))
}

/// Whether what hangs on a figure belongs to the number's own word: 5-ти, 3-хлетний, 5-еуі,
/// 100-деген.
fn is_ending_of_a_number(hung: &str, language: Language) -> bool {
    const LONGEST_ENDING: usize = 3;
    const NOUNS: &[&str] = &[
        "үй", "бап", "тур", "топ", "жол", "күн", "том", "жыл", "ай", "рет", "дом",
    ];
    const RUSSIAN: &[&str] = &["х", "ти", "ми"];
    const KAZAKH: &[&str] = &[
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
    let beginnings = match language.primary() {
        "ru" => RUSSIAN,
        _ => KAZAKH,
    };
    let letters = hung.chars().count();
    (1..=LONGEST_ENDING).contains(&letters) && !NOUNS.contains(&hung)
        || beginnings
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
    // What stands behind one of these and five of them in the same form.
    const UNITS: &[&str] = &[
        "million", "billion", "trillion", "thousand", "bn", "bln", "mln", "tenge", "km", "kg",
    ];
    const PREPOSITIONS: &[&str] = &[
        "of", "in", "to", "from", "on", "at", "for", "by", "with", "between", "under", "until",
    ];
    const CONJUNCTIONS: &[&str] = &["and", "or", "as"];
    // What a number behind these counts is nothing: Article 1 of the law.
    const NUMBERED: &[&str] = &[
        "article",
        "paragraph",
        "subparagraph",
        "clause",
        "section",
        "chapter",
        "part",
        "item",
        "annex",
        "appendix",
        "table",
        "figure",
        "no",
        "number",
        "page",
        "stage",
        "phase",
    ];
    let Neighbours { before, behind, .. } = *neighbours;
    if matches!(before, "a" | "an") {
        let sounds = [&slot.value, new].map(|value| article_sounds(value, slot));
        if sounds[0].is_none() || sounds[0] != sounds[1] {
            return false;
        }
    }
    let (Value::Number(old), Value::Number(new)) = (&slot.value, new) else {
        return true;
    };
    let is_cardinal = !matches!(slot.kind, TokenKind::Ordinal | TokenKind::Date);
    if !is_cardinal || (old == "1") == (new == "1") {
        return true;
    }
    let connects = |word| PREPOSITIONS.contains(&word) || CONJUNCTIONS.contains(&word);
    let head = stem(before, EN);
    if NUMBERED.iter().any(|name| stem(name, EN) == head) && (behind.is_empty() || connects(behind))
    {
        return true;
    }
    // 1 of the plants was opened, 5 of the plants were.
    const VERBS: &[&str] = &["is", "are", "was", "were", "has", "have", "does", "do"];
    let has_verb = words(neighbours.text).any(|word| VERBS.contains(&&*word));
    // 1 of them works, 5 of them work, and so do 5%; but behind a preposition a number is no
    // subject.
    let is_share = slot.kind == TokenKind::Percent || matches!(behind, "percent" | "per");
    let has_form_for_all = if is_share || connects(behind) {
        PREPOSITIONS.contains(&before)
    } else {
        behind.is_empty() || UNITS.contains(&behind)
    };
    !has_verb && has_form_for_all
}

/// Whether what is said first of the figure begins with a vowel, in each way in which it may be
/// read; `None` where nobody can tell what is said first.
fn article_sounds(value: &Value, slot: &Slot<'_>) -> Option<[bool; 2]> {
    let number = |number: &str| {
        // 1861 is read as eighteen sixty-one, too.
        let is_year = number.len() == 4 && matches!(&number[..2], "11" | "18");
        let vowel = begins_with_vowel(number);
        [vowel, vowel || is_year]
    };
    let month = |month: u8| {
        let name = MONTHS.english.get(usize::from(month).checked_sub(1)?)?;
        Some([name.starts_with(['a', 'e', 'i', 'o', 'u']); 2])
    };
    let has_letters = slot.written.contains(char::is_alphabetic);
    match *value {
        Value::Number(ref written) => Some(number(written)),
        // Numerals may be spelt: an IV, a VI.
        Value::Roman(roman) => {
            let five = matches!(roman, 5..=8);
            Some([begins_with_vowel(&roman.to_string()), !five])
        }
        Value::Time { hour, .. } if has_letters => {
            Some(number(&((hour + 11) % 12 + 1).to_string()))
        }
        Value::Time { hour, .. } => Some(number(&hour.to_string())),
        Value::Month(named) => month(named),
        Value::Date { month: named, .. } if slot.written.starts_with(char::is_alphabetic) => {
            month(named)
        }
        Value::Date { day, .. } if has_letters => Some(number(&day.to_string())),
        Value::Date { .. } => None,
    }
}

/// Whether the English number's name begins with a vowel: 8, 11, 18, 80 to 89, and their thousands.
fn begins_with_vowel(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or(number);
    let leading = &whole[..(whole.len() + 2) % 3 + 1];
    leading.starts_with('8') || matches!(leading, "11" | "18")
}

fn russian(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
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
    // A number behind these counts nothing, if nothing stands behind it that it could count.
    const NUMBERED: &[&str] = &[
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
    // Of these each is a part of those that follow, in the genitive, and has none of them that
    // could be counted: пункт 3 статьи 5, but в статье 3 пункта.
    const PARTS: &[(&str, &str)] = &[
        ("подпункт", "подпункта"),
        ("пункт", "пункта"),
        ("часть", "части"),
        ("статья", "статьи"),
        ("глава", "главы"),
        ("раздел", "раздела"),
    ];
    const WHOLES: &[&str] = &[
        "закона",
        "кодекса",
        "указа",
        "конституции",
        "устава",
        "договора",
        "соглашения",
        "настоящего",
        "настоящей",
    ];
    const NO_SUBJECT: &[&str] = &[
        "в",
        "во",
        "на",
        "за",
        "через",
        "из",
        "без",
        "для",
        "течение",
        "после",
    ];
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
    let counts_nothing = behind.is_empty() && !is_quoted || INVARIABLE.contains(behind);
    let is_numbered = || {
        let head = stem(before, RU);
        let is_head = |name: &str| match name {
            // Часто has its stem.
            "часть" => matches!(*before, "часть" | "части" | "частью"),
            name => stem(name, RU) == head,
        };
        let part = PARTS.iter().position(|(name, _)| is_head(name));
        let is_of_a_whole = part.is_some_and(|part| {
            PARTS[part + 1..].iter().any(|(_, whole)| whole == behind) || WHOLES.contains(behind)
        });
        let has_head = part.is_some() || NUMBERED.iter().any(|name| is_head(name));
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
    let is_subject = !NO_SUBJECT.contains(before);
    if is_one_changed
        && is_subject
        && (is_adjective(before) && !governs(before)
            || words(neighbours.text).any(|word| is_past(&word)))
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
            || is_subject && words(neighbours.text).any(|word| is_present(&word))
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

/// Whether the word may be a Russian verb of the present or future, which agrees in number.
pub(super) fn is_present(word: &str) -> bool {
    const ENDINGS: &[&str] = &["ет", "ит", "ут", "ют", "ат", "ят", "тся"];
    word.chars().count() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending))
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
