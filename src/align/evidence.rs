//! Which words of two texts may translate each other, and how much a segment's words say for or
//! against a place in the other text.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Dictionary;
use super::lexicon::Lexicon;
use super::search::{Band, Posterior};
use super::weights::Weights;
use super::words::{Kind, Word, Words};

/// Names are compared letter by letter only up to this many pairs per text pair.
const COGNATE_BUDGET: usize = 4_000_000;

/// How alike two names, and two other words, must sound to be linked …
const ALIKE: [f32; 2] = [0.66, 0.74];
/// … and how strong the link is from there on, and of two that sound the same.
const ALIKE_LINK: [[f32; 2]; 2] = [[0.4, 1.0], [0.34, 0.85]];

/// How strong the lexicon's link between two words is, if each is all of its entry.
const ENTRY_LINK: f32 = 0.9;

/// Segments less likely to stand in one bead teach nothing.
const TEACHES: f32 = 0.2;
/// Words that stand together in less than this share of their places are not linked …
const TOGETHER: f32 = 0.5;
/// … and those that never stand apart by so much.
const LEARNT_LINK: f32 = 0.6;

/// Words of two texts that may translate each other.
pub(super) struct WordLinks {
    /// Per word of the first text: words of the second, with a strength in 0..=1.
    pub(super) forth: Vec<Vec<(u32, f32)>>,
    /// The same from the second text to the first.
    pub(super) back: Vec<Vec<(u32, f32)>>,
    /// Per word, whether a link of it was learnt, from the texts themselves or others.
    pub(super) learnt: [Vec<bool>; 2],
}

impl WordLinks {
    pub(super) fn find(a: &Words<'_>, b: &Words<'_>, dictionary: Option<&dyn Dictionary>) -> Self {
        let mut forth: Vec<Vec<(u32, f32)>> = vec![Vec::new(); a.vocabulary.len()];
        let mut learnt = [a, b].map(|words| vec![false; words.vocabulary.len()]);
        let mut link = |x: u32, y: u32, strength: f32| forth[x as usize].push((y, strength));
        same_words(a, b, &mut link);
        cognates(a, b, &mut link);
        entries(a, b, &mut link);
        if let Some(dictionary) = dictionary {
            told(a, b, dictionary, |x, y, strength| {
                link(x, y, strength);
                learnt[0][x as usize] = true;
                learnt[1][y as usize] = true;
            });
        }
        let mut back = vec![Vec::new(); b.vocabulary.len()];
        for (x, linked) in (0..).zip(&mut forth) {
            // Of several reasons for a link the strongest counts.
            linked.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            linked.dedup_by_key(|link| link.0);
            for &(y, strength) in linked.iter() {
                back[y as usize].push((x, strength));
            }
        }
        WordLinks {
            forth,
            back,
            learnt,
        }
    }

    /// Learns links from the segments that are likely to translate each other: words that stand
    /// together more than once, and seldom apart.
    pub(super) fn learn(
        &mut self,
        a: &Words<'_>,
        b: &Words<'_>,
        band: &Band,
        posterior: &Posterior,
    ) {
        let mut together: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let often = |words: &Words<'_>, &word: &u32| {
            let places = words.places[word as usize].len();
            2 <= places && places <= 2 + words.segments.len() / 4
        };
        for (i, row) in a.segments.iter().enumerate() {
            for j in band.columns(i).filter(|&j| j < b.segments.len()) {
                let cell = band.cell(i, j).expect("a column of this row");
                let sure = posterior.links[cell];
                if sure < TEACHES {
                    continue;
                }
                for &x in row.iter().filter(|x| often(a, x)) {
                    for &y in b.segments[j].iter().filter(|y| often(b, y)) {
                        *together.entry((x, y)).or_default() += sure;
                    }
                }
            }
        }
        let mut learnt: Vec<((u32, u32), f32)> = together
            .into_iter()
            .filter_map(|((x, y), count)| {
                let most = a.places[x as usize].len().max(b.places[y as usize].len()) as f32;
                let known = self.forth[x as usize].iter().any(|link| link.0 == y);
                let share = (count.min(most) - 0.5) / most;
                (!known && TOGETHER <= share).then_some(((x, y), share))
            })
            .collect();
        learnt.sort_unstable_by_key(|link| link.0);
        for ((x, y), share) in learnt {
            self.learnt[0][x as usize] = true;
            self.learnt[1][y as usize] = true;
            let strength = LEARNT_LINK * share;
            self.forth[x as usize].push((y, strength));
            self.back[y as usize].push((x, strength));
        }
    }
}

/// Numbers by value, the same marks, the same words in the same script (names in Latin letters
/// stay as they are in Russian and Kazakh).
fn same_words(a: &Words<'_>, b: &Words<'_>, link: &mut impl FnMut(u32, u32, f32)) {
    for (stem, &x) in &a.numbers {
        if let Some(&same) = b.numbers.get(stem) {
            link(x, same, 1.0);
        }
    }
}

fn entries(a: &Words<'_>, b: &Words<'_>, link: &mut impl FnMut(u32, u32, f32)) {
    let mut right = b.entries.chunk_by(|one, other| one.0 == other.0).peekable();
    for left in a.entries.chunk_by(|one, other| one.0 == other.0) {
        while right.next_if(|right| right[0].0 < left[0].0).is_some() {}
        if let Some(right) = right.peek().filter(|right| right[0].0 == left[0].0) {
            for &(_, x, one) in left {
                for &(_, y, other) in *right {
                    link(x, y, ENTRY_LINK * one * other);
                }
            }
        }
    }
}

/// Words that the dictionary tells to translate each other.
fn told(
    a: &Words<'_>,
    b: &Words<'_>,
    dictionary: &dyn Dictionary,
    mut link: impl FnMut(u32, u32, f32),
) {
    let mut there: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (y, word) in (0..).zip(&b.vocabulary) {
        if let Some(key) = &word.key {
            there.entry(key).or_default().push(y);
        }
    }
    for (x, word) in (0..).zip(&a.vocabulary) {
        let Some(key) = &word.key else { continue };
        for (translation, strength) in dictionary.translations(a.language, key, b.language) {
            // A caller's dictionary may say anything.
            if 0.0 < strength {
                for &y in there.get(&*translation).into_iter().flatten() {
                    link(x, y, strength.min(1.0));
                }
            }
        }
    }
}

/// Names and loan words that sound alike, whatever alphabet they are written in.
fn cognates(a: &Words<'_>, b: &Words<'_>, link: &mut impl FnMut(u32, u32, f32)) {
    let all_letters = (Letters::of_all(a), Letters::of_all(b));
    let mut budget = COGNATE_BUDGET;
    let mut begin = 0;
    for (&(class, x), letters) in a.sounds.iter().zip(&all_letters.0) {
        begin += b.sounds[begin..].partition_point(|&(other, _)| other < class);
        let right = &b.sounds[begin..];
        let right = &right[..right.partition_point(|&(other, _)| other == class)];
        if budget < right.len() {
            return;
        }
        budget -= right.len();
        for (&(_, y), other_letters) in right.iter().zip(&all_letters.1[begin..]) {
            let kind = usize::from(!letters.name || !other_letters.name);
            let needed = ALIKE[kind];
            if letters.differ(other_letters, needed) {
                continue;
            }
            let likeness = likeness(letters.sound, other_letters.sound, needed);
            if needed <= likeness {
                let [least, full] = ALIKE_LINK[kind];
                link(
                    x,
                    y,
                    least + (full - least) * (likeness - needed) / (1.0 - needed),
                );
            }
        }
    }
}

/// The class that a word's first sound puts it in: only words of one class are compared.
pub(crate) fn class_of_sound(first: u8) -> u8 {
    if is_vowel(first) || first == b'h' {
        b'a'
    } else {
        first
    }
}

/// Which letters a word's sound has, as bits, and what else tells most words that are not alike
/// apart.
struct Letters<'a> {
    sound: &'a [u8],
    name: bool,
    /// The lexicon has it.
    known: bool,
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
    /// Of all words that sound like something, in the order of their sounds.
    fn of_all(words: &'a Words<'_>) -> Vec<Self> {
        let numbers = words.sounds.iter();
        let heard = numbers.map(|&(_, number)| &words.vocabulary[number as usize]);
        heard.map(Letters::of).collect()
    }

    fn of(word: &'a Word<'_>) -> Self {
        let sound = &word.sound;
        let stem = &sound[..stem_of_sound(sound)];
        let mut places = [0; 26];
        for (at, &letter) in sound.iter().enumerate() {
            places[usize::from(letter - b'a')] |= 1 << at;
        }
        Letters {
            sound,
            name: word.kind == Kind::Name,
            known: !word.senses.is_empty(),
            count: sound.len() as u32,
            all: bits(sound),
            stem: bits(stem),
            places,
        }
    }

    /// Whether the two cannot be the same word. A word that the lexicon knows is looked up there and
    /// not listened to, unless both are names and only one is known. Every letter of the shorter
    /// one's stem that the longer has nowhere lowers the likeness that is `needed`.
    fn differ(&self, other: &Letters<'_>, needed: f32) -> bool {
        let open = match self.name && other.name {
            true => !self.known || !other.known,
            false => !self.known && !other.known,
        };
        if !open {
            return true;
        }
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

/// A word as it sounds, roughly, in Latin letters: what transliterations agree on.
pub(crate) fn sound(word: &str) -> Vec<u8> {
    let mut sound: Vec<u8> = Vec::with_capacity(word.len());
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
            ('д', Some('ж')) => {
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
            _ => "",
        };
        for &letter in heard.as_bytes() {
            if sound.last() != Some(&letter) {
                sound.push(letter);
            }
        }
    }
    if sound.len() < 3 { Vec::new() } else { sound }
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

/// How often a word is translated by one that is linked to it, and how often that happens by
/// chance, before the document is looked at.
fn prior(word: &Word<'_>, lexicon: Option<&Lexicon>, weights: &Weights) -> [f64; 2] {
    let rates = &weights.rates;
    match word.kind {
        Kind::Number if word.letters == 1 => rates.digit,
        Kind::Number => rates.number,
        Kind::Mark => rates.mark,
        Kind::Name if word.letters <= 2 => rates.initial,
        Kind::Name => rates.name,
        Kind::Plain => {
            let is_function = |l: &Lexicon| word.senses.iter().any(|s| l.is_function(s.entry));
            let function = lexicon.is_some_and(is_function);
            match () {
                _ if function => rates.function,
                _ if word.letters <= 3 => rates.short,
                _ if word.senses.is_empty() => rates.unknown,
                _ => rates.known,
            }
        }
    }
}

/// The [`prior`]s of all words of a text.
pub(super) fn priors(
    words: &Words<'_>,
    lexicon: Option<&Lexicon>,
    weights: &Weights,
) -> Vec<[f64; 2]> {
    let vocabulary = words.vocabulary.iter();
    vocabulary
        .map(|word| prior(word, lexicon, weights))
        .collect()
}

/// What the words of one text say about segments of another.
pub(super) struct Cover {
    /// Per segment: what its words say if none of them is found.
    pub(super) nothing: Vec<f64>,
    most: usize,
    /// Per word, where it begins in the next two.
    starts: Vec<usize>,
    /// Segments of the other text, ascending, from which on the word is found among merged ones.
    firsts: Vec<u32>,
    /// For each of them, per number of merged segments: how much more that says.
    gains: Vec<f32>,
}

impl Cover {
    /// The log-odds of finding each word's translation in its true place against a place at random
    /// (the translation model of Brown et al. 1993, told only found or not found, which a lexicon
    /// without probabilities allows).
    pub(super) fn of(
        [words, other]: [&Words<'_>; 2],
        priors: &[[f64; 2]],
        links: &[Vec<(u32, f32)>],
        learnt: &[bool],
        most: usize,
        weights: &Weights,
    ) -> Self {
        let segments = other.segments.len() as f64;
        let count = words.vocabulary.len();
        let mut nothing = Vec::with_capacity(count);
        let mut cover = Cover {
            nothing: Vec::new(),
            most,
            starts: Vec::with_capacity(count + 1),
            firsts: Vec::new(),
            gains: Vec::new(),
        };
        let mut gains = vec![0f32; most];
        let mut here: Vec<(u32, f32)> = Vec::new();
        for (number, (&[mut rate, chance], linked)) in priors.iter().zip(links).enumerate() {
            here.clear();
            for &(to, strength) in linked {
                let places = other.places[to as usize].iter();
                here.extend(places.map(|&at| (at, strength)));
            }
            here.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            here.dedup_by_key(|place| place.0);
            if learnt[number] {
                rate = rate.max(weights.rates.learnt);
            }
            let seen: f64 = here.iter().map(|place| f64::from(place.1)).sum();
            let chance = ((seen - 1.0).max(0.0) + chance * weights.prior_segments)
                / (segments + weights.prior_segments);
            let chance = chance.min(0.9);
            let rate = rate.max(chance);
            let missed = ((1.0 - rate) / (1.0 - chance)).ln();
            nothing.push(weights.words * missed);
            cover.starts.push(cover.firsts.len());
            if here.is_empty() {
                continue;
            }
            for (merged, gain) in (1..).zip(&mut gains) {
                let chance = 1.0 - (1.0 - chance).powi(merged);
                *gain = (weights.words * ((rate.max(chance) / chance).ln() - missed)) as f32;
            }
            cover.add(&here, &gains);
        }
        cover.starts.push(cover.firsts.len());
        let sum = |segment: &Vec<u32>| segment.iter().map(|&word| nothing[word as usize]).sum();
        cover.nothing = words.segments.iter().map(sum).collect();
        cover
    }

    /// Takes in a word that is found in these segments, with the strength of the best link.
    fn add(&mut self, places: &[(u32, f32)], gains: &[f32]) {
        let mut next = 0;
        for (number, &(place, _)) in places.iter().enumerate() {
            for first in next.max((place + 1).saturating_sub(self.most as u32))..=place {
                self.firsts.push(first);
                let mut strength = 0f32;
                let mut reached = number;
                self.gains
                    .extend((first + 1..).zip(gains).map(|(end, gain)| {
                        while reached < places.len() && places[reached].0 < end {
                            strength = strength.max(places[reached].1);
                            reached += 1;
                        }
                        strength * gain
                    }));
            }
            next = place + 1;
        }
    }

    /// Segments of the other text between these, ascending, from which on the word is found among
    /// merged ones; and how much more that says per number of merged segments.
    pub(super) fn found(
        &self,
        word: u32,
        within: &Range<usize>,
    ) -> impl Iterator<Item = (usize, &[f32])> {
        let (start, end) = (self.starts[word as usize], self.starts[word as usize + 1]);
        let before = |bound: usize| {
            let firsts = &self.firsts[start..end];
            start + firsts.partition_point(|&first| (first as usize) < bound)
        };
        let near = before(within.start)..before(within.end);
        let firsts = self.firsts[near.clone()].iter();
        let gains =
            self.gains[near.start * self.most..near.end * self.most].chunks_exact(self.most);
        firsts.map(|&first| first as usize).zip(gains)
    }
}

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

    proptest! {
        #[test]
        fn likeness_is_that_of_the_cheapest_way(
            one in "[aeiklmnst]{4,9}", other in "[aeiklmnst]{4,9}", needed in 0.4f32..0.9
        ) {
            let (one, other) = (one.as_bytes(), other.as_bytes());
            let (fast, slow) = (likeness(one, other, needed), slow_likeness(one, other));
            let [a, b] = [one, other].map(|sound| Word {
                letters: sound.len(),
                kind: Kind::Plain,
                senses: &[],
                sound: sound.to_vec(),
                key: None,
            });
            if needed <= slow {
                prop_assert!((fast - slow).abs() < 1e-6, "{fast} {slow}");
                prop_assert!(!Letters::of(&a).differ(&Letters::of(&b), needed), "{slow}");
            } else {
                prop_assert!(fast < needed, "{fast} {slow}");
            }
        }
    }
}
