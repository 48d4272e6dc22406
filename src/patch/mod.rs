//! Patched matches: figures and names that differ between a query and the source of a match are
//! carried into the match's target, in the target's own format and with the endings that they ask for.
//!
//! A patch is made only where each changed figure or name has exactly one counterpart, where the target's
//! words around it stay right, and where the result, read again, says what it should. Everything
//! else is refused with its reason: a wrong figure that looks right is worse than a fuzzy match.
//!
//! ```
//! use tolmach::patch::patch;
//! use tolmach::{EN, KK, RU};
//! let (query, source) = ("Held on 6 June 2025.", "Held on 5 May 2024.");
//! let russian = patch(query, source, EN, "Проведено 5 мая 2024 года.", RU)?;
//! assert_eq!(russian.text, "Проведено 6 июня 2025 года.");
//! let kazakh = patch(query, source, EN, "2024 жылғы 5 мамырда өтті.", KK)?;
//! assert_eq!(kazakh.text, "2025 жылғы 6 маусымда өтті.");
//! assert!(kazakh.complete);
//! # Ok::<(), tolmach::patch::Refusal>(())
//! ```

mod agree;
mod counted;
mod kazakh;
mod label;
mod letters;
mod names;
mod render;
mod russian;
mod scale;
mod slot;

use std::fmt;
use std::ops::Range;

use serde::Serialize;

use crate::lang::Language;
use crate::text::{Token, TokenKind, fold, stem, tokens};
use agree::{Fit, Neighbours, class, fit, word_form};
use label::{Label, label};
use letters::is_number;
use names::{differing, is_listed_form, renamed, spliced};
use render::{in_case_of, render};
use scale::shifted;
use slot::{Grain, Slot, Value, names_its_month, slots, words};

pub use names::{Name, NameKind, Names};

pub(crate) use names::name_forms;

/// A target with the query's figures and names in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Patch {
    /// The target, changed.
    pub text: String,
    /// What was changed, in the order of the query.
    pub changes: Vec<Change>,
    /// Whether query and source differ in nothing but figures and names, and words that agree with
    /// figures:
    /// then the patched target is a translation of the whole query.
    pub complete: bool,
    /// Why something else that differs was left as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<Refusal>,
}

/// A figure or name that was carried over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// What the figure is in the target; a name is words.
    pub kind: TokenKind,
    /// The target's words before.
    pub old: String,
    /// The target's words now.
    pub new: String,
    /// The figure's bytes in the query.
    pub query: Range<usize>,
    /// The bytes of what it differs from in the source.
    pub source: Range<usize>,
    /// The bytes of the old figure in the stored target.
    pub target: Range<usize>,
    /// The bytes of the new figure in the patched text.
    pub patched: Range<usize>,
}

/// Why a target was left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase", tag = "reason", content = "figure")]
#[non_exhaustive]
pub enum Refusal {
    /// No figure differs, and no name that is known.
    Unchanged,
    /// The figures of query and source do not answer to each other one to one.
    Unpaired,
    /// The figure or name stands twice, in the source or in the target, or the name has two
    /// translations.
    Ambiguous(String),
    /// The target has no such figure or name: the figure may be written in words.
    Absent(String),
    /// A word of the target, or the preposition before the name, would have to change with it.
    Agreement(String),
    /// The figure or name cannot be written in the target's form.
    Form(String),
    /// Of the two names that differ, this one is not known in both languages.
    Unknown(String),
    /// A text runs from right to left, or has other digits than 0 to 9.
    Script,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unchanged => f.write_str("no figure and no known name differs"),
            Refusal::Unpaired => {
                f.write_str("the figures of query and source do not answer to each other")
            }
            Refusal::Ambiguous(figure) => {
                write!(f, "“{figure}” stands there twice, or may mean two things")
            }
            Refusal::Absent(figure) => write!(f, "the target has nothing that says “{figure}”"),
            Refusal::Agreement(figure) => {
                write!(f, "words beside “{figure}” would have to change with it")
            }
            Refusal::Form(figure) => {
                write!(f, "nothing new can be written as “{figure}” is")
            }
            Refusal::Unknown(name) => write!(f, "nothing tells what “{name}” is called there"),
            Refusal::Script => f.write_str("right-to-left text or digits other than 0 to 9"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Carries the figures in which `query` differs from `source` into `target`, the translation of
/// `source`.
///
/// Figures are numbers, percentages, amounts with their scale words, ordinals, Roman numerals,
/// dates, months and times. Grouping and decimal marks, the order of a date, the clock, the
/// months' names and their endings, Kazakh endings behind numbers (5-ке, 6-ға) are the target's.
/// Dates are taken whole first; where that finds no counterpart, by day, month and year. The number
/// of a list item in front of the text is carried by itself, and put or taken away where the query
/// has one and the source none, or the other way round.
///
/// # Errors
/// A [`Refusal`], where the target cannot be changed without doubt.
///
/// # Example
/// ```
/// use tolmach::patch::{Refusal, patch};
/// use tolmach::{EN, KK, RU};
/// let done = patch("$2.5 million", "$1.2 million", EN, "1,2 млн долларов", RU)?;
/// assert_eq!(done.text, "2,5 млн долларов");
/// let done = patch("by June 2025", "by May 2024", EN, "2024 жылғы мамырға дейін", KK)?;
/// assert_eq!(done.text, "2025 жылғы маусымға дейін");
/// let done = patch("6-ға жуық", "5-ке жуық", KK, "около 5", RU)?;
/// assert_eq!(done.text, "около 6");
/// let done = patch("21 documents", "5 documents", EN, "5 документов", RU)?;
/// assert_eq!(done.text, "21 документ");
/// // 5 новых документов, but 21 новый документ.
/// let refused = patch("21 new documents", "5 new documents", EN, "5 новых документов", RU);
/// assert_eq!(refused, Err(Refusal::Agreement("5".to_owned())));
/// # Ok::<(), Refusal>(())
/// ```
pub fn patch(
    query: &str,
    source: &str,
    source_language: Language,
    target: &str,
    target_language: Language,
) -> Result<Patch, Refusal> {
    patch_with_names(&(), query, source, source_language, target, target_language)
}

/// The same, and names: where query and source differ in a name of which `names` knows both, the
/// target gets the other one in the case in which the first stands there.
///
/// The new form is made by rule where its letters leave no doubt, English with its article, Kazakh by
/// vowel harmony, Russian where the case is told or has the same form as the others that it may be.
/// Words that would have to agree with another gender or number, a second place that speaks of the
/// name, a name with two translations: all that is refused.
///
/// # Errors
/// A [`Refusal`], where the target cannot be changed without doubt.
pub fn patch_with_names(
    names: &dyn Names,
    query: &str,
    source: &str,
    source_language: Language,
    target: &str,
    target_language: Language,
) -> Result<Patch, Refusal> {
    let languages = [source_language, source_language, target_language];
    let texts = [query, source, target];
    let labels = texts.map(label);
    let [of_query, of_source, of_target] = labels.map(|label| label.map(|label| label.number));
    if of_query != of_source && of_source == of_target && !texts.into_iter().any(is_foreign) {
        return Ok(labelled(names, texts, labels, languages));
    }
    patch_rest(names, texts, languages)
}

/// The patch of texts of which the query is another item of a list than the others, or is one where
/// they are none, or none where they are one.
fn labelled(
    names: &dyn Names,
    texts: [&str; 3],
    labels: [Option<Label<'_>>; 3],
    languages: [Language; 3],
) -> Patch {
    let lengths = labels.map(Label::len);
    let [of_query, of_source, of_target] = lengths;
    let rests = [0, 1, 2].map(|at| &texts[at][lengths[at]..]);
    let new = match (labels[0], labels[2]) {
        (Some(asked), Some(stored)) => stored.moved(asked),
        _ => texts[0][..of_query].to_owned(),
    };
    let mut patch = or_left(patch_rest(names, rests, languages), rests, languages[0]);
    for change in &mut patch.changes {
        for (range, by) in [
            (&mut change.query, of_query),
            (&mut change.source, of_source),
            (&mut change.target, of_target),
            (&mut change.patched, new.len()),
        ] {
            *range = range.start + by..range.end + by;
        }
    }
    patch.text.insert_str(0, &new);
    let number = Change {
        kind: TokenKind::Number,
        old: texts[2][..of_target].to_owned(),
        query: 0..of_query,
        source: 0..of_source,
        target: 0..of_target,
        patched: 0..new.len(),
        new,
    };
    patch.changes.insert(0, number);
    patch
}

/// The patch of texts without the numbers of list items: names first, figures in what comes of it.
fn patch_rest(
    names: &dyn Names,
    written: [&str; 3],
    languages: [Language; 3],
) -> Result<Patch, Refusal> {
    let is_script = written.into_iter().any(is_foreign);
    let [query, source] = [0, 1].map(|at| Text::new(written[at], languages[at]));
    let differing = match is_script {
        true => Vec::new(),
        false => differing(names, &query, &source, languages[2]),
    };
    // Whatever hangs on them, figures that say the same have nothing to carry.
    if differing.is_empty() && query.says().eq(source.says()) {
        return Err(Refusal::Unchanged);
    }
    let texts = [query, source, Text::new(written[2], languages[2])];
    if differing.is_empty() {
        return patch_figures(&texts, is_script);
    }
    match renamed(names, &texts, differing) {
        Ok(renamed) => {
            let written = [written[0], &renamed.source, &renamed.target];
            let texts = [0, 1, 2].map(|at| Text::new(written[at], languages[at]));
            let figures = patch_figures(&texts, is_script);
            let figures = or_left(figures, written, languages[0]);
            Ok(renamed.with(figures))
        }
        Err(refusal) => match patch_figures(&texts, is_script) {
            Ok(figures) => Ok(Patch {
                left: Some(refusal),
                ..figures
            }),
            Err(Refusal::Unchanged) => Err(refusal),
            Err(other) => Err(other),
        },
    }
}

/// The patch, or, where it is refused, the target as it is, for something else to be changed in.
fn or_left(
    patch: Result<Patch, Refusal>,
    [query, source, target]: [&str; 3],
    language: Language,
) -> Patch {
    patch.unwrap_or_else(|refusal| Patch {
        text: target.to_owned(),
        changes: Vec::new(),
        complete: fold(query, language) == fold(source, language),
        left: Some(refusal).filter(|refusal| *refusal != Refusal::Unchanged),
    })
}

fn patch_figures(texts: &[Text<'_>; 3], is_script: bool) -> Result<Patch, Refusal> {
    let [query, source, _] = texts;
    if query.says().eq(source.says()) {
        return Err(Refusal::Unchanged);
    }
    if is_script {
        return Err(Refusal::Script);
    }
    let patched = match patch_by(texts, Grain::Whole) {
        Err(refusal @ (Refusal::Unpaired | Refusal::Absent(_)))
            if texts.iter().any(Text::names_a_month) =>
        {
            patch_by(texts, Grain::Parts).map_err(|_| refusal)
        }
        result => result,
    }?;
    let same_words = query.numbers_in_words().eq(source.numbers_in_words());
    if same_words {
        Ok(patched)
    } else {
        Err(Refusal::Unpaired)
    }
}

/// The patch of query, source and target, with dates taken whole or by their parts.
fn patch_by([query, source, target]: &[Text<'_>; 3], grain: Grain) -> Result<Patch, Refusal> {
    let (query_slots, source_slots) = (query.slots(grain), source.slots(grain));
    let pairs = paired(query, &query_slots, source, &source_slots);
    if pairs.is_empty() && !(query_slots.is_empty() && source_slots.is_empty()) {
        return Err(Refusal::Unpaired);
    }
    let changed = || pairs.iter().copied().filter(|(q, s)| !q.says_the_same(s));
    // The target has the sign that the source has.
    if pairs.iter().any(|(q, s)| query.sign(q) != source.sign(s)) {
        return Err(Refusal::Unpaired);
    }
    if changed().next().is_none() {
        return Err(Refusal::Unchanged);
    }
    let all_paired = pairs.len() == query_slots.len() && pairs.len() == source_slots.len();
    let complete = all_paired && differ_in_figures_only(query, source, &pairs);
    let mut replaced = Vec::new();
    let target_slots = target.slots(grain);
    // What is read in the new text must be what was to be written, and all else as before.
    let mut expected: Vec<(Value, u8)> = target_slots.iter().map(Slot::says).collect();
    for (q, s) in changed() {
        if !complete && !query.same_neighbour(q, source, s) {
            return Err(Refusal::Unpaired);
        }
        if query.is_year(q) != source.is_year(s) || query.is_torn(q) || source.is_torn(s) {
            return Err(Refusal::Unpaired);
        }
        let (at, t) = counterpart(q, s, &pairs, &source_slots, &target_slots)?;
        let figure = || t.written.to_owned();
        let (value, power) = carried(q, s, t).ok_or_else(|| Refusal::Form(figure()))?;
        let fit = target.fit(t, &value);
        if fit == Fit::Wrong {
            return Err(Refusal::Agreement(figure()));
        }
        let new = render(q, s, t, target.language).ok_or_else(|| Refusal::Form(figure()))?;
        let (range, new) = match fit {
            Fit::With(word) => target
                .with_word(t, new, &word)
                .ok_or_else(|| Refusal::Agreement(figure()))?,
            _ => (t.range.clone(), new),
        };
        expected[at] = (value, power);
        replaced.push(Replacement {
            q,
            s,
            t,
            range,
            new,
        });
    }
    let doubtful = Refusal::Form(replaced[0].t.written.to_owned());
    let patch = target.with(replaced, complete);
    let read = Text::new(&patch.text, target.language);
    let is_right = read.slots(grain).iter().map(Slot::says).eq(expected);
    if is_right { Ok(patch) } else { Err(doubtful) }
}

/// The new writing of a target's figure, with the figures that ask for it.
struct Replacement<'p> {
    q: &'p Slot<'p>,
    s: &'p Slot<'p>,
    t: &'p Slot<'p>,
    /// What is written anew: the figure, and the word behind it if that changes.
    range: Range<usize>,
    new: String,
}

type Pair<'p> = (&'p Slot<'p>, &'p Slot<'p>);

/// What a text is a sequence of.
enum Item<'p> {
    /// A word or mark, by its match form.
    Word(String),
    Figure(&'p Slot<'p>),
}

/// What a sign before a figure says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Minus,
    Plus,
}

/// A text in its language, cut into tokens.
struct Text<'t> {
    text: &'t str,
    language: Language,
    tokens: Vec<Token>,
}

impl<'t> Text<'t> {
    fn new(text: &'t str, language: Language) -> Self {
        Text {
            text,
            language,
            tokens: tokens(text, language),
        }
    }

    fn slots(&self, grain: Grain) -> Vec<Slot<'_>> {
        slots(self.text, &self.tokens, self.language, grain)
    }

    /// What its figures say, with their signs.
    fn says(&self) -> impl Iterator<Item = (Value, u8, Option<Sign>)> {
        let slots = self.slots(Grain::Whole);
        let says = slots.iter().map(|slot| {
            let (value, power) = slot.says();
            (value, power, self.sign(slot))
        });
        says.collect::<Vec<_>>().into_iter()
    }

    /// The sign before a figure, in a mark or in words. A dash right behind a letter or digit joins,
    /// and so does one between figures: 5–7, 5 – 7, EXPO-2017.
    fn sign(&self, slot: &Slot<'_>) -> Option<Sign> {
        let is_dash = |c: char| matches!(c, '-' | '‐' | '‑' | '–' | '−');
        let number = slot.range.start + slot.number.start;
        let is_between = |c: char| c.is_whitespace() || "$€£¥₸₽".contains(c);
        let before = self.text[..number].trim_end_matches(is_between);
        if let Some(before) = before.strip_suffix(is_dash) {
            let joins = before.ends_with(char::is_alphanumeric)
                || before.trim_end().ends_with(|c: char| c.is_ascii_digit());
            return (!joins).then_some(Sign::Minus);
        }
        let word = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        match &*word.to_lowercase() {
            "" if before.ends_with('+') => Some(Sign::Plus),
            "minus" | "минус" => Some(Sign::Minus),
            "plus" | "плюс" => Some(Sign::Plus),
            _ => None,
        }
    }

    /// Whether the word behind a number makes a year of it: 2018 жылы, but 10 заводов.
    fn is_year(&self, slot: &Slot<'_>) -> bool {
        let next = self.tokens.get(slot.last + 1);
        slot.kind == TokenKind::Number
            && next.is_some_and(|next| {
                let word = fold(next.text(self.text), self.language);
                is_listed_form("year", &word, self.language)
            })
    }

    /// Whether what stands behind a code may be the rest of its number: кВ-4 143.
    fn is_torn(&self, slot: &Slot<'_>) -> bool {
        let is_code = matches!(slot.kind, TokenKind::Word | TokenKind::Acronym);
        let next = self.tokens.get(slot.last + 1).filter(|_| is_code);
        next.is_some_and(|next| {
            let rest = next.text(self.text);
            slot.number.len() <= 3
                && slot.number.end == slot.written.len()
                && rest.len() == 3
                && rest.bytes().all(|digit| digit.is_ascii_digit())
                && self.text[slot.range.end..next.range.start].chars().count() == 1
        })
    }

    /// The stems of the numbers that are written in words.
    fn numbers_in_words(&self) -> impl Iterator<Item = String> + '_ {
        let words = self.tokens.iter().filter(|t| t.kind == TokenKind::Word);
        let stems = words.map(|word| stem(word.text(self.text), self.language));
        stems.filter(|stem| is_number(stem, self.language))
    }

    fn items<'p>(&self, slots: &'p [Slot<'p>]) -> Vec<Item<'p>> {
        let (mut items, mut slots) = (Vec::new(), slots.iter().peekable());
        let mut last = None;
        for (place, token) in self.tokens.iter().enumerate() {
            while let Some(slot) = slots.next_if(|slot| slot.place == place) {
                items.push(Item::Figure(slot));
                last = Some(slot.last);
            }
            if last < Some(place) {
                items.push(Item::Word(fold(token.text(self.text), self.language)));
            }
        }
        items
    }

    /// Whether a date names its month.
    fn names_a_month(&self) -> bool {
        let dates = self.tokens.iter().filter(|t| t.kind == TokenKind::Date);
        dates
            .into_iter()
            .any(|t| names_its_month(t.text(self.text)))
    }

    /// The token at a place, if it is a word, folded.
    fn word(&self, place: Option<usize>) -> Option<String> {
        let token = self.tokens.get(place?)?;
        let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
        let is_numero = token.text(self.text) == "№";
        (is_word || is_numero).then(|| word_form(token.text(self.text), self.language))
    }

    fn words_around(&self, slot: &Slot<'_>) -> (String, String) {
        let before = self.word(slot.place.checked_sub(1));
        let (_, rest) = slot.around();
        let own = rest
            .split_whitespace()
            .map(|word| word_form(word, self.language))
            .find(|word| !word.is_empty());
        let behind = match rest.trim().is_empty() || !slot.ending.is_empty() {
            true => self.word(Some(slot.last + 1)),
            false => own,
        };
        (before.unwrap_or_default(), behind.unwrap_or_default())
    }

    fn fit(&self, slot: &Slot<'_>, new: &Value) -> Fit {
        let (before, behind) = self.words_around(slot);
        let rest = &self.text[slot.range.end..];
        let hung: String = match rest.strip_prefix(['-', '‐', '‑']) {
            Some(rest) => rest.chars().take_while(|c| c.is_lowercase()).collect(),
            None => String::new(),
        };
        let neighbours = Neighbours {
            before: &before,
            behind: &behind,
            is_opening: self.is_opening(slot),
            hung: &hung,
            text: self.text,
        };
        fit(slot, new, &neighbours, self.language)
    }

    /// Whether a figure begins the text, or what follows a colon or a dash.
    fn is_opening(&self, slot: &Slot<'_>) -> bool {
        let before = self.text[..slot.range.start].trim_end();
        let mark = before.chars().next_back();
        match mark {
            None | Some(':') => true,
            Some('–' | '—') => {
                let left = before.trim_end_matches(['–', '—']).trim_end();
                left.ends_with(char::is_alphabetic)
            }
            _ => false,
        }
    }

    /// The new writing of a figure with another word behind it, and what it takes the place of.
    fn with_word(
        &self,
        slot: &Slot<'_>,
        new: String,
        word: &str,
    ) -> Option<(Range<usize>, String)> {
        let (_, rest) = slot.around();
        let own = words(rest).next().map(|range| &rest[range]);
        if let Some(old) = own {
            let at = new.rfind(old)?;
            let (before, behind) = (&new[..at], &new[at + old.len()..]);
            let word = in_case_of(old, word);
            return Some((slot.range.clone(), format!("{before}{word}{behind}")));
        }
        let next = self.tokens.get(slot.last + 1)?;
        let blank = &self.text[slot.range.end..next.range.start];
        let word = in_case_of(next.text(self.text), word);
        Some((
            slot.range.start..next.range.end,
            format!("{new}{blank}{word}"),
        ))
    }

    /// The words nearest to a figure, passing over a few marks and other figures: what `27` stands
    /// before in `«27» мая` and `27–29 мая`; each with the number of figures passed.
    fn nearest_words(&self, slot: &Slot<'_>) -> [(String, usize); 2] {
        const MOST_PASSED: usize = 3;
        let (before, behind) = self.words_around(slot);
        let nearest = |places: &mut dyn Iterator<Item = usize>| {
            let mut figures = 0;
            let mut places = places.take(MOST_PASSED + 1).take_while(|&place| {
                let kind = self.tokens[place].kind;
                !matches!(
                    kind,
                    TokenKind::Placeholder | TokenKind::Tag | TokenKind::Url
                )
            });
            let word = places.find_map(|place| {
                figures += usize::from(self.tokens[place].value.is_some());
                self.word(Some(place))
            });
            (word.unwrap_or_default(), figures)
        };
        let or_nearest = |word: String, places: &mut dyn Iterator<Item = usize>| match &*word {
            "" => nearest(places),
            _ => (word, 0),
        };
        [
            or_nearest(before, &mut (0..slot.place).rev()),
            or_nearest(behind, &mut (slot.last + 1..self.tokens.len())),
        ]
    }

    /// Whether a figure stands before or behind the same word as one of another text.
    fn same_neighbour(&self, slot: &Slot<'_>, other: &Text<'_>, other_slot: &Slot<'_>) -> bool {
        let own = self.nearest_words(slot);
        let other = other.nearest_words(other_slot);
        let same = |(a, passed): &(String, usize), (b, others): &(String, usize)| {
            !a.is_empty() && passed == others && stem(a, self.language) == stem(b, self.language)
        };
        own.iter().zip(&other).any(|(own, other)| same(own, other))
    }

    /// The text with some of its figures replaced.
    fn with(&self, changes: Vec<Replacement<'_>>, complete: bool) -> Patch {
        let written = changes
            .iter()
            .map(|change| (change.range.clone(), &*change.new));
        let (text, patched) = spliced(self.text, written.collect());
        let changes = changes.into_iter().zip(patched);
        let changes = changes.map(|(change, patched)| Change {
            kind: change.t.kind,
            old: self.text[change.range.clone()].to_owned(),
            new: change.new,
            query: change.q.range.clone(),
            source: change.s.range.clone(),
            target: change.range,
            patched,
        });
        Patch {
            changes: changes.collect(),
            text,
            complete,
            left: None,
        }
    }
}

/// The figures of the query with those of the source that they answer to: in order, if all do;
/// otherwise by the longest common subsequence of words and figures.
fn paired<'p>(
    query: &Text<'_>,
    query_slots: &'p [Slot<'p>],
    source: &Text<'_>,
    source_slots: &'p [Slot<'p>],
) -> Vec<Pair<'p>> {
    // Longer texts are not compared.
    const MOST: usize = 40_000;
    let mut in_order = query_slots.iter().zip(source_slots);
    if query_slots.len() == source_slots.len()
        && in_order.all(|(q, s)| q.is_shaped_like(s, query.language))
    {
        return query_slots.iter().zip(source_slots).collect();
    }
    let (a, b) = (query.items(query_slots), source.items(source_slots));
    let width = b.len() + 1;
    if query_slots.is_empty() || source_slots.is_empty() || (a.len() + 1) * width > MOST {
        return Vec::new();
    }
    let worth = |i: usize, j: usize| match (&a[i], &b[j]) {
        (Item::Word(a), Item::Word(b)) => u32::from(a == b),
        (Item::Figure(a), Item::Figure(b)) => {
            u32::from(a.is_shaped_like(b, query.language)) + u32::from(a.says_the_same(b))
        }
        _ => 0,
    };
    let mut best = vec![0; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skipped = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let taken = match worth(i, j) {
                0 => 0,
                worth => worth + best[(i + 1) * width + j + 1],
            };
            best[i * width + j] = taken.max(skipped);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let (here, worth) = (best[i * width + j], worth(i, j));
        if worth > 0 && here == worth + best[(i + 1) * width + j + 1] {
            if let (Item::Figure(q), Item::Figure(s)) = (&a[i], &b[j]) {
                pairs.push((*q, *s));
            }
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Whether the two texts are one but for the figures that differ and what agrees with them.
fn differ_in_figures_only(query: &Text<'_>, source: &Text<'_>, pairs: &[Pair<'_>]) -> bool {
    let language = query.language;
    let place = |slot: &Slot<'_>| (slot.place, slot.last);
    if query.tokens.len() != source.tokens.len() || pairs.iter().any(|(q, s)| place(q) != place(s))
    {
        return false;
    }
    let mut agreeing = vec![false; query.tokens.len() + 3];
    let mut figures = vec![false; query.tokens.len()];
    for (q, s) in pairs.iter().filter(|(q, s)| !q.says_the_same(s)) {
        if class(&q.value, language) != class(&s.value, language) {
            agreeing[q.last + 1..q.last + 3].fill(true);
        }
        figures[q.place..=q.last].fill(true);
    }
    let all = query.tokens.iter().zip(&source.tokens).enumerate();
    all.filter(|&(place, _)| !figures[place])
        .all(|(place, (q, s))| {
            let (a, b) = (q.text(query.text), s.text(source.text));
            match agreeing[place] {
                true => stem(a, language) == stem(b, language),
                false => fold(a, language) == fold(b, language),
            }
        })
}

/// The figure of the target that says what the source's figure says, with its place among
/// `targets`: the only one, or one of as many equal ones as the source has, if the query changes
/// all of them alike.
fn counterpart<'t>(
    query: &Slot<'_>,
    source: &Slot<'_>,
    pairs: &[Pair<'_>],
    sources: &[Slot<'_>],
    targets: &'t [Slot<'t>],
) -> Result<(usize, &'t Slot<'t>), Refusal> {
    let twins = || sources.iter().filter(|s| means(source, s, None));
    let alike = || pairs.iter().filter(|(_, s)| means(source, s, None));
    let found = || (targets.iter().enumerate()).filter(|(_, t)| means(source, t, Some(query)));
    let number = twins().position(|s| s.range == source.range);
    let counterpart = found().nth(number.unwrap_or(0));
    match counterpart {
        None if found().next().is_none() => Err(Refusal::Absent(source.written.to_owned())),
        Some(counterpart)
            if twins().count() == found().count()
                && twins().count() == alike().count()
                && alike().all(|(q, _)| q.says_the_same(query)) =>
        {
            Ok(counterpart)
        }
        _ => Err(Refusal::Ambiguous(source.written.to_owned())),
    }
}

/// Whether a figure of the target says what one of the source says. A target that leaves out the
/// year says it, too, if the query's year is the source's.
fn means(source: &Slot<'_>, target: &Slot<'_>, query: Option<&Slot<'_>>) -> bool {
    // A percentage answers to no bare number, and neither does the year of an exhibition's name.
    let class = |slot: &Slot<'_>| match slot.kind {
        TokenKind::Percent => 1,
        TokenKind::Word | TokenKind::Acronym => 2,
        _ => 0,
    };
    if class(source) != class(target) {
        return false;
    }
    let leaves_out_the_year = match (&source.value, query.map(|query| &query.value)) {
        (Value::Date { year: a, .. }, Some(Value::Date { year: b, .. })) => {
            a == b && without_year(&source.value) == target.value
        }
        _ => false,
    };
    let is_dotted_time = match (&source.value, &target.value) {
        (&Value::Time { hour, minute }, Value::Number(_)) => target.is_dotted(hour, minute),
        _ => false,
    };
    let is_numeral = match (&source.value, &target.value) {
        (Value::Roman(number), Value::Number(ordinal))
        | (Value::Number(ordinal), Value::Roman(number)) => *ordinal == number.to_string(),
        _ => false,
    };
    source.says_the_same(target)
        || source.power() != target.power()
            && source
                .amount()
                .is_some_and(|amount| target.amount() == Some(amount))
        || is_numeral && source.kind == target.kind
        || leaves_out_the_year
        || is_dotted_time
}

/// What a figure like `target`, which answers to `source`, says when it is carried over from
/// `query`: the value, and the power of its scale word.
fn carried(query: &Slot<'_>, source: &Slot<'_>, target: &Slot<'_>) -> Option<(Value, u8)> {
    let same_scale = source.power() == target.power();
    let value = match (&query.value, &target.value) {
        (value, Value::Date { year: None, .. }) => without_year(value),
        (Value::Number(number), Value::Roman(_)) => Value::Roman(number.parse().ok()?),
        (Value::Roman(number), Value::Number(_)) => Value::Number(number.to_string()),
        (Value::Time { hour, minute }, Value::Number(_)) => {
            Value::Number(format!("{hour}.{minute:02}"))
        }
        (Value::Number(number), _) if !same_scale => {
            let power = i32::from(query.power()) - i32::from(target.power());
            Value::Number(shifted(number, power)?)
        }
        (value, _) => value.clone(),
    };
    let power = if same_scale {
        query.power()
    } else {
        target.power()
    };
    Some((value, power))
}

fn without_year(value: &Value) -> Value {
    match *value {
        Value::Date { month, day, .. } => Value::Date {
            year: None,
            month,
            day,
        },
        ref value => value.clone(),
    }
}

/// Whether the text has letters that run from right to left, or other digits than ours.
fn is_foreign(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
            | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}')
            || !c.is_ascii() && c.is_numeric() && !matches!(c, '²' | '³' | '\u{2150}'..='\u{218b}')
    })
}

#[cfg(test)]
mod tests;
