//! Russian verbs right before a figure: it is their subject, построено 5 школ, построена 21 школа; or what they are
//! done to, набрал 5 голосов, набрал 21 голос.

use super::declension::Gender;
use crate::patch::reading::lists::{is_listed, listed};
use crate::patch::reading::value::Class;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tense {
    /// Построено.
    Participle,
    /// Поступило.
    Past,
    /// Поступает.
    Present,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Of(Gender),
    /// Работает: of each gender, and of several that stand for one.
    Singular,
    Plural,
}

/// A verb that agrees with its subject.
struct Predicate<'t> {
    tense: Tense,
    form: Form,
    base: &'t str,
    ending: &'t str,
    /// Сь or ся.
    is_reflexive: bool,
}

/// A verb whose subject is a number of one class, as it stands before one of another; `None` if it may be no such verb,
/// or does not agree.
pub(super) fn moved_predicate(
    verb: &str,
    counted: Gender,
    [old, new]: [Class; 2],
) -> Option<String> {
    let of_one = Form::Of(counted);
    let predicate = participle(verb).or_else(|| finite(verb, old == Class::One))?;
    let Predicate { tense, form, .. } = predicate;
    let agrees = match old {
        Class::One => form == of_one || form == Form::Singular,
        _ => form != Form::Of(Gender::Masculine) && form != Form::Of(Gender::Feminine),
    };
    let moved = match (old, new) {
        (_, Class::One) if tense == Tense::Present => Form::Singular,
        (_, Class::One) => of_one,
        (Class::One, _) if tense == Tense::Present => Form::Plural,
        (Class::One, _) => Form::Of(Gender::Neuter),
        _ => form,
    };
    agrees.then(|| predicate.moved(moved))?
}

/// Whether a number behind the verb is what that is done to: набрала 5 голосов, создать 5 мест. The number that it agrees
/// with may be its subject.
pub(super) fn has_object(verb: &str, number: Class) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|end| verb.ends_with(end));
    let endings = listed("ru endings of verbs");
    (number != Class::One && ends(&["л", "ла"]) || ends(&["ать", "ить"]))
        && ends(endings)
        && !is_noun(verb)
        && !begins("ru governing", verb)
        && !begins("ru intransitive", verb)
}

/// Whether a text may say of the subject of a verb, in the instrumental, what it is or what it has got, as of one or of
/// more: депутатом избран 1 человек, медалями награждены 5 человек.
pub(super) fn has_complement(verb: &str, text: &str) -> bool {
    let endings: &[&str] = match begins("ru being", verb) {
        true => &["ом", "ем", "ами", "ями"],
        false => &["ами", "ями"],
    };
    let words = text.split_whitespace();
    let words = words.map(|word| {
        word.trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase()
    });
    let words: Vec<String> = words.collect();
    let is_behind_preposition = |place: usize| {
        let mut before = words[place.saturating_sub(2)..place].iter();
        before.any(|word| is_listed("ru prepositions", word))
    };
    let mut all = words.iter().enumerate();
    all.any(|(place, word)| {
        endings.iter().any(|end| word.ends_with(end)) && !is_behind_preposition(place)
    })
}

fn participle(verb: &str) -> Option<Predicate<'_>> {
    const SHORTEST: usize = 6;
    let base = verb.strip_suffix(['а', 'о', 'ы']).unwrap_or(verb);
    let ending = &verb[base.len()..];
    let mut participles = listed("ru participles").iter();
    let is_participle =
        SHORTEST <= base.chars().count() && participles.any(|end| base.ends_with(end));
    is_participle.then_some(Predicate {
        tense: Tense::Participle,
        form: match ending {
            "" => Form::Of(Gender::Masculine),
            "а" => Form::Of(Gender::Feminine),
            "о" => Form::Of(Gender::Neuter),
            _ => Form::Plural,
        },
        base,
        ending,
        is_reflexive: false,
    })
}

/// A verb behind which nothing stands without a preposition but its subject.
fn finite(verb: &str, agrees_with_one: bool) -> Option<Predicate<'_>> {
    use Gender::*;
    const ENDINGS: [(&str, Tense, Form); 11] = [
        ("ли", Tense::Past, Form::Plural),
        ("ло", Tense::Past, Form::Of(Neuter)),
        ("ла", Tense::Past, Form::Of(Feminine)),
        ("шел", Tense::Past, Form::Of(Masculine)),
        ("л", Tense::Past, Form::Of(Masculine)),
        ("ют", Tense::Present, Form::Plural),
        ("ут", Tense::Present, Form::Plural),
        ("ят", Tense::Present, Form::Plural),
        ("ат", Tense::Present, Form::Plural),
        ("ет", Tense::Present, Form::Singular),
        ("ит", Tense::Present, Form::Singular),
    ];
    // Погиб, умер, возник, исчез.
    const BARE: [&str; 4] = ["гиб", "мер", "ник", "чез"];
    let active = verb.strip_suffix("сь").or_else(|| verb.strip_suffix("ся"));
    let is_reflexive = active.is_some();
    let has_no_object = is_reflexive || begins("ru intransitive", verb);
    if !has_no_object
        || is_noun(verb)
        || begins("ru governing", verb)
        || begins("ru with objects", verb)
    {
        return None;
    }
    let active = active.unwrap_or(verb);
    let mut endings = ENDINGS.into_iter();
    let found = endings.find(|(ending, ..)| active.ends_with(ending));
    let is_bare = agrees_with_one && BARE.iter().any(|end| active.ends_with(end));
    let bare = ("", Tense::Past, Form::Of(Masculine));
    let (ending, tense, form) = found.or(is_bare.then_some(bare))?;
    // Пришел, пришли.
    let ending = ending.strip_prefix('ш').unwrap_or(ending);
    let (base, ending) = active.split_at(active.len() - ending.len());
    Some(Predicate {
        tense,
        form,
        base,
        ending,
        is_reflexive,
    })
}

fn is_noun(word: &str) -> bool {
    is_listed("ru no verbs", word) || is_listed("ru nouns", word)
}

fn begins(list: &str, verb: &str) -> bool {
    listed(list).iter().any(|stem| verb.starts_with(stem))
}

impl Predicate<'_> {
    /// The verb in another form; `None` where it may have another stem there.
    fn moved(&self, form: Form) -> Option<String> {
        let last = self.base.chars().next_back()?;
        let is_in = |letters: &str| letters.contains(last);
        let ending = match (self.tense, form) {
            _ if form == self.form => self.ending,
            (Tense::Participle, Form::Of(Gender::Masculine)) => "",
            (Tense::Participle, Form::Of(Gender::Feminine)) => "а",
            (Tense::Participle, Form::Of(Gender::Neuter)) => "о",
            (Tense::Past, Form::Of(Gender::Masculine)) if last == 'ш' => "ел",
            (Tense::Past, Form::Of(Gender::Masculine)) if is_in("аеиоуыэюя") => "л",
            (Tense::Past, Form::Of(Gender::Masculine)) => "",
            (Tense::Past, Form::Of(Gender::Feminine)) => "ла",
            (Tense::Past, Form::Of(Gender::Neuter)) => "ло",
            // Могут, может.
            (Tense::Present, _) if is_in("гк") => return None,
            (Tense::Present, Form::Singular) => match self.ending {
                "ют" | "ут" => "ет",
                _ => "ит",
            },
            (Tense::Present, Form::Plural) => match self.ending {
                "ет" if is_in("аеиоуыэюяь") => "ют",
                "ет" => "ут",
                _ if is_in("жшчщ") => "ат",
                _ => "ят",
            },
            _ => return None,
        };
        let reflexive = match self.is_reflexive {
            false => "",
            true if format!("{}{ending}", self.base).ends_with(['и', 'о', 'а']) => "сь",
            true => "ся",
        };
        Some(format!("{}{ending}{reflexive}", self.base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use Gender::{Feminine, Masculine, Neuter};

    #[test]
    fn verbs_agree_with_one_and_with_more() {
        for (counted, one, more) in [
            (Masculine, "построен", "построено"),
            (Feminine, "построена", "построено"),
            (Masculine, "погиб", "погибло"),
            (Masculine, "пришел", "пришло"),
            (Masculine, "пострадал", "пострадало"),
            (Masculine, "собрался", "собралось"),
            (Masculine, "живет", "живут"),
            (Feminine, "открылась", "открылось"),
            (Feminine, "работает", "работают"),
            (Feminine, "строится", "строятся"),
            (Neuter, "осталось", "осталось"),
        ] {
            let classes = [Class::One, Class::Many];
            let found = moved_predicate(one, counted, classes);
            assert_eq!(found.as_deref(), Some(more), "{one}");
            let found = moved_predicate(more, counted, [Class::Few, Class::One]);
            assert_eq!(found.as_deref(), Some(one), "{more}");
        }
    }

    #[test]
    fn verbs_with_objects_and_words_that_do_not_agree_are_left() {
        let classes = [Class::Many, Class::One];
        for verb in ["поддержали", "боялись", "построены", "стали", "поступил"]
        {
            let found = moved_predicate(verb, Masculine, classes);
            assert_eq!(found.is_some(), verb == "построены", "{verb}");
        }
        assert_eq!(
            moved_predicate("поступил", Feminine, [Class::One, Class::Many]),
            None
        );
    }

    #[test]
    fn what_is_done_to_something_has_an_object() {
        for (verb, number, expected) in [
            ("набрал", Class::Many, true),
            ("построила", Class::Few, true),
            ("создать", Class::One, true),
            ("построил", Class::One, false),
            ("построили", Class::Many, false),
            ("потребовал", Class::Many, false),
            ("провал", Class::Many, false),
        ] {
            assert_eq!(has_object(verb, number), expected, "{verb}");
        }
    }
}
