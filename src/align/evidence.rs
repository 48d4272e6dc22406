//! Which words of two texts may translate each other, and how much a segment's words say for or
//! against a place in the other text.

use rustc_hash::FxHashMap;

use super::lexicon::Lexicon;
use super::search::{Band, Posterior};
use super::weights::Weights;
use super::words::{Kind, Word, Words};

/// Names are compared letter by letter only up to this many pairs per text pair.
const COGNATE_BUDGET: usize = 4_000_000;

/// Words of two texts that may translate each other.
pub(super) struct WordLinks {
    /// Per word of the first text: words of the second, with a strength in 0..=1.
    pub(super) forth: Vec<Vec<(u32, f32)>>,
    /// The same from the second text to the first.
    pub(super) back: Vec<Vec<(u32, f32)>>,
    /// Per word, whether a link of it was learnt from the texts themselves.
    pub(super) learnt: [Vec<bool>; 2],
}

impl WordLinks {
    pub(super) fn find(a: &Words, b: &Words, lexicon: Option<&Lexicon>) -> Self {
        let mut strengths: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let mut link = |x: u32, y: u32, strength: f32| {
            let known = strengths.entry((x, y)).or_insert(0.0);
            *known = known.max(strength);
        };
        same_words(a, b, &mut link);
        cognates(a, b, &mut link);
        if let Some(lexicon) = lexicon {
            entries(a, b, lexicon, &mut link);
        }
        let mut links = WordLinks {
            forth: vec![Vec::new(); a.vocabulary.len()],
            back: vec![Vec::new(); b.vocabulary.len()],
            learnt: [
                vec![false; a.vocabulary.len()],
                vec![false; b.vocabulary.len()],
            ],
        };
        let mut all: Vec<_> = strengths.into_iter().collect();
        all.sort_unstable_by_key(|&(pair, _)| pair);
        for ((x, y), strength) in all {
            links.add(x, y, strength);
        }
        links
    }

    /// Learns links from the segments that are likely to translate each other: words that stand
    /// together more than once, and seldom apart.
    pub(super) fn learn(&mut self, a: &Words, b: &Words, band: &Band, posterior: &Posterior) {
        let mut together: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let often = |words: &Words, &word: &u32| {
            let places = words.places[word as usize].len();
            2 <= places && places <= 2 + words.segments.len() / 4
        };
        for (i, row) in a.segments.iter().enumerate() {
            for j in band.columns(i).filter(|&j| j < b.segments.len()) {
                let cell = band.cell(i, j).expect("a column of this row");
                let sure = posterior.links[cell];
                if sure < 0.2 {
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
                (!known && 0.5 <= share).then_some(((x, y), share))
            })
            .collect();
        learnt.sort_unstable_by_key(|link| link.0);
        for ((x, y), share) in learnt {
            self.learnt[0][x as usize] = true;
            self.learnt[1][y as usize] = true;
            self.add(x, y, 0.6 * share);
        }
    }

    fn add(&mut self, x: u32, y: u32, strength: f32) {
        self.forth[x as usize].push((y, strength));
        self.back[y as usize].push((x, strength));
    }
}

/// Numbers by value, the same marks, the same words in the same script (names in Latin letters
/// stay as they are in Russian and Kazakh).
fn same_words(a: &Words, b: &Words, link: &mut impl FnMut(u32, u32, f32)) {
    let mut known: FxHashMap<(bool, &str), u32> = FxHashMap::default();
    for (number, word) in b.vocabulary.iter().enumerate() {
        known.insert((word.kind == Kind::Number, &word.stem), number as u32);
    }
    for (number, word) in a.vocabulary.iter().enumerate() {
        if let Some(&same) = known.get(&(word.kind == Kind::Number, word.stem.as_str())) {
            link(number as u32, same, 1.0);
        }
    }
}

fn entries(a: &Words, b: &Words, lexicon: &Lexicon, link: &mut impl FnMut(u32, u32, f32)) {
    let mut holders: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    for (number, word) in b.vocabulary.iter().enumerate() {
        for sense in lexicon.senses(b.language, &word.stem) {
            holders
                .entry(sense.entry)
                .or_default()
                .push((number as u32, sense.share));
        }
    }
    for (number, word) in a.vocabulary.iter().enumerate() {
        for sense in lexicon.senses(a.language, &word.stem) {
            for &(other, share) in holders.get(&sense.entry).map_or(&[][..], Vec::as_slice) {
                link(number as u32, other, 0.9 * sense.share * share);
            }
        }
    }
}

/// Names and loan words that sound alike, whatever alphabet they are written in.
fn cognates(a: &Words, b: &Words, link: &mut impl FnMut(u32, u32, f32)) {
    let sounds = |words: &Words| -> FxHashMap<u8, Vec<(u32, Vec<u8>)>> {
        let mut by_start: FxHashMap<u8, Vec<(u32, Vec<u8>)>> = FxHashMap::default();
        for (number, word) in words.vocabulary.iter().enumerate() {
            let sound = match word.kind {
                Kind::Number | Kind::Mark => continue,
                Kind::Name | Kind::Plain => sound(&word.form),
            };
            if let Some(&first) = sound.first() {
                let class = if is_vowel(first) || first == b'h' {
                    b'a'
                } else {
                    first
                };
                by_start
                    .entry(class)
                    .or_default()
                    .push((number as u32, sound));
            }
        }
        by_start
    };
    let (left, right) = (sounds(a), sounds(b));
    let mut budget = COGNATE_BUDGET;
    let mut classes: Vec<_> = left.iter().collect();
    classes.sort_unstable_by_key(|&(class, _)| class);
    for (class, left) in classes {
        let Some(right) = right.get(class) else {
            continue;
        };
        for (x, one) in left {
            if budget < right.len() {
                return;
            }
            budget -= right.len();
            for (y, other) in right {
                let name = a.vocabulary[*x as usize].kind == Kind::Name
                    && b.vocabulary[*y as usize].kind == Kind::Name;
                let needed = if name { 0.66 } else { 0.74 };
                let likeness = likeness(one, other, needed);
                if needed <= likeness {
                    let full = if name { 1.0 } else { 0.85 };
                    link(
                        *x,
                        *y,
                        full * (0.4 + 0.6 * (likeness - needed) / (1.0 - needed)),
                    );
                }
            }
        }
    }
}

/// A word as it sounds, roughly, in Latin letters: what transliterations agree on.
pub(crate) fn sound(word: &str) -> Vec<u8> {
    let mut sound: Vec<u8> = Vec::new();
    let mut letters = word.chars().take(24).peekable();
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
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
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
    let cost = |letter: u8| if is_vowel(letter) { 0.5 } else { 1.0 };
    let mut row = [0f32; 64];
    for (at, &letter) in long.iter().enumerate() {
        row[at + 1] = row[at] + cost(letter);
    }
    // The cheapest end of each word: the rest of it is an ending.
    let mut best = f32::INFINITY;
    let ending = |left: usize| 0.12 * left as f32;
    let most = (1.0 - needed) * short.len() as f32;
    for (at, &letter) in short.iter().enumerate() {
        let mut corner = row[0];
        row[0] += cost(letter);
        let mut least = row[0];
        for (to, &against) in long.iter().enumerate() {
            let swap = if letter == against {
                0.0
            } else if is_vowel(letter) && is_vowel(against) {
                0.4
            } else {
                1.0
            };
            let value = (corner + swap)
                .min(row[to] + cost(against))
                .min(row[to + 1] + cost(letter));
            corner = row[to + 1];
            row[to + 1] = value;
            least = least.min(value);
        }
        if most < least {
            break;
        }
        let left = short.len() - at - 1;
        if left <= 2 && 3 <= at {
            for (to, cost) in row.iter().enumerate().take(long.len() + 1) {
                best = best.min(cost + ending(long.len() - to) + 2.5 * ending(left));
            }
        }
        if left == 0 {
            for (to, cost) in row.iter().enumerate().take(long.len() + 1) {
                best = best.min(cost + ending(long.len() - to));
            }
        }
    }
    1.0 - best / short.len() as f32
}

/// How often a word is translated by one that is linked to it, and how often that happens by
/// chance, before the document is looked at.
fn prior(word: &Word, words: &Words, lexicon: Option<&Lexicon>, weights: &Weights) -> [f64; 2] {
    let letters = word.form.chars().count();
    let rates = &weights.rates;
    match word.kind {
        Kind::Number if word.stem.len() == 1 => rates.digit,
        Kind::Number => rates.number,
        Kind::Mark => rates.mark,
        Kind::Name if letters <= 2 => rates.initial,
        Kind::Name => rates.name,
        Kind::Plain => {
            let senses = lexicon.map_or(&[][..], |l| l.senses(words.language, &word.stem));
            let function = lexicon.is_some_and(|l| senses.iter().any(|s| l.is_function(s.entry)));
            match () {
                _ if function => rates.function,
                _ if letters <= 3 => rates.short,
                _ if senses.is_empty() => rates.unknown,
                _ => rates.known,
            }
        }
    }
}

/// What the words of one text say about segments of another.
pub(super) struct Cover {
    /// Per segment: what its words say if none of them is found.
    pub(super) nothing: Vec<f64>,
    /// Per word and number of merged segments: said more when the word is found among them.
    pub(super) gains: Vec<f32>,
    /// Per word: segments of the other text, ascending, with the strength of the best link.
    pub(super) places: Vec<Vec<(u32, f32)>>,
}

impl Cover {
    /// The log-odds of finding each word's translation in its true place against a place at random
    /// (the translation model of Brown et al. 1993, told only found or not found, which a lexicon
    /// without probabilities allows).
    pub(super) fn of(
        words: &Words,
        other: &Words,
        links: &[Vec<(u32, f32)>],
        learnt: &[bool],
        lexicon: Option<&Lexicon>,
        most: usize,
        weights: &Weights,
    ) -> Self {
        let segments = other.segments.len() as f64;
        let count = words.vocabulary.len();
        let mut nothing = Vec::with_capacity(count);
        let mut gains = Vec::with_capacity(count * most);
        let mut places = Vec::with_capacity(count);
        for (number, (word, linked)) in words.vocabulary.iter().zip(links).enumerate() {
            let mut here: Vec<(u32, f32)> = linked
                .iter()
                .flat_map(|&(to, strength)| {
                    other.places[to as usize]
                        .iter()
                        .map(move |&at| (at, strength))
                })
                .collect();
            here.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            here.dedup_by_key(|place| place.0);
            let [mut rate, chance] = prior(word, words, lexicon, weights);
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
            gains.extend((1..=most).map(|merged| {
                let chance = 1.0 - (1.0 - chance).powi(merged as i32);
                (weights.words * ((rate.max(chance) / chance).ln() - missed)) as f32
            }));
            places.push(here);
        }
        let sum = |segment: &Vec<u32>| segment.iter().map(|&word| nothing[word as usize]).sum();
        Cover {
            nothing: words.segments.iter().map(sum).collect(),
            gains,
            places,
        }
    }
}
