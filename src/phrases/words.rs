//! A text as numbered stems: what mining counts and what recognition runs over.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use rustc_hash::{FxHashMap, FxHashSet};

use super::abbreviations::in_full;
use super::declension;
use crate::lang::{EN, KK, Language, RU};
use crate::text::{fold, is_acronym, is_hyphen, is_inside_word, stem};

/// Stands where no phrase may go on: punctuation, a figure, the end of a text.
pub(super) const BREAK: u32 = u32::MAX;
/// A stem that the vocabulary does not have.
pub(super) const UNKNOWN: u32 = u32::MAX - 1;

/// A word, or a part of one between hyphens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) stem: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) flags: u16,
}

/// The piece begins a written word.
pub(super) const FIRST: u16 = 1;
/// The piece ends a written word.
pub(super) const LAST: u16 = 2;
/// No phrase begins or ends with this word.
pub(super) const EDGELESS: u16 = 4;
/// Written with a capital letter.
pub(super) const CAPITAL: u16 = 8;
/// Written in capitals alone.
pub(super) const ACRONYM: u16 = 16;
/// Nothing but marks stands before it in its sentence.
pub(super) const OPENING: u16 = 32;
/// Left out of phrases' counts: it is an article, and stands for nothing.
const ARTICLE: u16 = 64;
/// A word of grammar, or a finite verb.
pub(super) const FUNCTION: u16 = 128;
/// Though no phrase ends with this word, one may begin with it: a Kazakh participle, which stands
/// before its noun (кеңейтілген отырыс).
pub(super) const ATTRIBUTIVE: u16 = 256;
/// The word may stand among the words of a phrase that does not have it: it says whose or of what
/// kind the thing is (Head of our State).
pub(super) const MODIFIER: u16 = 512;
/// A phrase begins or ends with this word only where it belongs there beyond doubt: same period last
/// year.
pub(super) const SELDOM: u16 = 1024;

impl Piece {
    pub(super) fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// Whether a phrase may begin with it.
    pub(super) fn begins(&self) -> bool {
        !self.is(EDGELESS) || self.is(ATTRIBUTIVE) || self.is(SELDOM)
    }

    /// Whether a phrase may end with it.
    pub(super) fn ends(&self) -> bool {
        !self.is(EDGELESS) || self.is(SELDOM)
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The stems of one language, numbered as they are met; each written form is stemmed once.
#[derive(Clone, Debug)]
pub(super) struct Lexer {
    language: Language,
    /// The place of each written form among the forms.
    places: FxHashMap<Box<str>, usize>,
    forms: Vec<Form>,
    /// Shared by clones.
    stems: Arc<FxHashMap<Box<str>, u32>>,
    names: Arc<Vec<Box<str>>>,
    grows: bool,
}

#[derive(Clone, Debug)]
struct Form {
    /// Stem and range inside the form.
    pieces: Box<[(u32, Range<u32>)]>,
    flags: u16,
}

/// Forms remembered at most; a text of endless new words must not fill the memory.
const FORMS_MOST: usize = 2_000_000;
/// Longer words are names of nothing.
const LONGEST_WORD: usize = 200;

impl Lexer {
    pub(super) fn new(language: Language) -> Self {
        Lexer {
            language,
            places: FxHashMap::default(),
            forms: Vec::new(),
            stems: Arc::default(),
            names: Arc::default(),
            grows: true,
        }
    }

    /// From now on, new stems are [`UNKNOWN`].
    pub(super) fn freeze(&mut self) {
        self.grows = false;
        self.forget_forms();
    }

    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// How many written forms it remembers.
    pub(super) fn forms(&self) -> usize {
        self.forms.len()
    }

    pub(super) fn name(&self, stem: u32) -> &str {
        &self.names[stem as usize]
    }

    /// All stems by number.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    /// The number of a stem, given as such.
    pub(super) fn number(&mut self, stem: &str) -> u32 {
        if let Some(&number) = self.stems.get(stem) {
            return number;
        }
        if !self.grows {
            return UNKNOWN;
        }
        let number = self.names.len() as u32;
        Arc::make_mut(&mut self.stems).insert(stem.into(), number);
        Arc::make_mut(&mut self.names).push(stem.into());
        number
    }

    /// Appends the pieces of `text`, with a [`BREAK`] wherever a phrase must end, and at the end.
    pub(super) fn read(&mut self, text: &str, found: &mut Vec<Piece>) {
        let break_at = |at: usize| Piece {
            stem: BREAK,
            start: at as u32,
            end: at as u32,
            flags: 0,
        };
        let mut opening = true;
        each_word(text, |range, barrier, ends_sentence| {
            let word = &text[range.clone()];
            opening |= ends_sentence;
            let is_figure = word.as_bytes()[0].is_ascii_digit() || word.len() > LONGEST_WORD;
            if (barrier || is_figure) && found.last().is_some_and(|p| p.stem != BREAK) {
                found.push(break_at(range.start));
            }
            if is_figure {
                opening = false;
                return;
            }
            let form = self.form(word);
            if form.flags & ARTICLE != 0 {
                return;
            }
            let last = form.pieces.len() - 1;
            for (i, (stem, place)) in form.pieces.iter().enumerate() {
                let mut flags = form.flags;
                flags |= if i == 0 { FIRST } else { 0 };
                flags |= if i == last { LAST } else { 0 };
                flags |= if opening && i == 0 { OPENING } else { 0 };
                found.push(Piece {
                    stem: *stem,
                    start: range.start as u32 + place.start,
                    end: range.start as u32 + place.end,
                    flags,
                });
            }
            opening = false;
        });
        found.push(break_at(text.len()));
    }

    fn form(&mut self, word: &str) -> &Form {
        let place = match self.places.get(word) {
            Some(&place) => place,
            None => {
                if FORMS_MOST <= self.forms.len() {
                    self.forget_forms();
                }
                let form = self.analyse(word);
                self.places.insert(word.into(), self.forms.len());
                self.forms.push(form);
                self.forms.len() - 1
            }
        };
        &self.forms[place]
    }

    fn forget_forms(&mut self) {
        self.places.clear();
        self.forms.clear();
    }

    fn analyse(&mut self, word: &str) -> Form {
        let folded = fold(word, self.language);
        let mut flags = 0;
        let mut letters = word.chars();
        if letters.next().is_some_and(char::is_uppercase) {
            flags |= CAPITAL;
            if word.split(is_hyphen).next().is_some_and(is_acronym) {
                flags |= ACRONYM;
            }
        }
        if self.language.same_language(EN) && matches!(folded.as_str(), "the" | "a" | "an") {
            flags |= ARTICLE;
        }
        let is_short = folded.chars().count() < 2;
        let full = in_full(&folded, self.language);
        let whole = stem(full.unwrap_or(word), self.language);
        let edges = edges(self.language);
        if is_short || (flags & ACRONYM == 0 && edges.never.contains(folded.as_str())) {
            flags |= EDGELESS | FUNCTION;
        } else if edges.seldom.contains(folded.as_str()) {
            flags |= EDGELESS | SELDOM;
        } else if flags & ACRONYM == 0 && looks_finite(self.language, &folded, &whole) {
            flags |= EDGELESS;
        } else if flags & CAPITAL == 0 && looks_attributive(self.language, &folded, &whole) {
            flags |= EDGELESS | ATTRIBUTIVE;
        }
        if is_modifier(self.language, word, &folded, flags) {
            flags |= MODIFIER;
        }
        let parts: Vec<Range<usize>> = hyphen_parts(word);
        // АҚШ-тың: what followed the hyphen was an ending.
        let pieces = if parts.len() == 1 || !whole.contains('-') {
            let number = self.number(&whole);
            vec![(number, 0..word.len() as u32)]
        } else {
            parts
                .into_iter()
                .map(|part| {
                    let stem = stem(&word[part.clone()], self.language);
                    (self.number(&stem), part.start as u32..part.end as u32)
                })
                .collect()
        };
        Form {
            pieces: pieces.into(),
            flags,
        }
    }
}

/// The words and figures of a text, in bytes, those with hyphens and apostrophes inside as one.
pub(crate) fn words_of(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    each_word(text, |range, _, _| words.push(range));
    words
}

/// Calls `found` with every word or figure: its range, whether something other than blanks and
/// quotation marks stands before it, a next cell of a table included, and whether that ends a sentence.
fn each_word(text: &str, mut found: impl FnMut(Range<usize>, bool, bool)) {
    let (mut barrier, mut ends) = (false, false);
    // Blanks since the last word or mark on this line.
    let mut blanks: i32 = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            let is_clear = c.is_whitespace() || is_quote(c) || is_inside_word(c);
            blanks = match c {
                '\t' => blanks.saturating_add(CELLS_APART),
                // What follows indents the next line.
                '\n' | '\r' => i32::MIN,
                c if c.is_whitespace() => blanks.saturating_add(1),
                _ => 0,
            };
            let is_next_cell = CELLS_APART <= blanks;
            barrier |= !is_clear || is_next_cell;
            ends |= is_next_cell;
            ends |= matches!(c, '.' | '!' | '?' | ':' | ';' | '…' | '\n');
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            if c.is_alphanumeric() || is_inside_word(c) {
                chars.next();
            } else if is_joiner(c) {
                let after = text[at + c.len_utf8()..].chars().next();
                if !after.is_some_and(char::is_alphanumeric) {
                    break;
                }
                chars.next();
            } else {
                break;
            }
            end = at + c.len_utf8();
        }
        found(start..end, barrier, ends);
        (barrier, ends, blanks) = (false, false, 0);
    }
}

/// So many blanks stand between the cells of a table that is set as text.
const CELLS_APART: i32 = 3;

pub(super) fn is_joiner(c: char) -> bool {
    is_hyphen(c) || matches!(c, '\'' | '’' | 'ʼ')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '‟' | '‹' | '›')
}

fn hyphen_parts(word: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in word.char_indices().filter(|&(_, c)| is_hyphen(c)) {
        parts.push(start..at);
        start = at + c.len_utf8();
    }
    parts.push(start..word.len());
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether the word, which is no name (Талдықорған), is by its ending a Kazakh participle: болатын,
/// but not қызметін.
fn looks_attributive(language: Language, word: &str, stem: &str) -> bool {
    const ENDINGS: &[&str] = &["ған", "ген", "қан", "кен", "атын", "етін", "йтын", "йтін"];
    language.same_language(KK) && 4 < word.chars().count() && is_behind(stem, word, ENDINGS)
}

/// Whether the word is, by its ending, a verb's finite form or converb, which a phrase neither
/// begins nor ends with.
pub(super) fn looks_finite(language: Language, word: &str, stem: &str) -> bool {
    const RUSSIAN: &[&str] = &[
        "лся", "лась", "лось", "лись", "тся", "ться", "ить", "ать", "ять", "ило", "или", "ает",
        "яет", "ует", "ают", "яют", "уют",
    ];
    const KAZAKH: &[&str] = &[
        "йды",
        "йді",
        "ады",
        "еді",
        "лды",
        "лді",
        "рды",
        "рді",
        "ып",
        "іп",
        "мақ",
        "мек",
        "ғанда",
        "генде",
        "қанда",
        "кенде",
    ];
    // Көтерді, but not қызметтерді.
    const PLURALS: &[&str] = &["ларды", "лерді", "дарды", "дерді", "тарды", "терді"];
    let ends = |endings: &[&str]| endings.iter().any(|e| word.ends_with(e));
    let is_long = 4 < word.chars().count();
    if language.same_language(RU) {
        is_long && ends(RUSSIAN)
    } else if language.same_language(KK) {
        is_long && ends(KAZAKH) && !is_behind(stem, word, PLURALS)
    } else {
        false
    }
}

/// Whether a word only says whose or of what kind the thing is that the next word names. A word with a
/// capital letter makes another name of it: Republic of South Korea.
fn is_modifier(language: Language, word: &str, folded: &str, flags: u16) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| folded.ends_with(ending));
    if flags & CAPITAL != 0 {
        return false;
    }
    if possessives(language).contains(folded) {
        return true;
    }
    if flags & FUNCTION != 0 {
        return false;
    }
    if language.same_language(EN) {
        !ends(&["s", "ly", "ed"]) || word.ends_with("'s") || word.ends_with("’s")
    } else if language.same_language(RU) {
        declension::is_adjective(folded)
    } else if language.same_language(KK) {
        // Төрағалығы is a possessive of төрағалық.
        let is_possessive = ends(&["лығы", "лігі", "дығы", "дігі", "тығы", "тігі"]);
        flags & ATTRIBUTIVE != 0
            || 4 < folded.chars().count()
                && !is_possessive
                && ends(&[
                    "лық", "лік", "дық", "дік", "тық", "тік", "лы", "лі", "сыз", "сіз", "ғы", "гі",
                    "қы", "кі", "и",
                ])
    } else {
        false
    }
}

/// Whether one of the endings stands behind the stem of a word.
fn is_behind(stem: &str, word: &str, endings: &[&str]) -> bool {
    let is_behind =
        |ending: &&str| word.ends_with(*ending) && stem.len() + ending.len() <= word.len();
    endings.iter().any(is_behind)
}

/// Whether the word, in lower case, may be passed over in the full name of an acronym.
pub(super) fn is_function_word(word: &str, language: Language) -> bool {
    let is_article = language.same_language(EN) && matches!(word, "the" | "a" | "an");
    is_article || edges(language).never.contains(word)
}

fn possessives(language: Language) -> &'static FxHashSet<&'static str> {
    static TABLES: LazyLock<FxHashMap<&str, FxHashSet<&str>>> = LazyLock::new(|| {
        let mut tables: FxHashMap<&str, FxHashSet<&str>> = FxHashMap::default();
        let lines = include_str!("possessives.txt").lines();
        for (language, words) in lines.filter_map(|line| line.split_once(": ")) {
            let table = tables.entry(language).or_default();
            table.extend(words.split_whitespace());
        }
        tables
    });
    static NONE: LazyLock<FxHashSet<&str>> = LazyLock::new(FxHashSet::default);
    TABLES.get(language.primary()).unwrap_or(&NONE)
}

/// Words that do not stand at the edges of phrases.
#[derive(Default)]
struct Edges {
    never: FxHashSet<&'static str>,
    seldom: FxHashSet<&'static str>,
}

impl Edges {
    /// The words of two lists, in which lines that begin with # are comments.
    fn read([never, seldom]: [&'static str; 2]) -> Self {
        let words = |list: &'static str| {
            let lines = list.lines().filter(|line| !line.starts_with('#'));
            lines.flat_map(str::split_whitespace).collect()
        };
        Edges {
            never: words(never),
            seldom: words(seldom),
        }
    }
}

fn edges(language: Language) -> &'static Edges {
    static LISTS: LazyLock<[Edges; 4]> = LazyLock::new(|| {
        [
            Edges::read([
                include_str!("edges/en.txt"),
                include_str!("edges/en.seldom.txt"),
            ]),
            Edges::read([
                include_str!("edges/ru.txt"),
                include_str!("edges/ru.seldom.txt"),
            ]),
            Edges::read([
                include_str!("edges/kk.txt"),
                include_str!("edges/kk.seldom.txt"),
            ]),
            Edges::default(),
        ]
    });
    let known = [EN, RU, KK];
    let at = known.iter().position(|l| l.same_language(language));
    &LISTS[at.unwrap_or(3)]
}
