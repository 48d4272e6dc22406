//! Kazakh endings behind figures and months: they follow the sound of the word that is read, not
//! of the sign that is written (5-ке for беске, 6-ға for алтыға).

use crate::text::{MONTHS, fronted};

/// What an ending looks to: the vowels and the last sound of the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sound {
    pub(crate) front: bool,
    pub(crate) last: Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Last {
    Vowel,
    /// л, р, й and the consonant у.
    Liquid,
    Sibilant,
    Nasal,
    Voiceless,
}

/// Each line is one ending behind a vowel, liquid, sibilant, nasal and voiceless consonant, written
/// with back vowels.
pub(crate) const ENDINGS: &[[&str; 5]] = &[
    // Cases.
    ["ға", "ға", "ға", "ға", "қа"],
    ["да", "да", "да", "да", "та"],
    ["дағы", "дағы", "дағы", "дағы", "тағы"],
    ["дан", "дан", "дан", "нан", "тан"],
    ["ның", "дың", "дың", "ның", "тың"],
    ["ны", "ды", "ды", "ды", "ты"],
    ["нікі", "дікі", "дікі", "нікі", "тікі"],
    // The third person's possessive and its cases.
    ["сы", "ы", "ы", "ы", "ы"],
    ["сына", "ына", "ына", "ына", "ына"],
    ["сында", "ында", "ында", "ында", "ында"],
    ["сындағы", "ындағы", "ындағы", "ындағы", "ындағы"],
    ["сынан", "ынан", "ынан", "ынан", "ынан"],
    ["сының", "ының", "ының", "ының", "ының"],
    ["сын", "ын", "ын", "ын", "ын"],
    // Many write these without the consonant: 6-ында.
    ["ы", "ы", "ы", "ы", "ы"],
    ["ына", "ына", "ына", "ына", "ына"],
    ["ында", "ында", "ында", "ында", "ында"],
    ["ындағы", "ындағы", "ындағы", "ындағы", "ындағы"],
    ["ынан", "ынан", "ынан", "ынан", "ынан"],
    ["ының", "ының", "ының", "ының", "ының"],
    // Ordinals, in short and in full.
    ["шы", "шы", "шы", "шы", "шы"],
    ["ншы", "ыншы", "ыншы", "ыншы", "ыншы"],
    // 300-дей, about 300.
    ["дай", "дай", "дай", "дай", "тай"],
];

/// The endings of some cases, whatever word they stand behind.
pub(crate) const GENITIVE: [&str; 6] = ["ның", "нің", "дың", "дің", "тың", "тің"];
pub(crate) const DATIVE: [&str; 4] = ["ға", "ге", "қа", "ке"];
pub(crate) const ABLATIVE: [&str; 6] = ["дан", "ден", "тан", "тен", "нан", "нен"];

/// Endings without vowel harmony.
pub(crate) const RIGID: &[[&str; 5]] = &[
    ["мен", "мен", "бен", "мен", "пен"],
    ["сымен", "ымен", "ымен", "ымен", "ымен"],
    ["сімен", "імен", "імен", "імен", "імен"],
];

impl Sound {
    /// Of a word in lower case.
    pub(super) fn of(word: &str) -> Option<Sound> {
        let last_vowel = word.chars().rev().find(|c| "аоұыеәөүі".contains(*c))?;
        let last = match word.chars().last()? {
            'а' | 'о' | 'ұ' | 'ы' | 'е' | 'ә' | 'ө' | 'ү' | 'і' => Last::Vowel,
            'р' | 'л' | 'й' | 'у' => Last::Liquid,
            'з' | 'ж' => Last::Sibilant,
            'м' | 'н' | 'ң' => Last::Nasal,
            _ => Last::Voiceless,
        };
        Some(Sound {
            front: "еәөүі".contains(last_vowel),
            last,
        })
    }

    /// Of the last word of a number that is read out. A fraction ends in its last digit, unless that
    /// is a zero, or it is a half: жарым as well as бес.
    pub(crate) fn of_number(value: &str) -> Option<Sound> {
        const ONES: [&str; 10] = [
            "нөл",
            "бір",
            "екі",
            "үш",
            "төрт",
            "бес",
            "алты",
            "жеті",
            "сегіз",
            "тоғыз",
        ];
        const TENS: [&str; 10] = [
            "",
            "он",
            "жиырма",
            "отыз",
            "қырық",
            "елу",
            "алпыс",
            "жетпіс",
            "сексен",
            "тоқсан",
        ];
        let value = match value.split_once('.') {
            None => value,
            Some((_, "5")) => return None,
            Some((_, fraction)) if fraction.ends_with('0') => return None,
            Some((_, fraction)) => fraction,
        };
        if !value.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let zeros = value.bytes().rev().take_while(|&b| b == b'0').count();
        let digit = value
            .bytes()
            .rev()
            .nth(zeros)
            .map(|b| usize::from(b - b'0'));
        let word = match (digit, zeros) {
            (None, _) => ONES[0],
            (Some(digit), 0) => ONES[digit],
            (Some(digit), 1) => TENS[digit],
            (Some(_), 2) => "жүз",
            (Some(_), 3..6) => "мың",
            (Some(_), 6..9) => "миллион",
            (Some(_), 9..12) => "миллиард",
            _ => return None,
        };
        Sound::of(word)
    }

    /// Of a month's name, 1 to 12.
    pub(crate) fn of_month(month: u8) -> Option<Sound> {
        Sound::of(MONTHS.kazakh.get(usize::from(month).checked_sub(1)?)?)
    }

    /// The ending as it is written behind this sound.
    pub(crate) fn written(self, ending: &[&str; 5], rigid: bool) -> String {
        let written = ending[self.last as usize];
        match self.front && !rigid {
            true => fronted(written),
            false => written.to_owned(),
        }
    }
}

/// Whether the word is nothing but an ending that may stand behind a number.
pub(crate) fn is_ending(word: &str) -> bool {
    let rigid = RIGID.iter().flatten().any(|ending| *ending == word);
    let mut others = ENDINGS.iter().flatten();
    rigid || others.any(|ending| *ending == word || fronted(ending) == word)
}

/// The ending that stands behind `old`, as it must stand behind `new`; `None` if it is none that is
/// known, or does not agree with `old` to begin with.
pub(crate) fn moved_ending(ending: &str, old: Sound, new: Sound) -> Option<String> {
    if ending.is_empty() {
        return Some(String::new());
    }
    let lines = ENDINGS.iter().map(|line| (line, false));
    let mut lines = lines.chain(RIGID.iter().map(|line| (line, true)));
    let (line, rigid) = lines.find(|(line, rigid)| old.written(line, *rigid) == ending)?;
    // сымен, сімен are rigid in their last syllable only.
    let moves_harmony = rigid && line[0] != "мен" && old.front != new.front;
    (!moves_harmony).then(|| new.written(line, rigid))
}

/// Whether two numbers have one ending, each in a way in which it may be read: 19,9-дан, 18,5-тен.
pub(super) fn have_one_ending([one, other]: [(&str, &str); 2]) -> bool {
    let sounds = |number: &str| match number.split_once('.') {
        // Бес, and жарым.
        Some((_, "5")) => vec![Sound::of("бес"), Sound::of("жарым")],
        _ => vec![Sound::of_number(number)],
    };
    let lines = ENDINGS.iter().map(|line| (line, false));
    let mut lines = lines.chain(RIGID.iter().map(|line| (line, true)));
    let has = |(number, ending): (&str, &str), (line, rigid): (&[&str; 5], bool)| {
        let mut sounds = sounds(number).into_iter().flatten();
        sounds.any(|sound| sound.written(line, rigid) == ending)
    };
    lines.any(|line| has(one, line) && has(other, line))
}

/// The ending that a number `old` has, as the number `new` has it.
pub(crate) fn moved_number_ending(ending: &str, old: &str, new: &str) -> Option<String> {
    // Жиырмасыншы, the twentieth, has letters of its own.
    let is_in_full = ending.ends_with("нші") || ending.ends_with("ншы");
    if is_in_full && (old.ends_with("20") || new.ends_with("20")) {
        return None;
    }
    moved_ending(ending, Sound::of_number(old)?, Sound::of_number(new)?)
}

/// The ending that a scale word has, as another one has it: `миллионға`, `миллиардқа`.
pub(super) fn moved_scale_ending(ending: &str, old: &str, new: &str) -> Option<String> {
    moved_ending(ending, Sound::of(old)?, Sound::of(new)?)
}

/// How full hours are read: он төрт нөл нөл, or он төрт.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FullHours {
    WithZeros,
    Bare,
    Unknown,
}

/// The ending behind a time of day, as it stands behind another; both in hours and minutes. Where nothing
/// tells how full hours are read, the ending must be one for all readings that the old one allows.
pub(crate) fn moved_time_ending(
    ending: &str,
    old: (u8, u8),
    new: (u8, u8),
    full_hours: FullHours,
) -> Option<String> {
    let moved = |old: u8, new: u8| moved_number_ending(ending, &old.to_string(), &new.to_string());
    let last = |(hour, minute): (u8, u8)| match (minute, full_hours) {
        (0, FullHours::Bare) => hour,
        _ => minute,
    };
    let readings = match (old, new) {
        _ if full_hours != FullHours::Unknown => [(last(old), last(new)); 2],
        ((hour, 0), (new_hour, 0)) => [(hour, new_hour), (0, 0)],
        ((hour, 0), (_, minute)) => [(hour, minute), (0, minute)],
        ((_, minute), (hour, 0)) => [(minute, hour), (minute, 0)],
        ((_, minute), (_, new_minute)) => [(minute, new_minute); 2],
    };
    let mut possible = readings
        .into_iter()
        .filter_map(|(old, new)| moved(old, new));
    let first = possible.next()?;
    possible.all(|other| other == first).then_some(first)
}

/// Whether the word is one that changes with the sound before it, though it stands apart.
pub(crate) fn is_particle(word: &str) -> bool {
    particle(word).is_some()
}

/// Whether two words are one particle behind two sounds: мен and пен.
pub(crate) fn is_same_particle(one: &str, other: &str) -> bool {
    particle(one).is_some_and(|known| particle(other) == Some(known))
}

/// The number of a particle.
fn particle(word: &str) -> Option<usize> {
    const PARTICLES: &[&[&str]] = &[
        &["мен", "бен", "пен"],
        &["да", "де", "та", "те"],
        &["ма", "ме", "ба", "бе", "па", "пе"],
        &["ғана", "қана"],
    ];
    PARTICLES.iter().position(|forms| forms.contains(&word))
}

/// Whether a particle behind a word is the same behind another.
pub(crate) fn particle_stays(particle: &str, old: Option<Sound>, new: Option<Sound>) -> bool {
    let (Some(old), Some(new)) = (old, new) else {
        return false;
    };
    old == new || moved_ending(particle, old, new).as_deref() == Some(particle)
}

/// Whether the word, in lower case, is a month's name with whatever ending.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS
        .kazakh
        .iter()
        .any(|name| word.starts_with(name.trim_end_matches('к')))
}

/// Whether the word, in lower case, is this month's name with an ending that is known.
pub(super) fn is_month_form(word: &str, month: u8) -> bool {
    moved_month(word, month, month).as_deref() == Some(word)
}

/// A month's name with the ending that another month's name has here: қыркүйегінде for шілдесінде.
pub(crate) fn moved_month(written: &str, old: u8, new: u8) -> Option<String> {
    let name = |month: u8| Some(*MONTHS.kazakh.get(usize::from(month).checked_sub(1)?)?);
    let (old_name, new_name) = (name(old)?, name(new)?);
    let stem = |name: &'static str| name.strip_suffix('к').unwrap_or(name);
    let ending = match written.strip_prefix(old_name) {
        Some(ending) => ending,
        None => written.strip_prefix(stem(old_name))?.strip_prefix('г')?,
    };
    let ending = moved_ending(ending, Sound::of_month(old)?, Sound::of_month(new)?)?;
    // Қыркүйек ends voiced before a vowel.
    let is_voiced = new_name.ends_with('к') && ending.starts_with(['ы', 'і']);
    Some(match is_voiced {
        true => format!("{}г{ending}", stem(new_name)),
        false => format!("{new_name}{ending}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Number, then its dative, ablative, possessive and ordinals, by the grammar.
    const FORMS: &[(&str, &str, &str, &str, &str, &str)] = &[
        ("0", "ге", "ден", "і", "ші", "інші"),
        ("1", "ге", "ден", "і", "ші", "інші"),
        ("2", "ге", "ден", "сі", "ші", "нші"),
        ("3", "ке", "тен", "і", "ші", "інші"),
        ("4", "ке", "тен", "і", "ші", "інші"),
        ("5", "ке", "тен", "і", "ші", "інші"),
        ("6", "ға", "дан", "сы", "шы", "ншы"),
        ("7", "ге", "ден", "сі", "ші", "нші"),
        ("8", "ге", "ден", "і", "ші", "інші"),
        ("9", "ға", "дан", "ы", "шы", "ыншы"),
        ("10", "ға", "нан", "ы", "шы", "ыншы"),
        ("20", "ға", "дан", "сы", "шы", "ншы"),
        ("30", "ға", "дан", "ы", "шы", "ыншы"),
        ("40", "қа", "тан", "ы", "шы", "ыншы"),
        ("50", "ге", "ден", "і", "ші", "інші"),
        ("60", "қа", "тан", "ы", "шы", "ыншы"),
        ("70", "ке", "тен", "і", "ші", "інші"),
        ("80", "ге", "нен", "і", "ші", "інші"),
        ("90", "ға", "нан", "ы", "шы", "ыншы"),
        ("100", "ге", "ден", "і", "ші", "інші"),
        ("1000", "ға", "нан", "ы", "шы", "ыншы"),
        ("2024", "ке", "тен", "і", "ші", "інші"),
        ("1000000", "ға", "нан", "ы", "шы", "ыншы"),
        ("3000000000", "қа", "тан", "ы", "шы", "ыншы"),
    ];

    #[test]
    fn endings_follow_the_number_s_word() {
        for from in FORMS {
            for to in FORMS {
                let sound = |number| Sound::of_number(number).unwrap();
                for (old, new) in [
                    (from.1, to.1),
                    (from.2, to.2),
                    (from.3, to.3),
                    (from.4, to.4),
                    (from.5, to.5),
                ] {
                    let moved = moved_ending(old, sound(from.0), sound(to.0));
                    assert_eq!(moved.as_deref(), Some(new), "{}-{old} → {}", from.0, to.0);
                }
            }
        }
    }

    #[test]
    fn months_are_declined() {
        for (old, new, written, expected) in [
            (5, 7, "мамырда", "шілдеде"),
            (7, 9, "шілдесінде", "қыркүйегінде"),
            (9, 10, "қыркүйегіне", "қазанына"),
            (9, 5, "қыркүйекте", "мамырда"),
            (2, 3, "ақпаннан", "наурыздан"),
            (12, 4, "желтоқсандағы", "сәуірдегі"),
            (5, 6, "мамырдың", "маусымның"),
            (1, 2, "қаңтар", "ақпан"),
        ] {
            assert_eq!(moved_month(written, old, new).as_deref(), Some(expected));
        }
        assert_eq!(moved_month("мамырлық", 5, 6), None);
    }

    #[test]
    fn halves_are_read_in_two_ways() {
        for (ending, other, expected) in [
            ("тен", "дан", true),
            ("нан", "дан", true),
            ("ке", "дан", false),
            ("дан", "дан", false),
        ] {
            let found = have_one_ending([("18.5", ending), ("19.9", other)]);
            assert_eq!(found, expected, "{ending}");
        }
    }

    #[test]
    fn what_does_not_agree_is_refused() {
        let sound = |number| Sound::of_number(number).unwrap();
        assert_eq!(moved_ending("ға", sound("5"), sound("6")), None);
        assert_eq!(moved_ending("еу", sound("5"), sound("6")), None);
        assert_eq!(Sound::of_number("5.5"), None);
        assert_eq!(moved_number_ending("інші", "5", "20"), None);
        assert_eq!(moved_number_ending("ші", "5", "20").as_deref(), Some("шы"));
    }
}
