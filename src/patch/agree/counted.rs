//! Russian nouns behind figures, with their attributes: 1 день, 2 дня, 5 рабочих дней.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::attribute::{Singular, is_attribute, moved_attribute};
use super::declension::{Case, Declension, Gender};
use crate::lang::RU;
use crate::patch::reading::lists::{is_listed, is_listed_form, listed};
use crate::patch::reading::value::Class;
use crate::text::is_hyphen;

/// What a noun names, as far as words before its number tell the case of one kind only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Measure,
    Place,
    Ordered,
    Other,
}

/// What stands before a number, which tells its case.
#[derive(Clone, Copy)]
pub(super) enum Before<'t> {
    /// A word; an empty one where the number begins, or is the subject of a verb.
    Word(&'t str),
    /// A verb that is done to what is counted.
    Doing,
    /// A verb that may be, and of which the number is the subject otherwise.
    MaybeDoing,
    Unseen,
}

/// What is seen of a number with its noun: what stands before it, whether an adverb of time stands behind
/// it, and whether the source's number counts.
#[derive(Clone, Copy)]
pub(super) struct Frame<'t> {
    pub(super) before: Before<'t>,
    pub(super) is_time: bool,
    pub(super) counts: Option<bool>,
}

/// A noun in its three forms.
struct Noun {
    kind: Kind,
    declension: Declension,
    forms: [String; 3],
}

/// An entry of the list of nouns, or of endings of nouns.
#[derive(Clone, Copy)]
struct Entry {
    kind: Kind,
    declension: Declension,
    forms: [&'static str; 3],
}

/// Nouns by their forms, and endings, which begin with a hyphen in the list.
static NOUNS: LazyLock<(HashMap<&str, Entry>, Vec<Entry>)> = LazyLock::new(|| {
    let (mut nouns, mut endings) = (HashMap::new(), Vec::new());
    let lines = include_str!("counted.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ').peekable();
        let kind = match parts.next() {
            Some("measure") => Kind::Measure,
            Some("place") => Kind::Place,
            Some("ordered") => Kind::Ordered,
            _ => Kind::Other,
        };
        let gender = match parts.next() {
            Some("masculine") => Gender::Masculine,
            Some("neuter") => Gender::Neuter,
            _ => Gender::Feminine,
        };
        let declension = Declension {
            gender,
            is_animate: parts.next_if_eq(&"animate").is_some(),
        };
        for written in parts {
            let mut forms = written.split('/').map(|form| form.trim_start_matches('-'));
            let forms = [(); 3].map(|()| forms.next().unwrap_or_default());
            let entry = Entry {
                kind,
                declension,
                forms,
            };
            match written.starts_with('-') {
                true => endings.push(entry),
                false => nouns.extend(forms.map(|form| (form, entry))),
            }
        }
    }
    (nouns, endings)
});

/// How many of the words that follow a number are a known noun and its attributes.
pub(super) fn phrase_len(following: &[String]) -> Option<usize> {
    const MOST_ATTRIBUTES: usize = 3;
    let is_share = is_percentage_point(following);
    let is_attribute =
        |word: &&String| (is_attribute(word) || is_share) && Noun::of(word).is_none();
    let attributes = following.iter().take_while(is_attribute).count();
    let noun = Noun::of(following.get(attributes)?)?;
    // 2 ученых института are two men of one, but 2 рабочих дня are two days.
    let is_noun = |word: &String| is_listed("ru persons", word);
    let is_owned = noun.kind != Kind::Measure && !is_listed("ru no owned", &noun.forms[0]);
    let has_noun = is_owned && following[..attributes].iter().any(is_noun);
    (attributes <= MOST_ATTRIBUTES && !has_noun).then_some(attributes + 1)
}

/// A noun with its attributes behind a number of one class, as they stand behind one of another
/// class; `None` if the noun is not known, or if the case in which it stands is not seen.
pub(super) fn moved_phrase(
    phrase: &[String],
    old: Class,
    new: Class,
    frame: Frame<'_>,
) -> Option<Vec<String>> {
    let (written, attributes) = phrase.split_last()?;
    let noun = Noun::of(written)?;
    let governed = noun.governed(frame);
    // Учащиеся 3 класса are those of the third one, and those of 1 класса of the first.
    let is_direct = governed.is_some_and(|cases| !cases.contains(&Case::Genitive));
    let counts = frame.counts == Some(true)
        || old != Class::One && !attributes.is_empty()
        || is_percentage_point(phrase);
    let may_order = noun.kind == Kind::Ordered && !counts;
    if may_order && (old == Class::One || old == Class::Few && !is_direct) {
        return None;
    }
    let cases = match governed {
        Some(cases) => cases,
        // What may be a subject has a verb or a word before it that would have to agree.
        None if (old == Class::One) != (new == Class::One) => return None,
        None => &[Case::Nominative, Case::Accusative, Case::Genitive],
    };
    let fits = |case: &&Case| noun.form(**case, old).as_deref() == Some(written);
    let mut moved = cases.iter().filter(fits).map(|&case| {
        let attributes = attributes.iter();
        let singular = Singular::of(case, noun.declension);
        let moved = attributes.map(|word| moved_attribute(word, singular, old, new));
        let mut words: Vec<String> = moved.collect::<Option<_>>()?;
        words.push(noun.form(case, new)?);
        Some(words)
    });
    let first = moved.next()??;
    moved
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// Whether these are percentage points: 5 процентных пунктов, which no hyphen joins.
fn is_percentage_point(phrase: &[String]) -> bool {
    phrase
        .first()
        .is_some_and(|word| word.starts_with("процентн"))
        && phrase.get(1).is_some_and(|word| is_one_noun(word, "пункт"))
}

/// Whether a known noun stands as it does behind 5, or, if `or_few`, behind 2, and not as behind 1.
pub(super) fn is_plural(word: &str, or_few: bool) -> bool {
    Noun::of(word).is_some_and(|noun| {
        let [one, few, many] = &noun.forms;
        word != one && (word == many && word != few || or_few && word == few)
    })
}

/// Whether the word stands as nouns do behind a number of a class; `None` if it is no noun that is known.
pub(super) fn stands_behind(word: &str, class: Class) -> Option<bool> {
    let noun = Noun::of(word)?;
    let [one, few, many] = &noun.forms;
    Some(match class {
        Class::One => word == one || word == few,
        Class::Few => word == few || word == many,
        Class::Many => word == many,
        Class::Fraction => word == few,
    })
}

/// How a noun that is known is declined.
pub(super) fn declension(word: &str) -> Option<Declension> {
    Noun::of(word).map(|noun| noun.declension)
}

/// Whether the word is a known measure: года, процентов.
pub(super) fn is_measure(word: &str) -> bool {
    Noun::of(word).is_some_and(|noun| noun.kind == Kind::Measure)
}

/// Whether a noun with its attributes is a measure, or percentage points are.
pub(super) fn is_measured_by(phrase: &[String]) -> bool {
    is_percentage_point(phrase) || phrase.last().is_some_and(|noun| is_measure(noun))
}

/// Whether what a number counts may be persons in the accusative, which is their genitive behind 2, 3
/// and 4: принял 3 послов.
pub(super) fn may_be_persons(before: &str, following: &[String]) -> bool {
    let is_irregular = |word: &str| word == "детей" || word == "людей";
    let is_noun = |word: &&String| is_irregular(word) || !is_attribute(word);
    let Some(word) = following.iter().find(is_noun) else {
        return false;
    };
    let is_genitive = || governed(before).is_some_and(|cases| cases == [Case::Genitive]);
    let is_form = match Noun::of(word) {
        _ if is_irregular(word) => true,
        Some(noun) => {
            let [_, few, many] = &noun.forms;
            noun.declension.is_animate && word == many && word != few
        }
        // Посла, but not послов; послах and послам are other cases.
        None => {
            let others = ["а", "я", "ы", "и", "о", "е", "у", "ах", "ях", "ам", "ям"];
            !others.iter().any(|ending| word.ends_with(ending))
        }
    };
    is_form && !is_listed("ru invariable", word) && !is_genitive()
}

/// The same behind 22, 33 and their like, where persons have the form of things: принял 22 посла, купил
/// 22 стола.
pub(super) fn may_be_persons_behind_22(before: &str, following: &[String]) -> bool {
    let noun = following.iter().find(|word| !is_attribute(word));
    // 2 человека are said in the accusative, too.
    let may_be_person = |noun: &String| match Noun::of(noun) {
        Some(known) => known.declension.is_animate && noun != "человека",
        None => ["ника", "теля", "иста"]
            .iter()
            .any(|ending| noun.ends_with(ending)),
    };
    let is_genitive = || governed(before).is_some_and(|cases| cases == [Case::Genitive]);
    let is_subject = before.is_empty() || is_impersonal(before) || has_no_object(before);
    !is_subject && noun.is_some_and(may_be_person) && !is_genitive()
}

/// Whether the word is a verb that numbers behind it are the subject of: собрались, награждены, работают.
fn has_no_object(word: &str) -> bool {
    const SHORTEST: usize = 6;
    let is_passive =
        || word.chars().count() >= SHORTEST && ["ны", "ты"].iter().any(|end| word.ends_with(end));
    let begins = |stem: &&str| word.starts_with(stem);
    word.ends_with("сь")
        || word.ends_with("ся")
        || is_passive()
        || listed("ru intransitive").iter().any(begins)
}

/// Whether the word is a known noun, but none of a person.
pub(super) fn is_thing(word: &str) -> bool {
    Noun::of(word).is_some_and(|noun| !noun.declension.is_animate)
}

/// Whether what follows a number is a noun in the singular that numbers order.
pub(super) fn may_be_ordered(following: &[String]) -> bool {
    let noun = following
        .first()
        .and_then(|word| Some((word, Noun::of(word)?)));
    noun.is_some_and(|(word, noun)| {
        let [one, few, many] = &noun.forms;
        noun.kind == Kind::Ordered && word != many && (word == one || word == few)
    })
}

/// Whether the word is the dative of several of what a known noun names: месяцам, but not программ.
pub(super) fn is_dative_plural(word: &str) -> bool {
    let stem = |ending: &str| word.strip_suffix(ending).unwrap_or_default();
    let is_noun = |stem: &str, ending: &str| {
        !stem.is_empty() && Noun::of(&format!("{stem}{ending}")).is_some()
    };
    Noun::of(word).is_none()
        && (["", "а", "о"]
            .iter()
            .any(|ending| is_noun(stem("ам"), ending))
            || ["ь", "я", "е", "й"]
                .iter()
                .any(|ending| is_noun(stem("ям"), ending)))
}

/// Whether two words are forms of one noun that is known.
pub(super) fn is_one_noun(one: &str, other: &str) -> bool {
    Noun::of(one).is_some_and(|noun| noun.forms.iter().any(|form| form == other))
}

/// Whether the word before a number keeps it from being a subject: на 5 процентов, площадью 5 га.
pub(super) fn keeps_from_subject(before: &str, following: &[String]) -> bool {
    let noun = phrase_len(following).and_then(|len| Noun::of(&following[len - 1]));
    let is_measure = noun.as_ref().is_none_or(|noun| noun.kind == Kind::Measure);
    let frame = Frame {
        before: Before::Word(before),
        is_time: false,
        counts: None,
    };
    let cases = match noun {
        Some(noun) => noun.governed(frame),
        None => governed(before),
    };
    let of_measures = ["genitive", "accusative", "direct"];
    let measures = || {
        let mut lists = of_measures
            .iter()
            .map(|case| format!("ru {case} of measures"));
        lists.any(|list| is_listed(&list, before))
    };
    is_measure && measures() || cases.is_some_and(|cases| !cases.contains(&Case::Nominative))
}

/// Whether the word before a number agrees with it.
pub(super) fn agrees_with_number(before: &str) -> bool {
    is_listed("ru direct", before) || is_listed("ru oblique", before)
}

/// Whether the word before a number is a verb that tells its case, unless it is denied.
pub(super) fn is_verb(before: &str) -> bool {
    is_listed("ru accusative of measures", before) || is_impersonal(before)
}

impl Noun {
    /// The noun that a word in lower case is a form of.
    fn of(word: &str) -> Option<Noun> {
        let (nouns, endings) = &*NOUNS;
        let entry = nouns.get(word).copied();
        // Страны-участницы are declined in both parts, пресс-центры in the second one.
        let parts = word.rsplit_once(is_hyphen).filter(|_| entry.is_none());
        if parts.is_some_and(|(first, _)| is_declined(first)) {
            return None;
        }
        let with_stem = || {
            endings.iter().find_map(|entry| {
                let mut forms = entry.forms.iter();
                let stem = forms.find_map(|form| word.strip_suffix(form))?;
                (!stem.is_empty()).then_some((stem, *entry))
            })
        };
        let (stem, entry) = entry.map(|entry| ("", entry)).or_else(with_stem)?;
        Some(Noun {
            kind: entry.kind,
            declension: entry.declension,
            forms: entry.forms.map(|form| format!("{stem}{form}")),
        })
    }

    /// The cases that the frame of its number allows; `None` if nothing tells.
    fn governed(&self, frame: Frame<'_>) -> Option<&'static [Case]> {
        use Case::*;
        let is_measure = self.kind == Kind::Measure;
        let before = match frame.before {
            Before::Word(before) => before,
            Before::Doing => return Some(&[Accusative]),
            Before::MaybeDoing => return Some(&[Nominative, Accusative]),
            Before::Unseen => return None,
        };
        Some(match before {
            _ if frame.is_time && is_measure => &[Accusative],
            "" => &[Nominative],
            "по" => &[Distributive],
            _ if is_measure && is_listed("ru genitive of measures", before) => &[Genitive],
            _ if is_measure && is_listed("ru accusative of measures", before) => &[Accusative],
            _ if is_measure && is_listed("ru direct of measures", before) => {
                &[Nominative, Accusative]
            }
            _ if is_measure && is_listed("ru beside measures", before) => &[Nominative, Accusative],
            _ if self.kind == Kind::Place && is_listed_form("of places", before, RU) => &[Genitive],
            _ => return governed(before),
        })
    }

    /// The noun in a case behind a number of a class.
    fn form(&self, case: Case, class: Class) -> Option<String> {
        use Case::*;
        use Gender::*;
        let [one, few, many] = &self.forms;
        let Declension { gender, is_animate } = self.declension;
        let form = match (class, case, gender) {
            (Class::Fraction, ..) => few,
            // Из 21 города, из 2 городов.
            (Class::One, Genitive, _) => few,
            (Class::Few, Genitive, _) => many,
            (Class::Many, ..) => many,
            (Class::One, Distributive, _) => return None,
            (Class::One, Nominative, _) => one,
            (Class::One, Accusative, Masculine) if is_animate => few,
            (Class::One, Accusative, Masculine | Neuter) => one,
            (Class::One, Accusative, Feminine) => return Some(accusative(one)),
            // На 2 человека, назвали 2 человек; на 22 человека.
            (Class::Few, Accusative, _) if is_animate => return None,
            (Class::Few, Nominative | Accusative | Distributive, _) => few,
        };
        Some(form.clone())
    }
}

/// Whether the first part of a word with a hyphen may be a noun behind a number.
fn is_declined(part: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| part.ends_with(ending));
    Noun::of(part).is_some() || ends(&["а", "я", "ы", "и", "ь", "ов", "ев", "ей"])
}

/// The cases that the word before a number allows whatever it counts; `None` if it tells nothing.
fn governed(before: &str) -> Option<&'static [Case]> {
    use Case::*;
    Some(match before {
        _ if is_listed("ru genitive", before) => &[Genitive],
        _ if is_listed("ru accusative", before) => &[Accusative],
        _ if is_listed("ru direct", before) => &[Nominative, Accusative],
        _ if is_listed("ru oblique", before) => &[Genitive],
        _ if is_impersonal(before) => &[Nominative],
        _ => return None,
    })
}

/// Whether the word is a short participle in the neuter, of which a number is the subject:
/// построено 5 школ. Рано and странно end otherwise.
fn is_impersonal(word: &str) -> bool {
    const SHORTEST: usize = 6;
    const ENDINGS: &[&str] = &["ано", "ено", "яно", "ято", "ыто", "уто"];
    word.chars().count() >= SHORTEST && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// The accusative of a feminine noun: неделю, тысячу, область.
fn accusative(nominative: &str) -> String {
    match nominative.strip_suffix('а') {
        Some(stem) => format!("{stem}у"),
        None => match nominative.strip_suffix('я') {
            Some(stem) => format!("{stem}ю"),
            None => nominative.to_owned(),
        },
    }
}
