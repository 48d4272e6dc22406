//! Recognition: the phrases of a text, in whatever form they stand.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::context;
use super::words::{
    ACRONYM, BREAK, CAPITAL, FIRST, FUNCTION, LAST, Lexer, MODIFIER, Piece, UNKNOWN, is_joiner,
};
use crate::lang::{EN, Language, RU};

/// Recognises the phrases of one language: a trie over their stems.
#[derive(Debug)]
pub(crate) struct Finder {
    lexer: Lexer,
    /// Clones of the lexer, with the written forms that they have met: one for each text that is read
    /// at the same time.
    idle: Mutex<Vec<Lexer>>,
    /// By stem, the state behind it at a phrase's beginning.
    roots: Vec<u32>,
    edges: FxHashMap<(u32, u32), u32>,
    /// By state, the phrase that ends there.
    ends: Vec<u32>,
}

/// A phrase in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    /// Its number among those that the finder was made of.
    pub(crate) phrase: usize,
    /// The word among its words that the phrase does not have.
    pub(crate) gap: Option<Range<usize>>,
    /// It lies inside a longer one or name, or across one that stands.
    pub(crate) is_overlapped: bool,
    /// No word stands before it in its clause.
    pub(crate) is_opening: bool,
    /// What the form of its translation depends on.
    pub(crate) context: String,
}

const NOWHERE: u32 = u32::MAX;
/// Marks a phrase that ends here with its words in another order.
const TURNED: u32 = 1 << 31;
/// A phrase that crosses one that stands by more than a word is told, too, unless that one is more than so
/// many times as sure.
const RIVAL: u64 = 2;

impl Finder {
    /// `keys`: the phrases' stems, joined by blanks.
    pub(crate) fn new<'k>(language: Language, keys: impl Iterator<Item = &'k str>) -> Self {
        let mut finder = Finder {
            lexer: Lexer::new(language),
            idle: Mutex::default(),
            roots: Vec::new(),
            edges: FxHashMap::default(),
            ends: Vec::new(),
        };
        let mut phrases: Vec<Vec<u32>> = Vec::new();
        for (phrase, key) in keys.enumerate() {
            let lexer = &mut finder.lexer;
            let stems: Vec<u32> = key.split(' ').map(|stem| lexer.number(stem)).collect();
            finder.add(&stems, phrase as u32);
            phrases.push(stems);
        }
        // A phrase that is written in that order has its place already.
        if language.same_language(EN) {
            let of = finder.lexer.number("of");
            for (phrase, stems) in phrases.iter().enumerate() {
                if let Some(stems) = turned(stems, of) {
                    finder.add(&stems, phrase as u32 | TURNED);
                }
            }
        }
        finder.lexer.freeze();
        finder
    }

    pub(crate) fn language(&self) -> Language {
        self.lexer.language()
    }

    fn add(&mut self, stems: &[u32], phrase: u32) {
        let mut state = NOWHERE;
        for (at, &stem) in stems.iter().enumerate() {
            let next = self.ends.len() as u32;
            state = if at == 0 {
                if self.roots.len() <= stem as usize {
                    self.roots.resize(stem as usize + 1, NOWHERE);
                }
                let root = &mut self.roots[stem as usize];
                if *root == NOWHERE {
                    *root = next;
                }
                *root
            } else {
                *self.edges.entry((state, stem)).or_insert(next)
            };
            if state == next {
                self.ends.push(NOWHERE);
            }
        }
        // The first of equal phrases stands.
        if let Some(end) = self.ends.get_mut(state as usize)
            && *end == NOWHERE
        {
            *end = phrase;
        }
    }

    /// All phrases of the text, in order. Of two that cross, the one stands that has more words, each
    /// counted by how sure the phrase is, and first of all one without a gap. Those that lie wholly
    /// inside one that stands are told too, and those that share but a word with what they cross, or cross
    /// only what is not much surer; they say so. With a gap only those are told that stand.
    ///
    /// `is_form` tells whether a phrase may be written so: its stems may be those of other words.
    pub(crate) fn find(
        &self,
        text: &str,
        sureness: &dyn Fn(usize) -> f32,
        is_form: &dyn Fn(usize, &str) -> bool,
    ) -> Vec<Span> {
        let pieces = self.read(text);
        let mut all: Vec<Met> = Vec::new();
        let mut longest = 0;
        for at in 0..pieces.len() {
            self.matches_at(text, &pieces, at, |met| {
                if is_form(met.phrase, &met.form(text, &pieces)) {
                    longest = longest.max(met.places.len());
                    all.push(met);
                }
            });
        }
        // A form that no phrase begins or ends with: meets with the President.
        let is_sound =
            |range: &Range<usize>| pieces[range.start].begins() && pieces[range.end - 1].ends();
        let sure = |phrase: usize| ordered(sureness(phrase));
        let weight = |met: &Met| {
            let words = met.places.len() as u64;
            (
                is_sound(&met.places),
                met.gap.is_none(),
                sure(met.phrase) * words,
            )
        };
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_cached_key(|&i| (Reverse(weight(&all[i])), all[i].place()));
        // By piece, the phrases that stand and begin there.
        let mut standing: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
        let near = |standing: &[Vec<usize>], range: &Range<usize>| -> Vec<usize> {
            let starts = range.start.saturating_sub(longest)..range.end;
            standing[starts].iter().flatten().copied().collect()
        };
        for i in order {
            let Met { places, gap, .. } = &all[i];
            let is_in_the_way = |other: &Range<usize>| {
                cross(places, other) || gap.is_some() && covers(other, places)
            };
            if !near(&standing, places)
                .iter()
                .any(|&other| is_in_the_way(&all[other].places))
            {
                standing[places.start].push(i);
            }
        }
        let mut kept: Vec<(usize, bool)> = Vec::new();
        for (i, met) in all.iter().enumerate() {
            let range = &met.places;
            let near = near(&standing, range);
            if near.contains(&i) && met.gap.is_some() {
                kept.push((i, false));
            }
            if met.gap.is_some() {
                continue;
            }
            let is_nested = near
                .iter()
                .any(|&other| is_inside(range, &all[other].places));
            let mut crossed = near
                .iter()
                .filter(|&&other| cross(range, &all[other].places))
                .peekable();
            let is_told_beside = |other: &Met| {
                is_chain(range, &other.places) || sure(other.phrase) <= RIVAL * sure(met.phrase)
            };
            let is_doubt = crossed.peek().is_some()
                && is_sound(range)
                && crossed.all(|&other| is_told_beside(&all[other]));
            if is_nested || is_doubt || near.contains(&i) {
                let is_cut = is_cut_from_name(text, &pieces, range);
                kept.push((i, is_nested || is_doubt || is_cut));
            }
        }
        kept.sort_by_key(|&(i, _)| (all[i].places.start, Reverse(all[i].places.end)));
        kept.into_iter()
            .map(|(i, is_overlapped)| {
                let met = &all[i];
                let before = met.places.start.checked_sub(1).map(|at| pieces[at]);
                let before = before.filter(|piece| piece.stem != BREAK);
                let word = before.filter(|piece| piece.is(FUNCTION));
                let word = word.map_or("", |piece| &text[piece.range()]);
                let form = met.form(text, &pieces);
                Span {
                    range: bytes(&pieces, &met.places),
                    phrase: met.phrase,
                    gap: met.gap.as_ref().map(|gap| bytes(&pieces, gap)),
                    is_overlapped,
                    is_opening: before.is_none(),
                    context: context(self.lexer.language(), word, &form),
                }
            })
            .collect()
    }

    fn read(&self, text: &str) -> Vec<Piece> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let known = idle().pop();
        let mut lexer = known.unwrap_or_else(|| self.lexer.clone());
        let mut pieces = Vec::new();
        lexer.read(text, &mut pieces);
        idle().push(lexer);
        pieces
    }

    fn matches_at(&self, text: &str, pieces: &[Piece], at: usize, mut found: impl FnMut(Met)) {
        let piece = pieces[at];
        if piece.stem >= UNKNOWN || !piece.is(FIRST) {
            return;
        }
        let root = self.roots.get(piece.stem as usize);
        let mut state = root.copied().unwrap_or(NOWHERE);
        let mut end = at + 1;
        while state != NOWHERE {
            let phrase = self.ends[state as usize];
            let is_sound = || piece.begins() && pieces[end - 1].ends();
            let is_turned = phrase & TURNED != 0;
            if phrase != NOWHERE && pieces[end - 1].is(LAST) && (!is_turned || is_sound()) {
                found(Met {
                    places: at..end,
                    phrase: (phrase & !TURNED) as usize,
                    gap: None,
                });
            }
            if pieces[end].is(MODIFIER) {
                self.matches_behind_gap(text, pieces, at..end, state, &mut found);
            }
            state = self.next(state, &pieces[end]);
            end += 1;
        }
    }

    /// The phrases that begin with the pieces `head`, which lead to this state, and go on behind the
    /// word that follows.
    fn matches_behind_gap(
        &self,
        text: &str,
        pieces: &[Piece],
        head: Range<usize>,
        state: u32,
        found: &mut impl FnMut(Met),
    ) {
        let word = pieces[head.end..].iter().position(|piece| piece.is(LAST));
        let Some(gap) = word.map(|last| head.end..head.end + last + 1) else {
            return;
        };
        let (mut state, mut end) = (self.next(state, &pieces[gap.end]), gap.end + 1);
        while state != NOWHERE {
            let phrase = self.ends[state as usize];
            if phrase & TURNED == 0 && pieces[end - 1].is(LAST) {
                let met = Met {
                    places: head.start..end,
                    phrase: phrase as usize,
                    gap: Some(gap.clone()),
                };
                if self.allows(text, pieces, &met.places, &gap) {
                    found(met);
                }
            }
            state = self.next(state, &pieces[end]);
            end += 1;
        }
    }

    /// The state behind another piece.
    fn next(&self, state: u32, piece: &Piece) -> u32 {
        match piece.stem < UNKNOWN {
            true => self
                .edges
                .get(&(state, piece.stem))
                .copied()
                .unwrap_or(NOWHERE),
            false => NOWHERE,
        }
    }

    /// Whether a phrase may be torn apart by this word: it keeps so many words that it is known by
    /// them, and the word belongs to the next one, which it agrees with.
    fn allows(
        &self,
        text: &str,
        pieces: &[Piece],
        places: &Range<usize>,
        gap: &Range<usize>,
    ) -> bool {
        let words = pieces[places.clone()].iter().filter(|piece| piece.is(LAST));
        let next = &pieces[gap.end];
        let around = pieces[gap.start - 1].range().end..next.range().end;
        let between = text[around].chars();
        LEAST_WORDS_AROUND_GAP < words.count()
            && pieces[gap.start].is(FIRST)
            && !next.is(FUNCTION)
            && between
                .clone()
                .all(|c| c.is_alphanumeric() || c.is_whitespace() || is_joiner(c))
            && (!self.lexer.language().same_language(RU)
                || agrees(&text[pieces[gap.end - 1].range()], &text[next.range()]))
    }
}

/// A phrase with fewer words is not known by them any more if another stands among them.
const LEAST_WORDS_AROUND_GAP: usize = 3;

/// A phrase met among the pieces of a text, and the gap among them.
struct Met {
    places: Range<usize>,
    phrase: usize,
    gap: Option<Range<usize>>,
}

impl Met {
    /// What is written, without the gap.
    fn form<'t>(&self, text: &'t str, pieces: &[Piece]) -> Cow<'t, str> {
        let range = bytes(pieces, &self.places);
        match self.gap.as_ref().map(|gap| bytes(pieces, gap)) {
            None => Cow::Borrowed(&text[range]),
            Some(gap) => {
                let behind = text[gap.end..range.end].trim_start();
                Cow::Owned(text[range.start..gap.start].to_owned() + behind)
            }
        }
    }

    /// Tells any two apart, and of those that begin together the longest comes first.
    fn place(&self) -> (usize, Reverse<usize>, usize, Option<usize>) {
        let gap = self.gap.as_ref().map(|gap| gap.start);
        (
            self.places.start,
            Reverse(self.places.end),
            self.phrase,
            gap,
        )
    }
}

/// Whether a Russian adjective or possessive, by its ending, may belong to the word behind it.
fn agrees(adjective: &str, word: &str) -> bool {
    /// Endings of adjectives, and of the nouns that have them.
    const AGREEING: &[(&[&str], &[&str])] = &[
        (&["ого", "его"], &["а", "я"]),
        (&["ому", "ему"], &["у", "ю"]),
        (&["ых", "их"], &["ов", "ев", "ей", "ий", "ах", "ях"]),
        (&["ым", "им"], &["ом", "ем", "ам", "ям"]),
        (&["ыми", "ими"], &["ами", "ями", "ьми"]),
        (&["ую", "юю", "ою", "ашу"], &["у", "ю", "ь"]),
        (&["ая", "яя", "оя", "аша"], &["а", "я", "ь"]),
        (&["ое", "ее", "аше"], &["о", "е", "мя"]),
        (&["ые", "ие", "ои", "аши"], &["ы", "и", "а", "я"]),
        (&["ой", "ей"], &["ы", "и", "е", "ой", "ей", "ью"]),
        (&["ом", "ем"], &["е", "и", "у"]),
    ];
    let [adjective, word] = [adjective, word].map(str::to_lowercase);
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|end| word.ends_with(end));
    let mut rows = AGREEING.iter().filter(|(own, _)| ends(&adjective, own));
    matches!(&*adjective, "его" | "ее" | "её" | "их")
        || rows.any(|(own, nouns)| ends(&word, own) || ends(&word, nouns))
        // Национальный банк; in the plural, реформ.
        || ends(&adjective, &["ый", "ий", "ой", "аш", "ых", "их"])
            && !word.ends_with(|c| "аеиоуыэюя".contains(c))
}

/// An English phrase with what follows its one "of" before its head: Minister of Energy, Energy
/// Minister.
fn turned(stems: &[u32], of: u32) -> Option<Vec<u32>> {
    let mut parts = stems.split(|&stem| stem == of);
    let (head, owner) = (parts.next()?, parts.next()?);
    let is_turned = head.len() == 1 && !owner.is_empty() && parts.next().is_none();
    is_turned.then(|| [owner, head].concat())
}

fn bytes(pieces: &[Piece], places: &Range<usize>) -> Range<usize> {
    pieces[places.start].range().start..pieces[places.end - 1].range().end
}

/// Whether a phrase with an article that it does not need goes on as another name: Head of the State
/// Agency is no Head of State.
fn is_cut_from_name(text: &str, pieces: &[Piece], places: &Range<usize>) -> bool {
    let is_name = |piece: &Piece| piece.is(CAPITAL) && !piece.is(ACRONYM);
    let (last, next) = (&pieces[places.end - 1], &pieces[places.end]);
    let between = |a: &Piece, b: &Piece| &text[a.range().end..b.range().start];
    let mut pairs = pieces[places.clone()].windows(2);
    next.stem != BREAK
        && next.is(FIRST)
        && is_name(last)
        && is_name(next)
        && between(last, next).chars().all(char::is_whitespace)
        && pairs.any(|pair| between(&pair[0], &pair[1]).contains(char::is_alphabetic))
}

/// Whether two ranges share a part of each, but not the whole of either.
fn cross(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.start && b.start < a.end && a.end < b.end
        || b.start < a.start && a.start < b.end && b.end < a.end
}

/// Whether the last piece of one is the first of the other: of Павлодар қаласы әкімдігі, both the first two
/// words are a phrase and the last two.
fn is_chain(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start + 1 == b.end || b.start + 1 == a.end
}

fn covers(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start <= b.start && b.end <= a.end
}

fn is_inside(a: &Range<usize>, b: &Range<usize>) -> bool {
    a != b && covers(b, a)
}

/// A sureness as a number that orders.
fn ordered(sureness: f32) -> u64 {
    (sureness.clamp(0.0, 1.0) * 1e6) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::key;
    use super::*;
    use crate::lang::KK;

    const WORDS: &[&str] = &[
        "head",
        "heads",
        "state",
        "of",
        "well",
        "known",
        "well-known",
        "UN",
    ];

    fn words(most: usize) -> impl Strategy<Value = String> {
        let word = prop::sample::select(WORDS);
        let between = prop::sample::select(&[" ", " ", " ", " the ", "-", ", ", ". ", " «"][..]);
        prop::collection::vec((word, between), 1..most)
            .prop_map(|words| words.into_iter().flat_map(|(w, b)| [w, b]).collect())
    }

    /// The key of some pieces, if no phrase must end among them.
    fn joined<'p>(lexer: &Lexer, pieces: impl IntoIterator<Item = &'p Piece>) -> Option<String> {
        let stems = pieces.into_iter().map(|piece| match piece.stem {
            BREAK => None,
            stem => Some(lexer.name(stem)),
        });
        stems
            .collect::<Option<Vec<&str>>>()
            .map(|stems| stems.join(" "))
    }

    /// Every place is compared with every phrase, with each of its words left out in turn, and every
    /// candidate with all that were kept.
    fn obvious(keys: &[String], text: &str, sure: &dyn Fn(usize) -> f32) -> Vec<Span> {
        let mut lexer = Lexer::new(EN);
        let mut pieces = Vec::new();
        lexer.read(text, &mut pieces);
        let mut all: Vec<Met> = Vec::new();
        for start in 0..pieces.len() {
            for end in start + 1..=pieces.len() {
                let part = &pieces[start..end];
                if !part[0].is(FIRST) || !part[part.len() - 1].is(LAST) {
                    continue;
                }
                let is_sound = part[0].begins() && part[part.len() - 1].ends();
                let mut meet = |key: Option<String>, gap: Option<Range<usize>>| {
                    let is_key = |known: &String| Some(known) == key.as_ref();
                    let is_turned = |known: &String| {
                        let parts = known.split_once(" of ");
                        let turned = parts.map(|(head, owner)| (format!("{owner} {head}"), head));
                        turned.is_some_and(|(turned, head)| {
                            Some(&turned) == key.as_ref()
                                && !head.contains(' ')
                                && !known.replacen(" of ", " ", 1).split(' ').any(|w| w == "of")
                        })
                    };
                    let mut phrase = keys.iter().position(is_key);
                    if phrase.is_none() && gap.is_none() && is_sound {
                        phrase = keys.iter().position(is_turned);
                    }
                    all.extend(phrase.map(|phrase| Met {
                        places: start..end,
                        phrase,
                        gap,
                    }));
                };
                meet(joined(&lexer, part), None);
                for from in start + 1..end {
                    for to in from + 1..end {
                        let word = &pieces[from..to];
                        let is_word = word[0].is(FIRST)
                            && word.iter().position(|p| p.is(LAST)) == Some(word.len() - 1);
                        let rest = || pieces[start..from].iter().chain(&pieces[to..end]);
                        let around = pieces[from - 1].range().end..pieces[to].range().start;
                        if is_word
                            && word[0].is(MODIFIER)
                            && 3 <= rest().filter(|piece| piece.is(LAST)).count()
                            && !pieces[to].is(FUNCTION)
                            && !text[around].contains(['«', ',', '.'])
                        {
                            meet(joined(&lexer, rest()), Some(from..to));
                        }
                    }
                }
            }
        }
        let weight = |met: &Met| {
            let [first, last] = [met.places.start, met.places.end - 1].map(|at| pieces[at]);
            let sureness = ordered(sure(met.phrase)) * met.places.len() as u64;
            (first.begins() && last.ends(), met.gap.is_none(), sureness)
        };
        all.sort_by_key(|met| (Reverse(weight(met)), met.place()));
        let inside =
            |a: &Met, b: &Met| b.places.start <= a.places.start && a.places.end <= b.places.end;
        let apart =
            |a: &Met, b: &Met| a.places.end <= b.places.start || b.places.end <= a.places.start;
        let is_clear = |a: &Met, b: &Met| inside(a, b) || inside(b, a) || apart(a, b);
        let mut stay: Vec<&Met> = Vec::new();
        for met in &all {
            let suits =
                |other: &&Met| is_clear(met, other) && !(met.gap.is_some() && inside(met, other));
            if stay.iter().all(suits) {
                stay.push(met);
            }
        }
        let mut kept: Vec<(&Met, bool)> = Vec::new();
        for met in &all {
            let is_standing = stay.iter().any(|other| other.place() == met.place());
            let is_nested = stay
                .iter()
                .any(|other| inside(met, other) && other.places != met.places);
            let crossed: Vec<_> = stay.iter().filter(|other| !is_clear(met, other)).collect();
            let is_doubt = !crossed.is_empty()
                && weight(met).0
                && crossed.iter().all(|other| {
                    let first = met.places.start.max(other.places.start);
                    let last = met.places.end.min(other.places.end) - 1;
                    first == last || ordered(sure(other.phrase)) <= 2 * ordered(sure(met.phrase))
                });
            let is_overlapped = met.gap.is_none() && (is_nested || is_doubt);
            if is_standing || is_overlapped {
                kept.push((met, is_overlapped));
            }
        }
        kept.sort_by_key(|(met, _)| met.place());
        let spans = kept.into_iter().map(|(met, is_overlapped)| Span {
            range: bytes(&pieces, &met.places),
            phrase: met.phrase,
            gap: met.gap.as_ref().map(|gap| bytes(&pieces, gap)),
            is_overlapped,
            is_opening: false,
            context: String::new(),
        });
        spans.collect()
    }

    /// The text, with the gap in brackets, of each phrase that is found with a gap.
    fn torn(language: Language, phrases: &[&str], text: &str) -> Vec<String> {
        let keys: Vec<String> = phrases.iter().filter_map(|p| key(p, language)).collect();
        let finder = Finder::new(language, keys.iter().map(String::as_str));
        let found = finder.find(text, &|_| 1.0, &|_, _| true).into_iter();
        let shown = found.filter_map(|Span { range, gap, .. }| {
            let Range { start, end } = gap?;
            let [before, gap, after] =
                [range.start..start, start..end, end..range.end].map(|part| &text[part]);
            Some(format!("{before}[{gap}]{after}"))
        });
        shown.collect()
    }

    #[test]
    fn a_word_that_says_whose_or_of_what_kind_is_passed_over() {
        for (language, phrase, text, found) in [
            (
                EN,
                "Head of State",
                "to the Heads of our States",
                "Heads of [our] States",
            ),
            (
                EN,
                "Head of State",
                "Heads of oil-producing States",
                "Heads of [oil-producing] States",
            ),
            (
                EN,
                "Head of State",
                "the Heads of the neighbouring states",
                "Heads of the [neighbouring] states",
            ),
            (
                EN,
                "Collective Security Council",
                "the collective regional security council",
                "collective [regional] security council",
            ),
            (
                RU,
                "Совет коллективной безопасности",
                "Советом нашей коллективной безопасности",
                "Советом [нашей] коллективной безопасности",
            ),
            (
                RU,
                "Совет коллективной безопасности",
                "Советом коллективной региональной безопасности",
                "Советом коллективной [региональной] безопасности",
            ),
            (
                KK,
                "Ұжымдық қауіпсіздік кеңесі",
                "Ұжымдық өңірлік қауіпсіздік кеңесінде",
                "Ұжымдық [өңірлік] қауіпсіздік кеңесінде",
            ),
            (
                KK,
                "Ұжымдық қауіпсіздік кеңесі",
                "Ұжымдық қауіпсіздіктің кеңейтілген кеңесі",
                "Ұжымдық қауіпсіздіктің [кеңейтілген] кеңесі",
            ),
        ] {
            assert_eq!(torn(language, &[phrase], text).concat(), found, "{text}");
        }
    }

    #[test]
    fn an_english_phrase_with_of_is_found_without_it() {
        for (phrase, text, found) in [
            (
                "Minister of Defense",
                "the Defense Ministers met",
                &["Defense Ministers"][..],
            ),
            (
                "President of Kazakhstan",
                "Kazakhstan’s President said",
                &["Kazakhstan’s President"],
            ),
            (
                "Minister of Foreign Affairs",
                "a Foreign Affairs Minister",
                &["Foreign Affairs Minister"],
            ),
            ("Head of the Staff of State", "State Head of Staff", &[]),
            ("Minister of Defense", "Defense. Minister", &[]),
            ("implementation of projects", "projects implemented", &[]),
        ] {
            let keys: Vec<String> = key(phrase, EN).into_iter().collect();
            let finder = Finder::new(EN, keys.iter().map(String::as_str));
            let spans = finder.find(text, &|_| 1.0, &|_, _| true).into_iter();
            let told: Vec<&str> = spans.map(|span| &text[span.range]).collect();
            assert_eq!(told, found, "{text}");
        }
    }

    #[test]
    fn what_goes_on_as_another_name_is_overlapped() {
        let keys: Vec<String> = key("Head of State", EN).into_iter().collect();
        let finder = Finder::new(EN, keys.iter().map(String::as_str));
        for (text, is_overlapped) in [
            ("the Head of the State Agency said", true),
            ("the Head of the State said", false),
            ("the Head of the State. Agency", false),
            ("the Head of State Nursultan", false),
        ] {
            let spans = finder.find(text, &|_| 1.0, &|_, _| true);
            assert_eq!(spans[0].is_overlapped, is_overlapped, "{text}");
        }
    }

    #[test]
    fn of_two_that_share_a_word_both_are_told() {
        let phrases = ["Павлодар қаласы", "қала әкімдігі"];
        let keys: Vec<String> = phrases.iter().filter_map(|p| key(p, KK)).collect();
        let finder = Finder::new(KK, keys.iter().map(String::as_str));
        let text = "Павлодар қаласы әкімдігінің";
        let sure = |phrase: usize| [1.0, 0.1][phrase];
        let spans = finder.find(text, &sure, &|_, _| true).into_iter();
        let told: Vec<_> = spans.map(|s| (&text[s.range], s.is_overlapped)).collect();
        assert_eq!(
            told,
            [("Павлодар қаласы", false), ("қаласы әкімдігінің", true)]
        );
    }

    #[test]
    fn what_is_no_such_word_tears_a_phrase_apart() {
        for (language, phrase, texts) in [
            (
                EN,
                "Head of State",
                &[
                    "Head of and State",
                    "Head of, say, our State",
                    "Head of “our” State",
                    "Head our of State",
                    "Head of South State",
                    "Head of our good State",
                ][..],
            ),
            (EN, "economic growth", &["economic sustainable growth"][..]),
            (
                RU,
                "Министерство экономики Республики",
                &[
                    "Министерство по экономике Республики",
                    "Министерство экономики и Республики",
                    "Министерство новую экономики Республики",
                    "Министерство экономики Чеченской Республики",
                ][..],
            ),
            (
                KK,
                "Ұжымдық қауіпсіздік кеңесі",
                &[
                    "Ұжымдық және қауіпсіздік кеңесі",
                    "Ұжымдық төрағалығы қауіпсіздік кеңесі",
                    "Ұжымдық, өңірлік қауіпсіздік кеңесі",
                ][..],
            ),
        ] {
            for text in texts {
                assert_eq!(torn(language, &[phrase], text), [""; 0], "{text}");
            }
        }
    }

    #[test]
    fn a_phrase_with_a_gap_gives_way_to_one_without() {
        let phrases = [
            "Ministry of Affairs",
            "Ministry of foreign affairs",
            "foreign affairs office",
        ];
        assert_eq!(torn(EN, &phrases, "Ministry of foreign affairs"), [""; 0]);
        assert_eq!(
            torn(EN, &phrases[..1], "Ministry of foreign affairs").len(),
            1
        );
        let crossing = [phrases[0], phrases[2]];
        assert_eq!(
            torn(EN, &crossing, "Ministry of foreign affairs office"),
            [""; 0]
        );
    }

    proptest! {
        #[test]
        fn the_automaton_finds_what_comparing_everything_finds(
            phrases in prop::collection::vec(words(4), 0..12),
            texts in prop::collection::vec(words(25), 1..4),
        ) {
            let keys: Vec<String> = phrases.iter().filter_map(|text| key(text, EN)).collect();
            let finder = Finder::new(EN, keys.iter().map(String::as_str));
            let sure = |phrase: usize| (phrase * 5 % 7) as f32 / 7.0;
            for text in &texts {
                let found = finder.find(text, &sure, &|_, _| true).into_iter().map(|span| Span {
                    is_opening: false,
                    context: String::new(),
                    ..span
                });
                let found: Vec<Span> = found.collect();
                prop_assert_eq!(found, obvious(&keys, text, &sure), "{:?} in {}", keys, text);
            }
        }
    }
}
