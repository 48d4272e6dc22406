//! Russian nouns behind figures: 1 день, 2 дня, 5 дней.

use crate::patch::value::Class;

/// How a noun is declined where numbers stand before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Declension {
    Masculine,
    Neuter,
    Feminine,
    Animate,
}

/// The case in which a number with its noun stands, as far as their forms differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Nominative,
    Accusative,
    Genitive,
}

/// The noun behind a figure of one class, as it stands behind one of another class; `None` if it is
/// not known, or if the case in which it stands is not seen. `before` is the word before the figure,
/// empty where none is; `must_govern` if it must be one that tells the case, and no attribute.
pub(super) fn moved_noun(
    noun: &str,
    old: Class,
    new: Class,
    before: &str,
    must_govern: bool,
) -> Option<String> {
    let (declension, forms) = forms_of(noun)?;
    if must_govern && !governs(before) {
        return None;
    }
    let cases = [Case::Nominative, Case::Accusative, Case::Genitive];
    let fits = |&case: &Case| form(declension, forms, case, old) == Some(noun);
    let allowed = |&case: &Case| governed(before).is_none_or(|governed| governed.contains(&case));
    let possible = cases.into_iter().filter(fits).filter(allowed);
    let mut moved = possible.map(|case| form(declension, forms, case, new));
    let first = moved.next()??;
    moved
        .all(|other| other == Some(first))
        .then(|| first.to_owned())
}

/// Whether the word before a number tells its case.
pub(super) fn governs(word: &str) -> bool {
    governed(word).is_some()
}

/// The cases that the word before a number allows; `None` if it tells nothing.
fn governed(before: &str) -> Option<&'static [Case]> {
    Some(match before {
        "" => &[Case::Nominative],
        "в" | "во" | "на" | "за" | "через" => &[Case::Accusative],
        "до" | "от" | "из" | "около" | "более" | "менее" | "свыше" | "без" | "для" | "течение"
        | "порядка" | "после" | "больше" | "меньше" | "старше" | "младше" => {
            &[Case::Genitive]
        }
        _ => return None,
    })
}

/// The noun in a case behind a number of a class.
fn form(
    declension: Declension,
    [one, few, many]: [&str; 3],
    case: Case,
    class: Class,
) -> Option<&str> {
    use Case::*;
    use Declension::*;
    Some(match (class, case, declension) {
        (Class::Fraction, _, _) => few,
        // Из 21 города, из 2 городов.
        (Class::One, Genitive, _) => few,
        (Class::Few, Genitive, _) => many,
        (Class::Many, _, _) => many,
        (Class::One, Nominative, _) => one,
        (Class::One, Accusative, Masculine | Neuter) => one,
        (Class::One, Accusative, Animate) => few,
        // Недели is неделю.
        (Class::One, Accusative, Feminine) => return None,
        (Class::Few, Accusative, Animate) => return None,
        (Class::Few, Nominative | Accusative, _) => few,
    })
}

/// The declension of a noun in lower case, and its forms with 1, 2 and 5.
fn forms_of(noun: &str) -> Option<(Declension, [&'static str; 3])> {
    let lines = include_str!("counted.txt").lines();
    let mut lines = lines.filter_map(|line| {
        let (heading, nouns) = line.split_once(' ')?;
        let declension = match heading {
            "masculine" => Declension::Masculine,
            "neuter" => Declension::Neuter,
            "feminine" => Declension::Feminine,
            "animate" => Declension::Animate,
            _ => return None,
        };
        Some((declension, nouns))
    });
    lines.find_map(|(declension, nouns)| {
        nouns.split(' ').find_map(|forms| {
            let mut forms = forms.split('/');
            let forms = [forms.next()?, forms.next()?, forms.next()?];
            forms.contains(&noun).then_some((declension, forms))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_go_with_their_number_and_case() {
        use Class::*;
        for (before, noun, old, new, expected) in [
            ("", "дней", Many, One, Some("день")),
            ("", "дней", Many, Few, Some("дня")),
            ("течение", "дней", Many, One, Some("дня")),
            ("течение", "дней", Many, Few, Some("дней")),
            ("через", "дня", Few, Many, Some("дней")),
            ("через", "дня", Few, One, Some("день")),
            ("через", "неделю", One, Many, None),
            ("через", "недель", Many, One, None),
            ("через", "недель", Many, Few, Some("недели")),
            ("на", "процентов", Many, One, Some("процент")),
            ("до", "процентов", Many, One, Some("процента")),
            // Нет 5 домов, куплено 5 домов: the case is not seen.
            ("нет", "домов", Many, Few, None),
            ("построено", "дома", Few, Many, Some("домов")),
            ("построено", "дом", One, Many, Some("домов")),
            ("", "человек", Many, Few, Some("человека")),
            ("из", "человек", Many, Few, Some("человек")),
            ("из", "человек", Many, One, Some("человека")),
            ("за", "человек", Many, Few, None),
            ("", "лет", Many, One, Some("год")),
            ("", "года", Fraction, Many, Some("лет")),
            ("", "городах", Many, One, None),
            ("", "слонов", Many, One, None),
        ] {
            let found = moved_noun(noun, old, new, before, false);
            assert_eq!(found.as_deref(), expected, "{before} … {noun}");
        }
    }
}
