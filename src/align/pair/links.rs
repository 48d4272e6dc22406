//! Which words of two texts may translate each other.

use rustc_hash::FxHashMap;

use super::band::Band;
use super::search::Posterior;
use crate::align::Dictionary;
use crate::align::reading::lists::Lists;
use crate::align::reading::numerals::numerals;
use crate::align::reading::words::{Kind, Words};
use crate::align::vocabulary::sound::{Letters, likeness};

/// Names are compared letter by letter only up to this many pairs per text pair.
const COGNATE_BUDGET: usize = 4_000_000;

/// How alike two names, and two other words, must sound to be linked …
const ALIKE: [f32; 2] = [0.66, 0.74];
/// … and how strong the link is from there on, and of two that sound the same.
const ALIKE_LINK: [[f32; 2]; 2] = [[0.4, 1.0], [0.34, 0.85]];

/// How strong the lexicon's link between two words is, if each is all of its entry.
const ENTRY_LINK: f32 = 0.9;

/// How strong the link is between a figure and each word of its numeral: clashes, which read the
/// numerals of a bead by themselves, do not believe it.
const NUMERAL_LINK: f32 = 0.55;

/// Segments less likely to stand in one bead teach nothing.
const TEACHES: f32 = 0.2;
/// Words that stand together in less than this share of their places are not linked …
const TOGETHER: f32 = 0.5;
/// … and those that never stand apart by so much.
const LEARNT_LINK: f32 = 0.6;

/// Words of two texts that may translate each other.
pub(crate) struct WordLinks {
    /// Per word of the first text: words of the second, with a strength in 0..=1.
    pub(crate) forth: Lists<(u32, f32)>,
    /// The same from the second text to the first.
    pub(crate) back: Lists<(u32, f32)>,
    /// Per word, whether a link of it was learnt, from the texts themselves or others.
    pub(super) learnt: [Vec<bool>; 2],
}

impl WordLinks {
    pub(crate) fn find([one, other]: [&Heard<'_>; 2], dictionary: Option<&dyn Dictionary>) -> Self {
        let (a, b) = (one.words, other.words);
        let mut found: Vec<(u32, u32, f32)> = Vec::with_capacity(4 * a.vocabulary.len());
        let mut learnt = [a, b].map(|words| vec![false; words.vocabulary.len()]);
        let mut link = |x: u32, y: u32, strength: f32| found.push((x, y, strength));
        same_words(a, b, &mut link);
        for (word, linked) in in_figures(&one.numerals, b) {
            link(word, linked, NUMERAL_LINK);
        }
        for (word, linked) in in_figures(&other.numerals, a) {
            link(linked, word, NUMERAL_LINK);
        }
        cognates(one, other, &mut link);
        entries(a, b, &mut link);
        if let Some(dictionary) = dictionary {
            told(a, b, dictionary, |x, y, strength| {
                link(x, y, strength);
                learnt[0][x as usize] = true;
                learnt[1][y as usize] = true;
            });
        }
        // Of several reasons for a link the strongest counts.
        let words = |&(x, y, _): &(u32, u32, f32)| u64::from(x) << 32 | u64::from(y);
        found.sort_unstable_by_key(words);
        found.dedup_by(|next, link| {
            let is_same = words(next) == words(link);
            if is_same {
                link.2 = link.2.max(next.2);
            }
            is_same
        });
        WordLinks::of(&found, learnt)
    }

    fn of(links: &[(u32, u32, f32)], learnt: [Vec<bool>; 2]) -> Self {
        let links = links.iter();
        let forth = links.clone().map(|&(x, y, strength)| (x, (y, strength)));
        let back = links.map(|&(x, y, strength)| (y, (x, strength)));
        WordLinks {
            forth: Lists::of(learnt[0].len(), forth),
            back: Lists::of(learnt[1].len(), back),
            learnt,
        }
    }

    /// Learns links from the segments that are likely to translate each other: words that stand
    /// together more than once, and seldom apart.
    pub(crate) fn learn(
        &mut self,
        a: &Words<'_>,
        b: &Words<'_>,
        band: &Band,
        posterior: &Posterior,
    ) {
        let mut together: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let often = |words: &Words<'_>, &word: &u32| {
            let places = words.places.get(word as usize).len();
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
                let most = a
                    .places
                    .get(x as usize)
                    .len()
                    .max(b.places.get(y as usize).len()) as f32;
                let known = self.forth.get(x as usize).iter().any(|link| link.0 == y);
                let share = (count.min(most) - 0.5) / most;
                (!known && TOGETHER <= share).then_some(((x, y), share))
            })
            .collect();
        learnt.sort_unstable_by_key(|link| link.0);
        let known = (0..).zip(self.forth.iter());
        let known = known.flat_map(|(x, linked)| linked.iter().map(move |&(y, s)| (x, y, s)));
        let mut links: Vec<(u32, u32, f32)> = known.collect();
        for ((x, y), share) in learnt {
            self.learnt[0][x as usize] = true;
            self.learnt[1][y as usize] = true;
            links.push((x, y, LEARNT_LINK * share));
        }
        *self = WordLinks::of(&links, std::mem::take(&mut self.learnt));
    }
}

/// Numbers by value, the same marks, the same words in the same script (names in Latin letters
/// stay as they are in Russian and Kazakh).
fn same_words(a: &Words<'_>, b: &Words<'_>, link: &mut impl FnMut(u32, u32, f32)) {
    for (stem, &x) in &a.stems {
        if let Some(&same) = b.stems.get(stem) {
            link(x, same, 1.0);
        }
    }
    for (figure, &x) in &a.figures {
        if let Some(&same) = b.figures.get(figure) {
            link(x, same, 1.0);
        }
    }
}

/// Words of numerals and the same figures in another text.
fn in_figures(numerals: &[(String, u32)], other: &Words<'_>) -> impl Iterator<Item = (u32, u32)> {
    let figure = |number: &String| other.figures.get(number).copied();
    numerals
        .iter()
        .filter_map(move |(number, word)| Some((*word, figure(number)?)))
}

fn entries(a: &Words<'_>, b: &Words<'_>, link: &mut impl FnMut(u32, u32, f32)) {
    for (left, right) in a.entries.iter().zip(b.entries.iter()) {
        for &(entry, x, one) in left {
            for &(_, y, other) in right.iter().filter(|right| right.0 == entry) {
                link(x, y, ENTRY_LINK * one * other);
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
fn cognates(a: &Heard<'_>, b: &Heard<'_>, link: &mut impl FnMut(u32, u32, f32)) {
    let mut budget = COGNATE_BUDGET;
    let classes = a.words.sounds.iter().zip(b.words.sounds.iter());
    for (class, (all, others)) in classes.enumerate() {
        // Those that are not listened to count, too.
        let (all, others) = (all.len(), others.len());
        let [left, right] = [a, b].map(|heard| heard.class(class));
        for one in left {
            if budget < (one.rank + 1) * others {
                return;
            }
            for other in right.iter().filter(|other| one.is_open_to(other)) {
                let kind = usize::from(!one.is_name || !other.is_name);
                let needed = ALIKE[kind];
                if one.letters.differ(&other.letters, needed) {
                    continue;
                }
                let likeness = likeness(one.letters.sound, other.letters.sound, needed);
                if needed <= likeness {
                    let [least, full] = ALIKE_LINK[kind];
                    let alike = (likeness - needed) / (1.0 - needed);
                    link(one.word, other.word, least + (full - least) * alike);
                }
            }
        }
        if budget < all * others {
            return;
        }
        budget -= all * others;
    }
}

/// The words of a text as they sound.
pub(crate) struct Heard<'a> {
    words: &'a Words<'a>,
    /// Those whose sound may link them, in the order of [`Words::sounds`].
    open: Vec<Sound<'a>>,
    /// Where each letter's begin, and the last's end.
    starts: Vec<usize>,
    /// The [`numerals`] in them.
    numerals: Vec<(String, u32)>,
}

/// A word that sounds like something.
struct Sound<'a> {
    word: u32,
    /// How many words stand before it in its class.
    rank: usize,
    letters: Letters<'a>,
    is_name: bool,
    /// The lexicon has it.
    is_known: bool,
}

impl<'a> Heard<'a> {
    pub(crate) fn of(words: &'a Words<'a>) -> Self {
        // A word that the lexicon knows is looked up there and not listened to, unless it is a name.
        let open = |(rank, &number): (usize, &u32)| {
            let word = &words.vocabulary[number as usize];
            let (is_name, is_known) = (word.kind == Kind::Name, !word.senses.is_empty());
            (is_name || !is_known).then(|| Sound {
                word: number,
                rank,
                letters: Letters::of(words.sound(word)),
                is_name,
                is_known,
            })
        };
        let mut heard = Heard {
            words,
            open: Vec::new(),
            starts: vec![0],
            numerals: numerals(words),
        };
        for class in words.sounds.iter() {
            heard.open.extend(class.iter().enumerate().filter_map(open));
            heard.starts.push(heard.open.len());
        }
        heard
    }

    fn class(&self, number: usize) -> &[Sound<'a>] {
        &self.open[self.starts[number]..self.starts[number + 1]]
    }
}

impl Sound<'_> {
    /// Whether their sounds may link them: of two names, one may be known.
    fn is_open_to(&self, other: &Sound<'_>) -> bool {
        match self.is_name && other.is_name {
            true => !self.is_known || !other.is_known,
            false => !self.is_known && !other.is_known,
        }
    }
}
