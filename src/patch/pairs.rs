//! Which figure of one text answers to which of another.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::agree::{is_one_behind_numbers, is_one_verb, is_one_word};
use super::outcome::Refusal;
use super::reading::lists::is_listed_stem;
use super::reading::scale::shifted;
use super::reading::slot::{Grain, Slot};
use super::reading::text::Text;
use super::reading::value::{Value, class};
use crate::text::{Token, TokenKind, fold, stem};

pub(super) type Pair<'p> = (&'p Slot<'p>, &'p Slot<'p>);

/// What a text is a sequence of.
enum Item<'p> {
    /// A word or mark, by its match form.
    Word(String),
    Figure(&'p Slot<'p>),
}

/// The figures of the query with those of the source that they answer to: in order, if all do;
/// otherwise by the longest common subsequence of words and figures.
pub(super) fn paired<'p>(
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
    if query_slots.is_empty() || source_slots.is_empty() {
        return Vec::new();
    }
    let a: Vec<Item<'_>> = query.items(query_slots).collect();
    let b: Vec<Item<'_>> = source.items(source_slots).collect();
    if (a.len() + 1) * (b.len() + 1) > MOST {
        return Vec::new();
    }
    // Words that both begin with answer to each other.
    let is_one_word = |(a, b): &(&Item<'_>, &Item<'_>)| match (a, b) {
        (Item::Word(a), Item::Word(b)) => a == b,
        _ => false,
    };
    let front = a.iter().zip(&b).take_while(is_one_word).count();
    let (a, b) = (&a[front..], &b[front..]);
    let width = b.len() + 1;
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

/// So many words before a figure, and behind it, may change with it.
const BEFORE: usize = 1;
const BEHIND: usize = 2;

/// The places of a figure and of the words that may change with it; the last need not exist.
pub(super) fn around(figure: &Slot<'_>) -> Range<usize> {
    figure.place.saturating_sub(BEFORE)..figure.last + 1 + BEHIND
}

/// Whether the two texts are one but for the figures that differ and what agrees with them.
pub(super) fn differ_in_figures_only(
    query: &Text<'_>,
    source: &Text<'_>,
    pairs: &[Pair<'_>],
) -> bool {
    let language = query.language;
    let place = |slot: &Slot<'_>| (slot.place, slot.last);
    if query.tokens.len() != source.tokens.len() || pairs.iter().any(|(q, s)| place(q) != place(s))
    {
        return false;
    }
    let mut agreeing = vec![false; query.tokens.len() + BEHIND];
    let mut beside = agreeing.clone();
    // Подписано 5 документов, подписан 21 документ.
    let mut verbs = agreeing.clone();
    let mut figures = vec![false; query.tokens.len()];
    for (q, s) in pairs {
        if query.turns_sign(q, source, s)
            && let Some(before) = q.place.checked_sub(1)
        {
            figures[before] = true;
        }
        if q.says_the_same(s) {
            continue;
        }
        if class(&q.value, language) != class(&s.value, language) {
            agreeing[q.last + 1..around(q).end].fill(true);
            if let Some(before) = q.place.checked_sub(1) {
                verbs[before] = true;
            }
        }
        beside[around(q)].fill(true);
        figures[q.place..=q.last].fill(true);
    }
    let all = query.tokens.iter().zip(source.tokens.iter()).enumerate();
    all.filter(|&(place, _)| !figures[place])
        .all(|(place, (q, s))| {
            let (a, b) = (q.text(query.text), s.text(source.text));
            if a == b {
                return true;
            }
            let (folded, other) = (fold(a, language), fold(b, language));
            folded == other
                || agreeing[place]
                    && (stem(a, language) == stem(b, language)
                        || is_one_behind_numbers(&folded, &other, language))
                || verbs[place] && is_one_verb(&folded, &other, language)
                || beside[place] && is_one_word(&folded, &other, language)
        })
}

/// Whether words stand on another side of the figures than before: 5% in imports and 3% in exports, 5% in
/// exports and 3% in imports.
pub(super) fn have_moved(query: &Text<'_>, source: &Text<'_>, pairs: &[Pair<'_>]) -> bool {
    if pairs.len() < 2 {
        return false;
    }
    let sides = |text: &Text<'_>, figures: Vec<&Slot<'_>>| {
        let mut sides: FxHashMap<Rc<str>, Option<usize>> = FxHashMap::default();
        for (place, token) in text.tokens.iter().enumerate() {
            let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Acronym);
            if !is_word {
                continue;
            }
            let word = text.stem(token.text(text.text));
            if is_listed_stem("joins", &word, text.language) {
                continue;
            }
            let before = figures.iter().filter(|slot| slot.place < place).count();
            // What stands there twice tells nothing.
            let side = sides.entry(word);
            side.and_modify(|side| *side = None).or_insert(Some(before));
        }
        sides
    };
    let of_query = sides(query, pairs.iter().map(|pair| pair.0).collect());
    let of_source = sides(source, pairs.iter().map(|pair| pair.1).collect());
    let has_moved = |(word, side): (&Rc<str>, &Option<usize>)| {
        let other = of_source.get(word).copied().flatten();
        side.zip(other).is_some_and(|(a, b)| a != b) && MIN_LETTERS <= word.chars().count()
    };
    of_query.iter().any(has_moved)
}

/// Shorter words are no names of what a figure is said of.
const MIN_LETTERS: usize = 3;

/// Whether the two texts are one but for how their figures are written: 5,000 and 5000.
pub(super) fn differ_in_notation(query: &Text<'_>, source: &Text<'_>) -> bool {
    if have_other_words(query, source) {
        return false;
    }
    let [of_query, of_source] = [query, source].map(|text| text.slots(Grain::Whole));
    let mut items = (query.items(&of_query), source.items(&of_source));
    let are_one = |one: &Item<'_>, other: &Item<'_>| match (one, other) {
        (Item::Word(one), Item::Word(other)) => one == other,
        (Item::Figure(one), Item::Figure(other)) => {
            // What a time or a date says leaves out its seconds.
            let is_number = matches!(one.value, Value::Number(_));
            one.written == other.written
                || is_number
                    && one.says_the_same(other)
                    && one.is_shaped_like(other, query.language)
        }
        _ => false,
    };
    // Most texts have another word somewhere, behind which nothing need be looked at.
    loop {
        match (items.0.next(), items.1.next()) {
            (Some(one), Some(other)) if are_one(&one, &other) => {}
            (one, other) => return one.is_none() && other.is_none(),
        }
    }
}

/// Whether the first tokens that differ are words, no figure before them that they may belong to: nearly all
/// texts have others.
fn have_other_words(query: &Text<'_>, source: &Text<'_>) -> bool {
    let mut tokens = query.tokens.iter().zip(source.tokens.iter());
    let is_other = |(q, s): (&Token, &Token)| q.text(query.text) != s.text(source.text);
    let Some(first) = tokens.position(is_other) else {
        return false;
    };
    let is_word = |text: &Text<'_>| {
        let figure = |place: usize| text.tokens[place].value.is_some();
        !figure(first) && !first.checked_sub(1).is_some_and(figure)
    };
    let form = |text: &Text<'_>| fold(text.token(first), text.language);
    is_word(query) && is_word(source) && form(query) != form(source)
}

/// Where the figures of the target stand that say what those of the source say.
pub(super) struct Counterparts<'p> {
    /// The pairs of query and source, and the figures of the target with their places, by what they may
    /// be said to mean; of those with one key some do mean the same.
    pairs: HashMap<String, Vec<Pair<'p>>>,
    sources: HashMap<String, Vec<&'p Slot<'p>>>,
    targets: HashMap<String, Vec<(usize, &'p Slot<'p>)>>,
}

impl<'p> Counterparts<'p> {
    pub(super) fn new(
        pairs: &[Pair<'p>],
        sources: &'p [Slot<'p>],
        targets: &'p [Slot<'p>],
    ) -> Self {
        Counterparts {
            pairs: by_key(pairs.iter().map(|pair| (pair.1, *pair))),
            sources: by_key(sources.iter().map(|slot| (slot, slot))),
            targets: by_key(
                targets
                    .iter()
                    .enumerate()
                    .map(|(at, slot)| (slot, (at, slot))),
            ),
        }
    }

    /// The figure of the target that says what the source's figure says, with its place: the only
    /// one, or one of as many equal ones as the source has, if the query changes all of them alike.
    pub(super) fn of(
        &self,
        query: &Slot<'_>,
        source: &Slot<'_>,
    ) -> Result<(usize, &'p Slot<'p>), Refusal> {
        let key = meaning(source);
        // 7 часов вечера, 19:00.
        let half = |hour: u8| hour.checked_sub(12);
        let on_clock = match (&source.value, source.hour) {
            (&Value::Time { hour, minute: 0 }, _) => half(hour),
            (_, hour) => hour,
        };
        let on_clock = on_clock
            .map(|hour| hour.to_string())
            .filter(|hour| *hour != key);
        let twins = || of_key(&self.sources, &key).filter(|s| means(source, s, None));
        let alike = || of_key(&self.pairs, &key).filter(|(_, s)| means(source, s, None));
        let found = || {
            let keys = std::iter::once(&key).chain(&on_clock);
            let all = keys.flat_map(|key| of_key(&self.targets, key));
            all.filter(|(_, t)| means(source, t, Some(query)))
        };
        let number = twins().position(|s| s.range == source.range);
        let counterpart = found().nth(number.unwrap_or(0));
        match counterpart {
            None if found().next().is_none() => Err(Refusal::Absent(source.written.to_owned())),
            Some(&counterpart)
                if twins().count() == found().count()
                    && twins().count() == alike().count()
                    && alike().all(|(q, _)| q.says_the_same(query)) =>
            {
                Ok(counterpart)
            }
            _ => Err(Refusal::Ambiguous(source.written.to_owned())),
        }
    }
}

fn by_key<'p, T>(all: impl Iterator<Item = (&'p Slot<'p>, T)>) -> HashMap<String, Vec<T>> {
    let mut found: HashMap<String, Vec<T>> = HashMap::new();
    for (slot, value) in all {
        found.entry(meaning(slot)).or_default().push(value);
    }
    found
}

fn of_key<'m, T>(all: &'m HashMap<String, Vec<T>>, key: &str) -> impl Iterator<Item = &'m T> {
    all.get(key).into_iter().flatten()
}

/// What figures that [mean](means) the same have in common: the amount, the day without its year.
pub(super) fn meaning(slot: &Slot<'_>) -> String {
    match slot.value {
        Value::Number(ref number) => slot.amount().unwrap_or_else(|| number.clone()),
        Value::Roman(number) => number.to_string(),
        Value::Time { hour, minute } => {
            let dotted = format!("{hour}.{minute:02}");
            shifted(&dotted, 0).unwrap_or(dotted)
        }
        Value::Date { month, day, .. } => format!("{day} {month}"),
        Value::Month(month) => format!("month {month}"),
        Value::Weekday(day) => format!("weekday {day}"),
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
    let ends_name =
        source.ends_name && class(target) != 1 || target.ends_name && class(source) != 1;
    // Points may be those of percents.
    let are_points =
        (source.is_of_points || target.is_of_points) && class(source) + class(target) == 1;
    if class(source) != class(target) && !ends_name && !are_points {
        return false;
    }
    let leaves_out_the_year = match (&source.value, query.map(|query| &query.value)) {
        (Value::Date { year: a, .. }, Some(Value::Date { year: b, .. })) => {
            a == b && source.value.without_year() == target.value
        }
        _ => false,
    };
    let is_dotted_time = match (&source.value, &target.value) {
        (&Value::Time { hour, minute }, Value::Number(_)) => {
            target.ending.is_empty() && target.dotted_time() == Some((hour, minute))
        }
        (Value::Number(_), &Value::Time { hour, minute }) => {
            source.dotted_time() == Some((hour, minute))
                && query.is_none_or(|query| query.dotted_time().is_some())
        }
        _ => false,
    };
    let is_full_hour = match (&source.value, &target.value) {
        (&Value::Time { hour, minute: 0 }, Value::Number(_)) => target.hour == Some(hour),
        (Value::Number(_), &Value::Time { hour, minute: 0 }) => source.hour == Some(hour),
        _ => false,
    };
    let is_numeral = match (&source.value, &target.value) {
        (Value::Roman(number), Value::Number(ordinal))
        | (Value::Number(ordinal), Value::Roman(number)) => *ordinal == number.to_string(),
        _ => false,
    };
    source.says_the_same(target)
        || (source.power() != target.power() || source.is_rounded() != target.is_rounded())
            && source
                .amount()
                .is_some_and(|amount| target.amount() == Some(amount))
        || is_numeral && source.kind == target.kind
        || leaves_out_the_year
        || is_dotted_time
        || is_full_hour
}

impl Text<'_> {
    fn items<'p>(&self, slots: &'p [Slot<'p>]) -> impl Iterator<Item = Item<'p>> {
        let mut slots = slots.iter().peekable();
        let mut last = None;
        let tokens = self.tokens.iter().enumerate();
        tokens.flat_map(move |(place, token)| {
            let mut figures = Vec::new();
            while let Some(slot) = slots.next_if(|slot| slot.place == place) {
                figures.push(Item::Figure(slot));
                last = Some(slot.last);
            }
            let is_covered = last >= Some(place);
            let word = || Item::Word(fold(token.text(self.text), self.language));
            figures.into_iter().chain((!is_covered).then(word))
        })
    }

    /// Whether a figure stands before or behind the same word as one of another text.
    pub(super) fn same_neighbour(
        &self,
        slot: &Slot<'_>,
        other: &Text<'_>,
        other_slot: &Slot<'_>,
    ) -> bool {
        let own = self.nearest_words(slot);
        let other = other.nearest_words(other_slot);
        let same = |(a, passed): &(String, usize), (b, others): &(String, usize)| {
            let is_same = || {
                self.stem(a) == self.stem(b)
                    || is_one_word(a, b, self.language)
                    || is_one_behind_numbers(a, b, self.language)
            };
            !a.is_empty() && passed == others && (a == b || is_same())
        };
        own.iter().zip(&other).any(|(own, other)| same(own, other))
    }
}
