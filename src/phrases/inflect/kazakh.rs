//! Kazakh: regular, once it is known how the word sounds.

use super::{Case, Number, Paradigm};
use crate::lang::KK;
use crate::text::{fronted, is_hyphen, stem};

/// The endings of the cases behind a vowel, л р й у, з ж, м н ң and a voiceless sound, and behind a
/// possessive, written with back vowels.
const CASES: &[(Case, [&str; 6])] = &[
    (Case::Genitive, ["ның", "дың", "дың", "ның", "тың", "ның"]),
    (Case::Dative, ["ға", "ға", "ға", "ға", "қа", "на"]),
    (Case::Accusative, ["ны", "ды", "ды", "ды", "ты", "н"]),
    (Case::Locative, ["да", "да", "да", "да", "та", "нда"]),
    (
        Case::Attributive,
        ["дағы", "дағы", "дағы", "дағы", "тағы", "ндағы"],
    ),
    (Case::Ablative, ["дан", "дан", "дан", "нан", "тан", "нан"]),
    (
        Case::Instrumental,
        ["мен", "мен", "бен", "мен", "пен", "мен"],
    ),
];

const POSSESSIVE: usize = 5;

pub(super) fn paradigm(citation: &str) -> Option<Paradigm> {
    let (before, word) = match citation.rsplit_once(' ') {
        Some((before, word)) => (format!("{before} "), word),
        None => (String::new(), citation),
    };
    let noun = Noun::of(word)?;
    let mut cells = Vec::new();
    for (number, form) in [
        (Number::Singular, noun.singular()?),
        (Number::Plural, noun.plural()?),
    ] {
        let at = match noun.is_possessed {
            true => POSSESSIVE,
            false => sound(&form)?,
        };
        cells.push((number, Case::Nominative, form.clone()));
        for (case, endings) in CASES {
            let ending = match endings[at] {
                // The instrumental has one vowel.
                rigid @ ("мен" | "бен" | "пен") => rigid.to_owned(),
                ending => noun.harmonised(ending),
            };
            cells.push((number, *case, format!("{form}{ending}")));
        }
    }
    Some(Paradigm {
        cells,
        before,
        rest: String::new(),
        does_rest_stay: true,
        is_plural_doubtful: false,
        is_name: false,
    })
}

/// A noun without number, possessive and case.
struct Noun {
    bare: String,
    /// In the singular with its possessive, if that was given.
    singular: Option<String>,
    is_possessed: bool,
    is_front: bool,
}

impl Noun {
    /// Of a word in the citation form, which may have the possessive.
    fn of(word: &str) -> Option<Noun> {
        let lower = word.to_lowercase();
        let last = lower.chars().last()?;
        let is_acronym = word.chars().nth(1).is_some_and(char::is_uppercase);
        let is_kazakh = word
            .chars()
            .all(|c| c.is_alphabetic() && !c.is_ascii() || is_hyphen(c));
        if is_acronym || lower.chars().count() < 2 || !is_kazakh {
            return None;
        }
        // Хатшы and its like are what somebody does, and not somebody's.
        let is_agent = match lower.strip_suffix("шы").or(lower.strip_suffix("ші")) {
            // Кеніші may be of кеніш; but behind a consonant, and in қатысушы, it is what one does.
            Some(before) if before.ends_with(|c| is_vowel(c) && c != 'у') => return None,
            before => before.is_some(),
        };
        let is_possessed = matches!(last, 'ы' | 'і') && !is_agent && stem(&lower, KK) != lower;
        let bare = match is_possessed {
            true => without_possessive(word)?,
            false => word.to_owned(),
        };
        let (bare, singular) = match without_plural(&bare) {
            Some(bare) => (bare, None),
            None => (bare, Some(word.to_owned())),
        };
        // What has another ending is in a case, or is a verb's form.
        let end = bare.to_lowercase();
        let end = end.strip_prefix(&*stem(&bare, KK))?;
        if !["", "у", "ы", "і"].contains(&end) {
            return None;
        }
        let is_front = match is_possessed {
            true => last == 'і',
            false => is_front(&lower)?,
        };
        Some(Noun {
            bare,
            singular,
            is_possessed,
            is_front,
        })
    }

    fn singular(&self) -> Option<String> {
        match (&self.singular, self.is_possessed) {
            (Some(given), _) => Some(given.clone()),
            (None, true) => self.possessed(&self.bare),
            (None, false) => Some(self.bare.clone()),
        }
    }

    fn plural(&self) -> Option<String> {
        let ending = match sound(&self.bare)? {
            2 | 3 => "дар",
            4 => "тар",
            _ if self.bare.ends_with('л') => "дар",
            _ => "лар",
        };
        let plural = format!("{}{}", self.bare, self.harmonised(ending));
        Some(match self.is_possessed {
            true => plural + &self.harmonised("ы"),
            false => plural,
        })
    }

    fn possessed(&self, bare: &str) -> Option<String> {
        let last = bare.chars().last()?;
        let stem = &bare[..bare.len() - last.len_utf8()];
        Some(match last {
            _ if sound(bare)? == 0 => format!("{bare}{}", self.harmonised("сы")),
            'қ' => format!("{stem}ғ{}", self.harmonised("ы")),
            'к' if !stem.ends_with(|c| !is_vowel(c)) => format!("{stem}г{}", self.harmonised("ы")),
            'п' => format!("{stem}б{}", self.harmonised("ы")),
            _ => format!("{bare}{}", self.harmonised("ы")),
        })
    }

    /// An ending that is written with back vowels, as it stands behind this noun.
    fn harmonised(&self, ending: &str) -> String {
        match self.is_front {
            true => fronted(ending),
            false => ending.to_owned(),
        }
    }
}

/// The word without its possessive, if no vowel has fallen out before it (халқы is of халық).
fn without_possessive(word: &str) -> Option<String> {
    let head: String = word.strip_suffix(['ы', 'і'])?.to_owned();
    if let Some(bare) = head.strip_suffix('с')
        && bare.ends_with(is_vowel)
    {
        // Жұмысы is of жұмыс, басшысы of басшы.
        let of_vowel = stem(bare, KK);
        return match stem(&head, KK) == head.to_lowercase() && of_vowel != stem(word, KK) {
            // Қорытындысы is of қорытынды.
            true => (bare.chars().filter(|&c| is_vowel(c)).count() < 3).then_some(head),
            false => Some(bare.to_owned()),
        };
    }
    let mut letters: Vec<char> = head.chars().collect();
    let last = letters.last_mut()?;
    *last = match *last {
        'ғ' => 'қ',
        'г' => 'к',
        'б' => 'п',
        c => c,
    };
    let bare: String = letters.iter().collect();
    // Жалақы is no form of жалақ, which would have got another sound before a vowel.
    let is_behind_vowel = letters.iter().rev().nth(1).is_some_and(|&c| is_vowel(c));
    if is_behind_vowel && head.ends_with(['қ', 'к', 'п']) {
        return None;
    }
    // In желі it belongs to the stem, and a short word does not tell; but no stem ends in these.
    let is_short = letters.iter().filter(|&&c| is_vowel(c)).count() < 2;
    let is_softened = head.ends_with(['ғ', 'г', 'б']);
    // Орны is of орын: of the clusters of consonants, only these have lost no vowel.
    let [.., before, last] = letters[..] else {
        return None;
    };
    let is_glide = matches!(before, 'у' | 'и') && {
        let mut earlier = letters.iter().rev().skip(2);
        earlier.next().is_some_and(|&c| is_vowel(c))
    };
    let is_cluster = !is_vowel(last) && (!is_vowel(before) || is_glide);
    let is_whole = match is_cluster {
        true => CLUSTERS
            .iter()
            .any(|end| bare.to_lowercase().ends_with(end)),
        false => !is_short || is_softened,
    };
    is_whole.then_some(bare)
}

/// How words end from which no vowel falls out.
const CLUSTERS: &[&str] = &[
    "ст", "рт", "лт", "нт", "кт", "нд", "рд", "нк", "стр", "нтр", "тр",
];

/// The word without the ending of the plural, if it has it.
fn without_plural(word: &str) -> Option<String> {
    const PLURALS: &[&str] = &["лар", "лер", "дар", "дер", "тар", "тер"];
    let bare = PLURALS
        .iter()
        .find_map(|ending| word.strip_suffix(ending))?;
    let is_its_form = 2 < bare.chars().count() && stem(bare, KK) == stem(word, KK);
    is_its_form.then(|| bare.to_owned())
}

fn is_vowel(c: char) -> bool {
    "аәоөұүыіеэяёиую".contains(c)
}

/// The column of [`CASES`] that the last sound of a word has.
fn sound(word: &str) -> Option<usize> {
    let mut letters = word.chars().rev().flat_map(char::to_lowercase);
    let (last, before) = (letters.next()?, letters.next()?);
    Some(match last {
        // Behind a vowel it is a consonant: тау; the noun of a verb ends in a vowel, but takes the
        // same endings as behind й.
        'у' => 1,
        'и' if is_vowel(before) => return None,
        'ь' | 'ъ' => return None,
        c if is_vowel(c) => 0,
        'р' | 'л' | 'й' => 1,
        'з' | 'ж' => 2,
        'м' | 'н' | 'ң' => 3,
        _ => 4,
    })
}

/// Whether a word in lower case takes endings with front vowels, as far as its letters tell.
fn is_front(word: &str) -> Option<bool> {
    let last = word.chars().rev().find(|&c| is_vowel(c) && c != 'у')?;
    match last {
        'ә' | 'ө' | 'ү' | 'і' | 'е' => Some(true),
        'а' | 'о' | 'ұ' | 'ы' => {
            // Банктер: behind a consonant, к is a sound of front words.
            let stem = word.strip_suffix('к');
            Some(stem.is_some_and(|stem| !stem.ends_with(is_vowel)))
        }
        'я' | 'ё' => Some(false),
        // Министрлер, but такси is heard in two ways.
        'и' | 'э' => (!word.ends_with('и')).then_some(true),
        _ => None,
    }
}
