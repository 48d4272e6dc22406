//! Russian: the nominative of a phrase, attested or made.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::declension::{
    Shown, cited, has_plain_plural, is_adjective, is_declined_like, is_form, is_irregular,
    is_vowel, shown, split_adjective,
};
use super::super::inflect::{Number, Paradigm};
use super::super::words::{is_function_word, looks_finite};
use super::Forms;
use crate::align::vocabulary::lexicon::single_words;
use crate::lang::RU;
use crate::text::stem;

/// The nominative of the forms `here`: attested here, or else among `all`, or else made where every word of it
/// is certain. One of many stands back where most forms are of one: поздравительную телеграмму twice,
/// поздравительные телеграммы once.
pub(super) fn citation(
    here: &Forms,
    all: &Forms,
    known: &dyn Fn(&str) -> bool,
    nouns: &dyn Fn(&str) -> Forms,
) -> Option<String> {
    let (here, all) = (
        &without_adjectives(here, all),
        &without_adjectives(all, all),
    );
    if let Some(town) = all.iter().find_map(|(form, _)| town(form, nouns)) {
        return Some(town);
    }
    let attested = attested(here, nouns).or_else(|| attested(all, nouns));
    let of_one: Forms = here.iter().filter(|f| shows_one(&f.0)).cloned().collect();
    let count = |forms: &Forms| forms.iter().map(|(_, n)| n).sum::<u32>();
    let is_of_many = attested.as_deref().is_some_and(shows_many);
    if is_of_many
        && count(here) < 2 * count(&of_one)
        && let Some(made) = made(&of_one, known, nouns)
    {
        return Some(made);
    }
    attested.or_else(|| made(here, known, nouns))
}

/// The forms of a single name without those of its adjective, if that is not all there is: Новосибирской is no
/// form of Новосибирск. `all`: what to take if nothing is left.
fn without_adjectives(forms: &Forms, all: &Forms) -> Forms {
    let is_capital = |form: &str| form.starts_with(char::is_uppercase);
    let is_name = |(form, _): &&(String, u32)| {
        let is_adjective = is_adjective(&form.to_lowercase()) || form.ends_with("ском");
        is_capital(form) && !is_adjective
    };
    let names = |forms: &Forms| -> Forms { forms.iter().filter(is_name).cloned().collect() };
    // Министр is none, beside министр.
    let capitals = all.iter().filter(|(form, _)| is_capital(form));
    let [capitals, count] = [
        capitals.map(|(_, n)| n).sum::<u32>(),
        all.iter().map(|(_, n)| n).sum(),
    ];
    let is_single = all.iter().all(|(form, _)| !form.contains(' ')) && count < 2 * capitals;
    let found = [names(forms), names(all)];
    let mut found = found.into_iter().filter(|names| !names.is_empty());
    let found = found.next().filter(|_| is_single);
    found.unwrap_or_else(|| forms.clone())
}

/// The nominative of a town that an adjective in -ский is made of, by any of its cases: Омск of Омска, beside
/// Омской.
fn town(form: &str, nouns: &dyn Fn(&str) -> Forms) -> Option<String> {
    let town = form.strip_suffix(['а', 'у', 'е'])?;
    if !town.ends_with("ск") || !town.starts_with(char::is_uppercase) || town.contains(' ') {
        return None;
    }
    let lower = town.to_lowercase();
    let forms = nouns(&lower);
    let has = |endings: &[&str]| {
        let mut found = forms
            .iter()
            .filter_map(|(word, _)| word.strip_prefix(&*lower));
        found.any(|ending| endings.contains(&ending))
    };
    // Аляской is of Аляска, which has Аляски beside it.
    (has(&["ой", "ого", "ий"]) && !has(&["и"])).then(|| town.to_owned())
}

/// Whether the first adjective of a form is one of the singular.
fn shows_one(form: &str) -> bool {
    matches!(first_shows(form), Some(Shown::Feminine | Shown::Other))
}

/// Whether it is one of the plural.
fn shows_many(form: &str) -> bool {
    first_shows(form) == Some(Shown::Many)
}

fn first_shows(form: &str) -> Option<Shown> {
    let (first, _) = form.split_once(' ')?;
    // Людей and детей are nouns, and of many.
    shown(first).filter(|_| !first.ends_with("ей"))
}

/// The commonest nominative, singular before plural where both are attested alike.
fn attested(forms: &Forms, nouns: &dyn Fn(&str) -> Forms) -> Option<String> {
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
        .find(|&at| {
            let next = words[0].get(at + 1).map(String::as_str);
            !is_and(words[0][at].as_str()) && !is_adjectival(&column(at), next, nouns)
        })
        .unwrap_or(count - 1);
    let has_plural = column(head).iter().any(|(w, _)| {
        let plural = ["ий", "ей", "ов", "ев", "ам", "ям", "ах", "ях", "ми"];
        plural.iter().any(|ending| w.ends_with(ending))
    });
    let is_of_many = ["ов", "ам", "ах", "ами"]
        .iter()
        .any(|ending| words[0][head].ends_with(ending));
    let attested = nouns(column(head).first()?.0);
    let mut known: Vec<(&str, u32)> = attested.iter().map(|(w, n)| (w.as_str(), *n)).collect();
    known.extend(column(head));
    let mut best: Option<(u32, usize)> = None;
    for (i, (words, (_, n))) in words.iter().zip(forms).enumerate() {
        if words.len() != count {
            continue;
        }
        let adjectives: Vec<&str> = words[..head]
            .iter()
            .map(String::as_str)
            .filter(|w| !is_and(w))
            .collect();
        let noun = words[head].as_str();
        let number = nominative(noun, &adjectives, &known).or_else(|| {
            let agrees = adjectives
                .iter()
                .all(|a| a.ends_with("ые") || a.ends_with("ие"));
            let is_plural = is_of_many && agrees && is_plural_in_a(noun, &known);
            is_plural.then_some(Number::Plural)
        });
        // Республики is the genitive of one more often than the nominative of many.
        let is_genitive = adjectives.is_empty() && !has_plural && noun.ends_with(['ы', 'и']);
        let of_one = |lemma: &str| lemma.ends_with(['а', 'я']) || lemma.ends_with("ость");
        if is_genitive && lemmas(noun).into_iter().any(of_one) {
            continue;
        }
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

/// Whether this is the plural in -а of a masculine: of a noun that is declined in no common way, while
/// no form in -ы is attested.
fn is_plural_in_a(word: &str, forms: &[(&str, u32)]) -> bool {
    word.strip_suffix('а').is_some_and(|stem| {
        let has = |ending: &str| {
            forms
                .iter()
                .any(|(w, _)| w.strip_prefix(stem) == Some(ending))
        };
        is_irregular(stem) && has("а") && !has("ы") && !has("и")
    })
}

/// Nouns of the built-in lexicon, in the nominative, that this word can be a form of.
fn lemmas(word: &str) -> Vec<&'static str> {
    let akin = akin(word).iter().map(String::as_str);
    akin.filter(|lemma| is_form(word, &lemma.to_lowercase()))
        .collect()
}

/// Nouns of the built-in lexicon, in the nominative, with the stem of this word.
fn akin(word: &str) -> &'static [String] {
    static BY_STEM: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
        let mut by_stem: FxHashMap<String, Vec<String>> = FxHashMap::default();
        let is_noun = |word: &&str| {
            const OTHERS: &[&str] = &["ый", "ий", "ой", "ся", "ать", "ить", "еть", "уть", "ять"];
            3 < word.chars().count()
                && !is_function_word(word, RU)
                && !OTHERS.iter().any(|ending| word.ends_with(ending))
        };
        for word in single_words(RU).filter(is_noun) {
            let words = by_stem.entry(stem(word, RU)).or_default();
            // As the press writes it.
            let word = word.replace('ё', "е");
            if !words.contains(&word) {
                words.push(word);
            }
        }
        by_stem
    });
    BY_STEM.get(&stem(word, RU)).map_or(&[], Vec::as_slice)
}

/// Whether a column of forms is an adjective's or a participle's, by itself, by ending like the
/// `next` word (питьевой водой), or by the other forms that its stem has.
fn is_adjectival(forms: &[(&str, u32)], next: Option<&str>, nouns: &dyn Fn(&str) -> Forms) -> bool {
    const MAYBE: &[&str] = &["ий", "ой", "ей", "ие", "ее", "им", "ом", "ем"];
    let ends = |word: &str, endings: &[&str]| {
        word.chars().count() > 3 && endings.iter().any(|e| word.ends_with(e))
    };
    let Some((first, _)) = forms.first() else {
        return false;
    };
    let next_ends = |ending: &str| next.is_some_and(|next| next.ends_with(ending));
    // Заведующий отделом.
    let is_behind = |noun: &str| {
        let stem = noun.strip_suffix("ом").or_else(|| noun.strip_suffix("ем"));
        stem.is_some_and(|stem| nouns(noun).iter().any(|(w, _)| w == stem))
    };
    if ends(first, &["ий", "ый"]) && next.is_some_and(|next| is_behind(&next.to_lowercase())) {
        return false;
    }
    // Высокий уровень; but технологий.
    let is_masculine = || {
        ends(first, &["кий", "гий", "хий", "чий", "щий", "ший"])
            && next.is_some_and(|next| !next.ends_with(is_vowel))
            && !nouns(first)
                .iter()
                .any(|(w, _)| ends(w, &["ия", "ии", "ию"]))
    };
    // Узком формате; but годом ранее, beside году.
    let is_locative = || {
        let stem = first.strip_suffix("ом").or(first.strip_suffix("ем"));
        let cases = ["у", "ов", "ам", "ами", "ах"];
        let is_noun = |stem: &str| {
            let is_case = |w: &str| w.strip_prefix(stem).is_some_and(|e| cases.contains(&e));
            nouns(first).iter().any(|(w, _)| is_case(w))
        };
        stem.is_some_and(|stem| next_ends("е") && !is_noun(stem))
    };
    let agrees = MAYBE
        .iter()
        .any(|ending| first.ends_with(ending) && next_ends(ending))
        || is_locative();
    // Выделено средств, beside выделенных средств.
    let is_short = |word: &str| ends(word, &["ено", "ано"]);
    forms
        .iter()
        .all(|(w, _)| is_adjective(w) || ends(w, MAYBE) || is_short(w))
        && (agrees
            || is_masculine()
            || forms.iter().any(|(w, _)| is_adjective(w))
            || nouns(first).iter().any(|(w, _)| is_adjective(w)))
}

/// Малый и средний бизнес.
fn is_and(word: &str) -> bool {
    matches!(word, "и" | "или")
}

/// Endings of cases that a nominative in a consonant does not have.
const OBLIQUE: &[&str] = &["ом", "ем", "ов", "ев", "ей", "ой", "ам", "ям", "ах", "ях"];

/// Whether the noun, behind these adjectives, stands in the nominative; `forms`: all that are
/// attested of it.
fn nominative(noun: &str, adjectives: &[&str], forms: &[(&str, u32)]) -> Option<Number> {
    let is_genitive_plural = ["аций", "иций", "уций", "аний", "ений"]
        .iter()
        .any(|ending| {
            noun.strip_suffix(ending)
                .is_some_and(|rest| rest.chars().count() > 1)
        });
    let is_oblique = is_adjective(noun) && shown(noun).is_some() && !noun.ends_with('е');
    if is_genitive_plural || of_time(noun).is_some() || is_oblique {
        return None;
    }
    let stem = &noun[..noun.len() - noun.chars().last()?.len_utf8()];
    let beside = |endings: &[&str]| {
        let other =
            |w: &str| w != noun && w.strip_prefix(stem).is_some_and(|e| endings.contains(&e));
        forms.iter().any(|(w, _)| other(w))
    };
    let last = noun.chars().last()?;
    let all = |endings: &[&str]| {
        adjectives
            .iter()
            .all(|a| endings.iter().any(|e| a.ends_with(e)))
    };
    let masculine = all(&["ый", "ий", "ой"]);
    let feminine = all(&["ая", "яя"]);
    let neuter = all(&["ое", "ее"]);
    let plural = all(&["ые", "ие"]);
    let bare = adjectives.is_empty();
    let (lemmas, akin) = (lemmas(noun), akin(noun));
    if lemmas.contains(&noun) {
        if bare {
            return Some(Number::Singular);
        }
    } else if !akin.is_empty() {
        // Суд, which is akin to судья; but победил is no noun.
        let has = |ending: &str| {
            let mut ends = forms.iter().map(|(w, _)| w.strip_prefix(noun));
            ends.any(|end| end == Some(ending))
        };
        let is_noun = lemmas.is_empty() && ["у", "ом", "ов", "ам"].into_iter().any(has);
        // Else only the nominative of many is still possible: органы, средства.
        let is_neuter = akin.iter().any(|lemma| lemma.ends_with(['о', 'е']));
        if !(is_noun || noun.ends_with(['ы', 'и']) || is_neuter && noun.ends_with(['а', 'я'])) {
            return None;
        }
    }
    match last {
        'а' | 'я' if !bare && feminine => Some(Number::Singular),
        'а' | 'я' if !bare && plural => Some(Number::Plural),
        // Глава beside главой; but not совета beside советом, nor развития beside развитием.
        'а' | 'я' if bare => {
            let feminine = beside(&["ой", "ей"]);
            let other = beside(&["", "ом", "ем", "ов", "о", "е", "ь", "й"]);
            (feminine || !other).then_some(Number::Singular)
        }
        'о' | 'е' if neuter && !bare => Some(Number::Singular),
        'о' => bare.then_some(Number::Singular),
        'е' => (bare
            && (noun.ends_with("ие")
                || noun.ends_with("ье")
                || noun.ends_with("це")
                || noun.ends_with("ще")))
        .then_some(Number::Singular),
        'ы' | 'и' if noun.ends_with("ами") || noun.ends_with("ями") => None,
        'ы' | 'и' if !bare && plural => Some(Number::Plural),
        // Главы is the genitive of глава too.
        'ы' | 'и' if bare => {
            let feminine = beside(&["а", "я", "ой", "ей", "ь", "ью"]);
            // Члены, though члена is attested: of член.
            let is_masculine = lemmas.contains(&stem);
            (!feminine || is_masculine).then_some(Number::Plural)
        }
        'ь' if bare || masculine || feminine => Some(Number::Singular),
        // Орган; but not органов, органам, органом.
        c if !"уюыиэёаеоя".contains(c) && (bare || masculine) => {
            let is_oblique = OBLIQUE.iter().any(|ending| {
                noun.strip_suffix(ending).is_some_and(|stem| {
                    forms.iter().any(|(w, _)| *w != noun && w.starts_with(stem))
                })
            });
            // Орденом, Сергеем, of which no other form is known.
            let is_instrumental = (noun.ends_with("ом") || noun.ends_with("ем"))
                && lemmas.is_empty()
                && self::bare(noun).is_some();
            (!is_oblique && !is_instrumental).then_some(Number::Singular)
        }
        _ => None,
    }
}

/// The nominative made of the commonest form: the head's from its own forms, adjectives by rule. Of
/// nouns joined by "и" each is a head: экономики и финансов.
fn made(
    forms: &Forms,
    known: &dyn Fn(&str) -> bool,
    nouns: &dyn Fn(&str) -> Forms,
) -> Option<String> {
    let (form, _) = forms.first()?;
    let words: Vec<&str> = form.split_whitespace().collect();
    // What looks like a nominative has none to be made, and may be no adjective: открывая заседание.
    let is_converb = 1 < words.len() && ["ая", "яя"].iter().any(|end| words[0].ends_with(end));
    if is_converb || words.iter().any(|word| is_verbal(word, nouns)) {
        return None;
    }
    let mut made: Vec<String> = Vec::with_capacity(words.len());
    let mut rest = words.as_slice();
    loop {
        let adjectives = rest.iter().enumerate().take_while(|&(at, word)| {
            let next = rest.get(at + 1).copied();
            // What stands before a preposition is the noun: совместных учений с участием.
            let is_last = next.is_some_and(|next| !is_and(next) && is_function_word(next, RU));
            is_and(word) || !is_last && is_adjectival(&[(&word.to_lowercase(), 1)], next, nouns)
        });
        let count = adjectives.count().min(rest.len() - 1);
        let (adjectives, others) = rest.split_at(count);
        let (noun, tail) = others.split_first()?;
        made.extend(made_of(adjectives, noun, known, nouns)?);
        match tail {
            [and, next @ ..] if is_and(and) && !next.is_empty() => {
                made.push((*and).to_owned());
                rest = next;
            }
            _ => {
                let (tail, man) = match tail {
                    [before @ .., first, last] => match man(first, last) {
                        Some(name) => (before, name.to_vec()),
                        None => (tail, Vec::new()),
                    },
                    _ => (tail, Vec::new()),
                };
                if !depends(tail, words.len() - tail.len() - man.len(), forms) {
                    return None;
                }
                made.extend(tail.iter().map(|&word| word.to_owned()));
                made.extend(man);
                return Some(made.join(" "));
            }
        }
    }
}

/// Whether what stands behind a noun, as the words from `at` on, can be its own: no other nominative (структуре
/// ВВП доля), no comparative (годом ранее), no name that has a case like the noun's.
fn depends(tail: &[&str], at: usize, forms: &Forms) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_other = |word: &str| {
        let lower = word.to_lowercase();
        let is_nominative = !lower.ends_with(['е', 'о', 'ь']) && lemmas(&lower).contains(&&*lower);
        let is_feminine = is_adjective(&lower) && lower.ends_with('я');
        !is_capital(word) && (is_nominative || is_feminine)
    };
    // Тимур Кенжегалиев, Айгерим Тулегенова.
    let is_person = |pair: &[&str]| {
        let is_bare = |word: &str| word.ends_with(|c: char| !is_vowel(c) && c != 'ь');
        let is_hers = ["ова", "ева", "ина"]
            .iter()
            .any(|end| pair[1].ends_with(end));
        let is_name = |word: &&str| {
            is_capital(word) && word.chars().any(char::is_lowercase) && !is_adjective(word)
        };
        pair.iter().all(is_name) && is_bare(pair[0]) && (is_bare(pair[1]) || is_hers)
    };
    let varies = |(i, word): (usize, &&str)| {
        let other = |form: &str| {
            let other = form.split_whitespace().nth(at + i).map(str::to_lowercase);
            other.is_some_and(|other| other != word.to_lowercase())
        };
        is_capital(word) && forms.iter().any(|(form, _)| other(form))
    };
    let mut bare = tail.iter().take_while(|word| !is_function_word(word, RU));
    !bare.any(|word| is_other(word))
        && !tail.last().is_some_and(|last| last.ends_with("ее"))
        && !tail.windows(2).any(is_person)
        && !tail.iter().enumerate().any(varies)
}

/// Whether a word is a verb's form, so that the phrase is no noun phrase: договорились; провели, beside провел;
/// поручено; and дал or передан, unless they have cases.
fn is_verbal(word: &str, nouns: &dyn Fn(&str) -> Forms) -> bool {
    let lower = word.to_lowercase();
    if !lemmas(&lower).is_empty() {
        return false;
    }
    let forms = nouns(&lower);
    let has = |stem: &str, ending: &str| {
        let mut ends = forms.iter().map(|(w, _)| w.strip_prefix(stem));
        ends.any(|end| end == Some(ending))
    };
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
    let without = |endings: [char; 3]| lower.strip_suffix(endings).unwrap_or(&lower);
    let past = Some(without(['и', 'о', 'а'])).filter(|stem| stem.ends_with('л'));
    let participle = Some(without(['ы', 'о', 'а'])).filter(|stem| ends(stem, &["ен", "ан", "ян"]));
    // No noun has both, as Дели and дела of other words have.
    let is_past = |stem: &str| has(stem, "и") && ["", "а", "о"].iter().any(|end| has(stem, end));
    let has_cases = |stem: &str| {
        let cases = [
            "у", "ом", "ой", "ов", "ам", "ами", "ах", "ь", "я", "ю", "ем", "ей", "ям", "ями", "ях",
        ];
        cases.iter().any(|end| has(stem, end)) || past.is_some() && has(stem, "ы")
    };
    let is_lone = |stem: &str| !word.starts_with(char::is_uppercase) && !has_cases(stem);
    past.is_some_and(is_past)
        || past.or(participle).is_some_and(is_lone)
        || participle.is_some() && lower.ends_with('о')
        || 4 < lower.chars().count() && looks_finite(RU, &lower, &stem(&lower, RU))
}

/// The nominative of a man's name in the instrumental, which stands beside a post in the same case and in no other
/// place: консулом Сергеем Анненковым.
fn man(first: &str, last: &str) -> Option<[String; 2]> {
    let surname = match last.strip_suffix("ским") {
        Some(stem) => format!("{stem}ский"),
        None => {
            let stem = last.strip_suffix("ым")?;
            let is_surname = ["ов", "ев", "ин", "ын"]
                .iter()
                .any(|end| stem.ends_with(end));
            is_surname.then(|| stem.to_owned())?
        }
    };
    let bare = first.strip_suffix("ом").map(str::to_owned);
    let name = bare.or_else(|| cited("alone", first))?;
    let is_name = [first, last]
        .iter()
        .all(|word| word.starts_with(char::is_uppercase));
    is_name.then_some([name, surname])
}

/// The nominative of a noun with the adjectives before it.
fn made_of(
    adjectives: &[&str],
    noun: &str,
    known: &dyn Fn(&str) -> bool,
    nouns: &dyn Fn(&str) -> Forms,
) -> Option<Vec<String>> {
    let lower = noun.to_lowercase();
    let is_many = |word: &str| matches!(shown(word), Some(Shown::Many | Shown::Unsure));
    let of_adjective = match shown(&lower) {
        Some(Shown::Feminine) if adjectives.is_empty() => Some(Gender::Feminine),
        Some(Shown::Other) if adjectives.is_empty() => Some(Gender::Masculine),
        Some(Shown::Many | Shown::Unsure) => Some(Gender::Plural),
        _ => None,
    };
    if let Some(gender) = of_adjective.filter(|_| is_adjective(&lower)) {
        // Ископаемых; Федерального.
        let all = adjectives
            .iter()
            .chain([&noun])
            .map(|word| match is_and(word) {
                true => Some((*word).to_owned()),
                false => agreeing(word, &gender),
            });
        return all.collect();
    }
    let forms = nouns(&lower);
    let forms: Vec<(&str, u32)> = forms.iter().map(|(w, n)| (w.as_str(), *n)).collect();
    let is_plural = match adjectives.last() {
        Some(adjective) => {
            is_many(&adjective.to_lowercase()) && !["ом", "ем"].iter().any(|e| lower.ends_with(e))
        }
        None => ["ами", "ями", "ам", "ям", "ах", "ях", "ов", "ев"]
            .iter()
            .any(|e| lower.ends_with(e)),
    };
    let of_number = |word: &str| {
        nominative(word, &[], &forms).filter(|number| is_plural == (*number == Number::Plural))
    };
    // Делам is no form of Дели.
    let is_hard = ["ам", "ах", "ами"].iter().any(|e| lower.ends_with(e));
    let plural = |word: &str| {
        let is_oblique = ["ии", "ами", "ями", "ыми"]
            .iter()
            .any(|e| word.ends_with(e));
        let before = word.strip_suffix('и').and_then(|stem| stem.chars().last());
        let is_soft = before.is_some_and(|c| !"гкхжшщч".contains(c));
        is_plural && word.ends_with(['ы', 'и']) && !is_oblique && !(is_hard && is_soft)
    };
    // The gender that the adjective shows: средней школе is no form of школ.
    let adjective = adjectives.last().map(|word| word.to_lowercase());
    let shown = adjective.as_deref().and_then(shown).filter(|_| !is_plural);
    let is_feminine = shown == Some(Shown::Feminine);
    let is_other_gender = shown == Some(Shown::Other);
    let agrees = |word: &str| match word.ends_with(['а', 'я']) {
        true => !is_other_gender,
        false => !is_feminine || word.ends_with('ь'),
    };
    // Of the same stem, but no nouns: стабильным, составил.
    let is_other = |word: &str| ["ным", "ных", "ил"].iter().any(|e| word.ends_with(e));
    // Nor is безопасна a form of безопасности.
    let is_quality = |word: &str| is_declined_like("ость", "", word);
    // Nor объединены of объединений.
    let is_deed = |word: &str| is_declined_like("ие", "н", word);
    let nominatives = forms.iter().filter(|(w, _)| {
        is_deed(w) == is_deed(&lower)
            && (of_number(w).is_some() || plural(w))
            && !is_other(w)
            && agrees(w)
            && is_quality(w) == is_quality(&lower)
            && is_form(&lower, &w.to_lowercase())
    });
    let attested = nominatives
        .max_by_key(|(w, n)| (*n, std::cmp::Reverse(w.len())))
        .map(|(w, _)| *w);
    // Опасным путем: what is in the lexicon, too, as a preposition.
    let is_oblique = is_other_gender || shown == Some(Shown::Unsure);
    let lemma = lemmas(&lower).into_iter().find(|lemma| {
        !is_plural
            && agrees(lemma)
            && is_quality(lemma) == is_quality(&lower)
            && !(is_oblique && *lemma == lower)
    });
    let attested = lemma.or(attested);
    let in_a = || {
        adjectives
            .is_empty()
            .then(|| attested_plural_in_a(&lower, &forms))?
    };
    let of_many = || neuter_plural(&lower, &forms).or_else(in_a);
    let of_many = is_plural.then(of_many).flatten();
    let attested = of_many.as_deref().or(attested);
    let (head, gender) = match attested {
        Some(head) => {
            let gender = match head.chars().last()? {
                _ if is_plural => Gender::Plural,
                'а' | 'я' => Gender::Feminine,
                'о' | 'е' => Gender::Neuter,
                'ь' if forms.iter().any(|(w, _)| w.ends_with("ью")) || lower.ends_with('и') => {
                    Gender::Feminine
                }
                _ => Gender::Masculine,
            };
            (head.to_owned(), gender)
        }
        None => {
            let (head, gender) = match adjectives.last() {
                Some(adjective) => agreed(&adjective.to_lowercase(), &lower)?,
                None => bare(&lower)?,
            };
            // Города of городов.
            let in_a = head.strip_suffix(['ы', 'и']).map(|stem| format!("{stem}а"));
            let in_a = in_a.filter(|word| is_plural_in_a(word, &forms));
            let head = in_a.unwrap_or(head);
            // By one form alone a masculine is not known from a neuter, nor the one's plural from the other's:
            // местом, местах. The other endings tell.
            let is_short = ["ам", "ами", "ах", "ов"]
                .iter()
                .any(|end| lower.ends_with(end));
            let may_be_other = match gender {
                Gender::Plural => {
                    let stem = head.strip_suffix(['ы', 'и']);
                    is_short && stem.is_some_and(|stem| !has_plain_plural(stem))
                }
                Gender::Masculine => true,
                Gender::Feminine | Gender::Neuter => false,
            };
            let of_head = forms.iter().filter(|(w, _)| is_form(w, &head));
            let is_attested = || known(&head) || known(&like("А", &head));
            let is_sure = !may_be_other || is_attested() || 2 <= of_head.count();
            is_sure.then_some((head, gender))?
        }
    };
    let mut made: Vec<String> = Vec::with_capacity(adjectives.len() + 1);
    for adjective in adjectives {
        made.push(match is_and(adjective) {
            true => (*adjective).to_owned(),
            false => agreeing(adjective, &gender)?,
        });
    }
    made.push(like(noun, &head));
    // Both stand in one case: данным Министерства are two phrases.
    let form = [adjectives, &[noun]].concat().join(" ");
    let is_one =
        matches!(gender, Gender::Plural) || Paradigm::of(&made.join(" "), RU).may_be(&form);
    is_one.then_some(made)
}

/// The nominative plural in -а of an oblique plural: правила of правилами, where neither a plural in -ы nor a
/// case of a feminine is attested.
fn attested_plural_in_a(noun: &str, known: &[(&str, u32)]) -> Option<String> {
    let mut cases = ["ами", "ам", "ах"].into_iter();
    let stem = cases.find_map(|case| noun.strip_suffix(case))?;
    let has = |ending: &str| {
        known
            .iter()
            .any(|(w, _)| w.strip_prefix(stem) == Some(ending))
    };
    let in_a = format!("{stem}а");
    let is_feminine = lemmas(noun).contains(&&*in_a) || ["ой", "у"].into_iter().any(has);
    let is_neuter = has("а") && !is_feminine && !has("ы") && !has("и");
    is_neuter.then_some(in_a)
}

/// The nominative plural of a noun that the lexicon knows as a neuter: дела of делам, of дел; but
/// итогам, beside итогов, is no form of итого.
fn neuter_plural(noun: &str, known: &[(&str, u32)]) -> Option<String> {
    const CASES: &[&str] = &["", "й", "ам", "ами", "ах", "ям", "ями", "ях"];
    lemmas(noun).iter().find_map(|lemma| {
        let stem = lemma.strip_suffix(['о', 'е'])?;
        noun.strip_prefix(stem)
            .filter(|case| CASES.contains(case))?;
        let ending = if stem.ends_with(['г', 'к', 'х']) {
            "и"
        } else {
            "ы"
        };
        let is_masculine = known.iter().any(|(w, _)| {
            w.strip_prefix(stem)
                .is_some_and(|end| end == "ов" || end == ending)
        });
        if is_masculine {
            return None;
        }
        let is_hard = lemma.ends_with('о') || stem.ends_with(['ц', 'щ', 'ж', 'ш', 'ч']);
        Some(format!("{stem}{}", if is_hard { "а" } else { "я" }))
    })
}

/// The same of a noun without an adjective, in a case that one declension alone has: орденом,
/// министерством, финансов.
fn bare(noun: &str) -> Option<(String, Gender)> {
    let ends = |endings: &[&str]| endings.iter().any(|end| noun.ends_with(end));
    if let Some(stem) = of_time(noun) {
        return Some((format!("{stem}мя"), Gender::Neuter));
    }
    if let Some(cited) = cited("alone", noun) {
        let gender = match cited.chars().last() {
            Some('ь') => Gender::Feminine,
            Some('й') => Gender::Masculine,
            _ => Gender::Neuter,
        };
        return Some((cited, gender));
    }
    match () {
        () if ends(&["ов", "ами", "ями"]) => agreed("их", noun),
        () if ends(&["ом"]) => agreed("им", noun),
        () => None,
    }
}

/// What stands before the end of a neuter like время: времени, именем.
fn of_time(noun: &str) -> Option<&str> {
    noun.strip_suffix("мени")
        .or_else(|| noun.strip_suffix("менем"))
}

/// The nominative of a noun of which no other form is attested, and its gender, by the ending of
/// the adjective before it; `None` where the two leave a doubt.
fn agreed(adjective: &str, noun: &str) -> Option<(String, Gender)> {
    let is_in_plural = noun.ends_with("ам") || noun.ends_with("ям");
    let (kind, gender) = match shown(adjective)? {
        Shown::Feminine => ("feminine", Gender::Feminine),
        Shown::Many => ("many", Gender::Plural),
        Shown::Unsure if is_in_plural => ("many", Gender::Plural),
        Shown::Unsure | Shown::Other => ("other", Gender::Neuter),
    };
    let found = cited(kind, noun).map(|noun| (noun, gender));
    // Партнером, формате: most nouns with a vowel before the last consonant are masculine.
    let masculine = || {
        let stem = ["ом", "а", "у", "е"]
            .iter()
            .find_map(|e| noun.strip_suffix(e))?;
        let mut back = stem.chars().rev();
        let ends = "бвгдзклмнпрстф".contains(back.next()?) && is_vowel(back.next()?);
        let soft = if stem.ends_with("тел") { "ь" } else { "" };
        (ends && stem.chars().count() >= 4).then(|| (format!("{stem}{soft}"), Gender::Masculine))
    };
    match gender {
        Gender::Neuter => found.or_else(masculine),
        _ => found,
    }
}

#[derive(Clone, Copy)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

/// The adjective's nominative of a gender, or of the plural.
fn agreeing(adjective: &str, gender: &Gender) -> Option<String> {
    let (stem, ending) = split_adjective(adjective)?;
    let last = stem.chars().last()?;
    let is_hushed = "жшщчц".contains(last);
    let is_soft = "еияю".contains(ending.chars().next()?) && !is_hushed && !"гкх".contains(last);
    let narrow = is_soft || is_hushed || "гкх".contains(last);
    let made = match gender {
        Gender::Masculine if is_stressed(stem) => "ой",
        Gender::Masculine if narrow => "ий",
        Gender::Masculine => "ый",
        Gender::Feminine if is_soft => "яя",
        Gender::Feminine => "ая",
        Gender::Neuter if is_soft || is_hushed => "ее",
        Gender::Neuter => "ое",
        Gender::Plural if narrow => "ие",
        Gender::Plural => "ые",
    };
    Some(format!("{stem}{made}"))
}

/// Whether the lexicon knows the adjective with a stressed ending: областной.
fn is_stressed(stem: &str) -> bool {
    static STRESSED: LazyLock<FxHashSet<&'static str>> =
        LazyLock::new(|| single_words(RU).filter(|w| w.ends_with("ой")).collect());
    STRESSED.contains(&*format!("{}ой", stem.to_lowercase()))
}

/// `word` with the letter case of `model`'s beginning.
fn like(model: &str, word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if model.chars().next().is_some_and(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}
