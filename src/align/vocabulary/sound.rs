//! How words sound, whatever alphabet they are written in, and how alike two of them are.

use std::sync::LazyLock;

/// A word as it sounds, roughly, in Latin letters: what transliterations agree on.
pub(crate) fn sound(word: &str) -> Vec<u8> {
    let mut sound = Vec::with_capacity(word.len());
    push_sound(word, &mut sound);
    sound
}

/// The same behind what there is.
pub(crate) fn push_sound(word: &str, sound: &mut Vec<u8>) {
    let start = sound.len();
    let mut letters = word.chars().take(MOST_LETTERS).peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied();
        let heard: &str = match (c, next) {
            ('p', Some('h'))
            | ('s', Some('h'))
            | ('c', Some('h'))
            | ('t', Some('h'))
            | ('k', Some('h'))
            | ('z', Some('h'))
            | ('g', Some('h')) => {
                letters.next();
                match c {
                    'p' => "f",
                    't' => "t",
                    'k' => "h",
                    'z' => "z",
                    'g' => "g",
                    _ => "s",
                }
            }
            ('c', Some('k')) => {
                letters.next();
                "k"
            }
            ('д', Some('ж')) | ('ч', Some('ж')) | ('ц', Some('з')) => {
                letters.next();
                "z"
            }
            ('c', Some('e' | 'i' | 'y')) => "s",
            ('c' | 'k' | 'q' | 'к' | 'қ', _) => "k",
            ('x', _) => "ks",
            ('w' | 'v' | 'в', _) => "v",
            ('j' | 'ж' | 'z' | 'з', _) => "z",
            ('a' | 'а' | 'ә', _) => "a",
            ('b' | 'б', _) => "b",
            ('d' | 'д', _) => "d",
            ('e' | 'е' | 'э', _) => "e",
            ('f' | 'ф', _) => "f",
            ('g' | 'г' | 'ғ', _) => "g",
            ('h' | 'х' | 'һ', _) => "h",
            ('i' | 'y' | 'и' | 'й' | 'ы' | 'і', _) => "i",
            ('l' | 'л', _) => "l",
            ('m' | 'м', _) => "m",
            ('n' | 'н' | 'ң', _) => "n",
            ('o' | 'о' | 'ө', _) => "o",
            ('p' | 'п', _) => "p",
            ('r' | 'р', _) => "r",
            ('s' | 'с' | 'ш' | 'щ' | 'ц' | 'ч', _) => "s",
            ('t' | 'т', _) => "t",
            ('u' | 'у' | 'ү' | 'ұ', _) => "u",
            ('ю', _) => "iu",
            ('я', _) => "ia",
            ('á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą', _) => "a",
            ('é' | 'è' | 'ê' | 'ë' | 'ě' | 'ē' | 'ė' | 'ę' | 'æ' | 'œ', _) => "e",
            ('í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' | 'ý' | 'ÿ', _) => "i",
            ('ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ő' | 'ō' | 'ø', _) => "o",
            ('ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ū' | 'ů', _) => "u",
            ('ç' | 'ć' | 'č' | 'ś' | 'š' | 'ş' | 'ș' | 'ß', _) => "s",
            ('ź' | 'ż' | 'ž', _) => "z",
            ('ñ' | 'ń' | 'ň', _) => "n",
            ('ğ', _) => "g",
            ('ł', _) => "l",
            ('ř', _) => "r",
            ('ť' | 'ţ' | 'ț', _) => "t",
            ('ď' | 'đ', _) => "d",
            _ => "",
        };
        for &letter in heard.as_bytes() {
            if sound[start..].last() != Some(&letter) {
                sound.push(letter);
            }
        }
    }
    if sound.len() < start + 3 {
        sound.truncate(start);
    }
}

/// How a name in lower case may sound: as it is written, then as languages read Latin letters.
pub(crate) fn readings(name: &str) -> Vec<Vec<u8>> {
    let mut sounds = vec![sound(name)];
    if name.contains(|c: char| c.is_ascii_lowercase()) {
        let others = READINGS.iter();
        sounds.extend(others.map(|letters| sound(&respelt(name, letters))));
    }
    sounds
}

/// Whether names of these [`readings`] may be one, whatever letter they begin with.
pub(crate) fn may_be_one(one: &[Vec<u8>], other: &[Vec<u8>]) -> bool {
    const ALIKE: f32 = 0.72;
    // A name has one language: the others' readings of it are like anything.
    const ALIKE_READ: f32 = 0.82;
    let is_alike = |one: &Vec<u8>, other: &Vec<u8>, needed| needed <= likeness(one, other, needed);
    let mut read = one
        .iter()
        .flat_map(|one| other.iter().map(move |other| (one, other)));
    is_alike(&one[0], &other[0], ALIKE) || read.any(|(one, other)| is_alike(one, other, ALIKE_READ))
}

/// Per language, what is written in it and what is heard, in English letters.
static READINGS: LazyLock<Vec<Vec<(&str, &str)>>> = LazyLock::new(|| {
    let lines = include_str!("readings.txt").lines();
    let languages = lines.filter(|line| !line.starts_with('#'));
    languages
        .map(|line| {
            let letters = line.split_whitespace().skip(1);
            letters.filter_map(|pair| pair.split_once('=')).collect()
        })
        .collect()
});

/// A name with the letters of one language in those of another; of those that fit the longest.
fn respelt(name: &str, letters: &[(&str, &str)]) -> String {
    let mut respelt = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let fitting = letters
            .iter()
            .filter(|(written, _)| rest.starts_with(written));
        let (written, heard) = match fitting.max_by_key(|(written, _)| written.len()) {
            Some(&fitting) => fitting,
            None => (&rest[..c.len_utf8()], &rest[..c.len_utf8()]),
        };
        respelt.push_str(heard);
        rest = &rest[written.len()..];
    }
    respelt
}

/// The class that a word's first sound puts it in: only words of one class are compared.
pub(crate) fn class_of_sound(first: u8) -> u8 {
    if is_vowel(first) || first == b'h' {
        b'a'
    } else {
        first
    }
}

/// Which letters a sound has, as bits, and where: what tells most words that are not alike apart.
pub(crate) struct Letters<'a> {
    pub(crate) sound: &'a [u8],
    count: u32,
    /// All letters.
    all: u32,
    /// Those that are no part of an ending, which [`likeness`] may forgive.
    stem: u32,
    /// Per letter, its places, as bits.
    places: [u64; 26],
}

const VOWELS: u32 = bits(b"aeiou");

const fn bits(sound: &[u8]) -> u32 {
    let (mut bits, mut at) = (0, 0);
    while at < sound.len() {
        bits |= 1 << (sound[at] - b'a');
        at += 1;
    }
    bits
}

impl<'a> Letters<'a> {
    pub(crate) fn of(sound: &'a [u8]) -> Self {
        let stem = &sound[..stem_of_sound(sound)];
        let mut places = [0; 26];
        for (at, &letter) in sound.iter().enumerate() {
            places[usize::from(letter - b'a')] |= 1 << at;
        }
        Letters {
            sound,
            count: sound.len() as u32,
            all: bits(sound),
            stem: bits(stem),
            places,
        }
    }

    /// Whether the likeness of the two is surely less than `needed`: every letter of the shorter one's
    /// stem that the longer has nowhere lowers it.
    pub(crate) fn differ(&self, other: &Letters<'_>, needed: f32) -> bool {
        let (short, long) = match self.count <= other.count {
            true => (self, other),
            false => (other, self),
        };
        let missing = short.stem & !long.all;
        let consonants = (missing & !VOWELS).count_ones() as f32;
        let vowels = (missing & VOWELS).count_ones() as f32;
        let most = (1.0 - needed) * short.count as f32;
        7 < long.count - short.count
            || most + 1e-3 < consonants + 0.4 * vowels
            || short.is_far_from(long, most_cost(needed, short.count))
    }

    /// Whether the words surely cost more than `most`. A consonant of the short word's stem that
    /// meets none like it costs a letter; so many places off its own it meets only what as many
    /// vowels, or consonants that meet none, make way for.
    fn is_far_from(&self, long: &Letters<'_>, most: u16) -> bool {
        let farthest = usize::from(most / VOWEL).min(MOST_SOUNDS);
        let mut off = [0u16; MOST_SOUNDS + 2];
        let mut unmet = 0;
        for (at, &letter) in self.sound[..stem_of_sound(self.sound)].iter().enumerate() {
            if is_vowel(letter) {
                continue;
            }
            let places = long.places[usize::from(letter - b'a')];
            let after = (places >> at).trailing_zeros();
            let before = (places << (63 - at)).leading_zeros();
            off[(after.min(before) as usize).min(farthest + 1)] += 1;
            unmet += 1;
        }
        (0..).zip(&off[..=farthest]).all(|(far, off)| {
            unmet -= off;
            most < LETTER * unmet + VOWEL * u16::saturating_sub(far, unmet)
        })
    }
}

fn is_vowel(letter: u8) -> bool {
    VOWELS >> (letter - b'a') & 1 == 1
}

/// 1 minus the edit distance per letter of the shorter; vowels cost half, and an ending that only
/// one of the words has costs little (Russian and Kazakh inflect names). May be anything below
/// `needed` if it is below.
pub(crate) fn likeness(one: &[u8], other: &[u8], needed: f32) -> f32 {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if short.len() < 3 || short.len() < 4 && 3 + short.len() < long.len() {
        return 0.0;
    }
    if 7 < long.len() - short.len() {
        return 0.0;
    }
    // Only cells that cost no more than this lead to an end that is alike enough (Ukkonen 1985).
    let most = most_cost(needed, short.len() as u32);
    let mut costs = [0u16; MOST_SOUNDS];
    for (cost, &letter) in costs.iter_mut().zip(long) {
        *cost = if is_vowel(letter) { VOWEL } else { LETTER };
    }
    let mut row = [0u16; MOST_SOUNDS + 1];
    let mut alive = 0..1;
    while alive.end <= long.len() {
        row[alive.end] = row[alive.end - 1] + costs[alive.end - 1];
        if most < row[alive.end] {
            break;
        }
        alive.end += 1;
    }
    // The cheapest end of each word: the rest of it is an ending.
    let mut best = FAR;
    for (at, &letter) in short.iter().enumerate() {
        let cost = if is_vowel(letter) { VOWEL } else { LETTER };
        let (mut corner, mut beside) = (FAR, FAR);
        let before = std::mem::replace(&mut alive, long.len()..0);
        for to in before.start..=long.len() {
            let above = if to < before.end { row[to] } else { FAR };
            let mut value = above + cost;
            if before.start < to {
                let against = costs[to - 1];
                let swap = match letter == long[to - 1] {
                    true => 0,
                    false if cost.max(against) == VOWEL => VOWELS_SWAPPED,
                    false => LETTER,
                };
                value = value.min(corner + swap).min(beside + against);
            }
            row[to] = value;
            if value <= most {
                alive = alive.start.min(to)..to + 1;
            } else if before.end <= to {
                break;
            }
            (corner, beside) = (above, value);
        }
        if alive.is_empty() {
            break;
        }
        let left = short.len() - at - 1;
        if left == 0 || left <= 2 && 3 <= at {
            for to in alive.clone() {
                let ending = 2 * (long.len() - to) + 5 * left;
                best = best.min(row[to] + HALF_ENDING * ending as u16);
            }
        }
    }
    match best {
        FAR => f32::NEG_INFINITY,
        _ => 1.0 - f32::from(best) / f32::from(LETTER * short.len() as u16),
    }
}

/// What two words that are as alike as `needed` cost at most, if the shorter has so many letters.
fn most_cost(needed: f32, letters: u32) -> u16 {
    ((1.0 - needed) * (u32::from(LETTER) * letters) as f32 + 0.5) as u16
}

/// How many letters of a sound are no part of an ending that [`likeness`] forgives.
fn stem_of_sound(sound: &[u8]) -> usize {
    sound.len().saturating_sub(2).max(sound.len().min(4))
}

/// What it costs to leave a consonant out or to take another for it, the same of a vowel, to take
/// one vowel for another, and half of what a letter of an ending costs; and more than any word.
const LETTER: u16 = 50;
const VOWEL: u16 = 25;
const VOWELS_SWAPPED: u16 = 20;
const HALF_ENDING: u16 = 3;
const FAR: u16 = 10_000;

/// No sound has more letters.
const MOST_SOUNDS: usize = 2 * MOST_LETTERS;

/// How many letters of a word are listened to.
const MOST_LETTERS: usize = 24;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The cheapest way from one word to the other, all of them tried.
    fn slow_likeness(one: &[u8], other: &[u8]) -> f32 {
        let (short, long) = match one.len() <= other.len() {
            true => (one, other),
            false => (other, one),
        };
        let cost = |letter: u8| if is_vowel(letter) { VOWEL } else { LETTER };
        let mut table = vec![vec![0; long.len() + 1]; short.len() + 1];
        let mut best = FAR;
        for i in 0..=short.len() {
            for j in 0..=long.len() {
                let mut ways = vec![];
                if 0 < i {
                    ways.push(table[i - 1][j] + cost(short[i - 1]));
                }
                if 0 < j {
                    ways.push(table[i][j - 1] + cost(long[j - 1]));
                }
                if 0 < i && 0 < j {
                    let (a, b) = (short[i - 1], long[j - 1]);
                    let swap = match (a == b, is_vowel(a) && is_vowel(b)) {
                        (true, _) => 0,
                        (false, true) => VOWELS_SWAPPED,
                        (false, false) => LETTER,
                    };
                    ways.push(table[i - 1][j - 1] + swap);
                }
                table[i][j] = ways.into_iter().min().unwrap_or(0);
                let left = short.len() - i;
                if 0 < i && (left == 0 || left <= 2 && 4 <= i) {
                    let ending = 2 * (long.len() - j) + 5 * left;
                    best = best.min(table[i][j] + HALF_ENDING * ending as u16);
                }
            }
        }
        1.0 - f32::from(best) / (LETTER as usize * short.len()) as f32
    }

    #[test]
    fn names_sound_alike_as_their_own_language_reads_them() {
        let is_one = |latin, cyrillic| may_be_one(&readings(latin), &readings(cyrillic));
        for (latin, cyrillic) in [
            ("jorge", "хорхе"),
            ("giovanni", "джованни"),
            ("charles", "шарль"),
            ("charles", "чарльз"),
            ("zhang", "чжан"),
            ("jinping", "цзиньпин"),
            ("müller", "мюллер"),
            ("joaquín", "хоакин"),
            ("giuseppe", "джузеппе"),
            ("jiménez", "хименес"),
            ("george", "джордж"),
            ("jürgen", "юрген"),
            ("heinz", "хайнц"),
            ("johansson", "юханссон"),
            ("wojciech", "войцех"),
            ("szymański", "шиманьский"),
            ("jovanović", "йованович"),
            ("qian", "цянь"),
            ("françois", "франсуа"),
            ("rousseau", "руссо"),
            ("henri", "анри"),
            ("michele", "микеле"),
            ("recep", "реджеп"),
            ("núñez", "нуньес"),
            ("tokayev", "токаев"),
            ("qasymov", "қасымов"),
        ] {
            assert!(is_one(latin, cyrillic), "{latin} {cyrillic}");
        }
        for (latin, cyrillic) in [
            ("jorge", "георгий"),
            ("giovanni", "иванов"),
            ("charles", "чернов"),
            ("zhang", "хуан"),
            ("müller", "миллс"),
            ("perrin", "брандт"),
            ("halmos", "вукотич"),
        ] {
            assert!(!is_one(latin, cyrillic), "{latin} {cyrillic}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_that_of_the_cheapest_way(
            one in "[aeiklmnst]{4,9}", other in "[aeiklmnst]{4,9}", needed in 0.4f32..0.9
        ) {
            let (one, other) = (one.as_bytes(), other.as_bytes());
            let (fast, slow) = (likeness(one, other, needed), slow_likeness(one, other));
            let [a, b] = [one, other].map(Letters::of);
            if needed <= slow {
                prop_assert!((fast - slow).abs() < 1e-6, "{fast} {slow}");
                prop_assert!(!a.differ(&b, needed), "{slow}");
            } else {
                prop_assert!(fast < needed, "{fast} {slow}");
            }
        }
    }
}
