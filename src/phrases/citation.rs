//! The form in which a phrase is cited: what a dictionary would print.

use rustc_hash::FxHashMap;

use crate::lang::{KK, Language, RU};

/// The written forms of a phrase, each with its count.
pub(super) type Forms = Vec<(String, u32)>;

/// The citation form: Kazakh without case (a possessive stays), Russian in the nominative, other
/// languages as most often. `known` tells whether a word occurs in the memory.
pub(super) fn citation(language: Language, forms: &Forms, known: &dyn Fn(&str) -> bool) -> String {
    let forms = by_case(forms);
    let chosen = if language.same_language(KK) {
        kazakh(&forms, known)
    } else if language.same_language(RU) {
        russian(&forms)
    } else {
        None
    };
    chosen.unwrap_or_else(|| commonest(&forms))
}

fn commonest(forms: &Forms) -> String {
    let best = forms
        .iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    best.map(|(form, _)| form.clone()).unwrap_or_default()
}

/// One form for all that differ in letter case alone, written as most often; titles in capitals
/// speak only if nothing else does.
fn by_case(forms: &Forms) -> Forms {
    let mut groups: FxHashMap<String, Vec<&(String, u32)>> = FxHashMap::default();
    for form in forms {
        groups.entry(form.0.to_lowercase()).or_default().push(form);
    }
    let mut merged: Forms = groups
        .into_values()
        .map(|group| {
            let count = group.iter().map(|(_, count)| count).sum();
            let is_shouted =
                |form: &str| form.chars().count() > 9 && !form.chars().any(char::is_lowercase);
            let best = group
                .iter()
                .max_by(|a, b| {
                    let key = |f: &(String, u32)| (!is_shouted(&f.0), f.1);
                    key(a).cmp(&key(b)).then(b.0.cmp(&a.0))
                })
                .map(|(form, _)| form.clone());
            (best.unwrap_or_default(), count)
        })
        .collect();
    merged.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    merged
}

/// The commonest form once the case ending of its last word is taken off.
fn kazakh(forms: &Forms, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut counts: FxHashMap<String, (u32, String)> = FxHashMap::default();
    for (form, count) in forms {
        let bare = without_case(form, known);
        let entry = counts.entry(bare.to_lowercase()).or_insert((0, bare));
        entry.0 += count;
    }
    let best = counts
        .into_values()
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    best.map(|(_, form)| form)
}

/// A Kazakh form without the case ending of its last word, if what is left is a known word.
pub(super) fn without_case(form: &str, known: &dyn Fn(&str) -> bool) -> String {
    let start = form.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (head, word) = form.split_at(start);
    // АҚШ-тың
    if let Some((stem, ending)) = word.rsplit_once('-')
        && stem.chars().count() >= 2
        && CASES.iter().flat_map(|c| c.endings).any(|e| *e == ending)
    {
        return format!("{head}{stem}");
    }
    for case in CASES {
        for ending in case.endings {
            let Some(bare) = word.strip_suffix(ending) else {
                continue;
            };
            let last = bare.chars().last().unwrap_or(' ');
            let fits = match case.after {
                After::Possessive => matches!(last, 'ы' | 'і'),
                After::Bare => !matches!(last, 'ы' | 'і'),
            };
            if fits && bare.chars().count() >= 3 && known(bare) {
                return format!("{head}{bare}");
            }
        }
    }
    form.to_owned()
}

struct Case {
    after: After,
    endings: &'static [&'static str],
}

enum After {
    /// Of the third person: ы, і, сы, сі.
    Possessive,
    Bare,
}

const CASES: &[Case] = &[
    Case {
        after: After::Possessive,
        endings: &[
            "ның",
            "нің",
            "нда",
            "нде",
            "нан",
            "нен",
            "мен",
            "на",
            "не",
            "ндағы",
            "ндегі",
            "н",
        ],
    },
    Case {
        after: After::Bare,
        endings: &[
            "ның", "нің", "дың", "дің", "тың", "тің", "ға", "ге", "қа", "ке", "ны", "ні", "ды",
            "ді", "ты", "ті", "да", "де", "та", "те", "нан", "нен", "дан", "ден", "тан", "тен",
            "мен", "бен", "пен", "дағы", "дегі", "тағы", "тегі", "ғы", "гі",
        ],
    },
];

/// The commonest nominative, singular before plural where both are attested alike.
fn russian(forms: &Forms) -> Option<String> {
    let words: Vec<Vec<String>> = forms
        .iter()
        .map(|(form, _)| {
            form.to_lowercase()
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        })
        .collect();
    let count = words.first()?.len();
    let column = |at: usize| -> Vec<(&str, u32)> {
        let same = words.iter().zip(forms).filter(|(w, _)| w.len() == count);
        same.map(|(w, (_, n))| (w[at].as_str(), *n)).collect()
    };
    let head = (0..count)
        .find(|&at| !is_adjectival(&column(at)))
        .unwrap_or(count - 1);
    let nouns = column(head);
    let mut best: Option<(u32, usize)> = None;
    for (i, (words, (_, n))) in words.iter().zip(forms).enumerate() {
        if words.len() != count {
            continue;
        }
        let adjectives = &words[..head];
        let noun = words[head].as_str();
        let number = nominative(noun, adjectives, &nouns);
        let weight = match number {
            Some(Number::Singular) => 4 * n,
            Some(Number::Plural) => *n,
            None => continue,
        };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, i));
        }
    }
    best.map(|(_, i)| forms[i].0.clone())
}

/// Whether a column of forms is an adjective's or a participle's.
fn is_adjectival(forms: &[(&str, u32)]) -> bool {
    const ONLY: &[&str] = &[
        "ого", "его", "ому", "ему", "ыми", "ими", "ых", "их", "ую", "юю", "ый", "ым", "ая", "яя",
        "ое", "ые",
    ];
    const MAYBE: &[&str] = &["ий", "ой", "ей", "ие", "ее", "им", "ом", "ем"];
    let ends = |word: &str, endings: &[&str]| {
        word.chars().count() > 3 && endings.iter().any(|e| word.ends_with(e))
    };
    forms.iter().all(|(w, _)| ends(w, ONLY) || ends(w, MAYBE))
        && forms.iter().any(|(w, _)| ends(w, ONLY))
}

enum Number {
    Singular,
    Plural,
}

/// Whether the noun, behind these adjectives, stands in the nominative; `forms`: all that are
/// attested of it.
fn nominative(noun: &str, adjectives: &[String], forms: &[(&str, u32)]) -> Option<Number> {
    let has = |ending: &str| forms.iter().any(|(w, _)| w.ends_with(ending));
    let last = noun.chars().last()?;
    let all = |endings: &[&str]| {
        adjectives.iter().all(|a| {
            let last_part = a.rsplit('-').next().unwrap_or(a);
            endings.iter().any(|e| last_part.ends_with(e))
        })
    };
    let masculine = all(&["ый", "ий", "ой"]);
    let feminine = all(&["ая", "яя"]);
    let neuter = all(&["ое", "ее"]);
    let plural = all(&["ые", "ие"]);
    let bare = adjectives.is_empty();
    match last {
        'а' | 'я' if !bare && feminine => Some(Number::Singular),
        'а' | 'я' if !bare && plural => Some(Number::Plural),
        // Глава; but not Совета beside Совет, nor развития beside развитие.
        'а' | 'я' if bare => {
            let stem: String = noun.chars().take(noun.chars().count() - 1).collect();
            let oblique = forms.iter().any(|(w, _)| {
                *w == stem
                    || w.strip_prefix(stem.as_str())
                        .is_some_and(|e| matches!(e, "ом" | "ем" | "о" | "е" | "ь" | "й"))
                        && !forms.iter().any(|(w, _)| {
                            w.strip_prefix(stem.as_str())
                                .is_some_and(|e| matches!(e, "ой" | "ей" | "у" | "ю"))
                        })
            });
            (!oblique && !noun.ends_with("ия") || noun.ends_with("ия") && !has("ие") && !has("ием"))
                .then_some(Number::Singular)
        }
        'о' | 'е' if neuter && !bare => Some(Number::Singular),
        'о' => bare.then_some(Number::Singular),
        'е' => (bare
            && (noun.ends_with("ие")
                || noun.ends_with("ье")
                || noun.ends_with("це")
                || noun.ends_with("ще")))
        .then_some(Number::Singular),
        'ы' | 'и' if !bare && plural => Some(Number::Plural),
        'ы' | 'и' if bare => {
            // Главы is the genitive of глава too.
            let stem: String = noun.chars().take(noun.chars().count() - 1).collect();
            let feminine = forms.iter().any(|(w, _)| {
                w.strip_prefix(stem.as_str()).is_some_and(|e| {
                    matches!(e, "а" | "я" | "у" | "ю" | "ой" | "ей" | "ь" | "ью" | "е")
                })
            });
            (!feminine).then_some(Number::Plural)
        }
        'ь' if bare || masculine || feminine => Some(Number::Singular),
        c if !"уюыиэёаеоя".contains(c) && (bare || masculine) => Some(Number::Singular),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(list: &[(&str, u32)]) -> Forms {
        list.iter()
            .map(|(form, count)| ((*form).to_owned(), *count))
            .collect()
    }

    #[test]
    fn kazakh_loses_case_and_keeps_the_possessive() {
        let known =
            |word: &str| ["басшысы", "кеңесі", "министрлігі", "отырысы", "Үкімет"].contains(&word);
        for (form, bare) in [
            ("Мемлекет басшысына", "Мемлекет басшысы"),
            (
                "Ұжымдық қауіпсіздік кеңесінің",
                "Ұжымдық қауіпсіздік кеңесі",
            ),
            ("Энергетика министрлігімен", "Энергетика министрлігі"),
            ("кеңейтілген отырысында", "кеңейтілген отырысы"),
            ("Үкіметке", "Үкімет"),
            ("ҰҚШҰ-ның", "ҰҚШҰ"),
            ("Ақорда", "Ақорда"),
        ] {
            assert_eq!(citation(KK, &forms(&[(form, 3)]), &known), bare);
        }
    }

    #[test]
    fn russian_stands_in_the_nominative() {
        for (attested, cited) in [
            (
                vec![
                    ("Главы государства", 9),
                    ("Глава государства", 5),
                    ("Главой государства", 2),
                ],
                "Глава государства",
            ),
            (
                vec![
                    ("Совета коллективной безопасности", 9),
                    ("Совет коллективной безопасности", 1),
                ],
                "Совет коллективной безопасности",
            ),
            (
                vec![("Центральной Азии", 9), ("Центральная Азия", 1)],
                "Центральная Азия",
            ),
            (
                vec![("государственных услуг", 9), ("государственные услуги", 2)],
                "государственные услуги",
            ),
            (
                vec![
                    ("социально-экономического развития", 9),
                    ("социально-экономическое развитие", 1),
                ],
                "социально-экономическое развитие",
            ),
            (
                vec![("развития экономики", 9), ("развитие экономики", 1)],
                "развитие экономики",
            ),
        ] {
            assert_eq!(citation(RU, &forms(&attested), &|_| true), cited);
        }
    }
}
