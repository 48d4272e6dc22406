//! Which recurring sequences are phrases: whole at both ends, more than chance, and standing by
//! themselves often enough.

use rustc_hash::{FxHashMap, FxHashSet};

use super::grams::{Gram, Grams, Side};
use super::words::{ACRONYM, BREAK, CAPITAL, FIRST, FUNCTION, OPENING};
use super::{Corpus, Mining};

/// The phrases of one language.
pub(super) struct Accepted {
    /// By length, the longest first.
    pub(super) grams: Vec<Gram>,
    pub(super) is: Vec<bool>,
}

/// A neighbour that stands beside a sequence this often belongs to it.
const DOMINANT: f64 = 0.7;
/// The least share of a phrase's places outside longer phrases.
const INDEPENDENT: f64 = 0.1;
/// The least normalised pointwise mutual information (Bouma 2009) of the parts of a phrase.
const COHESION: f64 = 0.15;

impl Accepted {
    pub(super) fn choose(corpus: &Corpus, side: &Side, grams: &Grams, mining: &Mining) -> Self {
        let mut chosen = Accepted {
            grams: Vec::new(),
            is: vec![false; grams.total()],
        };
        let judge = Judge {
            corpus,
            side,
            grams,
            mining,
            words: side.pieces.iter().filter(|p| p.stem != BREAK).count() as f64,
        };
        // By place, how far the accepted phrases that begin here or before reach.
        let mut reach = vec![0u32; side.pieces.len()];
        for len in (1..=grams.longest()).rev() {
            let from = chosen.grams.len();
            for gram in grams.of_len(len) {
                if judge.accepts(gram, len, &reach) {
                    chosen.grams.push(gram);
                    chosen.is[gram as usize] = true;
                }
            }
            for &gram in &chosen.grams[from..] {
                for &place in grams.places(gram) {
                    let place = place as usize;
                    if side.is_sound(place, len) {
                        reach[place] = reach[place].max((place + len) as u32);
                    }
                }
            }
            let mut far = 0;
            for end in &mut reach {
                far = far.max(*end);
                *end = far;
            }
        }
        chosen
    }
}

struct Judge<'a> {
    corpus: &'a Corpus,
    side: &'a Side,
    grams: &'a Grams,
    mining: &'a Mining,
    words: f64,
}

impl Judge<'_> {
    fn accepts(&self, gram: Gram, len: usize, reach: &[u32]) -> bool {
        let places = self.grams.places(gram);
        let sound: Vec<usize> = places
            .iter()
            .map(|&place| place as usize)
            .filter(|&place| self.side.is_sound(place, len))
            .collect();
        if sound.len() < 2 || 2 * sound.len() < places.len() {
            return false;
        }
        self.is_term(&sound, len)
            && self.recurs(&sound)
            && self.is_complete(&sound, len)
            && self.is_independent(&sound, len, reach)
            && self.coheres(gram, len)
            && self.is_balanced(&sound, len)
    }

    /// In enough releases, and in more than one unit.
    fn recurs(&self, places: &[usize]) -> bool {
        let mut units: Vec<u32> = places.iter().map(|&place| self.side.units[place]).collect();
        units.dedup();
        if units.len() < 2 {
            return false;
        }
        let mut releases: FxHashSet<u32> = FxHashSet::default();
        for unit in units {
            releases.extend(&self.corpus.units[unit as usize].releases);
            if releases.len() >= self.mining.min_releases {
                return true;
            }
        }
        false
    }

    /// Several words, or one that is a name, an acronym or a compound.
    fn is_term(&self, places: &[usize], len: usize) -> bool {
        let pieces = |place: usize| &self.side.pieces[place..place + len];
        if len > 1 {
            // Not nothing but words of grammar.
            return !pieces(places[0]).iter().all(|p| p.is(FUNCTION));
        }
        let acronyms = places
            .iter()
            .filter(|&&p| self.side.pieces[p].is(ACRONYM))
            .count();
        if 2 * acronyms > places.len() {
            return true;
        }
        let inside = places.iter().filter(|&&p| !self.side.pieces[p].is(OPENING));
        let (mut capital, mut all) = (0, 0);
        for &place in inside {
            all += 1;
            capital += usize::from(self.side.pieces[place].is(CAPITAL));
        }
        all >= 2 && 10 * capital >= 9 * all
    }

    /// No word of content stands beside it nearly always.
    fn is_complete(&self, places: &[usize], len: usize) -> bool {
        let dominant = |neighbour: &dyn Fn(usize) -> Option<usize>| {
            let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
            for &place in places {
                if let Some(at) = neighbour(place) {
                    let piece = self.side.pieces[at];
                    if piece.stem != BREAK && !piece.is(FUNCTION) {
                        *counts.entry(piece.stem).or_default() += 1;
                    }
                }
            }
            counts.into_values().max().unwrap_or(0) as f64 >= DOMINANT * places.len() as f64
        };
        let before = |place: usize| place.checked_sub(1);
        let after = |place: usize| Some(place + len).filter(|&at| at < self.side.pieces.len());
        !dominant(&before) && !dominant(&after)
    }

    /// Often enough it is no part of a longer phrase.
    fn is_independent(&self, places: &[usize], len: usize, reach: &[u32]) -> bool {
        let free = places
            .iter()
            .filter(|&&place| (reach[place] as usize) < place + len)
            .count();
        free >= 2 && free as f64 >= INDEPENDENT * places.len() as f64
    }

    /// Its first and last words belong to the rest more than chance would have it.
    fn coheres(&self, gram: Gram, len: usize) -> bool {
        if len == 1 {
            return true;
        }
        let count = |gram: Gram| self.grams.places(gram).len() as f64;
        let place = self.grams.places(gram)[0] as usize;
        [1, len - 1].into_iter().all(|cut| {
            let left = count(self.grams.at(place, cut));
            let right = count(self.grams.at(place + cut, len - cut));
            let information = (count(gram) * self.words / (left * right)).ln();
            information >= COHESION * (self.words / count(gram)).ln()
        })
    }

    /// It does not end inside a quotation.
    fn is_balanced(&self, places: &[usize], len: usize) -> bool {
        let torn = |&&place: &&usize| {
            let text = self.corpus.surface(self.side, place, len);
            let count = |marks: &[char]| text.chars().filter(|c| marks.contains(c)).count();
            count(&['«', '“', '„']) != count(&['»', '”']) || count(&['"']) % 2 == 1
        };
        2 * places.iter().filter(torn).count() <= places.len()
    }
}

/// How many written words a sequence has at a place.
pub(super) fn words(side: &Side, place: usize, len: usize) -> usize {
    side.pieces[place..place + len]
        .iter()
        .filter(|p| p.is(FIRST) && !p.is(FUNCTION))
        .count()
}
