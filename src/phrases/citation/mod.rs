//! The form in which a phrase is cited: what a dictionary would print.

mod russian;

use rustc_hash::FxHashMap;

use super::abbreviations::in_full;
use super::inflect::{Number, shown_number};
use crate::lang::{KK, Language, RU};
use crate::text::stem;

/// The written forms of a phrase, each with its count.
pub(super) type Forms = Vec<(String, u32)>;

/// The citation form of the forms `here`: Kazakh without case (a possessive stays), Russian in the
/// nominative, other languages as most often. A Russian nominative that is not among them is taken
/// from `all` forms, or else made, of the forms of its head in `nouns`. `known` tells whether a word
/// occurs in the memory.
pub(super) fn citation(
    language: Language,
    here: &Forms,
    all: &Forms,
    known: &dyn Fn(&str) -> bool,
    nouns: &dyn Fn(&str) -> Forms,
) -> String {
    let here = by_case(&written_out(here, language));
    let chosen = if language.same_language(KK) {
        kazakh(&here, known)
    } else if language.same_language(RU) {
        russian::citation(&here, &by_case(&written_out(all, language)), known, nouns)
    } else {
        None
    };
    without_marks(&chosen.unwrap_or_else(|| commonest(&here)))
}

/// A form without the quotation marks of a name at its edge: a dictionary has «Астана» халықаралық
/// орталығы under its letters, as a whole name in marks has none here.
fn without_marks(form: &str) -> String {
    const MARKS: &[char] = &['«', '»', '“', '”', '„', '"'];
    match form.starts_with(MARKS) || form.ends_with(MARKS) {
        true => form.replace(MARKS, ""),
        false => form.to_owned(),
    }
}

/// The forms without abbreviated words, if there are any.
fn written_out(forms: &Forms, language: Language) -> Forms {
    let is_short = |form: &str| {
        let mut words = form.split_whitespace();
        words.any(|word| in_full(&word.to_lowercase(), language).is_some())
    };
    let full: Forms = forms
        .iter()
        .filter(|(form, _)| !is_short(form))
        .cloned()
        .collect();
    if full.is_empty() { forms.clone() } else { full }
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

/// The commonest form once the case ending of its last word is taken off; that of a name in the plural only if
/// there is little else: lists of regions speak of Ақтөбе облыстары.
fn kazakh(forms: &Forms, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut counts: FxHashMap<String, (u32, String)> = FxHashMap::default();
    for (form, count) in forms {
        let bare = without_case(form, known);
        let entry = counts.entry(bare.to_lowercase()).or_insert((0, bare));
        entry.0 += count;
    }
    let weight = |form: &str| {
        let is_of_one = shown_number(form, KK) != Some(Number::Plural);
        // Titles have a capital letter, too; but somebody's is Ақтөбе облысы.
        let is_name = form.starts_with(char::is_uppercase) && form.ends_with(['ы', 'і']);
        if is_of_one && is_name { 3 } else { 1 }
    };
    let best = counts.into_values().max_by(|(n, a), (m, b)| {
        let by_count = (n * weight(a)).cmp(&(m * weight(b)));
        by_count.then(b.cmp(a))
    });
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
    // Қарағандыда: what stands before endings is a stem, Қарағанды too; but жолында is no form of
    // a stem жолын.
    let is_stem =
        || word.ends_with(VOWELS) && STEM_SHOWN.iter().any(|e| known(&format!("{word}{e}")));
    for case in CASES {
        for ending in case.endings {
            let Some(bare) = word.strip_suffix(ending) else {
                continue;
            };
            let last = bare.chars().last().unwrap_or(' ');
            let fits = match case.after {
                After::Possessive => matches!(last, 'ы' | 'і'),
                After::Bare => follows(ending, last),
            };
            let letters = bare.chars().count();
            // Алтын is no form of алты.
            let is_known = || known(bare) || *ending != "н" && known(&bare.to_lowercase());
            // Сумен: by three letters a case is known, by one it is not.
            let is_long = 3 <= letters || 2 <= letters && 3 <= ending.chars().count();
            let is_possessed =
                || matches!(case.after, After::Possessive) && is_possessed(bare, word);
            // Behind a long ending less has to be left: Одақтың, жасында.
            let enough = if ending.chars().count() < 3 { 5 } else { 4 };
            if fits
                && (is_long && is_known()
                    || enough <= letters && (is_clear(bare, ending) || is_possessed()))
                && !is_stem()
            {
                return format!("{head}{bare}");
            }
        }
    }
    form.to_owned()
}

/// Whether a bare stem that ends in the letter `last` can have this case ending: by harmony, and not
/// where the stem may be a possessive with another ending (Алматыда, but басшысында).
fn follows(ending: &str, last: char) -> bool {
    let first = ending.chars().next().unwrap_or(' ');
    match last {
        'ы' | 'і' => ["ға", "ге", "да", "де", "дан", "ден", "дағы", "дегі"].contains(&ending),
        _ if VOWELS.contains(&last) => !"тқкп".contains(first),
        _ => true,
    }
}

/// Whether a Kazakh word can only end here, and a case begin: behind a plural or an abstract noun
/// (тұрақтылық), a possessive before a genitive, a locative, an ablative or an instrumental, or where the whole
/// ending leaves the stem.
fn is_clear(bare: &str, ending: &str) -> bool {
    const SUFFIXES: &[&str] = &[
        "лар", "лер", "дар", "дер", "тар", "тер", "лық", "лік", "дық", "дік", "тық", "тік",
    ];
    matches!(
        ending,
        "ның" | "нің" | "нан" | "нен" | "нда" | "нде" | "мен"
    ) && bare.ends_with(['ы', 'і'])
        // Тұзды is salty, and of salt.
        || (3 <= ending.chars().count() || ending.ends_with(['а', 'е']))
            && stem(&format!("{bare}{ending}"), KK) == bare.to_lowercase()
        || !matches!(ending, "ғы" | "гі") && SUFFIXES.iter().any(|suffix| bare.ends_with(suffix))
}

/// Whether `bare` is the stem of a Kazakh word in some case, with a possessive: жеделхаты of
/// жеделхатын; but no part of қазына.
fn is_possessed(bare: &str, word: &str) -> bool {
    let last = |word: &str| word.rsplit('-').next().unwrap_or(word).to_lowercase();
    let (possessive, stem) = (last(bare), stem(&last(word), KK));
    let possessive = possessive.strip_suffix(['ы', 'і']).unwrap_or(&possessive);
    let is_stem = |own: &str| {
        if own.chars().count() < 4 {
            return false;
        }
        let mut letters = own.chars();
        let voiceless = match letters.next_back() {
            Some('ғ') => 'қ',
            Some('г') => 'к',
            Some('б') => 'п',
            _ => return own == stem,
        };
        own == stem || format!("{}{voiceless}", letters.as_str()) == stem
    };
    is_stem(possessive) || possessive.strip_suffix('с').is_some_and(is_stem)
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

const VOWELS: &[char] = &[
    'а', 'ә', 'е', 'ы', 'і', 'о', 'ө', 'ұ', 'ү', 'и', 'у', 'э', 'ю', 'я',
];

/// Case endings behind a vowel that are never a second ending.
const STEM_SHOWN: &[&str] = &[
    "ның", "нің", "ға", "ге", "ны", "ні", "да", "де", "дан", "ден",
];

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

#[cfg(test)]
mod tests;
