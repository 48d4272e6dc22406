//! Figures that differ between a query and a source, carried into the target.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use super::agree::{Fit, Neighbours, Whole, counts, fit};
use super::following::beyond::{Beyond, year};
use super::following::days::{Weekdays, weekday};
use super::following::derived::Unsaid;
use super::following::implied::Implied;
use super::outcome::{Change, Patch, Refusal};
use super::pairs::{Counterparts, differ_in_figures_only, have_moved, paired};
use super::reading::capitals::in_case_of;
use super::reading::decades::{in_other_form, is_of_other_form};
use super::reading::kazakh::{FullHours, GENITIVE};
use super::reading::letters::{is_number, may_be_number, number_of};
use super::reading::lists::{is_listed, is_listed_form, listed};
use super::reading::scale::shifted;
use super::reading::slot::{Grain, Slot, is_hyphen_or_dash, names_its_month, words};
use super::reading::text::{Sign, Text};
use super::reading::units::{Quantity, quantities_in_figures};
use super::reading::value::Value;
use super::reading::weekdays::moved_weekday;
use super::render::{Habits, render};
use super::splice::spliced;
use crate::text::{Token, TokenKind, fold, is_hyphen};

/// The patch of query, source and target.
pub(super) fn patch_figures(texts: [&Text<'_>; 3], is_script: bool) -> Result<Patch, Refusal> {
    let [query, source, _] = texts;
    if query.says() == source.says() && have_same_words(query, source) {
        return Err(Refusal::Unchanged);
    }
    patch_differing(texts, is_script)
}

/// The same of a query and a source of which it is known that their figures differ.
pub(super) fn patch_differing(texts: [&Text<'_>; 3], is_script: bool) -> Result<Patch, Refusal> {
    if is_script {
        return Err(Refusal::Script);
    }
    let patched = match patch_by(texts, Grain::Whole) {
        Err(refusal @ (Refusal::Unpaired | Refusal::Absent(_)))
            if texts.iter().any(|text| text.names_a_month()) =>
        {
            patch_by(texts, Grain::Parts).map_err(|_| refusal)
        }
        result => result,
    }?;
    let [query, source, _] = texts;
    match have_same_words(query, source) {
        true => Ok(patched),
        false => Err(Refusal::InWords),
    }
}

/// Whether the first tokens that differ are numbers in words.
pub(super) fn begin_to_differ_in_words(query: &Text<'_>, source: &Text<'_>) -> bool {
    let mut tokens = query.tokens.iter().zip(source.tokens.iter());
    let differing = tokens.find(|(q, s)| q.text(query.text) != s.text(source.text));
    differing.is_some_and(|(q, s)| {
        let is_any = |numbers: &InWords| !numbers.sure.is_empty() || !numbers.possible.is_empty();
        let one = query.number_words(q);
        if !is_any(&one) {
            return false;
        }
        let other = source.number_words(s);
        is_any(&other) && one.sure != other.sure
    })
}

/// Whether two texts have the same numbers in words.
fn have_same_words(query: &Text<'_>, source: &Text<'_>) -> bool {
    query.numbers_in_words().agree(&source.numbers_in_words())
}

/// The patch of query, source and target, with dates taken whole or by their parts.
fn patch_by([query, source, target]: [&Text<'_>; 3], grain: Grain) -> Result<Patch, Refusal> {
    let (query_slots, source_slots) = (query.slots(grain), source.slots(grain));
    let pairs = paired(query, &query_slots, source, &source_slots);
    if pairs.is_empty() && !(query_slots.is_empty() && source_slots.is_empty()) {
        return Err(Refusal::Unpaired);
    }
    let turns = |q: &Slot<'_>, s: &Slot<'_>| query.turns_sign(q, source, s);
    let is_changed = |(q, s): &(&Slot<'_>, &Slot<'_>)| !q.says_the_same(s) || turns(q, s);
    let changed = || pairs.iter().copied().filter(is_changed);
    // The target has the sign and the currency that the source has, and the part of a year: Q1, H1.
    let differ = |(q, s): &(&Slot<'_>, &Slot<'_>)| {
        let is_other_part = q.kind == TokenKind::Ordinal && q.around().0 != s.around().0;
        let is_other_sign = query.sign(q) != source.sign(s) && !query.turns_sign(q, source, s);
        is_other_sign || query.currency(q) != source.currency(s) || is_other_part
    };
    if pairs.iter().any(differ) {
        return Err(Refusal::Unpaired);
    }
    if changed().next().is_none() {
        return Err(Refusal::Unchanged);
    }
    // What may follow from a figure is looked for beside each; so many make a table.
    const MOST_FIGURES: usize = 512;
    if MOST_FIGURES < source_slots.len() {
        return Err(Refusal::Unpaired);
    }
    let all_paired = pairs.len() == query_slots.len() && pairs.len() == source_slots.len();
    let complete = all_paired && differ_in_figures_only(query, source, &pairs);
    let measured = LazyCell::new(|| {
        [
            quantities_in_figures(query, &query_slots),
            quantities_in_figures(source, &source_slots),
        ]
    });
    // 980 m is no figure for 1.2 km.
    let is_in_other_unit = |q: &Slot<'_>, s: &Slot<'_>| {
        let [of_query, of_source] = &*measured;
        let of = |all: &[Quantity], slot: &Slot<'_>| {
            let mut all = all.iter();
            let own = all.find(|quantity| quantity.figure.as_ref() == Some(&slot.range));
            own.cloned()
        };
        let units = of(of_query, q).zip(of(of_source, s));
        units.is_some_and(|(one, other)| !one.is_in_unit_of(&other))
    };
    let is_of_other = |(q, s): (&Slot<'_>, &Slot<'_>)| {
        !query.same_neighbour(q, source, s) || is_in_other_unit(q, s)
    };
    // Most of what is refused is refused for the first.
    if !complete && (changed().next().is_some_and(is_of_other) || have_moved(query, source, &pairs))
    {
        return Err(Refusal::Unpaired);
    }
    // Of 1 and 2 May both change, or none.
    let is_paired: HashSet<*const Slot<'_>> = pairs
        .iter()
        .flat_map(|(q, s)| [std::ptr::from_ref(*q), std::ptr::from_ref(*s)])
        .collect();
    let alone = |slot: &&Slot<'_>| !is_paired.contains(&std::ptr::from_ref(*slot));
    let query_alone: Vec<&Slot<'_>> = query_slots.iter().filter(alone).collect();
    let source_alone: Vec<&Slot<'_>> = source_slots.iter().filter(alone).collect();
    let mut replaced = Vec::new();
    let target_slots = target.slots(grain);
    // What is read in the new text must be what was to be written, and all else as before.
    let mut expected: Vec<(Value, u8)> = target_slots.iter().map(Slot::says).collect();
    let mut signs: Vec<Option<Sign>> = target_slots.iter().map(|slot| target.sign(slot)).collect();
    let whole = Whole::new(target.text);
    let weekdays = LazyCell::new(|| {
        let (source, target) = ((source, &*source_slots), (target, &*target_slots));
        Weekdays::new(source, target, &pairs, complete)
    });
    let unsaid = LazyCell::new(|| Unsaid::new((source, &source_slots), (target, &target_slots)));
    let beyond = Beyond {
        source: (source, &source_slots),
        target: (target, &target_slots),
    };
    let implied = Implied::new((source, &source_slots), (target, &target_slots));
    let in_words = LazyCell::new(|| {
        let words = source.numbers_in_words().sure;
        let numbers = words
            .iter()
            .filter_map(|word| number_of(word, source.language));
        numbers.collect::<Vec<f64>>()
    });
    let collectives = LazyCell::new(|| target.collectives());
    let counterparts = Counterparts::new(&pairs, &source_slots, &target_slots);
    let says_month = |slot: &Slot<'_>| matches!(slot.value, Value::Date { .. } | Value::Month(_));
    let changes_day = changed().any(|(_, s)| says_month(s));
    let mut changes = Vec::new();
    for (q, s) in changed() {
        if !complete && is_of_other((q, s)) {
            return Err(Refusal::Unpaired);
        }
        // Of 2 parties and two areas either may be in figures in the target; but пятерка is one in words.
        let is_either = |number: f64| {
            let count = |all: &[f64]| all.iter().filter(|one| **one == number).count();
            !in_words.is_empty() && count(&collectives) < count(&in_words)
        };
        if s.number().is_some_and(is_either) {
            return Err(Refusal::Ambiguous(s.written.to_owned()));
        }
        let joins = |text: &Text<'_>, alone: &[&Slot<'_>], slot| {
            alone.iter().any(|other| text.joins(other, slot))
        };
        if joins(query, &query_alone, q) || joins(source, &source_alone, s) {
            return Err(Refusal::Unpaired);
        }
        let differ = query.is_year(q) != source.is_year(s)
            || query.is_decade(q) != source.is_decade(s)
            || query.hours_beside(q) != source.hours_beside(s)
            || query.is_beside_figure(q) != source.is_beside_figure(s)
            || query.has_false_digit(q)
            || source.has_false_digit(s);
        if differ || query.is_torn(q) || source.is_torn(s) {
            return Err(Refusal::Unpaired);
        }
        match counterparts.of(q, s) {
            Err(Refusal::Absent(_))
                if weekday(s).is_some() && changes_day && weekdays.are_left_out() => {}
            Err(Refusal::Absent(figure)) if source.is_decade(s) => {
                let decade = target.decade_like(s, &target_slots);
                changes.push((q, s, decade.ok_or(Refusal::Absent(figure))?));
            }
            counterpart => changes.push((q, s, counterpart?)),
        }
    }
    let changing: Vec<&Slot<'_>> = changes.iter().map(|(_, _, (_, t))| *t).collect();
    let becoming = changes.iter().filter_map(|(q, s, (_, t))| {
        let (value, _) = carried(q, s, t)?;
        Some((*t, value))
    });
    let becoming: Vec<(&Slot<'_>, Value)> = becoming.collect();
    for (q, s, (at, t)) in changes {
        let figure = || t.written.to_owned();
        let (value, power) = carried(q, s, t).ok_or_else(|| Refusal::Form(figure()))?;
        if (says_month(t) || weekday(t).is_some()) && !weekdays.are_told() {
            return Err(Refusal::Agreement(figure()));
        }
        if !target.keeps_half_of_day(at, &target_slots, &value)
            || !target.keeps_decade(t, source.is_decade(s), &value)
        {
            return Err(Refusal::Form(figure()));
        }
        // The stored texts contradict each other.
        let currencies = source.currency(s).zip(target.currency(t));
        if currencies.is_some_and(|(one, other)| one != other)
            || unsaid.is_of_other_unit(s, t)
            || unsaid.names_other_day(s, t)
        {
            return Err(Refusal::Absent(s.written.to_owned()));
        }
        let are_told = |times: usize| times == 0 || complete && times <= source.times_of_day();
        if unsaid.may_follow_from(t, &value, &changing)
            || !target.keeps_part_of_day(t, &value, are_told)
            || beyond.may_fail(s, t, &becoming)
            || implied.may_fail(t, &value, &becoming)
            || implied.is_apposed(t, &value, &becoming)
            || unsaid.has_unanswered_beside(t)
            || target.is_said_before_bracket(t)
        {
            return Err(Refusal::Agreement(figure()));
        }
        let fit = target.fit(t, &value, source.counts(s), &whole);
        if fit == Fit::Wrong {
            return Err(Refusal::Agreement(figure()));
        }
        let new = target
            .rendered(q, s, (t, &target_slots))
            .ok_or_else(|| Refusal::Form(figure()))?;
        // What is 14 областей by itself may be the nominative; but 14 облыстың is not.
        let is_case_told = !(target.is_opening(t.place) && source.is_possessed(s));
        let (range, new) = match fit {
            Fit::Behind(_) | Fit::Around(..) if !is_case_told => {
                return Err(Refusal::Agreement(figure()));
            }
            Fit::Behind(words) => target
                .with_words_behind(t, new, &words)
                .ok_or_else(|| Refusal::Agreement(figure()))?,
            Fit::Before(word) => target.with_word_before(t, t.range.end, &new, &word),
            Fit::Around(before, words) => {
                let (range, new) = target
                    .with_words_behind(t, new, &words)
                    .ok_or_else(|| Refusal::Agreement(figure()))?;
                target.with_word_before(t, range.end, &new, &before)
            }
            Fit::Right | Fit::Wrong => (t.range.clone(), new),
        };
        let (range, new) = match turns(q, s) {
            false => (range, new),
            true => {
                signs[at] = query.sign(q);
                // 15 градусов мороза are no 5 градусов, and what has cooled down to -5 has not done so to +5; what a
                // bracket explains may tell which, too.
                let says_which = ["frosts", "judges", "sides", "up to"]
                    .iter()
                    .any(|list| !implied.unsaid(list).is_empty())
                    || target.opens_bracket(t) && !source.opens_bracket(s);
                let mark = target.mark_of_sign(t).filter(|mark| {
                    mark.end == range.start && target.sign(t) == source.sign(s) && !says_which
                });
                let mark = mark.ok_or_else(|| Refusal::Form(figure()))?;
                let sign = query.mark_of_sign(q).map_or("", |mark| &query.text[mark]);
                (mark.start..range.end, format!("{sign}{new}"))
            }
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
    let mut patch = target.with(replaced, complete);
    patch.left = (!all_paired).then_some(Refusal::Unpaired);
    let read = Text::new(&patch.text, target.language);
    let read_slots = read.slots(grain);
    let has_signs = || {
        let read_signs = read_slots.iter().map(|slot| read.sign(slot));
        !pairs.iter().any(|(q, s)| turns(q, s)) || read_signs.eq(signs)
    };
    let is_right = read_slots.iter().map(Slot::says).eq(expected) && has_signs();
    if is_right { Ok(patch) } else { Err(doubtful) }
}

/// Numbers that are written in words.
#[derive(Default)]
struct InWords {
    sure: Vec<String>,
    /// Words that are something else as well: one, a thousand, half.
    possible: Vec<String>,
}

impl InWords {
    /// Whether two texts have the same numbers in words; what may be one has to be another one to be
    /// counted.
    fn agree(&self, other: &InWords) -> bool {
        let [one, other_one] = [&self.possible, &other.possible];
        self.sure == other.sure && (one.is_empty() || other_one.is_empty() || one == other_one)
    }
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

/// Whether the numbers of so many digits are grouped, but for years, if there are any and all are written
/// alike.
fn groups(slots: &[Slot<'_>], digits: RangeInclusive<usize>) -> Option<bool> {
    let amounts = slots.iter().filter(|slot| year(slot).is_none());
    let mut grouped = amounts.filter_map(|slot| {
        let Value::Number(number) = &slot.value else {
            return None;
        };
        let whole = number.split('.').next().unwrap_or_default();
        let start: String = slot.digits().chars().take(whole.len()).collect();
        digits.contains(&whole.len()).then_some(start != whole)
    });
    let first = grouped.next()?;
    grouped.all(|other| other == first).then_some(first)
}

/// What a figure like `target`, which answers to `source`, says when it is carried over from
/// `query`: the value, and the power of its scale word.
fn carried(query: &Slot<'_>, source: &Slot<'_>, target: &Slot<'_>) -> Option<(Value, u8)> {
    // 2025/26 may become 2025/31, but 2025–2026 not 2025–31.
    let is_no_year = source.is_short_year() && !query.is_short_year() && query.digits().len() != 4;
    if is_no_year && !target.is_short_year() {
        return None;
    }
    let same_scale = source.power() == target.power();
    let value = match (&query.value, &target.value) {
        (value, Value::Date { year: None, .. }) => value.without_year(),
        (Value::Number(number), Value::Roman(_)) => Value::Roman(number.parse().ok()?),
        (Value::Roman(number), Value::Number(_)) => Value::Number(number.to_string()),
        (&Value::Time { hour, minute }, Value::Number(_)) if target.hour.is_some() => {
            Value::Number(target.on_clock((hour, minute))?)
        }
        (Value::Time { hour, minute }, Value::Number(_)) => {
            Value::Number(format!("{hour}.{minute:02}"))
        }
        (Value::Number(_), Value::Time { .. }) => {
            let (hour, minute) = query.told_time()?;
            Value::Time { hour, minute }
        }
        (Value::Number(decade), _) if is_of_other_form(source, target) => {
            Value::Number(in_other_form(decade)?)
        }
        (Value::Number(number), _) if !same_scale => {
            let power = i32::from(query.power()) - i32::from(target.power());
            Value::Number(shifted(number, power)?)
        }
        (Value::Number(number), _) => Value::Number(target.rounded_as(source, number)),
        (value, _) => value.clone(),
    };
    let power = if same_scale {
        query.power()
    } else {
        target.power()
    };
    Some((value, power))
}

impl Text<'_> {
    /// Whether the word behind a number makes a year of it: 2018 жылы, but 10 заводов.
    fn is_year(&self, slot: &Slot<'_>) -> bool {
        let next = self.tokens.get(slot.last + 1);
        slot.kind == TokenKind::Number
            && slot.digits().len() == 4
            && next.is_some_and(|next| {
                let word = fold(next.text(self.text), self.language);
                is_listed_form("year", &word, self.language)
            })
    }

    /// Whether an English time may say something else, where it has its half of the day from another,
    /// or another has it from this one: 9:00–11:00 a.m.
    fn keeps_half_of_day(&self, at: usize, slots: &[Slot<'_>], new: &Value) -> bool {
        let slot = &slots[at];
        let (&Value::Time { hour: old, .. }, &Value::Time { hour, .. }) = (&slot.value, new) else {
            return true;
        };
        let has_half = |slot: &Slot<'_>| slot.written.contains(char::is_alphabetic);
        let beside = [at.checked_sub(1), Some(at + 1)];
        let mut beside = beside.into_iter().flatten().filter_map(|at| slots.get(at));
        let is_shared = self.language.primary() == "en"
            && beside.any(|other| {
                other.kind == TokenKind::Time
                    && has_half(other) != has_half(slot)
                    && self.joins(other, slot)
            });
        !is_shared || old / 12 == hour / 12 && (has_half(slot) || hour <= 12)
    }

    /// The figure with the value of the query's; `None` where its form cannot carry it.
    fn rendered(
        &self,
        query: &Slot<'_>,
        source: &Slot<'_>,
        (slot, slots): (&Slot<'_>, &[Slot<'_>]),
    ) -> Option<String> {
        let (&Value::Weekday(old), &Value::Weekday(new)) = (&slot.value, &query.value) else {
            let full_hours = match slot.kind {
                TokenKind::Time => self.full_hours(slots),
                _ => FullHours::Unknown,
            };
            // В 2024-м, на 2-м километре.
            let is_ordinal = source.kind == TokenKind::Ordinal
                || is_listed("ru before ordinals", &self.words_around(slot).0);
            let habits = Habits {
                full_hours,
                is_ordinal,
                groups: [4..=4, 5..=usize::MAX].map(|digits| groups(slots, digits)),
            };
            return render(query, source, slot, self.language, habits);
        };
        let before = self.words_around(slot).0;
        let place = self.place_of_weekday(slot, &before);
        moved_weekday(slot.written, old, new, place, self.language)
    }

    /// Whether a letter stands behind a figure that looks like a digit: 2O for 20.
    fn has_false_digit(&self, slot: &Slot<'_>) -> bool {
        let behind = &self.text[slot.range.start + slot.number.end..];
        behind.starts_with(['O', 'o', 'О', 'о', 'I', 'З'])
    }

    /// Whether but a blank stands between a figure and another one, which may be a part of it: 50 00,5.
    fn is_beside_figure(&self, slot: &Slot<'_>) -> bool {
        let touches = |before: usize| {
            let (Some(one), Some(other)) = (self.tokens.get(before), self.tokens.get(before + 1))
            else {
                return false;
            };
            let is_digit = |c: char| c.is_ascii_digit();
            let gap = &self.text[one.range.end..other.range.start];
            one.text(self.text).ends_with(is_digit)
                && other.text(self.text).starts_with(is_digit)
                && gap.chars().all(char::is_whitespace)
        };
        slot.place.checked_sub(1).is_some_and(touches) || touches(slot.last)
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

    /// Whether a figure with what it counts stands in the genitive: of 14 regions, 14 облыстың.
    fn is_possessed(&self, slot: &Slot<'_>) -> bool {
        let is_genitive = |word: &String| GENITIVE.iter().any(|ending| word.ends_with(ending));
        match self.language.primary() {
            "en" => self.words_around(slot).0 == "of",
            "kk" => self.words_behind(slot).0.iter().take(3).any(is_genitive),
            _ => false,
        }
    }

    fn numbers_in_words(&self) -> InWords {
        let mut numbers = InWords::default();
        // Behind a figure a number's word is its scale.
        let mut is_behind_figure = false;
        for token in self.tokens.iter() {
            let is_scale = std::mem::replace(&mut is_behind_figure, token.value.is_some());
            let own = self.number_words(token);
            numbers.sure.extend(own.sure);
            if !is_scale {
                numbers.possible.extend(own.possible);
            }
        }
        numbers
    }

    /// The numbers that the parts of a word say.
    fn number_words(&self, token: &Token) -> InWords {
        let mut numbers = InWords::default();
        if token.kind != TokenKind::Word {
            return numbers;
        }
        for part in token.text(self.text).split(is_hyphen) {
            let stem = self.stem(part);
            match self.number_in_words(part, &stem) {
                Some(number) => numbers.sure.push(number),
                None if may_be_number(&stem, self.language) => {
                    numbers.possible.push(stem.as_ref().to_owned());
                }
                None => {}
            }
        }
        numbers
    }

    /// What a word says as a number in words: its stem, or the beginning of such as двухдневный.
    fn number_in_words(&self, part: &str, stem: &str) -> Option<String> {
        if is_number(stem, self.language) {
            return Some(stem.to_owned());
        }
        if part.is_ascii() {
            return None;
        }
        let part = part.to_lowercase();
        let is_compound = |rest: &str| {
            let mut compounds = listed("ru compounds").iter();
            compounds.any(|compound| rest.starts_with(compound))
        };
        let mut first_parts = listed("ru first parts").iter();
        let first = first_parts.find(|first| part.strip_prefix(**first).is_some_and(is_compound));
        first.map(|first| first.to_string())
    }

    /// Whether a date names its month.
    fn names_a_month(&self) -> bool {
        let dates = self.tokens.iter().filter(|t| t.kind == TokenKind::Date);
        dates
            .into_iter()
            .any(|t| names_its_month(t.text(self.text)))
    }

    /// The small letters behind a figure and a hyphen; the other month of two is none.
    pub(super) fn hung(&self, slot: &Slot<'_>) -> String {
        let behind = self.text[slot.range.end..].strip_prefix(is_hyphen);
        let behind = behind.filter(|_| !matches!(slot.value, Value::Month(_)));
        let letters = behind.unwrap_or_default().chars();
        letters.take_while(|c| c.is_lowercase()).collect()
    }

    /// Whether a figure counts what stands beside it, or is its number.
    fn counts(&self, slot: &Slot<'_>) -> Option<bool> {
        let (before, behind) = self.words_around(slot);
        counts(slot, [&before, &behind], &self.hung(slot), self.language)
    }

    fn fit(&self, slot: &Slot<'_>, new: &Value, counts: Option<bool>, whole: &Whole<'_>) -> Fit {
        let (before, mut behind) = self.words_around(slot);
        let first = self.first_of_range(slot.place);
        let head = match first == slot.place {
            true => before.clone(),
            false => self.word(first.checked_sub(1)).unwrap_or_default(),
        };
        let (mut following, own) = self.words_behind(slot);
        let rest = &self.text[slot.range.end..];
        // Behind the year of a date other parts of it may stand.
        if slot.range.end < self.tokens[slot.last].range.end {
            behind.clear();
            following.clear();
        }
        let hung = self.hung(slot);
        let neighbours = Neighbours {
            before: &before,
            head: &head,
            behind: &behind,
            following: &following,
            lead: &self.text[..slot.range.start],
            rest,
            own,
            is_opening: self.is_opening(first),
            hung: &hung,
            counts,
            whole,
        };
        fit(slot, new, &neighbours, self.language)
    }

    /// The place of the first figure of the range or the list that one at a place ends: of 10 in
    /// 10–12 and in 10, 11 и 12; or of its sign.
    pub(super) fn first_of_range(&self, mut place: usize) -> usize {
        let is_dash = |place: usize| self.token(place).starts_with(is_hyphen_or_dash);
        let is_link = |place: usize| {
            is_dash(place) || self.token(place) == "," || self.is_join(&self.tokens[place])
        };
        while place >= 2 && self.tokens[place - 2].value.is_some() && is_link(place - 1) {
            place -= 2;
        }
        let touches =
            |place: usize| self.tokens[place - 1].range.end == self.tokens[place].range.start;
        let has_sign = place >= 1
            && (is_dash(place - 1) || self.token(place - 1) == "+")
            && touches(place)
            && (place == 1 || !touches(place - 1));
        place - usize::from(has_sign)
    }

    /// Whether what stands before a token opens the text, or is a colon or a dash.
    pub(super) fn is_opening(&self, place: usize) -> bool {
        let before = self.text[..self.tokens[place].range.start].trim_end();
        let mark = before.chars().next_back();
        match mark {
            None | Some(':') => true,
            Some('–' | '—' | '-') => {
                let left = before.trim_end_matches(['–', '—', '-']);
                let is_apart = left.ends_with(char::is_whitespace) || !before.ends_with('-');
                let left = left.trim_end().trim_end_matches(['»', '”', '"', ')']);
                is_apart && left.ends_with(char::is_alphabetic)
            }
            _ => false,
        }
    }

    /// The new writing of a figure with other words behind it, and what it takes the place of.
    fn with_words_behind(
        &self,
        slot: &Slot<'_>,
        mut new: String,
        moved: &[String],
    ) -> Option<(Range<usize>, String)> {
        let (_, rest) = slot.around();
        let own = words(rest).map(|range| &rest[range]);
        if own.clone().count() != rest.split_whitespace().count() {
            return None;
        }
        let mut moved = moved.iter();
        for (old, word) in own.zip(moved.by_ref()) {
            let at = new.rfind(old)?;
            new.replace_range(at..at + old.len(), &in_case_of(old, word));
        }
        let mut end = slot.range.end;
        for (token, word) in self.tokens[slot.last + 1..].iter().zip(moved) {
            new.push_str(&self.text[end..token.range.start]);
            new.push_str(&in_case_of(token.text(self.text), word));
            end = token.range.end;
        }
        Some((slot.range.start..end, new))
    }

    /// The new writing of a figure, and of what stands behind it up to some place, with another word before it; and
    /// what it takes the place of.
    fn with_word_before(
        &self,
        slot: &Slot<'_>,
        end: usize,
        new: &str,
        word: &str,
    ) -> (Range<usize>, String) {
        let before = &self.tokens[slot.place - 1];
        let blank = &self.text[before.range.end..slot.range.start];
        let word = in_case_of(before.text(self.text), word);
        (before.range.start..end, format!("{word}{blank}{new}"))
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
