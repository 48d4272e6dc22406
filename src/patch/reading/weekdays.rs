//! Days of the week: понедельник, on Tuesday, сәрсенбіде.

use super::capitals::in_case_of;
use super::kazakh::{Sound, moved_ending};
use crate::lang::Language;
use crate::text::are_endings;

const ENGLISH: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const KAZAKH: [&str; 7] = [
    "дүйсенбі",
    "сейсенбі",
    "сәрсенбі",
    "бейсенбі",
    "жұма",
    "сенбі",
    "жексенбі",
];

const RUSSIAN_SHORT: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
/// How what is said of a day begins: воскресный.
const RUSSIAN_ADJECTIVES: [Option<&str>; 7] = [
    None,
    None,
    None,
    Some("четвергов"),
    Some("пятничн"),
    Some("субботн"),
    Some("воскресн"),
];
const KAZAKH_SHORT: [&str; 7] = ["дс", "сс", "ср", "бс", "жм", "сб", "жс"];

/// Russian names, their genders, and their endings: nominative, genitive, dative, accusative,
/// instrumental, prepositional.
const RUSSIAN: [(&str, Gender, [&str; 6]); 7] = [
    ("понедельник", Gender::Masculine, HARD),
    ("вторник", Gender::Masculine, HARD),
    ("сред", Gender::Feminine, FEMININE),
    ("четверг", Gender::Masculine, HARD),
    ("пятниц", Gender::Feminine, ["а", "ы", "е", "у", "ей", "е"]),
    ("суббот", Gender::Feminine, FEMININE),
    (
        "воскресень",
        Gender::Neuter,
        ["е", "я", "ю", "е", "ем", "е"],
    ),
];
const HARD: [&str; 6] = ["", "а", "у", "", "ом", "е"];
const FEMININE: [&str; 6] = ["а", "ы", "е", "у", "ой", "е"];

#[derive(Clone, Copy, PartialEq)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

const NOMINATIVE: usize = 0;

/// Where a Russian day of the week stands, as far as that tells its form.
#[derive(Clone, Copy)]
pub(crate) struct Place<'t> {
    /// The word before it.
    pub(crate) before: &'t str,
    /// Whether it stands by itself beside a date: 5 мая, понедельник.
    pub(crate) is_apart: bool,
    /// Whether a word behind may agree with it: понедельник, 5 мая, был выходным.
    pub(crate) is_said_of: bool,
}

/// The case of a day of the week behind a preposition.
pub(crate) fn governed(preposition: &str) -> Option<usize> {
    Some(match preposition {
        "с" | "со" | "до" | "от" | "после" | "из" | "кроме" | "около" => 1,
        "к" | "ко" | "по" => 2,
        "в" | "во" | "на" | "за" | "через" => 3,
        "между" | "перед" => 4,
        "о" | "об" => 5,
        _ => return None,
    })
}

/// The day, 1 to 7 from Monday, that a word may name.
pub(super) fn weekday_of(word: &str, language: Language) -> Option<u8> {
    if language.primary() == "en" {
        let is_like_one = word.ends_with(['y', 'Y']);
        let is_day = |&day: &u8| ENGLISH[at(day)].eq_ignore_ascii_case(word);
        return (1..=7).filter(|_| is_like_one).find(is_day);
    }
    // Nearly every word begins otherwise, which tells at less cost than small letters do.
    let initials = match language.primary() {
        "ru" => "пвсч",
        _ => "дсбж",
    };
    let first = word.chars().next()?.to_lowercase().next()?;
    if !initials.contains(first) {
        return None;
    }
    let word = word.to_lowercase();
    let mut days = 1..=7;
    match language.primary() {
        "ru" => days.find(|&day| !cases(&word, day).is_empty()),
        "kk" => days.find(|&day| moved_in_kazakh(&word, day, day).is_some()),
        _ => None,
    }
}

/// The day that a word in lower case may name in whatever form: Mondays, mon, понедельникам, пн.
pub(crate) fn weekday_in_any_form(word: &str, language: Language) -> Option<u8> {
    const MOST_LETTERS: usize = 3;
    let is_short = |rest: &str| rest.chars().count() <= MOST_LETTERS;
    let is_one = |day: u8| match language.primary() {
        "en" => {
            let name = ENGLISH[at(day)];
            let abbreviation = |len| word.len() == len && name.starts_with(word);
            word.strip_prefix(name).is_some_and(is_short) || (3..=5).any(abbreviation)
        }
        "ru" => {
            let (stem, ..) = RUSSIAN[at(day)];
            // Средний, среда обитания.
            let is_milieu = |rest: &str| stem == "сред" && rest != "у";
            let rest = word.strip_prefix(stem);
            rest.is_some_and(|rest| is_short(rest) && !is_milieu(rest))
                || RUSSIAN_ADJECTIVES[at(day)].is_some_and(|stem| word.starts_with(stem))
                || word == RUSSIAN_SHORT[at(day)]
        }
        "kk" => {
            let rest = word.strip_prefix(KAZAKH[at(day)]);
            rest.is_some_and(|rest| rest.is_empty() || are_endings(rest))
                || word == KAZAKH_SHORT[at(day)]
        }
        _ => false,
    };
    (1..=7).find(|&day| is_one(day))
}

fn at(day: u8) -> usize {
    usize::from(day) - 1
}

/// The cases in which a Russian day has this form.
fn cases(word: &str, day: u8) -> Vec<usize> {
    let (stem, _, endings) = RUSSIAN[at(day)];
    let Some(ending) = word.strip_prefix(stem) else {
        return Vec::new();
    };
    let cases = 0..endings.len();
    cases.filter(|&case| endings[case] == ending).collect()
}

fn moved_in_kazakh(word: &str, old: u8, new: u8) -> Option<String> {
    let ending = word.strip_prefix(KAZAKH[at(old)])?;
    let moved = moved_ending(ending, sound(old)?, sound(new)?)?;
    Some(format!("{}{moved}", KAZAKH[at(new)]))
}

/// How a Kazakh day of the week sounds.
pub(crate) fn sound(day: u8) -> Option<Sound> {
    Sound::of(KAZAKH[at(day)])
}

/// The name of another day in the form of a day of the week.
pub(crate) fn moved_weekday(
    written: &str,
    old: u8,
    new: u8,
    place: Place<'_>,
    language: Language,
) -> Option<String> {
    let word = written.to_lowercase();
    let moved = match language.primary() {
        "en" => ENGLISH[at(new)].to_owned(),
        "ru" => moved_in_russian(&word, old, new, place)?,
        "kk" => moved_in_kazakh(&word, old, new)?,
        _ => return None,
    };
    Some(in_case_of(written, &moved))
}

fn moved_in_russian(word: &str, old: u8, new: u8, place: Place<'_>) -> Option<String> {
    let (_, old_gender, _) = RUSSIAN[at(old)];
    let (stem, gender, endings) = RUSSIAN[at(new)];
    let mut cases = cases(word, old);
    match governed(place.before) {
        Some(governed) => cases.retain(|case| *case == governed),
        // Этот понедельник, but эта среда.
        None if gender != old_gender && (!place.is_apart || place.is_said_of) => return None,
        None if cases.contains(&NOMINATIVE) && place.is_apart => cases = vec![NOMINATIVE],
        None => {}
    }
    let mut forms = cases.iter().map(|&case| endings[case]);
    let ending = forms.next()?;
    forms
        .all(|other| other == ending)
        .then(|| format!("{stem}{ending}"))
}

/// Whether two words, which name days of the week in one language, stand in one form.
pub(super) fn are_in_one_form(
    (one, day): (&str, u8),
    (other, other_day): (&str, u8),
    language: Language,
) -> bool {
    let [word, other] = [one, other].map(str::to_lowercase);
    match language.primary() {
        "ru" => {
            let others = cases(&other, other_day);
            cases(&word, day).iter().any(|case| others.contains(case))
        }
        "kk" => moved_in_kazakh(&word, day, other_day) == Some(other),
        _ => true,
    }
}

/// The preposition before a Russian day, as it stands before another: во вторник, в среду, со среды.
pub(crate) fn preposition(before: &str, day: u8) -> Option<&'static str> {
    const TUESDAY: u8 = 2;
    const WEDNESDAY: u8 = 3;
    Some(match before {
        "в" | "во" if day == TUESDAY => "во",
        "в" | "во" => "в",
        "с" | "со" if matches!(day, TUESDAY | WEDNESDAY) => "со",
        "с" | "со" => "с",
        "к" | "ко" if day == TUESDAY => "ко",
        "к" | "ко" => "к",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{EN, KK, RU};

    #[test]
    fn days_of_the_week_keep_their_form() {
        let apart = Place {
            before: "",
            is_apart: false,
            is_said_of: false,
        };
        let beside = Place {
            is_apart: true,
            ..apart
        };
        let behind = |before| Place { before, ..apart };
        let said_of = Place {
            is_said_of: true,
            ..beside
        };
        for (word, new, place, language, expected) in [
            ("понедельник", 3, behind("в"), RU, Some("среду")),
            ("Понедельник", 3, beside, RU, Some("Среда")),
            ("понедельник", 3, said_of, RU, None),
            ("понедельник", 2, said_of, RU, Some("вторник")),
            ("пятницу", 6, apart, RU, Some("субботу")),
            ("понедельник", 3, apart, RU, None),
            ("среды", 1, behind("со"), RU, Some("понедельника")),
            ("четвергу", 5, behind("к"), RU, Some("пятнице")),
            ("понедельникам", 2, behind("по"), RU, None),
            ("Monday", 2, apart, EN, Some("Tuesday")),
            ("дүйсенбіде", 5, apart, KK, Some("жұмада")),
            ("жұма", 1, apart, KK, Some("дүйсенбі")),
            ("жұмадан", 3, apart, KK, Some("сәрсенбіден")),
        ] {
            let old = weekday_of(word, language);
            let moved = old.and_then(|old| moved_weekday(word, old, new, place, language));
            assert_eq!(moved.as_deref(), expected, "{word} {new}");
        }
        assert_eq!(weekday_of("дүйсенбілік", KK), None);
        assert_eq!(weekday_of("Воскресение", RU), None);
        assert!(are_in_one_form(("среду", 3), ("понедельник", 1), RU));
        assert!(!are_in_one_form(("среды", 3), ("понедельник", 1), RU));
        assert!(are_in_one_form(("жұмада", 5), ("сенбіде", 6), KK));
        assert!(!are_in_one_form(("жұмада", 5), ("сенбі", 6), KK));
    }
}
