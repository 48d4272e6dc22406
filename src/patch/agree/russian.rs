//! Russian words around a figure: nouns, verbs, prepositions.

use super::attribute::is_attribute;
use super::counted::{
    Before, Frame, agrees_with_number, declension, is_dative_plural, is_measured_by, is_one_noun,
    is_plural, is_thing, is_verb, keeps_from_subject, may_be_ordered, may_be_persons,
    may_be_persons_behind_22, moved_phrase, phrase_len,
};
use super::declension::Gender;
use super::joined::counts_more;
use super::neighbours::{Fit, Neighbours};
use super::predicate::{has_complement, has_object, moved_predicate};
use crate::lang::RU;
use crate::patch::reading::letters::month_of;
use crate::patch::reading::lists::{is_listed, is_listed_form, listed};
use crate::patch::reading::slot::{Slot, bare, is_hyphen_or_dash};
use crate::patch::reading::value::{Class, Value, class};
use crate::patch::reading::weekdays::preposition as weekday_preposition;
use crate::text::{MONTHS, TokenKind, is_hyphen, stem};

pub(super) fn russian(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    match preposition(slot, new, neighbours) {
        Fit::Wrong => Fit::Wrong,
        preposition => preposition.and(counted(slot, new, neighbours)),
    }
}

/// What becomes of the words that the figure may count.
fn counted(slot: &Slot<'_>, new_value: &Value, neighbours: &Neighbours<'_>) -> Fit {
    let Neighbours {
        head, following, ..
    } = *neighbours;
    let (old_class, new_class) = (class(&slot.value, RU), class(new_value, RU));
    let is_same_class = old_class == new_class;
    if is_same_class && !counts_persons_otherwise(&slot.value, new_value, neighbours)
        || orders(slot, neighbours)
        || counts_no_nouns(slot, new_value, neighbours)
        || is_number_of_head(neighbours)
    {
        return Fit::Right;
    }
    if is_same_class {
        return Fit::Wrong;
    }
    let (Some(old), Some(new)) = (old_class, new_class) else {
        return Fit::Wrong;
    };
    if says_more(following) {
        return Fit::Wrong;
    }
    if neighbours.is_joined_by('/') && counts_parts(neighbours.rest) {
        return Fit::Wrong;
    }
    if let Some(year) = year_of_age([old, new], neighbours) {
        return Fit::Behind(vec![year.to_owned()]);
    }
    if is_alone_in_brackets(neighbours) {
        return Fit::Right;
    }
    let is_single = |value: &Value| matches!(value, Value::Number(number) if number == "1");
    let is_single_changed = [&slot.value, new_value].into_iter().any(is_single);
    // Акимы 3 районов are three, and аким 1 района is one.
    if is_single_changed && is_listed_form("of places", head, RU) {
        return Fit::Wrong;
    }
    // Выделен 1 млн, выделено 2 млн; but behind a preposition a number is no subject.
    let is_one_changed = (old == Class::One) != (new == Class::One);
    let phrase = phrase_len(following);
    let is_time = phrase.is_some_and(|len| {
        let rest = neighbours.rest_behind(len).trim_start();
        let word = rest.split(|c: char| !c.is_alphabetic()).next();
        word.is_some_and(|word| is_listed("ru of time", word))
    });
    // Могут ехать до 5 человек, и до 21 человека, но не до 1; прошло более 1 года.
    let is_measured =
        slot.scale.is_some() || phrase.is_some_and(|len| is_measured_by(&following[..len]));
    let is_about = !is_measured && is_single_changed && is_listed("ru approximate", head);
    let whole = neighbours.whole;
    let behind_phrase = neighbours.rest_behind(phrase.unwrap_or(neighbours.own));
    let counted_noun = phrase.map_or("", |len| &following[len - 1]);
    let is_age = is_one_noun(counted_noun, "год") && is_age(neighbours, behind_phrase);
    // Ему 21 год: nothing agrees with that but a verb.
    let keeps_from_subject = || keeps_from_subject(head, following) || is_age && head != "было";
    let is_subject = !is_time && (is_about || !keeps_from_subject());
    // Средний срок – 21 день: what stands before the dash agrees with nothing behind it, but for последние – 5 дней.
    let is_predicate = is_measured && head.is_empty() && is_behind_noun_and_dash(neighbours.lead);
    let verb = before_object(head, old, counted_noun, neighbours);
    let phrase_start = match verb {
        _ if is_predicate => 0,
        Some(_) => neighbours.lead.trim_end().len() - head.len(),
        None => neighbours.lead.len(),
    };
    let phrase_range = phrase_start..whole.text.len() - behind_phrase.len();
    if is_one_changed
        && !(is_single_changed && whole.has_pronoun(RU))
        && let Some(fit) = behind_predicate([old, new], phrase, neighbours)
    {
        return fit;
    }
    if verb.is_some()
        && is_one_changed
        && (is_single_changed && whole.has_pronoun(RU) || is_described_later(behind_phrase))
    {
        return Fit::Wrong;
    }
    let is_subject = is_subject && !matches!(verb, Some(Before::Doing));
    // Нужен 1 млн, нужны 2 млн; 1 из них готов, 5 из них готовы.
    let agrees = || whole.agrees([old, new], &phrase_range);
    let has_what_agrees = || neighbours.behind == "из" || agrees();
    if is_one_changed && (agrees_with_number(head) || is_subject && has_what_agrees())
        || is_subject && head.is_empty() && agrees()
    {
        return Fit::Wrong;
    }
    // In these cases the plural is one for 2 and for 5: в 2 городах, в 5 городах.
    let are_plural = old != Class::Fraction && new != Class::Fraction && !is_one_changed;
    if counts_nothing(neighbours) || are_plural && is_oblique_phrase(head, following) {
        return Fit::Right;
    }
    let before = match (head, neighbours.is_opening) {
        _ if is_age => Before::Word(""),
        ("", false) => Before::Unseen,
        // Не построено 5 школ may be said of 2 школ as well as of 2 школы.
        (verb, _) if is_verb(verb) && whole.denies(verb) => Before::Unseen,
        // В доме 20 квартир, в доме 24 квартиры.
        (place, _) if !is_one_changed && tells_place(place, neighbours) && !agrees() => {
            let counted = phrase.map(|len| &following[len - 1]);
            match counted {
                Some(noun) if is_thing(noun) => Before::Word(""),
                _ => Before::Unseen,
            }
        }
        (verb, _) if !is_one_changed && is_direct(verb, neighbours, counted_noun) => {
            Before::Word("")
        }
        (word, _) => verb.unwrap_or(Before::Word(word)),
    };
    let moved = phrase.and_then(|len| {
        let frame = Frame {
            before,
            is_time,
            counts: neighbours.counts,
        };
        let moved = moved_phrase(&following[..len], old, new, frame);
        let is_described = has_attribute_behind(behind_phrase, is_one_changed, is_measured);
        let is_measure = is_measured_by(&following[..len]);
        moved.filter(|_| !is_described && !counts_more(behind_phrase, is_measure, old))
    });
    moved.map_or(Fit::Wrong, Fit::Behind)
}

/// What becomes of a verb right before a figure, and of the noun behind, which are all that agrees with it:
/// построено 5 школ, построена 21 школа; поступили 5 заявок, поступила 101 заявка.
fn behind_predicate(
    classes: [Class; 2],
    phrase: Option<usize>,
    neighbours: &Neighbours<'_>,
) -> Option<Fit> {
    let [old, new] = classes;
    let Neighbours {
        head,
        following,
        whole,
        ..
    } = *neighbours;
    let counted = &following[..phrase?];
    let gender = declension(counted.last()?)?.gender;
    let lead = neighbours.lead.trim_end();
    let mut before = lead.len().checked_sub(head.len())?;
    // Ему исполнилось 70 лет: he is not what has passed.
    let is_span = is_listed("ru of spans", head);
    let whose = lead[..before].trim_end();
    if is_span && is_listed("ru of age", &whose.to_lowercase()) {
        before = 0;
    }
    let behind = neighbours.rest_behind(counted.len());
    let range = before..whole.text.len() - behind.len();
    // Построено 5 домов и 3 школы, построено 5 домов, 3 школы.
    let is_joined = {
        let rest = behind.trim_start();
        let item = rest.strip_prefix(',').map(str::trim_start);
        item.is_some_and(|item| item.starts_with(|c: char| c.is_ascii_digit()))
            || rest.starts_with("и ")
            || rest.starts_with("или ")
    };
    // Работали 5 дней: that long; but исполнилось 5 лет.
    let says_how_long = is_measured_by(counted) && !is_span;
    let is_alone = neighbours.before == head
        && !is_joined
        && !says_how_long
        && neighbours.behind != "из"
        && !whole.denies(head)
        && !has_complement(head, whole.text)
        && !whole.agrees([old, new], &range)
        && !has_attribute_behind(behind, true, false)
        && !is_described_later(behind)
        && !counts_more(behind, false, old);
    let frame = Frame {
        before: Before::Word(""),
        is_time: false,
        counts: neighbours.counts,
    };
    let moved = moved_phrase(counted, old, new, frame).filter(|_| is_alone)?;
    Some(Fit::Around(moved_predicate(head, gender, classes)?, moved))
}

/// The verb before a figure, where what it counts is the verb's object, or stands as that would: набрал 5 голосов,
/// создаст 5 мест.
fn before_object(
    verb: &str,
    number: Class,
    counted: &str,
    neighbours: &Neighbours<'_>,
) -> Option<Before<'static>> {
    let declension = declension(counted)?;
    if neighbours.before != verb || neighbours.whole.denies(verb) {
        return None;
    }
    let is_like_subject = declension.gender != Gender::Feminine && !declension.is_animate;
    match has_object(verb, number) {
        true => Some(Before::Doing),
        // Создаст 21 место may be what it does, or who does it.
        false if is_like_subject && is_listed("ru doing", verb) => Some(Before::MaybeDoing),
        false => None,
    }
}

/// Whether what stands before a figure and its dash is a noun, and none that is left out: Срок – 21 день, but
/// Последние – 5 дней.
fn is_behind_noun_and_dash(lead: &str) -> bool {
    let before = lead.trim_end().strip_suffix(['–', '—']);
    let word = before.and_then(|lead| lead.trim_end().rsplit(|c: char| !c.is_alphabetic()).next());
    word.is_some_and(|word| {
        let word = word.to_lowercase();
        let attribute = word.strip_suffix("ся").unwrap_or(&word);
        let ends = |list: &str| {
            listed(list)
                .iter()
                .any(|ending| attribute.ends_with(ending))
        };
        !ends("ru endings of attributes") || ends("ru noun endings")
    })
}

/// Whether the word before a figure ends what opens the text or a clause and says where: В доме 20
/// квартир.
fn tells_place(word: &str, neighbours: &Neighbours<'_>) -> bool {
    let lead = neighbours.lead.trim_end();
    let mut words = lead.rsplitn(3, char::is_whitespace);
    let (_, preposition, rest) = (words.next(), words.next(), words.next());
    let opens = rest.is_none_or(|rest| rest.trim_end().ends_with(['.', ',', ':', ';', '–', '—']));
    let is_there = preposition.is_some_and(|word| matches!(&*word.to_lowercase(), "в" | "во"));
    // В числе 20 школ, на базе 20 школ: what says where may govern what it stands before.
    opens && is_there && is_listed("ru within", word)
}

/// Whether words behind a figure say that it is more than it says: 5 с лишним стран, but 1 страна с
/// лишним.
fn says_more(following: &[String]) -> bool {
    let [first, second, ..] = following else {
        return false;
    };
    first == "с" && is_listed("ru more", second)
}

/// Whether the figure may count persons in the accusative, and would do so in another case: принял 3
/// послов, but 22 посла.
fn counts_persons_otherwise(old: &Value, new: &Value, neighbours: &Neighbours<'_>) -> bool {
    let is_simple = |value: &Value| matches!(value, Value::Number(n) if n.len() == 1);
    class(old, RU) == Some(Class::Few)
        && match (is_simple(old), is_simple(new)) {
            (true, false) => may_be_persons(neighbours.head, neighbours.following),
            (false, true) => may_be_persons_behind_22(neighbours.head, neighbours.following),
            _ => false,
        }
}

/// Whether what follows a comma is, or may be, said of what is counted before it: 5 домов, построенных
/// здесь, but 2 дома, построенные здесь.
fn has_attribute_behind(rest: &str, is_one_changed: bool, is_measured: bool) -> bool {
    let behind = rest.trim_start().strip_prefix(',');
    behind.is_some_and(|behind| {
        let word = behind
            .trim_start()
            .split(|c: char| !c.is_alphabetic())
            .next();
        let word = word.unwrap_or_default().to_lowercase();
        // За 1 миллион, он сказал: no money is called he.
        let is_pronoun = || {
            !is_measured
                && (is_listed("ru pronouns", &word) || is_listed("ru plural pronouns", &word))
        };
        let is_oblique = || {
            ["ым", "им", "ом", "ем", "ою", "ею"]
                .iter()
                .any(|end| word.ends_with(end))
        };
        is_attribute(&word)
            || is_one_changed && (word.starts_with("котор") || is_oblique() || is_pronoun())
    })
}

/// Whether something behind any comma may be said of what is counted: 5 школ в Астане, построенных здесь.
fn is_described_later(rest: &str) -> bool {
    rest.split(',').skip(1).any(|part| {
        let word = part.trim_start().split(|c: char| !c.is_alphabetic()).next();
        let word = word.unwrap_or_default().to_lowercase();
        is_attribute(&word) || word.starts_with("котор")
    })
}

/// Whether the verb before a figure tells that what it counts stands in the nominative, or in an accusative
/// that has its form: исполнилось 25 лет, строится 5 школ, провести 5 встреч.
fn is_direct(verb: &str, neighbours: &Neighbours<'_>, counted: &str) -> bool {
    if neighbours.before != neighbours.head || neighbours.whole.denies(verb) {
        return false;
    }
    // Боится 5 собак, требует 5 подписей: these govern a case of their own.
    let governs = || {
        let mut governing = listed("ru governing").iter();
        governing.any(|stem| verb.starts_with(stem))
    };
    let ends = |list: &str| listed(list).iter().any(|ending| verb.ends_with(ending));
    const SHORTEST: usize = 6;
    let is_intransitive = || {
        let mut intransitive = listed("ru intransitive").iter();
        ends("ru endings of intransitives") && intransitive.any(|stem| verb.starts_with(stem))
    };
    let is_verb = || {
        is_intransitive()
            || SHORTEST <= verb.chars().count()
                && (ends("ru endings of reflexives")
                    || ends("ru endings of passives")
                    || is_thing(counted) && ends("ru endings of verbs"))
    };
    is_listed("ru before subjects", verb)
        || is_verb() && !governs() && !is_listed("ru no verbs", verb)
}

/// Whether years are the age of whoever stands before them: Ему 25 лет; Саипов, 30 лет, сказал.
fn is_age(neighbours: &Neighbours<'_>, behind: &str) -> bool {
    let Neighbours { before, head, .. } = *neighbours;
    let lead = neighbours.lead.trim_end();
    let behind = behind.trim_start();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    if let Some(lead) = lead.strip_suffix(',') {
        let name = lead.rsplit(char::is_whitespace).next();
        return name.is_some_and(is_capital) && behind.starts_with(',');
    }
    let mut words = lead.rsplit(char::is_whitespace);
    let (written, governing) = (words.next().unwrap_or_default(), words.next());
    let ends_clause =
        behind.is_empty() || behind.starts_with([',', '.', ';', ':', ')', '!', '?', '–', '—', '»']);
    let is_dative = || {
        ["у", "ю", "е", "ой", "ей"]
            .iter()
            .any(|end| before.ends_with(end))
    };
    let is_governed = || {
        governing.is_some_and(|word| is_listed("ru prepositions", &word.to_lowercase()))
            || neighbours.whole.denies(before)
    };
    before == head
        && ends_clause
        && (is_listed("ru of age", before) || is_capital(written) && is_dative())
        && !is_governed()
}

/// Whether nothing but a figure stands in brackets: 8 (7172), Лозанна (2012); or a bracket ends the years of
/// a life: (1858–1931).
fn is_alone_in_brackets(neighbours: &Neighbours<'_>) -> bool {
    let lead = neighbours.lead.trim_end();
    let before = lead
        .strip_suffix(is_hyphen_or_dash)
        .unwrap_or(lead)
        .trim_end();
    let year = before.trim_end_matches(|c: char| c.is_ascii_digit());
    neighbours.rest.starts_with(')')
        && (lead.ends_with('(') || before.len() - year.len() == 4 && year.ends_with('('))
}

/// The word for years behind an age in the dative: к 21 году, к 25 годам.
fn year_of_age([old, new]: [Class; 2], neighbours: &Neighbours<'_>) -> Option<&'static str> {
    let form = |class: Class| match class {
        Class::One => Some("году"),
        Class::Few | Class::Many => Some("годам"),
        Class::Fraction => None,
    };
    // К 25 году: the twenty-fifth.
    let is_age = matches!(neighbours.head, "к" | "ко")
        && neighbours.counts != Some(false)
        && neighbours.following.first().map(String::as_str) == form(old);
    form(new).filter(|_| is_age)
}

/// Whether the figure is an ordinal: a day behind which its month stands, the second quarter.
fn orders(slot: &Slot<'_>, neighbours: &Neighbours<'_>) -> bool {
    let behind = neighbours.behind;
    let is_day_of_range = behind == "по" && matches!(neighbours.before, "с" | "со");
    // В 21 квартале may be in 21 of them; but the quarter of a year is told by the year.
    let is_of_year = || {
        let rest = neighbours.rest_behind(1).trim_start();
        rest.chars().take_while(char::is_ascii_digit).count() == 4
    };
    matches!(slot.kind, TokenKind::Date | TokenKind::Ordinal)
        || is_day_of_range
        || is_listed("ru ordered", behind)
            && (class(&slot.value, RU) != Some(Class::One) || is_of_year())
        || neighbours.counts == Some(false) && may_be_ordered(neighbours.following)
}

/// Whether nothing that is counted stands behind the figure, whatever else does.
fn counts_no_nouns(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> bool {
    let rest = neighbours.rest;
    // A number that marks an item of a list: 1) заявление.
    let is_item = || {
        let is_open =
            || neighbours.lead.matches('(').count() > neighbours.lead.matches(')').count();
        rest.starts_with(')') && !is_open()
    };
    let is_year = |value: &Value| {
        let plausible = |n: &String| n.len() == 4 && matches!(n.as_bytes()[0], b'1' | b'2');
        matches!(value, Value::Number(n) if plausible(n))
    };
    // 2024 года, 2023–2024 учебному году.
    let is_of_year = || {
        let is_year = |word: &&String| word.starts_with("год");
        let is_adjective =
            |word: &str| is_attribute(word) || word.ends_with("ому") || word.ends_with("ом");
        let mut words = neighbours.following.iter();
        let first = words.find(|word| is_year(word) || !is_adjective(word));
        first.is_some_and(|word| is_year(&word))
    };
    // What ends a telephone's number: 55-71-72.
    let ends_chain = || {
        let lead = neighbours.lead;
        let before = lead.trim_end_matches(|c: char| c.is_ascii_digit() || is_hyphen(c));
        let chain = &lead[before.len()..];
        chain.ends_with(is_hyphen) && 2 <= chain.matches(is_hyphen).count()
    };
    // Of a score: 3:1.
    let is_of_score = || neighbours.is_joined_by(':') || neighbours.other_before(':').is_some();
    // The first year of a season: 2025/26.
    let begins_season = || {
        let behind = rest.strip_prefix('/').unwrap_or_default();
        let digits = behind.split(|c: char| !c.is_ascii_digit()).next();
        let digits = digits.unwrap_or_default();
        let next = bare(slot).map(|own| (own + 1.0).to_string());
        matches!(digits.len(), 2 | 4) && next.is_some_and(|next| next.ends_with(digits))
    };
    // Below the line of a fraction, and behind that of two years: 1/8 финала, 2023/24 году; but 5/15 дней.
    let is_below = || {
        let above = neighbours.other_before('/').unwrap_or_default();
        let is_less = |value: &Value| matches!(value, Value::Number(n) if above.len() < n.len() || above.len() == n.len() && *above < **n);
        let counts = || {
            phrase_len(neighbours.following)
                .is_some_and(|len| is_plural(&neighbours.following[len - 1], false))
        };
        match above.len() {
            1 => is_less(&slot.value) && is_less(new) && !counts(),
            // The season of 2023/24.
            4 => {
                let next = above.parse().map(|above: u32| (above + 1) % 100);
                let is_next = || {
                    let own = bare(slot).zip(next.ok());
                    own.is_some_and(|(own, next)| own % 100.0 == f64::from(next))
                };
                is_year(&Value::Number(above.to_owned()))
                    && (is_of_year() || is_next() && !counts())
            }
            _ => false,
        }
    };
    match slot.kind {
        TokenKind::Time => !neighbours.behind.starts_with("час"),
        // The number of a name: ТЭЦ-2, Казахстан-2050.
        TokenKind::Word | TokenKind::Acronym => true,
        _ if slot.ends_name => true,
        // 32-летний.
        _ if !neighbours.hung.is_empty() => true,
        _ => {
            begins_range(rest)
                || begins_days(rest)
                || is_item()
                || is_of_score()
                || is_below()
                || ends_chain()
                || is_year(&slot.value) && is_year(new) && (is_of_year() || begins_season())
        }
    }
}

/// Whether what stands behind the line of a fraction agrees with the number before it: 1/3 часть, 2/3
/// части.
fn counts_parts(rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    ["част", "дол"]
        .iter()
        .any(|part| behind.to_lowercase().starts_with(part))
}

/// Whether the figure is the number of what stands before it, and counts nothing.
fn is_number_of_head(neighbours: &Neighbours<'_>) -> bool {
    let Neighbours { head, behind, .. } = *neighbours;
    // Of parts each is one of those that follow, in the genitive, and has none of them that could be
    // counted: пункт 3 статьи 5, but в статье 3 пункта.
    let is_of_a_whole = part(head).is_some_and(|part| {
        parts().skip(part + 1).any(|(_, whole)| whole == behind) || is_listed("ru wholes", behind)
    });
    // Статья 2 проекта, 2-бап.
    let is_label_in_source = || neighbours.counts == Some(false) && part(head).is_some();
    matches!(neighbours.before, "№" | "n")
        || is_of_a_whole
        || is_label_in_source()
        || is_numbered(head) && (counts_nothing(neighbours) || begins_name(neighbours.rest))
        || (behind.is_empty() || begins_name(neighbours.rest)) && is_in_street(neighbours.lead)
}

/// Whether what stands behind a number has a capital letter: статья 175 Уголовного кодекса.
fn begins_name(rest: &str) -> bool {
    rest.trim_start().starts_with(char::is_uppercase)
}

/// Whether a figure is the first of two days of a month: 3 и 4 июня.
fn begins_days(rest: &str) -> bool {
    const LONGEST_DAY: usize = 2;
    let rest = rest.trim_start();
    let second = ["и ", "или ", ","]
        .iter()
        .find_map(|link| rest.strip_prefix(link));
    second.map(str::trim_start).is_some_and(|second| {
        let behind = second.trim_start_matches(|c: char| c.is_ascii_digit());
        let month = behind
            .trim_start()
            .split(|c: char| !c.is_alphabetic())
            .next();
        let is_month = |word: &str| month_of(word, false, true, RU).is_some();
        (1..=LONGEST_DAY).contains(&(second.len() - behind.len())) && month.is_some_and(is_month)
    })
}

/// Whether what stands before a number is the name of a street: улица Абая, 25.
fn is_in_street(lead: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let Some(name) = lead.trim_end().strip_suffix(',') else {
        return false;
    };
    let words = name.rsplit(|c: char| !c.is_alphanumeric() && c != '-');
    let mut words = words.filter(|word| !word.is_empty()).take(MOST_WORDS);
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let is_street = |word: &str| {
        let word = word.to_lowercase();
        let mut streets = listed("ru streets").iter();
        streets.any(|street| match street.chars().count() {
            0..=3 => word == *street,
            _ => word.starts_with(street),
        })
    };
    words.next().is_some_and(is_name) && words.any(is_street)
}

/// Whether the number behind a word may be that word's: пункт 3.
pub(super) fn is_numbered(head: &str) -> bool {
    part(head).is_some() || listed("ru numbered").iter().any(|name| is_form(head, name))
}

/// Parts of laws, the smaller first, with their genitives.
fn parts() -> impl Iterator<Item = (&'static str, &'static str)> {
    listed("ru parts")
        .iter()
        .filter_map(|part| part.split_once('/'))
}

/// Which part of laws a word names.
fn part(word: &str) -> Option<usize> {
    parts().position(|(name, _)| is_form(word, name))
}

fn is_form(word: &str, name: &str) -> bool {
    match name {
        // Часто has its stem.
        "часть" => matches!(word, "часть" | "части" | "частью"),
        name => stem(name, RU) == stem(word, RU),
    }
}

/// Whether what stands behind the figure is nothing that it could count in another form.
fn counts_nothing(neighbours: &Neighbours<'_>) -> bool {
    // 21 «золотая» медаль.
    let rest = neighbours.rest;
    let next = rest.trim_start();
    let is_quoted = next.len() < rest.len() && next.starts_with(['«', '„', '“', '"']);
    let behind = neighbours.behind;
    behind.is_empty() && !is_quoted || is_listed("ru invariable", behind)
}

/// Whether the words behind a number have endings that are one for all numbers but those of the
/// class of 1: в 5 новых городах, к 5 годам.
fn is_oblique_phrase(before: &str, following: &[String]) -> bool {
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_dative = matches!(before, "к" | "ко" | "по");
    let is_attribute = |word: &&String| ends(word, &["ых", "их", "ым", "им", "ыми", "ими"]);
    let noun = following.iter().find(|word| !is_attribute(word));
    noun.is_some_and(|noun| {
        is_oblique(noun) || is_dative && ends(noun, &["ам", "ям"]) || is_dative_plural(noun)
    })
}

/// Whether the word has an ending that is one for all numbers but those of the class of 1.
fn is_oblique(word: &str) -> bool {
    ["ах", "ях", "ами", "ями"]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Whether the figure before this is the first of two with a dash between: 2021–2025.
fn begins_range(rest: &str) -> bool {
    let behind = rest.trim_start().strip_prefix(['-', '‑', '–', '—']);
    behind.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// What becomes of the preposition before the figure, which shows how the number sounds: со 2-го,
/// во 2-й, со 100, об 11. Of numbers that count only those in a hundred sound otherwise: в 2
/// городах, со 100 городами.
fn preposition(slot: &Slot<'_>, new: &Value, neighbours: &Neighbours<'_>) -> Fit {
    let before = neighbours.before;
    let spoken = |value: &Value| match value {
        Value::Number(number) => number.split('.').next().unwrap_or("").to_owned(),
        Value::Date { day, .. } => day.to_string(),
        Value::Time { hour, .. } => hour.to_string(),
        Value::Roman(number) => number.to_string(),
        Value::Month(_) | Value::Weekday(_) => String::new(),
    };
    if let &Value::Weekday(new) = new {
        return before_weekday(before, new);
    }
    if let (&Value::Month(old), &Value::Month(new)) = (&slot.value, new) {
        return before_month(before, old, new);
    }
    let (old, new) = (spoken(&slot.value), spoken(new));
    let same = |is: &dyn Fn(&str) -> bool| is(&old) == is(&new);
    let leading = |n: &str| n[..n.len().min((n.len() + 2) % 3 + 1)].to_owned();
    let is_second = |n: &str| n == "2";
    let hundred = |n: &str| leading(n).len() == 3 && leading(n).starts_with('1');
    let one = |n: &str| matches!(&*leading(n), "1" | "11");
    // В 2:40: the hour is read, and nothing is ordered.
    if slot.kind == TokenKind::Time && matches!(before, "с" | "в" | "к") {
        return Fit::Right;
    }
    let (short, long) = match before {
        "с" | "со" => ("с", "со"),
        "в" | "во" => ("в", "во"),
        "к" | "ко" => ("к", "ко"),
        "о" | "об" => return same(&one).into(),
        _ => return Fit::Right,
    };
    // С 90 до 200, but со 100 до 200.
    if short == "с" && !same(&hundred) {
        let form = |number: &str| if hundred(number) { long } else { short };
        return match before == form(&old) {
            true => Fit::Before(form(&new).to_owned()),
            false => Fit::Wrong,
        };
    }
    let counts = || match slot.kind {
        TokenKind::Currency | TokenKind::Percent => true,
        TokenKind::Number => counts(slot, neighbours),
        _ => false,
    };
    if same(&is_second) || counts() {
        return Fit::Right;
    }
    let form = |number: &str| if is_second(number) { long } else { short };
    match orders(slot, neighbours) && before == form(&old) {
        true => Fit::Before(form(&new).to_owned()),
        false => Fit::Wrong,
    }
}

/// What becomes of the preposition before a month: о мае, об апреле.
fn before_month(before: &str, old: u8, new: u8) -> Fit {
    let form = |month: u8| {
        let name = MONTHS.russian.get(usize::from(month).wrapping_sub(1));
        let is_vowel = name.is_some_and(|name| name.starts_with(['а', 'и', 'о']));
        if is_vowel { "об" } else { "о" }
    };
    match before {
        "о" | "об" if form(old) != form(new) => match before == form(old) {
            true => Fit::Before(form(new).to_owned()),
            false => Fit::Wrong,
        },
        _ => Fit::Right,
    }
}

/// What becomes of the preposition before a day of the week: во вторник, в среду.
fn before_weekday(before: &str, new: u8) -> Fit {
    match weekday_preposition(before, new) {
        Some(preposition) if preposition != before => Fit::Before(preposition.to_owned()),
        _ => Fit::Right,
    }
}

/// Whether what stands behind the figure is seen to be counted: в 2 раза, в 2 городах, с 2 лет. The
/// second has a singular behind it: во 2 квартале, со 2 этажа.
fn counts(slot: &Slot<'_>, neighbours: &Neighbours<'_>) -> bool {
    let Neighbours {
        before,
        behind,
        following,
        ..
    } = *neighbours;
    let noun = phrase_len(following).map(|len| &following[len - 1]);
    slot.scale.is_some()
        || is_oblique_phrase(before, following)
        || matches!(behind, "раза" | "раз")
        || noun.is_some_and(|noun| is_plural(noun, matches!(before, "в" | "во")))
}
