//! Figures that differ between a query and a source, carried into the target.

use std::ops::Range;

use super::agree::{Fit, Neighbours, fit};
use super::capitals::in_case_of;
use super::letters::is_number;
use super::lists::is_listed_form;
use super::outcome::{Change, Patch, Refusal};
use super::pairs::{counterpart, differ_in_figures_only, paired};
use super::render::render;
use super::scale::shifted;
use super::slot::{Grain, Slot, names_its_month, words};
use super::splice::spliced;
use super::text::Text;
use super::value::Value;
use crate::text::{Token, TokenKind, fold, stem};

pub(super) fn patch_figures(texts: [&Text<'_>; 3], is_script: bool) -> Result<Patch, Refusal> {
    let [query, source, _] = texts;
    if query.says() == source.says() {
        return Err(Refusal::Unchanged);
    }
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
    let same_words = query.numbers_in_words().eq(source.numbers_in_words());
    if same_words {
        Ok(patched)
    } else {
        Err(Refusal::Unpaired)
    }
}

/// The patch of query, source and target, with dates taken whole or by their parts.
fn patch_by([query, source, target]: [&Text<'_>; 3], grain: Grain) -> Result<Patch, Refusal> {
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
        // Of 1 and 2 May both change, or none.
        let is_alone = |other: &&Slot<'_>| !pairs.iter().any(|(_, s)| s.range == other.range);
        let mut alone = source_slots.iter().filter(is_alone);
        if query_slots.len() > pairs.len() && alone.any(|other| source.joins(other, s)) {
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
    let mut patch = target.with(replaced, complete);
    patch.left = (!all_paired).then_some(Refusal::Unpaired);
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

/// What a figure like `target`, which answers to `source`, says when it is carried over from
/// `query`: the value, and the power of its scale word.
fn carried(query: &Slot<'_>, source: &Slot<'_>, target: &Slot<'_>) -> Option<(Value, u8)> {
    let same_scale = source.power() == target.power();
    let value = match (&query.value, &target.value) {
        (value, Value::Date { year: None, .. }) => value.without_year(),
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

impl Text<'_> {
    /// Whether the word behind a number makes a year of it: 2018 жылы, but 10 заводов.
    fn is_year(&self, slot: &Slot<'_>) -> bool {
        let next = self.tokens.get(slot.last + 1);
        slot.kind == TokenKind::Number
            && next.is_some_and(|next| {
                let word = fold(next.text(self.text), self.language);
                is_listed_form("year", &word, self.language)
            })
    }

    /// Whether two figures have but a mark or a conjunction between them: 5–7, 1 and 2 May.
    fn joins(&self, one: &Slot<'_>, other: &Slot<'_>) -> bool {
        let (first, second) = match one.place < other.place {
            true => (one.last, other.place),
            false => (other.last, one.place),
        };
        let is_link = |token: &Token| {
            token.kind == TokenKind::Punctuation
                || is_listed_form(
                    "joins",
                    &fold(token.text(self.text), self.language),
                    self.language,
                )
        };
        second == first + 2 && is_link(&self.tokens[first + 1])
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

    /// Whether a date names its month.
    fn names_a_month(&self) -> bool {
        let dates = self.tokens.iter().filter(|t| t.kind == TokenKind::Date);
        dates
            .into_iter()
            .any(|t| names_its_month(t.text(self.text)))
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
