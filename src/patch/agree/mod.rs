//! Words that agree with a figure: where they would have to change and no table tells how, the figure
//! may not.

mod agreeing;
mod attribute;
mod counted;
mod declension;
mod english;
mod joined;
mod kazakh;
mod neighbours;
mod predicate;
mod russian;

use super::reading::kazakh::{is_ending, is_particle, is_same_particle, moved_number_ending};
use super::reading::letters::{may_be_number, month_of};
use super::reading::lists::{is_listed, listed};
use super::reading::slot::Slot;
use super::reading::value::{Value, class};
use crate::lang::Language;
use crate::text::{TokenKind, is_hyphen, stem};
use counted::{is_one_noun, is_plural};
use english::{
    english, is_counted as is_counted_in_english, is_numbered as is_numbered_in_english,
};
use kazakh::kazakh;
use russian::{is_numbered as is_numbered_in_russian, russian};

pub(super) use agreeing::{Form, agreeing};
pub(super) use neighbours::{Fit, Neighbours, Whole};

/// What becomes of the target around the figure when it becomes `new`.
pub(super) fn fit(
    slot: &Slot<'_>,
    new: &Value,
    neighbours: &Neighbours<'_>,
    language: Language,
) -> Fit {
    let hung = neighbours.hung;
    if language.primary() != "en"
        && is_ending_of_a_number(hung, language)
        && !is_letter_of_a_document(neighbours.lead, hung, language)
        || has_ending_apart(slot, new, neighbours.whole.text, language)
        || is_said_again(neighbours.rest, language)
        || has_ending_of_fraction(slot, neighbours, language)
        || may_agree_behind_marks(slot, new, neighbours, language)
        || says_all(slot, new, neighbours, language)
        || tells_digits(slot, new, neighbours, language)
    {
        return Fit::Wrong;
    }
    match language.primary() {
        "en" => english(slot, new, neighbours),
        "ru" => russian(slot, new, neighbours),
        "kk" => kazakh(slot, new, neighbours),
        _ => Fit::Right,
    }
}

/// Whether a figure counts what stands beside it (3 paragraphs), or is its number (paragraph 3);
/// `None` where it may do either.
pub(super) fn counts(
    slot: &Slot<'_>,
    [before, behind]: [&str; 2],
    hung: &str,
    language: Language,
) -> Option<bool> {
    match language.primary() {
        _ if slot.kind == TokenKind::Ordinal => Some(false),
        "en" if is_numbered_in_english(before) => Some(false),
        "en" => is_counted_in_english(behind).then_some(true),
        "kk" => (!hung.is_empty()).then_some(false),
        "ru" if is_numbered_in_russian(before) => Some(false),
        "ru" => is_plural(behind, false).then_some(true),
        _ => None,
    }
}

/// Whether the word before a figure says that these are all, of which two are both and one is none: all 5
/// schools, all 2 schools.
fn says_all(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>, language: Language) -> bool {
    let is_few =
        |value: &Value| matches!(value, Value::Number(number) if number == "1" || number == "2");
    let is_otherwise = is_few(&slot.value) || is_few(new);
    is_otherwise && is_listed(&format!("{} all", language.primary()), neighbours.head)
}

/// Whether a word beside a figure has one form for a digit and another one for several: цифру «5», but цифры
/// «15»; «5» деген цифр.
fn tells_digits(
    slot: &Slot<'_>,
    new: &Value,
    neighbours: &Neighbours<'_>,
    language: Language,
) -> bool {
    const NEAR: usize = 2;
    let is_digit = |value: &Value| matches!(value, Value::Number(number) if number.len() == 1);
    if is_digit(&slot.value) == is_digit(new) {
        return false;
    }
    let list = format!("{} digits", language.primary());
    let is_it = |word: &str| is_listed(&list, &word.to_lowercase());
    let is_mark = |c: char| !c.is_alphanumeric();
    if language.primary() == "kk" {
        let behind = neighbours.rest.split(is_mark);
        return behind.filter(|word| !word.is_empty()).take(NEAR).any(is_it);
    }
    let before = neighbours.lead.trim_end_matches(is_mark);
    before.rsplit(is_mark).next().is_some_and(is_it)
}

/// Whether a figure is followed by itself in words: 5 (пять) дней, but not 2017 (фото).
fn is_said_again(behind: &str, language: Language) -> bool {
    const MOST_WORDS: usize = 4;
    let inside = behind.trim_start().strip_prefix('(');
    let inside = inside.and_then(|rest| Some(rest.split_once(')')?.0));
    inside.is_some_and(|inside| {
        let mut words = inside.split(|c: char| c.is_whitespace() || c == '-');
        words.clone().count() <= MOST_WORDS
            && !inside.contains(char::is_numeric)
            && words.any(|word| may_be_number(&stem(word, language), language))
    })
}

/// Whether what hangs on the number of a document is a letter of it, and no ending: № 123-р, № 45-нқ; but № 5-й.
fn is_letter_of_a_document(lead: &str, hung: &str, language: Language) -> bool {
    const MOST: usize = 2;
    let is_ending = match language.primary() {
        "ru" => is_listed("ru endings", hung),
        // An ending has a vowel.
        _ => hung.contains(['а', 'е', 'ы', 'і', 'у', 'и']),
    };
    lead.trim_end().ends_with('№') && hung.chars().count() <= MOST && !is_ending
}

/// Whether what hangs on a figure belongs to the number's own word: 5-ти, 3-хлетний, 5-еуі,
/// 100-деген.
fn is_ending_of_a_number(hung: &str, language: Language) -> bool {
    const LONGEST_ENDING: usize = 3;
    let beginnings = match language.primary() {
        "ru" => listed("ru own"),
        _ => listed("kk own"),
    };
    let own = match language.primary() {
        "kk" => hung.strip_prefix(['д', 'л', 'т']).unwrap_or(hung),
        _ => hung,
    };
    let letters = hung.chars().count();
    (1..=LONGEST_ENDING).contains(&letters) && !is_listed("nouns", hung)
        || beginnings
            .iter()
            .any(|beginning| own.starts_with(beginning))
}

/// Whether the figure is cut off from words that would have to agree with it: `<b>5</b> laws`.
fn may_agree_behind_marks(
    slot: &Slot<'_>,
    new: &Value,
    neighbours: &Neighbours<'_>,
    language: Language,
) -> bool {
    let Some(behind) = neighbours.behind_marks() else {
        return false;
    };
    let hangs = behind.starts_with(|c: char| c.is_alphabetic() || is_hyphen(c));
    let words = behind.trim_start();
    let word = &words[..words
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(words.len())];
    let may_agree = match language.primary() {
        "kk" => is_particle(word),
        // «5» мая.
        _ if month_of(word, false, true, language).is_some() => false,
        _ => !word.is_empty() && class(&slot.value, language) != class(new, language),
    };
    hangs || may_agree
}

/// Whether the figure is a part of a fraction with an ending, which follows another word of it than the
/// one that is written last: 1/3-і is үштен бірі, 1/3rd.
fn has_ending_of_fraction(
    slot: &Slot<'_>,
    neighbours: &Neighbours<'_>,
    language: Language,
) -> bool {
    if neighbours.other_before('/').is_some() {
        return !slot.ending.is_empty() || slot.kind == TokenKind::Ordinal;
    }
    let below = neighbours.rest.strip_prefix('/').unwrap_or_default();
    let behind = below.trim_start_matches(|c: char| c.is_ascii_digit());
    let letters = |text: &str| {
        text.find(|c: char| !c.is_alphabetic())
            .unwrap_or(text.len())
    };
    match language.primary() {
        _ if behind.len() == below.len() => false,
        "en" => is_listed("en endings", &behind[..letters(behind)]),
        "kk" => {
            let hung = behind.strip_prefix(is_hyphen).unwrap_or_default();
            is_ending(&hung[..letters(hung)])
        }
        _ => false,
    }
}

/// Whether an ending of the figure stands behind it, but not as endings are written: 5 -й, 5 th,
/// «5»-ке, 5 ші.
fn has_ending_apart(slot: &Slot<'_>, new: &Value, text: &str, language: Language) -> bool {
    let (Value::Number(old), Value::Number(new)) = (&slot.value, new) else {
        return false;
    };
    let behind = &text[slot.range.start + slot.number.end..];
    let is_gap = |c: char| c.is_whitespace() || is_hyphen(c) || "»”\"')].’".contains(c);
    let rest = behind.trim_start_matches(is_gap);
    let gap = &behind[..behind.len() - rest.len()];
    let is_letter = |c: char| c.is_alphabetic();
    let ending = &rest[..rest.find(|c| !is_letter(c)).unwrap_or(rest.len())];
    match language.primary() {
        _ if !slot.ending.is_empty() => false,
        "en" => {
            let is_usual = gap.is_empty() && slot.kind == TokenKind::Ordinal;
            !is_usual && is_listed("en endings", ending)
        }
        "ru" => !gap.trim().is_empty() && is_listed("ru endings", ending),
        "kk" => {
            // 5 пен 6: what changes with the number, but is no ending of it.
            let is_apart = gap.chars().all(char::is_whitespace) && is_particle(ending);
            is_ending(ending)
                && !is_apart
                && moved_number_ending(ending, old, new).is_none_or(|moved| moved != ending)
        }
        _ => false,
    }
}

/// Whether two words are one predicate before numbers that it agrees with: подписано 5, подписан 21; but работает 21
/// is not работало 22, and in строит 21 дом nothing agrees with the number.
pub(super) fn is_one_verb(one: &str, other: &str, language: Language) -> bool {
    let base = |of: &str, word: &str| {
        let endings = listed(&format!("ru endings of one {of}")).iter();
        let bases = endings.filter_map(|ending| word.strip_suffix(ending).map(str::to_owned));
        bases.min_by_key(String::len)
    };
    let is_one = |of: &str| base(of, one).is_some_and(|own| base(of, other) == Some(own));
    // Behind a neuter nobody is left out, and nobody but a subject stands with what has no object.
    let has_subject = || {
        let mut intransitive = listed("ru intransitive").iter();
        [one, other].iter().any(|verb| verb.ends_with("ло"))
            || intransitive.any(|stem| one.starts_with(stem))
    };
    let is_noun = |word| is_listed("ru nouns", word);
    language.primary() == "ru"
        && !is_noun(one)
        && !is_noun(other)
        && (["participle", "past reflexive", "present reflexive"]
            .into_iter()
            .any(is_one)
            || ["past", "present"].into_iter().any(is_one) && has_subject())
}

/// Whether two words are one behind two figures of which one is 1: person and people, was and were.
pub(super) fn is_one_behind_numbers(one: &str, other: &str, language: Language) -> bool {
    language.primary() == "en" && english::is_one_behind_numbers(one, other)
}

/// Whether two words are one beside two figures: a and an, в and во, день and дней, мен and пен.
pub(super) fn is_one_word(one: &str, other: &str, language: Language) -> bool {
    let is_pair = |pair: &&str| {
        pair.split('/').any(|word| word == one) && pair.split('/').any(|word| word == other)
    };
    match language.primary() {
        "en" => listed("en sounds").iter().any(is_pair),
        "ru" => listed("ru sounds").iter().any(is_pair) || is_one_noun(one, other),
        "kk" => is_same_particle(one, other),
        _ => false,
    }
}
