//! English words around a figure: articles, plurals.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::neighbours::{Fit, Neighbours};
use crate::lang::EN;
use crate::patch::reading::lists::{is_listed, listed};
use crate::patch::reading::slot::Slot;
use crate::patch::reading::value::Value;
use crate::text::{MONTHS, TokenKind, stem};

pub(super) fn english(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    article(slot, new, neighbours).and(counted(slot, new, neighbours))
}

/// What becomes of an article before the figure: a 7% share, an 8% share.
fn article(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    let article = neighbours.before;
    if !matches!(article, "a" | "an") {
        // A 1/4 share is a quarter.
        let lead = neighbours
            .other_before('/')
            .and_then(|other| neighbours.lead.strip_suffix('/')?.strip_suffix(other));
        let before = lead.and_then(|lead| lead.trim_end().rsplit(char::is_whitespace).next());
        let has_article = before.is_some_and(|word| matches!(word, "a" | "an" | "A" | "An"));
        return (!has_article).into();
    }
    let (old, new) = (article_sounds(&slot.value, slot), article_sounds(new, slot));
    let (Some(old), Some(new)) = (old, new) else {
        return Fit::Wrong;
    };
    // Group A has a name; an article has a capital where a sentence begins.
    let written = neighbours.lead.trim_end();
    let (start, written) = written.split_at(written.len() - article.len());
    let is_name = written.starts_with('A') && start.trim_end().ends_with(char::is_alphanumeric);
    // An 1/8 final is an eighth.
    let agrees = old.contains(&(article == "an"));
    match new {
        _ if is_name => (old == new).into(),
        _ if !agrees || neighbours.is_joined_by('/') => Fit::Wrong,
        _ if old == new => Fit::Right,
        [true, true] if old[0] == old[1] => Fit::Before("an".to_owned()),
        [false, false] if old[0] == old[1] => Fit::Before("a".to_owned()),
        _ => Fit::Wrong,
    }
}

/// What becomes of the words that the figure may count.
fn counted(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    let Neighbours {
        before,
        head,
        behind,
        following,
        ..
    } = *neighbours;
    let (Value::Number(old), Value::Number(new)) = (&slot.value, new) else {
        return Fit::Right;
    };
    let connects = |word| is_listed("en prepositions", word) || is_listed("en conjunctions", word);
    let is_cardinal = !matches!(slot.kind, TokenKind::Ordinal | TokenKind::Date);
    // Of 3:1 and 3-1 nothing is counted; of 3-1 hours the hours are.
    let is_behind = |mark: &char| neighbours.other_before(*mark).is_some();
    let is_part = [':', '-', '–']
        .iter()
        .any(|mark| neighbours.is_joined_by(*mark))
        || [':', '/'].iter().any(is_behind)
        || (behind.is_empty() || connects(behind) && behind != "of")
            && ['-', '–'].iter().any(is_behind);
    if !is_cardinal || is_part || (old == "1") == (new == "1") {
        return Fit::Right;
    }
    let is_apart = behind.is_empty() || connects(behind) || is_listed("en verbs", behind);
    if is_numbered(before) && is_apart {
        return Fit::Right;
    }
    if let Some(words) = moved_subject(new == "1", neighbours) {
        return Fit::Behind(words);
    }
    // Behind a preposition a number is no subject, if no clause follows that has it as one; and of 5
    // pages document the noun is no head.
    let is_verb = |word: &String| is_listed("en verbs", word) || is_listed("en relatives", word);
    let is_attribute = |word: &&String| *word == "percentage" || is_listed("en before units", word);
    let at = following.iter().take_while(is_attribute).count();
    // 5 days' notice is 1 day's.
    let rest = neighbours.rest_behind(at + 1);
    let is_head = following.get(at + 1).is_none_or(|word| connects(word))
        && !rest.starts_with(['\'', '’'])
        && !counts_more(&following[following.len().min(at + 1)..], rest);
    // The depth is 3 metres, the number is 3, but there is 1 of them; 3 days later.
    let is_predicate = || {
        let mut words = neighbours
            .lead
            .trim_end()
            .rsplit(|c: char| !c.is_alphabetic());
        matches!(head, "is" | "was")
            && !words
                .nth(1)
                .is_some_and(|word| word.eq_ignore_ascii_case("there"))
    };
    let is_time = following
        .get(at + 1)
        .is_some_and(|word| is_listed("en of time", word));
    let is_head = is_head || is_time;
    let is_object = (is_listed("en prepositions", before) || is_time || is_predicate())
        && is_head
        && !following.iter().any(is_verb);
    let noun = following
        .get(at)
        .and_then(|noun| moved_noun(noun, new == "1"));
    // For 5 districts and their schools.
    let has_pronoun = || {
        let mut words = rest.split(|c: char| !c.is_alphabetic());
        words.any(|word| is_listed("en pronouns", &word.to_lowercase()))
    };
    if let Some(noun) = noun.filter(|_| is_object && !has_pronoun()) {
        return Fit::Behind([&following[..at], &[noun.to_owned()]].concat());
    }
    // 1 of them works, 5 of them work, and so do 5%; but behind a preposition a number is no
    // subject.
    let is_share = slot.kind == TokenKind::Percent && behind != "percentage"
        || matches!(behind, "percent" | "per");
    let has_form_for_all = if is_share || connects(behind) {
        is_listed("en prepositions", before)
    } else {
        behind.is_empty() || is_listed("en units", behind)
    };
    (has_form_for_all && (is_predicate() || !neighbours.whole.has_english_verb())).into()
}

/// The noun that a figure counts and that is the subject of the clause which the figure opens, with the verb that agrees
/// with it: 1 person was injured, 4 people were injured; 1 person died, 4 people died.
fn moved_subject(to_singular: bool, neighbours: &Neighbours<'_>) -> Option<Vec<String>> {
    let following = neighbours.following;
    let is_of = |list: &str, word: &String| is_listed(&format!("en {list}"), word);
    let is_participle = |word: &String| {
        word.ends_with("ed") && !word.ends_with("eed") || is_of("participles", word)
    };
    // In Astana, 2 schools were built; but 5 schools, 2 colleges were built.
    let before_comma = neighbours.lead.trim_end().strip_suffix(',');
    let is_behind_comma = before_comma.is_some_and(|before| {
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next();
        word.is_some_and(|word| !word.is_empty() && !is_counted(&word.to_lowercase()))
    });
    let opens = neighbours.is_opening || is_behind_comma;
    let place = following
        .iter()
        .position(|word| moved_verb(word).is_some() || is_participle(word))?;
    let (noun, attributes) = following[..place].split_last()?;
    let links = ["prepositions", "conjunctions", "relatives", "pronouns"];
    let is_link = |word: &String| word == "the" || links.iter().any(|list| is_of(list, word));
    let noun = moved_noun(noun, to_singular)?;
    let mut moved = [attributes, &[noun.to_owned()]].concat();
    let mut last = place;
    if let Some((one, more)) = moved_verb(&following[place]) {
        let (old, new) = if to_singular {
            (more, one)
        } else {
            (one, more)
        };
        moved.push(new.to_owned());
        last += 1;
        let agrees = following[place] == old && following.get(last).is_some_and(is_participle);
        agrees.then_some(())?;
    }
    // 4 people were elected deputies; took part; were injured, 2 of them badly.
    let says_when_or_where = |word: &String| {
        word.ends_with("ly") || is_of("prepositions", word) || is_of("behind verbs", word)
    };
    let rest = neighbours.rest_behind(last + 1);
    let tells_more = |word: &str| {
        let word = word.to_lowercase();
        ["verbs", "pronouns", "relatives", "of several"]
            .iter()
            .any(|list| is_of(list, &word))
    };
    let is_alone = opens
        && !attributes.iter().any(is_link)
        && following.get(last + 1).is_none_or(says_when_or_where)
        && !rest.split(|c: char| !c.is_alphabetic()).any(tells_more);
    is_alone.then_some(moved)
}

/// A verb as it stands behind one and behind more.
fn moved_verb(verb: &str) -> Option<(&'static str, &'static str)> {
    let mut pairs = listed("en agreeing")
        .iter()
        .filter_map(|pair| pair.split_once('/'));
    pairs.find(|(one, more)| [*one, *more].contains(&verb))
}

/// Whether two words are one behind one and behind more: person and people, was and were.
pub(super) fn is_one_behind_numbers(one: &str, other: &str) -> bool {
    let is_noun = |one: &str, other: &str| moved_noun(one, false) == Some(other);
    is_noun(one, other)
        || is_noun(other, one)
        || moved_verb(one).is_some_and(|(verb, verbs)| [verb, verbs].contains(&other))
}

/// Whether behind a noun that a number counts another one may stand that is counted with it: 5 agencies, funds
/// and programmes; 5 tourists (students). What is counted apart has its own number.
fn counts_more(following: &[String], rest: &str) -> bool {
    let is_joined = match following {
        [link, _, ..] => is_listed("en conjunctions", link),
        _ => false,
    };
    let behind = rest.trim_start().strip_prefix([',', '(', '/']);
    let word = behind.map(|behind| behind.trim_start().split(|c: char| !c.is_alphabetic()));
    let word = word.and_then(|mut words| words.next()).unwrap_or_default();
    // For 5 days, as planned.
    let mut others = ["prepositions", "conjunctions", "pronouns", "verbs"].iter();
    let mut is_no_noun = || others.any(|list| is_listed(&format!("en {list}"), word));
    is_joined || word.starts_with(char::is_lowercase) && word.ends_with('s') && !is_no_noun()
}

/// Whether the number behind a word is that word's: Article 1.
pub(super) fn is_numbered(before: &str) -> bool {
    let head = stem(before, EN);
    listed("en numbered")
        .iter()
        .any(|name| stem(name, EN) == head)
}

/// Whether the word is a known noun that numbers count.
pub(super) fn is_counted(noun: &str) -> bool {
    [true, false]
        .iter()
        .any(|&to_singular| moved_noun(noun, to_singular).is_some())
}

/// The singular of a plural noun that is known, or its plural.
fn moved_noun(noun: &str, to_singular: bool) -> Option<&'static str> {
    type Nouns = HashMap<&'static str, String>;
    static PLURALS: LazyLock<Nouns> = LazyLock::new(|| {
        let nouns = listed("en counted").iter();
        let noun = |entry: &&'static str| match entry.split_once('/') {
            Some((singular, plural)) => (singular, plural.to_owned()),
            None => (*entry, plural(entry)),
        };
        nouns.map(noun).collect()
    });
    static SINGULARS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let nouns = PLURALS.iter();
        nouns
            .map(|(singular, plural)| (plural.as_str(), *singular))
            .collect()
    });
    match to_singular {
        true => SINGULARS.get(noun).copied(),
        false => PLURALS.get(noun).map(String::as_str),
    }
}

/// The plural by rule: day, days; city, cities.
fn plural(noun: &str) -> String {
    let stem = noun.strip_suffix('y');
    match stem.filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    }
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
        Value::Weekday(_) => Some([false; 2]),
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

#[cfg(test)]
mod tests {
    use super::*;

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
